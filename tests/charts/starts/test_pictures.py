"""The small pictures of answers."""

import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from charts.starts.pictures import ANSWER_COLORS, OTHER_COLOR, Frame, answer_color, answer_svg
from kmeans_core import run
from tests.charts.starts.sample import X


def test_a_picture_holds_every_point_region_and_mean() -> None:
    end = run(X, X[[0, 50, 100, 150]])
    svg = answer_svg(Frame(X), end.labels, end.means, "Answer 1 <b>")
    root = ElementTree.fromstring(svg)
    spaces = {"s": "http://www.w3.org/2000/svg"}
    paths = [path.get("d", "") for path in root.findall("s:path", spaces)]
    assert sum(path.count("h0") for path in paths) == 200
    assert sum(path.endswith("Z") for path in paths) == 4
    assert [text.text for text in root.findall("s:text", spaces)] == ["1", "2", "3", "4"]
    assert root.findtext("s:title", namespaces=spaces) == "Answer 1 <b>"


def test_pictures_of_many_points_are_of_a_sample() -> None:
    many = np.concatenate([X + shift for shift in np.random.default_rng(1).normal(size=(20, 2))])
    end = run(X, X[[0, 50, 100, 150]])
    svg = answer_svg(Frame(many), np.tile(end.labels, 20), end.means, "")
    assert svg.count("h0") == 260
    assert len(svg) < 12_000


def test_pictures_lie_within_their_frame_and_keep_distances() -> None:
    frame = Frame(X)
    assert (frame.points >= 0).all()
    assert (frame.points <= [frame.width, frame.height]).all()
    assert frame.scale[0] == pytest.approx(frame.scale[1])
    stretched = Frame(X * [1, 1000])
    assert stretched.scale[0] > 100 * stretched.scale[1]
    tall = Frame(X, lambda positions: positions * [1, 50], unit_ratio=1 / 50)
    assert tall.scale[0] == pytest.approx(50 * tall.scale[1])
    free = Frame(X, unit_ratio=None)
    assert free.scale[0] != pytest.approx(free.scale[1]) and (free.points >= 0).all()
    assert free.width / free.height == pytest.approx(4 / 3)


@pytest.mark.parametrize("units", [[1e-140, 1e-140], [1.0, 0.0], [1e140, 1e140]])
def test_regions_fill_the_picture_whatever_the_units(units: list[float]) -> None:
    points = X * units
    end = run(points, points[[0, 50]])
    frame = Frame(points)
    svg = answer_svg(frame, end.labels, end.means, "")
    corners = [
        float(number)
        for number in re.findall(r"[-\d.]+,([-\d.]+)", "".join(re.findall(r'd="(M[^"]*Z)"', svg)))
    ]
    assert min(corners) <= 0 < frame.height <= max(corners)
    assert max(map(abs, corners)) < 10 * frame.height


def test_points_in_more_dimensions_are_drawn_without_regions() -> None:
    space = np.column_stack([X, X[:, 0]])
    end = run(space, space[[0, 50]])
    svg = answer_svg(Frame(space, lambda positions: positions[:, 1:]), end.labels, end.means, "")
    assert 'Z" fill' not in svg
    assert svg.count("<circle") == 2


def test_answers_past_the_colors_share_one() -> None:
    assert len(set(ANSWER_COLORS)) == len(ANSWER_COLORS)
    assert answer_color(0) == ANSWER_COLORS[0]
    assert answer_color(len(ANSWER_COLORS)) == OTHER_COLOR


def test_a_picture_has_its_regions_points_and_means_in_their_places() -> None:
    end = run(X, X[[0, 50, 100, 150]])
    frame = Frame(X)
    svg = answer_svg(frame, end.labels, end.means, "")
    assert frame.regions is not None
    told = [
        [[float(number) for number in corner.split(",")] for corner in way.split("L")]
        for way in re.findall(r'd="M([^"]*)Z"', svg)
    ]
    for drawn, corners in zip(told, frame.regions(end.means), strict=True):
        np.testing.assert_allclose(drawn, frame.place(corners), atol=0.051)
    circles = [[float(x), float(y)] for x, y in re.findall(r'<circle cx="([^"]*)" cy="([^"]*)"', svg)]
    np.testing.assert_allclose(circles, frame.place(end.means), atol=0.051)
    # A picture is 160 wide, the points have 6% of air around them, and up is up.
    assert frame.width == 160
    across = (X[:, 0] - X[:, 0].min()) * frame.scale[0] + frame.points[:, 0].min()
    up = (X[:, 1].max() - X[:, 1]) * frame.scale[1] + frame.points[:, 1].min()
    np.testing.assert_allclose(frame.points, np.column_stack([across, up]))
    assert min(frame.points.min(axis=0) / np.ptp(frame.points, axis=0)) == pytest.approx(0.06)
