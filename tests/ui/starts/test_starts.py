"""Many starts kept, gathered into answers, and put into words; no Streamlit, no browser."""

import io
import threading

import numpy as np
import pandas as pd
import pytest

from kmeans_core import run
from kmeans_core.many import run_many
from study import answers_in_words, digits, starts_store
from study.answers import MOST_KINDS, Answers, fared, gather, kinds_of, starts_csv
from study.memory import Server, nbytes_of
from study.points import Points
from study.starts_store import Starts, StartSeries, StartsStore
from ui.starts.cases import CASES, current_case
from ui.starts.comparison import comparison_table
from ui.starts.duet import _names_of_extremes
from ui.starts.gallery import FIRST, PER_PAGE, gallery_payload, most_kinds

# Three pairs of points: two means may end up in one pair, and one then serves the two others.
PAIRS = np.array([[0.0, 0], [1, 0], [10, 0], [11, 0], [20, 0], [21, 0]])


def points(X: np.ndarray = PAIRS, truth: np.ndarray | None = None) -> Points:
    return Points(X, ("x", "y"), "test points", pd.DataFrame(X, columns=["x", "y"]), truth)


def problem(init: str = "random", k: int = 3, truth: np.ndarray | None = None) -> StartSeries:
    return StartSeries(points(truth=truth), k, init, "keep")


def starts(number: int, init: str = "random", truth: np.ndarray | None = None) -> Starts:
    return StartsStore(Server().shelf()).advance(problem(init, truth=truth), number)


# ---- the store -------------------------------------------------------------------------------------------------------


def test_more_starts_are_added_to_those_there() -> None:
    store = StartsStore(Server().shelf())
    first = store.advance(problem(), 100)
    assert (len(first), store.computed) == (100, 100)
    second = store.advance(problem(), 200)
    assert (len(second), store.computed) == (200, 200)
    np.testing.assert_array_equal(second.runs.seeds, np.arange(200))
    np.testing.assert_array_equal(second.runs.means[:100], first.runs.means)


def test_fewer_starts_compute_nothing() -> None:
    store = StartsStore(Server().shelf())
    store.advance(problem(), 100)
    few = store.advance(problem(), 10).first(10)
    assert (len(few), store.computed) == (10, 100)
    np.testing.assert_array_equal(few.runs.inertia, run_many(PAIRS, 3, range(10)).inertia)


def test_work_comes_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starts_store, "SLICE", 3 * 6 * 40)  # 40 starts of 6 points and 3 means
    store = StartsStore(Server().shelf())
    lengths = [len(store.advance(problem(), 100)) for _ in range(3)]
    assert lengths == [40, 80, 100]
    np.testing.assert_array_equal(
        store.advance(problem(), 100).runs.inertia, run_many(PAIRS, 3, range(100)).inertia
    )


def test_other_points_k_rule_and_initialization_are_other_problems() -> None:
    keys = {
        problem().key,
        problem("k-means++").key,
        problem(k=2).key,
        problem(truth=np.array([0, 0, 1, 1, 2, 2])).key,
        StartSeries(points(), 3, "random", "farthest").key,
        StartSeries(points(PAIRS + 1), 3, "random", "keep").key,
    }
    assert len(keys) == 6


def test_the_shelf_bounds_the_store_and_drops_what_was_not_used_for_longest() -> None:
    one = nbytes_of(StartsStore(Server().shelf()).advance(problem(k=3), 50))
    shelf = Server().shelf(int(2.5 * one))
    store = StartsStore(shelf)
    store.advance(problem("random"), 50)
    store.advance(problem("farthest"), 50)
    store.look(problem("random"))
    store.advance(problem("k-means++"), 50)
    assert shelf.kept <= 2.5 * one
    assert store.look(problem("farthest")) is None
    assert store.look(problem("random")) is not None


def test_what_others_pushed_out_is_not_computed_again() -> None:
    store = StartsStore(Server().shelf(1))  # room for nothing
    mine = store.advance(problem(), 100)
    assert store.look(problem()) is None
    grown = store.advance(problem(), 150, mine)
    assert len(grown) == 150
    assert store.computed == 100 + 50


def test_visitors_who_ask_at_once_share_the_work() -> None:
    store = StartsStore(Server().shelf())
    together = threading.Barrier(4)
    results: list[Starts] = []

    def visit() -> None:
        together.wait()
        results.append(store.advance(problem(), 300))

    threads = [threading.Thread(target=visit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(result) for result in results] == [300] * 4
    assert store.computed == 300


def test_labels_are_let_go_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starts_store, "MOST_LABELS", 100 * 6)
    store = StartsStore(Server().shelf())
    assert store.advance(problem(), 50).runs.labels is not None
    both = store.advance(problem(), 150)
    assert both.runs.labels is None
    np.testing.assert_array_equal(both.runs.labels_of(120), run_many(PAIRS, 3, [120]).labels_of(0))


