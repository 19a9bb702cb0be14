"""One line -> its cells."""

from __future__ import annotations

import pytest

from tables.cutting.line import plain_splitter, split_line, unquote, unwrapped
from tables.model import Dialect

COMMA = Dialect(",")


@pytest.mark.parametrize(
    ("line", "cells", "is_open"),
    [
        ("a,b,", ["a", "b", ""], False),
        ('a,"b,c"', ["a", "b,c"], False),
        ('a, "b" ,c', ["a", "b", "c"], False),
        ('"say ""no""",1', ['say "no"', "1"], False),
        ('6" nail,1', ['6" nail', "1"], False),
        ('"a "b" c",1', ['a "b" c', "1"], False),
        ('1,"goes on', ["1", "goes on"], True),
        ('""', [""], False),
    ],
)
def test_a_quote_closes_before_a_delimiter_or_the_end_only(
    line: str, cells: list[str], is_open: bool
) -> None:
    assert split_line(line, COMMA) == (cells, is_open)


def test_a_line_that_begins_inside_a_cell() -> None:
    assert split_line('rest",2', COMMA, begins_open=True) == (["rest", "2"], False)
    assert split_line("all of it, too", COMMA, begins_open=True) == (["all of it, too"], True)


def test_quotes_in_pairs_leave_a_delimiter_behind_an_inner_quote_inside() -> None:
    line = '"say "no", please",1'
    assert split_line(line, COMMA, paired=True) == (['say "no", please', "1"], False)
    assert split_line(line, COMMA)[0] == ['say "no', ' please"', "1"]


def test_a_doubled_quote_before_a_delimiter_may_close_early() -> None:
    line = '"a"",b'
    assert split_line(line, COMMA) == (['a",b'], True)
    assert split_line(line, COMMA, close_early=True) == (["a", "b"], False)


def test_an_escape_sign_keeps_a_quote_inside_unless_it_is_escaped_itself() -> None:
    escaping = Dialect(",", escapechar="\\")
    assert split_line(r'"a\"b",1', escaping) == (['a"b', "1"], False)
    assert split_line(r'"a\\",1', escaping) == ([r"a\\", "1"], False)


def test_runs_of_blanks_part_once_tabs_among_them() -> None:
    blanks = Dialect(" ", runs=True)
    assert plain_splitter(blanks)("  1 \t 2   3 ") == ["1", "2", "3"]
    assert split_line('1   "2 3"  4', blanks) == (["1", "2 3", "4"], False)


def test_a_line_in_quotes() -> None:
    assert unquote(' "a ""b""" ', '"') == 'a "b"'
    assert unquote('"', '"') == '"'
    assert list(unwrapped('"1,""a, b"",2"', COMMA)) == [["1", "a, b", "2"]]
    assert list(unwrapped('1,"a"', COMMA)) == []
