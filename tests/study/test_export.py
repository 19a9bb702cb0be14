"""What people take home opens again and says the same."""

import io
import json
import re

import numpy as np
import pandas as pd
import pytest

from kmeans_core import initial_means, run
from study.export import means_csv, points_csv
from study.points import Points
from ui.data import points_from_example
from ui.player.offline import offline_html
from ui.player.payload import player_payload


@pytest.fixture
def points() -> Points:
    rng = np.random.default_rng(3)
    X = np.concatenate([rng.normal(c, 1, size=(30, 2)) for c in ((0, 0), (6, 1), (2, 7))])
    frame = pd.DataFrame({"name": [f"row {i}" for i in range(90)], "width": X[:, 0], "height": X[:, 1]})
    return points_from_example(frame, "width", "height", "ninety rows")


def test_points_keep_their_columns_and_gain_one(points: Points) -> None:
    result = run(points.X, initial_means(points.X, 3))
    table = pd.read_csv(io.StringIO(points_csv(points, result)))
    assert list(table.columns) == ["name", "width", "height", "cluster"]
    assert (table["cluster"] == result.labels + 1).all()
    assert (table[["width", "height"]].to_numpy() == points.X).all()  # to the last digit


def test_a_column_called_cluster_is_not_overwritten(points: Points) -> None:
    frame = points.frame.rename(columns={"name": "cluster"})
    other = points_from_example(frame, "width", "height", "t")
    table = pd.read_csv(io.StringIO(points_csv(other, run(other.X, other.X[:2]))))
    assert list(table.columns) == ["cluster", "width", "height", "cluster (2)"]
    assert table["cluster"][0] == "row 0"


def test_cells_that_a_spreadsheet_would_run_are_made_safe(points: Points) -> None:
    frame = points.frame.assign(name=["=cmd()", "+1+1", "@x", "-2+3", "plain"] * 18)
    other = points_from_example(frame, "width", "height", "t")
    table = pd.read_csv(io.StringIO(points_csv(other, run(other.X, other.X[:2]))))
    assert list(table["name"][:5]) == ["'=cmd()", "'+1+1", "'@x", "'-2+3", "plain"]


def test_means_have_a_row_per_cluster(points: Points) -> None:
    result = run(points.X, initial_means(points.X, 3))
    table = pd.read_csv(io.StringIO(means_csv(points, result)))
    assert list(table.columns) == ["cluster", "points", "width", "height"]
    assert table["points"].sum() == 90
    assert np.allclose(table[["width", "height"]], result.means, rtol=1e-15)


def test_the_animation_is_one_file_that_asks_for_no_other(points: Points) -> None:
    page = offline_html(player_payload(points, run(points.X, points.X[:3])), points.title)
    without_libraries = re.sub(r"<script>\s*/\*\*.*?</script>", "", page, count=1, flags=re.DOTALL)
    assert not re.search(r"""(src|href)\s*=\s*["']""", without_libraries)
    assert "export default" not in without_libraries


def test_names_cannot_break_out_of_the_page(points: Points) -> None:
    nasty = "</script><script>alert(1)</script>"
    frame = points.frame.rename(columns={"width": nasty})
    other = points_from_example(frame, nasty, "height", nasty)
    page = offline_html(player_payload(other, run(other.X, other.X[:3])), other.title)
    assert nasty not in page
    held = re.search(r'<script type="application/json" id="run">(.*?)</script>', page, flags=re.DOTALL)
    assert held is not None
    assert json.loads(held[1])["columns"] == [nasty, "height"]
