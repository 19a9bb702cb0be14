"""The judges by other distances: each by hand on six points, against scikit-learn, and what they choose."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from sklearn import metrics

from kmeans_core import (
    JUDGES,
    SIMILARITIES,
    TERMS,
    assign_labels,
    changes_of_company,
    council,
    make_dataset,
    numbers_of_groups,
    paired,
    scattered,
    silhouette_samples,
    silhouette_score,
    simplified_silhouette,
    terms_of,
)
from kmeans_core.council import Hearing, _foretold, _gaps
from kmeans_core.criteria import _silhouettes
from kmeans_core.judges import _Box
from kmeans_core.similarities import SQUARED_EUCLIDEAN

MANHATTAN = SIMILARITIES["Manhattan"]
OTHERS = [name for name in TERMS if name != SQUARED_EUCLIDEAN.name]
SIX = np.array([[0.0, 0.0], [0.0, 2.0], [2.0, 0.0], [2.0, 2.0], [11.0, 1.0], [13.0, 1.0]])
PAIR = [0, 0, 0, 0, 1, 1]
# By city blocks: to the others of the group 8/3 on average, or 2; to the other group 13, 13, 11, 11, 11, 13
SEATS = np.array(
    [(13 - 8 / 3) / 13, (13 - 8 / 3) / 13, (11 - 8 / 3) / 11, (11 - 8 / 3) / 11, 9 / 11, 11 / 13]
)
# On a line, in two groups of three: sums 12 and 4, silhouettes 0.7, 0.75, 0.5, 0.5, 0.75, 0.7
NOISE = np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0], [4.0, 0.0], [5.0, 0.0], [6.0, 0.0]])


def places(n: int, seed: int = 0) -> np.ndarray:
    """Three regions on the globe, one of them on both sides of the date line."""
    rng = np.random.default_rng(seed)
    middles = np.repeat([[50.0, 10.0], [-17.0, 179.0], [40.0, -100.0]], n, axis=0)
    X = middles + rng.normal(size=(3 * n, 2)) * 4
    X[:, 1] = (X[:, 1] + 180) % 360 - 180
    return X


def shares(n: int, seed: int = 0) -> np.ndarray:
    """Budgets of any size, divided up in three ways."""
    rng = np.random.default_rng(seed)
    divided = np.repeat([[8.0, 1.0, 1.0], [1.0, 8.0, 1.0], [2.0, 2.0, 6.0]], n, axis=0)
    X = (divided + rng.uniform(-0.6, 0.6, divided.shape)) * rng.uniform(1, 50, (3 * n, 1))
    return np.asarray(X)


def known(name: str) -> tuple[np.ndarray, int]:
    """Points that lie in groups by this distance, and in how many."""
    if name == "great circle":
        return places(40), 3
    return (shares(40), 3) if name == "cosine" else (make_dataset("blobs", 120, 4, 0.5, 4)[0], 4)


# ---- by hand -------------------------------------------------------------------------------------------------------


def test_silhouettes_of_six_points_by_city_blocks() -> None:
    np.testing.assert_allclose(silhouette_samples(SIX, PAIR, "Manhattan"), SEATS)
    assert silhouette_score(SIX, PAIR, "Manhattan") == pytest.approx(SEATS.mean())
    # medians (1, 1) and (12, 1)
    by_centers = (11 / 13 + 11 / 13 + 9 / 11 + 9 / 11 + 9 / 10 + 11 / 12) / 6
    assert simplified_silhouette(SIX, [[1.0, 1.0], [12.0, 1.0]], "Manhattan") == pytest.approx(by_centers)


def test_what_each_judge_sees_in_six_points_by_city_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Box, "as_far_apart", lambda self, rng: NOISE)
    found = council(SIX, similarity="Manhattan")
    heard = {each.judge: each for each in found.opinions}
    assert tuple(heard) == tuple(judge for judge in JUDGES if judge != "jump")
    assert (found.ks, found.similarity, found.n_judged) == ((1, 2), "Manhattan", 6)
    # the sums: about the median (2, 1) 24 and 4, about the two medians 8 and 2
    np.testing.assert_allclose(found.elbow.curve, [28, 10])
    for judge in ("gap", "gap, first"):
        np.testing.assert_allclose(heard[judge].curve, [log(12 / 28), log(4 / 10)])
        error = heard[judge].error
        assert error is not None and error.max() < 1e-12
        assert heard[judge].choice == 1
    np.testing.assert_allclose(heard["silhouette less noise"].curve, [0, SEATS.mean() - 0.65])
    assert heard["silhouette less noise"].choice == 2
    assert heard["prediction strength"].curve[0] == 1


def test_how_far_one_half_foretells_the_other_by_city_blocks() -> None:
    X = np.array([[0.0, 0.0], [3.0, 3.0], [0.0, 1.0], [8.0, 3.0], [9.0, 3.0], [8.0, 4.0]])
    labels, means = np.array([0, 0, 0, 1, 1, 1]), np.array([[0.0, 0.0], [8.0, 3.0]])
    # (3, 3) is 6 blocks from (0, 0) and 5 from (8, 3): of three pairs of the first group, one is together
    assert _foretold(X, labels, means, MANHATTAN) == pytest.approx(1 / 3)
    assert _foretold(X, labels, means) == 1  # straight, 4.2 and 5


# ---- against scikit-learn ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "metric"),
    [
        ("squared Euclidean", "euclidean"),
        ("Euclidean", "euclidean"),
        ("Euclidean, medoids", "euclidean"),
        ("Manhattan", "manhattan"),
        ("Chebyshev", "chebyshev"),
        ("cosine", "cosine"),
        ("great circle", "haversine"),
    ],
)
def test_silhouettes_as_scikit_learn_has_them(name: str, metric: str) -> None:
    X = places(200) if name == "great circle" else np.abs(make_dataset("blobs", 600, 4, 2.0, 3)[0]) + 1
    labels = np.random.default_rng(1).integers(0, 5, len(X))
    theirs = metrics.silhouette_samples(np.radians(X) if metric == "haversine" else X, labels, metric=metric)
    np.testing.assert_allclose(silhouette_samples(X, labels, name), theirs, atol=1e-9)


def test_a_group_without_points_is_no_neighbour() -> None:
    codes = np.array([0, 0, 0, 0, 2, 2])
    for similarity in (SQUARED_EUCLIDEAN, MANHATTAN):
        own, (with_empty,) = silhouette_samples(SIX, PAIR, similarity), _silhouettes(SIX, [codes], similarity)
        np.testing.assert_array_equal(own, with_empty)


# ---- what points are compared with ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TERMS)
def test_scattered_points_vary_as_much_and_can_be_measured(name: str) -> None:
    X, _ = known(name)
    similarity = SIMILARITIES[name]
    noise = scattered(X, 1, name)
    assert noise.shape == X.shape
    np.testing.assert_array_equal(noise, scattered(X, 1, name))
    assert (noise != scattered(X, 2, name)).any()
    similarity.check(noise, "noise")
    shares_of_spread = np.std(similarity.place(noise), axis=0) / np.std(similarity.place(X), axis=0)
    assert shares_of_spread.min() > 0.5 and shares_of_spread.max() < 1.5


def test_a_box_lies_as_the_points_lie() -> None:
    along = np.random.default_rng(3).normal(size=(300, 2)) * [10, 0.3] @ [[0.8, 0.6], [-0.6, 0.8]]
    for name in ("squared Euclidean", "Manhattan", "Chebyshev"):
        x, y = scattered(along, 0, name).T
        assert np.cov(x, y)[0, 1] > 0.9 * x.std() * y.std()


def test_directions_are_scattered_as_long_as_the_points_are() -> None:
    X = shares(30)
    lengths = np.linalg.norm(scattered(X, 0, "cosine"), axis=1)
    np.testing.assert_allclose(lengths, np.linalg.norm(X, axis=1).mean())


# ---- what they choose ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OTHERS)
def test_groups_are_counted_by_every_distance(name: str) -> None:
    X, groups = known(name)
    found = council(X, ks=range(1, groups + 3), similarity=name)
    assert (found.choice, found.similarity) == (groups, name)
    assert found.agreement >= 3
    assert [each.judge for each in found.opinions] == list(TERMS[name].judges)


@pytest.mark.parametrize("name", OTHERS)
def test_one_cloud_is_no_groups_by_any_distance(name: str) -> None:
    rng = np.random.default_rng(5)
    X = rng.normal(size=(120, 2)) @ [[3.0, 1.0], [0.0, 1.0]]
    if name == "cosine":
        X = (rng.normal(size=(120, 3)) * 0.6 + [4.0, 5.0, 6.0]) * rng.uniform(1, 9, (120, 1))
    found = council(X, ks=range(1, 6), similarity=name)
    assert found.choice == 1


def test_size_does_not_count_for_directions_nor_the_date_line_on_the_globe() -> None:
    X = shares(30)
    larger = X * np.random.default_rng(8).uniform(1, 9, (len(X), 1))
    one, other = (Hearing(each, ks=range(1, 4), similarity="cosine") for each in (X, larger))
    np.testing.assert_allclose(one._inertia, other._inertia, rtol=1e-6)
    west = places(30)
    east = west.copy()
    east[:, 1] %= 360
    one, other = (Hearing(each, ks=range(1, 4), similarity="great circle") for each in (west, east))
    np.testing.assert_allclose(one._inertia, other._inertia, rtol=1e-6)


def test_where_scattered_points_fit_without_rest_too_nothing_is_told_apart() -> None:
    noise = np.array([[1.0, -np.inf], [1.0, -np.inf]])
    for opinion in _gaps((1, 2), np.array([np.e, 0.0]), noise):
        assert opinion.curve.tolist() == [0, 0] and opinion.choice == 1


def test_two_opposite_directions_are_heard_without_a_fault() -> None:
    X = np.repeat([[1.0, 1.0], [-2.0, -2.0]], 20, axis=0)
    found = council(X, similarity="cosine")
    assert found.ks == (1, 2)
    assert not any(np.isnan(each.curve).any() for each in found.opinions)
    parallel = np.outer(np.arange(1.0, 41.0), [1.0, 2.0])
    assert numbers_of_groups(parallel, similarity="cosine") == (1,)
    assert council(parallel, similarity="cosine").choice == 1


@pytest.mark.parametrize("name", OTHERS)
def test_a_sample_of_many_points_is_heard(name: str) -> None:
    X = np.tile(known(name)[0], (10, 1)) * (1 if name == "great circle" else 1.0)
    hearing = Hearing(X, ks=[1, 2], similarity=name)
    assert len(hearing._points) == TERMS[name].most_points < len(X)


# ---- the door ------------------------------------------------------------------------------------------------------


def test_by_a_distance_that_no_judge_speaks_by_none_is_heard() -> None:
    wrong = paired("Manhattan", "squared Euclidean")
    for ask in (
        lambda: council(SIX, similarity=wrong),
        lambda: scattered(SIX, 0, wrong),
        lambda: terms_of(wrong),
    ):
        with pytest.raises(ValueError, match="No judges are heard by"):
            ask()
    with pytest.raises(ValueError, match="only zeros"):
        council([[0.0, 0.0], [1.0, 2.0]], similarity="cosine")
    with pytest.raises(ValueError, match="no place on the globe"):
        council([[91.0, 0.0], [1.0, 2.0]], similarity="great circle")
    with pytest.raises(ValueError, match="only zeros"):
        silhouette_samples([[0.0, 0.0], [1.0, 2.0]], [0, 1], "cosine")


# ---- who changes company -------------------------------------------------------------------------------------------


def test_company_by_city_blocks() -> None:
    # (3, 3) is with the second group by blocks and with the first straight: by its own distance it never leaves
    means = [[0.0, 0.0], [8.0, 3.0]]
    X = np.concatenate([np.tile([0.0, 0.0], (20, 1)), np.tile([8.0, 3.0], (20, 1)), [[3.0, 3.0]]])
    assert assign_labels(X, means, similarity="Manhattan")[-1] == 1
    assert changes_of_company(X, means, 5, similarity="Manhattan").tolist() == [0] * 41
