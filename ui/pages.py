"""The pages: their order, what each answers, and where each leads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from study import links
from study.link_kinds import Parameter


@dataclass(frozen=True)
class Page:
    """One page.

    name : in the menu and in the title of the window; Streamlit's own menu would call the home page "app"
    answers : the question that it answers
    lead : what a link to it says at the end of the page before
    travels : what a link to it carries, in words
    parameters : what it takes from its address
    """

    file: str
    name: str
    answers: str
    lead: str
    travels: str
    parameters: tuple[Parameter, ...]

    @property
    def path(self) -> str:
        """Where it is, below the address of the app: Streamlit makes it of the name of the file."""
        return "" if self.file == "app.py" else re.sub(r"^\d+_", "", Path(self.file).stem)


HOME = Page(
    "app.py",
    "Step by step",
    "how does k-means find groups?",
    "Watch k-means work, one half-step at a time",
    "settings, half-step, means placed by hand",
    links.PANEL,
)
YOUR_DATA = Page(
    "pages/1_Your_data.py",
    "Your data",
    "which rows of your table belong together?",
    "Find the groups in a table of your own",
    "how the table is read, what is compared, the number of groups",
    links.YOUR_DATA,
)
STARTING_POINTS = Page(
    "pages/2_Starting_points.py",
    "Starting points",
    "how much depends on where k-means starts?",
    "See where 1,000 starts end",
    "settings, the look that is open, means moved on the map",
    links.STARTING_POINTS,
)
HOW_MANY = Page(
    "pages/3_How_many_groups.py",
    "How many groups?",
    "how many groups are there, and are there any?",
    "Ask how many groups there are",
    "settings, the number of groups looked at, the scattered points",
    links.HOW_MANY,
)
DISTANCES = Page(
    "pages/4_Other_distances.py",
    "Other distances",
    "what if near means something else?",
    "See what another distance changes",
    "settings, the distance, half-step",
    links.DISTANCES,
)
FAILS = Page(
    "pages/5_Where_it_fails.py",
    "Where it fails",
    "which groups does k-means not see, and what would?",
    "See where k-means fails, and what would do",
    "the case, and the seed of its points",
    links.FAILS,
)
IN_COLORS = Page(
    "pages/6_A_picture.py",
    "A picture",
    "how few colours does a picture need?",
    "See a picture in k colours",
    "settings, the picture if it is one of ours",
    links.IN_COLORS,
)
PAGES = (HOME, STARTING_POINTS, HOW_MANY, DISTANCES, FAILS, IN_COLORS, YOUR_DATA)
NEXT = dict(zip(PAGES, (*PAGES[1:], HOME), strict=True))


def what_they_answer() -> None:
    """In one line, for the home page."""
    st.caption(" · ".join(f"**{page.name}:** {page.answers}" for page in PAGES))


def where_next(page: Page) -> None:
    """At the end of a page: the one that goes on from there."""
    following = NEXT[page]
    st.page_link(following.file, label=following.lead, icon=":material/arrow_forward:")
