"""How many rows of names there are, and what the columns are called."""

from __future__ import annotations

import pytest

from tables import Choices, Topic, read_table
from tables.receipt import Receipt
from tables.shape.header import count_header_rows
from tables.shape.names import column_names
from tests.nasty import NAMES

BODY = [["Bern", "1", "2.5"], ["Oslo", "2", "3.5"], ["Rome", "3", "4.5"], ["Kiev", "4", "5.5"]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], 0),
        ([["town", "x", "y"]], 1),
        ([["town", "x", "y"], ["", "km", "kg"]], 2),
        ([["", "first", ""], ["town", "x", "y"]], 2),
        ([["Place", "Size", "Size"], ["town", "x", "y"], ["", "km", "kg"]], 3),
        ([["town", "2010", "2011"]], 1),
        ([["", "x", "y"]], 1),
    ],
)
def test_rows_of_names_above_numbers(rows: list[list[str]], expected: int) -> None:
    assert count_header_rows([*rows, *BODY]) == expected


def test_years_that_are_values_are_no_names() -> None:
    rows = [["Bern", "2010", "2011"], ["Oslo", "2012", "2013"], ["Rome", "2014", "2015"]]
    assert count_header_rows(rows) == 0


def test_a_missing_value_in_the_first_row_is_no_name() -> None:
    assert count_header_rows([["Bern", "NA", "n/a"], *BODY]) == 0


def test_words_only() -> None:
    assert count_header_rows([["first", "last"], ["Ann", "Lee"], ["Bob", "Ray"], ["Ann", "May"]]) == 1
    assert count_header_rows([["Ann", "Lee"], ["Bob", "Ray"], ["Ann", "May"]]) == 0


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ([["a", "b", "c"]], ["a", "b", "c"]),
        ([], ["Column 1", "Column 2", "Column 3"]),
        ([["a", "", "a"]], ["a", "Column 2", "a (2)"]),
        ([["a", "a", "a (2)"]], ["a", "a (3)", "a (2)"]),
        ([["", "size", ""], ["town", "x", "y"]], ["town", "size x", "size y"]),
        ([["Column 2", "", " c  d "]], ["Column 2", "Column 2 (no name)", "c d"]),
    ],
)
def test_names_are_unique_and_never_empty(header: list[list[str]], names: list[str]) -> None:
    assert column_names(header, 3, Receipt())[0] == names


def test_repeated_header_rows_are_left_out_and_said() -> None:
    table = read_table(b"a,b\n1,2\n3,4\na,b\n5,6\n7,8\n", "t.csv")
    assert table.frame["a"].tolist() == [1, 3, 5, 7]
    assert table.row_numbers.tolist() == [2, 3, 5, 6]
    assert table.receipt.on(Topic.NAMES_AGAIN)


@pytest.mark.parametrize("name", NAMES)
def test_names_are_data(name: str) -> None:
    table = read_table(f"{name},y\n1,2\n3,4\n5,7\n".encode(), "t.csv")
    assert list(table.frame.columns) == [name, "y"]


def test_the_user_may_say_how_many() -> None:
    table = read_table(b"a,b\n1,2\n3,4\n", "t.csv", Choices(header_rows=0))
    assert list(table.frame.columns) == ["Column 1", "Column 2"]
    assert len(table.frame) == 3


def test_a_key_and_its_value_above_the_names_are_no_names() -> None:
    text = "Source:,Somebody,,,\nplace,a,b,c,d\n" + "".join(f"Ulm,{i},{i * 2},{i / 4},7\n" for i in range(9))
    assert list(read_table(text.encode(), "t.csv").frame.columns) == ["place", "a", "b", "c", "d"]


def test_years_below_the_names_of_groups_are_names() -> None:
    rows = "".join(f"Ulm;{i},5;{i + 20},1;{i * 3},0;{i},2\n" for i in range(9))
    table = read_table((";Group A;;Group B;\nCountry;2000;2001;2002;2003\n" + rows).encode(), "t.csv")
    assert list(table.frame.columns)[1:3] == ["Group A 2000", "Group A 2001"]
    assert len(table.frame) == 9


ROWS_OF_THREE = "".join(f"{i} {i * 1.5} {i * i}\n" for i in range(8))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("# x y z\n" + ROWS_OF_THREE, ["x", "y", "z"]),
        ("# made by a program\n# version 2\n#x y z\n" + ROWS_OF_THREE, ["x", "y", "z"]),
        ("# x, y, z\n" + ROWS_OF_THREE, ["x", "y", "z"]),
        (
            "# Time (s)\tVolt (V)\tI (A)\n" + ROWS_OF_THREE.replace(" ", "\t"),
            ["Time (s)", "Volt (V)", "I (A)"],
        ),
        ("# x y z\n" + ROWS_OF_THREE.replace(" ", ","), ["x", "y", "z"]),
        ("# made 1 2\n" + ROWS_OF_THREE, ["Column 1", "Column 2", "Column 3"]),
        ("# made by me on a Monday\n" + ROWS_OF_THREE, ["Column 1", "Column 2", "Column 3"]),
        ("# made it today\na b c\n" + ROWS_OF_THREE, ["a", "b", "c"]),
    ],
)
def test_the_last_comment_may_be_the_names(text: str, names: list[str]) -> None:
    table = read_table(text.encode(), "t.dat")
    assert list(table.frame.columns) == names
    assert table.frame.iloc[:, 2].tolist() == [i * i for i in range(8)]


