"""What a browser makes of the pure functions of our scripts."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.e2e.browser import ROOT
from ui.component import script


def told(page: Page, module: str, expression: str, argument: Any = None) -> Any:
    """The value of a JavaScript expression, in which what `module` of ui/ exports is known, and `given` is the argument."""
    joined = script(ROOT / "ui" / module).replace("export default ", "", 1)
    return page.evaluate(f"(given) => {{ {joined}\nreturn {expression}; }}", argument)
