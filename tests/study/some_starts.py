"""What the tests of many starts share: points on which the right answer is known, and starts on them."""

import numpy as np
import pandas as pd

from study.answers import Answers, gather
from study.memory import Server
from study.points import Points
from study.starts_store import Starts, StartSeries, StartsStore

# Three pairs of points: two means may end up in one pair, and one then serves the two others.
PAIRS = np.array([[0.0, 0], [1, 0], [10, 0], [11, 0], [20, 0], [21, 0]])


def points(X: np.ndarray = PAIRS, truth: np.ndarray | None = None) -> Points:
    return Points(X, ("x", "y"), "test points", pd.DataFrame(X, columns=["x", "y"]), truth)


def series(init: str = "random", k: int = 3, truth: np.ndarray | None = None) -> StartSeries:
    return StartSeries(points(truth=truth), k, init, "keep")


def starts(number: int, init: str = "random", truth: np.ndarray | None = None) -> Starts:
    return StartsStore(Server().shelf()).advance(series(init, truth=truth), number)


SQUARE = np.array([[0.1, 7.3], [0.1, 7.4], [0.2, 7.3], [0.2, 7.4]])  # two sides equal but for rounding
GRID = np.array([[x / 10, y / 10 + 7] for x in range(6) for y in range(6)])


def answers_of(X: np.ndarray, k: int, number: int = 200, each: bool = False) -> Answers:
    part = StartsStore(Server().shelf()).advance(StartSeries(points(X), k, "random", "keep"), number)
    return gather([part], each)
