"""The two ways to have a process that reads: forked from one that is ready (Linux), or started ahead of time (elsewhere).

Not by `multiprocessing`: what it takes for the main module is, in a Streamlit server, the page, and it would run that in
every process.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from tables.apart.nursery import STATUS

_ROOT = str(Path(__file__).resolve().parents[2])
_BUFFER = 1 << 20
"""Bytes of a question or an answer that pass at once."""
_PATIENCE = 5.0
"""Seconds to wait for a process to be gone that has been killed or has closed its stream."""
_PASSED_ON = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "TZ", "LANG")
_ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}


def _environment() -> dict[str, str]:
    """What a process that reads needs to know. It sees nothing of the server's secrets, and needs one thread."""
    known = {
        name: value
        for name, value in os.environ.items()
        if name in _PASSED_ON or name.startswith(("KMEANS_", "LC_"))
    }
    return {**known, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join([_ROOT, *filter(None, sys.path)])}


def _command(module: str) -> list[str]:
    """Run one of the modules beside this. Not by `-m`, which would load it twice."""
    return [sys.executable, "-c", f"from tables.apart.{module} import main; main()"]


class Child(Protocol):
    """A process that waits for work: what is written to `writer` reaches it, what it says can be read from `reader`."""

    reader: BinaryIO
    writer: BinaryIO

    def ended(self) -> int | None:
        """Wait until it has ended: its exit code, the number of the signal below zero; None where that is not known."""

    def kill(self) -> None:
        """End it, if it has not ended, and wait until it is gone. The streams come to their end."""

    def close(self) -> None:
        """Close the streams, when nobody uses them any more."""


class Children(Protocol):
    """Where children come from. May be used by several threads at once."""

    def warm(self) -> None:
        """Begin to get ready, without waiting for it."""

    def start(self) -> Child:
        """A child of one's own. Raises OSError when there is none to be had."""

    def close(self) -> None:
        """End what is kept ready. Another is made when it is wanted."""


class _Forked:
    """A child of the nursery's."""

    def __init__(self, talk: socket.socket, line: socket.socket, nursery: subprocess.Popen[bytes]) -> None:
        self._talk, self._line, self._nursery = talk, line, nursery
        self._code: int | None = None
        line.settimeout(_PATIENCE)
        self.reader = cast(BinaryIO, talk.makefile("rb", buffering=_BUFFER))
        self.writer = cast(BinaryIO, talk.makefile("wb", buffering=_BUFFER))

    def ended(self) -> int | None:
        if self._code is None:
            with contextlib.suppress(OSError):
                status = self._line.recv(STATUS.size)
                if len(status) == STATUS.size:
                    self._code = os.waitstatus_to_exitcode(*STATUS.unpack(status))
                else:
                    # Only a nursery that is going says nothing: let it be gone before it is asked again
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        self._nursery.wait(1)
        return self._code

    def kill(self) -> None:
        with contextlib.suppress(OSError):
            self._line.shutdown(socket.SHUT_WR)
        self.ended()
        with contextlib.suppress(OSError):
            self._talk.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        for each in (self.reader, self.writer, self._talk, self._line):
            with contextlib.suppress(OSError):  # what was not sent to a child that has gone
                each.close()


class Forks:
    """Children forked by a nursery. One that has died is replaced when the next child is wanted."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._nursery: tuple[subprocess.Popen[bytes], socket.socket] | None = None

    def warm(self) -> None:
        with self._lock:
            self._alive()

    def start(self) -> Child:
        ours_talk, theirs_talk = socket.socketpair()
        ours_line, theirs_line = socket.socketpair()
        try:
            with theirs_talk, theirs_line, self._lock:
                try:
                    nursery = self._send(theirs_talk, theirs_line)
                except OSError:
                    # It has died since: once more, with another
                    nursery = self._send(theirs_talk, theirs_line)
        except OSError:
            ours_talk.close()
            ours_line.close()
            raise
        return _Forked(ours_talk, ours_line, nursery)

    def close(self) -> None:
        with self._lock:
            self._forget()

    def _send(self, *sockets: socket.socket) -> subprocess.Popen[bytes]:
        process, control = self._alive()
        try:
            socket.send_fds(control, [b"f"], [each.fileno() for each in sockets])
        except OSError:
            self._forget()
            raise
        return process

    def _alive(self) -> tuple[subprocess.Popen[bytes], socket.socket]:
        if self._nursery is not None and self._nursery[0].poll() is not None:
            self._forget()
        if self._nursery is None:
            ours, theirs = socket.socketpair()
            with theirs:
                process = subprocess.Popen(
                    _command("nursery"),
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    env=_environment(),
                    start_new_session=True,  # Ctrl-C is for the server, which takes the nursery with it
                )
            self._nursery = process, ours
        return self._nursery

    def _forget(self) -> None:
        if self._nursery is not None:
            process, control = self._nursery
            control.close()
            process.kill()
            process.wait()
            self._nursery = None


class _Spawned:
    """A child started by itself, with pipes for streams."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            _command("child"),
            bufsize=_BUFFER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self.reader = cast(BinaryIO, self._process.stdout)
        self.writer = cast(BinaryIO, self._process.stdin)

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ended(self) -> int | None:
        try:
            return self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            return None

    def kill(self) -> None:
        self._process.kill()
        self.ended()

    def close(self) -> None:
        for each in (self.reader, self.writer):
            with contextlib.suppress(OSError):
                each.close()


class Spawns:
    """Children that start by themselves; one is kept ready for the next piece of work."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spare: _Spawned | None = None

    def warm(self) -> None:
        with self._lock:
            if self._spare is None:
                self._spare = _Spawned()

    def start(self) -> Child:
        with self._lock:
            child, self._spare = self._spare, _Spawned()
        if child is not None and child.is_alive:
            return child
        if child is not None:
            child.close()
        return _Spawned()

    def close(self) -> None:
        with self._lock:
            if self._spare is not None:
                self._spare.kill()
                self._spare.close()
            self._spare = None


def usual_children() -> Children:
    """The better way that this system has."""
    make: Callable[[], Children] = Forks if sys.platform == "linux" else Spawns
    return make()
