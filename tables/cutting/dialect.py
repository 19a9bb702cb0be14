"""Stage 3, text -> dialect: which character stands between the cells, and which around them.

The right delimiter cuts most lines into the same number of cells, and into cells that look like something: a number, a
date, a word. Both are measured on the top of the file and multiplied. Where two delimiters come out close, CleverCSV is
asked; where none does well the file has one column.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import groupby, takewhile

import clevercsv

from tables.cutting.comments import COMMENT_MARKS, comment_marks
from tables.cutting.line import Row
from tables.cutting.places import find_gaps
from tables.cutting.rows import read_rows, split_lines
from tables.limits import DIALECT_CHARACTERS, DIALECT_LINES
from tables.model import Choices, Dialect
from tables.receipt import Receipt, Topic
from tables.shape.kinds import column_kinds
from tables.values.cells import is_link, kind_of

_PREFERENCE = {
    ",": 1.0,
    ";": 1.0,
    "\t": 1.0,
    "|": 1.0,
    " ": 0.7,
    ":": 0.35,
    "^": 0.5,
    "~": 0.5,
    "\x1f": 1.0,
    "\x01": 1.0,
}
_PREFERENCE |= {
    "\\t": 1.0,
    "§": 0.8,
    "¬": 0.8,
    "¦": 0.8,
    "*": 0.2,
    "#": 0.2,
    "&": 0.3,
    "=": 0.2,
    "/": 0.1,
    "-": 0.05,
}
_USUAL = ("\t", ";", ",", "|")
"""Signs that part the cells of a small table among notes."""
_FEW_LINES = 4
"""A table among many notes has more rows than that; fewer lines agree by chance."""
_QUOTED = re.compile(r'"[^"]*"')
_ONE_COLUMN_BELOW = 0.15
"""Text cut at a sign it merely holds scores below, the raggedest table above."""
_CLOSE = 1.35
"""Two delimiters whose scores differ by less are too close to call without a second opinion."""
_BEYOND_DOUBT = 0.7
"""Blanks are not tried where another sign cuts so well: text has them everywhere."""
_COMMENTS = ("# ", "##", "%", "@", "//")
"""What stands before lines that say nothing about the delimiter."""
_SEP_LINE = re.compile(r'\A"?sep=(.|\\t)"?[ \t,;]*\n', re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]+|-?[0-9]+")
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars", " ": "spaces", ":": "colons"}
_WORDY = re.compile(r"[\w \-.'’()/&+#%:!?]*")


def find_dialect(text: str, choices: Choices, receipt: Receipt) -> Dialect:
    """The dialect of `text`, by the user's choice, by its own `sep=` line, or by how well it cuts the text."""
    dialect = _decide(text, choices)
    receipt.say(Topic.DELIMITER, describe(dialect), mark="" if dialect.single else dialect.delimiter)
    return dialect


def describe(dialect: Dialect) -> str:
    """The dialect in words."""
    if dialect.single:
        return "The file has one column."
    if dialect.gaps:
        return "The columns stand at the same places in all lines."
    name = _NAMES.get(dialect.delimiter, f"the sign {dialect.delimiter!r}")
    return f"The columns are separated by {name}."


def sep_directive(text: str) -> str | None:
    """The delimiter that a first line `sep=;` declares, as spreadsheets write it."""
    match = _SEP_LINE.match(text)
    if match is None:
        return None
    return "\t" if match.group(1) == "\\t" else match.group(1)


def _decide(text: str, choices: Choices) -> Dialect:
    sample = top_of(text)
    delimiter = choices.delimiter or sep_directive(text)
    if delimiter is not None:
        return _with_quotes(sample, Dialect(delimiter, runs=delimiter == " "), choices.quotechar)
    scores = score_delimiters(_without_comments(sample))
    if max(scores.values(), default=0.0) < _ONE_COLUMN_BELOW:
        scores = score_delimiters(_longest_table(sample)) or scores
    if not scores:
        return _with_quotes(sample, Dialect(single=True), choices.quotechar)
    best = max(scores, key=lambda dialect: scores[dialect])
    if (gaps := _places(sample, scores, best)) is not None:
        return gaps
    best = _second_opinion(sample, scores, best)
    if scores[best] < _ONE_COLUMN_BELOW or _whole_lines_are_values(sample, best):
        best = Dialect(single=True)
    return _with_quotes(sample, _undouble(sample, best), choices.quotechar)


def _places(sample: str, scores: dict[Dialect, float], best: Dialect) -> Dialect | None:
    """Cut at places where blanks and all other signs cut raggedly, and the places well."""
    if " " not in {dialect.delimiter for dialect in scores} or scores[best] > _BEYOND_DOUBT:
        return None
    gaps = find_gaps(split_lines(sample))
    placed = Dialect(" ", "", runs=True, gaps=gaps)
    rows = read_rows(sample, placed).cells if gaps else []
    if not any(kind == "number" for kind in column_kinds(rows)):
        return None
    return placed if _score(rows, placed, {}) > scores[best] else None


