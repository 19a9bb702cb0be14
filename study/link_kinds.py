"""The kinds of parameters that an address may have: a number, a choice, names, ... What each makes of what a link says. Pure.

Which parameters there are: study/links.py.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

from study.text import in_sentence

# Written as the app writes it: `int` and `float` would take digits of all scripts, "1_0", "inf" and "nan" as well
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
PLAIN = re.compile(r"[\w.+-]+", re.ASCII)
LONGEST_LABEL = 120
"""A column is named by its label, which is shorter."""
MOST_MEMBERS = 500
"""Of a list; the whole address may have no more than 1,000 parts."""

N = TypeVar("N", int, float)


@dataclass(frozen=True)
class Verdict:
    """What is left of the values of a parameter, () for the default; and why something was left out, None if nothing was.

    asks : what the link asked for, in short: "k = 99"; "" where nothing was left out but something is to be said. Markdown
    instead : what stands in its place, as a clause: "it is 5", which holds whether or not the setting shows just now. Markdown
    """

    values: tuple[str, ...]
    sentence: str | None = None
    asks: str = ""
    instead: str = ""


class Parameter(Protocol):
    """One setting in the address. `name` is also the key of its widget."""

    @property
    def name(self) -> str: ...

    @property
    def in_force(self) -> Any:
        """The value where the address has none."""

    def judge(self, values: Sequence[str]) -> Verdict:
        """What to make of the values that the address has for it: one, or more where its name is repeated."""


def _asks(name: str, value: str) -> str:
    shown = value if PLAIN.fullmatch(value) and len(value) <= 30 else f"“{in_sentence(value, 30)}”"
    return f"{name} = {shown}"


def refused(name: str, values: Sequence[str], why: str, instead: str) -> Verdict:
    """The whole parameter is left out: `why` it does not fit, and what is done `instead`, as clauses."""
    if len(values) > 1:
        return Verdict(
            (), f"The link has {name} more than once, so {instead}.", f"{name} more than once", instead
        )
    if values[0] == "":
        return Verdict(
            (), f"The link says nothing after {name}, so {instead}.", f"{name} without a value", instead
        )
    asks = _asks(name, values[0])
    return Verdict((), f"The link asks for {asks}; {why}, so {instead}.", asks, instead)


def _without(name: str, values: Sequence[str], kept: Sequence[str], why: str, instead: str) -> Verdict:
    """What is left of a list. An empty value says that it has no members."""
    strange = [value for value in values if value and value not in kept]
    if not strange:
        return Verdict(tuple(kept) or ("",))
    asks = _asks(name, strange[0]) + (f" and {len(strange) - 1} more" if len(strange) > 1 else "")
    instead = "only the others are used" if kept else instead
    return Verdict(tuple(kept), f"The link asks for {asks}; {why}, so {instead}.", asks, instead)


@dataclass(frozen=True)
class Number(Generic[N]):
    """A number within a range.

    called : what people call it
    late : what is done without it as long as there are no points, as a clause, where its default depends on these: it is settled
        when they are there, with that default
    """

    name: str
    called: str
    low: N
    high: N
    default: N
    late: str = ""

    @property
    def range(self) -> tuple[N, N, N]:
        """What a slider or a field for numbers takes: the ends, and where it begins."""
        return self.low, self.high, self.default

    @property
    def in_force(self) -> N:
        return self.default

    def judge(self, values: Sequence[str]) -> Verdict:
        form = _WHOLE if isinstance(self.default, int) else _DECIMAL
        if len(values) == 1 and form.fullmatch(values[0]) and self.low <= float(values[0]) <= self.high:
            return Verdict(tuple(values))
        goes = "is a whole number" if form is _WHOLE and "." in values[0] else "goes"
        low, high, default = (f"{each:,}".removesuffix(".0") for each in (self.low, self.high, self.default))
        why = f"{self.called} {goes} from {low} to {high}"
        return refused(self.name, values, why, self.late or f"it is {default}")


@dataclass(frozen=True)
class Choice:
    """One of several.

    instead : what is done without a choice, as a clause, where no default can be named
    what : what there is none of if the choice is not among them
    """

    name: str
    options: tuple[str, ...]
    default: str
    instead: str = ""
    what: str = "choice"

    @property
    def in_force(self) -> str:
        return self.default

    def judge(self, values: Sequence[str]) -> Verdict:
        if len(values) == 1 and values[0] in self.options:
            return Verdict(tuple(values))
        instead = self.instead or f"it is “{in_sentence(self.default)}”"
        return refused(self.name, values, f"there is no such {self.what}", instead)

    def among(self, options: Sequence[str]) -> Choice:
        """The same, where only some of them are offered."""
        return replace(self, options=tuple(options))


@dataclass(frozen=True)
class Several:
    """Any of several. What is not among them is left out, for the rest may be what the link is about."""

    name: str
    options: tuple[str, ...]
    default: tuple[str, ...]
    what: str = "choice"

    @property
    def in_force(self) -> list[str]:
        return list(self.default)

    def judge(self, values: Sequence[str]) -> Verdict:
        kept = list(dict.fromkeys(value for value in values if value in self.options))
        instead = f"it is “{in_sentence(', '.join(self.default))}”" if self.default else "none is used"
        return _without(self.name, values, kept, f"there is no such {self.what}", instead)


@dataclass(frozen=True)
class Switch:
    """On or off; off by itself."""

    name: str

    @property
    def in_force(self) -> bool:
        return False

    def judge(self, values: Sequence[str]) -> Verdict:
        if len(values) == 1 and values[0].lower() in ("true", "false"):
            return Verdict(tuple(values))
        return refused(self.name, values, "that is neither true nor false", "it is off")


@dataclass(frozen=True)
class Text:
    """Words or numbers in a form of their own. `fits` says whether a text can be read, `why` what is wrong if it cannot."""

    name: str
    fits: Callable[[str], bool]
    why: str

    @property
    def in_force(self) -> str:
        return ""

    def judge(self, values: Sequence[str]) -> Verdict:
        if len(values) == 1 and (values[0] == "" or self.fits(values[0])):
            return Verdict(tuple(values))
        return refused(self.name, values, self.why, "it is left out")


@dataclass(frozen=True)
class ColumnName:
    """A column of a table, by its label. Whether there is such a column shows when the table is there: see `among`."""

    name: str

    @property
    def in_force(self) -> None:
        return None

    def judge(self, values: Sequence[str]) -> Verdict:
        if len(values) == 1 and _is_label(values[0]):
            return Verdict(tuple(values))
        return refused(self.name, values, "no column is called that", "the app chooses one")

    def among(self, labels: Sequence[str], otherwise: str) -> Choice:
        """The same, once it is known which columns there are; without a link, `otherwise` is chosen."""
        return Choice(self.name, tuple(labels), otherwise, what="column")


@dataclass(frozen=True)
class Names:
    """Any number of names: of columns of a table, or of what stands in its cells."""

    name: str

    @property
    def in_force(self) -> list[str]:
        return []

    def judge(self, values: Sequence[str]) -> Verdict:
        kept = [value for value in dict.fromkeys(values[:MOST_MEMBERS]) if _is_label(value)]
        return _without(self.name, values, kept, "nothing is called that", "none is used")

    def among(self, labels: Sequence[str], otherwise: Sequence[str] = ()) -> Several:
        """The same, once it is known which columns there are; without a link, `otherwise` are chosen."""
        return Several(self.name, tuple(labels), tuple(otherwise), what="column")


def _is_label(text: str) -> bool:
    return 0 < len(text) <= LONGEST_LABEL and is_clean(text)


def is_clean(text: str) -> bool:
    """Whether it is text: no control characters, no halves of characters."""
    return not any(unicodedata.category(character) in ("Cc", "Cs") for character in text)
