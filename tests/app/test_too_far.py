"""A cell that cannot be computed with: a sentence on each page, and one press leaves its row out."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from study.links import UPLOAD

ROWS = "a,b,c\n" + "".join(f"{i % 7},{i % 5}.5,{i}\n" for i in range(30))
PAGES = ["app.py", "pages/1_Your_data.py", "pages/2_Starting_points.py"]


@pytest.mark.parametrize("value", ["1e200", "-1e308", "1e17"])
@pytest.mark.parametrize("page", PAGES)
def test_the_row_is_named_and_left_out(page: str, value: str) -> None:
    app = AppTest.from_file(str(Path("app.py").resolve()), default_timeout=60)
    if page != "app.py":
        app.switch_page(page)
    if "Your" not in page:
        app.query_params["data"] = UPLOAD
    app.run()
    content = f"{ROWS}{value},2,3\n"
    app.file_uploader(key="file").upload("far.csv", content.encode(), "text/csv").run()
    app.selectbox(key="across" if "Your" in page else "x").set_value("a").run()
    assert not app.exception
    told = [error.value for error in app.error if "In line 32 of your file" in error.value]
    assert len(told) == (2 if "Your" in page else 1)  # on the long page, at the top too
    app.button(key="leave_rows_out_above" if "Your" in page else "leave_rows_out").click().run()
    assert not app.exception
    assert not app.error
    assert any("1 row left out because you said so" in caption.value for caption in app.caption)
    app.button(key="take_rows_back").click().run()
    assert not app.exception
    assert any("In line 32 of your file" in error.value for error in app.error)
