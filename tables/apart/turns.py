"""So many at once, the others one after the other, in the order in which they came."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TICK = 0.25
"""Seconds between two signs of life while something is waited for: so soon is noticed that nobody wants it any more."""


class Turns:
    """`at_once` : how many may have their turn at the same time."""

    def __init__(self, at_once: int) -> None:
        self.at_once = at_once
        self._tickets: list[object] = []
        self._changed = threading.Condition()

    @property
    def running(self) -> int:
        """How many have their turn."""
        return min(self.at_once, len(self._tickets))

    @property
    def waiting(self) -> int:
        """How many wait for theirs."""
        return max(0, len(self._tickets) - self.at_once)

    @contextmanager
    def turn(self, waiting: Callable[[int], None]) -> Iterator[None]:
        """Wait, then have the turn until the block ends.

        `waiting` is told every now and then how many others come first; if it raises, the place in the line is given up.
        """
        ticket = object()
        with self._changed:
            self._tickets.append(ticket)
        try:
            while True:
                with self._changed:
                    before = self._tickets.index(ticket) - self.at_once
                    if before < 0:
                        break
                    self._changed.wait(TICK)
                waiting(before)
            yield
        finally:
            with self._changed:
                self._tickets.remove(ticket)
                self._changed.notify_all()