def test_starts_are_scored_where_true_labels_are_known() -> None:
    scored = starts(40, truth=np.array([0, 0, 1, 1, 2, 2]))
    assert scored.rand is not None
    assert scored.centroid is not None
    right = np.isclose(scored.runs.inertia, 1.5)
    np.testing.assert_array_equal(scored.rand == 1, right)
    np.testing.assert_array_equal(scored.centroid == 0, right)
    assert starts(40).rand is None


# ---- answers ---------------------------------------------------------------------------------------------------------


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


def test_the_gallery_names_answers_by_rank_share_and_distance() -> None:
    answers = gather([starts(100)])
    payload = gallery_payload(points(), answers, each=False)
    assert [card["rank"] for card in payload["cards"]] == [0, 1, 2]
    assert payload["cards"][0]["worse"] == "The best one found"
    assert payload["cards"][1]["worse"] == "+6,633% worse than the best"
    assert payload["rest"] == ""
    assert payload["id"] == gallery_payload(points(), answers, each=False)["id"]
    assert payload["id"] != gallery_payload(points(), gather([starts(90)]), each=False)["id"]


def test_page_by_page_every_answer_has_its_picture_once() -> None:
    cloud = StartSeries(points(np.random.default_rng(0).normal(size=(80, 2))), 6, "random", "keep")
    part = StartsStore(Server().shelf()).advance(cloud, 300)
    numbers: list[int] = []
    for page in range(100):
        answers = gather([part], each=True, most=most_kinds(page))
        payload = gallery_payload(cloud.points, answers, each=True, page=page)
        assert payload["page"] == page
        numbers += [card["rank"] for card in payload["cards"]]
        assert len(payload["cards"]) <= PER_PAGE
        if not payload["more"]:
            break
    assert page > 1
    assert numbers == list(range(len(answers.solutions)))
    assert payload["rest"].endswith("There are no more.")
    # Before anybody has asked for a page, its first pictures are there, and how many it has.
    begun = gallery_payload(cloud.points, gather([part], each=True), each=True)
    assert [card["rank"] for card in begun["cards"]] == list(range(FIRST))
    assert (begun["page"], begun["onPage"], begun["first"]) == (0, PER_PAGE, FIRST)
    # A page that there is not any more, after a change of settings: the last one.
    assert gallery_payload(cloud.points, answers, each=True, page=page + 5)["cards"] == payload["cards"]


# ---- words -----------------------------------------------------------------------------------------------------------


def test_the_first_glance() -> None:
    answers = gather([starts(100)])
    share = digits.share(answers.best_share)
    assert (
        answers_in_words.headline(answers)
        == f"100 starts ended in 3 different answers. {share} found the best one."
    )
    assert answers_in_words.second_line(answers, False) == "The worst is 6,633% worse."
    alone = gather([StartsStore(Server().shelf()).advance(problem(k=1), 20)])
    assert answers_in_words.headline(alone) == "20 starts, and all of them ended in the same answer."


@pytest.mark.parametrize(
    ("percent", "text"),
    [
        (12.4, "+12.4%"),
        (0.34, "+0.34%"),
        (0.02, "+0.02%"),
        (0.001, "+0.001%"),
        (1204.4, "+1,204%"),
        (4e33, "over a million percent"),
        (np.inf, "infinitely"),
    ],
)
def test_how_much_worse(percent: float, text: str) -> None:
    assert answers_in_words.plus(percent) == text


def test_where_the_best_answer_is_perfect_no_other_is_called_the_best() -> None:
    few = np.repeat(PAIRS[:4], 5, axis=0)  # as many means as places: an inertia of 0 can be had
    inits = ("random", "random partition")
    answers = gather(
        [
            StartsStore(Server().shelf()).advance(StartSeries(points(few), 4, init, "keep"), 50)
            for init in inits
        ]
    )
    assert answers.solutions.inertia[0] == 0 < answers.solutions.inertia[-1]
    worst = answers.percent_worse(float(answers.solutions.inertia[-1]))
    assert answers_in_words.against_best(answers, worst) == "infinitely worse"
    assert answers_in_words.against_best(answers, answers.percent_worse(0.0)) == "the best found"
    record = comparison_table(fared(answers))
    assert record.iloc[:, -1][record["First means"] == "Worst start, against the best"].item() == "infinitely"


def test_an_answer_beyond_those_above_is_compared_in_three_digits() -> None:
    answers = gather([starts(100)])
    assert answers_in_words.against_best(answers, -99.64) == "99.6% better than the best of the starts above"
    assert (
        answers_in_words.against_best(answers, -0.0004) == "0.0004% better than the best of the starts above"
    )
    assert answers_in_words.against_best(answers, 0.0, on_page=False) == "as good as the best found"
    assert answers_in_words.against_best(answers, 0.0, 0.654) == "the best found, or up to +0.654% worse"
    assert answers_in_words.against_best(answers, 2.79, 4.16) == "+2.79% to +4.16% worse"
    assert answers_in_words.against_best(answers, 2.79, 2.79) == "+2.79% worse"


