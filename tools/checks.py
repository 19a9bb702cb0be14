"""All checks with one command: what they need besides Python's packages is looked for, or brought."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.environment import (
    HERE,
    LOCK,
    TEST_REQUIREMENTS,
    VENV,
    Stop,
    alone,
    end,
    last_lines,
    prepare,
    say,
)
from tools.pythons import clean_environ

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
    module = [str(python), "-m"]
    checks = [
        [*module, "ruff", "check", "."],
        [*module, "ruff", "format", "--check", "."],
        [str(python.with_name("oxlint")), "--deny-warnings", "ui"],  # a program, not a module
        [*module, "mypy"],
        [*module, "pytest", *further],
    ]
    failed = []
    for check in checks:
        command = " ".join(Path(part).name for part in check if part not in module)
        say(f"\n$ {command}")
        process = subprocess.Popen(check, cwd=HERE, env=environ)
        try:
            if process.wait():
                failed.append(command)
        except KeyboardInterrupt:
            end(process, patience=20)  # pytest still stops its server and its browser
            raise
    say(f"\nFailed: {'; '.join(failed)}" if failed else "\nAll checks passed.")
    return 1 if failed else 0
