from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from kmeans_core import DATASETS, USES_GROUPS, USES_SPREAD, make_dataset
from kmeans_core.datasets import _split

ALL = sorted(DATASETS)


def test_the_names() -> None:
    assert set(DATASETS) == {
        "uniform noise", "blobs", "overlapping blobs", "unequal sizes", "unequal spreads", "stretched blobs",
        "two moons", "rings", "smiley", "dense spot", "grid",
    }  # fmt: skip
    assert set(DATASETS) > USES_SPREAD > USES_GROUPS


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("n", [1, 2, 3, 7, 100, 1001])
@pytest.mark.parametrize("groups", [1, 2, 5, 20])
def test_exactly_n_finite_points_and_labels(name: str, n: int, groups: int) -> None:
    X, labels = make_dataset(name, n, groups, 1.0, seed=3)
    assert X.shape == (n, 2)
    assert X.dtype == np.float64
    assert np.isfinite(X).all()
    if labels is not None:
        assert labels.shape == (n,)
        assert labels.dtype.kind == "i"
        assert labels.min() >= 0
        if name in USES_GROUPS:
            assert len(np.unique(labels)) == min(n, groups)
            assert labels.max() == min(n, groups) - 1


@pytest.mark.parametrize("name", ALL)
def test_coordinates_are_of_about_the_same_size_everywhere(name: str) -> None:
    for seed in range(5):
        X, _ = make_dataset(name, 1000, 5, 1.0, seed)
        assert X.min() > -5
        assert X.max() < 15
        assert np.ptp(X, axis=0).max() > 6


@pytest.mark.parametrize("name", ALL)
def test_same_arguments_same_points(name: str) -> None:
    X, labels = make_dataset(name, 200, 4, 1.5, seed=7)
    again, labels_again = make_dataset(name, 200, 4, 1.5, seed=7)
    np.testing.assert_array_equal(X, again)
    np.testing.assert_array_equal(labels, labels_again)
    directly, _ = DATASETS[name](200, 4, 1.5, 7)
    np.testing.assert_array_equal(X, directly)
    other, _ = make_dataset(name, 200, 4, 1.5, seed=8)
    assert not np.array_equal(X, other)


GOLDEN = {
    "blobs": (1.5849, 0.9973, 6221.213),
    "dense spot": (5.4362, 9.3507, -1739.436),
    "grid": (2.0, 8.0, 1723.834),
    "overlapping blobs": (1.9889, 0.7853, 4696.282),
    "rings": (6.0766, 5.1122, 1295.286),
    "smiley": (0.9236, 7.3791, 2739.571),
    "stretched blobs": (3.4233, 2.7806, 547.147),
    "two moons": (4.5143, 7.7482, -670.02),
    "unequal sizes": (6.4814, 2.9559, 3567.712),
    "unequal spreads": (1.5541, 1.0134, 5515.386),
    "uniform noise": (6.3696, 2.6979, 1461.039),
}


@pytest.mark.parametrize("name", ALL)
def test_points_stay_what_they_were_when_the_code_changes(name: str) -> None:
    """Links to a picture must show the same picture next year: the first point, and a sum that feels every one."""
    X, _ = make_dataset(name, 100, 5, 1.0, seed=0)
    fingerprint = float((np.sin(X) * np.arange(1, 101)[:, np.newaxis]).sum())
    assert (*X[0].round(4).tolist(), round(fingerprint, 3)) == pytest.approx(GOLDEN[name], abs=2e-3)


@pytest.mark.parametrize("name", ALL)
def test_groups_and_spread_matter_just_where_it_is_said(name: str) -> None:
    X, labels = make_dataset(name, 200, 3, 1.0, seed=1)
    more_groups, _ = make_dataset(name, 200, 6, 1.0, seed=1)
    wider, wider_labels = make_dataset(name, 200, 3, 2.0, seed=1)
    assert np.array_equal(X, more_groups) == (name not in USES_GROUPS)
    assert np.array_equal(X, wider) == (name not in USES_SPREAD)
    np.testing.assert_array_equal(labels, wider_labels)  # the spread moves points, not their labels


@pytest.mark.parametrize("groups", [2, 5, 12, 20])
def test_blobs_are_really_separated(groups: int) -> None:
    """Every point is nearer to the center of its own group, by far: half as far as to any other."""
    for seed in range(20):
        X, labels = make_dataset("blobs", 400, groups, 1.0, seed)
        centers = np.array([X[labels == j].mean(axis=0) for j in range(groups)])
        distances = np.hypot(*(X[:, np.newaxis] - centers).transpose(2, 0, 1))
        own = distances[np.arange(400), labels].copy()
        distances[np.arange(400), labels] = np.inf
        assert (own < distances.min(axis=1)).all()
        assert np.median(own / distances.min(axis=1)) < 0.25


