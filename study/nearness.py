"""How rows are compared, beside the columns that count: by which distance, how often each counts, how large groups may be. It goes
with the points (`Points.nearness`), so that whatever is made of them knows it. Pure: no Streamlit.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

import numpy as np

from kmeans_core.checks import FloatArray as Array
from study.numerals import POINT, Numerals
from study.similarities import K_MEANS, Measure
from study.text import isolated, quoted_names

MOST_PARTS = 6
"""So many of the columns that something is divided up into are named, the largest parts first."""
_MOST_NAMED = 6
"""Of more columns of words, a sentence names the first."""
LARGEST_SIZED = 2_000
"""Clusters of given sizes take a second a start with so many rows, and the square of it with more."""
LARGEST_SIZE = 99_999
"""What a link may ask for: more than there are rows."""


@dataclass(frozen=True)
class Asked:
    """What somebody asked for; in an address and in a project, each is a text.

    near : one of `NEARS_OF_TABLES`, "" for what suits the columns; weigh : the column that says how often each row counts, "" for none;
    sizes : how many rows a group has at least and at most, None for any; words : the columns of words that are compared by
    whether they match, where rows are compared so, () for all
    """

    near: str = ""
    weigh: str = ""
    sizes: tuple[int, int] | None = None
    words: tuple[str, ...] = ()


_COMPARED = {
    "City blocks": "by city blocks, column after column",
    "Straight, not squared": "by straight distances that are not squared",
    "Worst column": "by the column in which they differ most",
    "Angle": "by the angle between them, seen from zero",
    "Globe": "by the shortest way on the globe, in km",
    "Central row": "by straight distances to a row in the middle of each group",
}


def judges_not_heard(near: Nearness, where: str) -> str:
    """Why nobody says how many groups there are, and what to do to hear the judges; for rows that are not judged.

    where : the place of the choice, such as "under 2"
    """
    if near.words:
        why, instead = "they compare numbers, and here words count", "compare these columns by numbers alone"
    else:
        why, instead = "they count each row once", "look at these columns with each row counted once"
    return f"No judges are heard here: {why}. To hear them, {instead}: that is a choice {where}."


def no_code_because(near: Nearness) -> str:
    """Why there is no Python code for groups that were made so, and what to do to have it; "" where there is."""
    instead = []
    if near.weights is not None:
        instead.append("each row counts once")
    if near.sizes is not None:
        instead.append("they may have any size")
    if not instead:
        return ""
    kinds = " or ".join(
        kind
        for kind, asked in (
            ("in which rows count more than once", near.weights is not None),
            ("of given sizes", near.sizes is not None),
        )
        if asked
    )
    return (
        f"There is no code for groups {kinds}. To have some, make groups for which {' and '.join(instead)}."
    )


def left_behind_in_words(near: Nearness) -> str:
    """For a page on which each row counts once and groups have any size: that it goes by no such wish of "Your data"; "" where there is
    none."""
    wished, here = [], []
    if near.weighed_by:
        wished.append(f"each row is to count as often as its “{isolated(near.weighed_by, 40)}” says")
        here.append("each row counts once")
    if near.sizes is not None:
        wished.append(near.sizes_in_words())
        here.append("groups may have any size")
    return f"On “Your data” {', and '.join(wished)}; here {', and '.join(here)}." if wished else ""


def sizes_to_text(sizes: tuple[int, int] | None) -> str:
    """ "20-25", "" for none."""
    return "" if sizes is None else f"{sizes[0]}-{sizes[1]}"


def sizes_from_text(text: str) -> tuple[int, int] | None:
    """The sizes that a text asks for, None for whatever is no such text. Anybody can write a link."""
    found = re.fullmatch(r"([0-9]{1,5})-([0-9]{1,5})", text)
    if found is None:
        return None
    least, most = int(found[1]), int(found[2])
    return (least, most) if most >= 1 and least <= most <= LARGEST_SIZE else None


def sizes_cannot_be(sizes: tuple[int, int], n_samples: int, k: int, numerals: Numerals = POINT) -> str:
    """Why so many rows do not go into k groups of such sizes, and what would do; "" where they do. numerals : see `Numerals`"""
    least, most = sizes
    groups, rows, whole = numerals.count(k, "group"), numerals.count(n_samples, "row"), numerals.whole
    if k * least > n_samples:
        fewer = (
            f"Make {numerals.count(n_samples // least, 'group')} at most, or ask"
            if least <= n_samples
            else "Ask"
        )
        return f"{groups} of at least {whole(least)} take {whole(k * least)} rows, and there are {whole(n_samples)}. {fewer} for {whole(n_samples // k)} at least."
    if k * most < n_samples:
        more = numerals.count(-(-n_samples // most), "group")
        return f"{groups} of at most {whole(most)} hold {whole(k * most)} of the {rows}. Make {more} at least, or allow {whole(-(-n_samples // k))}."
    return ""


@dataclass(frozen=True, eq=False)
class Nearness:
    """How rows are compared, as k-means does where nothing is said.

    measure : the distance, and the center that goes with it
    weighed_by : the column that says how often each row counts, "" for none; weights : what it says, shape (n_samples,)
    sizes : how many rows a group has at least and at most, None for any
    words : the columns of words that are compared by whether they match; the points have columns of 0 and 1 for them;
        words_alone : whether nothing else is compared
    """

    measure: Measure = K_MEANS
    weighed_by: str = ""
    weights: Array | None = None
    sizes: tuple[int, int] | None = None
    words: tuple[str, ...] = ()
    words_alone: bool = False

    @property
    def key(self) -> str:
        """Names it: the same distance, weights and sizes, the same key."""
        counted = b"" if self.weights is None else np.ascontiguousarray(self.weights).tobytes()
        told = (self.measure.name, self.weighed_by, self.sizes, self.words)
        return f"{told!r} {hashlib.blake2b(counted, digest_size=12).hexdigest()}"

    @property
    def is_plain(self) -> bool:
        """Whether rows are compared as k-means does by itself, each once."""
        return self.is_k_means and self.weights is None

    @property
    def is_judged(self) -> bool:
        """Whether judges can say how many groups there are: they compare numbers, count each row once, and know groups of any size."""
        return self.weights is None and self.sizes is None and not self.words

    @property
    def is_k_means(self) -> bool:
        """Whether nothing but the mean's own distance counts: what k-means does by itself, weights or not."""
        return self.measure.is_k_means and self.sizes is None

    @property
    def center(self) -> str:
        """What the center of a group is called."""
        return "average" if self.measure.is_k_means else self.measure.center

    @property
    def typical(self) -> str:
        """What is told of a group in the columns that count: its center, but for a direction, which has no size of its own, and for what is
        words: of these, shares are told."""
        return "average" if self.measure.distance in ("angle", "mixed") else self.center

    @property
    def unit(self) -> str:
        """What stands behind a distance: " km"."""
        return self.measure.unit

    def in_words(self) -> str:
        """How rows are compared, in a sentence or two; "" where that is as k-means does."""
        said = []
        if self.words:
            said.append(self._words_compared())
        elif not self.measure.is_k_means:
            said.append(
                f"Rows are compared {_COMPARED[self.measure.name]}; the center of a group is its {self.center}."
            )
        if self.weighed_by:
            said.append(f"Each row counts as often as its “{isolated(self.weighed_by, 40)}” says.")
        if self.sizes is not None:
            sizes = self.sizes_in_words()
            said.append(f"{sizes[0].upper()}{sizes[1:]}.")
        return " ".join(said)

    def _words_compared(self) -> str:
        named = quoted_names(self.words, _MOST_NAMED)
        numbers = (
            ("", "") if self.words_alone else (", and by numbers, as these vary", " and the average numbers")
        )
        return (
            f"Rows are compared by whether words match, in {named}{numbers[0]}; the center of a group is its {self.center}, the most "
            f"common words{numbers[1]} of its rows."
        )

    def sizes_in_words(self) -> str:
        """ "each group is to have 20 to 25 rows"; "" where any size will do."""
        if self.sizes is None:
            return ""
        least, most = self.sizes
        return (
            f"each group is to have {least:,} rows"
            if least == most
            else f"each group is to have {least:,} to {most:,} rows"
        )

    def distance_in_words(self) -> str:
        """How the distance of a row is measured, in a sentence."""
        if self.measure.distance == "globe":
            return "The distance is the shortest way along the surface of the globe."
        if self.measure.distance == "angle":
            return "The distance is the angle between two rows, seen from zero."
        if self.words_alone:
            return "The distance is the root of how many words differ."
        if self.words:
            return "The distance is the root of a sum: the squared differences of numbers, in standard deviations, and 1 for each word that differs."
        if self.measure.is_k_means:
            return "The distance is measured as the columns count: see 2."
        return f"The distance is measured as the columns count, by “{self.measure.name}”: see 2."

    def written(self, distance: str) -> str:
        """A distance with its unit."""
        return f"{distance}{self.unit}"

    def starts(self, usual: int, n_samples: int) -> int:
        """How many starts to try, where k-means tries so many as `usual`: few where each takes long."""
        if self.is_k_means:
            return usual
        return min(usual, 20 if n_samples <= 500 else 10 if self.sizes is None else 5)

    def times_the_work(self, n_samples: int) -> float:
        """How many times the work of a start of k-means one takes, about, as measured with 300 to 2,000 rows."""
        if self.sizes is not None:
            return 300.0
        if self.measure.is_k_means:
            return 1.0
        return (
            n_samples / 30
            if self.measure.takes_all_pairs
            else 130.0
            if self.measure.center == "geometric median"
            else 30.0
        )


