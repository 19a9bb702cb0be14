"""A clean table written in the style of some country, program or person; the tests read it back."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Style:
    """How a table is written out. `minus` is one of "-", "−", "(", "trailing"."""

    delimiter: str = ","
    decimal: str = "."
    thousands: str = ""
    indian: bool = False
    quotechar: str = '"'
    quote_all: bool = False
    encoding: str = "utf-8"
    line_end: str = "\n"
    title: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    header: bool = True
    unit_row: bool = False
    trailing_delimiter: bool = False
    minus: str = "-"
    before: str = ""
    after: str = ""
    missing: str = ""
    sep_line: bool = False


@dataclass
class CleanTable:
    """Numbers by column (NaN for missing), a column of words, and how many digits each column has after the mark."""

    words: list[str]
    numbers: dict[str, np.ndarray]
    places: dict[str, int] = field(default_factory=dict)


def group(digits: str, mark: str, indian: bool) -> str:
    """The digits of a whole number with `mark` between its groups."""
    head, tail = digits[:-3], digits[-3:]
    size = 2 if indian else 3
    groups: list[str] = []
    while head:
        groups.insert(0, head[-size:])
        head = head[:-size]
    return mark.join([*groups, tail])


def number_in_style(value: float, places: int, style: Style) -> str:
    """One number as the style writes it."""
    if np.isnan(value):
        return style.missing
    whole, _, fraction = f"{abs(value):.{places}f}".partition(".")
    if style.thousands:
        whole = group(whole, style.thousands, style.indian)
    text = style.before + whole + (style.decimal + fraction if fraction else "") + style.after
    if value >= 0 or not float(f"{value:.{places}f}"):
        return text
    return {"(": f"({text})", "trailing": text + "-"}.get(style.minus, style.minus + text)


def write_cell(cell: str, style: Style) -> str:
    """A cell in quotes where it needs them."""
    quote = style.quotechar
    if style.quote_all or style.delimiter in cell or quote in cell or (style.delimiter == " " and not cell):
        return quote + cell.replace(quote, quote * 2) + quote
    return cell


def write_table(table: CleanTable, style: Style) -> bytes:
    """The table as the bytes of a file."""
    rows = [["place", *table.numbers]] if style.header else []
    if style.unit_row and style.header:
        rows.append(["name", *("points" for _ in table.numbers)])
    for i, word in enumerate(table.words):
        cells = [
            number_in_style(values[i], table.places[name], style) for name, values in table.numbers.items()
        ]
        rows.append([word, *cells])
    end = style.delimiter if style.trailing_delimiter else ""
    lines = [style.delimiter.join(write_cell(cell, style) for cell in row) + end for row in rows]
    first = [f"sep={style.delimiter}"] if style.sep_line else []
    text = style.line_end.join([*first, *style.title, *lines, *style.notes]) + style.line_end
    return text.encode(style.encoding)
