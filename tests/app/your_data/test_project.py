"""A project is opened, and all is as it was."""

from study.links import FILLED
from study.project import Project, project_file
from tables import Choices
from tests.app.your_data_page import PLAIN, drop, dropped, errors, has_groups, opened, words


def saved(
    names: tuple[str, tuple[str, ...]] | None = None, columns: tuple[str, ...] = ("spending", "age", "income")
) -> bytes:
    return project_file(
        Project(
            PLAIN.encode(),
            "plain.csv",
            Choices(),
            (),
            True,
            True,
            columns,
            "range",
            True,
            False,
            4,
            "members",
            names,
        )
    )


def test_all_is_as_it_was() -> None:
    app = drop(opened(), "plain.kmeans.zip", saved())
    assert "30 members in 4 groups." in words(app) and "plain.csv" in words(app)
    assert app.selectbox(key="across").value == "spending" and app.selectbox(key="up").value == "age"
    assert app.multiselect(key="also").value == ["income"]
    assert app.radio(key="scaling_choice").value == "range" and app.slider(key="into").value == 4
    assert app.query_params["missing"] == FILLED


def test_it_goes_before_what_is_on_the_desk_and_brings_its_names() -> None:
    app = dropped("plain.csv", PLAIN, into="2", across="age", up="income")
    drop(app, "plain.kmeans.zip", saved())
    assert app.selectbox(key="across").value == "spending" and app.slider(key="into").value == 4


def test_columns_that_the_table_lacks_are_left_out() -> None:
    app = drop(opened(), "p.kmeans.zip", saved(columns=("nothing", "age")))
    # The one that is left is compared alone
    assert (app.selectbox(key="across").value, app.selectbox(key="up").value) == ("age", "age")


def test_a_damaged_one_gets_a_sentence_and_takes_nothing_away() -> None:
    app = dropped("plain.csv", PLAIN)
    drop(app, "p.kmeans.zip", saved()[:-30])
    assert "This project file is damaged" in errors(app) and has_groups(app)
