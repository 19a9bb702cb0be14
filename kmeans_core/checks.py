"""The public door: every input is checked here once, with a message that says what is wrong and what to do.

Functions whose names begin with an underscore, elsewhere in this package, assume that it was done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.signedinteger]

# Squares of larger numbers overflow a float64.
LARGEST = 1e150
# A scalar product of more numbers may be shared out to several threads, for which a busy machine lets one wait.
SUMMED_ALONE = 10_000


def check_points(X: ArrayLike, name: str = "X") -> FloatArray:
    """The points as a float64 array of shape (n_samples, n_features), columns contiguous; never the caller's own.

    Raises
    ------
    ValueError
        If `X` is not a table of finite numbers with at least one row and one column. Rows are counted from 0.
    """
    array = _as_numbers(X, name)
    if array.ndim != 2:
        raise ValueError(
            f"{name} must have two dimensions, (n_samples, n_features); it has shape {array.shape}. "
            "For a single feature, use X.reshape(-1, 1)."
        )
    if 0 in array.shape:
        raise ValueError(
            f"{name} is empty: its shape is {array.shape}. At least one row and one column are needed."
        )
    # Each feature in one piece: that is how we read them.
    points = np.array(array, dtype=np.float64, order="F")
    _complain_of_merged_integers(array, points, name)
    # One number finds whatever is wrong: with NaN every comparison is false. The sum of squares is found sooner than the
    # largest number; where it is too large no number needs to be.
    if points.size <= SUMMED_ALONE:
        numbers = points.ravel("K")
        if numbers.dot(numbers) <= LARGEST * LARGEST:
            return points
    if not max(np.maximum.reduce(points, axis=None), -np.minimum.reduce(points, axis=None)) <= LARGEST:
        _complain_of_value(points, name)
    return points


def _complain_of_value(points: FloatArray, name: str) -> NoReturn:
    bad_rows = np.flatnonzero(~(np.abs(points) <= LARGEST).all(axis=1))
    row = int(bad_rows[0])
    more = f" ({bad_rows.size} rows in all)" if bad_rows.size > 1 else ""
    if np.isnan(points[row]).any():
        raise ValueError(f"{name} has a missing value (NaN) in row {row}{more}. Leave such rows out first.")
    if np.isinf(points[row]).any():
        raise ValueError(f"{name} has an infinite value in row {row}{more}. Leave such rows out first.")
    raise ValueError(
        f"{name} has a value beyond {LARGEST:g} in row {row}{more}: its square would overflow. Rescale it."
    )


def _as_numbers(values: ArrayLike, name: str) -> NDArray[np.generic]:
    """An array of real numbers; a sentence for whatever is none."""
    if type(values) is np.ndarray and values.dtype.kind in "biuf":
        return values  # as nearly always
    if isinstance(values, np.ma.MaskedArray) and np.ma.is_masked(values):
        raise ValueError(
            f"{name} is a masked array, and what it masks would be read as numbers. Leave masked rows out first."
        )
    if hasattr(values, "toarray") and not isinstance(values, np.ndarray):
        raise ValueError(
            f"{name} is a sparse matrix ({type(values).__name__}). Make it a full table first, with toarray()."
        )
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} must be a table of numbers, every row of the same length.") from None
    if array.dtype.kind == "O":
        return _numbers_from_objects(array, name)
    if array.dtype.kind in "US":
        raise ValueError(f"{name} holds text. Convert it to numbers first.")
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, not {array.dtype}.")
    return array


def _numbers_from_objects(array: NDArray[np.generic], name: str) -> NDArray[np.generic]:
    """Objects are welcome if each is a number; text never is, not even "3": guessing is not the core's work."""
    if any(isinstance(value, str | bytes) for value in array.ravel()):
        raise ValueError(f"{name} holds text. Convert it to numbers first.")
    try:
        return array.astype(np.float64)
    except OverflowError:
        raise ValueError(
            f"{name} has a whole number beyond the largest float64, about 1.8e308. Rescale it."
        ) from None
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} holds things that are not numbers. Convert them to numbers first."
        ) from None


def _complain_of_merged_integers(array: NDArray[np.generic], points: FloatArray, name: str) -> None:
    """Whole numbers beyond 2^53 may become one in a float64: points that differ would coincide."""
    if array.dtype.kind not in "iu" or array.dtype.itemsize < 8 or np.abs(points).max() < 2**53:
        return
    for column, (whole, rounded) in enumerate(zip(array.T, points.T, strict=True)):
        if len(np.unique(whole)) > len(np.unique(rounded)):
            raise ValueError(
                f"{name} has whole numbers in column {column} that differ, but not as float64: those beyond 2**53 are "
                "rounded. Subtract a common offset first."
            )


