"""How columns are made comparable: by hand where numbers allow."""

import io
import pickle

import numpy as np
import pandas as pd
import pytest
from scipy.stats import gmean

from charts.stepper import POINTS
from kmeans_core import run
from study import export, scaling
from study.points import Points
from tables import read_table
from tests.figures import decoded
from ui.player.payload import player_payload

TABLE = read_table(b"a,b,c\n0,10,1\n2,30,2\n4,50,4\n,70,8\n", "t.csv")


def test_as_they_are_is_exactly_what_the_file_says() -> None:
    points = scaling.make_points(TABLE, "t", ("a", "b"), "none")
    assert points.X.tolist() == [[0, 10], [2, 30], [4, 50]]
    assert points.to_units(points.X) is points.X
    assert points.scale is None
    assert points.notes == ("1 row left out: no number in “\u2068a\u2069” or “\u2068b\u2069”.",)


def test_same_range_goes_from_zero_to_one() -> None:
    points = scaling.make_points(TABLE, "t", ("a", "b"), "range")
    assert points.X.tolist() == [[0, 0], [0.5, 0.5], [1, 1]]
    assert points.to_units(points.X).tolist() == [[0, 10], [2, 30], [4, 50]]
    assert points.unit_ratio == 4 / 40


def test_same_spread_has_average_zero_and_deviation_one() -> None:
    points = scaling.make_points(TABLE, "t", ("a", "b"), "spread")
    np.testing.assert_allclose(points.X.mean(axis=0), 0, atol=1e-15)
    np.testing.assert_allclose(points.X.std(axis=0), 1)
    np.testing.assert_allclose(points.from_units(points.to_units(points.X)), points.X)


@pytest.mark.parametrize("way", ["spread", "range"])
def test_a_column_that_does_not_vary_among_the_rows_kept_stays_finite(way: str) -> None:
    table = read_table(b"a,b\n1,5\n1,6\n1,7\n2,\n", "t.csv")
    points = scaling.make_points(table, "t", ("a", "b"), way)
    assert np.isfinite(points.X).all()
    assert points.to_units(points.X).tolist() == [[1, 5], [1, 6], [1, 7]]


def test_the_plane_of_two_columns_shows_the_units_of_the_file() -> None:
    points = scaling.make_points(TABLE, "t", ("b", "a", "c"), "spread")
    np.testing.assert_allclose(points.to_plane(points.X), [[10, 0], [30, 2], [50, 4]], atol=1e-12)
    assert points.axis_titles == ("b", "a")


def test_mixtures_are_the_principal_components() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(200, 3)) * [5, 2, 0.1]
    components, shares = scaling.principal_components(X)
    values, vectors = np.linalg.eigh(np.cov(X.T))
    np.testing.assert_allclose(np.abs((components * vectors[:, ::-1][:, :2]).sum(axis=0)), 1)
    np.testing.assert_allclose(shares, values[::-1][:2] / values.sum())
    assert (components[np.abs(components).argmax(axis=0), [0, 1]] > 0).all()


def test_mixtures_only_for_more_than_two_columns() -> None:
    assert scaling.make_points(TABLE, "t", ("a", "b"), "none", mixtures=True).components is None
    points = scaling.make_points(TABLE, "t", ("a", "b", "c"), "spread", mixtures=True)
    assert points.to_plane(points.X).shape == (3, 2)
    assert points.axis_titles[0].startswith("mixture 1 (")
    assert points.unit_ratio == 1


def test_what_differs_has_another_digest_and_a_copy_has_the_same() -> None:
    made = [
        scaling.make_points(TABLE, title, ("a", "b", "c"), way, mixtures=mixtures)
        for title in ("t", "u")
        for way in scaling.SCALINGS
        for mixtures in (False, True)
    ]
    assert len({points.digest for points in made}) == len(made)
    copy: Points = pickle.loads(pickle.dumps(made[3]))
    assert copy.digest == made[3].digest
    np.testing.assert_array_equal(copy.to_plane(copy.X), made[3].to_plane(made[3].X))


def test_a_sample_keeps_rows_and_points_together() -> None:
    table = read_table(("a,b\n" + "".join(f"{i},{i * i}\n" for i in range(500))).encode(), "t.csv")
    points = scaling.make_points(table, "t", ("a", "b"), "none", most=50)
    assert len(points.X) == len(points.frame) == 50
    assert points.X[:, 0].tolist() == points.frame["a"].tolist()


def test_means_found_in_any_units_are_averages_of_the_file() -> None:
    for way in scaling.SCALINGS:
        points = scaling.make_points(TABLE, "t", ("b", "c"), way)
        found = run(points.X, points.X[[0, 3]])
        for j in range(2):
            values = TABLE.frame[["b", "c"]].to_numpy()[found.labels == j]
            average = gmean(values) if way == scaling.LOG else values.mean(axis=0)
            np.testing.assert_allclose(points.to_units(found.means)[j], average)


