"""The environment in .venv: made, filled with what is required, and used again as long as that stays as it is."""

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.pythons import OLDEST_PYTHON, answers, clean_environ

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

HERE = Path(__file__).resolve().parent.parent
VENV = HERE / ".venv"
LOCK = HERE / ".venv.lock"
RUN_REQUIREMENTS = [HERE / "requirements.txt"]
TEST_REQUIREMENTS = [HERE / "requirements.txt", HERE / "requirements-dev.txt"]
CONSTRAINTS = HERE / "constraints.txt"
NEWEST_TESTED_PYTHON = (3, 14)  # a newer one may find no ready-made packages of the pinned versions


class Stop(Exception):  # noqa: N818
    """Ends the script with a sentence for the person at the keyboard instead of a traceback."""


def say(text: str) -> None:
    print(text, flush=True)


@contextlib.contextmanager
def alone(file: Path) -> Iterator[None]:
    """Wait until no other start is at work in this folder, and keep others waiting meanwhile.

    The lock is the system's, held through an open file: it ends with whoever holds it, even when that is killed.
    """
    try:
        lock = file.open("a")
    except OSError:  # a folder where we may not write: nothing is installed there either
        yield
        return
    with lock:
        if not take(lock.fileno()):
            say("Another start is setting up here: waiting until it is done ...")
            while not take(lock.fileno()):
                time.sleep(0.2)
        os.set_inheritable(lock.fileno(), True)  # for pip, see `follow`
        yield


def take(descriptor: int) -> bool:
    """Whether the lock of this open file is ours now; where the file system knows no locks, there is nothing to take."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def python_of(venv: Path) -> Path:
    """The environment's own Python, which needs no activation."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def fingerprint(requirements: list[Path]) -> str:
    """A hash that changes when any of the requirements or a pinned version does."""
    files = [*requirements, CONSTRAINTS]
    content = b"\0".join(file.read_bytes().replace(b"\r\n", b"\n") for file in files)
    return hashlib.sha256(content).hexdigest()


def stamp_of(venv: Path, requirements: list[Path]) -> Path:
    """The file that holds the fingerprint of what was installed."""
    return venv / f"{requirements[-1].stem}.installed"


def interruption_mark(venv: Path) -> Path:
    """A file that is there only while pip works, so one found later tells of an install that was cut short."""
    return venv / "install.unfinished"


def requirement_names(requirements: list[Path]) -> list[str]:
    """The names of the packages that are asked for everywhere (lines with a condition are left out)."""
    lines = (
        line.partition("#")[0].strip()
        for file in requirements
        for line in file.read_text("utf-8").split("\n")
    )
    matches = (re.match(r"[A-Za-z0-9][\w.-]*", line) for line in lines if ";" not in line)
    return [match.group() for match in matches if match]


def is_installed(venv: Path, requirements: list[Path]) -> bool:
    """Whether these very requirements were installed to the end, and are still there."""
    stamp = stamp_of(venv, requirements)
    if interruption_mark(venv).exists() or not stamp.is_file():
        return False
    if stamp.read_text("utf-8").strip() != fingerprint(requirements):
        return False
    look = "import sys, importlib.metadata as m; [m.version(name) for name in sys.argv[1:]]"
    return answers([str(python_of(venv)), "-c", look, *requirement_names(requirements)])


def prepare(venv: Path, requirements: list[Path]) -> Path:
    """Bring the environment to where these requirements are installed, and return its Python."""
    python = python_of(venv)
    if is_installed(venv, requirements):
        return python
    try:
        usable = f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
        if interruption_mark(venv).exists() or not answers([str(python), "-c", usable]):
            remove(venv)
            create(venv)
        install(venv, requirements)
    except OSError as error:
        raise Stop(
            f"Cannot write to {venv}: {error.strerror or error}. Put the project's folder where you may write, "
            "or, if the app is running in another window, stop it first; then run this again."
        ) from None
    return python


def remove(venv: Path) -> None:
    """Delete a broken environment; anything else that bears its name is left alone."""
    if not venv.exists() and not venv.is_symlink():
        return
    if (
        venv.is_symlink()
        or not venv.is_dir()
        or not ((venv / "pyvenv.cfg").exists() or not any(venv.iterdir()))
    ):
        raise Stop(
            f"{venv} is in the way and is not a Python environment. Move it elsewhere and run this again."
        )
    say(f"The environment in {venv.name} is broken: making it anew.")
    shutil.rmtree(venv)


