"""Which columns count, and that they stay chosen."""

import json
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest

from tests.app.sent import sound
from tests.app.your_data_page import APP, PLAIN, bare, choice, drop, dropped, has_groups, segments, words


def test_choosing_the_other_axis_swaps_the_two() -> None:
    app = dropped("plain.csv", PLAIN)
    x, y = app.selectbox(key="across").value, app.selectbox(key="up").value
    app.selectbox(key="across").set_value(y).run()
    assert (app.selectbox(key="across").value, app.selectbox(key="up").value) == (y, x)
    assert has_groups(sound(app))


def test_more_columns_and_the_picture_of_all() -> None:
    app = dropped("plain.csv", PLAIN)
    app.selectbox(key="across").set_value("age").run()
    app.selectbox(key="up").set_value("income").run()
    assert app.multiselect(key="also").value == ["spending"]
    segments(app, "plot").set_value("Mixtures of all").run()
    assert "principal components" in words(sound(app))
    charts = [chart.proto.spec for chart in app.get("plotly_chart")]
    assert any("mixture 1" in spec for spec in charts)


def test_all_columns_count_at_first_and_the_plot_says_which_two_it_shows() -> None:
    app = dropped("plain.csv", PLAIN)
    assert "All 3 usable columns are compared; the plot shows the two above." in words(app)
    assert (
        "The plot shows two of the 3 columns that count, age and income: groups that overlap here may"
        in words(app)
    )
    assert "also" not in app.query_params


def test_a_column_that_is_made_an_axis_leaves_its_place_to_the_one_that_was() -> None:
    app = dropped("plain.csv", PLAIN, across="age", up="income")
    for way in (lambda: None, lambda: app.multiselect(key="also").set_value(["spending"]).run()):
        way()
        assert app.multiselect(key="also").options == ["spending"]
        app.selectbox(key="up").set_value("spending").run()
        assert sound(app).multiselect(key="also").options == ["income"]
        assert app.multiselect(key="also").value == ["income"]
        app.selectbox(key="up").set_value("income").run()
    table = "a,b,c,d,e\n" + "".join(
        f"{i},{i * 7 % 13},{i * 5 % 11},{i % 3},{i * i % 17}\n" for i in range(40)
    )
    some = dropped("t.csv", table, across="a", up="b", also="c")
    some.selectbox(key="across").set_value("c").run()
    assert sound(some).multiselect(key="also").value == ["a"]
    some.selectbox(key="across").set_value("e").run()
    assert sound(some).multiselect(key="also").value == ["a"]


def test_that_only_two_count_is_a_choice_that_stays_and_travels() -> None:
    app = dropped("plain.csv", PLAIN)
    app.multiselect(key="also").set_value([]).run()
    assert "2 of 3 usable columns are compared" in words(sound(app))
    choice(app, "selectbox", "encoding").set_value("latin-1").run()
    assert sound(app).multiselect(key="also").value == []
    app.switch_page("app.py").run()
    app.switch_page("pages/1_Your_data.py").run()
    assert sound(app).multiselect(key="also").value == []
    drop(
        app, "other.csv", "a,b,c\n" + "".join(f"{i * 3 % 17},{i * 7 % 13},{i * 5 % 11}\n" for i in range(40))
    )
    assert app.multiselect(key="also").value == ["c"]  # of this table nothing was said
    assert dropped("plain.csv", PLAIN, also="").multiselect(key="also").value == []


def test_nobody_chose_two_where_another_page_opens_with_two() -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["data"] = "Upload"
    app.run()
    drop(app, "plain.csv", PLAIN)
    assert app.multiselect(key="more").value == []
    app.switch_page("pages/1_Your_data.py").run()
    assert sound(app).multiselect(key="also").value == ["spending"]
    app.switch_page("app.py").run()
    assert sound(app).multiselect(key="more").value == ["spending"]  # the same rows in the same company


