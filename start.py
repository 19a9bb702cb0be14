"""Set up and run everything with one command. Needs Python 3.11 or newer and nothing else.

    python start.py               make an environment, install, start the app for this computer, say its address
    python start.py --share       the same for everybody on this network
    python start.py test          the same for the tests: lint, types, unit, app and browser tests
    python start.py test -k lloyd further arguments go to pytest

The environment lives in .venv beside this file and is used again as long as the requirements stay as they are.
To begin from scratch, delete that folder.
"""

import argparse
import contextlib
import hashlib
import http.client
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OLDEST_PYTHON = (3, 11)


# An old Python must get as far as the check below to say what is wrong: this file's syntax stays within Python 3.6,
# and what stands above the check runs there.
def too_old(version: "tuple[int, ...]") -> str:  # a SyntaxError here: this is Python 2; run python3 start.py
    """The sentence for somebody whose Python is too old, naming a newer one that is on this computer."""
    wanted = ".".join(map(str, OLDEST_PYTHON))
    sentence = f"This needs Python {wanted} or newer, and this is Python {version[0]}.{version[1]}."
    for minor in range(20, OLDEST_PYTHON[1] - 1, -1):
        name = f"python3.{minor}"
        if answers([name, "--version"]):
            return f"{sentence} A newer one is here: run {name} start.py"
    return f"{sentence} Get one from https://www.python.org/downloads/ and run this again."


def answers(command: "list[str]") -> bool:
    """Whether the command starts and ends well; what it prints is thrown away."""
    try:
        return (
            subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=clean_environ(),
            ).returncode
            == 0
        )
    except OSError:
        return False


def clean_environ() -> "dict[str, str]":
    """Our environment variables without those that would lead another Python astray."""
    astray = {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "__PYVENV_LAUNCHER__"}
    environ = {name: value for name, value in os.environ.items() if name not in astray}
    environ["PYTHONNOUSERSITE"] = "1"
    return environ


if sys.version_info < OLDEST_PYTHON:
    sys.exit(too_old(sys.version_info[:2]))

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
LOCK = HERE / ".venv.lock"
RUN_REQUIREMENTS = [HERE / "requirements.txt"]
TEST_REQUIREMENTS = [HERE / "requirements.txt", HERE / "requirements-dev.txt"]
CONSTRAINTS = HERE / "constraints.txt"
NEWEST_TESTED_PYTHON = (3, 14)  # a newer one may find no ready-made packages of the pinned versions
FIRST_PORT = 8501
ONLY_HERE, EVERYWHERE = "127.0.0.1", "0.0.0.0"


class Stop(Exception):  # noqa: N818
    """Ends the script with a sentence for the person at the keyboard instead of a traceback."""


def say(text: str) -> None:
    print(text, flush=True)


# --- The environment -------------------------------------------------------------------------------------------


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


def last_lines(output: str, count: int = 12) -> str:
    return "\n".join(f"    {line}" for line in output.strip().splitlines()[-count:])


# --- The app ---------------------------------------------------------------------------------------------------


def is_free(port: int, address: str = ONLY_HERE) -> bool:
    """Whether nobody answers at this port of this computer and we may listen there at the address."""
    for host in ("127.0.0.1", "::1"):
        try:
            socket.create_connection((host, port), timeout=0.5).close()
        except OSError:
            continue
        return False
    with socket.socket() as listener:
        if os.name != "nt":  # a port whose last user has just gone is free too
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, port))
        except OSError:
            return False
    return True


def port_number(text: str) -> int:
    """A port as the command line has it."""
    with contextlib.suppress(ValueError):
        if 0 < int(text) < 2**16:
            return int(text)
    raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text}")


def choose_port(wanted: int | None = None, address: str = ONLY_HERE) -> int:
    """The wanted port; or else 8501, the next free one after it, or any that is free."""
    if wanted is not None:
        if not is_free(wanted, address):
            raise Stop(f"Port {wanted} is taken. Leave --port out and a free one is chosen.")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + 20):
        if is_free(port, address):
            return port
    return any_port(address)


def any_port(address: str = ONLY_HERE) -> int:
    """A port that is free, of the system's choosing."""
    with socket.socket() as listener:
        listener.bind((address, 0))
        return int(listener.getsockname()[1])


