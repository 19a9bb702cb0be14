"""What holds for every figure: it draws what its data say and nothing else, and all that is written has room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from charts.columns import histogram_figure
from charts.groups import comparison_figure, groups_figure
from charts.optimum import strip_figure
from charts.starts.basins import basins_figure, basins_layer, marks_of
from charts.starts.comparison import comparison
from charts.starts.distribution import distribution
from charts.starts.enough import chances_figure
from charts.starts.look import Plane
from charts.starts.shots import shots_figure
from charts.stepper import stepper_figure
from kmeans_core import run
from study.one_column import TITLE, heights_shown, on_the_line, places_of
from tests.charts.starts.sample import X, draws

Figure = dict[str, Any]
LABELS = np.repeat(np.arange(4), 50)
MEANS = np.array([[0.0, 0], [9, 0], [0, 9], [9, 9]])
COLUMN = X[:, :1]
LINE = on_the_line(MEANS[:2, 0])
HEIGHTS = places_of(COLUMN, lambda positions: on_the_line(positions[:, 0]))
NAMES = ["random", "k-means++", "a name that is rather long"]


def piles(rows: int) -> Figure:
    n = 60
    return distribution(
        np.linspace(-3.0, 8.0, n),
        np.arange(n) % 3,
        np.arange(n) % rows,
        np.arange(n),
        row_names=[f"way {row}" for row in range(rows)],
        n_kinds=3,
        title="inertia",
        measure="inertia",
    )


def side_by_side() -> Figure:
    shares = np.array([0.2, 0.5, 0.9])
    intervals = np.column_stack([shares - 0.1, shares + 0.1])
    return comparison(NAMES, shares, intervals, [np.arange(9.0)] * 3, [np.arange(2, 11)] * 3, found="found")


def starting_map(one_column: bool = False) -> Figure:
    marks = marks_of([("A", 0), ("B", 1)])
    kinds = np.zeros((10, 12), dtype=int)
    kinds[:, 6:] = 1
    layer = basins_layer(np.linspace(-3, 12, 12), np.linspace(-3, 12, 10), kinds, marks)
    plane = Plane(HEIGHTS if one_column else X, one_column=one_column)
    return basins_figure(plane, layer, marks, MEANS, [1], plane.ranges(0.1))


def player(points: np.ndarray, **more: Any) -> Figure:
    return stepper_figure(points, run(points, points[[0, 60, 110, 160]]), **more)


FIGURES: dict[str, Callable[[], Figure]] = {
    "the player": lambda: player(X),
    "the player, one column": lambda: player(COLUMN, to_plane=lambda positions: on_the_line(positions[:, 0])),
    "groups": lambda: groups_figure(X, LABELS, MEANS, axis_titles=("a", "b")),
    "groups, one column": lambda: groups_figure(
        HEIGHTS, LABELS % 2, LINE, axis_titles=("a", TITLE), stacked=True
    ),
    "ways to compare": lambda: comparison_figure(dict.fromkeys(NAMES, (X, LABELS, MEANS)), NAMES[1]),
    "a column": lambda: histogram_figure(X[:, 0]),
    "the best there is": lambda: strip_figure(X[:, 0], LABELS, LABELS, "a"),
    "starts": lambda: piles(1),
    "starts of two ways": lambda: piles(2),
    "starts of five ways": lambda: piles(5),
    "ways side by side": side_by_side,
    "enough": lambda: chances_figure(NAMES[:2], np.array([0.1, 0.5])),
    "the map": starting_map,
    "the map, one column": lambda: starting_map(one_column=True),
    "a remedy": lambda: shots_figure(Plane(X), draws("k-means++", X, 4, 0), lambda means: means),
    "a remedy, one column": lambda: shots_figure(
        Plane(HEIGHTS, one_column=True),
        draws("k-means++", COLUMN, 4, 0),
        lambda means: on_the_line(means[:, 0]),
    ),
}
every_figure = pytest.mark.parametrize("make", FIGURES.values(), ids=list(FIGURES))


def axes_of(figure: Figure, way: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, axis in figure["layout"].items():
        if name.startswith(f"{way}axis"):
            yield name, axis


def holds_words(figure: Figure, name: str) -> bool:
    """Whether an axis is one of names, and not of numbers."""
    number = name.removeprefix(f"{name[0]}axis")
    own = [trace for trace in figure["data"] if trace.get(f"{name[0]}axis", name[0]) == f"{name[0]}{number}"]
    places = [trace.get(name[0]) for trace in own]
    return any(isinstance(each, list) and isinstance((each or [0])[0], str) for each in places)


@every_figure
def test_nothing_is_drawn_that_stands_for_nothing(make: Callable[[], Figure]) -> None:
    """An arrow on what is only written, or a line through zero: Plotly draws both unless it is told not to."""
    figure = make()
    assert [note["text"] for note in figure["layout"].get("annotations", ()) if note["showarrow"]] == []
    for way in "xy":
        for name, axis in axes_of(figure, way):
            if axis.get("visible", True) and axis.get("type") != "log" and not holds_words(figure, name):
                assert axis["zeroline"] is False, name


@every_figure
def test_every_plot_has_room(make: Callable[[], Figure]) -> None:
    layout = make()["layout"]
    if "height" not in layout:  # then it is as high as what it stands in
        return
    room = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    for name, axis in axes_of({"layout": layout}, "y"):
        low, high = axis.get("domain", (0, 1))
        assert (high - low) * room >= 60, name


@every_figure
def test_a_number_in_a_mean_stays_inside_its_ring(make: Callable[[], Figure]) -> None:
    """Two bold digits are about 1.2 times as wide as their size says, and 0.7 times as high."""
    for trace in make()["data"]:
        if trace.get("mode") != "markers+text" or trace.get("textposition", "middle center") == "top center":
            continue
        sizes, widths = trace["marker"]["size"], trace["marker"]["line"]["width"]
        inside = np.min(np.asarray(sizes) - np.asarray(widths))
        assert np.hypot(1.2, 0.7) * trace["textfont"]["size"] <= inside


@pytest.mark.parametrize("name", [name for name in FIGURES if name.endswith("one column")])
def test_where_up_means_nothing_the_axis_says_so(name: str) -> None:
    axis = FIGURES[name]()["layout"]["yaxis"]
    assert axis["title"]["text"] == TITLE and not axis["showticklabels"] and not axis["showgrid"]
    assert axis["range"] == pytest.approx(heights_shown(HEIGHTS[:, 1]))
    assert "scaleanchor" not in axis


@pytest.mark.parametrize(
    ("name", "way", "written"),
    [
        ("ways side by side", "y", [True, False, False]),  # the names of the ways, once
        ("ways to compare", "x", [False] * 3),
        ("ways to compare", "y", [False] * 3),
        ("starts of two ways", "x", [True, True]),
        ("starts of five ways", "x", [False, False, False, False, True]),
    ],
)
def test_what_plots_have_in_common_is_written_once(name: str, way: str, written: list[bool]) -> None:
    figure = FIGURES[name]()
    axes = [axis for _, axis in axes_of(figure, way)]
    assert [axis.get("showticklabels", True) for axis in axes] == written
    assert all(axis["automargin"] == shown for axis, shown in zip(axes, written, strict=True) if way == "y")
