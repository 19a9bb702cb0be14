"""What the looks of this page have in common: a plot, and beside it what is to be seen."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ui.figure import show_figure


def beside(explanation: str) -> Any:
    """A wide column for a plot; beside it, what is to be seen."""
    plot, words = st.columns([3, 1], gap="medium")
    with words:
        st.markdown("**What am I seeing?**")
        st.markdown(explanation)
    return plot


def plot_config(name: str) -> dict[str, Any]:
    """For a plot with one button, which saves it as a picture of this name."""
    kind = st.session_state.get("starts_pictures", "png")
    return {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": kind, "filename": name, "scale": 2 if kind == "png" else 1},
        "scrollZoom": False,
    }


def plot(figure: dict[str, Any], key: str, name: str, alt: str) -> None:
    """`figure`, which is saved as a picture of this `name`."""
    show_figure(figure, key, config=plot_config(name), alt=alt)
