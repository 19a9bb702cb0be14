"""Many starts: what the doors give, and what they refuse."""

from __future__ import annotations

import dataclasses
import pickle
from typing import Any

import numpy as np
import pytest

from kmeans_core import initial_means
from kmeans_core import many as many_module
from kmeans_core.many import concatenate, run_many, run_many_from
from tests.kmeans_core.groups import PAIRS, blobs


def test_known_ends() -> None:
    runs = run_many_from(PAIRS, [[[0.0], [1.0], [10.0]], [[0.0], [10.0], [20.0]]])
    assert runs.inertia.tolist() == [101.0, 1.5]
    assert runs.iterations.tolist() == [2, 2]
    assert runs.labels is not None and runs.labels.tolist() == [[0, 1, 2, 2, 2, 2], [0, 0, 1, 1, 2, 2]]
    assert runs.means[1].ravel().tolist() == [0.5, 10.5, 20.5]
    assert runs.best == 1 and runs.converged.all()


def test_replay_gives_the_whole_trace() -> None:
    X = blobs()
    runs = run_many(X, 4, [3, 5, 8], "k-means++")
    replayed = runs.replay(2)
    assert replayed.steps[0].kind == "start"
    np.testing.assert_array_equal(replayed.steps[0].means, initial_means(X, 4, "k-means++", 8))
    np.testing.assert_array_equal(replayed.labels, runs.labels_of(2))
    assert replayed.iterations == runs.iterations[2]


def test_labels_need_not_be_kept() -> None:
    X = blobs()
    full, lean = run_many(X, 4, range(20)), run_many(X, 4, range(20), keep_labels=False)
    assert lean.labels is None
    assert lean.partitions == full.partitions
    np.testing.assert_array_equal(lean.labels_of(7), full.labels_of(7))
    assert lean.extend(range(25)).labels is None


class CountedStarts:
    """An initialization that remembers how often it was asked."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, X: Any, k: int, rng: np.random.Generator) -> Any:
        self.calls += 1
        return X[rng.permutation(len(X))[:k]]


def test_extend_computes_only_what_is_new() -> None:
    X, init = blobs(), CountedStarts()
    few = run_many(X, 4, range(10), init)
    assert init.calls == 10
    more = few.extend(range(25))
    assert init.calls == 25
    assert more.extend(range(25)) is more and init.calls == 25
    assert more.seeds.tolist() == list(range(25))
    all_at_once = run_many(X, 4, range(25), init)
    np.testing.assert_array_equal(more.labels, all_at_once.labels)
    np.testing.assert_array_equal(more.iterations, all_at_once.iterations)
    assert more.partitions == all_at_once.partitions


def test_extend_after_a_stop_takes_up_where_it_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_module, "CHUNK", 4 * 60 * 5)
    X = blobs()
    stopped = run_many(X, 4, range(20), progress=lambda done, total: done < 10)
    assert stopped.seeds.tolist() == list(range(10))
    np.testing.assert_array_equal(stopped.extend(range(20)).labels, run_many(X, 4, range(20)).labels)


def test_progress_tells_how_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_module, "CHUNK", 4 * 60 * 8)
    told = []
    run_many(blobs(), 4, range(20), progress=lambda done, total: told.append((done, total)))
    assert told == [(8, 20), (16, 20), (20, 20)]


def test_whatever_else_progress_returns_does_not_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_module, "CHUNK", 1)
    assert len(run_many(blobs(), 4, range(3), progress=lambda done, total: 0)) == 3
    assert len(run_many(blobs(), 4, range(3), progress=lambda done, total: np.bool_(False))) == 1


def test_an_exception_from_progress_comes_out() -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_many(blobs(), 4, range(20), progress=stop)


def test_select_and_concatenate() -> None:
    runs = run_many(blobs(), 4, range(12))
    again = concatenate([runs.select(slice(0, 5)), runs.select([5, 6]), runs.select(np.arange(12) > 6)])
    np.testing.assert_array_equal(again.labels, runs.labels)
    assert again.partitions == runs.partitions
    assert len(runs.select(runs.inertia > runs.inertia.max())) == 0


def test_concatenate_only_what_belongs_together() -> None:
    X = blobs()
    runs = run_many(X, 4, range(3))
    for other in (
        run_many(X + 1, 4, range(3)),
        run_many(X, 3, range(3)),
        run_many(X, 4, range(3), "farthest"),
        run_many(X, 4, range(3), sample_weight=np.ones(len(X))),
    ):
        with pytest.raises(ValueError, match="concatenated"):
            concatenate([runs, other])
    with pytest.raises(ValueError, match="nothing"):
        concatenate([])


def test_no_seeds_no_starts() -> None:
    runs = run_many(blobs(), 4, [])
    assert (
        len(runs) == 0
        and runs.labels is not None
        and runs.labels.shape == (0, 60)
        and runs.means.shape == (0, 4, 2)
    )
    assert len(runs.extend(range(3))) == 3


def test_runs_can_be_stored() -> None:
    runs = run_many(blobs(), 4, range(5))
    loaded = pickle.loads(pickle.dumps(runs))
    np.testing.assert_array_equal(loaded.labels, runs.labels)
    assert len(loaded.extend(range(8))) == 8


def test_the_callers_points_stay_as_they_are() -> None:
    X = blobs()
    before = X.copy()
    runs = run_many(X, 4, range(5))
    X += 1
    np.testing.assert_array_equal(runs.problem.X, before)


def test_runs_are_frozen() -> None:
    runs = run_many(PAIRS, 3, range(2))
    with pytest.raises(dataclasses.FrozenInstanceError):
        runs.seeds = np.arange(2)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"k": 7}, "only 6 distinct points, fewer than k = 7"),
        ({"seeds": [1, -1]}, "whole numbers from 0"),
        ({"seeds": [0.5]}, "whole numbers from 0"),
        ({"init": "best"}, "init must be one of"),
        ({"empty": "drop"}, "empty must be one of"),
        ({"max_iter": 0}, "max_iter must be a whole number of at least 1"),
        ({"sample_weight": [1.0]}, "sample_weight must have shape"),
        ({"X": [[np.nan]]}, "missing value"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        run_many(**{"X": PAIRS, "k": 3, "seeds": range(3), **arguments})


def test_given_starts_are_checked() -> None:
    with pytest.raises(ValueError, match=r"\(s, k, n_features\)"):
        run_many_from(PAIRS, [[0.0], [1.0]])
    with pytest.raises(ValueError, match="features"):
        run_many_from(PAIRS, np.zeros((2, 3, 2)))
    with pytest.raises(ValueError, match="no initialization"):
        run_many_from(PAIRS, np.ones((1, 1, 1))).extend([1])
    assert len(run_many_from(PAIRS, np.zeros((0, 3, 1)))) == 0


def test_an_initialization_with_too_few_means_is_refused() -> None:
    with pytest.raises(ValueError, match="gave 2 means for k = 3"):
        run_many(PAIRS, 3, [0], lambda X, k, rng: X[:2])
