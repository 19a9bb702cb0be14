"""What the judges say, in plain sentences with their numbers, for the page on the number of groups and for a table with its
groups. No screen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kmeans_core import Council, Opinion, wilson_interval
from kmeans_core.council import MOST_GROUPS
from study.judges import JUDGES, NOT_CALIBRATED, RECORDS, is_calibrated, not_heard
from study.numerals import POINT, Numerals
from study.words import count, in_words

Array = NDArray[np.float64]
IntArray = NDArray[np.signedinteger]

ENOUGH = 10
"""Of fewer votes no share is told: its range would be wider than half of all there is."""
FEW_ROWS = 40
"""The smallest of those sets that have groups have so many rows: on fewer, no share is told."""
STRONG, MOST_OF_THEM = 4, 3
"""So many judges must agree for a plain answer, and for a probable one; with fewer, the judges disagree. On known sets the first kind was
right at least nine times in ten, the second three times in four; of the third there are too few to tell."""
SHOWN_ALL_THE_SAME = 4
"""Where nothing speaks for groups, up to so many are one press away: more would look like a finding."""
NESTED = 0.95
"""Groups lie within others if so many of their points do; the rest are those at the borders."""


ROUND = "No known set had long bands, rings or crescents for groups: there, the share says nothing."
"""Said with a share. The sets are those of benchmarks/council.py."""


# ---- the verdict ---------------------------------------------------------------------------------------------------


def verdict_beside(alone: int, noun: str) -> str:
    """In place of the verdict where so many points make groups of their own."""
    if alone == 1:
        return f"A {noun} far from all others sways the judges."
    return f"{in_words(alone).capitalize()} {noun}s far from all others sway the judges."


def verdict(found: Council, distinct: int | None = None, otherwise: bool = False) -> str:
    """The first glance: the number of groups and who says so; plain where votes like this are nearly always right.

    distinct : how many points differ, None for all; otherwise : as for `how_often_right`
    """
    if len(found.ks) == 1:
        return "There is nothing to compare here."
    camps = camps_of(found)
    judges = _of_the_judges(found)
    if len(camps) > 1:
        return f"The judges disagree: {_either(camps)}, and here is why."
    if _is_at_the_edge(found, found.n_judged if distinct is None else distinct):
        return _more_may_be(f"{in_words(found.choice)} groups".capitalize())
    sure = is_sure(found, found.n_judged, distinct, otherwise)
    if found.choice == 1:
        much = _much(found, otherwise)
        if found.n_judged < FEW_ROWS:
            return (
                f"{much.capitalize()} here speaks for {_compared(found)}; so few points cannot tell of more."
            )
        if sure:
            return f"These points look like one cloud: {much} here speaks for groups."
        return f"Probably one cloud: {judges} see no groups{_two_others(found)}."
    groups = f"{in_words(found.choice)} groups"
    if sure:
        return f"{groups.capitalize()}. {judges.capitalize()} agree."
    return f"Probably {groups}: {judges} say so{_two_others(found)}."


def _more_may_be(most: str) -> str:
    """In place of a verdict for the most that were compared; `most` is that number as it is said."""
    return f"{most} or more, or none that are round: more were not compared."


def _of_the_judges(found: Council) -> str:
    return f"{in_words(found.agreement)} of {in_words(len(found.opinions))} judges"


def _two_others(found: Council) -> str:
    """What two say against most, a clause to be added; "" where no two others agree."""
    return "".join(f", two say {'no groups' if k == 1 else k}" for k in _backed(found) if k != found.choice)


def _much(found: Council, otherwise: bool) -> str:
    """How much speaks for groups, where most see none."""
    return "nothing" if found.agreement >= STRONG and not otherwise else "little"


def _compared(found: Council) -> str:
    """The numbers of groups that the judges could have chosen instead of one; of few points, these are few."""
    most = found.ks[-1]
    if found.n_judged >= FEW_ROWS:
        return "groups"
    return "two groups" if most == 2 else f"two to {in_words(most)} groups"


def camps_of(found: Council) -> list[int]:
    """The numbers between which the judges are divided, rising; a single one where three or more agree: what three say is right as
    often if the other two agree on another number (`RECORDS` counts them together). Of few points that is not known: there, two who agree
    divide the judges."""
    backed = _backed(found)
    if found.agreement >= MOST_OF_THEM and (len(backed) == 1 or found.n_judged >= FEW_ROWS):
        return [found.choice]
    return backed if len(backed) > 1 else sorted(found.votes)


def _backed(found: Council) -> list[int]:
    """The numbers that more than one judge says, rising."""
    return sorted(k for k, n in found.votes.items() if n > 1)


def how_often_right(found: Council, n: int, distinct: int, otherwise: bool = False) -> str:
    """How often votes like this one are right on `n` points, `distinct` of which differ, and how well that is known.

    otherwise : whether the judges clearly say another number where columns count another way, see `other_ways.py`
    """
    unknown = _why_not_known(found, n, distinct, otherwise)
    if unknown:
        return unknown
    right, of = RECORDS[found.similarity][found.choice > 1, found.agreement]
    low, high = (100 * end for end in wilson_interval(right, of))
    return (
        f"Votes like this were right {right} of {of} times on sets whose number is known: "
        f"expect {round(low)} to {round(high)} in 100."
    )


def _why_not_known(found: Council, n: int, distinct: int, otherwise: bool) -> str:
    """Why it is not known how often such a vote is right; "" where it is."""
    record = RECORDS.get(found.similarity)
    if record is None:
        return NOT_CALIBRATED
    if n < FEW_ROWS:
        return f"How often the judges are right on so few, {n}, is not known: take what they say for a hint."
    if _is_at_the_edge(found, distinct):  # on the known sets, more were compared than there are groups
        return f"How often the judges are right when they say {found.ks[-1]}, the most that were compared, is not known."
    if len(camps_of(found)) > 1 or record.get((found.choice > 1, found.agreement), (0, 0))[1] < ENOUGH:
        return "Votes as divided as this one are rare on sets whose number is known: do not rely on any one number."
    if otherwise:
        return "How often they are right where the number hangs on how the columns count is not known."
    return ""


def is_sure(found: Council, n: int, distinct: int | None, otherwise: bool = False) -> bool:
    """Whether the answer is said plainly: it is known how often such votes are right, and that is nearly always."""
    known = not _why_not_known(found, n, n if distinct is None else distinct, otherwise)
    return known and found.agreement >= STRONG


def why(found: Council) -> dict[str, str]:
    """Where the judges are divided, why each says what it says; where most agree, why the others do. By judge, a sentence."""
    divided = len(camps_of(found)) > 1
    said = {}
    for each in found.opinions:
        if divided or each.choice != found.choice:
            judge = JUDGES[each.judge]
            said[each.judge] = (
                f"Here, {judge.because_one if each.choice == 1 else judge.because.format(k=each.choice)}."
            )
    return said


def how_they_lie(fine: IntArray, coarse: IntArray) -> str:
    """How the groups of one answer lie to those of one with fewer; labels, integers of shape (n_samples,)."""
    k, fewer = len(np.unique(fine)), len(np.unique(coarse))
    table = np.zeros((int(fine.max()) + 1, int(coarse.max()) + 1), dtype=np.intp)
    np.add.at(table, (fine, coarse), 1)
    within = int(table.max(axis=1).sum())
    if within >= NESTED * len(fine):
        return (
            f"The {in_words(k)} groups lie within the {in_words(fewer)}: which number is right depends on how closely you "
            "want to look."
        )
    return f"The {in_words(k)} groups cut across the {in_words(fewer)}: these are two different ways to sort the points."


def divided_between(found: Council) -> tuple[int, int] | None:
    """The two numbers above one that judges speak for, rising, where that is more than a single one of them; None where there are not two
    such."""
    said = [k for k in sorted({*camps_of(found), *_backed(found)}) if k > 1]
    return (said[0], said[1]) if len(said) == 2 else None


def first_look(found: Council) -> int:
    """Which number of groups is looked at first: what most judges say, of numbers said by as many the smallest. Where the judges see one
    cloud: what two say against it, or what k-means draws in it all the same."""
    said = [k for k in (_backed(found) if camps_of(found) == [1] else found.votes) if k > 1]
    return min(said, key=lambda k: (-found.votes[k], k), default=min(3, found.ks[-1]))


def why_looked_at(found: Council, k: int) -> str:
    """Why one cloud is shown in `k` groups, or this one of the numbers between which the judges are divided; "" where that is not so."""
    if len(camps_of(found)) > 1:
        return _why_of_several(found, k) if k == first_look(found) else ""
    if k == 1 or camps_of(found) != [1]:
        return ""
    maker = "k-means" if is_calibrated(found) else "this distance"
    return f"Shown in {k} groups all the same, to see what {maker} makes of one cloud."


def _why_of_several(found: Council, k: int) -> str:
    votes = found.votes[k]
    if all(n < votes for other, n in found.votes.items() if other not in (1, k)):
        return f"Shown in {k} groups: more judges say {k} than any other number of groups."
    who = "any judge says" if votes == 1 else f"{in_words(votes)} judges say"
    return f"Shown in {k} groups, the fewest that {who}."


def reservations(found: Council, n: int, distinct: int, columns: int, otherwise: bool = False) -> list[str]:
    """What limits the answer: what is unlike the known sets, few rows, few numbers compared, a sample, columns that no picture shows.

    otherwise : as for `how_often_right`
    """
    if distinct == 1:
        return [
            f"All {count(n, 'point')} are at one place: that is one group."
            if n > 1
            else "One point is one group."
        ]
    if len(found.ks) == 1:
        return [f"Groups are compared from four points on; here there are {in_words(n)}."]
    said = [] if _why_not_known(found, n, distinct, otherwise) else [ROUND]
    if n < FEW_ROWS:
        said.append("Chance alone can bring a few points close together, and keep them apart.")
    if found.ks[-1] < MOST_GROUPS:
        because = f"of {count(n, 'point')}, more groups would have but a few each"
        if found.ks[-1] == distinct:
            because = f"there are no more than {distinct} different points"
        said.append(f"Compared are 1 to {found.ks[-1]} groups: {because}.")
    if _is_at_the_edge(found, distinct):
        said.append(_at_the_edge(found))
    if n > found.n_judged:
        said.append(
            f"The judges saw a sample of {found.n_judged:,} of {count(n, 'point')}, {_why_a_sample(found)}."
        )
    absent = not_heard(found)
    if absent:
        said.append(absent)
    if camps_of(found) == [1]:
        said.append(
            "Groups that are long, bent or around one another can look like one cloud to the judges: trust your eyes, too."
        )
    if columns > 2:
        said.append(f"The judges use all {columns} columns; the pictures show two directions.")
    return said


def _why_a_sample(found: Council) -> str:
    return (
        "which is enough for averages"
        if is_calibrated(found)
        else "since more would take long by this distance"
    )


def distinct_rows(found: Council, X: Array) -> int:
    """How many of the rows X, of shape (n_samples, n_features), differ. Where as many numbers were compared as ever nobody asks, and
    all are taken to differ: counting takes long where there are many."""
    return len(np.unique(X, axis=0)) if found.ks[-1] < MOST_GROUPS else len(X)


def _is_at_the_edge(found: Council, distinct: int) -> bool:
    """Whether the judges, or some of them, choose the most that they were asked about, and there might be more."""
    return 1 < max(camps_of(found)) == found.ks[-1] < distinct


def _at_the_edge(found: Council) -> str:
    return (
        f"{found.ks[-1]} is the most that were compared: judges say the most they may where there are more groups, "
        "and where long or bent shapes are cut in pieces."
    )


def heard_so_far(opinions: Sequence[Opinion], judges: int, done: int, total: int) -> str:
    """While the judges are at it: how far they are, and what the first of them say."""
    said = ", ".join(f"{JUDGES[each.judge].name} says {each.choice}" for each in opinions)
    return (
        f"Hearing {in_words(judges)} judges: {done} of {total} parts done.{' ' + said + '.' if said else ''}"
    )


# ---- a table and its groups ----------------------------------------------------------------------------------------


def opening(found: Council) -> int:
    """In how many groups a table opens: where the judges see one cloud, in one; where they are divided, in the fewest of those
    said by most."""
    return 1 if camps_of(found) == [1] else first_look(found)


def others_to_show(found: Council, k: int) -> list[int]:
    """Other numbers of groups that are one press away: what the judges say; where they see one cloud, what k-means makes of it
    all the same."""
    camps = camps_of(found)
    all_the_same = range(2, min(SHOWN_ALL_THE_SAME, found.ks[-1]) + 1) if camps == [1] else ()
    return [each for each in sorted({*camps, *_backed(found), *all_the_same}) if each > 1 and each != k]


def table_headline(
    found: Council | None, k: int, rows: str, n: int, distinct: int | None = None, otherwise: bool = False
) -> str:
    """What a table with its groups begins with.

    found : what the judges say, None if they were not heard
    rows : the `n` rows as they are called, as Markdown: "Your 200 customers"
    distinct, otherwise : as for `verdict`
    """
    shown = f"{rows} in {count(k, 'group')}"
    if found is None:
        return f"{shown}."
    camps = camps_of(found)
    if len(found.ks) == 1:
        return f"{rows} are too few to look for groups." if k == 1 else f"{shown}."
    if len(camps) > 1:
        return f"{shown}; the judges are divided: {_either(camps)}."
    if _is_at_the_edge(found, n if distinct is None else distinct):
        return f"{shown}; {_more_may_be(str(found.choice))}"
    if camps == [1]:
        speaks = f"{_much(found, otherwise)} speaks for {_compared(found)}"
        return f"{rows}: {speaks}." if k == 1 else f"{shown}, though {speaks}."
    if k != found.choice:
        return f"{shown}; {'the' if found.agreement >= STRONG else 'most'} judges say {found.choice}."
    sure = is_sure(found, n, distinct, otherwise)
    return f"{rows} {'' if sure else 'seem to '}form {count(k, 'group')}."


def whether_they_stand_apart(
    found: Council,
    n: int,
    k: int,
    alone: int = 0,
    numerals: Numerals = POINT,
    distinct: int | None = None,
    otherwise: bool = False,
) -> str:
    """What the judges say of `n` rows, how often they are right, and, where that is another number, what they say of `k`.

    alone : rows that make a group of their own; no known set has such rows, so how often the judges are right says nothing then
    numerals : see `Numerals`
    distinct, otherwise : as for `verdict`
    """
    if len(found.ks) == 1:
        return f"Groups are compared from four rows on; here there are {in_words(n)}."
    camps, judges = camps_of(found), _of_the_judges(found)
    at_the_edge = _is_at_the_edge(found, n if distinct is None else distinct)
    if len(camps) > 1:
        said = f"The judges disagree: {_either(camps)}."
    elif found.choice == 1 and found.n_judged < FEW_ROWS:
        most = found.ks[-1]
        weighed = "one or two groups" if most == 2 else f"one to {in_words(most)} groups"
        said = (
            f"With {numerals.whole(n)} rows only {weighed} can be weighed up; of more, each would have but a few rows. "
            f"{judges.capitalize()} see no {_compared(found)}."
        )
    elif found.choice == 1:
        said = f"{judges.capitalize()} see one cloud, with no groups in it{_two_others(found)}."
    elif at_the_edge:
        said = f"{judges.capitalize()} say {found.choice}{_two_others(found)}."
    else:
        said = f"{judges.capitalize()} see {count(found.choice, 'group')}{_two_others(found)}."
    if k > found.ks[-1]:
        said += f" More than {found.ks[-1]} were not compared."
    elif k > 1 and k not in found.votes:
        said += f" None of them speaks for {k}."
    elif at_the_edge:
        said += f" {_at_the_edge(found)}"
    if n > found.n_judged:
        said += f" They saw a sample of {numerals.whole(found.n_judged)} rows, {_why_a_sample(found)}."
    if alone:
        return f"{said} But do not rely on them here: {swayed(alone, 'row')} Set aside what does not belong, and ask again."
    known_as = (found, n, n if distinct is None else distinct, otherwise)
    return " ".join([said, how_often_right(*known_as), *([] if _why_not_known(*known_as) else [ROUND])])


def swayed(alone: int, noun: str) -> str:
    """Why the judges are not to be relied on where so many rows, or points, make groups of their own: a sentence that begins small."""
    if alone == 1:
        return f"a {noun} far from all others makes a group of its own, which sways them."
    return f"{in_words(alone)} {noun}s far from all others make groups of their own, which sways them."


def why_in_words(found: Council) -> str:
    """The way to what each judge sees, as a question."""
    camps = camps_of(found)
    if len(camps) > 1:
        return "Why do the judges disagree?"
    return "Why no groups?" if camps == [1] else f"Why {in_words(found.choice)}?"


def _either(camps: Sequence[int]) -> str:
    said = ["no groups" if k == 1 else str(k) for k in camps]
    return f"{', '.join(said[:-1])} or {said[-1]}"
