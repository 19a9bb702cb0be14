"""Groups are named, and the names are found again wherever the groups are."""

import io
import zipfile
from typing import Any

import numpy as np
import pandas as pd
from streamlit.testing.v1 import AppTest

from study import take_home
from study.project import PROJECT_ENDING
from tests.app.sent import sound
from tests.app.test_taken_home import Files, files
from tests.app.your_data_page import PLAIN, drop, dropped, opened, words

__all__ = ["files"]
TWO = "name,a,b\n" + "".join(f"p{i},{100 * (i % 2) + i % 5},{i % 7 + 90 * (i % 2)}\n" for i in range(40))


def name_group(app: AppTest, group: int, name: str) -> AppTest:
    field: Any = next(each for each in app.text_input if each.label == f"Group {group}")
    field.set_value(name).run()
    return sound(app)


def test_a_name_goes_to_words_table_picture_and_link() -> None:
    app = name_group(dropped("two.csv", TWO, into="2"), 2, "Big *ones*")
    assert "Group 2 · Big *ones*, 20 rows:" in words(app)
    app.session_state["which_rows"] = True  # what is pressed there reads Markdown
    pills: Any = next(each for each in sound(app.run()).get("button_group") if "look_at" in str(each.key))
    assert pills.options == ["Group 1", "Group 2 · Big \\*ones\\*"]
    profiles = next(each.value for each in app.dataframe if "Column" in each.value)
    assert list(profiles.columns) == ["Column", "All", "Group 1", "Group 2 · Big *ones*"]
    assert any("Group 2 \\u00b7 Big *ones* (20)" in each.proto.spec for each in app.get("plotly_chart"))
    link = app.query_params["called"]
    again = dropped("two.csv", TWO, into="2", called=link[0] if isinstance(link, list) else link)
    assert "Group 2 · Big *ones*, 20 rows" in words(again)


def test_names_are_of_these_groups_alone_and_come_back_with_them() -> None:
    app = name_group(dropped("two.csv", TWO, into="2"), 1, "Small")
    app.slider(key="into").set_value(3).run()
    assert "Small" not in words(sound(app)) and "called" not in app.query_params
    app.slider(key="into").set_value(2).run()
    assert "Group 1 · Small" in words(sound(app)) and "called" in app.query_params
    drop(app, "plain.csv", PLAIN)
    assert "Small" not in words(app)


def test_a_link_with_no_such_names_gets_a_line() -> None:
    app = opened(called='{"x":["a"]}')
    assert "no names of groups can be read from that" in " ".join(each.value for each in app.info)


def test_every_download_has_the_names(files: Files) -> None:
    app = name_group(dropped("two.csv", TWO, into="2"), 2, "Big ones")
    app.file_uploader(key="new_rows").upload("new.csv", b"a,b\n1,2\n99,91\n100,95\n", "text/csv").run()
    assert "2 to group 2 · Big ones" in words(sound(app))
    in_text = {name: content.decode(errors="replace") for name, content in files.items()}
    sheets = pd.read_excel(io.BytesIO(files["two-groups.xlsx"]), sheet_name=None, engine="calamine")
    in_text["two-groups.xlsx"] = " ".join(sheet.to_csv() for sheet in sheets.values())
    project = next(name for name in files if name.endswith(PROJECT_ENDING))
    in_text[project] = zipfile.ZipFile(io.BytesIO(files[project])).read("kmeans.json").decode()
    assert len(files) == 6 and [name for name, text in in_text.items() if "Big ones" not in text] == []


def test_the_name_stands_beside_the_number_of_the_group() -> None:
    kept = np.array([True, False, True])
    columns = take_home.group_columns(np.array([0, 1]), kept, ("", "Big ones"))
    assert columns == {"group": [1, None, 2], "group name": ["Group 1", None, "Big ones"]}
    assert list(take_home.group_columns(np.array([0, 1]), kept, ("", ""))) == ["group"]
