"""The gallery of answers: a component that shows, enlarges and opens them in the browser. What it is sent is built here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from charts.starts_pictures import Frame, answer_color, answer_svg
from ui import starts_words as words
from ui.points import Points
from ui.starts_answers import Answers
from ui.words import count, rounded

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "kmeans_answers",
    css=(_HERE / "starts_gallery.css").read_text(encoding="utf-8"),
    js=(_HERE / "starts_gallery.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)

FIRST = 12
MOST_PICTURES = 48
Payload = dict[str, Any]


def gallery_payload(points: Points, answers: Answers, each: bool) -> Payload:
    """All the gallery needs, as JSON-ready values."""
    frame = Frame(points.X, points.to_plane, points.unit_ratio)
    solutions = answers.solutions
    cards = []
    for number, kind in enumerate(answers.kinds[:MOST_PICTURES]):
        solution = solutions[int(kind.ranks[0])]
        name = f"{'Answer' if len(kind.ranks) == 1 else 'Kind of answer'} {number + 1}"
        worse = words.worse(kind.percent)
        cards.append(
            {
                "rank": solution.rank,
                "number": str(number + 1),
                "name": name,
                "svg": answer_svg(frame, solution.labels, solution.means, f"{name}. {worse}."),
                "worse": worse,
                "share": words.share(kind.share).replace("less than ", "< "),
                "of": "of starts",
                "width": f"{100 * kind.share:.2f}%",
                "note": words.kind_note(answers, kind),
                "details": f"Inertia {rounded(solution.inertia)}. The picture, and “Watch it”, show the start with "
                f"seed {solution.seed} ({words.init_name(solution.init)}). Groups that are alike have the same colour and "
                "number in all pictures.",
                "color": answer_color(number),
            }
        )
    payload: Payload = {
        "cards": cards,
        "first": FIRST,
        "rest": words.rest_note(answers, MOST_PICTURES),
        "title": words.headline(answers),
    }
    identity = hashlib.blake2b(digest_size=12)
    identity.update(repr((points.digest, each, count(len(answers), "start"), cards)).encode())
    payload["id"] = identity.hexdigest()
    return payload


def show_gallery(payload: Payload, key: str, on_watch: Callable[[], None]) -> None:
    """Put the gallery on the page. `on_watch` is called when a start is to be watched: `watched(key)` then says which."""
    _component(key=key, data=payload, on_watch_change=on_watch, height="content")


def watched(key: str) -> int | None:
    """The rank of the answer whose start is to be watched, within `on_watch`."""
    state = st.session_state.get(key)
    rank = None if state is None else state.get("watch")
    return rank if isinstance(rank, int) and not isinstance(rank, bool) else None
