"""The page "How many groups?" without a browser: what it says and sends, recomputed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from kmeans_core import (
    assign_labels,
    changes_of_company,
    council,
    fit,
    make_dataset,
    scattered,
    silhouette_samples,
    silhouette_score,
)
from kmeans_core.council import INIT, STARTS_ELSEWHERE
from study import closer_look, links
from study import council as words
from study.by_similarity import similarity_on
from study.judges import NOT_CALIBRATED
from study.links import UPLOAD
from study.measured import compared, nearest_groups
from study.nearness import Nearness
from study.points import Points
from study.similarities import MIXED, NEARS
from study.text import literal
from study.words import in_words
from tests.app.sent import sent_to
from ui.council.cases import CASES
from ui.council.hearing import DRAWS
from ui.data import example, generated, points_from_example

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGE = "pages/3_How_many_groups.py"


def good(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    assert not app.error, [each.value for each in app.error]
    return app


def linked(**query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.switch_page(PAGE)
    for name, value in query.items():
        app.query_params[name] = value
    return good(app.run())


def uploaded(content: str, **query: str) -> AppTest:
    app = linked(data=UPLOAD, **query)
    app.file_uploader(key="file").upload("t.csv", content.encode(), "text/csv").run()
    return good(app)


def board(app: AppTest) -> dict[str, Any]:
    return sent_to(app, "kmeans_council_board")


def closer(app: AppTest) -> dict[str, Any]:
    return sent_to(app, "kmeans_council_closer")


def panels(app: AppTest) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in closer(app)["pictures"]}


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in [*app.title, *app.markdown, *app.caption])


def test_all_that_is_shown_of_five_groups_is_what_the_core_finds() -> None:
    app = linked(n="120")
    X, _ = make_dataset("blobs", 120, 5, 1.0, 13)
    found = council(X)
    assert app.title[0].value == "Five groups. Five of five judges agree." == words.verdict(found)
    assert words.how_often_right(found, 120, 120) in said(app)

    sent = board(app)
    assert [each["k"] for each in sent["pictures"]] == list(found.ks) == list(range(1, 11))
    assert [row["says"] for row in sent["rows"]] == [5, 5, 5, 5, 5, found.elbow.choice]
    assert [row["pale"] for row in sent["rows"]] == [False] * 5 + [True]
    assert sent["choice"] == sent["lookedAt"] == 5
    for row, opinion in zip(sent["rows"], [*found.opinions, found.elbow], strict=True):
        told = re.findall(r"<title>(k = .*?)</title>", row["svg"])
        assert told == [closer_look.opinion_at(opinion, index, k) for index, k in enumerate(found.ks)]

    labels = assign_labels(X, found.means[4])
    own = silhouette_samples(X, labels)
    noise = scattered(X, 0)
    of_noise = silhouette_score(noise, fit(noise, 5, STARTS_ELSEWHERE, init=INIT).labels)
    shown = panels(app)
    assert shown["seats"]["said"].startswith(
        f"On average {own.mean():.2f}; in the scattered points {of_noise:.2f}."
    )
    changes = changes_of_company(X, found.means[4], DRAWS)
    assert shown["company"]["said"] == closer_look.company_in_words(changes, DRAWS)
    seats = closer(app)["seats"]["said"]
    assert sorted(int(each.split(",")[0].removeprefix("Point ")) for each in seats) == list(range(1, 121))
    for each in seats[::17]:
        point = int(each.split(",")[0].removeprefix("Point ")) - 1
        assert f": {own[point]:.2f}" in each


@pytest.mark.parametrize("name", CASES)
def test_the_prepared_cases_show_what_they_say(name: str) -> None:
    app = linked()
    app.button(key=f"case_{name}").click().run()
    good(app)
    case = CASES[name]
    assert case.point in said(app)
    made = int(case.settings["groups"])  # type: ignore[call-overload]
    votes = [row["says"] for row in board(app)["rows"][:-1]]
    told = {"judges_unequal": (4, 4), "judges_stretched": (1, 3), "judges_rings": (12, 3)}[name]
    assert votes.count(told[0]) == told[1] and told[0] != made
    assert f"{in_words(told[1])} of five judges" in case.point.lower()
    assert case.point.startswith(f"**{in_words(made).capitalize()} ")


def test_a_link_says_which_number_is_looked_at_and_other_points_forget_it() -> None:
    app = linked(n="60", shown="3")
    assert board(app)["lookedAt"] == closer(app)["k"] == 3
    assert app.query_params["shown"] in ("3", ["3"])
    app.session_state["seed"] = 14
    good(app.run())
    assert board(app)["lookedAt"] == board(app)["choice"]
    assert "shown" not in app.query_params


def test_a_number_that_is_not_compared_is_answered_with_a_sentence() -> None:
    app = linked(n="60", shown="11")
    assert board(app)["lookedAt"] == board(app)["choice"]
    assert any("shown = 11" in each.value for each in app.info)


@pytest.mark.parametrize(
    ("n", "headline"),
    [
        ("1", "There is nothing to compare here."),
        ("2", "There is nothing"),
        ("3", "There is nothing"),
        ("4", "Nothing here speaks for two groups"),
    ],
)
def test_few_points(n: str, headline: str) -> None:
    app = linked(n=n)
    assert app.title[0].value.startswith(headline)
    assert "in 100" not in said(app)
    boards = [
        each for each in app.get("bidi_component") if each.proto.component_name == "kmeans_council_board"
    ]
    if n != "4":
        assert boards == []  # judges who compared nothing say nothing
        assert set(panels(app)) == {"points", "nothing"}
    else:
        assert len(boards) == 1


def test_one_cloud_in_groups_says_why() -> None:
    app = linked(n="200", shape="blobs", groups="1")
    found = council(make_dataset("blobs", 200, 1, 1.0, 13)[0])
    assert board(app)["choice"] == found.choice == 1 and board(app)["lookedAt"] == 3
    assert board(app)["why"] == words.why_looked_at(found, 3) != ""
    assert board(linked(n="60", shown="4"))["why"] == ""


ROWS = np.random.default_rng(5).normal(size=(60, 4)) + np.repeat(
    [[0.0] * 4, [9.0] * 4, [-9.0, 9, -9, 9]], 20, axis=0
)
TABLES = {
    "four columns": (
        "a,b,c,d\n" + "".join(",".join(f"{v:.2f}" for v in row) + "\n" for row in ROWS),
        "Three groups",
    ),
    "one column": ("a\n" + "".join(f"{v:.2f}\n" for v in ROWS[:, 1]), "Two groups"),
    "fifty columns": (
        ",".join(f"c{i}" for i in range(50))
        + "\n"
        + "".join(",".join(f"{v:.2f}" for v in [*row] * 12 + [*row[:2]]) + "\n" for row in ROWS),
        "T",
    ),
    "two places": ("a,b\n" + "1,2\n3,4\n" * 25, "Two groups"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_visitors_own(name: str) -> None:
    content, headline = TABLES[name]
    app = uploaded(content)
    assert app.title[0].value.startswith(headline), said(app)
    assert panels(app)["points"]["title"].startswith("Your points in")
    usable = len(content.splitlines()[0].split(","))
    line = f"2 of {usable} usable columns are compared; add others under “More columns”."
    assert (line in said(app)) == (usable > 2)
    assert any(each.label == "More columns" for each in app.expander) == (usable > 2)


def test_an_example() -> None:
    app = linked(data="Example")
    assert "groups" in app.title[0].value and len(board(app)["rows"]) == 6


def test_without_a_file_it_asks_for_one() -> None:
    app = linked(data=UPLOAD)
    assert any("Drop a CSV file" in each.value for each in app.info)


OTHERS = [name for name, measure in NEARS.items() if not measure.is_k_means]
TABLE = {
    "Angle": ("budgets", "wages", "materials"),
    "Globe": ("towns", "longitude", "latitude"),
}


def points_by(name: str) -> tuple[Points, dict[str, str]]:
    """Points that can be compared by this distance, and the settings that bring them."""
    if name not in TABLE:
        return compared(generated("blobs", 60, 3, 1.0, 13), Nearness(NEARS[name])), {"n": "60", "groups": "3"}
    table, x, y = TABLE[name]
    points = points_from_example(example(table), x, y, f"{table}: {x} and {y}")
    return compared(points, Nearness(NEARS[name])), {"data": "Example", "example": table, "x": x, "y": y}


@pytest.mark.parametrize("name", OTHERS)
def test_by_another_distance_all_that_is_shown_is_what_the_core_finds_by_it(name: str) -> None:
    points, query = points_by(name)
    app = linked(by=name, **query)
    similarity = similarity_on(points)
    found = council(points.X, similarity=similarity)
    n = len(points.X)
    assert app.title[0].value == words.verdict(found)
    assert "of four judges" in words.verdict(found) or "disagree" in words.verdict(found)
    assert NOT_CALIBRATED in said(app) and "on sets whose number is known" not in said(app)
    assert "Not heard by this distance: jump" in said(app)
    assert literal(points.nearness.in_words(), 300) in said(app)

    rows = board(app)["rows"]
    assert [row["says"] for row in rows] == [each.choice for each in (*found.opinions, found.elbow)]
    assert len(rows) == 5 and "known sets" not in rows[-1]["looks"]
    for row, opinion in zip(rows, [*found.opinions, found.elbow], strict=True):
        told = re.findall(r"<title>(k = .*?)</title>", row["svg"])
        assert told == [closer_look.opinion_at(opinion, index, k) for index, k in enumerate(found.ks)]

    k = closer(app)["k"]
    assert k == words.first_look(found)
    labels = nearest_groups(points, points.X, found.means[k - 1])
    noise = points.counted(scattered(points.X, 0, similarity))
    drawn = fit(noise, k, STARTS_ELSEWHERE, init=INIT, similarity=similarity)
    own, of_noise = (
        silhouette_score(X, at, similarity) for X, at in ((points.X, labels), (noise, drawn.labels))
    )
    assert panels(app)["seats"]["said"] == closer_look.silhouettes_in_words(own, of_noise)
    changes = changes_of_company(points.X, found.means[k - 1], DRAWS, similarity=similarity)
    assert panels(app)["company"]["said"] == closer_look.company_in_words(changes, DRAWS)
    assert len(closer(app)["seats"]["said"]) == n


def test_the_distance_comes_from_the_page_before_and_a_prepared_case_is_one_of_k_means() -> None:
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.session_state["by"] = "City blocks"
    app.switch_page(PAGE)
    app.query_params["n"] = "60"
    good(app.run())
    assert app.selectbox(key="near_choice").value == "City blocks"
    assert "Rows are compared by city blocks" in said(app)
    app.button(key="case_judges_unequal").click().run()
    good(app)
    assert app.selectbox(key="near_choice").value == "k-means"
    assert CASES["judges_unequal"].point in said(app) and NOT_CALIBRATED not in said(app)


def test_where_a_distance_makes_no_sense_the_page_says_why_and_it_can_be_changed() -> None:
    app = linked(data="Example", example="budgets", x="wages", y="materials")
    app.selectbox(key="near_choice").set_value("Globe").run()
    assert not app.exception
    assert "These are no places on the globe" in app.info[0].value
    app.selectbox(key="near_choice").set_value("k-means").run()
    assert board(good(app))["rows"]


def test_another_distance_forgets_the_number_that_was_looked_at() -> None:
    app = linked(n="60", shown="2")
    app.selectbox(key="near_choice").set_value("City blocks").run()
    good(app)
    assert board(app)["lookedAt"] == board(app)["choice"] and "shown" not in app.query_params
    assert links.BY in links.HOW_MANY


def test_a_start_by_another_distance_is_watched_beside_k_means() -> None:
    assert closer(linked(n="60"))["watch"] == ["Watch it", "k = 5 on Step by step"]
    told = closer(linked(n="60", by="City blocks", shown="4"))["watch"]
    assert told == ["Watch a start", "k = 4 beside k-means, on Other distances"]


def test_of_a_table_with_more_columns_of_numbers_it_is_said_which_are_compared() -> None:
    rng = np.random.default_rng(3)
    rows = rng.normal(size=(60, 3)).round(3).tolist()
    of_three = said(uploaded("\n".join(["a,b,c", *(f"{a},{b},{c}" for a, b, c in rows)])))
    assert re.search(r"By .*a.*b.* alone, of 3 columns of numbers", of_three)
    assert "alone, of" not in said(uploaded("\n".join(["a,b,word", *(f"{a},{b},w" for a, b, _ in rows)])))
    assert "alone, of" not in said(linked(n="60"))


def test_the_judges_are_not_to_be_relied_on_where_a_point_is_a_group_of_its_own() -> None:
    X, _ = make_dataset("blobs", 60, 3, 1.0, 13)
    lines = [f"{x:.3f},{y:.3f}" for x, y in X]
    near = said(uploaded("\n".join(["a,b", *lines])))
    app = uploaded("\n".join(["a,b", *lines, "9900000,5"]))
    assert app.title[0].value == "A point far from all others sways the judges."
    far = said(app)
    assert "do not rely on them here: a point far from all others" in far and "in 100" not in far
    assert "on “Your data”, and ask again" in far
    # A shape has no rows to be set aside there
    shape = said(linked(shape="unequal spreads", n="40", groups="3", seed="1"))
    assert "do not rely on them here" in shape and "ask again" not in shape
    assert "do not rely" not in near and "in 100" in near


def test_of_a_table_it_is_told_where_another_way_to_count_gives_another_answer() -> None:
    """By both columns alike the judges disagree; the first alone has two groups."""
    rng, i = np.random.default_rng(0), np.arange(80)
    rows = zip(8.5 * (i % 2) + rng.normal(0, 0.7, 80), rng.normal(0, 0.7, 80), strict=True)
    app = uploaded("\n".join(["a,b", *(f"{a:.4f},{b:.4f}" for a, b in rows)]))
    assert app.radio(key="scaling_choice").value == "spread"
    assert "judges see 2 groups" in said(app) and "Does the number hang on how the columns count?" in said(
        app
    )
    assert not app.title[0].value.endswith("judges agree.") and "in 100" not in said(app)
    app.button(key="count_none").click().run()
    assert good(app).title[0].value == "Two groups. Five of five judges agree."
    assert "hang on how the columns count" not in said(app) and "in 100" in said(app)
    # A shape has no way to count
    assert "hang on how" not in said(linked(shape="stretched blobs", n="120"))


def test_where_words_count_no_judges_are_heard_and_the_page_says_so() -> None:
    app = linked(data="Example", example="orders", x="age", y="spends a week", by=MIXED.name)
    assert app.selectbox(key="near_choice").value == MIXED.name
    told = " ".join(each.value for each in app.info).replace("\\", "")
    assert "No judges are heard here" in told and "here words count" in told and "Near means" in told
    app.selectbox(key="near_choice").set_value("k-means").run()
    assert board(good(app))["rows"]
