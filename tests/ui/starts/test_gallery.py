"""What the gallery of answers is sent."""

import numpy as np
import pytest

from kmeans_core import run
from study import answers_in_words
from study.answers import gather
from study.digits import share
from study.memory import Server
from study.start_settings import StartSettings
from study.starts_store import StartSeries, StartsStore
from study.words import count
from tests.study.some_starts import SQUARE, answers_of, points, starts
from ui.starts.gallery import FIRST, PER_PAGE, cards_payload, gallery_payload, most_kinds


def test_the_gallery_names_answers_by_rank_share_and_distance() -> None:
    answers = gather([starts(100)])
    payload = gallery_payload(points(), answers, each=False)
    assert [card["rank"] for card in payload["cards"]] == [0, 1, 2]
    assert payload["cards"][0]["worse"] == "The best one found"
    assert payload["cards"][1]["worse"] == "+6,633% worse"
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


def test_a_square_has_two_best_answers_and_no_second_one() -> None:
    answers = answers_of(SQUARE, 2)
    assert (len(answers.solutions), answers.n_best, answers.best_share) == (2, 2, 1.0)
    told = answers_in_words.headline(answers)
    assert told == "200 starts ended in two answers, equally good."
    assert "worst" not in answers_in_words.second_line(answers, True)
    cards = gallery_payload(points(SQUARE), answers, each=False)["cards"]
    assert [card["worse"] for card in cards] == ["One of two, equally good"] * 2
    assert {card["note"].split("inertia ")[1] for card in cards} == {"0.01"}


def test_a_kind_with_the_best_in_it_does_not_pass_for_the_best() -> None:
    rng = np.random.default_rng(0)
    answers = answers_of(rng.normal(size=(80, 2)), 3, 300)
    assert len(answers.kinds[0].ranks) > 1
    first = gallery_payload(points(), answers, each=False)["cards"][0]
    assert first["worse"] == "The best, and others like it"


@pytest.mark.parametrize("seed", range(0, 300, 25))
def test_one_letter_goes_with_one_share(seed: int) -> None:
    """A card of an answer that is one of several much alike has the share of its letter, and says how many ended in it alone."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(80, 2))
    answers, some, start = answers_of(X, 3, 300), points(X), StartSettings("random", seed)
    own = run(X, start.first_means(some, 3))
    cards = cards_payload(some, answers, False, own, start)["cards"]
    assert any(len(kind.ranks) > 1 for kind in answers.kinds)
    for card in [*cards, *gallery_payload(some, answers, False)["cards"]]:
        kind = answers.kinds["ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(card["number"])]
        assert card["share"] == share(kind.share)
        assert float(card["width"].removesuffix("%")) == pytest.approx(100 * kind.count / 300, abs=0.005)
        assert card["note"].startswith(f"{count(kind.count, 'start')}, ")
        assert ("much alike" in card["note"]) == (len(kind.ranks) > 1)
    mine = int(answers.solutions.counts[answers.solutions.which[seed]])
    if "much alike" in cards[-1]["note"]:
        assert f"in exactly this one {count(mine, 'start')} ended" in cards[-1]["note"]


def test_means_placed_by_hand_that_leave_a_cluster_empty_say_so_on_their_card() -> None:
    hand = StartSettings("by hand", 0, means=((0.0, 0.0), (500.0, 0.0), (12.0, 0.0)))
    own = run(points().X, hand.first_means(points(), 3))
    mine = cards_payload(points(), gather([starts(100)]), False, own, hand)["cards"][-1]
    assert mine["role"] == "Yours: placed by hand"
    assert mine["worse"].endswith("worse, and 1 cluster of it has no points")
