"""How a table is to be read, as an address has it. Anybody can write a link: what comes from one is checked. Pure: no Streamlit."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from tables import Choices
from tables.limits import MAX_BYTES
from tables.model import choices_of
from tables.opening.encoding import is_encoding
from tables.types_set import KINDS
from tables.words import MOST_ANSWERS

LONGEST_NAME = 1_000
"""Of a sheet, a file in an archive, a column, in a link: longer ones are no names."""
MOST_IN_LINK = 1_000
"""Columns or codes that a link may speak of."""
_ISO_DAY = len("2026-12-31")


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME


def _is_mark(value: Any) -> bool:
    return value in (".", ",")


def _is_count(fewest: int) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, int) and not isinstance(value, bool) and fewest <= value <= MAX_BYTES
    )


def _are_lines(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= MOST_IN_LINK and all(map(_is_count(1), value))


def _are_names(most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and len(value) <= most and all(map(_is_name, value))


def _by_column(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, dict)
        and len(value) <= MOST_IN_LINK
        and all(_is_name(name) and fits(each) for name, each in value.items())
    )


def _is_limit(value: Any) -> bool:
    if isinstance(value, str):
        try:
            return len(value) == _ISO_DAY and bool(date.fromisoformat(value))
        except ValueError:
            return False
    return value is None or (
        isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= sys.float_info.max
    )


_IN_LINKS: dict[str, Callable[[Any], bool]] = {
    "encoding": lambda value: _is_name(value) and is_encoding(value),
    "delimiter": _is_name,
    "decimal": _is_mark,
    "header_rows": _is_count(0),
    "first_row": _is_count(1),
    "last_row": _is_count(0),
    "sheet": _is_name,
    "table_member": _is_name,
    "missing_codes": _are_names(MOST_IN_LINK),
    "bounds": lambda value: value in ("half", "missing"),
    "rows_left_out": _are_lines,
    "rows_kept": _are_lines,
    "word_orders": _by_column(_are_names(MOST_ANSWERS)),
    "column_decimals": _by_column(_is_mark),
    "column_types": _by_column(lambda value: value in KINDS),
    "units": _by_column(lambda value: value == "" or _is_name(value)),
    "only_words": _by_column(_are_names(MOST_IN_LINK)),
    "only_between": _by_column(
        lambda value: isinstance(value, list) and len(value) == 2 and all(map(_is_limit, value))
    ),
}
"""What a link may say about reading a table, and whether a value of it can be. No file has more lines than bytes."""


def choices_to_link(choices: Choices) -> str:
    """The choices that are not left to the reader, for the address of the page; "" if all are."""
    made = {}
    for each in fields(choices):
        value = getattr(choices, each.name)
        if each.name in _IN_LINKS and value is not None and value != ():
            made[each.name] = dict(value) if isinstance(value, Mapping) else value
    return json.dumps(made, separators=(",", ":"), ensure_ascii=False) if made else ""


def choices_from_link(text: str | None) -> Choices | None:
    """Read them back; None for whatever is not such choices. Anybody can write a link."""
    try:
        made = json.loads(text or "")
    except (ValueError, RecursionError):
        return None
    if not isinstance(made, dict) or not all(
        name in _IN_LINKS and _IN_LINKS[name](value) for name, value in made.items()
    ):
        return None
    return choices_of(made)
