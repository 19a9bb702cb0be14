"""Drawings of columns by group: what is drawn where, and that text stays text."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

import numpy as np
import pytest

from charts import palette
from charts.group_columns import NAMES, NUMBERS, ROW, WIDE, column_svg, scatter_svg, words_svg

NASTY = "<script>alert(1)</script> & “x”"
NONE = np.empty(0)
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def drawn(means: list[float], values: np.ndarray = NONE, labels: np.ndarray = NONE) -> str:
    k = len(means)
    quantiles = np.array([[0.0, 2, 5, 8, 10]] * k)
    low, high = np.array(means) - 1, np.array(means) + 1
    names = [NASTY] + [f"Group {j + 1}" for j in range(1, k)]
    return column_svg(NASTY, names, np.array(means), low, high, quantiles, values, labels, lambda v: f"{v:g}")


def test_an_average_is_where_its_number_is() -> None:
    svg = drawn([0.0, 5.0, 10.0])
    places = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', svg)]
    left, right = NAMES + 8, WIDE - NUMBERS - 8
    # The intervals reach from -1 to 11
    assert np.allclose(places, [left + (right - left) * x / 12 for x in (1, 6, 11)], atol=0.1)
    assert {"0", "-1 to 1", "5", "4 to 6", "10", "9 to 11"} <= set(texts(svg)) and texts(svg)[-2:] == [
        "-1",
        "11",
    ]


def test_text_is_text_and_no_group_without_rows_fails() -> None:
    svg = drawn([0.0, np.nan])
    assert "<script" not in svg and "–" in texts(svg)
    words = words_svg(NASTY, [NASTY], [NASTY, "b"], np.array([[1, 3]]))
    assert "<script" not in words and "75%" in texts(words)


def test_every_value_of_few_is_drawn_in_the_colour_of_its_group() -> None:
    svg = drawn([1.0, 9.0], np.array([0.0, 2, 8, 10]), np.array([0, 0, 1, 1]))
    dots = re.findall(r'r="2.6" fill="(#\w+)"', svg)
    assert dots == [palette.color(0)] * 2 + [palette.color(1)] * 2 and "<rect" not in svg


@pytest.mark.parametrize(
    "quantiles", [[0.0, 2, 5, 8, 10], [0.0, 1, 2, 3, 10], [0.0, 0, 0, 9, 10], [0.0, 5, 5, 5, 10]]
)
def test_a_box_reaches_over_the_middle_half_and_its_line_from_5_to_95_of_100(quantiles: list[float]) -> None:
    means = np.array([5.0, 5.0])
    svg = column_svg(
        "c", ["A", "B"], means, means, means, np.array([quantiles, [0.0, 4, 5, 6, 10]]), NONE, NONE, str
    )
    left, right = NAMES + 8, WIDE - NUMBERS - 8
    least, first, middle, third, most = (left + (right - left) * np.array(quantiles) / 10).tolist()
    box = next(ElementTree.fromstring(svg).iter(f"{SVG}rect"))
    begins, wide = float(box.attrib["x"]), float(box.attrib["width"])
    assert (begins, wide) == pytest.approx(
        (first, max(1.0, third - first)), abs=0.11
    )  # never so thin that it vanishes
    lines = re.findall(r'd="M([\d.]+),([\d.]+)(?:H([\d.]+)|v18)" stroke="(#\w+)"', svg)[:2]
    assert [float(lines[0][i]) for i in (0, 2)] == pytest.approx([least, most], abs=0.11)
    assert float(lines[1][0]) == pytest.approx(middle, abs=0.11)
    assert {color for *_, color in lines} == {palette.color(0)} == {box.attrib["fill"]}


@pytest.mark.parametrize("rows", [[[1, 3]], [[2, 2, 4], [0, 0, 5]], [[1, 0, 1], [7, 2, 1]], [[40, 1, 1]]])
def test_a_bar_of_words_is_parted_by_how_often_each_is_there(rows: list[list[int]]) -> None:
    svg = words_svg("t", list("AB")[: len(rows)], list("uvw")[: len(rows[0])], np.array(rows))
    bars = [bar for bar in ElementTree.fromstring(svg).iter(f"{SVG}rect") if bar.attrib["height"] == "26"]
    shades = [
        each.attrib["fill"] for each in ElementTree.fromstring(svg).iter(f"{SVG}rect") if each not in bars
    ]
    legend = shades[-len(rows[0]) :]  # the last are those beside the words
    left, room, said = NAMES + 8, WIDE - NAMES - 8, []
    expected = []
    for counts in rows:
        x = float(left)
        for count, shade in zip(counts, legend, strict=True):
            wide = room * count / sum(counts)
            if count:
                expected.append((x, wide, shade))
            if wide > 34:
                said.append(f"{100 * count / sum(counts):.0f}%")
            x += wide
    assert [bar.attrib["fill"] for bar in bars] == [shade for *_, shade in expected]
    drawn_at = [(float(bar.attrib["x"]), float(bar.attrib["width"])) for bar in bars]
    np.testing.assert_allclose(drawn_at, [place for *place, _ in expected], atol=0.06)
    assert [text for text in texts(svg) if text.endswith("%")] == said


def test_points_on_paper() -> None:
    places = np.array([[0.0, 0], [10, 10]])
    svg = scatter_svg(
        places, np.array([0, 1]), places, ["A", NASTY], ("x", NASTY), (("0", "10"), ("0", "10"))
    )
    assert svg.count("translate(") == 4 and "<script" not in svg  # two points, two in the legend
    assert "x →" in texts(svg)


def test_the_line_below_ends_where_the_numbers_begin() -> None:
    ends = re.findall(r'd="M(\d+),\d+H(\d+)" stroke', drawn([0.0, 5.0]))
    assert (str(NAMES + 8), str(WIDE - NUMBERS - 8)) in ends


def paper(names: list[str]) -> str:
    places = np.zeros((len(names), 2))
    return scatter_svg(places, np.arange(len(names)), places, names, ("x", "y"), (("0", "1"), ("0", "1")))


def bars(words: list[str]) -> str:
    return words_svg("t", ["A"], words, np.eye(1, len(words), dtype=int))


@pytest.mark.parametrize("picture", [paper, bars])
def test_the_names_below_a_picture_stand_side_by_side_while_they_fit(
    picture: Callable[[list[str]], str],
) -> None:
    def legend(names: list[str]) -> list[tuple[float, float]]:
        every = ElementTree.fromstring(picture(names)).iter(f"{SVG}text")
        return [(float(each.attrib["x"]), float(each.attrib["y"])) for each in every][-len(names) :]

    (first, y), (second, same) = legend(["A", "B"])
    assert first < second and y == same
    lines = [y for _, y in legend(["not so short"] * 12)]
    assert sorted(lines) == lines and 2 <= len(set(lines)) < 6
    assert all(x < WIDE - 80 for x, _ in legend(["not so short"] * 12))


def test_no_number_is_cut_however_long() -> None:
    means = np.array([12345678.25, 3.0])
    svg = column_svg(
        "c",
        ["A", "B"],
        means,
        means - 1,
        means + 1,
        np.array([[0.0, 2, 5, 8, 1e8]] * 2),
        NONE,
        NONE,
        lambda v: f"{v:,.4f} km",
    )
    assert "…" not in "".join(texts(svg)) and "12,345,677.2500 km to 12,345,679.2500 km" in texts(svg)
    for each in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        if float(each.get("x", "0")) >= WIDE - NUMBERS:
            wide = 0.62 * float(each.get("font-size", "0")) * len(each.text or "")
            assert float(each.get("x", "0")) + wide <= WIDE + 2


def test_a_long_name_is_told_whole_in_several_lines() -> None:
    name = "Group 2 · Well off and living in the north"
    svg = words_svg("t", ["Group 1", name], ["a"], np.array([[1], [2]]))
    texts = re.findall(r'<text x="0\.0" y="([\d.]+)"[^>]*>([^<]*)</text>', svg)
    assert " ".join(text for _, text in texts) == f"Group 1 {name}" and len(texts) == 4
    heights = [float(y) for y, _ in texts[1:]]
    assert heights == sorted(heights) and heights[-1] - heights[0] < ROW
