"""First means as text: what is written is read back as exactly as it matters, and nonsense is no means at all."""

import numpy as np
import pytest

from ui.starts_by_hand import means_from_text, means_to_text, why_unfit

SQUARE = np.array([[0.0, 0.0], [10.0, 10.0]])


def test_text_becomes_means() -> None:
    assert means_from_text("1.5,2;3,4", 20) == ((1.5, 2.0), (3.0, 4.0))
    assert means_from_text(" 1.5 , -2e3 ; 3, 4 ; ", 20) == ((1.5, -2000.0), (3.0, 4.0))
    assert means_from_text("7", 20) == ((7.0,),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";",
        "a,b",
        "1,2;3",
        "1,,2",
        "nan,1",
        "inf,1",
        "1e200,1",
        "1 2;3 4",
        "1,2;;3,4",
        None,
        "1,1;2,2;3,3;4,4",
    ],
)
def test_anything_else_is_no_means(text: str | None) -> None:
    assert means_from_text(text, 3) == ()


def test_text_is_no_longer_than_needed() -> None:
    means = np.array([[1 / 3, 2.0], [-0.0, 9.999999999]])
    assert means_to_text(means, SQUARE) == "0.3333,2;0,10"
    assert means_to_text(means, SQUARE / 1000) == "0.3333333,2;0,10"


@pytest.mark.parametrize(
    ("offset", "scale"), [(0.0, 1.0), (1e8, 1.0), (0.0, 1e-9), (-3e5, 1e4), (0.0, 1e-300)]
)
def test_six_digits_of_the_range_survive(offset: float, scale: float) -> None:
    rng = np.random.default_rng(1)
    X = offset + scale * rng.normal(size=(50, 3))
    back = np.array(means_from_text(means_to_text(X[:20], X), 20))
    assert (np.abs(back - X[:20]) <= 1e-5 * np.ptp(X, axis=0)).all()


def test_a_column_of_one_value_can_be_written() -> None:
    X = np.array([[0.0, 5.0], [0.0, 5.0]])
    assert means_to_text(X, X) == "0,5;0,5"


def test_means_that_do_not_fit_are_told_how_to() -> None:
    means = means_from_text("1,2;3,4", 20)
    assert why_unfit(means, 2, 2) is None
    assert "Set k to 2" in (why_unfit(means, 5, 2) or "")
    assert "have 2 numbers each, but the points have 3" in (why_unfit(means, 2, 3) or "")
    assert (why_unfit(means[:1], 2, 2) or "").startswith("1 mean was placed")


def test_small_numbers_are_written_out_where_people_read_them() -> None:
    X = np.array([[1e-7, 0.0], [9.9e-6, 3e-5]])
    assert means_to_text(X, X) == "0.0000001,0;0.0000099,0.00003"
