"""What hands do in the player, as settings: an event from the browser becomes first means, and these are in the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from study import links
from study.points import Array
from study.touched import ALL_PLACED, Arrangement
from ui import drawn
from ui.setup import Setup, take_means


def take(setup: Setup, deed: Mapping[str, Any]) -> None:
    """In a callback: somebody moved, added or took away a mean at a half-step of the run that `setup` describes; or drew points, see
    `ui/drawn.py`.

    deed : "do" is "move", "add", "drop" or "place" (it is then the only one); "step" the half-step; "mean" which one, counted from 0; "x", "y" a place on the
        plot. What makes no sense changes nothing.
    """
    if deed["do"] == "draw":
        drawn.take_drawn(deed)
        return
    run, points = setup.run(), setup.points
    step, mean, to = int(deed.get("step", 0)), int(deed.get("mean", -1)), _place(deed)
    if not 0 <= step < len(run.steps):
        return
    means = Arrangement.at(run, step, setup.start.touched if setup.start.is_by_hand else None)
    has_it = 0 <= mean < run.k
    if deed["do"] == "move" and has_it and to is not None:
        now = means.moved(mean, points.moved_to(means.means[mean], to))
    elif deed["do"] == "add" and run.k < links.K.high and to is not None:
        now = means.added(points.moved_to(points.X.mean(axis=0), to))
    elif deed["do"] == "drop" and has_it and run.k > 1:
        now = means.without(mean)
    elif deed["do"] == "place" and to is not None:
        now = Arrangement(points.moved_to(points.X.mean(axis=0), to)[np.newaxis], ALL_PLACED)
    else:
        return
    st.session_state["means"] = now.text(points)
    take_means()


def _place(deed: Mapping[str, Any]) -> Array | None:
    to = np.array([deed.get("x", np.nan), deed.get("y", np.nan)], dtype=np.float64)
    return to if np.isfinite(to).all() else None
