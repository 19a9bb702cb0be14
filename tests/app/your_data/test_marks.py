"""A file with decimal commas is told of with decimal commas: each number on the page, in every chart and in every file."""

import io
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
from streamlit.testing.v1 import AppTest

from study import scaling, take_home
from study.desk import Drawer
from study.grouping import find_groups
from study.workbook import workbook
from tables import complete_rows
from tests.app.sent import sound
from tests.app.your_data_page import bare, dropped
from ui.your_data import groups, report
from ui.your_data.chosen import Chosen

ROWS = 1_300
rng = np.random.default_rng(7)
GROUP = rng.integers(0, 3, ROWS)
HEIGHTS = 1.5 + 1.25 * GROUP + rng.normal(0, 0.3, ROWS)
INCOMES = 1_000 + 30_000.5 * GROUP + rng.normal(0, 4_000, ROWS)
POINT = "who;height;income;age;town;likes it\n" + "".join(
    f"p{i};{HEIGHTS[i]:.2f};{'' if i % 130 == 5 else f'{INCOMES[i]:.2f}'};{20 + (i * 13) % 41}.5;{('Bonn', 'Ulm', 'Kiel')[GROUP[i]]};"
    f"{('never', 'rarely', 'sometimes', 'often', 'always')[(GROUP[i] + i % 3)]}\n"
    for i in range(ROWS)
)
COMMA = POINT.replace(".", ",")
NEW = "who;height;income\n" + "".join(
    f"n{i};{1.5 + i % 4}.5;{1000 * i}.25\n".replace("..", ".") for i in range(3)
)
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)+(?![\w])|(?<![\w.,])\d+(?:[.,]\d+)+(?=%)")
MARKS = str.maketrans(".,", ",.")


def turned(text: str) -> str:
    """With the marks of its numbers exchanged."""
    return NUMBER.sub(lambda found: found.group().translate(MARKS), text)


def all_text(app: AppTest) -> Iterator[str]:
    """Everything that is written on the page."""
    for kind in ("header", "subheader", "markdown", "caption", "error", "warning"):
        for each in app.get(kind):
            yield bare(getattr(each, "value"))  # noqa: B009 (only elements have one, not blocks)
    for kind in ("button", "radio", "slider", "text_input", "number_input", "selectbox", "expander"):
        for each in app.get(kind):
            yield bare(getattr(each, "label"))  # noqa: B009


@cache
def page(decimal: str) -> AppTest:
    text = COMMA if decimal == "," else POINT
    app = dropped("people.csv", text, into="4")
    app.session_state["which_rows"] = True
    app.session_state["columns_by_group"] = True
    app.session_state["what_if"] = True
    app.run(timeout=120)
    app.number_input(key="line_asked").set_value(1204).run(timeout=120)
    return sound(app)


READING = re.compile(r"decimal|hundreds|delimiter|Cells are|such as", re.IGNORECASE)
"""What is said of how the file was read differs: its marks do."""


def unlike(point: Iterable[str], comma: Iterable[str]) -> tuple[list[tuple[str, str]], int]:
    """What is not the same but for the marks of its numbers, and how many numbers there are."""
    pairs = [(a, b) for a, b in zip(point, comma, strict=True) if not READING.search(a + b)]
    return [(a, b) for a, b in pairs if b != turned(a)], sum(len(NUMBER.findall(a)) for a, _ in pairs)


def test_every_sentence_is_the_same_but_for_its_marks() -> None:
    wrong, numbers = unlike(all_text(page(".")), all_text(page(",")))
    assert wrong == []
    assert numbers > 40


