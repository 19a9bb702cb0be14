"""How the components of the page are put together."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

Payload = dict[str, Any]
"""What a component is sent, as JSON-ready values."""

_IMPORT = re.compile(r'^import .*? from "(\..+?)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|class|const) (\w+))", re.MULTILINE)


def script(entry: Path) -> str:
    """The module `entry` and those it imports in one, for where a script is a text and has no place to import from.

    What they export is known to all, so no two of them may export one name; the rest of each is its own.
    """
    parts: dict[Path, str] = {}

    def add(path: Path) -> None:
        source = path.read_text(encoding="utf-8")
        for imported in _IMPORT.findall(source):
            if (needed := (path.parent / imported).resolve()) not in parts:
                add(needed)
        exports = ", ".join(_EXPORT.findall(source))
        body = _EXPORT.sub("", _IMPORT.sub("", source))
        parts[path] = (
            f"const {{ {exports} }} = (() => {{\n{body}return {{ {exports} }};\n}})();" if exports else body
        )

    add(entry.resolve())
    return "\n".join(parts.values())


def component(name: str, entry: Path) -> Callable[..., Any]:
    """A component of the script `entry` and the style rules beside it. Registered once, at import: Streamlit then keeps the
    element, and what fills it its place, from rerun to rerun."""
    return st.components.v2.component(
        name,
        css=entry.with_suffix(".css").read_text(encoding="utf-8"),
        js=script(entry),
        isolate_styles=False,
    )
