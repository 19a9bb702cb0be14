"""How the components of the page are put together."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

Payload = dict[str, Any]
"""What a component is sent, as JSON-ready values."""

ROOT = Path(__file__).resolve().parents[1]
_IMPORT = re.compile(r'^import (?:\{ (.*) \}|.*?) from "(\..+?)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|class|const) (\w+))", re.MULTILINE)


def script(entry: Path) -> str:
    """The module `entry` and those it imports in one, for where a script is a text and has no place to import from.

    What they export is known to all, so no two of them may export one name (ValueError); the rest of each is its own.
    A script imports from a `.py` as well: constants of the app, which then stand but once, with their reasons.
    """
    parts: dict[Path, str] = {}
    exported: set[str] = set()

    def add(path: Path) -> None:
        source = path.read_text(encoding="utf-8")

        def taken_in(line: re.Match[str]) -> str:
            needed = (path.parent / line[2]).resolve()
            if needed.suffix == ".py":
                return _constants(needed, line[1].split(", "))
            if needed not in parts:
                add(needed)
            return ""

        body = _EXPORT.sub("", _IMPORT.sub(taken_in, source))
        names = _EXPORT.findall(source)
        if twice := exported.intersection(names):
            raise ValueError(f"{path.name} exports what another script exports: {', '.join(sorted(twice))}")
        exported.update(names)
        exports = ", ".join(names)
        parts[path] = (
            f"const {{ {exports} }} = (() => {{\n{body}return {{ {exports} }};\n}})();" if exports else body
        )

    add(entry.resolve())
    return "\n".join(parts.values())


def _constants(path: Path, names: list[str]) -> str:
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    values = {name: getattr(module, name) for name in names}
    return f"const {{ {', '.join(names)} }} = {json.dumps(values, allow_nan=False)};\n"


def component(name: str, entry: Path, *sheets: Path) -> Callable[..., Any]:
    """A component of the script `entry` and the style rules beside it, after those of `sheets`: of the components whose parts it
    has. Registered once, at import: Streamlit then keeps the element, and what fills it its place, from rerun to rerun."""
    return st.components.v2.component(
        name,
        css="\n".join(sheet.read_text(encoding="utf-8") for sheet in (*sheets, entry.with_suffix(".css"))),
        js=script(entry),
        isolate_styles=False,
    )
