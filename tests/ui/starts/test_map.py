"""The map of starting places: where means were put, what it is called where they lead; no browser."""

import json

import numpy as np
import pandas as pd
import pytest

from kmeans_core import initial_means, run
from study.answers import SAME_KIND, Answers, gather
from study.basin_maps import (
    BasinMap,
    Dragged,
    box_around,
    grid_on_plane,
    kinds_on_maps,
    placed_as,
    resolution,
    resolution_of_others,
    with_moves,
)
from study.memory import Server
from study.points import Points
from study.starts_store import StartSeries, StartsStore
from ui.starts.map import map_payload

# Three pairs of points: two means may end up in one pair, and one then serves the two others.
PAIRS = np.array([[0.0, 0], [1, 0], [10, 0], [11, 0], [20, 0], [21, 0]])


def points(X: np.ndarray = PAIRS) -> Points:
    return Points(X, ("x", "y"), "test points", pd.DataFrame(X, columns=["x", "y"]))


def answers_of(some: Points, k: int = 3, number: int = 100) -> Answers:
    return gather([StartsStore(Server().shelf()).advance(StartSeries(some, k, "random", "keep"), number)])


SCALED = Points(
    np.column_stack([PAIRS, np.arange(6.0)]),
    ("a", "b", "c"),
    "scaled",
    pd.DataFrame(PAIRS),
    center=np.array([5.0, 7, 0]),
    scale=np.array([2.0, 3, 1]),
    axes=(2, 0),
)


def on_map(means: np.ndarray, some: Points) -> Dragged:
    return Dragged("", placed_as(means, some))


# ---- where the means are ---------------------------------------------------------------------------------------------


def test_a_mean_is_moved_to_a_place_on_the_plot() -> None:
    state = on_map(SCALED.X[:3], SCALED)
    moved = with_moves(state, [[1, 2.5, 9.0]], SCALED)
    assert (moved.free, moved.moved) == (1, True)
    # Across is column c; up is a: (9 - 5) / 2.
    np.testing.assert_allclose(moved.means(SCALED)[1], [2, 0, 2.5])
    np.testing.assert_array_equal(moved.means(SCALED)[[0, 2]], state.means(SCALED)[[0, 2]])


def test_taking_hold_of_a_mean_without_moving_it_moves_nothing() -> None:
    state = on_map(np.random.default_rng(0).normal(size=(3, 3)), SCALED)
    across, up = SCALED.to_plane(state.means(SCALED))[2].tolist()
    taken = with_moves(state, [[2, across, up]], SCALED)
    assert (taken.free, taken.moved) == (2, False)
    assert taken.placed == state.placed


@pytest.mark.parametrize(
    "moves", [None, "no", [[7, 1, 1]], [[-1, 1, 1]], [[0, float("nan"), 1]], [[0, None, 1]], [[0, 1]], [3]]
)
def test_moves_that_make_no_sense_are_left_out(moves: object) -> None:
    state = on_map(PAIRS[:3], points())
    after = with_moves(state, moves, points())
    assert (after.free, after.moved) == (0, False)
    assert after.placed == state.placed


def test_the_map_reaches_as_far_as_points_and_means() -> None:
    assert box_around(PAIRS, np.array([[30.0, -2]]), (0, 1)) == pytest.approx((-1.5, 31.5, -2.1, 0.1))


# ---- where they lead -------------------------------------------------------------------------------------------------


def test_kinds_on_a_map_have_the_number_they_have_on_the_page() -> None:
    answers = answers_of(points())
    best = answers.solutions[0]
    strange = np.array([[0.0, 0], [1, 0], [15, 0]])
    found = BasinMap(
        np.array([0.0, 1]),
        np.array([0.0, 1]),
        np.array([[1, -1], [0, 2]]),
        (answers.parts[0].runs.partitions[best.start], b"never seen", b"never seen either"),
        np.array([best.means, best.means, strange]),
        np.array([1.5, 1.515, 150.0]),
    )
    (led_to,), kinds = kinds_on_maps([found], answers, each=False)
    assert [kind.number for kind in kinds] == [0, None]
    assert [round(kind.percent) for kind in kinds] == [0, 9900]
    np.testing.assert_array_equal(led_to, [[0, -1], [0, 1]])
    # If every answer counts by itself, one that is merely alike is another.
    _, kinds = kinds_on_maps([found], answers, each=True)
    assert [kind.number for kind in kinds] == [0, None, None]


