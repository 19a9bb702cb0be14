"""User text on charts is shown letter by letter."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.text import plotly_text

NASTY = [
    "<img src=x onerror=alert(1)>",
    "<b>bold</b>",
    "$x$",
    "a & b",
    "<a href='javascript:alert(1)'>x</a>",
    "a<br>b",
    "%{x}",
    "100%{y:.2f}",
]


@pytest.mark.parametrize("text", NASTY)
def test_markup_is_escaped_and_reads_as_it_was(text: str) -> None:
    shown = plotly_text(text)
    assert not set(shown) & set("<>$%")
    assert html.unescape(shown) == text


def test_long_names_are_cut_in_the_middle() -> None:
    shown = plotly_text("a" * 1000 + "z" * 1000)
    assert len(shown) <= 60
    assert shown.startswith("aaa") and "…" in shown and shown.endswith("zzz")


def test_line_breaks_become_spaces() -> None:
    assert plotly_text("a\nb\tc\x00d") == "a b c d"


@given(st.text())
def test_no_text_leaves_a_mark_that_plotly_reads(text: str) -> None:
    assert not set(plotly_text(text)) & set("<>$%")
