"""Rows that differ are told apart wherever a browser shows them: under the pointer, on the axes, in the table."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import one_run_or_more, open_app


@pytest.mark.parametrize(
    ("cells", "written"),
    [
        (
            ["1700000000", "1700000100", "1700000200", "1700000300"],
            ["1,700,000,000", "1,700,000,100", "1,700,000,200", "1,700,000,300"],
        ),
        (
            ["5432101.25", "5432101.5", "5432198", "5432199"],
            ["5,432,101.25", "5,432,101.5", "5,432,198", "5,432,199"],
        ),
        (["-73.5871", "-73.5872", "-73.5878", "-73.5879"], ["−73.5871", "−73.5872", "−73.5878", "−73.5879"]),
        (["1e-6", "1.2e-6", "8e-6", "9e-6"], ["0.000001", "0.0000012", "0.000008", "0.000009"]),
        (["0.0004", "12", "1000000", "1000001"], ["0.0004", "12", "1,000,000", "1,000,001"]),
    ],
)
def test_rows_that_differ_are_told_apart_wherever_they_are_shown(
    page: Page, app_url: str, cells: list[str], written: list[str]
) -> None:
    open_app(page, f"{app_url}/?data=Upload&k=2&scaling=spread&x=a&y=b")
    table = "a,b\n" + "".join(f"{cell},{i}\n" for i, cell in enumerate(cells))
    with one_run_or_more(page):
        page.locator("input[type=file]").set_input_files(
            {"name": "t.csv", "mimeType": "text/csv", "buffer": table.encode()}
        )
    page.locator(".kms[data-ready]").wait_for()
    first = page.locator(".kms-clusters tbody tr td:nth-child(3)").all_text_contents()
    assert set(first) <= set(written)  # rows of the table, digit for digit
    page.get_by_role("button", name="Last half-step").click()
    expect(page.locator(".kms-next")).to_be_disabled()
    told = []
    for point in page.locator(".kms-plot .tracepoints .point").all():
        box = point.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        told.append(page.locator(".kms-tip tr").first.locator("td").last.text_content())
    assert told == written
    for axis in "xy":
        ticks = page.locator(f".kms-plot .{axis}tick text").all_text_contents()
        assert len(set(ticks)) == len(ticks) > 1
        assert not any(tick[-1].isalpha() for tick in ticks)  # no μ, k or M
    means = page.locator(".kms-clusters tbody tr td:nth-child(3)").all_text_contents()
    assert len(set(means)) == 2