def network_addresses() -> list[str]:
    """This computer's IPv4 addresses on its networks; none where it is on none.

    Asks the system which of our addresses it would write to others from: a UDP socket that is connected and closed
    sends nothing. The first place asked about lies on the internet (an address kept for documentation), the others on
    private networks, which a computer with a VPN may reach another way.
    """
    addresses = []
    for place in ("192.0.2.1", "192.168.254.254", "172.16.254.254", "10.254.254.254"):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking, contextlib.suppress(OSError):
            asking.connect((place, 9))
            addresses.append(str(asking.getsockname()[0]))
    return [address for address in dict.fromkeys(addresses) if not address.startswith(("127.", "0."))]


def app_command(python: Path, app: Path, port: int, address: str = ONLY_HERE) -> list[str]:
    """How the app is started. Always headless: otherwise the first start asks for an e-mail address and waits."""
    options = [
        f"--server.address={address}",
        f"--server.port={port}",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
        "--logger.hideWelcomeMessage=true",
    ]
    if address == ONLY_HERE:  # a page elsewhere whose name is made to mean this computer is no guest either
        options += ["--server.allowedHosts=localhost", "--server.allowedHosts=127.0.0.1"]
    return [str(python), "-m", "streamlit", "run", str(app), *options]


def app_environ() -> dict[str, str]:
    """Our environment variables for the app, which needs nothing from the internet and is not to ask it for anything.

    Streamlit would: a web socket that another site opens makes it look up this computer's address on the internet, and
    all visits wait meanwhile. A proxy that is not there refuses at once (port 9 throws away what it is sent).
    """
    nowhere = "http://127.0.0.1:9"
    return clean_environ() | {
        "http_proxy": nowhere,
        "https_proxy": nowhere,
        "no_proxy": "127.0.0.1,localhost",
    }


def is_healthy(port: int, base_path: str = "") -> bool:
    """Whether the app's server answers that it is ready; the base path, where there is one, begins with a slash."""
    connection = http.client.HTTPConnection(ONLY_HERE, port, timeout=2)
    try:
        connection.request("GET", f"{base_path}/_stcore/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_until_healthy(app: "subprocess.Popen[bytes]", port: int, base_path: str = "") -> bool:
    """Wait for the server; False when it ended before it was ready."""
    while app.poll() is None:
        if is_healthy(port, base_path):
            return True
        try:
            app.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
    return False


def can_show_browser() -> bool:
    """Whether there is a screen; without one, a text browser might take over the terminal."""
    if os.environ.get("CI"):
        return False
    return (
        os.name == "nt"
        or sys.platform == "darwin"
        or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    )


def where_to_find_it(port: int, address: str) -> str:
    """The lines that say which address to type, and to whom the app is open."""
    lines = [f"The app is ready: http://localhost:{port}    (Ctrl-C stops it)"]
    if address == EVERYWHERE:
        others = [f"http://{name}:{port}" for name in network_addresses()]
        if others:
            lines.append(f"Others on this network type: {'  or  '.join(others)}")
            lines.append("If they see nothing there, allow Python in the firewall of this computer.")
        else:
            lines.append("This computer seems to be on no network, so nobody else can reach it now.")
        lines.append("Whoever reaches this computer can use the app; nobody is asked for a password.")
    return "\n" + "".join(f"    {line}\n" for line in lines)


def run_app(wanted_port: int | None, show: bool, share: bool = False) -> int:
    """Set up, start the app and stay with it until it ends or Ctrl-C; return the exit code."""
    address = EVERYWHERE if share else ONLY_HERE
    choose_port(wanted_port, address)  # a taken port is said now, and not after a minute of installing
    app = None
    try:
        with alone(LOCK):  # until the app has its port, lest another start choose the same
            python = prepare(VENV, RUN_REQUIREMENTS)
            port = choose_port(wanted_port, address)
            # Else the first start warns that there is nothing to serve; the app says so itself where it cannot write
            with contextlib.suppress(OSError):
                (HERE / "static").mkdir(exist_ok=True)
            say("Starting the app ...")
            command = app_command(python, HERE / "app.py", port, address)
            app = subprocess.Popen(command, cwd=HERE, env=app_environ())
            ready = wait_until_healthy(app, port)
        if ready:
            say(where_to_find_it(port, address))
            if show and can_show_browser():
                webbrowser.open(f"http://localhost:{port}")
        code = app.wait()
    except KeyboardInterrupt:
        if app is None:
            raise
        end(app, patience=5 if os.name == "nt" else 0)  # on Windows, to ask is to kill
        say("\nStopped.")
        return 0
    if code:
        say(f"The app ended with exit code {code}; what it printed above says why.")
    return code if code >= 0 else 128 - code


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


# --- The tests -------------------------------------------------------------------------------------------------

BROWSER_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
MAC_BROWSERS = ("Chromium", "Google Chrome", "Microsoft Edge")
WINDOWS_BROWSERS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)

