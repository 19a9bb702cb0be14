"""Opening a line of the table of choices."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from study.choices_in_link import MOST_IN_LINK
from ui.table import desk_state
from ui.your_data import lab


@pytest.mark.parametrize(
    ("gone", "alone", "set_aside"),
    [(0, 2, True), (3, 2, True), (MOST_IN_LINK - 2, 2, True), (MOST_IN_LINK - 1, 2, False)],
)
@pytest.mark.parametrize("aside", [True, False])
def test_rows_are_set_aside_as_far_as_a_link_holds_them(
    gone: int, alone: int, set_aside: bool, aside: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: dict[str, Any] = {}
    drawer: Any = SimpleNamespace(
        fill=lambda filled: chosen.update(filled=filled),
        choose=lambda **more: chosen.update(more),
        choices=SimpleNamespace(rows_left_out=tuple(range(1, gone + 1))),
    )
    desk = SimpleNamespace(scaling=None)
    state: dict[str, Any] = {}
    monkeypatch.setattr(lab, "st", SimpleNamespace(session_state=state))
    monkeypatch.setattr(desk_state, "desk", lambda: desk)
    way: Any = SimpleNamespace(columns=("a", "b", "c"), scaling="spread", k=4, filled=True, aside=aside)
    others = tuple(range(5000, 5000 + alone))
    lab._open(way, others, drawer)
    keys = desk_state.ON_PAGE
    assert (state[keys["x"]], state[keys["y"]], state[keys["more"]]) == ("a", "b", ["c"])
    assert (desk.scaling, state["into"], chosen["filled"]) == ("spread", 4, True)
    wanted = (*range(1, gone + 1), *others) if aside and set_aside else None
    assert chosen.get("rows_left_out") == wanted
