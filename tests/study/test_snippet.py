"""The code that people take home, run: it ends in the clusters of the page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from kmeans_core import EMPTY_CLUSTER_RULES, INITIALIZATIONS, Run, initial_means, lloyd, run
from kmeans_core.similarities import SQUARED_EUCLIDEAN
from study import scaling
from study import snippet as snippet_module
from study.drawn import Drawing, with_drawn
from study.export import cluster_column, points_csv
from study.numbering import anchors, renumbered
from study.points import Array, Points
from study.snippet import snippet
from tables import Choices, count_words, read_table

GRID = "a,b\n" + "".join(f"{x},{y}\n" for x in range(1000, 1004) for y in range(1000, 1004))
DECIMALS = "a;b\n" + "".join(
    f"{x:.4f};{1000 * y:.2f}\n".replace(".", ",") for x, y in np.random.default_rng(2).normal(size=(60, 2))
)
TENTHS = "a,b\n" + "".join(f"{x / 10},{y / 5}\n" for x in range(7) for y in range(6))
FEW = "a,b\n0,0\n0,1\n1,0\n7,7\n0,0\n0,0\n1,1\n9,7\n7,9\n3,2\n"


def points_of(text: str, way: str = "none", columns: tuple[str, ...] = ("a", "b")) -> Points:
    return scaling.make_points(read_table(text.encode(), "t.csv"), "t", columns, way)


def assert_the_same_at_home(
    points: Points, found: Run, empty: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In this process: to start another costs a second."""
    (folder / "k-means-points.csv").write_text(points_csv(points, found), encoding="utf-8")
    names: dict[str, object] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        exec(snippet(points, found, cluster_column(points), empty), names)
    np.testing.assert_array_equal(names["labels"], found.labels)
    np.testing.assert_allclose(float(str(names["inertia"])), found.inertia, rtol=1e-9, atol=1e-12)
    said = capsys.readouterr().out
    assert f"{found.iterations} iterations" in said
    assert "1.0 of the points in the same cluster" in said


