"""What hands did to means: the text of it, the sentence, and one more or one less where the others stay."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmeans_core import run
from study.by_hand import means_from_text
from study.digits import rounding_of
from study.points import Points
from study.touched import Arrangement, Touched

X = np.array([[0.0, 0], [0, 1], [10, 0], [10, 1], [5, 20]])
POINTS = Points(X, ("a", "b"), "some", pd.DataFrame())
RUN = run(X, X[:2])
FIRST = Arrangement.at(RUN, 0, None)


def test_moved_at_the_start_the_others_are_as_drawn() -> None:
    once = FIRST.moved(1, np.array([3.0, 4.0]))
    assert once.text(POINTS) == "=0,0;*3,4"
    assert once.touched.sentence == "You moved mean 2; the other is as drawn."
    assert FIRST.added(np.array([9.0, 9])).touched.sentence == "You added mean 3; the others are as drawn."
    both = once.added(np.array([9.0, 9]))
    assert both.text(POINTS) == "=0,0;*3,4;+9,9"
    assert both.touched.sentence == "You moved mean 2 and added mean 3; the other is as drawn."
    assert both.moved(2, np.array([8.0, 8])).text(POINTS) == "=0,0;*3,4;+8,8"
    assert both.without(1).touched.sentence == "You added mean 2 and took mean 2 away; the other is as drawn."
    assert FIRST.without(0).touched.sentence == "You took mean 1 away; the other is as drawn."
    assert (
        FIRST.without(0).moved(0, np.ones(2)).touched.gone == ()
    )  # the last deed is told, in today's numbers
    assert (
        Touched("=", ("",)).sentence == "You took a mean away; the other is as drawn."
    )  # as older links say it


def test_moved_on_the_way_the_others_are_where_they_had_come_to() -> None:
    at_an_assign = Arrangement.at(RUN, 1, None).moved(0, np.zeros(2))
    assert at_an_assign.touched.base == "="  # no mean has moved yet
    under_way = Arrangement.at(RUN, 2, None).moved(0, np.zeros(2))
    assert under_way.touched.sentence == "You moved mean 1; the other is where it was."
    assert under_way.touched.goes_on == "You moved mean 1: k-means goes on from there."
    assert FIRST.moved(0, np.zeros(2)).touched.goes_on == Touched().goes_on == ""
    np.testing.assert_array_equal(under_way.means[1], RUN.steps[2].means[1])
    assert under_way.text(POINTS).startswith("~*0,0;")


def test_of_the_others_nothing_is_said_that_is_true_of_some_alone() -> None:
    placed = np.array(
        [[100.0, 100], [0, 0], [10, 0]]
    )  # no point is nearest to the first: it stays where a hand put it
    begun = run(X, placed)
    again = Arrangement.at(begun, 2, Touched()).moved(1, np.array([1.0, 1]))
    np.testing.assert_array_equal(again.means[0], placed[0])
    assert again.touched.sentence == "You moved mean 2; the others are where they were."
    # Of these, a hand has moved the second and k-means has moved it on; then a hand moves another
    then = Arrangement.at(run(X, again.means), 3, again.touched).moved(2, np.array([9.0, 9]))
    assert then.touched.sentence == "You moved mean 3; the others are where they were."


def test_where_all_were_placed_nothing_is_said_of_single_ones() -> None:
    placed = Arrangement.at(RUN, 0, Touched())
    assert placed.moved(0, np.ones(2)).text(POINTS) == "1,1;0,1"
    assert placed.added(np.ones(2)).without(0).touched == Touched()
    all_moved = FIRST.moved(0, np.ones(2)).moved(1, np.ones(2))
    assert all_moved.touched.sentence == "" and all_moved.text(POINTS) == "1,1;1,1"


@given(st.integers(0, 1000), st.booleans())
def test_what_no_hand_touched_and_what_is_put_on_a_point_stays_to_the_last_digit(
    seed: int, placed: bool
) -> None:
    places = np.random.default_rng(seed).normal(size=(3, 2)) + 5
    points = Points(np.repeat(places, 20, axis=0), ("a", "b"), "spread 0", pd.DataFrame())
    first = Arrangement.at(run(points.X, places), 0, Touched() if placed else None)
    for now in (first.moved(0, places[0]), first.added(places[1] + 1e-3).without(3)):
        text = now.text(points)
        again = Arrangement.placed(means_from_text(text, 9), Touched.from_text(text), points)
        least = points.X.size * rounding_of(points.X) ** 2
        assert run(points.X, again.means).steps[1].inertia <= least
    moved = first.moved(0, np.array([1 / 3, 0.1])).text(points).split(";")[0]
    assert len(moved) < 25  # a place between points is a hand's aim


@given(
    st.sampled_from(["", "=", "~"]),
    st.lists(st.sampled_from(["", "*", "+"]), min_size=1, max_size=20),
    st.lists(st.integers(1, 20), max_size=3),
)
def test_the_text_holds_it_all(base: str, signs: list[str], gone: list[int]) -> None:
    touched = Touched(base, tuple(signs), tuple(gone)) if base else Touched()
    text = Arrangement(np.arange(2.0 * len(signs)).reshape(-1, 2), touched).text(POINTS)
    assert means_from_text(text, 20) == tuple((2.0 * j, 2.0 * j + 1) for j in range(len(signs)))
    assert Touched.from_text(text).sentence == touched.sentence


@pytest.mark.parametrize("text", ["", None, "1,2", "*1,2", ";;"])
def test_text_without_a_base_says_nothing(text: object) -> None:
    assert Touched.from_text(text) == Touched()


def test_another_k_adds_where_points_are_farthest_and_drops_the_last() -> None:
    more, said = FIRST.of(3, X)
    assert more.means.tolist() == [[0, 0], [0, 1], [5, 20]]
    assert (
        said
        == "Mean 3 was added, at the point farthest from all means; the others stay. The run begins anew."
    )
    more, said = FIRST.of(4, X)
    assert more.means.tolist()[2:] == [[5, 20], [10, 0]]  # as far as (10, 1), and before it
    assert said.startswith("Means 3 and 4 were added, each at the point then farthest")
    fewer, said = more.of(1, X)
    assert fewer.means.tolist() == [[0, 0]]
    assert said == "Means 2, 3 and 4 were taken away; the others stay. The run begins anew."
    assert fewer.touched.sentence == "You took means 2, 3 and 4 away; the other is as drawn."
    one_less = FIRST.moved(0, np.ones(2)).added(np.ones(2)).of(2, X)[0]
    assert one_less.touched.sentence == "You moved mean 1 and took mean 3 away; the other is as drawn."
    assert one_less.text(POINTS) == "=/3;*1,1;0,1"
    same, said = FIRST.of(2, X)
    assert same is FIRST and said == ""
