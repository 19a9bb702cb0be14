"""The public door: a table or one plain sentence, whatever the bytes."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tables import Choices, TableError, Topic, complete_rows, numeric_columns, read_table, reader, write_back

PIECES = [
    "a",
    "b",
    "1",
    "2.5",
    "1,5",
    "-",
    "é",
    '"',
    "'",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    " ",
    "\\",
    "|",
    "(",
    "=",
    "#",
    "\x00",
    "NA",
    "inf",
]


def read_or_refuse(data: bytes) -> None:
    try:
        table = read_table(data, "t.csv")
    except TableError as problem:
        assert problem.__cause__ is None, "an unforeseen failure was caught at the last door"
        return
    assert table.frame.columns.is_unique
    assert all(table.frame.columns)
    assert len(table.row_numbers) == len(table.frame)
    assert [column.name for column in table.columns] == list(table.frame.columns)
    complete_rows(table, numeric_columns(table))
    write_back(table, {"group": ["x"] * len(table.frame)})


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@example("a\n")
@example('"')
@example("1\n")
@example("a,b\n")
def test_any_text(text: str) -> None:
    read_or_refuse(text.encode())


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    read_or_refuse(data)


@pytest.mark.parametrize(
    "start", [b"PK\x03\x04", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"%PDF-"]
)
@settings(max_examples=20)
@given(st.binary(max_size=100))
def test_anything_after_a_familiar_beginning(start: bytes, data: bytes) -> None:
    read_or_refuse(start + data)


def test_a_header_without_rows() -> None:
    with pytest.raises(TableError, match="no rows of data"):
        read_table(b"a,b,c\n", "t.csv")


def test_one_row_without_header() -> None:
    assert read_table(b"1,2\n", "t.csv").frame.iloc[0].tolist() == [1, 2]


@pytest.mark.parametrize(
    "choices",
    [Choices(encoding="no-such"), Choices(encoding="utf-16"), Choices(first_row=99), Choices(header_rows=50), Choices(delimiter="|"),
     Choices(quotechar=""), Choices(decimal=","), Choices(header_rows=0, first_row=2), Choices(missing_codes=("1", "2"))],
)  # fmt: skip
def test_any_choice_gives_a_table_or_a_sentence(choices: Choices) -> None:
    try:
        read_table(b"a,b\n1,2\n3,4\n", "t.csv", choices)
    except TableError as problem:
        assert problem.__cause__ is None


def test_progress_is_told_and_ends_at_one() -> None:
    told: list[float] = []
    read_table(b"a,b\n1,2\n3,4\n", "t.csv", progress=lambda fraction, words: told.append(fraction))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_receipt_lines_come_in_the_order_of_the_topics() -> None:
    table = read_table(b"Title\n\na;b;c\n1,5;NA;x\n2,5;3;y\nTotal;3;\n", "t.csv")
    topics = [line.topic for line in table.receipt.lines]
    assert topics == sorted(topics, key=list(Topic).index) and len(topics) > 5
    assert all(line.words.endswith(".") for line in table.receipt.lines)


def test_no_screen_library_is_loaded() -> None:
    code = "import sys, tables; sys.exit(any(name in sys.modules for name in ('streamlit', 'plotly')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_too_many_cells_are_refused_before_they_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "find_area", None)
    monkeypatch.setattr(reader, "read_rows", None)
    with pytest.raises(TableError, match="25,001 columns"):
        read_table(b"7," * 25_000, "t.csv")
    monkeypatch.setattr(reader, "MAX_CELLS", 2_000)
    with pytest.raises(TableError, match="up to 20,000 columns and 2,000 cells"):
        read_table(b"7,8\n" * 1_500, "t.csv")


def test_a_large_text_that_is_no_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_IRREGULAR", 1_000)
    prose = b"It was, she said, a fine day.\nThen, and only then; they left.\n\n" * 40
    with pytest.raises(TableError, match="not one regular table"):
        read_table(prose, "t.csv")
