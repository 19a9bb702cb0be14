"""The fast path gives what the careful stages give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tables import Choices, Table, Topic, read_table, reader
from tables.cutting.quotes import Cutter
from tables.large import bulk

ROWS = 400
Careful = Callable[[bytes], Table]
ON_ROWS = (Topic.STRAY_QUOTES, Topic.INNER_QUOTES, Topic.OTHER_SIGNS, Topic.FILLED_UP, Topic.TOO_LONG)


@pytest.fixture(autouse=True)
def _everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGE_BYTES", 1)
    monkeypatch.setattr(bulk, "SAMPLE_LINES", 100)


@pytest.fixture
def careful(monkeypatch: pytest.MonkeyPatch) -> Careful:
    """Reads a file without the fast path."""

    def read(data: bytes) -> Table:
        with monkeypatch.context() as patch:
            patch.setattr(reader, "LARGE_BYTES", 1 << 60)
            return read_table(data, "t.csv")

    return read


def fast_path_taken(monkeypatch: pytest.MonkeyPatch, data: bytes) -> bool:
    results: list[object] = []
    original = bulk.read_bulk

    def spy(*arguments: Any) -> object:
        results.append(original(*arguments))
        return results[-1]

    monkeypatch.setattr(reader, "read_bulk", spy)
    read_table(data, "t.csv")
    return bool(results) and results[-1] is not None


def lines(decimal: str = ".", delimiter: str = ",") -> list[str]:
    rng = np.random.default_rng(7)
    out = [delimiter.join(("name", "x", "n", "day", "note"))]
    for i in range(ROWS):
        x = f"{rng.normal(50, 20):.2f}".replace(".", decimal)
        note = f'"one{delimiter} two"' if i % 7 == 0 else "NA" if i % 11 == 0 else "ok"
        out.append(
            delimiter.join((f"n{i % 9}", x if i % 13 else "", str(i), f"2024-01-{i % 28 + 1:02d}", note))
        )
    return out


def every(share: int, change: Callable[[str], str]) -> Callable[[str, int], str]:
    """A change of one row in `share`."""
    return lambda row, i: change(row) if i % share == share // 2 else row


def last(cell: str) -> Callable[[str], str]:
    """A change of the last cell of a row."""
    return lambda row: ",".join([*row.split(",")[:4], cell])


def in_quotes(row: str) -> str:
    """A whole row put into one quoted cell."""
    return '"' + row.replace('"', '""') + '"'


IRREGULAR = {
    "quote that never closes, everywhere": every(1, lambda row: '"' + last("ok")(row)),
    "quote that never closes, here and there": every(9, lambda row: '"' + row),
    "quote that never opens": every(3, lambda row: row + '"'),
    "quotes inside": every(1, last('"he said "hello" twice"')),
    "quotes inside, with a comma": every(2, last('"he said "hello, you" twice"')),
    "quotes inside, then a comma": every(2, last('"he said "hello", twice"')),
    "quotes inside of some": every(2, last('he said "hello" twice')),
    "quotes after spaces": every(3, last(' "one, two" ')),
    "doubled quotes": every(2, last('"he said ""hello, you"" twice"')),
    "doubled quotes outside": every(2, last('he said ""hello"" twice')),
    "empty quotes": every(2, last('""')),
    "every row over lines": every(1, last('"one\ntwo"')),
    "every row over lines, with commas": every(1, last('"one,1,2,3\ntwo,3,4\nthree"')),
    "some rows over lines": every(4, last('"one\ntwo, three"')),
    "quotes inside, over lines": every(1, last('"one "big"\ntwo, three"')),
    "quotes inside of some, over lines": every(5, last('"one "big"\ntwo, three"')),
    "two stray quotes far apart": lambda row, i: '"' + row if i == 200 else row + '"' if i == 260 else row,
    "many too long": every(10, lambda row: row + ",more"),
    "many empty lines": every(2, lambda row: row + "\n"),
    "comments": every(40, lambda row: row + "\n# about this, and that"),
    "some at semicolons": every(30, lambda row: "n1;7;8;2024-01-05;ok"),
    "sound quotes, a cell lost": every(9, lambda row: row.split(",")[0] + ',7,8,"one, two"'),
    "sound quotes, an apostrophe, a cell lost": every(9, lambda row: 'n1,7,8,"O\'Neil, Ann"'),
    "sound quotes, doubled, a cell lost": every(3, lambda row: 'n1,7,8,"say ""x"", y"'),
    "one of several quotes too many": every(9, lambda row: '"a, b",7,"8,2024-01-05,"c, d"'),
    "whole rows in quotes, everywhere": every(1, in_quotes),
    "whole rows in quotes, half": every(2, in_quotes),
    "whole rows in quotes, some": every(30, in_quotes),
    "two numbers in one cell": every(30, lambda row: "n1,12.508,2024-01-05,ok"),
    "an empty cell too many": every(9, lambda row: row.replace(",", ",,", 1)),
    "an empty cell at the end": every(9, lambda row: row + ","),
    "an empty cell at every end": every(1, lambda row: row + ","),
    "a row with a number sign": every(40, lambda row: "#" + row),
    "quotes that never close, one row shorter": lambda row, i: (
        '"' + (row[: row.rindex(",")] if i == 230 else last("ok")(row))
    ),
    "quotes that never close, a comment, names again": lambda row, i: (
        '"' + ("# so,,,," if i == 250 else "name,x,n,day,note" if i == 260 else last("ok")(row))
    ),
    "quotes that never close, one that does": lambda row, i: (
        last('"one\ntwo"')(row) if i == 150 else '"' + last("ok")(row)
    ),
    "quotes that never close before zeros": lambda row, i: (
        "n1,7," + ('"007' if i > 300 else '"7') + ",2024-01-05,ok"
    ),
    "quotes in pairs over lines, one that never closes": lambda row, i: (
        '"' + last("ok")(row) if i == 150 else last('"one "big"\ntwo, three"')(row)
    ),
    "zeros in rows that are too long": lambda row, i: "n1,7,007,2024-01-05,ok,more" if i % 30 == 9 else row,
    "a comment, names again": lambda row, i: "# so" if i == 250 else "name,x,n,day,note" if i == 260 else row,
    "some at semicolons, in quotes": every(30, lambda row: '"n1";"7";"8";"2024-01-05";"O\'Neil"'),
}


ABOVE = {
    "lines above, every row over lines": "every row over lines",
    "lines above, some rows over lines": "some rows over lines",
    "lines above, quotes inside, over lines": "quotes inside, over lines",
    "lines above, quotes inside": "quotes inside, then a comma",
    "lines above, whole rows in quotes": "whole rows in quotes, half",
}


def variant(name: str) -> bytes:
    rows = lines(",", ";") if name == "comma" else lines()
    if name == "title":
        rows[:0] = ["Report of the year", ""]
    if name == "notes":
        rows += ["Total,20000,79800,,", "", "Source: office"]
    if name == "stray quote":
        rows[300] = 'n1,"12.50,299,2024-01-01,ok'
    if name == "line break":
        rows[300] = 'n1,12.50,299,2024-01-01,"two\nlines"'
    if name == "short and long":
        rows[200], rows[301] = "n1,12.50,199,2024-01-01", "n1,12.50,300,2024-01-01,ok,more"
    if name == "last cell left away":
        rows = [row.replace('"', "").replace("one, two", "one") for row in rows]
        rows = [row.rsplit(",", 1)[0] if i % 3 == 1 else row for i, row in enumerate(rows)]
    if name == "empty lines":
        rows[150:150] = ["", ",,,,"]
    if name == "infinite":
        rows[200] = "n1,inf,199,2024-01-01,ok"
    if name == "inch marks":
        rows = [row.replace("ok", '5" pipe') for row in rows]
    if name == "leading zeros":
        rows = [
            rows[0] + ",zip",
            *(f"{row},{i + 99 if i < 300 else '007'}" for i, row in enumerate(rows[1:])),
        ]
    if name == "leading zeros in quotes":
        rows = [
            rows[0] + ",zip",
            *(f'{row},"{i + 99 if i < 300 else "007"}"' for i, row in enumerate(rows[1:])),
        ]
    if name == "repeated header":
        rows[250:250] = [rows[0]]
    if name == "units below the names":
        rows[1:1] = [",kg,,,"]
    kind = ABOVE.get(name, name)
    if kind in IRREGULAR:
        rows[1:] = [IRREGULAR[kind](row, i) for i, row in enumerate(rows[1:])]
    if name in ABOVE:
        rows[:0] = ["Report", "from 1 to 9", "Sum,7"]
    end = "\r\n" if name == "crlf" else "\n"
    return (end.join(rows) + end).encode("utf-16" if name == "utf-16" else "utf-8")


NAMES = ["plain", "comma", "title", "notes", "stray quote", "line break", "short and long", "empty lines", "infinite", "inch marks",
         "leading zeros", "leading zeros in quotes", "repeated header", "last cell left away", "crlf", "utf-16",
         "units below the names", *IRREGULAR, *ABOVE]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_same_as_the_careful_stages(name: str, careful: Careful) -> None:
    data = variant(name)
    expected, got = careful(data), read_table(data, "t.csv")
    pd.testing.assert_frame_equal(got.frame, expected.frame)
    np.testing.assert_array_equal(got.row_numbers, expected.row_numbers)
    for one, other in zip(got.columns, expected.columns, strict=True):
        assert (one.name, one.kind, one.n_missing, one.n_unreadable) == (
            other.name,
            other.kind,
            other.n_missing,
            other.n_unreadable,
        )
    # Names that stand again are one of the things that the careful stages leave out inside the table
    together = [(Topic.INSIDE, Topic.NAMES_AGAIN)]
    for topics in [*together, *((topic,) for topic in Topic if topic not in together[0])]:
        assert got.receipt.count(*topics) == expected.receipt.count(*topics), topics
    said, wanted = (table.receipt.on(*ON_ROWS) for table in (got, expected))
    assert said == wanted


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name not in ("leading zeros", "leading zeros in quotes", "inch marks")]
)
def test_the_fast_path_is_taken(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fast_path_taken(monkeypatch, variant(name))


def test_fractions_far_down_are_looked_at_with_care() -> None:
    rows = [
        "name;x",
        *(f"n{i};{i}" for i in range(300)),
        *(f"n{i};{i}.500" for i in range(1, 100)),
        "n;1.234.567",
    ]
    frame = read_table("\n".join(rows).encode(), "t.csv").frame
    assert frame["x"].iloc[-1] == 1234567
    assert frame["x"].iloc[300] == 1500


@pytest.mark.parametrize("note", ["ok", '"one "big"\ntwo, three"'])
def test_few_rows_of_one_way_to_quote_need_care(note: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that leave a quote open, or hold quotes in pairs, are found by position, not cut one after the other."""
    cut: list[int] = []
    careful_cut = Cutter.cut

    def counted(self: Cutter, *where: Any) -> Any:
        cut.append(1)
        return careful_cut(self, *where)

    monkeypatch.setattr("tables.large.mend.Cutter.cut", counted)
    stray = '"' if note == "ok" else ""
    rows = "".join(f"{stray}n{i % 9},{i / 4},{i},{note}\n" for i in range(8000))
    table = read_table(f"name,x,n,note\n{rows}".encode(), "t.csv")
    assert table.frame["n"].tolist() == list(range(8000))
    assert [line.count for line in table.receipt.on(*ON_ROWS)] == [8000]
    assert 0 < len(cut) < 2000