def top_of(text: str) -> str:
    """Whole lines from the top of the text, enough to tell the delimiter."""
    cut = text[:DIALECT_CHARACTERS]
    if len(text) > len(cut) and "\n" in cut:
        cut = cut[: cut.rindex("\n")]
    return "\n".join(cut.split("\n")[:DIALECT_LINES])


def _without_comments(sample: str) -> str:
    """The sample without lines that a program marked as no data; they say nothing about the delimiter."""
    lines = sample.split("\n")
    marks = comment_marks(lines)
    rest = [line for line in lines if not line.lstrip().startswith((*_COMMENTS, *marks))]
    return "\n".join(rest) if sum(1 for line in rest if line.strip()) > (1 if marks else 2) else sample


def _longest_table(sample: str) -> str:
    """The lines in a row that hold one sign equally often, or equally many words: a small table among many notes. "" where there
    are few."""
    best: list[str] = []
    for delimiter in (*_USUAL, " "):
        for count, group in groupby(
            split_lines(sample),
            key=lambda line: (
                len(line.split()) - 1 if delimiter == " " else _QUOTED.sub("", line).count(delimiter)
            ),
        ):
            lines = list(group)
            if count > 1 and len(lines) > max(len(best), _FEW_LINES):
                best = lines
    return "\n".join(best)


def score_delimiters(sample: str) -> dict[Dialect, float]:
    """How well each possible delimiter cuts the sample, from 0 to 1."""
    scores: dict[Dialect, float] = {}
    memory: dict[str, float] = {}
    for delimiter, preference in _PREFERENCE.items():
        if delimiter not in sample:
            continue
        if delimiter == " " and scores and max(scores.values()) > _BEYOND_DOUBT:
            break
        for dialect in _variants(delimiter, sample):
            score = preference * _score(read_rows(sample, dialect).cells, dialect, memory)
            if score > 0:
                scores[dialect] = score
    return scores


def _variants(delimiter: str, sample: str) -> list[Dialect]:
    """The delimiter with the quote marks that the sample gives reason to try."""
    found = [Dialect(delimiter, runs=delimiter == " ")]
    if _wrapped(sample, delimiter, "'") > 3 * _wrapped(sample, delimiter, '"'):
        found.append(Dialect(delimiter, "'", runs=delimiter == " "))
    if delimiter == " " and "  " in sample:
        # Two spaces in a row may be an empty cell, where that makes the rows more alike
        found += [replace(dialect, runs=False) for dialect in found]
    return found


def _undouble(sample: str, dialect: Dialect) -> Dialect:
    """`;;` between the cells shows as every second column being empty, its name too."""
    if dialect.runs or dialect.single:
        return dialect
    cut = [row for row in read_rows(sample, dialect).cells if len(row) > 1]
    rows = [row for row in cut if len(row) % 2]
    if len(rows) < max(2, 0.7 * len(cut)) or any(cell for row in rows for cell in row[1::2]):
        return dialect
    return replace(dialect, delimiter=dialect.delimiter * 2)


def _wrapped(sample: str, delimiter: str, quote: str) -> int:
    """How many cells begin and end with `quote`."""
    mark = re.escape(quote)
    edge = re.escape(delimiter)
    return len(re.findall(rf"(?:^|{edge}) *{mark}(?=[^{mark}\n]*{mark} *(?:{edge}|$))", sample, re.MULTILINE))


def _score(rows: list[Row], dialect: Dialect, memory: dict[str, float]) -> float:
    """Same width of the rows, times how much the cells look like something."""
    filled = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return 0.0
    counts = Counter(len(row) for row in filled)
    total = len(filled)
    shape = sum((count / total) ** 2 * (width - 1) / width for width, count in counts.items())
    if shape < 0.01:
        return 0.0
    usual = max(counts, key=lambda width: counts[width] * (width > 1))
    cells = [cell for row in filled if len(row) == usual for cell in row]
    known = sum(_known(cell, memory) for cell in cells) / len(cells)
    if dialect.delimiter == " ":
        numbers = sum(1 for cell in cells if kind_of(cell) in ("number", "date"))
        known *= 1.0 if numbers > 0.3 * len(cells) else 0.2
    return shape * known


def _known(cell: str, memory: dict[str, float]) -> float:
    """1 for a cell that looks like a value, less for words, little for what seems cut in the wrong places."""
    value = memory.get(cell)
    if value is None:
        value = memory[cell] = _look(cell)
    return value


def _look(cell: str) -> float:
    if not cell:
        return 0.9
    if len(cell) > 400:
        return 0.3
    if kind_of(cell) != "text" or is_link(cell):
        return 1.0
    if cell[0] in "\"'" or cell.count('"') % 2:
        return 0.1
    if _WORDY.fullmatch(cell):
        return 0.95 if len(cell) < 60 else 0.7
    if any(mark in cell for mark in ";\t|"):
        return 0.1
    return 0.4


