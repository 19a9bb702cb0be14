"""Your data: bring a table, read which rows belong together, take it back with one more column."""

from __future__ import annotations

import streamlit as st

from ui import links, page, upload, your_data
from ui.text import in_sentence

page.configure("Your data", links.YOUR_DATA)
st.title("Which of your rows belong together?", anchor=False)
st.caption(
    "Bring a table. You get groups of rows that are alike: in words, and as your own file with one more column."
)
drawer = your_data.bring()
upload.show_trouble(drawer)
reading = drawer.shown

if reading is None:
    if drawer.trouble is None:
        your_data.ask_for_a_table()
else:
    answer = st.container()
    name = in_sentence(reading.brought.filename, 60)
    your_data.heading(f"1 · Your table: {name}, {upload.size_in_words(reading)}")
    your_data.show_table(drawer, reading)

    if reading.problem is None or reading.saved_by_dates:
        your_data.heading("2 · What to compare")
        chosen = your_data.choose_columns(drawer, reading, answer)
        if chosen is not None:
            your_data.choose_scaling(reading, chosen)
            comparison = st.container()
            your_data.heading("3 · Your groups", your_data.GROUPS)
            k, noun = your_data.choose_k(chosen.points)
            found = your_data.groups_of(chosen.points, k, answer)
            if found is not None:
                with answer:
                    your_data.short_answer(chosen, found, noun)
                    your_data.ask_about_codes(drawer, reading, chosen.columns)
                with comparison:
                    your_data.compare_scalings(reading, chosen, found)
                profiles = your_data.profiles_of(reading, chosen, found)
                your_data.show_groups(reading, chosen, found, profiles, noun)
                your_data.heading("4 · Take it with you", your_data.DOWNLOADS)
                your_data.downloads(reading, chosen, found, profiles)
                your_data.link_to_steps(reading, found)
                your_data.new_rows(reading, chosen, found)
    else:
        your_data.show_unusable(reading)
upload.remember_in_address()