PLAIN = Nearness()


def profiled_in_words(near: Nearness) -> str:
    """What the profiles have of each column, in a sentence."""
    words = "the most common word of every column of words"
    if near.typical == "average":
        said = f"the average of every column of numbers, {words}."
    else:
        said = f"the {near.typical} in the columns that are compared, the average of every other column of numbers, {words}."
    return (
        f"{said} Averages, and shares of words, count each row as often as “{isolated(near.weighed_by, 40)}” says."
        if near.weighed_by
        else said
    )


# ---- weights -------------------------------------------------------------------------------------------------------

_COUNTS = re.compile(
    r"(?:^|[\s_.(#])(?:n|counts?|freq|frequency|frequencies|weights?|number of (?:rows|people|persons|cases)|"
    r"anzahl|h(?:ä|ae)ufigkeit(?:en)?|gewicht(?:ung)?|nombre|effectifs?|poids|fr(?:é|e)quence|"
    r"cantidad|conteo|frecuencia|peso|conteggio|frequenza|quantit(?:à|a)|contagem|frequ(?:ê|e)ncia|"
    r"aantal|antal|antall|liczba|количество|число|вес|数量|人数|件数|计数|개수)(?:$|[\s_.)])",
    re.I,
)
_MAY_BE_HEAVY = re.compile(r"weight|gewicht|poids|peso|вес", re.I)
_BODIES = re.compile(
    r"height|length|size|age|gr(?:ö|oe)(?:ß|ss)e|l(?:ä|ae)nge|taille|longueur|altura|altezza|рост", re.I
)


def may_count_rows(name: str, others: list[str]) -> bool:
    """Whether a column is called like one that says how many each row stands for. others : the names of the other columns: beside
    a height, a weight is one in kilograms"""
    if not _COUNTS.search(name):
        return False
    return not (_MAY_BE_HEAVY.search(name) and any(map(_BODIES.search, others)))


def are_weights(values: Array) -> bool:
    """Whether numbers can say how often rows count: none is negative, and some are more than nothing. nan counts for nothing."""
    known = values[np.isfinite(values)]
    return bool(len(known)) and bool(known.min() >= 0) and bool(known.max() > 0)


def are_counts(values: Array) -> bool:
    """Whether they may be taken for counts unasked: whole numbers, not all the same."""
    known = values[np.isfinite(values)]
    return are_weights(values) and bool((known == np.round(known)).all()) and known.min() != known.max()


def as_weights(values: Array) -> Array:
    """How often rows count, where these numbers say so: one that says nothing counts for nothing."""
    return np.where(np.isfinite(values), values, 0.0)
