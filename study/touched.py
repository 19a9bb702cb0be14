"""What hands did to means: moved one, added one, took one away; and what is said of it. Pure: no Streamlit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kmeans_core import Run
from study.by_hand import (
    ADDED,
    DIGITS_KEPT,
    DRAWN,
    EVERY_DIGIT,
    GONE,
    MOVED,
    UNDER_WAY,
    Means,
    as_positions,
    means_to_text,
    split_gone,
)
from study.digits import rounding_of
from study.points import Array, Points
from study.words import listed


@dataclass(frozen=True)
class Touched:
    """Which of some means a hand touched.

    Attributes
    ----------
    base : what those are that no hand touched, `DRAWN` or `UNDER_WAY`; "" where all were placed
    signs : one for each mean, `MOVED`, `ADDED` or ""; () where all were placed
    gone : the numbers of those that were taken away last, from 1, as they were numbered then
    """

    base: str = ""
    signs: tuple[str, ...] = ()
    gone: tuple[int, ...] = ()

    @classmethod
    def from_text(cls, text: object) -> Touched:
        """What the text of some means says of it, see `means_from_text`."""
        written = str(text or "").strip()
        if not written.startswith((DRAWN, UNDER_WAY)):
            return cls()
        gone, left = split_gone(written[1:])
        means = left.strip(" ;").split(";")
        return cls(
            written[0],
            tuple(
                next((sign for sign in (MOVED, ADDED) if mean.strip().startswith(sign)), "") for mean in means
            ),
            gone,
        )

    @property
    def sentence(self) -> str:
        """What was done, for people; "" where all were placed."""
        left = self.signs.count("")
        if not left:
            return ""
        others, were = ("the other is", "it was") if left == 1 else ("the others are", "they were")
        # On the way, k-means may have moved some of them and a hand, before, others.
        where = "as drawn" if self.base == DRAWN else f"where {were}"
        return f"{self._deeds}; {others} {where}."

    @property
    def goes_on(self) -> str:
        """The same when the run goes on from there; "" where it begins anew."""
        return (
            f"{self._deeds}: k-means goes on from there." if self.base == UNDER_WAY and self.sentence else ""
        )

    @property
    def _deeds(self) -> str:
        verbs = {MOVED: "moved", ADDED: "added"}
        which = {sign: [j for j, each in enumerate(self.signs, 1) if each == sign] for sign in verbs}
        deeds = [f"{verbs[sign]} {_named(means)}" for sign, means in which.items() if means]
        if self.gone:
            deeds.append(f"took {_named(self.gone)} away")
        return f"You {listed(deeds) if deeds else 'took a mean away'}"


ALL_PLACED = Touched()
_ANEW = "The run begins anew."


def _named(means: Sequence[int]) -> str:
    return f"mean{'' if len(means) == 1 else 's'} {listed([str(mean) for mean in means])}"


@dataclass(frozen=True, eq=False)
class Arrangement:
    """Means as first means, shape (k, n_features), in the units of the clustering, and which of them a hand touched."""

    means: Array
    touched: Touched

    @classmethod
    def at(cls, run: Run, step: int, start: Touched | None) -> Arrangement:
        """The means as they are at a half-step of a run. `start`: which of its first means a hand touched; None where all were drawn."""
        means = run.steps[step].means
        untouched = ("",) * len(means)
        if any(each.kind == "update" for each in run.steps[: step + 1]):
            return cls(means, Touched(UNDER_WAY, untouched))
        return cls(means, Touched(DRAWN, untouched) if start is None else start)

    @classmethod
    def placed(cls, means: Means, touched: Touched, points: Points) -> Arrangement:
        """Means as they are written, on `points` with so many columns."""
        return cls(as_positions(means, points), touched)

    def text(self, points: Points) -> str:
        """As the field and the address have it."""
        signs = self.touched.signs if self.touched.base else (MOVED,) * len(self.means)
        means = [
            means_to_text(
                mean[np.newaxis],
                points,
                EVERY_DIGIT if not sign or _on_a_point(mean, points) else DIGITS_KEPT,
            )
            for mean, sign in zip(self.means, signs, strict=True)
        ]
        if not self.touched.sentence:
            return ";".join(means)
        signed = zip(self.touched.signs, means, strict=True)
        gone = "".join(f"{GONE}{number};" for number in self.touched.gone)
        return self.touched.base + gone + ";".join(sign + mean for sign, mean in signed)

    def _with(self, means: Array, signs: Sequence[str], gone: tuple[int, ...] = ()) -> Arrangement:
        return Arrangement(
            means, replace(self.touched, signs=tuple(signs), gone=gone) if self.touched.base else Touched()
        )

    def moved(self, mean: int, to: Array) -> Arrangement:
        """A mean, counted from 0, is put at a position, shape (n_features,). One that was added stays one that was added."""
        means, signs = self.means.copy(), list(self.touched.signs)
        means[mean] = to
        if signs:
            signs[mean] = signs[mean] or MOVED
        return self._with(means, signs)

    def added(self, at: Array) -> Arrangement:
        """One mean more, the last, at a position, shape (n_features,)."""
        return self._with(np.vstack([self.means, at]), [*self.touched.signs, ADDED])

    def without(self, mean: int) -> Arrangement:
        """One mean less; those after it move up."""
        signs = [sign for j, sign in enumerate(self.touched.signs) if j != mean]
        return self._with(np.delete(self.means, mean, axis=0), signs, (mean + 1,))

    def of(self, k: int, X: Array) -> tuple[Arrangement, str]:
        """k of them, the others staying where they are, and a sentence on it, "" where they are as many already: each mean
        more at the point of `X` that is then farthest from all means, the first of several; or without the last."""
        now, before = self, len(self.means)
        for _ in range(before, k):
            now = now.added(X[_farthest(X, now.means)])
        for mean in range(before - 1, k - 1, -1):
            now = now.without(mean)
        if k < before:
            now = now._with(now.means, now.touched.signs, tuple(range(k + 1, before + 1)))
        if k > before:
            where = "at the point" if k == before + 1 else "each at the point then"
            was = "was" if k == before + 1 else "were"
            said = f"{_capital(_named(range(before + 1, k + 1)))} {was} added, {where} farthest from all means; the others stay. {_ANEW}"
        elif k < before:
            was = "was" if k == before - 1 else "were"
            said = f"{_capital(_named(range(k + 1, before + 1)))} {was} taken away; the others stay. {_ANEW}"
        else:
            said = ""
        return now, said


def _on_a_point(mean: Array, points: Points) -> bool:
    """Whether a mean was put on one of the points: it then stays there, and in its way to them nothing is left of a hand's aim."""
    return bool((np.abs(points.X - mean).max(axis=1) <= rounding_of(points.X)).any())


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _farthest(X: Array, means: Array) -> int:
    nearest = np.full(len(X), np.inf)
    for mean in means:  # one at a time: little room, however many points
        away = X - mean
        np.minimum(nearest, np.einsum("ij,ij->i", away, away), out=nearest)
    return int(nearest.argmax())
