"""Stage 6, table area -> header: how many rows of names stand above the data."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from tables.cutting.line import Row
from tables.shape.kinds import are_units, column_kinds, header_like, is_name
from tables.values.cells import has_numbers, is_link, kind_of
from tables.values.vocabulary import MISSING_ANYWHERE, USUAL_NAMES

MAX_HEADER_ROWS = 8
"""Statistics offices stack up to eight rows of names."""
_LONG_SCALE = 9
"""So many numbers that grow are a scale (wavelengths, ages), even below a name."""
_SURE = 8
"""A first column filled in so many rows is filled on purpose."""
MANY_ROWS = 4
"""Four full rows of names and more tell who measured what, below the names themselves."""
_LONG_NAME = 60
"""A longer text that names a column is a question, and needs answers below it."""
_YEAR = re.compile(r"1[7-9][0-9]{2}|2[01][0-9]{2}")
_PLAIN = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")


def count_header_rows(rows: list[Row]) -> int:
    """How many of the first rows are names. `rows` begins where the table begins."""
    if not rows:
        return 0
    if len(rows) == 1:
        return 0 if has_numbers(rows[0]) else 1
    skip = 5 if len(rows) > 12 else min(len(rows) - 1, 1 + len(rows) // 4)
    if len(rows) > 2 and all(cell.strip() for cell in rows[1]) and are_units(rows[1]):
        # Below them one row may be all there is
        skip = max(skip, 2)
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
            and (
                _names_the_first_column(rows[0], rows[1:])
                or _is_one_year(rows[0], valued, rows[1:])
                or _are_years_of_names(rows[0], rows[1], valued)
            )
        ):
            verdict = "names"
        if verdict == "open" and i == header > 0 and _fills_gaps(rows[i], rows[:i], valued):
            verdict = "names"
        if verdict == "data" and (i == 0 or not _is_labelled(rows[i], kinds)):
            break
        if verdict == "names" and (
            i == 0 or _begins_empty(rows[i], rows[i + 1 :]) or not _seen_below(rows[i], kinds, rows[i + 1 :])
        ):
            header = i + 1
    header = max(header, _below_import_ids(rows))
    header = _below_groups(rows, header, kinds)
    if MANY_ROWS <= header < len(rows) - 1 and not any(cell.strip() for cell in rows[header][1:]):
        # A remark that was left open
        header += 1
    if header == 1 and _is_row_of_years(rows[0], valued, rows[skip:]) and _names_the_rows(rows[1], rows[2:]):
        header += 1
    if header > 0 and len(rows) > header + 1:
        header += _numbers_the_columns(rows[header]) or _numbers_the_sensors(rows[header], rows[header + 1 :])
    return header


def _is_labelled(row: Row, kinds: list[str]) -> bool:
    """`Last update;2026-11-15;2026-11-15` above rows that begin with a number or a date: it is about the columns."""
    return kinds[0] in ("number", "date") and is_name(row[0].strip())


def _names_the_rows(row: Row, below: list[Row]) -> bool:
    """`GEO (Labels)` alone below `TIME,2022,,2023`: what the first column holds. All rows below have more."""
    return (
        is_name(row[0].strip())
        and not any(cell.strip() for cell in row[1:])
        and all(any(cell.strip() for cell in other[1:]) for other in below)
    )


def _begins_empty(row: Row, below: list[Row]) -> bool:
    """Nothing in a first column that is never empty: no row, whatever words it shares with the rows."""
    return not row[0].strip() and len(below) >= _SURE and all(other[0].strip() for other in below)


def _below_import_ids(rows: list[Row]) -> int:
    """How many rows end with one of `{"ImportId":"QID1"}` throughout, as survey programs write below the questions."""
    return next((i + 1 for i, row in enumerate(rows[:MAX_HEADER_ROWS]) if are_import_ids(row)), 0)


def are_import_ids(row: Row) -> bool:
    """Cells such as `{"ImportId":"QID1"}` throughout."""
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


def _are_years_of_names(row: Row, names: Row, valued: list[int]) -> bool:
    """`;2025;2025;2025` above `region;people;households;ratio`: nothing but years over the columns of numbers, and words below each."""
    years = [row[j].strip() for j in valued if j < len(row) and row[j].strip()]
    words = [names[j].strip() for j in valued if j < len(names)]
    return len(years) > 1 and all(map(_YEAR.fullmatch, years)) and all(map(is_name, words))


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
    """Years in a row, such as `country;2010;2011;2012`, over numbers that are no years; the same ones may stand under each group."""
    columns = [j for j in valued if j < len(row) and kind_of(row[j].strip()) == "number"]
    years = [row[j].strip() for j in columns]
    if len(years) < 2 or not all(
        len(year) == 4 and year.isdecimal() and "1700" < year < "2200" for year in years
    ):
        return False
    group = years.index(years[0], 1) if years[0] in years[2:] and years[0] != years[1] else len(years)
    if len({int(b) - int(a) for a, b in pairwise(years[:group])}) != 1 or years[0] == years[1]:
        return False
    if years != (years[:group] * len(years))[: len(years)]:
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
            and cell.lower() not in MISSING_ANYWHERE  # of a line of units it says that there is none
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
    whole = all(number.isdecimal() for number in numbers) and len(set(numbers)) == len(numbers)
    return len(numbers) >= max(3, len(row) - 2) and whole and _begins_empty(row, below)


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
