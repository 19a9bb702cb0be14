"""What the browser tests stand on: a served app, and pages whose talk with the server is overheard."""

import os
import re
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import ConsoleMessage, Page, Request, Response, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from start import any_port, app_command, wait_until_healthy
from tools.pythons import clean_environ

ROOT = Path(__file__).resolve().parents[2]

# WebGL (for scattergl) without a graphics card. The driver itself leaves the sandbox off, which root needs.
CHROMIUM_FLAGS = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic"]
if hasattr(os, "geteuid") and os.geteuid() == 0:
    CHROMIUM_FLAGS.append("--no-sandbox")

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

# Opened on a page other than the first, Streamlit looks for its server below that page's address before it finds it
LOOKED_FOR_IN_VAIN = re.compile(r"/[^/]+/_stcore/(?:health|host-config)$")

# The end of a run is heard before the page has drawn it: what a test does must not be drawn over
PAINTED = """async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""

# Streamlit holds back what is typed or dragged for a moment before it sends it
LONGEST_DELAY = 500  # milliseconds


class AppServer:
    """Serves a Streamlit script on a free port for as long as the `with` block lasts.

    options : further ones of Streamlit's command line
    base_path : the folder of the address, beginning with a slash, or nothing
    environ : variables on top of ours
    """

    def __init__(
        self,
        script: Path,
        log: Path,
        *options: str,
        base_path: str = "",
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self.script = script
        self.log = log
        self.options = options
        self.base_path = base_path
        self.environ = environ or {}

    def __enter__(self) -> Self:
        self.port = any_port()
        self.url = f"http://localhost:{self.port}{self.base_path}"
        self._start()
        return self

    @property
    def pid(self) -> int:
        """The process of the server."""
        return self._process.pid

    def kill(self) -> None:
        """End it at once, as a power cut or a lack of memory does."""
        self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        """Serve again at the same address, after `kill`."""
        self._start()

    def _start(self) -> None:
        command = [
            *app_command(Path(sys.executable), self.script, self.port),
            f"--server.baseUrlPath={self.base_path}",
            *self.options,
        ]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**clean_environ(), **self.environ},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        if not wait_until_healthy(self._process, self.port, self.base_path):
            raise RuntimeError(f"The app did not start:\n{self.read_log()}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def read_log(self, since: int = 0) -> str:
        """What the server printed, from a byte position on."""
        return self.log.read_bytes()[since:].decode(errors="replace")


class Overheard:
    """What a page said to its server and what went wrong in it, noted from before its first navigation.

    `runs_requested`, `runs_finished` : how often a script run was asked for, and how often one came to its end
    `frames_sent` : how many messages of any kind the page sent over the web socket
    `requests` : the addresses fetched over HTTP
    `troubles` : console errors, uncaught exceptions, failed requests and answers of 400 and above
    """

    def __init__(self, page: Page) -> None:
        self.runs_requested = 0
        self.runs_finished = 0
        self.frames_sent = 0
        self.requests: list[str] = []
        self.troubles: list[str] = []
        self.settled = False
        page.on("websocket", self._on_websocket)
        page.on("request", self._on_request)
        page.on("requestfailed", self._on_request_failed)
        page.on("response", self._on_response)
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.troubles.append(f"exception: {error}\n{error.stack or ''}"))

    def forgive(self, pattern: str) -> None:
        """Drop the troubles that match; at least one must, so that no forgiveness outlives its reason."""
        kept = [trouble for trouble in self.troubles if not re.search(pattern, trouble)]
        assert len(kept) < len(self.troubles), f"nothing to forgive: no trouble matches {pattern!r}"
        self.troubles = kept

    def _on_websocket(self, socket: WebSocket) -> None:
        socket.on("framesent", self._on_frame_sent)
        socket.on("framereceived", self._on_frame_received)

    def _on_frame_sent(self, payload: bytes | str) -> None:
        self.frames_sent += 1
        if isinstance(payload, bytes) and BackMsg.FromString(payload).WhichOneof("type") == "rerun_script":
            self.runs_requested += 1
            self.settled = False

    def _on_frame_received(self, payload: bytes | str) -> None:
        if not isinstance(payload, bytes):
            return
        message = ForwardMsg.FromString(payload)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.settled = False
        elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self.runs_finished += 1
            self.settled = True

    def _on_request(self, request: Request) -> None:
        # A font comes when the first text in it is laid out, whatever is being done then
        if request.url.startswith("http") and request.resource_type != "font":
            self.requests.append(request.url)

    def _on_request_failed(self, request: Request) -> None:
        # A download or a page that is left ends its request with this; nothing is wrong then
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"failed: {request.method} {request.url}: {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and not LOOKED_FOR_IN_VAIN.search(response.url):
            self.troubles.append(f"answer {response.status}: {response.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not LOOKED_FOR_IN_VAIN.search(message.location["url"]):
            self.troubles.append(f"console: {message.text} ({message.location['url']})")


_overheard: weakref.WeakKeyDictionary[Page, Overheard] = weakref.WeakKeyDictionary()


def overhear(page: Page) -> Overheard:
    """The notes on this page, begun at the first call."""
    if page not in _overheard:
        _overheard[page] = Overheard(page)
    return _overheard[page]


def open_app(page: Page, url: str) -> None:
    """Go to an address of the app and wait until its script has run."""
    overhear(page)  # from before the first message
    page.goto(url)
    wait_for_app(page)


def wait_for_app(page: Page) -> None:
    """Wait until no script run is under way or still to come, and everything it made has taken its place.

    What a component draws on its own later, such as the player's plot, is for the test to wait for.
    """
    notes = overhear(page)
    _wait_until(page, lambda: notes.settled, "the script has run")
    page.locator(
        '[data-testid="stApp"][data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'
    ).wait_for()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)
    expect(page.get_by_test_id("stMainBlockContainer")).to_be_visible(timeout=30_000)  # see ui/style.css
    page.evaluate(PAINTED)  # once, in the page: polling is eval, which a page's policy may forbid


def script_runs(page: Page) -> int:
    """How many script runs this page has asked the server for."""
    return overhear(page).runs_requested


@contextmanager
def one_run_or_more(page: Page) -> Iterator[None]:
    """Around an action that makes the server run the script: waits until it was asked to and has done so.

    >>> with one_run_or_more(page):                                     # doctest: +SKIP
    ...     page.get_by_role("slider", name="k").press("ArrowRight")
    """
    notes = overhear(page)
    before = notes.runs_requested
    yield
    _wait_until(page, lambda: notes.runs_requested > before, "a script run is asked for")
    wait_for_app(page)


@contextmanager
def nothing_sent(page: Page) -> Iterator[None]:
    """Around actions that are the browser's alone: fails when anything goes to the server, late messages included."""
    notes = overhear(page)
    frames, requests = notes.frames_sent, len(notes.requests)
    yield
    page.wait_for_timeout(LONGEST_DELAY)  # the absence of a message cannot be waited for
    assert notes.frames_sent == frames, f"{notes.frames_sent - frames} messages went to the server"
    assert notes.requests[requests:] == [], notes.requests[requests:]


def _wait_until(page: Page, condition: Callable[[], bool], what: str, timeout: float = 30) -> None:
    """Wait for something that the page's events bring about; they arrive only while the driver is at work."""
    for _ in range(int(timeout / 0.01)):
        if condition():
            return
        page.wait_for_timeout(10)
    raise AssertionError(f"Waited {timeout:.0f} s in vain until {what}.")
