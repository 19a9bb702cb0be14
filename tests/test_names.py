"""One name, one thing: what is public is called as nothing else in the product is.

That goes for functions, classes and types, which stand without their module where they are used. Constants stand beside
their reason, in the module whose measure they are, and another's are spoken of with it: `links.K`.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAYERS = ("kmeans_core", "tables", "study", "charts", "ui")
# How a program begins, and what tables.apart does as tables does it, in another process.
TWICE = {"main", "read_picture", "read_table", "write_back"}


def public(source: str) -> Iterator[tuple[str, str]]:
    """The public functions, classes and types that a module defines at its top, each with its definition."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [each.id for each in node.targets if isinstance(each, ast.Name) and not each.id.isupper()]
        else:
            continue
        yield from ((name, ast.unparse(node)) for name in names if not name.startswith("_"))


def ambiguous(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """The names that stand for different things, and where. Two modules may spell out the same type."""
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for path, source in sources.items():
        for name, definition in public(source):
            places[name][path] = definition
    return {name: sorted(found) for name, found in places.items() if len(set(found.values())) > 1}


def test_no_name_stands_for_two_things() -> None:
    files = [path for layer in LAYERS for path in (ROOT / layer).rglob("*.py")]
    found = ambiguous({str(path.relative_to(ROOT)): path.read_text("utf-8") for path in files})
    assert {name: where for name, where in found.items() if name not in TWICE} == {}


def test_the_rule_would_notice() -> None:
    twice = {"a.py": "def f(): ...", "b.py": "async def f(): ...\nAs = list[int]", "c.py": "class As: ..."}
    assert ambiguous(twice) == {"f": ["a.py", "b.py"], "As": ["b.py", "c.py"]}
    once = {
        "a.py": "Array = list[float]\n_f = MOST = 1",
        "b.py": "Array = list[float]\n_f = MOST = 2\nfrom a import g",
        "c.py": "g = 1",
    }
    assert ambiguous(once) == {}
