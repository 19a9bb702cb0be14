"""Words that count as numbers are told in their words: by hand, and through rules, profiles and reasons."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from study import scaling
from study.groups_in_words import besides, group_headline, profile_table, trait_words, typical_values
from study.numerals import POINT
from study.profiles import Profiles, make_profiles
from study.rules import Condition, Rule, find_rules, rule_in_words
from study.scales import Scale, rising_words, scale_of, words_of
from study.spread import cross_table
from study.take_home import profiles_frame
from study.why_here import distances_table, lie_of_rows, smallest_move, why_here_in_words
from tables import Choices, Table, count_words, read_table
from tests.study.some_rules import meets

HOW_OFTEN = ("never", "rarely", "sometimes", "often", "always")
TEXT = "who,walks,likes it,age\n" + "".join(
    f"p{i},{HOW_OFTEN[i % 2 + 3 * (i % 4 // 2)]},{'yes' if i % 4 > 1 else 'no'},{20 + i % 7}\n"
    for i in range(40)
)
FREQUENCY = Scale((1.0, 2.0, 3.0, 4.0, 5.0), HOW_OFTEN)


def bare(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def grouped(
    columns: tuple[str, ...] = ("walks", "likes it"),
) -> tuple[Table, Profiles, np.ndarray, np.ndarray]:
    table = count_words(read_table(TEXT.encode(), "t.csv"), Choices())
    labels = np.arange(40) % 4 // 2
    values = table.frame[list(columns)].to_numpy(float)
    means = np.array([values[labels == j].mean(axis=0) for j in (0, 1)])
    return table, make_profiles(table, columns, labels, means), labels, values


def test_an_average_has_its_word_and_the_number_beside_it() -> None:
    for value, said in (
        (1.0, "never (1)"),
        (4.2, "often (4.2)"),
        (3.5, "sometimes to often (3.5)"),
        (5.1, "always (5.1)"),
    ):
        assert bare(FREQUENCY.average(value, f"{value:g}", POINT)) == said
    yes = Scale((0.0, 1.0), ("No", "Yes"))
    assert bare(yes.average(0.624, "", POINT)) == "62% Yes"
    assert bare(yes.average(-0.1, "", POINT)) == "0% Yes" and yes.average(np.nan, "", POINT) == "–"


@given(st.floats(0, 6), st.floats(0, 6))
def test_the_words_of_a_stretch_are_those_that_lie_in_it(above: float, up_to: float) -> None:
    inside = [word for level, word in zip(FREQUENCY.levels, HOW_OFTEN, strict=True) if above < level <= up_to]
    said = bare(FREQUENCY.within(above, up_to)).split(" to ")
    assert said == ([inside[0], inside[-1]][: len(inside)] if inside else ["–"])


def test_rules_profiles_and_reasons_speak_in_words() -> None:
    _, profiles, labels, values = grouped()
    rules = find_rules(values, labels, 2)
    assert all(rule is not None for rule in rules)
    said = [bare(rule_in_words(rule, profiles)) for rule in rules if rule is not None]
    assert said in (
        ["walks: never to rarely: all 20, and no other", "walks: often to always: all 20, and no other"],
        ["likes it: no: all 20, and no other", "likes it: yes: all 20, and no other"],
    )
    both = Rule((Condition(0, 1.0, True), Condition(0, 4.0, False), Condition(1, 0.5, True)), 3, 4, 0)
    assert (
        bare(rule_in_words(both, profiles))
        == "walks: rarely to often and likes it: yes: 3 of its 4, and no other"
    )
    assert (
        bare(group_headline(profiles, 1))
        == "Group 2, 20 rows: more often yes (likes it), often to always (walks)"
    )
    assert trait_words(profiles, 0) == "less often yes (likes it), never to rarely (walks)"
    typical = [(name, bare(value), bare(overall)) for name, value, overall in typical_values(profiles, 1)]
    assert typical == [
        ("walks", "often to always (4.5)", "rarely to often (3)"),
        ("likes it", "100% yes", "50% yes"),
    ]
    shown = profile_table(profiles).map(bare)
    assert shown["Column"].tolist()[2:4] == ["walks (average)", "likes it (share)"]
    assert shown["Group 1"].tolist()[2:4] == ["never to rarely (1.5)", "0% yes"]
    frame = profiles_frame(profiles)
    assert frame["average of walks (1 = never to 5 = always)"].tolist() == [1.5, 4.5, 3.0]
    assert frame["share of yes in likes it"].tolist() == [0.0, 1.0, 0.5]


def test_what_did_not_count_is_told_in_words_too() -> None:
    _, profiles, _, _ = grouped(("age", "walks"))
    assert "likes it 100% yes (all: 50% yes)" in map(bare, besides(profiles, 1))


def test_a_row_moves_to_an_answer_that_there_is() -> None:
    table, profiles, labels, values = grouped()
    points = scaling.make_points(table, "t", ("walks", "likes it"), "none")
    means = np.array([values[labels == j].mean(axis=0) for j in (0, 1)])
    move = smallest_move(points, means, labels, 1)  # rarely, no
    assert move is not None and move.value in {1, 2, 4, 5} and move.column == 0
    said = bare(
        " ".join(why_here_in_words("p1", profiles, points, means, lie_of_rows(points, labels, means), 1))
    )
    assert "with often in “walks” in place of rarely" in said
    shown = distances_table(profiles, points, means, 1).map(bare)
    assert shown.iloc[0].tolist() == ["This row", "", "rarely", "no"]


def test_words_are_drawn_in_their_order() -> None:
    table, _, labels, _ = grouped()
    made = cross_table(words_of(table, "walks"), labels, 2, rising_words(table, "walks"))
    assert made.words == ("never", "rarely", "often", "always")
    assert made.rows.tolist() == [[10, 10, 0, 0], [0, 0, 10, 10]]


def test_a_category_is_there_or_not() -> None:
    text = "kind,b\n" + "".join(f"{'xyz'[i % 3]},{'pq'[i % 2]}\n" for i in range(30))
    table = count_words(read_table(text.encode(), "t.csv"), Choices())
    (name, *_) = table.categories
    assert scale_of(table, name) == Scale((0.0, 1.0), ("no", "yes"))
    assert words_of(table, name).tolist() == table.frame["kind"].tolist()


@pytest.mark.parametrize("name", ["age", "who"])
def test_numbers_and_names_have_no_scale(name: str) -> None:
    assert scale_of(count_words(read_table(TEXT.encode(), "t.csv"), Choices()), name) is None


@given(
    st.lists(st.tuples(st.integers(-20, 20), st.integers(0, 1)), min_size=4, max_size=40),
    st.sampled_from([1, 0.5, 0.1]),
)
def test_between_is_true_at_both_ends(rows: list[tuple[int, int]], unit: float) -> None:
    values = np.array([[unit * number] for number, _ in rows])
    labels = np.array([group for _, group in rows])
    for rule in find_rules(values, labels, 2):
        if rule is not None and len(rule.conditions) == 2:
            over, up_to = rule.conditions
            assert over.least is not None
            between = (values[:, 0] >= over.least) & (values[:, 0] <= up_to.threshold)
            np.testing.assert_array_equal(between, meets(rule, values))
