"""The parts of the page, by their names."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from study import links
from ui.starts import story


def test_the_style_sheet_names_parts_that_there_are() -> None:
    keys = {story.key_of(name) for name in links.LOOKS}
    assert len(keys) == len(links.LOOKS)
    text = Path(story.__file__).with_name("mark.css").read_text("utf-8")
    for name in re.findall(r"\.st-key-(part_[\w-]+)", text):
        assert name in keys


@pytest.mark.parametrize("name", [*links.LOOKS, "nowhere"])
def test_a_part_that_is_opened_is_seen_and_in_the_address(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, Any] = {"starts_parts": {"opened": name}, story.SEEN: set()}
    address: dict[str, str] = {}
    monkeypatch.setattr(story, "st", SimpleNamespace(session_state=state, query_params=address))
    story._open()
    there = name in links.LOOKS
    assert address == ({links.LOOK.name: name} if there else {})
    assert state.get(links.LOOK.name) == (name if there else None)
    assert state[story.SEEN] == ({name} if there else set())
