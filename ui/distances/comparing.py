"""The run by another distance beside that of k-means, from the same start."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from kmeans_core import Run
from study import by_similarity, similarity_words
from study.points import Points
from study.similarities import K_MEANS, MIXED, Measure
from study.text import literal
from study.turns import work_of
from study.with_words import axes_in_words
from study.words import count
from ui.component import Payload
from ui.player import show_player
from ui.player.payload import player_payload
from ui.setup import Setup
from ui.visit import shelves, waiting

MOST_NAMED = 12
"""Rows that changed company; more are counted, and not named."""

_HELD = ("scaleanchor", "scaleratio")
"""What holds one axis to the scale of the other."""
ITERATIONS = 10
"""As many as a run takes, about."""


@dataclass(frozen=True, eq=False)
class Other:
    """A run by another distance, on the points as that takes them, and what its player is sent."""

    points: Points
    run: Run
    payload: Payload


def run_beside(setup: Setup, measure: Measure) -> Other:
    """The start that is set, by another distance. Raises ValueError, with a sentence for the screen, where it makes no sense."""
    points, shelf = setup.points, shelves.of(setup.points)
    others = by_similarity.points_for(points, measure)
    name = ("by distance", points.digest, others.digest, setup.k, setup.start, measure.name)

    def make() -> Run:
        n, k, columns = len(points.X), setup.k, len(others.names)
        centers = by_similarity.first_centers(points, setup.first_means(), measure)
        work = work_of(ITERATIONS, n, n if measure.takes_all_pairs else k) * max(1, columns // 2)
        with waiting.turn(work) as tell:
            return by_similarity.run_by(
                others,
                centers,
                measure,
                setup.start.empty,
                lambda iteration: tell(
                    f"Iteration {iteration} on {count(n, 'point')}. Change any setting to stop this run."
                ),
            )

    found: Run = shelf.made(name, make)
    payload: Payload = shelf.made(
        (*name, "payload"), lambda: player_payload(others, found, setup.start.init, measure=measure)
    )
    return Other(others, found, payload)


def show_both(setup: Setup, measure: Measure, other: Other) -> None:
    """Two players that move together."""
    last = max(len(setup.run().steps), len(other.run.steps)) - 1
    group = f"distances {other.payload['id']}"  # with another distance both begin anew
    sides = ((K_MEANS, _drawn_like(other.payload, setup.payload())), (measure, other.payload))
    for number, (column, (each, payload)) in enumerate(zip(st.columns(2, gap="medium"), sides, strict=True)):
        with column:
            with st.container(key=f"distances_name_{number}"):
                st.markdown(_name_in_words(each))
            show_player(
                payload,
                key=f"distances_{number}",
                group=group,
                leader=number == 0,
                group_last=last,
                in_address=True,
            )


def _drawn_like(other: Payload, payload: Payload) -> Payload:
    """The same player, its axes held to each other's scale as those of the other are: or a point would stand at two places."""
    figure = payload["figure"]
    layout = figure["layout"]
    held = {key: value for key, value in other["figure"]["layout"]["yaxis"].items() if key in _HELD}
    if held == {key: value for key, value in layout["yaxis"].items() if key in _HELD}:
        return payload
    axis = {key: value for key, value in layout["yaxis"].items() if key not in _HELD} | held
    return {
        **payload,
        "id": f"{payload['id']} {held}",
        "figure": {**figure, "layout": {**layout, "yaxis": axis}},
    }


def _name_in_words(measure: Measure) -> str:
    """What a side goes by, and what its centers are, as Markdown."""
    named = f"**{measure.name}**{f' ({measure.field})' if measure.field else ''}"
    if measure.consists_of:
        return f"{named} · {measure.center}: {measure.consists_of}"
    return f"{named} · its centers are {measure.centers}" if measure.own_center else named


def pair_in_words(setup: Setup, measure: Measure, other: Other) -> list[str]:
    """What came of it, in sentences as Markdown: who is in other company, and where the sum rose."""
    changed = similarity_words.changed_company(setup.run().labels, other.run.labels, setup.k)
    said = [similarity_words.change_in_words(len(changed), len(setup.points.X))]
    names = similarity_words.names_of(setup.points, changed) if len(changed) <= MOST_NAMED else []
    if names:
        said.append(
            f"{'It is' if len(names) == 1 else 'They are'} {', '.join(literal(name, 40) for name in names)}."
        )
    rose = similarity_words.rises_in_words(similarity_words.rises(other.run))
    return [*said, *([f"**{rose}**"] if rose else [])]


def about_the_plot(measure: Measure, other: Other) -> None:
    """What goes up the plot of the other distance, where that is words; and where it shades no regions whatever the points are."""
    if other.points.words_up is not None:
        said = f"With k-prototypes, {axes_in_words(other.points)} No regions are shaded there: no point can lie between two heights."
        st.caption(literal(said, 900))
    elif measure is MIXED:
        st.caption(
            "No regions are shaded with k-prototypes: which prototype is nearest to a point depends on its words, too, so a place on the plot belongs "
            "to one prototype for a point with one word, and to another for a point with another."
        )
