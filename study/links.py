"""What the address of a page may say: every parameter, what it can be, and what is used where it is absent or unfit.

The widgets take their ranges, choices and defaults from here. Anybody can write a link, so the address is checked before
any widget sees it (`ui/address.py`). Pure: no Streamlit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from kmeans_core import EMPTY_CLUSTER_RULES, INITIALIZATIONS
from kmeans_core.council import MOST_GROUPS
from kmeans_core.datasets import DATASETS
from study.by_hand import BY_HAND, means_from_text
from study.choices_in_link import choices_from_link
from study.desk import DRAWERS
from study.drawn import drawing_from_text
from study.examples import EXAMPLES
from study.failure_cases import CASES
from study.group_names import names_from_link
from study.link_kinds import (
    PLAIN,
    Choice,
    ColumnName,
    Names,
    Number,
    Parameter,
    Several,
    Switch,
    Text,
    Verdict,
    is_clean,
    refused,
)
from study.made_pictures import MADE
from study.nearness import sizes_from_text
from study.pictures import INIT as INIT_OF_PICTURES
from study.pictures import SPACES
from study.scaling import SCALINGS
from study.similarities import MEASURES, NEARS_OF_TABLES
from study.text import in_sentence
from study.words import count


def _are_means(text: str) -> bool:
    return bool(means_from_text(text, K.high))


def _is_drawing(text: str) -> bool:
    return drawing_from_text(text) is not None or bool(KEPT_DRAWING.fullmatch(text))


def _are_group_names(text: str) -> bool:
    return names_from_link(text) is not None


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

LEFT_OUT, FILLED = "left out", "filled in"
MISSING = Choice("missing", (LEFT_OUT, FILLED), LEFT_OUT)
"""What becomes of rows that lack a number."""

COLUMNS_VIEW, MIXTURES_VIEW = "The two columns", "Mixtures of all"
VIEWS = (COLUMNS_VIEW, MIXTURES_VIEW)
X, Y, MORE = ColumnName("x"), ColumnName("y"), Names("more")
VIEW, DATES = Choice("view", VIEWS, COLUMNS_VIEW), Switch("dates")

BY = Choice("by", tuple(NEARS_OF_TABLES), "", "the app looks what suits the points", what="distance")
"""What near means; to places on the globe another than that of k-means is suited. `DISTANCE` is no such choice: it names a run that stands
*beside* one by k-means, and may have the wrong center."""
WEIGH, WORDS = ColumnName("weigh"), Names("words")
SIZES = Text(
    "sizes",
    lambda text: sizes_from_text(text) is not None,
    "that is not the least and the largest number of rows of a group, such as 20-25",
)

FROM = Choice("from", DRAWERS, DRAWERS[0])
ON_PAGE_X, ON_PAGE_Y, ALSO = ColumnName("across"), ColumnName("up"), Names("also")
AXES = {each.name: each for each in (X, Y, ON_PAGE_X, ON_PAGE_Y)}
PLOT, DATED = Choice("plot", VIEWS, COLUMNS_VIEW), Switch("dated")
INTO = Number("into", "the number of groups", 1, 20, 3, "the table decides")
NOUN = Text(
    "noun",
    lambda text: len(text) <= LONGEST_NOUN and is_clean(text),
    f"that takes up to {LONGEST_NOUN} letters",
)
CALLED = Text("called", _are_group_names, "no names of groups can be read from that")

STARTS = Number("starts", "the number of starts", 10, 5000, 1000)
INITS = Several("inits", tuple(INITIALIZATIONS), ("random",))
EACH = Switch("each")
LOOKS = WHY, DRAWS, WAYS, ENOUGH, MAP, EVERY_START = (
    "Best against worst",
    "k-means++ draw by draw",
    "Ways to start",
    "How many starts are enough?",
    "Where do starts lead?",
    "Every start",
)
"""The parts of the page on starting points, from above to below."""
LOOK = Choice("look", LOOKS, "", "the page opens at its top", what="part of the page")
PLACED = Text("placed", _are_means, "no means can be read from that")
"""Where the means were dragged to on the map; those of the start that is set are in `means`."""

SHOWN = Number(
    "shown", "the number of groups to look at", 1, MOST_GROUPS, 1, late="what is shown at first is shown"
)
"""Without a link, what `study.council.first_look` says."""
SCATTERED = Number("scattered", "the seed of the scattered points", 0, LARGEST_SEED, 0)

DISTANCE = Choice("distance", tuple(MEASURES), next(iter(MEASURES)), what="distance")
CASE = Choice("case", tuple(CASES), next(iter(CASES)), what="case")
DRAWN = Number("drawn", "the seed of the points", 0, LARGEST_SEED, 1)

OWN_PICTURE = "Your own"
PICTURE = Choice("picture", (*MADE, OWN_PICTURE), next(iter(MADE)), what="picture")
"""The file of one's own does not travel."""
COLORS = Number("colors", "the number of colours", 2, 64, 8)
SPACE = Choice("space", SPACES, SPACES[0])
FIRST = Choice("first", tuple(INITIALIZATIONS), INIT_OF_PICTURES)
SOWN = Number("sown", "the seed of the start", 0, LARGEST_SEED, 0)