@pytest.mark.parametrize(
    ("text", "way", "said"),
    [
        ("a,b\n1,2\n2,1\n3,3\n", "none", "vary equally much"),
        ("age,income\n20,10000\n30,50000\n40,20000\n", "spread", "decides the groups nearly alone"),
        (
            "lat,lon\n50,1\n50.1,100\n50.2,30\n",
            "none",
            "are coordinates on a map: as they are, distances are true",
        ),
        (
            "w,h\n10 kg,100 kg\n11 kg,900 kg\n12 kg,200 kg\n",
            "none",
            "all have one unit: as they are, distances are true",
        ),
        # What is called x and y may be anything
        ("x,y\n1000,1\n5000,2\n2000,3\n", "spread", "decides the groups nearly alone"),
        ("pos x,pos y\n1,1000\n2,5000\n3,2000\n", "spread", "decides the groups nearly alone"),
        ("x,y\n1,2\n2,1\n3,3\n", "none", "vary equally much"),
    ],
)
def test_what_is_suggested_is_what_is_said(text: str, way: str, said: str) -> None:
    table = read_table(text.encode(), "t.csv")
    values = table.frame.to_numpy(dtype=float)
    assert scaling.suggest_scaling(values, table.columns) == way
    assert said in scaling.why_scaling_matters(values, table.columns)


def test_the_sentence_names_the_column_that_decides() -> None:
    columns = read_table(b"age,income\n1,1000\n2,5000\n", "t.csv").columns
    said = scaling.why_scaling_matters(np.array([[1.0, 1000.0], [2.0, 5000.0]]), columns)
    assert said.startswith(
        "As they are, “\u2068income\u2069” counts 16 million times as much as “\u2068age\u2069” in the distance"
    )
    assert "it varies 4,000 times as much, and decides the groups nearly alone." in said
    assert (
        scaling.why_scaling_matters(np.array([[1.0, 1.0]]), columns)
        == "The columns are the same in all rows."
    )
    some = scaling.why_scaling_matters(np.array([[1.0, 1.0], [1.0, 2.0]]), columns)
    assert some == "“\u2068age\u2069” is the same in all rows that are compared: it counts for nothing."


def test_the_ratio_is_that_of_the_parts_in_squared_distances() -> None:
    """Age and income in thousands: spreads of 14 and 26 are not about equal."""
    columns = read_table(b"age,income\n1,1000\n2,5000\n", "t.csv").columns
    rng = np.random.default_rng(1)
    values = rng.normal(size=(60, 2))
    values = 50 + [14, 26] * (values - values.mean(axis=0)) / values.std(axis=0)
    said = scaling.why_scaling_matters(values, columns)
    apart = np.square(values[:, np.newaxis] - values).sum(axis=(0, 1))  # over all pairs of rows
    assert f"counts {apart[1] / apart[0]:.1f} times" in said and "counts 3.4 times as much" in said
    assert "varies 1.9 times as much. With Same variation, all columns count alike." in said
    assert scaling.suggest_scaling(values, columns) == "spread"
    near = values * [1, 18 / 26]  # 18 beside 14: 1.7 times
    assert scaling.why_scaling_matters(near, columns).endswith("1.3 times as much. That is about equally.")
    assert scaling.suggest_scaling(near, columns) == "none"


def test_rows_left_out_come_with_their_line() -> None:
    rows = scaling.left_out_rows(TABLE, ("a", "b"))
    assert rows["line in the file"].tolist() == [5]
    assert rows["b"].tolist() == [70]
    taken = read_table(b"line in the file,b\n,1\n2,3\n4,5\n", "t.csv")
    assert "line in the file (2)" in scaling.left_out_rows(taken, ("line in the file", "b")).columns


@pytest.mark.parametrize("way", list(scaling.SCALINGS))
@pytest.mark.parametrize("columns", [("a", "b"), ("a", "b", "c")])
def test_the_stepper_shows_the_units_of_the_file(way: str, columns: tuple[str, ...]) -> None:
    points = scaling.make_points(TABLE, "t", columns, way)
    found = run(points.X, points.X[[0, 2]])
    payload = player_payload(points, found)
    values = TABLE.frame[list(columns)].to_numpy()[:3]
    np.testing.assert_allclose(np.array(payload["hover"]["values"]).T, values, atol=1e-9)
    np.testing.assert_allclose(payload["steps"][0]["means"], values[[0, 2]], atol=1e-9)
    assert payload["smallest"] == [2, 10, 1][: len(columns)]  # but for 0
    figure = payload["figure"]
    drawn = np.log10(1 + values[:, 0]) if way == scaling.LOG else values[:, 0]
    np.testing.assert_allclose(decoded(figure["data"][POINTS]["x"]), drawn, atol=1e-9)
    assert figure["layout"]["meta"]["has_cells"] == (len(columns) == 2)
    # hovering measures in the units of the clustering
    X = decoded(payload["hover"]["X"]).reshape(-1, len(columns))
    means = decoded(payload["hover"]["means"][0]).reshape(-1, len(columns))
    np.testing.assert_allclose(np.linalg.norm(X[1] - means[0]), np.linalg.norm(points.X[1] - points.X[0]))


