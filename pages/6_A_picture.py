"""A picture in k colours: its colours are points, k-means finds the palette, and the picture is packed."""

from __future__ import annotations

import streamlit as st

from study import pictures
from ui import layout, page, pages
from ui.picture import bringing, choosing, running, stage, take_home

page.configure(pages.IN_COLORS)
places = layout.stage()
with places.top, layout.room("over"):
    head = st.container(key="picture_head").empty()  # what is empty is there, and keeps its room
    chosen = bringing.choose_picture()
if chosen is None:
    with head.container():
        layout.lead("Bring a picture, and see how few colours it needs", "A picture in k colours")
else:
    with places.rail:
        settings = choosing.choose_settings(chosen)
    with places.figure:
        shown = running.run_and_draw(chosen, settings)
        stage.show_stage(shown.payload)
    with head.container():
        layout.lead(pictures.picture_headline(shown.made, len(shown.png)), "A picture in k colours")
    with places.below:
        take_home.say_sizes(chosen, shown.made, shown.png)
        take_home.offer_picture(shown.made, shown.png)
with places.below:
    st.markdown(pictures.QUANTISATION)
    pages.where_next(pages.IN_COLORS)
