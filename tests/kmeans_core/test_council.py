"""How many groups: the judges by hand, and what they choose together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.datasets import load_wine

from kmeans_core import JUDGES, fit, make_dataset
from kmeans_core.council import (
    Council,
    Hearing,
    Opinion,
    _foretold,
    _gaps,
    council,
    numbers_of_groups,
)
from kmeans_core.criteria import silhouette_score
from kmeans_core.many_sets import BestOfStarts
from kmeans_core.scores import adjusted_rand_index


def votes(*choices: int) -> Council:
    opinions = tuple(
        Opinion(judge, np.zeros(9), None, choice) for judge, choice in zip(JUDGES, choices, strict=True)
    )
    return Council(tuple(range(1, 10)), (), opinions, Opinion("elbow", np.zeros(9), None, 3), 100)


@pytest.mark.parametrize(
    ("choices", "together", "agreement"),
    [
        ((5, 5, 5, 5, 5), 5, 5),
        ((1, 4, 4, 4, 1), 4, 3),
        ((2, 2, 1, 7, 1), 1, 2),  # as many for one: groups have to be shown
        ((3, 4, 4, 3, 2), 3, 2),  # the gap decides
        ((2, 3, 4, 5, 6), 2, 1),
        ((2, 3, 4, 5, 1), 1, 1),
    ],
)
def test_what_most_choose(choices: tuple[int, ...], together: int, agreement: int) -> None:
    assert (votes(*choices).choice, votes(*choices).agreement) == (together, agreement)


def test_the_gap_by_hand() -> None:
    # scattered points: log inertia 4, 3, 2 (one standard error: 0, 0.1 * sqrt(1.5), 0); the points: 4, 1, 0.05
    noise = np.array([[4.0, 2.9, 2.0], [4.0, 3.1, 2.0]])
    opinions = {each.judge: each for each in _gaps((1, 2, 3), np.exp([4.0, 1.0, 0.05]), noise)}
    np.testing.assert_allclose(opinions["gap"].curve, [0, 2, 1.95])
    assert opinions["gap"].error is not None
    np.testing.assert_allclose(opinions["gap"].error, [0, 0.1 * 1.5**0.5, 0], atol=1e-12)
    assert opinions["gap"].choice == opinions["gap, first"].choice == 2


def test_the_lowest_near_the_maximum_and_the_first_not_beaten_may_differ() -> None:
    noise = np.array([[4.0, 3.0, 2.0, 1.0]] * 2) + np.array([[0.1], [-0.1]])
    inertia = np.exp([3.0, 2.5, -1.0, -2.1])  # gaps 1, 0.5, 3, 3.1
    opinions = {each.judge: each.choice for each in _gaps((1, 2, 3, 4), inertia, noise)}
    assert opinions == {"gap": 3, "gap, first": 1}


def test_how_far_one_half_foretells_the_other() -> None:
    X = np.array([[0.0], [1.0], [2.0], [10.0], [11.0]])
    labels = np.array([0, 0, 0, 1, 1])
    assert _foretold(X, labels, np.array([[1.0], [10.0]])) == 1
    # 0 and 1 go together, 2 goes elsewhere: one pair of three
    assert _foretold(X, labels, np.array([[0.0], [10.0], [3.0]])[:3]) == pytest.approx(1 / 3)
    # the last two are parted: no pair is left
    assert _foretold(X, labels, np.array([[1.0], [9.9], [12.0]])) == 0


@pytest.mark.parametrize("spread", [0.5, 0.8, 1.0])
@pytest.mark.parametrize("groups", [2, 5])
def test_round_groups_are_counted(groups: int, spread: float) -> None:
    X, _ = make_dataset("blobs", 240, groups, spread, 4)
    found = council(X)
    assert found.choice == groups
    assert found.agreement >= 3


class Heard(Hearing):
    """A hearing in which scattered points have no silhouette, and the points the same for every k above 1."""

    def __init__(self, X: NDArray[np.float64], silhouette: float) -> None:
        super().__init__(X, ks=range(1, 4))
        self.silhouette = silhouette

    def _silhouettes_of(self, points: NDArray[np.float64], fits: Sequence[BestOfStarts]) -> list[float]:
        return [self.silhouette if points is self._points else 0.0] * len(fits)


@pytest.mark.parametrize(("n_columns", "least"), [(2, 0.1), (8, 0.05)])
def test_how_much_the_silhouette_must_exceed_that_of_noise(n_columns: int, least: float) -> None:
    """A tenth in two columns; less in more that vary alike, in proportion to the root of their number."""
    corners = np.concatenate([np.eye(n_columns), -np.eye(n_columns)])  # every axis varies alike
    for share, choice in ((0.95, 1), (1.05, 2)):
        heard = {each.judge: each.choice for each in Heard(corners, share * least).opinions()}
        assert heard["silhouette less noise"] == choice


def test_noise_and_one_cloud_have_no_groups() -> None:
    assert council(make_dataset("uniform noise", 200, 3, 1.0, 1)[0]).choice == 1
    stretched = np.random.default_rng(2).normal(size=(200, 2)) @ [[5.0, 2.0], [0.0, 1.0]]
    assert council(stretched).choice == 1


def test_order_shift_and_scale_do_not_count() -> None:
    X, _ = make_dataset("overlapping blobs", 150, 3, 1.0, 8)
    first = council(X)
    shuffled = np.random.default_rng(0).permutation(len(X))
    for other in (council(X[shuffled]), council(X * 2.0**-20), council(X * 1024.0 + 4096)):
        for one, two in zip(first.opinions, other.opinions, strict=True):
            assert one.choice == two.choice
            np.testing.assert_allclose(one.curve, two.curve, atol=1e-9)


def test_few_points_and_points_that_coincide() -> None:
    assert council([[1.0, 2.0]]).choice == 1
    assert council([[1.0, 2.0], [3.0, 4.0]]).ks == (1,)
    assert council(np.ones((30, 2))).choice == 1
    two = council(np.repeat([[0.0, 1.0], [2.0, 3.0]], 20, axis=0))
    assert (two.ks, two.choice, two.agreement) == ((1, 2), 2, 5)
    assert council(np.ones((5, 2)), ks=[1]).elbow.choice == 1


def test_one_column_and_many() -> None:
    rng = np.random.default_rng(3)
    column = np.concatenate([rng.normal(0, 1, 60), rng.normal(12, 1, 40)])[:, np.newaxis]
    assert council(column).choice == 2
    assert council(rng.normal(size=(80, 50))).choice == 1


def test_a_sample_of_many_points_is_judged() -> None:
    found = council(make_dataset("blobs", 3000, 4, 1.0, 2)[0], ks=range(1, 7))
    assert (found.n_judged, found.choice) == (1000, 4)
    assert [each.shape for each in found.means] == [(k, 2) for k in range(1, 7)]


def test_curves_are_what_they_are_said_to_be() -> None:
    X, _ = make_dataset("blobs", 100, 3, 1.0, 5)
    hearing = Hearing(X)
    heard = {each.judge: each for each in hearing.opinions()}
    assert list(heard) == ["jump", "gap", "gap, first", "silhouette less noise", "prediction strength"]
    together = hearing.council(heard)
    labels = ((X[:, np.newaxis] - together.means[2]) ** 2).sum(axis=2).argmin(axis=1)
    silhouette = silhouette_score(X, labels)
    assert 0 < silhouette - heard["silhouette less noise"].curve[2] < silhouette
    assert heard["prediction strength"].curve[0] == 1
    assert [each.judge for each in together.opinions] == list(JUDGES)
    assert (np.diff(together.elbow.curve) < 0).all()


def test_progress_is_told_to_its_end_and_may_put_an_end_to_it() -> None:
    told: list[tuple[int, int]] = []
    X, _ = make_dataset("blobs", 60, 2, 1.0, 5)
    council(X, progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))

    class EnoughError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise EnoughError

    with pytest.raises(EnoughError):
        council(X, progress=stop)


def test_the_door() -> None:
    with pytest.raises(ValueError, match="without a gap"):
        council([[1.0], [2.0]], ks=[2, 3])
    with pytest.raises(ValueError, match="without a gap"):
        council([[1.0], [2.0]], ks=[])
    with pytest.raises(ValueError):
        council([[1.0], [1.0], [1.0]], ks=[1, 2])
    with pytest.raises(ValueError, match="NaN"):
        council([[float("nan")]])
    assert numbers_of_groups(np.arange(200.0)[:, np.newaxis]) == tuple(range(1, 13))
    assert numbers_of_groups(np.arange(10.0)[:, np.newaxis]) == (1, 2, 3)


def test_three_groups_are_found_in_thirteen_columns_of_wines() -> None:
    X = load_wine().data
    found = council((X - X.mean(axis=0)) / X.std(axis=0))
    assert (found.choice, found.agreement) == (3, 3)
    own = fit((X - X.mean(axis=0)) / X.std(axis=0), 3, 20, "k-means++").labels
    assert adjusted_rand_index(own, load_wine().target) > 0.89


@pytest.mark.parametrize("columns", [13, 30])
def test_one_cloud_of_many_columns_is_no_groups(columns: int) -> None:
    rng = np.random.default_rng(columns)
    for X in (rng.normal(size=(200, columns)), rng.standard_t(6, (200, columns))):
        assert council(X).choice == 1
