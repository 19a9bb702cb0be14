"""A cell that cannot be computed with: a sentence on each page, and one press leaves its row out."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from study.choices_in_link import MOST_IN_LINK
from study.links import UPLOAD

ROWS = "a,b,c\n" + "".join(f"{i % 7},{i % 5}.5,{i}\n" for i in range(30))
PAGES = ["app.py", "pages/1_Your_data.py", "pages/2_Starting_points.py"]


def brought(page: str, content: str, name: str = "far.csv") -> AppTest:
    """A page with a file dropped."""
    app = AppTest.from_file(str(Path("app.py").resolve()), default_timeout=60)
    if page != "app.py":
        app.switch_page(page)
    if "Your" not in page:
        app.query_params["data"] = UPLOAD
    app.run()
    return app.file_uploader(key="file").upload(name, content.encode(), "text/csv").run()


def asks_for_a_file(app: AppTest) -> bool:
    return any("Drop a" in info.value for info in app.info)


COLUMN = "a,b\n" + "".join(f"{i + 1}eXX,{i % 5}.5\n" for i in range(24))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (COLUMN.replace("XX", "199"), "far.csv", "too large to compute with"),
        (COLUMN.replace("XX", "-200"), "near.csv", "too little to compute with"),
        ("a,b\n1,\n,2\n3,\n,4\n", "gaps.csv", "No row has a value in every column"),
        ("n,p\nAnn,5\nBo,5\nCid,5\n", "words.csv", "no column of numbers that differ"),
        ("", "empty.csv", "empty"),
        ("%PDF-1.4\n", "bad.pdf", "PDF"),
    ],
)
def test_a_file_that_makes_no_points_is_answered_on_the_page(
    page: str, content: str, name: str, reason: str
) -> None:
    """Not beside the figure alone, which on a phone is far below; and nobody is asked for a file that is there."""
    app = brought(page, content, name)
    assert not app.exception
    assert any(reason in error.value for error in app.main.error), [error.value for error in app.error]
    assert not asks_for_a_file(app)


@pytest.mark.parametrize("page", ["app.py", "pages/2_Starting_points.py"])
def test_dates_that_could_count_are_spoken_of_on_the_page(page: str) -> None:
    app = brought(page, "n,d\nAnn,2020-01-03\nBo,2021-02-04\nCid,2022-03-05\n")
    assert any("let dates count" in info.value for info in app.main.info)
    assert not asks_for_a_file(app)


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("value", ["1e200", "-1e308", "1e400", "1e17"])
@pytest.mark.parametrize("page", PAGES)
def test_the_row_is_named_and_left_out(page: str, value: str) -> None:
    app = brought(page, f"{ROWS}{value},2,3\n")
    app.selectbox(key="across" if "Your" in page else "x").set_value("a").run()
    assert not app.exception
    told = [error.value for error in app.main.error if "In line 32 of the file" in error.value]
    assert len(told) == len(app.error) == 1
    assert not asks_for_a_file(app)
    app.main.button(key="leave_rows_out").click().run()
    assert not app.exception
    assert not app.error
    assert any("1 row left out because you said so" in caption.value for caption in app.caption)
    app.button(key="take_rows_back").click().run()
    assert not app.exception
    assert any("In line 32 of the file" in error.value for error in app.error)


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("page", PAGES)
def test_extreme_values_overflow_nowhere(page: str) -> None:
    """In columns that count and in others, small and large, before and after rows are left out."""
    extremes = ["1.7976931348623157e308", "-1.7976931348623157e308", "5e-324", "-1e-310", "1e-160", "9e15"]
    rows = [f"{i % 7},{i % 5}.5,{i}.25,{extremes[i % 6] if i < 6 else i}" for i in range(40)]
    app = brought(page, "\n".join(["a,b,c,d", *rows, "-1e308,1e308,1e400,1\n"]))
    assert not app.exception
    app.main.button(key="leave_rows_out").click().run()
    assert not app.exception
    assert not app.error
    app.selectbox(key="across" if "Your" in page else "x").set_value("d").run()
    assert not app.exception


def too_far_in(app: AppTest) -> str:
    return next(error.value for error in app.main.error if "of the file" in error.value)


def offers_to_leave_out(app: AppTest) -> str | None:
    return next((button.label for button in app.main.button if button.key == "leave_rows_out"), None)


def test_of_several_columns_the_first_row_that_is_too_far_is_named_and_all_are_left_out_at_once() -> None:
    app = brought("pages/1_Your_data.py", f"{ROWS}1,1e200,3\n1e201,2,3\n")
    for key, column in (("across", "a"), ("up", "b")):
        app.selectbox(key=key).set_value(column).run()
    assert "In line 32 of the file" in too_far_in(app) and "b" in too_far_in(app).split("file")[1][:8]
    assert offers_to_leave_out(app) == "Leave these 2 rows out"
    app.main.button(key="leave_rows_out").click().run()
    assert any("2 rows left out because you said so" in caption.value for caption in app.caption)


def test_rows_are_left_out_by_a_press_while_a_link_can_name_them() -> None:
    far = MOST_IN_LINK // 2 + 1
    rows = "".join(f"{i % 7},{i % 5}.5,{i}\n" for i in range(6 * far))
    content = f"a,b,c\n{rows}" + "1e17,2,3\n" * far + "1,1e17,3\n" * far
    app = brought("pages/1_Your_data.py", content)
    for key, column in (("across", "a"), ("up", "c")):
        app.selectbox(key=key).set_value(column).run()
    assert offers_to_leave_out(app) == f"Leave these {far} rows out"
    app.main.button(key="leave_rows_out").click().run()
    assert not app.error
    app.selectbox(key="across").set_value("b").run()
    assert "too large" in too_far_in(app)
    assert offers_to_leave_out(app) is None  # with those that are out already, they would be too many
