"""The answers as pictures: a component that shows, enlarges and opens them in the browser. What it is sent is built here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from charts.starts.pictures import OTHER_COLOR, Frame, answer_color, answer_svg
from kmeans_core import Run
from study import answers_in_words as words
from study import numbering
from study.answers import MOST_KINDS, Answers, letter_of
from study.basin_maps import single_place
from study.digits import share
from study.four_answers import must_see
from study.points import Points
from study.start_settings import StartSettings
from study.with_words import words_of_centers
from study.words import count
from ui import data
from ui.component import Payload, component
from ui.visit import shelves

_component = component("kmeans_answers", Path(__file__).with_suffix(".js"))

FIRST = 12
"""Pictures that are drawn and sent at first; the others of a page wait for a press. Each is 8 kB, for every visit."""
PER_PAGE = 48
_PAGE = "starts page"


def page_of(identity: str) -> int | None:
    """Which page of pictures is asked for, from 0; None if nobody has asked. `identity` names the answers: others begin
    with their first pictures."""
    known, page = st.session_state.get(_PAGE, ("", None))
    return page if known == identity else None


def most_kinds(page: int | None) -> int:
    """How many kinds of answers must be told apart for a page of pictures."""
    return max(MOST_KINDS, ((page or 0) + 1) * PER_PAGE)


def turn_page(key: str, identity: str) -> None:
    """A callback of the gallery: another page of pictures."""
    page = (st.session_state.get(key) or {}).get("page")
    if isinstance(page, int) and not isinstance(page, bool) and page >= 0:
        st.session_state[_PAGE] = (identity, page)


def payload_of(identity: str, points: Points, answers: Answers, each: bool, page: int | None) -> Payload:
    """What the gallery is sent, drawn once: most settings of the page leave the pictures as they are. `identity` names
    the answers."""
    return shelves.of(points).made(
        ("gallery", identity, page), lambda: gallery_payload(points, answers, each, page)
    )


def gallery_payload(points: Points, answers: Answers, each: bool, page: int | None = None) -> Payload:
    """All the gallery needs to show a page of answers, or the first of them for a page of None, as JSON-ready values."""
    last = (len(answers.kinds) - 1) // PER_PAGE
    wanted = PER_PAGE if page is not None else FIRST
    first = PER_PAGE if page else FIRST
    page = min(page or 0, last)
    begin = page * PER_PAGE
    on_page = len(answers.kinds[begin : begin + PER_PAGE])
    pictures = _Pictures(points, answers)
    return _with_id(
        [pictures.of_kind(number) for number in range(begin, min(begin + wanted, len(answers.kinds)))],
        points,
        answers,
        each,
        onPage=on_page,
        first=first,
        rest=words.pictured_note(answers, begin, begin + on_page),
        page=page,
        more=page < last or not answers.are_all_told_apart,
    )


def cards_payload(
    points: Points, answers: Answers, each: bool, own: Run | None, own_start: StartSettings
) -> Payload:
    """The answers that one must have seen: the best, the one most starts found beside it, the worst; and last that of
    `own_start`, the start that is set, carried to its end in `own` (None if it cannot be)."""
    pictures = _Pictures(points, answers)
    cards = [
        {
            **(pictures.of_kind(seen.kind) if seen.kind is not None else pictures.of_rank(seen.rank)),
            "role": seen.called,
        }
        for seen in must_see(answers)
    ]
    if own is not None:
        first = own_start.first_means(
            points, own.k
        )  # in its own order, which decides where means are equally near
        rank = answers.rank_of.get(single_place(points, first, own_start.empty).partitions[0])
        called = "placed by hand" if own_start.is_by_hand else own_start.called
        cards.append({**pictures.of_own(own, own_start, rank), "role": f"Yours: {called}"})
    return _with_id(
        cards,
        points,
        answers,
        each,
        onPage=len(cards),
        first=len(cards),
        rest="",
        page=0,
        more=False,
        few=True,
    )


def _with_id(
    cards: list[dict[str, Any]], points: Points, answers: Answers, each: bool, **more: Any
) -> Payload:
    payload: Payload = {
        "cards": cards,
        "title": words.headline(answers),
        "perPage": PER_PAGE,
        "few": False,
        **more,
    }
    identity = hashlib.blake2b(digest_size=12)
    identity.update(repr((points.digest, each, count(len(answers), "start"), cards)).encode())
    payload["id"] = identity.hexdigest()
    return payload


class _Pictures:
    """Makes cards, all pictures on one frame."""

    def __init__(self, points: Points, answers: Answers) -> None:
        self.points, self.answers, up = points, answers, points.words_up
        self.frame = Frame(
            points.X,
            points.to_plane,
            points.unit_ratio if up is None else None,
            with_regions=points.nearness.measure.has_straight_edges,
            around=None
            if up is None
            else points.places[:1, :1] * [1, 0] + [[0, -0.5], [0, len(up.words) - 0.5]],
        )
        self.anchors = data.anchors_of(points, len(answers.solutions.reference))

    def of_kind(self, number: int) -> dict[str, Any]:
        kind = self.answers.kinds[number]
        card = self._card(int(kind.ranks[0]), *self._called_kind(number))
        return {
            **card,
            "worse": f"{words.how_good(self.answers, kind)}{card['empty']}",
            "note": words.kind_note(self.answers, kind),
        }

    def of_rank(self, rank: int) -> dict[str, Any]:
        """An answer by itself: under the letter of its kind; one that is not told apart goes by the seed of its start."""
        return self._card(rank, *self._called(rank))

    def of_own(self, own: Run, start: StartSettings, rank: int | None) -> dict[str, Any]:
        """The answer of the start that is set, with the numbers of its own run; `rank` is None if no start on the page found it."""
        answers = self.answers
        inertia, total = answers.inertia_in_words(own.inertia), answers.total.capitalize()
        worse = words.against_best(answers, answers.percent_worse(own.inertia), on_page=rank is not None)
        called = ("Your answer", "yours", OTHER_COLOR) if rank is None else self._called(rank)
        worse += _empties(own.labels, own.k)
        found: dict[str, Any] = {
            "share": "None",
            "of": "of the starts found it",
            "width": "0.00%",
            "note": f"{total} {inertia}",
        }
        shown = "the means that were placed by hand"
        if not start.is_by_hand:
            shown = f"the start that is set: {start.called} ({start.init})"
        return {
            "rank": -1,
            "number": called[1],
            "name": "Your answer",
            "svg": answer_svg(self.frame, own.labels, own.means, f"Your answer. {worse}."),
            "worse": f"{worse[0].upper()}{worse[1:]}",
            **(found if rank is None else self._found(rank)),
            "details": f"{total} {inertia}. The picture, and “Watch it”, show {shown}.{self._words(own.means)}",
            "color": called[2],
        }

    def _words(self, means: NDArray[np.float64]) -> str:
        """Behind what is told of an answer: the words of its centers, which no picture shows."""
        told = words_of_centers(self.points, means)
        return f" {told}" if told else ""

    def _found(self, rank: int) -> dict[str, Any]:
        """How many starts found an answer: a letter is that of a kind, which goes with the share of the whole kind."""
        answers, solution = self.answers, self.answers.solutions[rank]
        kind = int(answers.kind_of_rank[rank])
        part = answers.kinds[kind].share if kind < len(answers.kinds) else solution.share
        return {
            "share": share(part),
            "of": "of starts",
            "width": f"{100 * part:.2f}%",
            "note": words.answer_note(answers, rank),
        }

    def _called(self, rank: int) -> tuple[str, str, str]:
        """What an answer is called, in full and in short, and its colour."""
        kind = int(self.answers.kind_of_rank[rank])
        if kind < len(self.answers.kinds):
            return self._called_kind(kind)
        seed = int(self.answers.seeds[self.answers.solutions.representatives[rank]])
        return f"The answer of seed {seed}", f"#{seed}", OTHER_COLOR

    def _called_kind(self, number: int) -> tuple[str, str, str]:
        alone = len(self.answers.kinds[number].ranks) == 1
        name = f"{'Answer' if alone else 'Kind of answer'} {letter_of(number)}"
        return name, letter_of(number), answer_color(number)

    def _card(self, rank: int, name: str, letter: str, color: str) -> dict[str, Any]:
        answers = self.answers
        solution = answers.solutions[rank]
        labels, means = numbering.in_order(solution.labels, solution.means, self.anchors)
        empty = _empties(labels, len(means))
        worse = f"{words.against_best(answers, solution.percent_above_best)}{empty}"
        inertia = answers.inertia_in_words(solution.inertia)
        return {
            "rank": rank,
            "number": letter,
            "name": name,
            "svg": answer_svg(self.frame, labels, means, f"{name}. {worse}."),
            "worse": worse,
            "empty": empty,
            **self._found(rank),
            "details": f"{answers.total.capitalize()} {inertia}. The picture, and “Watch it”, show the start with "
            f"seed {solution.seed} ({solution.init}). Groups that are alike have the same colour and "
            f"number in all pictures.{self._words(means)}",
            "color": color,
        }


def _empties(labels: NDArray[np.signedinteger], k: int) -> str:
    """Behind what an answer is like: how many of its clusters are empty."""
    return words.empty_clusters(k - len(np.unique(labels)))


def show_gallery(
    payload: Payload, key: str, on_watch: Callable[[], None], on_page: Callable[[], None] | None = None
) -> None:
    """Put the pictures on the page.

    `on_watch` is called when a start is to be watched: `watched(key)` then says which; `on_page` when another page of
    pictures is: `turn_page(key, ...)` then turns to it.
    """
    _component(
        key=key,
        data=payload,
        on_watch_change=on_watch,
        on_page_change=on_page or (lambda: None),
        height="content",
    )


def watched(key: str) -> int | None:
    """The rank of the answer whose start is to be watched, within `on_watch`; -1 for that of the start that is set."""
    state = st.session_state.get(key)
    rank = None if state is None else state.get("watch")
    return rank if isinstance(rank, int) and not isinstance(rank, bool) else None
