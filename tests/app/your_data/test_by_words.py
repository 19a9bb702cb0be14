"""Words on the page "Your data", compared by whether they match: offered where there are such, and whole in all that the page says, the link,
the project and the downloads."""

from __future__ import annotations

import io
from urllib.parse import parse_qs

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from study.project import PROJECT_ENDING
from study.similarities import MIXED
from tests.app.sent import sound
from tests.app.test_taken_home import Files, files
from tests.app.your_data.test_compared import PLACES, SHARES
from tests.app.your_data_page import bare, button, dropped, errors, has_groups, opened, words

__all__ = ["files"]
BY = MIXED.name
SORTS = [("Ulm", "a"), ("Bonn", "b"), ("Jena", "a")]
WORDS = "who,age,income,town,kind\n" + "".join(
    f"p{i},{20 + 15 * (i % 3) + i % 4},{1000 + 10 * (i % 5)},{SORTS[i % 3][0]},{SORTS[(i + i // 20) % 3][1]}\n"
    for i in range(45)
)
NOTHING_ELSE = "town,kind\n" + "".join(
    f"{SORTS[i % 3][0]},{SORTS[(i + i // 20) % 3][1]}\n" for i in range(45)
)
GAPS = WORDS.replace("Ulm,a\n", ",a\n", 4)


def table(app: AppTest) -> pd.DataFrame:
    return next(frame.value for frame in app.dataframe if "All" in frame.value.columns).set_index("Column")


def chosen(app: AppTest) -> str:
    return str(app.selectbox(key="near_choice").value)


def test_words_are_offered_taken_and_left_by_a_press() -> None:
    app = dropped("t.csv", WORDS, into="3")
    said = words(app)
    assert "Words can be compared by whether they match, in “town”, “kind”" in said
    assert "town: It holds words" not in said.replace("**", "")
    assert "by" not in app.query_params and "Here town is" not in said
    sound(button(app, "words_too").click().run())
    said = words(app)
    assert app.query_params["by"] == BY == chosen(app)
    assert "Rows are compared by whether words match, in “town”, “kind”, and by numbers" in said
    assert said.count("Here town is ") == 3
    assert (
        "How the columns count" not in said
        and "No judges are heard here: they compare numbers, and here words count." in said
    )
    most = table(app).loc["town (most common)"]
    assert sorted(most[["Group 1", "Group 2", "Group 3"]]) == ["Bonn (100%)", "Jena (100%)", "Ulm (100%)"]
    assert "two of the 4 columns that count" in said
    sound(button(app, "no_words").click().run())
    assert "by" not in app.query_params and "Here town is" not in words(app)


def test_which_words_count_is_a_choice_that_travels() -> None:
    app = dropped("t.csv", WORDS, into="3", by=BY)
    app.multiselect(key="words_choice").set_value(["kind"]).run()
    said = words(sound(app))
    assert app.query_params.get_all("words") == ["kind"] if hasattr(app.query_params, "get_all") else True
    assert "in “kind”, and by numbers" in said and "Here kind is" in said
    again = dropped("t.csv", WORDS, into="3", by=BY, words="kind")
    assert "in “kind”, and by numbers" in words(again)
    pd.testing.assert_frame_equal(table(app), table(again))
    # What there is not, in a link, is as if it said nothing
    assert "in “town”, “kind”, and by numbers" in words(dropped("t.csv", WORDS, by=BY, words="nowhere"))


def test_where_there_are_no_words_it_is_not_offered_and_a_link_is_told_why() -> None:
    app = dropped("t.csv", SHARES)
    assert BY not in app.selectbox(key="near_choice").options
    app = dropped("t.csv", SHARES, by=BY)
    assert chosen(app) == "k-means" and has_groups(app)
    assert any("No column of this table holds a few words" in bare(each.value) for each in app.warning)


def test_a_table_of_nothing_but_words() -> None:
    app = dropped("t.csv", NOTHING_ELSE, into="3")
    assert button(app, "words_too").label == "Compare by whether words match"
    sound(button(app, "words_too").click().run())
    said = words(app)
    assert (
        "in “town”, “kind”; the center of a group is its prototype, the most common words of its rows" in said
    )
    assert "average numbers" not in said and said.count("Here town is ") == 3


def test_one_number_beside_words() -> None:
    app = dropped("t.csv", WORDS.replace(",income", "").replace(",10", ",x10"), into="2", by=BY)
    assert has_groups(sound(app))
    lines = [
        ",".join([cells[0], cells[1], cells[3]]) for cells in (row.split(",") for row in WORDS.splitlines())
    ]
    app = dropped("t.csv", "\n".join(lines), into="3", by=BY)
    assert has_groups(app) and "Here town is" in words(app)


