"""CIELAB: values that are known, there and back, and what a screen cannot show."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from study.cielab import lab_of, rgb_of


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [
        ((0, 0, 0), (0, 0, 0)),
        ((255, 255, 255), (100, 0, 0)),
        ((255, 0, 0), (53.24, 80.09, 67.20)),
        ((0, 255, 0), (87.73, -86.18, 83.18)),
        ((0, 0, 255), (32.30, 79.19, -107.86)),
        ((119, 119, 119), (50.03, 0, 0)),
        ((10, 0, 0), (0.58, 2.60, 0.92)),  # below both edges, where the formula is a line
    ],
)
def test_known_values(rgb: tuple[int, ...], lab: tuple[float, ...]) -> None:
    assert lab_of(np.array([rgb], dtype=float))[0] == pytest.approx(lab, abs=0.02)


@given(arrays(np.float64, (4, 3), elements=st.floats(0, 255)))
def test_there_and_back(rgb: np.ndarray) -> None:
    np.testing.assert_allclose(rgb_of(lab_of(rgb)), rgb, atol=1e-3)


def test_what_no_screen_can_show_is_cut_off() -> None:
    assert rgb_of(np.array([[50.0, 200.0, 0.0], [150.0, 0.0, 0.0]])).tolist()[1] == pytest.approx([255.0] * 3)
    assert rgb_of(np.array([[50.0, 200.0, 0.0]]))[0].min() == 0
