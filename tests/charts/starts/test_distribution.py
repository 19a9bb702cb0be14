"""One mark per start, piled up."""

from typing import Any

import numpy as np
import pytest

from charts.starts.distribution import distribution, stacks
from charts.starts.pictures import ANSWER_COLORS
from study.answers import letter_of
from tests.figures import decoded, is_valid


def longest_list(value: object) -> int:
    """The number of entries of the longest list in a figure."""
    if isinstance(value, dict):
        return max(map(longest_list, value.values()), default=0)
    return max(len(value), *map(longest_list, value)) if isinstance(value, list) and value else 0


def test_marks_are_piled_up_without_gap_or_overlap_the_best_answer_below() -> None:
    bins, heights = stacks(
        np.array([1.5, 0.2, 1.1, 1.9, 0.1]), np.array([1, 0, 0, 2, 1]), np.array([0.0, 1, 2])
    )
    np.testing.assert_array_equal(bins, [1, 0, 1, 1, 0])
    np.testing.assert_array_equal(heights, [1, 0, 0, 2, 1])


def a_distribution(**changes: Any) -> dict[str, Any]:
    rng = np.random.default_rng(1)
    kinds = rng.integers(0, 15, 500)
    arguments: dict[str, Any] = {
        "kinds": kinds,
        "rows": np.repeat([0, 1], 250),
        "seeds": np.tile(np.arange(250), 2),
        "row_names": ["random", "<i>other</i>"],
        "n_kinds": 15,
        "title": "inertia",
        "measure": "",
    }
    return distribution(100.0 + kinds + rng.random(500), **{**arguments, **changes})


def test_every_start_has_one_mark() -> None:
    figure = a_distribution()
    assert is_valid(figure)
    marks = [decoded(trace["x"]).reshape(-1, 3) for trace in figure["data"]]
    assert sum(len(own) for own in marks) == 500
    for own, trace in zip(marks, figure["data"], strict=True):
        assert (own[:, 0] < own[:, 1]).all()
        assert np.isnan(own[:, 2]).all()
        assert decoded(trace["customdata"]).shape == (3 * len(own), 2)
    assert all(trace["type"] == "scatter" for trace in figure["data"])  # none of the few WebGL contexts


def test_every_mark_knows_its_seed_and_its_value() -> None:
    figure = a_distribution(
        kinds=np.zeros(500, dtype=int), rows=np.zeros(500, dtype=int), seeds=np.arange(500), row_names=["one"]
    )
    (trace,) = figure["data"]
    told = decoded(trace["customdata"])[::3]
    np.testing.assert_array_equal(told[:, 0], np.arange(500))
    middles = decoded(trace["x"]).reshape(-1, 3)[:, :2].mean(axis=1)
    width = np.diff(np.unique(middles.round(9))).min()
    assert (np.abs(told[:, 1] - middles) <= width / 2 + 1e-4).all()


@pytest.mark.parametrize(
    ("seed", "value", "dtype"),
    [(7, 1.25, "f4"), (2**24 + 1, 1.25, "f8"), (7, 1e300, "f8"), (7, 1e-300, "f8"), (7, 2.0**30 + 1, "f8")],
)
def test_numbers_are_sent_in_single_precision_where_that_tells_them(
    seed: int, value: float, dtype: str
) -> None:
    zero = np.zeros(1, dtype=int)
    (trace,) = a_distribution_of(np.array([value]), zero, np.array([seed]))["data"]
    assert trace["customdata"]["dtype"] == dtype
    np.testing.assert_array_equal(decoded(trace["customdata"])[0], [seed, value])


def a_distribution_of(values: np.ndarray, zero: np.ndarray, seeds: np.ndarray) -> dict[str, Any]:
    return distribution(values, zero, zero, seeds, row_names=["one"], n_kinds=1, title="", measure="")


def test_numbers_of_many_starts_are_sent_typed_never_as_lists() -> None:
    """Plotly looks at every entry of a list, and copies it: that would cost more than all the rest of the page."""
    assert longest_list(a_distribution()) < 100
    assert longest_list({"a": [1, [2, 2, 2, 2]]}) == 4  # it looks inside


