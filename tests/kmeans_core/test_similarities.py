"""Other similarities: hand-computed answers, and other programs' answers."""

from __future__ import annotations

import doctest
import pickle
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.spatial.distance import cdist
from sklearn.metrics.pairwise import haversine_distances

from kmeans_core import (
    INITIALIZATIONS,
    SIMILARITIES,
    fit,
    great_circle_distances,
    initial_means,
    mixed,
    run,
    run_many,
    run_many_from,
    update_means,
)
from kmeans_core import similarities as module
from kmeans_core.directions import RADIUS
from tests.kmeans_core.groups import PAIRS
from tests.kmeans_core.measures import CLOSE, NAMES, measure_of, summed, table


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("weighted", [False, True])
def test_the_center_beats_a_thousand_places(name: str, weighted: bool, rng: np.random.Generator) -> None:
    for trial in range(5):
        X = table(trial, 3 + 4 * trial, whole=trial % 2 == 0)
        weights = rng.integers(0, 4, size=len(X)).astype(float) + 1e-3 if weighted else None
        measure = measure_of(name, X)
        center = measure.center(X, weights)
        least = summed(measure, X, center, weights)
        middle = X.mean(axis=0)
        places = middle + rng.normal(size=(1000, 2)) * X.std(axis=0) * rng.choice(
            [1e-3, 0.1, 1], size=(1000, 1)
        )
        if measure.center_name == "medoid":
            places = X[rng.integers(len(X), size=1000)]
        elif name == "mixed":
            places[:, 1] = X[rng.integers(len(X), size=1000), 1]
        for place in places:
            assert least <= summed(measure, X, place, weights) * (1 + CLOSE)


# The same distances from SciPy and scikit-learn.
PEERS = {
    "squared Euclidean": lambda X, C: cdist(X, C, "sqeuclidean"),
    "Manhattan": lambda X, C: cdist(X, C, "cityblock"),
    "Euclidean": lambda X, C: cdist(X, C, "euclidean"),
    "Chebyshev": lambda X, C: cdist(X, C, "chebyshev"),
    "cosine": lambda X, C: cdist(X, C, "cosine"),
    "great circle": lambda X, C: 4 * np.sin(haversine_distances(np.radians(X), np.radians(C)) / 2) ** 2,
    "great circle, medoids": lambda X, C: RADIUS * haversine_distances(np.radians(X), np.radians(C)),
}


@pytest.mark.parametrize("name", SIMILARITIES)
def test_distances_are_those_of_others(name: str) -> None:
    X, centers = table(1, 30, whole=False), table(2, 4, whole=False)
    peer: Any = PEERS.get(name) or PEERS[name.removesuffix(", medoids")]
    measure = SIMILARITIES[name]
    ours = measure.distances(measure.place(X), measure.place(centers))
    np.testing.assert_allclose(ours.T, peer(X, centers), rtol=1e-9, atol=1e-12)


def test_a_geometric_median_is_where_a_general_minimizer_ends(rng: np.random.Generator) -> None:
    for n in (3, 4, 7, 20, 100):
        X, weights = rng.normal(size=(n, 3)), rng.uniform(0.1, 2, size=n)
        center = SIMILARITIES["Euclidean"].center(X, weights)
        peer = minimize(
            lambda m, X=X, weights=weights: weights @ np.linalg.norm(X - m, axis=1),
            X.mean(axis=0),
            method="Nelder-Mead",
            options={"xatol": 1e-10, "fatol": 1e-14, "maxiter": 10_000},
        )
        assert summed(SIMILARITIES["Euclidean"], X, center, weights) <= peer.fun * (1 + 1e-9)


@pytest.mark.parametrize(
    ("X", "median"),
    [
        ([[0, 0], [4, 0], [0, 4], [4, 4]], [2, 2]),
        ([[0, 0], [1, 0], [50, 0]], [1, 0]),  # on a line: the one in the middle
        ([[0, 0], [0, 0], [0, 0], [7, 1], [3, 9]], [0, 0]),  # more than half of all at one place
        (
            [[0, 0], [4, 0], [-4, 0], [0, 4], [0, -4]],
            [0, 0],
        ),  # the mean, and a point: the iteration starts on it
    ],
)
def test_geometric_medians_by_hand(X: Any, median: Any) -> None:
    """Where the pulls are in balance, or at a point that holds against the pull of all others."""
    found = SIMILARITIES["Euclidean"].center(np.array(X, dtype=float), None)
    np.testing.assert_allclose(found, median, atol=1e-8)


