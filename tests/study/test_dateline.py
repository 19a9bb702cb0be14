"""Longitudes on both sides of the date line: neighbours there are neighbours here, and files have them as they were."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmeans_core import initial_means, run
from study import scaling
from study.dateline import (
    across,
    across_cut,
    as_in_file,
    cuts_of,
    date_line_in_words,
    round_the_globe_in_words,
)
from study.export import means_csv, points_csv
from study.profiles import make_profiles
from study.take_home import NewRows
from tables import read_table
from tests.study.test_snippet import assert_the_same_at_home
from ui.player.payload import player_payload

FIJI = "place,lat,lon\n" + "".join(
    f"p{i},{-17 - i / 10},{lon}\n"
    for i, lon in enumerate([178.4, 179.2, 179.9, -179.8, -179.1, 177.5, -172.5, -171.8, -172.1])
)
TABLE = read_table(FIJI.encode(), "fiji.csv")
CUTS = {name: cut for name, cut in cuts_of(TABLE).items() if cut is not None}


def table_of(name: str, longitudes: list[float]) -> dict[str, float | None]:
    text = f"{name},v\n" + "".join(f"{lon},{i}\n" for i, lon in enumerate(longitudes))
    return cuts_of(read_table(text.encode(), "t.csv"))


@pytest.mark.parametrize(
    "name",
    [
        "lon",
        "Longitude",
        "pickup_long",
        "lng (deg)",
        "geo.lon",
        "Länge",
        "La\u0308nge",
        "geogr. Laenge",
        "LONGITUD",
        "经度",
        "Долгота",
    ],
)
def test_longitudes_are_known_by_name_and_range(name: str) -> None:
    assert table_of(name, [179.5, -179.5, 178, -175]) == {name: 1.5}
    assert not table_of(name, [179.5, -179.5, 178, -175, 200])  # no degrees


@pytest.mark.parametrize("name", ["x", "income", "salon", "belong"])
def test_other_columns_are_left_alone(name: str) -> None:
    assert not table_of(name, [179.5, -179.5, 178, -175])


@pytest.mark.parametrize(
    "longitudes",
    [
        [-100, 100, -90, 120],  # a wide gap, and nothing near the line
        [178, 179, 10, 20],  # on one side of it
        [-74, -73.9, 2.3, 13.4],  # both sides of Greenwich
        [100, 120, 139],
        [0, 179],
        [5, 5, 5.5],
    ],
)
def test_tables_that_the_line_does_not_tear_apart_stay_as_they_are(longitudes: list[float]) -> None:
    assert not table_of("lon", longitudes)


@given(st.lists(st.floats(-180, 180, exclude_min=True), min_size=1, max_size=30), st.floats(-180, 180))
def test_what_is_written_is_what_was_in_the_file(values: list[float], cut: float) -> None:
    column = np.array(values)
    there = across_cut(column, cut)
    assert (there >= cut).all() and (there < cut + 360.0001).all()
    np.testing.assert_allclose(as_in_file(there), column, atol=1e-12)


def test_neighbours_across_the_line_are_near_and_files_hold_what_was_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cuts = CUTS
    points = scaling.make_points(TABLE, "t", ("lon", "lat"), "none", cuts=cuts)
    assert np.ptp(points.X[:, 0]) == pytest.approx(188.2 - 177.5)
    found = run(points.X, initial_means(points.X, 2, "k-means++", 0))
    sizes = sorted(np.bincount(found.labels).tolist())
    assert sizes == [3, 6]  # Samoa, Fiji
    there = pd.read_csv(io.StringIO(points_csv(points, found)))
    assert there["lon"].tolist() == TABLE.frame["lon"].tolist()
    assert pd.read_csv(io.StringIO(means_csv(points, found)))["lon"].between(-180, 180).all()
    payload = player_payload(points, found)
    assert payload["hover"]["values"][0] == TABLE.frame["lon"].tolist()
    assert all(-180 <= mean[0] <= 180 for step in payload["steps"] for mean in step["means"])
    assert payload["figure"]["layout"]["xaxis"]["title"]["text"] == "lon (181 is −179)"
    assert_the_same_at_home(points, found, "keep", tmp_path, capsys)
    rows = NewRows(read_table(b"lon,lat\n-178,-17\n179,-18\n-172,-17\n", "new.csv"), points, found.means)
    assert rows.labels[0] == rows.labels[1] != rows.labels[2]


@pytest.mark.parametrize("way", scaling.SCALINGS)
def test_words_and_profiles_have_the_longitudes_of_the_file(way: str) -> None:
    cuts = CUTS
    points = scaling.make_points(TABLE, "t", ("lon", "lat"), way, cuts=cuts)
    labels = (points.to_units(points.X)[:, 0] > 185).astype(int)
    means = np.stack([points.to_units(points.X)[labels == j].mean(axis=0) for j in (0, 1)])
    lon = make_profiles(across(TABLE, cuts), ("lon", "lat"), labels, means, cuts).numbers[0]
    assert float(str(lon.written(lon.overall))) == pytest.approx(-177.81, abs=0.01)
    assert float(str(lon.written(float(lon.means[0])))) == pytest.approx(179.35, abs=0.01)
    assert lon.said(float(lon.means[1])).startswith("−172.1")


def test_a_table_all_round_the_globe_has_no_better_place_to_be_cut() -> None:
    assert table_of("lon", [-122, -74, 0, 2, 13, 37, 77, 116, 139, 151, 174, -157]) == {"lon": None}
    said = round_the_globe_in_words(["lon"])
    assert "lies all round the globe. As it stands, 179 and −179 are 358 apart." in said


def test_it_is_said_how_they_count() -> None:
    assert date_line_in_words(["lon"], True).endswith("It is counted across it: 179 and −179 are 2 apart.")
    assert date_line_in_words(["lon", "lon 2"], False).endswith("As they stand, 179 and −179 are 358 apart.")
