"""What a single cell looks like, before anything is known about its column.

These are shapes, not values: `1.234` is a number here whichever number it will turn out to be. Every pattern is matched
against a short string and has no nested repetition, so none can take long.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tables.values.vocabulary import (
    APOSTROPHES,
    CURRENCY_BEFORE,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    KNOWN_UNITS,
    MINUS_SIGNS,
    MISSING_IN_NUMBERS,
    MONTHS,
    SPACES,
)

MAX_NUMBER_LENGTH = 48
"""A 64-bit float written out has up to 24 digits; with unit and marks no amount is longer. Digits alone are a number however many."""
PLAIN = r"[+\-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?"
"""Most numbers by far: nothing around the digits, one mark at most, whatever it means."""
_PLAIN = re.compile(PLAIN)
_CODES = "|".join(CURRENCY_CODES)
_BEFORE = re.escape(CURRENCY_BEFORE).replace(r"\|", "|")
_CURRENCY = rf"(?:{_BEFORE}|\\(?=[0-9])|[{CURRENCY_SIGNS}]|(?:{_CODES})\b|Rs\.?|R(?=[ ]|[0-9 ,]{{1,15}}[.,][0-9]{{2}}(?![0-9]))|{'|'.join(CURRENCY_WORDS)})"
_FOOTNOTE_MARKS = "*†‡ "
"""Offices of statistics hang them to a number."""
_MINUS = re.escape(MINUS_SIGNS)

NUMBER = re.compile(
    rf"""
    (?P<open>\()?
    (?P<sign>[{_MINUS}+])?[{SPACES}]?
    (?P<prefix>{_CURRENCY})?[{SPACES}]{{0,12}}
    (?P<sign2>[{_MINUS}+])?[{SPACES}]?
    (?P<core>[0-9.,{APOSTROPHES}{SPACES}]*[0-9][.,]?)
    (?P<exponent>[eE][{_MINUS}+]?[0-9]{{1,3}})?
    (?P<gap>[{SPACES}]{{0,3}})
    (?P<suffix>[%％‰°{CURRENCY_SIGNS}]|(?:[%°{CURRENCY_SIGNS}]|[^\W\d_])[^\s()"\d,;|{_MINUS}]{{1,11}}[²³23]?|[^\W\d_][²³23]?)?
    [{SPACES}]?(?P<trail>[{_MINUS}])?
    (?P<close>\))?
    """,
    re.VERBOSE,
)

_DAY_FIRST = r"[0-9]{1,2}[./\- ][0-9]{1,2}[./\- ](?:[0-9]{4}|[0-9]{2})"
_YEAR_FIRST = r"[0-9]{4}[./\-][0-9]{1,2}(?:[./\-][0-9]{1,2})?"
_NAMED = r"(?:[0-9]{1,2}[. \-]{1,2})?[^\W\d_]{3,9}\.?[ \-,/]{1,2}[0-9]{1,2}(?:,? ?[ \-/]?[0-9]{4})?|[0-9]{1,2}[ .\-/]{1,2}[^\W\d_]{3,9}\.?[ \-/,]{0,2}[0-9]{0,4}"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?"
_ZONE = r"(?: ?(?:Z|(?:UTC|GMT)?[+\-][0-9]{1,2}(?::?[0-9]{2})?|[A-Z]{3,5}))?"
DATE = re.compile(rf"(?:{_YEAR_FIRST}|{_DAY_FIRST}|{_NAMED})(?:[T ,]{{1,2}}{_CLOCK}{_ZONE})?")
TIME = re.compile(_CLOCK)
ZONE_WORD = re.compile(
    r"(?<=[0-9MmZ]) ?(?:(?:UTC|GMT)[+\-][0-9]{1,2}(?::?[0-9]{2})?|(?!(?:AM|PM)\b)[A-Z]{3,5})$"
)
"""`MEZ`, `CEST`, `UTC+2` behind a time of day."""
_DIGIT = re.compile(r"[0-9]")
_MONTH_WORD = re.compile(r"[^\W\d_]{3,9}")
_LINK = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s\"<>]+|[\w.+\-]+@[\w\-]+\.[\w.\-]+|(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?"
)
_END_OF_DIGITS = 0x1FC00
"""From here on Unicode has no digits."""
_OTHER_DIGITS = {
    code: str(int(chr(code))) for code in range(0x80, _END_OF_DIGITS) if chr(code).isdecimal()
} | {ord(sign): ours for sign, ours in zip("\u066b\u066c\uff0e\uff0c\uff0d", ".,.,-", strict=True)}
_COUNTERS = re.compile(r"[\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7a3]{1,3}")
_CURRENCY_OUTSIDE = re.compile(rf"^({_CURRENCY}) ?\(")


def is_missing(cell: str) -> bool:
    """Empty, or one of the words that stand for "no value" in a column of numbers, or nothing but stars or crosses."""
    return cell.lower() in MISSING_IN_NUMBERS or (len(cell) > 1 and not cell.strip("*#"))


def in_our_digits(text: str) -> str:
    """The text with the digits of every other script, and the number signs of some, as the ones used here: sign for sign."""
    return text if text.isascii() else text.translate(_OTHER_DIGITS)


def number_shape(cell: str) -> re.Match[str] | None:
    """The parts of a number as people write it, or None when the cell is no number."""
    if len(cell) > MAX_NUMBER_LENGTH and not cell.lstrip(f"+{MINUS_SIGNS}").isdecimal():
        return None
    if cell[-1:] == ")":
        cell = _CURRENCY_OUTSIDE.sub(r"(\1 ", cell)
    match = NUMBER.fullmatch(cell.strip(_FOOTNOTE_MARKS))
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    return match


def is_number(cell: str) -> bool:
    """Does the cell look like a number in any country's style? A unit must be one that is known or set apart."""
    match = number_shape(cell)
    if match is None or TIME.fullmatch(cell):
        return False
    return core_is_sound(match["core"]) and unit_is_sound(match["gap"], match["suffix"])


_CORE = re.compile(
    rf"[0-9]+[.,]?[0-9]*|[.,][0-9]+|[0-9]{{1,3}}(?:([.,{APOSTROPHES}{SPACES}])[0-9]{{3}})(?:\1[0-9]{{3}})*(?:[.,][0-9]*)?"
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]*)?|[0-9]{1,3}(?:,[0-9]{2})*,[0-9]{3}(?:\.[0-9]*)?"
)


