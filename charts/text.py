"""User text on charts: always shown as it is, never read as Plotly's little HTML, as a formula or as a template."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

LONGEST_TITLE = 60
MOST_OF_A_WORD = 16
"""So many letters of a word are written at its place on an axis; under the pointer it stands whole."""


def plotly_text(text: str, longest: int = LONGEST_TITLE) -> str:
    """`text` for a title or label of a Plotly figure: plotly.js shows it letter by letter.

    Cut in the middle beyond `longest` characters; line breaks and other control characters become spaces.
    """
    plain = "".join(character if character.isprintable() else " " for character in text)
    if len(plain) > longest:
        keep = (longest - 1) // 2
        plain = f"{plain[:keep]}…{plain[-keep:]}"
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # Two dollar signs would make it LaTeX where MathJax is loaded; a percent sign before a brace, a variable of a template
    return escaped.replace("$", "&#36;").replace("%", "&#37;")


def axis_of_words(words: Sequence[str]) -> dict[str, Any]:
    """Each word at its place, and a line between it and the next."""
    return {
        "range": [-0.5, len(words) - 0.5],
        "tickmode": "array",
        "tickvals": list(range(len(words))),
        "ticktext": [plotly_text(word, MOST_OF_A_WORD) for word in words],
        "showgrid": False,
        "minor": {
            "tickmode": "array",
            "tickvals": [j + 0.5 for j in range(len(words) - 1)],
            "showgrid": True,
        },
    }
