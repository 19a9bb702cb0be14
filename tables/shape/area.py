"""Stage 5, rows -> table area: where the table begins and ends, and which of several tables is the one to read.

A file is a stack of blocks: titles, notes, tables, totals, with empty lines between them or not. Rows are grouped into
blocks; blocks that continue each other are joined (blocks.py); the one with the most cells is the table. Titles and notes
that still hang on to it are taken off (edges.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from tables.cutting.comments import COMMENT_MARKS
from tables.cutting.line import Row, Rows
from tables.model import Choices
from tables.receipt import Receipt, Topic, counted, was
from tables.shape.around import first_text, report_below, report_inside, report_perhaps_total
from tables.shape.blocks import find_blocks, is_table, join_blocks
from tables.shape.edges import (
    MOST_NAMES,
    first_after_details,
    first_below_preamble,
    is_behind_a_gap,
    is_below_a_rule,
    is_closing,
    is_cut_note,
    is_last_word,
    is_note,
    is_title,
    section_titles,
    with_nothing_but_a_name,
)
from tables.shape.header import count_header_rows
from tables.shape.kinds import column_kinds, fits, header_like, is_name
from tables.shape.totals import Cells, at_the_end, at_the_top, last_rows, sums_of_groups
from tables.values.cells import has_numbers

WIDER = 0.2
"""With more rows that are wider than most cells say, the table is as wide as the longest."""
_COMMENTS_ABOVE = 4
"""Programs write a remark or units below the commented names."""
_FEWEST_SUMMED = 4
"""A total above fewer rows than these is no total."""
_BEFORE_NAMES = "".join(COMMENT_MARKS) + " "


@dataclass
class Area:
    """The rows that are the table (header rows included), by their index, and how many cells a whole row has."""

    rows: list[int]
    width: int
    above: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    between: list[int] = field(default_factory=list)
    perhaps_totals: list[int] = field(default_factory=list)
    blank: int = 0


def find_area(rows: Rows, choices: Choices, receipt: Receipt, settle_totals: bool = True) -> Area:
    """The area of the table. An empty list of rows means that there is nothing in the file.

    settle_totals : whether these are all rows of the file, so that it can be told which of the last ones sum up the others
    """
    cells = rows.cells
    begin = 0 if choices.first_row is None else bisect_left(rows.lines, choices.first_row)
    end = None if choices.last_row is None else bisect_right(rows.lines, choices.last_row)
    filled = [sum(1 for cell in row if cell and not cell.isspace()) for row in cells]
    width = table_width(cells[begin:end], filled[begin:end])
    blocks = find_blocks(cells[:end], filled, width, begin)
    blocks = [block for block in blocks if block.rows]
    if not blocks:
        return Area([], width)
    joined = join_blocks(blocks, cells)
    best = max(joined, key=lambda block: block.cells)
    # Text around it may have been cut into more cells than the table has columns
    width = table_width([cells[i] for i in best.rows], [filled[i] for i in best.rows])
    kept = (
        {i for i, line in enumerate(rows.lines) if line in choices.rows_kept} if choices.rows_kept else set()
    )
    area = _trim(best.rows, cells, filled, width, choices, kept)
    if choices.first_row is None:
        _take_commented_names(area, cells)
        _take_names_over_a_gap(area, cells, filled)
    if settle_totals:
        _leave_totals_out(area, rows, choices)
    if end is not None:
        area.rows += [i for i in range(area.rows[-1] + 1, end) if filled[i]]
        area.perhaps_totals = []
    table = [cells[i] for i in area.rows]
    if any(len(row) > area.width for row in table[:MOST_NAMES]):
        area.width = max(area.width, width_of_names(table[: count_header_rows(table)]))
    inside = set(area.rows)
    first, last = area.rows[0], area.rows[-1]
    area.above = [i for i in range(first) if filled[i] and i not in inside]
    area.below = [i for i in range(last + 1, len(cells)) if filled[i] and i not in inside]
    area.between = [i for i in range(first, last) if filled[i] and i not in inside]
    area.blank = sum(1 for i in range(first, last) if not filled[i])
    # By themselves, wherever the user lets the table begin and end
    chosen = choices.first_row is not None or choices.last_row is not None
    alone = find_blocks(cells, filled, width, 0) if chosen else []
    parts = join_blocks([block for block in alone if block.rows], cells) if chosen else joined
    others = [
        _trim(
            block.rows,
            cells,
            filled,
            table_width([cells[i] for i in block.rows], [filled[i] for i in block.rows]),
            Choices(),
        )
        for block in parts
        if block is not best and is_table(block, cells)
    ]
    others = [other for other in others if len(other.rows) > 1 and not inside & set(other.rows)]
    _report(area, rows, others, receipt)
    return area


def table_width(cells: list[Row], filled: list[int]) -> int:
    """How many cells a whole row has: the width that holds most of the filled cells; the widest, in ragged files."""
    weight: Counter[int] = Counter()
    count: Counter[int] = Counter()
    for row, number in zip(cells, filled, strict=True):
        if number:
            weight[len(row)] += number
            count[len(row)] += 1
    if not weight:
        return 0
    if weight[1] and max((count[width] for width in count if width > 1), default=0) > 2:
        # Lines of one cell are notes about a table, however many they are
        del weight[1], count[1]
    usual = max(weight, key=lambda width: (weight[width], width))
    wider = sum(count[width] for width in count if width > usual)
    longest = max((width for width in count if width >= usual and count[width] > 1), default=usual)
    return longest if wider > WIDER * sum(count.values()) else usual


def width_of_names(header: list[Row]) -> int:
    """How many cells the last of these rows has, if all are names: no table is narrower, however few rows are so long."""
    return len(header[-1]) if header and all(is_name(cell.strip()) for cell in header[-1]) else 0


def _trim(
    rows: list[int],
    cells: list[Row],
    filled: list[int],
    width: int,
    choices: Choices,
    wanted: Collection[int] = (),
) -> Area:
    """Take titles off the top and notes and totals off the bottom, and sums out of the middle, but for rows that are wanted."""
    counts = sorted(filled[i] for i in rows if len(cells[i]) == width) or [filled[i] for i in rows]
    usual = counts[len(counts) // 2]
    start, stop = 0, len(rows)
    kinds = column_kinds([cells[i] for i in rows])
    named = with_nothing_but_a_name(rows, cells, filled)
    if choices.first_row is None:
        start = first_below_preamble(rows, cells, filled, width, kinds) or first_after_details(
            rows, cells, filled, kinds
        )
        while (
            start < stop - 1
            and (rows[start] not in named or header_like(cells[rows[start + 1]], kinds))
            and is_title(rows, start, cells, filled, width, usual)
        ):
            start += 1
    while (
        stop - 1 > start
        and rows[stop - 1] not in named
        and (
            is_note(cells[rows[stop - 1]], filled[rows[stop - 1]], width, usual)
            or is_last_word(cells[rows[stop - 1]], cells[rows[stop - 2]], usual)
            or is_cut_note(cells[rows[stop - 1]], (kinds + [""] * width)[:width])
            or is_closing(cells[rows[stop - 1]], kinds[:width])
            or is_behind_a_gap(rows[start:stop], filled)
            or is_below_a_rule(rows[start:stop], cells, width)
        )
    ):
        stop -= 1
    kept = rows[start:stop]
    inner = sums_of_groups(kept, cells) | section_titles(kept, cells, filled, usual)
    inner = inner.difference(wanted, named)
    return Area([i for i in kept if i not in inner], max(width, 1))


def _leave_totals_out(area: Area, rows: Rows, choices: Choices) -> None:
    """Take those of the last rows away, and the first one, that sum up others; note those that may."""
    table = [i for i in area.rows if rows.lines[i] not in choices.rows_left_out]
    cells, lines = [rows.cells[i] for i in table], [rows.lines[i] for i in table]
    columns = Cells(cells)
    gone, perhaps = at_the_end(last_rows(cells, lines, len(table), choices), columns)
    named = count_header_rows(cells)
    first = next((k for k, row in enumerate(cells[:MOST_NAMES]) if k >= named and has_numbers(row)), None)
    if first is not None and lines[first] not in choices.rows_kept and len(table) - first > _FEWEST_SUMMED:
        above, perhaps_above = at_the_top(first, cells[first], columns)
        gone, perhaps = gone | above, perhaps_above + perhaps
    totals = {table[place] for place in gone}
    area.rows = [i for i in area.rows if i not in totals]
    area.perhaps_totals = [table[place] for place in perhaps]


def _take_commented_names(area: Area, cells: list[Row]) -> None:
    """`# x y z` right above rows of three numbers: the last comments of a program often hold the names."""
    first = area.rows[0]
    if not has_numbers(cells[first]):
        return
    for above in range(first - 1, max(first - 1 - _COMMENTS_ABOVE, -1), -1):
        if not cells[above][0].lstrip().startswith(COMMENT_MARKS):
            return
        names = _names_in(cells[above], area.width)
        if names:
            cells[above] = names
            area.rows.insert(0, above)
            return


def _names_in(comment: Row, width: int) -> Row | None:
    """As many different words as the table has columns, cut in one way or another."""
    text = " ".join(comment).strip().lstrip(_BEFORE_NAMES)
    bare_first = [comment[0].strip().lstrip(_BEFORE_NAMES), *comment[1:]]
    ways = (bare_first, re.split(r"[\t,;|] *| {2,}", text), comment[1:], re.split(r"[\s,;|]+", text))
    for names in ways:
        bare = [name.strip() for name in names]
        if len(bare) == width > 1 and len(set(bare)) == len(bare) and all(map(is_name, bare)):
            return bare
    return None


def _take_names_over_a_gap(area: Area, cells: list[Row], filled: list[int]) -> None:
    """An empty line may part the names from their columns, even where the names stand right below a title; so may a total
    between two empty lines."""
    first = area.rows[0]
    kinds = column_kinds([cells[i] for i in area.rows])
    there = [i for i in range(first - 1, -1, -1) if filled[i]][:2]
    for place, above in enumerate(there):
        between = there[:place]
        if between and not (len(cells[between[0]]) == area.width and fits(cells[between[0]], kinds)):
            return
        if (above == first - 1 or (between and between[0] == first - 1)) or len(cells[above]) != area.width:
            return
        groups = _groups_above(above, cells, filled)
        if filled[above] >= area.width - 1 and _are_names(above, area.rows, cells, kinds, bool(groups)):
            area.rows[:0] = [*groups, above, *between]
            return


def _groups_above(names: int, cells: list[Row], filled: list[int]) -> list[int]:
    """The row right above the names, where it calls groups of columns: words over half of them or fewer, none over the first."""
    above = names - 1
    if above < 0 or len(cells[above]) != len(cells[names]) or not 1 < 2 * filled[above] <= filled[names]:
        return []
    begin = next(j for j, cell in enumerate(cells[names]) if cell.strip())
    words = [cell.strip() for cell in cells[above] if cell.strip()]
    return [above] if len(words) > 1 and all(map(is_name, words)) and not cells[above][begin].strip() else []


def _are_names(above: int, rows: list[int], cells: list[Row], kinds: list[str], in_groups: bool) -> bool:
    """Does the row name the columns of the rows below it? Years may do so; names in groups may come again."""
    names = [cell.strip() for cell in cells[above] if cell.strip()]
    if (len(set(names)) < len(names) and not in_groups) or not has_numbers(cells[rows[0]]):
        return False
    return header_like(cells[above], kinds) or count_header_rows([cells[i] for i in [above, *rows]]) == 1


def _report(area: Area, rows: Rows, others: list[Area], receipt: Receipt) -> None:
    """Say what lies around the table."""
    if area.above:
        count = len(area.above)
        text = f"{counted(count, 'line', 'lines')} above the table {was(count)} left out."
        receipt.say(
            Topic.ABOVE,
            text,
            count,
            line=rows.lines[area.above[0]],
            example=first_text(rows.cells[area.above[0]]),
        )
    if area.below:
        report_below(
            len(area.below), rows.lines[area.below[0]], first_text(rows.cells[area.below[0]]), receipt
        )
    if area.between:
        count = len(area.between)
        report_inside(count, rows.lines[area.between[0]], first_text(rows.cells[area.between[0]]), receipt)
    if area.blank:
        receipt.say(
            Topic.BLANK,
            f"{counted(area.blank, 'empty line', 'empty lines')} inside the table {was(area.blank)} passed over.",
            area.blank,
        )
    for i in area.perhaps_totals:
        report_perhaps_total(rows.lines[i], first_text(rows.cells[i]), receipt)
    if others:
        where = rows.lines[others[0].rows[0]]
        text = f"The file holds {len(others) + 1} tables. Another begins on line {where}."
        receipt.say(
            Topic.TABLES,
            text,
            len(others) + 1,
            line=where,
            example=first_text(rows.cells[others[0].rows[0]]),
        )
    for other in others:
        begin, end = other.rows[0], other.rows[-1]
        title = next(
            (i for i in range(begin - 1, -1, -1) if rows.cells[i] and any(map(str.strip, rows.cells[i]))),
            None,
        )
        named = (
            title is not None
            and title not in area.rows
            and sum(map(bool, map(str.strip, rows.cells[title]))) == 1
        )
        size = f"{counted(len(other.rows), 'row', 'rows')}, {counted(other.width, 'column', 'columns')}"
        receipt.say(
            Topic.TABLE,
            f"Another table stands on lines {rows.lines[begin]:,} to {rows.lines[end]:,}: {size}.",
            1,
            line=rows.lines[begin],
            last=rows.lines[end],
            example=first_text(rows.cells[title if named and title is not None else begin]),
        )
