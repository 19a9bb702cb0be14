"""What goes home has the numbers and colours on screen: each file, the one page and the code, whatever the points and the seed."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import numpy as np
import pandas as pd
import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from charts import palette
from tests.app.sent import sent_to, sound
from tests.figures import decoded
from ui.component import Payload

APP = Path(__file__).resolve().parents[2] / "app.py"
# Rows at one place, rows without a number, and clusters that other seeds number otherwise.
TABLE = "name,a,b\n" + "".join(
    f"P{i},{30 * (i % 3) + i % 7},{'' if i % 10 == 9 else 100 * (i * i % 3) + i % 5}\n" for i in range(60)
)
SOURCES: dict[str, dict[str, str]] = {
    "table": {"data": "Upload"},
    "example": {"data": "Upload", "table": "iris"},
    "shape": {"shape": "two moons", "n": "120"},
}
Files = dict[str, bytes]


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """By its name, each file that the page offers, as it is at the time."""
    made: Files = {}

    def take(
        _: DeltaGenerator, label: str, make: Callable[[], str | bytes], filename: str, *__: Any, **___: Any
    ) -> None:
        content = make()
        made[filename] = content.encode() if isinstance(content, str) else content

    monkeypatch.setattr(DeltaGenerator, "download_button", take)
    return made


def opened(page: str, query: dict[str, str], upload: bool) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    if page != "app.py":
        app.switch_page(page)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if upload:
        app.file_uploader(key="file").upload("my.csv", TABLE.encode(), "text/csv").run()
    return sound(app)


def groups_on_screen(payload: Payload) -> list[int]:
    """The number of the cluster of each point, as the player draws them last and lists them."""
    last = payload["figure"]["frames"][-1]["data"][0]["marker"]["color"]
    numbers = decoded(last).astype(int) + 1
    _, *colors = [color for _, color in payload["figure"]["data"][1]["marker"]["colorscale"][::2]]
    k = len(payload["swatches"])
    for number, swatch in enumerate(payload["swatches"], start=1):
        assert swatch["color"] == palette.color(number - 1) == colors[number - 1]
        assert swatch["path"] == palette.symbol_path(number - 1)
    sizes = np.bincount(numbers - 1, minlength=k).tolist()
    assert payload["steps"][-1]["sizes"] == sizes
    return numbers.tolist()


@pytest.mark.parametrize("seed", ["0", "4"])
@pytest.mark.parametrize("source", SOURCES)
def test_of_the_stepper(
    source: str, seed: str, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("app.py", {**SOURCES[source], "k": "4", "init": "random", "start": seed}, source == "table")
    payload = sent_to(app, "kmeans_player")
    numbers = groups_on_screen(payload)

    points = pd.read_csv(io.BytesIO(files["k-means-points.csv"]))
    assert points["cluster"].tolist() == numbers
    across, up = (decoded(payload["figure"]["data"][1][axis]) for axis in "xy")
    columns = points[payload["columns"]].to_numpy(dtype=float)
    assert {column for column, place in ((0, across), (1, up)) if np.allclose(columns[:, column], place)} == {
        0,
        1,
    }

    means = pd.read_csv(io.BytesIO(files["k-means-means.csv"]))
    assert means["cluster"].tolist() == [1, 2, 3, 4]
    assert means["points"].tolist() == payload["steps"][-1]["sizes"]
    np.testing.assert_allclose(means.iloc[:, 2:], payload["steps"][-1]["means"], atol=1e-12)
    for number in range(1, 5):
        own = columns[np.array(numbers) == number]
        np.testing.assert_allclose(means.iloc[number - 1, 2:].astype(float), own.mean(axis=0), atol=1e-9)

    page = files["k-means-step-by-step.html"].decode()
    (run,) = re.findall(r'<script type="application/json" id="run">(.*?)</script>', page, re.DOTALL)
    shown = {
        **payload,
        "id": json.loads(run)["id"],
    }  # on the page a run has what goes with its place there besides
    assert all(shown[name] == value for name, value in json.loads(run).items())

    (tmp_path / "k-means-points.csv").write_bytes(files["k-means-points.csv"])
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(app.code[0].value, names)
    assert (names["labels"] + 1).tolist() == numbers


@pytest.mark.parametrize("way", ["none", "spread"])
@pytest.mark.parametrize("source", ["table", "example"])
def test_of_your_data(source: str, way: str, files: Files) -> None:
    query = {"into": "4", "scaling": way}
    if source == "example":
        query |= {"from": "Try an example", "example": "iris"}
    app = opened("pages/1_Your_data.py", query, source == "table")
    (table_name,) = (name for name in files if name.endswith("-groups.csv"))
    table = pd.read_csv(io.BytesIO(files[table_name]))
    group = table["group"]
    sizes = [int((group == number).sum()) for number in range(1, 5)]
    assert min(sizes) > 0 and group.isna().sum() == (6 if source == "table" else 0)

    (book_name,) = (name for name in files if name.endswith(".xlsx"))
    book = {
        sheet: pd.read_excel(io.BytesIO(files[book_name]), sheet_name=sheet, engine="calamine")
        for sheet in ("Rows", "Groups")
    }
    pd.testing.assert_frame_equal(book["Rows"].convert_dtypes(), table.convert_dtypes())
    (profiles_name,) = (name for name in files if name.endswith("-profiles.csv"))
    profiles = pd.read_csv(io.BytesIO(files[profiles_name]))
    for each in (book["Groups"], profiles):
        assert each["rows"].tolist() == [*sizes, sum(sizes)]
        for name in (column for column in map(str, each) if column.startswith("average of ")):
            averages = table.groupby("group")[name.removeprefix("average of ")].mean()
            np.testing.assert_allclose(each[name][:4], averages, rtol=1e-9, atol=1e-9)

    # On screen: the table of profiles, the large picture, the marks beside the words.
    shown = next(each.value for each in app.dataframe if "Group 1" in each.value)
    assert [int(cell) for cell in shown.iloc[0, 2:6]] == sizes
    figures = [json.loads(each.proto.spec) for each in app.get("plotly_chart")]
    traces = next(f["data"] for f in figures if f["data"][0].get("name", "").startswith("Group 1"))
    axes = [name for name in table if name in ("a", "b")] if source == "table" else None
    for number, trace in enumerate(traces[:4], start=1):
        assert trace["name"] == f"Group {number} ({sizes[number - 1]})"
        assert trace["marker"]["color"] == palette.color(number - 1)
        assert trace["marker"]["symbol"] == palette.SYMBOLS[number - 1]
        if axes:
            drawn = set(zip(*(decoded(trace[axis]).round(9).tolist() for axis in "xy"), strict=True))
            assert drawn == set(table.loc[group == number, axes].itertuples(index=False, name=None))
    swatches = [each.proto.body for each in app.get("html") if "clip-path:polygon" in each.proto.body]
    assert [re.findall("background:(#[0-9a-f]+)", swatch)[0] for swatch in swatches] == [
        palette.color(j) for j in range(4)
    ]

    # The stepper, where the link leads, has the same.
    link = next(each for each in app.get("page_link") if "step by step" in each.proto.label)
    app.switch_page("app.py")
    for name, values in parse_qs(link.proto.query_string).items():
        app.query_params[name] = values
    numbers = groups_on_screen(sent_to(sound(app.run()), "kmeans_player"))
    assert numbers == group.dropna().astype(int).tolist()
    assert pd.read_csv(io.BytesIO(files["k-means-points.csv"]))["cluster"].tolist() == numbers
