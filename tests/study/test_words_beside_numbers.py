"""Numbers and words beside k-means: which points they take, where they begin, what is said of each half-step, the code, run."""

from __future__ import annotations

import base64
import io
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from charts.stepper import POINTS
from kmeans_core import Run, initial_means, mixed, run
from study import by_similarity, scaling
from study.by_similarity import rows_taken
from study.distance_snippet import snippet_by_distance
from study.drawn import Drawing, with_drawn
from study.export import cluster_column, points_csv
from study.measured import distances_from
from study.points import Points
from study.similarities import K_MEANS, MIXED
from study.similarity_words import rises, sentence_by
from study.text import ISOLATES, shortened
from study.with_words import (
    LONGEST_TOLD,
    as_straight,
    axes_in_words,
    beginnings,
    changes_of_words,
    letters_of,
    words_at,
)
from tables import read_table
from tables.words import categories_of, with_categories
from ui.player.payload import NO_ROOM, player_payload

KINDS = {"town": ("Ulm", "Bonn", "Jena", "Kiel"), "sort": ("a", "b")}
NO_ISOLATES = str.maketrans("", "", ISOLATES)


def rows_of(seed: int, n: int = 40, columns: int = 2) -> Points:
    rng = np.random.default_rng(seed)
    near = rng.integers(3, size=n)
    X = np.column_stack([20 * near + rng.normal(size=n), 900 * (near == 1) + 90 * rng.normal(size=n)])[
        :, :columns
    ]
    frame = pd.DataFrame(X, columns=["age", "income"][:columns])
    for name, kinds in KINDS.items():
        frame[name] = [kinds[(int(j) + int(rng.random() < 0.3)) % len(kinds)] for j in near]
    frame["who"] = [f"P{i}" for i in range(n)]
    return Points(X, tuple(frame.columns[:columns]), "rows", frame, axes=(0, 1))


def run_on(points: Points, means: Any) -> tuple[Points, Run]:
    taken = by_similarity.points_for(points, MIXED)
    first = by_similarity.first_centers(points, np.asarray(means, dtype=float), MIXED)
    return taken, by_similarity.run_by(taken, first, MIXED, "keep", None)


def said(taken: Points, found: Run) -> list[str]:
    words, rose = [words_at(taken, step.means) for step in found.steps], rises(found)
    return [
        sentence_by(MIXED, found, i, rose[i], None, changes_of_words(taken, words, i)).translate(NO_ISOLATES)
        for i in range(len(found.steps))
    ]


@pytest.mark.parametrize("scaled", ["", "spread", "range"])
def test_it_is_k_prototypes_on_all_complete_columns_of_words_and_the_sum_never_rises(scaled: str) -> None:
    for seed in range(8):
        points = rows_of(seed)
        assert points.frame is not None
        if scaled:
            table = read_table(points.frame.to_csv(index=False).encode(), "t.csv")
            points = scaling.make_points(table, "t", points.names, scaled)
        rows = np.random.default_rng(seed).choice(40, 3, replace=False)
        taken, found = run_on(points, points.X[rows])
        assert taken.nearness.words == tuple(KINDS)
        np.testing.assert_allclose(taken.values[:, :2], points.values)
        np.testing.assert_allclose(taken.to_plane(taken.X)[:, 0], points.values[:, 0])
        assert not any(rises(found))
        coded = np.column_stack(
            [
                points.values,
                *(np.unique(points.frame[name].astype(str), return_inverse=True)[1] for name in KINDS),
            ]
        )
        by_core = mixed(coded, range(2, 2 + len(KINDS)))
        # The sum of each half-step, by the core on the words themselves
        for step in found.steps[1:]:
            words = words_at(taken, step.means)
            centers = np.column_stack(
                [
                    taken.to_units(step.means)[:, :2],
                    *(
                        [sorted(set(points.frame[name].astype(str))).index(word) for word in column]
                        for name, column in zip(KINDS, zip(*words, strict=True), strict=True)
                    ),
                ]
            )
            apart = by_core.distances(by_core.place(coded), by_core.place(centers))
            np.testing.assert_allclose(step.inertia, apart[step.labels, np.arange(40)].sum())


