"""How many starts are tried, and how many groups are compared."""

from __future__ import annotations

import numpy as np
import pytest

from study import grouping
from study.numbering import SAMPLE, sample_of


@pytest.mark.parametrize(
    ("rows", "starts"),
    [(5_000, 50), (5_001, 20), (50_000, 20), (50_001, 10), (200_000, 10), (200_001, 5)],
)
def test_the_more_rows_the_fewer_starts(rows: int, starts: int) -> None:
    assert grouping.starts_for(rows) == starts


def test_starts_that_end_alike_and_others_as_good_are_counted() -> None:
    # The corners of a square for two means: left and right or below and above, and each is as good as the other.
    found = grouping.find_groups(np.array([[0.0, 0.0], [0.0, 2.0], [2.0, 0.0], [2.0, 2.0]]), 2, 40)
    assert found.starts == 40 and found.sizes.tolist() == [2, 2]
    assert found.alike > 0 and found.as_good > 0
    assert found.alike + found.as_good <= 40  # three corners and one are worse


def test_the_sample_is_of_rows_in_their_order_and_the_same_each_time() -> None:
    X = np.arange(2.0 * SAMPLE)[:, np.newaxis]
    sample = sample_of(X)
    assert sample.shape == (SAMPLE, 1) and (np.diff(sample[:, 0]) > 0).all()
    np.testing.assert_array_equal(sample_of(X), sample)
    assert sample_of(X[:SAMPLE]) is not sample and len(sample_of(X[:SAMPLE])) == SAMPLE
    np.testing.assert_array_equal(sample_of(X[:SAMPLE]), X[:SAMPLE])
