"""What the address of a page may say: every parameter, what it can be, and what is used where it is absent or unfit.

The widgets take their ranges, choices and defaults from here. Anybody can write a link, so the address is checked before
any widget sees it (`ui/address.py`). Pure: no Streamlit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

from kmeans_core import EMPTY_CLUSTER_RULES, INITIALIZATIONS
from kmeans_core.council import MOST_GROUPS
from kmeans_core.datasets import DATASETS
from study.by_hand import BY_HAND, means_from_text
from study.desk import DRAWERS, choices_from_link
from study.drawn import drawing_from_text
from study.examples import EXAMPLES
from study.failures import CASES
from study.scaling import SCALINGS
from study.similarities import MEASURES
from study.text import in_sentence

# Written as the app writes it: `int` and `float` would take digits of all scripts, "1_0", "inf" and "nan" as well
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_PLAIN = re.compile(r"[\w.+-]+", re.ASCII)
LONGEST_LABEL = 120
"""A column is named by its label, which is shorter."""
MOST_MEMBERS = 500
"""Of a list; the whole address may have no more than 1,000 parts."""

N = TypeVar("N", int, float)


@dataclass(frozen=True)
class Verdict:
    """What is left of the values of a parameter, () for the default; and why something was left out, None if nothing was.

    asks : what the link asked for, in short: "k = 99". Markdown
    """

    values: tuple[str, ...]
    sentence: str | None = None
    asks: str = ""


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
    shown = value if _PLAIN.fullmatch(value) and len(value) <= 30 else f"“{in_sentence(value, 30)}”"
    return f"{name} = {shown}"


def _refused(name: str, values: Sequence[str], why: str, instead: str) -> Verdict:
    """`why` it does not fit, and what is done `instead`, as clauses."""
    if len(values) > 1:
        return Verdict((), f"The link has {name} more than once, so {instead}.", f"{name} more than once")
    if values[0] == "":
        return Verdict((), f"The link says nothing after {name}, so {instead}.", f"{name} without a value")
    asks = _asks(name, values[0])
    return Verdict((), f"The link asks for {asks}; {why}, so {instead}.", asks)


def _without(name: str, values: Sequence[str], kept: Sequence[str], why: str, instead: str) -> Verdict:
    """What is left of a list. An empty value says that it has no members."""
    strange = [value for value in values if value and value not in kept]
    if not strange:
        return Verdict(tuple(kept) or ("",))
    asks = _asks(name, strange[0]) + (f" and {len(strange) - 1} more" if len(strange) > 1 else "")
    instead = "only the others are used" if kept else instead
    return Verdict(tuple(kept), f"The link asks for {asks}; {why}, so {instead}.", asks)


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
        return _refused(self.name, values, why, self.late or f"{default} is used")


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
        instead = self.instead or f"“{in_sentence(self.default)}” is used"
        return _refused(self.name, values, f"there is no such {self.what}", instead)

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
        instead = f"“{in_sentence(', '.join(self.default))}” is used" if self.default else "none is used"
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
        return _refused(self.name, values, "that is neither true nor false", "it is off")


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
        return _refused(self.name, values, self.why, "it is left out")


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
        return _refused(self.name, values, "no column is called that", "the app chooses one")

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
    return 0 < len(text) <= LONGEST_LABEL and _is_clean(text)


def _is_clean(text: str) -> bool:
    """Whether it is text: no control characters, no halves of characters."""
    return not any(unicodedata.category(character) in ("Cc", "Cs") for character in text)


def _are_means(text: str) -> bool:
    return bool(means_from_text(text, K.high))


def _is_drawing(text: str) -> bool:
    return drawing_from_text(text) is not None or bool(KEPT_DRAWING.fullmatch(text))


def _are_reading_choices(text: str) -> bool:
    return choices_from_link(text) is not None


# ---- the parameters ------------------------------------------------------------------------------------------------

LARGEST_SEED = 2**31 - 1
"""Seeds are kept within what every widget and every browser holds exactly."""
LONGEST_NOUN = 40

# With nothing touched: a start whose means travel far and end well, while the next start ends badly.
SHAPES, EXAMPLE_TABLE, UPLOAD = "Shapes", "Example", "Upload"
DATA = Choice("data", (SHAPES, EXAMPLE_TABLE, UPLOAD), SHAPES)
SHAPE = Choice("shape", tuple(DATASETS), "blobs")
POINTS = Number("n", "the number of points", 1, 10_000, 300)
GROUPS = Number("groups", "the number of groups", 1, 20, 5)
SPREAD = Number("spread", "the spread", 0.0, 3.0, 1.0)
SEED = Number("seed", "the data seed", 0, LARGEST_SEED, 13)
EXAMPLE = Choice("example", tuple(EXAMPLES), next(iter(EXAMPLES)))
K = Number("k", "k", 1, 20, 5)
INIT = Choice("init", (*INITIALIZATIONS, BY_HAND), next(iter(INITIALIZATIONS)))
START = Number("start", "the seed of the start", 0, LARGEST_SEED, 6)
MEANS = Text("means", _are_means, "no means can be read from that")
PAPER = Text("paper", _is_drawing, "no points can be read from that")
KEPT_DRAWING = re.compile(r"kept-[0-9a-f]{24}")
"""The name of a drawing that is too large for a link: it stays with the visit."""
EMPTY = Choice("empty", tuple(EMPTY_CLUSTER_RULES), EMPTY_CLUSTER_RULES[0])

READ = Text("read", _are_reading_choices, "that cannot be understood")
CODES = Names("values")
TABLE = Choice("table", tuple(EXAMPLES), "", "it is left out", what="example table")
"""The example that was taken for a table of the visitor's own, on the pages with the panel: it needs no file."""
SCALING = Choice("scaling", tuple(SCALINGS), "", "the app looks what suits them")

