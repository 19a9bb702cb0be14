"""What columns look like by a majority of their cells, and rows beside that."""

from __future__ import annotations

import pytest

from tables.shape.kinds import column_kinds, fits, header_like

KINDS = ["text", "number", "date"]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2.5", "x"], "number"),  # two of three
        (["1", "x"], "text"),  # no majority is words
        (["1", "", "NA", ""], "number"),  # what is missing has no say
        (["", "NA"], "empty"),
        (["2024-01-05", "2024-01-06", "1"], "date"),
        (["1", "1", "1", "x", "x"], "number"),  # three of five are enough
        (["1"] * 11 + ["x"] * 9, "text"),  # 55 of 100 are not
        (["x", "x", "1\n2\n3"], "text"),  # a cell of several lines is one cell
        (["1,5", "+2", "-0.25", "x"], "number"),
    ],
)
def test_a_kind_is_a_majority_of_what_is_there(cells: list[str], kind: str) -> None:
    assert column_kinds([[cell] for cell in cells]) == [kind]


def test_rows_may_be_of_uneven_length() -> None:
    assert column_kinds([["a", "1"], ["b"], ["c", "2", "2024-01-05"]]) == KINDS
    assert column_kinds([]) == []


def test_of_many_rows_some_from_everywhere_are_looked_at() -> None:
    assert column_kinds([["x"]] * 300 + [["1"]] * 700) == ["number"]
    assert column_kinds([["1"]] * 700 + [["x"]] * 300) == ["number"]


def test_a_header_has_words_over_all_numbers() -> None:
    assert header_like(["name", "height", "born"], KINDS)
    assert not header_like(["Ann", "1.7", "born"], KINDS)  # a number among them
    assert not header_like(["name", "height", ""], KINDS)  # one word over two columns
    assert header_like(["name", "height", ""], KINDS[:2])


def test_a_row_of_data_has_a_number_and_no_word_there() -> None:
    assert fits(["Ann", "1.7", "2001-02-03"], KINDS) and fits(["", "1.7", ""], KINDS)
    assert not fits(["Ann", "1.7", "later"], KINDS)
    assert not fits(["Ann", "", ""], KINDS)