def test_it_begins_at_the_same_places_with_the_words_of_those_rows() -> None:
    points = rows_of(1)
    rows = [3, 17, 30]
    taken, found = run_on(points, points.X[rows])
    np.testing.assert_allclose(taken.to_plane(found.steps[0].means), points.X[rows])
    assert words_at(taken, found.steps[0].means) == list(
        points.frame.iloc[rows][list(KINDS)].itertuples(index=False, name=None)
    )
    between = points.X[[3]] + 1e-6  # no row: those of the nearest
    _, near = run_on(points, np.concatenate([between, points.X[[17]]]))
    assert words_at(taken, near.steps[0].means)[0] == tuple(points.frame.loc[3, list(KINDS)])


def test_places_whose_straight_distances_are_those_that_count() -> None:
    taken, found = run_on(rows_of(2), rows_of(2).X[:3])
    X, centers = as_straight(taken, taken.X), as_straight(taken, found.means)
    straight = np.stack([np.linalg.norm(X - center, axis=1) for center in centers])
    np.testing.assert_allclose(straight, distances_from(taken, taken.X, found.means))


def test_each_half_step_in_words_and_which_center_changed_its_word() -> None:
    frame = pd.DataFrame(
        {"a": [0.0, 1, 2, 30, 31, 32], "b": [0.0, 1, 0, 30, 31, 30], "buys": ["x", "y", "y", "x", "x", "x"]}
    )
    points = Points(frame[["a", "b"]].to_numpy(), ("a", "b"), "t", frame)
    taken, found = run_on(points, points.X[[0, 3]])
    assert said(taken, found) == [
        "The same 2 places, as the first prototypes, each with the words of the row nearest to it.",
        "All 6 points joined the prototype nearest to them.",
        "Each prototype moved to the average and the most common words of its points; number 1 changed its “buys” from “x” to “y”.",
        "Nothing changed: done after 2 iterations.",
    ]
    apart = frame.assign(buys=["x", "y", "y", "x", "z", "z"])
    taken, found = run_on(replace(points, frame=apart), points.X[[0, 3]])
    assert said(taken, found)[2].endswith("words changed: 1 to “y”, 2 to “z”.")
    same = frame.assign(buys=["x", "x", "y", "x", "y", "x"])
    taken, found = run_on(replace(points, frame=same), points.X[[0, 3]])
    assert said(taken, found)[2].endswith("no word changed.")


def test_the_player_is_sent_words_as_words() -> None:
    points = rows_of(3)
    taken, found = run_on(points, points.X[:3])
    sent = player_payload(taken, found, measure=MIXED)
    assert sent["columns"] == ["age", "income", *KINDS]
    assert [list(column) for column in sent["hover"]["values"][2:]] == [
        points.frame[name].tolist() for name in KINDS
    ]
    for step, told in zip(found.steps, sent["steps"], strict=True):
        words = words_at(taken, step.means)
        assert [tuple(row[2:]) for row in told["means"]] == words
        assert told["words"] == [", ".join(each) for each in words]
        np.testing.assert_allclose([row[:2] for row in told["means"]], taken.to_units(step.means)[:, :2])
        assert len(told["differ"]) == 4
    assert sent["distance"] == {"name": "mixed", "unit": "", "image": None}
    assert not sent["figure"]["layout"]["meta"]["has_cells"]
    assert sent["figure"]["data"][POINTS]["text"] == letters_of(taken)[0]