def test_medians_by_hand() -> None:
    median = SIMILARITIES["Manhattan"].center
    X = np.array([[1.0, 9.0], [2.0, 7.0], [4.0, 1.0], [100.0, 3.0]])
    assert median(X, None).tolist() == [3.0, 5.0]
    assert median(X[:3], None).tolist() == [2.0, 7.0]
    twice = np.array([1.0, 1.0, 1.0, 2.0])  # as if the last row stood there twice
    assert median(X, twice).tolist() == median(X[[0, 1, 2, 3, 3]], None).tolist() == [4.0, 3.0]
    assert median(X, np.array([1.0, 2.0, 0.0, 3.0])).tolist() == median(X[[0, 1, 1, 3, 3, 3]], None).tolist()


def test_one_far_row_moves_the_mean_and_not_the_median() -> None:
    X = np.array([[0.0], [1.0], [2.0], [3.0], [1000.0]])
    assert update_means(X, np.zeros(5, dtype=int), 1, [[0.0]]).tolist() == [[201.2]]
    assert update_means(X, np.zeros(5, dtype=int), 1, [[0.0]], similarity="Manhattan").tolist() == [[2.0]]


def test_a_row_points_the_same_way_at_any_size() -> None:
    X = np.array([[1.0, 2.0], [10.0, 21.0], [5.0, 1.0], [500.0, 90.0]])
    ended = run(X, X[[0, 2]], similarity="cosine")
    assert ended.labels.tolist() == [0, 0, 1, 1]
    np.testing.assert_allclose(np.linalg.norm(ended.means, axis=1), 1)
    same = run(X * [[1], [1e140], [1e-140], [3]], X[[0, 2]], similarity="cosine")
    assert same.labels.tolist() == [0, 0, 1, 1]


def test_two_towns_on_either_side_of_the_date_line_are_neighbors() -> None:
    X = np.array([[0.0, 179.0], [0.0, -179.0], [0.0, 90.0], [0.0, 92.0]])
    ended = run(X, X[[0, 2]], similarity="great circle")
    assert ended.labels.tolist() == [0, 0, 1, 1]
    np.testing.assert_allclose(np.abs(ended.means), [[0, 180], [0, 91]], atol=1e-9)
    # A plane of degrees takes them for neighbors of the others.
    assert run(X, X[[1, 2]]).labels.tolist() == [1, 0, 1, 1]


def test_places_on_the_globe() -> None:
    # Along the equator a degree is 111.195 km; from pole to pole it is half way round.
    km = great_circle_distances([[0.0, 0.0], [90.0, 17.0]], [[0.0, 1.0], [-90.0, 0.0], [90.0, -170.0]])
    np.testing.assert_allclose(km[0, 0], RADIUS * np.pi / 180)
    np.testing.assert_allclose(km[1, 1:], [RADIUS * np.pi, 0], atol=1e-9)
    assert great_circle_distances([[0.0, 180.0]], [[0.0, -180.0]])[0, 0] == 0


@pytest.mark.parametrize(
    ("name", "X"),
    [
        ("great circle", [[0.0, 0.0], [0.0, 180.0]]),
        ("great circle", [[90.0, 0.0], [-90.0, 0.0]]),
        ("cosine", [[1.0, 2.0], [-1.0, -2.0]]),
    ],
)
def test_where_the_mean_has_no_direction_the_first_row_is_the_center(name: str, X: Any) -> None:
    measure = SIMILARITIES[name]
    X = np.array(X)
    center = measure.center(X, None)
    assert (center == X[0]).all()
    for place in table(3, 50, whole=False):
        assert summed(measure, X, center) == pytest.approx(summed(measure, X, place), rel=1e-9)


