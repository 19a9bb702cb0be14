"""Text -> dialect."""

from __future__ import annotations

import numpy as np
import pytest

from tables import read_table
from tables.cutting.dialect import find_dialect
from tables.model import Choices, Dialect
from tables.receipt import Receipt


def dialect(text: str, choices: Choices | None = None) -> Dialect:
    return find_dialect(text, choices or Choices(), Receipt())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~"])
def test_plain_delimiters(delimiter: str) -> None:
    rows = [["name", "x", "y"], ["Bern", "1.5", "2"], ["Basel", "2.5", "7"]]
    assert dialect("\n".join(delimiter.join(row) for row in rows)).delimiter == delimiter


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
        ("a, b\n1, 2\n3, 4\n", ","),
        ("x   y    z\n1   2    3\n10  20   30\n4 5 6\n", " "),
        ("a;;b\n1;;2\n3;;4\n", ";;"),
        ("a\x1fb\n1\x1f2\n", "\x1f"),
        ("time,level\n12:30:15,4\n12:30:16,5\n", ","),
        ("date;text\n2020-01-01;one, two, three\n2020-01-02;four, five\n2020-01-03;six\n", ";"),
        ("name:x:y\nBern:1.5:2\nBasel:2.5:7\n", ":"),
        ("a:b\n1:2\n3:4\n5:6\n", ":"),
        ("name: age\nAnn: 23\nBob Lee: 31\nEva: 40\n", ":"),
        ("root:x:0:/bin/bash\nftp user:x:14:/sbin/nologin\nbin:x:1:/sbin/nologin\n", ":"),
        ("start 12:30, end\n12:45, 4\n13:15, 5\n14:45, 6\n", ","),
        ("at 12:30 4 9\nat 12:31 5 8\nat 12:45 7 7\n", " "),
        ("Report, of the year\nand more\n\na;b;c\n1;2;3\n4;5;6\n7;8;9\n", ";"),
    ],
)
def test_what_stands_inside_cells_is_no_delimiter(text: str, delimiter: str) -> None:
    assert dialect(text).delimiter == delimiter


@pytest.mark.parametrize(
    "text",
    ["name\nParty\nDisco\n", "0\n0.2\n0.4\n1.6\n", "2020-01-01\n2020-01-02\n2020-01-03\n", "12:30\n12:31\n"],
)
def test_one_column_is_said_to_have_commas(text: str) -> None:
    found = dialect(text)
    assert found.single
    assert found.delimiter == ","


def test_quotes() -> None:
    assert dialect("a,b\n'x, y',1\n'z, w',2\n").quotechar == "'"
    assert dialect("a,b\nit's,1\nthat's,2\n").quotechar == '"'
    assert dialect('a,b\n"say \\"no\\" now",1\n"b",2\n').escapechar == "\\"
    assert dialect('a,b\n"say ""no"" now",1\n').escapechar == ""


def test_sep_line_is_obeyed_and_no_row() -> None:
    table = read_table(b"sep=;\na;b\n1,5;2\n2,5;3\n", "excel.csv")
    assert table.frame.to_dict("list") == {"a": [1.5, 2.5], "b": [2, 3]}


def test_the_users_choice_wins() -> None:
    assert dialect("a;b|c\n1;2|3\n", Choices(delimiter="|")).delimiter == "|"


def test_one_column_with_a_decimal_comma_is_not_cut_in_two() -> None:
    assert read_table(b"Wert\n1,5\n2,25\n3,75\n", "t.csv").frame["Wert"].tolist() == [1.5, 2.25, 3.75]


def test_two_spaces_may_hold_an_empty_cell() -> None:
    names = ["Dora", "'Ann Lee'", "'Bob Ray'"]
    lines = [f"{i} {names[i % 3]} {'fine' * (i % 2)} {i / 4}" for i in range(9)]
    found = dialect("id name remark score\n" + "\n".join(lines))
    assert (found.delimiter, found.quotechar, found.runs) == (" ", "'", False)


def test_single_quotes_around_few_cells_are_found_by_what_makes_the_rows_alike() -> None:
    rows = "".join(
        f"{i};{i / 4};{chr(39) + 'two' + chr(10) + 'lines' + chr(39) if i == 5 else 'one'};x\n"
        for i in range(20)
    )
    assert dialect("a;b;c;d\n" + rows).quotechar == "'"


def test_comments_above_a_short_table_say_nothing_about_its_delimiter() -> None:
    text = "% comment\n@relation x\n@attribute a numeric\n@attribute b numeric\n@data\n1,2\n3,4\n5,6\n"
    assert not dialect(text).single


def test_one_line_with_an_empty_cell_does_not_double_the_delimiter() -> None:
    text = (
        "Balance,,1\nCredits,,2\n\n"
        + "day,what,amount,rest\n"
        + "".join(f"{i},shop,{i}.5,{i}.2\n" for i in range(9))
    )
    assert find_dialect(text, Choices(), Receipt()).delimiter == ","


def test_a_tab_spelled_out() -> None:
    text = "a\\tb\\tc\n" + "".join(f"{i}\\t{i * 2}\\tx\n" for i in range(6))
    table = read_table(text.encode(), "t.csv")
    assert table.frame["b"].tolist() == [0, 2, 4, 6, 8, 10]
    assert table.source.dialect.delimiter == "\\t"


@pytest.mark.parametrize("columns", [2, 3, 7, 10])
@pytest.mark.parametrize(("low", "high"), [(0, 10), (100, 1000), (-999, 1000), (0, 100_000)])
@pytest.mark.parametrize(
    "above", ["", "names\n", "Measured in spring\n\nnames\n", "# names\n", "names\nunits\n"]
)
def test_whole_numbers_between_single_blanks_are_columns(
    columns: int, low: int, high: int, above: str
) -> None:
    """Each line could pass for one number with blanks for thousands: 150 200 300."""
    values = np.random.default_rng(columns).integers(low, high, (20, columns))
    names = [f"v{j}" for j in range(columns)]
    header = above.replace("names", " ".join(names)).replace("units", " ".join(["kg"] * columns))
    lines = "".join(" ".join(map(str, row)) + "\n" for row in values.tolist())
    table = read_table((header + lines).encode(), "pasted.txt")
    assert table.frame.to_numpy().tolist() == values.tolist()
    if above:
        assert [str(name).split(" ")[0] for name in table.frame] == names


@pytest.mark.parametrize("lines", ["1 234\n12 345\n999 101\n56\n", "123 456\n234 567\n345 678\n"])
def test_a_column_of_numbers_with_blanks_for_thousands_is_one_column(lines: str) -> None:
    table = read_table(f"population\n{lines}".encode(), "t.txt")
    assert [column.kind for column in table.columns] == ["number"]
    assert table.frame["population"].max() > 300_000


def test_commas_in_the_first_of_few_columns_parted_by_tabs() -> None:
    rows = "".join(
        f"A,T,PC_ACT,{land}\t{i}.2 b\t{i + 1}.5 \t: \n"
        for i, land in enumerate(["AT", "BE", "BG", "CY", "CZ"])
    )
    assert dialect(f"freq,sex,unit,geo\\TIME\t2019 \t2020 \t2021 \n{rows}").delimiter == "\t"


def test_blanks_between_words_with_few_numbers_part_nothing() -> None:
    assert dialect("Main Street 12 Ulm\nGreen Street 7 Jena\nLong Lane 31 Bonn\nHigh Road 5 Kiel\n").single
    assert dialect("Main 12 30\nGreen 7 31\nLong 31 32\nHigh 5 9\n").delimiter == " "
