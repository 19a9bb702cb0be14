"""A process that is ready to read, and has others at once: it forks one for every piece of work.

Its standard input is a Unix socket. One message on that is a byte and two sockets: `talk`, over which the new process gets its work and answers, and
`line`, which tells of its end: 4 bytes, as waitpid has them. Closing the other end of `line` ends the process. So nobody
but its parent ever kills one, and a number that has been given to another process is never killed by mistake. When the
socket closes, whoever started this has gone, and it goes too, its children with it.

For Linux: elsewhere, libraries beneath NumPy do not survive a fork. Single-threaded, and it never touches what a visitor brings.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import selectors
import signal
import socket
import struct
from typing import NoReturn

from tables.apart.child import be_quiet, be_ready, serve

STATUS = struct.Struct("!i")
_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER, _CLONE_NEWNET = 0x1000_0000, 0x4000_0000
_MOST_FDS = 1024
"""What a process may have open, by the usual limit of Linux."""
_BUFFER = 1 << 20
"""Bytes of an answer written at once."""


def main() -> None:
    """Fork children until the socket closes."""
    leave_the_network()
    control = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    be_ready()
    gc.collect()
    gc.freeze()  # so that a collection in a child does not copy what it shares with this process
    _Nursery(control).run()


def leave_the_network() -> bool:
    """Let this process and its children have no network, where the system permits that; whether it does. The sockets that
    they were given go on working."""
    unshare = ctypes.CDLL(None).unshare
    # Without being root, only somebody who has a world of users of their own may
    return any(unshare(what) == 0 for what in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


class _Nursery:
    """`lines` : the line of each child that has not been reaped."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.lines: dict[int, socket.socket] = {}
        self.selector = selectors.DefaultSelector()
        self.bell, ringer = socket.socketpair()
        for each in (self.bell, ringer):
            each.setblocking(False)
        self.ringer = ringer
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(ringer.fileno(), warn_on_full_buffer=False)
        self.selector.register(control, selectors.EVENT_READ)
        self.selector.register(self.bell, selectors.EVENT_READ)
        self.libc = ctypes.CDLL(None)

    def run(self) -> None:
        """Until the socket closes."""
        while True:
            for key, _ in self.selector.select():
                if key.fileobj is self.bell:
                    with contextlib.suppress(BlockingIOError):
                        self.bell.recv(4096)
                    self.reap()
                elif key.fileobj is self.control:
                    if not self.take():
                        self.end_all()
                        return
                elif key.data in self.lines:
                    # Nobody waits for this child any more
                    self.selector.unregister(key.fileobj)
                    os.kill(key.data, signal.SIGKILL)

    def take(self) -> bool:
        """Fork for the next piece of work; False when there will be no more."""
        try:
            byte, fds, _, _ = socket.recv_fds(self.control, 1, 2)
        except OSError:
            return False
        if not byte:
            return False
        if len(fds) == 2:
            talk, line = (socket.socket(fileno=fd) for fd in fds)
            self.fork(talk, line)
        return True

    def fork(self, talk: socket.socket, line: socket.socket) -> None:
        """A child that serves `talk`. Where the system has no room for one, both are closed, which says so."""
        try:
            pid = os.fork()
        except OSError:
            talk.close()
            line.close()
            return
        if pid == 0:
            self.be_a_child(talk)
        talk.close()
        self.lines[pid] = line
        self.selector.register(line, selectors.EVENT_READ, pid)

    def be_a_child(self, talk: socket.socket) -> NoReturn:
        """Keep nothing of the nursery's but the one socket, and end with the nursery."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            fd = talk.fileno()
            os.closerange(3, fd)
            os.closerange(fd + 1, _MOST_FDS)
            be_quiet()
            serve(os.fdopen(os.dup(fd), "rb"), os.fdopen(fd, "wb", buffering=_BUFFER))
            code = 0
        finally:
            os._exit(code)

    def reap(self) -> None:
        """Tell of every child that has ended."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            line = self.lines.pop(pid)
            with contextlib.suppress(KeyError):
                self.selector.unregister(line)
            with contextlib.suppress(OSError):
                line.send(STATUS.pack(status))
            line.close()

    def end_all(self) -> None:
        for pid in self.lines:
            os.kill(pid, signal.SIGKILL)