def test_an_axis_named_a_second_time_in_a_link_counts_once() -> None:
    app = dropped("plain.csv", PLAIN, across="age", up="income", also="age")
    assert has_groups(app)
    assert "age" not in app.multiselect(key="also").value


def test_columns_that_cannot_serve_are_listed_with_the_reason() -> None:
    app = dropped("plain.csv", PLAIN)
    assert "name: It holds words, not numbers." in words(app).replace("**", "")


def test_rows_left_out_are_counted_and_shown_with_their_line() -> None:
    app = dropped("gaps.csv", "a,b\n1,2\n,4\n5,\n9,1\n8,8\n2,2\n7,3\n")
    assert "2 rows left out: a number is missing" in [each.label for each in app.expander]
    shown = next(each.value for each in app.dataframe if "line in the file" in each.value)
    assert shown["line in the file"].tolist() == [3, 4]


DATED = "when,visits,price\n" + "".join(
    f"{date},{visits + i},{i % 4}\n"
    for i in range(8)
    for date, visits in ((f"2024-03-{i + 1:02}", 10), (f"2024-09-{i + 1:02}", 90))
)


def test_dates_are_coordinates_when_asked_for() -> None:
    app = dropped("visits.csv", DATED, into="2")
    assert app.selectbox(key="across").options == ["visits", "price"]
    assert "when: It holds dates." in words(app).replace("**", "")
    app.toggle(key="dated").set_value(True).run()
    assert sound(app).selectbox(key="across").options == ["when", "visits", "price"]
    assert app.selectbox(key="across").value == "visits"
    assert "It holds dates." not in words(app)
    app.selectbox(key="across").set_value("when").run()
    app.selectbox(key="up").set_value("visits").run()
    assert has_groups(sound(app))
    assert "late (when)" in words(app) and "when 2024-03-04 (all:\u00a02024-06-04)" in words(app)
    profiles = next(each.value for each in app.dataframe if "Group 1" in each.value)
    assert "2024-06-04" in list(profiles.set_index("Column").loc["when (average)"])
    specs = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    assert sum(spec["layout"]["xaxis"].get("type") == "date" for spec in specs) == 2


def test_dates_that_are_not_wanted_any_more_leave_the_lists() -> None:
    app = dropped("visits.csv", DATED, dated="true", across="when", also="price")
    assert app.selectbox(key="across").value == "when"
    app.toggle(key="dated").set_value(False).run()
    assert "when" not in sound(app).selectbox(key="across").options
    assert has_groups(app)


def test_dates_count_among_further_columns_and_in_mixtures() -> None:
    app = dropped("visits.csv", DATED, dated="true")
    app.multiselect(key="also").set_value(["when"]).run()
    segments(app, "plot").set_value("Mixtures of all").run()
    assert has_groups(sound(app))
    assert "2024-0" in words(app)


def test_a_table_of_dates_without_numbers_is_asked_about() -> None:
    app = dropped("series.csv", "when,who\n" + "".join(f"2024-01-{i + 1:02},p{i}\n" for i in range(20)))
    assert not app.error and not has_groups(app)
    assert "let dates count" in bare(app.info[0].value)
    app.toggle(key="dated").set_value(True).run()
    assert has_groups(sound(app))
    assert app.selectbox(key="across").value == "when"


def test_dates_join_the_only_column_of_numbers() -> None:
    app = dropped("series.csv", "when,visits\n" + "".join(f"2024-01-{i + 1:02},{i % 9}\n" for i in range(20)))
    assert has_groups(app) and app.selectbox(key="across").value == "visits"
    assert "Dates can count too" in words(app)
    app.toggle(key="dated").set_value(True).run()
    assert has_groups(sound(app))
    assert (app.selectbox(key="across").value, app.selectbox(key="up").value) == ("when", "visits")


def test_tables_without_dates_are_not_asked_about_them() -> None:
    assert "dated" not in [each.key for each in dropped("plain.csv", PLAIN).toggle]