# What a system's package manager is called -> the commands that bring a Chromium, none of which asks anything.
# libatomic is what the browser driver lacks on slim Linux images.
BROWSER_INSTALLS: dict[str, list[list[str]]] = {
    "apt-get": [
        ["apt-get", "-q", "update"],
        ["apt-get", "-q", "-y", "install", "libatomic1"],
        ["apt-get", "-q", "-y", "--no-install-recommends", "install", "chromium", "fonts-liberation"],
    ],
    "dnf": [["dnf", "-y", "install", "libatomic"], ["dnf", "-y", "install", "chromium"]],
    "zypper": [
        ["zypper", "--non-interactive", "install", "libatomic1"],
        ["zypper", "--non-interactive", "install", "chromium"],
    ],
    "pacman": [["pacman", "-Sy", "--noconfirm", "chromium"]],
    "apk": [["apk", "add", "chromium"]],
    "brew": [["brew", "install", "--cask", "chromium"]],
    "winget": [
        ["winget", "install", "--exact", "--id", "Google.Chrome", "--silent", "--accept-source-agreements"]
    ],
}
WITHOUT_ROOT = ("brew", "winget")

# Opens a page in the browser given, or in the driver's own, and prints the browser's path
TRY_BROWSER = """
import sys
from playwright.sync_api import sync_playwright
with sync_playwright() as driver:
    path = sys.argv[1] if sys.argv[1:] else driver.chromium.executable_path
    browser = driver.chromium.launch(executable_path=path)
    browser.new_page().goto("about:blank")
    browser.close()
print(path)
"""


