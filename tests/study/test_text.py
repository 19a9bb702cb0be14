"""User text in Streamlit's Markdown is shown letter by letter."""

import re

import pytest

from study.text import in_sentence, isolated, literal, shortened
from tests.nasty import MARKUP

NASTY = [
    *MARKUP,
    ":material/home:",
    "# title",
    "1. list",
    "https://example.org",
    "~~gone~~",
]


@pytest.mark.parametrize("text", NASTY)
def test_every_mark_is_escaped(text: str) -> None:
    escaped = literal(text)
    assert re.sub(r"\\(.)", r"\1", escaped) == text
    assert not re.search(r"(?<!\\)[*_`\[\]()<>$:#~]", escaped)


def test_an_empty_name_is_named() -> None:
    assert shortened("") == "(no name)"


def test_long_text_is_cut_to_its_limit() -> None:
    assert len(shortened("x" * 2000)) <= 80
    assert len(shortened("x" * 2000, 20)) <= 20
    assert shortened("x" * 20, 20) == "x" * 20


def test_a_name_in_a_sentence_keeps_its_direction_to_itself() -> None:
    assert isolated("שלום") == "\u2068שלום\u2069"
    assert literal(f"by {isolated('(א)')}") == "by \u2068\\(א\\)\u2069"
    assert in_sentence("*א*") == "\u2068\\*א\\*\u2069"
    assert len(in_sentence("א" * 2000)) == 81


@pytest.mark.parametrize("text", ["a\u2069b", "a\u2068b", "\u2069\u2068", "\u202ea", "\u2067a"])
def test_marks_of_direction_in_a_name_reach_no_further_than_the_name(text: str) -> None:
    assert not set(isolated(text)[1:-1]) & set("\u2067\u2068\u2069\u202e")
    assert not set(literal(text)) & set("\u2067\u2068\u2069\u202e")


def test_a_sentence_that_is_cut_loses_the_marks_that_lost_their_partner() -> None:
    assert "\u2068" not in literal(f"{isolated('a' * 50)} and so on", 20)
