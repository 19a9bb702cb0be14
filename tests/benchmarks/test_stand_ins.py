"""What is made like published sets has their numbers, and overlaps as much as is asked for."""

import numpy as np
import pytest

from benchmarks.stand_ins import CLOSE_ENOUGH, STAND_INS, overlap, overlapping


def test_overlap_is_the_share_nearer_to_another_group_than_to_its_own_mean() -> None:
    X = np.array(
        [[0.0, 0], [4, 0], [5, 0], [30, 0]]
    )  # means 2 and 17.5; of the first two, 4 is nearer to 5 than to 2
    assert overlap(X, np.array([0, 0, 1, 1])) == pytest.approx(2 / 4)


@pytest.mark.parametrize("share", [0.1, 0.4])
def test_groups_overlap_as_much_as_is_asked_for(share: float) -> None:
    X, labels = overlapping([60] * 6, share, 3)
    assert abs(overlap(X, labels) - share) < 2 * CLOSE_ENOUGH
    assert np.bincount(labels).tolist() == [60] * 6


def test_unbalance_has_three_dense_groups_and_five_sparse_ones_that_do_not_overlap() -> None:
    X, labels = STAND_INS["Unbalance-like"](1)
    assert np.bincount(labels).tolist() == [2000] * 3 + [100] * 5
    assert overlap(X, labels) < 0.01
