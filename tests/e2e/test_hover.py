"""What stands under the pointer, in every figure that Plotly draws: read off the screen, compared with the data."""

import json
from typing import Any

import numpy as np
import plotly
import pytest
from playwright.sync_api import Page

from charts.groups import groups_figure
from charts.starts.comparison import comparison
from charts.starts.distribution import distribution
from charts.starts.look import Plane
from charts.starts.shots import shots_figure
from charts.stepper import MOST_SVG_POINTS
from study.answers import letter_of
from study.remedies import Shot

Figure = dict[str, Any]

# All marks of the traces that have something to tell, one after the other. Plotly looks twice in 50 ms at most.
HOVER = """async ({ data, layout, most }) => {
    const plot = document.createElement("div");
    document.body.replaceChildren(plot);
    await Plotly.newPlot(plot, data, { ...layout, width: 900 });
    const told = [];
    for (const [curveNumber, trace] of plot._fullData.entries()) {
        if (!trace.hovertemplate) continue;
        for (let pointNumber = 0; pointNumber < Math.min(trace.x.length, most); pointNumber++) {
            if (Number.isNaN(trace.x[pointNumber])) continue;
            Plotly.Fx.unhover(plot);
            await new Promise((done) => setTimeout(done, 60));
            // Of what WebGL draws, Plotly knows marks by their place alone.
            const at = { xval: trace.x[pointNumber], yval: trace.y[pointNumber] };
            const mark = trace.type === "scattergl" ? at : [{ curveNumber, pointNumber }];
            Plotly.Fx.hover(plot, mark, [(trace.xaxis ?? "x") + (trace.yaxis ?? "y")]);
            const text = plot.querySelector(".hoverlayer .hovertext .nums");
            const lines = [...(text?.querySelectorAll("tspan.line") ?? [])];
            told.push(lines.length ? lines.map((line) => line.textContent) : [text?.textContent]);
        }
    }
    return told;
}"""


def told(page: Page, figure: Figure, most: int = 100) -> list[list[str]]:
    """The lines under the pointer on each mark of a figure."""
    if not page.evaluate("'Plotly' in window"):
        page.goto("about:blank")
        page.add_script_tag(content=plotly.offline.get_plotlyjs())
    plain = json.loads(json.dumps({"data": figure["data"], "layout": figure["layout"], "most": most}))
    lines: list[list[str]] = page.evaluate(HOVER, plain)
    return lines


def one_group(columns: Any, **options: Any) -> Figure:
    places = np.array(columns, dtype=np.float64).T
    names = options.pop("axis_titles", ("a", "b"))
    return groups_figure(
        places, np.zeros(len(places), dtype=int), places.mean(axis=0)[None], axis_titles=names, **options
    )


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([1.5, -2, 1e3], ["1.5", "-2", "1,000"]),
        ([1700000000, 1700000100, 1700000200], ["1,700,000,000", "1,700,000,100", "1,700,000,200"]),
        ([1e-6, 0.25, 12], ["0.000001", "0.25", "12"]),
        ([1.5e20, 2e20, -3e20], ["1.5 × 10²⁰", "2 × 10²⁰", "−3 × 10²⁰"]),
        ([1e-9, 2.25e-9, 3.5e-9], ["1 × 10⁻⁹", "2.25 × 10⁻⁹", "3.5 × 10⁻⁹"]),
    ],
)
def test_rows_of_groups_tell_their_values(page: Page, values: list[float], written: list[str]) -> None:
    up = [1.0, 2, 3]
    assert told(page, one_group([values, up])) == [
        ["Group 1", f"a: {text}", f"b: {number:g}"] for text, number in zip(written, up, strict=True)
    ]
    assert told(page, one_group([up, values])) == [
        ["Group 1", f"a: {number:g}", f"b: {text}"] for text, number in zip(written, up, strict=True)
    ]


@pytest.mark.parametrize(("unit", "power"), [(1.0, ""), (1e20, " × 10²⁰")])
def test_rows_at_one_place_say_how_many_they_are(page: Page, unit: float, power: str) -> None:
    places = unit * np.array([[0.0, 0], [0, 0], [1, 1], [2, 2]])
    labels = np.array([0, 0, 0, 1])
    figure = groups_figure(places, labels, places[:2], axis_titles=("a", "b"), stacked=True)
    assert told(page, figure) == [
        ["Group 1: 2 rows here", "a: 0"],
        ["Group 1", f"a: 1{power}"],
        ["Group 2", f"a: 2{power}"],
    ]


def test_a_name_of_a_column_is_shown_letter_by_letter(page: Page) -> None:
    names = ("%{x} <b>a</b> & %{text}", "$c$ %{customdata[0]:.2f}")
    assert told(page, one_group([[1, 2], [3, 4]], axis_titles=names), most=1) == [
        ["Group 1", f"{names[0]}: 1", f"{names[1]}: 3"]
    ]


