"""What the screen says, sentence by sentence."""

import re
from fractions import Fraction

import numpy as np
import pytest

from kmeans_core import DATASETS, INITIALIZATIONS, adjusted_rand_index, fit, initial_means, make_dataset, run
from study.words import count, next_action, shape_caption, step_sentence, step_title

PAIRS = np.array([[0.0], [1.0], [10.0], [11.0], [20.0], [21.0]])


def sentences(X: np.ndarray, means: object, **options: str) -> list[str]:
    one = run(X, means, **options)  # type: ignore[arg-type]
    return [step_sentence(one, index, X) for index in range(len(one.steps))]


def test_a_run_told_from_start_to_end() -> None:
    assert sentences(PAIRS, [[0.0], [1.0], [10.0]]) == [
        "3 of the points, picked at random, are the first means.",
        "All 6 points joined the mean nearest to them.",
        "Mean 3 moved, by 5.5; 1 and 2 stayed.",
        "Nothing changed: done after 2 iterations.",
    ]


def test_means_that_stood_still_are_not_among_those_that_moved() -> None:
    fives = 10.0 * np.arange(5)[:, np.newaxis]
    X = np.concatenate(
        [fives, fives + np.array([[0], [2], [0], [4], [6]])]
    )  # the averages are 0, 1, 0, 2 and 3 away
    assert sentences(X, fives)[2] == (
        "Means 2, 4 and 5 moved: by 2 on average, mean 5 the most, by 3; 1 and 3 stayed."
    )
    X = np.concatenate([fives, fives + np.array([[0], [2], [0], [2], [0]])])
    assert sentences(X, fives)[2] == "Means 2 and 4 moved, each by 1; 1, 3 and 5 stayed."
    tens = 10.0 * np.arange(10)[:, np.newaxis]
    assert (
        sentences(np.concatenate([tens, tens[:2] + 2]), tens)[2]
        == "2 of the means moved, each by 1; 8 stayed."
    )


def test_the_mean_of_an_empty_cluster_is_not_among_those_that_moved() -> None:
    X = np.array([[0.0], [2.0], [10.0], [12.0]])
    far = [[0.0], [10.0], [99.0]]
    assert (
        sentences(X, far)[2]
        == "Means 1 and 2 moved, each by 1; cluster 3 has no points: its mean stays where it was."
    )
    assert sentences(X, far, empty="farthest")[2] == (
        "Means 1 and 2 moved, each by 1; cluster 3 has no points: its mean moved to the point farthest from its own mean."
    )
    at_rest = sentences(X, [[1.0], [11.0], [99.0]], empty="farthest")
    assert at_rest[2].startswith("The other means are averages already: none of them moved; cluster 3 has no")


@pytest.mark.parametrize("k", [1, 2, 5])
@pytest.mark.parametrize("seed", range(5))
def test_below_the_rounding_of_the_data_nothing_moved(k: int, seed: int) -> None:
    X, _ = make_dataset("blobs", 300, k, 0.0, seed)
    places = np.unique(X, axis=0)
    assert sentences(X, places)[2] == "The means are averages already: none of them moved."


@pytest.mark.parametrize("offset", [0.0, 0.1, 1e5 / 3])
@pytest.mark.parametrize("k", [2, 3])
def test_no_mean_is_said_to_have_moved_the_most_where_all_moved_equally(offset: float, k: int) -> None:
    # Pairs, their means at the lower ends: each moves by half, but for rounding.
    lower = offset + 10.0 * np.arange(k)[:, np.newaxis]
    told = sentences(np.concatenate([lower, lower + 0.0891690269]), lower)
    assert told[2] == "Each mean moved to the average of its points, each by 0.0446."


def test_means_that_share_the_longest_way_are_not_named() -> None:
    X = np.array([[0.0], [1.0], [10.0], [14.0], [20.0], [24.0]])  # by 0.5, 2 and 2
    told = sentences(X, X[::2])
    assert told[2] == "Each mean moved to the average of its points: by 1.5 on average, by 2 at most."


def test_points_that_change_cluster_are_counted() -> None:
    X = np.array([[0.0], [1.0], [2.0], [9.0], [10.0]])
    told = sentences(X, [[0.0], [1.0]])
    assert told[1] == "All 5 points joined the mean nearest to them."
    assert told[3] == "2 of 5 points changed cluster: another mean is nearer to them now."
    assert told[-1] == "Nothing changed: done after 3 iterations."


