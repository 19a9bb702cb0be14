"""The page "Your data" without a browser: how it is opened, given a table and read."""

import io
import re
from pathlib import Path
from typing import Any

import xlsxwriter
from streamlit.testing.v1 import AppTest

from tests.app.sent import sound

APP = Path(__file__).resolve().parents[2] / "app.py"
PLAIN = "name,age,income,spending\n" + "".join(
    f"p{i},{20 + 30 * (i % 2) + i % 5},{1000 + 2000 * (i % 3) + 10 * i},{i % 7}\n" for i in range(30)
)
GERMAN = "Name;Größe;Preis\n" + "".join(
    f"P{i};{1 + i % 3},{i % 10};{1 + i % 2}.{100 + i},50\n" for i in range(30)
)
TITLED = "Sales 2024\nmade by hand\n\n" + PLAIN + "Grand total,,99999,\n"


def workbook() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for sheet_name, factor in (("first", 1), ("second", 100)):
            sheet = book.add_worksheet(sheet_name)
            sheet.write_row(0, 0, ["a", "b"])
            for i in range(20):
                sheet.write_row(i + 1, 0, [factor * (i % 2 + i / 50), factor * (i % 3)])
    return buffer.getvalue()


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page("pages/1_Your_data.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    return sound(app)


def dropped(name: str, content: bytes | str, **query: str) -> AppTest:
    app = opened(**query)
    return drop(app, name, content)


def drop(app: AppTest, name: str, content: bytes | str) -> AppTest:
    data = content.encode() if isinstance(content, str) else content
    app.file_uploader(key="file").upload(name, data, "text/csv").run()
    return sound(app)


def heads(app: AppTest) -> list[str]:
    return [each.value for each in app.header]


def words(app: AppTest) -> str:
    """All that stands in Markdown."""
    return "\n".join(bare(each.value) for each in [*app.header, *app.markdown, *app.caption])


def bare(text: str) -> str:
    """Without the marks that keep the user's text literal, and to its own direction of writing."""
    return re.sub("[\\\\\u2068\u2069]", "", text)


def has_groups(app: AppTest) -> bool:
    return any("Take it with you" in head for head in heads(app))


def errors(app: AppTest) -> str:
    return " ".join(bare(each.value) for each in app.error)


def choice(app: AppTest, kind: str, name: str) -> Any:
    """The control behind a "change"; its key ends in a number that changes with every reset."""
    for widget in app.get(kind):
        if str(widget.key).startswith(f"choice_{name}_"):
            return widget
    raise AssertionError(f"no {kind} for {name}")


def segments(app: AppTest, key: str) -> Any:
    return next(each for each in app.get("button_group") if each.key == key)


def button(app: AppTest, key: str) -> Any:
    return next(each for each in app.button if each.key == key)