def check_means(means: ArrayLike, n_features: int) -> FloatArray:
    """The means as a float64 array of shape (k, n_features), a copy."""
    array = check_points(means, "means")
    if array.shape[1] != n_features:
        raise ValueError(
            f"The means have {array.shape[1]} features, the points have {n_features}: they must agree."
        )
    return np.ascontiguousarray(array)


def check_weights(sample_weight: ArrayLike | None, n_samples: int) -> FloatArray | None:
    """The weights as a float64 array of shape (n_samples,), or None for "all count the same"."""
    if sample_weight is None:
        return None
    weights = np.array(_as_numbers(sample_weight, "sample_weight"), dtype=np.float64)
    if weights.shape != (n_samples,):
        raise ValueError(
            f"sample_weight must have shape ({n_samples},), one weight per row; it has {weights.shape}."
        )
    bad = np.flatnonzero(~np.isfinite(weights) | (weights < 0))
    if bad.size:
        raise ValueError(
            f"sample_weight must be finite and not negative; row {bad[0]} has {weights[bad[0]]}."
        )
    if not weights.any():
        raise ValueError("sample_weight is zero in every row: at least one point must count.")
    if weights.max() > LARGEST:
        raise ValueError(
            f"sample_weight has a weight beyond {LARGEST:g}: their sum would overflow. Rescale them."
        )
    return weights


def check_labels(labels: ArrayLike, n_samples: int, k: int) -> IntArray:
    """Labels as integers of shape (n_samples,), each from 0 to k - 1."""
    array = np.asarray(labels)
    if array.shape != (n_samples,) or array.dtype.kind not in "iu":
        raise ValueError(
            f"labels must be {n_samples} integers, one per row; got {array.dtype} of shape {array.shape}."
        )
    if array.min() < 0 or array.max() >= k:
        raise ValueError(f"labels must be from 0 to {k - 1}; they go from {array.min()} to {array.max()}.")
    return array.astype(np.intp)


def check_tolerance(tol: float) -> float:
    """`tol` as a float, not negative."""
    is_number = isinstance(tol, int | float | np.integer | np.floating) and not isinstance(tol, bool)
    if not is_number or not 0 <= tol < np.inf:
        raise ValueError(f"tol must be a number of at least 0; got {tol!r}.")
    return float(tol)


def check_k(k: int, X: FloatArray, weights: FloatArray | None = None) -> int:
    """k as an int from 1 to the number of distinct points of `X`; points of weight 0 do not count."""
    if isinstance(k, bool) or not isinstance(k, int | np.integer):
        raise ValueError(f"k, the number of clusters, must be a whole number; got {k!r}.")
    if k < 1:
        raise ValueError(f"k, the number of clusters, must be at least 1; got {k}.")
    counting = X if weights is None or weights.all() else X[weights > 0]
    distinct = count_distinct(counting, enough=int(k))
    if distinct < k:
        there_are = (
            "There is only 1 distinct point"
            if distinct == 1
            else f"There are only {distinct} distinct points"
        )
        what = "" if counting is X else " of weight above 0"
        raise ValueError(
            f"{there_are}{what}, fewer than k = {k} clusters. Choose k of at most {distinct}, or add points."
        )
    return int(k)


def check_seed(seed: int) -> int:
    """The seed as an int, not negative."""
    return check_whole_number(seed, 0, "seed")


def check_whole_number(value: int, least: int, name: str) -> int:
    """`value` as an int of at least `least`; True and 2.0 are none."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"{name} must be a whole number of at least {least}; got {value!r}.")
    return int(value)


def check_choice(value: str, allowed: Sequence[str], name: str) -> str:
    """`value`, if it is one of the allowed words."""
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, allowed))}; got {value!r}.")
    return value


def count_distinct(X: FloatArray, enough: int) -> int:
    """The number of distinct rows of `X`; it may stop counting once there are `enough`."""
    for rows in (enough, 4 * enough):  # nearly always the first rows are distinct
        seen = len(set(map(tuple, X[:rows].tolist())))
        if seen >= enough or rows >= len(X):
            return seen
    return len(np.unique(X + 0.0, axis=0))


def check_seeds(seeds: object) -> list[int]:
    """Seeds as a list of ints, not negative."""
    if isinstance(seeds, str | bytes) or not isinstance(seeds, Iterable):
        raise ValueError(f"seeds must be a list of whole numbers, such as range(100); got {seeds!r}.")
    checked = []
    for seed in seeds:
        if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
            raise ValueError(f"Seeds must be whole numbers from 0 on; got {seed!r}.")
        checked.append(int(seed))
    return checked
