"""Every combination of the choices that come before k-means, and which rows keep their company in all of them. No screen.

A row keeps its company under other choices if the group it is then in is the one that matches its own: groups are paired off so
that as many rows as possible are in both of a pair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from kmeans_core import fit, optimal_matching
from kmeans_core.checks import count_distinct
from study import scaling
from study.filling import filled_in
from study.grouping import INITIALIZATION
from study.numerals import POINT, Numerals
from study.text import isolated
from study.words import count, in_words

Array = NDArray[np.float64]
Labels = NDArray[np.signedinteger]

MOST_ROWS = 2_000
"""So many rows are enough to see which choices matter."""
STARTS = 10
MOST_COLUMNS = 6
"""So many columns are left out one at a time, and so many others added: a bound for work. The page says which."""
MOST_WAYS = 240
"""So many combinations are computed, those nearest to the choices in force first."""
FACTORS = ("columns", "scaling", "k", "aside", "filled")


@dataclass(frozen=True)
class Way:
    """One combination of choices.

    columns : those that count; scaling : one of `SCALINGS`; k : how many groups; aside : whether rows that stand alone are set aside;
    filled : whether missing numbers are filled in, by the median of their column
    """

    columns: tuple[str, ...]
    scaling: str
    k: int
    aside: bool = False
    filled: bool = False

    def differs(self, other: Way) -> tuple[str, ...]:
        """In which of `FACTORS` it differs from another."""
        return tuple(factor for factor in FACTORS if getattr(self, factor) != getattr(other, factor))


def by_what_they_carry(X: Array, labels: Labels, columns: Sequence[str]) -> list[str]:
    """The columns, first those that carry most of the squared distances between groups; of one group all carry nothing, and their
    order stays.

    X : array of shape (n, n_columns), as they count; labels : integers of shape (n,)
    """
    groups = np.unique(labels)
    carried = np.zeros(len(columns))
    if len(groups) > 1:
        middle = X.mean(axis=0)
        for group in groups:
            own = labels == group
            carried += own.sum() * np.square(X[own].mean(axis=0) - middle)
    return [columns[j] for j in np.argsort(-carried, kind="stable").tolist()]


def ways(
    now: Way,
    others: Sequence[str],
    most_k: int,
    can_set_aside: bool,
    can_fill: bool = False,
    *,
    order: Sequence[str] = (),
) -> list[Way]:
    """The combinations to compare, the one in force first, then the nearer ones.

    others : columns that could count besides; most_k : how many groups there may be; can_set_aside : whether rows stand alone;
    can_fill : whether rows lack a number; order : of the columns that count, those to leave out first; empty for their own
    """
    sets = [now.columns]
    if len(now.columns) > 2:
        first = (order or now.columns)[:MOST_COLUMNS]
        sets += [tuple(c for c in now.columns if c != left) for left in first]
    sets += [(*now.columns, more) for more in others[:MOST_COLUMNS]]
    scalings = scaling.ways_to_count(len(now.columns))
    numbers = [k for k in (now.k, now.k - 1, now.k + 1) if 2 <= k <= most_k or k == now.k]
    asides = [False, True] if can_set_aside else [False]
    fills = [now.filled, not now.filled] if can_fill else [now.filled]
    all_ways = [Way(*each) for each in product(sets, scalings, numbers, asides, fills)]
    return sorted(all_ways, key=lambda way: len(way.differs(now)))[:MOST_WAYS]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What became of one way.

    changed : booleans of shape (n,), the rows that are in other company than now; there : those that are in a group both times;
    grouped : how many are in a group here, which may be more or fewer than now: another column lacks other numbers
    """

    way: Way
    changed: NDArray[np.bool_]
    there: NDArray[np.bool_]
    grouped: int

    @property
    def share(self) -> float:
        """Which share of the rows that are in a group both times keeps its company."""
        return 1 - float(self.changed.sum()) / max(1, int(self.there.sum()))


def changes_company(own: Labels, others: Labels) -> NDArray[np.bool_]:
    """Which rows are in other company in a second grouping, booleans of shape (n,). Labels from 0, −1 for rows that are in no group:
    they have no company to compare."""
    there = (own >= 0) & (others >= 0)
    size = int(max(own.max(), others.max(), 0)) + 1
    table = np.zeros((size, size))
    np.add.at(table, (own[there], others[there]), 1)
    partner = optimal_matching(table.max() - table)
    return np.asarray(there & (partner[own] != others))


