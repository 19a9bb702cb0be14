"""Stage 5, rows -> table area: where the table begins and ends, and which of several tables is the one to read.

A file is a stack of blocks: titles, notes, tables, totals, with empty lines between them or not. Rows are grouped into
blocks; blocks that continue each other are joined; the one with the most cells is the table.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from tables.cutting.comments import (
    COMMENT_MARKS,
    comment_marks,
    is_comment,
    is_rule,
    one_of_several,
    stands_out,
    start_of,
)
from tables.cutting.rows import Row, Rows
from tables.model import Choices
from tables.receipt import Receipt, Topic, counted, was
from tables.shape.kinds import column_kinds, header_like
from tables.shape.totals import Cells, at_the_end, at_the_top, last_rows, sums_of_groups
from tables.values.cells import has_numbers, kind_of

_DETAILS = 12
"""Loggers write up to ten lines such as `Channels;2` above the names."""
_COMMENTS_ABOVE = 4
"""Programs write a remark or units below the commented names."""
_PAGE_TITLE = 4
"""Printed reports say a title of one or two lines, and the names, again on every page."""
_MOST_NAMES = 4
"""Rows of names above a section's title or a total."""
_FEWEST_SUMMED = 4
"""A total above fewer rows than these is no total."""
_LONG_NAME = 40
"""`Wyoming,` is a row without its number; a longer text alone in two columns is a remark."""
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


@dataclass
class _Block:
    """Consecutive rows that may be a table."""

    rows: list[int]
    cells: int
    kinds: list[str]


def find_area(rows: Rows, choices: Choices, receipt: Receipt, settle_totals: bool = True) -> Area:
    """The area of the table. An empty list of rows means that there is nothing in the file.

    settle_totals : whether these are all rows of the file, so that it can be told which of the last ones sum up the others
    """
    cells = rows.cells
    begin = 0 if choices.first_row is None else bisect_left(rows.lines, choices.first_row)
    end = None if choices.last_row is None else bisect_right(rows.lines, choices.last_row)
    filled = [sum(1 for cell in row if cell and not cell.isspace()) for row in cells]
    width = table_width(cells[begin:end], filled[begin:end])
    blocks = _blocks(cells[:end], filled, width, begin)
    blocks = [block for block in blocks if block.rows]
    if not blocks:
        return Area([], width)
    joined = _join_blocks(blocks, cells)
    best = max(joined, key=lambda block: block.cells)
    # Text around it may have been cut into more cells than the table has columns
    width = table_width([cells[i] for i in best.rows], [filled[i] for i in best.rows])
    area = _trim(best.rows, cells, filled, width, choices)
    if settle_totals:
        _leave_totals_out(area, rows, choices)
    if choices.first_row is None:
        _take_commented_names(area, cells)
        _take_names_over_a_gap(area, cells, filled)
    if end is not None:
        area.rows += [i for i in range(area.rows[-1] + 1, end) if filled[i]]
        area.perhaps_totals = []
    inside = set(area.rows)
    first, last = area.rows[0], area.rows[-1]
    area.above = [i for i in range(first) if filled[i] and i not in inside]
    area.below = [i for i in range(last + 1, len(cells)) if filled[i] and i not in inside]
    area.between = [i for i in range(first, last) if filled[i] and i not in inside]
    area.blank = sum(1 for i in range(first, last) if not filled[i])
    others = [block for block in joined if block is not best and _is_table(block, cells)]
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
    return longest if wider > 0.2 * sum(count.values()) else usual


def _blocks(cells: list[Row], filled: list[int], width: int, begin: int) -> list[_Block]:
    """Cut the rows into blocks at empty lines, at comments, and where rows of another width begin."""
    groups: list[list[int]] = [[]]
    marks = comment_marks(start_of(row) for row in cells)
    usual, empty = _usual_gap(filled[begin : len(cells)]), 0
    for i in range(begin, len(cells)):
        empty = 0 if filled[i] else empty + 1
        if 0 < empty <= usual:
            continue
        if start_of(cells[i]).startswith(marks) or is_rule(cells[i]):
            continue
        comment = is_comment(cells[i], filled[i], width) or stands_out(cells[max(begin, i - 1) : i + 2])
        if not filled[i] or comment or one_of_several(cells[i : i + 2]):
            groups.append([])
        elif _begins_other_width(cells, filled, i, groups[-1], width):
            groups.append([i])
        else:
            groups[-1].append(i)
    blocks = []
    for group in groups:
        for part in _cut_at_headers(group, cells):
            blocks.append(_block(part, cells, filled))
    return blocks


