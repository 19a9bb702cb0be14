"""What the judges say together, in words."""

from __future__ import annotations

import streamlit as st

from kmeans_core import Council
from study import council as words
from study.points import Points
from study.text import literal
from ui import layout
from ui.council.cases import CASES
from ui.council.hearing import BestAnswers
from ui.starts.cases import current_case


def show_verdict(points: Points, found: Council, best: BestAnswers) -> None:
    """The first glance, how far it is to be relied on, and what limits it."""
    layout.lead(words.verdict(found))
    compared = points.nearness.in_words()
    if compared:
        st.markdown(literal(compared, 300))
    n, columns = points.X.shape
    distinct = words.distinct_rows(found, points.X)
    if len(found.ks) > 1:
        reasons = words.why(found)
        few = reasons if len(reasons) < 3 else []
        st.markdown(
            " ".join(filter(None, (words.how_often_right(found, n), _how_they_lie(found, best), *few)))
        )
        if len(reasons) > len(few):
            st.markdown("\n".join(f"- {each}" for each in reasons))
    for each in words.reservations(found, n, distinct, columns):
        st.caption(each)
    case = current_case({str(key): value for key, value in st.session_state.to_dict().items()}, CASES)
    if case is not None:
        st.markdown(case.point)


def _how_they_lie(found: Council, best: BestAnswers) -> str:
    pair = words.divided_between(found)
    if pair is None:
        return ""
    coarse, fine = (best.labels[k - 1] for k in pair)
    return words.how_they_lie(fine, coarse)
