"""The answers that one must have seen, and what each is called: the best, the most frequent other, the worst. Pure: no Streamlit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from study.answers import Answers


@dataclass(frozen=True)
class Seen:
    """An answer that one must have seen.

    Attributes
    ----------
    called : what it is, in plain text; true of it whatever the others are.
    rank : which it is.
    kind : the kind that it stands for, with all its answers; None where it is meant alone.
    """

    called: str
    rank: int
    kind: int | None


def must_see(answers: Answers) -> list[Seen]:
    """The best answer, the one that most starts found beside it, and the worst: as many of them as there are.

    Where several are equally good, or equally bad, each is one of these. What is most frequent is looked for among what is not
    as good as the best; an answer that is past the kinds told apart counts by itself.
    """
    if len(answers.solutions) == 1:
        return [Seen("The only one found", 0, 0)]
    if answers.are_equally_good:
        return [Seen("One answer", 0, 0), _alone_or_kind("Another, equally good", answers, 1)]
    seen = [Seen("The best" if answers.n_best == 1 else "One of the best", 0, 0)]
    worst = _alone_or_kind(
        "The worst" if answers.n_worst == 1 else "One of the worst", answers, answers.worst
    )
    others, counts = _worse_than_best(answers)
    if others:
        most = max(counts)
        # Of several that are as frequent, the worst if it is one of them: it is shown anyway.
        frequent = next((other for other in others if other.rank == worst.rank), None)
        if frequent is None or counts[others.index(frequent)] < most:
            frequent = others[counts.index(most)]
        which = "other" if answers.n_best == 1 else "worse one"
        if frequent.rank != worst.rank or frequent.kind != worst.kind:
            seen.append(Seen(f"Most frequent {which}", frequent.rank, frequent.kind))
        elif len(others) > 1:
            worst = Seen(
                f"{worst.called}, and most frequent {which}",
                worst.rank,
                worst.kind,
            )
    return [*seen, worst]


def _alone_or_kind(called: str, answers: Answers, rank: int) -> Seen:
    """An answer by itself; as its kind where it is all of it."""
    kind = int(answers.kind_of_rank[rank])
    return Seen(
        called, rank, kind if kind < len(answers.kinds) and len(answers.kinds[kind].ranks) == 1 else None
    )


def _worse_than_best(answers: Answers) -> tuple[list[Seen], list[int]]:
    """What is worse than the best, kinds and answers past them, and how many starts found each."""
    worse = [number for number, kind in enumerate(answers.kinds) if kind.percent > 0]
    beyond = np.flatnonzero(
        (answers.kind_of_rank >= len(answers.kinds)) & (answers.solutions.percent_above_best > 0)
    ).tolist()
    found = [Seen("", int(answers.kinds[number].ranks[0]), number) for number in worse]
    found += [Seen("", rank, None) for rank in beyond]
    counts = [answers.kinds[number].count for number in worse]
    return found, counts + answers.solutions.counts[beyond].tolist()
