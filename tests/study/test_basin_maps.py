"""The map of starting places: where means were put, and what it is called where they lead."""

import numpy as np
import pandas as pd
import pytest

from study.answers import Answers, gather, letter_of
from study.basin_maps import (
    NEW_NAMES,
    BasinMap,
    Dragged,
    box_around,
    grid_on_plane,
    kinds_on_maps,
    placed_as,
    resolution,
    resolution_of_others,
    single_place,
    with_moves,
)
from study.memory import Server
from study.points import Points
from study.starts_store import StartSeries, StartsStore
from tests.study.some_starts import PAIRS, points


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
    "moves",
    [
        None,
        "no",
        [[7, 1, 1]],
        [[3, 1, 1]],
        [[-1, 1, 1]],
        [[0, float("nan"), 1]],
        [[0, None, 1]],
        [[0, 1]],
        [3],
    ],
)
def test_moves_that_make_no_sense_are_left_out(moves: object) -> None:
    state = on_map(PAIRS[:3], points())
    after = with_moves(state, moves, points())
    assert (after.free, after.moved) == (0, False)
    assert after.placed == state.placed


def test_the_map_reaches_as_far_as_points_and_means() -> None:
    assert box_around(PAIRS, np.array([[30.0, -2]]), (0, 1)) == pytest.approx((-1.5, 31.5, -2.1, 0.1))


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


def test_answers_that_are_not_on_the_page_are_told_apart_as_far_as_there_are_letters() -> None:
    answers = answers_of(points())
    means = np.array([[[0.0, 0], [1, 0], [100.0 * (2 + number), 0]] for number in range(40)])
    found = BasinMap(
        np.arange(40.0),
        np.zeros(1),
        np.arange(40)[np.newaxis],
        tuple(f"{number}".encode() for number in range(40)),
        means,
        1000.0 + 100 * np.arange(40.0),
    )
    (led_to,), kinds = kinds_on_maps([found], answers, each=False)
    last = len(NEW_NAMES) - 1
    assert len(kinds) == last + 1
    assert led_to.tolist() == [[*range(last), *[last] * (40 - last)]]
    assert {kind.name for kind in kinds} == {None}


def test_an_answer_that_a_start_found_is_known_however_many_are_told_apart() -> None:
    some = points(np.random.default_rng(0).normal(size=(80, 2)))
    part = StartsStore(Server().shelf()).advance(StartSeries(some, 8, "random", "keep"), 100)
    for each in (False, True):
        answers = gather([part], each, most=3)
        assert not answers.are_all_told_apart
        places = [single_place(some, start, "keep") for start in part.runs.starts]
        led_to, kinds = kinds_on_maps(places, answers, each)
        for start, ((place,),) in enumerate(led_to):
            kind = kinds[place]
            own = int(answers.kind_of[start])
            seed = int(answers.solutions.representatives[answers.solutions.which[start]])
            assert kind.name == (letter_of(own) if own < 3 else f"#{seed}")
            assert kind.percent - 1e-9 <= answers.percent[start] <= kind.highest + 1e-9


def test_what_is_said_of_a_kind_covers_what_goes_with_it_on_the_map() -> None:
    answers = answers_of(points())
    best = answers.solutions[0]
    worse = float(answers.solutions.inertia[0]) * 1.015
    like_it = BasinMap(
        np.zeros(1), np.zeros(1), np.zeros((1, 1), int), (b"new",), best.means[None], np.array([worse])
    )
    _, (kind,) = kinds_on_maps([like_it], answers, each=False)
    assert (kind.name, kind.percent, round(kind.highest, 6)) == ("A", 0, 1.5)
