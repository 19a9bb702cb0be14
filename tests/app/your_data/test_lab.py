"""The table of all choices on the page, without a browser."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from study import lab
from tests.app.sent import sound
from tests.app.your_data.test_decisions import people
from tests.app.your_data_page import bare, dropped, errors, words

EXTRA = "\n".join(
    f"{line},{('visits' if i == 0 else i % 7)}" for i, line in enumerate(people("41000").strip().splitlines())
)


def unfolded(content: str, **query: str) -> AppTest:
    app = dropped("people.csv", content, **query)
    app.session_state["what_if"] = True
    return sound(app.run())


def tables(app: AppTest) -> list[dict[str, Any]]:
    (sent,) = (
        json.loads(each.proto.json)
        for each in app.get("bidi_component")
        if '"tables": [{' in each.proto.json or '"tables":[{' in each.proto.json
    )
    found: list[dict[str, Any]] = sent["tables"]
    return found


def test_the_table_has_every_choice_once_and_the_one_in_force_is_marked() -> None:
    app = unfolded(EXTRA, into="2", across="age", up="income", also="")
    found = tables(app)
    assert [each["caption"] for each in found] == ["2 groups", "3 groups"]
    assert [bare(line["name"]) for line in found[0]["lines"]] == ["these columns", "with visits"]
    cells = [cell for each in found for line in each["lines"] for cell in line["cells"]]
    assert len(cells) == 2 * 2 * 4 and sorted(cell["index"] for cell in cells) == list(range(16))
    assert [cell["text"] for cell in cells if cell["now"]] == ["now"]
    assert "in all 8 ways to make 2 groups." in words(app)
    assert "2 groups beside 3.** With 3 groups, the new group takes" in words(app)


def test_which_columns_are_left_out_is_said_and_does_not_hang_on_their_order() -> None:
    def left_out(order: list[int]) -> tuple[set[str], str]:
        rng = np.random.default_rng(1)
        values = rng.normal(size=(60, 9)) + (np.arange(60) % 2)[:, np.newaxis] * np.arange(9)
        rows = [
            ",".join(f"c{j}" for j in order),
            *(",".join(f"{row[j]:.4f}" for j in order) for row in values),
        ]
        app = unfolded("\n".join(rows) + "\n", into="2", scaling="none")
        names = [bare(line["name"]) for line in tables(app)[0]["lines"]]
        return {name for name in names if name.startswith("without")}, bare(words(app))

    named, said = left_out(list(range(9)))
    assert named == {f"without c{j}" for j in range(3, 9)} == left_out([8, 0, 3, 1, 7, 2, 6, 4, 5])[0]
    assert "leaves out six of the 9 columns in turn, those that carry most of the differences between" in said


def test_rows_that_stand_alone_can_be_set_aside_in_it() -> None:
    found = tables(unfolded(people(), into="2"))
    assert [each["caption"] for each in found] == [
        "2 groups",
        "2 groups, rows that stand alone set aside",
        "3 groups",
        "3 groups, rows that stand alone set aside",
    ]


def test_a_rerun_computes_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app = unfolded(people("41000"), into="2")

    def never(*_: object) -> None:
        raise AssertionError("computed again")

    monkeypatch.setattr(lab.Lab, "outcome", never)
    sound(app.run())


@pytest.mark.parametrize("k", ["1", "20"])
@pytest.mark.parametrize(
    "content",
    [
        "a,b\n1,2\n8,3\n",
        "a,b\n1,2\n8,3\n2,9\n",
        "a\n" + "".join(f"{i}\n" for i in range(30)),
        "a,b\n" + "1,2\n8,3\n" * 20,
        ",".join(f"c{j}" for j in range(50))
        + "\n"
        + "".join(",".join(str((i * (j + 3)) % 11) for j in range(50)) + "\n" for i in range(30)),
    ],
    ids=["two rows", "three rows", "one column", "two distinct rows", "fifty columns"],
)
def test_tables_at_the_edges_of_what_can_be_grouped(content: str, k: str) -> None:
    app = unfolded(content, into=k)
    assert app.title[0].value
    assert ("Are they found reliably?" in words(app)) == (k == "20" and not app.error)


def test_as_many_groups_as_rows_and_rows_all_alike() -> None:
    app = unfolded("a,b\n1,2\n8,3\n2,9\n4,4\n", into="4")
    assert app.title[0].value == "Your 4 rows in 4 groups, though nothing speaks for two groups."
    assert "More than 2 were not compared." in words(app)
    alike = sound(dropped("alike.csv", "a,b\n" + "3,4\n" * 30))
    assert "no column of numbers that differ" in errors(alike)


def test_a_column_alone_may_count_by_its_logarithm() -> None:
    app = unfolded("a\n" + "".join(f"{10 ** (i % 3) * (20 + i)}\n" for i in range(30)), into="3")
    assert tables(app)[0]["heads"] == ["As they are", "Logarithm"]
    app.radio(key="scaling_choice").set_value("log").run()
    assert app.query_params["scaling"] == "log"
    assert sound(app).title[0].value.startswith("Your 30 rows")


def test_lines_of_the_table_say_of_how_many_rows_they_speak_where_it_is_another_number() -> None:
    gaps = "a,b,c\n" + "".join(
        f"{i * 7 % 13},{i * 5 % 11},{'' if i < 9 else i * 3 % 17}\n" for i in range(40)
    )
    found = tables(unfolded(gaps, into="2", across="a", up="b", also=""))
    names = [bare(line["name"]) for line in found[0]["lines"]]
    assert names == ["these columns", "with c (31 rows)"]
    found = tables(unfolded(gaps, into="2", across="a", up="b"))
    assert "without c (40 rows)" in [bare(line["name"]) for line in found[0]["lines"]]


def test_dates_are_compared_in_days_there_too(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "when,visits\n" + "".join(f"2024-{1 + i // 28:02}-{1 + i % 28:02},{i % 5}\n" for i in range(56))
    seen: list[Any] = []

    class Spy(lab.Lab):
        def __init__(self, values: Any, *rest: Any) -> None:
            seen.append(values)
            super().__init__(values, *rest)

    monkeypatch.setattr("ui.your_data.lab.Lab", Spy)
    unfolded(text, into="2", dated="true", across="when", up="visits")
    assert seen[-1][:2].tolist() == [[19723, 0], [19724, 1]]  # days since 1970
