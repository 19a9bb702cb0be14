"""Whether the number of groups, or who is in them, hangs on how the columns count: what the judges say of the same rows as they are, and with the same
variation. No screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kmeans_core import Council
from study.council import FEW_ROWS, camps_of, is_sure
from study.numerals import POINT, Numerals
from study.points import Points
from study.scaling import ABOUT_EQUAL, counted_otherwise, who_counts_more
from study.words import count, in_words

WAYS = ("none", "spread")
"""Of `SCALINGS`, those that are tried unasked: in the others, one far value, or an order of magnitude, decides."""
HANGS = "Does the number hang on how the columns count?"
REGROUPS = "Do the groups hang on how the columns count?"
CLEARLY = 0.1
"""So large a part of the rows changes company where as many groups are others. Fewer may be those at the borders: of 48 made sets with
columns drawn out up to ten times, where the judges found the true number both ways, at most 0.03 did (`python -m benchmarks.council --columns`
makes such sets)."""


@dataclass(frozen=True)
class OtherAnswer:
    """What the judges clearly say where the columns count another way.

    way : one of `WAYS`; choice : the number of groups; agreement, judges : so many of so many say so
    changed : where that is the same number as now, which part of the rows is in other company; else 0
    """

    way: str
    choice: int
    agreement: int
    judges: int
    changed: float = 0.0


def other_ways(points: Points) -> dict[str, Points]:
    """The same points in the ways to count in which some column counts clearly more, or less, beside the others than it does now. None of
    points that nobody can count another way, or that are too few for a clear answer."""
    if points.drawn or not points.nearness.is_plain or len(points.names) == 1 or len(points.X) < FEW_ROWS:
        return {}
    others = {way: counted_otherwise(points, way) for way in WAYS}
    return {way: other for way, other in others.items() if _counts_differ(points, other)}


def _counts_differ(points: Points, other: Points) -> bool:
    """Whether the columns have clearly other parts of the distances."""
    if points.logs != other.logs:
        return True
    own, spreads = points.X.std(axis=0), other.X.std(axis=0)
    varies = (own > 0) & (spreads > 0)
    if not varies.any():
        return False
    times = np.log(spreads[varies]) - np.log(own[varies])  # a ratio may overflow
    return bool(2 * np.ptp(times) > np.log(ABOUT_EQUAL))


def other_answer(
    found: Council, way: str, heard: Council, n: int, distinct: int, changed: Callable[[], float]
) -> OtherAnswer | None:
    """What is clearly said of `n` points, `distinct` of which differ, where they count another way, if that is another answer: another
    number of groups, or other groups.

    found : what the judges say of them as they count now; changed : asked where both say one number, which part of the rows changes
    company between the groups of both
    """
    if not is_sure(heard, n, distinct):
        return None
    answer = OtherAnswer(way, heard.choice, heard.agreement, len(heard.opinions))
    if camps_of(found) != [heard.choice]:
        return answer
    answer = replace(answer, changed=changed())
    return answer if answer.changed >= CLEARLY else None


def number_hangs(answers: Sequence[OtherAnswer]) -> bool:
    """Whether some of these are another number of groups."""
    return any(not each.changed for each in answers)


def others_in_words(
    points: Points, answers: Sequence[OtherAnswer], numerals: Numerals = POINT
) -> dict[str, str]:
    """What the judges say where the columns count otherwise: questions, and their answers, plain text."""
    of: dict[str, list[str]] = {}
    for each in answers:
        of.setdefault(REGROUPS if each.changed else HANGS, []).append(_told(points, each, numerals))
    return {question: f"Yes: {'; '.join(told)}." for question, told in of.items()}


def _told(points: Points, answer: OtherAnswer, numerals: Numerals) -> str:
    where = (
        f"as they are, {who_counts_more(points.values, points.names, numerals)}, and"
        if answer.way == "none"
        else "with the same variation, where all columns count alike,"
    )
    see = "no groups" if answer.choice == 1 else count(answer.choice, "group")
    said = f"{where} {in_words(answer.agreement)} of {in_words(answer.judges)} judges see {see}"
    if not answer.changed:
        return said
    return f"{said} as well, but about {round(100 * answer.changed)} in 100 rows change company"
