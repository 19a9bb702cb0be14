from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from kmeans_core import INITIALIZATIONS, by_hand, initial_means, kmeans_plus_plus_draws, run_many
from kmeans_core.initializations import _draw

ALL = sorted(INITIALIZATIONS)
PICKS_POINTS = sorted(set(ALL) - {"random partition"})


class Scripted(np.random.Generator):
    """A generator that says what it is told to: for draws worked by hand."""

    def __init__(self, first: int, *chances: float) -> None:
        super().__init__(np.random.PCG64(0))
        self.first, self.chances = first, list(chances)

    def integers(self, *_: Any) -> Any:  # type: ignore[override]
        return self.first

    def random(self, size: int | None = None) -> Any:  # type: ignore[override]
        if size is None:
            return self.chances.pop(0)
        return np.array([self.chances.pop(0) for _ in range(size)])


def test_the_names() -> None:
    assert set(ALL) == {"random", "k-means++", "greedy k-means++", "farthest", "random partition"}


@pytest.mark.parametrize("name", ALL)
def test_same_seed_same_means(name: str, rng: np.random.Generator) -> None:
    X = rng.standard_normal((40, 3))
    means = initial_means(X, 5, name, seed=3)
    assert means.shape == (5, 3)
    np.testing.assert_array_equal(means, initial_means(X, 5, name, seed=3))
    others = [initial_means(X, 5, name, seed) for seed in range(4, 10)]
    assert any(not np.array_equal(means, other) for other in others)


@pytest.mark.parametrize("name", PICKS_POINTS)
def test_k_distinct_places_of_the_data_even_among_many_duplicates(name: str) -> None:
    X = np.repeat([[0.0, 0.0], [-0.0, 1.0], [5.0, 5.0], [0.0, -0.0]], [30, 1, 1, 30], axis=0)
    places = {(0.0, 0.0), (0.0, 1.0), (5.0, 5.0)}
    for seed in range(25):
        means = initial_means(X, 3, name, seed)
        assert {(float(x), float(y)) for x, y in means} == places


@pytest.mark.parametrize("name", ALL)
def test_one_cluster_and_one_point(name: str) -> None:
    assert initial_means([[3.0, 4.0]], 1, name).tolist() == [[3, 4]]


@pytest.mark.parametrize("name", ALL)
def test_too_many_clusters(name: str) -> None:
    with pytest.raises(ValueError, match="only 2 distinct points, fewer than k = 3"):
        initial_means([[0.0], [0.0], [1.0]], 3, name)


def test_random_picks_every_pair_of_points_equally_often() -> None:
    X = np.arange(4.0)[:, np.newaxis]
    rng = np.random.default_rng(0)
    pairs = [tuple(sorted(INITIALIZATIONS["random"](X, 2, rng).ravel().tolist())) for _ in range(3000)]
    observed = [pairs.count(pair) for pair in itertools.combinations(range(4), 2)]
    # Chi-square with 5 degrees of freedom: 20.5 is exceeded once in a thousand times.
    assert sum((count - 500) ** 2 / 500 for count in observed) < 20.5


def test_chances_of_kmeans_plus_plus_worked_by_hand() -> None:
    X = np.array([[0.0], [1.0], [3.0]])
    # First the point 0. Squared distances 0, 1, 9: chances 0, 0.1, 0.9. At 0.05 the draw is the point 1.
    draws = kmeans_plus_plus_draws(X, 3, Scripted(0, 0.05, 0.5))
    assert [draw.index for draw in draws] == [0, 1, 2]
    np.testing.assert_allclose(draws[0].chances, 1 / 3)
    np.testing.assert_allclose(draws[1].chances, [0, 0.1, 0.9])
    np.testing.assert_allclose(draws[2].chances, [0, 0, 1])
    assert kmeans_plus_plus_draws(X, 2, Scripted(0, 0.11))[1].index == 2


def test_kmeans_plus_plus_draws_as_often_as_its_chances_say() -> None:
    X = np.array([[0.0], [1.0], [3.0]])
    rng = np.random.default_rng(1)
    n = 6000
    ordered = [tuple(draw.index for draw in kmeans_plus_plus_draws(X, 2, rng)) for _ in range(n)]
    # First each with 1/3; then from 0: 1 and 9 of 10; from 1: 1 and 4 of 5; from 3: 9 and 4 of 13.
    chances = {(0, 1): 1 / 30, (0, 2): 9 / 30, (1, 0): 1 / 15, (1, 2): 4 / 15, (2, 0): 9 / 39, (2, 1): 4 / 39}
    chi_square = sum((ordered.count(pair) - n * p) ** 2 / (n * p) for pair, p in chances.items())
    assert chi_square < 20.5  # 5 degrees of freedom, once in a thousand times
    assert sum(map(ordered.count, chances)) == n


