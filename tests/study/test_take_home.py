"""What people take home, opened again."""

import io
import zipfile
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from kmeans_core import run
from study import scaling, take_home
from study.digits import without_noise
from study.export import points_csv
from study.profiles import Profiles, make_profiles
from study.take_home import NewRows, labelled_name, profiles_csv
from study.workbook import workbook
from tables import Table, TableError, complete_rows, read_table

GERMAN = (
    "Liste\n\nName;Größe;Preis;Notiz\n"
    "=1+1;1,5;1.100,50;x\n"
    "Bo;;1.200,50;@sum\n"
    "Cy;2,5;9.300,25;y\n"
    "Di;2,25;9.400,75;z\n"
).encode("cp1252")
NASTY = [
    "=1+1",
    "<img src=x onerror=alert(1)>",
    "$x$",
    "**b**",
    "n" * 2000,
    "שלום",
    "+cmd|' /c calc'!A1",
    "a,b",
]


def table() -> Table:
    return read_table(GERMAN, "liste.csv")


def labels_and_kept() -> tuple[np.ndarray, np.ndarray]:
    _, kept = complete_rows(table(), ("Größe", "Preis"))
    return np.array([0, 1, 1]), kept


def opened_workbook(data: bytes, sheet: str) -> pd.DataFrame:
    return pd.read_excel(io.BytesIO(data), sheet_name=sheet, engine="calamine")


def profiles_of(read: Table, columns: tuple[str, ...], labels: np.ndarray) -> Profiles:
    X, _ = complete_rows(read, columns)
    means = np.stack([X[labels == j].mean(axis=0) for j in range(labels.max() + 1)])
    return make_profiles(read, columns, labels, means)


def test_the_file_comes_back_with_one_more_column() -> None:
    data = take_home.labelled_file(table(), *labels_and_kept())
    lines = data.decode("cp1252").splitlines()
    assert lines[2] == "Name;Größe;Preis;Notiz;group"
    assert lines[3] == "'=1+1;1,5;1.100,50;x;1"
    assert lines[4] == "Bo;;1.200,50;'@sum;"
    assert lines[5:7] == ["Cy;2,5;9.300,25;y;2", "Di;2,25;9.400,75;z;2"]
    again = read_table(data, "again.csv")
    assert again.frame["Preis"].tolist() == table().frame["Preis"].tolist()


def test_the_workbook_holds_numbers_as_numbers_and_text_as_text() -> None:
    read = table()
    labels, kept = labels_and_kept()
    data = workbook(read, labels, kept, profiles_of(read, ("Größe", "Preis"), labels))
    rows = opened_workbook(data, "Rows")
    assert rows["Name"].tolist() == ["=1+1", "Bo", "Cy", "Di"]
    assert rows["Preis"].tolist() == [1100.5, 1200.5, 9300.25, 9400.75]
    assert rows["group"].fillna(0).tolist() == [1, 0, 2, 2]
    groups = opened_workbook(data, "Groups")
    assert groups["group"].astype(str).tolist() == ["1", "2", "all"]
    assert groups["average of Preis"].tolist()[:2] == [1100.5, 9350.5]
    assert b"<f>" not in b"".join(sheets(data))


def test_a_number_that_no_float_holds_is_none_in_the_workbook() -> None:
    read = read_table(b"a,b\n1,1e400\n2,-1e999\n3,\n4,7.5\n", "t.csv")
    profiles = profiles_of(table(), ("Größe", "Preis"), labels_and_kept()[0])
    data = workbook(read, np.array([0, 0, 1, 1]), np.ones(4, dtype=bool), profiles)
    cells = opened_workbook(data, "Rows")["b"].fillna("").tolist()
    assert cells == ["more than 1.79 × 10³⁰⁸", "less than −1.79 × 10³⁰⁸", "", 7.5]


def sheets(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist() if "worksheets/" in name]


def test_nasty_names_and_cells_stay_as_they_are_in_every_download() -> None:
    rng = np.random.default_rng(0)
    header = ",".join('"' + name.replace('"', '""') + '"' for name in NASTY)
    rows = "".join(",".join(f"{v:.3f}" for v in rng.normal(size=len(NASTY))) + "\n" for _ in range(12))
    read = read_table((header + "\n" + rows).encode(), "t.csv")
    names = [column.name for column in read.columns]
    assert names == NASTY
    labels = np.arange(12) % 2
    made = profiles_of(read, tuple(names[:2]), labels)
    data = workbook(read, labels, np.ones(12, dtype=bool), made)
    assert opened_workbook(data, "Rows").columns.tolist() == [*NASTY, "group"]
    assert b"<f>" not in b"".join(sheets(data))
    profile_names = pd.read_csv(io.BytesIO(take_home.profiles_csv(made))).columns.tolist()
    assert [f"average of {name}" for name in NASTY] == profile_names[3:]
    back = take_home.labelled_file(read, labels, np.ones(12, dtype=bool)).decode()
    for name in ("<img src=x onerror=alert(1)>", "$x$", "**b**", "n" * 2000, "שלום", '"a,b"', "'=1+1"):
        assert name in back.splitlines()[0]


