"""The two half-steps of a run, arranged for speed. What they compute is in lloyd.py; here is only how to get it sooner.

`halfsteps(X, k, weights)` chooses between two workers, each with its idea told at the top of its file: few.py, where the number
of calls decides, and many.py, where the number of distances does. Both have `assign(means)`, which sets `settled` (no label
changed), `sizes` (the weight of each cluster), `empty` (those without) and `tie`, then `update(means)`, which gives the
averages. At the end `changes()` tells what each assign changed, and `inertias(means)` the inertia after each half-step. Their
labels are those of direct differences, ties to the lowest index, bit for bit; whole numbers as ties.py has it.
"""

from __future__ import annotations

from kmeans_core.checks import FloatArray
from kmeans_core.fast.few import _Few
from kmeans_core.fast.many import _Many

# Up to this many distances few.py is the sooner done: its calls are fewer, though each does more. Besides, a matrix product of
# more than so many multiplications makes the library behind NumPy (OpenBLAS) call for several threads, and on a busy machine
# waiting for them costs more than they bring. (The sums take two pieces of each feature and a count, as a rule.)
FEW, PRODUCT = 30_000, 2**18


def halfsteps(X: FloatArray, k: int, weights: FloatArray | None, trace: bool = True) -> _Few | _Many:
    """The worker that suits the problem."""
    n_samples, n_features = X.shape
    distances = n_samples * k
    few = distances <= FEW and distances * (2 * n_features + 1) <= PRODUCT
    return _Few(X, k, weights, trace) if few else _Many(X, k, weights, trace)
