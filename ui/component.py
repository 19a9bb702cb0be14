"""How the components of the page are put together. Pure: no Streamlit."""

from __future__ import annotations

from pathlib import Path

_SHARED = Path(__file__).parent / "dom.js"


def script(folder: Path, *parts: str) -> str:
    """A component is one script: what all of them share, then its own parts, joined."""
    return "\n".join(
        path.read_text(encoding="utf-8") for path in (_SHARED, *(folder / part for part in parts))
    )
