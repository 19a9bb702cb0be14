"""Single linkage: by hand on twelve points, against SciPy, and where it is fooled."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import minimum_spanning_tree as tree_of_scipy
from scipy.spatial.distance import pdist, squareform

from kmeans_core import adjusted_rand_index, make_dataset, minimum_spanning_tree, single_linkage

# Two lines of six points, a step of 1 in each line and 3 between the lines
TWELVE = np.array([[x, y] for y in (0.0, 3.0) for x in range(6)])


def test_two_lines_by_hand() -> None:
    tree = minimum_spanning_tree(TWELVE)
    assert sorted(tree.lengths) == [1.0] * 10 + [3.0]
    assert single_linkage(TWELVE, 2).tolist() == [0] * 6 + [1] * 6
    assert single_linkage(TWELVE, 1).tolist() == [0] * 12


def test_groups_are_numbered_by_their_first_points() -> None:
    assert single_linkage([[9.0], [0.0], [9.5], [5.0], [0.2]], 3).tolist() == [0, 1, 0, 2, 1]


@given(st.integers(2, 40), st.integers(1, 4), st.integers(0, 2**32 - 1), st.data())
def test_as_scipy_does(n: int, columns: int, seed: int, data: st.DataObject) -> None:
    X = np.random.default_rng(seed).normal(size=(n, columns))
    k = data.draw(st.integers(1, n))
    expected = fcluster(linkage(X, "single"), k, "maxclust")
    assert adjusted_rand_index(single_linkage(X, k), expected) == 1
    assert minimum_spanning_tree(X).lengths.sum() == pytest.approx(tree_of_scipy(squareform(pdist(X))).sum())


def test_links_connect_their_points_and_are_as_long_as_they_are() -> None:
    X = np.random.default_rng(5).normal(size=(30, 3))
    tree = minimum_spanning_tree(X)
    assert set(tree.links.ravel().tolist()) == set(range(30))
    ends = X[tree.links]
    assert tree.lengths == pytest.approx(np.linalg.norm(ends[:, 0] - ends[:, 1], axis=1))


def test_equal_points_hang_together() -> None:
    assert single_linkage([[1.0], [1.0], [1.0], [2.0]], 2).tolist() == [0, 0, 0, 1]
    with pytest.raises(ValueError, match="only 2 distinct points"):
        single_linkage([[1.0], [1.0], [2.0]], 3)


@pytest.mark.parametrize("shape", ["two moons", "rings"])
def test_it_sees_what_k_means_does_not(shape: str) -> None:
    X, truth = make_dataset(shape, 300, 2, 0.7, 1)
    assert truth is not None
    assert adjusted_rand_index(single_linkage(X, 2), truth) == 1


def test_one_bridge_fools_it() -> None:
    bridge = np.column_stack([np.full(3, 2.0), [0.8, 1.5, 2.2]])
    labels = single_linkage(np.vstack([TWELVE, bridge]), 2)
    assert labels[2] == labels[8]  # the ends of the bridge
    assert adjusted_rand_index(labels[:12], [0] * 6 + [1] * 6) < 0.2
