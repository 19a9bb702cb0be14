"""A table across the date line: it is said how its longitudes count, one press counts them the other way, and a link keeps that."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from study.links import AS_THEY_STAND, UPLOAD
from tests.app.test_one_column import opened, text_of
from tests.study.test_dateline import FIJI

PAGES = {
    "app.py": {"data": UPLOAD},
    "pages/1_Your_data.py": {"by": "k-means"},  # on the globe, 179 and −179 are neighbours anyhow
    "pages/2_Starting_points.py": {"data": UPLOAD},
}


def choose(app: AppTest) -> AppTest:
    for box in app.selectbox:
        if box.key in ("x", "across"):
            box.set_value("lon").run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize("page", PAGES)
def test_it_is_said_and_turned_by_one_press(page: str) -> None:
    app = choose(opened(page, FIJI, **PAGES[page]))
    assert "179 and −179 are 2 apart" in text_of(app)
    app.button(key="date_line").click().run()
    assert not app.exception
    assert "179 and −179 are 358 apart" in text_of(app)
    assert app.query_params["dateline"] == AS_THEY_STAND
    app.button(key="date_line").click().run()
    assert "179 and −179 are 2 apart" in text_of(app) and "dateline" not in app.query_params


@pytest.mark.parametrize("page", PAGES)
def test_a_link_keeps_it(page: str) -> None:
    app = choose(opened(page, FIJI, **PAGES[page], dateline=AS_THEY_STAND))
    assert "179 and −179 are 358 apart" in text_of(app)


def test_other_tables_are_not_asked_about() -> None:
    app = choose(opened("pages/1_Your_data.py", FIJI.replace("-17", "17"), by="k-means"))
    assert "date line" not in text_of(app)


@pytest.mark.parametrize("page", PAGES)
def test_a_table_all_round_the_globe_is_told_so_and_offered_no_other_way(page: str) -> None:
    world = "place,lat,lon\n" + "".join(f"p{i},{i - 10},{20 * i - 175}\n" for i in range(18))
    app = choose(opened(page, world, **PAGES[page]))
    assert "lies all round the globe" in text_of(app)
    assert not any(button.key == "date_line" for button in app.button)