def find_chromiums() -> list[str]:
    """Paths of the Chromium browsers (Chrome and Edge are such) on this computer, the preferred one first.

    The environment variable CHROMIUM, where set, names the only one.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if path is None:
            raise Stop(f"The environment variable CHROMIUM names {named}, and no program is there.")
        return [path]
    places = [Path(path) for path in map(shutil.which, BROWSER_COMMANDS) if path]
    if sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            places += [folder / f"{name}.app" / "Contents" / "MacOS" / name for name in MAC_BROWSERS]
    if os.name == "nt":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if variable in os.environ:
                places += [Path(os.environ[variable]) / browser for browser in WINDOWS_BROWSERS]
    return list(dict.fromkeys(str(place) for place in places if place.is_file()))


def find_chromium() -> str | None:
    """The browser that the tests drive; None leaves the choice to the browser driver."""
    return next(iter(find_chromiums()), None)


def first_working_browser(python: Path, paths: Sequence[str | None], complaints: list[str]) -> str | None:
    """The first of the browsers that can open a page; a path of None stands for the driver's own.

    What the others had to say is added to the complaints.
    """
    for path in paths:
        command = [str(python), "-c", TRY_BROWSER, *([path] if path else [])]
        tried = subprocess.run(command, capture_output=True, text=True, errors="replace", env=clean_environ())
        if tried.returncode == 0:
            return tried.stdout.strip()
        complaints.append(tried.stderr)
    return None


def as_root(command: list[str]) -> list[str]:
    """The command with the rights to install; sudo is told never to ask for a password."""
    if os.name == "nt" or command[0] in WITHOUT_ROOT or os.geteuid() == 0:
        return command
    return ["sudo", "-n", *command]


def attempt(command: list[str], folder: Path = HERE) -> bool:
    """Show the command and run it in the folder; whether it ended well."""
    say("$ " + " ".join(command))
    environ = clean_environ() | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        return (
            subprocess.run(
                command, stdin=subprocess.DEVNULL, cwd=folder, env=environ, timeout=1800
            ).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def ensure_chromium(python: Path) -> str:
    """The path of a Chromium that works: one that is here, else the driver's own, else the system's package."""
    complaints: list[str] = []
    working = first_working_browser(python, [*find_chromiums(), None], complaints)
    if working:
        return working
    say("The browser tests need a Chromium: getting one ...")
    driver = [str(python), "-m", "playwright"]
    if attempt([*driver, "install", "chromium"]):
        working = first_working_browser(python, [None], complaints)
        if not working:  # it may lack libraries of the system's
            attempt(as_root([*driver, "install-deps", "chromium"]))
            working = first_working_browser(python, [None], complaints)
        if working:
            return working
    for manager, commands in BROWSER_INSTALLS.items():
        if shutil.which(manager):
            for command in commands:
                attempt(as_root(command))
            working = first_working_browser(python, find_chromiums(), complaints)
            if not working and attempt(
                [*driver, "install", "chromium"]
            ):  # what came may be all that it lacked
                working = first_working_browser(python, [None], complaints)
            if working:
                return working
    raise Stop(
        f"The browser driver said:\n{last_lines(complaints[-1])}\n\n"
        "No working Chromium could be had for the browser tests. Install Chromium or Google Chrome, or set the "
        "environment variable CHROMIUM to the path of one, and run this again."
    )


SYSTEM_NGINX = "/usr/sbin/nginx"  # not on the PATH of every user


def find_nginx() -> str | None:
    """The nginx that the tests of deploy/ put in front of the app, or None."""
    places = [
        shutil.which(os.environ.get("NGINX", "nginx")),
        SYSTEM_NGINX,
        VENV / "nginx/usr/sbin/nginx",
    ]
    return next((str(place) for place in places if place and Path(place).is_file()), None)


def ensure_nginx() -> dict[str, str]:
    """An nginx for the tests where Debian's packages are to be had; without one, those tests say why they are left out.

    Its package is unpacked beside the environment and not installed: the system would start a service.
    """
    if find_nginx() is None and shutil.which("apt-get") and shutil.which("dpkg-deb"):
        say("The tests of deploy/ need nginx: getting it ...")
        folder = VENV / "nginx"
        folder.mkdir(exist_ok=True)
        attempt(as_root(["apt-get", "-q", "update"]))
        if attempt(["apt-get", "-q", "download", "nginx"], folder):
            for package in folder.glob("nginx_*.deb"):
                attempt(["dpkg-deb", "-x", str(package), str(folder)])
    found = find_nginx()
    return {"NGINX": found} if found else {}


def run_tests(further: list[str]) -> int:
    """Set up, run every check even when one fails, and say which did; 0 when all passed."""
    with alone(LOCK):
        python = prepare(VENV, TEST_REQUIREMENTS)
    environ = clean_environ() | {"CHROMIUM": ensure_chromium(python)} | ensure_nginx()
    checks = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["pytest", *further],
    ]
    failed = []
    for check in checks:
        command = " ".join(check)
        say(f"\n$ python -m {command}")
        process = subprocess.Popen([str(python), "-m", *check], cwd=HERE, env=environ)
        try:
            if process.wait():
                failed.append(command)
        except KeyboardInterrupt:
            end(process, patience=20)  # pytest still stops its server and its browser
            raise
    say(f"\nFailed: {'; '.join(failed)}" if failed else "\nAll checks passed.")
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    """Do what the command line asks and return the exit code."""
    if arguments[:1] == ["test"]:
        return run_tests(arguments[1:])
    parser = argparse.ArgumentParser(
        prog="start.py",
        description="Set up and start the app. 'start.py test' sets up and runs the tests; what follows it goes to pytest.",
    )
    parser.add_argument(
        "--port", type=port_number, help=f"the port to serve at (default: {FIRST_PORT} or the next free one)"
    )
    parser.add_argument(
        "--no-browser", "--headless", action="store_true", help="do not open a browser window"
    )
    parser.add_argument(
        "--share",
        action="store_true",
        help="let everybody on this network use the app; without it, only this computer can",
    )
    options = parser.parse_args(arguments)
    return run_app(options.port, show=not options.no_browser, share=options.share)


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("\nInterrupted.")
        sys.exit(130)
    except Stop as stop:
        sys.exit(str(stop))
