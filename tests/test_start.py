"""How the app is started, without a network and without a real environment."""

import http.client
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import start
from tools import environment

# To a server, as good as one of the network's. macOS answers at one loopback address only.
ANOTHER_ADDRESS = "127.0.0.2" if sys.platform != "darwin" else start.network_addresses()[0]


class TestPort:
    def test_a_wanted_port_that_is_taken_is_an_error(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            assert not start.is_free(port)
            with pytest.raises(environment.Stop, match=f"Port {port} is taken"):
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
            with pytest.raises(environment.Stop, match=f"Port {port} is taken"):
                start.main([f"--port={port}", *share])

    def test_no_other_start_can_choose_the_port_before_the_app_has_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        locked: list[bool] = []

        def ready(app: "subprocess.Popen[bytes]", port: int) -> bool:
            with (tmp_path / "lock").open("a") as lock:
                locked.append(not environment.take(lock.fileno()))
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
            connect = unreachable

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