def test_letters_stand_for_words_and_are_told() -> None:
    letters, meaning = letters_of(run_on(rows_of(3), rows_of(3).X[:3])[0])
    assert set(letters) <= {a + b for a in "BJKU" for b in "ab"}
    assert meaning.translate(NO_ISOLATES) == (
        "In each point its words stand, of “town”, “sort”: B Bonn, J Jena, K Kiel, U Ulm; a a, b b."
    )
    assert beginnings(["Sat", "Sun"]) == {"Sat": "Sa", "Sun": "Su"}
    assert beginnings(["<b>", "<i>"]) == {"<b>": "A", "<i>": "B"}
    assert beginnings(["card one", "card two"]) == {"card one": "A", "card two": "B"}
    points = rows_of(4, 400)
    taken, found = run_on(points, points.X[:3])
    sent = player_payload(taken, found, measure=MIXED)
    assert sent["lettered"] == NO_ROOM and "text" not in sent["figure"]["data"][POINTS]


def test_points_at_one_place_show_the_letters_of_all() -> None:
    frame = pd.DataFrame({"a": [0.0, 0, 5, 6], "b": [0.0, 0, 5, 6], "w": ["x", "y", "x", "y"]})
    taken, found = run_on(Points(frame[["a", "b"]].to_numpy(), ("a", "b"), "t", frame), [[0, 0], [5, 5]])
    assert player_payload(taken, found, measure=MIXED)["figure"]["data"][POINTS]["text"] == [
        "x/y",
        "x/y",
        "x",
        "y",
    ]


def test_where_there_are_no_words_a_sentence_says_so() -> None:
    points = rows_of(5)
    for bare in (points.frame[["age", "income", "who"]], points.frame.assign(town=None, sort=None)):
        with pytest.raises(ValueError, match="no words: no column"):
            by_similarity.points_for(replace(points, frame=bare), MIXED)
    with pytest.raises(ValueError, match="drawn by hand have no words"):
        by_similarity.points_for(with_drawn(points, Drawing(((1.0, 2.0),)), may_rub=False), MIXED)


def test_only_the_words_that_were_chosen_count() -> None:
    points = replace(rows_of(3), words=("sort",))
    taken, found = run_on(points, points.X[:3])
    assert taken.nearness.words == ("sort",) and {len(each) for each in words_at(taken, found.means)} == {1}
    assert taken.digest != by_similarity.points_for(rows_of(3), MIXED).digest
    assert points.digest == rows_of(3).digest, "of numbers alone, they are the same points"
    many = points.frame.assign(**{f"w{j}": points.frame["sort"] for j in range(11)})
    assert by_similarity.points_for(replace(points, frame=many), MIXED).nearness.words == ("sort",)


def with_gaps(points: Points) -> Points:
    return replace(
        points, frame=points.frame.assign(sort=points.frame["sort"].where(points.frame.index % 9 > 0))
    )


def test_rows_without_one_of_the_words_are_left_out_and_counted_as_on_your_data() -> None:
    points = with_gaps(rows_of(3))
    kept = points.frame["sort"].notna().to_numpy()
    taken, _ = run_on(points, points.X[[1, 2, 3]])
    assert taken.nearness.words == tuple(KINDS) and len(taken.X) == kept.sum() == 35
    np.testing.assert_allclose(taken.values[:, :2], points.values[kept])
    np.testing.assert_allclose(taken.X[:, :2].std(axis=0), 1.0)
    assert taken.notes[-1].translate(NO_ISOLATES) == "5 rows left out: no word in “sort”."
    assert taken.frame["town"].tolist() == points.frame["town"][kept].tolist()
    table = read_table(points.frame.drop(columns="who").to_csv(index=False).encode(), "t.csv")
    own = with_categories(table, categories_of(table, list(KINDS)))
    columns = [*points.names, *own.categories]
    as_on_your_data = scaling.make_points(own, "t", columns, "spread", words=tuple(KINDS))
    assert "5 rows left out" in as_on_your_data.notes[0]
    np.testing.assert_allclose(as_on_your_data.values[:, :2], taken.values[:, :2])
    away = np.diff(taken.X, axis=0)
    assert np.allclose(away[:, :2], np.diff(as_on_your_data.X, axis=0)[:, :2])


