"""k-means clustering, one half-step at a time. NumPy and the standard library, nothing else."""

from kmeans_core.datasets import DATASETS, USES_GROUPS, USES_SPREAD, make_dataset
from kmeans_core.initializations import INITIALIZATIONS, by_hand, initial_means, kmeans_plus_plus_draws
from kmeans_core.lloyd import (
    EMPTY_CLUSTER_RULES,
    UNASSIGNED,
    Run,
    Step,
    assign_labels,
    predict,
    run,
    update_means,
)
from kmeans_core.voronoi import voronoi_cells

__all__ = [
    "DATASETS",
    "EMPTY_CLUSTER_RULES",
    "INITIALIZATIONS",
    "UNASSIGNED",
    "USES_GROUPS",
    "USES_SPREAD",
    "Run",
    "Step",
    "assign_labels",
    "by_hand",
    "initial_means",
    "kmeans_plus_plus_draws",
    "make_dataset",
    "predict",
    "run",
    "update_means",
    "voronoi_cells",
]
