"""Groups that a person can explain, in a real browser: a point is pressed, and the row is told of."""

import io

import pandas as pd
from playwright.sync_api import Page, expect

from tests.e2e.browser import one_run_or_more
from tests.e2e.conftest import OpenPage
from tests.e2e.your_data_page import download, drop, expect_groups, open_page, people, said

FIRST_POINT = """() => {
    const at = document.querySelector('.st-key-groups_plot .js-plotly-plot .trace path.point').getBoundingClientRect();
    return [at.x + at.width / 2, at.y + at.height / 2];
}"""


def bring_people(
    page: Page, url: str, query: str = "?into=3&across=age&up=income", wanted: str = "30 rows in 3 groups."
) -> None:
    open_page(page, url, query)
    drop(page, "people.csv", people().to_csv(index=False).encode())
    expect_groups(page, wanted)


def test_a_point_is_pressed_and_the_row_is_told_of(page: Page, app_url: str) -> None:
    bring_people(page, app_url)
    page.locator(".st-key-groups_plot .trace path.point").first.wait_for()
    page.locator(".st-key-groups_plot").scroll_into_view_if_needed()
    with one_run_or_more(page):
        page.mouse.click(*page.evaluate(FIRST_POINT))
    answer = page.locator(".st-key-why_here")
    expect(answer).to_contain_text("the average of that group is the nearest to it")
    expect(answer).to_contain_text("The smallest change of one column that would move it")
    # ringed on the plot: the means are three, then the row
    rings = page.locator(".st-key-groups_plot .scatterlayer .trace").last.locator("path.point")
    expect(rings).to_have_count(1)


def test_a_group_is_named_and_found_again(page: Page, app_url: str) -> None:
    bring_people(page, app_url)
    page.get_by_text("Name the groups").click()
    field = page.get_by_role("textbox", name="Group 2")
    with one_run_or_more(page):
        field.fill("Well off")
        field.press("Enter")
    expect(page.get_by_text(said("Group 2 · Well off, 10 rows:"))).to_be_visible()
    _, data = download(page, "The table with groups")
    assert data.count(b",2,Well off") == 10 and data.startswith(b"name,age,income,town,group,group name")
    _, data = download(page, "The profiles")
    assert b"Well off" in data
    with one_run_or_more(page):
        page.reload()
    drop(page, "people.csv", people().to_csv(index=False).encode())
    expect(page.get_by_text(said("Group 2 · Well off, 10 rows:"))).to_be_visible()


def test_a_project_is_opened_in_another_browser(page: Page, app_url: str, new_page: OpenPage) -> None:
    bring_people(page, app_url)
    page.get_by_text("Name the groups").click()
    with one_run_or_more(page):
        field = page.get_by_role("textbox", name="Group 3")
        field.fill("Elder *ones*")
        field.press("Enter")
    name, data = download(page, "The project, to go on elsewhere")
    assert name == "people.kmeans.zip"
    other = new_page()
    open_page(other, app_url)
    drop(other, name, data)
    expect_groups(other)
    expect(other.get_by_text(said("Group 3 · Elder *ones*, 10 rows:"))).to_be_visible()
    _, workbook = download(other, "As a workbook")
    rows = pd.read_excel(io.BytesIO(workbook), sheet_name="Rows", engine="calamine")
    assert rows["group name"].value_counts().to_dict() == {"Group 1": 10, "Group 2": 10, "Elder *ones*": 10}
