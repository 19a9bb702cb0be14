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


def test_two_of_one_size_that_are_compared_have_as_many_decimals(stage: Page) -> None:
    pairs = [[692.0, 692.2], [58.5, 520.0], [1.0, 2.0], [0.0, 2.5], [1e-9, 2.0], [1234.0, 1234.56]]
    texts = told(stage, "digits.js", "given.map(alikeWritten)", pairs)
    assert texts == [
        ["692.0", "692.2"],
        ["58.5", "520"],
        ["1", "2"],
        ["0", "2.5"],
        ["1 × 10⁻⁹", "2"],
        ["1,234.0", "1,234.6"],
    ]
