"""Where k-means fails, and what would see the groups: the methods held against each other, and the words. No screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kmeans_core import (
    Mixture,
    adjusted_rand_index,
    assign_labels,
    fit,
    gaussian_mixture,
    initial_means,
    optimal_matching,
    single_linkage,
)
from kmeans_core.checks import FloatArray, IntArray
from study import links
from study.drawn import Drawing
from study.failure_cases import K_MEANS, LINKAGE, MIXTURE, Failure
from study.words import count, listed

STARTS = 1000
"""Of each way to find groups that depends on its start: what is left is not the start's fault."""
MIXTURES = 20
"""So many for a mixture, each of which takes as long as hundreds of k-means."""
FOUND = 0.9
"""An agreement with the eye from which on groups are called found: a few points at an edge may go the other way."""


@dataclass(frozen=True, eq=False)
class Found:
    """The groups that a method draws.

    labels : integers of shape (n,)
    means : array of shape (k, 2), or (0, 2) where the method has none
    mixture : its Gaussians, if it has any
    """

    labels: IntArray
    means: FloatArray
    mixture: Mixture | None = None


@dataclass(frozen=True)
class Method:
    """name : on the screen; how : what it does, in a sentence"""

    name: str
    how: str
    find: Callable[[FloatArray, int], Found]


NO_MEANS = np.empty((0, 2))


def _k_means(X: FloatArray, k: int) -> Found:
    best = fit(X, k, STARTS, init="k-means++")
    return Found(best.labels, best.means)


def _k_medians(X: FloatArray, k: int) -> Found:
    best = fit(X, k, STARTS, init="k-means++", similarity="Manhattan")
    return Found(best.labels, best.means)


def _same_variation(X: FloatArray, k: int) -> Found:
    middle, spread = X.mean(axis=0), X.std(axis=0)
    best = fit((X - middle) / spread, k, STARTS, init="k-means++")
    return Found(best.labels, best.means * spread + middle)


def _linkage(X: FloatArray, k: int) -> Found:
    return Found(single_linkage(X, k), NO_MEANS)


def _mixture(X: FloatArray, k: int) -> Found:
    """The likeliest of several, like k-means the best of several starts: each begins around k points picked at random."""
    found = max(
        (
            gaussian_mixture(X, assign_labels(X, initial_means(X, k, "random", seed)))
            for seed in range(MIXTURES)
        ),
        key=lambda each: each.log_likelihoods[-1],
    )
    return Found(found.labels, NO_MEANS, found)


def _in_four(X: FloatArray, k: int) -> Found:
    return _k_means(X, 4)


METHODS = {
    K_MEANS: Method("k-means, the best of 1,000 starts", "Each point belongs to the nearest mean.", _k_means),
    "k-medians": Method(
        "k-medians", "As k-means, but distances are not squared and centers are medians.", _k_medians
    ),
    "same variation": Method(
        "k-means on columns of the same variation",
        "Each column is divided by its standard deviation first.",
        _same_variation,
    ),
    "k = 4": Method("k-means with k = 4", "The number of groups that the eye sees.", _in_four),
    LINKAGE: Method(
        "Single linkage", "All points are joined by the shortest links; the longest are cut.", _linkage
    ),
    MIXTURE: Method(
        "Gaussian mixture",
        "k-means gone soft: each group is a cloud with a shape, width and size of its own.",
        _mixture,
    ),
}


def watch_settings(case: Failure, seed: int) -> dict[str, str]:
    """Settings, as in an address, with which the stepper shows the points of a case: a shape, or each point as if drawn by hand."""
    drawn = "" if case.shape else Drawing(tuple(map(tuple, case.make(seed)[0].tolist())), alone=True).text
    shape = {"seed": str(seed), **case.shape} if case.shape else {}
    return {**shape, "data": links.SHAPES, "k": str(case.k), links.PAPER.name: drawn}


