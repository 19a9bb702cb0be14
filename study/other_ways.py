"""Whether the number of groups hangs on how the columns count: what the judges say of the same rows as they are, and with the same
variation. No screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class OtherAnswer:
    """What the judges clearly say where the columns count another way.

    way : one of `WAYS`; choice : the number of groups; agreement, judges : so many of so many say so
    """

    way: str
    choice: int
    agreement: int
    judges: int


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


def other_answer(found: Council, way: str, heard: Council, n: int, distinct: int) -> OtherAnswer | None:
    """What is clearly said of `n` points, `distinct` of which differ, where they count another way, if that is another answer.

    found : what the judges say of them as they count now
    """
    if not is_sure(heard, n, distinct) or camps_of(found) == [heard.choice]:
        return None
    return OtherAnswer(way, heard.choice, heard.agreement, len(heard.opinions))


def others_in_words(points: Points, answers: Sequence[OtherAnswer], numerals: Numerals = POINT) -> str:
    """What the judges say where the columns count otherwise, as an answer to `HANGS`, plain text."""
    return f"Yes: {'; '.join(_told(points, each, numerals) for each in answers)}."


def _told(points: Points, answer: OtherAnswer, numerals: Numerals) -> str:
    where = (
        f"as they are, {who_counts_more(points.values, points.names, numerals)}, and"
        if answer.way == "none"
        else "with the same variation, where all columns count alike,"
    )
    see = "no groups" if answer.choice == 1 else count(answer.choice, "group")
    return f"{where} {in_words(answer.agreement)} of {in_words(answer.judges)} judges see {see}"
