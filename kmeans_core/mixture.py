"""A mixture of Gaussians: k-means gone soft. Groups may be stretched, tight or wide, large or small. A contrast to k-means.

Each half-step has its twin. *Expect* gives every point to all groups at once, to each as much as it is likely to come from there
(k-means: wholly to the nearest mean); *maximise* makes of these shares each group's weight, mean and covariance (k-means: the
mean alone). The likelihood of the points never falls (Dempster, Laird, Rubin 1977, "Maximum likelihood from incomplete data
via the EM algorithm"). Like k-means it ends where it starts from: here from groups that k-means found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import FloatArray, IntArray, check_labels, check_points, check_whole_number

FLOOR = 1e-6
"""Of the variance of all points, added to each group's in every direction: a group of one point would have none, and with it
an infinite likelihood."""
SMALLEST_GAIN = 1e-6
"""The end: an iteration that raises the log-likelihood of a point by less, on average."""


@dataclass(frozen=True, eq=False)
class Mixture:
    """Gaussians and their shares.

    Attributes
    ----------
    weights : shares of the groups, shape (k,), their sum is 1
    means : array of shape (k, n_features)
    covariances : array of shape (k, n_features, n_features)
    responsibilities : how much of each point is each group's, shape (n_samples, k), rows sum to 1
    log_likelihoods : after each iteration, of a point on average, shape (n_iterations,)
    converged : whether the last iteration gained next to nothing
    """

    weights: FloatArray
    means: FloatArray
    covariances: FloatArray
    responsibilities: FloatArray
    log_likelihoods: FloatArray
    converged: bool

    @property
    def labels(self) -> IntArray:
        """The likeliest group of each point, shape (n_samples,)."""
        labels: IntArray = self.responsibilities.argmax(axis=1)
        return labels


def gaussian_mixture(X: ArrayLike, labels: ArrayLike, max_iter: int = 300) -> Mixture:
    """Fit as many Gaussians as there are groups, beginning with these groups.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    labels : integers of shape (n_samples,), from 0 to k - 1, none of them without a point: where to begin
    max_iter : so many iterations at the most, at least 1

    Raises
    ------
    ValueError
        If `X` is no table of finite numbers, a group has no point, or all points are one.
    """
    points = check_points(X)
    k = int(np.max(np.asarray(labels), initial=0)) + 1 if np.asarray(labels).dtype.kind in "iu" else 1
    codes = check_labels(labels, len(points), k)
    check_whole_number(max_iter, 1, "max_iter")
    if not np.bincount(codes, minlength=k).all():
        raise ValueError(f"Every group from 0 to {k - 1} must have a point to begin with.")
    middle = points.mean(axis=0)
    variance = float(points.var(axis=0).mean())
    if variance == 0:
        raise ValueError("All points are one: there is nothing to tell groups apart by.")
    # Around the middle, in units of the spread: neither far-off origins nor tiny units cost digits
    scale = np.sqrt(variance)
    Z = (points - middle) / scale
    shares = np.zeros((len(Z), k))
    shares[np.arange(len(Z)), codes] = 1
    gains: list[float] = []
    converged = False
    weights, means, covariances = _maximised(Z, shares)
    while len(gains) < max_iter and not converged:
        log_density = _log_densities(Z, weights, means, covariances)
        top = log_density.max(axis=1, keepdims=True)
        log_total = top + np.log(np.exp(log_density - top).sum(axis=1, keepdims=True))
        shares = np.exp(log_density - log_total)
        gains.append(float(log_total.mean()))
        weights, means, covariances = _maximised(Z, shares)
        converged = len(gains) > 1 and gains[-1] - gains[-2] < SMALLEST_GAIN
    return Mixture(
        weights,
        means * scale + middle,
        covariances * variance,
        shares,
        np.array(gains) - points.shape[1] * np.log(scale),
        converged,
    )


def _maximised(Z: FloatArray, shares: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The weight, mean and covariance that each group's shares of the points make likeliest."""
    counts = shares.sum(axis=0) + 10 * np.finfo(np.float64).eps  # a group may come to nothing
    means = (shares.T @ Z) / counts[:, np.newaxis]
    covariances = np.empty((len(counts), Z.shape[1], Z.shape[1]))
    for group, count in enumerate(counts):
        away = Z - means[group]
        covariances[group] = (shares[:, group, np.newaxis] * away).T @ away / count
        covariances[group].flat[:: Z.shape[1] + 1] += FLOOR
    return counts / counts.sum(), means, covariances


def _log_densities(
    Z: FloatArray, weights: FloatArray, means: FloatArray, covariances: FloatArray
) -> FloatArray:
    """The logarithm of each group's share times its density at each point, shape (n_samples, k)."""
    result = np.empty((len(Z), len(weights)))
    for group, (weight, mean, covariance) in enumerate(zip(weights, means, covariances, strict=True)):
        root = np.linalg.cholesky(covariance)
        away = np.linalg.solve(root, (Z - mean).T)
        size = 2 * np.log(np.diag(root)).sum() + Z.shape[1] * np.log(2 * np.pi)
        result[:, group] = np.log(weight) - 0.5 * ((away * away).sum(axis=0) + size)
    return result
