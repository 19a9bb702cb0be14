"""k-means clustering, one half-step at a time. NumPy and the standard library, nothing else."""

from kmeans_core.basins import Basins, basins
from kmeans_core.best import Fit, fit
from kmeans_core.council import Council, Hearing, Opinion, council, numbers_of_groups
from kmeans_core.criteria import (
    bayesian_information_criterion,
    calinski_harabasz,
    davies_bouldin,
    silhouette_samples,
    silhouette_score,
    simplified_silhouette,
    within_cluster_sum_of_squares,
)
from kmeans_core.datasets import DATASETS, USES_GROUPS, USES_SPREAD, make_dataset
from kmeans_core.initializations import INITIALIZATIONS, by_hand, initial_means, kmeans_plus_plus_draws
from kmeans_core.judges import JUDGES, TERMS, Terms, scattered, terms_of
from kmeans_core.linkage import SpanningTree, minimum_spanning_tree, single_linkage
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
from kmeans_core.mixture import Mixture, gaussian_mixture
from kmeans_core.optimum import Optimum, best_of_one_column, best_partition
from kmeans_core.resampling import changes_of_company
from kmeans_core.scores import (
    adjusted_rand_index,
    centroid_index,
    means_of_labels,
    percent_above_best,
    success_rate,
    wilson_interval,
)
from kmeans_core.similarities import SIMILARITIES, Similarity, great_circle_distances, medoids, mixed, paired
from kmeans_core.sizes import labels_of_sizes
from kmeans_core.solutions import Solution, Solutions, distinct_solutions
from kmeans_core.summary import ClusterSummary, cluster_summary
from kmeans_core.voronoi import voronoi_cells

__all__ = [
    "DATASETS",
    "EMPTY_CLUSTER_RULES",
    "INITIALIZATIONS",
    "JUDGES",
    "SIMILARITIES",
    "TERMS",
    "UNASSIGNED",
    "USES_GROUPS",
    "USES_SPREAD",
    "Basins",
    "ClusterSummary",
    "Council",
    "Fit",
    "Hearing",
    "ManyRuns",
    "Mixture",
    "Opinion",
    "Optimum",
    "Run",
    "Similarity",
    "Solution",
    "Solutions",
    "SpanningTree",
    "Step",
    "Terms",
    "Tie",
    "adjusted_rand_index",
    "assign_labels",
    "basins",
    "bayesian_information_criterion",
    "best_of_one_column",
    "best_partition",
    "by_hand",
    "calinski_harabasz",
    "centroid_index",
    "changes_of_company",
    "cluster_summary",
    "concatenate",
    "council",
    "davies_bouldin",
    "distinct_solutions",
    "fit",
    "gaussian_mixture",
    "great_circle_distances",
    "initial_means",
    "kmeans_plus_plus_draws",
    "labels_of_sizes",
    "make_dataset",
    "match_means",
    "means_of_labels",
    "medoids",
    "minimum_spanning_tree",
    "mixed",
    "numbers_of_groups",
    "optimal_matching",
    "paired",
    "percent_above_best",
    "predict",
    "run",
    "run_many",
    "run_many_from",
    "scattered",
    "silhouette_samples",
    "silhouette_score",
    "simplified_silhouette",
    "single_linkage",
    "success_rate",
    "terms_of",
    "update_means",
    "voronoi_cells",
    "wilson_interval",
    "within_cluster_sum_of_squares",
]
