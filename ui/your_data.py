"""The parts of the page "Your data", in the order in which they stand there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from charts import palette
from charts.columns import histogram_figure
from charts.digits import decimals_of_data
from charts.groups import comparison_figure, groups_figure
from charts.stepper import MOST_SHOWN
from kmeans_core.checks import count_distinct
from kmeans_core.matching import match_means
from tables import Choices, Table, TableError, apart, complete_rows, free_name
from ui import grouping, groups_export, links, restarts, scaling, shelves, upload
from ui.desk import (
    EXAMPLE,
    FILE,
    PASTE,
    Drawer,
    Reading,
    coordinates,
)
from ui.downloads import offer
from ui.examples import EXAMPLES
from ui.figure import show_figure
from ui.grouping import Grouping
from ui.groups_in_words import (
    MOST_PROFILED,
    ROWS,
    Profiles,
    besides,
    headline,
    make_profiles,
    noun_for,
    profile_table,
    typical_values,
    who,
)
from ui.house import NOT_TAKEN
from ui.memory import SERVER_IS_FULL
from ui.points import Points
from ui.receipt_panel import receipt_panel, suspicious_codes
from ui.text import in_sentence, isolated, literal, shortened
from ui.theme import is_dark
from ui.turns import A_SECOND, TURNS, work_of
from ui.words import count

_STATIC = {"staticPlot": True}
_PLAIN = {"displayModeBar": False}
_NOUNS = {
    "customers": "customers",
    "iris": "flowers",
    "gapminder": "countries",
    "tips": "bills",
    "carshare": "places",
}
PREVIEW_ROWS = 200
PREVIEW_COLUMNS = 100
"""A browser lays out so many at once; each costs the server time at every change of anything."""
NO_VALUE = "missing"
"""How a table shows a cell without a value, in grey; Streamlit would say None."""
SHOWN_DECIMALS = 4
"""Streamlit shows no more by itself."""
LONG_NAME = 28
"""A column of a longer name gets no wider than others: it would push them out of sight."""
MOST_IN_WORDS = 6
MOST_LINES = 20
"""A longer table of profiles scrolls."""
SHOWS_PROGRESS = 200_000
"""From so many rows on, finding the groups takes long enough for a person to wonder."""


# Where nothing hovers, the buttons above a table are there all the time
_STYLE = """<style>
.stMainBlockContainer h3 { font-size: 1.25rem; padding: 0.9rem 0 0.5rem; }
@media (hover: none) { .stMainBlockContainer .stElementContainer:has(.stDataFrame) { margin-top: 2.2rem; } }
</style>"""


GROUPS, DOWNLOADS = "your-groups", "take-it-with-you"
"""Parts of the page that the short answer at its top leads to."""


def heading(text: str, anchor: str | None = None) -> None:
    """The head of a part of the page. `text` is Markdown."""
    st.subheader(text, anchor=anchor or False)


# ---- bringing a table ----------------------------------------------------------------------------------------------


def bring() -> Drawer:
    """The ways to bring a table. Each keeps its own, so that trying an example loses nothing."""
    state = upload.desk()
    st.html(_STYLE)
    upload.arrive(upload.ON_PAGE)
    source = st.segmented_control(
        "Where is your table?",
        links.FROM.options,
        default=links.FROM.default,
        required=True,
        key="from",
        bind="query-params",
        label_visibility="collapsed",
    )
    if source != state.active:
        state.active = source
    if source == FILE:
        upload.take_file("Drop your table here")
        if state.drawer.wanted is None:
            st.caption(upload.LIMIT)
    elif source == PASTE:
        _paste(state.drawer)
    else:
        _example(state.drawer)
    upload.read(state.drawer)
    return state.drawer


def _paste(drawer: Drawer) -> None:
    with st.form("paste", border=False):
        text = st.text_area(
            "Copy the cells in your spreadsheet, with the row of names, and paste them here",
            key="pasted",
            height=140,
            placeholder="name;age;income\nAnn;34;51,5\nBo;29;38,0",
        )
        asked = st.form_submit_button("Use this table", type="primary")
    # The browser still has a text that the app has lost; a text that was not used yet is not sent
    if asked or (drawer.wanted is None and drawer.trouble is None and text.strip()):
        drawer.trouble = None
        if not text.strip():
            drawer.trouble = "Nothing was pasted. Copy the table with its row of names and paste it here."
        else:
            upload.desk().bring(text.encode("utf-8", errors="replace"), "pasted.txt")


def _example(drawer: Drawer) -> None:
    name = st.selectbox(
        "Table",
        links.EXAMPLE.options,
        key="example",
        bind="query-params",
    )
    st.caption(EXAMPLES[name].about)
    if drawer.taken != name:
        first = drawer.taken is None
        drawer.taken = name
        upload.desk().bring(_example_file(name), f"{name}.csv", scaled_as_before=first)


def _example_file(name: str) -> bytes:
    return shelves.COMMON.made(
        ("example file", name), lambda: str(EXAMPLES[name].load().to_csv(index=False)).encode()
    )


def ask_for_a_table() -> None:
    """What to do, for who has brought nothing yet."""
    lost = restarts.about_table("above")
    if lost:
        st.warning(lost, icon=":material/history:")
        return
    st.info(
        "**1.** Drop a table above: one line per customer, flower, town, with at least one column of numbers, better two or more.  \n"
        "**2.** Check the columns that matter to you.  \n"
        "**3.** Read which rows belong together, and take your table back with one more column: the group.",
        icon=":material/lightbulb:",
    )
    st.caption(
        "Did a link bring you here? It was made with a table of its own. Files do not travel in links: drop the same file "
        "above to see the same groups."
    )


# ---- the table and how it was read ---------------------------------------------------------------------------------


def show_table(drawer: Drawer, reading: Reading) -> None:
    """A preview, and the receipt beside it."""
    frame = reading.table.frame
    left, right = st.columns([3, 2], gap="medium")
    with left:
        top = first_columns(frame.head(PREVIEW_ROWS))
        st.dataframe(
            top,
            height=282 if len(top) > 6 else "content",
            hide_index=True,
            column_config=plain_headers(top),
            placeholder=NO_VALUE,
            alt=f"The first rows of your table, {upload.size_in_words(reading)}",
        )
        parts = [
            f"the first {shown} of {whole:,} {what}"
            for shown, whole, what in zip(top.shape, frame.shape, ("rows", "columns"), strict=True)
            if shown < whole
        ]
        if parts:
            words = ", ".join(parts)
            st.caption(f"{words[:1].upper()}{words[1:]}.")
    with right:
        st.markdown("**How it was read**")
        receipt_panel(drawer, reading)


def first_columns(frame: pd.DataFrame, before: Sequence[str] = ()) -> pd.DataFrame:
    """As much of a table as is looked at, `before` all others those columns that matter there."""
    if len(frame.columns) <= PREVIEW_COLUMNS:
        return frame
    names = [*before, *frame.columns[: PREVIEW_COLUMNS + len(before)]]
    return frame[list(dict.fromkeys(names))[:PREVIEW_COLUMNS]]


def plain_headers(frame: pd.DataFrame) -> dict[str, Any]:
    """Headers that show each name as it is, shortened where it is very long; numbers with all their digits, and dates
    without a time of day."""
    names = [str(name) for name in frame.columns]
    labels = upload.labels_of(names)
    return {
        name: _kind_of(frame[name])(label=labels(name), width="medium" if len(name) > LONG_NAME else None)
        for name in names
    }


def _kind_of(series: pd.Series) -> Callable[..., Any]:
    if _is_dates(series):
        return st.column_config.DateColumn
    if pd.api.types.is_float_dtype(series):
        values = series.to_numpy(np.float64, na_value=np.nan)
        if (np.round(values, SHOWN_DECIMALS) != values)[np.isfinite(values)].any():
            places = decimals_of_data(values)
            written_out = "scientific" if places is None else f"%.{max(places, SHOWN_DECIMALS)}f"
            return partial(st.column_config.NumberColumn, format=written_out)
    return st.column_config.Column


def _is_dates(series: pd.Series) -> bool:
    return pd.api.types.is_datetime64_any_dtype(series) and bool(
        (series.dropna().dt.normalize() == series.dropna()).all()
    )


# ---- columns -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Chosen:
    """The points, and the columns they are made of."""

    points: Points
    columns: tuple[str, ...]
    scaling: str
    mixtures: bool


def choose_columns(drawer: Drawer, reading: Reading) -> Chosen | None:
    """Two columns (or the only one there is), more if wanted, each with a small picture; what was left out."""
    finding, axes = st.container(), st.columns(2, gap="medium")
    dates = upload.choose_dates(reading, upload.ON_PAGE)
    names = coordinates(reading.table, dates)
    if not names:
        upload.carry(upload.ON_PAGE)
        return None
    suggested = upload.suggestion(reading, dates)
    more: list[str] = []
    with finding:
        upload.find_column(names, upload.ON_PAGE)
    with axes[0]:
        x = y = upload.choose_axis("x", names, suggested[0], upload.ON_PAGE)
        _histogram(reading, x, "x")
    with axes[1]:
        if len(suggested) == 1:
            st.info(literal(upload.alone_in_words(reading, x), 700), icon=":material/info:")
        else:
            otherwise = suggested[0] if x == suggested[1] else suggested[1]
            y = upload.choose_axis("y", names, otherwise, upload.ON_PAGE)
            _histogram(reading, y, "y")
    mixtures = False
    if len(names) > 2:
        more = upload.choose_more(names, x, y, upload.ON_PAGE)
        mixtures = upload.choose_view(more, upload.ON_PAGE)
        if mixtures:
            st.caption(
                "The plot is a flat picture of all your columns: each axis mixes all of them, so that rows differ as much "
                "as possible (principal components). The groups are made from all columns, not from the picture."
            )
    columns = upload.all_columns(x, y, more)
    upload.carry(upload.ON_PAGE)
    show_unusable(reading, names)
    if not upload.can_compute(drawer, reading, columns):
        return None
    _left_out(reading, columns)
    force = upload.scaling_in_force(reading, columns)
    points = upload.points_of(reading, columns, force, mixtures)
    if not upload.are_enough(points, names):
        return None
    return Chosen(points, columns, force, mixtures)


def _histogram(reading: Reading, name: str, key: str) -> None:
    def draw() -> dict[str, Any]:
        values, _ = complete_rows(reading.table, [name])
        return histogram_figure(
            values[~scaling.too_far(values)], dates=reading.table.column(name).kind == "date"
        )

    _plot(
        reading,
        f"histogram_{key}",
        name,
        draw,
        config=_STATIC,
        alt=f"How the values of {isolated(name)} are distributed",
    )


def _plot(
    reading: Reading, key: str, of: object, draw: Callable[[], dict[str, Any]], *, config: Any, alt: str
) -> None:
    """A plot, drawn once for what it is `of`."""
    show_figure(upload.remembered(reading, f"plot {key}", of, draw), key, config=config, alt=alt)


def ask_about_codes(drawer: Drawer, reading: Reading, columns: tuple[str, ...]) -> None:
    """A -999 that stands for "no value" makes a group of its own: so it is asked about where it would count."""
    codes = upload.remembered(reading, "codes", columns, lambda: suspicious_codes(reading.table, columns))

    def take(code: str) -> None:
        drawer.choose(missing_codes=(*drawer.choices.missing_codes, code))
        drawer.generation += 1  # the boxes behind "change" show it ticked

    def keep(code: str) -> None:
        drawer.values |= {code}

    for code, cells in codes.items():
        if code in drawer.values:
            continue
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                f":material/help: **{literal(code)}** stands in {count(cells, 'cell')} of the columns you compare, far from "
                "all other numbers. Does it mean “no value”?",
                width="stretch",
            )
            st.button(f"Yes, leave {literal(code)} out", on_click=take, args=(code,), key=f"code_{code}")
            st.button("No, it is a value", on_click=keep, args=(code,), key=f"value_{code}")


def show_unusable(reading: Reading, names: Sequence[str] = ()) -> None:
    """The columns that cannot serve, each with the reason; `names` are those that can."""
    usable = set(names)
    useless = [
        column for column in reading.table.columns if column.reason is not None and column.name not in usable
    ]
    if not useless:
        return
    with st.expander(f"Columns that cannot be used ({len(useless)})"):
        for column in useless[:50]:
            st.markdown(f"- **{in_sentence(column.name)}**: {literal(column.reason, 200)}")
        if len(useless) > 50:
            st.markdown(f"and {len(useless) - 50:,} more.")


def _left_out(reading: Reading, columns: tuple[str, ...]) -> None:
    def find() -> tuple[int, pd.DataFrame]:
        rows = scaling.left_out_rows(reading.table, columns)
        line = str(rows.columns[0])
        return len(rows), first_columns(rows.head(PREVIEW_ROWS), (line, *columns)).copy()

    number, rows = upload.remembered(reading, "left out", columns, find)
    if not number:
        return
    one = number == 1
    dates = any(reading.table.column(name).kind == "date" for name in columns)
    missing = "a number or a date" if dates else "a number"
    with st.expander(f"{number:,} row{'' if one else 's'} left out: {missing} is missing"):
        st.caption("They stay in your file, with no group.")
        st.dataframe(
            rows,
            hide_index=True,
            column_config=plain_headers(rows),
            placeholder=NO_VALUE,
            alt="The rows that were left out",
        )


def choose_scaling(reading: Reading, chosen: Chosen) -> None:
    """Why it matters, and the choice, where there is more than one column."""
    if len(chosen.columns) == 1:
        return

    def why() -> str:
        values = chosen.points.to_units(chosen.points.X)
        return scaling.why_scaling_matters(values, [reading.table.column(name) for name in chosen.columns])

    st.markdown(literal(upload.remembered(reading, "why it matters", chosen.points.digest, why), 400))
    upload.choose_scaling(reading, chosen.columns, wide=True)


def compare_scalings(reading: Reading, chosen: Chosen, in_use: Grouping) -> None:
    """The three ways of counting side by side, open where the choice matters."""
    if len(chosen.columns) == 1:
        return
    suits = upload.suggested_scaling(reading, chosen.columns)
    box = st.expander(
        "Compare the three before you choose", expanded=suits != "none", key="compare", on_change="rerun"
    )
    if box.open:
        with box:
            _three_pictures(reading, chosen, in_use)


def _three_pictures(reading: Reading, chosen: Chosen, in_use: Grouping) -> None:
    """The groups in all three ways, in the colours of those in use as far as they are the same groups."""
    reference = chosen.points.to_units(in_use.means)
    pictures = {}
    for name in scaling.SCALINGS:
        points = upload.scaled_points(reading, chosen.columns, name)
        found = groups_of(points, in_use.k)
        if found is None:
            return
        spread = scaling.same_spread(points.to_units(points.X))[1]
        order = match_means(points.to_units(found.means) / spread, reference / spread)
        number = np.empty(found.k, dtype=np.intp)
        number[order] = np.arange(found.k)
        pictures[scaling.SCALING_LABELS[name]] = (
            points.places,
            number[found.labels],
            points.to_plane(found.means[order]),
        )
    _plot(
        reading,
        "ways",
        (chosen.points.digest, in_use.k, is_dark()),
        lambda: comparison_figure(pictures, scaling.SCALING_LABELS[chosen.scaling], dark=is_dark()),
        config=_STATIC,
        alt=f"The groups in the three ways the columns can count: {', '.join(pictures)}",
    )
    if len(chosen.points.X) > scaling.MOST_COMPARED:
        st.caption(f"Compared on {scaling.MOST_COMPARED:,} of your rows, picked at random.")


# ---- groups --------------------------------------------------------------------------------------------------------


def _find_groups(points: Points, k: int, top: DeltaGenerator | None) -> Grouping:
    """The groups; with very many rows each start takes seconds, and a bar shows how many are done."""
    work = work_of(grouping.starts_for(len(points.X)), len(points.X), k)
    if len(points.X) > SHOWS_PROGRESS or work > A_SECOND:
        places = [place.empty() for place in (st, top) if place is not None]
        bars = [place.progress(0.0, "Finding the groups") for place in places]

        def say(sentence: str, share: float = 0.0) -> None:
            for bar in bars:
                bar.progress(share, sentence)

        def show(done: int, total: int) -> None:
            say(f"Finding the groups: {done} of {total} starts done", done / total)

        with TURNS.turn_of(work, say):
            found = grouping.find_groups(points.X, k, progress=show)
        for place in places:
            place.empty()
    else:
        with st.spinner("Finding the groups"):
            found = grouping.find_groups(points.X, k)
    return found


def _clarity(points: Points) -> dict[int, float]:
    return shelves.of(points).made(("clarity", points.digest), lambda: grouping.clarity_by(points.X))


def groups_of(points: Points, k: int, top: DeltaGenerator | None = None) -> Grouping | None:
    """The groups; None, with a sentence, where there are fewer different rows than groups.

    top : the head of the page, where people look while a large file is worked on
    """
    different = count_distinct(points.X, k)
    if different < k:
        st.error(
            f"Only {different} of your rows differ from each other in these columns: too few for {count(k, 'group')}. "
            f"Ask for {different} at most, or choose other columns."
        )
        return None
    return shelves.of(points).made(("groups", points.digest, k), lambda: _find_groups(points, k, top))


def choose_k(points: Points) -> tuple[int, str]:
    """How many groups, and what the rows are called."""
    left, right = st.columns([3, 2], gap="medium")
    with left:
        k: int = st.slider(
            "How many groups?",
            *links.INTO.range,
            key="into",
            bind="query-params",
        )
        clarity = _clarity(points)
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.caption(literal(grouping.hint_on_k(k, clarity), 400), width="stretch")
            best = grouping.clearest(clarity)
            if best not in (None, k):
                st.button(f"Make {best} groups", on_click=_make, args=(best,), key="make_clearest")
    with right:
        noun = st.text_input(
            "What is one line of your table?",
            key="noun",
            bind="query-params",
            placeholder="customers, flowers, towns …",
            max_chars=links.LONGEST_NOUN,
            help="Only used to say it in words. Write it as for many: customers.",
        )
    return k, noun.strip() or _noun_of_example()


def _make(k: int) -> None:
    st.session_state["into"] = k


def _noun_of_example() -> str:
    state = upload.desk()
    return _NOUNS.get(str(state.drawer.taken), ROWS) if state.active == EXAMPLE else ROWS


def short_answer(chosen: Chosen, found: Grouping, noun: str) -> None:
    """For the top of the page: that it is done, and where to find it."""
    n = len(chosen.points.X)
    st.success(
        f"**Your {n:,} {literal(noun_for(n, noun))} form {count(found.k, 'group')}.** [Read your groups](#{GROUPS}) or "
        f"[take them with you](#{DOWNLOADS}).",
        icon=":material/check_circle:",
    )


def show_groups(reading: Reading, chosen: Chosen, found: Grouping, profiles: Profiles, noun: str) -> None:
    """The plot, the groups in words beside it, and the table of profiles."""
    points = chosen.points
    titles = points.axis_names
    if points.components is None:
        up = titles[1] if points.one_column else _with_unit(reading, titles[1])
        titles = (_with_unit(reading, titles[0]), up)
    st.markdown(
        f"**{len(points.X):,} {literal(noun_for(len(points.X), noun))} in {count(found.k, 'group')}.** "
        f"{literal(grouping.how_sure(found), 400)}"
    )
    left, right = st.columns([3, 2], gap="medium")

    def draw() -> dict[str, Any]:
        return groups_figure(
            points.places,
            found.labels,
            points.to_plane(found.means),
            axis_titles=titles,
            dates=points.axis_dates,
            unit_ratio=points.unit_ratio,
            stacked=points.one_column,
            dark=is_dark(),
        )

    with left:
        _plot(
            reading,
            "groups",
            (points.digest, found.k, is_dark()),
            draw,
            config=_PLAIN,
            alt=f"Your rows in the colours of {found.k} groups; across: {isolated(titles[0])}, up: {isolated(titles[1])}",
        )
        if len(points.X) > MOST_SHOWN:
            st.caption(
                f"The plot shows {MOST_SHOWN:,} of your rows, picked at random. All numbers count every row."
            )
    with right:
        at_once = (
            found.k if found.k <= MOST_IN_WORDS + 1 else MOST_IN_WORDS
        )  # nothing is folded for one group
        for j in range(at_once):
            _group_in_words(profiles, j, noun)
        if found.k > at_once:
            with st.expander(f"Groups {at_once + 1} to {found.k}"):
                for j in range(at_once, found.k):
                    _group_in_words(profiles, j, noun)
    st.markdown(
        "**Profiles**: the average of every column of numbers, the most common word of every column of words."
    )
    lines = upload.remembered(
        reading, "lines", (points.digest, found.k, noun), lambda: profile_table(profiles, noun)
    )
    st.dataframe(
        lines,
        height="content" if len(lines) <= MOST_LINES else "auto",
        hide_index=True,
        column_config={"Column": st.column_config.Column(pinned=True)},
        alt="A table of what is typical in each group",
    )
    if len(profiles.numbers) > MOST_PROFILED:
        st.caption(
            f"The table shows {MOST_PROFILED} of {len(profiles.numbers):,} columns of numbers: those you compare, then the "
            "first in your file. “The profiles” below have them all."
        )
    st.caption(
        f"“High” and “low”{', for dates “late” and “early”,' if points.dates else ''} compare the average of the group with "
        "that of all: more than half a standard deviation away (“very”: more than one and a half; “rather”: a quarter). "
        "“Besides” names columns that did not count when the groups were made. All values are in the units of your file."
    )


def _with_unit(reading: Reading, name: str) -> str:
    """The title of an axis."""
    unit = reading.table.column(name).unit
    return f"{name} ({shortened(unit, 12)})" if unit else name


def _group_in_words(profiles: Profiles, group: int, noun: str) -> None:
    first = who(profiles, group, noun)
    rest = headline(profiles, group, noun).removeprefix(f"{first}: ")
    values = " · ".join(
        f"{in_sentence(name, 30)} {literal(value)} (all:\u00a0{literal(overall)})"
        for name, value, overall in typical_values(profiles, group)
    )
    with st.container(horizontal=True, gap="small", wrap=False):
        st.html(_swatch(group), width="content")
        with st.container(gap=None):
            st.markdown(f"**{literal(first, 80)}:** {literal(rest, 300)}")
            if int(profiles.sizes[group]):
                st.caption(f"Typical: {values}")
                more = [literal(each, 200) for each in besides(profiles, group)]
                if more:
                    st.caption(f"Besides: {' · '.join(more)}")


def _swatch(group: int) -> str:
    """The colour and the symbol of a group as a small element of HTML, in which no drawing would survive."""
    corners = palette.symbol_path(group, 50.0).strip("MZ").split("L")
    places = ", ".join(
        f"{50 + float(x):.1f}% {50 + float(y):.1f}%" for x, y in (corner.split(",") for corner in corners)
    )
    shape = f"background:{palette.color(group)};clip-path:polygon({places})"
    return f'<div style="width:16px;height:16px;margin-top:4px;{shape}" aria-hidden="true"></div>'


def profiles_of(reading: Reading, chosen: Chosen, found: Grouping) -> Profiles:
    """What each group is like."""
    return upload.remembered(
        reading,
        "profiles",
        (chosen.points.digest, found.k),
        lambda: make_profiles(
            reading.table,
            chosen.columns,
            found.labels,
            scaling.averages_by_group(
                complete_rows(reading.table, chosen.columns)[0],
                found.labels,
                chosen.points.to_units(found.means),
            ),
        ),
    )


# ---- taking it home ------------------------------------------------------------------------------------------------


def downloads(reading: Reading, chosen: Chosen, found: Grouping, profiles: Profiles) -> None:
    """The file with one more column, the same as a workbook, the profiles."""
    table = reading.table
    filename = reading.brought.filename

    def kept() -> NDArray[np.bool_]:
        return complete_rows(table, chosen.columns)[1]

    left, middle, right = st.columns(3)
    offer(
        left,
        "Your table with groups",
        lambda: groups_export.labelled_file(table, found.labels, kept()),
        groups_export.labelled_name(filename),
        icon=":material/download:",
        help="Your file as it came, with one more column: the group. Rows that were left out have none. Text that a "
        "spreadsheet would run as a formula gets an apostrophe before it.",
        key="download_table",
        primary=True,
    )
    offer(
        middle,
        "As a workbook (.xlsx)",
        lambda: groups_export.workbook(table, found.labels, kept(), profiles),
        groups_export.labelled_name(filename, ".xlsx"),
        icon=":material/table:",
        help="For Excel, LibreOffice and the like: the table with groups, and the profiles on a second sheet.",
        key="download_workbook",
        disabled=not groups_export.fits_a_sheet(table),
    )
    offer(
        right,
        "The profiles (CSV)",
        lambda: groups_export.profiles_csv(profiles),
        groups_export.labelled_name(filename, "-profiles.csv"),
        icon=":material/summarize:",
        key="download_profiles",
    )


def new_rows(reading: Reading, chosen: Chosen, found: Grouping) -> None:
    """Rows of a second file, each put into the group that is nearest."""
    lost = restarts.about_file("new_rows")
    label = "New rows? Put them into these groups"
    with st.expander(label, icon=":material/playlist_add:", expanded=lost is not None):
        st.caption(
            "Drop a second file with the same columns: "
            f"{', '.join(in_sentence(name, 40) for name in chosen.columns[:8])}{' …' if len(chosen.columns) > 8 else ''}. "
            "Each of its rows goes to the group whose average is nearest; the groups stay as they are."
        )
        uploaded = st.file_uploader("New rows", key=restarts.uploader_key("new_rows"), help=upload.LIMIT)
        if uploaded is None:
            if lost:
                st.warning(lost, icon=":material/history:")
            return
        if uploaded.type == NOT_TAKEN:
            st.error(SERVER_IS_FULL)
            return
        rows = _new_rows(reading, chosen, found, uploaded)
        if isinstance(rows, str):
            st.error(literal(rows, 600))
            return
        st.markdown(literal(rows.in_words(), 1000))
        _preview_new_rows(rows)
        offer(
            st.container(),
            "New rows with groups",
            rows.file,
            groups_export.labelled_name(uploaded.name),
            icon=":material/download:",
            key="download_new_rows",
        )


_NEW_ROWS = "new rows"


def _new_rows(
    reading: Reading, chosen: Chosen, found: Grouping, uploaded: UploadedFile
) -> groups_export.NewRows | str:
    """The rows in their groups, or what is wrong with the file. It is read once, not at every run of the page."""
    choices = Choices(
        decimal=reading.brought.choices.decimal, missing_codes=reading.brought.choices.missing_codes
    )

    def read() -> Table | str:
        content = uploaded.getvalue()
        try:
            return upload.with_progress(lambda show: apart.read_table(content, uploaded.name, choices, show))
        except TableError as error:
            return str(error)

    table: Table | str = upload.remembered(reading, _NEW_ROWS, (uploaded.file_id, choices), read)
    try:
        return table if isinstance(table, str) else groups_export.NewRows(table, chosen.points, found.means)
    except TableError as error:
        return str(error)


def _preview_new_rows(rows: groups_export.NewRows) -> None:
    frame = rows.table.frame
    name = free_name(groups_export.GROUP, [str(each) for each in frame.columns])
    cells = pd.array(groups_export.group_cells(rows.labels, rows.kept), dtype="Int64")
    shown = first_columns(frame.head(PREVIEW_ROWS).assign(**{name: cells[:PREVIEW_ROWS]}), (name,))
    st.dataframe(
        shown[[name, *shown.columns.drop(name)]],
        hide_index=True,
        column_config=plain_headers(shown),
        placeholder=NO_VALUE,
        alt="The new rows with their groups",
    )


def link_to_steps(reading: Reading, found: Grouping) -> None:
    """To the page that shows how these groups came about: the same table, columns and start."""
    query = {
        "data": links.UPLOAD,
        "k": str(found.k),
        "init": grouping.INIT,
        "start": str(found.seed),
        **upload.carried_in_address(reading, upload.IN_SIDEBAR),
    }
    st.page_link(
        "app.py",
        label="Watch how these groups came about, step by step",
        icon=":material/play_circle:",
        query_params=query,
    )
