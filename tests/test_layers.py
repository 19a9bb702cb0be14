"""Arrows point down only: pages -> ui -> charts -> study -> tables -> kmeans_core. And nobody below ui knows Streamlit."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What each layer may import of our own, and which outside packages it must never see.
MAY_IMPORT = {
    "kmeans_core": set(),
    "tables": {"kmeans_core"},
    "study": {"kmeans_core", "tables"},
    "charts": {"kmeans_core", "study"},
    "ui": {"kmeans_core", "tables", "study", "charts"},
    "pages": {"kmeans_core", "tables", "study", "charts", "ui"},
    "app.py": {"kmeans_core", "tables", "study", "charts", "ui"},
}
OURS = {"kmeans_core", "tables", "study", "charts", "ui", "pages", "app"}
NEVER = {
    "tables": {"streamlit", "plotly"},
    "study": {"streamlit", "plotly"},
    "charts": {"streamlit"},
}
ORACLES = {"sklearn", "scipy"}


def imports(source: str) -> set[str]:
    """The top-level packages a piece of Python imports, wherever in it the import stands."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


def files(layer: str) -> list[Path]:
    path = ROOT / layer
    return [path] if path.suffix else sorted(path.rglob("*.py"))


def violations(layer: str, imported: set[str]) -> set[str]:
    wrong = imported & OURS - MAY_IMPORT[layer] - {layer.removesuffix(".py")}
    wrong |= imported & (NEVER.get(layer, set()) | ORACLES)
    if layer == "kmeans_core":
        wrong |= imported - set(sys.stdlib_module_names) - {"numpy", "kmeans_core"}
    return wrong


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_imports_point_down_only(layer: str) -> None:
    wrong = {
        str(path.relative_to(ROOT)): found
        for path in files(layer)
        if (found := violations(layer, imports(path.read_text(encoding="utf-8"))))
    }
    assert not wrong


@pytest.mark.parametrize("layer", ["kmeans_core", *NEVER])
def test_a_layer_loads_without_what_it_must_not_know(layer: str) -> None:
    """By loading all of it in a new Python: an import inside a library of ours would be seen too."""
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in files(layer)
    ]
    never = NEVER.get(layer, {"streamlit", "plotly", "pandas"}) | ORACLES
    script = (
        f"import sys, importlib\nfor name in {modules!r}: importlib.import_module(name)\nprint(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not never & set(loaded.stdout.split())


def test_the_core_is_looked_at() -> None:
    assert len(files("kmeans_core")) >= 8


def test_the_rule_would_notice() -> None:
    assert imports("import numpy.random as r\ndef f():\n    from streamlit.x import y\nfrom . import z") == {
        "numpy",
        "streamlit",
    }
    assert violations("kmeans_core", {"numpy", "math", "kmeans_core"}) == set()
    assert violations("kmeans_core", {"pandas", "ui"}) == {"pandas", "ui"}
    assert violations("charts", {"plotly", "kmeans_core", "streamlit", "tables"}) == {"streamlit", "tables"}
    assert violations("ui", {"streamlit", "pages", "charts"}) == {"pages"}
    assert violations("pages", {"streamlit", "ui", "sklearn"}) == {"sklearn"}


def test_results_are_kept_on_shelves_alone() -> None:
    """Streamlit's own caches are bounded by their number, not in bytes, and outlive the visit: see ui/visit/shelves.py."""
    kept = [
        path
        for layer in ("app.py", "pages", "ui")
        for path in files(layer)
        if "st.cache_" in path.read_text("utf-8")
    ]
    assert not kept