def test_a_table_that_has_the_names_already() -> None:
    read = read_table(b"group,rows,share\n1,2,3\n4,5,7\n9,9,8\n", "t.csv")
    labels = np.array([0, 0, 1])
    kept = np.ones(3, dtype=bool)
    assert take_home.labelled_file(read, labels, kept).splitlines()[0] == b"group,rows,share,group (2)"
    data = workbook(read, labels, kept, profiles_of(read, ("group", "rows"), labels))
    assert opened_workbook(data, "Rows").columns.tolist() == ["group", "rows", "share", "group (2)"]


def test_dates_missing_cells_and_infinities_in_a_workbook() -> None:
    read = read_table(
        b"a,b,when,note\n1,2,2024-03-01,x\n2,,2024-03-02,\n3,inf,2024-03-03,y\n4,7,,z\n", "t.csv"
    )
    labels = np.array([0, 1])
    _, kept = complete_rows(read, ("a", "b"))
    data = workbook(read, labels, kept, profiles_of(read, ("a", "b"), labels))
    rows = opened_workbook(data, "Rows")
    assert rows["when"].iloc[0] == pd.Timestamp("2024-03-01")
    assert rows["b"].isna().tolist() == [False, True, True, False]


def test_profiles_as_csv_are_numbers_for_other_programs() -> None:
    read = table()
    labels, _ = labels_and_kept()
    data = take_home.profiles_csv(profiles_of(read, ("Größe", "Preis"), labels))
    assert data.startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(io.BytesIO(data), sep=";", decimal=",")  # as the file has them
    assert frame["rows"].tolist() == [1, 2, 3]
    assert frame["average of Größe"].tolist() == pytest.approx([1.5, 2.375, 6.25 / 3])


@pytest.mark.parametrize("decimal", [".", ","])
def test_percent_has_its_sign_in_the_profiles_as_in_the_table(decimal: str) -> None:
    text = "name;rate;b\n" + "".join(f"p{i};{i}.5%;{i % 3}.25\n" for i in range(8))
    read = read_table(text.replace(".", decimal).encode(), "t.csv")
    labels = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    data = take_home.profiles_csv(profiles_of(read, ("b", "rate"), labels))
    frame = pd.read_csv(io.BytesIO(data), sep=";" if decimal == "," else ",", dtype=str)
    assert frame["average of rate"].tolist() == [
        each.replace(".", decimal) for each in ("2.0%", "6.0%", "4.0%")
    ]
    again = read_table(data, "profiles.csv")
    assert again.column("average of rate").unit == "%" and again.frame["average of rate"].tolist() == [
        2,
        6,
        4,
    ]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("shop.csv", "shop-groups.csv"),
        ("shop.TSV", "shop-groups.tsv"),
        ("shop.xlsx", "shop-groups.csv"),
        ("shop.csv.gz", "shop-groups.csv"),
        ("../../etc/passwd", "passwd-groups.csv"),
        ("C:\\data\\a.csv", "a-groups.csv"),
        ("<img src=x>.csv", "_img src_x_-groups.csv"),
        ("...csv", "table-groups.csv"),
        ("", "table-groups.csv"),
    ],
)
def test_names_of_downloads(name: str, wanted: str) -> None:
    assert labelled_name(name) == wanted


# ---- new rows ------------------------------------------------------------------------------------------------------


def new_rows(content: bytes, way: str = "range", name: str = "new.csv") -> NewRows:
    old = read_table(b"a,b\n0,0\n2,100\n10,1000\n8,900\n", "old.csv")
    points = scaling.make_points(old, "old", ("a", "b"), way)
    means = points.from_units(np.array([[1.0, 50.0], [9.0, 950.0]]))
    return NewRows(read_table(content, name), points, means)


@pytest.mark.parametrize("way", list(scaling.SCALINGS))
def test_new_rows_are_measured_as_the_old_ones_were(way: str) -> None:
    rows = new_rows(b"b;a\n0;0,5\n1000;9,5\n", way)
    assert rows.labels.tolist() == [0, 1]
    assert rows.outside == 0
    assert rows.file() == b"b;a;group\n0;0,5;1\n1000;9,5;2\n"
    assert rows.in_words() == "2 rows assigned: 1 to group 1, 1 to group 2."


