"""The receipt: what was done to the file, line by line, in words for somebody who does not program."""

from __future__ import annotations

from dataclasses import dataclass, field

STAGES = ("file", "encoding", "dialect", "rows", "table area", "header", "columns", "numbers")
"""The stages of reading, in the order in which they run and write their lines."""

MAX_EXAMPLE = 80


@dataclass(frozen=True)
class ReceiptLine:
    """One thing that was done: by which stage, in words, how often, and one example from the file."""

    stage: str
    text: str
    count: int = 0
    example: str = ""


@dataclass
class Receipt:
    """Filled by the stages as they run; read as a whole afterwards."""

    encoding: str = ""
    delimiter: str = ""
    quotechar: str = ""
    escapechar: str = ""
    decimal: str = "."
    thousands: str = ""
    header_rows: int = 0
    first_row: int = 1
    rows_above: int = 0
    rows_below: int = 0
    rows_left_out: int = 0
    rows_padded: int = 0
    rows_too_long: int = 0
    columns_dropped: int = 0
    cells_missing: int = 0
    cells_unreadable: int = 0
    _lines: list[ReceiptLine] = field(default_factory=list)

    @property
    def lines(self) -> tuple[ReceiptLine, ...]:
        """All lines, in the order of the stages."""
        return tuple(sorted(self._lines, key=lambda line: STAGES.index(line.stage)))

    def say(self, stage: str, text: str, count: int = 0, example: str = "") -> None:
        """Write one line; a long example is cut, a line break in it becomes a space."""
        short = " ".join(example.split())
        if len(short) > MAX_EXAMPLE:
            short = short[: MAX_EXAMPLE - 1] + "…"
        self.add(ReceiptLine(stage, text, count, short))

    def add(self, line: ReceiptLine) -> None:
        """Add a line that was written before."""
        self._lines.append(line)

    def take_over(self, other: Receipt) -> None:
        """Add what another receipt says about the rows and the header."""
        self._lines.extend(other._lines)
        self.header_rows, self.first_row = other.header_rows, other.first_row
        self.rows_above, self.rows_below = other.rows_above, other.rows_below
        self.rows_padded, self.rows_too_long = other.rows_padded, other.rows_too_long
        self.rows_left_out += other.rows_left_out


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