@pytest.mark.parametrize("quote", ["", '"'])
def test_names_without_a_corner_stand_above_their_columns(quote: str) -> None:
    names = ",".join(f"{quote}{name}{quote}" for name in ("mpg", "hp"))
    text = names + "\n" + "".join(f"{quote}Car {i}{quote},{i}.5,{100 + i}\n" for i in range(6))
    table = read_table(text.encode(), "t.csv")
    assert list(table.frame.columns) == ["Column 1", "mpg", "hp"]
    # Where a delimiter merely ends each row, all names are there
    table = read_table(b"a,b,c\n" + b"".join(b"%d,%d,7,\n" % (i, i * i) for i in range(6)), "t.csv")
    assert table.frame["b"].tolist() == [0, 1, 4, 9, 16, 25]


@pytest.mark.parametrize("corner", ["sample", ""])
def test_a_scale_of_numbers_is_a_row_of_names(corner: str) -> None:
    text = f"{corner},400,410,420,430\n" + "".join(f"s{i},0.{i},{i}.2,{i * i}.7,1\n" for i in range(1, 7))
    assert list(read_table(text.encode(), "t.csv").frame.columns)[1:] == ["400", "410", "420", "430"]


def test_numbers_that_grow_above_a_cross_table_are_its_names() -> None:
    text = ",9.4,9.6,10.5,12\n" + "".join(
        f"{size},{20 - size},{size % 3},7,{30 - 4 * size}\n" for size in range(7)
    )
    frame = read_table(text.encode(), "t.csv").frame
    assert list(frame.columns)[1:] == ["9.4", "9.6", "10.5", "12"]
    assert frame["9.4"].tolist() == [20, 19, 18, 17, 16, 15, 14]


@pytest.mark.parametrize("first", ["", "3"], ids=["missing", "there"])
def test_numbers_that_grow_as_all_others_do_are_data(first: str) -> None:
    text = f"{first},1,2,3,4\n" + "".join(f"{i},{i},{2 * i},{3 * i},{5 * i}\n" for i in range(1, 8))
    assert read_table(text.encode(), "t.csv").frame.shape == (8, 5)


def test_dates_among_the_names() -> None:
    text = "land,lat,1/22/20,1/23/20,1/24/20\n" + "".join(
        f"C{i},{i * 3.5},{i},{2 * i},{4 * i}\n" for i in range(6)
    )
    assert read_table(text.encode(), "t.csv").frame["1/23/20"].tolist() == [0, 2, 4, 6, 8, 10]


def test_years_above_groups_of_columns_are_part_of_their_names() -> None:
    text = ",2019,,2020,\ntown,a,b,a,b\n" + "".join(f"t{i},{i},{2 * i},{3 * i},{4 * i}\n" for i in range(6))
    names = ["town", "2019 a", "2019 b", "2020 a", "2020 b"]
    assert list(read_table(text.encode(), "t.csv").frame.columns) == names


def test_a_single_unit_below_the_names() -> None:
    rows = [["town", "x", "y", "z"], ["", "", "kg", ""], *([f"t{i}", "1", f"{i}.5", "3"] for i in range(9))]
    assert count_header_rows(rows) == 2


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("town,height,weight,age\n,cm,kg,\na,long,heavy,old\n", ["town a", "height cm long", "weight kg heavy", "age old"]),
        ("town,height,weight,age\n,in cm,,\n,barefoot,dressed,\n", ["town", "height in cm barefoot", "weight dressed", "age"]),
        ("town,,,age\n,cm,kg,years\n", ["town", "cm", "kg", "age years"]),
        ("town,height,,age\nNA,cm,kg,NA\n", ["town", "height cm", "kg", "age"]),
        ("town,height,weight,\nNA,cm,kg,N/A\n", ["town", "height cm", "weight kg", "Column 4"]),
        ("town,height,,age\n,m,kg,s\n", ["town", "height m", "kg", "age s"]),
        ("town,height,,age\n,(m),(kg),(y)\n", ["town", "height (m)", "(kg)", "age (y)"]),
        ("a,b,c,d\ne,f,g,h\ni,j,k,l\nm,n,o,p\n", ["a e i m", "b f j n", "c g k o", "d h l p"]),
        (",height,,age\ntown,,weight,\n", ["town", "height", "weight", "age"]),
        ("town,height,,age\n,,weight,\n", ["town", "height", "weight", "age"]),
        ("town,Temp,,Rain\n,min,max,\n", ["town", "Temp min", "Temp max", "Rain"]),
        (",Sales,,\n,2019,,2020\ntown,north,south,north\n", ["town", "Sales 2019 north", "Sales 2019 south", "Sales 2020 north"]),
        (",Sales,,\n,out,,in\ntown,north,south,north\n", ["town", "Sales out north", "Sales out south", "Sales in north"]),
    ],
)  # fmt: skip
def test_all_lines_of_names_are_names_and_none_borrows_a_word(header: str, names: list[str]) -> None:
    rows = "".join(f"t{i},{i}.5,{2 * i},{40 - i}\n" for i in range(8))
    table = read_table((header + rows).encode(), "t.csv")
    assert list(table.frame) == names
    assert len(table.frame) == 8


