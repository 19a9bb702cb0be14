"""Stage 8, words -> numbers: read a column of numbers as people write them.

A column is decided as a whole. `1.234` alone may be a thousand or one and a bit; `1.234` beside `12,5` can only be a
thousand. So first every number votes on what the marks mean, then all are read with the one meaning that won, and what
does not fit it is not read at all: better a missing number than a wrong one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from tables.values.cells import (
    TIME,
    core_is_sound,
    in_our_digits,
    number_shape,
    unit_is_sound,
)
from tables.values.vocabulary import (
    APOSTROPHES,
    CURRENCY_BEFORE,
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    DASHES,
    KNOWN_UNITS,
    MINUS_SIGNS,
    SPACES,
    UNITS_ALIKE,
)

_GROUPING = SPACES + APOSTROPHES
_FLAG = re.compile(r"[bcdefinprsuz]{1,2}")
BOUNDS = ("<", ">", "≤", "≥")
"""Signs before a number that says how much there is at most, or at least."""
AT_MOST = BOUNDS[0] + BOUNDS[2]
_BARE = re.compile(r"(-?)([0-9]{1,20}(?:[.,][0-9]{1,20})?)")
EXACT_DIGITS = 15
"""So many digits are exact as an integer and as a float."""
_SEVERAL = 5
"""Fewer numbers do not prove that fractions always have three digits."""
_WIDE = 30
"""What is measured to three places hardly spans from 1.234 to 37 and more."""
_FAR = 5
"""395 beside 1.118: whole numbers so far above the others as fractions go on in thousands."""
_DEAR = 10_000
"""From 10.000 on, what is no price of a litre."""
_MONEY = re.compile(
    "|".join((*CURRENCY_CODES, *CURRENCY_WORDS, CURRENCY_BEFORE.replace("$", r"\$"), f"[{CURRENCY_SIGNS}]"))
)
_NO_CENTS = re.compile(rf"(?<=[0-9])[.,][{re.escape(DASHES)}]{{1,2}}(?![0-9])")
"""`12,-` and `1'200.--` are amounts without cents, not negative ones."""


class Written(NamedTuple):
    """A number taken apart: everything but what its marks mean."""

    core: str
    negative: bool
    exponent: str
    unit: str
    known_unit: bool


@dataclass
class Votes:
    """What the numbers of a column say about their marks, each counted as often as it stands there."""

    decimal: Counter[str] = field(default_factory=Counter)
    thousands: Counter[str] = field(default_factory=Counter)
    unclear: Counter[str] = field(default_factory=Counter)
    round: Counter[str] = field(default_factory=Counter)
    long_plain: int = 0
    short_plain: int = 0
    most_plain: int = 0
    least: int = 10**9
    most: int = 0
    tens: int = 0
    money: int = 0

    def add(self, other: Votes) -> None:
        """Take over the votes of another column."""
        self.decimal.update(other.decimal)
        self.thousands.update(other.thousands)
        self.unclear.update(other.unclear)

    def file_decimal(self) -> str | None:
        """The decimal mark that the clear votes point to, None when there are none."""
        point = self.decimal["."] + self.thousands[","]
        comma = self.decimal[","] + self.thousands["."]
        if (
            point == comma == 0
            and len(self.unclear) == 1
            and any(mark in _GROUPING for mark in self.thousands)
        ):
            # Thousands are set apart by something else in this file
            return next(iter(self.unclear))
        if point == comma:
            return None
        return "." if point > comma else ","


@dataclass(frozen=True)
class Marks:
    """What the marks in a column mean. `ambiguous`: another reading would have been possible; `asked`: so little speaks for this one
    that it is asked about."""

    decimal: str = "."
    thousands: str = ""
    ambiguous: bool = False
    asked: bool = False


def without_bound(cell: str) -> str:
    """`20.00` of `< 20.00`, which an instrument writes that measures no less."""
    return cell[1:].lstrip("= ") if cell[:1] in BOUNDS else cell


def take_apart(cell: str) -> Written | None:
    """The parts of a number, or None when the cell is no number."""
    cell = in_our_digits(cell)
    bare = _BARE.fullmatch(cell)
    if bare is not None:
        # Most numbers by far: nothing around the digits
        return Written(bare[2], bool(bare[1]), "", "", True)
    if cell[-1:] in (*DASHES,) or ("-" in cell and not cell[-1:].isdigit()):
        cell = _NO_CENTS.sub("", cell)
    match = number_shape(cell)
    if match is None:
        return None
    core = match["core"].strip()
    prefix, suffix = match["prefix"], match["suffix"]
    signs = [sign for sign in (match["sign"], match["sign2"], match["trail"]) if sign]
    if len(signs) > 1 or (signs and match["open"]) or (prefix and suffix):
        return None
    if not core_is_sound(core) or not unit_is_sound(match["gap"], suffix) or TIME.fullmatch(cell):
        return None
    negative = bool(match["open"]) or any(sign in MINUS_SIGNS for sign in signs)
    unit = (prefix or suffix or "").strip()
    known = not unit or bool(prefix) or unit.lower() in KNOWN_UNITS or unit[0] in CURRENCY_SIGNS
    exponent = (match["exponent"] or "").replace("−", "-").replace("–", "-")
    return Written(core, negative, exponent, unit, known)


def count_votes(numbers: Iterable[tuple[Written, int]]) -> Votes:
    """What the numbers say about their marks. Each comes with how often it stands in the column."""
    votes = Votes()
    for number, count in numbers:
        _vote(votes, number, count)
    return votes


def grouping_votes(rows: Iterable[list[str]]) -> Votes:
    """What the totals below a table say about the marks: `2.731.521` proves what `63.426` leaves open."""
    votes = Votes()
    for row in rows:
        numbers = (take_apart(cell.strip()) for cell in row if len(row) > 1)
        # `1.` there counts the notes, it is no number with a decimal point
        written = [number for number in numbers if number is not None and number.core[-1].isdigit()]
        votes.add(count_votes((number, 1) for number in written))
    return votes


def _vote(votes: Votes, number: Written, count: int) -> None:
    core = number.core
    middle = core.strip("0123456789")
    marks = middle if len(middle) < 2 else "".join(sign for sign in middle if not sign.isdigit())
    kinds = marks if len(marks) < 2 else "".join(dict.fromkeys(marks))
    if not kinds:
        if len(core) > 3:
            votes.long_plain += count
        else:
            votes.short_plain += count
            votes.most_plain = max(votes.most_plain, int(core))
    elif len(kinds) == 2:
        votes.thousands[kinds[0]] += count
        votes.decimal[kinds[1]] += count
    elif len(marks) > 1 or kinds[0] in _GROUPING:
        votes.thousands[kinds[0]] += count
    else:
        left, right = core.split(kinds[0])
        if len(right) == 3 and 1 <= len(left) <= 3 and left[0] != "0" and not number.exponent:
            votes.unclear[kinds[0]] += count
            votes.least = min(votes.least, int(left + right))
            votes.most = max(votes.most, int(left + right))
            votes.round[kinds[0]] += count * right.endswith("00")
            votes.tens += count * right.endswith("0")
            votes.money += count * is_money(number.unit)
        else:
            votes.decimal[kinds[0]] += count


def decide_marks(votes: Votes, file_decimal: str | None, delimiter: str, choice: str | None = None) -> Marks:
    """The meaning of the marks: the column's own evidence, then the file's, then what is usual with the delimiter."""
    grouping = next((mark for mark, _ in votes.thousands.most_common() if mark in _GROUPING), "")
    if choice is not None:
        other = "," if choice == "." else "."
        seen = votes.thousands[other] + votes.unclear[other] > 0
        return Marks(choice, other if seen else grouping)
    own = _own_decimal(votes)
    if own is not None:
        other = "," if own == "." else "."
        seen = votes.thousands[other] + votes.unclear[other] > 0
        return Marks(own, other if seen else grouping)
    if not votes.unclear:
        return Marks(file_decimal or ".", grouping)
    mark = votes.unclear.most_common(1)[0][0]
    other = "," if mark == "." else "."
    if file_decimal is not None and (file_decimal != mark or not grouping):
        return Marks(file_decimal, mark if mark != file_decimal else "")
    if grouping:
        # Thousands are set apart by something else already
        return Marks(mark, grouping)
    if _usually_thousands(votes, mark, delimiter):
        # What a litre costs, or a share, may have three places after all; a comma elsewhere is what most people write
        return Marks(other, mark, True, is_price(votes) and (mark == "." or delimiter == ";"))
    return Marks(mark, "", True, True)


def _own_decimal(votes: Votes) -> str | None:
    """The decimal mark that the column itself proves."""
    if votes.decimal["."] or votes.decimal[","]:
        return "." if votes.decimal["."] >= votes.decimal[","] else ","
    if votes.thousands["."] or votes.thousands[","]:
        return "," if votes.thousands["."] > votes.thousands[","] else "."
    return None


def _usually_thousands(votes: Votes, mark: str, delimiter: str) -> bool:
    """Without any proof: does the mark in numbers such as `1.234` part thousands?"""
    unclear = votes.unclear[mark]
    if mark == "," and delimiter != ";":
        return True
    if votes.long_plain:
        return False
    if (
        2 * votes.round[mark] > unclear
        or are_thousands_of_money(votes, delimiter)
        or (delimiter != "," and goes_on_in_thousands(votes))
    ):
        return True
    # Where every fraction has three digits, these are no fractions if whole numbers stand beside, or if they go from
    # 1.234 to 123.456: what is measured as finely as that hardly spans so much
    wide = mark == "." and unclear >= _SEVERAL and votes.most >= _WIDE * votes.least
    return delimiter == ";" and unclear > 1 and (votes.short_plain > 0 or wide)


def goes_on_in_thousands(votes: Votes) -> bool:
    """`395`, `970`, `1.118`: what would be far smaller as fractions than the whole numbers beside goes on above 999."""
    several = votes.unclear.total() > 1 and votes.short_plain > 1
    return several and not votes.long_plain and votes.most_plain * 1000 > _FAR * votes.most


def are_thousands_of_money(votes: Votes, delimiter: str) -> bool:
    """`5.150 €`, `12.900 €`: nobody counts money to a tenth of a cent but where it is a litre of something, for little, or
    the last digit is not what it costs: 1.789 €. Where commas part the columns, or the mark is one, the mark may well be that of
    fractions: `$102.345` and `102,345 €` are what shares cost."""
    unclear = votes.unclear.total()
    if delimiter == "," or votes.unclear["."] < unclear:
        return False
    dear = votes.most >= _DEAR or 2 * votes.tens > unclear
    return unclear >= _SEVERAL and is_price(votes) and dear


def is_price(votes: Votes) -> bool:
    """Whether most of the numbers that could mean two things are money."""
    return 2 * votes.money > votes.unclear.total()


def is_money(unit: str) -> bool:
    """A sign, a code or a word of a currency, and nothing besides."""
    return unit != "" and _MONEY.fullmatch(unit) is not None


_GROUPED = re.compile(
    rf"[0-9]{{1,3}}(?:([.,{_GROUPING}])[0-9]{{3}})(?:\1[0-9]{{3}})*|[0-9]{{1,3}}(?:,[0-9]{{2}})*,[0-9]{{3}}"
)


def to_digits(number: Written, marks: Marks) -> str | None:
    """The number as Python writes it, or None when it does not fit the marks."""
    whole, _, fraction = number.core.partition(marks.decimal)
    if fraction and not fraction.isdigit():
        return None
    if whole and not whole.isdigit():
        if _GROUPED.fullmatch(whole) is None or marks.decimal in whole:
            return None
        whole = re.sub(r"[^0-9]", "", whole)
    if not whole and not fraction:
        return None
    sign = "-" if number.negative else ""
    point = "." + fraction if marks.decimal in number.core else ""
    return f"{sign}{whole or '0'}{point}{number.exponent}"


def is_flag(unit: str) -> bool:
    """Letters that offices of statistics put behind a number: provisional, estimated, revised, a break in the series."""
    return _FLAG.fullmatch(unit) is not None


def main_unit(numbers: Iterable[tuple[Written, int]]) -> str | None:
    """The unit that nearly all numbers of the column carry; None when there is none.

    Raises ValueError when the units differ, for then the numbers are not comparable.
    """
    units: Counter[str] = Counter()
    unknown: set[str] = set()
    for number, count in numbers:
        if not number.core.strip("0.,") and not number.unit:
            continue
        units[number.unit] += count
        if not number.known_unit:
            unknown.add(number.unit)
    dressed = {unit: count for unit, count in units.items() if unit}
    if not dressed:
        return None
    unit = max(dressed, key=lambda name: dressed[name])
    total = sum(units.values())
    share = dressed[unit] / total
    if sum(dressed.values()) < 0.1 * total or (units[""] >= 0.4 * total and all(map(is_flag, dressed))):
        return None
    others = sum(count for other, count in dressed.items() if not unit_factor(other, unit))
    if others > 0.1 * total or (share < 0.95 and unit in unknown):
        raise ValueError("mixed units")
    if share < 0.5 and units[""] > 0.1 * total:
        raise ValueError("numbers without a unit among others")
    return unit


def unit_factor(unit: str, main: str | None) -> Fraction | None:
    """By how much a number of this unit is multiplied in a column of that one; None where it cannot be."""
    if not unit or unit == main or (main is None and is_flag(unit)):
        return Fraction(1)
    (family, size), (other, main_size) = (UNITS_ALIKE.get(each or "", (None, 1)) for each in (unit, main))
    return Fraction(size, main_size) if family is not None and family == other else None