def test_answers_differ_in_more_than_color() -> None:
    figure = a_distribution()
    first = {trace["legendgroup"]: decoded(trace["x"]) for trace in reversed(figure["data"])}
    widths = [np.round(first[str(kind)][1] - first[str(kind)][0], 6) for kind in range(3)]
    assert len(set(widths)) == 3
    labels = {note["text"] for note in figure["layout"]["annotations"]}
    assert "<b>A</b>" in labels
    assert "<b>&lt;i&gt;other&lt;/i&gt;</b>" in labels


def test_the_legend_names_each_answer_once() -> None:
    shown = [trace["name"] for trace in a_distribution()["data"] if trace["showlegend"]]
    assert sorted(shown) == sorted([*map(letter_of, range(len(ANSWER_COLORS))), "others"])


def test_whole_numbers_have_piles_of_their_own() -> None:
    values = np.array([2.0, 3, 3, 9])
    ones = np.zeros(4, dtype=int)
    figure = distribution(
        values,
        ones,
        ones,
        np.arange(4),
        row_names=["a"],
        n_kinds=1,
        title="iterations",
        measure="",
        whole=True,
    )
    middles = decoded(figure["data"][0]["x"]).reshape(-1, 3)[:, :2].mean(axis=1)
    np.testing.assert_allclose(np.sort(middles), values)


@pytest.mark.parametrize("value", [0.0, 5.0, -3.0, 1e12])
def test_starts_that_all_end_alike_are_drawn(value: float) -> None:
    ones = np.zeros(10, dtype=int)
    figure = distribution(
        np.full(10, value), ones, ones, np.arange(10), row_names=["a"], n_kinds=1, title="", measure=""
    )
    assert is_valid(figure)
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < value < high


def test_the_axis_of_starts_reaches_just_above_the_highest_pile_and_names_of_rows_stand_on_the_plot() -> None:
    figure = a_distribution()
    for row, suffix in enumerate(("", "2")):
        own = [trace for trace in figure["data"] if trace["yaxis"] == f"y{suffix}"]
        highest = max(float(np.nanmax(decoded(trace["y"]))) for trace in own) + 0.5
        assert figure["layout"][f"yaxis{suffix}"]["range"] == [0, pytest.approx(1.08 * highest)]
        domain = figure["layout"][f"yaxis{suffix}"]["domain"]
        assert domain == pytest.approx([[0.58, 1], [0, 0.42]][row])
    names = [note for note in figure["layout"]["annotations"] if note["xref"] == "paper"]
    assert [(name["x"], name["xanchor"]) for name in names] == [(0.995, "right")] * 2
    assert [(name["y"], name["yanchor"]) for name in names] == [(1, "top"), (pytest.approx(0.42), "bottom")]
    one = a_distribution(rows=np.zeros(500, dtype=int), row_names=["one"])
    assert one["layout"]["yaxis"]["domain"] == [0, 1]
    assert not [note for note in one["layout"]["annotations"] if note["xref"] == "paper"]


def test_the_number_of_an_answer_stands_on_its_largest_pile() -> None:
    zero = np.zeros(10, dtype=int)
    values = np.array([1.0] * 7 + [2.0] * 3)
    figure = distribution(
        values, zero, zero, np.arange(10), row_names=["a"], n_kinds=1, title="", measure="", whole=True
    )
    (note,) = figure["layout"]["annotations"]
    assert (note["x"], note["y"], note["text"]) == (1, 3.5, "<b>A</b>")


def test_letters_never_stand_on_each_other() -> None:
    """Of two piles side by side only the better one is named; where they are far apart, or one is much higher, both are."""

    def named(values: list[float], kinds: list[int]) -> list[tuple[str, float, float]]:
        zero = np.zeros(len(values), dtype=int)
        figure = distribution(
            np.array(values),
            np.array(kinds),
            zero,
            np.arange(len(values)),
            row_names=["a"],
            n_kinds=3,
            title="",
            measure="",
            whole=True,
        )
        return [(note["text"], note["x"], note["y"]) for note in figure["layout"]["annotations"]]

    assert named([1.0] * 10 + [2.0] * 10, [0] * 10 + [1] * 10) == [("<b>A</b>", 1, 5)]
    assert [text for text, *_ in named([1.0] * 10 + [9.0] * 10, [0] * 10 + [1] * 10)] == [
        "<b>A</b>",
        "<b>B</b>",
    ]
    assert [text for text, *_ in named([1.0] * 10 + [2.0] * 4, [0] * 10 + [1] * 4)] == [
        "<b>A</b>",
        "<b>B</b>",
    ]
