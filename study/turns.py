"""Long computations take turns: so many at once in the server, the others wait in the order in which they came.

Any link may ask for minutes of work, and a class may follow it at the same moment. Pure: no Streamlit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from study.words import count
from tables.apart import turns

AT_ONCE = 2
"""More at once would be done no sooner on the few cores of a small server, and every other visitor would feel it."""
A_SECOND = 24e6
"""Starts times points times k that are done in about a second: so far, nobody minds if they do not wait their turn."""


class WorkTurns(turns.Turns):
    """A line in which long computations wait. Safe among threads.

    Whatever ends the block of `turn`, or the waiting before it, an exception too, frees its place.
    """

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__(at_once)

    @contextmanager
    def turn_of(self, work: float, wait: Callable[[str], None]) -> Iterator[None]:
        """Around a computation of so much `work`, as `work_of` counts it. Little work does not wait.

        wait : called again and again until it is this one's turn, with a sentence on how long the line is; it may raise, and
            then gives the place up
        """
        if work <= A_SECOND:
            yield
            return
        with self.turn(lambda before: wait(wait_in_words(self.at_once, before))):
            yield


def work_of(starts: int, n_samples: int, k: int) -> float:
    """How much work it is to carry so many starts to their ends."""
    return float(starts) * n_samples * k


def wait_in_words(running: int, before: int) -> str:
    """What somebody is told who waits, `before` others first. Plain text."""
    others = f"{count(running, 'other long computation')} {'is' if running == 1 else 'are'} running"
    return f"{others[0].upper()}{others[1:]}; yours is {'next' if before == 0 else f'number {before + 1}'} in the line."


TURNS = WorkTurns()
"""The one line of the server."""
