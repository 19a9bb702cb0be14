"""Links that nobody should write: every page opens, its defaults in force, and one line says what was not used."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.runtime.state.query_params import QueryParams
from streamlit.testing.v1 import AppTest

from study import links
from study.link_kinds import Number, Parameter
from ui import pages

ROOT = Path(__file__).resolve().parents[2]
PAGES: dict[str, tuple[Parameter, ...]] = {each.file: each.parameters for each in pages.PAGES}
QUICK = {
    "pages/2_Starting_points.py": {"starts": "10", "n": "20", "k": "2"},
    "pages/3_How_many_groups.py": {"n": "12"},
}
TABLE = "when,a,b,c,d\n" + "".join(f"2024-01-{1 + i},{i % 7},{i % 3},{i * i},{i % 5}\n" for i in range(28))
OF_A_TABLE = {"x", "y", "more", "view", "dates", "across", "up", "also", "plot", "dated"}
NOT_WIDGETS = {
    "scattered",
    "read",
    "values",
    "called",
    "scaling",
    "placed",
    "table",
    "dateline",
    "missing",
    "look",
    "weigh",
    "words",
    "sizes",
}


def opened(page: str, query: dict[str, Any]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(page)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def said(app: AppTest) -> list[str]:
    return [each.value for each in app.info if each.value.startswith("The link")]


def in_use(app: AppTest, parameter: Parameter) -> Any:
    return app.session_state.get(parameter.name, None)


HOSTILE = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "inf",
            "-inf",
            "nan",
            "1e999",
            "9" * 400,
            "-" + "9" * 400,
            "0x10",
            "1_0",
            "٥",
            "5 ",
            "\x00",
            "a\x00b",
            "x" * 100000,
            "TRUE ",
            "None",
            "[]",
            "<b>$x$</b>",
            "{}",
            '{"first_row":1e400}',
            "[[[1]]]",
            "\u202e",
            "🙈",
            '{"read":1}',
            '{"first_row":' + "9" * 400 + "}",
            '{"missing_codes":[[1]]}',
            '{"encoding":5}',
            "null",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
VALUES = st.one_of(HOSTILE, st.lists(HOSTILE, min_size=2, max_size=3))


@pytest.mark.parametrize("page", PAGES)
def test_no_link_breaks_a_page(page: str) -> None:
    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(
        st.dictionaries(st.sampled_from([each.name for each in PAGES[page]]), VALUES, min_size=1, max_size=4)
    )
    def try_it(query: dict[str, Any]) -> None:
        app = opened(page, {**QUICK.get(page, {}), **query})
        assert not app.exception, app.exception
        address = {name: value if isinstance(value, list) else [value] for name, value in query.items()}
        there = {slider.key for slider in app.slider}
        refused = links.judge(PAGES[page], address)
        with_words = [each for each, verdict in refused.items() if verdict.sentence]
        # What is settled late can be refused by the points, too: no more than 3 groups of 12 points
        late = any(getattr(each, "late", "") and verdict.values for each, verdict in refused.items())
        assert len(said(app)) == 1 if with_words else len(said(app)) <= late
        for parameter, verdict in refused.items():
            # What is settled late waits in the address until there are points, so that its widget is there
            if not verdict.values and (not getattr(parameter, "late", "") or parameter.name in there):
                assert parameter.name not in app.query_params or parameter.name in NOT_WIDGETS
                assert getattr(parameter, "late", "") or in_use(app, parameter) in (
                    None,
                    "",
                    parameter.in_force,
                )
        app.run()
        assert not app.exception

    try_it()


@pytest.mark.parametrize(
    ("page", "parameter"),
    [(page, each) for page, parameters in PAGES.items() for each in parameters if isinstance(each, Number)],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
@pytest.mark.parametrize("value", ["inf", "9" * 400, "nan"], ids=["inf", "digits", "nan"])
def test_numbers_that_are_none(page: str, parameter: Parameter, value: str) -> None:
    query = {"from": "Try an example"} if page == "pages/1_Your_data.py" else QUICK.get(page, {})
    app = opened(page, {**query, parameter.name: value})
    assert not app.exception
    assert len(said(app)) == 1 and f"{parameter.name} =" in said(app)[0]
    usual = in_use(opened(page, query), parameter) if getattr(parameter, "late", "") else parameter.in_force
    # None where the page has no widget for it
    assert in_use(app, parameter) in (None, usual) and parameter.name not in app.query_params


def test_a_value_in_range_is_taken_and_a_name_that_nobody_knows_is_said() -> None:
    app = opened("app.py", {"k": "7", "n": "120", "shape": links.SHAPE.options[-1], "nobody": "knows"})
    assert app.number_input(key="k").value == 7 and app.number_input(key="n").value == 120
    assert said(app) == [
        "The link asks for nobody = knows; this page has no such setting, so it is left out."
    ]
    assert "nobody" not in app.query_params
    app.run()
    assert len(said(app)) == 1
    app.switch_page("pages/1_Your_data.py").run()
    assert said(app) == []


@pytest.mark.parametrize("name", ["distance", "nobody"])
@pytest.mark.parametrize("page", ["pages/2_Starting_points.py", "pages/3_How_many_groups.py"])
def test_what_is_no_setting_of_the_page_is_said_until_something_is_chosen(page: str, name: str) -> None:
    app = opened(page, {**QUICK.get(page, {}), name: "City blocks"})
    app.run()
    assert len(said(app)) == 1
    app.query_params[name] = "City blocks"  # Streamlit's page has it still
    app.selectbox(key="near_choice").set_value("City blocks").run()
    assert not app.exception
    assert said(app) == [] and name not in app.query_params and app.query_params["by"] == "City blocks"


def test_columns_that_the_table_lacks_are_said_when_it_is_there() -> None:
    query = {"from": "Your file", "across": "c", "up": "income", "also": ["d", "spending"], "plot": "x"}
    app = opened("pages/1_Your_data.py", query)
    assert len(said(app)) == 1 and "plot" in said(app)[0] and "income" not in said(app)[0]
    app.file_uploader(key="file").upload("my.csv", TABLE.encode(), "text/csv").run()
    assert not app.exception
    assert app.selectbox(key="across").value == "c" and app.multiselect(key="also").value == ["d"]
    (line,) = said(app)
    assert "up = income" in line and "also = spending" in line


@pytest.mark.parametrize(("rows", "used"), [(3, 1), (30, 3)])
def test_of_groups_that_cannot_be_the_number_is_said_that_is_used(rows: int, used: int) -> None:
    app = opened("pages/1_Your_data.py", {"from": "Your file", "into": "99"})
    (line,) = said(app)
    assert "into = 99" in line and "so the table decides" in line
    table = "a,b\n" + "".join(f"{i % 3 * 100 + i},{i % 3 * 70 + i % 7}\n" for i in range(rows))
    app.file_uploader(key="file").upload("my.csv", table.encode(), "text/csv").run()
    assert not app.exception
    (line,) = said(app)
    assert "into = 99" in line and f"so it is {used}" in line
    assert app.slider(key="into").value == used
    app.run()
    assert said(app) == [line]


def test_the_line_goes_when_the_setting_is_changed_and_with_the_page() -> None:
    app = opened("app.py", {"k": "99", "n": "inf"})
    assert "k = 99" in said(app)[0] and "n = inf" in said(app)[0]
    app.slider(key="groups").set_value(3).run()
    assert "k = 99" in said(app)[0]
    app.number_input(key="k").set_value(3).run()
    assert "k = 99" not in said(app)[0] and "n = inf" in said(app)[0]
    app.switch_page("pages/1_Your_data.py").run()
    assert said(app) == []


def test_what_somebody_types_is_no_link() -> None:
    app = opened("app.py", {})
    app.text_input(key="means").set_value("not means").run()
    app.run()
    assert said(app) == [] and app.text_input(key="means").value == "not means"


def test_by_hand_without_means() -> None:
    app = opened("app.py", {"init": "by hand"})
    assert not app.exception and "init = “" in said(app)[0] and app.selectbox(key="init").value == "random"


@pytest.fixture
def bound(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The names that widgets are bound to while the test lasts."""
    names: set[str] = set()
    bind = QueryParams.bind_widget

    def note(self: QueryParams, param_key: str, *args: Any, **more: Any) -> None:
        names.add(param_key)
        bind(self, param_key, *args, **more)

    monkeypatch.setattr(QueryParams, "bind_widget", note)
    yield names


