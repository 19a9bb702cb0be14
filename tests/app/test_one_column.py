"""A table with one column of numbers that differ: all pages work on it, and say why there is no other."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from study.links import LOOKS, MAP, UPLOAD
from tests.app.your_data_page import bare

APP = Path(__file__).resolve().parents[2] / "app.py"
VALUES = [1, 2, 3, 10, 11, 12, 30, 31]
TABLES = {
    "alone": ("w\n" + "".join(f"{v}\n" for v in VALUES), "only one column"),
    "words": ("n,w\n" + "".join(f"r{v},{v}\n" for v in VALUES), "holds words, not numbers"),
    "constant": ("w,b\n" + "".join(f"{v},5\n" for v in VALUES), "holds the same number in every row"),
    "gaps": ("w,b\n" + "".join(f"{v if v != 11 else ''},5\n" for v in VALUES), "holds the same number"),
}


def opened(page: str, content: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    if page != "app.py":
        app.switch_page(page)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    app.file_uploader(key="file").upload("t.csv", content.encode(), "text/csv").run()
    assert not app.exception, app.exception
    assert not app.error, [error.value for error in app.error]
    return app


def text_of(app: AppTest) -> str:
    """All that is said."""
    return "\n".join(bare(each.value) for each in [*app.markdown, *app.caption, *app.info])


@pytest.mark.parametrize("name", TABLES)
def test_groups_by_one_column(name: str) -> None:
    content, reason = TABLES[name]
    app = opened("pages/1_Your_data.py", content)
    said = text_of(app)
    assert ("by “w” alone." in said or "of numbers, “w” alone counts." in said) and reason in said
    assert "Group 1" in said and "How the columns count" not in said
    assert len([box for box in app.selectbox if box.key in ("across", "up")]) == 1
    rows = [row for row in csv.DictReader(io.StringIO(content)) if row["w"]]
    assert f"{len(rows)} rows in 2 groups" in said


@pytest.mark.parametrize("name", TABLES)
def test_the_stepper_and_its_downloads(name: str) -> None:
    content, reason = TABLES[name]
    app = opened("app.py", content, data=UPLOAD, k="3")
    assert reason in text_of(app)
    assert "[['w']].to_numpy" in app.code[0].value


@pytest.mark.parametrize("look", LOOKS)
def test_starting_points_work_or_say_why_not(look: str) -> None:
    app = opened("pages/2_Starting_points.py", TABLES["words"][0], data=UPLOAD, k="3", look=look)
    assert ("This map needs two columns" in text_of(app)) == (look == MAP)


def test_from_two_columns_to_one_and_back() -> None:
    app = opened("pages/1_Your_data.py", "a,b\n" + "".join(f"{v},{v * v}\n" for v in VALUES))
    assert app.selectbox(key="up").value == "b"
    app.file_uploader(key="file").upload("one.csv", TABLES["words"][0].encode(), "text/csv").run()
    assert not app.exception and "No other column" in text_of(app)
    two = "a,b\n" + "".join(f"{v},{v % 7}\n" for v in VALUES)
    app.file_uploader(key="file").upload("two.csv", two.encode(), "text/csv").run()
    assert not app.exception and "No other column" not in text_of(app)
    assert app.selectbox(key="up").value == "b"
