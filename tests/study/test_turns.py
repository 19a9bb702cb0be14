"""The line of long computations, with threads that are held by events: nothing here depends on time."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study.turns import A_SECOND, WorkTurns, wait_in_words, work_of

MUCH = 2 * A_SECOND
PATIENCE = 60


class Job(threading.Thread):
    """Takes a turn and holds it until `go` is set; notes what it is told while it waits."""

    def __init__(self, turns: WorkTurns, order: list[str], name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.turns, self.order = turns, order
        self.told: list[str] = []
        self.waits, self.computes, self.go = threading.Event(), threading.Event(), threading.Event()
        self.leave = False
        self.gave_up = False

    def wait(self, sentence: str) -> None:
        self.told.append(sentence)
        self.waits.set()
        if self.leave:
            raise KeyboardInterrupt

    def run(self) -> None:
        try:
            with self.turns.turn_of(MUCH, self.wait):
                self.order.append(self.name)
                self.computes.set()
                assert self.go.wait(PATIENCE)
        except KeyboardInterrupt:
            self.gave_up = True


def begin(turns: WorkTurns, order: list[str], *names: str) -> list[Job]:
    """Jobs that come one after the other."""
    jobs = []
    for name in names:
        job = Job(turns, order, name)
        jobs.append(job)
        job.start()
        while not (job.computes.wait(0.01) or job.waits.wait(0.01)):
            assert job.is_alive()
    return jobs


def end(*jobs: Job) -> None:
    for job in jobs:
        job.go.set()
    for job in jobs:
        job.join(PATIENCE)
        assert not job.is_alive()


def test_two_at_once_and_the_others_in_the_order_they_came() -> None:
    turns, order = WorkTurns(2), list[Any]()
    a, b, c, d = begin(turns, order, "a", "b", "c", "d")
    assert (turns.running, turns.waiting) == (2, 2) and order == ["a", "b"]
    assert c.told[0].endswith("yours is next in the line.")
    assert d.told[0].endswith("yours is number 2 in the line.")
    end(a)
    assert c.computes.wait(PATIENCE) and turns.running == 2 and not d.computes.is_set()
    end(b)
    assert d.computes.wait(PATIENCE)
    end(c, d)
    assert order == ["a", "b", "c", "d"] and (turns.running, turns.waiting) == (0, 0)


def test_who_waits_is_told_when_the_line_moves() -> None:
    turns, order = WorkTurns(1), list[Any]()
    a, b, c = begin(turns, order, "a", "b", "c")
    assert "number 2" in c.told[-1]
    end(a)
    assert b.computes.wait(PATIENCE)
    seen = threading.Event()
    while "next" not in c.told[-1]:
        assert not seen.wait(0.01) and c.is_alive()
    end(b, c)


def test_who_leaves_the_line_holds_nobody_up() -> None:
    turns, order = WorkTurns(1), list[Any]()
    a, b, c = begin(turns, order, "a", "b", "c")
    b.leave = True
    b.join(PATIENCE)
    assert b.gave_up and turns.waiting == 1
    end(a)
    assert c.computes.wait(PATIENCE)
    end(c)
    assert order == ["a", "c"] and (turns.running, turns.waiting) == (0, 0)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_exception_frees_the_place(error: type[BaseException]) -> None:
    turns = WorkTurns(1)
    with pytest.raises(error), turns.turn_of(MUCH, never):
        assert turns.running == 1
        raise error
    assert (turns.running, turns.waiting) == (0, 0)
    with turns.turn_of(MUCH, never):
        pass


def never(sentence: str) -> None:
    raise AssertionError(sentence)


def test_little_work_never_waits() -> None:
    turns = WorkTurns(1)
    with turns.turn_of(MUCH, never), turns.turn_of(A_SECOND, never):
        assert turns.running == 1


def test_nobody_starves_or_overtakes() -> None:
    turns, order = WorkTurns(3), list[Any]()
    names = [f"{number:02}" for number in range(20)]
    jobs = begin(turns, order, *names)
    for number, job in enumerate(jobs):
        end(job)
        for next_one in jobs[
            number + 3 : number + 4
        ]:  # Two freed at once could note themselves in either order.
            assert next_one.computes.wait(PATIENCE)
    assert order == names


def test_the_words() -> None:
    assert wait_in_words(2, 0) == "2 other long computations are running; yours is next in the line."
    assert wait_in_words(1, 2) == "1 other long computation is running; yours is number 3 in the line."


@given(st.integers(0, 10**4), st.integers(1, 10**7), st.integers(1, 20))
def test_more_is_more_work(starts: int, n: int, k: int) -> None:
    assert work_of(starts, n, k) <= work_of(starts + 1, n, k)
    grow: Callable[[int], float] = lambda more: work_of(starts, n + more, k)  # noqa: E731
    assert grow(0) <= grow(1)
