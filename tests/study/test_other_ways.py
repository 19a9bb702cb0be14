"""Whether the number of groups hangs on how the columns count."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from study import scaling
from study.council import FEW_ROWS
from study.nearness import Nearness
from study.numerals import Numerals
from study.other_ways import (
    CLEARLY,
    HANGS,
    REGROUPS,
    OtherAnswer,
    number_hangs,
    other_answer,
    other_ways,
    others_in_words,
)
from study.points import Points
from study.similarities import NEARS
from tables import read_table
from tests.study.test_council import votes

ROWS = 60
SPREADS = (1.0, 30.0, 5.0)


def table_of(*spreads: float, n: int = ROWS, least: float = 1.0) -> str:
    """A table of columns a, b, c ... that vary so."""
    rng = np.random.default_rng(3)
    values = rng.uniform(size=(n, len(spreads)))
    values = least + (values - values.min(axis=0)) / values.std(axis=0) * spreads
    lines = [",".join("abcdef"[: len(spreads)])]
    return "\n".join([*lines, *(",".join(f"{cell:.9f}" for cell in row) for row in values)])


def points_of(text: str, way: str, mixtures: bool = False) -> Points:
    table = read_table(text.encode(), "t.csv")
    return scaling.make_points(table, "t", [column.name for column in table.columns], way, mixtures=mixtures)


@pytest.mark.parametrize("mixtures", [False, True])
@pytest.mark.parametrize("way", scaling.SCALINGS)
@pytest.mark.parametrize("other", scaling.SCALINGS)
def test_the_points_are_those_that_a_press_leads_to(way: str, other: str, mixtures: bool) -> None:
    """The same digest: what was heard of the one is heard of the other."""
    text = table_of(*SPREADS)
    counted = scaling.counted_otherwise(points_of(text, way, mixtures), other)
    there = points_of(text, other, mixtures)
    assert counted.digest == there.digest
    np.testing.assert_array_equal(counted.values, there.values)


@pytest.mark.parametrize(
    ("way", "spreads", "others"),
    [
        ("none", SPREADS, ["spread"]),
        ("spread", SPREADS, ["none"]),
        ("log", SPREADS, ["none", "spread"]),
        ("range", SPREADS, ["none"]),  # uniform columns have about the same range where they vary alike
        ("none", (5.0, 5.0), []),
        ("none", (5.0, 6.9), []),  # about equally: less than twice as much in squared distances
        ("spread", (5.0, 7.2), ["none"]),
        ("spread", (5.0, 0.0), []),  # the same in all rows: it counts for nothing either way
        ("none", (5.0,), []),
        ("log", (5.0,), []),
    ],
)
def test_asked_is_where_a_column_counts_clearly_more_or_less(
    way: str, spreads: tuple[float, ...], others: list[str]
) -> None:
    assert list(other_ways(points_of(table_of(*spreads), way))) == others


def test_nothing_is_asked_of_points_that_cannot_count_another_way_or_are_too_few() -> None:
    points = points_of(table_of(*SPREADS), "spread")
    assert other_ways(points)
    assert not other_ways(points_of(table_of(*SPREADS, n=FEW_ROWS - 1), "spread"))
    assert not other_ways(replace(points, drawn=1))
    for near in NEARS.values():
        assert bool(other_ways(replace(points, nearness=Nearness(near)))) == near.is_k_means
    assert not other_ways(replace(points, nearness=Nearness(weighed_by="a", weights=np.ones(ROWS))))


@pytest.mark.parametrize(
    ("now", "there", "clear"),
    [
        ((3, 3, 3, 3, 3), (2, 2, 2, 2, 2), True),
        ((7, 3, 6, 2, 3), (2, 2, 2, 2, 2), True),
        (
            (7, 3, 6, 2, 3),
            (3, 3, 3, 3, 3),
            True,
        ),  # where the judges disagree, none of their numbers is an answer
        ((1, 1, 1, 1, 1), (3, 3, 3, 3, 5), True),
        ((3, 3, 3, 3, 5), (1, 1, 1, 1, 5), True),
        ((3, 3, 3, 3, 3), (3, 3, 3, 5, 3), False),
        ((3, 3, 3, 1, 5), (3, 3, 3, 3, 3), False),
        ((3, 3, 3, 3, 3), (2, 2, 2, 5, 5), False),
        ((3, 3, 3, 3, 3), (2, 2, 4, 5, 6), False),
        ((3, 3, 3, 3, 3), (12, 12, 12, 12, 12), False),  # the most that were compared
    ],
)
def test_another_answer_is_one_that_is_clear(
    now: tuple[int, ...], there: tuple[int, ...], clear: bool
) -> None:
    answer = other_answer(votes(*now), "none", votes(*there), 200, 200, lambda: 0.0)
    assert (answer is not None) == clear
    if answer is not None:
        most = max(there, key=there.count)
        assert answer == OtherAnswer("none", most, there.count(most), 5)
    assert other_answer(votes(*now), "none", votes(*there), FEW_ROWS - 1, FEW_ROWS - 1, lambda: 0.5) is None


@pytest.mark.parametrize(
    ("now", "there", "changed", "told"),
    [
        ((3, 3, 3, 3, 3), (3, 3, 3, 3, 3), 0.5, True),
        ((3, 3, 3, 1, 5), (3, 3, 3, 3, 1), CLEARLY, True),
        ((3, 3, 3, 3, 3), (3, 3, 3, 3, 3), CLEARLY - 0.01, False),  # rows at the borders
        ((3, 3, 3, 3, 3), (3, 3, 3, 5, 5), 0.5, False),  # not said clearly
        ((1, 1, 1, 1, 1), (1, 1, 1, 1, 1), 0.0, False),
    ],
)
def test_as_many_groups_are_another_answer_where_other_rows_are_together(
    now: tuple[int, ...], there: tuple[int, ...], changed: float, told: bool
) -> None:
    answer = other_answer(votes(*now), "spread", votes(*there), 200, 200, lambda: changed)
    assert (answer is not None) == told
    if answer is not None:
        assert (answer.choice, answer.changed) == (3, changed)
        assert not number_hangs([answer])
    other = other_answer(votes(4, 4, 4, 4, 4), "spread", votes(3, 3, 3, 3, 3), 200, 200, lambda: changed)
    assert other is not None and other.changed == 0 and number_hangs([other])


def test_in_words() -> None:
    points = points_of(table_of(*SPREADS, least=1000), "log")
    as_they_are, alike = OtherAnswer("none", 2, 5, 5), OtherAnswer("spread", 1, 4, 5)
    clause = "as they are, “\u2068b\u2069” counts 900 times as much as “\u2068a\u2069” and decides the groups nearly alone"
    one = f"Yes: {clause}, and five of five judges see 2 groups."
    assert others_in_words(points, [as_they_are]) == {HANGS: one}
    where = "with the same variation, where all columns count alike, four of five judges"
    both = others_in_words(points, [as_they_are, alike])
    assert both == {HANGS: f"{one[:-1]}; {where} see no groups."}
    regrouped = OtherAnswer("spread", 3, 4, 5, 0.234)
    assert others_in_words(points, [as_they_are, regrouped]) == {
        HANGS: one,
        REGROUPS: f"Yes: {where} see 3 groups as well, but about 23 in 100 rows change company.",
    }


@pytest.mark.parametrize(
    ("spreads", "alone"), [((1, 2), False), ((1, 4), True), ((1, 100, 90), False), ((1, 1, 2.5, 100), True)]
)
def test_a_column_decides_alone_only_where_no_other_has_a_part(
    spreads: tuple[float, ...], alone: bool
) -> None:
    table = read_table(table_of(*spreads).encode(), "t.csv")
    values = table.frame.to_numpy(dtype=float)
    why = scaling.why_scaling_matters(values, table.columns)
    clause = scaling.who_counts_more(values, [column.name for column in table.columns])
    assert ("nearly alone" in why) == ("nearly alone" in clause) == alone


def test_a_column_that_never_varies_is_no_measure_and_numbers_have_the_mark_of_the_file() -> None:
    values = np.array([[1.0, 2.0, 7.0], [2.0, 1.0, 7.0], [1.0, 2.5, 7.0]])
    said = scaling.who_counts_more(values, ["a", "b", "c"], Numerals(","))
    assert "“\u2068c\u2069”" not in said and "1,7 times" in said


def test_what_counts_alike_or_alone_is_said_so() -> None:
    x = np.arange(10.0)
    assert scaling.who_counts_more(np.column_stack([x, np.full(10, 7.0)]), ["a", "c"]).translate(
        {0x2068: "", 0x2069: ""}
    ) == ("only “a” counts")
    assert scaling.who_counts_more(np.column_stack([x, x[::-1]]), ["a", "b"]) == "all columns count alike"
