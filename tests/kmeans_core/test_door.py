"""The public door: whatever comes in, a sentence says what is wrong, and what was asked. One table, for all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.sparse

import kmeans_core

# Anything at all comes in at the door, whatever its types say.
door: Any = kmeans_core
X = [[0.0], [1.0], [10.0], [11.0]]
START = [[0.0], [10.0]]
MASKED = np.ma.masked_array([[0.0], [1.0]], [[False], [True]])


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: door.run(X, START, max_iter=2.5), "max_iter must be a whole number of at least 1; got 2.5"),
        (lambda: door.run(X, START, max_iter="3"), "max_iter must be a whole number of at least 1; got '3'"),
        (lambda: door.run(X, START, max_iter=None), "max_iter must be a whole number of at least 1; got None"),
        (lambda: door.run(X, START, max_iter=True), "max_iter must be a whole number of at least 1; got True"),
        (lambda: door.run_many(X, 2, [0], max_iter=2.5), "max_iter must be a whole number of at least 1; got 2.5"),
        (lambda: door.run(X, START, tol=None), "tol must be a number of at least 0; got None"),
        (lambda: door.run(X, START, tol="0"), "tol must be a number of at least 0; got '0'"),
        (lambda: door.run(X, START, tol=True), "tol must be a number of at least 0; got True"),
        (lambda: door.run(X, START, empty=["keep"]), "empty must be one of 'keep', 'farthest'"),
        (lambda: door.initial_means(X, 2, ["random"]), r"init must be one of 'random'.*; got \['random'\]"),
        (lambda: door.run_many(X, 2, [0], None), "init must be one of 'random'.*; got None"),
        (lambda: door.run_many(X, 2, 5), r"seeds must be a list of whole numbers, such as range\(100\); got 5"),
        (lambda: door.run_many(X, 2, "12"), "seeds must be a list of whole numbers"),
        (lambda: door.update_means(X, [0, 0, 1, 1], 2.0, START), "k must be a whole number of at least 1; got 2.0"),
        (lambda: door.basins(X, START, 0, resolution=(2.5, 1)), "resolution must be a whole number.*; got 2.5"),
        (lambda: door.run([[10**400], [1]], START), "X has a whole number beyond the largest float64"),
        (lambda: door.run(X, [[10**400], [1]]), "means has a whole number beyond the largest float64"),
        (lambda: door.run(X, START, sample_weight=[10**400, 1, 1, 1]), "sample_weight has a whole number beyond"),
        (lambda: door.run(scipy.sparse.csr_matrix(X), START), r"X is a sparse matrix \(csr_matrix\).*toarray\(\)"),
        (lambda: door.run(scipy.sparse.csr_array(X), START), r"X is a sparse matrix \(csr_array\).*toarray\(\)"),
        (lambda: door.run(MASKED, START), "X is a masked array, and what it masks would be read as numbers"),
        (lambda: door.run(X, START, sample_weight=["1", "1", "1", "1"]), "sample_weight holds text"),
        (lambda: door.run(X, START, sample_weight=[1e308] * 4), "sample_weight has a weight beyond 1e.150"),
        (lambda: door.run([[0.0], [1.0, 2.0]], START), "X must be a table of numbers, every row of the same length"),
        (lambda: door.run([[2**53], [2**53 + 1]], [[0.0]]), "X has whole numbers in column 0 that differ, but not as"),
        (lambda: door.run(np.array([[2**64 - 1], [2**64 - 2]], np.uint64), [[0.0]]), "X has whole numbers in column 0"),
        (lambda: door.run_many(X, 2, [0], lambda X, k, rng: None), "What the initialization gave will not do"),
        (lambda: door.run_many(X, 2, [0], lambda X, k, rng: X[:2] * np.nan), r"gave will not do.*\(NaN\) in row 0"),
        (lambda: door.initial_means(X, 2, lambda X, k, rng: X[:1]), "The initialization gave 1 means for k = 2"),
        (lambda: door.run_many_from(X, [[["a"], ["b"]]]), "starts holds text"),
        (lambda: door.make_dataset("blobs", spread=True), "spread must be a number"),
        (lambda: door.fit(X, 2, n_init=0), "n_init must be a whole number of at least 1; got 0"),
    ],
)  # fmt: skip
def test_a_sentence_says_what_is_wrong(call: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        call()


def test_large_whole_numbers_that_a_float64_holds_will_do() -> None:
    assert door.run([[2**60 + 1], [2**61]], [[0.0]]).iterations == 2


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.longdouble, object])
def test_numbers_that_are_not_whole_are_rounded_without_complaint(dtype: Any) -> None:
    finer = (
        np.longdouble(1) + np.finfo(np.longdouble).eps
    )  # a float64 has no such number, where these are longer
    assert door.run(np.array([[1], [finer], [9]], dtype=dtype), START).labels.tolist() == [0, 0, 1]


def test_a_result_says_itself_in_a_line_of_numbers() -> None:
    runs = door.run_many(X, 2, range(3))
    for result in (
        door.fit(X, 2),
        door.run(X, START),
        runs,
        door.distinct_solutions(runs)[0],
        door.best_of_one_column([0, 1, 5, 6], 2),
        door.best_partition(X, 2),
        door.council(np.array(X), [1, 2, 3]),
        door.SIMILARITIES["Manhattan"],
    ):
        said = repr(result)
        assert said.startswith(f"{type(result).__name__}(") and "\n" not in said
        assert not any(array in said for array in ("means=", "labels=", "seeds=", "curve=", "function"))


def test_runs_can_be_compared_and_kept_in_sets() -> None:
    one, other = door.run(X, START), door.run(X, START)
    assert one == one and one != other and len({one, other}) == 2
    assert one.steps[1] != other.steps[1]


def test_labels_are_wide_enough_to_count_with() -> None:
    result = door.run(X, START)
    assert result.labels.dtype == np.intp and (result.labels * 1000).max() == 1000
    assert all(step.labels.dtype == np.intp for step in result.steps)


def test_what_is_one_number_is_a_number_of_python() -> None:
    result, several, best = door.run(X, START), door.run_many(X, 2, [0, 1]), door.fit(X, 2)
    for number in (
        result.inertia,
        *(step.inertia for step in result.steps),
        several.replay(0).inertia,
        best.inertia,
    ):
        assert type(number) is float