def test_a_line_of_units_is_none_of_the_data_though_one_of_its_words_comes_again() -> None:
    kinds = ("a", "NA", "b")
    rows = "".join(f"{150 + i},{60 + i},{kinds[i % 3]}\n" for i in range(6))
    table = read_table(("Height,Weight,\ncm,kg,NA\n" + rows).encode(), "t.csv")
    assert list(table.frame) == ["Height cm", "Weight kg", "Column 3"]
    assert len(table.frame) == 6


DAYS = [[f"2023-{month:02d}", f"{month}.48", f"{90 + month}.36"] for month in range(1, 13)]


def test_lines_about_the_columns_below_the_names() -> None:
    about = [["Id", "001759963", "001759967"], ["Last update", "15/11/2026", "15/11/2026"], ["Month", "", ""]]
    assert count_header_rows([["Title", "Food", "Fuel"], *about, *DAYS]) == 4
    # Nothing says that these are no rows
    assert count_header_rows([["Title", "Food", "Fuel"], ["Start", "1", "2"], *DAYS]) == 1


def test_a_second_row_of_names_may_say_what_is_answered_below() -> None:
    rows = [[f"{118 + i}", f"{i % 7}", f"{i % 5}", "Shoes" if i % 2 else "", "Coats"] for i in range(9)]
    names = ["Respondent", "How likely is it?", "How often?", "What did you buy?", ""]
    below = ["", "0 = not at all", "Open-Ended Response", "Shoes", "Coats"]
    assert count_header_rows([names, below, *rows]) == 2


def named(*header: list[str]) -> list[str]:
    return column_names(list(header), len(header[0]), Receipt())[0]


def test_each_name_or_the_first_may_be_marked_as_a_comment() -> None:
    assert named(["#Day", "#Amount", "#Balance", ""])[:3] == ["Day", "Amount", "Balance"]
    assert named(["#Day", "Amount", "#1"]) == ["Day", "Amount", "#1"]


def test_a_row_that_says_a_group_again_is_carried_no_further() -> None:
    assert named(["", "Wind", "Wind", ""], ["Hum", "Speed", "Dir", "Bar"]) == [
        "Hum",
        "Wind Speed",
        "Wind Dir",
        "Bar",
    ]
    assert named(["", "Wind", "", ""], ["Hum", "Speed", "Dir", "Gust"])[3] == "Wind Gust"


def test_an_empty_line_between_two_rows_of_names() -> None:
    rows = "".join(f"2026/10/{i},{i}.5,8,{i % 4}.0,8\n" for i in range(1, 15))
    table = read_table(f"day,temp,temp,rain,rain\n,,,,\n,,quality,,quality\n{rows}".encode(), "t.csv")
    assert list(table.frame) == ["day", "temp", "temp quality", "rain", "rain quality"]
    assert len(table.frame) == 14


def test_names_stand_over_their_columns_where_some_have_none() -> None:
    rows = "".join(f"0645{i:02d}  {i:6.1f} 24  {i + 3:6.1f} 24\n" for i in range(12))
    table = read_table(f"STN--     TEMP       DEWP\n{rows}".encode(), "t.op")
    assert list(table.frame) == ["STN--", "TEMP", "Column 3", "DEWP", "Column 5"]
    assert table.frame["DEWP"].tolist() == [i + 3 for i in range(12)]


@pytest.mark.parametrize("rows", [[["180", "75"]], [["180", "75"], ["171", "64"]]])
def test_few_rows_below_names_and_units(rows: list[list[str]]) -> None:
    assert count_header_rows([["Height", "Weight"], ["cm", "kg"], *rows]) == 2


def test_one_year_over_all_columns_stands_above_their_names() -> None:
    names = [["region", "2025", "2025", "2025"], ["region", "people (n)", "homes (n)", "ratio"]]
    body = [[town, f"{1000 + 37 * i}", f"{400 + 19 * i}", f"{90 + i}.5"] for i, town in enumerate("abcdefgh")]
    assert count_header_rows([*names, *body]) == 2
    # Over a row of numbers it is one itself
    assert count_header_rows([["a", "2025", "2025", "2025"], *body]) == 0