def test_new_rows_without_a_logarithm_are_left_out_where_it_counts() -> None:
    rows = new_rows(
        b"a,b\n0.5,0\n9.5,1000\n-1,5\n-0.5,5\n,3\n", scaling.LOG
    )  # the old ones have zeros: 1 is added
    assert rows.labels.tolist() == [0, 1, 0] and rows.kept.tolist() == [True, True, False, True, False]
    assert (
        "1 row left out: a number is missing. 1 row left out: a number has no logarithm." in rows.in_words()
    )
    with pytest.raises(TableError, match="no row of this file"):
        new_rows(b"a,b\n-1,5\n-3,5\n", scaling.LOG)


def test_new_rows_with_gaps_and_beyond() -> None:
    rows = new_rows(b"id,a,b\nx,1,2\ny,,5\nz,11,1001\n")
    assert rows.in_words() == (
        "2 rows assigned: 1 to group 1, 1 to group 2. 1 row left out: a number is missing. 1 row lies outside of the "
        "values that the groups were found in: take those with care."
    )


@pytest.mark.parametrize(
    ("content", "about"),
    [
        (b"a,c\n1,2\n3,4\n", "lacks “\u2068b\u2069”"),
        (b"a,b\nx,2\ny,4\nz,5\n", "“\u2068a\u2069” cannot be read as numbers"),
        (b"a,b,c\n,2,1\n3,,1\n,4,2\n5,,3\n", "No row"),
        (b"%PDF-1.4", "PDF"),
    ],
)
def test_files_that_do_not_fit_get_a_sentence(content: bytes, about: str) -> None:
    with pytest.raises(TableError, match=about):
        new_rows(content)


def test_a_workbook_of_new_rows() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for i, row in enumerate([["a", "b"], [1, 20], [9, 980]]):
            sheet.write_row(i, 0, row)
    assert new_rows(buffer.getvalue(), name="new.xlsx").labels.tolist() == [0, 1]


def test_codes_such_as_na_go_home_in_every_file() -> None:
    lands = ["NA", "DE", "null", "n/a", "FR", "None"]
    text = "land,x,y\n" + "".join(f"{land},{i}.5,{i * i}\n" for i, land in enumerate(lands))
    read = read_table(text.encode(), "t.csv")
    labels, kept = np.array([0, 0, 0, 1, 1, 1]), np.ones(6, dtype=bool)
    book = workbook(read, labels, kept, profiles_of(read, ("x", "y"), labels))
    again = pd.read_excel(io.BytesIO(book), sheet_name="Rows", engine="calamine", keep_default_na=False)
    assert again["land"].tolist() == lands
    points = scaling.make_points(read, "t", ("x", "y"), "none")
    csv = points_csv(points, run(points.X, points.X[:2]))
    assert pd.read_csv(io.StringIO(csv), keep_default_na=False)["land"].tolist() == lands
    assert [
        line.split(",")[0] for line in take_home.labelled_file(read, labels, kept).decode().splitlines()[1:]
    ] == lands


@pytest.mark.parametrize(
    ("heads", "fits"),
    [
        ("A,B", True),
        (" a ,B ", True),
        ("B,a", True),
        ("a,A,b", True),
        ("A,a ,b", True),
        ("x,b", False),
    ],
)
def test_names_of_columns_are_matched_whatever_case_and_spaces(heads: str, fits: bool) -> None:
    cells = {"a": "0.5", "b": "0"}
    rows = "".join(
        ",".join(cells.get(head.strip().lower(), "7") for head in heads.split(",")) + "\n" for _ in range(3)
    )
    if fits:
        assert new_rows(f"{heads}\n{rows}".encode()).labels.tolist() == [0, 0, 0]
    else:
        with pytest.raises(TableError, match="lacks “\u2068a\u2069”"):
            new_rows(f"{heads}\n{rows}".encode())


def test_numbers_of_the_profiles_are_clean_and_every_group_has_a_name_there() -> None:
    rows = "".join(f"{[0.1, 0.2, 0.3][i % 3] + 10 * (i // 3)},{i}\n" for i in range(6))
    table = read_table(f"a,b\n{rows}".encode(), "t.csv")
    labels = np.array([0, 0, 0, 1, 1, 1])
    means = np.array([[0.1 + 0.2, 1.0], [(10.1 + 10.2 + 10.3) / 3, 4.0]])
    made = make_profiles(table, ("a", "b"), labels, means)
    text = profiles_csv(replace(made, names=("", "Big"))).decode("utf-8-sig").splitlines()
    assert text[1].startswith("1,3,0.5,Group 1,0.3,1.0") and text[2].startswith("2,3,0.5,Big,10.2,4.0")
    assert text[3].startswith("all,6,1.0,all,5.2,2.5")


@given(st.integers(-(10**6), 10**6), st.integers(0, 5), st.integers(1, 40))
def test_an_average_of_one_typed_number_is_that_number(digits: int, places: int, times: int) -> None:
    number = float(f"{digits}e-{places}")
    total = sum([number] * times)
    assert without_noise(np.array([total / times]), 0.0)[0] == number
