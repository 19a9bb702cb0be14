"""The remedies, held against each other and told as stories."""

import numpy as np
import pytest

from kmeans_core import INITIALIZATIONS, initial_means, make_dataset, run, run_many
from study.remedies import GREEDY, OFTEN, ONCE, REMEDIES, SPLIT, SWAP, draws_of, story, trials_for, try_all

X, _ = make_dataset("blobs", 200, 8, 1.0, 2)


def test_what_each_remedy_finds_and_costs() -> None:
    tried = {each.name: each for each in try_all(X, 8, 20)}
    assert list(tried) == list(REMEDIES)
    runs = run_many(X, 8, range(200))
    best = min(runs.inertia.min(), run_many(X, 8, range(20), "greedy k-means++").inertia.min())
    assert tried[ONCE].found == int(np.isclose(runs.inertia[:20], best).sum())
    assert tried[OFTEN].found == int(np.isclose(runs.inertia.reshape(20, 10).min(axis=1), best).sum())
    assert tried[ONCE].distances == pytest.approx(runs.iterations.mean() * len(X) * 8)
    assert tried[OFTEN].distances == pytest.approx(10 * tried[ONCE].distances)
    assert tried[SWAP].distances <= 1.3 * tried[OFTEN].distances  # the last swap, and the way to rest
    for name in (SWAP, SPLIT, GREEDY):  # the groups lie apart: what a random start misses they find
        assert tried[name].found > tried[ONCE].found
    for each in tried.values():
        assert each.interval[0] <= each.share <= each.interval[1]
        assert each.at_same_cost >= each.share - 1e-12


def test_a_better_answer_that_is_known_already_counts() -> None:
    assert all(each.found == 0 for each in try_all(X, 8, 20, known=1e-3))


def test_more_points_are_tried_less_often() -> None:
    assert trials_for(300, 5) == 100
    assert trials_for(3000, 20) == 20


@pytest.mark.parametrize("name", REMEDIES)
@pytest.mark.parametrize("k", [1, 4])
def test_a_story_ends_where_k_means_rests(name: str, k: int) -> None:
    shots = story(name, X, k, 3)
    last = shots[-1]
    assert last.labels is not None
    np.testing.assert_array_equal(run(X, last.means).labels, last.labels)
    assert all(shot.sentence and shot.title for shot in shots)


def test_draws_are_those_of_the_seed() -> None:
    drawn = {init: shots for init in INITIALIZATIONS if (shots := draws_of(init, X, 4, 7))}
    assert list(drawn) == ["k-means++", "greedy k-means++", "farthest"]
    for init, shots in drawn.items():
        np.testing.assert_array_equal(shots[-1].means, initial_means(X, 4, init, 7))
        assert [len(shot.means) for shot in shots] == [1, 2, 3, 4]