@pytest.mark.parametrize("way", list(scaling.SCALINGS))
def test_regions_are_right_however_the_axes_are_scaled(way: str) -> None:
    """Every point lies in the drawn region of the mean that it is assigned to."""
    rng = np.random.default_rng(5)
    text = "a,b\n" + "".join(f"{x:.6f},{1000 * y:.6f}\n" for x, y in rng.normal(size=(80, 2)))
    points = scaling.make_points(read_table(text.encode(), "t.csv"), "t", ("a", "b"), way)
    found = run(points.X, points.X[:4])
    figure = player_payload(points, found)["figure"]
    shapes = figure["frames"][-1]["layout"]["shapes"]
    places = points.to_plane(points.X)
    for label, place in zip(found.labels, places, strict=True):
        inside = [j for j, shape in enumerate(shapes) if is_inside(place, shape["path"])]
        assert inside == [label]


def is_inside(place: np.ndarray, path: str) -> bool:
    corners = np.array([corner.split(",") for corner in path.strip("MZ").split("L")], dtype=float)
    x, y = place
    crossings = 0
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize("way", list(scaling.SCALINGS))
def test_means_go_home_in_the_units_of_the_file(way: str) -> None:
    points = scaling.make_points(TABLE, "t", ("b", "a", "c"), way)
    found = run(points.X, points.X[[0, 2]])
    means = pd.read_csv(io.StringIO(export.means_csv(points, found)))
    for j in range(2):
        own = points.frame[["b", "a", "c"]].to_numpy()[found.labels == j]
        average = gmean(own + np.array([0, 1, 0])) - [0, 1, 0] if way == scaling.LOG else own.mean(axis=0)
        np.testing.assert_allclose(means.loc[j, ["b", "a", "c"]].to_numpy(dtype=float), average)


# ---- logarithms ----------------------------------------------------------------------------------------------------

AMOUNTS = read_table(b"a,b,c,day\n1,0,-5,2024-01-01\n10,9,0,2024-01-03\n1000,99,5,2024-01-09\n", "t.csv")


def test_a_logarithm_counts_steps_of_ten_and_says_what_has_none() -> None:
    points = scaling.make_points(AMOUNTS, "t", ("a", "b", "c", "day"), scaling.LOG)
    assert points.logs == ((0, 0.0), (1, 1.0))
    for j, drawn in enumerate(([0, 1, 3], [0, 1, 2], [-5, 0, 5])):
        spread = (np.array(drawn) - np.mean(drawn)) / np.std(drawn)
        np.testing.assert_allclose(points.X[:, j], spread)
    np.testing.assert_allclose(points.to_plane(points.X), [[0, 0], [1, 1], [3, 2]], atol=1e-12)
    np.testing.assert_allclose(
        points.to_units(points.X)[:, :3], [[1, 0, -5], [10, 9, 0], [1000, 99, 5]], atol=1e-9
    )
    np.testing.assert_allclose(points.from_units(points.values), points.X)
    assert points.axis_names == ("a (logarithm: 3 is 1,000)", "b (logarithm of 1 + value: 3 is 999)")
    assert (
        "Zero has no logarithm: in “\u2068b\u2069” it is that of 1 + the value. Negative numbers have none: “\u2068c\u2069” counts as "
        "with Same variation. Dates count as with Same variation."
    ) in points.notes
    assert scaling.logs_in_words(["a"], ((0, 0.0),)) == ""


def test_a_mean_that_is_moved_stays_where_it_is_drawn() -> None:
    points = scaling.make_points(AMOUNTS, "t", ("a", "b", "c"), scaling.LOG)
    moved = points.moved_to(points.X[0], np.array([2.0, 1.5]))
    np.testing.assert_allclose(points.to_plane(moved[np.newaxis]), [[2.0, 1.5]])
    np.testing.assert_allclose(points.to_units(moved[np.newaxis]), [[100.0, 10**1.5 - 1, -5.0]])
    far = points.moved_to(points.X[0], np.array([1e6, 0.0]))
    assert np.isfinite(points.to_units(far[np.newaxis])).all()


def test_unit_of_a_column_does_not_count_in_its_logarithm() -> None:
    other = read_table(b"a,b\n1,3\n10,4\n1000,9\n", "t.csv"), read_table(b"a,b\n7,3\n70,4\n7000,9\n", "t.csv")
    one, seven = (scaling.make_points(table, "t", ("a", "b"), scaling.LOG).X for table in other)
    np.testing.assert_allclose(one, seven, atol=1e-12)
