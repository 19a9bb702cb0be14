"""How many starts are enough: by hand, and against simple counting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.enough import all_miss, enough


@pytest.mark.parametrize(
    ("share", "sure", "number"),
    [(0.5, 0.99, 7), (0.5, 0.75, 2), (0.1, 0.99, 44), (1.0, 0.99, 1), (0.0, 0.99, None), (0.99, 0.99, 1)],
)
def test_so_many_starts_are_enough(share: float, sure: float, number: int | None) -> None:
    assert enough(share, sure) == number


@given(st.floats(0.001, 0.98), st.floats(0.5, 0.999))
def test_one_start_less_would_not_be_enough(share: float, sure: float) -> None:
    number = enough(share, sure)
    assert number is not None
    assert all_miss(share, number) <= (1 - sure) * (1 + 1e-6)
    assert number == 1 or all_miss(share, number - 1) > (1 - sure) * (1 - 1e-6)
