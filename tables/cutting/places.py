"""Text set in columns with blanks: words of a cell have blanks between them, so that only the places tell the cells.

A place where all lines of the table are blank parts two columns. Lines of a title go across such places.
"""

from __future__ import annotations

import re
from itertools import chain, groupby

from tables.cutting.comments import is_rule
from tables.cutting.line import Gap, Row, cut_at_places
from tables.values.cells import kind_of

_WORD, _UNWRITTEN = re.compile("[^ ]+"), re.compile(rb"\0+")
_THOUSANDS, _REST, _WHOLE_REST = (
    re.compile(each) for each in ("-?[0-9]{1,3}", "-?[0-9]{1,3}[.,][0-9]{1,2}", "[0-9]{3}[.,][0-9]{1,2}")
)
_FEWEST = 5
"""Fewer lines are blank at one place by chance."""
_TITLES = 6
"""So many lines right above the rows may be titles and names."""


def find_gaps(lines: list[str]) -> tuple[Gap, ...]:
    """Where the columns of the longest stretch of lines are parted; none where that is no table in columns."""
    stretches = [
        list(group)
        for written, group in groupby(
            lines, key=lambda line: bool(line.strip()) and not is_rule(line.split())
        )
        if written
    ]
    longest = max(stretches, key=len, default=[])
    if "\t" in "".join(longest) or len(longest) < _FEWEST:
        return ()
    below = longest[min(_TITLES, len(longest) - _FEWEST) :]
    if len({len(line.split()) for line in below}) == 1:
        return ()  # every blank parts two cells
    gaps = _blank_in_all(below)
    rows = [row for line in below if len(row := cut_at_places(line, gaps)) > 1]
    return _without_blanks_in_words(gaps, rows) if len(rows) == len(below) else ()


def _blank_in_all(lines: list[str]) -> tuple[Gap, ...]:
    """The stretches of places, (first, behind the last), that are blank in all lines, but for those at the edges."""
    written = bytearray(max(map(len, lines)))
    for word in chain.from_iterable(map(_WORD.finditer, lines)):
        written[word.start() : word.end()] = b"x" * (word.end() - word.start())
    gaps = [match.span() for match in _UNWRITTEN.finditer(written)]
    return tuple(gap for gap in gaps if gap[0] > 0 and gap[1] < len(written))


def _without_blanks_in_words(gaps: tuple[Gap, ...], rows: list[Row]) -> tuple[Gap, ...]:
    """A single blank parts columns only beside a column of numbers: `Anna Smith` may be one cell in all rows."""
    numbers = [all(kind_of(row[j]) in ("number", "empty") for row in rows) for j in range(len(gaps) + 1)]
    return tuple(
        gap
        for j, gap in enumerate(gaps)
        if gap[1] - gap[0] > 1 or ((numbers[j] or numbers[j + 1]) and not _parts_thousands(rows, j))
    )


def _parts_thousands(rows: list[Row], j: int) -> bool:
    """`78 013,66`: three digits with a fraction behind each number up to 999, and never more than three."""
    pairs = [(row[j].strip(), row[j + 1].strip()) for row in rows]
    return all(_REST.fullmatch(rest) for _, rest in pairs) and all(
        not thousands or (_THOUSANDS.fullmatch(thousands) and _WHOLE_REST.fullmatch(rest))
        for thousands, rest in pairs
    )
