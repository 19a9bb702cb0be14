"""Which distance is compared with that of k-means."""

from __future__ import annotations

import streamlit as st

from study import links
from study.similarities import MEASURES, Measure
from ui import pages
from ui.one_of import one_of
from ui.visit import kept


def choose() -> Measure:
    """The distance that was chosen."""
    return MEASURES[one_of("The distance beside k-means", links.DISTANCE)]


def offer_many_starts(measure: Measure) -> None:
    """From one start by this distance to many: only where the center belongs to it can they be compared."""
    if measure.own_center and st.button(
        f"See where 1,000 starts by “{measure.name}” end", icon=":material/casino:", key="distances_many"
    ):
        kept.switch_to(pages.STARTING_POINTS.file, {links.BY.name: measure.name})
