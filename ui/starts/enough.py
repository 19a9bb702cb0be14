"""How many starts are enough: seeds as a lottery, the share that wins, and how many tickets it takes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import streamlit as st

from charts.starts.enough import chances_figure
from charts.starts.pictures import OTHER_COLOR, answer_color
from kmeans_core.scores import wilson_interval
from study import answers_in_words as words
from study import remedies
from study.answers import Answers, letter_of
from study.digits import share
from study.enough import SURE, Winners, all_miss, enough, measured_elsewhere
from study.start_settings import StartSettings
from study.words import count
from ui.component import component
from ui.setup import Setup
from ui.starts import settings
from ui.starts.plots import plot
from ui.starts.remedy import better_than_page, found_best
from ui.theme import is_dark

_component = component("kmeans_lottery", Path(__file__).with_name("lottery.js"))
TICKETS = 100


def _held(setup: Setup, answers: Answers) -> Winners:
    """The first of the ways that are chosen, and greedy k-means++."""
    return found_best(setup, answers, tuple(dict.fromkeys((answers.inits[0], remedies.GREEDY))))


def enough_sentence(setup: Setup, answers: Answers) -> str:
    """What the part says first."""
    found, init = _held(setup, answers), answers.inits[0]
    if all(found.share(way) == 1 for way in found.won):
        return "How many starts are enough? One, as far as these starts can tell"
    number = enough(found.share(init))
    if number is None:
        return f"How many starts are enough? None of {count(found.starts[init], 'start')} with {init} found the best answer"
    return f"How many starts are enough? {number:,} with {init}, to be {share(SURE)} sure of the best"


def how_many(setup: Setup, answers: Answers) -> None:
    """The strip of seeds; the share that finds the best, and what follows from it."""
    part = answers.parts[0]
    tickets = _tickets(answers)
    winners = sum(bool(ticket["wins"]) for ticket in tickets)
    st.markdown(
        f"**Each seed is a ticket.** Of the first {len(tickets)}, {winners} win: they lead to "
        f"{'the best answer' if answers.n_best == 1 else 'one of the best answers'}. Press one to watch it."
    )
    _component(
        key="starts_lottery",
        data={
            "id": hashlib.blake2b(repr(tickets).encode(), digest_size=12).hexdigest(),
            "label": f"{len(tickets)} seeds",
            "tickets": tickets,
        },
        on_seed_change=lambda: _drawn(part.runs.init, setup.start.empty),
        height="content",
    )
    found = _held(setup, answers)
    told = [_told(init, found.won[init], found.starts[init]) for init in found.won]
    for line in [*told, better_than_page(found.by, found.better)]:
        st.markdown(line)
    plot(
        chances_figure(list(found.won), np.array([found.share(init) for init in found.won]), dark=is_dark()),
        "starts_enough",
        "k-means-how-many-starts",
        "The chance that the best answer is among so many starts. "
        + ". ".join(line.replace("**", "") for line in told),
    )
    elsewhere = f" {measured_elsewhere()}" if setup.points.nearness.measure.is_k_means else ""
    st.caption(
        f"The best is the best that is known: no number of starts proves that there is none better.{elsewhere}"
    )


def _told(init: str, won: int, number: int) -> str:
    part = won / number
    low, high = wilson_interval(won, number)
    begun = f"**{init}:** {share(part)} of {count(number, 'start')} find the best (95% interval: {words.interval((low, high))})."
    needed, least, most = enough(part), enough(high), enough(low)
    if needed is None or least is None:
        return f"{begun} So many starts may not be enough."
    if needed == 1:
        return f"{begun} One start is enough{'' if most == 1 else ', or nearly' if most is None else f', or {most:,} at most'}."
    upto = "" if most is None or most == least else f" (between {least:,} and {most:,})"
    return (
        f"{begun} After {count(needed, 'start')} the best is missed with a chance of {share(all_miss(part, needed))}: "
        f"that many are enough to be {share(SURE)} sure{upto}."
    )


def _tickets(answers: Answers) -> list[dict[str, object]]:
    part = answers.parts[0]
    number = min(TICKETS, len(part))
    which, kinds = answers.solutions.which[:number], answers.kind_of[:number]
    tickets: list[dict[str, object]] = []
    for seed, rank, kind in zip(
        part.runs.seeds[:number].tolist(), which.tolist(), kinds.tolist(), strict=True
    ):
        told_apart = kind < len(answers.kinds)
        letter = letter_of(kind) if told_apart else "·"
        percent = float(answers.solutions.percent_above_best[rank])
        tickets.append(
            {
                "seed": seed,
                "letter": letter,
                "color": answer_color(kind) if told_apart else OTHER_COLOR,
                "wins": percent == 0,
                "says": f"Seed {seed}: answer {letter}, {words.against_best(answers, percent)}"
                if told_apart
                else f"Seed {seed}: {words.against_best(answers, percent)}",
            }
        )
    return tickets


def _drawn(init: str, empty: str) -> None:
    seed = (st.session_state.get("starts_lottery") or {}).get("seed")
    if isinstance(seed, int) and not isinstance(seed, bool) and seed >= 0:
        settings.ask_to_watch(StartSettings(init, seed, empty=empty))
