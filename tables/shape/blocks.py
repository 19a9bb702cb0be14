"""Rows -> blocks that may be tables: cut where something else begins, joined where the same table goes on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from tables.cutting.comments import (
    comment_marks,
    is_comment,
    is_rule,
    one_of_several,
    stands_out,
    start_of,
)
from tables.cutting.line import Row
from tables.shape.kinds import column_kinds, fits, header_like
from tables.values.cells import has_numbers, kind_of

_PAGE_TITLE = 4
"""Printed reports say a title of one or two lines, and the names, again on every page."""


@dataclass
class Block:
    """Consecutive rows that may be a table."""

    rows: list[int]
    cells: int
    kinds: list[str]


def find_blocks(cells: list[Row], filled: list[int], width: int, begin: int) -> list[Block]:
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


def _block(rows: list[int], cells: list[Row], filled: list[int]) -> Block:
    return Block(rows, sum(filled[i] for i in rows), column_kinds([cells[i] for i in rows[1:] or rows]))


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


def join_blocks(blocks: list[Block], cells: list[Row]) -> list[Block]:
    """Join blocks that go on with the same table: the same columns, or the same header again."""
    joined: list[Block] = []
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


def _rows_up_to_names(before: Block, block: Block, cells: list[Row]) -> int:
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


def _names_the_columns_of(above: Block, block: Block, cells: list[Row]) -> bool:
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
        and not (header_like(cells[block.rows[0]], kinds) and _filled_like_header(cells[block.rows[0]]))
    )


def _says_names_again(row: Row, before: Block, cells: list[Row]) -> bool:
    """Is it one of the rows of names at the top? A row of data may well equal another one."""
    top = [cells[i] for i in before.rows[:4]]
    if "number" not in before.kinds and "date" not in before.kinds:
        return row == top[0]
    return row in top and header_like(row, before.kinds)


def _continues(before: Block, block: Block, cells: list[Row]) -> bool:
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


def _says_part_of_names_again(row: Row, before: Block, cells: list[Row]) -> bool:
    """`x,0.3` after the table `x,0.4`: the same words over columns of numbers, so another table begins."""
    top = cells[before.rows[0]]
    over = [
        j for j, kind in enumerate(before.kinds) if kind in ("number", "date") and j < min(len(row), len(top))
    ]
    words = [j for j in over if kind_of(row[j].strip()) == "text"]
    return bool(words) and all(row[j] == top[j] for j in words)


def _are_details(before: Block, block: Block, cells: list[Row]) -> bool:
    """A few lines such as `Bits per sample:,8,8` above rows that hold dates or numbers where these have words."""
    valued = any(kind in ("number", "date") for kind in block.kinds)
    few = len(before.rows) <= 3 < len(block.rows)
    return few and valued and not fits(cells[before.rows[-1]], block.kinds)


def is_table(block: Block, cells: list[Row]) -> bool:
    """Two rows or more of two cells or more: worth telling the user about."""
    wide = sum(1 for i in block.rows if sum(1 for cell in cells[i] if cell.strip()) >= 2)
    return wide >= 2
