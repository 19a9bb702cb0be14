"""What is being clustered: points, their names, where they come from, and how they are scaled and drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from study import dateline, one_column
from study.dates import DAYS
from study.filling import Fill, filled_in
from study.nearness import PLAIN, Nearness
from study.one_column import places_of
from study.text import shortened
from tables.model import Levels

Array = NDArray[np.float64]

_MOST_TENS = 300.0
"""Ten to a higher power overflows; whoever drags a mean so far out of sight gets no farther."""

_LONGEST_ANSWER = 24
"""A longer one leaves an axis no room for the name."""

Logs = tuple[tuple[int, float], ...]
"""The columns that count by their logarithm, and what is added to their values first: 1 where there are zeros."""


def logged(values: Array, logs: Logs) -> Array:
    """Values of shape (m, n_features) with those columns as logarithms to the base of ten; what has none becomes nan."""
    if logs:
        values = values.copy()
        with np.errstate(divide="ignore", invalid="ignore"):
            for j, added in logs:
                shifted = values[:, j] + added
                values[:, j] = np.where(shifted > 0, np.log10(shifted), np.nan)
    return values


def _ends(levels: Levels) -> str:
    """ "1 never, 5 always"."""
    known = sorted((level, word) for word, level in levels.items() if level is not None)
    return ", ".join(
        f"{level:.0f} {shortened(word, _LONGEST_ANSWER)}" for level, word in (known[0], known[-1])
    )


@dataclass(frozen=True, eq=False)
class WordsUp:
    """A column of words that goes up the plot, where one column of numbers goes across: each word has a height of its own.

    words : from below, at heights of 0, 1, 2, ...
    heights, low : a position times the first, an array of shape (n_features,), and the second added, is the height of its word
    """

    column: str
    words: tuple[str, ...]
    heights: Array
    low: float


@dataclass(frozen=True, eq=False)
class Points:
    """Points to cluster.

    Distances are measured in the units of the clustering; people read the units of their file. With no `center` and
    `scale` the two are the same.

    Attributes
    ----------
    X : array of shape (n_samples, n_features), in the units of the clustering
    names : the n_features column names, as the user wrote them
    title : what these points are, in a few words of plain text
    frame : the table they came from, one row per point, for downloads
    true_labels : integers of shape (n_samples,) where the true groups are known
    notes : sentences on what was done to get here (rows left out and so on), plain text
    center, scale : arrays of shape (n_features,); a file's value is X * scale + center. None: X is the file's values
    logs : the columns of which X * scale + center is the logarithm of the file's value; there are a center and a scale then
    axes : the two columns that the plot shows, across and up; where there is but one column, it goes across
    components : array of shape (n_features, 2), to draw two mixtures of all columns in place of two columns
    mixtures : names of the two mixtures, plain text
    in_file : array of shape (n_samples, n_features), where X is scaled: the values of the file, for scaling and back loses digits
    dates : which columns are dates, counted in days since 1970
    cuts : for columns of longitudes that are counted across the date line: which it is, and below what 360 is added
    drawn : how many of them, the last, somebody drew by hand
    fills : the columns in which missing numbers were filled in; `frame` has them empty, as they came
    private : whether they are of a visitor's own table: what is made of them is kept with the visit, never for all
    answers : by name of a column, what each of the words that `frame` has in it counts as
    categories : by name of a column of 0 and 1, the column of words in the file and the word that is 1
    words : the columns of words that are compared by whether they match, where rows are compared so; None for all that `frame` has
    words_up : the words that go up the plot, where they are compared beside one column of numbers, which is the first
    nearness : how the points are compared: see `measured.py`
    """

    X: Array
    names: tuple[str, ...]
    title: str
    frame: pd.DataFrame
    true_labels: NDArray[np.signedinteger] | None = None
    notes: tuple[str, ...] = ()
    center: Array | None = None
    scale: Array | None = None
    axes: tuple[int, int] = (0, 1)
    components: Array | None = None
    mixtures: tuple[str, str] = ("", "")
    in_file: Array | None = None
    dates: tuple[int, ...] = ()
    cuts: tuple[tuple[int, float], ...] = ()
    drawn: int = 0
    private: bool = True
    logs: Logs = ()
    fills: tuple[Fill, ...] = ()
    answers: Mapping[str, Levels] = field(default_factory=dict)
    categories: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    words: tuple[str, ...] | None = None
    words_up: WordsUp | None = None
    nearness: Nearness = PLAIN
    digest: str = field(init=False)
    """Names the content: the same points under the same names, drawn alike and measured alike, the same digest."""

    def __post_init__(self) -> None:
        self.X.setflags(write=False)  # it is kept, and handed out to whoever asks
        content = hashlib.blake2b(digest_size=12)
        drawn = (
            self.axes,
            self.dates,
            self.logs,
            self.answers,
            *(None if a is None else a.tobytes() for a in self._arrays()),
        )
        content.update(repr((self.names, self.title, self.X.shape, drawn)).encode())
        content.update(np.ascontiguousarray(self.X).tobytes())
        if not self.nearness.is_plain:
            content.update(self.nearness.key.encode())
            # Of two words only one has a column
            words = [self.frame[name].unique().tolist() for name in self.nearness.words]
            content.update(repr(words).encode())
        object.__setattr__(self, "digest", content.hexdigest())

    def _arrays(self) -> tuple[Array | None, Array | None, Array | None]:
        return self.center, self.scale, self.components

    def of_rows(self, kept: NDArray[np.bool_]) -> Points:
        """Those of some rows alone. kept : of shape (n_samples,)"""
        if kept.all():
            return self
        return replace(
            self,
            X=self.X[kept],
            frame=self.frame[kept],
            true_labels=None if self.true_labels is None else self.true_labels[kept],
            in_file=None if self.in_file is None else self.in_file[kept],
        )

    @property
    def values(self) -> Array:
        """The points in the units of the file, shape (n_samples, n_features), digit for digit."""
        return self.to_units(self.X) if self.in_file is None else self.in_file

    def to_units(self, positions: Array) -> Array:
        """Positions of shape (m, n_features) in the units of the file."""
        values = self._on_axes(positions)
        if self.logs:
            for j, added in self.logs:
                values[:, j] = 10.0 ** np.minimum(values[:, j], _MOST_TENS) - added
        return values

    def _on_axes(self, positions: Array) -> Array:
        """Positions in the units of the axes: those of the file, or their logarithms."""
        if self.scale is None or self.center is None:
            return positions
        return positions * self.scale + self.center

    def written(self, positions: Array) -> Array:
        """The same as people read them: longitudes beyond the date line as they are in the file."""
        return self.around(self.to_units(positions))

    def around(self, values: Array) -> Array:
        """Longitudes beyond the date line as they are in the file; `values` in its units, shape (m, n_features)."""
        if self.cuts:
            values = values.copy()
            for j, _ in self.cuts:
                values[:, j] = dateline.as_in_file(values[:, j])
        return values

    def counted(self, values: Array) -> Array:
        """Values as they are in a file, shape (m, n_features), as they count in the distances."""
        if self.cuts:
            values = values.copy()
            for j, cut in self.cuts:
                values[:, j] = dateline.across_cut(values[:, j], cut)
        return values

    def filled(self, values: Array) -> Array:
        """Values as they are in a file, shape (m, n_features), nan where one is missing, filled in as these points were."""
        medians = {fill.column: fill.median for fill in self.fills}
        return filled_in(values, np.array([medians.get(name, np.nan) for name in self.names]))[0]

    def from_units(self, values: Array) -> Array:
        """Values of the file, shape (m, n_features), in the units of the clustering."""
        return self._from_axes(logged(self.counted(values), self.logs))

    def _from_axes(self, values: Array) -> Array:
        if self.scale is None or self.center is None:
            return values
        return (values - self.center) / self.scale

    def have_logarithms(self, values: Array) -> NDArray[np.bool_]:
        """Which rows of values of the file, shape (m, n_features), can be placed among the points, shape (m,)."""
        placed = np.full(len(values), True)
        for j, added in self.logs:
            placed &= values[:, j] + added > 0
        return placed

    @property
    def one_column(self) -> bool:
        """Whether there is but one column: the plot then stacks its rows above the line of the means."""
        return len(self.names) == 1

    @property
    def places(self) -> Array:
        """Where the plot shows the points, shape (n_samples, 2)."""
        return places_of(self.X, self.to_plane)

    def to_plane(self, positions: Array) -> Array:
        """Places of means on the plot, shape (m, 2): the two columns in the units of the file, or as logarithms, or the two
        mixtures, or a number and the height of a word."""
        if self.one_column:
            return one_column.on_the_line(self._on_axes(positions)[:, 0])
        if self.words_up is not None:
            heights = positions @ self.words_up.heights + self.words_up.low
            return np.column_stack([self._on_axes(positions)[:, 0], heights])
        if self.components is not None:
            return positions @ self.components
        return self._on_axes(positions)[:, list(self.axes)]

    def moved_to(self, position: Array, place: Array) -> Array:
        """A position, shape (n_features,), moved so that it is drawn at `place`, shape (2,); what the plot does not show of
        it stays as it was."""
        if self.components is not None:
            moved: Array = position + (place - self.to_plane(position[np.newaxis])[0]) @ self.lift
        else:
            values = self._on_axes(position[np.newaxis]).copy()
            axes = [0] if self.one_column else list(self.axes)
            values[0, axes] = place[: len(axes)]
            moved = self._from_axes(self.counted(values))[0]
        return moved

    @property
    def lift(self) -> Array:
        """Array of shape (2, n_features): a way on the plot, shape (2,), times it is the way of a position that is moved so."""
        if self.components is not None:
            across: Array = np.asarray(np.linalg.pinv(self.components), dtype=np.float64)
            return across
        lift = np.zeros((2, len(self.names)))
        for up, column in enumerate([0] if self.one_column else self.axes):
            lift[up, column] = 1.0 if self.scale is None else 1 / self.scale[column]
        return lift

    @property
    def measures(self) -> tuple[str, ...]:
        """The column names, with the unit of those whose values are not written as in the file: dates, as days."""
        return tuple(f"{name} ({DAYS})" if j in self.dates else name for j, name in enumerate(self.names))

    def _titled(self, names: tuple[str, ...]) -> tuple[str, str]:
        """The names of the two axes, with what a number beyond the date line means, or a logarithm is of."""
        titles = list(names)
        for j, name in enumerate(self.names):
            if name in self.answers:
                titles[j] = f"{names[j]} ({_ends(self.answers[name])})"
        for j, _ in self.cuts:
            titles[j] = f"{names[j]} (181 is −179)"
        for j, added in self.logs:
            titles[j] = (
                f"{names[j]} (logarithm{' of 1 + value' if added else ''}: 3 is {999 if added else 1000:,})"
            )
        if self.one_column or self.words_up is not None:
            return titles[0], self.words_up.column if self.words_up is not None else one_column.TITLE
        return titles[self.axes[0]], titles[self.axes[1]]

    @property
    def axis_titles(self) -> tuple[str, str]:
        """What the plot shows across and up, for an axis of numbers."""
        if self.components is not None:
            return self.mixtures
        return self._titled(self.measures)

    @property
    def axis_names(self) -> tuple[str, str]:
        """The same where an axis of dates is written in dates."""
        if self.components is not None:
            return self.mixtures
        return self._titled(self.names)

    @property
    def axis_dates(self) -> tuple[bool, bool]:
        """Whether the plot shows dates across, and up."""
        if self.components is not None:
            return False, False
        return self.axes[0] in self.dates, not self.one_column and self.axes[1] in self.dates

    @property
    def unit_ratio(self) -> float:
        """How long a unit up must be drawn, a unit across being 1, for distances to look as long as they count."""
        if self.one_column or self.components is not None or self.scale is None:
            return 1.0
        across, up = self.axes
        return float(self.scale[across] / self.scale[up])
