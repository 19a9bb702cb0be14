"""Long computations say beforehand how much work they are, so that they wait their turn and short ones do not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

from kmeans_core.judges import terms_of
from study import remedies
from study.answers import gather
from study.by_similarity import similarity_on
from study.memory import Server
from study.numbering import sampled_rows
from study.start_settings import StartSettings
from study.starts_store import StartSeries, StartsStore
from study.turns import A_SECOND, work_of
from tests.study.some_starts import points
from ui.council import hearing
from ui.setup import Setup
from ui.starts import ladder
from ui.visit import shelves, waiting


class HeardError(Exception):
    """The work was announced: nothing has to be done."""


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    works: list[float] = []

    @contextmanager
    def turn(work: float, *_: Any) -> Iterator[None]:
        works.append(work)
        raise HeardError
        yield

    monkeypatch.setattr(waiting, "turn", turn)
    return works


def cloud(n: int) -> np.ndarray:
    return np.random.default_rng(n).normal(size=(n, 2))


def test_judges_hear_of_many_points_a_sample_and_announce_no_more(announced: list[float]) -> None:
    most = terms_of(similarity_on(points(cloud(20)))).most_points
    for n in (most // 10, most // 2, most, 2 * most):
        with pytest.raises(HeardError):
            hearing._hear(points(cloud(n)), "judges", "")
    tenth, half, whole, double = announced
    assert 0 < tenth < half < whole == double
    assert whole > A_SECOND


@pytest.mark.parametrize("n", [30, 400, 3000])
def test_trying_every_remedy_is_announced_by_the_starts_of_all_of_them(
    n: int, announced: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    some = points(cloud(n))
    part = StartsStore(Server().shelf()).advance(StartSeries(some, 8, "random", "keep"), 20)
    monkeypatch.setattr(shelves, "of", lambda _: _Shelf())
    monkeypatch.setattr(ladder, "starts_of", lambda *_: part)
    with pytest.raises(HeardError):
        ladder._tried(Setup(some, 8, StartSettings("random", 0), some), gather([part]))
    rows = len(sampled_rows(n))
    trials = remedies.trials_for(rows, 8)
    of_one = work_of(trials * remedies.STARTS_AT_ONCE, rows, 8)
    assert of_one <= announced[0] <= len(remedies.INITS) * of_one and trials > 1


class _Shelf:
    def made(self, _: object, make: Any) -> Any:
        return make()