@pytest.mark.parametrize("empty", EMPTY_CLUSTER_RULES)
@pytest.mark.parametrize("way", scaling.SCALINGS)
@pytest.mark.parametrize("init", INITIALIZATIONS)
@pytest.mark.parametrize("text", [GRID, DECIMALS, TENTHS, FEW])
def test_every_initialization_rule_and_scaling(
    text: str, init: str, way: str, empty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    points = points_of(text, way)
    for seed in range(3):
        k = 3 + seed
        found = run(points.X, initial_means(points.X, k, init, seed), empty=empty)
        assert_the_same_at_home(points, renumbered(found, anchors(points.X, k)), empty, tmp_path, capsys)


@pytest.mark.parametrize("empty", EMPTY_CLUSTER_RULES)
@pytest.mark.parametrize("way", scaling.SCALINGS)
@pytest.mark.parametrize(
    "placed",
    [
        [[1000, 1000], [5000, 5000]],
        [[1000, 1000], [1000, 1000], [1003, 1003]],
        [[1000.1, 1001.5], [1002.9, 1001.5], [1, 1], [9999, 1]],
    ],
)
def test_means_placed_by_hand_where_clusters_empty_and_points_tie(
    placed: list[list[float]], way: str, empty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    points = points_of(GRID, way)
    found = run(points.X, points.from_units(np.array(placed, dtype=float)), empty=empty)
    assert_the_same_at_home(points, found, empty, tmp_path, capsys)


def random_grid(rng: np.random.Generator) -> Array:
    """Points that tie often: whole numbers, halves or thirds, near zero or far from it."""
    size = (int(rng.integers(8, 40)), 2)
    return rng.integers(0, 6, size) / rng.choice([1, 2, 3]) + rng.choice([0.0, 0.0, 1000.0, -7e5])


@pytest.mark.parametrize("seed", range(60))
def test_tables_made_of_ties(seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rng = np.random.default_rng(seed)
    X = random_grid(rng)
    text = pd.DataFrame(X, columns=["a", "b"]).to_csv(index=False)
    points = points_of(text, str(rng.choice(list(scaling.SCALINGS))))
    empty = str(rng.choice(EMPTY_CLUSTER_RULES))
    k = int(rng.integers(2, 6))
    low, high = points.X.min(axis=0), points.X.max(axis=0)
    start = low + (high - low) * rng.integers(-2, 9, size=(k, 2)) / 4
    found = run(points.X, start, empty=empty)
    assert_the_same_at_home(points, found, empty, tmp_path, capsys)
    if len(np.unique(X, axis=0)) >= k:
        assert_the_same_at_home(points, renumbered(found, anchors(points.X, k)), empty, tmp_path, capsys)


@pytest.mark.parametrize(("text", "library"), [(DECIMALS, True), (GRID, False)], ids=["library", "lines"])
def test_it_runs_by_itself(text: str, library: bool, tmp_path: Path) -> None:
    points = points_of(text)
    found = run(points.X, points.X[[0, 5, 10, 15]])
    code = snippet(points, found, cluster_column(points))
    assert ("sklearn" in code) == library
    (tmp_path / "k-means-points.csv").write_text(points_csv(points, found), encoding="utf-8")
    (tmp_path / "snippet.py").write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "snippet.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "1.0 of the points in the same cluster" in done.stdout


def test_dates_count_in_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"2024-{1 + i % 9:02}-{11 + i % 7},{i % 7},{i * 3 % 11}\n" for i in range(40))
    points = points_of(f"when,visits,price\n{rows}", "spread", ("when", "price"))
    found = run(points.X, initial_means(points.X, 3))
    assert_the_same_at_home(points, found, "keep", tmp_path, capsys)


@pytest.mark.parametrize("empty", EMPTY_CLUSTER_RULES)
@pytest.mark.parametrize("text", [GRID, DECIMALS, TENTHS, FEW])
def test_one_column_alone(text: str, empty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    points = points_of(text, columns=("a",))
    for seed in range(3):
        found = run(points.X, initial_means(points.X, 3, "random", seed), empty=empty)
        assert_the_same_at_home(points, found, empty, tmp_path, capsys)


@pytest.mark.parametrize("times", [3, 5])
def test_how_far_is_off_a_mean_by_rounding_alone_is_the_same_at_home(times: int) -> None:
    """The first point is so many roundings off its mean, the others are on it: a mean without points goes to it, or stays."""
    X = np.array([[1.0 + times * np.finfo(float).eps], [1.0], [1.0]])
    labels = np.zeros(3, dtype=np.intp)
    here, home = (np.array([[1.0], [8.0]]) for _ in range(2))
    lloyd._relocate((1,), X, labels, here, None, SQUARED_EUCLIDEAN)
    names = {
        "np": np,
        "X": X,
        "squared_distances": lambda means: ((X[:, np.newaxis] - means) ** 2).sum(axis=2),
    }
    exec(snippet_module._TO_FARTHEST.format(too=""), names)
    at_home: Any = names["move_to_farthest"]
    at_home([1], labels, home)
    assert here.tolist() == home.tolist() == [[1.0], X[0].tolist() if times > 4 else [8.0]]


@pytest.mark.parametrize("way", scaling.SCALINGS)
def test_answers_in_words_and_points_drawn_beside_them(
    way: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = ("none", "Low", "=high", 'a "b"\\', "NA")
    text = "a,b\n" + "".join(f"'{answers[(3 * i + i // 7) % 5]}',{i % 7}\n" for i in range(40))
    choices = Choices(word_orders={"a": ("none", "low", "=high", 'a "b"\\')}, quotechar="'")
    table = count_words(read_table(text.encode(), "t.csv", choices), choices)
    points = scaling.make_points(table, "t", ("a", "b"), way)
    assert set(points.frame["a"]) == set(answers[:4])
    points = with_drawn(points, Drawing(((2.25, 3.5), (1.0, 6.0))), may_rub=False)
    found = run(points.X, initial_means(points.X, 3))
    assert_the_same_at_home(points, found, "keep", tmp_path, capsys)