def test_prototypes_by_hand() -> None:
    """Spreads are 1 (heights) and words count 2: the row of height 1 goes with its word."""
    X = np.array([[0.0, 7.0], [2.0, 8.0], [0.0, 7.0], [2.0, 8.0]])
    measure = mixed(X, [1], mismatch=2.0)
    distances = measure.distances(
        measure.place(np.array([[1.0, 7.0]])), measure.place(np.array([[0.0, 7.0], [2.0, 8.0]]))
    )
    assert distances.ravel().tolist() == [1.0, 3.0]
    assert measure.center(np.array([[1.0, 8.0], [2.0, 7.0], [6.0, 8.0]]), None).tolist() == [3.0, 8.0]
    assert measure.center(np.array([[1.0, 8.0], [3.0, 7.0]]), None).tolist() == [
        2.0,
        7.0,
    ]  # of equally common ones the least code
    assert mixed(X, [1], 2.0) == measure
    assert mixed(X, [1], 1.0) != measure


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("init", INITIALIZATIONS)
def test_many_starts_are_those_of_run(name: str, init: str) -> None:
    X = table(5, 40, whole=False)
    measure = measure_of(name, X)
    runs = run_many(X, 4, range(5), init, similarity=measure)
    for seed in range(5):
        start = initial_means(X, 4, init, seed, similarity=measure)
        alone = run(X, start, similarity=measure)
        assert (runs.starts[seed] == start).all()
        assert (runs.means[seed] == alone.means).all()
        assert (runs.labels_of(seed) == alone.labels).all()
        assert runs.iterations[seed] == alone.iterations
    assert (run_many_from(X, runs.starts, similarity=measure).means == runs.means).all()
    assert (runs.replay(2).labels == runs.labels_of(2)).all()
    assert len(runs.extend(range(7))) == 7
    assert pickle.loads(pickle.dumps(runs)).problem.similarity == measure


@pytest.mark.parametrize("name", NAMES)
def test_fit_answers_for_its_similarity(name: str) -> None:
    X = table(6, 60, whole=False)
    measure = measure_of(name, X)
    best = fit(X, 3, similarity=measure)
    assert (best.predict(X) == best.labels).all()
    assert best.inertia_by_cluster.sum() == pytest.approx(best.inertia)
    assert best.total == pytest.approx(summed(measure, X, measure.center(X, None)))
    own = best.transform(X)[np.arange(60), best.labels]
    assert (own**2 if name == "squared Euclidean" else own).sum() == pytest.approx(best.inertia)


def test_the_worked_example() -> None:
    results = doctest.testmod(module)
    assert results.failed == 0
    assert results.attempted > 5


@pytest.mark.parametrize(
    ("X", "similarity", "says"),
    [
        ([[1.0, 2.0], [0.0, 0.0]], "cosine", "only zeros in row 1"),
        (
            [[91.0, 2.0], [0.0, 0.0]],
            "great circle",
            r"no place on the globe in row 0: .* There it has 91 and 2\.",
        ),
        (
            [[1.0, 2.0], [0.0, 361.0]],
            "great circle",
            r"no place on the globe in row 1: .* There it has 0 and 361\.",
        ),
        ([[1.0], [2.0]], "great circle", r"latitude and longitude in degrees; it has 1\."),
        ([[1.0], [2.0]], "Hamming", "similarity must be one of"),
        ([[1.0], [2.0]], mixed([[1.0, 2.0]], [0]), "columns"),
        ([[0.0, 180.0], [0.0, -180.0]], "great circle", "only 1 distinct point"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_a_sentence(X: Any, similarity: Any, says: str) -> None:
    for call in (
        lambda: run(X, np.asarray(X) + 0.0, similarity=similarity),
        lambda: run_many(X, 2, range(2), similarity=similarity),
        lambda: initial_means(X, 2, similarity=similarity),
    ):
        with pytest.raises(ValueError, match=says):
            call()


@pytest.mark.parametrize(
    ("words", "mismatch", "says"),
    [
        ([2], 1.0, r"^There is no column 2: X has 2, counted from 0\.$"),
        ([-1], 1.0, r"^A column of words must be a whole number of at least 0; got -1\.$"),
        ([0], -1, r"^mismatch must be a number of at least 0; got -1\.$"),
    ],
)
def test_mixed_refuses_what_is_not_there(words: Any, mismatch: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        mixed([[1.0, 2.0], [3.0, 4.0]], words, mismatch)


def test_one_is_told_from_others_by_its_name_and_its_settings_alone() -> None:
    known_by = {"name", "settings"}
    for measure in SIMILARITIES.values():
        others = {each.name: object() for each in fields(measure) if each.name not in known_by}
        assert replace(measure, **others) == measure  # type: ignore[arg-type]
        assert hash(replace(measure, **others)) == hash(measure)  # type: ignore[arg-type]
        assert replace(measure, name="another") != measure != replace(measure, settings=(1,))


def test_each_says_what_its_center_is() -> None:
    for measure in SIMILARITIES.values():
        assert measure.center_name
    assert run(PAIRS, PAIRS[:2], similarity="Euclidean, medoids").means[0] in PAIRS
