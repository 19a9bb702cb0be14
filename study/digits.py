"""How numbers are written: with as many digits as tell those apart that stand together.

The same in JavaScript is ui/digits.js; `tests/digits.json` holds the cases that both must pass.

A number alone has three significant digits. Where several stand together (a column, a row, the ticks of an axis), a *step* says
how small a difference is to be seen, and each has digits enough for that, never fewer than three. A step of 0 asks for no more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

MOST_DIGITS = 15
"""A float64 has no more that can be trusted."""
NOISE = 1e-12
"""Beside numbers of this size or a step of 1, so much may be left over from rounding: of computed numbers it is written as 0, and
tells nothing apart."""
ROUNDINGS = 8
"""Two distances that differ by no more of them, of the largest number, are the same as far as a computer can tell."""
FEW = 100
"""Among so few numbers each is told from its neighbour; among more, no gap counts that is `LEAST_GAP` of what most span."""
LEAST_GAP = 1e-4
MOST_EXACT = 13
"""Numbers with so many digits are taken for typed in, and written in full; longer ones were computed."""
FROM_TYPING = 1e-14
"""A typed number is off its decimals by so much of the largest: rounding, and a tenth of what `MOST_EXACT` digits tell apart."""
SAMPLE = 10_000
"""So many numbers of a column say how it is written."""
UNITS = ((7, 6, "million"), (9, 9, "billion"), (12, 12, "trillion"))
"""From ten to the power of the first on: the power that the word stands for."""
MOST_BEFORE_A_WORD = 3
"""With more decimals than these, "1.700000100 billion", a number is better written out."""
WHOLE, PLAIN, MOST_PLACES = 15, -6, 10
"""From ten to the power of the first on, and below that of the second, numbers are written with a power of ten; among others
that go with so many decimals, smaller ones are not."""
_LARGEST_FLOAT = float(np.finfo(np.float64).max)
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def rounded(value: float) -> str:
    """A number that stands alone: three significant digits, "0.00123", "12.3", "1,234", "9.35 billion", "5 × 10⁻⁹"."""
    return written(value, 0.0)


def written(value: float, step: float, smallest: float = 0.0) -> str:
    """A number among others: `step` is how small a difference between them is to be seen, in the same unit.

    smallest : of a computed number, the smallest of those that it was computed from, see `smallest_of`, or infinity: what is yet
        smaller may be left over from rounding. A number that somebody wrote is never taken for that
    """
    if not math.isfinite(value):
        return "–"
    size = abs(value)
    if size == 0 or (size < smallest and size <= NOISE * step):
        return "0"
    power = _power(size, 2)  # of ten, when rounded to three digits
    places = 2 - power
    if step > 0:
        places = max(places, min(-_power(step, 12), MOST_DIGITS - 1 - power))
    if power >= WHOLE or (power < PLAIN and not (step > 0 and places <= MOST_PLACES)):
        mantissa = _fixed(Decimal(size).scaleb(-power), power + places)
        text = f"{mantissa} × 10{str(power).translate(_SUPERSCRIPTS)}"
    else:
        text = _fixed(Decimal(size), max(0, places))
        for first, exponent, word in reversed(UNITS):
            if power >= first and places + exponent <= MOST_BEFORE_A_WORD:
                text = f"{_fixed(Decimal(size / 10**exponent), places + exponent)} {word}"
                break
    return f"−{text}" if value < 0 and text != "0" else text


def rounding_of(positions: Array) -> float:
    """By how much two distances between such positions may differ and be the same as far as a computer can tell."""
    return float(ROUNDINGS * np.finfo(np.float64).eps * np.abs(positions).max())


def _power(size: float, digits: int) -> int:
    """The power of ten of a number above 0, when rounded to so many digits behind its first."""
    return int(f"{size:.{digits}e}".partition("e")[2])


def _fixed(size: Decimal, places: int) -> str:
    """With so many decimals, halves rounded up, zeros at the end left out, and commas between thousands."""
    text = f"{size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def step_between(values: ArrayLike) -> float:
    """The step that tells apart those of some computed numbers that differ, but for rounding; 0 where none do."""
    numbers = _finite(values)
    if len(numbers) < 2:
        return 0.0
    gaps = np.diff(numbers)
    least = NOISE * float(np.abs(numbers).max())
    if len(numbers) > FEW:
        last = len(numbers) - 1
        most = numbers[math.floor(0.9 * last)] - numbers[math.ceil(0.1 * last)]
        least = max(least, LEAST_GAP * float(most))
    gaps = gaps[gaps > least]
    return float(gaps.min()) if len(gaps) else 0.0


def step_within(spread: float, values: ArrayLike = ()) -> float:
    """The step for numbers of a column with this standard deviation: a tenth of it, or less to tell `values` apart."""
    steps = [step for step in (spread / 10, step_between(values)) if step > 0 and math.isfinite(step)]
    return min(steps, default=0.0)


def step_of_data(values: ArrayLike) -> float:
    """The step for the numbers of somebody's table: they are written as they stand there, unless they were computed."""
    numbers = _finite(values)
    places = _typed_places(numbers, 2)
    return step_between(numbers) if places is None else 10.0**-places