def _second_opinion(sample: str, scores: dict[Dialect, float], best: Dialect) -> Dialect:
    """Ask CleverCSV when another delimiter comes close, and follow it when it names one of the close ones."""
    close = [d for d in scores if d.delimiter != best.delimiter and scores[d] * _CLOSE > scores[best]]
    if best.delimiter == "\t":
        # People type commas into cells, but no tabs
        close = [d for d in close if d.delimiter not in ",;"]
    if not close or scores[best] < _ONE_COLUMN_BELOW:
        return best
    try:
        opinion = clevercsv.Detector().detect(sample[:10_000])
    except Exception:  # whatever a detector stumbles over, there is an answer already
        return best
    if opinion is None:
        return best
    for dialect in close:
        if dialect.delimiter == opinion.delimiter:
            return dialect
    return best


def _whole_lines_are_values(sample: str, dialect: Dialect) -> bool:
    """A column of dates, times or addresses holds signs that could pass for delimiters."""
    lines = [line.strip() for line in split_lines(sample) if line.strip()]
    if len(lines) > 2 and all(map(_QUOTED.fullmatch, lines)):
        # Whole rows may have been put in quotes, too: then each has as many cells as the names
        bare = [line[1:-1] for line in lines]
        widths = {len(row) for row in read_rows("\n".join(bare), dialect).cells}
        return len(widths) > 1 or all(kind_of(line) == "number" for line in bare[1:])
    if dialect.delimiter == "," and "," not in lines[0]:
        # One name above numbers with a decimal comma
        return len(lines) > 2 and all(_DECIMAL_COMMA.fullmatch(line) for line in lines[1:])
    if dialect.delimiter in ",;\t|" or _are_columns_of_numbers(sample, dialect):
        return False
    lines = lines[1:]
    whole = sum(1 for line in lines if kind_of(line) != "text" or is_link(line))
    return whole > 0.8 * len(lines) and bool(lines)


def _are_columns_of_numbers(sample: str, dialect: Dialect) -> bool:
    """Numbers between single blanks may look like one with blanks for thousands, 150 200 300. A column of those has a name of
    one word, or lines of different lengths."""
    if dialect.delimiter != " ":
        return False
    rows = [row for row in read_rows(sample, dialect).cells if any(row)]
    numbers = list(takewhile(_is_of_numbers, reversed(rows)))
    if len(rows) < 2 or not numbers or _alike(numbers) < 1 or len(numbers[0]) < 2:
        return False
    names = rows[-len(numbers) - 1] if len(rows) > len(numbers) else numbers[0]
    # Names that were commented out have a sign more
    return len(names) - (names[0].strip() in COMMENT_MARKS) == len(numbers[0])


def _is_of_numbers(row: Row) -> bool:
    return all(kind_of(cell.strip()) == "number" for cell in row)


def _with_quotes(sample: str, dialect: Dialect, choice: str | None) -> Dialect:
    """The quote mark and the escape sign, now that the delimiter is known."""
    quote = choice if choice is not None else _quote_mark(sample, dialect)
    escape = "\\" if quote and _escapes(sample, dialect.delimiter, quote) else ""
    return Dialect(dialect.delimiter, quote, escape, dialect.runs, dialect.single)


def _quote_mark(sample: str, dialect: Dialect) -> str:
    """Double quotes, unless single ones stand around many more cells."""
    single, double = (_wrapped(sample, dialect.delimiter, mark) for mark in "'\"")
    lines = len(split_lines(sample)) or 1
    if single >= max(2, lines // 4) and single > 3 * double:
        return "'"
    if dialect.single or "'" not in sample or _opened(sample, dialect, "'") <= _opened(sample, dialect, '"'):
        return '"'
    # Few cells are quoted, or over several lines: then the mark that makes more rows alike
    alike = {mark: _alike(read_rows(sample, replace(dialect, quotechar=mark)).cells) for mark in "'\""}
    return "'" if alike["'"] > alike['"'] else '"'


def _opened(sample: str, dialect: Dialect, quote: str) -> int:
    """How many cells begin with `quote`."""
    return len(re.findall(rf"(?:^|{re.escape(dialect.delimiter)}) *{quote}", sample, re.MULTILINE))


def _alike(rows: list[Row]) -> float:
    """The share of rows that have the usual width."""
    widths = Counter(len(row) for row in rows if any(row))
    return max(widths.values()) / widths.total() if widths else 0.0


def _escapes(sample: str, delimiter: str, quote: str) -> bool:
    """Is a quote inside a cell written with a backslash before it?"""
    mark = re.escape(quote)
    return re.search(rf"\\{mark}(?![ ]*(?:{re.escape(delimiter)}|$))", sample, re.MULTILINE) is not None