PANEL: tuple[Parameter, ...] = (
    *(DATA, SHAPE, POINTS, GROUPS, SPREAD, SEED, EXAMPLE, K, INIT, START, MEANS, EMPTY, PAPER),
    *(X, Y, MORE, VIEW, DATES, READ, CODES, SCALING, TABLE, DATELINE, MISSING, WORDS),
)
"""What every page with the panel takes."""
YOUR_DATA: tuple[Parameter, ...] = (
    *(FROM, EXAMPLE, ON_PAGE_X, ON_PAGE_Y, ALSO, PLOT, DATED, INTO, NOUN, CALLED),
    *(READ, CODES, SCALING, DATELINE, MISSING, BY, WORDS, WEIGH, SIZES),
)
STARTING_POINTS: tuple[Parameter, ...] = (*PANEL, STARTS, INITS, EACH, LOOK, PLACED, BY)
HOW_MANY: tuple[Parameter, ...] = (*PANEL, SHOWN, SCATTERED, BY)
DISTANCES: tuple[Parameter, ...] = (*PANEL, DISTANCE)
FAILS: tuple[Parameter, ...] = (CASE, DRAWN)
IN_COLORS: tuple[Parameter, ...] = (PICTURE, COLORS, SPACE, FIRST, SOWN)
OF_PAGES = (PANEL, YOUR_DATA, STARTING_POINTS, HOW_MANY, DISTANCES, FAILS, IN_COLORS)
BY_NAME: dict[str, Parameter] = {each.name: each for page in OF_PAGES for each in page}
NAMES = frozenset(BY_NAME)


# ---- an address ----------------------------------------------------------------------------------------------------


def judge(
    parameters: Sequence[Parameter],
    address: Mapping[str, Sequence[str]],
    in_force: Mapping[Parameter, str] = MappingProxyType({}),
) -> dict[Parameter, Verdict]:
    """The parameters of which something is to be left out: it does not fit, or (without a sentence) it is what is in force anyway.
    Names that are none of them: see `strangers`.

    in_force : settings of the page that count whatever the address says, which may not have been told of them yet
    """
    found = {each: tuple(address[each.name]) for each in parameters if address.get(each.name)}
    verdicts = {each: each.judge(values) for each, values in found.items()}
    if {MEANS, INIT, K} <= set(parameters):
        verdicts |= _judge_by_hand(found, verdicts, in_force)
    changes_nothing = [each for each, verdict in verdicts.items() if _are_usual(each, verdict.values)]
    return {each: verdict for each, verdict in verdicts.items() if verdict.values != found.get(each)} | {
        each: replace(verdicts[each], values=()) for each in changes_nothing
    }


def strangers(parameters: Sequence[Parameter], address: Mapping[str, Sequence[str]]) -> dict[str, Verdict]:
    """What is no parameter of the page, by its name in the address."""
    known = {each.name for each in parameters}
    return {
        name: refused(
            name if PLAIN.fullmatch(name) and len(name) <= 30 else f"“{in_sentence(name, 30)}”",
            tuple(values) or ("",),
            "this page has no such setting",
            "it is left out",
        )
        for name, values in address.items()
        if name not in known
    }


def _judge_by_hand(
    found: Mapping[Parameter, Sequence[str]],
    verdicts: Mapping[Parameter, Verdict],
    in_force: Mapping[Parameter, str],
) -> dict[Parameter, Verdict]:
    """Means placed by hand mean something only with k and the way to start; that they are to be used, only with them. Where a link
    asks for them to be used, k follows them; where a hand then sets another k, the page adds some or takes some away."""
    said = {each: verdict.values[0] for each, verdict in verdicts.items() if verdict.values} | dict(in_force)
    means, k = means_from_text(said.get(MEANS), K.high), int(said.get(K, K.default))
    if said.get(INIT) == BY_HAND:
        if means and len(means) != k and K not in in_force:
            there = count(len(means), "mean") + " placed by hand"
            asks = verdicts[K].asks or f"k = {k}" if K in found else ""
            so = f", and {asks}: the means stay, so" if asks else ", so"
            return {K: Verdict((str(len(means)),), f"The link has {there}{so} k is {len(means)}.")}
        if means or INIT not in found:
            return {}
        return {
            INIT: refused("init", found[INIT], "there are no such means in it", f"it is “{INIT.default}”")
        }
    if not means or len(means) == k:
        return {}
    asks, instead = f"{len(means)} means placed by hand", "they are left out"
    if len(means) == 1:
        asks, instead = "1 mean placed by hand", "it is left out"
    return {MEANS: Verdict((), f"The link has {asks}, but k is {k}, so {instead}.", asks, instead)}


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
    """What is said about a link in which something does not fit: why, or what, where it is more than one thing; and what stands in
    its place. Markdown."""
    refusals = [each for each in verdicts if each.asks]
    told = [each.sentence or "" for each in verdicts if not each.asks or len(refusals) == 1]
    if len(refusals) > 1:
        left = len(refusals) - MOST_NAMED
        more = (
            f" and {left} more (as {'it is' if left == 1 else 'they are'} without a link)" if left > 0 else ""
        )
        asks = ", ".join(f"{each.asks} ({each.instead})" for each in refusals[:MOST_NAMED])
        told.insert(0, f"The link asks for {asks}{more}: that does not fit.")
    return " ".join(told)