def decimals_of_data(values: ArrayLike) -> int | None:
    """With how many decimals all numbers of somebody's table can be written alike; None where that takes powers of ten, or more
    digits than a float64 has."""
    numbers = _finite(values)
    sizes = np.abs(numbers[numbers != 0])
    if not len(sizes):
        return 0
    if not 10.0**PLAIN <= sizes.max() < 10.0**WHOLE:
        return None
    places, smallest = _typed_places(numbers, 0), float(sizes.min())
    if places is None or smallest < 0.5 * 10.0**-places:
        step = step_between(numbers) if places is None else 10.0**-places
        places = max(2 - _power(smallest, 2), -_power(step, 12) if step > 0 else 0)
    return max(places, 0) if places <= MOST_DIGITS else None


def _typed_places(numbers: Array, least: int) -> int | None:
    """The decimals with which numbers were typed in, `least` behind the first digit of the largest of them; None if computed."""
    largest = float(np.abs(numbers).max()) if len(numbers) else 0.0
    if not 1e-290 < largest < 1e290:  # beyond, powers of ten are none any more
        return None
    power = _power(largest, 2)
    for places in range(least - power, MOST_EXACT - power):
        scaled = np.abs(numbers) * 10.0**places
        if (np.abs(scaled - np.rint(scaled)) <= FROM_TYPING * scaled.max()).all():
            return places
    return None


def as_it_is(value: float) -> str:
    """A single number of somebody's table, to be found there again."""
    if is_beyond(value):
        return f"{'less than −' if value < 0 else 'more than '}1.79 × 10³⁰⁸"
    return written(value, step_of_data([value]))


def in_locale(text: str, decimal: str) -> str:
    """Numbers written here, as a file with this decimal mark has them: with a comma, points stand between thousands. `text` has no
    other points or commas than those of its numbers."""
    return text.translate(_SWAPPED) if decimal == "," else text


_SWAPPED = str.maketrans(".,", ",.")


def is_beyond(values: ArrayLike) -> Any:
    """Which numbers of a table stand for such as 1e400, which no float64 holds."""
    return np.abs(values) == _LARGEST_FLOAT


def all_written(values: Iterable[float]) -> list[str]:
    """Some computed numbers that stand together, those that differ told apart."""
    numbers = list(values)
    step = step_between(numbers)
    return [written(number, step, math.inf) for number in numbers]


def smallest_of(values: ArrayLike) -> float:
    """The smallest of the numbers of a table that are not 0, but for their signs; 0 where there are none."""
    sizes = np.abs(np.asarray(values, dtype=np.float64))
    return float(np.min(sizes, where=sizes > 0, initial=math.inf)) if np.any(sizes > 0) else 0.0


