"""The original file with one more column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tables import Choices, read_table, safe_cell, write_back
from tables.model import Dialect
from tables.writeback import _quoted, _write_row

TEXT = 'Umsatz 2020\r\n\r\nOrt;x;y\r\nKöln;1,5;2\r\n"a;b";;3\r\nBonn;2,5;4\r\nGesamt;4,0;9\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_same_file_one_column_more(encoding: str) -> None:
    data = TEXT.encode(encoding)
    table = read_table(data, "t.csv")
    written = write_back(table, {"Group": [1, None, 0.5]})
    assert written.decode(encoding) == (
        'Umsatz 2020\r\n\r\nOrt;x;y;Group\r\nKöln;1,5;2;1\r\n"a;b";;3;\r\nBonn;2,5;4;0,5\r\nGesamt;4,0;9\r\n'
    )


def test_without_a_header_only_the_rows_grow() -> None:
    table = read_table(b"1,2\n3,4\n5,6\n", "t.csv")
    assert write_back(table, {"Group": [1, 2, 1]}) == b"1,2,1\n3,4,2\n5,6,1\n"


def test_a_name_that_is_taken_gets_a_number() -> None:
    table = read_table(b"Group,b\n1,2\n3,4\n", "t.csv")
    assert write_back(table, {"Group": ["a", "b"]}).startswith(b"Group,b,Group (2)\n")


def test_letters_the_encoding_lacks() -> None:
    table = read_table("größe,b\n1,2\n3,4\n".encode("cp1252"), "t.csv")
    assert write_back(table, {"группа": [1, 2]}).decode("utf-8-sig").startswith("größe,b,группа\n")


@pytest.mark.parametrize(
    ("encoding", "without_meaning"),
    [("utf-8", b"\xff"), ("utf-8", b"\xc3\x28\xe2\x82"), ("utf-8-sig", b"\xfe\xff"), ("cp1253", b"\xaa\xd2"), ("ascii", b"\x80\xe9"),
     ("euc-jp", b"\xff"), ("gb18030", b"\xff"), ("utf-16", b"\x00\xdc"), ("utf-16-be", b"\xd8\x00"), ("utf-32", b"\x00\xd8\x00\x00")],
)  # fmt: skip
@pytest.mark.parametrize("rows", [3, 90_000])
def test_bytes_without_a_meaning_stay_as_they_are(encoding: str, without_meaning: bytes, rows: int) -> None:
    without_mark = encoding.removesuffix("-sig") + ("-le" if encoding in ("utf-16", "utf-32") else "")

    def file(more: list[str]) -> bytes:
        above = "a,x,y" + more[0] + "".join(f"\nn{i},{i}.5,{i}{more[i + 1]}" for i in range(rows)) + "\n"
        return above.encode(encoding) + without_meaning + f"b,2.5,2{more[-1]}\n".encode(without_mark)

    data = file([""] * (rows + 2))
    table = read_table(data, "t.csv", Choices(encoding=encoding))
    assert write_back(table, {"g": range(rows + 1)}) == file([",g", *(f",{i}" for i in range(rows + 1))])
    assert table.frame.iloc[:, 1].tolist() == [*(i + 0.5 for i in range(rows)), 2.5]
    assert str(table.frame.iloc[-1, 0]) in ("\ufffdb", "\ufffd\ufffdb", "\ufffd(\ufffd\ufffdb")


def test_bytes_without_a_meaning_beside_letters_the_encoding_lacks() -> None:
    table = read_table(b"a,b\n\xd2,2\n3,4\n", "t.csv", Choices(encoding="cp1253"))
    assert write_back(table, {"\u0433": [1, 2]}).decode("utf-8-sig") == "a,b,\u0433\n\ufffd,2,1\n3,4,2\n"


def test_it_reads_back_as_the_same_table() -> None:
    table = read_table(TEXT.encode(), "t.csv")
    again = read_table(write_back(table, {"Group": [1, 2, 1]}), "t.csv")
    assert again.frame["x"].equals(table.frame["x"])
    assert again.frame["Group"].tolist() == [1, 2, 1]


def test_wrong_number_of_values() -> None:
    with pytest.raises(ValueError, match="rows"):
        write_back(read_table(TEXT.encode(), "t.csv"), {"Group": [1]})


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+cmd|x",
        "-cmd|x",
        "@SUM(A1)",
        "\tx",
        "\rx",
        " =1",
        "-2+3",
        "=cmd|'/c calc'!A1",
        "-A1+B2",
        "-A12(1)",
        "+x!A1",
        "-A:B",
        "-a\n=1",
    ],
)
def test_formulas_are_made_safe(cell: str) -> None:
    assert safe_cell(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell",
    [
        "-5",
        "-1,5",
        "+3",
        "-1.234,50 €",
        "-1e5",
        "-",
        "--",
        "",
        "a=b",
        "5-",
        "-12%",
        "text",
        "-A12",
        "+cmd",
        "-A12-b",
        "- left out",
        "-Größe_2",
    ],
)
def test_numbers_and_words_stay(cell: str) -> None:
    assert safe_cell(cell) == cell


def test_formulas_in_the_file_are_made_safe_on_the_way_out() -> None:
    table = read_table(b"name,x,y\n=HYPERLINK(1),1,-2\nb,2,3\n", "t.csv")
    assert write_back(table, {"g": ["=1", 2]}) == b"name,x,y,g\n'=HYPERLINK(1),1,-2,'=1\nb,2,3,2\n"


@given(
    row=st.lists(st.text(alphabet="ab1 ,;\t\"'=+-@\n\r", max_size=5), min_size=1, max_size=5),
    delimiter=st.sampled_from([",", ";", "\t", " ", "|", ", "]),
    quote=st.sampled_from(['"', "'", ""]),
)
def test_a_row_is_written_cell_by_cell_or_at_once_alike(row: list[str], delimiter: str, quote: str) -> None:
    dialect = Dialect(delimiter, quote)
    assert _write_row(row, dialect) == delimiter.join(_quoted(safe_cell(cell), dialect) for cell in row)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"a";"b"\n"x";"1"\n"y";"2"\n', '"a";"b";group\n"x";"1";1\n"y";"2";2\n'),
        ("a, b\nx, 1\n'y', 2\n", "a, b,group\nx, 1,1\n'y', 2,2\n"),
        ("  a   b\n  x   1\n  y   2\n", "  a   b group\n  x   1 1\n  y   2 2\n"),
        ('a,b\n"x y",1\n"=y",2\n', 'a,b,group\n"x y",1,1\n\'=y,2,2\n'),
        (
            "a,b\n" + '"x\n\nx, y",1\n' * 6,
            "a,b,group\n" + "".join(f'"x\n\nx, y",1,{i + 1}\n' for i in range(6)),
        ),
    ],
)
def test_a_row_that_needs_nothing_stays_as_it_was_written(text: str, wanted: str) -> None:
    table = read_table(text.encode(), "t.csv")
    assert write_back(table, {"group": range(1, len(table.frame) + 1)}).decode() == wanted
