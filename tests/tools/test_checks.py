"""What the tests need besides Python's packages, without a network."""

import os
from pathlib import Path

import pytest

import start
from tests.tools.programs import program
from tools import checks, environment


class TestChromium:
    @pytest.fixture(autouse=True)
    def nothing_elsewhere(self, only_these_programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("CHROMIUM", raising=False)
        monkeypatch.setattr(checks, "MAC_BROWSERS", ())
        monkeypatch.setattr(checks, "WINDOWS_BROWSERS", ())

    def test_none_where_there_is_none(self) -> None:
        assert checks.find_chromium() is None

    def test_on_the_path_in_order_of_preference(self, only_these_programs: Path) -> None:
        chrome = program(only_these_programs / "google-chrome", "")
        assert checks.find_chromium() == str(chrome)
        chromium = program(only_these_programs / "chromium", "")
        assert checks.find_chromiums() == [str(chromium), str(chrome)]

    def test_the_variable_goes_before_all(
        self, only_these_programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program(only_these_programs / "chromium", "")
        named = program(tmp_path / "my browser" / "chrome", "")
        monkeypatch.setenv("CHROMIUM", str(named))
        assert checks.find_chromiums() == [str(named)]

    def test_a_variable_that_names_nothing_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CHROMIUM", "/nowhere/chrome")
        with pytest.raises(environment.Stop, match="CHROMIUM names /nowhere/chrome"):
            checks.find_chromium()

    def test_one_that_works_is_taken_and_nothing_installed(
        self, only_these_programs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        program(only_these_programs / "chromium", "exit 1")
        chrome = program(only_these_programs / "google-chrome", "")
        python = program(
            tmp_path / "python", f'[ "$3" = "{chrome}" ] && echo "$3"'
        )  # tries with chromium fail
        assert checks.ensure_chromium(python) == str(chrome)
        assert capsys.readouterr().out == ""

    def test_else_the_drivers_own_is_installed(self, tmp_path: Path) -> None:
        came = tmp_path / "came"
        python = program(
            tmp_path / "python",
            f'case "$*" in *install*chromium) : > "{came}";; *) [ -e "{came}" ] && echo /its/own;; esac',
        )
        assert checks.ensure_chromium(python) == "/its/own"

    def test_else_the_systems_package(
        self, only_these_programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(checks, "as_root", lambda command: command)
        chromium = only_these_programs / "chromium"
        program(
            only_these_programs / "apt-get",
            f'[ "$5" = chromium ] && {{ : > "{chromium}"; /bin/chmod +x "{chromium}"; }}',
        )
        python = program(tmp_path / "python", '[ -e "$3" ] && echo "$3"')  # the driver's install fails
        assert checks.ensure_chromium(python) == str(chromium)

    def test_else_a_sentence(self, tmp_path: Path) -> None:
        with pytest.raises(environment.Stop, match="Install Chromium or Google Chrome, or set") as stop:
            checks.ensure_chromium(program(tmp_path / "python", "echo a library is missing >&2; exit 1"))
        assert "The browser driver said:\n    a library is missing\n" in str(stop.value)

    @pytest.mark.parametrize(("user", "expected"), [(0, ["apt-get"]), (1000, ["sudo", "-n", "apt-get"])])
    def test_root_needs_no_sudo(
        self, user: int, expected: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
        assert checks.as_root(["apt-get"]) == expected


class TestNginx:
    @pytest.fixture(autouse=True)
    def nothing_elsewhere(
        self, only_these_programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("NGINX", raising=False)
        monkeypatch.setattr(checks, "SYSTEM_NGINX", str(tmp_path / "none"))
        monkeypatch.setattr(checks, "as_root", lambda command: command)
        monkeypatch.setattr(checks, "VENV", tmp_path / "venv")
        (tmp_path / "venv").mkdir()

    def test_one_that_is_here_is_taken(self, only_these_programs: Path) -> None:
        nginx = program(only_these_programs / "nginx", "")
        assert checks.ensure_nginx() == {"NGINX": str(nginx)}

    def test_else_the_systems_package_is_unpacked_and_not_installed(
        self, only_these_programs: Path, tmp_path: Path
    ) -> None:
        program(
            only_these_programs / "apt-get",
            '[ "$2" = update ] || { [ "$*" = "-q download nginx" ] && : > nginx_1.deb; }',
        )
        program(
            only_these_programs / "dpkg-deb",
            '[ "$1" = -x ] && [ -f "$2" ] && /bin/mkdir -p "$3/usr/sbin" && : > "$3/usr/sbin/nginx"',
        )
        assert checks.ensure_nginx() == {"NGINX": str(tmp_path / "venv/nginx/usr/sbin/nginx")}

    def test_else_there_is_none(self, only_these_programs: Path) -> None:
        assert checks.ensure_nginx() == {}
        program(only_these_programs / "apt-get", "exit 1")
        program(only_these_programs / "dpkg-deb", "exit 1")
        assert checks.ensure_nginx() == {}


class TestRunTests:
    @pytest.fixture(autouse=True)
    def everything_is_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checks, "ensure_chromium", lambda python: "/its/own")
        monkeypatch.setattr(checks, "ensure_nginx", dict)

    @pytest.fixture
    def python(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Stands for the environment's Python; a script put there decides how each check ends."""
        python = tmp_path / "python"
        program(tmp_path / "oxlint", 'echo "ran oxlint $*"')
        monkeypatch.setattr(checks, "prepare", lambda venv, requirements: python)
        monkeypatch.setattr(checks, "LOCK", tmp_path / "lock")
        return python

    def test_all_checks_run_and_those_that_failed_are_named(
        self, python: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        program(python, 'echo "ran $*"; case "$2" in mypy) exit 1;; esac')
        assert start.main(["test", "-k", "two words"]) == 1
        printed = capfd.readouterr().out
        for ran in ("-m ruff check .", "-m ruff format --check .", "-m mypy", "-m pytest -k two words"):
            assert f"ran {ran}\n" in printed
        assert "ran oxlint --deny-warnings ui\n" in printed
        assert printed.endswith("\nFailed: mypy\n")

    def test_success(self, python: Path, capfd: pytest.CaptureFixture[str]) -> None:
        program(python, '[ "$CHROMIUM" = /its/own ]')
        assert start.main(["test"]) == 0
        assert capfd.readouterr().out.endswith("\nAll checks passed.\n")
