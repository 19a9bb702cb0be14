"""Rows that sum others up: they look like rows of the table, and as points they would lie far from all others.

None leaves the table without proof. It is proof when the sum (mean, minimum ...) of the rows above holds in its numbers, so
precisely that chance would hardly do it (two numbers do, whatever the row is called, or one where it lacks what all others
have); when its name can mean nothing else; or when it stands where no name of a row stands. `Total` below Shell and BP, `SD` among states: what is less certain stays, and the user is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tables.cutting.line import Row
from tables.model import Choices
from tables.shape.evidence import HARDLY_BY_CHANCE, Cells, Columns, Evidence, evidence, numbers_in
from tables.shape.header import count_header_rows
from tables.values.cells import has_numbers, kind_of
from tables.values.vocabulary import (
    STATISTICS,
    TOTAL_AT_THE_BEGINNING,
    TOTAL_AT_THE_END,
    TOTAL_OF_A_GROUP,
    TOTALS,
)

MOST = 12
"""More rows of totals and statistics than these stand below no table."""
_FEWEST_SUMMED = 3
"""Fewer rows prove nothing by their numbers alone."""
_MOST_UNNAMED = 4
"""The same for rows in words that nobody knows."""
_MOSTLY = 0.6
"""What so many rows have may say which row it is; sums among them have it not."""
_ENOUGH_NUMBERED = 4
"""Fewer rows may be numbered by chance."""
_TOTAL = "|".join(map(re.escape, sorted(STATISTICS["sum"].split("|"), key=len, reverse=True)))
_SURE = re.compile(rf"(?:grand |sub ?|sub-|overall )?(?:{_TOTAL})(?: ?:| [-–]) ?\S.*|(?:{_TOTAL}) ?:")
"""`Total: Campaigns`, `Total - filtered`, `Total:`."""
_ENDS_AS_TOTAL = re.compile(rf"(?:[^\W\d_]+ ){{1,4}}(?:{TOTAL_AT_THE_END})")
_BEGINS_AS_TOTAL = re.compile(rf"(?:{'|'.join(map(re.escape, TOTALS))}|{_TOTAL}|{TOTAL_AT_THE_BEGINNING})\b")
_OF_A_GROUP = re.compile(rf"(?:(?:sub ?|sub-)?total(?: of| for)?:?|{TOTAL_OF_A_GROUP}) (?=\S)", re.IGNORECASE)
_MEAN_OF = re.compile(
    rf"(?:{STATISTICS['mean']})(?: [^\W\d_]+){{1,4}}|(?:[^\W\d_]+ ){{1,4}}(?:{STATISTICS['mean']})"
)
"""`Moyenne de la classe`, `Class average`."""
_FEWEST_LACKING = 3
"""A first row without so many things that all rows below have is none of them."""
_WHAT = {word: what for what, words in STATISTICS.items() for word in words.split("|")}


def last_rows(
    rows: Sequence[Row], lines: Sequence[int], height: int, choices: Choices
) -> list[tuple[int, Row]]:
    """The last rows of a table of `height` rows, with their places in it: those below the last one that the user keeps."""
    found: list[tuple[int, Row]] = []
    for k in range(1, min(MOST, len(rows), height - 1) + 1):
        if lines[-k] in choices.rows_kept:
            break
        if lines[-k] not in choices.rows_left_out and any(cell.strip() for cell in rows[-k]):
            found.insert(0, (height - k, rows[-k]))
    return found


def at_the_end(tail: Sequence[tuple[int, Row]], columns: Columns) -> tuple[set[int], list[int]]:
    """Which of the last rows are totals, and which may be some. `tail` has their places in the table, and their cells."""
    rest, gone = list(tail), set[int]()
    while True:
        run = _named(rest, columns)
        found, begin = _proven(run, columns)
        found = found or _proven_by_numbers_alone(rest, columns)
        if not found:
            return gone, [each.place for each in run if each.may_be_asked]
        gone |= found
        # What a proven one sums up is a row of the table, whatever it is called
        rest = [(place, row) for place, row in rest if place not in found and place >= begin]


@dataclass(frozen=True)
class _Named:
    """A row that says it sums up others. `what` it is, "" where only its numbers could tell; `at` is the cell that says so."""

    place: int
    row: Row
    at: int
    what: str
    is_sure: bool
    may_be_asked: bool

    def evidence(self, others: slice, columns: Columns) -> Evidence:
        """What its numbers say."""
        return evidence(self.place, self.row, self.at, self.what, others, columns)


def _named(rest: Sequence[tuple[int, Row]], columns: Columns) -> list[_Named]:
    """The rows at the very end that say such a thing, each in words that no other row says."""
    run: list[_Named] = []
    for place, row in reversed(rest[-MOST:]):
        each = _look(place, row, slice(place), columns) if place >= 1 else None
        if each is None or any(other.row[other.at] == row[each.at] for other in run):
            break
        run.insert(0, each)
    return run


def _look(place: int, row: Row, others: slice, columns: Columns) -> _Named | None:
    """What a row says that it is, beside the other rows; None where it says nothing, or what another says too."""
    cells = [cell.strip() for cell in row]
    filled = [j for j, cell in enumerate(cells) if cell]
    for at in filled[:2]:
        word = cells[at].lower()
        bare = word.strip("*_ \t:.;=()[]-–—\u03a3")
        sure = bare in TOTALS or bare.removesuffix("s") in TOTALS or _SURE.fullmatch(word) is not None
        what = "sum" if sure else _WHAT.get(bare, "mean" if _MEAN_OF.fullmatch(bare) else "")
        few = 2 * len(filled) <= len(cells) or _lacks_its_number(cells, others, columns)
        by_end = few and _ENDS_AS_TOTAL.fullmatch(bare) is not None
        begins = _BEGINS_AS_TOTAL.match(bare) is not None
        if not (what or by_end or begins) or not has_numbers(cells[at + 1 :]):
            continue
        if columns.says(at, word, others):
            return None
        asked = bool(what or by_end) and not _MEAN_OF.fullmatch(bare)
        return _Named(
            place,
            row,
            at,
            what or "sum",
            sure or (asked and _stands_apart(cells, at, others, columns)),
            asked,
        )
    return None


def _stands_apart(cells: Row, at: int, others: slice, columns: Columns) -> bool:
    """Its name stands in a column of numbers, of days or of nothing; or it lacks its number, or two things that all other
    rows have."""
    if not columns.holds_words(at, others) or _lacks_its_number(cells, others, columns):
        return True
    return sum(1 for j, cell in enumerate(cells) if not cell and columns.is_filled(j, others)) >= 2


def _lacks_its_number(cells: Row, others: slice, columns: Columns) -> bool:
    """The others are numbered 1, 2, 3 ... in their first column; in between, the names may stand again."""
    numbers = columns.numbers(0)[0][others]
    numbers = numbers[np.isfinite(numbers)]
    return not cells[0] and len(numbers) > _ENOUGH_NUMBERED and bool((np.diff(numbers) == 1).all())


def _proven(run: list[_Named], columns: Columns) -> tuple[set[int], int]:
    """Those of the rows that are sure by their name, or by their numbers; and where the rows end that they sum up: where the
    run begins or later, for it may begin with a row of the table."""
    best, begin = set[int](), 0
    for first in run:
        found, doubtful = set[int](), set[int]()
        for each in run[run.index(first) :]:
            said = each.evidence(slice(first.place), columns)
            if said.is_proof(each.what):
                found.add(each.place)
            elif said.agreeing and said.agreeing == said.tested:
                doubtful.add(each.place)
        # Beside a proven one, what holds at all is no chance
        found |= doubtful if found else set()
        if len(found) > len(best):
            best, begin = found, first.place
    return best | {each.place for each in run if each.is_sure}, begin


def _proven_by_numbers_alone(rest: Sequence[tuple[int, Row]], columns: Columns) -> set[int]:
    """The rows at the very end that sum up all above them, in whatever language they say so."""
    for size in range(1, 1 + min(_MOST_UNNAMED, len(rest))):
        last = rest[-size:]
        if last[0][0] >= _FEWEST_SUMMED and all(_sums_up(*each, slice(last[0][0]), columns) for each in last):
            return {place for place, _ in last}
    return set()


def _sums_up(place: int, row: Row, others: slice, columns: Columns) -> bool:
    """Is the row, whatever it is called, the sum or the mean of the others? Two numbers prove it; one does, even beside some that
    do not hold, where the row lacks what all others have."""
    at = next((j for j, cell in enumerate(row) if kind_of(cell.strip()) == "text"), len(row))
    lacks = _lacks_what_all_have(row, others, columns)
    for what in ("sum", "mean"):
        found = evidence(place, row, at, what, others, columns, patient=False)
        enough = found.own >= 2 - lacks and (lacks or 2 * found.agreeing >= found.tested)
        if enough and found.chance <= HARDLY_BY_CHANCE:
            return True
    return False


def _lacks_what_all_have(row: Row, others: slice, columns: Columns) -> bool:
    """Is one of its cells empty where each other row has a word, a day or a number?"""
    return any(
        columns.is_filled(j, others) or _has_only_numbers(j, others, columns)
        for j, cell in enumerate(row)
        if not cell.strip()
    )


def _has_only_numbers(j: int, others: slice, columns: Columns) -> bool:
    """Has each of these rows a number in the column?"""
    numbers = columns.numbers(j)[0][others]
    return len(numbers) > 1 and bool(np.isfinite(numbers).all())


def at_the_top(place: int, row: Row, columns: Columns) -> tuple[set[int], list[int]]:
    """Whether a row sums up all those below it, or may: in the form of `at_the_end`."""
    others = slice(place + 1, None)
    each = _look(place, row, others, columns)
    if each is None and _sums_up(place, row, others, columns):
        return {place}, []
    if each is None:
        may_be = _is_larger_than_all(row, others, columns) or _is_about_columns(row, others, columns)
        return set(), [place] if may_be else []
    if each.is_sure or each.evidence(others, columns).is_proof(each.what):
        return {place}, []
    return set(), [place] if each.may_be_asked else []


def _is_about_columns(row: Row, others: slice, columns: Columns) -> bool:
    """`Points possible,,,,100,20` above rows of people: most of what tells them apart, this one does not have."""
    lacking = sum(1 for j, cell in enumerate(row) if not cell.strip() and columns.is_filled(j, others))
    return lacking >= _FEWEST_LACKING


def _is_larger_than_all(row: Row, others: slice, columns: Columns) -> bool:
    """`Whole land` without a number of its own, above rows that have one before their names: all its amounts are larger than
    all of theirs."""
    if row[0][:1].isdigit() or not columns.begins_with_digits(0, others):
        return False
    found = 0
    for j, cell in enumerate(row[1:], start=1):
        values = columns.numbers(j)[0]
        parts = values[others][np.isfinite(values[others])]
        number = numbers_in([cell.strip()])[0][0]
        if np.isfinite(number) and len(parts) and parts.min() >= 0 and float(np.median(parts)) >= 1:
            if number <= parts.max():
                return False
            found += 1
    return found > 0


def sums_of_groups(rows: list[int], cells: list[Row]) -> set[int]:
    """Sums that stand between the rows: `Total Travel` where `Travel` begins a group, or where several rows that say so, or that
    lack what most others have, are each the sum of the rows above, up to the sum before."""
    found: set[int] = set()
    headings: set[str] = set()
    table = [cells[i] for i in rows]
    columns, begin, proven, of_one = Cells(table), count_header_rows(table), set[int](), set[int]()
    keys = _keys(table[begin:])
    for place, i in enumerate(rows):
        row = cells[i]
        at, label = next(((j, c.strip().lower()) for j, c in enumerate(row) if c.strip()), (0, ""))
        match = _OF_A_GROUP.match(label)
        says = match is not None or _BEGINS_AS_TOTAL.match(label) is not None
        lacks = any(j >= len(row) or not row[j].strip() for j in keys)
        if match is not None and label[match.end() :] in headings:
            found.add(i)
        elif place > begin and (says or lacks) and has_numbers(row):
            above = [k for k in rows[begin:place] if has_numbers(cells[k])]
            others = slice(begin, place)
            if len(above) == 1 and _same_numbers(cells[above[0]], row):
                of_one.add(i)
            elif len(above) > 1 and (
                (says and evidence(place, row, at, "sum", others, columns).is_proof("sum"))
                or (lacks and _sums_up(place, row, others, columns))
            ):
                proven.add(i)
        if i in found | proven | of_one:
            begin = place + 1
        if 2 * sum(1 for cell in row if cell.strip()) <= len(row):
            headings.add(label)
    # One alone may sum up the whole table, and a group of one proves nothing
    return found | proven | of_one if len(proven) > 1 else found


def _keys(rows: list[Row]) -> list[int]:
    """The columns in which most rows have something."""
    filled = Counter(j for row in rows for j, cell in enumerate(row) if cell.strip())
    return [j for j, count in filled.items() if count >= _MOSTLY * len(rows)]


def _same_numbers(row: Row, total: Row) -> bool:
    """Does the second row say the numbers of the first again, and no other?"""
    numbers = [
        (cell.strip(), other.strip())
        for cell, other in zip(row, total, strict=False)
        if kind_of(other.strip()) == "number"
    ]
    return bool(numbers) and all(cell == other for cell, other in numbers)
