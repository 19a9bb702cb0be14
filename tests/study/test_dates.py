"""Dates as coordinates: only when asked for, counted in days, written as dates."""

import io
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from charts.columns import histogram_figure
from charts.dates import iso
from charts.groups import groups_figure
from kmeans_core import run
from study import export, scaling, take_home
from study.dates import as_date, date_columns
from study.desk import Drawer, coordinates, suggested_columns
from study.groups_in_words import group_headline, profile_table, traits, typical_values
from study.points import Points
from study.profiles import make_profiles
from study.workbook import workbook
from tables import TableError, complete_rows, read_table
from tests.figures import decoded
from ui.player.payload import player_payload

FILE = (
    b"when,visits,price,made\n"
    b"2024-03-01,10,5,2020-01-01\n"
    b"2024-03-03,12,6,2020-01-01\n"
    b"2024-09-01,90,7,2020-01-01\n"
    b"2024-09-05,92,5,2020-01-01\n"
    b",50,6,2020-01-01\n"
)
TABLE = read_table(FILE, "visits.csv")
COLUMNS = ("when", "visits")
LABELS = np.array([0, 0, 1, 1])
MARCH_1 = 19783.0
CASES = json.loads((Path(__file__).parents[1] / "digits.json").read_text(encoding="utf-8"))


def points(way: str = "none") -> Points:
    return scaling.make_points(TABLE, "visits", COLUMNS, way)


# ---- choosing ------------------------------------------------------------------------------------------------------


def test_dates_are_offered_only_when_asked_for_and_only_where_they_differ() -> None:
    assert date_columns(TABLE) == ["when"]
    assert coordinates(TABLE, False) == ["visits", "price"]
    assert coordinates(TABLE, True) == ["when", "visits", "price"]
    assert suggested_columns(TABLE, True) == ("visits", "price")


def test_dates_join_the_only_column_of_numbers_once_they_count() -> None:
    drawer = Drawer()
    drawer.bring(b"when,visits\n2024-01-01,1\n2024-01-02,5\n2024-01-09,7\n", "t.csv")
    drawer.read()
    assert drawer.shown is not None and drawer.shown.problem is None
    assert suggested_columns(drawer.shown.table, False) == ("visits",)
    assert suggested_columns(drawer.shown.table, True) == ("when", "visits")


def test_a_table_of_dates_alone_can_be_grouped_once_dates_count() -> None:
    drawer = Drawer()
    drawer.bring(b"when,who\n2024-01-01,a\n2024-01-02,b\n2024-01-09,c\n", "t.csv")
    drawer.read()
    assert drawer.shown is not None and drawer.shown is drawer.good
    assert drawer.shown.problem is not None and drawer.shown.saved_by_dates
    assert suggested_columns(drawer.shown.table, True) == ("when",)
    with pytest.raises(TableError, match="when"):
        suggested_columns(drawer.shown.table, False)


# ---- points --------------------------------------------------------------------------------------------------------


def test_dates_count_in_days() -> None:
    made = points()
    assert made.X[:, 0].tolist() == [MARCH_1, MARCH_1 + 2, MARCH_1 + 184, MARCH_1 + 188]
    assert made.dates == (0,)
    assert made.axis_titles == ("when (days since 1970-01-01)", "visits")
    assert made.axis_names == COLUMNS and made.axis_dates == (True, False)
    assert "1 row left out: no number or date in" in made.notes[0]
    assert "Dates count in days." in made.notes


@pytest.mark.parametrize("way", ["none", "spread", "range"])
def test_every_way_of_counting_leads_back_to_the_dates(way: str) -> None:
    made = points(way)
    np.testing.assert_allclose(made.to_units(made.X), points().X, rtol=0, atol=1e-8)


def test_days_are_one_unit_for_all_dates_and_another_than_numbers() -> None:
    table = read_table(
        b"from,to,n\n2024-01-01,2024-01-02,1\n2024-01-05,2024-06-07,2\n2024-02-01,2024-09-09,3\n", "t.csv"
    )
    facts = {column.name: column for column in table.columns}
    values, _ = complete_rows(table, ["from", "to"])
    assert scaling.suggest_scaling(values, [facts["from"], facts["to"]]) == "none"
    values, _ = complete_rows(table, ["to", "n"])
    assert scaling.suggest_scaling(values, [facts["to"], facts["n"]]) == "spread"


def test_mixtures_of_columns_are_no_dates() -> None:
    made = scaling.make_points(TABLE, "t", ("when", "visits", "price"), "spread", mixtures=True)
    assert made.axis_dates == (False, False)
    assert made.axis_names == made.axis_titles


# ---- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "step", "text"), CASES["date"])
def test_days_are_written_as_dates(days: float | None, step: float, text: str) -> None:
    assert as_date(float("nan") if days is None else days, step) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [((0, 3 * 1440), "2024-03-01"), ((0, 1), "2024-03-01 00:00"), ((0, 1 / 60), "2024-03-01 00:00:00")],
)
def test_the_player_writes_as_many_parts_of_dates_as_tell_rows_apart(
    minutes: tuple[float, float], text: str
) -> None:
    """However long the file is."""
    days = MARCH_1 + np.array([*minutes, 1440 * 365, 1440 * 700, 1440 * 900]) / 1440
    X = np.column_stack([days, np.arange(5.0)])
    made = Points(X, ("when", "v"), "t", pd.DataFrame({"when": days, "v": X[:, 1]}), dates=(0,))
    sent = player_payload(made, run(made.X, made.X[:2]))
    told = [as_date(value, sent["hover"]["differ"][0]) for value in sent["hover"]["values"][0]]
    assert told[0] == text and len(set(told)) == 5
    first = [as_date(mean[0], sent["steps"][0]["differ"][0]) for mean in sent["steps"][0]["means"]]
    assert first == told[:2]  # first means that are rows