def test_every_cell_of_every_table_is_the_same_but_for_its_marks() -> None:
    frames = [page(mark).dataframe for mark in ".,"]
    assert len(frames[0]) == len(frames[1]) >= 5
    shown = 0
    for english, german in zip(*frames, strict=True):
        display = german.proto.arrow_data.styler.display_values
        texts = pa.ipc.open_stream(display).read_pandas() if display else None
        for name in english.value.columns:
            column = english.value[name]
            if pd.api.types.is_float_dtype(column):
                assert texts is not None
                own = texts.iloc[:, english.value.columns.get_loc(name)]
                for text, number in zip(own, column, strict=True):
                    assert text == "" if pd.isna(number) else float(text.replace(",", ".")) == number
                    assert "." not in text
                    shown += 1
            else:
                wrong, numbers = unlike(map(str, column), map(str, german.value[name]))
                assert wrong == []
                shown += numbers
    assert shown > 500


def test_every_chart_writes_the_mark_of_the_file() -> None:
    specs = [[json.loads(each.proto.spec) for each in page(mark).get("plotly_chart")] for mark in ".,"]
    assert len(specs[0]) == len(specs[1]) >= 3
    for english, german in zip(*specs, strict=True):
        if any(axis.get("showticklabels", True) for name, axis in german["layout"].items() if "axis" in name):
            assert (english["layout"]["separators"], german["layout"]["separators"]) == (".,", ",.")
        names = [[trace.get("name", "") for trace in spec["data"]] for spec in (english, german)]
        assert unlike(*names)[0] == []
    sent = [
        [
            json.loads(each.proto.json)
            for each in page(mark).get("bidi_component")
            if "lab" in each.proto.component_name
        ]
        for mark in ".,"
    ]
    assert len(sent[0]) == 2
    wrong, _ = unlike(texts_in(sent[0]), texts_in(sent[1]))
    assert wrong == []


def texts_in(payload: Any) -> Iterator[str]:
    """All that is written in what a component was sent."""
    if isinstance(payload, dict):
        for name, each in payload.items():
            if name != "id":
                yield from texts_in(each)
    elif isinstance(payload, list):
        for each in payload:
            yield from texts_in(each)
    elif isinstance(payload, str):
        yield re.sub(r' d="[^"]*"| (?:x|y|width|height|fill-opacity)="[^"]*"', "", payload)


@cache
def taken_home(mark: str) -> tuple[str, str, list[str]]:
    """The report, the profiles as CSV, and every text in the workbook."""
    drawer = Drawer()
    drawer.bring((COMMA if mark == "," else POINT).encode(), "people.csv")
    drawer.read()
    reading = drawer.shown
    assert reading is not None
    columns = ("height", "income")
    points = scaling.make_points(reading.table, "t", columns, "spread")
    chosen = Chosen(points, columns, "spread", False, 0)
    found = find_groups(points.X, 4)
    profiles = groups.profiles_of(reading, chosen, found)
    html = unescape(report.prepare_report(reading, chosen, None, found, profiles, "rows")())
    kept = complete_rows(reading.table, columns)[1]
    book = openpyxl.load_workbook(io.BytesIO(workbook(reading.table, found.labels, kept, profiles, points)))
    texts = [cell.value for sheet in book for row in sheet for cell in row if isinstance(cell.value, str)]
    return bare(html), take_home.profiles_csv(profiles).decode("utf-8-sig"), texts


def test_every_number_that_goes_home_has_the_mark_of_the_file() -> None:
    (report_of_point, csv_of_point, book_of_point), (report_of_comma, csv, book) = map(taken_home, ".,")
    receipt = re.compile("<style>.*?</style>|How the file was read</h2>.*?<h2>", re.DOTALL)
    parts = [re.split("<[^>]*>", receipt.sub("", text)) for text in (report_of_point, report_of_comma)]
    wrong, numbers = unlike(*parts)
    assert wrong == [] and numbers > 60
    assert csv.replace(",", ".") == csv_of_point.replace(",", ";")
    assert "," in csv
    formulas = [text for text in book_of_point if text.startswith("=")]
    assert len(formulas) > 100
    assert [text for text in book if text.startswith("=")] == formulas
    assert unlike(*([t for t in texts if not t.startswith("=")] for texts in (book_of_point, book)))[0] == []
