"""How the environment is made and kept, without a network and without a real one."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tools import environment


def stamp(venv: Path, requirements: list[Path]) -> None:
    environment.stamp_of(venv, requirements).write_text(environment.fingerprint(requirements))


class TestIsInstalled:
    def test_with_stamp_and_packages(self, venv: Path, requirements: list[Path]) -> None:
        assert not environment.is_installed(venv, requirements)
        stamp(venv, requirements)
        assert environment.is_installed(venv, requirements)

    def test_not_after_the_requirements_changed(self, venv: Path, requirements: list[Path]) -> None:
        stamp(venv, requirements)
        requirements[0].write_text("streamlit>=2\n")
        assert not environment.is_installed(venv, requirements)

    def test_line_ends_are_no_change(self, venv: Path, requirements: list[Path]) -> None:
        stamp(venv, requirements)
        requirements[0].write_bytes(requirements[0].read_bytes().replace(b"\n", b"\r\n"))
        assert environment.is_installed(venv, requirements)

    def test_what_the_app_needs_says_nothing_of_the_tests(self, venv: Path, requirements: list[Path]) -> None:
        stamp(venv, requirements[:1])
        assert environment.is_installed(venv, requirements[:1])
        assert not environment.is_installed(venv, requirements)

    def test_not_after_an_interruption(self, venv: Path, requirements: list[Path]) -> None:
        stamp(venv, requirements)
        environment.interruption_mark(venv).touch()
        assert not environment.is_installed(venv, requirements)

    def test_not_when_a_package_is_gone(self, venv: Path, requirements: list[Path]) -> None:
        requirements[0].write_text("no-package-has-this-name\n")
        stamp(venv, requirements)
        assert not environment.is_installed(venv, requirements)

    def test_not_when_the_python_is_gone(self, venv: Path, requirements: list[Path]) -> None:
        stamp(venv, requirements)
        environment.python_of(venv).unlink()
        assert not environment.is_installed(venv, requirements)


class TestAlone:
    """Two starts in one folder."""

    HOLD = "import sys; from tools import environment; from pathlib import Path\nwith environment.alone(Path(sys.argv[1])): print('held', flush=True); input()"

    @pytest.fixture
    def holder(self, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
        """Another start, at work until it reads a line."""
        process = subprocess.Popen(
            [sys.executable, "-c", self.HOLD, str(tmp_path / "lock")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=environment.HERE,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()
        process.communicate()

    def enter(self, lock: Path) -> threading.Thread:
        """A start that wants to begin, in a thread that ends as soon as it may."""

        def body() -> None:
            with environment.alone(lock):
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
        with environment.alone(tmp_path / "lock"):
            assert capsys.readouterr().out == ""

    @pytest.mark.skipif(os.name == "nt", reason="Windows hands no locks down")
    def test_its_pip_keeps_others_waiting_when_only_the_start_was_killed(self, tmp_path: Path) -> None:
        lock = tmp_path / "lock"
        pip = "import os; open('pip', 'w'); os.read(int(os.environ['PIPE']), 1)"
        reading, writing = os.pipe()
        os.set_inheritable(reading, True)
        script = (
            "import sys; from tools import environment; from pathlib import Path; environment.HERE = Path(sys.argv[1])\n"
            + (
                "with environment.alone(environment.HERE / 'lock'): environment.follow([sys.executable, '-c', sys.argv[2]])"
            )
        )
        killed = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path), pip],
            cwd=environment.HERE,
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
        with environment.alone(tmp_path / "no such folder" / "lock"):
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
        monkeypatch.setattr(environment, "create", lambda venv: calls.append("create"))
        monkeypatch.setattr(environment, "install", lambda venv, requirements: calls.append("install"))
        return calls

    def test_does_nothing_when_all_is_there(
        self, venv: Path, requirements: list[Path], calls: list[str]
    ) -> None:
        stamp(venv, requirements)
        assert environment.prepare(venv, requirements) == environment.python_of(venv)
        assert calls == []

    def test_installs_into_the_environment_that_is_there(
        self, venv: Path, requirements: list[Path], calls: list[str]
    ) -> None:
        environment.prepare(venv, requirements)
        assert calls == ["install"]

    def test_begins_anew_after_an_interruption(
        self, venv: Path, requirements: list[Path], calls: list[str]
    ) -> None:
        environment.interruption_mark(venv).touch()
        environment.prepare(venv, requirements)
        assert calls == ["create", "install"]
        assert not venv.exists()

    def test_leaves_alone_what_is_no_environment(self, tmp_path: Path, requirements: list[Path]) -> None:
        letters = tmp_path / ".venv" / "letters.txt"
        letters.parent.mkdir()
        letters.touch()
        with pytest.raises(environment.Stop, match="is not a Python environment"):
            environment.prepare(letters.parent, requirements)
        assert letters.exists()

    def test_says_when_it_cannot_write(
        self, venv: Path, requirements: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(venv: Path, requirements: list[Path]) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(environment, "install", refuse)
        with pytest.raises(environment.Stop, match=r"Cannot write to .*\.venv: Permission denied"):
            environment.prepare(venv, requirements)


class TestInstall:
    def test_leaves_a_stamp_for_the_app_and_one_for_the_tests(
        self, venv: Path, requirements: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(environment, "follow", lambda command: (0, ""))
        environment.install(venv, requirements)
        assert environment.is_installed(venv, requirements)
        assert environment.is_installed(venv, requirements[:1])

    def test_an_interruption_leaves_its_mark(
        self, venv: Path, requirements: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(command: list[str]) -> tuple[int, str]:
            raise KeyboardInterrupt

        monkeypatch.setattr(environment, "follow", interrupted)
        with pytest.raises(KeyboardInterrupt):
            environment.install(venv, requirements)
        assert environment.interruption_mark(venv).exists()

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
        monkeypatch.setattr(environment, "follow", lambda command: (1, said))
        with pytest.raises(environment.Stop) as stop:
            environment.install(venv, requirements)
        assert said in str(stop.value)
        assert sentence in str(stop.value)
        assert not environment.is_installed(venv, requirements)
        assert not environment.interruption_mark(venv).exists()

    def test_follow_keeps_the_last_lines_of_both_streams(self) -> None:
        script = "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"
        code, output = environment.follow([sys.executable, "-u", "-c", script])
        assert code == 3
        assert output == "out\nerr"


class TestConstraints:
    """constraints.txt has the exact version of all that was tested."""

    def pins(self) -> dict[str, str]:
        lines = [
            line for line in environment.CONSTRAINTS.read_text("ascii").split("\n") if line and line[0] != "#"
        ]
        return dict(line.split("==") for line in lines)

    def test_every_requirement_is_in_it_within_its_range(self) -> None:
        from packaging.requirements import Requirement
        from packaging.utils import canonicalize_name

        pins = {canonicalize_name(name): version for name, version in self.pins().items()}
        for file in environment.TEST_REQUIREMENTS:
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
        todo, seen = environment.requirement_names(environment.TEST_REQUIREMENTS), set()
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

        def follow(command: list[str]) -> tuple[int, str]:
            commands.append(command)
            return 0, ""

        monkeypatch.setattr(environment, "follow", follow)
        monkeypatch.setattr(sys, "version_info", (*python, 0, "final", 0))
        environment.install(venv, requirements)
        assert (str(environment.CONSTRAINTS) in commands[0]) == pinned

    def test_a_changed_pin_is_installed(
        self, venv: Path, requirements: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stamp(venv, requirements)
        monkeypatch.setattr(environment, "CONSTRAINTS", tmp_path / "constraints.txt")
        environment.CONSTRAINTS.write_text("streamlit==1.67.0\n")
        assert not environment.is_installed(venv, requirements)


def test_requirement_names_are_read_from_the_real_files() -> None:
    names = environment.requirement_names(environment.TEST_REQUIREMENTS)
    assert {"streamlit", "numpy", "python-calamine", "ruff", "playwright"} <= set(names)
    assert not any(name.startswith("-") for name in names)