# ---- symmetric points: several answers are equally good --------------------------------------------------------------

SQUARE = np.array([[0.1, 7.3], [0.1, 7.4], [0.2, 7.3], [0.2, 7.4]])  # two sides equal but for rounding
GRID = np.array([[x / 10, y / 10 + 7] for x in range(6) for y in range(6)])


def symmetric(X: np.ndarray, k: int, number: int = 200, init: str = "random", each: bool = False) -> Answers:
    part = StartsStore(Server().shelf()).advance(StartSeries(points(X), k, init, "keep"), number)
    return gather([part], each)


def test_a_square_has_two_best_answers_and_no_second_one() -> None:
    answers = symmetric(SQUARE, 2)
    assert (len(answers.solutions), answers.n_best, answers.best_share) == (2, 2, 1.0)
    told = answers_in_words.headline(answers)
    assert told == "200 starts ended in 2 different answers, all of them equally good."
    assert "worst" not in answers_in_words.second_line(answers, True)
    cards = gallery_payload(points(SQUARE), answers, each=False)["cards"]
    assert [card["worse"] for card in cards] == ["One of the 2 best"] * 2
    assert {card["note"].split("inertia ")[1] for card in cards} == {"0.01"}


@pytest.mark.parametrize(
    ("X", "k"), [(SQUARE, 2), (SQUARE, 3), (GRID, 2), (GRID, 3), (GRID, 4), (GRID - 7, 3)]
)
@pytest.mark.parametrize("each", [False, True])
def test_on_symmetric_points_whatever_is_said_twice_is_the_same(X: np.ndarray, k: int, each: bool) -> None:
    answers = symmetric(X, k, each=each)
    found = digits.share(answers.best_share)
    record = fared(answers)[0]
    told = answers_in_words.headline(answers)
    assert record.exact / record.starts == answers.best_share
    assert comparison_table([record]).set_index("First means").loc["Found the best answer"].item() == found
    assert answers_in_words.by_init(answers).split(": ")[1].startswith(found)
    assert (f"{found} found" in told) == (answers.n_best < len(answers.solutions))
    # Answers within rounding of each other have one inertia, in the file as on the cards.
    table = pd.read_csv(io.StringIO(starts_csv(answers)))
    assert np.mean(table["percent above best"] == 0) == answers.best_share
    assert (table["inertia"] == table["inertia"].min()).equals(table["percent above best"] == 0)
    gaps = np.diff(np.unique(table["inertia"]))
    assert (gaps > 1e-9 * table["inertia"].max()).all()
    for card in gallery_payload(points(X), answers, each)["cards"]:
        assert "less than" not in card["worse"] and "e-" not in card["worse"] + card["note"]
    # The one best card and the first glance speak of the same starts, or say that others are among them.
    first = gallery_payload(points(X), answers, each)["cards"][0]
    if first["worse"] == "The best one found":
        assert first["share"] == found


def test_a_kind_with_the_best_in_it_does_not_pass_for_the_best() -> None:
    rng = np.random.default_rng(0)
    answers = symmetric(rng.normal(size=(80, 2)), 3, 300)
    assert len(answers.kinds[0].ranks) > 1
    first = gallery_payload(points(), answers, each=False)["cards"][0]
    assert first["worse"] == "The best, and others like it"


def test_two_equally_good_starts_are_no_best_and_worst() -> None:
    assert _names_of_extremes(gather([starts(100)])) == ["The best", "The worst"]
    assert _names_of_extremes(symmetric(SQUARE, 2)) == ["One answer", "Another, equally good"]
    assert _names_of_extremes(symmetric(GRID, 3)) == ["One of the best", "The worst"]
    assert _names_of_extremes(symmetric(SQUARE, 1)) == ["The best", "The same: every start ends here"]


def test_what_comes_after_the_pictures_is_counted() -> None:
    answers = gather([starts(100)])
    assert answers_in_words.pictured_note(answers, 0, 3) == ""
    note = answers_in_words.pictured_note(answers, 0, 1)
    assert note.startswith("These are number 1 to 1. Then come 2 more answers, to which")
    assert note.endswith("(16%), +6,633% worse than the best.")
    assert answers_in_words.pictured_note(answers, 2, 3) == "These are number 3 to 3. There are no more."


def test_a_prepared_case_is_known_by_its_settings() -> None:
    for case in CASES.values():
        assert current_case(case.settings) is case
        assert current_case({**case.settings, "inits": ["farthest"], "starts": 50}) is case
        assert current_case({**case.settings, "k": 3}) is None
    assert current_case({}) is None
