"""k-means clustering, one half-step at a time. NumPy and the standard library, nothing else."""

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

__all__ = [
    "EMPTY_CLUSTER_RULES",
    "INITIALIZATIONS",
    "UNASSIGNED",
    "Run",
    "Step",
    "assign_labels",
    "by_hand",
    "initial_means",
    "kmeans_plus_plus_draws",
    "predict",
    "run",
    "update_means",
]
