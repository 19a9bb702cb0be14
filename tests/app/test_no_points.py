"""Where there are no points, a page says so in its title, then why, then what to do."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from study.links import UPLOAD
from tests.app.sent import sound
from ui.table.in_rail import BRING_HERE

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGES = ["app.py", "pages/2_Starting_points.py", "pages/3_How_many_groups.py", "pages/4_Other_distances.py"]
TITLE = "There are no points to show yet"


def opened(page: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    if page != "app.py":
        app.switch_page(page)
    app.query_params["data"] = UPLOAD
    return sound(app.run())


def what_is_said(app: AppTest) -> list[str]:
    """In the order on the page, but for what stands in the rail."""
    kinds = {"title", "error", "info", "markdown", "warning"}
    return [str(getattr(each, "value", "")) for each in app.main if each.type in kinds]


@pytest.mark.parametrize("page", PAGES)
def test_there_is_no_file(page: str) -> None:
    app = opened(page)
    assert [each.value for each in app.title] == [TITLE]
    assert any(f"under “{BRING_HERE}”" in each.value for each in app.info)


@pytest.mark.parametrize("page", PAGES)
def test_the_table_has_no_numbers(page: str) -> None:
    app = opened(page)
    words = "name,word\n" + "".join(f"P{i},w{i}\n" for i in range(20))
    app.file_uploader(key="file").upload("words.csv", words.encode(), "text/csv").run()
    said = what_is_said(sound(app))
    title, reason, way_out = (
        next(i for i, each in enumerate(said) if part in each)
        for part in (TITLE, "no column of numbers", f"Drop another table under “{BRING_HERE}”")
    )
    assert title < reason < way_out
