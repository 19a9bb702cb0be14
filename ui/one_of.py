"""One of a few, seen all at once, and in the address. A longer list is a select box."""

from __future__ import annotations

import streamlit as st

from study.link_kinds import Choice


def one_of(
    label: str, choice: Choice, *, joined: bool = False, labelled: bool = False, wide: bool = False
) -> str:
    """What is chosen of `choice.options`, of which one always is.

    joined : as the parts of one control, for two or three that exclude each other; else as pills
    labelled : whether the label is seen, not only read out
    wide : as wide as there is room
    """
    chosen: str = (st.segmented_control if joined else st.pills)(
        label,
        choice.options,
        default=choice.default,
        required=True,
        key=choice.name,
        bind="query-params",
        label_visibility="visible" if labelled else "collapsed",
        width="stretch" if wide else "content",
    )
    return chosen
