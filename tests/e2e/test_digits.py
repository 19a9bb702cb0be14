"""Numbers are written in the browser as they are in Python: one table of cases for both."""

import json
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.browser import ROOT
from ui.component import script as one_script


def test_the_browser_writes_numbers_as_python_does(page: Page) -> None:
    cases = json.loads((Path(__file__).parents[1] / "digits.json").read_text(encoding="utf-8"))
    script = one_script(ROOT / "ui" / "digits.js")
    told = page.evaluate(
        f"""(cases) => {{
            {script}
            const number = (value) => value ?? NaN;
            return {{
                alone: cases.alone.map(([value]) => rounded(number(value))),
                step: cases.step.map(([value, step]) => written(number(value), step)),
                together: cases.together.map(([values]) => allWritten(values.map(number))),
                share: cases.share.map(([value]) => share(number(value))),
                date: cases.date.map(([days, spread]) => asDate(number(days), spread)),
            }};
        }}""",
        cases,
    )
    assert told == {kind: [case[-1] for case in cases[kind]] for kind in told}
