"""Which remedy pays, said no more surely than so many goes can tell. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from study.digits import share
from study.remedies import OFTEN, ONCE, STARTS_AT_ONCE, Tried
from study.words import in_words

ALMOST_SURE = 0.9999
"""Chances beyond are not told apart: they follow from shares that are not known so well."""
HARDLY = 0.05
"""What finds the best more rarely hardly finds it: one would not count on a chance of one in twenty."""
MOST_NAMED = 3
"""So many remedies are named in a heading; more are counted."""


def chance(value: float) -> str:
    """A chance that follows from a share that was counted: "31%", "over 99.99%"."""
    return f"over {share(ALMOST_SURE)}" if ALMOST_SURE < value < 1 else share(value)


def chances(limits: tuple[float, float]) -> str:
    """A range of them: "28% to 34%"."""
    low, high = map(chance, limits)
    return low if low == high else f"{low} to {high}"


def best_for_its_cost(tried: Sequence[Tried]) -> str:
    """Which of them find the best most often for the work of some random starts: those that cannot be told apart from the first."""
    work = f"the work of {in_words(STARTS_AT_ONCE)} random starts"
    each = [one for one in tried if one.name != OFTEN]  # which is ten goes of another
    first = max(each, key=lambda one: one.at_same_cost)
    if first.at_same_cost == 0:
        return f"For {work}, none of them finds the best"
    if first.at_same_cost < HARDLY:
        return f"For {work}, hardly any finds the best: {chance(first.at_same_cost)} at most"
    low = first.at_same_cost_interval[0]
    as_good = [one.name for one in each if one is first or one.at_same_cost_interval[1] >= low]
    if len(as_good) == 1:
        return f"For {work}, {first.name} finds the best most often: {chance(first.at_same_cost)}"
    if len(as_good) == len(each):
        return f"For {work}, all find the best about equally often"
    if len(as_good) > MOST_NAMED:
        return f"For {work}, {in_words(len(as_good))} of {in_words(len(each))} find the best about equally often, the others less often"
    names = f"{', '.join(as_good[:-1])} and {as_good[-1]}"
    return f"For {work}, {names} find the best about equally often, the others less often"


def ladder_table(tried: Sequence[Tried]) -> pd.DataFrame:
    """One row per remedy, every number rounded and named."""
    once = tried[0].distances
    return pd.DataFrame(
        [
            {
                "Remedy": each.name,
                "Tried": f"from {each.tried:,} of “{ONCE}”"
                if each.name == OFTEN
                else f"{each.tried:,} times",
                "Finds the best": chance(each.share),
                "95% interval": chances(each.interval),
                "Cost": f"{each.distances / once:.1f}",
                "At the same cost": chance(each.at_same_cost),
                "95% interval ": chances(each.at_same_cost_interval),
            }
            for each in tried
        ]
    )
