"""Starts gathered into answers and kinds of answers, and compared; no order in which they come decides which are one."""

from __future__ import annotations

import io
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmeans_core import run
from kmeans_core.many import run_many, run_many_from
from kmeans_core.solutions import distinct_solutions
from study.answers import MOST_KINDS, fared, gather, kinds_of, starts_csv
from study.basin_maps import BasinMap, kinds_on_maps
from study.memory import Server
from study.starts_store import Starts, StartSeries, StartsStore
from tests.study.some_starts import PAIRS, answers_of, points, starts

SQUARE = np.array([[0.0, 0], [1, 0], [0, 1], [1, 1]])


def map_of(X: np.ndarray, starts: np.ndarray) -> BasinMap:
    """A map of as many places in a row as there are starts, shape (m, k, n_features)."""
    runs = run_many_from(X, starts, keep_labels=False)
    places = np.arange(len(starts), dtype=float)
    return BasinMap(
        places, np.zeros(1), np.arange(len(starts))[np.newaxis], runs.partitions, runs.means, runs.inertia
    )


def test_equally_good_answers_are_kinds_of_their_own() -> None:
    """Three means on the corners of a square: two neighbours share one, in one of four ways, and none is like all others."""
    answers = answers_of(SQUARE, 3)
    assert len(answers.solutions) == 4
    assert [len(kind.ranks) for kind in answers.kinds] == [1, 1, 1, 1]
    assert sum(kind.count for kind in answers.kinds) == 200
    assert all(kind.share < 0.5 for kind in answers.kinds)


def test_what_is_like_two_equally_good_answers_goes_with_neither() -> None:
    means = np.array([[[0.0], [10]], [[2.0], [10]], [[1.0], [10]], [[1.1], [10]]])
    inertia = np.array([100.0, 100, 101, 102])
    np.testing.assert_array_equal(kinds_of(means, inertia), [0, 1, 2, 2])


@st.composite
def lattice_answers(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, list[int]]:
    """Means on a line at whole places, in few levels of inertia, so that ties and likeness abound; and an order of them."""
    m = draw(st.integers(2, 7))
    means = np.array(draw(st.lists(st.tuples(*[st.integers(0, 6)] * 2), min_size=m, max_size=m)), dtype=float)
    inertia = np.array(draw(st.lists(st.sampled_from([100.0, 101.0, 101.5, 103.0]), min_size=m, max_size=m)))
    return means[:, :, np.newaxis], inertia, draw(st.permutations(range(m)))


def partition_into(kind_of: np.ndarray, names: list[int]) -> set[frozenset[int]]:
    return {
        frozenset(names[i] for i in np.flatnonzero(kind_of == kind)) for kind in np.unique(kind_of).tolist()
    }


@given(lattice_answers())
@settings(max_examples=300, deadline=None)
def test_kinds_are_the_same_in_every_order_of_the_equally_good(
    case: tuple[np.ndarray, np.ndarray, list[int]],
) -> None:
    means, inertia, order = case
    first = np.argsort(inertia, kind="stable")
    other = np.array(order)[np.argsort(inertia[order], kind="stable")]
    kinds = [partition_into(kinds_of(means[some], inertia[some]), some.tolist()) for some in (first, other)]
    assert kinds[0] == kinds[1]


@given(lattice_answers(), st.integers(1, 6))
@settings(max_examples=200, deadline=None)
def test_more_kinds_leave_those_already_told_apart_as_they_are(
    case: tuple[np.ndarray, np.ndarray, list[int]], most: int
) -> None:
    means, inertia, _ = case
    first = np.argsort(inertia, kind="stable")
    few, many = (kinds_of(means[first], inertia[first], number) for number in (most, 60))
    np.testing.assert_array_equal(few, np.minimum(many, most))


@pytest.mark.parametrize("each", [False, True])
def test_on_the_map_equally_good_answers_have_the_numbers_of_the_page(each: bool) -> None:
    answers = answers_of(SQUARE, 3, each=each)
    starts = SQUARE[list(itertools.permutations(range(4), 3))]
    (led_to,), kinds = kinds_on_maps([map_of(SQUARE, starts)], answers, each)
    assert sorted(kind.number for kind in kinds if kind.number is not None) == [0, 1, 2, 3]
    assert len(kinds) == 4
    assert set(led_to.ravel().tolist()) == {0, 1, 2, 3}


@pytest.mark.parametrize("each", [False, True])
def test_answers_of_the_map_alone_are_told_apart_in_the_same_way(each: bool) -> None:
    """One start on the page; the map finds the other three, and each is one by itself, on however many maps it is."""
    answers = answers_of(SQUARE, 3, number=1, each=each)
    starts = SQUARE[list(itertools.permutations(range(4), 3))]
    for order in (slice(None), slice(None, None, -1)):
        found = map_of(SQUARE, starts[order])
        led_to, kinds = kinds_on_maps([found, found], answers, each)
        assert [kind.number for kind in kinds] == [0, None, None, None]
        assert all(kind.percent == 0 for kind in kinds)
        np.testing.assert_array_equal(led_to[0], led_to[1])


