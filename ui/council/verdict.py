"""What the judges say together, in words."""

from __future__ import annotations

import numpy as np
import streamlit as st

from kmeans_core import Council, assign_labels
from study import council as words
from study.points import Points
from ui import layout
from ui.council.cases import CASES
from ui.starts.cases import current_case


def show_verdict(points: Points, found: Council) -> None:
    """The first glance, how far it is to be relied on, and what limits it."""
    layout.lead(words.headline(found), f"How many groups are there, and are there any? {points.title}")
    n, columns = points.X.shape
    # What follows asks only whether all are at one place, or how many there are where that is what limits the comparison.
    distinct = len(np.unique(points.X, axis=0))
    if len(found.ks) > 1:
        st.markdown(" ".join(filter(None, (words.how_often_right(found, n), _how_they_lie(points, found)))))
        if reasons := words.why(found):
            st.markdown("\n".join(f"- {each}" for each in reasons))
    for each in words.reservations(found, n, distinct, columns):
        st.caption(each)
    case = current_case({str(key): value for key, value in st.session_state.to_dict().items()}, CASES)
    if case is not None:
        st.markdown(case.point)


def _how_they_lie(points: Points, found: Council) -> str:
    pair = words.divided_between(found)
    if pair is None:
        return ""
    coarse, fine = (assign_labels(points.X, found.means[k - 1]) for k in pair)
    return words.how_they_lie(fine, coarse)