def test_the_stepper_takes_the_dates_over() -> None:
    app = dropped("visits.csv", DATED, dated="true", across="when", up="visits", also="")
    link = next(each for each in app.get("page_link") if "step by step" in each.proto.label)
    query = dict(parse_qsl(link.proto.query_string))
    assert (query["dates"], query["x"], query["y"]) == ("true", "when", "visits")
    app.switch_page("app.py")
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert sound(app).toggle(key="dates").value is True
    assert app.selectbox(key="x").value == "when"
    sent = next(
        json.loads(each.proto.json)
        for each in app.get("bidi_component")
        if each.proto.component_name.endswith("kmeans_player")
    )
    assert (sent["columns"], sent["dates"]) == (["when", "visits"], [0])
    app.switch_page("pages/1_Your_data.py").run()
    assert sound(app).selectbox(key="across").value == "when"


def test_columns_come_back_when_the_table_is_read_as_before() -> None:
    app = dropped("plain.csv", PLAIN, across="spending", up="age", also="income")
    choice(app, "selectbox", "header_rows").set_value(0).run()
    assert app.selectbox(key="across").value in app.selectbox(key="across").options
    assert "spending" not in str(app.query_params)  # the address says what is on screen
    choice(app, "selectbox", "header_rows").set_value(1).run()
    assert (app.selectbox(key="across").value, app.selectbox(key="up").value) == ("spending", "age")
    assert app.multiselect(key="also").value == ["income"]
    assert has_groups(sound(app)) and not app.warning


def test_a_column_chosen_while_the_table_is_read_another_way_stays() -> None:
    app = dropped("plain.csv", PLAIN, across="spending", up="age")
    choice(app, "selectbox", "header_rows").set_value(0).run()
    app.selectbox(key="across").set_value("Column 4").run()
    choice(app, "selectbox", "encoding").set_value("latin-1").run()
    assert sound(app).selectbox(key="across").value == "Column 4"


def test_a_column_that_stands_in_for_an_axis_goes_back_to_those_that_count_besides() -> None:
    table = "a;b;c;d\n" + "".join(f"{i};{i * 7 % 13};{i * 5 % 11},5;{i % 3}\n" for i in range(40))
    app = dropped("table.csv", table, across="a", up="c", also="d")
    segments(app, "plot").set_value("Mixtures of all").run()
    choice(app, "selectbox", "decimal").set_value(".").run()
    assert "3 columns of numbers instead of 4" in words(app)
    app.button(key="take_change").click().run()  # now c is no number, and another is the axis
    assert (app.selectbox(key="up").value, app.multiselect(key="also").value) == ("d", [])
    app.slider(key="into").set_value(4).run()
    choice(app, "selectbox", "decimal").set_value(",").run()
    assert (app.selectbox(key="up").value, app.multiselect(key="also").value) == ("c", ["d"])
    assert segments(app, "plot").value == "Mixtures of all"
    assert has_groups(sound(app))


def test_a_link_to_one_axis_does_not_choose_a_column_twice() -> None:
    up = dropped("plain.csv", PLAIN).selectbox(key="up").value
    assert isinstance(up, str)
    app = dropped("plain.csv", PLAIN, across=up)
    assert app.selectbox(key="up").value != up and has_groups(app)


def test_of_very_many_columns_that_cannot_serve_three_are_named_at_once_and_fifty_in_all() -> None:
    heads = ",".join(["a", "b", *(f"text {j}" for j in range(60))])
    rows = "".join(",".join([str(i % 7), str(i % 5), *["same"] * 60]) + "\n" for i in range(30))
    app = dropped("t.csv", f"{heads}\n{rows}")
    (at_once,) = [each.value for each in app.caption if "cannot be used" in each.value]
    assert at_once.startswith("60 columns cannot be used:")
    assert "text 2" in at_once and "text 3" not in at_once
    (folded,) = [each for each in app.expander if each.label == "57 more of them"]
    listed, more = [each.value for each in folded.caption]
    assert listed.count("\n") == 46 and "text 3" in listed and "text 49" in listed and more == "and 10 more."