def test_which_rows_have_words_is_known_before_the_numbers_are_compared() -> None:
    points = with_gaps(rows_of(3))
    rows = rows_taken(points, MIXED)
    assert len(rows.X) == 35 and rows.notes[len(points.notes) :] == rows.notes[-1:]
    assert rows_taken(rows, MIXED) is rows and rows_taken(points, K_MEANS) is points
    taken, again = by_similarity.points_for(points, MIXED), by_similarity.points_for(rows, MIXED)
    assert np.array_equal(taken.X, again.X) and taken.notes == again.notes


def test_where_no_row_has_all_words_a_sentence_says_so() -> None:
    frame = rows_of(3).frame
    half = frame.assign(
        town=frame["town"].where(frame.index < 20), sort=frame["sort"].where(frame.index >= 20)
    )
    with pytest.raises(ValueError, match="No row has a word"):
        by_similarity.points_for(replace(rows_of(3), frame=half), MIXED)


@pytest.mark.parametrize("seed", range(6))
def test_the_code_gives_the_same_clusters(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    points = rows_of(seed)
    taken, found = run_on(points, initial_means(points.X, 3, "random", seed))
    monkeypatch.chdir(tmp_path)
    Path("k-means-points.csv").write_text(points_csv(taken, found), "utf-8")
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(snippet_by_distance(taken, found, MIXED, cluster_column(taken)), {})
    assert printed.getvalue().startswith("1.0 of the points")


def test_k_means_is_sent_no_words() -> None:
    points = rows_of(6)
    sent = player_payload(points, run(points.X, points.X[:3]))
    assert (
        sent["lettered"] == ""
        and sent["steps"][0]["words"] == ["", "", ""]
        and sent["columns"] == ["age", "income"]
    )


def test_points_with_other_words_are_other_points() -> None:
    points = rows_of(1)
    other = replace(points, frame=points.frame.assign(sort=points.frame["sort"].replace({"b": "c"})))
    one, two = (by_similarity.points_for(each, MIXED) for each in (points, other))
    assert one.digest != two.digest and np.array_equal(one.X, two.X)
    assert by_similarity.points_for(rows_of(1), MIXED).digest == one.digest


def test_a_column_that_never_varies_leaves_the_others_their_digits() -> None:
    points = rows_of(2)
    X = np.column_stack([points.X, np.full(len(points.X), 0.1)])
    names = (*points.names, "rate")
    flat = replace(points, X=X, names=names, frame=points.frame.assign(rate=0.1))
    means = initial_means(X, 3, "random", 0)
    taken, found = run_on(flat, means)
    sent = player_payload(taken, found, "random", measure=MIXED)
    assert sent["steps"][-1]["inertia"] == pytest.approx(found.inertia) and found.inertia > 1


def test_what_is_too_much_is_refused_with_a_sentence() -> None:
    points = rows_of(3)
    many = points.frame.assign(**{f"w{j}": points.frame["sort"] for j in range(11)})
    with pytest.raises(ValueError, match="13 columns of words in 40 rows are too much"):
        by_similarity.points_for(replace(points, frame=many), MIXED)


@pytest.mark.parametrize("asked", [None, ("town",), ("sort",), ("town", "sort")])
@pytest.mark.parametrize("scaled", ["none", "spread", "log"])
def test_beside_one_column_of_numbers_the_words_of_one_column_go_up(
    asked: tuple[str, ...] | None, scaled: str
) -> None:
    frame = rows_of(3, columns=1).frame
    frame["age"] += 5
    table = read_table(frame.to_csv(index=False).encode(), "t.csv")
    points = replace(scaling.make_points(table, "t", ("age",), scaled), words=asked)
    taken, found = run_on(points, points.X[:3])
    up, column = taken.words_up, next(name for name in KINDS if name in (asked or KINDS))
    assert up is not None and up.column == column and sorted(up.words) == sorted(KINDS[column])
    common = frame[column].value_counts()
    assert [int(common[word]) for word in up.words] == sorted(common.tolist(), reverse=True)
    np.testing.assert_allclose(taken.places[:, 0], points.to_plane(points.X)[:, 0], rtol=1e-12)
    assert taken.places[:, 1].tolist() == [up.words.index(word) for word in frame[column]]
    which = taken.nearness.words.index(column)
    for step in found.steps:
        heights = [up.words.index(words[which]) for words in words_at(taken, step.means)]
        assert taken.to_plane(step.means)[:, 1].tolist() == heights
    assert taken.axis_titles == (points.axis_titles[0], column) and taken.axis_dates == (False, False)
    assert axes_in_words(taken).translate(NO_ISOLATES) == (
        f"“age” goes across, and each word of “{column}” has a height of its own, from below: {', '.join(up.words)}. "
        "How far these lie apart means nothing."
    )
    sent = player_payload(taken, found, measure=MIXED)
    axis = sent["figure"]["layout"]["yaxis"]
    assert axis["ticktext"] == list(up.words) and axis["tickvals"] == list(range(len(up.words)))
    assert axis["title"]["text"] == column and "scaleanchor" not in axis
    low, high = axis["range"]
    assert low < 0 and high > len(up.words) - 1
    assert (
        "one_column" not in sent["figure"]["layout"]["meta"]
        and not sent["figure"]["layout"]["meta"]["has_cells"]
    )
    assert not np.frombuffer(base64.b64decode(sent["hover"]["lift"]["bdata"])).reshape(2, -1)[1].any(), (
        "no way leads from word to word"
    )


def test_beside_two_columns_of_numbers_no_words_go_up() -> None:
    taken, _ = run_on(rows_of(3), rows_of(3).X[:3])
    assert taken.words_up is None and axes_in_words(taken) == ""


def test_dates_go_across_as_dates_beside_words() -> None:
    frame = rows_of(3).frame.assign(day=pd.date_range("2024-01-01", periods=40).strftime("%Y-%m-%d"))
    table = read_table(frame.drop(columns=["age", "income"]).to_csv(index=False).encode(), "t.csv")
    points = scaling.make_points(table, "t", ("day",), "spread")
    taken, found = run_on(points, points.X[:3])
    assert taken.axis_dates == (True, False) and taken.axis_names == ("day", "town")
    assert "2024" in str(player_payload(taken, found, measure=MIXED)["figure"]["layout"]["xaxis"]["ticktext"])


def test_letters_of_two_columns_mean_one_thing() -> None:
    points = rows_of(4)
    kinds = np.array(["A", "B", "BB"])
    rng = np.random.default_rng(0)
    frame = points.frame.drop(columns=["town", "sort"])
    frame = frame.assign(one=kinds[rng.integers(3, size=40)], other=kinds[rng.integers(3, size=40)])
    taken = by_similarity.points_for(replace(points, frame=frame), MIXED)
    letters, _ = letters_of(taken)
    assert len(set(letters)) == len(set(words_at(taken, taken.X)))


def test_a_long_word_is_cut_where_it_is_told_and_the_axes_need_no_one_scale() -> None:
    points = rows_of(3)
    long = {"a": "a" + "x" * 300, "b": "b" + "y" * 300}
    taken, found = run_on(
        replace(points, frame=points.frame.assign(sort=points.frame["sort"].replace(long))), points.X[:3]
    )
    sent = player_payload(taken, found, measure=MIXED)
    told = [
        *sent["hover"]["values"][3],
        *(row[-1] for step in sent["steps"] for row in step["means"]),
    ]
    assert set(told) <= {shortened(word, LONGEST_TOLD) for word in long.values()}
    assert all(len(word) <= LONGEST_TOLD and "…" in word for word in told)
    assert "scaleanchor" not in sent["figure"]["layout"]["yaxis"]
    plain = replace(points, X=points.X / points.X.std(axis=0))
    by_numbers = player_payload(plain, run(plain.X, plain.X[:3]))
    assert by_numbers["figure"]["layout"]["yaxis"]["scaleanchor"] == "x"