NOT_HERE = {
    "pages/1_Your_data.py": {"by"},  # what near means, the list keeps for the table and for other points
    # On the page with many starts, first means have a control of its own, but for those placed by hand
    "pages/2_Starting_points.py": {"by", "init"},
    "pages/3_How_many_groups.py": {"by", "k", "init", "start", "means", "empty", "shown"},
}
"""Parameters that a page takes and no widget of it is bound to: they go on to the other pages, or the page keeps them itself."""


@pytest.mark.parametrize("page", PAGES)
def test_every_widget_in_the_address_is_in_the_table(page: str, bound: set[str]) -> None:
    for query in ({}, {"data": "Example"}, {"from": "Try an example"}):
        assert not opened(page, {**QUICK.get(page, {}), **query}).exception
    if links.READ in PAGES[page]:
        table = {
            "more": list("bcd"),
            "also": list("bcd"),
            **({} if page == "pages/1_Your_data.py" else {"data": "Upload"}),
        }
        app = opened(page, {**QUICK.get(page, {}), **table})
        app.file_uploader(key="file").upload("my.csv", TABLE.encode(), "text/csv").run()
        assert not app.exception
    assert bound == {each.name for each in PAGES[page]} - NOT_WIDGETS - NOT_HERE.get(page, set())


def test_every_page_is_in_the_table_of_parameters() -> None:
    assert {*PAGES.values()} == {*links.OF_PAGES}


