"""What every page has: its head, and the words for people who come for the first time."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from study.text import literal
from ui import address, header, layout, near, share
from ui.component import Payload
from ui.layout import Stage
from ui.pages import Page
from ui.setup import Setup
from ui.table import desk_state, in_rail, intake
from ui.visit import house

_EXPLANATION = """
**k-means** sorts points into k groups, called *clusters*. Each cluster gathers around its *mean*, the average place of
its points (others say *center* or *centroid*).

1. **Start:** k of the points, picked at random, are the first means.
2. **Assign:** each point goes to the mean nearest to it.
3. **Update:** each mean moves to the average of its points.
4. Repeat 2 and 3 until no point changes cluster.

*Inertia* is the sum of the squared distances of all points to their means: the lower, the tighter the clusters. No
half-step ever raises it. But where it ends depends on where it starts: press **New start** a few times and see. The
answer need not be the best one, and a single run cannot tell you whether it is.

**Try to predict:** tick **Ask me first** under the plot. At each half-step you are asked what comes: press a point, a mean or a
place on the plot, or one of the answers, and see whether you were right. A card keeps what you were asked, to print or to save.

**What if a mean were elsewhere?** Drag one, at any half-step: colors, regions and inertia follow your hand, and when you let go, the run
goes on from there. **Add a mean**, take one away, or **Place means** of your own. **Undo** takes back what you did last.

**Draw points** of your own, one by one or sprayed, on a shape, on a table, or after **Clear** on an empty plot. Up to 500 travel in a link.

**Why this point?** Press a point: how far each mean is, and how far the point is from changing its mind.

**Keys:** left and right arrow (and the keys of a presenter's clicker) step back and on, Home and End go to the first and the
last half-step, space plays and pauses, **N** makes another start, **F** shows the plot alone and large, **?** lists them all.
On the plot, Tab goes on to the means and the points: arrows walk among them, Enter picks a mean up and puts it down, or tells
of a point. Escape takes back what is in hand, Ctrl-Z what was done.
"""


def configure(which: Page) -> None:
    """The head of a page; the first Streamlit call of each."""
    st.set_page_config(page_title=f"{which.name} · k-means", page_icon="🔵", layout="wide")
    layout.style()
    at_the_end = header.line_of_pages()
    address.check_all(which.parameters, at_the_end, partial(near.of_pages, which))
    with at_the_end:
        share.button(which)
    house.begin()
    context = get_script_run_ctx()
    if context is not None:
        context.on_script_error = _say_what_went_wrong


def _say_what_went_wrong(error: Exception) -> bool:
    """For any page, wherever in it this happened: a sentence. Whether that is all: of a fault of ours Streamlit writes down the
    rest, too; its red box is out of sight (ui/style.css)."""
    if isinstance(error, MemoryError):
        st.error(
            "This needs more memory than there is right now. Choose fewer points or starts, bring a smaller table, or try again "
            "in a few minutes.",
            icon=":material/error:",
        )
        return True
    st.error(
        "The app made a mistake here, and whoever runs it finds it in its log. Your settings and your table are still there: go "
        "back, or change what you set last.",
        icon=":material/error:",
    )
    return False


def guarded_payload(setup: Setup) -> Payload | None:
    """What the player is sent; where the settings do not fit the points, a sentence instead."""
    try:
        return setup.payload()
    except ValueError as error:
        st.error(literal(error, 400))
        return None


def ask_for_a_file(stage: Stage) -> None:
    """In place of a figure, what to do where there are no points. Why a table makes none stands in between."""
    with stage.head:
        layout.lead("There are no points to show yet")
    drawer = desk_state.desk().drawer
    with stage.figure, st.container(key="nothing"):
        if drawer.wanted is not None or drawer.trouble is not None:
            st.markdown(
                f"Drop another table under “{in_rail.BRING_HERE}”, or take one of the shapes or examples. Your settings stay as they are."
            )
        elif not intake.missed(desk_state.IN_RAIL, f"under “{in_rail.BRING_HERE}”", "picture"):
            st.info(
                f"Drop a CSV file with columns of numbers under “{in_rail.BRING_HERE}”. "
                "Did a link bring you here? It was made with a file of its own: files do not travel in links, so drop that "
                "file there to see the same picture.",
                icon=":material/upload_file:",
            )


def explanation() -> None:
    """How k-means works, for those who want to read."""
    st.header("How k-means works", anchor=False)
    st.markdown(_EXPLANATION)
