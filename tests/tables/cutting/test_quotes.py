"""Quotes as people leave them: over several lines where that is meant, undone where one would swallow rows."""

from __future__ import annotations

import pytest

from tables import read_table, reader
from tables.cutting.rows import read_rows, report_cuts
from tables.receipt import Receipt, Topic
from tests.tables.cutting.test_rows import COMMA, cells


def test_a_line_break_inside_a_cell_is_kept() -> None:
    rows = read_rows('a,b,c\n1,"two\nlines",3\n4,5,6\n', COMMA)
    assert rows.cells == [["a", "b", "c"], ["1", "two\nlines", "3"], ["4", "5", "6"]]
    assert rows.lines == [1, 2, 4]


def test_a_quote_that_swallows_lines_is_undone() -> None:
    receipt = Receipt()
    text = 'a,b,c\n1,"two,3\n4,5,6\n7,"eight",9\n'
    rows = read_rows(text, COMMA)
    report_cuts(rows, lambda number: text.split("\n")[number - 1], receipt)
    assert rows.cells == [["a", "b", "c"], ["1", "two", "3"], ["4", "5", "6"], ["7", "eight", "9"]]
    assert rows.undone == [2]
    assert receipt.lines[0].topic is Topic.STRAY_QUOTES


def test_a_row_over_two_lines_may_have_a_cell_too_many() -> None:
    text = 'a,b,c,d\n1,2,x,"two\nlines"\n1,,2,x,"two\nlines"\n3,4,y,z\n'
    assert cells(text)[2:] == [["1", "", "2", "x", "two\nlines"], ["3", "4", "y", "z"]]


@pytest.mark.parametrize("line", ['1,"2,"x, y",z', '1,2","x, y",z', '1,2,""x, y",z', '1,2,"x, y","z'])
def test_one_quote_too_many_is_ignored_wherever_it_stands(line: str) -> None:
    row = cells(f'a,b,c,d\n5,6,"v, w",q\n{line}\n5,6,"v, w",q\n')[2]
    assert [cell.strip('"') for cell in row] == ["1", "2", "x, y", "z"]


def test_a_stray_quote_does_not_swallow_a_row_that_goes_over_two_lines() -> None:
    text = "a,b,c,d\n" + '1,2,x,"t\nu"\n' * 3 + '1,"2,x,y\n' + '3,4,y,"t\nu"\n' * 3
    assert [row[0] for row in cells(text)] == ["a", "1", "1", "1", "1", "3", "3", "3"]


def test_every_row_may_go_over_two_lines() -> None:
    text = "a,b,c,d\n" + '1,"one\ntwo, three",x,2\n' * 9
    assert cells(text)[1:] == [["1", "one\ntwo, three", "x", "2"]] * 9


@pytest.mark.parametrize(
    "line",
    ['1,"x, y",2;"z"', '1,"x, y",2', ',"x, y",2', '1,"say ""x"", y",2'],
    ids=["other", "short", "no first", "doubled"],
)
def test_sound_quotes_are_trusted_in_a_row_that_lost_a_cell(line: str) -> None:
    row = cells('a,b,c,d\n5,"v, w",6,q\n' + line + '\n5,"v, w",6,q\n')[2]
    assert len(row) == 3 and "x" in row[1] and ", y" in row[1]


def test_of_several_quotes_the_one_too_many_is_found() -> None:
    text = 'a,b,c,d\n1,"v, w",2,q\n3,"x, y","4,"r, s"\n5,"v, w",6,q\n'
    assert cells(text)[2] == ["3", "x, y", "4", "r, s"]


def test_an_apostrophe_inside_sound_quotes_is_no_quote() -> None:
    text = "a,b,c,d\n" + '1,"v, w",2,q\n' * 12 + '1,"O\'Neil, Ann",23\n'
    assert cells(text)[-1] == ["1", "O'Neil, Ann", "23"]


@pytest.mark.parametrize(
    "row",
    [
        '1,2,"one "big"\ntwo, three"',
        '1,"one "big" thing\ntwo "small", three",2',
        '1,"he said "hello", twice",2',
        '"the "first", as it were",1,2',
    ],
)
@pytest.mark.parametrize("share", [1, 5, 50])
def test_quotes_in_pairs_inside_a_quoted_cell(row: str, share: int) -> None:
    plain = ["4", "x y", "5"]
    text = "a,b,c\n" + "".join(row + "\n" if i % share == 0 else ",".join(plain) + "\n" for i in range(100))
    receipt = Receipt()
    rows = read_rows(text, COMMA)
    report_cuts(rows, lambda number: text.split("\n")[number - 1], receipt)
    long = next(cell for cell in rows.cells[1] if '"' in cell)
    assert [len(cells) for cells in rows.cells] == [3] * 101
    assert f'"{long}"' in row
    if share > 1:
        assert rows.cells[2] == plain
    assert receipt.count(Topic.INNER_QUOTES)


def test_inch_marks_at_the_end_of_quoted_cells_do_not_glue_cells() -> None:
    text = "a,b,c\n" + '1,"pipe 5" long","pipe 6" long"\n' * 20
    assert cells(text)[1:] == [["1", 'pipe 5" long', 'pipe 6" long']] * 20


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('"Smith, ""Bob"",7,y', ['Smith, "Bob', "7", "y"]),
        ('"the ""new"","b ""x"",y', ['the "new', 'b "x', "y"]),
        ('"Smith, ""Bob"",7,"6, ""x""', ['Smith, "Bob', "7", '6, "x']),
    ],
)
def test_cells_that_end_in_a_name_in_quotes_and_lost_a_quote_stay_whole(
    row: str, expected: list[str]
) -> None:
    """However many of the row: commas inside of them cut nothing."""
    others = "".join(f'"x{i}",{i},"y{i}"\n' for i in range(9))
    assert cells(f"a,b,c\n{others}{row}\n{others}")[10] == expected


def test_a_quote_at_the_end_of_a_row_does_not_swallow_a_note_below() -> None:
    text = "a,b,c\n" + "1,2,x\n" * 20 + '1,2,"five 5" long"\nSource: office\n'
    assert cells(text)[-2:] == [["1", "2", 'five 5" long'], ["Source: office"]]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("at", [0, 7, 58, 59])
def test_a_quote_that_never_closes_swallows_no_row(
    at: int, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr(reader, "LARGE_BYTES", 1)
    rows = [f"n{i},{i}.5,{i * i}" for i in range(60)]
    rows[at] = '"' + rows[at]
    table = read_table(("name,x,y\n" + "\n".join(rows) + "\n").encode(), "t.csv")
    assert table.frame["name"].tolist() == [f"n{i}" for i in range(60)]
    assert table.frame["y"].tolist() == [i * i for i in range(60)]
    stray = table.receipt.on(Topic.STRAY_QUOTES)
    assert [(line.count, line.line) for line in stray] == [(1, at + 2)]
