"""What the picture in k colours weighs, and what goes home."""

from __future__ import annotations

import streamlit as st

from study import pictures
from study.pictures import InColors
from ui import downloads
from ui.picture.bringing import ChosenPicture


def say_sizes(chosen: ChosenPicture, made: InColors, png: bytes) -> None:
    """How much room it takes, and what that costs."""
    st.markdown(pictures.sizes_in_words(made, len(png), chosen.own))
    st.markdown(pictures.error_in_words(made))


def offer_picture(made: InColors, png: bytes) -> None:
    """The picture, and its palette in the forms that other programs read."""
    with st.expander("Take it with you", icon=":material/download:"):
        first, second = st.columns(2)
        downloads.offer(
            first, f"Picture in {made.k} colours (PNG)", lambda: png, f"picture-in-{made.k}-colors.png"
        )
        downloads.offer(second, "Palette (CSV)", lambda: pictures.palette_csv(made), "palette.csv")
        downloads.offer(first, "Palette (hex)", lambda: pictures.palette_hex(made), "palette.hex")
        downloads.offer(second, "Palette (CSS)", lambda: pictures.palette_css(made), "palette.css")
        st.caption(
            "The picture has all its pixels and a palette of its own. The palette is what the run ends with, the colour of most pixels first."
        )
