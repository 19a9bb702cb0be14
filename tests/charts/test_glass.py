"""Means that would hide their points are see-through, in every picture; crowds are as large as they are many in all of them."""

import json
from pathlib import Path

import numpy as np
import pytest
from plotly.graph_objects import Figure

from charts import palette
from charts.glass import CLEARNESS, are_glass, in_pixels, label, named_at, sides, widths
from charts.groups import comparison_figure, groups_figure
from charts.starts.basins import basins_figure
from charts.starts.look import Plane, ink_of
from charts.starts.pictures import Frame, answer_svg
from charts.starts.shots import shots_figure
from charts.stepper import HOLLOW
from tests.charts.starts.sample import draws
from tests.figures import decoded

FEW = np.array([[1.0, 1], [2, 1], [10, 1], [10, 2], [50, 50], [51, 50]])
LABELS = np.array([0, 0, 1, 1, 2, 2])
MEANS = np.array([[1.5, 1], [10, 1.5], [50.5, 50]])
MANY = np.random.default_rng(0).normal(size=(400, 2))
BINARY = np.array([[i % 2, i // 3 % 2] for i in range(40)], dtype=float)


@pytest.mark.parametrize(
    ("places", "glass"),
    [
        ([[5, 0]], True),  # the only one there is
        ([[5, 0], [20, 0], [30, 0]], True),  # few are seen
        ([[5, 0], [20, 0], [30, 0], [0, 20]], False),  # enough are seen
        ([[5, 0]] * 40 + [[20, 0], [30, 0], [0, 20]], True),  # few of many
        ([[20, 0]], False),  # nothing is hidden
        ([[12, 0]], False),  # nor on its very edge
        ([[5, 0], [100, 0], [100, 9]], True),  # what lies far away does not show what is here
    ],
)
def test_a_mean_is_glass_where_it_hides_nearly_all_that_is_around(
    places: list[list[float]], glass: bool
) -> None:
    assert are_glass(np.array(places, dtype=float), np.zeros((1, 2)), 12).tolist() == [glass]


def test_numbers_stand_away_from_other_means() -> None:
    upright = sides(np.array([[0.0, 0], [0, 15]]), 12)
    assert upright.tolist() == [[1, -1], [1, 1]]
    assert sides(np.array([[0.0, 0], [15, 0]]), 12).tolist() == [[-1, 1], [1, 1]]
    assert sides(np.array([[0.0, 0], [150, 10]]), 12).tolist() == [[1, 1], [1, 1]]
    assert sides(np.array([[0.0, 0]]), 12).tolist() == [[1, 1]]
    # From three radii on there is room between them.
    assert sides(np.array([[0.0, 0], [36, 0]]), 12).tolist() == [[1, 1], [1, 1]]
    assert sides(np.array([[0.0, 0], [35, 0]]), 12).tolist() == [[-1, 1], [1, 1]]


def test_pixels_keep_the_ratio_of_the_axes() -> None:
    places, means = in_pixels(FEW, MEANS, (100.0, 300.0), 1.0)
    np.testing.assert_allclose(np.ptp(places, axis=0) / np.ptp(FEW, axis=0), 2 * [100 / 1.12 / 50])
    assert means[0].tolist() == pytest.approx([0.5 * 100 / 56, 0])


def test_few_points_are_seen_in_their_means_and_many_leave_them_as_they_are() -> None:
    few = groups_figure(FEW, LABELS, MEANS, axis_titles=("a", "b"))["data"][-1]
    assert few["marker"]["color"] == [palette.see_through(j, CLEARNESS) for j in range(3)]
    assert set(few["textposition"]) == {"top right"}
    labels = (MANY[:, 0] > 0).astype(int)
    means = np.stack([MANY[labels == j].mean(axis=0) for j in (0, 1)])
    many = groups_figure(MANY, labels, means, axis_titles=("a", "b"))["data"][-1]
    assert many["marker"]["color"] == [palette.color(0), palette.color(1)]
    assert set(many["textposition"]) == {"middle center"}


@pytest.mark.parametrize("dark", [False, True])
def test_plotly_takes_the_figures(dark: bool) -> None:
    Figure(groups_figure(FEW, LABELS, MEANS, axis_titles=("a", "b"), dark=dark))
    Figure(
        comparison_figure(
            {"one": (FEW, LABELS, MEANS), "two": (BINARY, np.zeros(40, int), BINARY[:1])}, "one", dark=dark
        )
    )


def test_small_pictures_show_few_points_and_crowds() -> None:
    svg = answer_svg(Frame(FEW), LABELS, MEANS, "t")
    assert svg.count(f'fill-opacity="{CLEARNESS}"') == 3
    svg = answer_svg(Frame(BINARY), (BINARY[:, 0] > 0).astype(int), np.array([[0, 0.5], [1, 0.5]]), "t")
    assert svg.count("h0") == 4
    assert 'fill-opacity="1"' in svg


def test_crowds_have_their_size_wherever_points_are_drawn() -> None:
    counts = [14, 7, 6, 13]
    places = np.repeat(np.array([[0.0, 0], [1, 0], [0, 1], [1, 1]]), counts, axis=0)
    pictures = {
        "comparison": comparison_figure({"a": (places, np.zeros(40, int), places[:1])}, "a")["data"][0],
        "map": basins_figure(
            Plane(places),
            {"x": [], "y": [], "z": [], "names": []},
            [],
            places[:1],
            [0],
            np.array([[0, 1.0], [0, 1]]),
        )["data"][1],
        "draws": shots_figure(Plane(places), draws("k-means++", places, 2, 0), lambda means: means)["data"][
            0
        ],
    }
    for name, trace in pictures.items():
        x, y, sizes = (decoded(each) for each in (trace["x"], trace["y"], trace["marker"]["size"]))
        drawn = dict(zip(zip(x.tolist(), y.tolist(), strict=True), sizes.tolist(), strict=True))
        assert drawn[0, 0] > drawn[1, 1] > drawn[1, 0] > drawn[0, 1], name


def test_what_another_mean_hides_is_not_seen_either() -> None:
    means = np.array([[0.0, 0], [25, 0], [0, 25]])  # each hides two points, and all six are around each
    places = np.concatenate([means - 3, means + 3])
    assert are_glass(places, means, 12).tolist() == [True] * 3
    open_places = [[-20.0, 0], [-20, 5], [0, -20], [5, -20]]
    assert are_glass(np.concatenate([places, open_places]), means, 12).tolist()[0] is False


def test_means_at_one_place_share_a_label_on_the_one_on_top() -> None:
    here, there = [5.0, 5.0], [90.0, 5.0]
    assert named_at(np.array([here, here, there]), 12) == [[], [1, 2], [3]]
    assert named_at(np.array([here, there, here, here]), 12) == [[], [2], [], [1, 3, 4]]
    assert named_at(np.array([here] * 5), 12) == [[], [], [], [], [1, 2, 3, 4, 5]]
    assert [label(numbers) for numbers in ([], [3], [1, 3, 4], [1, 2, 3, 4, 5])] == [
        "",
        "3",
        "1, 3, 4",
        "1, 2 +3",
    ]
    assert named_at(np.array([[0.0, 0], [5, 0], [10, 0]]), 12) == [[], [], [1, 2, 3]]  # each under the next
    assert named_at(np.array([here, [14.0, 5]]), 12) == [[1], [2]]  # both numbers can be read


def test_every_picture_names_all_means_at_one_place() -> None:
    means = np.array([[10.0, 1.5], [10, 1.5], [50.5, 50]])
    trace = groups_figure(FEW, np.array([0, 0, 0, 0, 2, 2]), means, axis_titles=("a", "b"))["data"][-1]
    assert trace["text"] == ["", "1, 2", "3"]
    assert trace["textposition"][1] != "middle center"
    assert ">1, 2<" in answer_svg(Frame(FEW), np.array([0, 0, 0, 0, 2, 2]), means, "t")


def test_means_without_points_are_hollow_wherever_means_are_drawn() -> None:
    """As in the player: the outline in the colour of the cluster, the number in ink."""
    places = np.array([[0.0, 0], [1, 1], [2, 0]])
    labels, means = np.array([0, 0, 2]), np.array([[0.5, 0.5], [9.0, 9], [2, 0]])
    for dark in (False, True):
        drawn = [
            groups_figure(places, labels, means, axis_titles=("a", "b"), dark=dark)["data"][-1],
            comparison_figure({"as they are": (places, labels, means)}, "as they are", dark=dark)["data"][-1],
        ]
        for trace in drawn:
            assert [symbol == HOLLOW for symbol in trace["marker"]["symbol"]] == [False, True, False]
            assert trace["marker"]["color"][1] == palette.color(1)
            assert trace["textfont"]["color"][1] == ink_of(dark)[0]
    circles = [
        part for part in answer_svg(Frame(places), labels, means, "t").split("<") if part.startswith("circle")
    ]
    assert ['fill-opacity="0"' in circle for circle in circles] == [False, True, False]
    assert f'stroke="{palette.color(1)}"' in circles[1]


def test_the_cases_that_the_browser_must_pass_too() -> None:
    cases = json.loads((Path(__file__).parents[1] / "glass.json").read_text(encoding="utf-8"))
    for case in cases["glass"]:
        found = are_glass(np.array(case["places"]), np.array(case["means"]), case["radius"])
        assert found.tolist() == case["are"], case["why"]
    for case in cases["named"]:
        assert named_at(np.array(case["means"]), case["radius"]) == case["named"]
    for case in cases["widths"]:
        assert widths(case["named"]) == case["widths"]
    for case in cases["sides"]:
        assert sides(np.array(case["means"], dtype=float), case["radius"]).tolist() == case["sides"]
    assert [label(numbers) for numbers, _ in cases["labels"]] == [words for _, words in cases["labels"]]
