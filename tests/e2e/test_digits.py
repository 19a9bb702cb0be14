"""Numbers are written in the browser as they are in Python: one table of cases for both."""

import json
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.scripts import told

WRITTEN = """{
    alone: given.alone.map(([value]) => rounded(value ?? NaN)),
    step: given.step.map(([value, step]) => written(value ?? NaN, step)),
    computed: given.computed.map(([value, step, smallest]) => written(value, step, smallest)),
    together: given.together.map(([values]) => allWritten(values.map((value) => value ?? NaN))),
    share: given.share.map(([value]) => share(value ?? NaN)),
    date: given.date.map(([days, step]) => asDate(days ?? NaN, step)),
}"""


def test_the_browser_writes_numbers_as_python_does(stage: Page) -> None:
    cases = json.loads((Path(__file__).parents[1] / "digits.json").read_text(encoding="utf-8"))
    found = told(stage, "digits.js", WRITTEN, cases)
    assert found == {kind: [case[-1] for case in cases[kind]] for kind in found}
