"""The groups of "Your data" in Python: the code reads the file beside it and gives the groups of the page, by every distance."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from study.similarities import MIXED, NEARS_OF_TABLES
from tests.app.sent import sound
from tests.app.test_taken_home import Files, files
from tests.app.your_data.test_by_words import WORDS
from tests.app.your_data.test_compared import COUNTED, PLACES, SHARES
from tests.app.your_data_page import dropped, words

__all__ = ["files"]
EXPANDER = "in_python"


def looked_at(text: str, **query: str) -> AppTest:
    """The table dropped, and the code asked for."""
    app = dropped("my.csv", text, **query)
    assert not app.code
    app.session_state[EXPANDER] = True
    return sound(app.run())


def assert_the_same_at_home(app: AppTest, files: Files, folder: Path, patch: pytest.MonkeyPatch) -> None:
    (folder / "k-means-points.csv").write_bytes(files["k-means-points.csv"])
    patch.chdir(folder)
    names: dict[str, Any] = {}
    exec(app.code[0].value, names)
    group = pd.read_csv(io.BytesIO(files["my-groups.csv"]))["group"].dropna()
    np.testing.assert_array_equal(names["labels"] + 1, group)


@pytest.mark.parametrize("by", NEARS_OF_TABLES)
def test_the_code_gives_the_groups_of_the_page(
    by: str, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = {"Globe": PLACES, MIXED.name: WORDS}.get(by, SHARES)
    app = looked_at(text, by=by, into="3")
    assert not app.warning
    assert_the_same_at_home(app, files, tmp_path, monkeypatch)


@pytest.mark.parametrize("asked", [{"sizes": "8-8"}, {"weigh": "count"}, {"sizes": "8-8", "weigh": "count"}])
def test_where_there_is_no_code_it_is_said_why(asked: dict[str, str]) -> None:
    app = looked_at(COUNTED, into="3", **asked)
    assert not app.code
    said = words(app)
    assert ("of given sizes" in said) == ("sizes" in asked)
    assert ("each row counts once" in said) == ("weigh" in asked)
