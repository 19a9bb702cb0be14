"""Stage 6, table area -> header: how many rows of names stand above the data, and what the columns are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from tables.cutting.line import Row
from tables.model import free_name
from tables.receipt import Receipt, Topic, counted, was
from tables.shape.kinds import column_kinds, header_like, is_name
from tables.values.cells import has_numbers, is_link, kind_of
from tables.values.vocabulary import KNOWN_UNITS, USUAL_NAMES

MAX_HEADER_ROWS = 8
"""Statistics offices stack up to eight rows of names."""
_LONG_SCALE = 9
"""So many numbers that grow are a scale (wavelengths, ages), even below a name."""
_SURE = 8
"""A first column filled in so many rows is filled on purpose."""
_MANY = 4
"""Four full rows of names and more tell who measured what, below the names themselves."""
_LONG_NAME = 60
"""A longer text that names a column is a question, and needs answers below it."""
_YEAR = re.compile(r"1[7-9][0-9]{2}|2[01][0-9]{2}")
_WORD = re.compile(r"\S+")
_PLAIN = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")


def count_header_rows(rows: list[Row]) -> int:
    """How many of the first rows are names. `rows` begins where the table begins."""
    if not rows:
        return 0
    if len(rows) == 1:
        return 0 if has_numbers(rows[0]) else 1
    skip = 5 if len(rows) > 12 else min(len(rows) - 1, 1 + len(rows) // 4)
    kinds = column_kinds(rows[skip:])
    valued = [j for j, kind in enumerate(kinds) if kind in ("number", "date")]
    if not valued:
        return _words_only(rows)
    header = 0
    for i in range(min(MAX_HEADER_ROWS, len(rows) - 1)):
        top = i == 0 or (header == i and _has_gaps(rows[i - 1], valued))
        if top and (_is_row_of_years(rows[i], valued, rows[skip:]) or _is_scale(rows[i], rows[skip:])):
            header = i + 1
            continue
        verdict = _verdict(rows[i], valued, kinds, first=i == 0)
        if (
            i == 0
            and verdict == "data"
            and (_names_the_first_column(rows[0], rows[1:]) or _is_one_year(rows[0], valued, rows[1:]))
        ):
            verdict = "names"
        if verdict == "open" and i == header > 0 and _fills_gaps(rows[i], rows[:i], valued):
            verdict = "names"
        if verdict == "data":
            break
        if verdict == "names" and (i == 0 or not _seen_below(rows[i], kinds, rows[i + 1 :])):
            header = i + 1
    header = max(header, _below_import_ids(rows))
    header = _below_groups(rows, header, kinds)
    if _MANY <= header < len(rows) - 1 and not any(cell.strip() for cell in rows[header][1:]):
        # A remark that was left open
        header += 1
    if header > 0 and len(rows) > header + 1:
        header += _numbers_the_columns(rows[header]) or _numbers_the_sensors(rows[header], rows[header + 1 :])
    return header


def _below_import_ids(rows: list[Row]) -> int:
    """How many rows end with one of `{"ImportId":"QID1"}` throughout, as survey programs write below the questions."""
    return next((i + 1 for i, row in enumerate(rows[:MAX_HEADER_ROWS]) if _are_import_ids(row)), 0)


def _are_import_ids(row: Row) -> bool:
    return any(cell.strip() for cell in row) and all(
        cell.strip().startswith('{"ImportId":') for cell in row if cell.strip()
    )


def _names_the_first_column(row: Row, below: list[Row]) -> bool:
    """`x,0.4`: a word over a first column of nothing but numbers, beside a number that names the second."""
    if kind_of(row[0].strip()) != "text" or not row[0].strip()[0].isalpha() or len(below) < _SURE:
        return False
    # A row of units may stand between
    begin = 1 if kind_of(below[0][0].strip()) == "text" else 0
    return all(kind_of(other[0].strip()) == "number" for other in below[begin:])


def _is_one_year(row: Row, valued: list[int], below: list[Row]) -> bool:
    """`region;age;2020` above numbers that are no years, beside words that none of the rows below says, where these say some
    of theirs again, or the first is a usual name."""
    at = [j for j in valued if j < len(row) and kind_of(row[j].strip()) == "number"]
    years = [row[j].strip() for j in at]
    words = [j for j, cell in enumerate(row) if j not in at and cell.strip()]
    if len(years) != 1 or not _YEAR.fullmatch(years[0]) or not words or len(below) < 3:
        return False
    columns = [[other[j].strip() for other in below if j < len(other)] for j in [*words, at[0]]]
    if any(_YEAR.fullmatch(cell) for cell in columns.pop()):
        return False
    if any(
        not is_name(row[j].strip()) or row[j].strip() in column
        for j, column in zip(words, columns, strict=True)
    ):
        return False
    again = any(len(set(column)) < len(column) for column in columns)
    return again or row[words[0]].strip().casefold() in USUAL_NAMES


def _below_groups(rows: list[Row], header: int, kinds: list[str]) -> int:
    """Names that fill their row, below rows of groups with gaps, where a group may be called by a number."""
    for i in range(header + 1, min(MAX_HEADER_ROWS, len(rows) - 1)):
        if not header_like(rows[i], kinds) or has_numbers(rows[i]):
            continue
        if sum(1 for cell in rows[i] if cell.strip()) >= 0.5 * len(kinds) and all(
            _is_sparser(above, rows[i]) for above in rows[header:i]
        ):
            return i + 1
    return header


def _is_sparser(above: Row, names: Row) -> bool:
    """Half as full as the row of names, or emptier at all and empty at its beginning."""
    there, here = (sum(1 for cell in row if cell.strip()) for row in (above, names))
    return 2 * there <= here + 1 or (there < here and not above[0].strip() and bool(names[0].strip()))


def _has_gaps(row: Row, columns: list[int]) -> bool:
    """Is one of these cells empty, as in a row that names groups of columns?"""
    return any(not row[j].strip() for j in columns if j < len(row))


def _fills_gaps(row: Row, above: list[Row], valued: list[int]) -> bool:
    """Does a word here name a column of values that has no name yet?"""
    return any(
        j < len(row)
        and kind_of(row[j].strip()) == "text"
        and not any(cell.strip() for other in above for cell in other[j : j + 1])
        for j in valued
    )


def _verdict(row: Row, valued: list[int], kinds: list[str], first: bool) -> str:
    """ "names", "data", or "open" for a row that says nothing in the columns that matter."""
    here = [(j, kind_of(row[j].strip())) for j in valued if j < len(row)]
    # A date above numbers names them
    here = [(j, "text" if (kind, kinds[j]) == ("date", "number") else kind) for j, kind in here]
    words = sum(1 for _, kind in here if kind == "text")
    values = sum(1 for _, kind in here if kind in ("number", "date"))
    if values == 0:
        if not first and len(row) != len(kinds) and has_numbers(row):
            # A row of data that has lost a cell, so that its words stand in columns of numbers
            return "data"
        if words == 0:
            return "open" if any(cell.strip() for cell in row) else "data"
        alone = words == sum(1 for cell in row if cell.strip())
        return "names" if first or alone or words >= min(2, 0.5 * len(here)) else "open"
    # One stray number in a row of words (a name such as "2019") does not make it data
    return "names" if first and words >= max(2, values) else "data"


def _is_row_of_years(row: Row, valued: list[int], below: list[Row]) -> bool:
    """Years in a row, such as `country;2010;2011;2012`, over numbers that are no years."""
    columns = [j for j in valued if j < len(row) and kind_of(row[j].strip()) == "number"]
    years = [row[j].strip() for j in columns]
    if len(years) < 2 or not all(
        len(year) == 4 and year.isdecimal() and "1700" < year < "2200" for year in years
    ):
        return False
    if len({int(b) - int(a) for a, b in pairwise(years)}) != 1 or years[0] == years[1]:
        return False
    last = [rest[columns[-1]].strip() for rest in below if columns[-1] < len(rest)]
    alike = sum(1 for cell in last if len(cell) == 4 and cell.isdecimal() and "1700" < cell < "2200")
    return 2 * alike < len(last)


def _is_scale(row: Row, below: list[Row]) -> bool:
    """`sample,400,410,420,430`: equal steps above numbers that have none, beside a column of words or under a word."""
    cells = [cell.strip() for cell in row]
    if len(cells) >= 5 and _is_scale_beside_values(cells, below):
        return True
    while cells and not cells[-1]:
        cells.pop()
    # Several names may stand before it
    begin = max(1, next((j for j, cell in enumerate(cells) if kind_of(cell) != "text"), len(cells)))
    step = _even_step(cells[begin:])
    counts = cells[begin:] == [str(k + 1) for k in range(len(cells) - begin)]
    if len(cells) < begin + (3 if counts else 4) or kind_of(cells[0]) not in ("text", "empty") or not step:
        return False
    firsts = {kind_of(rest[0].strip()) if rest else "" for rest in below}
    if not cells[0] and not ("text" in firsts and firsts <= ({"text", "empty"} if counts else {"text"})):
        return False
    same = sum(1 for rest in below if _even_step([cell.strip() for cell in rest[begin : len(cells)]]) == step)
    return same < 0.2 * len(below)


def _is_scale_beside_values(cells: list[str], below: list[Row]) -> bool:
    """`,9.4,9.6,10.1,12`: nothing (or, above many, a name) over a first column that is always filled, and numbers that
    grow as those below do not."""
    firsts = [rest[0].strip() if rest else "" for rest in below]
    named = len(cells) >= _LONG_SCALE and kind_of(cells[0]) == "text" and cells[0] not in firsts
    if (cells[0] and not named) or not _grows(cells[1:]) or not all(firsts):
        return False
    return sum(1 for rest in below if _grows([cell.strip() for cell in rest[1:]])) < 0.2 * len(below)


def _grows(cells: list[str]) -> bool:
    """Is each of these plain numbers larger than the one before?"""
    if not all(_PLAIN.fullmatch(cell) for cell in cells):
        return False
    return all(a < b for a, b in pairwise(map(Fraction, cells)))


def _even_step(cells: list[str]) -> Fraction | None:
    """By how much plain numbers grow, where it is the same from each to the next."""
    if not all(_PLAIN.fullmatch(cell) for cell in cells):
        return None
    steps = {b - a for a, b in pairwise(map(Fraction, cells))}
    return steps.pop() if len(steps) == 1 and min(steps) > 0 else None


def _seen_below(row: Row, kinds: list[str], below: list[Row]) -> bool:
    """Do words of this row come again in their columns? Then they are values, not names."""
    for j, kind in enumerate(kinds):
        cell = row[j].strip() if j < len(row) else ""
        if (
            kind == "text"
            and cell
            and any(j < len(other) and other[j].strip() == cell for other in below[:500])
        ):
            return True
    return False


def _numbers_the_columns(row: Row) -> bool:
    """A row `1;2;3;4` under the names, as official statistics have it."""
    cells = [cell.strip() for cell in row]
    return len(cells) >= 4 and cells == [str(k + 1) for k in range(len(cells))]


def _numbers_the_sensors(row: Row, below: list[Row]) -> bool:
    """`,10,14,55,53` under the names: nothing in a first column that is never empty, and no number twice."""
    numbers = [cell.strip() for cell in row[1:] if cell.strip()]
    if row[0].strip() or len(numbers) < max(3, len(row) - 2) or len(below) < _SURE:
        return False
    whole = all(number.isdecimal() for number in numbers) and len(set(numbers)) == len(numbers)
    return whole and all(other[0].strip() for other in below)


def _words_only(rows: list[Row]) -> int:
    """A table without a column of numbers or dates: names differ from each other and from everything below."""
    first = [cell.strip() for cell in rows[0]]
    named = [cell for cell in first if cell]
    if len(set(named)) < len(named) or not named or any(map(is_link, named)):
        return 0
    if any(len(cell) > _LONG_NAME and not _is_long_name(rows, j) for j, cell in enumerate(first)):
        return 0
    if any(kind_of(cell) in ("number", "date") for cell in named):
        return 0
    return 0 if _seen_below(rows[0], ["text"] * len(first), rows[1:]) else 1


def _is_long_name(rows: list[Row], j: int) -> bool:
    """A question above its answers: these come again and again, or all are far shorter."""
    below = [row[j].strip() for row in rows[1:] if j < len(row) and row[j].strip()]
    return bool(below) and (2 * len(set(below)) <= len(below) or 2 * max(map(len, below)) < len(rows[0][j]))


def under_names(header: list[Row], lines: Sequence[str], width: int) -> list[Row]:
    """Rows of fewer cells (units) below the names of a text in columns of a fixed width, each cell under the name it belongs to.

    lines : the header rows as they stand in the text
    """
    whole = next((k for k, row in enumerate(header) if len(row) == width), None)
    if whole is None:
        return header
    places = [(word.start(), word.end()) for word in _WORD.finditer(lines[whole])]
    if len(places) != width:
        return header
    return [
        row if k <= whole or len(row) >= width else _under(places, line, width) or row
        for k, (row, line) in enumerate(zip(header, lines, strict=True))
    ]


def _under(places: Sequence[tuple[int, int]], line: str, width: int) -> Row | None:
    row = [""] * width
    for word in _WORD.finditer(line):
        shared = [min(word.end(), end) - max(word.start(), begin) for begin, end in places]
        # As far as they stand over each other, or the nearest
        j = max(range(width), key=shared.__getitem__)
        if row[j]:
            return None
        row[j] = word.group()
    return row


def without_corner(header: list[Row], body: list[Row], width: int) -> list[Row]:
    """Some programs write no name above the names of the rows, so that all the others stand one column too far left."""
    if len(header) != 1 or len(header[0]) != width - 1 or width < 3 or len(body) < 2:
        return header
    whole = [row for row in body if len(row) == width]
    firsts, filled = {row[0].strip() for row in whole}, sum(1 for row in whole if row[-1].strip())
    if len(whole) < 0.9 * len(body) or len(firsts) < len(whole) or 2 * filled < len(whole):
        return header
    return [["", *header[0]]]


def column_names(header: list[Row], width: int, receipt: Receipt) -> tuple[list[str], list[str]]:
    """Unique, non-empty names, and the names as the file has them."""
    original = _joined_names(header, width)
    names: list[str] = []
    taken: set[str] = set()
    empty = doubled = 0
    reserved = set(original)
    for j, name in enumerate(original):
        wanted = name
        if not name:
            wanted = f"Column {j + 1}"
            empty += bool(header)
            while wanted in reserved:
                wanted += " (no name)"
        unique = free_name(wanted, reserved) if wanted in taken else wanted
        doubled += bool(name) and unique != name
        taken.add(unique)
        reserved.add(unique)
        names.append(unique)
    _report(header, empty, doubled, names, receipt)
    return names, original


def _are_units(row: Row) -> bool:
    """Are most of these words units, or in brackets as units are? A letter alone may be anything."""
    words = [cell for cell in row if cell]
    units = sum(
        1
        for word in words
        if (len(word) > 1 and word.lower() in KNOWN_UNITS) or word[0] + word[-1] in ("()", "[]")
    )
    return 2 * units > len(words)


def _joined_names(header: list[Row], width: int) -> list[str]:
    """One name a column: the cells of all header rows, a group's name carried to the right over its columns."""
    rows = [[" ".join(cell.split()) for cell in row[:width]] + [""] * (width - len(row)) for row in header]
    if any(map(_are_import_ids, rows)):
        # The short names above the questions are names enough, where they differ
        rows = [row for row in rows if not _are_import_ids(row)]
        rows = rows[:1] if rows and len(set(rows[0])) == width and all(rows[0]) else rows
    if len(rows) >= _MANY and len(set(rows[0]) - {""}) == width and not all(map(all, rows)):
        # Names throughout, and below them who measured what, and how
        rows = rows[:1]
    for i in range(len(rows) - 2, -1, -1):
        row, below = rows[i], rows[i + 1]
        for j in range(1, 0 if _are_units(below) else width):
            # A group has names below it, from its first column on; a column with a name of its own above is in none
            if not row[j] and below[j] and below[j - 1] and not any(above[j] for above in rows[:i]):
                row[j] = row[j - 1]
    names = []
    for j in range(width):
        parts: list[str] = []
        for row in rows:
            if row[j] and row[j] not in parts:
                parts.append(row[j])
        names.append(" ".join(parts))
    if names and names[0].startswith("#") and len(names[0]) > 1:
        names[0] = names[0].lstrip("# ") or names[0]
    return names


def report_names_again(count: int, line: int, receipt: Receipt) -> None:
    """Say in how many rows inside the table the names stand again, as in files glued together."""
    text = f"The names stand again in {counted(count, 'row', 'rows')} inside the table, which {was(count)} left out."
    receipt.say(Topic.NAMES_AGAIN, text, count, line=line)


def _report(header: list[Row], empty: int, doubled: int, names: list[str], receipt: Receipt) -> None:
    if not header:
        receipt.say(
            Topic.NAMES, "The table has no row of names, so the columns are numbered.", columns=names[:3]
        )
    elif len(header) == 1:
        receipt.say(Topic.NAMES, "The first row of the table names the columns.", 1, columns=names[:3])
    else:
        receipt.say(
            Topic.NAMES,
            f"The first {len(header)} rows of the table name the columns.",
            len(header),
            columns=names[:3],
        )
    if empty:
        receipt.say(
            Topic.UNNAMED, f"{counted(empty, 'column has', 'columns have')} no name and got a number.", empty
        )
    if doubled:
        receipt.say(
            Topic.NAMED_TWICE,
            f"{counted(doubled, 'name stands', 'names stand')} twice and got a number behind it.",
            doubled,
        )
