"""What the judges say together, in words."""

from __future__ import annotations

import streamlit as st

from kmeans_core import Council
from study import council as words
from study.points import Points
from study.text import literal, quoted_names
from ui import layout
from ui.council import hearing
from ui.council.cases import CASES
from ui.council.hearing import BestAnswers
from ui.council.otherwise import hangs, tell_other_answers
from ui.pages import YOUR_DATA
from ui.starts.cases import current_case


def show_verdict(points: Points, found: Council) -> None:
    """The first glance, and how far it is to be relied on; what is between it and the pictures is short."""
    n, alone = len(points.X), hearing.alone(points, found)
    distinct, otherwise = words.distinct_rows(found, points.X), hangs(points)
    said = words.verdict(found, distinct, otherwise)
    layout.lead(words.verdict_beside(alone, "point") if alone else said, _of_which_columns(points))
    compared = points.nearness.in_words()
    if compared:
        st.markdown(literal(compared, 300))
    if len(found.ks) > 1:
        reliable = words.how_often_right(found, n, distinct, otherwise)
        if alone:
            reliable = f"They say: {said} But do not rely on them here: {words.swayed(alone, 'point')}"
            if points.private:  # rows of a table of one's own
                reliable += f" Set aside what does not belong, on “{YOUR_DATA.name}”, and ask again."
        st.markdown(reliable)


def show_limits(points: Points, found: Council, best: BestAnswers) -> None:
    """What the verdict hangs on, and what limits it; after the pictures."""
    n, columns = points.X.shape
    alone, distinct = hearing.alone(points, found), words.distinct_rows(found, points.X)
    lie = _how_they_lie(found, best)
    if lie:
        st.markdown(lie)
    if not alone:
        tell_other_answers(points)
    for each in words.reservations(found, n, distinct, columns, bool(alone) or hangs(points)):
        st.caption(each)
    case = current_case({str(key): value for key, value in st.session_state.to_dict().items()}, CASES)
    if case is not None:
        st.markdown(case.point)


def _of_which_columns(points: Points) -> str:
    """Where a table has more columns of numbers than are compared, how many are, or which."""
    numeric = points.frame.select_dtypes("number").columns
    if set(numeric) <= set(points.names):
        return ""
    of = quoted_names(points.names, 2) if len(points.names) < 3 else f"{len(points.names)} columns"
    return f"By {of} alone, of {len(numeric):,} columns of numbers"


def _how_they_lie(found: Council, best: BestAnswers) -> str:
    pair = words.divided_between(found)
    if pair is None:
        return ""
    coarse, fine = (best.labels[k - 1] for k in pair)
    return words.how_they_lie(fine, coarse)
