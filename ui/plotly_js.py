"""plotly.js for the player: taken from the installed plotly package, served by Streamlit's static serving.

It is copied to static/ (ignored by git) when missing or of another version; no third-party bundle is ever committed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import plotly
import streamlit as st

STATIC = Path(__file__).resolve().parents[1] / "static"
SOURCE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
NAME = f"plotly-{plotly.__version__}.min.js"


def url() -> str:
    """The address of plotly.js as the browser sees it."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"{'/' + base if base else ''}/app/static/{NAME}"


def provide(folder: Path = STATIC) -> str | None:
    """Put plotly.js into `folder` if it is not there; return a sentence on what went wrong, or None."""
    target = folder / NAME
    if target.is_file() and target.stat().st_size == SOURCE.stat().st_size:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Two servers may start at once: write beside it, then move it into place in one go.
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        os.close(handle)
        shutil.copyfile(SOURCE, name)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        return (
            f"The plot cannot be drawn: its drawing library could not be written to the folder “{folder.name}” beside "
            f"app.py ({error.strerror}). Make that folder writable, then reload this page."
        )
    return None


def source() -> str:
    """The text of plotly.js, for pages that must work offline."""
    return SOURCE.read_text(encoding="utf-8")
