"""How the numbers of a table are written for its readers: with the decimal mark of their file. Made once for a table, and handed down.

Whoever writes a number that somebody with a table reads, in a sentence, a table, a chart, takes it from here; `digits.py` knows how
many digits there are, and nothing of marks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from study import digits
from tables import Table


@dataclass(frozen=True)
class Numerals:
    """The decimal mark of a file, and numbers as they are written with it: "1.234,5" where it is a comma."""

    decimal: str = "."

    @property
    def separators(self) -> str:
        """The decimal mark and what stands between thousands, as Plotly's layout wants them."""
        return ",." if self.decimal == "," else ".,"

    def text(self, text: str) -> str:
        """What `digits.py` has written, or Python; it has no other points or commas than those of its numbers."""
        return digits.in_locale(text, self.decimal)

    def whole(self, number: int) -> str:
        """ "1,234"."""
        return self.text(f"{number:,}")

    def count(self, number: int, noun: str) -> str:
        """ "1 row", "1,234 rows". noun : for one"""
        return f"{self.whole(number)} {noun}{'' if number == 1 else 's'}"

    def share(self, value: float) -> str:
        """A share from 0 to 1 as percent."""
        return self.text(digits.share(value))

    def rounded(self, value: float) -> str:
        """A number that stands alone."""
        return self.text(digits.rounded(value))

    def written(self, value: float, step: float, smallest: float = 0.0) -> str:
        """A number among others."""
        return self.text(digits.written(value, step, smallest))

    def exactly(self, value: float) -> str:
        """A number of the table, to be found there again."""
        return self.text(digits.as_it_is(value))

    def together(self, values: Iterable[float]) -> list[str]:
        """Computed numbers that stand together."""
        return [self.text(each) for each in digits.all_written(values)]

    def data(self, values: Any) -> list[str]:
        """Numbers of a table that stand together."""
        return [self.text(each) for each in digits.data_written(values)]

    def axis(self, low: float, high: float) -> dict[str, Any]:
        """The ticks of an axis, see `axis_style`; the rest of its numbers Plotly writes, with the `separators`."""
        style = digits.axis_style(low, high)
        return (
            {**style, "ticktext": list(map(self.text, style["ticktext"]))} if "ticktext" in style else style
        )


POINT = Numerals()
"""Where there is no file that could have another."""


def numerals_of(table: Table) -> Numerals:
    """Numbers as the file of a table has them."""
    return Numerals(table.receipt.decimal)
