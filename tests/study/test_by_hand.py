"""First means as text: what is written is read back as exactly as it matters, and nonsense is no means at all."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from study.by_hand import EVERY_DIGIT, Hand, Placed, as_positions, means_from_text, means_to_text, why_unfit
from study.points import Points

NAMES = ("a", "b", "c", "d")


def points(X: object, *names: str, scale: object = None, **more: Any) -> Points:
    """Points whose values are `X`, measured in units of `scale`."""
    values = np.array(X, dtype=float)
    names = names or NAMES[: values.shape[1]]
    if scale is None:
        return Points(values, names, "some", pd.DataFrame(), **more)
    units = np.array(scale, dtype=float)
    middle = values.mean(axis=0)
    return Points(
        (values - middle) / units, names, "some", pd.DataFrame(), center=middle, scale=units, **more
    )


SQUARE = points([[0.0, 0.0], [10.0, 10.0]])
TWO = Placed(((1.0, 2.0), (3.0, 4.0)), ("a", "b"))


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
        "1e999,1",
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
    assert means_to_text(means, points(SQUARE.X / 1000)) == "0.3333333,2;0,10"


@pytest.mark.parametrize(
    ("offset", "scale"), [(0.0, 1.0), (1e8, 1.0), (0.0, 1e-9), (-3e5, 1e4), (0.0, 1e-300)]
)
def test_six_digits_of_the_range_survive(offset: float, scale: float) -> None:
    rng = np.random.default_rng(1)
    X = offset + scale * rng.normal(size=(50, 3))
    back = np.array(means_from_text(means_to_text(X[:20], points(X)), 20))
    assert (np.abs(back - X[:20]) <= 1e-5 * np.ptp(X, axis=0)).all()


def test_a_column_of_one_value_can_be_written() -> None:
    X = np.array([[0.0, 5.0], [0.0, 5.0]])
    assert means_to_text(X, points(X)) == "0,5;0,5"


def test_they_are_written_in_the_values_of_the_columns_however_these_count() -> None:
    values = [[0.0, 1000.0], [10.0, 5000.0], [5.0, 3000.0]]
    texts = []
    for scale in (None, [2.0, 700.0], [10.0, 4000.0]):
        some = points(values, scale=scale)
        texts.append(means_to_text(some.X[:2], some))
        np.testing.assert_allclose(as_positions(((0.0, 1000.0),), some), some.X[:1])
    assert texts == ["0,1000;10,5000"] * 3


def test_means_that_do_not_fit_are_told_how_to() -> None:
    means = means_from_text("1,2;3,4", 20)
    assert why_unfit(means, 2, SQUARE) is None
    assert "Set it to 2" in (why_unfit(means, 5, SQUARE) or "")
    three = points(np.zeros((2, 3)))
    assert "have 2 numbers each, but the points have 3" in (why_unfit(means, 2, three) or "")
    assert (why_unfit(means[:1], 2, SQUARE) or "").startswith("1 mean was placed")


@pytest.mark.parametrize("scale", [None, [1e-3, 1e3]])
@pytest.mark.parametrize("far", ["1e200", "-1e308", "1e14"])
def test_means_beyond_what_can_be_computed_with_are_told_so(far: str, scale: object) -> None:
    some = points([[0.0, 0.0], [10.0, 10.0]], scale=scale)
    words = why_unfit(means_from_text(f"1,2;3,{far}", 20), 2, some) or ""
    assert words.startswith(f"Mean 2 is at {float(far):g} in “\u2068b\u2069”, too far from all points")
    assert why_unfit(means_from_text("1,2;3,1e9", 20), 2, some) is None


def test_numbers_go_with_their_columns() -> None:
    def now(*names: str, **more: object) -> Placed | None:
        return TWO.on(points([[0.0] * len(names), [10.0] * len(names)], *names, **more))

    assert now("a", "b") is TWO
    assert now("b", "a") == Placed(((2.0, 1.0), (4.0, 3.0)), ("b", "a"))
    assert now("a", "b", "c") == Placed(((1.0, 2.0, 5.0), (3.0, 4.0, 5.0)), ("a", "b", "c"))
    assert now("b", "a", "c") == Placed(((2.0, 1.0, 5.0), (4.0, 3.0, 5.0)), ("b", "a", "c"))
    assert now("a", "c") is None  # the plot shows where they never were
    assert now("c", "a", "b") is None
    assert now("c", "a", "b", axes=(2, 1)) == Placed(((5.0, 1.0, 2.0), (5.0, 3.0, 4.0)), ("c", "a", "b"))
    assert now("b") == Placed(((2.0,), (4.0,)), ("b",))
    assert now("c") is None
    three = Placed(((1.0, 2.0, 7.0),), ("a", "b", "c"))
    assert three.on(SQUARE) == Placed(((1.0, 2.0),), ("a", "b"))
    assert Placed(((1.0, 1e200), (1.5e-7, -2e-20)), ("a", "b")).text == "1,1e+200;0.00000015,-2e-20"


def test_nothing_placed_is_lost_on_the_way_to_other_columns_and_back() -> None:
    here, there = SQUARE, points([[0.0, 0.0], [10.0, 10.0]], "c", "d")
    away, said = Hand(TWO, True).follow(there)
    assert away == Hand(None, False, Hand(TWO, True))
    assert said.startswith("You placed the means on “\u2068a\u2069” and “\u2068b\u2069”. They wait")
    back, said = away.follow(here)
    assert (back.placed, back.in_use, said) == (TWO, True, "The means are where you placed them.")
    # Others placed meanwhile wait in their turn.
    others = Placed(((5.0, 5.0),), ("c", "d"))
    swapped, _ = Hand(others, True, away.waiting).follow(here)
    assert swapped == Hand(TWO, True, Hand(others, True))
    assert swapped.follow(there)[0] == Hand(others, True, Hand(TWO, True))
    # Means that were not in use are kept without a word.
    assert Hand(TWO, False).follow(there) == (Hand(None, False, Hand(TWO, False)), "")
    assert Hand(None, False).follow(there) == (Hand(None, False), "")
    assert Hand(None, False, Hand(TWO, True)).follow(there) == (Hand(None, False, Hand(TWO, True)), "")


def test_a_column_that_counts_too_is_said() -> None:
    wider = points([[0.0, 0, 0, 0], [10.0, 10, 10, 10]])
    hand, said = Hand(TWO, True).follow(wider)
    assert hand.in_use and hand.placed is not None and hand.placed.means[0] == (1, 2, 5, 5)
    assert said.startswith("“\u2068c\u2069” and 1 more count now, too. The means that you placed stay")
    assert Hand(TWO, False).follow(wider)[1] == ""


def test_with_every_digit_a_number_is_written_as_it_was_typed() -> None:
    typed = [[9.3, 0.1], [9.7, 0.2], [10.3, 1.1]]
    assert means_to_text(np.array(typed), points(typed), EVERY_DIGIT) == "9.3,0.1;9.7,0.2;10.3,1.1"


@pytest.mark.parametrize("size", [1.0, 10.0, 300.0, 5e6])
def test_what_computing_leaves_behind_the_last_digit_is_not_written(size: float) -> None:
    """Rows in the units of the clustering and back are off by a last place or two; nobody typed that."""
    typed = np.round(np.random.default_rng(3).uniform(0, size, (40, 2)), 3)
    typed[0], typed[1] = 0.0, size
    some = points(typed, scale=[size / 3.7, size / 7.1])
    back = some.to_units(some.X)
    assert (back != typed).any()
    assert means_from_text(means_to_text(some.X, some, EVERY_DIGIT), 40) == tuple(map(tuple, typed.tolist()))
