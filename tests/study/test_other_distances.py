"""Other distances: which points they take, what is said of a run by them, and the code that people take home, run."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kmeans_core import (
    EMPTY_CLUSTER_RULES,
    INITIALIZATIONS,
    Run,
    great_circle_distances,
    initial_means,
    run,
)
from kmeans_core.datasets import make_dataset
from study import by_similarity, scaling, similarity_words
from study.dateline import cuts_of
from study.distance_snippet import snippet_by_distance
from study.examples import EXAMPLES
from study.export import cluster_column, points_csv
from study.points import Points
from study.similarities import K_MEANS, MEASURES, MIXED, WRONG_CENTER, Measure
from tables import read_table

BLOCKS = MEASURES["City blocks"]
GLOBE = MEASURES["Globe"]
ANGLE = MEASURES["Angle"]
OF_NUMBERS = [each for each in MEASURES.values() if each is not MIXED]
"""Words are tried in test_words_beside_numbers.py."""


def of_rows(rows: object, names: tuple[str, ...] = ("a", "b")) -> Points:
    X = np.array(rows, dtype=np.float64)
    names = names[: X.shape[1]]
    return Points(X, names, "a table", pd.DataFrame(X, columns=list(names)))


def run_on(points: Points, means: object, measure: Measure, empty: str = "keep") -> tuple[Points, Run]:
    taken = by_similarity.points_for(points, measure)
    centers = by_similarity.first_centers(points, np.array(means, dtype=np.float64), measure)
    return taken, by_similarity.run_by(taken, centers, measure, empty, None)


def sentences(measure: Measure, found: Run, values: object = None, points: Points | None = None) -> list[str]:
    """points : those that `points_for` gave, where some may have no center"""
    rose = similarity_words.rises(found)
    given_values = None if values is None else np.array(values, dtype=np.float64)
    return [
        similarity_words.sentence_by(
            measure,
            found,
            i,
            rose[i],
            given_values,
            without_center=[]
            if points is None
            else by_similarity.clusters_without_center(points, step, measure),
        ).rstrip()
        for i, step in enumerate(found.steps)
    ]


# ---- which points ----


def test_the_globe_takes_the_latitude_first_wherever_it_stands() -> None:
    rows = [[10, 50], [-170, -80]]
    by_name = by_similarity.points_for(of_rows(rows, ("Longitude", "lat")), GLOBE)
    assert by_name.names == ("lat", "Longitude") and by_name.X.tolist() == [[50, 10], [-80, -170]]
    assert by_name.to_plane(by_name.X).tolist() == rows, "drawn as before"
    assert by_similarity.points_for(of_rows([[50, 10]], ("lat", "lng")), GLOBE).X.tolist() == [[50, 10]]
    assert by_similarity.points_for(of_rows(rows), GLOBE).X.tolist() == [[50, 10], [-80, -170]], "up is north"
    assert by_similarity.first_centers(of_rows(rows), np.array([[5.0, 95.0]]), GLOBE).tolist() == [[90, 5]]


@pytest.mark.parametrize("measure", [ANGLE, GLOBE], ids=lambda each: each.name)
def test_degrees_and_directions_are_those_of_the_file(measure: Measure) -> None:
    table = read_table(b"long,latitude\n10,50\n20,60\n-30,10\n40,12\n", "t.csv")
    scaled = scaling.make_points(table, "t", ("long", "latitude"), "spread")
    assert scaled.scale is not None
    taken = by_similarity.points_for(scaled, measure)
    assert taken.scale is None and sorted(taken.values.ravel()) == sorted(scaled.values.ravel())
    np.testing.assert_allclose(taken.to_plane(taken.X), scaled.to_plane(scaled.X))
    same_place = taken.to_plane(by_similarity.first_centers(scaled, scaled.X[:2], measure))
    np.testing.assert_allclose(same_place, scaled.to_plane(scaled.X[:2]))


@pytest.mark.parametrize(
    ("measure", "points", "says"),
    [
        (GLOBE, of_rows([[100.0, 200.0]]), "“b” would be the latitude"),
        (GLOBE, of_rows([[1.0]]), "two columns"),
        (ANGLE, of_rows([[1.0]]), "takes two columns or more"),
        (ANGLE, of_rows([[1, 2], [0, 0], [0, 0]]), "2 rows are 0 in every column that is compared (the first is row 2)"),
        (MEASURES["Central row"], of_rows(np.arange(4002.0).reshape(-1, 2)), "choose at most 2,000 points"),
    ],
)  # fmt: skip
def test_where_it_makes_no_sense_a_sentence_says_why(measure: Measure, points: Points, says: str) -> None:
    with pytest.raises(ValueError, match="hoose") as caught:
        by_similarity.points_for(points, measure)
    assert says in str(caught.value)


def test_longitudes_across_the_date_line_stay_among_their_points() -> None:
    table = read_table(
        b"lat,lon\n" + b"\n".join(f"{-20 + i},{lon}".encode() for i, lon in enumerate([170, 172, 178, -178, -175, -171] * 2)),
        "t.csv",
    )  # fmt: skip
    (cut,) = (cut for cut in cuts_of(table).values() if cut is not None)
    points = scaling.make_points(table, "t", ("lat", "lon"), "none", cuts={"lon": cut})
    taken, found = run_on(points, points.X[:2], GLOBE)
    for step in found.steps:
        assert ((step.means[:, 1] >= 170) & (step.means[:, 1] <= 189)).all()
    assert taken.cuts


# ---- what is said ----


def test_medians_in_words() -> None:
    rows = [[0, 0], [0, 2], [0, 9], [9, 0], [9, 1]]
    _, found = run_on(of_rows(rows), [[0, 0], [9, 0]], BLOCKS)
    assert [step.means.tolist() for step in found.steps[::2]] == [[[0, 0], [9, 0]], [[0, 2], [9, 0.5]]]
    assert [step.inertia for step in found.steps[1:]] == [12, 10, 10]
    assert sentences(BLOCKS, found) == [
        "The same 2 places, as the first medians.",
        "All 5 points joined the median nearest to them.",
        "Each median moved to the middle value of its points in each column, number 1 the farthest.",
        "Nothing changed: done after 2 iterations.",
    ]
    assert (
        not any(similarity_words.rises(found))
        and similarity_words.rises_in_words(similarity_words.rises(found)) == ""
    )


def test_a_rise_is_marked_and_said() -> None:
    """The example at the top of kmeans_core/similarities.py."""
    rows = [[0], [1], [2], [17], [100]]
    _, found = run_on(of_rows(rows), [[1], [100]], WRONG_CENTER)
    assert similarity_words.rises(found) == [False, False, True, False]
    assert sentences(WRONG_CENTER, found)[2] == (
        "One mean moved to the average of its points, number 1; the sum rose, from 18 to 24."
    )
    assert similarity_words.rises_in_words(similarity_words.rises(found)) == "The sum rose in half-step 2."
    assert (
        similarity_words.rises_in_words([False, True, True])
        == "The sum rose in 2 half-steps, first in half-step 1."
    )


def test_ties_and_clusters_without_points_in_words() -> None:
    _, found = run_on(of_rows([[0, 0], [1, 1], [2, 2], [3, 3]]), [[0, 0], [2, 2], [9, 9]], BLOCKS)
    first = sentences(BLOCKS, found, [[0, 0], [1, 1], [2, 2], [3, 3]])[1]
    assert first == (
        "All 4 points joined the median nearest to them; (1, 1) is as near to one median as to another: "
        "the lower number takes it; cluster 3 has no points."
    )


def test_a_run_that_does_not_rest_says_so() -> None:
    X, _ = make_dataset("uniform noise", 200, 4, 1.5, 3)
    found = run(X, X[:4], max_iter=2, similarity=BLOCKS.similarity)
    assert sentences(BLOCKS, found)[-1].endswith("stopped after 2 iterations: it did not come to rest.")


@pytest.mark.parametrize("measure", OF_NUMBERS, ids=lambda each: each.name)
@pytest.mark.parametrize("k", [1, 2, 5])
def test_every_half_step_is_said_with_the_name_of_the_center(measure: Measure, k: int) -> None:
    X = make_dataset("blobs", 60, 4, 1.5, 3)[0] + 20
    points = of_rows(X)
    _, found = run_on(points, initial_means(X, k, "random", 1), measure)
    for said in sentences(measure, found):
        assert said.endswith(".") and "  " not in said
        if measure.center != "mean":
            assert "mean" not in said


AROUND_THE_GLOBE = [[10, 0], [-10, 180], [20, 90], [-20, -90], [30, 45], [-30, -135], [5, 135], [-5, -45]]
NO_MIDDLE = "lie all around the globe, no place is their middle"


@pytest.mark.parametrize(("start", "it"), [(0, "stayed"), (2, "is now")])
def test_where_points_have_no_middle_it_is_said_what_the_center_is_instead(start: int, it: str) -> None:
    points, found = run_on(of_rows(AROUND_THE_GLOBE, ("lat", "lon")), [AROUND_THE_GLOBE[start]], GLOBE)
    assert found.steps[2].means.tolist() == [AROUND_THE_GLOBE[0]]
    said = sentences(GLOBE, found, points=points)[2]
    assert said == f"The points {NO_MIDDLE}: the midpoint {it} at the first of them."
    crossed = [[1, 0], [-1, 0], [0, 2], [0, -2]]
    points, found = run_on(of_rows(crossed), [[1.5, 0] if start == 0 else [0, 2]], ANGLE)
    assert found.means.tolist() == [[1.5, 0]]
    assert sentences(ANGLE, found, points=points)[2] == (
        f"The points cancel each other out, no direction is their average: the direction {it} that of the first of them."
    )


def test_of_several_clusters_each_is_told_of_what_is_true_of_it() -> None:
    north = [[80, 10], [80, 130], [85, -110]]
    apart = [[0, 30], [0, -150]]  # opposite ends of the globe
    points = of_rows([*apart, *north], ("lat", "lon"))
    labels = np.array([0, 0, 1, 1, 1])
    taken, found = run_on(points, [[0, 30], [80, 10]], GLOBE)
    assert not by_similarity.clusters_without_center(taken, found.steps[2], GLOBE)

    def said(before: list[list[float]], labels: NDArray[np.int_]) -> str:
        """What an update from these centers is said to do, with these labels."""
        centers = np.array(before, dtype=np.float64)
        sizes = np.bincount(labels, minlength=len(centers))
        similarity = by_similarity.drawable(GLOBE, taken)
        after = np.array(
            [
                similarity.center(taken.X[labels == j], None) if sizes[j] else centers[j]
                for j in range(len(centers))
            ]
        )
        shifts = np.linalg.norm(after - centers, axis=1)
        step: Any = SimpleNamespace(
            kind="update", means=after, shifts=shifts, labels=labels, empty=(), tie=None
        )
        one: Any = SimpleNamespace(steps=[step], k=len(centers))
        without = by_similarity.clusters_without_center(taken, step, GLOBE)
        return similarity_words.sentence_by(GLOBE, one, 0, False, without_center=without).rstrip()

    first = f"the points of cluster 1 {NO_MIDDLE}: its midpoint stayed at the first of them."
    assert said([[0, 30], [80, 10]], labels) == (
        f"One midpoint moved to the middle of its points on the globe, number 2; {first}"
    )
    there = by_similarity.drawable(GLOBE, taken).center(taken.X[2:], None).tolist()
    assert said([[0, 30], there], labels) == f"No other midpoint moved; {first}"
    assert said([[5, 5], there], labels).endswith("its midpoint is now at the first of them.")
    taken = of_rows([*apart, [10, 0], [-10, 180]], ("lat", "lon"))
    assert said([[0, 30], [10, 0]], np.array([0, 0, 1, 1])) == (
        f"The points of clusters 1 and 2 {NO_MIDDLE}: each midpoint is at the first of its points."
    )


@given(
    st.integers(0, 10**6),
    st.integers(1, 4),
    st.sampled_from(OF_NUMBERS),
    st.sampled_from(["none", "spread", "range"]),
)
def test_no_center_is_said_to_have_moved_that_stayed(seed: int, k: int, measure: Measure, way: str) -> None:
    """Where columns count alike, a first mean comes back from its scaled place with other last digits."""
    rows = np.random.default_rng(seed).integers(1, 4, (12, 2)) * 7.7
    table = read_table(("lat,lon\n" + "\n".join(f"{a:.1f},{b:.1f}" for a, b in rows)).encode(), "t.csv")
    points = scaling.make_points(table, "t", ("lat", "lon"), way)
    taken, found = run_on(points, initial_means(points.X, k, "random", seed), measure)
    for step, said in zip(found.steps, sentences(measure, found, points=taken), strict=True):
        if step.kind == "update":
            moved = int((step.shifts > 1e-9).sum())
            told = re.match(r"(The|One|Each|\d+) \S+( \S+)? moved", said)
            number = 0 if told is None else {"The": 1, "One": 1, "Each": k}.get(told[1]) or int(told[1])
            assert number == moved, (said, step.shifts)


def test_who_changes_company() -> None:
    labels, others = np.array([0, 0, 0, 1, 1, 2]), np.array([2, 2, 1, 1, 1, 0])
    assert similarity_words.changed_company(labels, others, 3).tolist() == [2], (
        "the numbers of clusters do not matter"
    )
    assert similarity_words.change_in_words(0, 6) == "From this start, both end with the same groups."
    assert similarity_words.change_in_words(1, 6) == (
        "From this start, 1 point of 6 is in other company than with k-means."
    )
    towns = EXAMPLES["towns"].load()
    points = Points(towns[["longitude", "latitude"]].to_numpy(float), ("x", "y"), "towns", towns)
    assert similarity_words.names_of(points, np.array([0, 1])) == ["Accra", "Adelaide"]
    assert similarity_words.names_of(of_rows([[0, 1]]), np.array([0])) == []


def test_distances_as_people_read_them() -> None:
    X, centers = np.array([[3.0, 4.0], [0.0, 1.0]]), np.array([[0.0, 2.0]])
    read = {
        name: each.as_read(X, centers)[0].round(6).tolist()
        for name, each in MEASURES.items()
        if each is not MIXED
    }
    assert read["City blocks"] == [5, 1] and read["Worst column"] == [3, 1]
    assert read["Straight, not squared"] == read["Central row"] == [round(13**0.5, 6), 1]
    assert read["Angle"] == [round(float(np.degrees(np.arctan2(3, 4))), 6), 0]
    assert read["Globe"] == great_circle_distances(X, centers)[:, 0].round(6).tolist()
    assert K_MEANS.as_read(X, centers)[0].round(6).tolist() == read["Central row"]


# ---- the run ----


@given(st.integers(0, 10**6), st.integers(1, 6), st.sampled_from([m for m in OF_NUMBERS if m.own_center]))
def test_no_half_step_raises_the_sum_with_the_center_of_its_own(seed: int, k: int, measure: Measure) -> None:
    X = np.random.default_rng(seed).normal(10, 5, (30, 2)).round(1) + 1
    _, found = run_on(of_rows(X), initial_means(X, k, "random", seed), measure)
    assert found.converged and not any(similarity_words.rises(found))


def test_directions_are_drawn_among_their_points() -> None:
    X = np.random.default_rng(3).lognormal(2, 1, (80, 2))
    _, found = run_on(of_rows(X), X[:3], ANGLE)
    for cluster, center in enumerate(found.means):
        own = X[found.labels == cluster]
        lengths = np.linalg.norm(own, axis=1)
        assert np.linalg.norm(center) == pytest.approx(lengths.mean())
        unit = (own / lengths[:, np.newaxis]).mean(axis=0)
        np.testing.assert_allclose(center / np.linalg.norm(center), unit / np.linalg.norm(unit))


# ---- at home ----


@pytest.mark.parametrize("empty", EMPTY_CLUSTER_RULES)
@pytest.mark.parametrize("measure", OF_NUMBERS, ids=lambda each: each.name)
@pytest.mark.parametrize("example", ["towns", "seedlings", "budgets"])
def test_the_code_gives_the_same_clusters(
    example: str, measure: Measure, empty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = EXAMPLES[example]
    frame = case.load()
    if example == "budgets" and measure is GLOBE:
        frame = frame[frame["materials"] <= 90]
    points = Points(frame[[case.x, case.y]].to_numpy(float), (case.x, case.y), example, frame)
    for seed, init in enumerate(INITIALIZATIONS):
        means = initial_means(points.X, 4, init, seed)
        if init == "random":
            means[3] = [178.0, 88.0]  # far from all: a cluster without points
        taken, found = run_on(points, means, measure, empty)
        (tmp_path / "k-means-points.csv").write_text(points_csv(taken, found), encoding="utf-8")
        names: dict[str, Any] = {}
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path)
            exec(snippet_by_distance(taken, found, measure, cluster_column(taken), empty), names)
        np.testing.assert_array_equal(names["labels"], found.labels)
        np.testing.assert_allclose(names["centers"], found.means, rtol=1e-6, atol=1e-6)
        assert "1.0 of the points in the same cluster" in capsys.readouterr().out