def test_an_empty_cluster_is_told_under_both_rules() -> None:
    X = np.array([[0.0], [1.0], [10.0]])
    far = [[0.5], [10.0], [99.0]]
    assert sentences(X, far)[1:3] == [
        "All 3 points joined the mean nearest to them; cluster 3 got no points.",
        "The means are averages already: none of them moved; cluster 3 has no points: its mean stays where it was.",
    ]
    assert sentences(X, far)[-1] == "Nothing changed: done after 2 iterations; cluster 3 still has no points."
    kept = sentences(X, far, empty="farthest")
    assert kept[2].endswith(
        "; cluster 3 has no points: its mean moved to the point farthest from its own mean."
    )
    assert kept[3] == "1 of 3 points changed cluster: another mean is nearer to it now."


@pytest.mark.parametrize("empty", ["keep", "farthest"])
@pytest.mark.parametrize("shape", ["blobs", "grid", "two moons"])
def test_each_half_step_says_its_change_in_one_sentence(shape: str, empty: str) -> None:
    """Ties, empty clusters, both at once: on a grid, from means at one place and from means far away."""
    X, _ = make_dataset(shape, 49, 3, 1.0, 4)
    seen = set()
    for first in (X[:4], X[[0, 0, 5, 9]], np.concatenate([X[:3], [[99.0, 99.0]]])):
        one = run(X, first, empty=empty)
        for index in range(len(one.steps)):
            told = step_sentence(one, index, X, values=X)
            assert len(re.findall(r"[.!?](?= |$)", told)) == 1 and told.endswith("."), told
            assert not re.search(r"; [A-Z]", told), told
            seen.add(told.count(";"))
    assert max(seen) >= 1  # more than one thing was to be said


def test_a_tie_that_decides_is_told() -> None:
    X = np.array([[0.0], [3.0], [5.0], [6.0], [7.0], [9.0], [11.0]])
    one = run(X, [[5.0], [7.0], [11.0]])
    told = [step_sentence(one, index, X, values=X) for index in range(len(one.steps))]
    assert told[1] == (
        "All 7 points joined the mean nearest to them; 2 points are as near to one mean as to another, such as 6 to "
        "means 1 and 2: the lower number takes them."
    )
    # The means are 8/3 and 22/3 now: 5 is midway, though not in numbers of finitely many digits.
    assert told[5] == (
        "Nothing changed: done after 3 iterations; 5 lies midway between means 1 and 2: the lower number keeps it."
    )
    X = np.array([[0.0, 0.0], [2.0, 0.0], [1.0, 1.0]])
    corner = run(X, X[:2])
    assert step_sentence(corner, 1, X, values=np.array([[0, 0], [2, 0], [1.25, 1]])).endswith(
        "; (1.25, 1) is as near to mean 1 as to mean 2: the lower number takes it."
    )
    X = np.array([[0.0] * 4, [2.0] * 4, [1.0] * 4])
    many_columns = run(X, X[:2])
    assert step_sentence(many_columns, 1, X).endswith(
        "; one point is as near to mean 1 as to mean 2: the lower number takes it."
    )


def test_means_at_one_place_are_the_reason_for_a_tie() -> None:
    X = make_dataset("grid", 25, 2, 1.0, 0)[0]
    one = run(X, [[2.0, 2.0], [2.0, 2.0]])
    assert step_sentence(one, 1, X, values=X) == (
        "All 25 points joined the mean nearest to them; means 1 and 2 lie at one place: the lower number takes the points; "
        "cluster 2 got no points."
    )
    three = run(PAIRS, [[20.0], [1.0], [1.0], [1.0]])
    assert "; means 2, 3 and 4 lie at one place: the lower number takes " in step_sentence(
        three, 1, PAIRS, values=PAIRS
    )


def test_points_that_only_a_tie_moves_are_not_said_to_be_nearer_to_a_mean() -> None:
    X = make_dataset("grid", 100, 3, 1.0, 0)[0]  # the points (0, 0) to (9, 9)
    one = run(X, [[2.0, 4.5], [6.0, 4.5]])
    told = [step_sentence(one, index, X, values=X) for index in range(len(one.steps))]
    assert told[-1].startswith("Nothing changed: done after 2 iterations")
    assert told[1].startswith(
        "All 100 points joined the mean nearest to them; 10 points are as near to one mean as to another"
    )
    one = run(X, [[1.0, 4.5], [6.0, 4.5]])  # means 1.5 and 6.5: 4 is midway
    told = [step_sentence(one, index, X) for index in range(len(one.steps))]
    assert told[3] == (
        "10 of 100 points changed cluster: they are as near to their new means as to their old ones, and the lower number "
        "takes them."
    )
    assert told[-1] == "Nothing changed: done after 3 iterations."


