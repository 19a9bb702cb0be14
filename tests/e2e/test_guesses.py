"""What is asked before a half-step, and how answers are judged, in the browser, against runs worked out by hand."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.player_page import of_rows
from tests.e2e.scripts import told
from ui.component import Payload

# Two columns of three points and one in between. The first and the last begin as means: (0, 0) and (10, 0).
# assign: 0 to 3 → mean 1, the others → mean 2; update: (0.75, 1), (10, 1.67); assign: nothing changes.
ROWS = [[0, 0], [0, 1], [0, 3], [3, 0], [10, 0], [10, 1], [10, 4]]
# In one line: the means begin at 0 and 1. {0}, {1, 2, 9, 10} → 0 and 5.5; {0, 1, 2}, {9, 10} → 1 and 9.5; no more changes.
LINE = [[0, 0], [1, 0], [2, 0], [9, 0], [10, 0]]


def asked(page: Page, expression: str, payload: Payload, **more: Any) -> Any:
    """An expression on `at(step)`, the questions of a half-step by their ids, and on `judge(step, id, answer)`."""
    code = f"""(() => {{
        const run = new Run(given), space = new Space(given.hover);
        const at = (step) => Object.fromEntries(questionsAt(step, run, space, given).map((each) => [each.id, each]));
        const judge = (step, id, answer) => {{ const {{ right, why }} = at(step)[id].judge(answer); return [right, why]; }};
        return {expression};
    }})()"""
    return told(page, "player/player.js", code, {**payload, **more})


@pytest.fixture(name="line", scope="module")
def a_line() -> Payload:
    return of_rows(LINE, [0, 1])


@pytest.fixture(name="two", scope="module")
def two_groups() -> Payload:
    return of_rows(ROWS, [0, 4])


def test_what_is_asked_fits_what_comes_next(stage: Page, line: Payload) -> None:
    ids = asked(
        stage,
        "[0, 1, 2, 3, 4, 5].map((step) => Object.keys(at(step)))",
        line,
        others={"inertia": 1.0, "starts": 10},
    )
    assert ids == [
        ["iterations", "which mean", "sizes"],
        ["farthest", "where to"],
        ["will change", "how many", "which mean"],
        ["farthest", "where to"],
        ["will change", "how many", "which mean"],
        ["others", "goes on", "one more", "groups", "swapped"],
    ]  # fmt: skip


def test_of_a_single_mean_nothing_is_asked_that_goes_without_saying(stage: Page) -> None:
    one = of_rows(LINE, [0])
    assert asked(stage, "[0, 1, 2, 3].map((step) => Object.keys(at(step)))", one) == [
        ["iterations"],
        ["where to"],
        ["will change", "how many"],
        ["goes on"],
    ]


def test_what_the_plot_does_not_show_is_not_asked(stage: Page) -> None:
    three = of_rows([[*row, i % 3] for i, row in enumerate(ROWS)], [0, 4], ["a", "b", "c"])
    assert asked(stage, "[Object.keys(at(0)), Object.keys(at(1))]", three) == [
        ["iterations", "sizes"],
        ["farthest"],
    ]


def test_a_run_that_did_not_come_to_its_end_is_asked_nothing_about_it(stage: Page, line: Payload) -> None:
    cut = {**line, "steps": line["steps"][:4]}
    cut["figure"] = {**line["figure"], "frames": line["figure"]["frames"][:4]}
    assert asked(stage, "[Object.keys(at(0)), Object.keys(at(3))]", cut) == [["which mean"], []]


@pytest.mark.parametrize(
    ("step", "id_", "answer", "right", "why"),
    [
        (2, "will change", {"kind": "point", "index": 1}, True, "that point went from cluster 2 to cluster 1: mean 1 is 1 away, mean 2 4.5."),
        (2, "will change", {"kind": "point", "index": 0}, False, "that point stayed in cluster 1: mean 1 is 0 away, the next, mean 2, 5.5; 2 changed."),
        (2, "will change", {"kind": "choice", "index": 0}, False, "2 points changed cluster."),
        (4, "will change", {"kind": "choice", "index": 0}, True, "no point changed any more."),
        (4, "will change", {"kind": "point", "index": 0}, False, "that point stayed in cluster 1: mean 1 is 1 away, the next, mean 2, 9.5; no point changed any more."),
        (2, "how many", {"kind": "choice", "index": 2}, True, "2 of 5 points changed cluster."),
        (4, "how many", {"kind": "choice", "index": 0}, True, "0 of 5 points changed cluster."),
        (1, "farthest", {"kind": "mean", "index": 1}, True, "mean 2 moved the farthest, by 4.5."),
        (1, "farthest", {"kind": "mean", "index": 0}, False, "mean 2 moved the farthest, by 4.5; mean 1 stayed."),
        (3, "farthest", {"kind": "mean", "index": 0}, False, "mean 2 moved the farthest, by 4; mean 1 moved by 1."),
        (0, "iterations", {"kind": "choice", "index": 0}, True, "it takes 3. That is no measure of how good the end is."),
        (0, "iterations", {"kind": "choice", "index": 1}, False, "it takes 3. That is no measure of how good the end is."),
        (0, "sizes", {"kind": "choice", "index": 1}, True, "at the end, cluster 1 has 3 points, 1.5 times as many as cluster 2 with 2. k-means looks at distances alone."),
        (1, "where to", {"kind": "place", "x": 5.5, "y": 0}, True, "mean 2 goes to (5.5, 0), the average of its 4 points; you were 0 from there. No point lies there: a mean is an average, not one of the points."),
        (1, "where to", {"kind": "place", "x": 9, "y": 0}, False, "mean 2 goes to (5.5, 0), the average of its 4 points; you were 3.5 from there. No point lies there: a mean is an average, not one of the points."),
        (3, "where to", {"kind": "place", "x": 9.5, "y": 1}, True, "mean 2 goes to (9.5, 0), the average of its 2 points; you were 1 from there. No point lies there: a mean is an average, not one of the points."),
        (5, "goes on", {"kind": "choice", "index": 1}, True, "no point changed, so no mean would move: more iterations are not better."),
        (5, "groups", {"kind": "choice", "index": 0}, False, "k-means was told to make 2 clusters, and makes them of scattered points too."),
        (5, "swapped", {"kind": "choice", "index": 1}, True, "a number is a name: no distance changes."),
    ],
)  # fmt: skip
def test_an_answer_is_judged(stage: Page, line: Payload, step: int, id_: str, answer: Any, right: bool, why: str) -> None:  # fmt: skip
    given = f"judge({step}, {id_!r}, given.answer)"
    assert asked(stage, given, line, answer=answer) == [right, why]


@pytest.mark.parametrize(
    ("inertia", "yes", "why"),
    [
        (2.5, 1, "it ends at 2.5, too."),
        (1.0, 0, "it ends at 1.0, this one at 2.5: where k-means ends depends on where it starts."),
        (3.0, 1, "it ends at 3.0, this one at 2.5."),
    ],
)
def test_whether_another_start_ends_better_is_known(stage: Page, line: Payload, inertia: float, yes: int, why: str) -> None:  # fmt: skip
    given = "[0, 1].map((index) => judge(5, 'others', { kind: 'choice', index }))"
    answers = asked(stage, given, line, others={"inertia": inertia, "starts": 10})
    assert answers == [[yes == 0, why], [yes == 1, why]]


def ending(payload: Payload, sizes: list[int]) -> Payload:
    """The same run, said to end in clusters of these sizes."""
    return {**payload, "steps": [*payload["steps"][:-1], {**payload["steps"][-1], "sizes": sizes}]}


@pytest.mark.parametrize(
    ("ends", "right", "told"),
    [
        ([1499, 1000], 0, "1.499 times"),
        ([1500, 1000], 1, "1.5 times"),
        ([3000, 1000], 1, "3 times"),
        ([3001, 1000], 2, "3.001 times"),
        ([148, 99], 0, "1.495 times"),
    ],
)
def test_the_number_of_times_is_written_on_its_side_of_the_ranges(
    stage: Page, line: Payload, ends: list[int], right: int, told: str
) -> None:
    answers = asked(
        stage, "[0, 1, 2].map((index) => judge(0, 'sizes', { kind: 'choice', index }))", ending(line, ends)
    )
    assert [hit for hit, _ in answers] == [index == right for index in range(3)]
    assert f", {told} as many as " in answers[0][1]


def test_with_a_cluster_that_ends_empty_nothing_is_asked_that_takes_points_in_each(
    stage: Page, line: Payload
) -> None:
    ids = asked(stage, "[0, 5].map((step) => Object.keys(at(step)))", ending(line, [5, 0]))
    assert ids == [["iterations", "which mean"], ["goes on", "swapped"]]


def test_what_a_mean_more_does_is_told_by_where_it_can_stand(stage: Page, line: Payload) -> None:
    code = "(({ options }) => [options, ...judge(5, 'one more', { kind: 'choice', index: given.index })])(at(5)['one more'])"
    for index in range(3):
        assert asked(stage, code, line, others={"inertia": 1.0, "starts": 10}, index=index) == [
            ["lower, groups or not", "lower only if there are 3 groups", "higher"],
            index == 0,
            "one more mean can stand on a point that no mean is on. So lower inertia is no sign that there are more groups.",
        ]


def test_without_a_lower_inertia_nothing_is_said_of_it(stage: Page, line: Payload) -> None:
    assert "one more" not in asked(stage, "Object.keys(at(5))", line, others={"inertia": 0.0, "starts": 10})


def test_a_point_whose_neighbour_goes_elsewhere_is_asked_about(stage: Page) -> None:
    # 4 is nearer to 0 than to 9, though its nearest neighbour, 5, goes to 9.
    rows = [[0, 0], [4, 0], [5, 0], [9, 0], [9, 1]]
    payload = of_rows(rows, [0, 3])
    question = asked(
        stage, "(({ trap, subject, text }) => [trap, subject, text])(at(0)['which mean'])", payload
    )
    at = [question[1]["x"], question[1]["y"]]
    assert question[0] == "neighbour"
    # whoever does not see the ring reads its place
    assert question[2] == f"Which mean gets the ringed point, at a {at[0]}, b {at[1]}?"
    assert at in ([4, 0], [5, 0])
    mean, other = (0, 1) if at == [4, 0] else (1, 0)
    said = (
        f"mean {mean + 1} gets it: it is 4 away, mean {other + 1} 5. Its nearest neighbour on the plot is in cluster {other + 1}: "
        "what counts is the nearest mean."
    )
    for index, right in ((mean, True), (other, False)):
        assert asked(stage, f"judge(0, 'which mean', {{ kind: 'mean', index: {index} }})", payload) == [
            right,
            said,
        ]


def test_a_place_is_measured_in_the_units_of_each_column(stage: Page, line: Payload) -> None:
    plane = {"axes": [1, 0], "units": [2.0, 0.5]}  # across is column b, and counts more
    near = asked(stage, "judge(1, 'where to', { kind: 'place', x: 5.5, y: 3 })", line, plane=plane)
    assert near[0] and "(0, 5.5)" in near[1] and "you were 0 off in “b”, 3 off in “a”." in near[1]
    assert not asked(stage, "judge(1, 'where to', { kind: 'place', x: 8.5, y: 0 })", line, plane=plane)[0]


def test_what_was_answered_stands_at_its_place(stage: Page, line: Payload) -> None:
    notes = "at({}).{}.judge({}).notes"
    assert asked(stage, "at(2)['will change'].judge({ kind: 'point', index: 1 }).notes", line) == [
        {"x": 1, "y": 0, "text": "1 to mean 1, 4.5 to mean 2"}
    ]
    assert asked(stage, notes.format(1, "farthest", "{ kind: 'mean', index: 0 }"), line) == [
        {"x": 5.5, "y": 0, "text": "moved by 4.5"},
        {"x": 0, "y": 0, "text": "stayed"},
    ]
    assert asked(stage, "at(1)['where to'].judge({ kind: 'place', x: 9, y: 1 }).notes", line) == [
        {"x": 9, "y": 1, "text": "you: 3.64 from there", "to": {"x": 5.5, "y": 0}}
    ]


# ---- the sitting ---------------------------------------------------------------------------------------------------


def sat(
    page: Page, answers: list[tuple[str, str | None, bool]], questions: list[tuple[str, str | None]]
) -> Any:
    """Which question is chosen after some answers."""
    code = """(() => {
        const one = new Sitting();
        for (const [id, trap, right] of given[0]) one.note({ id, trap: trap ?? undefined, text: "?" }, { given: "", why: "", right });
        return one.choose(given[1].map(([id, trap]) => ({ id, trap: trap ?? undefined })))?.id ?? null;
    })()"""
    return told(page, "player/sitting.js", code, [answers, questions])


def test_the_question_asked_least_comes_next(stage: Page) -> None:
    both: list[tuple[str, str | None]] = [("a", None), ("b", "t")]
    assert sat(stage, [], both) == "a"
    assert sat(stage, [("a", None, True)], both) == "b"
    assert sat(stage, [("a", None, False), ("b", "t", True)], both) == "a"
    assert sat(stage, [], []) is None


def test_a_trap_that_was_missed_comes_again_later(stage: Page) -> None:
    both: list[tuple[str, str | None]] = [("a", None), ("b", "t")]
    missed = ("b", "t", False)
    assert sat(stage, [missed], both) == "a"
    assert sat(stage, [missed, ("a", None, True)], both) == "a"  # not at once
    assert (
        sat(stage, [missed, ("a", None, True), ("c", None, True)], [("a", None), ("d", None), ("b", "t")])
        == "b"
    )
    assert sat(stage, [missed, ("c", None, True), ("c", None, True), ("b", "t", True)], both) == "a"
