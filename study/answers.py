"""What many starts amount to: the answers, the kinds of answers, and how each initialization fared. No Streamlit here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kmeans_core.scores import centroid_index, percent_above_best, wilson_interval
from kmeans_core.solutions import Solutions, distinct_solutions
from study.digits import step_between, without_noise, written
from study.starts_store import Starts

IntArray = NDArray[np.signedinteger]
FloatArray = NDArray[np.float64]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_KINDS = 60
"""So many kinds are told apart unless somebody asks for more: each takes its time."""
SAME_KIND = 0.02
"""Answers of one kind differ in inertia by no more than this share."""
NEAR_BEST = 1.0
"""A start within so many percent of the best found is called near it."""


def letter_of(number: int) -> str:
    """What an answer, or a kind of answers, is called, numbered from 0: A, ..., Z, AA, AB, ... Numbers are those of means."""
    name = ""
    while number >= 0:
        number, last = divmod(number, len(LETTERS))
        name, number = LETTERS[last] + name, number - 1
    return name


@dataclass(frozen=True, eq=False)
class Kind:
    """One answer, or one better than all like it and those that put their means in nearly the same places.

    Attributes
    ----------
    ranks : the answers, by their rank in `Answers.solutions`; the first, the best of them, stands for all.
    count : how many starts ended here.
    share : the same as a share of all starts.
    percent : by how many percent its best is worse than the best of all.
    highest : the same of its worst.
    """

    ranks: IntArray
    count: int
    share: float
    percent: float
    highest: float


@dataclass(frozen=True, eq=False)
class Answers:
    """Where the starts of one or more initializations ended.

    Attributes
    ----------
    parts : the starts of each initialization.
    solutions : the distinct answers among all of them, the best first.
    kinds : the same, gathered; by inertia.
    kind_of : integers of shape (s,), the kind that each start led to; `len(kinds)` for those past the ones told apart.
    """

    parts: tuple[Starts, ...]
    solutions: Solutions
    kinds: tuple[Kind, ...]
    kind_of: IntArray

    def __len__(self) -> int:
        return len(self.kind_of)

    @property
    def inits(self) -> tuple[str, ...]:
        return tuple(part.runs.init for part in self.parts)

    @property
    def total(self) -> str:
        """What the sum is called that the starts are compared by: it is inertia for k-means alone."""
        return "inertia" if self.parts[0].runs.problem.is_plain else "sum"

    @property
    def inertia(self) -> FloatArray:
        """The inertia in which each start ended, the same for all that led to one answer."""
        return self.solutions.inertia[self.solutions.which]

    @property
    def percent(self) -> FloatArray:
        """By how many percent each start is worse than the best of all."""
        return self.solutions.percent_above_best[self.solutions.which]

    @property
    def iterations(self) -> IntArray:
        return np.concatenate([part.runs.iterations for part in self.parts])

    @property
    def seeds(self) -> IntArray:
        return np.concatenate([part.runs.seeds for part in self.parts])

    @property
    def init_of(self) -> IntArray:
        """Which of `parts` each start belongs to."""
        return np.repeat(np.arange(len(self.parts)), [len(part) for part in self.parts])

    def percent_worse(self, inertia: float) -> float:
        """By how many percent an inertia is worse than the best of all."""
        return float(percent_above_best(inertia, float(self.solutions.inertia[0])))

    @cached_property
    def n_best(self) -> int:
        """How many answers are equally good and the best: where this is more than 1, each of them is one of the best."""
        return int(np.count_nonzero(self.solutions.percent_above_best == 0))

    @cached_property
    def n_worst(self) -> int:
        """How many answers are equally bad and the worst."""
        return int(np.count_nonzero(self.solutions.inertia == self.solutions.inertia[-1]))

    @property
    def are_equally_good(self) -> bool:
        """Whether none is better than another; so is a single one."""
        return self.n_best == len(self.solutions)

    @property
    def best_share(self) -> float:
        """The share of starts that led to the best answer, or to one of them."""
        return int(self.solutions.counts[: self.n_best].sum()) / len(self)

    @property
    def best_shares(self) -> list[float]:
        """The same of the starts of each of `parts`."""
        found = self.solutions.counts_by_runs[:, : self.n_best].sum(axis=1)
        return [int(number) / len(part) for number, part in zip(found, self.parts, strict=True)]

    @property
    def near_share(self) -> float:
        """The share of starts within `NEAR_BEST` percent of the best."""
        return float(np.mean(self.percent <= NEAR_BEST))

    @cached_property
    def _step(self) -> float:
        return step_between(self.solutions.inertia)

    def inertia_in_words(self, inertia: float) -> str:
        """An inertia with digits enough to tell the answers apart."""
        return written(inertia, self._step, np.inf)

    @property
    def are_all_told_apart(self) -> bool:
        """Whether every start led to one of `kinds`."""
        return int(self.kind_of.max()) < len(self.kinds)

    @cached_property
    def rank_of(self) -> dict[bytes, int]:
        """The rank of each answer that a start led to, by its partition: what is not among them is new."""
        known = (partition for part in self.parts for partition in part.runs.partitions)
        return dict(zip(known, self.solutions.which.tolist(), strict=True))

    @cached_property
    def kind_of_rank(self) -> IntArray:
        """The kind of each answer, shape (len(solutions),); `len(kinds)` for those past the ones told apart."""
        kinds = np.empty(len(self.solutions), dtype=np.intp)
        kinds[self.solutions.which] = self.kind_of
        return kinds

    @property
    def worst(self) -> int:
        """The rank of the worst answer."""
        return len(self.solutions) - 1


def gather(parts: Sequence[Starts], each: bool = False, most: int = MOST_KINDS) -> Answers:
    """The answers of some starts.

    Parameters
    ----------
    parts : for each initialization its starts, all of the same points and k
    each : True makes every answer a kind of its own
    most : so many kinds are told apart, the best
    """
    solutions = distinct_solutions(*(part.runs for part in parts))
    means = np.concatenate([runs.means for runs in solutions.runs])[solutions.representatives]
    # Where distances are measured: degrees of longitude on both sides of the date line lie far apart, the places do not
    m, k, n_features = means.shape
    places = parts[0].runs.problem.similarity.place(means.reshape(m * k, n_features)).reshape(m, k, -1)
    kind_of_rank = kinds_of(places, solutions.inertia, most, each)
    kinds = []
    for kind in range(min(most, int(kind_of_rank.max()) + 1)):
        ranks = np.flatnonzero(kind_of_rank == kind)
        count = int(solutions.counts[ranks].sum())
        kinds.append(
            Kind(
                ranks,
                count,
                count / len(solutions.which),
                *solutions.percent_above_best[ranks[[0, -1]]].tolist(),
            )
        )
    return Answers(tuple(parts), solutions, tuple(kinds), kind_of_rank[solutions.which])


def alike(
    means: FloatArray, inertia: FloatArray, leader_means: FloatArray, leader_inertia: float
) -> NDArray[np.bool_]:
    """Which of m answers go with a better or worse one: a mean near each of its means (centroid index 0), and about its inertia.

    Parameters
    ----------
    means, inertia : arrays of shape (m, k, n_features) and (m,)
    leader_means, leader_inertia : the other answer's, of shape (k, n_features); one of the very same inertia is another
        answer, as good as this, and goes with none
    """
    away = np.abs(inertia - leader_inertia)
    near: NDArray[np.bool_] = (away > 0) & (away <= SAME_KIND * leader_inertia)
    if near.any():
        near[near] &= np.asarray(centroid_index(means[near], leader_means)) == 0
    return near


def leads(rank: int, inertia: FloatArray) -> bool:
    """Whether an answer gathers those like it: only if no other is as good. Else the order of equals would say who goes with whom.

    inertia : array of shape (m,), that of all answers, the same for those that are equally good
    """
    return int(np.count_nonzero(inertia == inertia[rank])) == 1


def kinds_of(means: FloatArray, inertia: FloatArray, most: int = MOST_KINDS, each: bool = False) -> IntArray:
    """The kind of each of m answers, `most` for those beyond.

    The best answer not yet of a kind is the next one; if it leads, all left that are like it go with it.

    Parameters
    ----------
    means : array of shape (m, k, n_features)
    inertia : array of shape (m,), rising, the same for those that are equally good
    each : True makes every answer a kind of its own
    """
    if each:
        return np.minimum(np.arange(len(inertia)), most)
    kind_of = np.full(len(inertia), most)
    left = np.arange(len(inertia))
    for kind in range(most):
        if not len(left):
            break
        best = int(left[0])
        near = np.zeros(len(left), dtype=bool)
        if leads(best, inertia):
            near = alike(means[left], inertia[left], means[best], float(inertia[best]))
        near[0] = True
        kind_of[left[near]] = kind
        left = left[~near]
    return kind_of


@dataclass(frozen=True)
class Fared:
    """How the starts of one initialization fared: shares with their Wilson intervals, from 0 to 1.

    `found` of `starts` came within `NEAR_BEST` percent of the best answer that is known; `right`
    of them found every true group (None where those are unknown), `exact` the best answer or one of those as good. The rest
    is of all starts.
    """

    init: str
    starts: int
    found: int
    interval: tuple[float, float]
    exact: int
    median: float
    worst: float
    iterations_median: float
    iterations_most: int
    right: int | None
    right_interval: tuple[float, float] | None
    rand_mean: float | None
    centroid_mean: float | None


def by_part(answers: Answers, best: float | None = None) -> list[FloatArray]:
    """By how many percent each start is worse than the best that is known, for the starts of each of `parts`; see `fared`."""
    percent = answers.percent if best is None else percent_above_best(answers.inertia, best)
    return np.split(percent, np.cumsum([len(part) for part in answers.parts])[:-1])


def fared(answers: Answers, best: float | None = None) -> list[Fared]:
    """One record per initialization, in their order.

    best : the least inertia that is known, which the starts are held against; None for the best of theirs
    """
    percent = by_part(answers, best)
    records = []
    for part, worse in zip(answers.parts, percent, strict=True):
        n = len(part)
        found = int(np.count_nonzero(worse <= NEAR_BEST))
        right = None if part.centroid is None else int(np.count_nonzero(part.centroid == 0))
        records.append(
            Fared(
                init=part.runs.init,
                starts=n,
                found=found,
                interval=wilson_interval(found, n),
                exact=int(np.count_nonzero(worse == 0)),
                median=float(np.median(worse)),
                worst=float(worse.max()),
                iterations_median=float(np.median(part.runs.iterations)),
                iterations_most=int(part.runs.iterations.max()),
                right=right,
                right_interval=None if right is None else wilson_interval(right, n),
                rand_mean=None if part.rand is None else float(part.rand.mean()),
                centroid_mean=None if part.centroid is None else float(part.centroid.mean()),
            )
        )
    return records


def starts_csv(answers: Answers) -> str:
    """Every start as one row; answers are numbered from 1, the best first, and kinds of answers have the letters of the page."""
    columns: dict[str, object] = {
        "seed": answers.seeds,
        "initialization": np.array(answers.inits)[answers.init_of],
        answers.total: answers.inertia,
        "iterations": answers.iterations,
        "answer": answers.solutions.which + 1,
        "kind of answer": np.array([*map(letter_of, range(len(answers.kinds))), ""])[answers.kind_of],
        "percent above best": answers.percent,
    }
    rand = [part.rand for part in answers.parts if part.rand is not None]
    centroid = [part.centroid for part in answers.parts if part.centroid is not None]
    if rand and centroid:
        columns["adjusted Rand index"] = without_noise(np.concatenate(rand))
        columns["centroid index"] = np.concatenate(centroid)
    return str(pd.DataFrame(columns).to_csv(index=False, lineterminator="\n"))
