"""Text -> rows, with quotes as people leave them."""

from __future__ import annotations

import pytest

from tables import read_table, reader
from tables.cutting.rows import normalise_lines, read_rows
from tables.model import Dialect

COMMA = Dialect(",")


def cells(text: str, dialect: Dialect = COMMA) -> list[list[str]]:
    return read_rows(text, dialect).cells


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ('"a,1","b"\n', [["a,1", "b"]]),
        ('"say ""no""",b\n', [['say "no"', "b"]]),
        ('a, "b, c" ,d\n', [["a", "b, c", "d"]]),
        ('5" pipe,2\n', [['5" pipe', "2"]]),
        ('"",x\n', [["", "x"]]),
        ('"He said "hello" twice",2\n', [['He said "hello" twice', "2"]]),
    ],
)
def test_well_formed_and_nearly_so(text: str, expected: list[list[str]]) -> None:
    assert cells(text) == expected


def test_backslash_escape() -> None:
    assert cells('"say \\"no\\", please",2\n', Dialect(",", '"', "\\")) == [['say "no", please', "2"]]


@pytest.mark.parametrize(("end", "found"), [("\n", "\n"), ("\r\n", "\r\n"), ("\r", "\r")])
def test_line_ends(end: str, found: str) -> None:
    assert normalise_lines(f"a{end}b{end}") == ("a\nb\n", found)


def test_mixed_line_ends() -> None:
    assert normalise_lines("a\r\nb\nc\rd\r\n")[0] == "a\nb\nc\nd\n"


def test_lines_above_the_table_do_not_hide_that_its_cells_go_over_two_lines() -> None:
    above = "Report\nfrom 1 to 9\nSum;7\n"
    rows = "".join(f'{i};"CARD\nSHOP {i}";{i},50;\n' for i in range(9))
    found = cells(above + "day;text;amount;\n" + rows, Dialect(";"))
    assert found[4:] == [[str(i), f"CARD\nSHOP {i}", f"{i},50", ""] for i in range(9)]


def test_whole_rows_in_quotes_are_cut_all_the_same() -> None:
    assert cells('"a,b,c"\n' + '"1,""x"",3"\n' * 5) == [["a", "b", "c"]] + [["1", "x", "3"]] * 5


@pytest.mark.parametrize("large", [False, True])
def test_a_file_of_one_column_of_quoted_cells(large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if large:
        monkeypatch.setattr(reader, "LARGE_BYTES", 1)
    words = [f"word {i}, and {i * i}" for i in range(60)]
    numbers = [f"{i}.5" for i in range(60)]
    grouped = [f"{i},{100 + i}" for i in range(1, 60)]
    for cells in (words, numbers, grouped):
        text = '"what"\n' + "".join(f'"{cell}"\n' for cell in cells)
        table = read_table(text.encode(), "t.csv")
        assert list(table.frame) == ["what"]
        assert [str(cell) for cell in table.frame["what"]] == [
            cell.replace(",", "") if cells is grouped else cell for cell in cells
        ]
