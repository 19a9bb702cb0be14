"""Long computations wait their turn on the page, and say so."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import StopException
from streamlit.testing.v1 import AppTest

from study import turns
from study.starts_store import StartSeries, StartsStore
from study.turns import A_SECOND, TURNS
from ui.starts import computing
from ui.visit import waiting

APP = Path(__file__).resolve().parents[2] / "app.py"
PATIENCE = 60


@pytest.fixture
def two_others() -> Iterator[threading.Event]:
    """Two long computations of other visits, which end when the event is set."""
    go, begun = threading.Event(), threading.Semaphore(0)

    def hold() -> None:
        with TURNS.turn_of(2 * A_SECOND, lambda sentence: None):
            begun.release()
            go.wait(PATIENCE)

    others = [threading.Thread(target=hold, daemon=True) for _ in range(2)]
    for other in others:
        other.start()
    assert all(begun.acquire(timeout=PATIENCE) for _ in others)
    yield go
    go.set()
    for other in others:
        other.join(PATIENCE)
    assert (TURNS.running, TURNS.waiting) == (0, 0)


def starting_points(**query: str) -> AppTest:
    """The page with points that no other test has: what settings generate is kept for all, and would not be computed again."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page("pages/2_Starting_points.py")
    for name, value in {**query, "seed": "990417"}.items():
        app.query_params[name] = value
    return app.run()


def test_much_work_waits_and_is_told_so(two_others: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    progress = DeltaGenerator.progress

    def note(self: DeltaGenerator, value: Any, text: str | None = None, **more: Any) -> DeltaGenerator:
        told.append(text or "")
        if text and "next" in text:
            two_others.set()
        return progress(self, value, text, **more)

    monkeypatch.setattr(DeltaGenerator, "progress", note)
    # As if a computer were so slow that this is much
    monkeypatch.setattr(turns, "A_SECOND", 1000.0)
    app = starting_points(starts="20", n="30", k="3")
    assert not app.exception and app.title[0].value.startswith("20 starts")
    assert "2 other long computations are running; yours is next in the line." in told


def test_who_computes_for_long_lets_others_go_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two links could hold both places for as long as their pages are open."""
    here, order = threading.Barrier(2), list[str]()
    monkeypatch.setattr(turns, "A_SECOND", 1000.0)
    monkeypatch.setattr(turns.TURNS, "at_once", 1)
    monkeypatch.setattr(computing, "A_TURN", 0.0)
    advance = StartsStore.advance

    def meet(sentence: str) -> None:
        if not order:
            here.wait(PATIENCE)

    def other() -> None:
        with TURNS.turn_of(2 * A_SECOND, meet):
            order.append("other")

    thread = threading.Thread(target=other, daemon=True)

    def note(self: StartsStore, *arguments: Any) -> Any:
        if not order:
            thread.start()
            here.wait(PATIENCE)  # now it waits
        order.append("slice")
        return advance(self, *arguments)

    monkeypatch.setattr(StartsStore, "advance", note)
    monkeypatch.setattr(StartSeries, "slice_size", 5)
    app = starting_points(starts="20", n="33", k="3")
    thread.join(PATIENCE)
    assert not app.exception and app.title[0].value.startswith("20 starts")
    assert order == ["slice", "other", "slice", "slice", "slice"]


def test_little_work_does_not_wait(two_others: threading.Event) -> None:
    app = starting_points(starts="20", n="31", k="3")
    assert not app.exception and app.title[0].value.startswith("20 starts")


def test_what_is_there_already_does_not_wait(
    two_others: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    starting_points(starts="20", n="32", k="3")
    monkeypatch.setattr(turns, "A_SECOND", 1000.0)
    app = starting_points(starts="20", n="32", k="3")
    assert not app.exception and app.title[0].value.startswith("20 starts")


def test_a_long_run_says_how_far_it_is_and_ends_when_nobody_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", -1.0)  # as if every iteration took long
    told: list[str] = []
    info = DeltaGenerator.info

    def note(self: DeltaGenerator, body: Any, **more: Any) -> DeltaGenerator:
        told.append(str(body))
        if "Iteration 2 " in told[-1] and len(told) == 2:
            raise StopException  # as Streamlit ends a script that nobody wants
        return info(self, body, **more)

    monkeypatch.setattr(DeltaGenerator, "info", note)

    def script() -> None:
        from study import links
        from study.start_settings import StartSettings
        from ui import data

        points = data.generated("blobs", 431, 5, 1.0, 7)
        data.start_and_run(points, 5, StartSettings(links.INIT.default, 0))

    app = AppTest.from_function(script, default_timeout=60)
    app.run()
    assert told[0] == "Iteration 1 on 431 points. Change any setting to stop this run."
    assert len(told) == 2
    app.run()
    assert not app.exception and len(told) > 4
    assert not app.info  # what was said is gone when it is done
