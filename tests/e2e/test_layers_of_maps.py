"""What a map of starting places says in the browser, against cases worked out by hand."""

from typing import Any

from playwright.sync_api import Page

from tests.e2e.scripts import told

# Three places across, two up; it is not known where the last leads.
LAYER = {"x": [0, 1, 2], "y": [10, 20], "z": [[0, 0, 1], [2, 0, -1]]}


def of_maps(page: Page, expression: str, given: Any = None) -> Any:
    return told(page, "starts/layers.js", expression, given or LAYER)


def test_a_place_leads_where_the_nearest_place_of_the_grid_does(stage: Page) -> None:
    places = (
        "[[0, 10], [1.4, 14], [1.6, 14], [0.4, 16], [9, 99], [-9, 99]].map((place) => kindAt(given, place))"
    )
    assert of_maps(stage, places) == [0, 0, 1, 2, -1, 2]
    assert of_maps(stage, "kindAt(undefined, [0, 10])") == -1


def test_shares_are_of_the_whole_map_in_the_order_of_the_answers(stage: Page) -> None:
    shares = of_maps(stage, "largestShares(given)")
    assert shares == [[0, 3 / 6], [1, 1 / 6], [2, 1 / 6]]
    assert of_maps(stage, "largestShares(undefined)") == []


def test_nine_are_listed_and_none_below_a_hundredth(stage: Page) -> None:
    # two hundred places: answers 0 to 10 with 1 to 11 of them, the rest with answer 11
    cells = [kind for kind in range(11) for _ in range(kind + 1)]
    cells += [11] * (200 - len(cells))
    layer = {"x": list(range(20)), "y": list(range(10)), "z": [cells[i : i + 20] for i in range(0, 200, 20)]}
    listed = of_maps(stage, "largestShares(given)", layer)
    assert listed == [*([kind, (kind + 1) / 200] for kind in range(3, 11)), [11, 134 / 200]]
    few = {"x": list(range(100)), "y": [0, 1], "z": [[0] * 100, [1, 1, 2, 3, *[0] * 96]]}
    assert [kind for kind, _ in of_maps(stage, "largestShares(given)", few)] == [0, 1]


def test_what_is_not_listed_is_counted_so_that_no_map_passes_for_one_answer(stage: Page) -> None:
    few = {"x": list(range(100)), "y": [0, 1], "z": [[0] * 100, [1, 2, *[0] * 98]]}
    assert of_maps(stage, "largestShares(given)", few) == [[0, 198 / 200]]
    assert abs(of_maps(stage, "shareOfOthers(given, largestShares(given))", few) - 2 / 200) < 1e-9
    assert of_maps(stage, "shareOfOthers(given, largestShares(given))") == 0  # one place is unknown
    assert of_maps(stage, "shareOfOthers(undefined, [])") == 0


def test_a_single_answer_that_is_left_is_told_by_its_name(stage: Page) -> None:
    few = {"x": list(range(100)), "y": [0, 1], "z": [[0] * 100, [1, *[0] * 99]]}
    assert of_maps(stage, "largestShares(given)", few) == [[0, 199 / 200], [1, 1 / 200]]
    assert of_maps(stage, "shareOfOthers(given, largestShares(given))", few) == 0


def test_the_same_ground_is_the_same_box_and_as_many_means(stage: Page) -> None:
    one = {"means": [[0, 0], [1, 1]], "box": [[0, 1], [2, 3]]}
    others = [
        one,
        {**one, "means": [[5, 5], [6, 6]]},
        {**one, "means": [[0, 0]]},
        {**one, "box": [[0, 1], [2, 4]]},
    ]
    same = told(
        stage,
        "starts/layers.js",
        "given.map(([one, other]) => sameGround(one, other))",
        [[one, other] for other in others],
    )
    assert same == [True, True, False, False]


def test_an_answer_that_only_the_map_has_is_listed_however_small(stage: Page) -> None:
    few = {"x": list(range(100)), "y": [0, 1], "z": [[0] * 100, [1, 2, 3, *[0] * 97]]}
    listed = of_maps(stage, "largestShares(given, (kind) => kind === 2)", few)
    assert listed == [[0, 197 / 200], [2, 1 / 200]]
