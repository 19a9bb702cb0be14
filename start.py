"""Set up and run everything with one command. Needs Python 3.11 or newer and nothing else.

    python start.py               make an environment, install, start the app for this computer, say its address
    python start.py --share       the same for everybody on this network
    python start.py test          the same for the tests: lint, types, unit, app and browser tests
    python start.py test -k lloyd further arguments go to pytest

The environment lives in .venv beside this file and is used again as long as the requirements stay as they are.
To begin from scratch, delete that folder.
"""

import sys

from tools.pythons import OLDEST_PYTHON, clean_environ, too_old

# An old Python must get as far as this sentence: the syntax of this file stays within Python 3.6.
if sys.version_info < OLDEST_PYTHON:
    sys.exit(too_old(sys.version_info[:2]))

import argparse
import contextlib
import http.client
import os
import signal
import socket
import subprocess
import webbrowser
from pathlib import Path

from tools.checks import run_tests
from tools.environment import HERE, LOCK, RUN_REQUIREMENTS, VENV, Stop, alone, end, prepare, say

FIRST_PORT = 8501
ONLY_HERE, EVERYWHERE = "127.0.0.1", "0.0.0.0"


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
