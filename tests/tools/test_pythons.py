"""What somebody is told whose Python is too old."""

import ast
from pathlib import Path

import pytest

from tests.tools.programs import program
from tools import environment, pythons


class TestTooOld:
    def test_names_what_is_needed_and_what_is_here(self) -> None:
        sentence = pythons.too_old((3, 9))
        assert sentence.startswith("This needs Python 3.11 or newer, and this is Python 3.9. ")

    def test_points_to_a_newer_python_on_this_computer(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program(tmp_path / "python3.12", "exit 0")
        monkeypatch.setenv("PATH", str(tmp_path))
        assert pythons.too_old((3, 9)).endswith("A newer one is here: run python3.12 start.py")

    def test_or_to_the_place_to_get_one(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        program(tmp_path / "python3.12", "exit 1")
        monkeypatch.setenv("PATH", str(tmp_path))
        assert "https://www.python.org/downloads/" in pythons.too_old((3, 9))

    @pytest.mark.parametrize("file", ["start.py", "tools/pythons.py"])
    def test_no_syntax_newer_than_python_3_6(self, file: str) -> None:
        ast.parse((environment.HERE / file).read_text("ascii"), feature_version=(3, 6))
