"""What the gallery of answers is sent."""

import numpy as np

from study import answers_in_words
from study.answers import gather
from study.memory import Server
from study.starts_store import StartSeries, StartsStore
from tests.study.some_starts import SQUARE, answers_of, points, starts
from ui.starts.gallery import FIRST, PER_PAGE, gallery_payload, most_kinds


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
