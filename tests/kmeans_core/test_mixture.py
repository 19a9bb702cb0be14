"""The mixture of Gaussians: one Gaussian by hand, against scikit-learn, and never less likely than before."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.mixture import GaussianMixture

from kmeans_core import adjusted_rand_index, fit, gaussian_mixture, make_dataset
from kmeans_core.mixture import FLOOR


def test_one_group_by_hand() -> None:
    """The mean is the average, the covariance that of the points, and a floor."""
    X = np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 4.0], [2.0, 4.0]])
    found = gaussian_mixture(X, [0, 0, 0, 0])
    assert found.means.tolist() == [[1.0, 2.0]]
    assert found.covariances[0] == pytest.approx(np.array([[1.0, 0.0], [0.0, 4.0]]) + FLOOR * 2.5 * np.eye(2))
    assert found.weights.tolist() == [1.0]
    # The log density of a Gaussian with variances 1 and 4, at one standard deviation in each
    assert found.log_likelihoods[-1] == pytest.approx(-np.log(2 * np.pi) - np.log(2) - 1, abs=1e-5)
    assert found.converged


@pytest.mark.parametrize("shape", ["stretched blobs", "unequal spreads", "unequal sizes", "two moons"])
def test_as_scikit_learn_does(shape: str) -> None:
    X, _ = make_dataset(shape, 200, 3, 1.0, 3)
    start = fit(X, 3)
    variance = X.var(axis=0).mean()
    expected = GaussianMixture(3, tol=1e-9, reg_covar=FLOOR * variance, max_iter=60)
    # scikit-learn begins with parameters: those that the groups have
    expected.weights_init = np.bincount(start.labels) / len(X)
    expected.means_init = np.array([X[start.labels == j].mean(axis=0) for j in range(3)])
    covariances = [np.cov(X[start.labels == j].T, bias=True) + FLOOR * variance * np.eye(2) for j in range(3)]
    expected.precisions_init = np.linalg.inv(covariances)
    expected.fit(X)
    found = gaussian_mixture(X, start.labels, max_iter=expected.n_iter_)
    assert found.means == pytest.approx(expected.means_, rel=1e-3, abs=1e-2)
    assert found.weights == pytest.approx(expected.weights_, abs=1e-3)
    assert found.log_likelihoods[-1] == pytest.approx(expected.lower_bound_, abs=1e-4)
    assert adjusted_rand_index(found.labels, expected.predict(X)) > 0.98


@given(st.integers(1, 4), st.integers(1, 3), st.integers(0, 2**32 - 1), st.sampled_from([1e-9, 1.0, 1e9]))
def test_no_iteration_makes_the_points_less_likely(k: int, columns: int, seed: int, unit: float) -> None:
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(40, columns)) * unit
    labels = np.concatenate([np.arange(k), rng.integers(k, size=40 - k)])
    found = gaussian_mixture(X, labels, max_iter=25)
    assert np.diff(found.log_likelihoods).min(initial=0) >= -1e-6  # the floor may cost this much
    assert found.responsibilities.sum(axis=1) == pytest.approx(np.ones(40))
    assert found.weights.sum() == pytest.approx(1)
    assert found.labels.shape == (40,)


def test_neither_shift_nor_unit_nor_order_matters() -> None:
    X, _ = make_dataset("stretched blobs", 120, 2, 1.0, 5)
    labels = fit(X, 2).labels
    found = gaussian_mixture(X, labels)
    moved = gaussian_mixture(X * 1e-4 + 1e3, labels)
    turned = gaussian_mixture(X[::-1], labels[::-1])
    assert moved.labels.tolist() == found.labels.tolist() == turned.labels[::-1].tolist()
    assert moved.means == pytest.approx(found.means * 1e-4 + 1e3)


def test_a_group_of_one_point_keeps_a_spread() -> None:
    found = gaussian_mixture([[0.0], [1.0], [100.0]], [0, 0, 1])
    assert found.covariances.min() > 0
    assert found.labels.tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    ("labels", "message"),
    [([0, 2, 2], "Every group from 0 to 2"), ([0, 1], "3 integers"), ([0.0, 1.0, 1.0], "integers")],
)
def test_where_it_cannot_begin(labels: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        gaussian_mixture([[0.0], [1.0], [2.0]], labels)


def test_points_that_are_one() -> None:
    with pytest.raises(ValueError, match="All points are one"):
        gaussian_mixture([[1.0], [1.0]], [0, 0])