class Lab:
    """A table's numbers and the grouping in force; `outcome` tells what becomes of it in one way.

    values : array of shape (n, n_columns), all rows of the table, nan where a number is missing; names : of the columns
    never : the columns that never count by logarithms; alone : which rows stand alone; own : labels of shape (n,), from 0, −1 for
    rows that are in no group now; medians : of shape (n_columns,), what is filled in, nan for nothing; None for nothing at all
    """

    def __init__(
        self,
        values: Array,
        names: Sequence[str],
        never: Sequence[str],
        alone: Sequence[int],
        own: Labels,
        medians: Array | None = None,
    ) -> None:
        rows = np.arange(len(values))
        if len(values) > MOST_ROWS:
            rows = np.sort(np.random.default_rng(0).choice(len(values), MOST_ROWS, replace=False))
            rows = np.union1d(rows, np.asarray(alone, dtype=np.intp))
        self.rows = rows
        self._values, self._own = values[rows], own[rows]
        self.n = int((self._own >= 0).sum())  # those that are in a group now
        self._at = {name: j for j, name in enumerate(names)}
        self._never = set(never)
        self._alone = np.isin(rows, alone)
        self._medians = np.full(len(names), np.nan) if medians is None else medians

    def outcome(self, way: Way) -> Outcome | None:
        """None where too few rows differ for so many groups."""
        at = [self._at[name] for name in way.columns]
        values = self._values[:, at]
        if way.filled:
            values = filled_in(values, self._medians[at])[0]
        there: NDArray[np.bool_] = np.asarray(np.isfinite(values).all(axis=1))
        if way.aside:
            there &= ~self._alone
        never = [j for j, name in enumerate(way.columns) if name in self._never]
        X = scaling.measured(values[there], way.scaling, never)[0]
        if len(X) < way.k or count_distinct(X, way.k) < way.k:
            return None
        labels = np.full(len(there), -1, dtype=np.intp)
        labels[there] = fit(X, way.k, STARTS, INITIALIZATION).labels
        return Outcome(
            way, changes_company(self._own, labels), there & (self._own >= 0), int(np.count_nonzero(there))
        )


