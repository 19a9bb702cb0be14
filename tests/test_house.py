"""The house as it is described is the house that stands: what is named is there, and no room goes unnamed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DESCRIBED = ("README.md", "docs/ARCHITECTURE.md")
LAYERS = ("kmeans_core", "tables", "study", "charts", "ui", "pages", "tools", "deploy")
# Made when the app is set up or started; and what a new page would be called
NOT_HERE = re.compile(r"\.venv|static/|idea|Idea|_stcore")
PATH = re.compile(r"[\w./-]+\.(?:py|js|css|md|json|txt|yaml|conf)\b|[\w/-]+/(?=$|[\s,:;)])")


def standing() -> set[str]:
    """All files that belong to the project, and all folders, these with a slash at the end."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a copy that git knows")
    files = set(listed.stdout.splitlines())
    return files | {f"{parent}/" for file in files for parent in Path(file).parents if parent != Path()}


@pytest.mark.parametrize("document", DESCRIBED)
def test_what_is_named_is_there(document: str) -> None:
    there = standing()
    text = (ROOT / document).read_text(encoding="utf-8")
    named = {path for code in re.findall(r"`([^`\n]+)`", text) for path in PATH.findall(code)}
    assert len(named) > 20
    gone = {
        path
        for path in named
        if not NOT_HERE.search(path)
        and not any(f"/{each}".endswith(f"/{path.removeprefix('../')}") for each in there)
    }
    assert gone == set()


def test_every_room_is_named() -> None:
    text = "".join((ROOT / document).read_text(encoding="utf-8") for document in DESCRIBED)
    rooms = {
        each
        for each in standing()
        if each.endswith("/") and each.split("/")[0] in LAYERS and each.count("/") <= 2
    }
    assert len(rooms) > 20
    # `ui/player/`, or `player/` in the line of its layer
    assert {
        room
        for room in rooms
        if not any(f"`{name}" in text for name in (room, room.split("/", 1)[1] or room))
    } == set()
