"""Titles above the rows of a table, notes below, titles of its parts between."""

from __future__ import annotations

import re
from collections import Counter

from tables.cutting.comments import is_rule
from tables.cutting.line import Row
from tables.shape.kinds import column_kinds, fits, header_like, is_name
from tables.values.cells import has_numbers, kind_of

_DIGITS = re.compile(r"[0-9]+")
_DETAILS = 12
"""Loggers write up to ten lines such as `Channels;2` above the names."""
MOST_NAMES = 4
"""Rows of names above a section's title or a total."""
_LONG_NAME = 40
"""`Wyoming,` is a row without its number; a longer text alone in two columns is a remark."""


def section_titles(rows: list[int], cells: list[Row], filled: list[int], usual: int) -> set[int]:
    """`Expenditure by type,,,` below an empty line or right below the names, or `of these:,,,`: it heads the rows below it."""
    if usual < 3:
        return set()
    alone = [i for i in rows[1:-1] if filled[i] == 1 and len(cells[i]) > 2 and is_name(cells[i][0].strip())]
    if not alone:
        return set()
    kinds = column_kinds([cells[i] for i in rows])
    return {
        i
        for i in alone
        if not filled[i - 1]
        or cells[i][0].strip().endswith((":", "："))
        or (i - 1 in rows[:MOST_NAMES] and header_like(cells[i - 1], kinds))
    }


def with_nothing_but_a_name(rows: list[int], cells: list[Row], filled: list[int]) -> set[int]:
    """Rows such as `P001,,,` where most begin with `P` and a number: nobody has filled them in, but they are no titles."""
    alone = [i for i in rows if filled[i] == 1 and len(cells[i]) > 1 and _has_letters_and_digits(cells[i][0])]
    if not alone:
        return set()
    usual = Counter(_DIGITS.sub("0", cells[i][0].strip()) for i in rows)
    return {i for i in alone if 2 * usual[_DIGITS.sub("0", cells[i][0].strip())] > len(rows)}


def _has_letters_and_digits(cell: str) -> bool:
    return any(sign.isalpha() for sign in cell) and any(sign.isdigit() for sign in cell)


def first_after_details(rows: list[int], cells: list[Row], filled: list[int], kinds: list[str]) -> int:
    """Where the names stand below lines such as `Channels;2` or `Samples;20;20`, which hold numbers but are no data."""
    usual = sorted(filled[i] for i in rows)[len(rows) // 2]
    for k in range(1, min(_DETAILS, len(rows) - 2)):
        row, before = cells[rows[k]], rows[k - 1]
        is_data = fits(cells[before], kinds) and 3 * filled[before] > filled[rows[k]]
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


def first_below_preamble(
    rows: list[int], cells: list[Row], filled: list[int], width: int, kinds: list[str]
) -> int:
    """Where a whole row of names stands below sentences that were cut at their signs, and below pairs such as `Operator;Ann`."""
    if width < 3:
        return 0
    for k, i in enumerate(rows[: min(_DETAILS, len(rows) - 1)]):
        if _names_all(cells[i], width) and header_like(cells[i], kinds) and not has_numbers(cells[i]):
            return k
        of_another_length = len(cells[i]) != width and not fits(cells[i], kinds)
        is_pair = cells[i][0].strip() and (filled[i] == 1 or (filled[i] == 2 and cells[i][1].strip()))
        if not of_another_length and not is_pair:
            return 0
    return 0


def _is_about_the_file(rows: list[int], k: int, cells: list[Row], width: int) -> bool:
    """`K|32000|244081|EUR` above rows that all have two cells more: numbers, and no row of data."""
    row, below = cells[rows[k]], [cells[j] for j in rows[k + 1 : k + 4]]
    if not has_numbers(row) or len(row) > width - 2 or len(below) < 3:
        return False
    return all(len(other) == width for other in below) and not fits(
        row, column_kinds([cells[i] for i in rows])
    )


def _is_label(cell: str, kind: str) -> bool:
    """A word in a column of numbers or dates."""
    return kind in ("number", "date") and kind_of(cell.strip()) == "text"


def is_title(rows: list[int], k: int, cells: list[Row], filled: list[int], width: int, usual: int) -> bool:
    """A row far emptier (or shorter) than the table, above fuller ones."""
    i = rows[k]
    following = [filled[j] for j in rows[k + 1 : k + _DETAILS]]
    if width < 2 or usual < 2 or not following or max(following) < 2:
        return False
    if len(cells[i]) * 2 < width or (len(cells[i]) == 1 and width >= 2):
        return True
    if len(cells[i]) < width - 1 and _names_all(cells[rows[k + 1]], width):
        return True
    if _is_about_the_file(rows, k, cells, width):
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


def is_note(row: Row, filled: int, width: int, usual: int) -> bool:
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


def is_cut_note(row: Row, kinds: list[str]) -> bool:
    """A note below that was cut at its spaces: words where the table has numbers, and not as many as it has columns."""
    words = sum(1 for cell in row if is_name(cell.strip()))
    if len(row) == len(kinds) or words < 3 or 2 * words < len(row):
        return False
    valued = [j for j, kind in enumerate(kinds) if kind in ("number", "date") and j < len(row)]
    return bool(valued) and all(is_name(row[j].strip()) for j in valued)


def is_below_a_rule(rows: list[int], cells: list[Row], width: int) -> bool:
    """A last row below a line of dashes, under which no row has half as many cells as the table."""
    for i in range(rows[-1], rows[0], -1):
        if 2 * len(cells[i]) >= width:
            return False
        if is_rule(cells[i - 1]):
            return True
    return False


def is_closing(row: Row, kinds: list[str]) -> bool:
    """`Balance;31.10.2026;;2,301.11` below: a word where the rows have a date or a number, and fewer cells than they have."""
    return len(row) < len(kinds) and _is_label(row[0], kinds[0]) and row[0].strip()[0].isalpha()


def is_behind_a_gap(rows: list[int], filled: list[int]) -> bool:
    """A last row below an empty line, half as full as rows that are all fuller: `Valid cases;77;;`; it may have a title."""
    last = above = rows[-1]
    while above - 1 > rows[0] and filled[above - 1] == 1:
        above -= 1
    # What the names are called may stand alone below them
    others = [filled[i] for i in rows[2:] if i < above] if above < last else [filled[i] for i in rows[:-1]]
    return (
        len(others) > 2
        and not filled[above - 1]
        and 2 * filled[last] <= sorted(others)[len(others) // 2]
        and filled[last] < min(others)
    )


def is_last_word(row: Row, before: Row, usual: int) -> bool:
    """`END` below rows that begin with a number."""
    alone = usual > 1 and not any(cell.strip() for cell in row[1:])
    return alone and kind_of(row[0].strip()) == "text" and kind_of(before[0].strip()) == "number"


def _is_sentence(row: Row, width: int) -> bool:
    """A note that was cut at its own commas: fewer cells than half a row, all of them words, with spaces in them."""
    words = [cell for cell in row if cell.strip()]
    return len(row) < 0.5 * width and all(is_name(cell.strip()) for cell in words) and " " in row[0].strip()
