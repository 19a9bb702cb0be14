"""What the pages ask for again and again: made once, and kept on the shelf where it belongs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kmeans_core import Run, run
from kmeans_core.datasets import make_dataset
from kmeans_core.optimum import Optimum
from study import numbering
from study.by_similarity import similarity_on
from study.examples import EXAMPLES
from study.optimum import Best, best_beside, best_there_is, can_be_proved
from study.points import Array, Points
from study.start_settings import StartSettings
from study.turns import work_of
from study.words import count
from ui.component import Payload
from ui.player.payload import player_payload
from ui.visit import shelves, waiting


def generated(shape: str, n: int, groups: int, spread: float, seed: int) -> Points:
    """Points of one of the shapes."""

    def make() -> Points:
        X, true_labels = make_dataset(shape, n, groups, spread, seed)
        frame = pd.DataFrame({"x": X[:, 0], "y": X[:, 1]})
        return Points(X, ("x", "y"), shape, frame, true_labels, private=False)

    return shelves.COMMON.made(("generated", shape, n, groups, spread, seed), make)


def example(name: str) -> pd.DataFrame:
    """One of the example tables."""
    return shelves.COMMON.made(("example", name), EXAMPLES[name].load)


def points_from_example(frame: pd.DataFrame, x: str, y: str, title: str) -> Points:
    """Two numeric columns of an example as points; rows in which one of them is missing are left out, and counted."""
    values = frame[[x, y]].to_numpy(dtype=np.float64, na_value=np.nan)
    complete = np.isfinite(values).all(axis=1)
    left_out = int((~complete).sum())
    notes = (f"{count(left_out, 'row')} left out: no number in “{x}” or in “{y}”.",) if left_out else ()
    return Points(values[complete], (x, y), title, frame[complete], None, notes, private=False)


def anchors_of(points: Points, k: int) -> Array:
    """The places that clusters are numbered by, see `study/numbering.py`."""
    return shelves.of(points).made(
        ("anchors", points.digest, k), lambda: numbering.anchors(points.X, k, points.axes[0])
    )


def start_and_run(points: Points, k: int, start: StartSettings) -> Run:
    """One start carried to its end, its clusters numbered by the rule; by hand, as the hand numbered them."""

    def make() -> Run:
        size = count(len(points.X), "point")
        n = len(points.X)
        with waiting.turn(work_of(1, n, n if points.nearness.measure.takes_all_pairs else k)) as tell:
            found = run(
                points.X,
                start.first_means(points, k),
                empty=start.empty,
                similarity=similarity_on(points),
                progress=lambda iteration: tell(
                    f"Iteration {iteration} on {size}. Change any setting to stop this run."
                ),
            )
            return found if start.is_by_hand else numbering.renumbered(found, anchors_of(points, k))

    return shelves.of(points).made(("run", points.digest, k, start), make)


ROUNDS = 17
"""Of questions that are asked for each number of groups: as often as 100,000 rows can be halved."""


def proved(points: Points, k: int, start: StartSettings) -> Best | None:
    """The best there is beside one start, where it can be proved; the best of k groups is looked for once."""
    if not (can_be_proved(points) and points.nearness.is_plain):
        return None

    def make() -> Optimum:
        with waiting.turn(work_of(ROUNDS if points.one_column else 1, len(points.X), k)):
            return best_there_is(points, k)

    run = start_and_run(points, k, start)
    return best_beside(shelves.of(points).made(("the best there is", points.digest, k), make), run)


def payload(points: Points, k: int, start: StartSettings) -> Payload:
    """What the player is sent for one start."""
    return shelves.of(points).made(
        ("payload", points.digest, k, start),
        lambda: player_payload(
            points,
            start_and_run(points, k, start),
            start.init,
            start.touched,
            others=best_of_others(points, k) if points.nearness.measure.is_k_means else None,
            proved=proved(points, k, start),
            measure=points.nearness.measure,
        ),
    )


def best_of_others(points: Points, k: int) -> Run | None:
    """The best of `numbering.STARTS` other starts; None where these were made on a sample of the points."""
    if len(points.X) > numbering.SAMPLE:
        return None
    return run(points.X, anchors_of(points, k))
