"""Answers in words that count as numbers: every page takes them, and what goes home holds the words of the file."""

import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from study.project import PROJECT_ENDING
from tests.app.sent import sent_to, sound
from tests.app.test_taken_home import Files, files, groups_on_screen
from tests.app.your_data_page import drop, has_groups, opened, words
from ui.pages import DISTANCES, HOME, HOW_MANY, STARTING_POINTS, YOUR_DATA

__all__ = ["files"]
TABLES = {
    "scale": "person,walks,bus\n"
    + "".join(
        f"P{i},{('never', 'Sometimes', 'often', 'always')[i * i % 4 + i % 2]},{('none', 'low', 'high')[i % 3]}\n"
        for i in range(40)
    ),
    "yes": "person,member,age\n"
    + "".join(f"P{i},{('yes', 'No', 'n/a')[i * i % 3]},{20 + 7 * i % 40}\n" for i in range(40)),
    "categories": "town,kind\n" + "".join(f"{('Ulm', '=Bonn', 'Jena')[i % 3]},{'ab'[i * i % 2]}\n" for i in range(40)),
}  # fmt: skip
every_table = pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)


def brought(text: str, page: str = YOUR_DATA.file, **query: str) -> AppTest:
    app = opened()
    app.switch_page(page)
    app.query_params["data"] = "Upload"
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    return drop(app, "my.csv", text)


def as_text(table: bytes | str) -> pd.DataFrame:
    """All cells as they stand there, but for the apostrophe before what would be a formula."""
    content = io.BytesIO(table if isinstance(table, bytes) else table.encode())
    cells = pd.read_csv(content, dtype=object, keep_default_na=False)
    return cells.map(lambda cell: cell.removeprefix("'"))


@every_table
def test_all_that_your_data_offers(text: str, files: Files) -> None:
    assert has_groups(brought(text, into="3"))
    there = as_text(text)
    labelled = as_text(files["my-groups.csv"])
    assert list(labelled) == [*there, "group"]
    pd.testing.assert_frame_equal(labelled[there.columns], there)
    rows = pd.read_excel(
        io.BytesIO(files["my-groups.xlsx"]), dtype=object, keep_default_na=False, engine="calamine"
    )
    assert list(rows) == [*there, "group"]
    in_words = there.columns.drop(["age"], errors="ignore")
    pd.testing.assert_frame_equal(rows[in_words].replace({"": "n/a"}), there[in_words], check_dtype=False)
    assert "counts as" in files["my-groups-report.html"].decode()

    project = files["my" + PROJECT_ENDING]
    assert zipfile.ZipFile(io.BytesIO(project)).read("table").decode() == text
    files.clear()
    again = opened()
    again.file_uploader(key="file").upload("my" + PROJECT_ENDING, project, "application/zip").run()
    assert has_groups(sound(again))
    pd.testing.assert_frame_equal(as_text(files["my-groups.csv"]), labelled)


@every_table
def test_the_stepper_and_its_code(
    text: str, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = brought(text, "app.py", k="3")
    numbers = groups_on_screen(sent_to(app, "kmeans_player"))
    points, there = as_text(files["k-means-points.csv"]), as_text(text)
    assert points["cluster"].astype(int).tolist() == numbers
    there = there[~(there == "n/a").any(axis=1)].reset_index(drop=True)
    in_words = there.columns.drop(["age"], errors="ignore")
    pd.testing.assert_frame_equal(points[in_words], there[in_words], check_dtype=False)

    (tmp_path / "k-means-points.csv").write_bytes(files["k-means-points.csv"])
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(app.code[0].value, names)
    np.testing.assert_array_equal(names["labels"] + 1, numbers)


@every_table
def test_new_rows_count_as_the_others(text: str, files: Files) -> None:
    app = brought(text, into="3")
    groups = as_text(files["my-groups.csv"])["group"]
    first, *rows = text.splitlines()
    # The same rows under names in capitals, in another order and number of answers
    some = [*range(7, 3, -1), 12, 30]
    few = "\n".join([first.upper(), *(rows[i].replace("often", "OFTEN") for i in some)])
    app.file_uploader(key="new_rows").upload("more.csv", few.encode(), "text/csv").run()
    assert not sound(app).error, [each.value for each in app.error]
    assert "assigned" in words(app)
    new = as_text(files["more-groups.csv"])
    assert new["group"].tolist() == [groups[i] for i in some]
    assert new.iloc[:, 0].tolist() == [rows[i].split(",")[0].removeprefix("'") for i in some]


@every_table
def test_what_is_asked_behind_the_groups(text: str) -> None:
    app = brought(text, into="2")
    app.session_state["what_if"] = True
    assert has_groups(sound(app.run()))


@pytest.mark.parametrize("page", [HOME.file, STARTING_POINTS.file, HOW_MANY.file, DISTANCES.file])
def test_every_page_takes_such_a_table(page: str) -> None:
    app = brought(TABLES["scale"])
    app.switch_page(page)
    app.query_params["data"] = "Upload"
    assert not sound(app.run()).error and app.selectbox(key="x").value in app.selectbox(key="x").options
    assert not any("Drop a" in info.value for info in app.info)
