"""How a file with quotes is written, told by its first lines."""

from __future__ import annotations

from tables.cutting.manner import Manner, find_manner
from tables.model import Dialect

COMMA = Dialect(",")


def test_every_quote_counts_where_that_makes_rows_of_one_width() -> None:
    assert find_manner(['a,"b, c",d'] * 20, COMMA) == Manner(3, False, False)


def test_where_many_rows_go_over_lines_a_line_that_could_be_a_row_is_none() -> None:
    assert find_manner(['a,"b', 'c, d",e'] * 20, COMMA) == Manner(3, True, False)
    assert find_manner(['a,"b', 'c, d",e'] + ["a,b,e"] * 40, COMMA) == Manner(3, False, False)


def test_quotes_inside_of_cells_come_in_pairs() -> None:
    assert find_manner(["a,b,c", *['1,"said "no", then left",2'] * 20], COMMA) == Manner(3, False, True)


def test_lines_without_quotes_bear_out_which_of_two_widths_it_is() -> None:
    lines = ['1,"said "no", then left",2'] * 20
    by_the_names = [find_manner([names, *lines], COMMA).width for names in ("a,b,c", "a,b,c,d")]
    assert by_the_names == [3, 4]


def test_the_width_that_is_known_already_holds() -> None:
    assert find_manner(['a,"b'] * 3, COMMA, width=5).width == 5