def test_the_means_are_those_of_the_draws(rng: np.random.Generator) -> None:
    X = rng.standard_normal((50, 2))
    draws = kmeans_plus_plus_draws(X, 6, np.random.default_rng(4))
    means = INITIALIZATIONS["k-means++"](X, 6, np.random.default_rng(4))
    np.testing.assert_array_equal(means, X[[draw.index for draw in draws]])


def test_a_draw_never_falls_on_a_weight_of_zero() -> None:
    weights = np.array([0.0, 1.0, 0.0, 3.0, 0.0])
    assert [_draw(weights, chance) for chance in (0.0, 0.2499, 0.25, 0.9, np.nextafter(1, 0))] == [
        1,
        1,
        3,
        3,
        3,
    ]


def test_greedy_keeps_the_best_of_its_candidates() -> None:
    X = np.array([[0.0], [1.0], [10.0], [11.0]])
    # From 0 the weights are 0, 1, 100, 121, in all 222. Two candidates (2 + log 2): 0.001 is the point 1, 0.2 is 10.
    # 10 leaves 0 + 1 + 0 + 1, far less than what 1 leaves: 0 + 0 + 81 + 100.
    means = INITIALIZATIONS["greedy k-means++"](X, 2, Scripted(0, 0.001, 0.2))
    assert means.ravel().tolist() == [0, 10]
    plain = INITIALIZATIONS["k-means++"](X, 2, Scripted(0, 0.001))
    assert plain.ravel().tolist() == [0, 1]


def test_greedy_starts_lower_than_plain_on_average(rng: np.random.Generator) -> None:
    X = rng.standard_normal((200, 2)) + 6 * rng.integers(0, 4, (200, 2))

    def potential(name: str) -> float:
        starts = (initial_means(X, 8, name, seed) for seed in range(30))
        return sum(((X[:, np.newaxis] - means) ** 2).sum(axis=2).min(axis=1).sum() for means in starts)

    assert potential("greedy k-means++") < 0.9 * potential("k-means++") < 0.9 * potential("random")


def test_farthest_worked_by_hand() -> None:
    X = np.array([[0.0], [1.0], [4.0], [10.0]])
    # From 1: 10 is farthest (9). Then 0 is 1 away, 4 is 3 away from 1: 4. Then 0.
    assert INITIALIZATIONS["farthest"](X, 4, Scripted(1)).ravel().tolist() == [1, 10, 4, 0]


def test_random_partition_gives_every_cluster_a_point() -> None:
    X = np.array([[0.0], [1.0], [2.0], [3.0]])
    for seed in range(20):
        # As many clusters as points: every mean is a point.
        assert sorted(initial_means(X, 4, "random partition", seed).ravel().tolist()) == [0, 1, 2, 3]
        two = initial_means(X, 2, "random partition", seed)
        averages = {
            tuple(sorted((np.mean(part), np.mean(sorted(set(range(4)) - set(part))))))
            for size in (1, 2, 3)
            for part in itertools.combinations(range(4), size)
        }
        assert any(np.allclose(sorted(two.ravel()), pair) for pair in averages)


def test_by_hand() -> None:
    assert initial_means([[0.0], [1.0], [2.0]], 2, by_hand([[0.5], [7.0]])).tolist() == [[0.5], [7.0]]
    with pytest.raises(ValueError, match="2 means were given for k = 3"):
        initial_means([[0.0], [1.0], [2.0]], 3, by_hand([[0.5], [7.0]]))
    with pytest.raises(ValueError, match="means have 2 features, the points have 1"):
        initial_means([[0.0], [1.0], [2.0]], 1, by_hand([[0.5, 7]]))


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match=r"init must be one of 'random'.*; got 'best'"):
        initial_means([[0.0], [1.0]], 2, "best")
    with pytest.raises(ValueError, match="seed must be a whole number of at least 0; got -1"):
        initial_means([[0.0], [1.0]], 2, seed=-1)
    with pytest.raises(ValueError, match="row 1"):
        initial_means([[0.0], [np.nan]], 1)


@pytest.mark.parametrize("name", ALL)
def test_the_points_are_not_changed(name: str, rng: np.random.Generator) -> None:
    X = rng.standard_normal((30, 2))
    X.flags.writeable = False
    means = initial_means(X, 4, name)
    means[:] = 0
    assert X.all()


