"""How rows are compared: kilometers against the haversine formula, weights against rows written out as often, sizes, and what is said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmeans_core.directions import RADIUS
from study import measured, nearness, scaling
from study.by_similarity import drawable
from study.divided import why_divided
from study.grouping import find_groups
from study.measured import compared
from study.nearness import Nearness, sizes_cannot_be, sizes_from_text, sizes_to_text
from study.numerals import POINT
from study.points import Points
from study.profiles import make_profiles
from study.similarities import MIXED, NEARS, Measure
from study.take_home import NewRows
from study.why_here import distances_table, lie_of_rows, smallest_move, way_to_the_border, why_here_in_words
from tables import Table, TableError, read_table

GLOBE = Nearness(NEARS["Globe"])
# Two on each side of the date line, two in Europe, two in America: the empty part of the globe is between 20 and 150 degrees east.
PLACES = "town,lat,lon\nSuva,-18.14,178.44\nApia,-13.83,-171.77\nNadi,-17.8,177.4\nPago,-14.3,-170.7\nParis,48.86,2.35\nBern,46.95,7.45\nLima,-12.05,-77.04\nQuito,-0.18,-78.47\n"


def table_of(text: str) -> Table:
    return read_table(text.encode(), "t.csv")


def haversine(a: tuple[float, float], b: tuple[float, float]) -> float:
    (p, q), (r, s) = np.radians(a), np.radians(b)
    h = np.sin((r - p) / 2) ** 2 + np.cos(p) * np.cos(r) * np.sin((s - q) / 2) ** 2
    return float(2 * 6371.0088 * np.arcsin(np.sqrt(h)))


def on_the_globe(cuts: dict[str, float] | None = None) -> Points:
    return compared(scaling.make_points(table_of(PLACES), "t", ["lon", "lat"], "none", cuts=cuts), GLOBE)


@pytest.mark.parametrize("cuts", [None, {"lon": 80.0}])
def test_places_go_by_the_globe_in_kilometers_across_the_date_line(cuts: dict[str, float] | None) -> None:
    points = on_the_globe(cuts)
    assert points.names == ("lat", "lon") and points.axes == (1, 0)  # latitude upwards
    found = find_groups(points.X, 3, 10, asked=measured.asked_of(points))
    assert found.labels[:4].tolist() == [found.labels[0]] * 4 and found.explained > 0.9
    lie = lie_of_rows(points, found.labels, found.means)
    for row, (lat, lon) in enumerate(points.around(points.X).tolist()):
        centers = points.around(found.means).tolist()
        ways = [haversine((lat, lon), (each[0], each[1])) for each in centers]
        assert lie.own[row] == pytest.approx(ways[found.labels[row]]) == pytest.approx(min(ways))
    told = measured.places_in_words(points, found.labels, found.means, POINT)
    assert any(("16" in each and "° S" in each and "° W" in each) or "° E" in each for each in told)
    assert smallest_move(points, found.means, found.labels, 0) is None


@pytest.mark.parametrize("near", ["Angle", "Globe"])
def test_only_the_globe_goes_round(near: str) -> None:
    """A longitude that is counted on across the date line is a place of the globe; by an angle it is a number as any other."""
    points = on_the_globe({"lon": 80.0})
    assert points.X[:, 1].max() > 180
    measure = NEARS[near]
    places = measure.similarity.place(points.around(points.X) if near == "Globe" else points.X)
    np.testing.assert_array_equal(drawable(measure, points).place(points.X), places)


@pytest.mark.parametrize("measure", NEARS.values(), ids=list(NEARS))
@pytest.mark.parametrize("columns", [["lon", "lat"], ["lat", "lon"]])
def test_groups_are_numbered_from_left_to_right_by_every_distance(
    measure: Measure, columns: list[str]
) -> None:
    """As the plot has them, whichever column goes across and whichever the distance takes first."""
    rows = "".join(f"{10 * (2 - i % 3) + i // 3},{20 + 40 * (i % 3) + i // 3}\n" for i in range(12))
    points = scaling.make_points(table_of(f"lat,lon\n{rows}"), "t", columns, "none")
    points = compared(points, Nearness(measure))
    found = find_groups(points.X, 3, 10, asked=measured.asked_of(points), across=points.axes[0])
    across = points.to_plane(found.means)[:, 0]
    assert across.tolist() == sorted(across) and len(set(across)) == 3


def test_why_a_place_is_here_is_said_in_kilometers() -> None:
    points = on_the_globe()
    found = find_groups(points.X, 3, 10, asked=measured.asked_of(points))
    profiles = make_profiles(
        table_of(PLACES),
        points.names,
        found.labels,
        found.means,
        center="midpoint",
        overall=measured.center_of_all(points),
    )
    lie = lie_of_rows(points, found.labels, found.means)
    said = why_here_in_words("Suva", profiles, points, found.means, lie, 0)
    assert "the midpoint of that group is the nearest to it" in said[0] and said[0].count(" km away") == 2
    assert " km on the globe, to the border of group " in said[-1]
    table = distances_table(profiles, points, found.means, 0)
    assert all(cell.endswith(" km") for cell in table["Distance"].iloc[1:])


def test_the_way_to_the_border_by_hand() -> None:
    # Centers on the equator at 0 and 60: the border is the meridian at 30, and from 20 on the equator 10 degrees away
    points = compared(
        scaling.make_points(
            table_of("lat,lon\n0,0\n0,20\n0,60\n60,20\n0,-60\n"), "t", ["lat", "lon"], "none"
        ),
        Nearness(NEARS["Globe"]),
    )
    means, labels = np.array([[0.0, 0], [0, 60]]), np.array([0, 0, 1, 0, 0])
    degree = np.pi / 180 * RADIUS
    found = [way_to_the_border(points, means, labels, row) for row in range(5)]
    assert [each and each[1] for each in found] == [1, 1, 0, 1, 1]
    # At 60 north the meridian is nearer: sin(way) = cos(60) sin(10)
    farther = np.degrees(np.arcsin(0.5 * np.sin(np.radians(10))))
    assert [each[0] / degree for each in found if each] == pytest.approx([30, 10, 30, farther, 90])
    assert way_to_the_border(points, means[:1], np.zeros(5, dtype=int), 0) is None


@pytest.mark.parametrize(
    ("near", "said"),
    [
        (Nearness(NEARS["City blocks"]), "worked out for straight distances and on the globe alone"),
        (Nearness(sizes=(3, 3)), "where groups are of given sizes, that hangs on all other rows"),
    ],
)
def test_where_no_change_is_named_a_sentence_says_so(near: Nearness, said: str) -> None:
    table = table_of(
        "a,b\n" + "".join(f"{a},{b}\n" for a, b in ((0, 1), (1, 0), (2, 1), (10, 9), (11, 8), (12, 9)))
    )
    points = compared(scaling.make_points(table, "t", ["a", "b"], "none"), near)
    found = find_groups(points.X, 2, 10, asked=measured.asked_of(points))
    profiles = make_profiles(table, ("a", "b"), found.labels, found.means)
    lie = lie_of_rows(points, found.labels, found.means)
    assert said in why_here_in_words("Row 2", profiles, points, found.means, lie, 0)[-1]


def test_new_places_go_to_the_nearest_on_the_globe_and_what_is_none_is_left_out() -> None:
    points = on_the_globe()
    found = find_groups(points.X, 3, 10, asked=measured.asked_of(points))
    rows = NewRows(table_of("lat,lon\n-17,-179.9\n-17,179.9\n47,5\n120,5\n"), points, found.means)
    assert rows.labels[0] == rows.labels[1] == found.labels[0] and rows.labels[2] == found.labels[4]
    assert "1 row left out: it is no place on the globe" in rows.in_words()
    with pytest.raises(TableError, match="no place on the globe"):
        NewRows(table_of("lat,lon\n120,5\n130,6\n"), points, found.means)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 4)), min_size=8, max_size=14),
    st.sampled_from(["none", "spread"]),
)
def test_a_weight_is_as_good_as_the_row_written_out_so_often(
    rows: list[tuple[int, int, int]], way: str
) -> None:
    counted = [row for row in rows if row[2] > 0]
    if len({row[:2] for row in counted}) < 3:
        return
    once = table_of("a,b,n,w\n" + "".join(f"{a},{b},{n},{'xyz'[a % 3]}\n" for a, b, n in counted))
    often = table_of(
        "a,b,n,w\n" + "".join(f"{a},{b},{n},{'xyz'[a % 3]}\n" for a, b, n in counted for _ in range(n))
    )
    weights = np.array([float(row[2]) for row in counted])
    points = compared(
        scaling.make_points(once, "t", ["a", "b"], way, weights=weights),
        Nearness(weighed_by="n", weights=weights),
    )
    out = scaling.make_points(often, "t", ["a", "b"], way)
    assert pytest.approx(np.repeat(points.X, weights.astype(int), axis=0)) == out.X
    found = find_groups(points.X, 2, 20, asked=measured.asked_of(points))
    labels = np.repeat(found.labels, weights.astype(int))
    values = points.values
    means = scaling.averages_by_group(values, found.labels, points.to_units(found.means), weights)
    assert means == pytest.approx(scaling.averages_by_group(out.values, labels, means), abs=1e-9)
    mine = make_profiles(once, ("a", "b"), found.labels, means, weighed_by="n", weights=weights)
    theirs = make_profiles(often, ("a", "b"), labels, means)
    for own, other in zip(mine.counting, theirs.counting, strict=True):
        assert (own.overall, own.spread) == pytest.approx((other.overall, other.spread))
    for words, written_out in zip(
        mine.words, theirs.words, strict=False
    ):  # few words are a category in one alone
        for (word, part), (other_word, other_part) in zip(
            words.most_common, written_out.most_common, strict=True
        ):
            assert word == other_word and part == pytest.approx(other_part)
    assert mine.weighed is not None and mine.weighed.sums.tolist() == theirs.sizes.tolist()


def test_in_groups_of_given_sizes_a_row_may_be_nearer_to_another_and_is_told_so() -> None:
    table = table_of("a,b\n" + "".join(f"{a},0\n" for a in (0, 1, 2, 3, 10, 11)))
    points = compared(scaling.make_points(table, "t", ["a", "b"], "none"), Nearness(sizes=(3, 3)))
    found = find_groups(points.X, 2, 10, asked=measured.asked_of(points))
    assert (
        found.sizes.tolist() == [3, 3] and found.labels[3] == found.labels[5]
    )  # by hand: 3 costs least to pass on
    profiles = make_profiles(table, ("a", "b"), found.labels, found.means)
    said = why_here_in_words(
        "Row 5", profiles, points, found.means, lie_of_rows(points, found.labels, found.means), 3
    )
    assert len(said) == 1 and "would be nearer, 2 away, but each group is to have 3 rows." in said[0]
    assert smallest_move(points, found.means, found.labels, 0) is None


@pytest.mark.parametrize("text", ["20-25", "0-7", "3-3"])
def test_sizes_in_a_link(text: str) -> None:
    assert sizes_to_text(sizes_from_text(text)) == text


@pytest.mark.parametrize("text", ["", "20", "25-20", "0-0", "-3-4", "1-999999", "1e3-4", "١-٢"])
def test_what_is_no_sizes(text: str) -> None:
    assert sizes_from_text(text) is None


def test_sizes_that_cannot_be_say_what_could() -> None:
    assert sizes_cannot_be((20, 25), 142, 6) == ""
    assert sizes_cannot_be((20, 25), 142, 8) == (
        "8 groups of at least 20 take 160 rows, and there are 142. Make 7 groups at most, or ask for 17 at least."
    )
    assert sizes_cannot_be((20, 25), 142, 5) == (
        "5 groups of at most 25 hold 125 of the 142 rows. Make 6 groups at least, or allow 29."
    )


@given(st.integers(1, 60), st.integers(1, 20), st.integers(0, 70), st.integers(1, 70))
def test_it_is_said_exactly_where_sizes_cannot_be(n: int, k: int, least: int, more: int) -> None:
    most = least + more
    assert bool(sizes_cannot_be((least, most), n, k)) == (not k * least <= n <= k * most)


@pytest.mark.parametrize("near", NEARS.values(), ids=NEARS)
def test_every_way_groups_and_each_row_is_in_the_nearest(near: Measure) -> None:
    points = compared(
        scaling.make_points(table_of(PLACES.replace("-", "")), "t", ["lon", "lat"], "spread"), Nearness(near)
    )
    found = find_groups(points.X, 3, 10, asked=measured.asked_of(points))
    lie = lie_of_rows(points, found.labels, found.means)
    assert (lie.own <= lie.other + 1e-9).all() and 0 < found.explained <= 1
    assert (
        points.digest
        != scaling.make_points(table_of(PLACES.replace("-", "")), "t", ["lat", "lon"], "none").digest
    )


def test_columns_that_divide_something_up() -> None:
    def of(text: str) -> str:
        table = table_of(text)
        names = [column.name for column in table.columns]
        return why_divided(scaling.make_points(table, "t", names, "none").values, table.columns)

    shares = "a,b,c\n" + "".join(f"{20 + i},{30 - i},50\n" for i in range(9))
    assert of(shares) == "These columns add up to 100 in every row: they are shares."
    assert of(shares.replace(",50", ",77")) == ""
    assert of("a,b\n" + "".join(f"{20 + i},{80 - i}\n" for i in range(9))) == ""  # one share says all
    assert "amounts of money" in of("a;b\n" + "".join(f"{20 + i} €;{30 + 3 * i} €\n" for i in range(9)))
    assert of("a;b\n" + "".join(f"{20 + i} cm;{30 + 3 * i} cm\n" for i in range(9))) == ""


@pytest.mark.parametrize(
    ("name", "others", "may"),
    [
        ("n", [], True),
        ("Anzahl", [], True),
        ("count (rows)", [], True),
        ("country", [], False),
        ("weight", ["age group"], False),
        ("weight", ["rent"], True),
        ("人数", [], True),
    ],
)
def test_a_column_that_is_called_like_counts(name: str, others: list[str], may: bool) -> None:
    assert nearness.may_count_rows(name, others) == may


@pytest.mark.parametrize(
    ("more", "plain", "judged"),
    [
        ({}, True, True),
        ({"weights": np.ones(3), "weighed_by": "n"}, False, False),
        ({"sizes": (2, 1)}, False, False),
        ({"measure": MIXED, "words": ("town",)}, False, False),
        ({"measure": NEARS["Globe"]}, False, True),
        ({"measure": NEARS["Globe"], "sizes": (2, 1)}, False, False),
    ],
)
def test_judges_speak_of_rows_of_numbers_each_counted_once(
    more: dict[str, Any], plain: bool, judged: bool
) -> None:
    near = Nearness(**more)
    assert (near.is_plain, near.is_judged) == (plain, judged)