def test_rows_without_a_word_are_left_out_and_told(files: Files) -> None:
    app = dropped("t.csv", GAPS, into="3", by=BY, missing="filled")
    gone = GAPS.count(",,a\n")
    assert gone and f"{45 - gone} of 45 rows ({gone} have no “town”)" in bare(app.title[0].value)
    groups = pd.read_csv(io.BytesIO(files["t-groups.csv"]))
    assert groups["group"].isna().sum() == gone
    assert "no number or word in" in bare(files["t-groups-report.html"].decode())


def test_places_keep_the_globe_until_words_are_asked_for() -> None:
    rows = PLACES.splitlines()
    text = "\n".join([rows[0] + ",sort", *(f"{row},{'ab'[i % 2]}" for i, row in enumerate(rows[1:]))])
    app = dropped("t.csv", text)
    assert chosen(app) == "Globe"
    sound(button(app, "words_too").click().run())
    assert chosen(app) == BY and "midpoint" not in words(app)
    sound(button(app, "no_words").click().run())
    assert chosen(app) == "Globe"


@pytest.mark.parametrize("asked", [{"sizes": "15-15"}, {"weigh": "age"}, {"plot": "Mixtures of all"}])
def test_with_sizes_weights_and_mixtures(asked: dict[str, str]) -> None:
    app = dropped("t.csv", WORDS, into="3", by=BY, **asked)
    assert has_groups(app) and not errors(app) and not app.warning
    if "sizes" in asked:
        assert set(np.ravel(table(app).iloc[0, 1:])) == {"15"}


def test_what_is_asked_behind_the_groups() -> None:
    app = dropped("t.csv", WORDS, into="3", by=BY)
    for key in ("what_if", "why_open", "columns_by_group"):
        app.session_state[key] = True
    sound(app.run())
    shown = [list(frame.value.columns) for frame in app.dataframe]
    assert any(columns[-3:] == ["income", "town", "kind"] or "town" in columns for columns in shown)
    sound(button(app, "one_more").click().run())
    assert has_groups(app) and "4 groups" in words(app) and chosen(app) == BY
    app.session_state["row asked"] = (
        f"{app.session_state['desk'].drawer.shown.digest} {('town', 'kind')!r}",
        0,
        False,
    )
    said = words(sound(app.run()))
    assert "the prototype of that group is the nearest to it" in said
    assert "worked out for straight distances and on the globe alone" in said
    assert "1 for each word that differs" in said


def test_new_rows_the_report_and_the_project(files: Files) -> None:
    app = dropped("t.csv", WORDS, into="3", by=BY)
    groups = pd.read_csv(io.BytesIO(files["t-groups.csv"]))["group"]
    report = bare(files["t-groups-report.html"].decode())
    assert "4 columns: “age”, “income”, “town”, “kind”." in report and "(town = " not in report
    assert "Ulm (town)" in report
    assert "same variation" not in report and "Here town is" in report
    head, *rows = WORDS.splitlines()
    app.file_uploader(key="new_rows").upload(
        "more.csv", "\n".join([head, *rows[:9]]).encode(), "text/csv"
    ).run()
    assert pd.read_csv(io.BytesIO(files["more-groups.csv"]))["group"].tolist() == groups[:9].tolist()
    assert "drop a second file with the same columns, age, income, town, kind" in words(sound(app))

    app.multiselect(key="words_choice").set_value(["town"]).run()
    mine = pd.read_csv(io.BytesIO(files["t-groups.csv"]))
    project = files["t" + PROJECT_ENDING]
    files.clear()
    again = opened()
    again.file_uploader(key="file").upload("t" + PROJECT_ENDING, project, "application/zip").run()
    assert chosen(sound(again)) == BY and again.multiselect(key="words_choice").value == ["town"]
    pd.testing.assert_frame_equal(pd.read_csv(io.BytesIO(files["t-groups.csv"])), mine)


def test_the_address_in_the_report_gives_the_same_groups(files: Files) -> None:
    dropped("t.csv", WORDS, into="3", by=BY, words="town")
    mine = pd.read_csv(io.BytesIO(files["t-groups.csv"]))
    report = files["t-groups-report.html"].decode().replace("&amp;", "&")
    address = report[report.index("?from=") if "?from=" in report else report.index("?across=") :].split("<")[
        0
    ]
    query = parse_qs(address.removeprefix("?"))
    files.clear()
    again = opened(**{name: values[0] if len(values) == 1 else values for name, values in query.items()})  # type: ignore[arg-type]
    again.file_uploader(key="file").upload("t.csv", WORDS.encode(), "text/csv").run()
    assert not sound(again).warning
    pd.testing.assert_frame_equal(pd.read_csv(io.BytesIO(files["t-groups.csv"])), mine)
