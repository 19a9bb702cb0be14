"""What start.py decides, without a network and without a real environment."""

import ast
import http.client
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import start

# To a server, as good as one of the network's. macOS answers at one loopback address only.
ANOTHER_ADDRESS = "127.0.0.2" if sys.platform != "darwin" else start.network_addresses()[0]


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
    python = start.python_of(folder)
    python.parent.mkdir(parents=True)
    program(python, f'exec "{sys.executable}" "$@"')
    (folder / "pyvenv.cfg").touch()
    return folder


def program(path: Path, script: str) -> Path:
    """A program that does what the lines of shell say."""
    if os.name == "nt":
        pytest.skip("Windows runs no shell scripts")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def stamp(venv: Path, requirements: list[Path]) -> None:
    start.stamp_of(venv, requirements).write_text(start.fingerprint(requirements))


@pytest.fixture
def only_these_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with nothing but what the test puts there."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    return programs


class TestTooOld:
    def test_names_what_is_needed_and_what_is_here(self) -> None:
        sentence = start.too_old((3, 9))
        assert sentence.startswith("This needs Python 3.11 or newer, and this is Python 3.9. ")

    def test_points_to_a_newer_python_on_this_computer(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program(tmp_path / "python3.12", "exit 0")
        monkeypatch.setenv("PATH", str(tmp_path))
        assert start.too_old((3, 9)).endswith("A newer one is here: run python3.12 start.py")

    def test_or_to_the_place_to_get_one(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        program(tmp_path / "python3.12", "exit 1")
        monkeypatch.setenv("PATH", str(tmp_path))
        assert "https://www.python.org/downloads/" in start.too_old((3, 9))

    def test_no_syntax_newer_than_python_3_6(self) -> None:
        ast.parse((start.HERE / "start.py").read_text("ascii"), feature_version=(3, 6))


class TestIsInstalled:
    def test_with_stamp_and_packages(self, venv: Path, requirements: list[Path]) -> None:
        assert not start.is_installed(venv, requirements)
        stamp(venv, requirements)
        assert start.is_installed(venv, requirements)

    def test_not_after_the_requirements_changed(self, venv: Path, requirements: list[Path]) -> None:
        stamp(venv, requirements)
        requirements[0].write_text("streamlit>=2\n")
        assert not start.is_installed(venv, requirements)

    def test_line_ends_are_no_change(self, venv: Path, requirements: list[Path]) -> None:
        stamp(venv, requirements)
        requirements[0].write_bytes(requirements[0].read_bytes().replace(b"\n", b"\r\n"))
        assert start.is_installed(venv, requirements)

    def test_what_the_app_needs_says_nothing_of_the_tests(self, venv: Path, requirements: list[Path]) -> None:
        stamp(venv, requirements[:1])
        assert start.is_installed(venv, requirements[:1])
        assert not start.is_installed(venv, requirements)

    def test_not_after_an_interruption(self, venv: Path, requirements: list[Path]) -> None:
        stamp(venv, requirements)
        start.interruption_mark(venv).touch()
        assert not start.is_installed(venv, requirements)

    def test_not_when_a_package_is_gone(self, venv: Path, requirements: list[Path]) -> None:
        requirements[0].write_text("no-package-has-this-name\n")
        stamp(venv, requirements)
        assert not start.is_installed(venv, requirements)

    def test_not_when_the_python_is_gone(self, venv: Path, requirements: list[Path]) -> None:
        stamp(venv, requirements)
        start.python_of(venv).unlink()
        assert not start.is_installed(venv, requirements)


class TestAlone:
    """Two starts in one folder."""

    HOLD = "import sys, start; from pathlib import Path\nwith start.alone(Path(sys.argv[1])): print('held', flush=True); input()"

    @pytest.fixture
    def holder(self, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
        """Another start, at work until it reads a line."""
        process = subprocess.Popen(
            [sys.executable, "-c", self.HOLD, str(tmp_path / "lock")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=start.HERE,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()
        process.communicate()

    def enter(self, lock: Path) -> threading.Thread:
        """A start that wants to begin, in a thread that ends as soon as it may."""

        def body() -> None:
            with start.alone(lock):
                pass

        thread = threading.Thread(target=body, daemon=True)
        thread.start()
        return thread

    def test_the_second_waits_for_the_first_and_says_so(
        self, holder: "subprocess.Popen[str]", tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        second = self.enter(tmp_path / "lock")
        second.join(timeout=0.5)
        assert second.is_alive()
        assert capsys.readouterr().out == "Another start is setting up here: waiting until it is done ...\n"
        holder.communicate("\n")
        second.join(timeout=10)
        assert not second.is_alive()

    def test_a_first_that_was_killed_keeps_nobody_waiting(
        self, holder: "subprocess.Popen[str]", tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        holder.kill()
        holder.wait()
        self.enter(tmp_path / "lock").join(timeout=10)
        assert (tmp_path / "lock").exists()
        with start.alone(tmp_path / "lock"):
            assert capsys.readouterr().out == ""

    @pytest.mark.skipif(os.name == "nt", reason="Windows hands no locks down")
    def test_its_pip_keeps_others_waiting_when_only_the_start_was_killed(self, tmp_path: Path) -> None:
        lock = tmp_path / "lock"
        pip = "import os; open('pip', 'w'); os.read(int(os.environ['PIPE']), 1)"
        reading, writing = os.pipe()
        os.set_inheritable(reading, True)
        script = "import sys, start; from pathlib import Path; start.HERE = Path(sys.argv[1])\n" + (
            "with start.alone(start.HERE / 'lock'): start.follow([sys.executable, '-c', sys.argv[2]])"
        )
        killed = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path), pip],
            cwd=start.HERE,
            env={**os.environ, "PIPE": str(reading)},
            pass_fds=[reading],
        )
        wait_until((tmp_path / "pip").exists)
        killed.kill()
        killed.wait()
        second = self.enter(lock)
        second.join(timeout=0.5)
        assert second.is_alive()
        os.write(writing, b"x")  # pip ends
        second.join(timeout=10)
        assert not second.is_alive()
        os.close(reading)
        os.close(writing)

    def test_where_nothing_can_be_written_there_is_nothing_to_wait_for(self, tmp_path: Path) -> None:
        with start.alone(tmp_path / "no such folder" / "lock"):
            pass


def wait_until(condition: Callable[[], bool]) -> None:
    """Look again and again for ten seconds."""
    for _ in range(500):
        if condition():
            return
        threading.Event().wait(0.02)
    raise AssertionError("Waited ten seconds in vain.")


class TestPrepare:
    @pytest.fixture
    def calls(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Which of the costly steps were taken."""
        calls: list[str] = []
        monkeypatch.setattr(start, "create", lambda venv: calls.append("create"))
        monkeypatch.setattr(start, "install", lambda venv, requirements: calls.append("install"))
        return calls

    def test_does_nothing_when_all_is_there(
        self, venv: Path, requirements: list[Path], calls: list[str]
    ) -> None:
        stamp(venv, requirements)
        assert start.prepare(venv, requirements) == start.python_of(venv)
        assert calls == []

    def test_installs_into_the_environment_that_is_there(
        self, venv: Path, requirements: list[Path], calls: list[str]
    ) -> None:
        start.prepare(venv, requirements)
        assert calls == ["install"]

    def test_begins_anew_after_an_interruption(
        self, venv: Path, requirements: list[Path], calls: list[str]
    ) -> None:
        start.interruption_mark(venv).touch()
        start.prepare(venv, requirements)
        assert calls == ["create", "install"]
        assert not venv.exists()

    def test_leaves_alone_what_is_no_environment(self, tmp_path: Path, requirements: list[Path]) -> None:
        letters = tmp_path / ".venv" / "letters.txt"
        letters.parent.mkdir()
        letters.touch()
        with pytest.raises(start.Stop, match="is not a Python environment"):
            start.prepare(letters.parent, requirements)
        assert letters.exists()

    def test_says_when_it_cannot_write(
        self, venv: Path, requirements: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(venv: Path, requirements: list[Path]) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(start, "install", refuse)
        with pytest.raises(start.Stop, match=r"Cannot write to .*\.venv: Permission denied"):
            start.prepare(venv, requirements)


class TestInstall:
    def test_leaves_a_stamp_for_the_app_and_one_for_the_tests(
        self, venv: Path, requirements: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(start, "follow", lambda command: (0, ""))
        start.install(venv, requirements)
        assert start.is_installed(venv, requirements)
        assert start.is_installed(venv, requirements[:1])

    def test_an_interruption_leaves_its_mark(
        self, venv: Path, requirements: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(command: list[str]) -> tuple[int, str]:
            raise KeyboardInterrupt

        monkeypatch.setattr(start, "follow", interrupted)
        with pytest.raises(KeyboardInterrupt):
            start.install(venv, requirements)
        assert start.interruption_mark(venv).exists()

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ("NewConnectionError: Failed to establish a new connection", "is this computer online?"),
            ("OSError: [Errno 28] No space left on device", "The disk is full"),
            ("ERROR: Failed building wheel for numpy", "could not be installed"),
        ],
    )
    def test_a_failure_shows_what_pip_said_and_a_sentence(
        self,
        venv: Path,
        requirements: list[Path],
        monkeypatch: pytest.MonkeyPatch,
        said: str,
        sentence: str,
    ) -> None:
        monkeypatch.setattr(start, "follow", lambda command: (1, said))
        with pytest.raises(start.Stop) as stop:
            start.install(venv, requirements)
        assert said in str(stop.value)
        assert sentence in str(stop.value)
        assert not start.is_installed(venv, requirements)
        assert not start.interruption_mark(venv).exists()

    def test_follow_keeps_the_last_lines_of_both_streams(self) -> None:
        script = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
        code, output = start.follow([sys.executable, "-u", "-c", script])
        assert code == 3
        assert output == "out\nerr"


class TestConstraints:
    """constraints.txt has the exact version of all that was tested."""

    def pins(self) -> dict[str, str]:
        lines = [line for line in start.CONSTRAINTS.read_text("ascii").split("\n") if line and line[0] != "#"]
        return dict(line.split("==") for line in lines)

    def test_every_requirement_is_in_it_within_its_range(self) -> None:
        from packaging.requirements import Requirement
        from packaging.utils import canonicalize_name

        pins = {canonicalize_name(name): version for name, version in self.pins().items()}
        for file in start.TEST_REQUIREMENTS:
            for line in file.read_text("utf-8").split("\n"):
                if re.match(r"[A-Za-z]", line):
                    requirement = Requirement(line)
                    pinned = pins[canonicalize_name(requirement.name)]
                    assert requirement.specifier.contains(pinned), f"{line}, pinned to {pinned}"

    def test_it_pins_what_the_requirements_need_in_turn(self) -> None:
        import importlib.metadata as metadata

        from packaging.requirements import Requirement
        from packaging.utils import canonicalize_name

        pins = {canonicalize_name(name) for name in self.pins()}
        todo, seen = start.requirement_names(start.TEST_REQUIREMENTS), set()
        while todo:
            name = canonicalize_name(todo.pop())
            if name not in seen:
                seen.add(name)
                needs = map(Requirement, metadata.requires(name) or ())
                todo += [
                    need.name for need in needs if not need.marker or need.marker.evaluate({"extra": ""})
                ]
        assert seen - pins == set()

    @pytest.mark.parametrize(("python", "pinned"), [((3, 11), True), ((3, 14), True), ((3, 15), False)])
    def test_pip_is_given_it_on_the_pythons_that_were_tested(
        self,
        venv: Path,
        requirements: list[Path],
        monkeypatch: pytest.MonkeyPatch,
        python: tuple[int, int],
        pinned: bool,
    ) -> None:
        commands: list[list[str]] = []
        monkeypatch.setattr(start, "follow", lambda command: (commands.append(command), (0, ""))[1])
        monkeypatch.setattr(sys, "version_info", (*python, 0, "final", 0))
        start.install(venv, requirements)
        assert (str(start.CONSTRAINTS) in commands[0]) == pinned

    def test_a_changed_pin_is_installed(
        self, venv: Path, requirements: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stamp(venv, requirements)
        monkeypatch.setattr(start, "CONSTRAINTS", tmp_path / "constraints.txt")
        start.CONSTRAINTS.write_text("streamlit==1.67.0\n")
        assert not start.is_installed(venv, requirements)


def test_requirement_names_are_read_from_the_real_files() -> None:
    names = start.requirement_names(start.TEST_REQUIREMENTS)
    assert {"streamlit", "numpy", "python-calamine", "ruff", "playwright"} <= set(names)
    assert not any(name.startswith("-") for name in names)


class TestPort:
    def test_a_wanted_port_that_is_taken_is_an_error(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            assert not start.is_free(port)
            with pytest.raises(start.Stop, match=f"Port {port} is taken"):
                start.choose_port(port)

    def test_a_port_taken_elsewhere_on_this_computer_is_free_for_us_alone(self) -> None:
        with socket.create_server((ANOTHER_ADDRESS, 0)) as server:
            port = server.getsockname()[1]
            assert start.is_free(port, start.ONLY_HERE)
            assert not start.is_free(port, start.EVERYWHERE)

    def test_the_next_port_is_chosen_when_the_first_is_taken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(start, "is_free", lambda port, address: port != 8501)
        assert start.choose_port() == 8502

    def test_any_other_when_all_near_ones_are_taken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(start, "is_free", lambda port, address: False)
        assert start.choose_port() not in range(8501, 8521)


class TestChromium:
    @pytest.fixture(autouse=True)
    def nothing_elsewhere(self, only_these_programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("CHROMIUM", raising=False)
        monkeypatch.setattr(start, "MAC_BROWSERS", ())
        monkeypatch.setattr(start, "WINDOWS_BROWSERS", ())

    def test_none_where_there_is_none(self) -> None:
        assert start.find_chromium() is None

    def test_on_the_path_in_order_of_preference(self, only_these_programs: Path) -> None:
        chrome = program(only_these_programs / "google-chrome", "")
        assert start.find_chromium() == str(chrome)
        chromium = program(only_these_programs / "chromium", "")
        assert start.find_chromiums() == [str(chromium), str(chrome)]

    def test_the_variable_goes_before_all(
        self, only_these_programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program(only_these_programs / "chromium", "")
        named = program(tmp_path / "my browser" / "chrome", "")
        monkeypatch.setenv("CHROMIUM", str(named))
        assert start.find_chromiums() == [str(named)]

    def test_a_variable_that_names_nothing_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CHROMIUM", "/nowhere/chrome")
        with pytest.raises(start.Stop, match="CHROMIUM names /nowhere/chrome"):
            start.find_chromium()

    def test_one_that_works_is_taken_and_nothing_installed(
        self, only_these_programs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        program(only_these_programs / "chromium", "exit 1")
        chrome = program(only_these_programs / "google-chrome", "")
        python = program(
            tmp_path / "python", f'[ "$3" = "{chrome}" ] && echo "$3"'
        )  # tries with chromium fail
        assert start.ensure_chromium(python) == str(chrome)
        assert capsys.readouterr().out == ""

    def test_else_the_drivers_own_is_installed(self, tmp_path: Path) -> None:
        came = tmp_path / "came"
        python = program(
            tmp_path / "python",
            f'case "$*" in *install*chromium) : > "{came}";; *) [ -e "{came}" ] && echo /its/own;; esac',
        )
        assert start.ensure_chromium(python) == "/its/own"

    def test_else_the_systems_package(
        self, only_these_programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(start, "as_root", lambda command: command)
        chromium = only_these_programs / "chromium"
        program(
            only_these_programs / "apt-get",
            f'[ "$5" = chromium ] && {{ : > "{chromium}"; /bin/chmod +x "{chromium}"; }}',
        )
        python = program(tmp_path / "python", '[ -e "$3" ] && echo "$3"')  # the driver's install fails
        assert start.ensure_chromium(python) == str(chromium)

    def test_else_a_sentence(self, tmp_path: Path) -> None:
        with pytest.raises(start.Stop, match="Install Chromium or Google Chrome, or set") as stop:
            start.ensure_chromium(program(tmp_path / "python", "echo a library is missing >&2; exit 1"))
        assert "The browser driver said:\n    a library is missing\n" in str(stop.value)

    @pytest.mark.parametrize(("user", "expected"), [(0, ["apt-get"]), (1000, ["sudo", "-n", "apt-get"])])
    def test_root_needs_no_sudo(
        self, user: int, expected: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
        assert start.as_root(["apt-get"]) == expected


class TestNginx:
    @pytest.fixture(autouse=True)
    def nothing_elsewhere(
        self, only_these_programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("NGINX", raising=False)
        monkeypatch.setattr(start, "SYSTEM_NGINX", str(tmp_path / "none"))
        monkeypatch.setattr(start, "as_root", lambda command: command)
        monkeypatch.setattr(start, "VENV", tmp_path / "venv")
        start.VENV.mkdir()

    def test_one_that_is_here_is_taken(self, only_these_programs: Path) -> None:
        nginx = program(only_these_programs / "nginx", "")
        assert start.ensure_nginx() == {"NGINX": str(nginx)}

    def test_else_the_systems_package_is_unpacked_and_not_installed(self, only_these_programs: Path) -> None:
        program(
            only_these_programs / "apt-get",
            '[ "$2" = update ] || { [ "$*" = "-q download nginx" ] && : > nginx_1.deb; }',
        )
        program(
            only_these_programs / "dpkg-deb",
            '[ "$1" = -x ] && [ -f "$2" ] && /bin/mkdir -p "$3/usr/sbin" && : > "$3/usr/sbin/nginx"',
        )
        assert start.ensure_nginx() == {"NGINX": str(start.VENV / "nginx/usr/sbin/nginx")}

    def test_else_there_is_none(self, only_these_programs: Path) -> None:
        assert start.ensure_nginx() == {}
        program(only_these_programs / "apt-get", "exit 1")
        program(only_these_programs / "dpkg-deb", "exit 1")
        assert start.ensure_nginx() == {}


class TestRunTests:
    @pytest.fixture(autouse=True)
    def everything_is_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(start, "ensure_chromium", lambda python: "/its/own")
        monkeypatch.setattr(start, "ensure_nginx", dict)

    @pytest.fixture
    def python(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Stands for the environment's Python; a script put there decides how each check ends."""
        python = tmp_path / "python"
        monkeypatch.setattr(start, "prepare", lambda venv, requirements: python)
        monkeypatch.setattr(start, "LOCK", tmp_path / "lock")
        return python

    def test_all_checks_run_and_those_that_failed_are_named(
        self, python: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        program(python, 'echo "ran $*"; case "$2" in mypy) exit 1;; esac')
        assert start.main(["test", "-k", "two words"]) == 1
        printed = capfd.readouterr().out
        for ran in ("ruff check .", "ruff format --check .", "mypy", "pytest -k two words"):
            assert f"ran -m {ran}\n" in printed
        assert printed.endswith("\nFailed: mypy\n")

    def test_success(self, python: Path, capfd: pytest.CaptureFixture[str]) -> None:
        program(python, '[ "$CHROMIUM" = /its/own ]')
        assert start.main(["test"]) == 0
        assert capfd.readouterr().out.endswith("\nAll checks passed.\n")


class TestRunApp:
    """The app's server is played by one of the standard library's."""

    @pytest.fixture(autouse=True)
    def nothing_to_set_up(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(start, "prepare", lambda venv, requirements: Path(sys.executable))
        monkeypatch.setattr(start, "LOCK", tmp_path / "lock")

    def test_the_exit_code_is_passed_on(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(start, "app_command", lambda *_: [sys.executable, "-c", "raise SystemExit(7)"])
        assert start.main(["--no-browser"]) == 7

    def test_ctrl_c_ends_the_app_after_its_address_was_said(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "_stcore").mkdir()
        (tmp_path / "_stcore" / "health").touch()
        started: list[subprocess.Popen[bytes]] = []
        healthy = start.wait_until_healthy

        def healthy_and_then_ctrl_c(app: subprocess.Popen[bytes], port: int) -> bool:
            assert healthy(app, port)
            started.append(app)
            monkeypatch.setattr(app, "wait", interrupted_once(app))
            return True

        monkeypatch.setattr(start, "wait_until_healthy", healthy_and_then_ctrl_c)
        monkeypatch.setattr(
            start,
            "app_command",
            lambda python, app, port, address: [
                *(str(python), "-m", "http.server", str(port), "--bind", address),
                *("--directory", str(tmp_path)),
            ],
        )
        assert start.main(["--no-browser"]) == 0
        assert "The app is ready: http://localhost:" in capsys.readouterr().out
        assert started[0].poll() is not None

    @pytest.mark.parametrize("share", [[], ["--share"]])
    def test_a_taken_port_is_said_before_anything_is_installed(
        self, share: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(start, "prepare", lambda venv, requirements: pytest.fail("set up before that"))
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            with pytest.raises(start.Stop, match=f"Port {port} is taken"):
                start.main([f"--port={port}", *share])

    def test_no_other_start_can_choose_the_port_before_the_app_has_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        locked: list[bool] = []

        def ready(app: "subprocess.Popen[bytes]", port: int) -> bool:
            with start.LOCK.open("a") as lock:
                locked.append(not start.take(lock.fileno()))
            return False

        monkeypatch.setattr(start, "app_command", lambda *_: [sys.executable, "-c", ""])
        monkeypatch.setattr(start, "wait_until_healthy", ready)
        assert start.main(["--no-browser"]) == 0
        assert locked == [True]

    @pytest.mark.parametrize("port", ["many", "0", "-1", "99999"])
    def test_a_port_that_is_none_gives_a_sentence(
        self, port: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(start, "prepare", lambda venv, requirements: pytest.fail("set up before that"))
        with pytest.raises(SystemExit, match="2"):
            start.main([f"--port={port}"])
        assert "a port is a number from 1 to 65535" in capsys.readouterr().err


# Python runs this first: it writes down every name that is looked up on the network
NOTE_NAMES = """
import os, socket
look_up = socket.getaddrinfo
def noting(host, *rest, **more):
    with open(os.environ["NAMES"], "a") as names:
        print(host, file=names)
    return look_up(host, *rest, **more)
socket.getaddrinfo = noting
"""


class TestWhoCanReachIt:
    """The app itself, started as start.py starts it, asked through two addresses of this computer."""

    @pytest.fixture
    def serve(self, tmp_path: Path) -> Iterator[Callable[[str], int]]:
        """Starts a small app at an address and returns its port."""
        apps: list[subprocess.Popen[bytes]] = []
        script = tmp_path / "app.py"
        script.write_text("import streamlit\nstreamlit.write('here')\n")
        (tmp_path / "sitecustomize.py").write_text(NOTE_NAMES)

        def serve(address: str) -> int:
            port = start.any_port(address)
            command = start.app_command(Path(sys.executable), script, port, address)
            environ = start.app_environ() | {"PYTHONPATH": str(tmp_path), "NAMES": str(tmp_path / "names")}
            apps.append(subprocess.Popen(command, cwd=tmp_path, env=environ))
            assert start.wait_until_healthy(apps[-1], port)
            return port

        yield serve
        for app in apps:
            app.kill()
            app.wait()

    @staticmethod
    def handshake(to: str, port: int, host: str, origin: str) -> int:
        """The status that answers a page from `origin` which opens its web socket at `host`."""
        headers = {"Host": host, "Origin": origin, "Upgrade": "websocket", "Connection": "Upgrade"}
        headers |= {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13"}
        connection = http.client.HTTPConnection(to, port, timeout=10)
        connection.request("GET", "/_stcore/stream", headers=headers)
        status = connection.getresponse().status
        connection.close()
        return status

    def test_only_this_computer(self, serve: Callable[[str], int]) -> None:
        port = serve(start.ONLY_HERE)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((ANOTHER_ADDRESS, port), timeout=5)
        for name in ("localhost", "127.0.0.1"):
            assert self.handshake("127.0.0.1", port, f"{name}:{port}", f"http://{name}:{port}") == 101
        elsewhere = f"elsewhere.example:{port}"  # a name that its owner pointed at this computer
        assert self.handshake("127.0.0.1", port, elsewhere, f"http://{elsewhere}") == 403

    def test_everybody_when_shared(self, serve: Callable[[str], int]) -> None:
        port = serve(start.EVERYWHERE)
        for name in (ANOTHER_ADDRESS, "laptop.local"):
            assert self.handshake(ANOTHER_ADDRESS, port, f"{name}:{port}", f"http://{name}:{port}") == 101

    def test_a_stranger_cannot_make_the_server_ask_and_wait_for_the_internet(
        self, serve: Callable[[str], int], tmp_path: Path
    ) -> None:
        port = serve(start.EVERYWHERE)
        assert self.handshake("127.0.0.1", port, f"localhost:{port}", "http://elsewhere.example") == 403
        names = set((tmp_path / "names").read_text().split())
        assert names <= {"127.0.0.1", "localhost", start.EVERYWHERE}

    def test_what_is_said_alone(self) -> None:
        said = start.where_to_find_it(8501, start.ONLY_HERE)
        assert said == "\n    The app is ready: http://localhost:8501    (Ctrl-C stops it)\n"

    def test_what_is_said_when_shared(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(start, "network_addresses", lambda: ["192.168.1.5", "10.0.0.7"])
        said = start.where_to_find_it(8501, start.EVERYWHERE)
        assert "Others on this network type: http://192.168.1.5:8501  or  http://10.0.0.7:8501\n" in said
        assert "Whoever reaches this computer can use the app" in said

    def test_what_is_said_where_there_is_no_network(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(start, "network_addresses", list)
        assert "on no network" in start.where_to_find_it(8501, start.EVERYWHERE)

    def test_network_addresses_are_ours_and_no_loopback(self) -> None:
        for address in start.network_addresses():
            assert not address.startswith("127.")
            with socket.socket() as listener:
                listener.bind((address, 0))  # the system refuses the address of another computer

    def test_no_route_is_no_address(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def unreachable(*_: object) -> None:
            raise OSError(101, "Network is unreachable")

        class Nowhere(socket.socket):
            connect = unreachable  # type: ignore[assignment]

        monkeypatch.setattr(socket, "socket", Nowhere)
        assert start.network_addresses() == []


def interrupted_once(process: "subprocess.Popen[bytes]") -> object:
    """A stand-in for process.wait that is interrupted at the first call, as by Ctrl-C."""
    wait, calls = process.wait, []

    def waiting(timeout: float | None = None) -> int:
        calls.append(timeout)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return wait(timeout)

    return waiting
