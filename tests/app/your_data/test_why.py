"""Why is this row in its group? Asked by its line; pressing is for a browser."""

from tests.app.sent import sound
from tests.app.your_data_page import PLAIN, button, drop, dropped, words

TWO = "name,a,b\n" + "".join(f"p{i},{100 * (i % 2) + i % 5},{i % 7 + 90 * (i % 2)}\n" for i in range(40))


def test_a_row_is_asked_about_by_its_line() -> None:
    app = dropped("two.csv", TWO, into="2")
    app.session_state["which_rows"] = True
    sound(app.run())
    assert "None of the 40 rows is on the fence" in words(app)
    app.number_input(key="line_asked").set_value(2).run()
    said = words(sound(app))
    assert "p0 (line 2) is in group 1: the average of that group is the nearest to it" in said
    assert (
        "The smallest change of one column that would move it: with " in said
        and "it would be in group 2." in said
    )
    beside = next(each.value for each in app.dataframe if "Distance" in each.value)
    assert beside.iloc[0, 2:].tolist() == ["0", "0"] and beside.shape == (3, 4)
    button(app, "close_why").click().run()
    assert "(line 2)" not in words(sound(app))


def test_a_row_of_another_table_is_forgotten_and_one_left_out_is_not_asked_about() -> None:
    app = dropped("two.csv", TWO + "p40,,3\n", into="2")
    app.session_state["which_rows"] = True
    app.run()
    app.number_input(key="line_asked").set_value(42).run()
    assert "Line 42 was left out: it is in no group." in words(sound(app))
    assert "(line 42)" not in words(app)
    app.number_input(key="line_asked").set_value(3).run()
    assert "(line 3)" in words(sound(app))
    drop(app, "plain.csv", PLAIN)
    assert "(line 3)" not in words(app)


def test_a_number_that_was_filled_in_is_called_so() -> None:
    app = dropped("two.csv", TWO + "p40,,3\n", into="2", missing="filled in")
    app.session_state["which_rows"] = True
    app.run()
    app.number_input(key="line_asked").set_value(42).run()
    assert "Missing in this row, and filled in by the median of the column: a." in words(sound(app))
    app.number_input(key="line_asked").set_value(3).run()
    assert "Missing in this row" not in words(sound(app))


def test_words_lead_to_the_rows_of_a_group_and_back() -> None:
    app = dropped("two.csv", TWO, into="2")
    button(app, "look_1").click().run()
    listed = next(each.value for each in sound(app).dataframe if "line in the file" in each.value)
    assert len(listed) == 20 and set(listed["a"]) == {100, 101, 102, 103, 104}
    assert '"opacity": 0.12' in next(
        each.proto.spec
        for each in app.get("plotly_chart")
        if "Averages" in each.proto.spec and "Group 1 (" in each.proto.spec
    ).replace('"opacity":0.12', '"opacity": 0.12')
    button(app, "look_1").click().run()
    listed = next(each.value for each in sound(app).dataframe if "line in the file" in each.value)
    assert listed["which"].tolist()[:2] == ["most typical of group 1", "oddest of group 1"]


def test_the_answer_stands_below_the_field_that_asked() -> None:
    app = dropped("two.csv", TWO, into="2")
    app.session_state["which_rows"] = True
    app.run()
    app.number_input(key="line_asked").set_value(2).run()
    nearest = "that group is the nearest to it"

    def in_the_box() -> list[str]:
        box = next(each for each in sound(app).expander if each.label.startswith("Why is this row"))
        return [
            each.type
            for each in box
            if each.type == "number_input"
            or (each.type == "markdown" and nearest in str(getattr(each, "value", "")))
        ]

    assert in_the_box() == ["number_input", "markdown"]
    place = app.session_state["row asked"]
    app.session_state["row asked"] = (*place[:2], False)  # pressed on the plot: above the box, next to that
    app.run()
    assert in_the_box() == ["number_input"] and nearest in words(app)


def test_the_rows_to_ask_about_have_the_columns_of_the_file_and_no_others() -> None:
    rows = TWO.splitlines(keepends=True)
    app = dropped("two.csv", rows[0] + "".join(rows[1:40]) + "pm,52,48\n", into="2")
    app.session_state["which_rows"] = True
    listed = next(each.value for each in sound(app.run()).dataframe if "line in the file" in each.value)
    assert list(listed) == ["line in the file", "which", "name", "a", "b"]
    assert listed["which"].tolist()[4:] == ["on the fence: group 2 or group 1"]
    assert listed.iloc[4].tolist()[2:] == ["pm", 52, 48] and listed.iloc[4, 0] == 41
    assert "1 row of 40 is on the fence" in words(app)