@pytest.mark.parametrize(
    ("days", "written"),
    [
        ([19000, 19001, 19400], ["2022-01-08", "2022-01-09", "2023-02-12"]),
        ([19000, 19000.25, 19400], ["2022-01-08 00:00", "2022-01-08 06:00", "2023-02-12 00:00"]),
        (
            [19000, 19000 + 1 / 8640, 19003],
            ["2022-01-08 00:00:00", "2022-01-08 00:00:10", "2022-01-11 00:00:00"],
        ),
    ],
)
def test_days_have_the_time_of_day_that_tells_them_apart(
    page: Page, days: list[float], written: list[str]
) -> None:
    figure = one_group([days, [1, 2, 3]], dates=(True, False))
    assert [lines[1] for lines in told(page, figure)] == [f"a: {text}" for text in written]


def test_rows_too_many_for_elements_tell_theirs(page: Page) -> None:
    across = np.arange(MOST_SVG_POINTS + 1.0)
    figure = one_group([across, across])
    assert figure["data"][0]["type"] == "scattergl"
    assert told(page, figure, most=2) == [["Group 1", "a: 0", "b: 0"], ["Group 1", "a: 1", "b: 1"]]


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ([100.0000001, 100.0000002, 100.0000004], ["100.0000001", "100.0000002", "100.0000004"]),
        ([1.5e20, 2e20, 3e22], ["1.5 × 10²⁰", "2 × 10²⁰", "3 × 10²²"]),
        ([12345678.25, 12345678.5, 2.0], ["12,345,678.25", "12,345,678.5", "2"]),
        ([0.0, 0.5, 1 / 3], ["0", "0.5", "0.333"]),
    ],
)
def test_a_stroke_tells_its_seed_its_answer_and_its_value(
    page: Page, values: list[float], written: list[str]
) -> None:
    seeds = np.array([0, 12345, 2**32 - 1])
    figure = distribution(
        np.array(values),
        np.arange(3),
        np.zeros(3, dtype=int),
        seeds,
        row_names=["r"],
        n_kinds=3,
        title="t",
        measure="inertia",
    )
    expected = [
        [f"Seed {seed}: answer {letter_of(kind)}", f"inertia: {text}"]
        for kind, (seed, text) in enumerate(zip(seeds.tolist(), written, strict=True))
    ]
    assert told(page, figure)[::2] == told(page, figure)[1::2] == expected  # both ends of each stroke


def test_ways_to_start_tell_their_shares_and_how_long_they_took(page: Page) -> None:
    figure = comparison(
        ["k-means++ <b>%{x}", "other"],
        np.array([0.9999, 0.5]),
        np.array([[0.99, 1], [0.4, 0.6]]),
        [np.array([0, 1e-7, 12345.678]), np.array([0, np.inf, np.inf])],
        [np.array([1, 1, 2]), np.array([1, 2, 3000])],
        found="found it",
    )
    assert told(page, figure) == [
        ["k-means++ <b>%{x}: 99.99%"],
        ["other: 50%"],
        *(
            [f"k-means++ <b>%{{x}}, {words}"]
            for words in ("least: 0% worse", "median: 1 × 10⁻⁷% worse", "most: 12,346% worse")
        ),
        *(
            [f"other, {words}: 0% worse (not counting 2 infinitely worse)"]
            for words in ("least", "median", "most")
        ),
        *([f"k-means++ <b>%{{x}}, iterations: {words}"] for words in ("1 (least)", "1 (median)", "2 (most)")),
        *([f"other, iterations: {words}"] for words in ("1 (least)", "2 (median)", "3,000 (most)")),
    ]


def test_points_tell_their_chance_to_be_drawn(page: Page) -> None:
    chances = np.array([0.0, 0.99995, 3e-5, 1e-5, 1e-5])
    places = np.array([[0.0, 0], [9, 9], [1, 1], [2, 2], [2, 2]])
    both = [
        Shot("", "", places[:1], ring=places[0], chances=chances),
        Shot("", "", places[:2], ring=places[1], chances=chances[[1, 0, 2, 3, 4]]),
    ]
    figure = shots_figure(Plane(places), both, lambda means: means)
    shown = ["0%", "99.995%", "0.003%"], ["99.995%", "0%", "0.003%"]
    for frame, texts in zip(figure["frames"], shown, strict=True):
        first = {**figure["data"][0], **frame["data"][0], "marker": figure["data"][0]["marker"]}
        assert told(page, {**figure, "data": [first]}) == [
            *([f"Chance to be drawn next: {text}"] for text in texts),
            ["Chance of one of 2 points here to be drawn next: 0.002%"],
        ]
