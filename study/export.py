"""Downloads as tables of text."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kmeans_core import Run
from study.digits import smallest_of, without_noise
from study.points import Points
from tables import free_name, safe_cell

CLUSTER = "cluster"


def points_csv(points: Points, run: Run) -> str:
    """The table of the points, with one more column: the cluster at the end of the run, numbered from 1."""
    table = points.frame.copy()
    table.insert(
        len(table.columns), cluster_column(points), run.labels.astype(int) + 1, allow_duplicates=True
    )
    return _csv(table)


def means_csv(points: Points, run: Run) -> str:
    """One row per cluster: its number, how many points it has, and its mean."""
    means = [
        without_noise(mean, smallest_of(column))
        for mean, column in zip(points.written(run.means).T, points.values.T, strict=True)
    ]
    table = pd.DataFrame(np.stack(means, axis=1), columns=list(points.measures))
    table.insert(0, "points", np.bincount(run.labels, minlength=run.k), allow_duplicates=True)
    table.insert(0, CLUSTER, np.arange(1, run.k + 1), allow_duplicates=True)
    return _csv(table)


def cluster_column(points: Points) -> str:
    """The name of the added column: "cluster", or "cluster (2)" where the table has one of that name."""
    return free_name(CLUSTER, points.frame.columns)


def _csv(table: pd.DataFrame) -> str:
    """CSV that a spreadsheet opens without running anything: text that would be a formula there is made safe."""
    table = table.copy()
    for position, dtype in enumerate(table.dtypes):
        if not pd.api.types.is_numeric_dtype(dtype):
            cells = [safe_cell(cell) if isinstance(cell, str) else cell for cell in table.iloc[:, position]]
            table.isetitem(position, cells)
    table.columns = pd.Index([safe_cell(str(name)) for name in table.columns])
    return str(table.to_csv(index=False, lineterminator="\n"))
