"""Starts gathered into answers and kinds of answers, and compared."""

import io

import numpy as np
import pandas as pd
import pytest

from kmeans_core import run
from kmeans_core.many import run_many
from study.answers import MOST_KINDS, fared, gather, kinds_of, starts_csv
from study.memory import Server
from study.starts_store import StartSeries, StartsStore
from tests.study.some_starts import PAIRS, points, starts


def test_three_pairs_have_a_right_answer_and_two_wrong_ones() -> None:
    answers = gather([starts(100)])
    np.testing.assert_allclose(answers.solutions.inertia, [1.5, 101, 101])
    assert len(answers) == 100
    assert answers.best_share == np.mean(run_many(PAIRS, 3, range(100)).inertia < 2)
    assert [len(kind.ranks) for kind in answers.kinds] == [1, 1, 1]
    np.testing.assert_array_equal(answers.kind_of, answers.solutions.which)
    assert sum(kind.share for kind in answers.kinds) == pytest.approx(1)


def test_answers_with_means_in_the_same_places_are_one_kind() -> None:
    means = np.array([[[0.0], [10]], [[0.1], [10]], [[0], [14]], [[0.2], [10]]])
    np.testing.assert_array_equal(kinds_of(means, np.array([100.0, 101, 101.5, 150])), [0, 0, 0, 1])
    far = np.array([[[0.0], [10]], [[9.0], [11]]])
    np.testing.assert_array_equal(kinds_of(far, np.array([100.0, 100])), [0, 1])


def test_every_answer_can_be_shown_by_itself() -> None:
    rng = np.random.default_rng(0)
    cloud = StartSeries(points(rng.normal(size=(80, 2))), 3, "random", "keep")
    part = StartsStore(Server().shelf()).advance(cloud, 300)
    each, gathered = gather([part], each=True), gather([part])
    assert len(gathered.kinds) < len(each.kinds) == min(MOST_KINDS, len(each.solutions))
    assert int(each.kind_of.max()) <= MOST_KINDS


def test_initializations_are_compared_on_common_ground() -> None:
    answers = gather([starts(60), starts(60, "k-means++")])
    random, plus_plus = fared(answers)
    assert (random.init, plus_plus.init) == ("random", "k-means++")
    assert random.found == np.sum(answers.parts[0].runs.inertia < 2)
    assert random.interval[0] < random.found / 60 < random.interval[1]
    assert random.worst == pytest.approx(100 * (101 / 1.5 - 1))
    assert random.right is None
    right = fared(gather([starts(60, truth=np.array([0, 0, 1, 1, 2, 2]))]))[0]
    assert right.right == random.found


def test_the_table_of_starts_has_a_row_for_each() -> None:
    answers = gather(
        [starts(30, truth=np.array([0, 0, 1, 1, 2, 2])), starts(20, "farthest", np.array([0, 0, 1, 1, 2, 2]))]
    )
    table = pd.read_csv(io.StringIO(starts_csv(answers)))
    assert len(table) == 50
    assert list(table["initialization"]) == ["random"] * 30 + ["farthest"] * 20
    np.testing.assert_array_equal(table["seed"], [*range(30), *range(20)])
    np.testing.assert_array_equal(table["answer"], answers.solutions.which + 1)
    assert (table.loc[table["answer"] == 1, "centroid index"] == 0).all()
    assert (table.loc[table["answer"] == 1, "adjusted Rand index"] == 1).all()
    for seed, inertia, iterations in (
        table[["seed", "inertia", "iterations"]].head(30).itertuples(index=False)
    ):
        alone = run(PAIRS, run_many(PAIRS, 3, [int(seed)]).starts[0])
        assert (alone.inertia, alone.iterations) == (inertia, iterations)


def test_in_the_table_a_kind_that_was_not_told_apart_is_left_empty() -> None:
    answers = gather([starts(100)], most=2)
    table = pd.read_csv(io.StringIO(starts_csv(answers)))
    assert table["kind of answer"].isna().sum() == np.sum(answers.kind_of == 2) > 0
    assert set(table["kind of answer"].dropna()) == {1, 2}
