"""Numbers and words: rows are compared by k-prototypes, as the core has it, on columns of 0 and 1 for each word."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kmeans_core import initial_means, mixed, predict, run
from study import measured
from study.by_similarity import similarity_on
from study.distance_snippet import code_for
from study.export import cluster_column, points_csv
from study.filling import fill_in
from study.groups_in_words import besides, words_of_group
from study.nearness import Nearness
from study.points import Points
from study.profiles import make_profiles
from study.rules import Condition, Rule, find_rules, rule_in_words
from study.scaling import make_points
from study.similarities import MIXED
from study.take_home import NewRows
from study.text import ISOLATES
from study.why_here import distances_table, lie_of_rows
from tables import Choices, Table, as_said, read_table
from tables.words import categories_of, with_categories, words_that_come_again

KINDS = {"town": ("Ulm", "Bonn", "Jena", "Kiel"), "sort": ("a", "b"), "size": ("wide", "thin", "=odd")}

NO_ISOLATES = str.maketrans("", "", ISOLATES)


def table_of(seed: int, n: int = 60, numbers: bool = True, gaps: bool = False) -> Table:
    rng = np.random.default_rng(seed)
    rows = [["age", "income", *KINDS] if numbers else [*KINDS]]
    for _ in range(n):
        near = int(rng.integers(3))
        cells = [f"{20 * near + rng.normal():.3f}", f"{1000 * near * near + 90 * rng.normal():.1f}"]
        words = [
            kinds[near % len(kinds)] if rng.random() < 0.7 else str(rng.choice(kinds))
            for kinds in KINDS.values()
        ]
        if gaps and rng.random() < 0.1:
            words[0] = ""
        if gaps and rng.random() < 0.1:
            cells[0] = ""
        rows.append([*cells, *words] if numbers else words)
    return read_table("\n".join(map(",".join, rows)).encode(), "t.csv")


def points_of(
    table: Table,
    words: tuple[str, ...] = tuple(KINDS),
    weights: np.ndarray[Any, Any] | None = None,
    fill: bool = False,
) -> Points:
    there = with_categories(table, categories_of(table, words))
    numbers = [name for name in ("age", "income") if any(name == column.name for column in table.columns)]
    columns = [*numbers, *(name for name, (column, _) in there.categories.items() if column in words)]
    made = make_points(there, "t", columns, "spread", weights=weights, words=words, fill=fill)
    near = Nearness(MIXED, "", weights, words=words, words_alone=not numbers)
    return measured.compared(made, near)


def coded(points: Points) -> tuple[np.ndarray[Any, Any], list[int]]:
    """The points as the core takes them: words as numbers, by the frame, which has the words themselves."""
    numbers = [j for j, name in enumerate(points.names) if name not in points.categories]
    words = [
        np.unique(points.frame[name].astype(str), return_inverse=True)[1] for name in points.nearness.words
    ]
    return np.column_stack([points.values[:, numbers], *words]), list(
        range(len(numbers), len(numbers) + len(words))
    )


@pytest.mark.parametrize("numbers", [True, False])
@pytest.mark.parametrize("weighed", [False, True])
def test_it_is_k_prototypes_of_the_core(numbers: bool, weighed: bool) -> None:
    compared = 0
    for seed in range(12):
        table = table_of(seed, numbers=numbers)
        weights = np.random.default_rng(seed).integers(1, 4, 60).astype(float) if weighed else None
        points = points_of(table, weights=weights)
        X, words = coded(points)
        rows = np.random.default_rng(seed).choice(60, 3, replace=False)
        if len(np.unique(X[rows], axis=0)) < 3:
            continue
        ours = run(points.X, points.X[rows], similarity=similarity_on(points), sample_weight=weights)
        if weighed:  # the spread of the numbers is that of the weighed rows
            X = np.column_stack([points.X[:, : X.shape[1] - len(words)], X[:, words]])
        core = mixed(X, words)
        if weighed:
            core = replace(core, place=lambda rows: rows)
        theirs = run(X, X[rows], similarity=core, sample_weight=weights)
        # Which of several words that are as common goes into the center, the order of the codes decides
        if not _has_ties(X, words, theirs, weights):
            np.testing.assert_array_equal(ours.labels, theirs.labels)
            assert ours.inertia == pytest.approx(theirs.inertia)
            compared += 1
    assert compared >= 4


def _has_ties(X: Any, words: list[int], found: Any, weights: Any) -> bool:
    for step, column in itertools.product(found.steps, words):
        for group in range(3):
            own = step.labels == group
            counts = np.sort(
                np.bincount(
                    X[own, column].astype(int), None if weights is None else weights[own], minlength=4
                )
            )
            if own.any() and counts[-1] == counts[-2]:
                return True
    return False


def test_a_center_has_one_word_of_each_column_and_is_where_the_sum_is_least() -> None:
    for seed in range(5):
        points = points_of(table_of(seed))
        similarity = similarity_on(points)
        center = similarity.center(points.X, None)
        values = points.to_units(center[np.newaxis])[0]
        for word in KINDS:
            block = [
                j for j, name in enumerate(points.names) if points.categories.get(name, ("",))[0] == word
            ]
            ones = int(values[block].round(9).sum())
            assert ones == 1 or (len(block) == 1 and ones == 0)
            assert set(values[block].round(9)) <= {0.0, 1.0}
        sums = similarity.distances(
            similarity.place(points.X), similarity.place(np.vstack([center, points.X]))
        ).sum(axis=1)
        assert sums[0] <= sums[1:].min() + 1e-9


def test_distances_are_the_roots_and_a_word_that_nobody_had_matches_none(tmp_path: Path) -> None:
    points = points_of(table_of(3))
    found = run(
        points.X,
        initial_means(points.X, 3, similarity=similarity_on(points)),
        similarity=similarity_on(points),
    )
    apart = measured.distances_from(points, points.X, found.means)
    np.testing.assert_allclose(np.square(apart[found.labels, np.arange(60)]).sum(), found.inertia)
    np.testing.assert_array_equal(lie_of_rows(points, found.labels, found.means).labels, found.labels)
    text = "age,income,town,sort,size\n" + "20,1000,Rome,a,wide\n20,1000,Ulm,a,wide\n"
    new = NewRows(read_table(text.encode(), "new.csv"), points, found.means)
    far = np.square(measured.distances_from(points, points.from_units(_values(points, new)), found.means))
    one_more = far[:, 0] - far[:, 1]
    assert set(one_more.round(9)) <= {0.0, 1.0} and one_more.max() > 0.5
    np.testing.assert_array_equal(
        new.labels,
        predict(points.from_units(_values(points, new)), found.means, similarity=similarity_on(points)),
    )


def _values(points: Points, new: NewRows) -> Any:
    return new.table.frame[list(points.names)].to_numpy(dtype=float)


def test_a_word_is_never_filled_in() -> None:
    table = table_of(4, gaps=True)
    points = points_of(table, fill=True)
    gaps = int(table.frame["town"].isna().sum())
    assert gaps > 0 and len(points.X) == 60 - gaps
    assert {fill.column for fill in points.fills} == {"age"}
    made = with_categories(table, categories_of(table, ["town"]))
    assert not fill_in(made, list(made.categories))[1]
    assert any("no number or word in" in note and "“⁨town⁩”" in note for note in points.notes)


@pytest.mark.parametrize("numbers", [True, False])
def test_the_code_gives_the_same_groups(
    numbers: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for seed in range(6):
        points = points_of(table_of(seed, numbers=numbers, gaps=True))
        similarity = similarity_on(points)
        found = run(
            points.X,
            initial_means(points.X, 3, "k-means++", seed, similarity=similarity),
            similarity=similarity,
        )
        (tmp_path / "k-means-points.csv").write_text(points_csv(points, found), encoding="utf-8")
        names: dict[str, Any] = {}
        exec(code_for(points, found, cluster_column(points)), names)
        np.testing.assert_array_equal(names["labels"], found.labels)


def test_what_is_told_of_the_words_of_a_group() -> None:
    table = table_of(5)
    made = with_categories(table, categories_of(table, tuple(KINDS)))
    points = points_of(table)
    similarity = similarity_on(points)
    found = run(points.X, initial_means(points.X, 3, similarity=similarity), similarity=similarity)
    profiles = make_profiles(
        made, points.names, found.labels, points.to_units(found.means), matched=points.nearness.words
    )
    beside = distances_table(profiles, points, found.means, 0)
    assert list(beside.columns) == ["", "Distance", "age", "income", *KINDS]
    assert beside.iloc[0, 4:].tolist() == points.frame[list(KINDS)].iloc[0].tolist()
    for group in range(3):
        own = points.frame[found.labels == group]
        (line,) = beside[beside[""] == f"Group {group + 1}"].to_dict("records")
        told = words_of_group(profiles, group)
        for word in KINDS:
            counts = own[word].value_counts()
            assert counts[line[word]] == counts.max() and str(line[word]) in told
        assert (
            told.startswith("Here ")
            and told.endswith(").")
            and not any("mostly" in each for each in besides(profiles, group))
        )


@pytest.mark.parametrize("numbers", [True, False])
def test_a_rule_says_which_word_a_group_has_and_never_0_or_1(numbers: bool) -> None:
    table = table_of(2, numbers=numbers)
    made, points = with_categories(table, categories_of(table, tuple(KINDS))), points_of(table)
    labels = np.unique(points.frame["town"].astype(str), return_inverse=True)[1]
    means = np.stack([points.values[labels == group].mean(axis=0) for group in range(4)])
    profiles = make_profiles(made, points.names, labels, means, matched=points.nearness.words)
    for town, rule in zip(sorted(KINDS["town"]), find_rules(points.values, labels, 4), strict=True):
        assert rule is not None
        told = rule_in_words(rule, profiles).translate(NO_ISOLATES)
        assert told == f"town is {town}: all {rule.size}, and no other"


@pytest.mark.parametrize("word", ["Ulm", "=odd", "<b>*x*</b>"])
def test_a_word_that_a_group_has_not_is_said(word: str) -> None:
    rows = "".join(f"{i},{(word, 'Bonn', 'Jena')[i % 3]}\n" for i in range(12))
    table = read_table(f"n,town\n{rows}".encode(), "t.csv")
    made = with_categories(table, categories_of(table, ("town",)))
    names = ["n", *made.categories]
    here = next(j for j, name in enumerate(names) if made.categories.get(name, ("", ""))[1] == word)
    profiles = make_profiles(made, names, np.arange(12) % 2, np.zeros((2, len(names))), matched=("town",))
    for above, said in ((True, "is"), (False, "is not")):
        rule = Rule((Condition(here, 0.5, above),), 3, 6, 1)
        told = rule_in_words(rule, profiles).translate(NO_ISOLATES)
        assert told == f"town {said} {word}: 3 of its 6, and 1 other"


def test_columns_of_words_that_can_be_compared() -> None:
    text = "name,town,same,one,n\n" + "".join(
        f"p{i},{'xyz'[i % 3]},s,{'a' if i else 'b'},{i}\n" for i in range(12)
    )
    table = read_table(text.encode(), "t.csv")
    assert words_that_come_again(table) == ["town", "one"]
    only = as_said(table_of(0, numbers=False), Choices())
    assert set(only.categories) and with_categories(only, categories_of(only, tuple(KINDS))) is only


def test_how_rows_are_compared_is_told() -> None:
    both, words = Nearness(MIXED, words=("town", "sort")), Nearness(MIXED, words=("town",), words_alone=True)
    assert "“⁨town⁩”, “⁨sort⁩”, and by numbers" in both.in_words() and "average numbers" in both.in_words()
    assert "number" not in words.in_words() and "number" not in words.distance_in_words()
    assert "standard deviations" in both.distance_in_words()
    assert both.key != words.key and both.key != Nearness(MIXED, words=("sort",)).key


@pytest.mark.parametrize("matched", [(), ("town",)])
def test_besides_says_a_column_of_words_once_and_none_that_the_groups_were_made_by(
    matched: tuple[str, ...],
) -> None:
    """In a table of nothing but words, these are columns of 0 and 1, too."""
    table = as_said(table_of(3, 120, numbers=False), Choices())
    labels = np.unique(table.frame["town"].astype(str), return_inverse=True)[1] % 3
    names = [name for name, (column, _) in table.categories.items() if column == "town"]
    means = np.stack([table.frame.loc[labels == j, names].mean().to_numpy(float) for j in range(3)])
    profiles = make_profiles(table, names, labels, means, matched=matched)
    said = [[each.translate(NO_ISOLATES) for each in besides(profiles, group)] for group in range(3)]
    assert any(said)
    for lines in said:
        columns = [line.split(":")[0].split(" mostly")[0].split()[-1] for line in lines]
        assert "town" not in " ".join(lines) and len(set(columns)) == len(columns)
        assert all(" mostly " in line for line in lines)