PLACED = "town,lat,lon,year,people,price\n" + "".join(
    f"t{i},{40 + 10 * (i % 2) + i / 90},{5 + 9 * (i % 2) + i % 7 / 10},{1990 + i % 9},{i * 7 % 31},{i * 5 % 29}\n"
    for i in range(40)
)


def offered(app: AppTest) -> list[str]:
    return [bare(each.label) for each in app.button if str(each.key).startswith("next_")]


def test_the_columns_worth_trying_next_are_put_in_by_one_press_each() -> None:
    assert offered(dropped("places.csv", PLACED)) == []  # beside anything else they would be no places
    app = dropped("places.csv", PLACED, by="k-means")
    assert app.selectbox(key="across").value == "lon" and app.multiselect(key="also").value == []
    assert offered(app) == ["Add “people”", "Add “price”", "Add “year”"]
    assert "“year” is not compared unasked: it seems to say when a row was." in words(app)
    for name in ("price", "year"):
        next(each for each in app.button if bare(each.label) == f"Add “{name}”").click().run()
        assert f"Add “{name}”" not in offered(sound(app)) and has_groups(app)
    assert app.multiselect(key="also").value == ["price", "year"] and offered(app) == ["Add “people”"]
    assert app.query_params["also"] == ["price", "year"]
    assert "not compared unasked" not in words(app)
    app.multiselect(key="also").set_value(["year"]).run()
    assert offered(sound(app)) == ["Add “people”", "Add “price”"]


def test_where_one_column_is_compared_alone_the_next_is_the_other_axis() -> None:
    app = dropped(
        "lifts.csv", "lift,riders,year\n" + "".join(f"l{i},{i * 7 % 31},{1990 + i % 9}\n" for i in range(30))
    )
    assert app.selectbox(key="up").value == "riders" and offered(app) == ["Add “year”"]
    assert words(app).count("seems to say when a row was") == 1
    app.button(key="next_0").click().run()
    assert (app.selectbox(key="across").value, app.selectbox(key="up").value) == ("riders", "year")
    assert has_groups(sound(app)) and offered(app) == []


def test_the_column_that_weighs_the_rows_is_not_worth_trying() -> None:
    rows = "".join(f"t{i},{20 + i * 7 % 31},{i * 5 % 29},{1 + i % 9}\n" for i in range(40))
    app = dropped("towns.csv", "town,age,income,count\n" + rows)
    app.button(key="weights").click().run()
    assert "Each row counts as often as" in words(sound(app)) and offered(app) == []


def test_long_names_that_differ_in_the_middle_have_labels_of_their_own() -> None:
    names = [f"household income per {each} before taxes in euros" for each in ("year", "month")]
    rows = "".join(f"{i % 9},{i * 7 % 31},{i * 5 % 29},{i * 3 % 37}\n" for i in range(40))
    app = dropped("long.csv", ",".join(["a", "b", *names]) + "\n" + rows, across="a", up="b")
    app.multiselect(key="also").set_value([]).run()
    assert len(offered(app)) == len(set(offered(app))) == 2


def test_where_all_that_makes_sense_is_compared_nothing_is_named_as_next() -> None:
    assert offered(dropped("plain.csv", PLAIN)) == []
    named = (
        "id,"
        + PLAIN.splitlines()[0]
        + "\n"
        + "".join(
            f"{583_920 + 7_919 * i * i % 90_001},{line}\n" for i, line in enumerate(PLAIN.splitlines()[1:])
        )
    )
    assert offered(dropped("named.csv", named)) == []


def test_names_of_columns_that_are_next_are_shown_as_they_are() -> None:
    app = dropped("places.csv", PLACED.replace("people", "**a** <b>$x$"), by="k-means")
    assert "\\*\\*a\\*\\* \\<b\\>\\$x\\$" in next(each.label for each in app.button if each.key == "next_0")
