"""A remedy at work, frame by frame."""

import numpy as np

from charts import palette
from charts.starts.look import Plane
from charts.starts.shots import shots_figure
from kmeans_core import kmeans_plus_plus_draws, run
from study import remedies
from study.numbering import anchors
from tests.charts.starts.sample import X, draws
from tests.figures import decoded, is_valid


def as_it_is(positions: np.ndarray) -> np.ndarray:
    return positions


def test_a_frame_for_each_draw_with_the_points_as_large_as_their_chances() -> None:
    drawn = kmeans_plus_plus_draws(X, 4, np.random.default_rng(3))
    figure = shots_figure(Plane(X), draws("k-means++", X, 4, 3), as_it_is)
    assert is_valid(figure)
    assert [frame["name"] for frame in figure["frames"]] == ["0", "1", "2", "3"]
    for frame in figure["frames"]:
        assert [figure["data"][trace]["name"] for trace in frame["traces"]] == ["points", "means", "here"]
    first, second = (decoded(frame["data"][0]["marker"]["size"]) for frame in figure["frames"][:2])
    assert len(set(first.tolist())) == 1
    assert second[drawn[0].index] == second.min()
    assert second.argmax() == drawn[1].chances.argmax()
    told = figure["frames"][1]["data"][0]["customdata"]
    chances = [float(text.split(": ")[1].removesuffix("%")) for text in told]
    np.testing.assert_allclose(chances, 100 * drawn[1].chances, rtol=0.005)
    means = figure["frames"][2]["data"][1]
    assert means["x"] == [*X[[draw.index for draw in drawn[:3]], 0].tolist(), None]
    assert figure["frames"][2]["data"][2]["x"] == [X[drawn[2].index, 0]]


def test_a_point_has_the_colour_of_its_cluster() -> None:
    last = remedies.story(remedies.SPLIT, X, 3, 0, anchors(X, 3))[-1]
    figure = shots_figure(Plane(X), [last], as_it_is)
    assert last.labels is not None
    assert figure["frames"][0]["data"][0]["marker"]["color"] == [
        palette.color(cluster) for cluster in last.labels.tolist()
    ]
    assert figure["frames"][0]["data"][2]["x"] == []  # nothing happens any more


def test_of_many_points_a_sample_is_drawn() -> None:
    many = np.random.default_rng(0).normal(size=(5000, 2))
    xs = decoded(shots_figure(Plane(many), draws("farthest", many, 5, 0), as_it_is)["data"][0]["x"])
    assert len(xs) <= 700


def test_axis_titles_are_shown_letter_by_letter() -> None:
    shots = draws("k-means++", X, 2, 0)
    layout = shots_figure(Plane(X, ("<b>a</b>", "$b$")), shots, as_it_is)["layout"]
    assert layout["xaxis"]["title"]["text"] == "&lt;b&gt;a&lt;/b&gt;"
    assert "$" not in layout["yaxis"]["title"]["text"]


def test_what_is_nearly_sure_is_not_said_to_be_sure() -> None:
    line = np.array([[0.0, 0], [1, 0], [1000, 0]])
    seed = next(
        seed
        for seed in range(100)
        if kmeans_plus_plus_draws(line, 2, np.random.default_rng(seed))[0].index == 0
    )
    draws = remedies.draws_of("k-means++", line, seed, run(line, line[[0, 2]]))
    told = shots_figure(Plane(line), draws, as_it_is)["frames"][1]["data"][0]["customdata"]
    # 1 and 1000, squared, of what they are together
    assert [text.split(": ")[1] for text in told] == ["0%", "0.0001%", "99.9999%"]