def try_ways(
    lab: Lab,
    all_ways: Sequence[Way],
    done: dict[Way, Outcome | None],
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> None:
    """Compute what is not `done` yet and put it there; an exception that `progress` raises loses nothing."""
    for way in all_ways:
        if way not in done:
            done[way] = lab.outcome(way)
            progress(len(done), len(all_ways))


# ---- one group more -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Flow:
    """Where the rows of k groups go when there are k + 1.

    rows : integers of shape (k, k + 1), how many go from each group to each; the groups of the second are in the order of those of
        the first that they match, and the one that matches none comes last
    """

    rows: Labels

    @property
    def split(self) -> int:
        """The group that most rows of the new one come from."""
        return int(self.rows[:, -1].argmax())


def flow(own: Labels, k: int, more: Labels) -> Flow:
    """own : labels of shape (n,), 0 to k - 1; more : of the same rows, 0 to k"""
    table = np.zeros((k + 1, k + 1), dtype=np.intp)
    np.add.at(table, (own, more), 1)
    return Flow(table[:, optimal_matching(float(table.max()) - table)][:k])


def flow_in_words(found: Flow, noun: str, numerals: Numerals = POINT) -> str:
    """Which group splits, and who else moves."""
    said_of = numerals.whole
    k, new = len(found.rows), found.rows[:, -1]
    split, n = found.split, int(found.rows.sum())
    moved = n - int(np.trace(found.rows[:, :k])) - int(new[split])
    said = (
        f"With {k + 1} groups, the new group takes {said_of(int(new[split]))} of the {said_of(int(found.rows[split].sum()))} {noun} of group "
        f"{split + 1}."
    )
    if moved == 0:
        return f"{said} Nobody else moves: group {split + 1} splits."
    return (
        f"{said} {said_of(moved)} other{'' if moved == 1 else 's'} change{'s' if moved == 1 else ''} company."
    )


# ---- in words ------------------------------------------------------------------------------------------------------

_HANGS = {
    "scaling": "how columns count",
    "columns": "which columns count",
    "aside": "rows set aside",
    "filled": "missing numbers",
}


def company_verdict(
    now: Way, outcomes: Sequence[Outcome], n: int, noun: str, numerals: Numerals = POINT
) -> str:
    """How many rows keep their company whatever is chosen, and on what the others hang.

    now : the way in force; outcomes : those computed; noun : what the rows are called
    """
    if now.k == 1:
        return "With one group nobody can change company."
    fixed = [each for each in outcomes if each.way.k == now.k and each.way != now]
    if not fixed:
        return "Nothing to compare yet."
    ever = rows_changing(now, fixed)
    kept = n - int(ever.sum())
    ways_said = f"in all {len(fixed) + 1} ways to make {count(now.k, 'group')}"
    placed = [each.there for each in fixed if not each.way.aside]
    gone = n - int(np.all(placed, axis=0).sum()) if placed else 0
    lacking = ""
    if gone:
        one = gone == 1
        lacking = (
            f" {numerals.whole(gone)} of them {'lacks a number and drops' if one else 'lack a number and drop'} out of some of these ways: "
            f"{'it is' if one else 'they are'} compared in the others."
        )
    if kept == n:
        return f"All {numerals.whole(n)} {noun} keep their company {ways_said}.{lacking}"
    said = f"{numerals.whole(kept)} of {numerals.whole(n)} {noun} keep their company {ways_said}.{lacking}"
    parts = [
        (number, f"hang{'s' if number == 1 else ''} on {what}")
        for what, number in _hang(now, fixed).items()
        if number
    ]
    together = int((ever & ~np.any(_alone(now, fixed), axis=0)).sum())
    if together:
        parts.append(
            (together, f"change{'s' if together == 1 else ''} only when several choices change at once")
        )
    others = n - kept
    how_many = "one" if others == 1 else numerals.whole(others)
    if len(parts) == 1 and parts[0][0] == others:
        return f"{said} The other {how_many} {parts[0][1]}."
    if others == 1:
        return f"{said} The other one {' and '.join(does for _, does in parts)}."
    told = [f"{numerals.whole(number)} {does}" for number, does in parts]
    return f"{said} Of the other {how_many}, {', '.join(told[:-1])}{' and ' if told[1:] else ''}{told[-1]}."


def bound_in_words(now: Way, all_ways: Sequence[Way], others: int, numerals: Numerals = POINT) -> str:
    """Which columns and combinations are tried, where these are not all; else "".

    all_ways : those of the table, see `ways`; others : how many columns could count besides
    """
    sets = list(dict.fromkeys(way.columns for way in all_ways))
    left = [name for columns in sets for name in now.columns if name not in columns]
    more = [name for columns in sets for name in columns if name not in now.columns]
    said = []
    if left and len(left) < len(now.columns):
        why = ", the first, as one group has no differences to go by"
        if now.k > 1:
            why = ", those that carry most of the differences between the groups as found"
        named = ", ".join(f"“{isolated(name, 24)}”" for name in left[:-1])
        said.append(
            f"The table leaves out {in_words(len(left))} of the {numerals.count(len(now.columns), 'column')} in turn{why}: {named} and "
            f"“{isolated(left[-1], 24)}”."
        )
    if more and len(more) < others:
        said.append(
            f"{'It' if said else 'The table'} adds {in_words(len(more))} of the {numerals.count(others, 'other column')} in turn, the first in the "
            "file that can count beside these."
        )
    if said:
        said.append("To try all would take too long.")
    total = prod(len({getattr(way, factor) for way in all_ways}) for factor in FACTORS)
    if total > len(all_ways):
        said.append(
            f"Of all {numerals.whole(total)} combinations of the choices in the table, no more than {numerals.whole(len(all_ways))} are "
            "computed: those that differ least from the one in force."
        )
    return " ".join(said)


def rows_changing(now: Way, outcomes: Sequence[Outcome]) -> NDArray[np.bool_]:
    """The rows that change company in some way to make as many groups, booleans of shape (n,)."""
    fixed = [each.changed for each in outcomes if each.way.k == now.k]
    return np.asarray(np.any(fixed, axis=0)) if fixed else np.zeros(0, dtype=bool)


def _alone(now: Way, outcomes: Sequence[Outcome]) -> NDArray[np.bool_]:
    """Which rows change when one thing alone is changed, booleans of shape (len(_HANGS), n)."""
    changed = np.zeros((len(_HANGS), len(outcomes[0].changed)), dtype=bool)
    for of_factor, factor in zip(changed, _HANGS, strict=True):
        for each in outcomes:
            if each.way.differs(now) == (factor,):
                of_factor |= each.changed
    return changed


def _hang(now: Way, outcomes: Sequence[Outcome]) -> dict[str, int]:
    """On what rows hang, most first; each row is counted once, so that the numbers add up."""
    alone = _alone(now, outcomes)
    times = alone.sum(axis=0)
    number = {what: int(own[times == 1].sum()) for what, own in zip(_HANGS.values(), alone, strict=True)}
    often = times > 1
    some = [what for what, own in zip(_HANGS.values(), alone, strict=True) if own[often].any()]
    # With three or four things, one row may hang on these two and another on those.
    together = (
        f"{', '.join(some[:-1])} and {some[-1]} ({'each' if len(some) == 2 else 'two or more of them'} alone)"
        if some
        else ""
    )
    return dict(sorted(number.items(), key=lambda each: -each[1])) | {together: int(often.sum())}


def columns_in_words(columns: Sequence[str], now: Sequence[str]) -> str:
    """A choice of columns, by how it differs from the one in force."""
    gone = [name for name in now if name not in columns]
    more = [name for name in columns if name not in now]
    if gone:
        return f"without {isolated(gone[0], 24)}"
    return f"with {isolated(more[0], 24)}" if more else "these columns"