@pytest.mark.parametrize("name", PICKS_POINTS)
@pytest.mark.parametrize("scale", [1e150, 1e-170])
def test_distinct_places_at_the_ends_of_the_range(name: str, scale: float) -> None:
    X = scale * np.array([[-1.0], [1.0], [-1.0], [0.5]])
    assert len(np.unique(initial_means(X, 3, name), axis=0)) == 3


# Weights: a draw is in proportion to them.


@pytest.mark.parametrize("name", ALL)
def test_a_point_without_weight_is_as_good_as_not_there(name: str) -> None:
    X = np.array([[0.0], [1.0], [5.0], [6.0], [100.0], [200.0]])
    weights = [1.0, 1.0, 2.0, 1.0, 0.0, 0.0]
    for seed in range(40):
        means = initial_means(X, 3, name, seed, sample_weight=weights)
        assert means.max() <= 6 and len(np.unique(means)) == 3
    with pytest.raises(ValueError, match="only 4 distinct points of weight above 0"):
        initial_means(X, 5, name, sample_weight=weights)


@pytest.mark.parametrize("name", ["random", "k-means++", "greedy k-means++", "farthest"])
def test_the_first_draw_is_in_proportion_to_weight(name: str) -> None:
    X, weights = np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 2.0, 7.0])
    firsts = [float(initial_means(X, 1, name, seed, sample_weight=weights)[0, 0]) for seed in range(2000)]
    # Chi-square with 2 degrees of freedom: 13.8 is exceeded once in a thousand times.
    expected = 2000 * weights / 10
    assert sum((firsts.count(i) - e) ** 2 / e for i, e in enumerate(expected.tolist())) < 13.8


def test_random_draws_without_putting_back_in_proportion_to_weight() -> None:
    X, weights = np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 2.0, 7.0])
    pairs = [
        tuple(initial_means(X, 2, "random", seed, sample_weight=weights).ravel().tolist())
        for seed in range(4000)
    ]
    chances = {
        (a, b): weights[a] / 10 * weights[b] / (10 - weights[a])
        for a, b in itertools.permutations(range(3), 2)
    }
    # 5 degrees of freedom.
    assert sum((pairs.count(pair) - 4000 * p) ** 2 / (4000 * p) for pair, p in chances.items()) < 20.5


def test_later_draws_of_kmeans_plus_plus_count_weight_and_distance() -> None:
    X, weights = np.array([[0.0], [1.0], [3.0]]), np.array([1.0, 9.0, 3.0])
    # The first draw at 0.05 of the weight is the point 0. Then 9 * 1 and 3 * 9 are the weights: 1/4 and 3/4.
    draws = kmeans_plus_plus_draws(X, 2, Scripted(0, 0.05, 0.3), weights)
    assert [draw.index for draw in draws] == [0, 2]
    np.testing.assert_allclose(draws[0].chances, weights / weights.sum())
    np.testing.assert_allclose(draws[1].chances, [0, 0.25, 0.75])


@pytest.mark.parametrize("name", ["k-means++", "greedy k-means++"])
def test_hardly_any_weight_hardly_ever_a_start(name: str) -> None:
    X = [[1.0], [1.0], [5.0], [5.0], [100.0], [100.0]]
    weights = [1e8] * 4 + [1e-8] * 2
    for seed in range(30):
        assert sorted(initial_means(X, 2, name, seed, sample_weight=weights).ravel().tolist()) == [1, 5]


@pytest.mark.parametrize("name", ALL)
def test_equal_weights_and_weights_of_any_size(name: str) -> None:
    X = np.arange(12.0).reshape(6, 2) ** 2
    for scale in (1e-300, 1.0, 1e150):
        means = initial_means(X, 3, name, 5, sample_weight=np.full(6, scale))
        assert np.isfinite(means).all()
        same = initial_means(X, 3, name, 5, sample_weight=np.full(6, 1.0))
        np.testing.assert_allclose(means, same, rtol=4e-16)


@pytest.mark.parametrize("name", ALL)
def test_starts_of_run_many_are_those_of_the_weights(name: str) -> None:
    X, weights = np.arange(20.0).reshape(10, 2) ** 2, np.arange(10.0)
    runs = run_many(X, 3, range(5), name, sample_weight=weights)
    for seed in range(5):
        np.testing.assert_array_equal(
            runs.starts[seed], initial_means(X, 3, name, seed, sample_weight=weights)
        )
