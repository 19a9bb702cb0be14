"""The receipt: what was done to the file, line by line: facts for the code, words for somebody who does not program."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

MAX_EXAMPLE = 80
"""A longer line of the file would take more room on the screen than what is said of it."""


class Topic(StrEnum):
    """What a line of the receipt is about, in the order in which the stages work."""

    FILE = "what was opened"
    LETTERS = "characters that could not be read"
    ENCODING = "encoding"
    PERHAPS_ENCODING = "another encoding that may be meant"
    DELIMITER = "delimiter"
    STRAY_QUOTES = "quotes in the wrong place"
    INNER_QUOTES = "quotes inside a quoted cell"
    OTHER_SIGNS = "rows with another delimiter or quote"
    FILLED_UP = "rows too short"
    TOO_LONG = "rows too long"
    UNWANTED = "rows that the user left out"
    ASKED_FOR = "rows that the user did not ask for"
    ABOVE = "lines above the table"
    BELOW = "lines below the table"
    INSIDE = "lines inside the table that were left out"
    BLANK = "empty lines inside the table"
    TABLES = "other tables"
    TABLE = "another table"
    PERHAPS_TOTAL = "a row that may sum up others"
    NAMES = "row of names"
    UNNAMED = "columns without a name"
    NAMED_TWICE = "names that stand twice"
    NAMES_AGAIN = "names again inside the table"
    NO_CONTENT = "columns without name and content"
    DECIMAL = "decimal mark"
    THOUSANDS = "mark between thousands"
    EITHER_WAY = "numbers that could mean two things"
    UNIT = "unit"
    TYPE = "columns whose type the user set"
    WORDS = "words that count"
    MISSING = "missing cells"
    UNREADABLE = "cells that could not be read"


_ORDER = {topic: place for place, topic in enumerate(Topic)}


@dataclass(frozen=True)
class ReceiptLine:
    """One thing that was done: the facts, and last the same in words.

    count : of how many things; line : the first line of the file it concerns, 0 for none; columns : the names of those it
    concerns, a few of many; mark : the sign or unit found; example : a piece of the file, cut where it is long; last : the last
    line of the file it concerns, 0 where that is not known
    """

    topic: Topic
    count: int = 0
    line: int = 0
    columns: tuple[str, ...] = ()
    mark: str = ""
    example: str = ""
    words: str = ""
    last: int = 0


@dataclass
class Receipt:
    """Filled by the stages as they run; read as a whole afterwards. `decimal` is the mark that most of the file has."""

    encoding: str = ""
    decimal: str = "."
    _lines: list[ReceiptLine] = field(default_factory=list)

    @property
    def lines(self) -> tuple[ReceiptLine, ...]:
        """All lines, in the order of the topics."""
        return tuple(sorted(self._lines, key=lambda line: _ORDER[line.topic]))

    def on(self, *topics: Topic) -> tuple[ReceiptLine, ...]:
        """The lines on some topics."""
        return tuple(line for line in self.lines if line.topic in topics)

    def count(self, *topics: Topic) -> int:
        """How many things the lines on some topics count."""
        return sum(line.count for line in self.on(*topics))

    def say(
        self,
        topic: Topic,
        words: str,
        count: int = 0,
        *,
        line: int = 0,
        columns: Collection[str] = (),
        mark: str = "",
        example: str = "",
        last: int = 0,
    ) -> None:
        """Write one line; a long example is cut, a line break in it becomes a space."""
        short = " ".join(example.split())
        if len(short) > MAX_EXAMPLE:
            short = short[: MAX_EXAMPLE - 1] + "…"
        self.add(ReceiptLine(topic, count, line, tuple(columns), mark, short, words, last))

    def add(self, line: ReceiptLine) -> None:
        """Add a line that was written before."""
        self._lines.append(line)

    def take_over(self, other: Receipt, leave: Collection[Topic] = ()) -> None:
        """Add the lines of another receipt, but for some topics."""
        self._lines.extend(line for line in other._lines if line.topic not in leave)


def quoted(text: object, longest: int = 40) -> str:
    """User text for a sentence: in quotes, on one line, cut in the middle, and between marks that keep a name written
    from right to left from turning the words around it."""
    plain = "".join(sign if sign.isprintable() else " " for sign in str(text))
    if len(plain) > longest:
        keep = (longest - 1) // 2
        plain = f"{plain[:keep]}…{plain[-keep:]}"
    return f"“\u2068{plain}\u2069”"


def counted(number: int, one: str, many: str) -> str:
    """`1 line` or `3 lines`: the number with the right word."""
    return f"{number:,} {one if number == 1 else many}"


def was(number: int) -> str:
    """`was` or `were`, to agree with `number`."""
    return "was" if number == 1 else "were"
