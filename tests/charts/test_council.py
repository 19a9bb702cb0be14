"""Small pictures of groups, and the curves of the judges beneath them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from charts import palette
from charts.council import AIR, CELL, COMPANY, HEIGHT, company_svg, curve_svg, groups_svg
from charts.silhouettes import bars_svg
from charts.starts.pictures import Frame

SVG = "{http://www.w3.org/2000/svg}"


def heights(svg: str) -> list[float]:
    return [float(each.attrib["cy"]) for each in ElementTree.fromstring(svg).iter(f"{SVG}circle")]


def test_a_curve_has_a_cell_for_each_number_and_its_choice_is_marked() -> None:
    svg = curve_svg(np.array([0.0, 2.0, 1.0]), None, 1, ["one", "two <b>", "three"], "Gap says 2.")
    drawn = ElementTree.fromstring(svg)
    assert drawn.attrib["viewBox"] == f"0 0 {3 * CELL:.0f} {HEIGHT:.0f}"
    assert heights(svg) == pytest.approx([HEIGHT - AIR, AIR, HEIGHT / 2], abs=0.06)
    marked = [each for each in drawn.iter(f"{SVG}circle") if each.get("class") == "chosen"]
    assert [each.attrib["cx"] for each in marked] == ["150"]
    assert [each.text for each in drawn.iter(f"{SVG}title")][1:] == ["one", "two <b>", "three"]


def test_standard_errors_reach_up_and_down() -> None:
    svg = curve_svg(np.array([0.0, 1.0]), np.array([0.0, 0.5]), 1, ["", ""], "")
    (way,) = re.findall(r'class="error" d="M150,([\d.]+)V([\d.]+)"', svg)
    low, high = map(float, way)
    (middle,) = heights(svg)[1:]
    assert low - middle == pytest.approx(middle - high, abs=0.11) and low > middle > high == pytest.approx(
        AIR
    )


@pytest.mark.parametrize("curve", [[np.inf, 1.0], [np.inf, np.inf], [3.0], [2.0, 2.0], [-np.inf, np.nan]])
def test_curves_without_limit_and_flat_ones_stay_in_the_picture(curve: list[float]) -> None:
    svg = curve_svg(np.array(curve), np.zeros(len(curve)), 0, [""] * len(curve), "")
    assert all(AIR - 0.1 <= y <= HEIGHT - AIR + 0.1 for y in heights(svg))


def test_groups_are_in_the_colours_of_their_numbers() -> None:
    X = np.array([[0.0, 0.0], [1.0, 1.0], [9.0, 9.0]])
    svg = groups_svg(
        Frame(X), np.array([0, 0, 1]), np.array([[0.5, 0.5], [9.0, 9.0]]), [3, 1], "T", named=True
    )
    drawn = ElementTree.fromstring(svg)
    means = [each.attrib["fill"] for each in drawn.iter(f"{SVG}circle")]
    assert means == [palette.color(3), palette.color(1)]
    dots = {each.attrib["stroke"]: each.attrib["d"].count("h0") for each in drawn.iter(f"{SVG}path")}
    assert dots == {palette.color(3): 2, palette.color(1): 1}
    assert [each.text for each in drawn.iter(f"{SVG}text")] == ["4", "2"]


def test_who_changes_company_is_told_apart_in_three_steps() -> None:
    X = np.array([[0.0, 0.0], [1.0, 1.0], [9.0, 9.0], [5.0, 5.0]])
    drawn = ElementTree.fromstring(company_svg(Frame(X), np.array([0, 0, 0.05, 0.9]), "T"))
    layers = list(drawn.iter(f"{SVG}path"))
    assert [each.attrib["d"].count("h0") for each in layers] == [2, 1, 1]
    never, seldom, often = ((each.attrib["stroke"], float(each.attrib["stroke-opacity"])) for each in layers)
    assert never[0] == palette.UNASSIGNED_COLOR and seldom[0] == often[0] == palette.COLORS[2]
    assert 0 < seldom[1] < often[1] == 1 and 0 < never[1] < 1
    widths = [float(each.attrib["stroke-width"]) for each in layers]
    looks = [(*look, width) for look, width in zip((never, seldom, often), widths, strict=True)]
    assert looks == list(COMPANY)  # as in the key
    assert widths == sorted(set(widths))  # the more often, the larger


@pytest.mark.parametrize(("share", "often"), [(0.1, False), (0.1001, True)])
def test_up_to_one_draw_in_ten_is_seldom(share: float, often: bool) -> None:
    X = np.array([[0.0, 0.0], [9.0, 9.0]])
    drawn = ElementTree.fromstring(company_svg(Frame(X), np.array([0, share]), "T"))
    *_, last = drawn.iter(f"{SVG}path")
    assert (last.attrib["stroke-opacity"] == "1") is often


def test_bars_lie_by_group_the_longest_first_and_each_knows_its_point() -> None:
    silhouettes = np.array([0.2, 0.9, -0.5, 0.6])
    labels = np.array([0, 1, 1, 0])
    bars = bars_svg(silhouettes, labels, [5, 2], "T", 90.0)
    assert bars.order.tolist() == [1, 2, 3, 0]  # group 3 before group 6
    assert (np.diff(bars.middles) > 0).all() and bars.middles[0] > 0 and bars.middles[-1] < 90
    drawn = ElementTree.fromstring(bars.svg)
    ways = [each.attrib["d"] for each in drawn.iter(f"{SVG}path")][:2]
    lengths = [float(each) for way in ways for each in re.findall(r"h(-?[\d.]+)", way)]
    assert lengths / np.abs(lengths).max() == pytest.approx(silhouettes[bars.order] / 0.9, abs=0.01)
    zero = float(ways[0][1:].split(",")[0])
    assert zero + lengths[1] >= 9 - 0.1  # what is below zero leaves room for the names of the groups
    assert [each.text for each in drawn.iter(f"{SVG}text")] == ["3", "6"]


def test_strays_are_crosses_in_the_colour_of_their_group_and_outlines_lie_where_they_are() -> None:
    X = np.array([[0.0, 0.0], [1.0, 1.0], [9.0, 9.0]])
    frame = Frame(X)
    strays = np.array([False, True, False])
    line = np.array([[0.0, 0.0], [9.0, 0.0], [9.0, 9.0]])
    svg = groups_svg(
        frame, np.array([0, 0, 1]), np.empty((0, 2)), [3, 1], "T", strays=strays, outlines=[line]
    )
    drawn = ElementTree.fromstring(svg)
    ways = [(each.attrib["stroke"], each.attrib["d"]) for each in drawn.iter(f"{SVG}path")]
    x, y = (frame.points[1] - 1.5).round(1)
    crosses = [(color, way) for color, way in ways if "l3,3" in way]
    assert [color for color, _ in crosses] == [palette.color(3)]
    assert crosses[0][1].count("l3,3") == 1
    assert [float(each) for each in crosses[0][1][1:].split("l")[0].split(",")] == pytest.approx(
        [x, y], abs=0.11
    )
    assert sum(way.count("h0") for _, way in ways) == 2
    (polygon,) = drawn.iter(f"{SVG}polygon")
    corners = np.array([each.split(",") for each in polygon.attrib["points"].split()], dtype=float)
    assert corners == pytest.approx(frame.place(line.copy()), abs=0.06)


@pytest.mark.parametrize("named", [False, True])
def test_groups_of_one_colour_differ_by_more_than_it(named: bool) -> None:
    """Groups 1 and 11 have one colour, in a picture with numbers and in one without: points and means of the second have a dark core."""
    X = np.array([[0.0, 0.0], [9.0, 9.0]])

    def looks(number: int) -> list[tuple[str, dict[str, str]]]:
        svg = groups_svg(Frame(X), np.array([0, 0]), X[:1], [number], "T", named=named)
        drawn = [each for each in ElementTree.fromstring(svg) if each.tag != f"{SVG}text"]
        return [(each.tag, {**each.attrib}) for each in drawn]

    assert palette.color(0) == palette.color(10)
    first, eleventh = looks(0), looks(10)
    cores = [each for each in eleventh if each not in first]
    assert [tag for tag, _ in cores] == [f"{SVG}path"] + [f"{SVG}circle"] * (not named)
    assert {each.get("stroke", each.get("fill")) for _, each in cores} == {"currentColor"}