def core_is_sound(core: str) -> bool:
    """Digits with at most one decimal mark and whole groups."""
    return _CORE.fullmatch(core) is not None


def unit_is_sound(gap: str, suffix: str | None) -> bool:
    """A unit glued to the digits must be a known one: `18Q` and `3rd` are no numbers with a unit."""
    if not suffix:
        return True
    if _COUNTERS.fullmatch(suffix):
        return True
    return bool(gap) or suffix.lower() in KNOWN_UNITS or suffix[0] in CURRENCY_SIGNS


def is_date(cell: str) -> bool:
    """A date, with or without a time of day; a month's name must be a month's name."""
    if not 5 <= len(cell) <= 40 or DATE.fullmatch(cell) is None:
        return False
    word = _MONTH_WORD.search(ZONE_WORD.sub("", cell) if ":" in cell else cell)
    return word is None or word.group().lower() in MONTHS or word.group() in ("UTC", "GMT")


DRESS = "=“„”"
"""What a cell begins with that is `undressed`."""


def undressed(cell: str) -> str:
    """What stands inside `="…"`, with which people keep a spreadsheet from changing a cell, or inside curved quotes."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1].strip()
    if len(cell) > 1 and cell[0] in DRESS[1:] and cell[-1] in "”“":
        return cell[1:-1].strip()
    return cell


def kind_by_look(cell: str) -> str:
    """ "empty", "number", "date" or "text": what the cell looks like by itself."""
    if _PLAIN.fullmatch(cell):
        return "number"
    cell = in_our_digits(undressed(cell))
    if is_missing(cell):
        return "empty"
    if _DIGIT.search(cell) is None:
        return "text"
    if is_number(cell):
        return "number"
    if TIME.fullmatch(cell) or is_date(cell):
        return "date"
    return "text"


kind_of = lru_cache(maxsize=32_768)(kind_by_look)
"""The same, remembered. For the reader alone, which has a process of its own: elsewhere the cells of a visitor would be kept for all."""


def is_address(cell: str) -> bool:
    """A network address: four numbers up to 255."""
    parts = cell.split(".")
    return len(parts) == 4 and all(part.isdecimal() and len(part) < 4 and int(part) < 256 for part in parts)


def is_link(cell: str) -> bool:
    """A web address, an e-mail address or an IP address."""
    return _LINK.fullmatch(cell) is not None


def has_numbers(row: list[str]) -> bool:
    """Is one of the cells a number?"""
    return any(kind_of(cell.strip()) == "number" for cell in row)
