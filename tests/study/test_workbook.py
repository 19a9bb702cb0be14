"""The workbook: formats kept, a sheet for each group, and formulas that another engine computes to our numbers."""

import datetime
import io
from pathlib import Path

import formulas
import numpy as np
import openpyxl
import pytest
import xlsxwriter

from study import scaling
from study.grouping import find_groups
from study.points import Points
from study.profiles import Profiles, make_profiles
from study.scaling import averages_by_group
from study.workbook import BY_HAND_SHEET, COMPUTED_ROWS, COMPUTED_TURNS, computed_by_hand, workbook
from tables import Table, read_table

PLAIN = "name,share,when,b\n" + "".join(
    f"p{i},{(i * 7) % 13}.5%,2024-03-{i + 1:02},{(i * 5) % 17 + 1}\n" for i in range(25)
)


def made(
    k: int = 3, way: str = "spread", names: tuple[str, ...] = (), columns: tuple[str, ...] = ("share", "b")
) -> tuple[Table, Points, Profiles, np.ndarray, bytes]:
    table = read_table(PLAIN.encode(), "t.csv")
    points = scaling.make_points(table, "t", columns, way)
    found = find_groups(points.X, k)
    means = averages_by_group(points.values, found.labels, points.to_units(found.means))
    profiles = make_profiles(table, columns, found.labels, means)
    if names:
        profiles = Profiles(profiles.sizes, profiles.numbers, profiles.words, names)
    return (
        table,
        points,
        profiles,
        found.labels,
        workbook(table, found.labels, np.ones(25, dtype=bool), profiles, points),
    )


def test_percent_and_dates_keep_their_formats() -> None:
    table, _, _, _, data = made()
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Rows"]
    assert [sheet.cell(1, j).value for j in range(1, 6)] == ["name", "share", "when", "b", "group"]
    assert (sheet["B3"].value, sheet["B3"].number_format) == (pytest.approx(0.075), "0.0%")
    assert sheet["C3"].number_format == "yyyy-mm-dd" and sheet["C3"].value.day == 2
    assert table.column("share").unit == "%"


def test_percent_and_dates_of_a_workbook_come_back_as_such() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, ["share", "when", "b"])
        for i in range(12):
            sheet.write_number(i + 1, 0, 0.105 + i / 100, percent)
            sheet.write_datetime(i + 1, 1, datetime.datetime(2024, 3, i + 1), day)
            sheet.write_number(i + 1, 2, i % 5)
    table = read_table(buffer.getvalue(), "t.xlsx")
    labels = np.arange(12) % 2
    profiles = make_profiles(table, ("share", "b"), labels, np.array([[15.5, 2.0], [16.5, 2.0]]))
    home = openpyxl.load_workbook(io.BytesIO(workbook(table, labels, np.ones(12, dtype=bool), profiles)))
    rows, groups = home["Rows"], home["Groups"]
    assert (rows["A2"].value, rows["A2"].number_format) == (0.105, "0.0%")
    assert (rows["B2"].value, rows["B2"].number_format) == (datetime.datetime(2024, 3, 1), "yyyy-mm-dd")
    assert (groups["D2"].value, groups["D2"].number_format) == (0.155, "0.00%")


def test_a_sheet_for_each_group_has_its_rows_under_its_name() -> None:
    _, _, profiles, labels, data = made(names=("", "A/B: [x] and a name that is long", ""))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == [
        "Rows",
        "Groups",
        "Group 1",
        "Group 2 A_B_ _x_ and a name tha",
        "Group 3",
        BY_HAND_SHEET,
    ]
    for group, name in enumerate(book.sheetnames[2:5]):
        own = [row[0] for row in book[name].iter_rows(min_row=2, values_only=True)]
        assert own == [f"p{i}" for i in np.flatnonzero(labels == group)] and len(own) == profiles.sizes[group]


@pytest.mark.parametrize(("way", "k"), [("none", 2), ("spread", 3), ("range", 4), ("log", 3)])
def test_an_independent_engine_computes_our_numbers(way: str, k: int, tmp_path: Path) -> None:
    _, points, _, _, data = made(k, way, columns=("b", "share"))
    file = tmp_path / "book.xlsx"
    file.write_bytes(data)
    computed = formulas.ExcelModel().loads(str(file)).finish().calculate()
    cells = {
        str(name).upper(): value.value[0, 0]
        for name, value in computed.items()
        if hasattr(value, "value") and np.shape(value.value) == (1, 1)
    }
    ours = computed_by_hand(points, k)
    sheet = openpyxl.load_workbook(io.BytesIO(data))[BY_HAND_SHEET]
    n_formulas = 0
    kept = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[BY_HAND_SHEET]
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                n_formulas += 1
                theirs = cells[f"'[BOOK.XLSX]{BY_HAND_SHEET.upper()}'!{cell.coordinate}"]
                # what is kept beside each formula is ours
                assert float(theirs) == pytest.approx(float(kept[cell.coordinate].value), abs=1e-9), (
                    cell.coordinate
                )
    n, d, groups = len(ours.X), 2, len(ours.means[0])
    assert n == COMPUTED_ROWS
    assert n_formulas == n * d + (COMPUTED_TURNS + 1) * groups * d + COMPUTED_TURNS * n * (groups + 1)


def test_a_mean_without_points_stays_and_equal_rows_are_one_start() -> None:
    table = read_table(b"a,b\n1,1\n1,1\n1,1\n2,2\n", "t.csv")
    points = scaling.make_points(table, "t", ("a", "b"), "none")
    assert computed_by_hand(points, 3).means[0].tolist() == [[1, 1], [2, 2]]
