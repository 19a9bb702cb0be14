"""The board: small pictures of every number of groups, and one row for each judge beneath them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from charts.council import curve_svg, groups_svg
from charts.starts.pictures import Frame
from kmeans_core import Council, Opinion
from study import council as words
from study import judges
from study.closer_look import opinion_at
from study.points import Points
from study.words import count
from ui.component import Payload, component
from ui.council.hearing import BestAnswers
from ui.visit import shelves

_component = component("kmeans_council_board", Path(__file__).with_suffix(".js"))


def board_of(points: Points, found: Council, shown: BestAnswers) -> Payload:
    """What the board is sent, drawn once."""
    return shelves.of(points).made(
        ("council board", points.digest), lambda: board_payload(points, found, shown)
    )


def board_payload(points: Points, found: Council, shown: BestAnswers) -> Payload:
    """All the board needs, as JSON-ready values."""
    frame = Frame(shown.X, points.to_plane, points.unit_ratio)
    pictures = [
        {
            "k": k,
            "svg": groups_svg(frame, labels, means, numbers, f"The points in {count(k, 'group')}."),
        }
        for k, labels, means, numbers in zip(found.ks, shown.labels, shown.means, shown.numbers, strict=True)
    ]
    why = words.why(found)
    rows = [
        {**_row(found, opinion, judges.JUDGES[opinion.judge]), "here": why.get(opinion.judge, "")}
        for opinion in found.opinions
    ]
    payload: Payload = {
        "pictures": pictures,
        "rows": [*rows, {**_row(found, found.elbow, judges.elbow_of(found)), "pale": True}],
        "choice": words.opening(found),
    }
    payload["id"] = hashlib.blake2b(json.dumps(payload).encode(), digest_size=12).hexdigest()
    return payload


def _row(found: Council, opinion: Opinion, judge: judges.Judge) -> Payload:
    said = [opinion_at(opinion, index, k) for index, k in enumerate(found.ks)]
    chosen = found.ks.index(opinion.choice)
    svg = curve_svg(opinion.curve, opinion.error, chosen, said, f"{judge.name} says {opinion.choice}.")
    return {
        "name": judge.name,
        "looks": judge.looks_for,
        "svg": svg,
        "says": opinion.choice,
        "here": "",
        "pale": False,
    }


def show_board(payload: Payload, key: str, looked_at: int, why: str, on_look: Callable[[], None]) -> None:
    """Put the board on the page. why : why that number is looked at, where the judges say another. `on_look` is called when a
    picture was pressed."""
    data = {**payload, "lookedAt": looked_at, "why": why}
    _component(key=key, data=data, on_look_change=on_look, height="content")
