"""Where k-means fails: what the cases claim holds for whatever points they make, and their numbers by hand."""

import random
from math import comb

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_rand_score

from kmeans_core import make_dataset
from study import failure_cases, failures
from study.drawn import drawing_from_text
from study.failure_cases import CASES, EVERY, K_MEANS, LINKAGE, MIXTURE
from study.failures import METHODS, NO_MEANS, Found, Held

FAILS = [name for name in CASES if name not in ("No groups at all", "A bridge of points")]


@pytest.fixture(autouse=True)
def fewer_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The best of 30 is the best of 1,000 on points such as these."""
    monkeypatch.setattr(failures, "STARTS", 30)


def held(name: str, method: str, seed: int) -> Held:
    X, truth = EVERY[name].make(seed)
    return failures.held_against(truth, method, METHODS[method].find(X, EVERY[name].k))


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 40])
@pytest.mark.parametrize("name", FAILS)
def test_k_means_fails_and_the_remedy_does_not(name: str, seed: int) -> None:
    assert not failures.sees(held(name, K_MEANS, seed))
    assert failures.sees(held(name, CASES[name].would_do[0], seed))


@pytest.mark.parametrize("seed", range(5))
def test_a_bridge_fools_single_linkage_alone(seed: int) -> None:
    assert failures.sees(held("A bridge of points", K_MEANS, seed))
    assert failures.sees(held("A bridge of points", MIXTURE, seed))
    assert held("A bridge of points", LINKAGE, seed).agreement < 0.1


@pytest.mark.parametrize("name", failure_cases.ROUND_AND_APART)
def test_what_k_means_is_made_for(name: str) -> None:
    assert all(failures.sees(held(name, K_MEANS, seed)) for seed in range(5))


@pytest.mark.parametrize("name", EVERY)
def test_points_are_made_anew_for_each_seed_and_the_same_for_one(name: str) -> None:
    (X, truth), (again, _), (other, _) = (EVERY[name].make(seed) for seed in (1, 1, 2))
    assert X.shape == (len(truth), 2) and set(truth.tolist()) == set(range(int(truth.max()) + 1))
    assert (again == X).all() and not (other == X).all()


def test_held_against_the_eye_by_hand() -> None:
    """Twelve points: the eye sees 6, 3 and 3. The method swaps names, and takes one point of the first group to the second."""
    truth = np.repeat([0, 1, 2], [6, 3, 3])
    labels = np.repeat([1, 0, 2], [6, 3, 3])
    labels[5] = 0
    found = failures.held_against(truth, K_MEANS, Found(labels, NO_MEANS))
    assert found.numbers == (1, 0, 2)
    assert np.flatnonzero(found.strays).tolist() == [5]
    both = comb(5, 2) + comb(3, 2) + comb(3, 2)  # pairs together in both
    in_labels, in_truth = comb(5, 2) + comb(4, 2) + comb(3, 2), comb(6, 2) + 2 * comb(3, 2)
    chance = in_labels * in_truth / comb(12, 2)
    assert found.agreement == pytest.approx((both - chance) / ((in_labels + in_truth) / 2 - chance))
    assert (
        failures.agreement_in_words(found) == f"Agreement {found.agreement:.2f}. 1 point of 12 elsewhere (×)."
    )


def test_groups_beyond_those_of_the_eye_are_numbered_after_them() -> None:
    found = failures.held_against(np.repeat([0, 1], 6), K_MEANS, Found(np.repeat([2, 0, 1], 4), NO_MEANS))
    assert sorted(found.numbers) == [0, 1, 2]
    assert found.numbers[2] == 0 and found.strays.sum() == 4


@pytest.mark.parametrize("name", ["Two moons", "k too large", "One far row"])
@pytest.mark.parametrize("method", [K_MEANS, LINKAGE, MIXTURE])
def test_agreement_and_strays_as_others_count_them(name: str, method: str) -> None:
    X, truth = CASES[name].make(3)
    found = METHODS[method].find(X, CASES[name].k)
    own = failures.held_against(truth, method, found)
    assert own.agreement == pytest.approx(adjusted_rand_score(truth, found.labels))
    shared = np.zeros((10, 10))
    np.add.at(shared, (found.labels, truth), 1)
    rows, columns = linear_sum_assignment(shared, maximize=True)
    assert own.strays.sum() == len(X) - shared[rows, columns].sum()


@pytest.mark.parametrize("seed", range(5))
def test_groups_among_noise_are_seen_by_a_mixture_alone(seed: int) -> None:
    assert failures.sees(held("Groups among noise", MIXTURE, seed))
    assert not failures.sees(held("Groups among noise", LINKAGE, seed))


def test_more_groups_than_the_eye_has_are_not_what_it_sees() -> None:
    """Sixty points in two groups, of which a method cuts one point off: hardly any pair is parted, and yet these are three."""
    truth, labels = np.repeat([0, 1], 30), np.repeat([0, 1, 2], [29, 1, 30])
    found = failures.held_against(truth, LINKAGE, Found(labels, NO_MEANS))
    assert found.agreement > failures.FOUND and not failures.sees(found)
    assert failures.agreement_in_words(found).startswith(
        f"Agreement {found.agreement:.2f}, with 3 groups in place of 2. 1 point of 60"
    )
    whole = failures.held_against(truth, LINKAGE, Found(truth, NO_MEANS))
    assert failures.sees(whole) and "in place of" not in failures.agreement_in_words(whole)


@pytest.mark.parametrize("name", CASES)
def test_the_headline_names_who_finds_the_groups_of_the_eye_and_nobody_else(name: str) -> None:
    case = CASES[name]
    shown = {each: held(name, each, 1) for each in (K_MEANS, *case.would_do)}
    _, _, do = failures.failure_headline(case, shown).partition("eye sees; ")
    n = int(case.make(1)[1].max()) + 1
    for method, words in ((LINKAGE, "single linkage"), (MIXTURE, "a Gaussian mixture")):
        if words in do and "does not" not in do:
            assert len(set(shown[method].found.labels.tolist())) == n


@pytest.mark.parametrize("name", CASES)
def test_every_case_travels_to_the_stepper_with_its_points(name: str) -> None:
    X, _ = CASES[name].make(5)
    settings = failures.watch_settings(CASES[name], 5)
    drawing = drawing_from_text(settings["paper"])
    if drawing is None:
        n, groups, spread = (settings[each] for each in ("n", "groups", "spread"))
        there, _ = make_dataset(settings["shape"], int(n), int(groups), float(spread), int(settings["seed"]))
    else:
        assert drawing.alone
        there = np.array(drawing.places)
    np.testing.assert_allclose(there, X, atol=np.ptp(X, axis=0).max() / 1000)


def test_headlines() -> None:
    def headline(name: str, seed: int = 1) -> str:
        methods = (K_MEANS, *CASES[name].would_do)
        return failures.failure_headline(CASES[name], {each: held(name, each, seed) for each in methods})

    assert headline("Two moons") == "k-means does not find what the eye sees; single linkage does."
    assert headline("No groups at all") == "There are no groups here, and k-means draws 3 groups."
    assert (
        headline("A bridge of points")
        == "Here k-means finds the groups that the eye sees; single linkage does not."
    )
    assert "k-medians does." in headline("One far row")
    assert headline("k too large") == "k-means does not find what the eye sees; k-means with k = 4 does."


def test_no_agreement_is_less_than_nothing_of_nothing() -> None:
    found = held("Wrong units", K_MEANS, 1)
    assert "-0.00" not in failures.agreement_in_words(found)
    assert (
        failures.agreement_in_words(held("No groups at all", K_MEANS, 1)) == "3 groups, where none were made."
    )


def test_the_quiz_asks_as_often_for_what_is_found() -> None:
    order = failure_cases.questions(random.Random(1))
    found = [name in failure_cases.ROUND_AND_APART or name == "A bridge of points" for name, _ in order]
    assert sum(found) * 2 == len(order)
    assert failure_cases.questions(random.Random(2)) != order
    case = CASES["Two moons"]
    assert failures.answer_in_words(case, held("Two moons", K_MEANS, 1), True).startswith(
        "**Not so: k-means does not"
    )
    assert failures.answer_in_words(case, held("Two moons", K_MEANS, 1), False).startswith(
        "**Right: k-means does not"
    )
    assert failures.score_in_words([True, False, True]) == "2 of 3 guessed right so far."