def test_where_every_answer_counts_by_itself_so_do_those_of_the_map_alone() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(80, 2))
    answers = answers_of(X, 3, number=1, each=True)
    found = map_of(X, X[rng.permuted(np.tile(np.arange(80), (20, 1)), axis=1)[:, :3]])
    distinct = len(set(found.partitions) | {answers.parts[0].runs.partitions[0]})
    assert distinct > 5
    _, kinds = kinds_on_maps([found], answers, each=True)
    assert len(kinds) in (distinct, distinct - 1)  # the page's own need not be on the map
    _, gathered = kinds_on_maps([found], answers, each=False)
    assert len(gathered) < len(kinds)


def test_three_pairs_have_a_right_answer_and_two_wrong_ones() -> None:
    answers = gather([starts(100)])
    np.testing.assert_allclose(answers.solutions.inertia, [1.5, 101, 101])
    assert len(answers) == 100
    assert answers.best_share == np.mean(run_many(PAIRS, 3, range(100)).inertia < 2)
    assert [len(kind.ranks) for kind in answers.kinds] == [1, 1, 1]
    np.testing.assert_array_equal(answers.kind_of, answers.solutions.which)
    assert sum(kind.share for kind in answers.kinds) == pytest.approx(1)


def test_answers_with_means_in_the_same_places_are_one_kind() -> None:
    means = np.array([[[0.0], [10]], [[0.1], [10]], [[0], [14]], [[0.2], [10]]])
    np.testing.assert_array_equal(kinds_of(means, np.array([100.0, 101, 101.5, 150])), [0, 0, 0, 1])
    far = np.array([[[0.0], [10]], [[9.0], [11]]])
    np.testing.assert_array_equal(kinds_of(far, np.array([100.0, 100])), [0, 1])


def test_every_answer_can_be_shown_by_itself() -> None:
    rng = np.random.default_rng(0)
    cloud = StartSeries(points(rng.normal(size=(80, 2))), 3, "random", "keep")
    part = StartsStore(Server().shelf()).advance(cloud, 300)
    each, gathered = gather([part], each=True), gather([part])
    assert len(gathered.kinds) < len(each.kinds) == min(MOST_KINDS, len(each.solutions))
    assert int(each.kind_of.max()) <= MOST_KINDS


def test_initializations_are_compared_on_common_ground() -> None:
    answers = gather([starts(60), starts(60, "k-means++")])
    random, plus_plus = fared(answers)
    assert (random.init, plus_plus.init) == ("random", "k-means++")
    assert random.found == np.sum(answers.parts[0].runs.inertia < 2)
    assert random.interval[0] < random.found / 60 < random.interval[1]
    assert random.worst == pytest.approx(100 * (101 / 1.5 - 1))
    assert random.right is None
    right = fared(gather([starts(60, truth=np.array([0, 0, 1, 1, 2, 2]))]))[0]
    assert right.right == random.found


def test_initializations_are_held_against_the_best_that_is_known() -> None:
    answers = gather([starts(60)])
    least = float(answers.solutions.inertia[0])
    assert fared(answers, least) == fared(answers)
    better = fared(answers, 0.9 * least)[0]
    assert (better.exact, better.found) == (0, 0)
    assert better.worst == pytest.approx(100 * (101 / (0.9 * 1.5) - 1))


def test_the_table_of_starts_has_a_row_for_each() -> None:
    answers = gather(
        [starts(30, truth=np.array([0, 0, 1, 1, 2, 2])), starts(20, "farthest", np.array([0, 0, 1, 1, 2, 2]))]
    )
    table = pd.read_csv(io.StringIO(starts_csv(answers)))
    assert len(table) == 50
    assert list(table["initialization"]) == ["random"] * 30 + ["farthest"] * 20
    np.testing.assert_array_equal(table["seed"], [*range(30), *range(20)])
    np.testing.assert_array_equal(table["answer"], answers.solutions.which + 1)
    assert (table.loc[table["answer"] == 1, "centroid index"] == 0).all()
    assert (table.loc[table["answer"] == 1, "adjusted Rand index"] == 1).all()
    for seed, inertia, iterations in (
        table[["seed", "inertia", "iterations"]].head(30).itertuples(index=False)
    ):
        alone = run(PAIRS, run_many(PAIRS, 3, [int(seed)]).starts[0])
        assert (alone.inertia, alone.iterations) == (inertia, iterations)


def test_in_the_table_a_kind_that_was_not_told_apart_is_left_empty() -> None:
    answers = gather([starts(100)], most=2)
    table = pd.read_csv(io.StringIO(starts_csv(answers)))
    assert table["kind of answer"].isna().sum() == np.sum(answers.kind_of == 2) > 0
    assert set(table["kind of answer"].dropna()) == {"A", "B"}


def kinds_by(globe: np.ndarray) -> list[int]:
    runs = run_many(globe, 6, range(150), similarity="great circle")
    return gather([Starts(runs, None, None)]).kind_of.tolist()


@pytest.mark.parametrize("shift", [90, 165, 180])
def test_answers_are_alike_on_the_globe_wherever_longitudes_are_counted_from(shift: int) -> None:
    rng = np.random.default_rng(5)
    places = np.column_stack([rng.uniform(-40, 40, 80), rng.uniform(-80, 80, 80)])
    turned = places.copy()
    turned[:, 1] = (places[:, 1] + shift + 180) % 360 - 180
    assert kinds_by(turned) == kinds_by(places)
    assert len(set(kinds_by(places))) < len(
        distinct_solutions(run_many(places, 6, range(150), similarity="great circle"))
    )
