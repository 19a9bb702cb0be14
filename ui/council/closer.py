"""A closer look at one number of groups: the points, the same many points scattered, silhouettes, and who changes company."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from charts.council import COMPANY, company_svg, groups_svg
from charts.silhouettes import bars_svg
from charts.starts.pictures import Frame
from kmeans_core.judges import MOST_POINTS
from study import closer_look as words
from study.judges import scattered_in_words
from study.points import Array, Points
from study.words import count
from ui.component import Payload, component
from ui.council import hearing
from ui.council.hearing import BestAnswers
from ui.table import desk_state
from ui.visit import shelves

_component = component("kmeans_council_closer", Path(__file__).with_suffix(".js"))


def closer_of(points: Points, shown: BestAnswers, k: int, seed: int) -> Payload:
    """What the closer look is sent, drawn once. seed : of the points that are scattered."""
    return shelves.of(points).made(
        ("council closer", points.digest, k, seed), lambda: closer_payload(points, shown, k, seed)
    )


def closer_payload(points: Points, shown: BestAnswers, k: int, seed: int) -> Payload:
    """All the closer look needs, as JSON-ready values: pictures, and for each bar of the silhouettes its point. Points and bars come first,
    side by side where there is room."""
    frame = Frame(shown.X, points.to_plane, points.unit_ratio, MOST_POINTS)
    labels, means, numbers = shown.labels[k - 1], shown.means[k - 1], shown.numbers[k - 1]
    groups = count(k, "group")
    own_title = f"{desk_state.whose()} points in {groups}" if points.private else f"The points in {groups}"
    pictures: list[Payload] = [
        {
            "name": "points",
            "title": own_title,
            "svg": groups_svg(frame, labels, means, numbers, f"{own_title}.", named=True),
            "said": words.gaps_in_words(numbers)
            + ("" if k > 1 else "One group has no neighbours: silhouettes begin at two. "),
        }
    ]
    measure = points.nearness.measure
    drawn = "k-means draws groups" if measure.is_k_means else "Groups are drawn"
    none = hearing.nothing(points, shown, k, seed)
    there = count(len(none.means), "group")
    empty = Frame(none.X, points.to_plane, points.unit_ratio, MOST_POINTS)
    against: list[Payload] = [
        {
            "name": "nothing",
            "title": f"Against nothing: scattered at random, in {there}",
            "svg": groups_svg(
                empty,
                none.labels,
                none.means,
                _across(empty, none.means),
                f"As many scattered points in {there}.",
                named=True,
            ),
            "said": scattered_in_words(measure.similarity.name)
            + (f" {drawn} here as well." if k > 1 else ""),
        }
    ]
    seats: Payload = {"x": [], "y": [], "middles": [], "thickness": 1, "groups": [], "said": []}
    own, of_none = (
        hearing.silhouettes(points, X, at) for X, at in ((shown.X, labels), (none.X, none.labels))
    )
    if own is not None and of_none is not None:
        bars = bars_svg(own, labels, numbers, f"{count(len(own), 'silhouette')}, by group.", frame.height)
        pictures.append(
            {
                "name": "seats",
                "title": "How well each point sits in its group",
                "svg": bars.svg,
                "said": words.silhouettes_in_words(float(own.mean()), float(of_none.mean())),
            }
        )
        places = frame.points[bars.order]
        seats = {
            "x": places[:, 0].round(1).tolist(),
            "y": places[:, 1].round(1).tolist(),
            "middles": bars.middles.round(3).tolist(),
            "thickness": bars.thickness,
            "groups": [numbers[labels[i]] for i in bars.order.tolist()],
            "said": [
                words.seat_in_words(int(shown.rows[i]) + 1, numbers[labels[i]] + 1, float(own[i]))
                for i in bars.order.tolist()
            ],
        }
        changes = hearing.changes(points, shown, k)
        against.append(
            {
                "name": "company",
                "title": "Who changes company with other rows",
                "svg": company_svg(
                    frame, changes / hearing.DRAWS, "The points, those that change company in crimson."
                ),
                "said": words.company_in_words(changes, hearing.DRAWS),
                "key": [
                    (*look, said)
                    for look, said in zip(COMPANY, words.company_key(hearing.DRAWS), strict=True)
                ],
            }
        )
    watch = (
        ("Watch it", f"k = {k} on Step by step")
        if measure.is_k_means
        else ("Watch a start", f"k = {k} beside k-means, on Other distances")
    )
    payload: Payload = {"pictures": [*pictures, *against], "seats": seats, "k": k, "watch": watch}
    payload["id"] = hashlib.blake2b(json.dumps(payload).encode(), digest_size=12).hexdigest()
    return payload


def _across(frame: Frame, means: Array) -> list[int]:
    """Numbers for groups that have none elsewhere: from left to right."""
    numbers: list[int] = frame.to_plane(means)[:, 0].argsort().argsort().tolist()
    return numbers


def show_closer(
    payload: Payload, key: str, on_watch: Callable[[], None], on_again: Callable[[], None]
) -> None:
    """Put it on the page. `on_watch` is called when the points are to be watched, `on_again` for other scattered ones."""
    _component(key=key, data=payload, on_watch_change=on_watch, on_again_change=on_again, height="content")
