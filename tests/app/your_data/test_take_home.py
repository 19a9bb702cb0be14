"""New rows, and the way to the stepper."""

import io
import re
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pandas as pd
import pytest

from kmeans_core import initial_means, run
from tables import Table, apart
from tests.app.sent import sound
from tests.app.your_data_page import GERMAN, PLAIN, choice, dropped, errors, has_groups, words


def test_new_rows_go_to_the_nearest_group() -> None:
    app = dropped("plain.csv", PLAIN, across="age", up="income", also="")
    app.file_uploader(key="new_rows").upload(
        "new.csv", b"income,age\n1000,20\n3050,51\n,50\n9000000,50\n", "text/csv"
    ).run()
    said = words(sound(app))
    assert "3 rows assigned" in said
    assert "1 row left out" in said
    assert "1 row lies outside" in said


@pytest.mark.parametrize(("n", "named", "more"), [(2, 2, False), (8, 8, False), (9, 8, True)])
def test_which_columns_new_rows_need_is_said(n: int, named: int, more: bool) -> None:
    names = [f"c{i}" for i in range(1, n + 1)]
    rows = [",".join(str((i % 2) * 9 + i * (j + 3) % (j + 11)) for j in range(n)) for i in range(40)]
    app = dropped("t.csv", "\n".join([",".join(names), *rows]), across="c1", up="c2")
    if n > 2:
        sound(app.multiselect(key="also").set_value(names[2:]).run())
    said = re.search(r"with the same columns, (.*?)\. Each of its rows", words(app))
    assert said and re.findall(r"c\d", said[1]) == names[:named]
    assert said[1].endswith(" …") == more


def test_new_rows_without_the_columns_get_a_sentence() -> None:
    app = dropped("plain.csv", PLAIN, across="age", up="income", also="")
    app.file_uploader(key="new_rows").upload("new.csv", b"age,weight\n1,2\n3,4\n", "text/csv").run()
    assert "lacks “income”" in errors(sound(app))
    assert has_groups(app)


@pytest.mark.parametrize("content", [b"income,age\n1000,20\n3050,51\n", b"", b"age,weight\n1,2\n3,4\n"])
def test_new_rows_are_read_once_whatever_comes_of_it(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    app = dropped("plain.csv", PLAIN, across="age", up="income", also="")
    names: list[str] = []
    read_table = apart.read_table

    def counted(data: bytes, filename: str, *others: Any) -> Table:
        names.append(filename)
        return read_table(data, filename, *others)

    monkeypatch.setattr(apart, "read_table", counted)
    app.file_uploader(key="new_rows").upload("new.csv", content, "text/csv").run()
    before = errors(sound(app))
    app.text_input(key="noun").set_value("members").run()
    assert names == ["new.csv"] and errors(sound(app)) == before


def test_the_stepper_has_the_same_table_and_choices() -> None:
    app = dropped("german.csv", GERMAN)
    app.radio(key="scaling_choice").set_value("range").run()
    choice(app, "selectbox", "header_rows").set_value(0).run()
    app.switch_page("app.py")
    app.query_params["data"] = "Upload"
    app.run()
    assert app.selectbox(key="x").options == ["Column 2", "Column 3"]
    assert app.radio(key="scaling_choice").value == "range"
    assert "same range" in words(sound(app))


def test_the_stepper_plays_the_start_that_led_to_the_groups() -> None:
    app = dropped("plain.csv", PLAIN, across="age", up="income", also="", into="4")
    profiles = next(each.value for each in app.dataframe if "Group 1" in each.value)
    sizes = [int(size) for size in profiles.iloc[0, 2:]]
    link = next(each for each in app.get("page_link") if "step by step" in each.proto.label)
    query = dict(parse_qsl(link.proto.query_string))
    assert query["data"] == "Upload" and query["k"] == "4"
    X = pd.read_csv(io.StringIO(PLAIN))[["age", "income"]].to_numpy(float)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    final = run(X, initial_means(X, 4, query["init"], int(query["start"])))
    assert sorted(np.bincount(final.labels).tolist()) == sorted(sizes)


def test_it_is_said_where_the_table_is_and_that_few_rows_are_few() -> None:
    app = dropped("plain.csv", PLAIN)
    assert "no other visitor can see it" in words(app) and "too few to speak of groups" not in words(app)
    few = dropped(
        "few.csv", "a,b\n" + "".join(f"{i % 2 * 90 + i % 5},{i % 3}\n" for i in range(12)), into="2"
    )
    assert "12 rows: too few to speak of groups." in words(few)


def test_numbers_are_written_as_the_file_writes_them() -> None:
    app = dropped("german.csv", GERMAN, into="2")
    profiles = next(each.value for each in app.dataframe if "Column" in each.value)
    prices = profiles.loc[profiles["Column"] == "Preis (average)"].iloc[0, 1:]
    assert all("." in cell and cell.index(".") == 1 for cell in prices)  # 1.615: a point between thousands
    sizes = profiles.loc[profiles["Column"] == "Größe (average)"].iloc[0, 1:]
    assert all("," in cell for cell in sizes)
