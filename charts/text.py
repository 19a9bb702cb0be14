"""User text on charts: always shown as it is, never read as Plotly's little HTML, as a formula or as a template."""

from __future__ import annotations

LONGEST_TITLE = 60


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
