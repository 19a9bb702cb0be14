"""User text in Streamlit: shown letter by letter, never read as Markdown, HTML, LaTeX or an emoji code."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&\"'@/^=])")
LONGEST = 80


def literal(text: object, longest: int = LONGEST) -> str:
    """`text` for a place where Streamlit reads Markdown: every mark escaped, cut in the middle beyond `longest`."""
    plain = shortened(text, longest)
    return _MARKS.sub(r"\\\1", plain)


def shortened(text: object, longest: int = LONGEST) -> str:
    """`text` on one line, cut in the middle beyond `longest` characters; for places that read no Markdown."""
    plain = "".join(character if character.isprintable() else " " for character in str(text))
    if len(plain) > longest:
        keep = (longest - 1) // 2
        plain = f"{plain[:keep]}…{plain[-keep:]}"
    return plain or "(no name)"