# ---- held against the eye --------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Held:
    """What a method found, held against what the eye sees.

    method : its name in `METHODS`
    agreement : adjusted Rand index with the eye (Hubert and Arabie 1985); nan where the eye sees one group, for which it says nothing
    numbers : for each group of the method the number of the eye's group that it goes with, from 0; others follow
    strays : which points are elsewhere than the eye has them, shape (n,)
    wanted : how many groups the eye sees
    """

    method: str
    found: Found
    agreement: float
    numbers: tuple[int, ...]
    strays: np.ndarray[tuple[int], np.dtype[np.bool_]]
    wanted: int


def held_against(truth: IntArray, method: str, found: Found) -> Held:
    """Hold the groups of a method against those of the eye: each goes with the one with which it shares most points.

    truth : integers of shape (n,), from 0
    """
    k = max(int(found.labels.max()), int(truth.max())) + 1
    shared = np.zeros((k, k))
    np.add.at(shared, (found.labels, truth), 1)
    numbers = optimal_matching(shared.max() - shared)
    strays = numbers[found.labels] != truth
    n_groups = int(found.labels.max()) + 1
    agreement = float(adjusted_rand_index(found.labels, truth)) if truth.any() else float("nan")
    return Held(
        method, found, agreement, tuple(numbers[:n_groups].tolist()), strays, wanted=int(truth.max()) + 1
    )


def sees(held: Held) -> bool:
    """Whether it finds the groups that the eye sees: as many, and nearly the same."""
    return held.agreement >= FOUND and len(held.numbers) == held.wanted


def agreement_in_words(held: Held) -> str:
    """Of one method: how far it agrees with the eye, and how many points go elsewhere."""
    if np.isnan(held.agreement):
        return f"{len(held.numbers)} groups, where none were made."
    strays = int(held.strays.sum())
    elsewhere = (
        "Every point is where the eye has it."
        if not strays
        else f"{count(strays, 'point')} of {len(held.strays):,} elsewhere (×)."
    )
    many = (
        ""
        if len(held.numbers) == held.wanted
        else f", with {count(len(held.numbers), 'group')} in place of {held.wanted}"
    )
    return f"Agreement {_signed(held.agreement)}{many}. {elsewhere}"


def _signed(agreement: float) -> str:
    """Two decimals, with a real minus, and never "−0.00"."""
    return f"{round(agreement, 2) + 0.0:.2f}".replace("-", "−")


WHAT_IT_MEANS = (
    "Agreement with the eye is the adjusted Rand index: 1 when the same points are together, about 0 when groups agree no better "
    "than by chance. Points that a method puts elsewhere are crosses."
)


def failure_headline(case: Failure, shown: Mapping[str, Held]) -> str:
    """The first sentence of the page."""
    k_means = shown[K_MEANS]
    if np.isnan(k_means.agreement):
        return f"There are no groups here, and k-means draws {count(len(k_means.numbers), 'group')}."
    if sees(k_means):
        missed = [name for name in case.would_do if not sees(shown[name])]
        others = f"; {listed([_SHORT[name] for name in missed])} does not" if len(missed) == 1 else ""
        return f"Here k-means finds the groups that the eye sees{others}."
    seen = [name for name in case.would_do if sees(shown[name])]
    if not seen:
        return "k-means does not find what the eye sees, and neither do the others."
    does = "does" if len(seen) == 1 else "do"
    return f"k-means does not find what the eye sees; {listed([_SHORT[name] for name in seen])} {does}."


def answer_in_words(case: Failure, held: Held, guessed: bool) -> str:
    """Of the quiz, after a guess: whether it was right, and why it is so. Markdown."""
    finds = sees(held)
    verdict = "Right" if guessed == finds else "Not so"
    does = "k-means finds them" if finds else "k-means does not find them"
    return f"**{verdict}: {does}.** {case.why}"


def score_in_words(right: Sequence[bool]) -> str:
    """How the guesses went so far."""
    return f"{sum(right)} of {len(right)} guessed right so far."


_SHORT = {
    "k-medians": "k-medians",
    "same variation": "k-means on columns of the same variation",
    "k = 4": "k-means with k = 4",
    LINKAGE: "single linkage",
    MIXTURE: "a Gaussian mixture",
}
