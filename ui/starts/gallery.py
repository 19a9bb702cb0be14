"""The gallery of answers: a component that shows, enlarges and opens them in the browser. What it is sent is built here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from charts.starts.pictures import Frame, answer_color, answer_svg
from study import answers_in_words as words
from study import numbering
from study.answers import MOST_KINDS, Answers
from study.digits import share
from study.points import Points
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
    frame = Frame(points.X, points.to_plane, points.unit_ratio)
    solutions = answers.solutions
    cards = []
    last = (len(answers.kinds) - 1) // PER_PAGE
    wanted = PER_PAGE if page is not None else FIRST
    page = min(page or 0, last)
    begin = page * PER_PAGE
    anchors = data.anchors_of(points, len(solutions.reference))
    on_page = len(answers.kinds[begin : begin + PER_PAGE])
    for number, kind in enumerate(answers.kinds[begin : begin + wanted], begin):
        solution = solutions[int(kind.ranks[0])]
        labels, means = numbering.in_order(solution.labels, solution.means, anchors)
        name = f"{'Answer' if len(kind.ranks) == 1 else 'Kind of answer'} {number + 1}"
        worse = words.how_good(answers, kind)
        cards.append(
            {
                "rank": solution.rank,
                "number": str(number + 1),
                "name": name,
                "svg": answer_svg(frame, labels, means, f"{name}. {worse}."),
                "worse": worse,
                "share": share(kind.share),
                "of": "of starts",
                "width": f"{100 * kind.share:.2f}%",
                "note": words.kind_note(answers, kind),
                "details": f"Inertia {answers.inertia_in_words(solution.inertia)}. The picture, and “Watch it”, show the start with "
                f"seed {solution.seed} ({words.init_name(solution.init)}). Groups that are alike have the same colour and "
                "number in all pictures.",
                "color": answer_color(number),
            }
        )
    payload: Payload = {
        "cards": cards,
        "onPage": on_page,
        "first": PER_PAGE if page else FIRST,
        "rest": words.pictured_note(answers, begin, begin + on_page),
        "title": words.headline(answers),
        "page": page,
        "more": page < last or not answers.are_all_told_apart,
        "perPage": PER_PAGE,
    }
    identity = hashlib.blake2b(digest_size=12)
    identity.update(repr((points.digest, each, count(len(answers), "start"), cards)).encode())
    payload["id"] = identity.hexdigest()
    return payload


def show_gallery(
    payload: Payload, key: str, on_watch: Callable[[], None], on_page: Callable[[], None]
) -> None:
    """Put the gallery on the page.

    `on_watch` is called when a start is to be watched: `watched(key)` then says which; `on_page` when another page of
    pictures is: `turn_page(key, ...)` then turns to it.
    """
    _component(key=key, data=payload, on_watch_change=on_watch, on_page_change=on_page, height="content")


def watched(key: str) -> int | None:
    """The rank of the answer whose start is to be watched, within `on_watch`."""
    state = st.session_state.get(key)
    rank = None if state is None else state.get("watch")
    return rank if isinstance(rank, int) and not isinstance(rank, bool) else None
