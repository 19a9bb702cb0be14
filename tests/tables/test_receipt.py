"""The receipt: facts that code can count on, whatever the user's columns are called."""

from __future__ import annotations

import pytest

from tables import Receipt, ReceiptLine, Table, Topic, read_table

NAMES = [
    "missing weight",
    "decimal mark",
    "empty",
    "inside the table",
    "could not be read",
    "left out",
    "below",
    "header",
]


def facts(name: str) -> list[tuple[object, ...]]:
    """Everything but the words and the name itself."""
    text = f"{name};y\n1,5 kg;1.234\n2,5 kg;2.345\nx;3.456\n4,5 kg;4.567\n"
    lines = read_table(text.encode(), "t.csv").receipt.lines
    return [
        (
            line.topic,
            line.count,
            line.line,
            [each.replace(name, "?") for each in line.columns],
            line.mark,
            line.example,
        )
        for line in lines
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_sounds_like_the_receipt_changes_no_fact(name: str) -> None:
    assert facts(name) == facts("x")


def test_the_facts_of_a_small_file() -> None:
    rows = "1,5;2.000,5;\n2,5;NA;\n\n3,5;3.500;\nx;4.000;\n4,5;4.100\n5,5;4.200;\n6,5;4.300;\n"
    text = f"Title\n\n a ;b;\n{rows}"
    receipt = read_table(text.encode(), "t.csv").receipt
    assert [(line.topic, line.count, line.line, line.columns, line.mark) for line in receipt.lines] == [
        (Topic.ENCODING, 0, 0, (), ""),
        (Topic.DELIMITER, 0, 0, (), ";"),
        (Topic.FILLED_UP, 1, 9, (), ""),
        (Topic.ABOVE, 1, 1, (), ""),
        (Topic.BLANK, 1, 0, (), ""),
        (Topic.NAMES, 1, 0, ("a", "b", "Column 3"), ""),
        (Topic.UNNAMED, 1, 0, (), ""),
        (Topic.NO_CONTENT, 1, 0, (), ""),
        (Topic.DECIMAL, 2, 0, ("a", "b"), ","),
        (Topic.THOUSANDS, 1, 0, ("b",), "."),
        (Topic.MISSING, 1, 0, (), ""),
        (Topic.UNREADABLE, 1, 0, ("a",), ""),
    ]


def test_a_long_example_is_cut_and_stands_on_one_line() -> None:
    receipt = Receipt()
    receipt.say(Topic.BELOW, "Words.", 2, line=7, example="one\ntwo " + "x" * 100)
    (line,) = receipt.lines
    assert line == ReceiptLine(Topic.BELOW, 2, 7, (), "", "one two " + "x" * 71 + "…", "Words.")


def test_lines_are_taken_over_but_for_some_topics() -> None:
    one, other = Receipt(), Receipt()
    one.say(Topic.UNIT, "In kg.", 1)
    other.say(Topic.BLANK, "Empty.", 3)
    other.say(Topic.FILE, "A zip.", 2)
    one.take_over(other, leave=(Topic.BLANK,))
    assert [line.topic for line in one.lines] == [Topic.FILE, Topic.UNIT]
    assert one.count(Topic.FILE, Topic.UNIT) == 3


def _many(cells: list[str], columns: int) -> Table:
    names = ";".join(f"c{j}" for j in range(columns))
    rows = "".join(";".join(cells[(i + j) % len(cells)] for j in range(columns)) + "\n" for i in range(8))
    return read_table(f"{names}\n{rows}".encode(), "t.csv")


@pytest.mark.parametrize("columns", [4, 300])
def test_many_columns_with_a_unit_are_told_in_one_line(columns: int) -> None:
    kinds = ["kg"] * (columns - 1) + ["cm"]
    names = ";".join(f"c{j}" for j in range(columns))
    rows = "".join(";".join(f"{1.5 + i + j} {unit}" for j, unit in enumerate(kinds)) + "\n" for i in range(8))
    table = read_table(f"{names}\n{rows}".encode(), "t.csv")
    (line,) = table.receipt.on(Topic.UNIT)
    assert line.words == f"{columns} columns have a unit: kg in {columns - 1}, cm in 1."
    assert (line.count, line.columns, line.mark) == (columns, ("c0", "c1", "c2"), "kg")
    # What each has is kept with the column
    assert [column.unit for column in table.columns] == kinds


def test_a_few_columns_with_a_unit_have_a_line_each() -> None:
    lines = _many(["1.5 kg", "2.5 kg", "4 kg"], 3).receipt.on(Topic.UNIT)
    assert [line.columns for line in lines] == [("c0",), ("c1",), ("c2",)]
    assert all(line.mark == "kg" and "the numbers are in kg" in line.words for line in lines)


@pytest.mark.parametrize(
    ("cells", "topic", "words"),
    [
        (["1,234", "5,678", "2,345"], Topic.EITHER_WAY, "9 columns have numbers such as 1,234 that could mean two things"),
        (["<20", "31", "47", "52"], Topic.EITHER_WAY, "In 9 columns, 18 cells such as “< 20” were read as"),
        (["1.5 kg", "250 g", "4 kg"], Topic.UNIT, "9 columns have several units and are counted in kg: 1 g = 0.001 kg."),
    ],
)  # fmt: skip
def test_what_is_the_same_of_many_columns_is_told_in_one_line(
    cells: list[str], topic: Topic, words: str
) -> None:
    lines = _many(cells, 9).receipt.on(topic)
    assert len(lines) == 1 and words in lines[0].words and len(lines[0].columns) == 3
