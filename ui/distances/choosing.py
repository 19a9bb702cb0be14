"""Which distance is compared with that of k-means."""

from __future__ import annotations

from study import links
from study.similarities import MEASURES, Measure
from ui.one_of import one_of


def choose() -> Measure:
    """The distance that was chosen."""
    return MEASURES[one_of("The distance on the right", links.DISTANCE)]
