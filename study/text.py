"""User text in Streamlit: shown letter by letter, never read as Markdown, HTML, LaTeX or an emoji code."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&\"'@/^=])")
_OPEN, _CLOSE = ISOLATES = "\u2068\u2069"
"""Between these two, a name written from right to left leaves the order of the words around it alone."""
LONGEST = 80


def literal(text: object, longest: int = LONGEST) -> str:
    """`text` for a place where Streamlit reads Markdown: every mark escaped, cut in the middle beyond `longest`.

    What `isolated` put into it stays.
    """
    plain = _on_one_line(text, longest, ISOLATES) or "(no name)"
    if not _in_pairs(plain):
        plain = plain.replace(_OPEN, "").replace(_CLOSE, "")
    return _MARKS.sub(r"\\\1", plain)


def isolated(text: object, longest: int = LONGEST) -> str:
    """`shortened` text to be put into a sentence, whatever the direction it is written in."""
    return f"{_OPEN}{shortened(text, longest)}{_CLOSE}"


def in_sentence(text: object, longest: int = LONGEST) -> str:
    """The same for a sentence that is Markdown already."""
    return literal(isolated(text, longest), longest + len(ISOLATES))


def shortened(text: object, longest: int = LONGEST) -> str:
    """`text` on one line, cut in the middle beyond `longest` characters; for places that read no Markdown."""
    return _on_one_line(text, longest) or "(no name)"


def quoted_names(names: Sequence[str], most: int) -> str:
    """ "“a”, “b” and 4 more", to be put into a sentence. most : so many are named"""
    shown = ", ".join(f"“{isolated(name, 40)}”" for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def _on_one_line(text: object, longest: int, kept: str = "") -> str:
    plain = str(text)
    if not plain.isprintable():
        plain = "".join(c if c.isprintable() or c in kept else " " for c in plain)
    if len(plain) > longest:
        keep = (longest - 1) // 2
        plain = f"{plain[:keep]}…{plain[-keep:]}"
    return plain


def _in_pairs(text: str) -> bool:
    """Whether every isolate that is opened is closed, and none is closed before."""
    depth = 0
    for character in text:
        depth += (character == _OPEN) - (character == _CLOSE)
        if depth < 0:
            return False
    return depth == 0
