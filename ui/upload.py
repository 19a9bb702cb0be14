"""The user's own table: brought once, kept for the visit, used by every page."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, TypeVar

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from charts.digits import as_it_is, rounded
from kmeans_core.checks import LARGEST, count_distinct
from tables import Choices, Table, apart, complete_rows, numeric_columns, why_alone
from tables.limits import MAX_BYTES, in_megabytes
from tables.reader import Progress
from tables.select import numbers_of
from ui import address, kept, links, restarts, scaling, shelves
from ui.dateline import Cuts, across, cuts_of, in_words
from ui.dates import date_columns
from ui.desk import (
    EXAMPLE,
    FILE,
    MOST_NAMED,
    Desk,
    Drawer,
    Reading,
    choices_from_link,
    choices_to_link,
    coordinates,
    suggested_columns,
)
from ui.examples import EXAMPLES
from ui.house import NOT_TAKEN
from ui.memory import SERVER_IS_FULL
from ui.points import Points
from ui.text import in_sentence, isolated, literal, shortened
from ui.words import count

Made = TypeVar("Made")
YOUR_DATA = "pages/1_Your_data.py"
LIMIT = (
    f"CSV and other text tables, .xlsx, .xls, .ods, also packed as .gz or .zip; up to {in_megabytes(MAX_BYTES)}. It is "
    "read on this server, kept for your visit alone, and then forgotten."
)
STAYS_HERE = "A link to this page keeps your settings, not your table: who opens it is asked for the table."
# Seconds after which a person begins to wonder.
SHOWS_PROGRESS = 0.2
MOST_OFFERED = 500
"""So many columns one list offers. A list of 20,000 weighs 270 kB, and is made and sent anew at every change of anything."""


def desk() -> Desk:
    """What the user has brought so far in this visit."""
    if "desk" not in st.session_state:
        linked = st.query_params.get("scaling")
        st.session_state["desk"] = Desk(
            scaling=linked if linked in scaling.SCALINGS else None,
            linked_choices=choices_from_link(st.query_params.get("read")),
            linked_values=frozenset(st.query_params.get_all("values")),
            linked_across=st.query_params.get("dateline") != links.AS_THEY_STAND,
        )
        example = st.query_params.get("table")
        if st.query_params.get("data") == links.UPLOAD and example in EXAMPLES:
            bring_example(example)
    found: Desk = st.session_state["desk"]
    return found


def bring_example(name: str) -> None:
    """Put an example on the desk, as if it had been brought."""
    state = desk()
    state.active = EXAMPLE
    first = state.drawer.taken is None
    state.drawer.taken = name
    state.bring(_example_file(name), f"{name}.csv", scaled_as_before=first)


def _example_file(name: str) -> bytes:
    return shelves.COMMON.made(
        ("example file", name), lambda: str(EXAMPLES[name].load().to_csv(index=False)).encode()
    )


# The widgets by which columns are chosen, in the sidebar of several pages and on the page "Your data": their keys, which
# are their names in the address. Streamlit keeps the value of a widget for its page alone and drops a name from the
# address that the page before had too; so the two have names of their own, and values are carried over.
Keys = Mapping[str, str]
IN_SIDEBAR: Keys = {"x": "x", "y": "y", "more": "more", "view": "view", "dates": "dates"}
ON_PAGE: Keys = {"x": "across", "y": "up", "more": "also", "view": "plot", "dates": "dated"}


def arrive(keys: Keys) -> None:
    """At the top of a page: where another page was on screen before, take over what was chosen there."""
    state = desk()
    context = get_script_run_ctx()
    page = context.page_script_hash if context else ""
    moved = state.page not in (None, page)
    state.arriving = moved or kept.repeats()
    if moved and state.drawer.shown is not None:
        names = coordinates(state.drawer.shown.table, bool(state.carried.get("dates")))
        carried = {keys[role]: value for role, value in state.carried.items() if _fits(role, value, names)}
        for key, value in {**carried, "from": state.active}.items():
            if key not in st.query_params:
                st.session_state[key] = value
    state.page = page


def _fits(role: str, value: Any, names: Sequence[str]) -> bool:
    return role in ("view", "dates") or all(
        name in names for name in ([value] if isinstance(value, str) else value)
    )


def carry(keys: Keys) -> None:
    """At the end of the choices: note them for the other pages, and see to it that the address has them."""
    state = desk()
    state.carried = {role: st.session_state[key] for role, key in keys.items() if key in st.session_state}
    if state.arriving and state.drawer.shown is not None:
        chosen = carried_in_address(state.drawer.shown, keys)
        usual = {"view": links.VIEW.default, **state.otherwise}
        named = {keys[role] for role, value in state.carried.items() if value != usual.get(role)}
        address.show({name: value for name, value in chosen.items() if name in named})


def carried_in_address(reading: Reading, keys: Keys) -> dict[str, str | list[str]]:
    """The choices as the address of another page has them."""
    carried = desk().carried
    label = labels_of(coordinates(reading.table, bool(carried.get("dates"))))
    query: dict[str, str | list[str]] = {}
    for role, value in carried.items():
        if role == "view":
            query[keys[role]] = value
        elif role == "dates":
            query |= {keys[role]: "true"} if value else {}
        elif value:
            query[keys[role]] = label(value) if isinstance(value, str) else [label(name) for name in value]
    return query


def upload_panel() -> Points | None:
    """For the sidebar: drop a file, choose columns. None, with a sentence, while there are no points."""
    arrive(IN_SIDEBAR)
    take_file("A table with numbers in it")
    drawer = desk().drawer
    read(drawer)
    show_trouble(drawer)
    reading = drawer.shown
    if reading is None:
        return None
    is_example = desk().active == EXAMPLE
    st.caption(
        f"{in_sentence(reading.brought.filename, 40)}: {size_in_words(reading)}."
        + ("" if is_example else f" {STAYS_HERE}")
    )
    points = None if reading.problem and not reading.saved_by_dates else choose_points(drawer, reading)
    carry(IN_SIDEBAR)
    st.page_link(
        YOUR_DATA,
        label="How it was read, groups in words",
        icon=":material/receipt_long:",
        query_params=carried_in_address(reading, ON_PAGE),
    )
    remember_in_address()
    _put("table", [str(drawer.taken)] if is_example else [])
    return points


def asked_by_link(keys: Keys) -> str | None:
    """What a link says of the table it was made with, in a sentence (Markdown); None if it names no column.

    A link has the names of chosen columns, for without them it would open another picture; never the name of the file.
    """
    names = [name for role in ("x", "y", "more") for name in st.query_params.get_all(keys[role])]
    if not names:
        return None
    shown = [f"“{in_sentence(name, 40)}”" for name in names[:6]]
    more = [f"{len(names) - 6} more"] if len(names) > 6 else []
    listed = " and ".join(filter(None, (", ".join([*shown, *more][:-1]), [*shown, *more][-1])))
    return (
        f"This link was made with a table of its own, which has {'the column' if len(names) == 1 else 'the columns'} {listed}. "
        "Files do not travel in links"
    )


def take_file(label: str) -> None:
    """A place to drop a file."""
    apart.warm()
    uploaded = st.file_uploader(label, key=restarts.uploader_key("file"), help=LIMIT)
    drawer = desk().drawers[FILE]
    if uploaded is not None and uploaded.file_id != drawer.taken:
        drawer.taken = uploaded.file_id
        if uploaded.type == NOT_TAKEN:
            drawer.trouble = SERVER_IS_FULL
        else:
            desk().bring_file(uploaded.getvalue(), uploaded.name)


def read(drawer: Drawer) -> None:
    """Read what is asked for, if there is room for it."""
    shelf, refused = shelves.of_visit(), False

    def refuse(reading: Reading) -> str | None:
        nonlocal refused
        others = {
            key: size
            for each in desk().drawers.values()
            if each is not drawer
            for key, size in each.held.items()
        }
        no_room = shelf.hold(others | Drawer(shown=reading).held)
        refused = no_room is not None
        return no_room

    if drawer.is_due:
        with_progress(lambda show: drawer.read(show, refuse))
    if refused:
        drawer.let_go()
    shelf.hold(desk().held)


def with_progress(work: Callable[[Progress], Made]) -> Made:
    """Do what takes a while and tells how far it has got. A small file has been read before there is anything to see.

    Each word of progress is also where Streamlit can stop the script, when the user changes something or leaves.
    """
    begun = time.monotonic()
    places: list[DeltaGenerator] = []

    def show(share: float, words: str) -> None:
        if time.monotonic() - begun > SHOWS_PROGRESS:
            if not places:
                # Not before it is needed: a place that is there in one run only moves all that follows
                places.append(st.empty())
            places[0].progress(min(1.0, max(0.0, share)), words)

    made = work(show)
    for place in places:
        place.empty()
    return made


def show_trouble(drawer: Drawer) -> None:
    """What is wrong, and the ways back. Nothing that worked is lost."""
    words = drawer.trouble
    if words is None and drawer.shown and not drawer.shown.saved_by_dates:
        words = drawer.shown.problem
    if words is None:
        return
    st.error(literal(words, 700), icon=":material/error:")
    with st.container(horizontal=True):
        if drawer.can_undo and drawer.good is not None:
            st.button(
                f"Back to {in_sentence(drawer.good.brought.filename, 30)} as it was",
                on_click=drawer.undo,
                icon=":material/undo:",
                key="undo",
            )
        if drawer.choices != Choices():
            st.button(
                "Let the reader decide everything",
                on_click=drawer.reset,
                icon=":material/restart_alt:",
                key="reset_choices",
            )


def size_in_words(reading: Reading) -> str:
    """ "200 rows, 5 columns"."""
    rows, columns = reading.table.frame.shape
    return f"{rows:,} row{'' if rows == 1 else 's'}, {columns:,} column{'' if columns == 1 else 's'}"


def remembered(reading: Reading, purpose: str, key: object, make: Callable[[], Made]) -> Made:
    """What was made of a table for a purpose, for a rerun asks for it again."""
    return shelves.of_visit().made((purpose, reading.digest, repr(key)), make)


# ---- columns -------------------------------------------------------------------------------------------------------


def choose_points(drawer: Drawer, reading: Reading) -> Points | None:
    """All choices that make points of a table, one under the other, for a narrow place."""
    axes = st.container()
    dates = choose_dates(reading, IN_SIDEBAR)
    names = coordinates(reading.table, dates)
    if not names:
        return None
    suggested = suggestion(reading, dates)
    with axes:
        find_column(names, IN_SIDEBAR)
        if len(suggested) == 1:
            x = y = choose_axis("x", names, suggested[0], IN_SIDEBAR)
            st.caption(literal(alone_in_words(reading, x), 700))
        else:
            x, y = choose_columns(names, *suggested)
    more: list[str] = []
    mixtures = False
    if len(names) > 2:
        with st.expander("More columns"):
            more = choose_more(names, x, y, IN_SIDEBAR)
            mixtures = choose_view(more, IN_SIDEBAR)
    columns = all_columns(x, y, more)
    if not can_compute(drawer, reading, columns):
        return None
    ask_about_date_line(reading, columns)
    chosen = choose_scaling(reading, columns) if len(columns) > 1 else "none"
    points = points_of(reading, columns, chosen, mixtures)
    for note in points.notes:
        st.caption(literal(note, 500))
    return points if are_enough(points, names) else None


def choose_dates(reading: Reading, keys: Keys) -> bool:
    """Whether dates may serve as coordinates. Asked only where there are any; they are not offered unasked."""
    dates = date_columns(reading.table)
    if not dates:
        return False
    if reading.saved_by_dates:
        st.info(
            f"{literal(reading.problem, 400)} Or let dates count: your table has them in {in_sentence(dates[0], 40)}.",
            icon=":material/event:",
        )
    return st.toggle(
        "Let me choose dates too",
        key=keys["dates"],
        bind="query-params",
        help="A date counts in days: two rows that are a year apart differ by 365.",
    )


def alone_in_words(reading: Reading, name: str) -> str:
    """Why there is no other column than `name`, and what could join it."""
    words = why_alone(reading.table, name)
    others = [each for each in date_columns(reading.table) if each != name]
    return f"{words} Dates can count too: switch them on below." if others else words


def suggestion(reading: Reading, dates: bool) -> tuple[str, ...]:
    """Two columns to begin with, or the only one."""
    return remembered(
        reading, "columns to begin with", dates, lambda: suggested_columns(reading.table, dates)
    )


def find_column(names: list[str], keys: Keys) -> None:
    """Where there are more columns than a list can offer: a place to look for one by its name."""
    if len(names) <= MOST_OFFERED:
        return
    sought = st.text_input("Find a column", key=_finding(keys), placeholder="a part of its name").strip()
    if not sought:
        words = f"{len(names):,} columns are too many for one list. The lists offer the first {MOST_OFFERED}: find others here."
    else:
        found = len(_named_like(names, sought))
        whose = f"{count(found, 'column')} with {in_sentence(sought, 40)} in the name"
        first = f"; the lists offer the first {MOST_OFFERED}" if found > MOST_OFFERED else ""
        words = f"{whose}{first}. What you chose stays in the lists too."
    st.caption(words)


def _finding(keys: Keys) -> str:
    return f"find_{keys['x']}"


def _named_like(names: list[str], sought: str) -> list[str]:
    return [name for name in names if sought.casefold() in name.casefold()] if sought else names


def _offered(names: list[str], label: Callable[[str], str], keys: Keys, *needed: str) -> list[str]:
    """What a list of columns offers: all; of very many those that are looked for, those that are chosen, in a link too, and
    `needed`."""
    if len(names) <= MOST_OFFERED:
        return names
    sought = str(st.session_state.get(_finding(keys), "")).strip()
    offered = {*_named_like(names, sought)[:MOST_OFFERED], *needed}
    for role in ("x", "y", "more"):
        chosen = st.session_state.get(keys[role]) or ()
        offered |= {chosen} if isinstance(chosen, str) else set(chosen)
    linked = {label for role in ("x", "y", "more") for label in st.query_params.get_all(keys[role])}
    return [name for name in names if name in offered or (linked and label(name) in linked)]


def choose_columns(names: list[str], x: str, y: str) -> tuple[str, str]:
    """Two lists to choose the axes from."""
    across = choose_axis("x", names, x, IN_SIDEBAR)
    return across, choose_axis("y", names, x if y == across else y, IN_SIDEBAR)


def choose_axis(axis: str, names: list[str], otherwise: str, keys: Keys) -> str:
    """The column that goes across ("x") or up ("y"). To choose the column of the other axis swaps the two."""
    state = desk()
    state.otherwise[axis] = otherwise
    if _offers_others(keys[axis], names):
        wish = state.wishes.get(axis)
        state.makeshift.pop(axis, None)
        if wish not in names:
            wish = state.makeshift[axis] = otherwise
        st.session_state[keys[axis]] = wish
    label = labels_of(names)
    address.settle(links.AXES[keys[axis]].among([label(name) for name in names], label(otherwise)))
    offered = _offered(names, label, keys, otherwise)
    chosen: str = st.selectbox(
        "Across (x)" if axis == "x" else "Up (y)",
        offered,
        index=offered.index(otherwise),
        key=keys[axis],
        bind="query-params",
        format_func=label,
        on_change=_swap,
        args=(keys[axis], keys["y" if axis == "x" else "x"]),
    )
    st.session_state[f"{keys[axis]}_before"] = chosen
    if len(names) > 1 and chosen != state.makeshift.get(axis):  # the only one is nobody's wish
        state.wishes[axis] = chosen
    return chosen


def _offers_others(key: str, names: list[str]) -> bool:
    """Whether a list of columns offers others than before: the table is read another way, or is another one."""
    before = desk().offered.get(key)
    desk().offered[key] = list(names)
    return before is not None and before != names


def _swap(changed: str, other: str) -> None:
    if st.session_state[changed] == st.session_state.get(other):
        st.session_state[other] = st.session_state[f"{changed}_before"]


def choose_more(names: list[str], x: str, y: str, keys: Keys) -> list[str]:
    """Columns that count besides the two of the plot."""
    others = [name for name in names if name not in (x, y)]
    wishes = desk().wishes.get("more", [])
    if _offers_others(keys["more"], names):
        st.session_state[keys["more"]] = [name for name in wishes if name in others]
    before = st.session_state.get(keys["more"])
    if before and not set(before) <= set(others):  # one of them was made an axis
        st.session_state[keys["more"]] = [name for name in before if name in others]
    label = labels_of(names)
    parameter = links.MORE if keys is IN_SIDEBAR else links.ALSO
    address.settle(parameter.among([label(name) for name in names]))
    chosen: list[str] = st.multiselect(
        "Compare by these columns too",
        [name for name in _offered(names, label, keys) if name not in (x, y)],
        key=keys["more"],
        bind="query-params",
        format_func=label,
        placeholder="None: only the two",
        help="All columns you choose count when the rows are compared; the plot can show two at a time.",
    )
    standing_in = {name for axis, name in (("x", x), ("y", y)) if desk().makeshift.get(axis) == name}
    desk().wishes["more"] = [*chosen, *(n for n in wishes if n not in names or n in standing_in)]
    return chosen


def choose_view(more: Sequence[str], keys: Keys) -> bool:
    """Whether the plot shows mixtures of all columns. Asked only where there is a choice."""
    if not more:
        return False
    view = st.segmented_control(
        "The plot shows",
        links.VIEWS,
        default=links.VIEW.default,
        required=True,
        key=keys["view"],
        bind="query-params",
        help="**Mixtures of all**: the two directions in which your rows differ most, each made of all columns (the "
        "first two *principal components*). Rows that are alike in all columns lie close together there.",
    )
    return view == links.MIXTURES_VIEW


def all_columns(x: str, y: str, more: Sequence[str]) -> tuple[str, ...]:
    """The columns that count, those of the plot first."""
    return tuple(dict.fromkeys((x, y, *more)))


def choose_scaling(reading: Reading, columns: Sequence[str], *, wide: bool = False) -> str:
    """How distances are measured: as chosen, or as suggested for these columns."""
    state = desk()
    st.session_state["scaling_choice"] = scaling_in_force(reading, columns)

    def take() -> None:
        state.scaling = st.session_state["scaling_choice"]

    chosen: str = st.radio(
        "How the columns count",
        list(scaling.SCALINGS),
        format_func=lambda name: scaling.SCALING_LABELS[name],
        key="scaling_choice",
        on_change=take,
        horizontal=wide,
        help=scaling.SCALING_HELP,
    )
    return chosen


def scaling_in_force(reading: Reading, columns: Sequence[str]) -> str:
    """What the user chose, or what is suggested. For a column alone there is nothing to choose."""
    if len(columns) == 1:
        return "none"
    return desk().scaling or suggested_scaling(reading, columns)


def suggested_scaling(reading: Reading, columns: Sequence[str]) -> str:
    """The way of counting that suits these columns."""

    def suggest() -> str:
        values, _ = complete_rows(counted(reading), columns)
        facts = [reading.table.column(name) for name in columns]
        return scaling.suggest_scaling(values, facts) if len(values) else "none"

    return remembered(reading, "suggestion", (tuple(columns), cuts(reading)), suggest)


def scaled_points(reading: Reading, columns: Sequence[str], chosen: str) -> Points:
    """The points in one of the ways of counting, on the plane of the two columns; a sample where they are very many."""
    return remembered(
        reading,
        f"way {chosen}",
        (tuple(columns), cuts(reading)),
        lambda: scaling.make_points(
            reading.table, "", columns, chosen, most=scaling.MOST_COMPARED, cuts=cuts(reading)
        ),
    )


def points_of(reading: Reading, columns: Sequence[str], chosen: str, mixtures: bool) -> Points:
    """The points; made once for the same table and choices."""
    named = " and ".join(shortened(name, 40) for name in columns[:2])
    more = f" and {len(columns) - 2} more" if len(columns) > 2 else ""
    title = f"{shortened(reading.brought.filename, 40)}: {named}{more}"
    return remembered(
        reading,
        "points",
        (tuple(columns), chosen, mixtures, cuts(reading)),
        lambda: scaling.make_points(
            reading.table, title, columns, chosen, mixtures=mixtures, cuts=cuts(reading)
        ),
    )


def cuts(reading: Reading) -> Cuts:
    """The columns of longitudes that are counted across the date line, and where the globe is cut instead."""
    return _torn(reading) if desk().drawer.across else {}


def _torn(reading: Reading) -> Cuts:
    return remembered(reading, "date line", (), lambda: cuts_of(reading.table))


def counted(reading: Reading) -> Table:
    """The table with its longitudes as they count."""
    if not cuts(reading):
        return reading.table
    return remembered(
        reading, "across the date line", cuts(reading), lambda: across(reading.table, cuts(reading))
    )


def ask_about_date_line(reading: Reading, columns: Sequence[str]) -> None:
    """How longitudes on both sides of the date line count, and one press for the other way."""
    torn = [name for name in columns if name in _torn(reading)]
    if not torn:
        return
    drawer = desk().drawer

    def turn() -> None:
        drawer.across = not drawer.across

    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/public: {literal(in_words(torn, drawer.across), 400)}", width="stretch")
        label = "Count them as they stand" if drawer.across else "Count across the date line"
        st.button(label, on_click=turn, key="date_line")


def can_compute(
    drawer: Drawer, reading: Reading, columns: Sequence[str], top: DeltaGenerator | None = None
) -> bool:
    """Whether the numbers can be computed with; if not, a sentence that names the first row, and a way to leave it out.

    Rows that were left out before can be taken back in here. `top` : the head of the page, where it is said too.
    """

    def look() -> tuple[list[int], str]:
        overflowing = remembered(reading, "overflowing", (), lambda: overflowing_columns(reading))
        return rows_too_far(reading, columns, overflowing)

    lines, words = remembered(reading, "too far", tuple(columns), look)
    gone = reading.brought.choices.rows_left_out
    if gone:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{count(len(gone), 'row')} left out because you said so.", width="stretch")
            st.button(
                "Take back in", on_click=drawer.choose, kwargs={"rows_left_out": ()}, key="take_rows_back"
            )
    if not words:
        return True
    for place, key in ((st.container(), "leave_rows_out"), (top, "leave_rows_out_above")):
        if place is None:
            continue
        place.error(literal(words, 500), icon=":material/error:")
        if lines and len(lines) + len(gone) <= MOST_NAMED:
            place.button(
                "Leave it out" if len(lines) == 1 else f"Leave these {len(lines):,} rows out",
                on_click=drawer.choose,
                kwargs={"rows_left_out": (*gone, *lines)},
                key=key,
            )
    return False


def overflowing_columns(reading: Reading) -> list[str]:
    """The columns with numbers whose squares overflow."""
    columns = numbers_of(reading.table, numeric_columns(reading.table))
    return [name for name, values in columns if (np.abs(values) > LARGEST).any()]


def rows_too_far(
    reading: Reading, columns: Sequence[str], overflowing: Sequence[str] = ()
) -> tuple[list[int], str]:
    """The lines of the rows that cannot be computed with, and a sentence on them; "" if the numbers can be.

    overflowing : the columns of the table with numbers whose squares overflow, see `overflowing_columns`
    """
    values, kept = complete_rows(reading.table, columns)
    first: tuple[str, float] | None = None
    gone = np.zeros(len(values), dtype=bool)
    others = [name for name in overflowing if name not in columns]
    for name, column in chain(zip(columns, values.T, strict=True), numbers_of(reading.table, others)):
        # What does not count in the distances is averaged in groups all the same
        far = (
            scaling.too_far(column[:, np.newaxis])[:, 0]
            if name in columns
            else np.abs(column[kept]) > LARGEST
        )
        if far.any() and not (gone.any() and gone.argmax() <= far.argmax()):
            first = name, float(column[far.argmax()] if name in columns else column[kept][far.argmax()])
        gone |= far
    if first is not None:
        lines = reading.table.row_numbers[kept][gone].tolist()
        where = "row" if reading.table.source.is_sheet else "line"
        words = (
            f"In {where} {lines[0]:,} of your file, “{isolated(first[0], 40)}” is {as_it_is(first[1])}: too large to compute with "
            "beside the other rows."
        )
        if len(lines) == 1:
            return lines, f"{words} Leave that row out."
        return (
            lines,
            f"{words} {count(len(lines) - 1, 'other row')} {'is' if len(lines) == 2 else 'are'} like it. Leave them out.",
        )
    for name, spread in zip(columns, np.ptp(values, axis=0) if len(values) else (), strict=False):
        if 0 < spread < scaling.LEAST_SPREAD:
            return [], (
                f"The numbers in “{isolated(name, 40)}” differ by no more than {rounded(spread)}: too little to compute with. "
                "Choose another column, or write them in a smaller unit."
            )
    return [], ""


def are_enough(points: Points, offered: Sequence[str], top: DeltaGenerator | None = None) -> bool:
    """Whether there is anything to group; a sentence if not.

    offered : the columns there were to choose from; top : the head of the page, where it is said too
    """
    if points.one_column and len(offered) > 1:
        words = "You chose the same column twice. Choose two different columns."
    elif not len(points.X):
        words = "No row has a value in every column you chose. Choose other columns."
    elif count_distinct(points.X, 2) < 2:
        words = "All rows are at one and the same point. Choose other columns."
    else:
        return True
    for place in (st, top):
        if place is not None:
            place.error(words)
    return False


def labels_of(names: Sequence[str]) -> Callable[[str], str]:
    """Short labels for names, different for different names."""
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        label = shortened(name)
        if label in taken:
            label = f"{label} · {hashlib.blake2b(name.encode(errors='replace'), digest_size=3).hexdigest()}"
        taken.add(label)
        labels[name] = label
    return lambda name: labels[name] if name in labels else shortened(name)


# ---- the address of the page ---------------------------------------------------------------------------------------


def remember_in_address() -> None:
    """What no widget keeps in the address: how the file is read, and how the columns count."""
    reading = desk().drawer.shown
    if all(drawer.shown is None for drawer in desk().drawers.values()):
        return  # the choices of a link wait for the first table
    choices = choices_to_link(reading.brought.choices) if reading else ""
    groupable = reading is not None and (not reading.problem or reading.saved_by_dates)
    scaled = st.session_state.get("scaling_choice") if groupable else None
    _put("read", [choices] if choices else [])
    _put("values", sorted(desk().drawer.values))
    _put("dateline", [] if desk().drawer.across else [links.AS_THEY_STAND])
    _put("scaling", [str(scaled)] if scaled else [])


def _put(name: str, values: list[str]) -> None:
    if values and st.query_params.get_all(name) != values:
        st.query_params[name] = values
    elif not values and name in st.query_params:
        del st.query_params[name]
