"""Kinds of files that offices, surveys, shops and instruments write, each with what a person sees in it."""

from __future__ import annotations

import pytest

from tables import Choices, TableError, Topic, read_table, suggest_columns


def read(text: str, name: str = "t.csv", **choices: object):  # type: ignore[no-untyped-def]
    return read_table(text.encode(), name, Choices(**choices))  # type: ignore[arg-type]


ANSWERS = ["Often", "Never", "Often", "Rarely", "Never", "Often", "Rarely", "Often"]
QUESTION = "How often do you leave your car at home and go by bicycle, by bus or by train instead?"


@pytest.mark.parametrize(
    "second", ["Your town", "And why do you not do so more often? Tell us in a sentence or two, please."]
)
def test_a_question_names_its_answers(second: str) -> None:
    towns = ["Ulm", "Jena", "Ulm", "Bonn", "Jena", "Ulm", "Bonn", "Ulm"]
    table = read(
        f'"{QUESTION}","{second}"\n' + "".join(f"{a},{t}\n" for a, t in zip(ANSWERS, towns, strict=True))
    )
    assert list(table.frame) == [QUESTION, second]
    assert table.frame.iloc[:, 0].tolist() == ANSWERS


def test_a_long_text_above_others_as_long_is_no_name() -> None:
    texts = [
        f"{word} went to the market and bought some apples, pears, {n} plums and a cake"
        for n, word in enumerate("abcdef")
    ]
    assert len(read("".join(f'"{text}";x{i}\n' for i, text in enumerate(texts))).frame) == 6


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (
            ["Kreis", "Altersgruppe", "2019"],
            [("A", "u18", 512), ("A", "ab18", 1300), ("B", "u18", 402), ("B", "ab18", 998)],
        ),
        (["country", "2021"], [("Chad", 17.2), ("Mali", 21.9), ("Togo", 8.5), ("Peru", 33.7)]),
        (["grp", "2021"], [("x", 7), ("x", 9), ("y", 8), ("y", 3)]),
    ],
)
def test_one_year_is_a_name(names: list[str], rows: list[tuple[object, ...]]) -> None:
    table = read(";".join(names) + "\n" + "".join(";".join(map(str, row)) + "\n" for row in rows))
    assert list(table.frame) == names and len(table.frame) == len(rows)


def test_a_year_above_years_is_a_value() -> None:
    assert len(read("Ann;1990\nBo;1984\nCy;2001\nDi;1975\n").frame) == 4


@pytest.mark.parametrize("first", ["", "well"])
@pytest.mark.parametrize("columns", [3, 4, 12])
def test_numbers_name_the_columns_of_a_plate(first: str, columns: int) -> None:
    names = [str(j + 1) for j in range(columns)]
    rows = [
        [letter, *(f"{0.1 + i / 7 + j / 9:.3f}" for j in range(columns))]
        for i, letter in enumerate("ABCDEFGH")
    ]
    table = read("\n".join("\t".join(row) for row in [[first, *names], *rows]) + "\n")
    assert list(table.frame)[1:] == names and len(table.frame) == 8


def test_a_total_between_empty_lines_under_the_names() -> None:
    rows = "".join(
        f"{c:02}{t} Town{t};{31000 * c + 170 * t};{31000 * c + 190 * t}\n"
        for c in range(1, 4)
        for t in range(1, 5)
    )
    table = read(f"name;2018;2019\n;;\nAll of it;749100;749700\n;;\n{rows}")
    assert list(table.frame) == ["name", "2018", "2019"]
    assert len(table.frame) == 12  # both of its numbers are the sums, to the last place


TITLES = {
    "titles": "Table 7\nDeaths: whole land, by cause;;;;\nStatistics;;;;\nNumber;;;;\n",
    "pairs": "Device;AB-12;;;\nOperator;Ann;;;\nStarted;2024-01-05;;;\n",
    "ragged pairs": "Device;AB-12\nOperator;Ann\nStarted;2024-01-05\n",
    "ragged, then empty": "Device;AB-12\nOperator;Ann\nStarted;2024-01-05\n\n",
}


