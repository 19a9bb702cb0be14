"""A file on its way in: taken, read in another process, and what is said meanwhile and where it fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from study.desk import (
    FILE,
    Drawer,
    Reading,
)
from study.losses import loses
from study.memory import SERVER_IS_FULL
from study.project import is_project
from study.text import in_sentence, literal
from tables import Choices, apart
from tables.limits import MAX_BYTES, in_megabytes
from tables.reader import ReadingProgress
from ui.table.desk_state import Keys, desk
from ui.table.project import bring_project
from ui.visit import restarts, shelves
from ui.visit.house import NOT_TAKEN

Made = TypeVar("Made")
YOUR_DATA_PAGE = "pages/1_Your_data.py"
LIMIT = (
    f"CSV and other text tables, .xlsx, .xls, .ods, also packed as .gz or .zip; up to {in_megabytes(MAX_BYTES)}. It is "
    "read on this server, kept for your visit alone, and then forgotten."
)
STAYS_HERE = "A link to this page keeps your settings, not your table: who opens it is asked for the table."
# Seconds after which a person begins to wonder.
SHOWS_READING = 0.2


def _asked_by_link(keys: Keys) -> str | None:
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


def missed(keys: Keys, where: str, sight: str) -> bool:
    """Whether a table is missed that was there before, or that a link was made with; it is then said `where` to drop it.

    sight : what a link would show again, as "groups"
    """
    lost = restarts.about_table(where)
    if lost:
        st.warning(lost, icon=":material/history:")
        return True
    asked = _asked_by_link(keys)
    if asked:
        st.info(f"{asked}: drop that table {where} to see the same {sight}.", icon=":material/upload_file:")
    return asked is not None


def take_file(label: str) -> None:
    """A place to drop a file."""
    apart.warm()
    key = restarts.uploader_key("file")
    drawer = desk().drawers[FILE]

    def follow() -> None:
        if st.session_state[key] is None:  # the X on the file was pressed; a page that is new has none either
            drawer.remove()

    uploaded = st.file_uploader(label, key=key, on_change=follow)
    if uploaded is not None and uploaded.file_id != drawer.taken:
        drawer.take_back()
        drawer.taken = uploaded.file_id
        if uploaded.type == NOT_TAKEN:
            drawer.trouble = SERVER_IS_FULL
        elif is_project(uploaded.getvalue()):
            bring_project(uploaded.getvalue())
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


def with_progress(work: Callable[[ReadingProgress], Made]) -> Made:
    """Do what takes a while and tells how far it has got. A small file has been read before there is anything to see.

    Each word of progress is also where Streamlit can stop the script, when the user changes something or leaves.
    """
    begun = time.monotonic()
    places: list[DeltaGenerator] = []

    def show(share: float, words: str) -> None:
        if time.monotonic() - begun > SHOWS_READING:
            if not places:
                # Not before it is needed: a place that is there in one run only moves all that follows
                places.append(st.empty())
            places[0].progress(min(1.0, max(0.0, share)), words)

    made = work(show)
    for place in places:
        place.empty()
    return made


def show_trouble(drawer: Drawer, top: DeltaGenerator) -> None:
    """What is wrong, and the ways back, at the `top` of the page. Nothing that worked is lost."""
    _ask_about_losses(drawer, top)
    words = drawer.trouble
    if words is None and drawer.shown and not drawer.shown.saved_by_dates:
        words = drawer.shown.problem
    if words is None:
        return
    top.error(literal(words, 700), icon=":material/error:")
    with top.container(horizontal=True):
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


def _ask_about_losses(drawer: Drawer, top: DeltaGenerator) -> None:
    """A change that reads less than before is said before it is taken."""
    if drawer.doubtful is None or drawer.shown is None:
        return
    with top.container(border=True, gap="small"):
        st.markdown(f"{loses(drawer.shown.table, drawer.doubtful.table)} Do you want that?")
        with st.container(horizontal=True, gap="small"):
            st.button("Leave it as it is", on_click=drawer.leave, key="leave_change", type="primary")
            st.button("Read it so", on_click=drawer.take, key="take_change")


def size_in_words(reading: Reading) -> str:
    """ "200 rows, 5 columns"."""
    rows, columns = len(reading.table.frame), reading.table.width
    return f"{reading.numerals.count(rows, 'row')}, {reading.numerals.count(columns, 'column')}"


def remembered(reading: Reading, purpose: str, key: object, make: Callable[[], Made]) -> Made:
    """What was made of a table for a purpose, for a rerun asks for it again."""
    return shelves.of_visit().made((purpose, reading.digest, repr(key)), make)