ACROSS, AS_THEY_STAND = "across", "as they stand"
DATELINE = Choice("dateline", (ACROSS, AS_THEY_STAND), ACROSS)
"""How longitudes on both sides of the date line count."""

COLUMNS_VIEW, MIXTURES_VIEW = "The two columns", "Mixtures of all"
VIEWS = (COLUMNS_VIEW, MIXTURES_VIEW)
X, Y, MORE = ColumnName("x"), ColumnName("y"), Names("more")
VIEW, DATES = Choice("view", VIEWS, COLUMNS_VIEW), Switch("dates")

FROM = Choice("from", DRAWERS, DRAWERS[0])
ON_PAGE_X, ON_PAGE_Y, ALSO = ColumnName("across"), ColumnName("up"), Names("also")
AXES = {each.name: each for each in (X, Y, ON_PAGE_X, ON_PAGE_Y)}
PLOT, DATED = Choice("plot", VIEWS, COLUMNS_VIEW), Switch("dated")
INTO = Number("into", "the number of groups", 1, 20, 3, "the table decides")
NOUN = Text(
    "noun",
    lambda text: len(text) <= LONGEST_NOUN and _is_clean(text),
    f"that takes up to {LONGEST_NOUN} letters",
)

STARTS = Number("starts", "the number of starts", 10, 5000, 1000)
INITS = Several("inits", tuple(INITIALIZATIONS), ("random",))
EACH = Switch("each")
LOOKS = (
    "Every start",
    "Ways to start",
    "Best against worst",
    "k-means++ draw by draw",
    "Where do starts lead?",
)
LOOK = Choice("look", LOOKS, LOOKS[0])
PLACED = Text("placed", _are_means, "no means can be read from that")
"""Where the means were dragged to on the map; those of the start that is set are in `means`."""

SHOWN = Number(
    "shown", "the number of groups to look at", 1, MOST_GROUPS, 1, late="what the judges choose is shown"
)
"""Without a link, what the judges choose."""

DISTANCE = Choice("distance", tuple(MEASURES), next(iter(MEASURES)), what="distance")
CASE = Choice("case", tuple(CASES), next(iter(CASES)), what="case")
DRAWN = Number("drawn", "the seed of the points", 0, LARGEST_SEED, 1)

