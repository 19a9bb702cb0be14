"""The remedies for bad starts, held against each other on the same points and at the same cost; and each as a story. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kmeans_core import Run, assign_labels, initial_means, kmeans_plus_plus_draws, run, run_many
from kmeans_core.checks import FloatArray, IntArray
from kmeans_core.initializations import candidates_of_greedy
from kmeans_core.many import ManyRuns
from kmeans_core.repair import AFTER_A_SWAP, Repair, random_swap, split_merge
from kmeans_core.scores import percent_above_best, wilson_interval
from study import numbering, words
from study.digits import all_written
from study.enough import all_miss

STARTS_AT_ONCE = 10
"""So many random starts are what people do by hand, and what all remedies may cost."""
ONCE, OFTEN, SWAP, SPLIT = "random", f"random, best of {STARTS_AT_ONCE}", "random swap", "split and merge"
PLUS, GREEDY, FARTHEST = "k-means++", "greedy k-means++", "farthest"
REMEDIES = {
    ONCE: "k of the points, picked at random.",
    OFTEN: f"{STARTS_AT_ONCE} random starts; the best of them counts.",
    PLUS: "Each first mean is drawn far from those drawn before.",
    GREEDY: "The same, with several draws each time; the one that helps most stays.",
    FARTHEST: "Each first mean is the point farthest from those before.",
    SWAP: "After a random start, a mean at random is put at a point at random, again and again; what is better stays.",
    SPLIT: "After a random start, the mean that is missed least goes where a second one helps most.",
}
"""What there is to try, from the least to the most that is done; each in a sentence."""
_INITS = (PLUS, GREEDY, FARTHEST)
INITS = (ONCE, *_INITS)
"""The ways to choose first means among them."""

WORK = 6e7
"""Distances that the trials of all remedies may take: about two seconds."""
MOST_TRIALS, LEAST_TRIALS = 100, 20
_USUAL_ITERATIONS = 10
"""Of a run, as a guess of how many trials there is time for; what they cost is then counted."""


@dataclass(frozen=True)
class Tried:
    """How a remedy did: which share of its goes ended in the best answer that is known, see `Ladder.best`.

    Attributes
    ----------
    tried : so many goes were counted; of `OFTEN` those of single starts, from which its share follows.
    share, interval : of goes that find it; and where that may lie, 95%.
    distances : that one go took on average, between a point and a mean.
    goes : as many whole ones as cost no more than `STARTS_AT_ONCE` random starts, at least one.
    """

    name: str
    tried: int
    share: float
    interval: tuple[float, float]
    distances: float
    goes: int

    @property
    def at_same_cost(self) -> float:
        """The chance that one of `goes` finds it."""
        return one_finds(self.share, self.goes)

    @property
    def at_same_cost_interval(self) -> tuple[float, float]:
        low, high = self.interval
        return one_finds(low, self.goes), one_finds(high, self.goes)


@dataclass(frozen=True)
class Ladder:
    """All remedies on the same points, in their order. `best` is the least inertia that any of them reached, or that was known."""

    tried: tuple[Tried, ...]
    best: float


def one_finds(share: float, starts: int) -> float:
    """The chance that one of so many starts finds what a share of them finds; that share itself, of one."""
    return share if starts == 1 else 1 - all_miss(share, starts)


def trials_for(n_samples: int, k: int) -> int:
    """How many goes of each remedy there is time for."""
    a_go = STARTS_AT_ONCE * _USUAL_ITERATIONS * n_samples * k
    return int(np.clip(WORK / (3 * a_go), LEAST_TRIALS, MOST_TRIALS))


def starts_of_each(X: FloatArray, k: int, trials: int, empty: str = "keep") -> dict[str, ManyRuns]:
    """So many starts of each way to choose first means, and more of random ones, which the others are held against."""
    numbers = {ONCE: STARTS_AT_ONCE * trials, **dict.fromkeys(_INITS, trials)}
    return {
        init: run_many(X, k, range(number), init, empty=empty, keep_labels=False)
        for init, number in numbers.items()
    }


def try_all(
    X: FloatArray,
    starts: Mapping[str, ManyRuns],
    trials: int,
    known: float = np.inf,
    empty: str = "keep",
) -> Ladder:
    """Every remedy on the same points.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    starts : those of each of `INITS`, on these points; repairs are tried on the first of the random ones
    trials : of each repair, at most as many as there are random starts
    known : the lowest inertia that was found on these points before
    empty : one of `EMPTY_CLUSTER_RULES`
    """
    once = starts[ONCE]
    k, trials = once.means.shape[1], min(trials, len(once))
    per_assign = len(X) * k
    a_start = float(once.iterations.mean()) * per_assign
    budget = STARTS_AT_ONCE * a_start
    ends: dict[str, tuple[FloatArray, float]] = {ONCE: (once.inertia, a_start)}
    for init in _INITS:
        runs = starts[init]
        draws = len(X) * (1 + (k - 1) * candidates_of_greedy(k)) if init == GREEDY else per_assign
        ends[init] = runs.inertia, float(runs.iterations.mean()) * per_assign + draws
    for name in (SWAP, SPLIT):
        repairs = [_repaired(name, X, once, start, budget, empty) for start in range(trials)]
        cost = float(np.mean([repair.distances for repair in repairs]))
        ends[name] = (
            np.array([repair.inertia for repair in repairs]),
            cost + float(once.iterations[:trials].mean()) * per_assign,
        )
    best = min([known, *(float(inertia.min()) for inertia, _ in ends.values())])
    tried = {}
    for name, (inertia, distances) in ends.items():
        found = int(np.count_nonzero(percent_above_best(inertia, best) <= 0))
        interval = wilson_interval(found, len(inertia))
        goes = STARTS_AT_ONCE if name == ONCE else max(1, int(budget / distances))
        tried[name] = Tried(name, len(inertia), found / len(inertia), interval, distances, goes)
    alone = tried[ONCE]
    tried[OFTEN] = Tried(
        OFTEN,
        alone.tried,
        alone.at_same_cost,
        alone.at_same_cost_interval,
        STARTS_AT_ONCE * alone.distances,
        1,
    )
    return Ladder(tuple(tried[name] for name in REMEDIES), best)


def _repaired(name: str, X: FloatArray, starts: ManyRuns, start: int, budget: float, empty: str) -> Repair:
    means = starts.means[start]
    if name == SPLIT:
        return split_merge(X, means, empty=empty)
    per_assign = len(X) * len(means)
    left = budget / per_assign - starts.iterations[start]
    swaps = max(1, int(left / (AFTER_A_SWAP + 1)))
    return random_swap(X, means, swaps, np.random.default_rng(int(starts.seeds[start])), empty)


@dataclass(frozen=True, eq=False)
class Shot:
    """One picture of a remedy at work.

    Attributes
    ----------
    title, sentence : what is to be seen, in plain text.
    means : array of shape (k, n_features), by the numbers they have on screen; NaN for those that are not there yet.
    labels : integers of shape (n_samples,); None before there are any.
    ring : where something happens, shape (n_features,); None if nothing does.
    chances : array of shape (n_samples,), of each point to be drawn; None but for k-means++.
    """

    title: str
    sentence: str
    means: FloatArray = field(repr=False)
    labels: IntArray | None = field(default=None, repr=False)
    ring: FloatArray | None = field(default=None, repr=False)
    chances: FloatArray | None = field(default=None, repr=False)


def story(
    name: str, X: FloatArray, k: int, seed: int, anchors: FloatArray, empty: str = "keep"
) -> list[Shot]:
    """A remedy at work, from the first draw to the answer it gives; clusters have the numbers of the answer that it ends in.

    Parameters
    ----------
    name : one of `REMEDIES`
    X : array of shape (n_samples, n_features)
    seed : of the start
    anchors : what clusters are numbered by, shape (k, n_features)
    """
    if name == OFTEN:
        return _of_many(X, k, seed, anchors, empty)
    if name in (SWAP, SPLIT):
        return _of_a_repair(name, X, k, seed, anchors, empty)
    found = numbering.renumbered(run(X, initial_means(X, k, name, seed), empty=empty), anchors)
    return [*draws_of(name, X, seed, found), *_of_a_run(X, name, found)]


def draws_of(init: str, X: FloatArray, seed: int, found: Run) -> list[Shot]:
    """First means drawn one at a time, under the numbers that they have in the run `found` from there; nothing for those that are
    picked all at once."""
    if init not in _INITS:
        return []
    k = found.k
    number_of = np.arange(k)
    if isinstance(found, numbering.Renumbered):
        number_of = numbering.numbers_from(np.array(found.order))
    means = np.full((k, X.shape[1]), np.nan)
    chances: list[Any] = [None] * k
    if init == PLUS:
        chances = [draw.chances for draw in kmeans_plus_plus_draws(X, k, np.random.default_rng(seed))]
    shots = []
    for number in range(k):
        if number == 0:
            sentence = "The first mean is a point picked at random: all have the same chance."
        elif init == PLUS:
            sentence = "The larger a point, the likelier it is drawn: its chance goes with the square of its distance to the nearest mean."
        elif init == GREEDY:
            sentence = "Of several points that k-means++ would draw, the one that lowers the sum of squared distances most."
        else:
            sentence = "The point farthest from all means so far."
        drawn = int(number_of[number])
        means[drawn] = found.steps[0].means[drawn]
        shots.append(
            Shot(
                f"Draw {number + 1} of {k}",
                sentence,
                means.copy(),
                ring=means[drawn].copy(),
                chances=chances[number],
            )
        )
    return shots


def _of_a_run(X: FloatArray, init: str, found: Run) -> list[Shot]:
    return [
        Shot(
            words.step_title(found, index),
            words.step_sentence(found, index, X, init),
            step.means,
            None if step.kind == "start" else step.labels,
        )
        for index, step in enumerate(found.steps)
    ]


def _of_many(X: FloatArray, k: int, seed: int, anchors: FloatArray, empty: str) -> list[Shot]:
    runs = run_many(X, k, range(seed, seed + STARTS_AT_ONCE), empty=empty)
    told = all_written(runs.inertia.tolist())
    ends = [
        numbering.in_order(runs.labels_of(start), runs.means[start], anchors) for start in range(len(runs))
    ]
    shots = []
    for start in range(STARTS_AT_ONCE):
        best = int(runs.inertia[: start + 1].argmin())
        so_far = "the best so far" if best == start else f"the best so far is {told[best]}"
        shots.append(
            Shot(
                f"Start {start + 1} of {STARTS_AT_ONCE}",
                f"It ends at an inertia of {told[start]}; {so_far}.",
                ends[start][1],
                ends[start][0],
            )
        )
    best = runs.best
    shots.append(
        Shot(
            "The best of them",
            f"Start {best + 1}, with an inertia of {told[best]}.",
            ends[best][1],
            ends[best][0],
        )
    )
    return shots


def _of_a_repair(name: str, X: FloatArray, k: int, seed: int, anchors: FloatArray, empty: str) -> list[Shot]:
    runs = run_many(X, k, range(seed, seed + STARTS_AT_ONCE), empty=empty)
    budget = float(runs.iterations.sum()) * len(X) * k
    repair = _repaired(name, X, runs, 0, budget, empty)
    told = all_written([repair.start_inertia, *(trial.inertia for trial in repair.trials), repair.inertia])
    order = numbering.order_of(repair.means, repair.labels, anchors)
    number_of = numbering.numbers_from(order)
    what = "Swap" if name == SWAP else "Try"
    shots = [
        Shot(
            "A finished run",
            f"A random start has come to rest at an inertia of {told[0]}.",
            runs.means[0][order],
            number_of[runs.labels_of(0)],
        )
    ]
    for number, trial in enumerate(repair.trials):
        outcome = "lower: it stays" if trial.kept else "not lower: back to where it was"
        shots.append(
            Shot(
                f"{what} {number + 1} of {len(repair.trials)}",
                f"Mean {number_of[trial.moved] + 1} is put into the ring. Inertia then: {told[number + 1]}, {outcome}.",
                trial.means[order],
                number_of[assign_labels(X, trial.means)],
                ring=trial.place,
            )
        )
    kept = sum(trial.kept for trial in repair.trials)
    stayed = f"after {words.count(kept, 'move')} that stayed" if kept else "as before: no move made it lower"
    shots.append(
        Shot(
            "The end",
            f"Inertia {told[-1]}, {stayed}.",
            repair.means[order],
            number_of[repair.labels],
        )
    )
    return shots