def test_overlapping_blobs_overlap() -> None:
    for seed in range(5):
        X, labels = make_dataset("overlapping blobs", 1000, 5, 1.0, seed)
        centers = np.array([X[labels == j].mean(axis=0) for j in range(5)])
        nearest = np.hypot(*(X[:, np.newaxis] - centers).transpose(2, 0, 1)).argmin(axis=1)
        assert 0.01 < np.mean(nearest != labels) < 0.3


def test_spread_zero_leaves_no_noise() -> None:
    for name in ("blobs", "overlapping blobs", "unequal sizes", "unequal spreads"):
        X, _ = make_dataset(name, 50, 4, 0.0, seed=2)
        assert len(np.unique(X, axis=0)) == 4
    X, labels = make_dataset("rings", 90, 2, 0.0, seed=2)
    radii = np.hypot(*(X - 5).T)
    np.testing.assert_allclose(radii, np.where(labels == 0, 2.5, 5.0))


def test_unequal_sizes_and_spreads() -> None:
    _, labels = make_dataset("unequal sizes", 1000, 4, 1.0, seed=0)
    assert labels is not None
    sizes = np.bincount(labels)
    assert 10 < sizes.max() / sizes.min() < 13
    X, labels = make_dataset("unequal spreads", 4000, 2, 1.0, seed=0)
    assert 5 < X[labels == 1].std(axis=0).mean() / X[labels == 0].std(axis=0).mean() < 7


def test_stretched_blobs_are_stretched() -> None:
    X, labels = make_dataset("stretched blobs", 3000, 3, 1.0, seed=0)
    for j in range(3):
        short, long = np.sqrt(np.linalg.eigvalsh(np.cov(X[labels == j].T)))
        assert long > 3 * short


def test_rings_have_one_mean() -> None:
    X, labels = make_dataset("rings", 5000, 3, 1.0, seed=0)
    for j in range(3):
        np.testing.assert_allclose(X[labels == j].mean(axis=0), 5, atol=0.3)


def test_the_dense_spot_is_dense() -> None:
    X, labels = make_dataset("dense spot", 1000, 1, 1.0, seed=0)
    assert labels is not None and np.bincount(labels).tolist() == [500, 500]
    assert X[labels == 0].std() > 5 * X[labels == 1].std(axis=0).max()


def test_the_grid_is_a_lattice_with_exact_steps() -> None:
    for n in (9, 50, 300):
        X, labels = make_dataset("grid", n, 1, 1.0, seed=4)
        assert labels is None
        assert len(np.unique(X, axis=0)) == n
        step = np.unique(X[:, 0])[1]
        assert np.log2(step) == round(np.log2(step))
        np.testing.assert_array_equal(X / step, (X / step).round())


def test_moons_and_the_smiley_have_their_own_groups() -> None:
    for name, groups in (("two moons", 2), ("smiley", 4)):
        _, labels = make_dataset(name, 60, 9, 1.0, 0)
        assert labels is not None and set(labels.tolist()) == set(range(groups))


def test_split_deals_out_in_proportion_and_leaves_nobody_out() -> None:
    assert _split(14, [1, 2]) == [5, 9]  # one each, then 12 as 4 and 8
    assert _split(3, [1, 1000, 1]) == [1, 1, 1]
    assert _split(2, [1, 1, 1]) == [1, 1, 0]
    for n in range(1, 60):
        sizes = _split(n, [5.0, 1.2, 1.2, 2.6])
        assert sum(sizes) == n
        assert min(sizes) >= (n >= 4)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"name": "spirals"}, "'two moons'.*'spirals'"),
        ({"n": 0}, "n must be a whole number of at least 1; got 0"),
        ({"n": 2.5}, "n must be a whole number"),
        ({"n": True}, "n must be a whole number"),
        ({"groups": 0}, "groups must be"),
        ({"seed": -1}, "seed must be a whole number of at least 0; got -1"),
        ({"spread": -0.1}, "spread must be a number of at least 0; got -0.1"),
        ({"spread": float("nan")}, "spread must be"),
        ({"spread": float("inf")}, "spread must be"),
        ({"spread": "wide"}, "spread must be"),
    ],
)
def test_wrong_arguments_are_named(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make_dataset(**{"name": "blobs", **arguments})


def test_numpy_numbers_will_do() -> None:
    numbers: tuple[Any, ...] = (np.int64(10), np.int32(2), np.float32(1), np.uint8(0))
    X, _ = make_dataset("blobs", *numbers)
    np.testing.assert_array_equal(X, make_dataset("blobs", 10, 2, 1.0, 0)[0])
