"""Cached wrappers around pure functions. Caches are shared by all users: keyed by content, and bounded."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from kmeans_core import Run, by_hand, initial_means, run
from kmeans_core.datasets import make_dataset
from ui import waiting
from ui.examples import EXAMPLES
from ui.player import Payload, player_payload
from ui.points import Array, Points
from ui.starts_by_hand import BY_HAND, Means, why_unfit
from ui.turns import work_of
from ui.words import count


@st.cache_data(max_entries=64, show_spinner=False)
def generated(shape: str, n: int, groups: int, spread: float, seed: int) -> Points:
    """Points of one of the shapes."""
    X, true_labels = make_dataset(shape, n, groups, spread, seed)
    frame = pd.DataFrame({"x": X[:, 0], "y": X[:, 1]})
    title = f"{count(n, 'point')}, {shape}"
    return Points(X, ("x", "y"), title, frame, true_labels)


@st.cache_data(max_entries=16, show_spinner=False)
def example(name: str) -> pd.DataFrame:
    """One of the example tables."""
    return EXAMPLES[name].load()


def points_from_frame(frame: pd.DataFrame, x: str, y: str, title: str) -> Points:
    """Two numeric columns of a table as points; rows in which one of them is missing are left out, and counted."""
    values = frame[[x, y]].to_numpy(dtype=np.float64, na_value=np.nan)
    complete = np.isfinite(values).all(axis=1)
    left_out = int((~complete).sum())
    notes = (f"{count(left_out, 'row')} left out: no number in “{x}” or in “{y}”.",) if left_out else ()
    return Points(values[complete], (x, y), title, frame[complete], None, notes)


def first_means(points: Points, k: int, init: str, start: int, means: Means) -> Array:
    """The means a run starts from, shape (k, n_features); `means` are those placed by hand, if any."""
    if init != BY_HAND:
        return initial_means(points.X, k, init, start)
    unfit = why_unfit(means, k, points.X.shape[1])
    if unfit:
        raise ValueError(unfit)
    return initial_means(points.X, k, by_hand(means))


@st.cache_data(max_entries=64, show_spinner=False)
def start_and_run(
    digest: str, _points: Points, k: int, init: str, start: int, means: Means, empty: str
) -> Run:
    """One start carried to its end. `digest` names the points."""
    with waiting.turn(work_of(1, len(_points.X), k)):
        return run(_points.X, first_means(_points, k, init, start, means), empty=empty)


@st.cache_data(max_entries=32, show_spinner=False)
def payload(digest: str, _points: Points, k: int, init: str, start: int, means: Means, empty: str) -> Payload:
    """What the player is sent for one start."""
    return player_payload(_points, start_and_run(digest, _points, k, init, start, means, empty), init)
