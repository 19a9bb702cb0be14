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
from study.workbook import BY_HAND_SHEET, COMPUTED_ROWS, COMPUTED_TURNS, _finer, computed_by_hand, workbook
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


FORMATS = {"share": "0.0%", "part": "0%", "when": "dd.mm.yyyy", "b": "#,##0.00", "plain": "General"}


def of_a_workbook() -> tuple[Table, Points, Profiles, np.ndarray, bytes]:
    """A workbook with formats of its own, read, and a workbook of what was found in it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        looks = {name: book.add_format({"num_format": code}) for name, code in FORMATS.items()}
        sheet.write_row(0, 0, list(FORMATS))
        for i in range(12):
            sheet.write_number(i + 1, 0, 0.105 + i / 100, looks["share"])
            sheet.write_number(i + 1, 1, 0.5 + (i % 5) / 1000, looks["part"])
            sheet.write_datetime(i + 1, 2, datetime.datetime(2024, 3, i + 1), looks["when"])
            sheet.write_number(i + 1, 3, 1000.123456 + i % 5, looks["b"])
            sheet.write_number(i + 1, 4, i % 7)
    table = read_table(buffer.getvalue(), "t.xlsx")
    points = scaling.make_points(table, "t", ("share", "b"), "spread")
    labels = np.arange(12) % 2
    profiles = make_profiles(table, ("share", "b"), labels, np.array([[15.5, 1002.0], [16.5, 1002.0]]))
    return table, points, profiles, labels, workbook(table, labels, np.ones(12, dtype=bool), profiles, points)


def test_the_columns_of_a_workbook_come_back_in_their_formats() -> None:
    home = openpyxl.load_workbook(io.BytesIO(of_a_workbook()[4]))
    for name in ("Rows", "Group 1", "Group 2"):
        row = [cell.number_format for cell in home[name][3][:5]]
        assert row == list(FORMATS.values()), name
    rows, groups = home["Rows"], home["Groups"]
    assert (rows["A2"].value, rows["C2"].value) == (0.105, datetime.datetime(2024, 3, 1))
    shown = {cell.value: groups.cell(2, cell.column).number_format for cell in groups[1]}
    assert shown == {
        "group": "General",
        "rows": "General",
        "share": "0.0%",
        "average of share": "0.00%",
        "average of b": "#,##0.000",
        "average of part": "0.0%",
        "average of plain": "General",
    }
    assert groups["D2"].value == 0.155
    assert [groups.cell(i, 1).value for i in (2, 3, 4)] == [1, 2, "all"]
    by_hand = home[BY_HAND_SHEET]
    values = next(row for row in by_hand.iter_rows() if row[0].value == 2)
    assert (values[1].value, values[1].number_format) == (0.105, "0.0%")
    assert values[2].number_format == "#,##0.00"


@pytest.mark.parametrize(
    ("code", "finer"),
    [
        ("0%", "0.0%"), ("0.0%", "0.00%"), ("#,##0.00", "#,##0.000"), ("#,##0", "#,##0.0"), ("0.00E+00", "0.000E+00"),
        ('0.0" % of 10.5";[Red]-0.0', '0.00" % of 10.5";[Red]-0.00'), ("# ?/?", "# ?/?"), (14, 14), ("General", "General"),
    ],
)  # fmt: skip
def test_an_average_has_a_digit_more(code: str | int, finer: str | int) -> None:
    assert _finer(code, 1) == finer and _finer(code, 0) == code


def test_the_sheet_that_computes_says_whose_numbers_it_has() -> None:
    said = openpyxl.load_workbook(io.BytesIO(made()[4]))[BY_HAND_SHEET]["A2"].value
    assert (
        "not the groups of the other sheets" in said and "“minus” and “divided by” come from all rows" in said
    )
    plain = openpyxl.load_workbook(io.BytesIO(made(way="none")[4]))[BY_HAND_SHEET]["A2"].value
    assert "“minus”" not in plain


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
