"""What goes home: files, groups for new rows, the way to the stepper."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray
from streamlit.runtime.uploaded_file_manager import UploadedFile

from kmeans_core import Council
from study import grouping, links, take_home, workbook
from study.desk import EXAMPLE, Reading
from study.group_names import mark_of
from study.grouping import Grouping
from study.memory import SERVER_IS_FULL
from study.numerals import numerals_of
from study.profiles import Profiles
from study.project import PROJECT_ENDING, Project, project_file
from study.text import in_sentence, literal
from tables import Choices, Table, TableError, apart, complete_rows, free_name
from ui import pages
from ui.downloads import offer
from ui.table import desk_state, intake, measuring
from ui.visit import restarts
from ui.visit.house import NOT_TAKEN
from ui.your_data import report
from ui.your_data.chosen import Chosen
from ui.your_data.preview import PREVIEW_ROWS, first_columns, show_rows

PRIVATE = (
    "Your table is in the memory of the computer that runs this app, for your visit alone: no other visitor can see it. It is dropped two "
    "minutes after you leave at the latest."
)
"""Where a visitor's file is, for how long, and who can see it: kept true by ui/visit/house.py."""


def offer_files(
    reading: Reading, chosen: Chosen, heard: Council | None, found: Grouping, profiles: Profiles, noun: str
) -> None:
    """The file with one more column, the same as a workbook, the profiles, a report."""
    table, counted = reading.table, measuring.table_as_counted(reading, chosen.columns)
    filename = reading.brought.filename

    def kept() -> NDArray[np.bool_]:
        return complete_rows(counted, chosen.columns)[1]

    left, middle, right = st.columns(3)
    offer(
        left,
        "The table with groups",
        lambda: take_home.labelled_file(table, found.labels, kept(), profiles.names),
        take_home.labelled_name(filename),
        icon=":material/download:",
        key="download_table",
        primary=True,
    )
    offer(
        middle,
        "As a workbook (.xlsx)",
        lambda: workbook.workbook(table, found.labels, kept(), profiles, chosen.points),
        take_home.name_with(filename, "-groups.xlsx"),
        icon=":material/table:",
        key="download_workbook",
        disabled=not workbook.fits_a_sheet(table),
    )
    offer(
        right,
        "The profiles (CSV)",
        lambda: take_home.profiles_csv(profiles),
        take_home.name_with(filename, "-groups-profiles.csv"),
        icon=":material/summarize:",
        key="download_profiles",
    )
    left, right = st.columns(2)
    offer(
        right,
        "The project, to go on elsewhere (.kmeans.zip)",
        _project_file(reading, chosen, found, profiles),
        take_home.name_with(filename, PROJECT_ENDING),
        icon=":material/inventory_2:",
        key="download_project",
    )
    offer(
        left,
        "A report to hand on (one HTML file, prints)",
        report.prepare_report(reading, chosen, heard, found, profiles, noun),
        take_home.name_with(filename, "-groups-report.html"),
        icon=":material/description:",
        key="download_report",
    )
    by_hand = ", and one on which k-means computes by formulas for the first rows"
    st.caption(
        "The table comes back as it was, with one more column: the group. Rows that were left out have none. "
        f"{'Numbers that were filled in are missing there, as they came. ' if chosen.points.fills else ''}Text that a "
        "spreadsheet would run as a formula gets an apostrophe before it. The workbook has the profiles on a second sheet, a sheet for "
        f"each group{by_hand if workbook.computes_by_hand(chosen.points) else ''}. The project has "
        "the table as it came and all settings: drop it where you drop a table, here or on another computer."
    )


def _project_file(
    reading: Reading, chosen: Chosen, found: Grouping, profiles: Profiles
) -> Callable[[], bytes]:
    """What makes the project file: it is called where there is no visit any more."""
    drawer, choices = desk_state.desk().drawer, reading.brought.choices
    project = Project(
        reading.brought.content,
        reading.brought.filename,
        choices,
        tuple(sorted(drawer.values)),
        drawer.across,
        drawer.filled,
        chosen.in_link,
        chosen.scaling,
        chosen.mixtures,
        bool(chosen.points.dates),
        found.k,
        st.session_state.get(links.NOUN.name, ""),
        (mark_of(found.labels), profiles.names) if any(profiles.names) else None,
        desk_state.desk().asked,
    )
    return lambda: project_file(project)


