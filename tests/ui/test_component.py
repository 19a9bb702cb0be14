"""The scripts of a component are put together in one text, where they share their names."""

import re
from collections import Counter
from pathlib import Path

import pytest

from ui.component import script

UI = Path(__file__).resolve().parents[2] / "ui"
ENTRIES = sorted(path for path in UI.rglob("*.js") if "export default" in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.stem)
def test_no_two_scripts_of_a_component_give_one_name_to_different_things(entry: Path) -> None:
    names = Counter[str]()
    for line in script(entry).splitlines():
        names.update(re.findall(r"^(?:async )?(?:function\*?|class) (\w+)", line))
        if re.match(r"(?:const|let) ", line):
            names.update(re.findall(r"(?:^(?:const|let) |, )([A-Za-z_]\w*) = ", line))
    assert names and [name for name, number in names.items() if number > 1] == []
