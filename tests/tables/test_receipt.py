"""The receipt: facts that code can count on, whatever the user's columns are called."""

from __future__ import annotations

import pytest

from tables import Receipt, ReceiptLine, Topic, read_table

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