def test_damaged_letters_do_not_stop_the_fast_path() -> None:
    data = variant("plain").replace(b"n3,", b"n\xff3,").replace(b"n4,", "né4,".encode() * 1)
    assert len(read_table(data, "t.csv").frame) == ROWS


@pytest.mark.parametrize(
    "line",
    [
        '{i},{x},"he said \\"no, never\\" twice",end',
        "{i}||{x}||word||end",
        "  {i}   {x} word  end",
        "  {i}  \t{x}\tword  end",
    ],
)
def test_unusual_dialects_of_large_files(line: str) -> None:
    rows = "\n".join(line.format(i=i, x=i / 4) for i in range(40_000))
    head = "id||x||text||last" if "||" in line else "id x text last" if line[0] == " " else "id,x,text,last"
    table = read_table(f"{head}\n{rows}\n".encode(), "t.csv")
    assert table.frame["x"].tolist() == [i / 4 for i in range(40_000)]
    assert set(table.frame["last"]) == {"end"}
    assert table.row_numbers[-1] == 40_001
    assert table.source.dialect.delimiter == ("||" if "||" in line else " " if line[0] == " " else ",")
    assert table.frame["text"][7] in ("word", 'he said "no, never" twice')


@pytest.mark.parametrize("many", [1, 5, 19, 20, 21, 40, 97])
@pytest.mark.parametrize("more", [",4", ",9,4", ""])
def test_rows_of_another_length_at_the_top_are_no_wider_than_with_care(
    many: int, more: str, careful: Careful
) -> None:
    odd = "".join(f"n{i},{i},{i}{more}\n" if more else f"n{i},{i}\n" for i in range(many))
    data = ("name,x,y\n" + odd + "".join(f"n{i},{i},{i}\n" for i in range(ROWS))).encode()
    table, wanted = read_table(data, "t.csv"), careful(data)
    pd.testing.assert_frame_equal(table.frame, wanted.frame)
    for topic in ON_ROWS:
        assert table.receipt.count(topic) == wanted.receipt.count(topic), topic


