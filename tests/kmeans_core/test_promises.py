"""docs/CORE.md names a test for each promise: those tests exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(
        r"`([\w/]*test_\w+\.py)(?:::(test_\w+))?`", (ROOT / "docs/CORE.md").read_text(encoding="utf-8")
    )
    assert len(named) > 20
    for path, name in named:
        folder = ROOT if path.startswith("tests/") else ROOT / "tests/kmeans_core"
        assert f"def {name}" in (folder / path).read_text(encoding="utf-8"), f"{path} has no {name}"