def new_rows(reading: Reading, chosen: Chosen, found: Grouping, names: Sequence[str]) -> None:
    """Rows of a second file, each put into the group that is nearest."""
    near = chosen.points.nearness
    st.markdown(
        "Put new rows into these groups: drop a second file with the same columns, "
        f"{', '.join(in_sentence(name, 40) for name in chosen.in_file[:8])}{' …' if len(chosen.in_file) > 8 else ''}. "
        f"Each of its rows goes to the group whose {near.center} is nearest; the groups stay as they are"
        f"{'' if near.sizes is None else ', and their sizes are not kept'}."
    )
    uploaded = st.file_uploader("New rows", key=restarts.uploader_key("new_rows"))
    if uploaded is None:
        if lost := restarts.about_file("new_rows"):
            st.warning(lost, icon=":material/history:")
        return
    if uploaded.type == NOT_TAKEN:
        st.error(SERVER_IS_FULL)
        return
    rows = _new_rows(reading, chosen, found, uploaded, names)
    if isinstance(rows, str):
        st.error(literal(rows, 600))
        return
    st.markdown(literal(rows.in_words(), 1000))
    _preview_new_rows(rows)
    offer(
        st.container(),
        "New rows with groups",
        rows.file,
        take_home.labelled_name(uploaded.name),
        icon=":material/download:",
        key="download_new_rows",
    )


_NEW_ROWS = "new rows"


def _new_rows(
    reading: Reading, chosen: Chosen, found: Grouping, uploaded: UploadedFile, names: Sequence[str]
) -> take_home.NewRows | str:
    """The rows in their groups, or what is wrong with the file. It is read once, not at every run of the page."""
    choices = Choices(
        decimal=reading.brought.choices.decimal, missing_codes=reading.brought.choices.missing_codes
    )

    def read() -> Table | str:
        content = uploaded.getvalue()
        try:
            return intake.with_progress(lambda show: apart.read_table(content, uploaded.name, choices, show))
        except TableError as error:
            return str(error)

    table: Table | str = intake.remembered(reading, _NEW_ROWS, (uploaded.file_id, choices), read)
    try:
        return (
            table if isinstance(table, str) else take_home.NewRows(table, chosen.points, found.means, names)
        )
    except TableError as error:
        return str(error)


def _preview_new_rows(rows: take_home.NewRows) -> None:
    frame = rows.table.in_words(rows.table.frame.head(PREVIEW_ROWS))
    name = free_name(take_home.GROUP, [str(each) for each in frame.columns])
    cells = pd.array(take_home.group_cells(rows.labels, rows.kept), dtype="Int64")
    shown = first_columns(frame.assign(**{name: cells[:PREVIEW_ROWS]}), (name,))
    show_rows(
        shown[[name, *shown.columns.drop(name)]],
        numerals_of(rows.table),
        alt="The new rows with their groups",
    )


def link_to_steps(reading: Reading, chosen: Chosen, found: Grouping) -> None:
    """To the page that shows how these groups came about: the same table, columns and start. Where they were not made by k-means as
    it is, to the one that plays their distance beside it."""
    near, label = chosen.points.nearness, "Watch how these groups came about, step by step"
    page = "app.py"
    query = {
        "data": links.UPLOAD,
        "k": str(found.k),
        "init": grouping.INITIALIZATION,
        "start": str(found.seed),
        **desk_state.carried_in_address(reading, desk_state.IN_RAIL),
    }
    if near.words:
        label = "Watch k-means at work on these columns, by numbers alone, step by step"
    elif not near.measure.is_k_means:
        page, label = pages.DISTANCES.file, "Watch this distance at work beside k-means, step by step"
        query[links.DISTANCE.name] = near.measure.name
    elif not chosen.points.nearness.is_plain:
        label = "Watch k-means at work on these columns, without weights and sizes, step by step"
    st.page_link(
        page,
        label=label,
        icon=":material/play_circle:",
        query_params=query,
    )
    if desk_state.desk().active != EXAMPLE:
        st.caption(f"{intake.STAYS_HERE} {PRIVATE}")
