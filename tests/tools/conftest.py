"""An environment and programs that only look like such."""

import sys
from pathlib import Path

import pytest

from tests.tools.programs import program
from tools import environment


@pytest.fixture
def requirements(tmp_path: Path) -> list[Path]:
    """Two files of requirements, as for the app and for the tests, naming a package that is surely here."""
    app, tests = tmp_path / "requirements.txt", tmp_path / "requirements-dev.txt"
    app.write_text("# the app\nstreamlit>=1,<99\n", "utf-8")
    tests.write_text("-r requirements.txt\npytest>=9\n", "utf-8")
    return [app, tests]


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """An environment that only looks like one: its Python is the one that runs the tests."""
    folder = tmp_path / "with a space" / ".venv"
    python = environment.python_of(folder)
    python.parent.mkdir(parents=True)
    program(python, f'exec "{sys.executable}" "$@"')
    (folder / "pyvenv.cfg").touch()
    return folder


@pytest.fixture
def only_these_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with nothing but what the test puts there."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    return programs
