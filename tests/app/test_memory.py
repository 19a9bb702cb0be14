"""Pages and memory: where it runs out there is a sentence, and nothing of a visitor's table is kept for all."""

import functools
import gc
import sys
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ui import data
from ui.visit import shelves

APP = Path(__file__).resolve().parents[2] / "app.py"
OURS = ("ui", "charts", "tables", "kmeans_core")
MARK = "Zq7xWvUtSrQpOn"
TABLE = f"name {MARK},a {MARK},b {MARK}\n" + "".join(f"{MARK} {i},{i % 7},{i % 5}\n" for i in range(60))


def kept_for_all() -> list[str]:
    """The texts with the mark that can be reached from our modules: caches, registries, whatever outlives a visit."""
    waiting: list[Any] = [
        module
        for name, module in sys.modules.items()
        if name.split(".")[0] in OURS and isinstance(module, ModuleType)
    ]
    waiting = [
        value for module in waiting for value in vars(module).values() if not isinstance(value, ModuleType)
    ]
    seen, found = set(), []
    while waiting:
        value = waiting.pop()
        if id(value) in seen or isinstance(value, type | ModuleType):
            continue
        seen.add(id(value))
        if isinstance(value, str | bytes):
            if (MARK in value) if isinstance(value, str) else (MARK.encode() in value):
                found.append(repr(value)[:80])
        elif isinstance(value, FunctionType):
            waiting += [value.__defaults__, value.__closure__, value.__dict__]
        else:
            waiting += gc.get_referents(value)
    return found


@pytest.mark.parametrize("page", ["app.py", "pages/1_Your_data.py", "pages/2_Starting_points.py"])
def test_nothing_of_a_table_is_kept_for_all(page: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page(page)
    if "Your_data" not in page:
        app.query_params["data"] = "Upload"
    app.run()
    app.file_uploader(key="file").upload(f"{MARK}.csv", TABLE.encode(), "text/csv").run()
    assert not app.exception
    assert MARK in str(app.main)
    shelf = app.session_state["shelf"]
    assert len(shelf) > 0 and sum(shelf.brought.values()) > len(TABLE)
    assert kept_for_all() == []


def test_the_search_finds_what_is_kept_for_all() -> None:
    @functools.lru_cache
    def remembered(text: str) -> str:
        return text + "!"

    remembered(MARK)
    data.remembered_for_a_test = remembered  # type: ignore[attr-defined]
    try:
        assert kept_for_all()
    finally:
        del data.remembered_for_a_test  # type: ignore[attr-defined]
    shelves.COMMON.keep("test", [MARK])
    assert kept_for_all()
    shelves.COMMON.keep("test", None)


@pytest.mark.parametrize("page", ["app.py", "pages/1_Your_data.py", "pages/2_Starting_points.py"])
def test_where_memory_runs_out_there_is_a_sentence(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(*_: Any, **__: Any) -> Any:
        raise MemoryError

    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page(page)
    app.query_params["from"] = "Try an example"
    app.run()
    for place in (
        "ui.data.player_payload",
        "ui.your_data.finding.groups_of",
        "ui.starts.computing.StartSeries",
    ):
        monkeypatch.setattr(place, hungry)
    if "Your_data" not in page:
        app.number_input(key="seed").set_value(990_001)
    app.run()
    assert not app.exception
    assert [each.value for each in app.error if "more memory" in each.value]
    monkeypatch.undo()
    assert not app.run().exception and not app.error


def test_a_mistake_of_ours_is_a_sentence_and_what_was_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["k"] = "7"
    assert not app.run().error

    def mistaken(*_: Any) -> Any:
        raise KeyError("nothing")

    with monkeypatch.context() as broken:
        broken.setattr("ui.data.payload", mistaken)
        app.run()
        (said,) = [each.value for each in app.error]
        assert said.startswith("The app made a mistake here") and "nothing" not in said
        assert app.exception  # and so in the log
    assert app.number_input(key="k").value == 7
    assert not app.run().exception and not app.error
