"""Who leaves the page "Your data" while it computes: what was chosen is in the address already, and there when they come back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import streamlit as st

from study import links
from study.desk import Desk
from study.nearness import Asked
from study.similarities import MIXED
from tests.app.sent import sound
from tests.app.your_data_page import dropped
from ui.your_data import finding

TABLE = "who,age,lon,count,town,size\n" + "".join(
    f"p{i},{'' if i == 7 else -999 if i == 8 else 20 + 9 * (i % 3) + i % 4},{179 - 358 * (i % 2)},{1 + i % 4},"
    f"{('Ulm', 'Bonn', 'Jena')[i % 3]},{('wide', 'narrow')[i % 2]}\n"
    for i in range(36)
)


def _ask(**changes: object) -> Callable[[Desk], None]:
    def ask(desk: Desk) -> None:
        desk.asked = Asked(**changes)  # type: ignore[arg-type]

    return ask


def _scale(desk: Desk) -> None:
    desk.scaling = links.SCALING.options[1]


CHOICES: dict[str, Callable[[Desk], None]] = {
    links.BY.name: _ask(near="City blocks"),
    links.WEIGH.name: _ask(weigh="count"),
    links.SIZES.name: _ask(sizes=(5, 20)),
    links.WORDS.name: _ask(near=MIXED.name, words=("town",)),
    links.SCALING.name: _scale,
    links.MISSING.name: lambda desk: desk.drawer.fill(True),
    links.CODES.name: lambda desk: desk.drawer.keep_value("-999"),
    links.DATELINE.name: lambda desk: setattr(desk.drawer, "across", False),
    links.READ.name: lambda desk: desk.drawer.choose(missing_codes=("-999",)),
}
"""What the desk keeps and no widget: by its name in the address, how it is chosen."""


def test_these_are_all() -> None:
    bound = {links.FROM, links.EXAMPLE, links.PLOT, links.DATED, links.INTO, links.NOUN, links.ALSO}
    bound |= {links.ON_PAGE_X, links.ON_PAGE_Y}
    kept = {each.name for each in links.YOUR_DATA if each not in bound}
    assert kept - {links.CALLED.name} == set(CHOICES), "names are given to groups that are there"


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_is_in_the_address_before_anything_is_computed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = dropped("t.csv", TABLE)
    assert name not in app.query_params
    CHOICES[name](app.session_state["desk"])
    with monkeypatch.context() as patch:
        patch.setattr(finding, "hear_judges", lambda *_: st.stop())
        sound(app.run())
    assert name in app.query_params
    before = app.query_params[name]
    assert name in sound(app.run()).query_params and app.query_params[name] == before