def test_a_group_without_rows_has_no_average_date() -> None:
    made = make_profiles(TABLE, COLUMNS, np.zeros(4, dtype=int), np.array([[MARCH_1, 1.0], [MARCH_1, 2.0]]))
    assert (
        "None" not in take_home.profiles_csv(made).decode()
        and "nan" not in take_home.profiles_csv(made).decode()
    )
    assert profile_table(made).set_index("Column").loc["when (average)", "Group 2"] == "–"


def test_groups_minutes_apart_differ_in_words() -> None:
    labels = np.array([0, 0, 1, 1])
    means = np.array([[MARCH_1 + 100.25, 11.0], [MARCH_1 + 100.5, 91.0]])
    shown = profile_table(make_profiles(TABLE, COLUMNS, labels, means)).set_index("Column")
    assert list(shown.loc["when (average)"])[1:] == ["2024-06-09 06:00", "2024-06-09 12:00"]


def test_groups_in_words_speak_of_dates() -> None:
    made = make_profiles(TABLE, COLUMNS, LABELS, np.array([[MARCH_1 + 1, 11.0], [MARCH_1 + 186, 91.0]]))
    assert {trait.how for trait in traits(made, 0)} == {"early", "low"}
    assert "late (\u2068when\u2069)" in group_headline(made, 1)
    assert typical_values(made, 0)[0] == ("when", "2024-03-02", "2024-06-02")
    shown = profile_table(made).set_index("Column")
    assert list(shown.loc["when (average)"]) == ["2024-06-02", "2024-03-02", "2024-09-03"]
    assert shown.loc["price (average)", "Group 1"] == "5.5"


# ---- pictures ------------------------------------------------------------------------------------------------------


def test_days_become_dates_for_plotly() -> None:
    assert iso(np.array([MARCH_1, 0.5])) == ["2024-03-01T00:00:00.000", "1970-01-01T12:00:00.000"]


def test_a_histogram_of_dates_has_an_axis_of_dates() -> None:
    figure = histogram_figure(points().X[:, 0], dates=True)
    bars = figure["data"][0]
    assert figure["layout"]["xaxis"]["type"] == "date"
    assert all(text.startswith("2024-") for text in bars["x"])
    total = sum(bars["width"]) / 0.92
    assert total == pytest.approx(188 * 86_400_000)


def test_the_plot_has_real_dates_and_says_them_under_the_pointer() -> None:
    made = points("spread")
    figure = groups_figure(
        made.to_plane(made.X),
        LABELS,
        made.to_plane(made.X[:2]),
        axis_titles=made.axis_names,
        dates=made.axis_dates,
        unit_ratio=made.unit_ratio,
    )
    assert figure["layout"]["xaxis"]["type"] == "date"
    assert "type" not in figure["layout"]["yaxis"] and "scaleanchor" not in figure["layout"]["yaxis"]
    first = figure["data"][0]
    assert first["x"] == ["2024-03-01T00:00:00.000", "2024-03-03T00:00:00.000"]
    assert decoded(first["y"]).tolist() == [10, 12]
    assert "when: %{x|%Y-%m-%d}<br>visits: %{y:,.0~f}" in first["hovertemplate"]


def test_the_stepper_writes_days_as_dates() -> None:
    made = points("spread")
    sent = player_payload(made, run(made.X, made.X[:2]))
    assert (sent["columns"], sent["dates"]) == (["when", "visits"], [0])  # the player writes those as dates
    assert sent["hover"]["values"][0][1] == MARCH_1 + 2
    assert sent["figure"]["layout"]["xaxis"]["title"]["text"] == "when"
    assert sent["figure"]["layout"]["xaxis"]["ticktext"][0].startswith("2024-0")
    saved = pd.read_csv(io.StringIO(export.means_csv(made, run(made.X, made.X[:2]))))
    assert "when (days since 1970-01-01)" in saved.columns


# ---- taking it home ------------------------------------------------------------------------------------------------


def test_downloads_keep_dates() -> None:
    made = points()
    _, kept = complete_rows(TABLE, COLUMNS)
    file = take_home.labelled_file(TABLE, LABELS, kept).decode()
    assert "2024-03-01,10,5,2020-01-01,1" in file.splitlines()
    profiles = make_profiles(TABLE, COLUMNS, LABELS, np.stack([made.X[:2].mean(0), made.X[2:].mean(0)]))
    saved = pd.read_csv(io.BytesIO(take_home.profiles_csv(profiles)))
    assert saved["average of when"].tolist() == ["2024-03-02", "2024-09-03", "2024-06-02"]
    assert saved["average of visits"].tolist() == [11, 91, 51]
    book = pd.read_excel(
        io.BytesIO(workbook(TABLE, LABELS, kept, profiles)), sheet_name=None, engine="calamine"
    )
    assert book["Rows"]["when"].iloc[0] == pd.Timestamp("2024-03-01")
    assert book["Groups"]["average of when"].tolist() == ["2024-03-02", "2024-09-03", "2024-06-02"]


def test_new_rows_need_dates_where_the_groups_have_them() -> None:
    made = points("spread")
    means = np.stack([made.X[:2].mean(0), made.X[2:].mean(0)])
    new = read_table(b"visits,when\n11,02.03.2024\n99,04.09.2024\n95,\n", "n.csv")
    rows = take_home.NewRows(new, made, means)
    assert rows.labels.tolist() == [0, 1]
    assert "1 row left out: a number or a date is missing" in rows.in_words()
    with pytest.raises(TableError, match="cannot be read as dates"):
        take_home.NewRows(read_table(b"visits,when\n11,5\n99,7\n", "n.csv"), made, means)
