"""plotly.js lands where Streamlit serves it, or a sentence says why not."""

import shutil
from pathlib import Path

import pytest

from ui import plotly_js


def test_it_is_copied_when_missing_or_of_the_wrong_size(tmp_path: Path) -> None:
    folder = tmp_path / "static"
    assert plotly_js.provide(folder) is None
    target = folder / plotly_js.NAME
    assert target.read_bytes() == plotly_js.SOURCE.read_bytes()
    target.write_text("half a copy")
    assert plotly_js.provide(folder) is None
    assert target.stat().st_size == plotly_js.SOURCE.stat().st_size
    assert [path.name for path in folder.iterdir()] == [plotly_js.NAME]  # nothing half done is left behind


def test_a_folder_that_cannot_be_written_gives_a_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "static"
    blocked.write_text("a file where the folder should be")
    problem = plotly_js.provide(blocked)
    assert problem is not None
    assert "static" in problem and "writable" in problem and "Errno" not in problem


def test_an_existing_copy_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plotly_js.provide(tmp_path)
    monkeypatch.setattr(shutil, "copyfile", lambda *_: pytest.fail("copied again"))
    assert plotly_js.provide(tmp_path) is None