@pytest.mark.parametrize("names", ["name,x,y,z,w\n", "name,x,y\n", ""])
@pytest.mark.parametrize("full", [10, 60, 97, 120])
def test_a_top_wider_than_the_rest_is_read_at_once_and_as_with_care(
    names: str, full: int, careful: Careful, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [f"n{i},{i},{i},4,{i}\n" if i < full else f"n{i},{i},{i}\n" for i in range(20 * full + ROWS)]
    data = (names + "".join(rows)).encode()
    table, wanted = read_table(data, "t.csv"), careful(data)
    pd.testing.assert_frame_equal(table.frame, wanted.frame)
    assert table.frame.shape == (len(rows), 5 if "w" in names else 3)
    for topic in ON_ROWS:
        assert table.receipt.count(topic) == wanted.receipt.count(topic), topic
    assert fast_path_taken(monkeypatch, data)


@pytest.mark.parametrize("gap", ["\n", ""])
@pytest.mark.parametrize("note", ["ok", '"said "so" again"'])
def test_a_second_table_is_not_taken_for_short_rows(gap: str, note: str, careful: Careful) -> None:
    first = "".join(f"n{i % 9},{i / 4},{i},2024-01-05,{note}\n" for i in range(900))
    second = "".join(f"{i},{i * 2}\n" for i in range(400))
    data = f"name,x,n,day,note\n{first}{gap}when,much\n{second}".encode()
    expected, got = careful(data), read_table(data, "t.csv")
    pd.testing.assert_frame_equal(got.frame, expected.frame)
    assert len(got.frame) == 900
    assert got.receipt.lines == expected.receipt.lines


def test_empty_lines_after_every_row_cut_nothing_off_the_end() -> None:
    rows = "".join(f"n{i % 9},{i / 4},{i},ok\n\n" for i in range(3000))
    table = read_table(f"name,x,n,note\n\n{rows}".encode(), "t.csv")
    assert table.frame["n"].tolist() == list(range(3000))
    assert table.receipt.count(Topic.BELOW) == 0


@pytest.mark.parametrize("last", [ROWS // 2, ROWS + 2, 10 * ROWS])
def test_the_user_may_say_where_it_ends(last: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = "\n".join([*lines(), "Total,99,1,,", "made by hand,,,,"]).encode()
    choices = Choices(last_row=last)
    fast = read_table(data, "t.csv", choices)
    assert fast.row_numbers[-1] == min(last, ROWS + 3)
    monkeypatch.setattr(reader, "LARGE_BYTES", 1 << 60)
    slow = read_table(data, "t.csv", choices)
    pd.testing.assert_frame_equal(fast.frame, slow.frame)
    assert fast.receipt.count(Topic.BELOW) == slow.receipt.count(Topic.BELOW) == max(0, ROWS + 3 - last)


def with_rows_in_the_middle(*more: str) -> bytes:
    rows = [f"n{i},{i}.5,{i}" for i in range(400)]
    return ("name,x,n\n" + "\n".join([*rows[:200], *more, *rows[200:]]) + "\n").encode()


@pytest.mark.parametrize(
    "more",
    [("",), ("", "n,7.5"), ("", "loose words"), ("n,7.5", ""), (",,",), ("", "", "a,b", "", "c,d")],
    ids=["gap", "gap and a short row", "gap and words", "short row and gap", "delimiters", "several"],
)
def test_a_gap_in_a_large_file_parts_nothing(
    more: tuple[str, ...], careful: Careful, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = with_rows_in_the_middle(*more)
    expected, got = careful(data), read_table(data, "t.csv")
    assert fast_path_taken(monkeypatch, data)
    pd.testing.assert_frame_equal(got.frame, expected.frame)
    assert got.row_numbers.tolist() == expected.row_numbers.tolist()


@pytest.mark.parametrize(("rows", "taken"), [(15, True), (40, False)])
def test_many_rows_of_another_width_below_a_gap_are_another_table(
    rows: int, taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = with_rows_in_the_middle("", *(f"m{i},{i}" for i in range(rows)), "")
    assert fast_path_taken(monkeypatch, data) == taken
