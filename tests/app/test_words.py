"""One vocabulary on the screen: no page says a word that was given up for another."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from study import links

ROOT = Path(__file__).resolve().parents[2]
RETIRED = {
    r"data ?points?": "point",
    r"data ?sets?": "points, or table",
    r"centroids?(?! index)": "mean",
    r"cluster cent(er|re)s?": "mean",
    r"re-?assign\w*|recolou?r\w*|re-?label\w*": "assign",
    r"re-?cent(er|re)\w*|re-?comput\w*": "update",
    r"[EM]-steps?|expectation step|maximi[sz]ation step": "assign, update",
    r"move (the )?means": "update",
    r"epochs?": "iteration",
    r"converge\w*": "ends, no point changes cluster",
    r"initiali[sz]ations?": "way to choose the first means",
    r"distortion|SSE|WCSS": "inertia",
    r"outliers?": "what is seen: far from the others",
    r"panels?|side ?bars?": "where it stands: beside the figure or below it, by its label",
    r"same spread|of the spread": "variation",
    r"spread (over|out|across)": "spread is how far points lie apart, and nothing else",
}
"""What is not said, and what is said for it."""
EXPLAINED = "others say *center* or *centroid*"
"""The one place where other people's words are named."""
QUICK = {"n": "60", "starts": "20"}
PAGES: list[tuple[str, dict[str, str]]] = [
    ("app.py", {"n": "60"}),
    ("app.py", {"data": "Example"}),
    ("app.py", {"data": "Upload"}),
    ("app.py", {"n": "60", "k": "2", "init": "by hand", "means": "1,2;3,4"}),
    ("pages/1_Your_data.py", {}),
    ("pages/1_Your_data.py", {"from": "Try an example"}),
    *(("pages/2_Starting_points.py", {**QUICK, "look": look}) for look in links.LOOKS),
    ("pages/3_How_many_groups.py", {"n": "60"}),
    ("pages/3_How_many_groups.py", {"shape": "rings", "groups": "2"}),
    *(("pages/4_Other_distances.py", {"n": "60", "distance": name}) for name in links.DISTANCE.options),
    ("pages/5_Where_it_fails.py", {"case": "A bridge of points"}),
    ("pages/5_Where_it_fails.py", {"case": "No groups at all"}),
    ("pages/6_A_picture.py", {"space": "CIELAB"}),
    ("pages/6_A_picture.py", {"picture": "Your own"}),
]


SOURCES = {"js_content", "css_content", "html_content"}


def texts(message: Message) -> Iterator[str]:
    """All texts in what a page sends, but for its scripts."""
    for field, value in message.ListFields():
        if field.name in SOURCES:
            continue
        for each in value if field.is_repeated else [value]:
            if isinstance(each, Message):
                yield from texts(each)
            elif isinstance(each, str):
                yield each


def retired(text: str) -> list[str]:
    said = text.replace(EXPLAINED, "")
    return [
        f"{word.group(0)!r} (say {instead}) in …{said[max(0, word.start() - 40) : word.end() + 40]}…"
        for pattern, instead in RETIRED.items()
        for word in [re.search(rf"(?<![\w-])({pattern})(?![\w-])", said, re.IGNORECASE)]
        if word
    ]


def shown(block: Any) -> Iterator[str]:
    for node in block:
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message):
            yield from texts(proto)


@pytest.mark.parametrize(
    ("page", "query"), PAGES, ids=[f"{page} {query.get('look', '')}{len(query)}" for page, query in PAGES]
)
def test_no_page_says_a_word_that_was_given_up(page: str, query: dict[str, str]) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(page)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    said = [*shown(app.main)]
    assert any(len(text) > 100 for text in said)
    assert [found for text in said for found in retired(text)] == []


YOUR_OWN = re.compile(r"\byour ([\d,]+|points|rows|columns|files?|groups|tables?)\b", re.IGNORECASE)
INVITATIONS = (
    "Where is your table?",
    "Your file",
    "which rows of your table belong together?",
    "Bring a table: you get",
    "rows of your table",
)


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("app.py", {"n": "60"}),
        ("app.py", {"data": "Example"}),
        ("app.py", {"data": "Upload", "table": "customers"}),
        ("pages/1_Your_data.py", {"from": "Try an example", "into": "3"}),
        ("pages/2_Starting_points.py", {"data": "Upload", "table": "customers", "starts": "20"}),
        ("pages/3_How_many_groups.py", {"data": "Upload", "table": "tips"}),
        ("pages/4_Other_distances.py", {"data": "Upload", "table": "towns"}),
    ],
)
def test_what_is_not_the_visitors_is_not_called_yours(page: str, query: dict[str, str]) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(page)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    said = [text for text in shown(app.main) if not any(each in text for each in INVITATIONS)]
    assert any(len(text) > 100 for text in said)
    assert [text for text in said if YOUR_OWN.search(text)] == []


SCRIPTS = sorted(path for path in (ROOT / "ui").rglob("*.js"))
LITERAL = re.compile(r"\"([^\"\n]* [^\"\n]*)\"|`([^`\n]* [^`\n]*)`")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_says_one_either(script: Path) -> None:
    lines = [
        line for line in script.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("//")
    ]
    said = ["".join(found) for found in LITERAL.findall("\n".join(lines)) if "dataset." not in "".join(found)]
    assert [found for text in said for found in retired(text)] == []


def test_the_list_finds_what_it_is_for() -> None:
    assert retired("Each data point goes to its centroid.") != []
    assert retired("The points are reassigned until they converge") != []
    assert retired("The means spread over the groups") != []
    assert retired("The *centroid index*; spreadsheet; the spread of a cluster") == []
