"""Would other rows have led to the same groups? Rows are drawn again and again, and it is counted which of them change company."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from kmeans_core.checks import IntArray, check_means, check_points, check_seed, check_whole_number
from kmeans_core.lloyd import assign_labels
from kmeans_core.many import run_many
from kmeans_core.matching import match_means
from kmeans_core.similarities import SQUARED_EUCLIDEAN, Similarity, _similarity

INIT, STARTS = "greedy k-means++", 3


def changes_of_company(
    X: ArrayLike,
    means: ArrayLike,
    draws: int = 30,
    seed: int = 0,
    *,
    progress: Callable[[int, int], object] | None = None,
    similarity: str | Similarity = SQUARED_EUCLIDEAN,
) -> IntArray:
    """In how many draws each point ends in another group, shape (n_samples,).

    Each draw takes as many rows as there are, some twice and some not at all (a bootstrap: Efron 1979), groups them anew, and
    sorts all points to the means it finds. Its groups are paired off with the given ones so that the means lie closest. A draw
    with fewer different rows than groups has no answer, and counts for none.

    Parameters
    ----------
    X : array of shape (n_samples, n_features)
    means : array of shape (k, n_features), the groups that the points are in
    draws : how often rows are drawn
    seed : of what is drawn
    progress : called as `progress(done, draws)`; an exception that it raises puts an end to it
    similarity : a name in `SIMILARITIES`, or a `Similarity`: by which distance points are grouped

    Raises
    ------
    ValueError
        If a table is none of finite numbers, the two do not fit together, or the similarity cannot measure a row.

    Examples
    --------
    Two groups so far apart that no draw mixes them:

    >>> changes_of_company([[0.0], [1.0], [2.0], [90.0], [91.0], [92.0]], [[1.0], [91.0]], seed=1).tolist()
    [0, 0, 0, 0, 0, 0]
    """
    points = check_points(X)
    own = check_means(means, points.shape[1])
    total = check_whole_number(draws, 1, "draws")
    rng = np.random.default_rng(check_seed(seed))
    measure = _similarity(similarity)
    labels, places = assign_labels(points, own, similarity=measure), measure.place(own)
    changed = np.zeros(len(points), dtype=np.intp)
    for done in range(total):
        drawn = points[rng.integers(len(points), size=len(points))]
        if len(np.unique(measure.place(drawn), axis=0)) >= len(own):
            runs = run_many(drawn, len(own), range(STARTS), INIT, similarity=measure)
            found = runs.means[runs.best]
            in_order = found[match_means(measure.place(found), places)]
            changed += assign_labels(points, in_order, similarity=measure) != labels
        if progress is not None:
            progress(done + 1, total)
    return changed
