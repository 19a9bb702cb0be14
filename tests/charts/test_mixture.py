"""The lines around Gaussians, by hand."""

import numpy as np
import pytest

from charts.mixture import WIDE, outlines


def test_the_line_lies_two_standard_deviations_out_in_every_direction() -> None:
    mean, covariance = np.array([[1.0, 2.0]]), np.array([[[4.0, 1.2], [1.2, 1.0]]])
    (line,) = outlines(mean, covariance)
    away = line - mean[0]
    assert np.sqrt((away @ np.linalg.inv(covariance[0]) * away).sum(axis=1)) == pytest.approx(WIDE)
    assert np.ptp(line[:, 0]) == pytest.approx(2 * WIDE * 2, rel=0.01)
