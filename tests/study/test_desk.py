"""What lies on the desk: nothing that goes wrong takes anything away."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from study.choices_in_link import choices_from_link, choices_to_link
from study.desk import EXAMPLE, FILE, Desk, Drawer
from study.losses import loses
from tables import Choices

GOOD = b"a;b\n1,5;2\n2,5;3\n4,5;9\n"
OTHER = b"c,d\n1,2\n3,5\n8,9\n"
WORDS = b"name,color\nAnn,red\nBo,blue\nCy,green\n"


def drawer_with(*files: tuple[bytes, str]) -> Drawer:
    drawer = Drawer()
    for content, name in files:
        drawer.bring(content, name)
        drawer.read()
    return drawer


def shown(drawer: Drawer) -> str:
    assert drawer.shown is not None
    return drawer.shown.brought.filename


def test_a_good_file_is_shown() -> None:
    drawer = drawer_with((GOOD, "good.csv"))
    assert shown(drawer) == "good.csv"
    assert drawer.trouble is None and not drawer.can_undo and not drawer.is_due


def test_a_hopeless_file_alone_leaves_a_sentence() -> None:
    drawer = drawer_with((b"", "empty.csv"))
    assert drawer.shown is None and drawer.trouble and not drawer.can_undo


def test_a_hopeless_file_leaves_the_earlier_one_and_its_choices() -> None:
    drawer = drawer_with((GOOD, "good.csv"))
    drawer.choose(decimal=",")
    drawer.read()
    drawer.bring(b"", "empty.csv")
    drawer.read()
    assert shown(drawer) == "good.csv"
    assert drawer.choices == Choices(decimal=",")
    assert drawer.trouble is not None and "empty.csv" in drawer.trouble


def test_a_file_of_words_is_shown_and_can_be_undone() -> None:
    drawer = drawer_with((GOOD, "good.csv"), (WORDS, "words.csv"))
    assert shown(drawer) == "words.csv" and drawer.shown is not None and drawer.shown.problem
    drawer.undo()
    assert shown(drawer) == "good.csv" and not drawer.is_due


def test_a_choice_that_spoils_it_leaves_the_table_until_it_is_put_right() -> None:
    drawer = drawer_with((GOOD, "good.csv"))
    table = drawer.shown
    drawer.choose(delimiter="|")
    drawer.read()
    assert drawer.shown is table and drawer.trouble and drawer.can_undo
    assert drawer.choices.delimiter == "|"
    drawer.choose(delimiter=";")
    drawer.read()
    assert drawer.trouble is None and drawer.shown is not None and drawer.shown.problem is None


def test_reset_leaves_everything_to_the_reader() -> None:
    drawer = drawer_with((GOOD, "good.csv"))
    drawer.choose(header_rows=0, missing_codes=("2,5",))
    drawer.read()
    generation = drawer.generation
    drawer.reset()
    drawer.read()
    assert drawer.choices == Choices()
    assert drawer.generation > generation  # the widgets that show the choices begin anew


def test_a_choice_that_makes_a_hopeless_file_readable_is_taken() -> None:
    drawer = drawer_with((WORDS, "words.csv"))
    drawer.bring(GOOD, "good.csv", Choices(delimiter="|"))
    drawer.read()
    drawer.choose(delimiter=None)
    drawer.read()
    assert shown(drawer) == "good.csv" and drawer.trouble is None


def test_reading_tells_how_far_it_is() -> None:
    told: list[float] = []
    drawer = Drawer()
    drawer.bring(GOOD, "good.csv")
    drawer.read(lambda share, words: told.append(share))
    assert told == sorted(told) and told[-1] == 1.0


def test_the_same_table_is_read_once() -> None:
    drawer = drawer_with((GOOD, "good.csv"))
    table = drawer.shown
    drawer.read()
    assert drawer.shown is table


def test_choices_of_a_link_are_for_the_first_file_alone() -> None:
    desk = Desk(linked_choices=Choices(header_rows=0), scaling="range")
    desk.bring_file(GOOD, "good.csv")
    assert desk.drawer.choices == Choices(header_rows=0) and desk.scaling == "range"
    desk.bring_file(OTHER, "other.csv")
    assert desk.drawer.choices == Choices() and desk.scaling is None


def test_drawers_do_not_disturb_each_other() -> None:
    desk = Desk()
    desk.bring_file(GOOD, "good.csv")
    desk.drawer.read()
    desk.active = EXAMPLE
    desk.drawer.bring(OTHER, "other.csv")
    desk.drawer.read()
    assert shown(desk.drawer) == "other.csv"
    assert shown(desk.drawers[FILE]) == "good.csv"


@pytest.mark.parametrize(
    "choices",
    [
        Choices(),
        Choices(delimiter=";", decimal=",", header_rows=0, first_row=4, last_row=9, encoding="cp1252"),
        Choices(sheet="Blatt <1>", missing_codes=("-999", "k. A.")),
        Choices(column_decimals={"größe": ","}, table_member="a/b.csv"),
        Choices(word_orders={"a": ("no", "yes"), "b": ()}, rows_kept=(3,)),
        Choices(
            only_words={"land": ("Peru", "Chile")},
            column_types={"a": "number", "b": "words"},
            units={"a": "cm", "b": ""},
            only_between={"n": (None, 2.5), "day": ("2024-02-29", None)},
        ),
    ],
)
def test_choices_travel_in_a_link(choices: Choices) -> None:
    assert (choices_from_link(choices_to_link(choices)) or Choices()) == choices


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "{",
        "[]",
        "5",
        '{"delimiter":5}',
        '{"delimiter":""}',
        '{"header_rows":-1}',
        '{"header_rows":true}',
        '{"decimal":"x"}',
        '{"nobody":"knows"}',
    ],
)
def test_nonsense_in_a_link_is_no_choice(text: str | None) -> None:
    assert choices_from_link(text) is None


@pytest.mark.parametrize(
    ("at_most", "too_much"),
    [
        ({"sheet": "n" * 1000}, {"sheet": "n" * 1001}),
        ({"missing_codes": ["x"] * 1000}, {"missing_codes": ["x"] * 1001}),
        ({"rows_left_out": [*range(1, 1001)]}, {"rows_left_out": [*range(1, 1002)]}),
        (
            {"column_decimals": {f"c{j}": "," for j in range(1000)}},
            {"column_decimals": {f"c{j}": "," for j in range(1001)}},
        ),
        ({"first_row": 1, "header_rows": 0, "last_row": 0}, {"first_row": 0}),
        ({"rows_kept": [1]}, {"rows_kept": [0]}),
        ({"decimal": ","}, {"decimal": ";"}),
        ({"header_rows": 1}, {"header_rows": True}),
        ({"only_between": {"a": [1, 1.5]}}, {"only_between": {"a": [1]}}),
        ({"only_between": {"a": [None, 1e308]}}, {"only_between": {"a": [None, float("inf")]}}),
        ({"only_between": {"a": ["2024-02-29", None]}}, {"only_between": {"a": ["2023-02-29", None]}}),
        ({"only_between": {"a": [0, 10**308]}}, {"only_between": {"a": [0, 10**309]}}),
        ({"only_between": {"a": [0, 1]}}, {"only_between": {"a": [False, 1]}}),
        ({"column_types": {"a": "date"}}, {"column_types": {"a": "colour"}}),
        ({"only_words": {"a": ["x"] * 1000}}, {"only_words": {"a": ["x"] * 1001}}),
    ],
)
def test_a_link_says_as_much_as_it_may_and_no_more(at_most: dict[str, Any], too_much: dict[str, Any]) -> None:
    taken = choices_from_link(json.dumps(at_most))
    assert taken is not None and json.loads(choices_to_link(taken)) == at_most
    assert choices_from_link(json.dumps(too_much)) is None


MANY = b"a;b\n" + b"".join(b"%d,5;%d\n" % (i % 7, i * i % 11) for i in range(12))


def test_every_change_can_be_undone_one_by_one() -> None:
    drawer = drawer_with((MANY, "many.csv"))
    seen = [drawer.choices]
    for changes in ({"rows_left_out": (3,)}, {"missing_codes": ("0",)}, {"header_rows": 0}):
        drawer.choose(**changes)
        drawer.read()
        seen.append(drawer.choices)
    drawer.choose(**changes)  # what is so already is no change
    drawer.keep_value("-9")
    assert drawer.values == {"-9"}
    drawer.undo_change()
    assert drawer.values == frozenset() and drawer.choices == seen[3]
    for choices in seen[2::-1]:
        drawer.undo_change()
        drawer.read()
        assert (
            drawer.choices == choices and drawer.shown is not None and drawer.shown.brought.choices == choices
        )
    assert not drawer.before


def test_a_change_that_reads_less_waits_until_it_is_taken() -> None:
    drawer = drawer_with((MANY, "many.csv"))
    whole = drawer.shown
    assert whole is not None
    drawer.choose(last_row=6)
    drawer.read()
    assert drawer.shown is whole and drawer.doubtful is not None and not drawer.is_due
    assert (
        loses(whole.table, drawer.doubtful.table)
        == "That would read 6 rows (with those of names) instead of 13 and 10 numbers instead of 24."
    )
    asked = drawer.generation
    drawer.leave()
    assert drawer.generation > asked  # the widgets that show the choices begin anew
    assert drawer.choices == Choices() and not drawer.is_due and not drawer.before and drawer.doubtful is None
    drawer.choose(last_row=6)
    drawer.read()
    drawer.take()
    assert drawer.shown is not whole and drawer.choices.last_row == 6 and not drawer.is_due
    drawer.undo_change()
    drawer.read()
    assert drawer.shown is not None and len(drawer.shown.table.frame) == 12


def test_rows_that_somebody_leaves_out_are_not_asked_about() -> None:
    drawer = drawer_with((MANY, "many.csv"))
    drawer.choose(rows_left_out=(2, 3))
    drawer.read()
    assert drawer.doubtful is None and drawer.shown is not None and len(drawer.shown.table.frame) == 10


def test_a_table_that_is_removed_is_off_the_desk_and_comes_back_where_another_takes_its_place_in_vain() -> (
    None
):
    drawer = drawer_with((MANY, "many.csv"))
    drawer.choose(header_rows=0)
    drawer.read()
    shown, held = drawer.shown, drawer.held
    for _ in range(2):
        drawer.remove()
        assert drawer.shown is None and drawer.good is None and drawer.wanted is None and not drawer.before
        assert drawer.held == held  # what may come back counts
    drawer.take_back()
    assert drawer.shown is shown and drawer.before and drawer.replaced is None
    drawer.bring(b"%PDF-1.7", "paper.pdf")
    drawer.read()
    assert drawer.trouble is not None and drawer.shown is shown


def test_undoing_a_change_that_failed_leaves_nothing_to_undo() -> None:
    drawer = drawer_with((MANY, "many.csv"))
    drawer.choose(encoding="utf-16")
    drawer.read()
    assert drawer.trouble is not None and drawer.before
    drawer.undo()
    assert drawer.trouble is None and not drawer.before


def test_another_file_takes_the_place_of_all_that_was_held() -> None:
    drawer = drawer_with((MANY, "many.csv"))
    drawer.reset()
    drawer.bring(MANY + b"\n", "other.csv")
    assert drawer.meant is None


def changed(drawer: Drawer) -> None:
    drawer.choose(decimal=",")
    drawer.read()


def fewer(drawer: Drawer) -> None:
    drawer.choose(rows_left_out=(2,))
    drawer.shown, drawer.doubtful = drawer.shown, drawer.shown


def failed(drawer: Drawer) -> None:
    drawer.choose(delimiter="|")
    drawer.read()


def read_once(drawer: Drawer) -> None:
    changed(drawer)
    drawer.ways = {choices_to_link(Choices())}


@pytest.mark.parametrize(
    ("before", "act"),
    [
        (changed, Drawer.undo_change),
        (fewer, Drawer.leave),
        (failed, Drawer.undo),
        (changed, Drawer.reset),
        (read_once, lambda drawer: drawer.read_as(choices_to_link(Choices()))),
        (changed, Drawer.remove),
    ],
    ids=["undo the change", "leave", "undo", "reset", "as read once", "remove"],
)
def test_what_sets_choices_back_by_itself_makes_new_widgets_and_what_cannot_be_done_makes_none(
    before: Callable[[Drawer], None], act: Callable[[Drawer], None]
) -> None:
    """A widget that stays would go on showing what was chosen before."""
    drawer = drawer_with((GOOD, "good.csv"))
    before(drawer)
    generation, asked = drawer.generation, drawer.wanted
    act(drawer)
    assert drawer.wanted != asked and drawer.generation == generation + 1
    empty = Drawer()
    if act is not Drawer.remove:
        act(empty)
        assert empty.generation == 0


def test_a_choice_by_a_widget_keeps_the_widgets() -> None:
    drawer = drawer_with((GOOD, "good.csv"))
    generation = drawer.generation
    drawer.choose(decimal=",")
    drawer.fill(True)
    drawer.keep_value("-999")
    drawer.choose_part(2, 3)
    assert drawer.generation == generation