def test_a_map_is_drawn_in_the_units_of_the_file() -> None:
    found = BasinMap(
        np.array([0.0, 1]), np.array([0.0, 2]), np.zeros((2, 2), int), (), np.empty(0), np.empty(0)
    )
    across, up = grid_on_plane(SCALED, found)
    np.testing.assert_array_equal(across, [0, 1])
    np.testing.assert_array_equal(up, [5, 9])


def test_maps_of_many_points_are_coarser() -> None:
    assert resolution(300, 5) == 60
    assert 16 <= resolution(10_000, 5) < resolution(5_000, 5) < 60
    assert resolution(10**6, 20) == 16
    assert resolution_of_others(300, 5) == 24
    assert resolution_of_others(10_000, 20) == 0


# ---- what the browser is sent ----------------------------------------------------------------------------------------


def a_payload(some: Points, k: int, free: int | tuple[int, int]) -> dict:
    start = initial_means(some.X, k, "random", 1)
    state = on_map(start, some)
    answers = answers_of(some, k)
    payload = map_payload(some, answers, False, state, start, free, "keep", paragraphs=["words"], dark=False)
    return json.loads(json.dumps(payload))


@pytest.mark.parametrize("free", [2, (0, 2)])
@pytest.mark.parametrize("some", [points(np.random.default_rng(4).normal(size=(50, 2))), SCALED])
def test_every_place_is_said_to_lead_where_a_run_from_there_leads(
    some: Points, free: int | tuple[int, int]
) -> None:
    payload = a_payload(some, 3, free)
    start = on_map(initial_means(some.X, 3, "random", 1), some).means(some)
    answers = answers_of(some)
    moving = [free, free] if isinstance(free, int) else list(free)
    layer = payload["layers"]["2" if isinstance(free, int) else "both"]
    means = some.to_units(start)
    for row, column in [(0, 0), (10, 40), (30, 30), (59, 20)]:
        placed = means.copy()
        placed[moving[0], some.axes[0]] = layer["x"][column]
        placed[moving[1], some.axes[1]] = layer["y"][row]
        alone = run(some.X, some.from_units(placed))
        label = payload["kinds"][layer["z"][row][column]]["label"]
        if label.isdigit():
            leader = answers.solutions.inertia[answers.kinds[int(label) - 1].ranks[0]]
            assert abs(alone.inertia / leader - 1) <= SAME_KIND
        else:
            assert not np.isclose(alone.inertia, answers.solutions.inertia).any()


def test_what_is_said_of_the_means_as_they_are_comes_from_their_own_run() -> None:
    some = points(np.random.default_rng(4).normal(size=(50, 2)))
    payload = a_payload(some, 3, 0)
    alone = run(some.X, on_map(initial_means(some.X, 3, "random", 1), some).means(some))
    answers = answers_of(some)
    label = payload["kinds"][payload["now"]["kind"]]["label"]
    rank = int(np.isclose(answers.solutions.inertia, alone.inertia).argmax())
    assert label == str(next(n for n, kind in enumerate(answers.kinds) if rank in kind.ranks) + 1)


def test_an_answer_with_an_empty_cluster_says_so() -> None:
    some = points()
    start = np.array(
        [[0.0, 0.0], [500.0, 0.0], [12.0, 0.0]]
    )  # the second mean is too far away to get a point
    state = on_map(start, some)
    payload = map_payload(
        some, answers_of(some), False, state, start, 1, "keep", paragraphs=["words"], dark=False
    )
    assert payload["now"]["empty"] == ", and 1 cluster of it has no points"
    said = {kind["empty"] for kind in payload["kinds"]}
    assert "" in said
    assert payload["kinds"][payload["now"]["kind"]]["empty"] == payload["now"]["empty"]


def test_all_means_have_a_map_where_there_is_time_for_it() -> None:
    some = points(np.random.default_rng(4).normal(size=(50, 2)))
    payload = a_payload(some, 4, 1)
    assert set(payload["layers"]) == {"0", "1", "2", "3"}
    assert len(payload["layers"]["1"]["x"]) == 60
    assert len(payload["layers"]["0"]["x"]) == 24
    assert len(payload["styles"]) == len(payload["means"]) == 4


def test_with_a_single_cluster_there_is_one_map_and_one_answer() -> None:
    payload = a_payload(points(), 1, 0)
    assert [kind["worse"] for kind in payload["kinds"]] == ["the best found"]