def test_means_dragged_on_the_map_are_in_the_address() -> None:
    query = {"starts": "10", "n": "20", "k": "2", "placed": "1,2;3,4"}
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page("pages/2_Starting_points.py")
    app.query_params["look"] = links.MAP
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception and app.query_params["placed"] in ("1,2;3,4", ["1,2;3,4"])
    assert np.array_equal(app.session_state["starts map"].placed.means, [[1, 2], [3, 4]])
    app.button(key="starts_put_back").click().run()
    assert not app.exception and "placed" not in app.query_params


def test_means_for_another_k_are_no_start_of_the_map() -> None:
    query = {"starts": "10", "n": "20", "k": "3", "look": links.MAP, "placed": "1,2;3,4"}
    app = opened("pages/2_Starting_points.py", query)
    assert not app.exception and len(app.session_state["starts map"].placed.means) == 3
    assert "placed" not in app.query_params


def test_codes_that_are_values_travel() -> None:
    table = "a,b\n" + "".join(f"{i},{-999 if i % 9 == 0 else i % 4}\n" for i in range(40))
    app = opened("pages/1_Your_data.py", {})
    app.file_uploader(key="file").upload("my.csv", table.encode(), "text/csv").run()
    app.button(key="value_-999").click().run()
    assert not app.exception and "-999" in app.query_params["values"]
    again = opened("pages/1_Your_data.py", {"values": ["-999"]})
    again.file_uploader(key="file").upload("my.csv", table.encode(), "text/csv").run()
    assert not again.exception and "value_-999" not in {each.key for each in again.button}
    assert again.session_state["desk"].drawer.values == {"-999"}


def test_a_linked_reading_is_for_a_pasted_table_and_an_example_too() -> None:
    query = {"from": "Try an example", "read": '{"header_rows":0}', "scaling": "range"}
    app = opened("pages/1_Your_data.py", query)
    assert not app.exception and app.session_state["desk"].drawer.choices.header_rows == 0
    app = opened("pages/1_Your_data.py", {**query, "from": "Paste a table"})
    app.text_area(key="pasted").set_value("1,2\n3,4\n5,6\n7,9\n")
    app.button[0].click().run()
    assert not app.exception and app.session_state["desk"].drawer.choices.header_rows == 0
    assert app.session_state["desk"].scaling == "range"


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("app.py", {"data": "Upload", "x": "a<b>*", "y": "[c](d)", "more": ["e"]}),
        ("pages/1_Your_data.py", {"across": "a<b>*", "up": "[c](d)", "also": ["e"]}),
        ("pages/2_Starting_points.py", {"data": "Upload", "x": "a<b>*", "y": "[c](d)", "more": ["e"]}),
    ],
)
def test_a_link_that_needs_a_table_says_which_columns_it_was_made_with(
    page: str, query: dict[str, Any]
) -> None:
    app = opened(page, query)
    (asked,) = [each.value for each in app.info]
    plain = asked.replace("\\", "").replace("\u2068", "").replace("\u2069", "")
    assert "which has the columns “a<b>*”, “[c](d)” and “e”. Files do not travel in links" in plain
    assert "\\[c" in asked and "\\*" in asked


def test_an_example_that_was_taken_for_a_table_comes_with_the_link() -> None:
    app = opened("app.py", {"data": "Upload", "table": "iris", "y": "sepal_width", "k": "4"})
    assert not app.exception and not app.info
    assert app.selectbox(key="y").value == "sepal_width"
    assert app.query_params["table"] in ("iris", ["iris"])
    app = opened("app.py", {"data": "Upload", "table": "nobody.csv"})
    assert not app.exception and "table = nobody.csv" in said(app)[0]