PANEL: tuple[Parameter, ...] = (
    *(DATA, SHAPE, POINTS, GROUPS, SPREAD, SEED, EXAMPLE, K, INIT, START, MEANS, EMPTY, PAPER),
    *(X, Y, MORE, VIEW, DATES, READ, CODES, SCALING, TABLE, DATELINE),
)
"""What every page with the panel takes."""
YOUR_DATA: tuple[Parameter, ...] = (
    *(FROM, EXAMPLE, ON_PAGE_X, ON_PAGE_Y, ALSO, PLOT, DATED, INTO, NOUN),
    *(READ, CODES, SCALING, DATELINE),
)
STARTING_POINTS: tuple[Parameter, ...] = (*PANEL, STARTS, INITS, EACH, LOOK, PLACED)
HOW_MANY: tuple[Parameter, ...] = (*PANEL, SHOWN)
DISTANCES: tuple[Parameter, ...] = (*PANEL, DISTANCE)
FAILS: tuple[Parameter, ...] = (CASE, DRAWN)
BY_NAME: dict[str, Parameter] = {
    each.name: each for page in (YOUR_DATA, STARTING_POINTS, HOW_MANY, DISTANCES, FAILS) for each in page
}
NAMES = frozenset(BY_NAME)


# ---- an address ----------------------------------------------------------------------------------------------------


def judge(parameters: Sequence[Parameter], address: Mapping[str, Sequence[str]]) -> dict[Parameter, Verdict]:
    """The parameters of which something is to be left out: it does not fit, or (without a sentence) it is what is in force anyway.
    Names that are none of them: see `strangers`."""
    found = {each: tuple(address[each.name]) for each in parameters if address.get(each.name)}
    verdicts = {each: each.judge(values) for each, values in found.items()}
    if {MEANS, INIT, K} <= set(parameters):
        verdicts |= _judge_by_hand(found, verdicts)
    changes_nothing = [each for each, verdict in verdicts.items() if _are_usual(each, verdict.values)]
    return {each: verdict for each, verdict in verdicts.items() if verdict.values != found[each]} | {
        each: replace(verdicts[each], values=()) for each in changes_nothing
    }


def strangers(parameters: Sequence[Parameter], address: Mapping[str, Sequence[str]]) -> dict[str, Verdict]:
    """What is no parameter of the page, by its name in the address."""
    known = {each.name for each in parameters}
    return {
        name: _refused(
            name if _PLAIN.fullmatch(name) and len(name) <= 30 else f"“{in_sentence(name, 30)}”",
            tuple(values) or ("",),
            "this page has no such setting",
            "it is left out",
        )
        for name, values in address.items()
        if name not in known
    }


def _judge_by_hand(
    found: Mapping[Parameter, Sequence[str]], verdicts: Mapping[Parameter, Verdict]
) -> dict[Parameter, Verdict]:
    """Means placed by hand mean something only with k and the way to start; that they are to be used, only with them. Where they
    are to be used, and are not as many as k, the page adds some or takes some away, and says so."""
    said = {each: verdict.values[0] for each, verdict in verdicts.items() if verdict.values}
    means, k = means_from_text(said.get(MEANS), K.high), int(said.get(K, K.default))
    if said.get(INIT) == BY_HAND:
        if means:
            return {}
        return {
            INIT: _refused("init", found[INIT], "there are no such means in it", f"“{INIT.default}” is used")
        }
    if not means or len(means) == k:
        return {}
    asks, they = f"{len(means)} means placed by hand", "they are"
    if len(means) == 1:
        asks, they = "1 mean placed by hand", "it is"
    return {MEANS: Verdict((), f"The link has {asks}, but k is {k}, so {they} left out.", asks)}


def _are_usual(parameter: Parameter, fitting: tuple[str, ...]) -> bool:
    usual = parameter.in_force
    if isinstance(usual, list):
        return list(fitting) == usual
    if len(fitting) != 1:
        return False
    text = fitting[0]
    if isinstance(usual, bool):
        return text.lower() == str(usual).lower()
    return float(text) == usual if isinstance(usual, int | float) else text == usual


MOST_NAMED = 3
"""More settings than these are counted: on a phone, they would push the page out of sight."""


def in_one_line(verdicts: Sequence[Verdict]) -> str:
    """What is said about a link in which something does not fit: why, or what, where it is more than one thing. Markdown."""
    if len(verdicts) == 1:
        return verdicts[0].sentence or ""
    left = len(verdicts) - MOST_NAMED
    more = f" and {left} more" if left > 0 else ""
    asks = ", ".join(each.asks for each in verdicts[:MOST_NAMED])
    return f"The link asks for {asks}{more}: they do not fit and are left out."
