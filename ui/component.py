"""How the components of the page are put together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_SHARED = (_HERE / "dom.js", _HERE / "digits.js")


def script(folder: Path, *parts: str) -> str:
    """A component is one script: what all of them share, then its own parts, joined."""
    return "\n".join(
        path.read_text(encoding="utf-8") for path in (*_SHARED, *(folder / part for part in parts))
    )


def component(name: str, folder: Path, css: str, *parts: str) -> Callable[..., Any]:
    """A component of its style rules and its script. Registered once, at import: Streamlit then keeps the element, and
    what fills it its place, from rerun to rerun."""
    return st.components.v2.component(
        name,
        css=(folder / css).read_text(encoding="utf-8"),
        js=script(folder, *parts),
        isolate_styles=False,
    )
