"""How the page looks to this visitor."""

from __future__ import annotations

import streamlit as st


def is_dark() -> bool:
    """Whether the page is shown in its dark colours."""
    return bool(st.context.theme.type == "dark")
