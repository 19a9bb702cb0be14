"""What the button "Share" says of a link: what travels in it, and what does not."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from study import links
from tests.app.sent import sent_to, sound
from tests.app.test_links import QUICK, TABLE, opened
from ui import pages, share

WITH_PANEL = [each for each in pages.PAGES if links.DATA in each.parameters]


def words(app: AppTest) -> str:
    return str(sent_to(sound(app), "kmeans_share")["words"])


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.path)
def test_it_says_what_travels_and_where_all_does_nothing_of_files(page: pages.Page) -> None:
    said = words(opened(page.file, QUICK.get(page.file, {})))
    assert said == share.TRAVELS.format(page.travels)


@pytest.mark.parametrize("page", WITH_PANEL, ids=lambda page: page.path)
@pytest.mark.parametrize(
    ("query", "stays"), [({}, True), ({"table": "iris"}, False)], ids=["a file", "an example"]
)
def test_that_files_do_not_travel_is_said_wherever_one_is_asked_for(
    page: pages.Page, query: dict[str, Any], stays: bool
) -> None:
    app = opened(page.file, {**QUICK.get(page.file, {}), "data": links.UPLOAD, **query})
    assert (share.STAYS in words(app)) == stays


def test_it_follows_the_table_on_screen_and_not_one_that_was_brought() -> None:
    app = opened("pages/1_Your_data.py", {})
    app.file_uploader(key="file").upload("my.csv", TABLE.encode(), "text/csv").run()
    assert share.STAYS in words(app.run())
    assert share.STAYS not in words(app.switch_page("app.py").run())
    app.segmented_control(key="data").set_value(links.UPLOAD).run()
    assert share.STAYS in words(app.run())
