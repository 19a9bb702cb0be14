"""The closer looks of the page on starting points, one at a time: only the one that is open is computed and drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from charts.starts import comparison as charts_comparison
from charts.starts import distribution as charts_distribution
from charts.starts.draws import draws_figure
from charts.starts.look import Plane
from kmeans_core import INITIALIZATIONS, kmeans_plus_plus_draws
from study import answers_in_words
from study.answers import Answers, Fared, fared, starts_csv
from study.by_hand import BY_HAND
from study.digits import rounded, share, written
from study.links import LARGEST_SEED, LOOKS
from study.text import literal
from study.words import count
from ui import data
from ui.figure import show_figure
from ui.player import show_player
from ui.setup import Setup
from ui.starts import map
from ui.starts import settings as starts
from ui.theme import is_dark

_RERUN = "starts_rerun"
INERTIA, ITERATIONS = "Where they ended (inertia)", "How long they took (iterations)"
PICTURES = {"png": "PNG (pixels)", "svg": "SVG (sharp at any size)"}


@st.fragment
def closer_looks(setup: Setup, answers: Answers, each: bool) -> None:
    """The tabs. Changing from one to another, or a setting within one, computes nothing else anew."""
    looks: tuple[Callable[[Setup, Answers, bool], None], ...] = (
        _every_start,
        _ways_to_start,
        _duet,
        _draws,
        _where_starts_lead,
    )
    tabs = st.tabs(LOOKS, key="look", bind="query-params")
    if not tabs[-1].open:
        map.show_in_address(None)
    for tab, look in zip(tabs, looks, strict=True):
        if tab.open:
            with tab:
                look(setup, answers, each)
    if starts.wants_to_go() or st.session_state.pop(_RERUN, False):
        st.rerun()


def _beside(explanation: str) -> Any:
    """A wide column for a plot; beside it, what is to be seen."""
    plot, words = st.columns([3, 1], gap="medium")
    with words:
        st.markdown("**What am I seeing?**")
        st.markdown(explanation)
    return plot


def _config(name: str) -> dict[str, Any]:
    """A plot with one button, which saves it as a picture of this name."""
    kind = st.session_state.get("starts_pictures", "png")
    return {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": kind, "filename": name, "scale": 2 if kind == "png" else 1},
        "scrollZoom": False,
    }


def _plot(figure: dict[str, Any], key: str, name: str, alt: str) -> None:
    show_figure(figure, key, config=_config(name), alt=alt)


# ---- every start -----------------------------------------------------------------------------------------------------


def _every_start(setup: Setup, answers: Answers, each: bool) -> None:
    noun = _noun(answers)
    names = [answers_in_words.init_name(init) for init in answers.inits]
    common: dict[str, Any] = {
        "kinds": answers.kind_of,
        "rows": answers.init_of,
        "seeds": answers.seeds,
        "row_names": names,
        "n_kinds": len(answers.kinds),
        "noun": noun,
        "dark": is_dark(),
    }
    what = st.segmented_control(
        "Pile them up by",
        [INERTIA, ITERATIONS],
        default=INERTIA,
        required=True,
        key="starts_measure",
        label_visibility="collapsed",
    )
    if what == INERTIA:
        with _beside(
            "**Each stroke is one start**, piled up over the inertia where it ended: the lower (left), the better. Its colour, "
            f"its width and the numbers on the piles say which {noun} it led to, as in the pictures above.\n\n"
            "Piles that stand apart are traps: a start that ends in one has no way to the left. Each is a *local optimum*: "
            "no single half-step makes it better."
        ):
            _plot(
                charts_distribution.distribution(
                    answers.inertia, title="inertia at the end (left is better)", unit=" inertia", **common
                ),
                "starts_inertia",
                "k-means-starts-inertia",
                f"{count(len(answers), 'start')} piled up by their final inertia. {answers_in_words.headline(answers)}",
            )
        return
    median = float(np.median(answers.iterations))
    with _beside(
        "**Each stroke is one start**, piled up by the *number of iterations* it took. One iteration is one *assign* and one "
        "*update*.\n\n"
        f"Half of them took {median:g} or fewer, the longest {int(answers.iterations.max())}. Long does not mean good."
    ):
        _plot(
            charts_distribution.distribution(
                answers.iterations.astype(np.float64),
                title="iterations until nothing changed",
                unit=" iterations",
                whole=True,
                **common,
            ),
            "starts_iterations",
            "k-means-starts-iterations",
            f"{count(len(answers), 'start')} piled up by the number of iterations, {median:g} in the middle.",
        )


def _noun(answers: Answers) -> str:
    return "kind of answer" if any(len(kind.ranks) > 1 for kind in answers.kinds) else "answer"


# ---- initializations side by side ------------------------------------------------------------------------------------


def _ways_to_start(setup: Setup, answers: Answers, each: bool) -> None:
    records = fared(answers)
    if len(records) < len(INITIALIZATIONS):
        st.button(
            f"Compare all {len(INITIALIZATIONS)}",
            on_click=_compare_all_and_rerun,
            type="primary" if len(records) == 1 else "secondary",
            icon=":material/compare_arrows:",
            key="starts_compare_all",
            help="Adds the other ways to choose first means, with the same number of starts each.",
        )
    names = [answers_in_words.init_name(record.init) for record in records]
    with _beside(
        "**Left:** how many of the starts found the best answer, or came within 1% of it. The line through each dot is its "
        "*95% interval*: with other seeds the share would likely lie within it. More starts make it shorter.\n\n"
        "**Middle and right:** how much worse, and how long: the box holds the middle half of the starts, the stroke in it is "
        "the median, the whiskers reach the extremes."
    ):
        _plot(
            charts_comparison.comparison(
                names,
                np.array([record.found / record.starts for record in records]),
                np.array([record.interval for record in records]),
                np.split(answers.percent, np.cumsum([len(part) for part in answers.parts])[:-1]),
                [part.runs.iterations for part in answers.parts],
                found="within 1% of the best",
                dark=is_dark(),
            ),
            "starts_comparison",
            "k-means-ways-to-start",
            ". ".join(
                f"{name}: {share(record.found / record.starts)} of starts within 1% of the best"
                for name, record in zip(names, records, strict=True)
            ),
        )
    st.table(comparison_table(records).set_index("First means"), border="horizontal")
    _true_groups(setup, records)


def _compare_all_and_rerun() -> None:
    starts.compare_all()
    st.session_state[_RERUN] = True


def comparison_table(records: list[Fared]) -> pd.DataFrame:
    """One column per initialization, one row per measure, every number rounded and named."""
    columns: dict[str, dict[str, str]] = {}
    for record in records:
        column = {
            "Starts": f"{record.starts:,}",
            "Found the best answer": share(record.exact / record.starts),
            "Came within 1% of it": share(record.found / record.starts),
            "… 95% interval of that share": answers_in_words.interval(record.interval),
            "Median start, against the best": answers_in_words.plus_or_best(record.median),
            "Worst start, against the best": answers_in_words.plus_or_best(record.worst),
            "Iterations, median": f"{record.iterations_median:g}",
            "Iterations, most": f"{record.iterations_most:,}",
        }
        if record.right is not None and record.right_interval is not None:
            column["Found every true group"] = share(record.right / record.starts)
            column["… 95% interval of that share "] = answers_in_words.interval(record.right_interval)
            column["True groups missed, on average"] = rounded(record.centroid_mean or 0.0)
            column["Agreement with the true groups, on average"] = written(record.rand_mean or 0.0, 0.01)
        columns[answers_in_words.init_name(record.init)] = column
    table = pd.DataFrame(columns)
    table.insert(0, "First means", table.index)
    return table


def _true_groups(setup: Setup, records: list[Fared]) -> None:
    truth = setup.points.true_labels
    if truth is None:
        return
    groups = len(np.unique(truth))
    text = (
        f"**These points were made in {count(groups, 'group')}**, so each answer can be checked against them. *Found every true "
        "group*: each true group has got a mean of its own. *True groups missed*: how many true groups share a mean with another, "
        "or have two (the *centroid index*; 0 is right). *Agreement*: on which pairs of points belong together (the *adjusted "
        "Rand index*: 1 is all, 0 is no more than chance)."
    )
    if setup.k != groups:
        text += f" With k = {setup.k} there can be no mean for each of {count(groups, 'group')}: set k to {groups} to compare."
    st.markdown(text)


# ---- two starts ------------------------------------------------------------------------------------------------------


def _duet(setup: Setup, answers: Answers, each: bool) -> None:
    mode = st.segmented_control(
        "Which two starts",
        ["Best against worst", "This seed against that"],
        default="Best against worst",
        required=True,
        key="duet",
        label_visibility="collapsed",
    )
    if mode == "Best against worst":
        both = starts.starts_by_rank(answers, [0, answers.worst])
        pair = [both[0], both[answers.worst]]
        names = _names_of_extremes(answers)
    else:
        pair = _two_seeds(answers)
        names = ["This one", "That one"]
    points = setup.points
    settings = [(setup.k, init, seed, (), setup.empty) for seed, init in pair]
    runs = [data.start_and_run(points, *each) for each in settings]
    last = max(len(each.steps) - 1 for each in runs)
    st.caption(
        "Both start on the same points and take their half-steps together: one bar moves both. Where two means share a group, "
        "watch whether anything can pull one of them away."
    )
    columns = st.columns(2, gap="medium")
    for side, (column, name, (seed, init), alone) in enumerate(zip(columns, names, pair, runs, strict=True)):
        with column:
            st.markdown(f"**{name}:** seed {seed}, {literal(answers_in_words.init_name(init))}")
            st.caption(
                f"{count(alone.iterations, 'iteration')}, inertia {answers.inertia_in_words(alone.inertia)}: "
                f"{literal(answers_in_words.against_best(answers, answers.percent_worse(alone.inertia)))}"
            )
            show_player(
                data.payload(points, *settings[side]),
                key=f"starts_duet_{side}",
                group="starts_duet",
                leader=side == 0,
                group_last=last,
            )
            st.button(
                "Open in the stepper",
                key=f"starts_duet_open_{side}",
                on_click=starts.open_start,
                args=(seed, init),
                icon=":material/open_in_full:",
            )


def _names_of_extremes(answers: Answers) -> list[str]:
    if answers.worst == 0:
        return ["The best", "The same: every start ends here"]
    if answers.n_best == len(answers.solutions):
        return ["One answer", "Another, equally good"]
    return ["The best" if answers.n_best == 1 else "One of the best", "The worst"]


def _two_seeds(answers: Answers) -> list[tuple[int, str]]:
    pair = []
    names = list(INITIALIZATIONS)
    for column, side, seed in zip(st.columns(2, gap="medium"), ("this", "that"), (0, 1), strict=True):
        left, right = column.columns(2)
        chosen = left.number_input(f"Seed of {side} one", 0, LARGEST_SEED, seed, key=f"starts_seed_{side}")
        init = right.selectbox(
            f"First means of {side} one",
            names,
            index=names.index(answers.inits[-1 if side == "that" else 0]),
            format_func=answers_in_words.init_name,
            key=f"starts_init_{side}",
        )
        pair.append((int(chosen), init))
    return pair


# ---- k-means++ -------------------------------------------------------------------------------------------------------


def _draws(setup: Setup, answers: Answers, each: bool) -> None:
    points = setup.points
    with _beside(
        "k-means++ draws the first means **one at a time**. At each draw the *area* of a point is its chance to be drawn: the "
        "square of its distance to the nearest mean so far. At the first draw all chances are equal.\n\n"
        "The ring is the point that was drawn. Watch the points around it shrink: a group that has a mean is hardly drawn "
        "again, so the means spread over the groups. Unlucky draws remain possible.\n\n"
        "Move the slider, or press **Play**."
    ):
        seed = st.number_input(
            "Seed of these draws", 0, LARGEST_SEED, setup.start, key="starts_draws_seed", width=220
        )
        draws = kmeans_plus_plus_draws(points.X, setup.k, np.random.default_rng(int(seed)))
        _plot(
            draws_figure(
                Plane(points.places, points.axis_titles, points.unit_ratio, points.one_column),
                draws,
                dark=is_dark(),
            ),
            "starts_draws",
            "k-means-plus-plus-draws",
            f"{count(setup.k, 'draw')} of k-means++ on {count(len(points.X), 'point')}, one frame each.",
        )
        st.button(
            "Watch k-means go on from these means",
            key="starts_draws_open",
            on_click=starts.open_start,
            args=(int(seed), "k-means++"),
            icon=":material/open_in_full:",
        )


# ---- where starts lead -----------------------------------------------------------------------------------------------

ONE, TWO = "One mean, anywhere", "Two means at once"


def _where_starts_lead(setup: Setup, answers: Answers, each: bool) -> None:
    points = setup.points
    if points.one_column:
        st.info(
            "This map needs two columns as axes, and your points have one. The other looks show them all the same."
        )
        return
    if points.components is not None:
        st.info("This map needs two columns as axes: choose two columns for the plot in the panel.")
        return
    try:
        start = setup.first_means()
    except ValueError as error:  # placed by hand, and not for these points or this k
        st.info(literal(error, 400))
        return
    state = map.dragged(points, start, setup.start_name)
    map.show_in_address(state)
    if state.gone:
        st.caption(
            "The means that were moved on the map do not fit any more: it begins anew at the start in the panel."
        )
    free = _what_moves(state.free, setup.k)
    key = "starts_map"
    map.show_map(
        map.map_payload(
            points,
            answers,
            each,
            state,
            start,
            free,
            setup.empty,
            paragraphs=answers_in_words.about_map(
                free, "by hand" if setup.init == BY_HAND else f"seed {setup.start}"
            ),
            dark=is_dark(),
        ),
        key,
        _config("k-means-where-starts-lead"),
        partial(map.take_move, key, points),
    )
    if not state.moved:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("**The run from these means:**", width="content")
        st.button(
            "Watch it step by step",
            key="starts_moved_open",
            on_click=starts.open_means,
            args=(state.placed.text,),
            icon=":material/open_in_full:",
        )
        st.button(
            "Put the means back",
            key="starts_put_back",
            on_click=map.put_back,
            icon=":material/undo:",
            help="To the start in the panel.",
        )
    show_player(
        starts.payload_from(points, state.means(points), setup.empty), key="starts_moved", leader=True
    )


def _what_moves(last: int, k: int) -> int | tuple[int, int]:
    """The mean that moves, the `last` one that was moved; or the two that slide."""
    if k == 1:
        return 0
    with st.container(horizontal=True, vertical_alignment="bottom"):
        what = st.segmented_control("What moves", [ONE, TWO], default=ONE, required=True, key="starts_moves")
        if what == ONE:
            return last
        numbers = list(range(k))
        across = st.selectbox(
            "Slides left and right",
            numbers,
            format_func=lambda index: f"Mean {index + 1}",
            key=f"starts_across_{k}",
            width=170,
        )
        up = st.selectbox(
            "Slides up and down",
            [index for index in numbers if index != across],
            format_func=lambda index: f"Mean {index + 1}",
            key=f"starts_up_{k}",
            width=170,
        )
    return across, up


# ---- downloads -------------------------------------------------------------------------------------------------------


def downloads(answers: Answers) -> None:
    """Every start as a table, and how plots are saved."""
    with st.expander("Take it with you", icon=":material/download:"):
        left, right = st.columns([1, 2], gap="medium", vertical_alignment="bottom")
        left.download_button(
            "Every start (CSV)",
            lambda: starts_csv(answers),
            "k-means-starts.csv",
            "text/csv",
            on_click="ignore",
            width="stretch",
            help="One row per start: seed, initialization, inertia, iterations, the answer it led to, and scores.",
            key="starts_csv",
        )
        right.radio(
            "The camera above each plot saves it as",
            list(PICTURES),
            format_func=lambda kind: PICTURES[kind],
            key="starts_pictures",
            horizontal=True,
        )
        st.caption("The small pictures of the answers are saved by the buttons below them.")