def test_one_point_that_a_tie_moves() -> None:
    X = np.array([[0.0], [2.0], [4.0], [6.0]])
    one = run(X, [[0.0], [2.0]])  # {0}, {2, 4, 6}; means 0 and 4: 2 is midway
    told = [step_sentence(one, index, X, values=X) for index in range(len(one.steps))]
    assert told[3] == (
        "1 of 4 points changed cluster: it is as near to its new mean as to its old one, and the lower number takes it."
    )
    assert told[-1].startswith("Nothing changed: done after 3 iterations")


def test_ties_are_counted_apart_from_points_that_came_nearer() -> None:
    # Every run of whole numbers tells how many of the points that changed came nearer, as differences of squares have it.
    mixed = 0
    for seed in range(300):
        rng = np.random.default_rng(seed)
        X = rng.integers(0, 8, (30, 2)).astype(float)
        one = run(X, X[rng.choice(30, 3, replace=False)])
        for index in range(3, len(one.steps), 2):
            step, before = one.steps[index], one.steps[index - 2].labels
            squared = ((X[:, np.newaxis] - step.means) ** 2).sum(axis=2)
            gain = squared[np.arange(30), before] - squared[np.arange(30), step.labels]
            tied = int(((step.labels != before) & (gain < 1e-9)).sum())
            said = step_sentence(one, index, X)
            assert (", and the lower number takes" in said) == (0 < tied == step.n_changed)
            assert (f"or just as near (for {tied:,})" in said) == (0 < tied < step.n_changed)
            mixed += 0 < tied < step.n_changed
    assert mixed > 0


def test_a_cluster_that_loses_its_points_later() -> None:
    # One of many runs in which a cluster dies on the way; found by search, checked by the core's own record.
    for seed in range(2000):
        rng = np.random.default_rng(seed)
        X = rng.normal(size=(12, 2))
        one = run(X, rng.normal(size=(4, 2)) * 0.8)
        for index, step in enumerate(one.steps):
            if step.kind == "assign" and step.iteration > 1 and step.empty and not one.steps[index - 2].empty:
                names = [str(j + 1) for j in step.empty]
                assert f"cluster {names[0]} lost all its points." in step_sentence(one, index, X)
                return
    raise AssertionError("no run lost a cluster on the way")


def test_titles_and_next_actions() -> None:
    one = run(PAIRS, [[0.0], [1.0], [10.0]])
    assert [step_title(one, i) for i in range(4)] == [
        "Start",
        "Iteration 1 · assign",
        "Iteration 1 · update",
        "Iteration 2 · assign",
    ]
    assert [next_action(one, i) for i in range(4)] == ["Assign points", "Update means", "Assign points", None]


@pytest.mark.parametrize("init", INITIALIZATIONS)
def test_every_initialization_says_where_the_means_come_from(init: str) -> None:
    one = run(PAIRS, initial_means(PAIRS, 2, init, 0))
    assert (
        step_sentence(one, 0, PAIRS, init)
        != step_sentence(one, 0, PAIRS, "another way")
        == "2 means are given."
    )


def test_one_point_one_mean() -> None:
    assert sentences(np.array([[1.0, 2.0]]), [[0.0, 2.0]]) == [
        "One of the points, picked at random, is the first mean.",
        "The point joined its mean.",
        "The mean moved to the average of its points, by 1.",
        "Nothing changed: done after 2 iterations.",
    ]


def test_numbers_in_a_sentence_have_digits_that_tell_them_apart() -> None:
    # Stamps in seconds: in three digits, all points and both means would be at 1.7 billion.
    X = np.array([[1700000000.0], [1700000100], [1700000200], [1700000300]])
    one = run(X, [[1700000000.0], [1700000200.0]])
    told = step_sentence(one, 1, X, values=X)
    assert "1,700,000,100 lies midway between means 1 and 2" in told
    # Both means move by 1.83 at first glance.
    X = np.array([[0.0], [3.663], [10.0], [13.67]])
    one = run(X, [[0.0], [10.0]])
    assert "by 1.833 on average, mean 2 the most, by 1.835." in step_sentence(one, 2, X)


def test_counts_agree_in_number() -> None:
    assert [count(n, "point") for n in (0, 1, 2, 1000)] == ["0 points", "1 point", "2 points", "1,000 points"]


