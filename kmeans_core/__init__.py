"""k-means clustering, one half-step at a time. NumPy and the standard library, nothing else."""

from kmeans_core.basins import Basins, basins
from kmeans_core.best import Fit, fit
from kmeans_core.datasets import DATASETS, USES_GROUPS, USES_SPREAD, make_dataset
from kmeans_core.initializations import INITIALIZATIONS, by_hand, initial_means, kmeans_plus_plus_draws
from kmeans_core.lloyd import (
    EMPTY_CLUSTER_RULES,
    UNASSIGNED,
    Run,
    Step,
    Tie,
    assign_labels,
    predict,
    run,
    update_means,
)
from kmeans_core.many import ManyRuns, concatenate, run_many, run_many_from
from kmeans_core.matching import match_means, optimal_matching
from kmeans_core.scores import (
    adjusted_rand_index,
    centroid_index,
    means_of_labels,
    percent_above_best,
    success_rate,
    wilson_interval,
)
from kmeans_core.solutions import Solution, Solutions, distinct_solutions
from kmeans_core.summary import ClusterSummary, cluster_summary
from kmeans_core.voronoi import voronoi_cells

__all__ = [
    "DATASETS",
    "EMPTY_CLUSTER_RULES",
    "INITIALIZATIONS",
    "UNASSIGNED",
    "USES_GROUPS",
    "USES_SPREAD",
    "Basins",
    "ClusterSummary",
    "Fit",
    "ManyRuns",
    "Run",
    "Solution",
    "Solutions",
    "Step",
    "Tie",
    "adjusted_rand_index",
    "assign_labels",
    "basins",
    "by_hand",
    "centroid_index",
    "cluster_summary",
    "concatenate",
    "distinct_solutions",
    "fit",
    "initial_means",
    "kmeans_plus_plus_draws",
    "make_dataset",
    "match_means",
    "means_of_labels",
    "optimal_matching",
    "percent_above_best",
    "predict",
    "run",
    "run_many",
    "run_many_from",
    "success_rate",
    "update_means",
    "voronoi_cells",
    "wilson_interval",
]