@pytest.mark.parametrize("above", TITLES)
def test_titles_and_pairs_are_no_names(above: str) -> None:
    rows = "".join(
        f"{1990 + i};cause {'AB'[i % 2]};{100 + i * 7 % 13};{60 - i};{3 * i}.5\n" for i in range(9)
    )
    table = read(TITLES[above] + "Year;Cause;men;women;rate\n" + rows)
    assert list(table.frame) == ["Year", "Cause", "men", "women", "rate"] and len(table.frame) == 9
    table = read(TITLES[above] + ";;sex;sex;all\n;;m;w;rate\n" + rows)
    assert list(table.frame)[2:] == ["sex m", "sex w", "all rate"] and len(table.frame) == 9


def fixed(*cells: str) -> str:
    return "".join(cell.rjust(8) for cell in cells) + "\n"


STATION = (
    "Someplace (Harbour)\nLocation 50E 17N, 25m above the sea\nValues that were estimated have a star\n"
    "Values that are missing for two days or more are written as ---.\n"
)


def test_units_under_names_in_columns_of_fixed_width() -> None:
    rows = "".join(
        fixed(str(1950 + i // 12), str(i % 12 + 1), f"{i % 9}.5", "---" if i == 3 else f"{i}.1", f"{i}")
        for i in range(30)
    )
    table = read(
        STATION + fixed("yyyy", "mm", "tmax", "rain", "sun") + fixed("", "", "degC", "mm", "hours") + rows,
        "t.txt",
    )
    assert list(table.frame) == ["yyyy", "mm", "tmax degC", "rain mm", "sun hours"]
    assert len(table.frame) == 30 and table.column("rain mm").n_missing == 1


def test_a_note_below_that_was_cut_at_its_spaces() -> None:
    rows = "".join(f"{i} {i * 1.5} {i * 2.25} {9 - i}\n" for i in range(12))
    table = read(
        "a b c d\n" + rows + "The gauge was moved to another place in spring\nNo data after that day\n",
        "t.txt",
    )
    assert len(table.frame) == 12 and list(table.frame) == list("abcd")


def test_a_line_about_the_file_above_rows_without_names() -> None:
    rows = "".join(f"| |SHOP {i},49|2019031{i}|card|{-80.25 - i}|\n" for i in range(7))
    table = read("A|3100|77120|CHF\n" + rows, "t.dat")
    assert len(table.frame) == 7 and table.source.header_lines == ()


@pytest.mark.parametrize("quote", ['"'])
def test_one_quoted_column_is_not_cut_inside(quote: str) -> None:
    table = read("".join(f"{quote}{cell}{quote}\n" for cell in ["price", "1,000", "2,000", "3,500"]))
    assert table.frame["price"].tolist() == [1000, 2000, 3500]


PAGE = """<html><head><meta charset="utf-8"></head><body><h1>Shops</h1><table><tr><td>made</td><td>today</td></tr><tr><td>by</td><td>Ann</td></tr></table>
<table border=1><thead><tr><th>Town</th><th colspan=2>Sales</th></tr><tr><th></th><th>2023</th><th>2024</th></tr></thead>
<tbody><tr><td rowspan=2>Köln</td><td>1.250,5</td><td>1.300,0</td></tr><tr><td>990,5</td><td>7,25</td></tr>
<tr><td>Ulm</td><td>800,0</td><td>NA</td></tr></tbody></table></body></html>"""


@pytest.mark.parametrize(
    "begin", ["", "\ufeff", '<?xml version="1.0" encoding="utf-8"?>\n', "<!DOCTYPE html>\n"]
)
def test_a_page_called_xls_is_read(begin: str) -> None:
    table = read(begin + PAGE, "report.xls")
    assert list(table.frame) == ["Town", "Sales 2023", "Sales 2024"]
    assert table.frame["Town"].tolist() == ["Köln", "Köln", "Ulm"]
    assert table.frame["Sales 2023"].tolist() == [1250.5, 990.5, 800.0]
    assert table.sheets == ("Table 1", "Table 2") and table.sheet == "Table 2"
    assert read(begin + PAGE, "report.xls", sheet="Table 1").frame.iloc[-1].tolist() == ["by", "Ann"]


@pytest.mark.parametrize("page", ["<html><body>no</body></html>", "<table></table>", "<table><tr></table>"])
def test_a_page_without_a_table_says_so(page: str) -> None:
    with pytest.raises(TableError, match="without a table"):
        read(page, "t.xls")


def test_cells_that_say_they_reach_over_everything() -> None:
    cells = "<td colspan=20000>x" * 300
    with pytest.raises(TableError, match="has more than"):
        read(f"<table><tr>{cells}</table>", "t.xls")


SURVEY = (
    "StartDate,Q1,Q2,Q3_1\nStart Date,How old are you?,How happy are you?,Trust - police\n"
    '"{""ImportId"":""startDate"",""timeZone"":""Z""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}","{""ImportId"":""QID3""}"\n'
)


def test_a_survey_with_questions_and_import_ids_under_the_names() -> None:
    rows = "".join(
        f"2026/03/0{i + 1} 9:0{i}:11 {'AP'[i % 2]}M MEZ,{30 + i},{ANSWERS[i]},{i % 5 + 1}\n" for i in range(8)
    )
    table = read(SURVEY + rows)
    assert list(table.frame) == ["StartDate", "Q1", "Q2", "Q3_1"]
    assert table.column("StartDate").kind == "date" and table.frame["Q1"].tolist() == list(range(30, 38))
    assert str(table.frame["StartDate"][1]) == "2026-03-02 21:01:11"


@pytest.mark.parametrize("zone", ["MEZ", "CEST", "UTC", "GMT+2", "EST", "PST"])
def test_a_word_for_the_zone_behind_a_time_of_day(zone: str) -> None:
    table = read("when,x\n" + "".join(f"2026-03-01 1{i}:30:00 {zone},{i}\n" for i in range(6)))
    assert table.column("when").kind == "date" and table.frame["when"][1].hour == 11


SALES = "Sales\nshop;units;price\n" + "".join(f"S{i};{i * 7 % 13};{i}.25\n" for i in range(12))
STAFF = "Staff\nname;age\n" + "".join(f"P{i};{30 + i * 5 % 11}\n" for i in range(5))
STOCK = "Stock\npart;left;ordered;weight\n" + "".join(f"W{i};{i * 3 % 7};{i % 4};{i}.5\n" for i in range(6))


def test_all_tables_of_a_file_are_found_and_any_can_be_chosen() -> None:
    table = read(f"{STAFF}\n{SALES}\n{STOCK}")
    assert list(table.frame) == ["shop", "units", "price"] and len(table.frame) == 12
    others = table.receipt.on(Topic.TABLE)
    assert [line.example for line in others] == ["Staff", "Stock"]
    staff, stock = (
        read(f"{STAFF}\n{SALES}\n{STOCK}", first_row=line.line, last_row=line.last) for line in others
    )
    assert (list(staff.frame), len(staff.frame)) == (["name", "age"], 5)
    assert (list(stock.frame), len(stock.frame)) == (["part", "left", "ordered", "weight"], 6)
    assert [line.example for line in stock.receipt.on(Topic.TABLE)] == ["Staff", "Sales"]


def test_a_report_is_no_table_and_says_so() -> None:
    lines = ["Dear members, this year was a good one for us all", "The garden has grown, and so has the number of its friends",
             "We have planted trees along the road to the lake", "Thank you for all that you have done this summer"]  # fmt: skip
    with pytest.raises(TableError, match="not like a table"):
        suggest_columns(read("\n".join(lines) + "\n", "report.txt"))


def test_a_cell_over_rows_and_columns_keeps_the_others_in_their_columns() -> None:
    head = "<tr><th rowspan=2 colspan=2>Place</th><th colspan=2>Sales</th></tr><tr><th>2023</th><th>2024</th></tr>"
    rows = "".join(
        f"<tr><td>T{i}</td><td>{i}</td><td>{10 * i},5</td><td>{7 * i},25</td></tr>" for i in range(1, 9)
    )
    table = read(f"<html><body><table>{head}{rows}</table></body></html>", "t.xls")
    assert [name.rpartition(" ")[2] for name in table.frame][2:] == ["2023", "2024"]
    assert table.frame.iloc[0].tolist()[2:] == [10.5, 7.25]
