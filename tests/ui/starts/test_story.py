"""The parts of the page, by their names."""

import re
from pathlib import Path

from study import links
from ui.starts import story


def test_the_style_sheet_names_parts_that_there_are() -> None:
    keys = {story.key_of(name) for name in links.LOOKS}
    assert len(keys) == len(links.LOOKS)
    text = Path(story.__file__).with_name("mark.css").read_text("utf-8")
    for name in re.findall(r"\.st-key-(part_[\w-]+)", text):
        assert name in keys