def _usual_gap(filled: list[int]) -> int:
    """How many empty lines stand between most rows: so many part nothing."""
    there = [i for i, number in enumerate(filled) if number]
    gaps = sorted(after - before - 1 for before, after in pairwise(there))
    return gaps[len(gaps) // 2] if len(gaps) > 2 else 0


def _block(rows: list[int], cells: list[Row], filled: list[int]) -> _Block:
    return _Block(rows, sum(filled[i] for i in rows), column_kinds([cells[i] for i in rows[1:] or rows]))


def _begins_other_width(cells: list[Row], filled: list[int], i: int, group: list[int], width: int) -> bool:
    """Do two or more rows of another width begin here, the first of them a header?"""
    if not group or i + 1 >= len(cells):
        return False
    here, before = len(cells[i]), len(cells[group[-1]])
    if here == before or here < 2 or len(cells[i + 1]) != here or filled[i] < 2:
        return False
    if here != width and before != width:
        return False
    kinds = [kind_of(cell.strip()) for cell in cells[i]]
    below = [kind_of(cell.strip()) for cell in cells[i + 1]]
    return len(group) >= 2 and "number" not in kinds and "number" in below and has_numbers(cells[group[-1]])


def _cut_at_headers(group: list[int], cells: list[Row]) -> list[list[int]]:
    """Cut where a second header stands in the middle of the rows."""
    if len(group) < 6:
        return [group]
    kinds = column_kinds([cells[i] for i in group])
    valued = [j for j, kind in enumerate(kinds) if kind in ("number", "date")]
    if len(valued) < 2:
        return [group]
    parts: list[list[int]] = [[]]
    for position, i in enumerate(group):
        row = cells[i]
        probe = valued[0]
        suspicious = position >= 5 and probe < len(row) and row[probe][:1].isalpha()
        if suspicious and len(parts[-1]) > 1 and _is_second_header(group, position, kinds, cells):
            parts.append([])
        parts[-1].append(i)
    return parts


def _is_second_header(group: list[int], position: int, kinds: list[str], cells: list[Row]) -> bool:
    """Names throughout. A row of data that has lost a cell holds numbers, and the rest of one stands alone."""
    row = cells[group[position]]
    if not header_like(row, kinds) or not _filled_like_header(row) or has_numbers(row):
        return False
    below = cells[group[position + 1]] if position + 1 < len(group) else []
    return len(row) >= 0.7 * len(kinds) or len(row) == len(below)


def _filled_like_header(row: Row) -> bool:
    return sum(1 for cell in row if cell.strip()) >= 0.7 * len(row)


def _join_blocks(blocks: list[_Block], cells: list[Row]) -> list[_Block]:
    """Join blocks that go on with the same table: the same columns, or the same header again."""
    joined: list[_Block] = []
    for block in blocks:
        if joined and _names_the_columns_of(joined[-1], block, cells):
            block.rows[:0] = joined.pop().rows
        before = next((b for b in reversed(joined) if len(b.rows) > 1), None)
        if before is None or not _continues(before, block, cells):
            joined.append(block)
            continue
        before.rows.extend(block.rows[_rows_up_to_names(before, block, cells) :])
        before.cells += block.cells
    return joined


def _rows_up_to_names(before: _Block, block: _Block, cells: list[Row]) -> int:
    """How many rows at the top of `block` say the names again, below the same title (of the next page) or none."""
    titles = {_but_for_numbers(cells[i]) for i in before.rows[:_PAGE_TITLE]}
    for k, i in enumerate(block.rows[:_PAGE_TITLE]):
        if _says_names_again(cells[i], before, cells):
            return k + 1
        if _but_for_numbers(cells[i]) not in titles:
            break
    return 0


def _but_for_numbers(row: Row) -> str:
    return "".join(sign for sign in "".join(row) if not sign.isdigit())


def _names_the_columns_of(above: _Block, block: _Block, cells: list[Row]) -> bool:
    """A header cut off from its table by an empty line or a comment."""
    last = cells[above.rows[-1]]
    if len(above.rows) > 3 or len(last) < 2 or len(last) != len(cells[block.rows[0]]):
        return False
    kinds = column_kinds([cells[i] for i in block.rows])
    if "number" not in kinds and "date" not in kinds:
        return len(above.rows) == 1 and all(cell.strip() for cell in last)
    return (
        header_like(last, kinds)
        and _filled_like_header(last)
        and not header_like(cells[block.rows[0]], kinds)
    )


def _says_names_again(row: Row, before: _Block, cells: list[Row]) -> bool:
    """Is it one of the rows of names at the top? A row of data may well equal another one."""
    top = [cells[i] for i in before.rows[:4]]
    if "number" not in before.kinds and "date" not in before.kinds:
        return row == top[0]
    return row in top and header_like(row, before.kinds)


def _continues(before: _Block, block: _Block, cells: list[Row]) -> bool:
    """Does `block` go on where `before` stopped?"""
    first = cells[next((i for i in block.rows[:_PAGE_TITLE] if _more_than_one(cells[i])), block.rows[0])]
    again = _rows_up_to_names(before, block, cells)
    if again:
        return len(cells[block.rows[again - 1]]) > 1
    if len(first) < 2 or abs(len(first) - len(before.kinds)) > 1 or header_like(first, before.kinds):
        return False
    if _says_part_of_names_again(first, before, cells) or _are_details(before, block, cells):
        return False
    if header_like(first, block.kinds) and _filled_like_header(first):
        # It has names of its own
        return False
    pairs = [
        (old, kind_of(new.strip()))
        for old, new in zip(before.kinds, first, strict=False)
        if old != "empty" and new.strip()
    ]
    if len(pairs) < 2 and len(before.kinds) > 2:
        return False
    if len(pairs) < 0.5 * sum(1 for cell in first if cell.strip()):
        return False
    valued = [(old, new) for old, new in pairs if old in ("number", "date")]
    same = sum(1 for old, new in pairs if old == new or new == "empty")
    numbers = sum(1 for old, new in valued if new != "text")
    return same >= 0.6 * len(pairs) and numbers >= 0.6 * len(valued)


def _more_than_one(row: Row) -> bool:
    return sum(1 for cell in row if cell.strip()) > 1


def _says_part_of_names_again(row: Row, before: _Block, cells: list[Row]) -> bool:
    """`x,0.3` after the table `x,0.4`: the same words over columns of numbers, so another table begins."""
    top = cells[before.rows[0]]
    over = [
        j for j, kind in enumerate(before.kinds) if kind in ("number", "date") and j < min(len(row), len(top))
    ]
    words = [j for j in over if kind_of(row[j].strip()) == "text"]
    return bool(words) and all(row[j] == top[j] for j in words)


def _are_details(before: _Block, block: _Block, cells: list[Row]) -> bool:
    """A few lines such as `Bits per sample:,8,8` above rows that hold dates or numbers where these have words."""
    valued = any(kind in ("number", "date") for kind in block.kinds)
    few = len(before.rows) <= 3 < len(block.rows)
    return few and valued and not _fits(cells[before.rows[-1]], block.kinds)


def _is_table(block: _Block, cells: list[Row]) -> bool:
    """Two rows or more of two cells or more: worth telling the user about."""
    wide = sum(1 for i in block.rows if sum(1 for cell in cells[i] if cell.strip()) >= 2)
    return wide >= 2


def _trim(rows: list[int], cells: list[Row], filled: list[int], width: int, choices: Choices) -> Area:
    """Take titles off the top and notes and totals off the bottom."""
    counts = sorted(filled[i] for i in rows if len(cells[i]) == width) or [filled[i] for i in rows]
    usual = counts[len(counts) // 2]
    start, stop = 0, len(rows)
    if choices.first_row is None:
        start = _first_after_details(rows, cells, filled)
        while start < stop - 1 and _is_title(rows, start, cells, filled, width, usual):
            start += 1
    while stop - 1 > start and (
        _is_note(cells[rows[stop - 1]], filled[rows[stop - 1]], width, usual)
        or _is_last_word(cells[rows[stop - 1]], cells[rows[stop - 2]], usual)
    ):
        stop -= 1
    kept = rows[start:stop]
    inner = sums_of_groups(kept, cells) | _section_titles(kept, cells, filled, usual)
    return Area([i for i in kept if i not in inner], max(width, 1))


def _leave_totals_out(area: Area, rows: Rows, choices: Choices) -> None:
    """Take those of the last rows away, and the first one, that sum up others; note those that may."""
    table = [i for i in area.rows if rows.lines[i] not in choices.rows_left_out]
    cells, lines = [rows.cells[i] for i in table], [rows.lines[i] for i in table]
    columns = Cells(cells)
    gone, perhaps = at_the_end(last_rows(cells, lines, len(table), choices), columns)
    first = next((k for k, row in enumerate(cells[:_MOST_NAMES]) if has_numbers(row)), None)
    if first is not None and lines[first] not in choices.rows_kept and len(table) - first > _FEWEST_SUMMED:
        above, perhaps_above = at_the_top(first, cells[first], columns)
        gone, perhaps = gone | above, perhaps_above + perhaps
    totals = {table[place] for place in gone}
    area.rows = [i for i in area.rows if i not in totals]
    area.perhaps_totals = [table[place] for place in perhaps]


def _section_titles(rows: list[int], cells: list[Row], filled: list[int], usual: int) -> set[int]:
    """`Expenditure by type,,,` below an empty line or right below the names: it heads the rows below it."""
    if usual < 3:
        return set()
    alone = [i for i in rows[1:-1] if filled[i] == 1 and len(cells[i]) > 2 and _is_name(cells[i][0].strip())]
    if not alone:
        return set()
    kinds = column_kinds([cells[i] for i in rows])
    return {
        i
        for i in alone
        if not filled[i - 1] or (i - 1 in rows[:_MOST_NAMES] and header_like(cells[i - 1], kinds))
    }


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
        if len(bare) == width > 1 and len(set(bare)) == len(bare) and all(map(_is_name, bare)):
            return bare
    return None


def _take_names_over_a_gap(area: Area, cells: list[Row], filled: list[int]) -> None:
    """An empty line may part the names from their columns, even where the names stand right below a title."""
    first = area.rows[0]
    above = next((i for i in range(first - 1, -1, -1) if filled[i]), None)
    if (
        above is None
        or above == first - 1
        or len(cells[above]) != area.width
        or filled[above] < area.width - 1
    ):
        return
    names = [cell.strip() for cell in cells[above] if cell.strip()]
    kinds = column_kinds([cells[i] for i in area.rows])
    if len(set(names)) == len(names) and has_numbers(cells[first]) and header_like(cells[above], kinds):
        area.rows.insert(0, above)


def _is_name(cell: str) -> bool:
    return bool(cell) and kind_of(cell) == "text"


def _first_after_details(rows: list[int], cells: list[Row], filled: list[int]) -> int:
    """Where the names stand below lines such as `Channels;2` or `Samples;20;20`, which hold numbers but are no data."""
    kinds = column_kinds([cells[i] for i in rows])
    usual = sorted(filled[i] for i in rows)[len(rows) // 2]
    for k in range(1, min(_DETAILS, len(rows) - 2)):
        row, before = cells[rows[k]], rows[k - 1]
        is_data = _fits(cells[before], kinds) and 3 * filled[before] > filled[rows[k]]
        if is_data:
            return 0
        if len(cells[rows[0]]) > 1 and header_like(cells[rows[0]], kinds) and not has_numbers(cells[before]):
            # These may be the names themselves
            continue
        if header_like(row, kinds) and filled[rows[k]] >= 0.7 * usual and not has_numbers(row):
            details = [i for i in rows[:k] if has_numbers(cells[i])]
            labelled = all(
                cells[i][0].strip() and (filled[i] < filled[rows[k]] or _is_label(cells[i][0], kinds[0]))
                for i in rows[:k]
            )
            return k if details and labelled else 0
    return 0


def _is_label(cell: str, kind: str) -> bool:
    """A word in a column of numbers or dates."""
    return kind in ("number", "date") and kind_of(cell.strip()) == "text"


def _fits(row: Row, kinds: list[str]) -> bool:
    """A number, and no words, in the columns of numbers and dates: a row of data."""
    here = [
        kind_of(cell.strip()) for cell, kind in zip(row, kinds, strict=False) if kind in ("number", "date")
    ]
    return "text" not in here and ("number" in here or "date" in here)


def _is_title(rows: list[int], k: int, cells: list[Row], filled: list[int], width: int, usual: int) -> bool:
    """A row far emptier (or shorter) than the table, above fuller ones."""
    i = rows[k]
    following = [filled[j] for j in rows[k + 1 : k + 4]]
    if width < 2 or usual < 2 or not following or max(following) < 2:
        return False
    if len(cells[i]) * 2 < width or (len(cells[i]) == 1 and width >= 2):
        return True
    if len(cells[i]) < width - 1 and _names_all(cells[rows[k + 1]], width):
        return True
    first = cells[i][0].strip()
    few = filled[i] <= max(1, 0.34 * usual) or _is_key_and_value(
        cells[i], filled[i], cells[rows[k + 1]], width
    )
    if not few or not first or filled[i] >= max(following):
        return False
    # A row of data may be nearly empty too: a title holds no number outside its first cell
    return not has_numbers(cells[i][1:])


def _is_key_and_value(row: Row, filled: int, below: Row, width: int) -> bool:
    """`Source:,Somebody,,,` above a row of all the names; a row that names groups of columns has no full row below it."""
    if filled != 2 or width < 5 or len(row) < width or not (row[0].strip() and row[1].strip()):
        return False
    return _names_all(below, width) and bool(below[-1].strip())


def _names_all(row: Row, width: int) -> bool:
    """A whole row of words, a trailing delimiter aside."""
    words = [cell.strip() for cell in row]
    return len(row) == width and all(words[:-1]) and all(kind_of(word) in ("text", "empty") for word in words)


def _is_note(row: Row, filled: int, width: int, usual: int) -> bool:
    """A row below the table with one cell of text, where the table has more."""
    if width < 2 or usual < 2 or (filled > 1 and not _is_sentence(row, width)):
        return False
    text = next(cell.strip() for cell in row if cell.strip())
    if kind_of(text) == "number" and len(row) > 1:
        return False
    if width == len(row) == 2 and row[0].strip() and kind_of(text) == "text":
        # `Wyoming,` is a name without a number
        return ":" in text or len(text) > _LONG_NAME or not text[0].isalnum()
    return width > 2 or len(row) > 1 or " " in text or len(text) > 20 or kind_of(text) == "number"


def _is_last_word(row: Row, before: Row, usual: int) -> bool:
    """`END` below rows that begin with a number."""
    alone = usual > 1 and not any(cell.strip() for cell in row[1:])
    return alone and kind_of(row[0].strip()) == "text" and kind_of(before[0].strip()) == "number"


def _is_sentence(row: Row, width: int) -> bool:
    """A note that was cut at its own commas: fewer cells than half a row, all of them words, with spaces in them."""
    words = [cell for cell in row if cell.strip()]
    return len(row) < 0.5 * width and all(_is_name(cell.strip()) for cell in words) and " " in row[0].strip()


def _report(area: Area, rows: Rows, others: list[_Block], receipt: Receipt) -> None:
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
        text = (
            f"The file holds {len(others) + 1} tables; the largest was taken. Another begins on line {where}."
        )
        receipt.say(
            Topic.TABLES,
            text,
            len(others) + 1,
            line=where,
            example=first_text(rows.cells[others[0].rows[0]]),
        )


def report_inside(count: int, line: int, example: str, receipt: Receipt) -> None:
    """Say how many lines inside the table are left out."""
    text = f"{counted(count, 'line', 'lines')} inside the table (comments, titles, totals, names again) {was(count)} left out."
    receipt.say(Topic.INSIDE, text, count, line=line, example=example)


def report_below(count: int, line: int, example: str, receipt: Receipt) -> None:
    """Say how many lines below the table are left out."""
    text = f"{counted(count, 'line', 'lines')} below the table (notes, totals) {was(count)} left out."
    receipt.say(Topic.BELOW, text, count, line=line, example=example)


def report_perhaps_total(line: int, example: str, receipt: Receipt) -> None:
    """Say that a row may be a total, though nothing proves it."""
    receipt.say(
        Topic.PERHAPS_TOTAL,
        f"The row on line {line:,} may be a total of the others. It was kept.",
        1,
        line=line,
        example=example,
    )


def first_text(row: Row) -> str:
    """The row as an example."""
    return " ".join(cell.strip() for cell in row if cell.strip())