def _finite(values: ArrayLike) -> Array:
    """The different ones of the finite numbers among `values`, rising; of very many, a sample."""
    numbers = np.asarray(values, dtype=np.float64).ravel()
    numbers = numbers[:: max(1, len(numbers) // SAMPLE)]
    different: Array = np.unique(numbers[np.isfinite(numbers)])
    return different


def without_noise(values: Array, smallest: float = math.inf) -> Array:
    """Computed numbers of shape (n,) for a file: what is left over from rounding, beside the largest of them, is 0, and 0.1 + 0.2 is 0.3.

    smallest : see `written`
    """
    finite = values[np.isfinite(values)]
    largest = float(np.abs(finite).max()) if len(finite) else 0.0
    zero = (np.abs(values) <= 1e-15 * largest) & (np.abs(values) < smallest)
    return np.array(
        [0.0 if none else _clean(value) for value, none in zip(values.tolist(), zero, strict=True)]
    )


def _clean(value: float) -> float:
    """A computed number with the digits that can be trusted: those that somebody would have typed, where it is that but for rounding."""
    typed = float(f"{value:.{MOST_EXACT}g}")
    near = abs(value - typed) <= FROM_TYPING * abs(value)
    return typed if near else float(f"{value:.{MOST_DIGITS}g}")


def share(value: float) -> str:
    """A share from 0 to 1 as percent, never rounded to 0% or 100% if it is not: "31%", "0.2%", "99.98%"."""
    if not math.isfinite(value):
        return "–"
    percent = 100 * value
    end = min(percent, 100 - percent)
    return f"{_fixed(Decimal(percent), 0 if end >= 1 or end <= 100 * NOISE else -_power(end, 12))}%"


# ---- for Plotly --------------------------------------------------------------------------------------------------------


def hover_format(values: ArrayLike) -> str | None:
    """A format of d3's for numbers of a table, or of a chart, in hover text: digits enough for the smallest of them too. None for
    those that take powers of ten, which d3 writes otherwise than we do: `data_written` has them as texts."""
    places = decimals_of_data(values)
    return None if places is None else f",.{places}~f"


def data_written(values: ArrayLike) -> list[str]:
    """Numbers of a table, or of a chart, as they stand together."""
    step = step_of_data(values)
    return [written(value, step) for value in np.asarray(values, dtype=np.float64).tolist()]


def axis_style(low: float, high: float, *, short: bool = False) -> dict[str, Any]:
    """How Plotly is to write the ticks of an axis of numbers from `low` to `high`: in full wherever that tells them apart.

    short : "20k" in place of "20,000", where there is no room
    """
    size, width = max(abs(low), abs(high)), high - low
    if not 0 < size < math.inf:
        return {}
    if size >= 10.0**WHOLE or size < 10.0 ** (PLAIN + 1):  # Plotly cannot write these out
        return _ticks(low, high) if 1e-290 < width < math.inf else {"exponentformat": "power"}
    # Plotly abbreviates with B for billions; a tick in eight digits is no shorter for that.
    coarse = size >= (1e4 if short else 1e7) and width > 0.05 * size
    style: dict[str, Any] = {"exponentformat": "B" if coarse else "none"}
    # Left alone, Plotly puts a comma into 1,000.5 and 10,000 and none into 1000: years have none, so no tick of four digits has.
    if size >= 1e4:
        style["separatethousands"] = True
    elif size >= 1e3:
        style["tickformat"] = f".{MOST_PLACES}~f"
    return style


def _ticks(low: float, high: float) -> dict[str, Any]:
    """Up to six round numbers, written out."""
    rough = (high - low) / 5
    base = 10.0 ** math.floor(math.log10(rough))
    step = next(base * times for times in (1, 2, 5, 10) if base * times >= rough)
    values = np.arange(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1) * step
    return {"tickvals": values.tolist(), "ticktext": [written(value, step) for value in values.tolist()]}
