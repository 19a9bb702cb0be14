"""What the browser is sent for the map of starting places."""

import json
from typing import Any

import numpy as np
import pytest

from kmeans_core import initial_means, make_dataset, run
from study.answers import SAME_KIND, letter_of
from study.points import Points
from tests.study.some_starts import answers_of as many_answers
from tests.study.some_starts import points
from tests.study.test_basin_maps import SCALED, answers_of, on_map
from ui.starts.map import map_payload


def a_payload(some: Points, k: int, free: int | tuple[int, int]) -> dict[str, Any]:
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
        told_apart = [kind for number, kind in enumerate(answers.kinds) if letter_of(number) == label]
        if told_apart:
            leader = answers.solutions.inertia[told_apart[0].ranks[0]]
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
    assert label == letter_of(next(n for n, kind in enumerate(answers.kinds) if rank in kind.ranks))


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


def test_a_cluster_that_is_empty_on_the_way_alone_is_told_of_too() -> None:
    some = points()
    start = np.array([[0.0, 0.0], [500.0, 0.0], [12.0, 0.0]])  # the second gets no point, and is moved to one
    told = map_payload(
        some,
        answers_of(some),
        False,
        on_map(start, some),
        start,
        1,
        "farthest",
        paragraphs=["words"],
        dark=False,
    )
    assert told["now"]["empty"] == "; on the way there, 1 cluster lost all its points and got others"
    assert {kind["empty"] for kind in told["kinds"]} == {""}


def test_an_answer_that_the_map_alone_has_is_accounted_for() -> None:
    """Two moons: every start ends alike, and one place of the map leads elsewhere."""
    X, _ = make_dataset("two moons", 300, 2, 1.0, 13)
    some = points(X)
    answers = many_answers(X, 2)
    assert len(answers.solutions) == 1
    first = initial_means(X, 2, "random", 6)
    told = map_payload(
        some, answers, False, on_map(first, some), first, 0, "keep", paragraphs=["words"], dark=False
    )
    assert any("none of the starts" in kind["where"] for kind in told["kinds"])
    new, words = told["paragraphs"]
    assert new.startswith("The map has an answer that none of the starts on this page found")
    assert words == "words"


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
