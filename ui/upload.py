"""The user's own file: dropped once, kept for the visit, used by every page."""

from __future__ import annotations

import streamlit as st

from kmeans_core.checks import count_distinct
from tables import TableError, numeric_columns, read_table, suggest_columns
from ui import data
from ui.points import Points
from ui.text import literal, shortened


def upload_panel() -> Points | None:
    """Drop a file, choose two columns. None, with a sentence, while there are no points."""
    uploaded = st.file_uploader(
        "A CSV file with two columns of numbers",
        key="file",
        help="It is read on this server and kept for your visit alone.",
    )
    if uploaded is not None:
        st.session_state["uploaded"] = (uploaded.name, uploaded.getvalue())
    if "uploaded" not in st.session_state:
        return None
    filename, content = st.session_state["uploaded"]
    try:
        table = read_table(content, filename)
        suggested = suggest_columns(table)
    except TableError as error:
        st.error(literal(error, 600))
        return None
    x, y = choose_columns(numeric_columns(table), *suggested)
    points = data.points_from_frame(table.frame, x, y, f"{shortened(filename, 40)}: {x} and {y}")
    for note in points.notes:
        st.caption(literal(note, 400))
    if count_distinct(points.X, 2) < 2:
        st.error("All rows are at one and the same point. Choose other columns.")
        return None
    return points


def choose_columns(names: list[str], x: str, y: str) -> tuple[str, str]:
    """Two lists to choose the axes from."""
    chosen_x = st.selectbox(
        "Across (x)", names, index=names.index(x), key="x", bind="query-params", format_func=shortened
    )
    chosen_y = st.selectbox(
        "Up (y)", names, index=names.index(y), key="y", bind="query-params", format_func=shortened
    )
    return chosen_x, chosen_y
