"""Your data: bring a table, read which rows belong together, take it back with one more column."""

from __future__ import annotations

import streamlit as st

from study.text import in_sentence
from ui import layout, page, pages
from ui.council import otherwise
from ui.table import desk_state, intake
from ui.your_data import (
    bring,
    columns,
    comparing,
    deciding,
    finding,
    groups,
    in_python,
    lab,
    names,
    near,
    preview,
    take_home,
)

page.configure(pages.YOUR_DATA)
with layout.room("sheet"):
    head, judged = st.container(key="answer"), None
    head.caption(
        "Bring a table: you get groups of rows that are alike, in words, and your own file with one more column."
    )
    drawer = bring.bring()
    intake.show_trouble(drawer, st.container())
    reading = drawer.shown

    if reading is None:
        if drawer.trouble is None:
            bring.ask_for_a_table()
    else:
        answer = st.container()
        name = in_sentence(reading.brought.filename, 60)
        groups.heading(f"1 · {desk_state.whose()} table: {name}, {intake.size_in_words(reading)}")
        preview.show_table(drawer, reading)

        if reading.problem is None or reading.saved_by_dates:
            groups.heading("2 · What to compare")
            chosen = columns.choose_columns(drawer, reading, answer)
            if chosen is not None:
                reading, chosen = near.choose_near(reading, chosen)
                columns.choose_scaling(reading, chosen)
                comparison = st.container()
                groups.heading("3 · The groups", groups.GROUPS)
                heard = finding.hear_judges(chosen.points, head)
                k, noun = finding.choose_k(chosen.points, heard)
                sized = near.choose_sizes(reading, chosen, k, answer)
                found = finding.groups_of(sized.points, k, answer) if sized is not None else None
                if sized is not None and found is not None:
                    chosen, heard = sized, heard if sized.points.nearness.is_judged else None
                    judged = chosen.points, heard
                    with head:
                        groups.short_answer(reading, chosen, heard, found, noun)
                    with comparison:
                        comparing.compare_scalings(reading, chosen, found)
                    profiles = names.with_names(groups.profiles_of(reading, chosen, found), found)
                    with answer:
                        columns.ask_about_codes(drawer, reading, chosen.columns)
                        alone = deciding.ask_about_rows_alone(drawer, reading, chosen, found, profiles)
                    groups.show_groups(reading, chosen, found, profiles, noun)
                    names.ask_for_names(profiles, found)
                    what_if = st.container()
                    groups.heading("4 · Take it with you", groups.DOWNLOADS)
                    take_home.offer_files(reading, chosen, heard, found, profiles, noun)
                    in_python.show_code(chosen, found)
                    take_home.link_to_steps(reading, chosen, found)
                    groups.heading("5 · New rows")
                    take_home.new_rows(reading, chosen, found, profiles.names)
                    # Last: all else is there while they compute
                    deciding.offer_logarithms(reading, chosen, found, alone)
                    with what_if:
                        lab.show_lab(drawer, reading, chosen, found, noun)
        else:
            columns.show_unusable(reading)
    if judged is None:
        with head:
            layout.lead("Which of your rows belong together?")
pages.where_next(pages.YOUR_DATA)
if judged is not None:  # last: all else is there while they are heard
    otherwise.hear_other_ways(*judged)