def test_means_placed_by_hand_are_the_users_own() -> None:
    assert step_sentence(run(PAIRS, [[0.0], [1.0]]), 0, PAIRS, "by hand") == "You placed the 2 means."
    assert step_sentence(run(PAIRS, [[0.0]]), 0, PAIRS, "by hand") == "You placed the mean."


def nearer_to_another(shape: str, groups: int, spread: float) -> float:
    """The share of points that are nearer to the mean of another group than of their own, over some seeds."""
    shares = []
    for seed in range(6):
        X, labels = make_dataset(shape, 400, groups, spread, seed)
        assert labels is not None
        means = np.array([X[labels == j].mean(axis=0) for j in range(groups)])
        squared = ((X[:, np.newaxis] - means) ** 2).sum(axis=2)
        shares.append(float(np.mean(squared.argmin(axis=1) != labels)))
    return float(np.mean(shares))


@pytest.mark.parametrize("groups", [2, 3, 5, 10])
@pytest.mark.parametrize("spread", [0.3, 0.5, 0.8, 0.9, 1.0, 1.3, 1.5, 1.6, 1.8, 2.0, 2.3, 3.0])
def test_what_is_said_of_round_groups_holds_at_every_setting(groups: int, spread: float) -> None:
    for shape in ("blobs", "overlapping blobs"):
        said, share = shape_caption(shape, groups, spread), nearer_to_another(shape, groups, spread)
        if "well apart" in said:
            assert share <= 0.002
        elif "hardly touch" in said:
            assert share <= 0.012
        else:
            assert "run into each other" in said and share >= 0.004


@pytest.mark.parametrize(
    ("groups", "spread"),
    [(2, 0.3), (2, 1.7), (2, 1.8), (2, 2.3), (3, 1.0), (3, 1.1), (3, 1.5), (4, 0.9), (4, 1.1), (5, 0.7), (5, 0.9),
     (8, 0.4), (8, 0.6), (10, 0.3), (10, 0.5), (15, 0.1), (15, 0.2), (15, 0.4), (20, 0.1), (20, 0.2), (20, 3.0)],
)  # fmt: skip
def test_what_is_said_of_long_groups_holds_at_every_setting(groups: int, spread: float) -> None:
    said, found = shape_caption("stretched blobs", groups, spread), []
    for seed in range(5):
        X, labels = make_dataset("stretched blobs", 300, groups, spread, seed)
        assert labels is not None
        found.append(float(adjusted_rand_index(fit(X, groups, 20).labels, labels)))
    assert np.mean(found) >= 0.9 if "to find them" in said else np.mean(found) < 0.9


def test_every_shape_is_captioned_at_every_setting() -> None:
    for shape in DATASETS:
        for groups in (1, 2, 20):
            for spread in (0.0, 1.0, 3.0):
                assert shape_caption(shape, groups, spread).endswith(".")
    assert shape_caption("blobs", 1, 1.0) == "A single group."
    assert shape_caption("blobs", 5, 0.0) == "No spread: all points of a group are at one place."


@pytest.mark.parametrize("origin", [0, 1000])
@pytest.mark.parametrize("k", [2, 3])
def test_ties_of_tenths_are_told_though_rounding_decides_them(origin: int, k: int) -> None:
    """What people would find with these decimals, in fractions."""
    lattice = np.array([[i, j] for i in range(8) for j in range(8)])
    X, exact = origin + lattice / 10, 10 * origin + lattice
    X = np.round(X, 1)
    seen = 0
    for seed in range(30):
        found = run(X, initial_means(X, k, "random", seed))
        for index, step in enumerate(found.steps):
            if step.kind != "assign" or step.iteration == 1 or not step.n_changed:
                continue
            before = found.steps[index - 2].labels
            sums = [(exact[before == j].sum(axis=0).tolist(), int((before == j).sum())) for j in range(k)]
            if not all(size for _, size in sums):
                continue
            means = [[Fraction(total, size) for total in totals] for totals, size in sums]
            away = [
                [sum((a - b) ** 2 for a, b in zip(p, m, strict=True)) for m in means] for p in exact.tolist()
            ]
            left = np.flatnonzero(step.labels != before).tolist()
            tied = sum(away[i][step.labels[i]] == away[i][before[i]] for i in left)
            said = step_sentence(found, index, X)
            seen += tied > 0
            assert (f"or just as near (for {tied:,})" in said) == (0 < tied < len(left)), said
            assert ("another mean is nearer" in said) == (tied < len(left)), said
    assert seen
