"""Gaussians as lines around most of their points."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

AnyArray = NDArray[Any]

WIDE = 2.0
"""Standard deviations: in the plane, the line then has 86% of a Gaussian inside."""
_TURN = np.linspace(0, 2 * np.pi, 72, endpoint=False)


def outlines(means: AnyArray, covariances: AnyArray) -> list[AnyArray]:
    """The line of each Gaussian, arrays of shape (72, 2), in the units of the means.

    Parameters
    ----------
    means : array of shape (k, 2)
    covariances : array of shape (k, 2, 2)
    """
    circle = WIDE * np.column_stack([np.cos(_TURN), np.sin(_TURN)])
    return [
        mean + circle @ np.linalg.cholesky(covariance).T
        for mean, covariance in zip(means, covariances, strict=True)
    ]