def create(venv: Path) -> None:
    """Make an environment; where Python came without its own pip, one without pip, to be filled from outside."""
    has_pip = importlib.util.find_spec("ensurepip") is not None
    if importlib.util.find_spec("venv") is None or not (has_pip or outside_pip()):
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise Stop(
            "This Python came without the parts that make environments. On Debian or Ubuntu run\n"
            f"    sudo apt install python{version}-venv\n"
            "elsewhere get a complete Python from https://www.python.org/downloads/; then run this again."
        )
    say(f"Making an environment in {venv.name} ...")
    venv.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "venv", *([] if has_pip else ["--without-pip"]), str(venv)]
    made = subprocess.run(command, capture_output=True, text=True, errors="replace", env=clean_environ())
    if made.returncode:
        shutil.rmtree(venv, ignore_errors=True)
        raise Stop(
            f"No environment could be made in {venv}. Python said:\n{last_lines(made.stdout + made.stderr)}"
        )


def outside_pip() -> bool:
    """Whether the Python that runs this has a pip able to install into another environment (22.3 or newer)."""
    return answers([sys.executable, "-m", "pip", "--python", sys.executable, "--version"])


def install(venv: Path, requirements: list[Path]) -> None:
    """Install the requirements with pip and leave a stamp; on failure show what pip said last."""
    python = str(python_of(venv))
    if answers([python, "-c", "import pip"]):
        pip = [python, "-m", "pip"]
    else:
        pip = [sys.executable, "-m", "pip", "--python", python]
    options = ["--disable-pip-version-check", "--no-input", "--prefer-binary", "--progress-bar", "off"]
    if sys.version_info[:2] <= NEWEST_TESTED_PYTHON:
        options += ["-c", str(CONSTRAINTS)]
    say(f"Installing {requirements[-1].name} into {venv.name} (the first time takes a minute or so) ...")
    started = time.monotonic()
    interruption_mark(venv).touch()
    code, output = follow([*pip, "install", *options, "-r", str(requirements[-1])])
    interruption_mark(venv).unlink()
    if code:
        raise Stop(why_pip_failed(output))
    for count in range(1, len(requirements) + 1):  # who has the tests' requirements has the app's as well
        stamp_of(venv, requirements[:count]).write_text(fingerprint(requirements[:count]) + "\n", "utf-8")
    say(f"Installed in {time.monotonic() - started:.0f} s.")


def follow(command: list[str]) -> tuple[int, str]:
    """Run pip, show on one line of the terminal what it is busy with; return its exit code and its last lines."""
    kept: deque[str] = deque(maxlen=40)
    live = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns - 1
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd=HERE,
        env=clean_environ(),
        # pip holds the lock of `alone` too: it may outlive a start that was killed
        close_fds=os.name == "nt",
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            kept.append(line.rstrip())
            if live and line.startswith(("Collecting", "Installing")):
                busy_with = line.strip().partition(" (")[0].partition(":")[0]
                print("\r" + busy_with[:width].ljust(width), end="", flush=True)
        process.wait()
    except KeyboardInterrupt:
        end(process)
        raise
    finally:
        process.stdout.close()
    if live:
        print("\r" + " " * width + "\r", end="", flush=True)
    return process.returncode, "\n".join(kept)


def why_pip_failed(output: str) -> str:
    """A sentence on a failed install, and pip's own last lines."""
    offline = (
        r"NewConnectionError|NameResolutionError|ConnectTimeout|Max retries|ProxyError|from versions: none"
    )
    full = r"No space left on device|Disk quota exceeded"
    if re.search(full, output):
        sentence = "The disk is full: about 600 MB are needed. Make room and run this again."
    elif re.search(offline, output):
        sentence = "The packages could not be downloaded: is this computer online? Then run this again."
    else:
        sentence = "The packages could not be installed."
    return f"pip said:\n{last_lines(output)}\n\n{sentence}"


LAST_LINES = 12


def last_lines(output: str) -> str:
    return "\n".join(f"    {line}" for line in output.strip().splitlines()[-LAST_LINES:])


def end(process: "subprocess.Popen[Any]", patience: float = 5) -> None:
    """After a Ctrl-C, which the process mostly saw as well: let it tidy up, then ask it to go, then make it go."""
    for nudge in (None, process.terminate, process.kill):
        if nudge:
            nudge()
            patience = 5
        try:
            process.wait(timeout=patience)
            return
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            continue
