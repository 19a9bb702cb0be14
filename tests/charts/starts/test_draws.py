"""The draws of k-means++, frame by frame."""

import numpy as np

from charts.starts.draws import draws_figure
from charts.starts.look import Plane
from kmeans_core import kmeans_plus_plus_draws
from tests.charts.starts.sample import X
from tests.figures import decoded, is_valid


def test_a_frame_for_each_draw_with_the_points_as_large_as_their_chances() -> None:
    draws = kmeans_plus_plus_draws(X, 4, np.random.default_rng(3))
    figure = draws_figure(Plane(X), draws)
    assert is_valid(figure)
    assert [frame["name"] for frame in figure["frames"]] == ["1", "2", "3", "4"]
    assert len(figure["layout"]["sliders"][0]["steps"]) == 4
    first, second = (decoded(frame["data"][0]["marker"]["size"]) for frame in figure["frames"][:2])
    assert len(set(first.tolist())) == 1
    assert second[draws[0].index] == second.min()
    assert second.argmax() == draws[1].chances.argmax()
    chances = [float(text.removesuffix("%")) for text in figure["frames"][1]["data"][0]["customdata"]]
    np.testing.assert_allclose(chances, 100 * draws[1].chances, rtol=0.005)
    for button in figure["layout"]["updatemenus"][0][
        "buttons"
    ]:  # without it, Plotly leaves sizes as they are
        assert button["args"][1]["frame"]["redraw"]
    assert all(step["args"][1]["frame"]["redraw"] for step in figure["layout"]["sliders"][0]["steps"])
    means = figure["frames"][2]["data"][1]
    assert means["x"][:2] == X[[draws[0].index, draws[1].index], 0].tolist()
    assert means["x"][2:] == [None, None]


def test_drawn_points_are_shown_even_in_a_sample() -> None:
    many = np.random.default_rng(0).normal(size=(5000, 2))
    draws = kmeans_plus_plus_draws(many, 5, np.random.default_rng(0))
    xs = decoded(draws_figure(Plane(many), draws)["data"][0]["x"])
    assert len(xs) <= 705
    assert set(many[[draw.index for draw in draws], 0]) <= set(xs)


def test_axis_titles_are_shown_letter_by_letter() -> None:
    draws = kmeans_plus_plus_draws(X, 2, np.random.default_rng(0))
    layout = draws_figure(Plane(X, ("<b>a</b>", "$b$")), draws)["layout"]
    assert layout["xaxis"]["title"]["text"] == "&lt;b&gt;a&lt;/b&gt;"
    assert "$" not in layout["yaxis"]["title"]["text"]
