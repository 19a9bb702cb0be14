"""Many starts by other similarities: each ends as `run` ends it, whatever is remembered of the others."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmeans_core import SIMILARITIES, many, run, run_many, run_many_from
from kmeans_core import together_by_similarity as module
from tests.kmeans_core.groups import blobs

N_SAMPLES, K, STARTS = 24, 3, 12
# Room for the centers of one half-step of all starts, so that others are forgotten before each.
LEAST_ROOM = N_SAMPLES * K * STARTS


def points(seed: int) -> np.ndarray:
    """Whole numbers, few of them apart: ties, equal rows, and clusters that lose all their points."""
    X = np.random.default_rng(seed).integers(-3, 4, size=(N_SAMPLES, 2)).astype(float)
    X[~X.any(axis=1)] = 1.0
    return X


@pytest.mark.parametrize("name", ["Manhattan", "Euclidean", "cosine", "Manhattan, medoids"])
@settings(max_examples=30)
@given(
    seed=st.integers(0, 2**20),
    weighted=st.booleans(),
    empty=st.sampled_from(["keep", "farthest"]),
    room=st.sampled_from([LEAST_ROOM, LEAST_ROOM + 5 * N_SAMPLES, module.REMEMBERED]),
    max_iter=st.sampled_from([1, 2, 300]),
)
def test_each_start_ends_as_run_ends_it(
    name: str, seed: int, weighted: bool, empty: str, room: int, max_iter: int
) -> None:
    X, rng = points(seed), np.random.default_rng(seed)
    weights = rng.integers(0, 3, size=N_SAMPLES) + (np.arange(N_SAMPLES) < 8) if weighted else None
    # Far off now and then, where no point is nearest: an empty cluster from the first assign on.
    starts = X[rng.integers(N_SAMPLES, size=(STARTS, K))] + 50 * (rng.random((STARTS, K, 1)) < 0.1)
    settings_of_run: dict[str, Any] = {
        "sample_weight": weights,
        "empty": empty,
        "max_iter": max_iter,
        "similarity": name,
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "REMEMBERED", room)
        runs = run_many_from(X, starts, **settings_of_run)
    for i in range(STARTS):
        alone = run(X, starts[i], **settings_of_run)
        assert (runs.means[i] == alone.means).all()
        assert (runs.labels_of(i) == alone.labels).all()
        assert (runs.iterations[i], runs.converged[i]) == (alone.iterations, alone.converged)
        assert runs.inertia[i] == pytest.approx(alone.inertia, rel=1e-12)


@pytest.mark.parametrize("name", SIMILARITIES)
def test_what_earlier_chunks_left_changes_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    X = blobs(n=60, k=4)
    at_once = run_many(X, 4, range(30), similarity=name)
    monkeypatch.setattr(many, "CHUNK", 7 * 4 * 60)
    in_chunks = run_many(X, 4, range(30), similarity=name)
    assert (in_chunks.means == at_once.means).all()
    np.testing.assert_array_equal(in_chunks.labels, at_once.labels)
    assert (in_chunks.iterations == at_once.iterations).all()


def test_many_medians_at_once_are_those_of_each(rng: np.random.Generator) -> None:
    X = rng.integers(0, 5, size=(31, 3)).astype(float)
    members = rng.random((40, 31)) < rng.random((40, 1))
    members[~members.any(axis=1), 0] = True
    measure = SIMILARITIES["Manhattan"]
    assert measure.centers is not None
    found = measure.centers(X, members)
    for center, mine in zip(found, members, strict=True):
        assert center.tolist() == measure.center(X[mine], None).tolist()
        assert center.tolist() == np.median(X[mine], axis=0).tolist()
