"""Starts are computed once and kept."""

import threading

import numpy as np
import pytest

from kmeans_core.many import run_many
from study import starts_store
from study.memory import Server, nbytes_of
from study.starts_store import Starts, StartSeries, StartsStore
from tests.study.some_starts import PAIRS, points, series, starts


def test_more_starts_are_added_to_those_there() -> None:
    store = StartsStore(Server().shelf())
    first = store.advance(series(), 100)
    assert (len(first), store.computed) == (100, 100)
    second = store.advance(series(), 200)
    assert (len(second), store.computed) == (200, 200)
    np.testing.assert_array_equal(second.runs.seeds, np.arange(200))
    np.testing.assert_array_equal(second.runs.means[:100], first.runs.means)


def test_fewer_starts_compute_nothing() -> None:
    store = StartsStore(Server().shelf())
    store.advance(series(), 100)
    few = store.advance(series(), 10).first(10)
    assert (len(few), store.computed) == (10, 100)
    np.testing.assert_array_equal(few.runs.inertia, run_many(PAIRS, 3, range(10)).inertia)


def test_work_comes_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starts_store, "SLICE", 3 * 6 * 40)  # 40 starts of 6 points and 3 means
    store = StartsStore(Server().shelf())
    lengths = [len(store.advance(series(), 100)) for _ in range(3)]
    assert lengths == [40, 80, 100]
    np.testing.assert_array_equal(
        store.advance(series(), 100).runs.inertia, run_many(PAIRS, 3, range(100)).inertia
    )


def test_other_points_k_rule_and_initialization_are_other_series() -> None:
    keys = {
        series().key,
        series("k-means++").key,
        series(k=2).key,
        series(truth=np.array([0, 0, 1, 1, 2, 2])).key,
        StartSeries(points(), 3, "random", "farthest").key,
        StartSeries(points(PAIRS + 1), 3, "random", "keep").key,
    }
    assert len(keys) == 6


def test_the_shelf_bounds_the_store_and_drops_what_was_not_used_for_longest() -> None:
    one = nbytes_of(StartsStore(Server().shelf()).advance(series(k=3), 50))
    shelf = Server().shelf(int(2.5 * one))
    store = StartsStore(shelf)
    store.advance(series("random"), 50)
    store.advance(series("farthest"), 50)
    store.look(series("random"))
    store.advance(series("k-means++"), 50)
    assert shelf.kept <= 2.5 * one
    assert store.look(series("farthest")) is None
    assert store.look(series("random")) is not None


def test_what_others_pushed_out_is_not_computed_again() -> None:
    store = StartsStore(Server().shelf(1))  # room for nothing
    mine = store.advance(series(), 100)
    assert store.look(series()) is None
    grown = store.advance(series(), 150, mine)
    assert len(grown) == 150
    assert store.computed == 100 + 50


def test_visitors_who_ask_at_once_share_the_work() -> None:
    store = StartsStore(Server().shelf())
    together = threading.Barrier(4)
    results: list[Starts] = []

    def visit() -> None:
        together.wait()
        results.append(store.advance(series(), 300))

    threads = [threading.Thread(target=visit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(result) for result in results] == [300] * 4
    assert store.computed == 300


def test_labels_are_let_go_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starts_store, "MOST_LABELS", 100 * 6)
    store = StartsStore(Server().shelf())
    assert store.advance(series(), 50).runs.labels is not None
    both = store.advance(series(), 150)
    assert both.runs.labels is None
    np.testing.assert_array_equal(both.runs.labels_of(120), run_many(PAIRS, 3, [120]).labels_of(0))


def test_starts_are_scored_where_true_labels_are_known() -> None:
    scored = starts(40, truth=np.array([0, 0, 1, 1, 2, 2]))
    assert scored.rand is not None
    assert scored.centroid is not None
    right = np.isclose(scored.runs.inertia, 1.5)
    np.testing.assert_array_equal(scored.rand == 1, right)
    np.testing.assert_array_equal(scored.centroid == 0, right)
    assert starts(40).rand is None


@pytest.mark.parametrize("visitors", [1, 4])
def test_nothing_is_kept_of_who_asked(visitors: int) -> None:
    store = StartsStore(Server().shelf())
    threads = [threading.Thread(target=store.advance, args=(series(), 50)) for _ in range(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store._growing == {}
