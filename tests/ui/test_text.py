"""User text in Streamlit's Markdown is shown letter by letter."""

import re

import pytest

from ui.text import literal, shortened

NASTY = [
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "$x$",
    ":smile:",
    "**b**",
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
