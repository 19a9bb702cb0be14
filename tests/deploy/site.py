"""Several processes of the app behind nginx on loopback, with the configuration of deploy/."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

import start
from tests.e2e.browser import ROOT, AppServer
from tools import checks

DEPLOY = ROOT / "deploy"


def needed(program: str, found: str | None) -> str:
    """The path that was found of a program. Without it a test is left out with the reason; never in CI on Debian."""
    if found is None:
        reason = f"there is no {program} on this computer, and no Debian package of it could be had"
        (pytest.fail if os.environ.get("CI") and shutil.which("apt-get") else pytest.skip)(reason)
    return found


def nginx() -> str:
    return needed("nginx", checks.find_nginx())


def configuration(
    folder: Path,
    listen: int,
    processes: Sequence[int],
    base_path: str = "",
    frame_ancestors: str = "'self'",
    tls: int | None = None,
) -> Path:
    """deploy/nginx.conf with the two values filled in as the container does it, and this computer's ports and paths.

    tls : the port for encrypted connections, where there are to be any
    """
    own = {
        "${BASE_PATH}": base_path,
        "${FRAME_ANCESTORS}": frame_ancestors,
        "listen 8080;": f"listen 127.0.0.1:{listen};",
        "/tmp/": f"{folder}/",
        "/dev/stdout": str(folder / "visits.log"),
        "/dev/stderr": str(folder / "nginx.log"),
    }
    for number, port in enumerate(processes, 1):
        own |= {f"app{number}:850{number}": f"127.0.0.1:{port}", f"~:850{number}$": f"~:{port}$"}
    write(DEPLOY / "nginx.conf", folder / "nginx.conf", own)
    if tls is not None:
        certificate(folder)
        own = {"listen 8443": f"listen 127.0.0.1:{tls}", "/etc/nginx/certificates/": f"{folder}/"}
        write(DEPLOY / "tls.conf", folder / "tls.conf", own)
    return folder / "nginx.conf"


def write(template: Path, target: Path, own: dict[str, str]) -> None:
    text = template.read_text("ascii")
    for old, new in own.items():
        assert old in text, f"{template.name} has no {old}"
        text = text.replace(old, new)
    assert not re.search(r"app\d:|:850\d", text)
    target.write_text(text, "ascii")


def certificate(folder: Path) -> None:
    """One for localhost, that nobody has signed, and its key, as nginx looks for them in the folder."""
    openssl = needed("openssl", shutil.which("openssl"))
    what = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    files = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run([openssl, *what, *files], check=True, capture_output=True)


def listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


class Nginx:
    """Serves a configuration for as long as the `with` block lasts."""

    def __init__(self, configuration: Path, port: int) -> None:
        self.configuration, self.port = configuration, port

    def __enter__(self) -> Self:
        program, file = nginx(), str(self.configuration)
        log = str(self.configuration.with_name("nginx.log"))
        checked = subprocess.run([program, "-t", "-q", "-c", file, "-e", log], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
        self._process = subprocess.Popen([program, "-c", file, "-e", log, "-g", "daemon off;"])
        while not listens(self.port):
            assert self._process.poll() is None, Path(log).read_text()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=60)


class Site:
    """Two processes of the app and nginx before them. `url` has no slash at its end.

    encrypted : the address begins with https, and is certified by nobody
    """

    def __init__(
        self, folder: Path, base_path: str = "", frame_ancestors: str = "'self'", encrypted: bool = False
    ) -> None:
        self.folder, self.base_path, self.frame_ancestors = folder, base_path, frame_ancestors
        self.port = start.any_port()
        self.tls = start.any_port() if encrypted else None
        self.url = f"https://localhost:{self.tls}" if encrypted else f"http://localhost:{self.port}"
        self.url += base_path

    def __enter__(self) -> Self:
        nginx()
        with ExitStack() as stack:
            self.processes = [
                stack.enter_context(
                    AppServer(ROOT / "app.py", self.folder / f"app{number}.log", base_path=self.base_path)
                )
                for number in (1, 2)
            ]
            ports = [process.port for process in self.processes]
            settings = (self.base_path, self.frame_ancestors, self.tls)
            stack.enter_context(Nginx(configuration(self.folder, self.port, ports, *settings), self.port))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
