"""Which remedy pays: a winner is named only where the goes can tell."""

import pytest

from kmeans_core.scores import wilson_interval
from study.remedies import FARTHEST, GREEDY, OFTEN, ONCE, PLUS, SPLIT, SWAP, Tried, one_finds
from study.which_pays import best_for_its_cost, chance, chances, ladder_table


def tried(goes: int = 1, number: int = 100, **found: int) -> list[Tried]:
    """All of them, each with so many of `number` goes that found it; those not named with none."""
    names = {"plus": PLUS, "greedy": GREEDY, "farthest": FARTHEST, "swap": SWAP, "split": SPLIT}
    share = found.get("once", 0) / number
    low, high = wilson_interval(found.get("once", 0), number)
    records = [
        Tried(ONCE, number, share, (low, high), 1.0, 10),
        Tried(OFTEN, number, one_finds(share, 10), (one_finds(low, 10), one_finds(high, 10)), 10.0, 1),
    ]
    for short, name in names.items():
        won = found.get(short, 0)
        records.append(Tried(name, number, won / number, wilson_interval(won, number), 10 / goes, goes))
    return records


def test_a_winner_is_named_only_where_it_is_apart() -> None:
    assert (
        best_for_its_cost(tried(swap=90, plus=40))
        == "For the work of ten random starts, random swap finds the best most often: 90%"
    )
    told = best_for_its_cost(tried(swap=90, greedy=88, plus=40))
    assert told.endswith(
        "greedy k-means++ and random swap find the best about equally often, the others less often"
    )
    told = best_for_its_cost(tried(swap=90, greedy=88, plus=87, split=91, farthest=10))
    assert told.endswith("four of six find the best about equally often, the others less often")
    every = tried(once=20, swap=90, greedy=88, plus=87, split=91, farthest=89)
    assert best_for_its_cost(every).endswith("all find the best about equally often")


def test_where_none_finds_it_nobody_wins() -> None:
    assert best_for_its_cost(tried()) == "For the work of ten random starts, none of them finds the best"
    assert best_for_its_cost(tried(swap=3)).endswith("hardly any finds the best: 3% at most")


def test_ten_single_starts_and_the_best_of_ten_are_one_number() -> None:
    rows = {row["Remedy"]: row for row in ladder_table(tried(once=20)).to_dict("records")}
    once, often = rows[ONCE], rows[OFTEN]
    assert (
        once["At the same cost"] == often["At the same cost"] == often["Finds the best"] == "89%"
    )  # 1 - 0.8^10
    assert once["95% interval "] == often["95% interval"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(1 - 5e-12, "over 99.99%"), (1.0, "100%"), (0.9999, "99.99%"), (0.31, "31%"), (0.0, "0%")],
)
def test_no_chance_is_told_more_exactly_than_it_is_known(value: float, text: str) -> None:
    assert chance(value) == text


def test_a_range_that_is_written_alike_is_one_number() -> None:
    assert chances((1 - 1e-9, 1 - 1e-12)) == "over 99.99%"
    assert chances((0.28, 0.34)) == "28% to 34%"
