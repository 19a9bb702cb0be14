"""Groups in words, the hint on their number, and how sure one can be."""

import io

import numpy as np
import pandas as pd
import pytest

from study import grouping
from study.groups_in_words import besides, group_headline, profile_table, traits, typical_values, who
from study.profiles import Profiles, make_profiles
from study.take_home import profiles_csv
from study.workbook import workbook
from tables import read_table

TABLE = read_table(
    b"customer,income,spending,age,town,when\n"
    b"Ann,10,90,20,Bonn,2020-01-01\n"
    b"Bo,12,88,,Bonn,2020-01-02\n"
    b"Cy,90,10,60,Ulm,2020-01-03\n"
    b"Di,92,12,64,Bonn,2020-01-04\n"
    b"Ed,,50,30,Ulm,2020-01-05\n",
    "t.csv",
)
LABELS = np.array([0, 0, 1, 1])
MEANS = np.array([[11.0, 89.0], [91.0, 11.0]])


def plain(text: str) -> str:
    """Without the marks that keep each name to its own direction of writing."""
    return text.replace("\u2068", "").replace("\u2069", "")


def profiles() -> Profiles:
    return make_profiles(TABLE, ("income", "spending"), LABELS, MEANS)


def test_profiles_by_hand() -> None:
    made = profiles()
    assert made.sizes.tolist() == [2, 2]
    assert [(number.column, number.counts) for number in made.numbers] == [
        ("income", True),
        ("spending", True),
        ("age", False),
    ]
    assert made.numbers[0].overall == 51
    assert made.numbers[2].means.tolist() == [20, 62]  # the missing age of Bo does not count
    assert [word.column for word in made.words] == ["town"]  # all customers differ
    assert made.words[0].most_common == (("Bonn", 1.0), ("Bonn", 0.5))  # a draw: the first by name
    assert made.words[0].overall == ("Bonn", 0.75)


def test_headlines() -> None:
    assert (
        plain(group_headline(profiles(), 1, "customers")) == "Group 2, 2 customers: high income, low spending"
    )
    assert plain(group_headline(profiles(), 0)) == "Group 1, 2 rows: low income, high spending"


def test_names_in_a_headline_keep_their_direction_to_themselves() -> None:
    table = read_table("עיר,income\n1,2\n9,8\n".encode(), "t.csv")
    values = table.frame.to_numpy(float)
    made = make_profiles(table, ("עיר", "income"), np.array([0, 1]), values)
    said = group_headline(made, 1, "לקוחות")
    assert "\u2068עיר\u2069" in said and "\u2068לקוחות\u2069" in said
    assert "\u2068" not in "".join(profile_table(made)["Column"])  # it can be saved from the screen


def test_traits_are_ordered_and_cut() -> None:
    rng = np.random.default_rng(0)
    labels = np.repeat([0, 1], [5, 95])
    X = rng.normal(size=(100, 6)) * 0.01
    X[:5] += [10, -9, 8, -7, 6, 0]
    text = "a,b,c,d,e,f\n" + "\n".join(",".join(f"{v:.6f}" for v in row) for row in X) + "\n"
    table = read_table(text.encode(), "t.csv")
    means = np.stack([X[labels == j].mean(axis=0) for j in range(2)])
    made = make_profiles(table, tuple("abcdef"), labels, means)
    found = traits(made, 0)
    assert len(found) == 3
    assert {trait.how for trait in found} <= {"very high", "very low"}
    assert traits(made, 1) == []
    assert plain(group_headline(made, 1)) == "Group 2, 95 rows: about average in a, b and 4 more"


def test_one_row_one_group_and_none() -> None:
    one = make_profiles(TABLE, ("income", "spending"), np.array([0, 1, 1, 1]), MEANS)
    assert group_headline(one, 0).startswith("Group 1, 1 row: ")
    alone = make_profiles(TABLE, ("income", "spending"), np.zeros(4, dtype=int), MEANS[:1])
    assert group_headline(alone, 0) == "Group 1, 4 rows: all of them"
    empty = make_profiles(TABLE, ("income", "spending"), np.zeros(4, dtype=int), MEANS)
    assert group_headline(empty, 1) == "Group 2, 0 rows: nothing is nearest to it"
    assert profile_table(empty).iloc[:, 3].tolist() == ["0", "0%", *["–"] * (len(profile_table(empty)) - 2)]
    assert [value for _, value, _ in typical_values(empty, 1)] == ["–", "–"]
    home = pd.read_csv(io.BytesIO(profiles_csv(empty))).iloc[1]
    assert home["rows"] == home["share"] == 0
    assert home.drop(["group", "rows", "share"]).isna().all()
    book = pd.read_excel(
        io.BytesIO(workbook(TABLE, np.zeros(4, dtype=int), np.arange(5) < 4, empty)),
        "Groups",
        engine="openpyxl",
    )
    assert book.iloc[1].drop(["group", "rows", "share"]).isna().all()


def test_a_group_without_clear_traits_is_told_by_its_clearest_one() -> None:
    values = np.array([[0.0, 5.0]] * 6 + [[4.0, 5.45]] * 2 + [[9.0, 6.0]] * 2)
    text = "a,b\n" + "\n".join(f"{a},{b}" for a, b in values) + "\n"
    table = read_table(text.encode(), "t.csv")
    made = make_profiles(
        table, ("a", "b"), np.repeat([0, 1, 2], [6, 2, 2]), np.array([[0, 5], [4, 5.45], [9, 6]])
    )
    assert abs((4 - made.numbers[0].overall) / made.numbers[0].spread) < 0.5
    assert plain(group_headline(made, 1)) == "Group 2, 2 rows: rather high b, rather high a"


def test_groups_that_would_read_alike_are_told_apart() -> None:
    centers = [[0, 0], [1, 3], [10, 10], [11, 10]]
    values = np.repeat(np.array(centers, dtype=float), 5, axis=0)
    text = "a,b\n" + "\n".join(f"{a},{b}" for a, b in values) + "\n"
    made = make_profiles(
        read_table(text.encode(), "t.csv"),
        ("a", "b"),
        np.repeat(np.arange(4), 5),
        np.array(centers, dtype=float),
    )
    said = [plain(group_headline(made, group)).partition(": ")[2] for group in range(4)]
    assert said[0].endswith("(b lower than in group 2)")
    assert said[1].endswith("(b higher than in group 1)")
    assert said[2] == "high b, high a (a lower than in group 4)"
    assert said[3] == "high a, high b (a higher than in group 3)"


def test_of_many_columns_the_most_telling_are_typical() -> None:
    rows = [",".join(str(i % 2 * j + i % 3 * 2) for j in range(8)) for i in range(12)]
    table = read_table(("a,b,c,d,e,f,g,h\n" + "\n".join(rows) + "\n").encode(), "t.csv")
    labels = np.arange(12) % 2
    values = table.frame.to_numpy(float)
    means = np.stack([values[labels == j].mean(axis=0) for j in range(2)])
    made = make_profiles(table, tuple("abcdefgh"), labels, means)
    assert [name for name, _, _ in typical_values(made, 1)] == ["e", "f", "g", "h"]


def test_values_have_their_units() -> None:
    text = "a;b;c\n" + "".join(f"{i},50 €;{i % 3} %;${i + 1}\n" for i in range(1, 9))
    table = read_table(text.encode(), "t.csv")
    assert [column.unit for column in table.columns] == ["€", "%", "$"]
    made = make_profiles(table, ("a", "b", "c"), np.zeros(8, dtype=int), np.array([[5.0, 1.5, -4.0]]))
    assert [value for _, value, _ in typical_values(made, 0)] == ["5\u00a0€", "1,5%", "−$4"]
    assert profile_table(made)["Group 1"].tolist()[2:5] == ["5\u00a0€", "1,5%", "−$4"]
    assert made.numbers[0].said(float("nan")) == "–"


def test_what_else_sets_a_group_apart() -> None:
    rows = [
        f"{i % 2 * 50 + i % 5},{i % 7},{i % 2 * 9 + i % 4},{i // 2 % 3},{['Ulm', 'Bonn'][i % 2]}"
        for i in range(60)
    ]
    table = read_table(("x,y,age,noise,town\n" + "\n".join(rows) + "\n").encode(), "t.csv")
    labels = np.arange(60) % 2
    made = make_profiles(table, ("x", "y"), labels, np.array([[2.0, 3.0], [52.0, 3.0]]))
    assert [plain(each) for each in besides(made, 1)] == [
        "town mostly Bonn (100%, all: 50%)",
        "high age 11 (all: 6)",
    ]


def test_what_may_be_chance_in_a_small_group_is_not_told() -> None:
    rows = [f"{i},{i % 7},{i},{'Ulm' if i else 'Bonn'}" for i in range(20)]
    table = read_table(("x,y,age,town\n" + "\n".join(rows) + "\n").encode(), "t.csv")
    labels = np.array([0] * 2 + [1] * 18)
    made = make_profiles(table, ("x", "y"), labels, np.array([[0.5, 0.5], [10.5, 3.0]]))
    assert besides(made, 0) == []


def test_typical_values_are_rounded_and_compared() -> None:
    assert typical_values(profiles(), 0) == [("income", "11", "51"), ("spending", "89", "50")]


@pytest.mark.parametrize(
    ("cells", "typical"),
    [
        # Each pair is the average of a group and of all rows.
        (["0.0002", "0.0004", "0.0012", "0.0014"], [("0.0003", "0.0008"), ("0.0013", "0.0008")]),
        (
            ["-73.5871", "-73.5873", "-73.5882", "-73.5884"],
            [("−73.5872", "−73.58775"), ("−73.5883", "−73.58775")],
        ),
        (
            ["5432101", "5432103", "5432110", "5432112"],
            [("5,432,102", "5,432,106.5"), ("5,432,111", "5,432,106.5")],
        ),
        (
            ["1700000000", "1700000100", "1700000200", "1700000300"],
            [("1,700,000,050", "1,700,000,150"), ("1,700,000,250", "1,700,000,150")],
        ),
        (["1e-6", "3e-6", "7e-6", "9e-6"], [("0.000002", "0.000005"), ("0.000008", "0.000005")]),
        (["1", "3", "1000000", "1000002"], [("2", "500,002"), ("1,000,001", "500,002")]),
    ],
)
def test_values_have_digits_that_tell_groups_apart(cells: list[str], typical: list[tuple[str, str]]) -> None:
    table = read_table(("a,b\n" + "".join(f"{cell},{i}\n" for i, cell in enumerate(cells))).encode(), "t.csv")
    values = np.array([[float(cell), i] for i, cell in enumerate(cells)])
    means = np.array([values[:2].mean(axis=0), values[2:].mean(axis=0)])
    made = make_profiles(table, ("a", "b"), LABELS, means)
    assert [typical_values(made, group)[0][1:] for group in (0, 1)] == typical
    shown = profile_table(made).set_index("Column").loc["a (average)"]
    assert [(own, shown["All"]) for own in shown[["Group 1", "Group 2"]]] == typical


def test_the_table_has_a_line_per_column_and_a_column_per_group() -> None:
    table = profile_table(profiles(), "customers")
    assert table.columns.tolist() == ["Column", "All", "Group 1", "Group 2"]
    assert table["Column"].tolist() == [
        "How many customers",
        "Share",
        "income (average)",
        "spending (average)",
        "age (average)",
        "town (most common)",
    ]
    assert table.iloc[5].tolist() == ["town (most common)", "Bonn (75%)", "Bonn (100%)", "Bonn (50%)"]


def test_very_long_names_are_cut() -> None:
    long = "n" * 2000
    table = read_table(f"{long},b\n1,2\n3,5\n9,9\n".encode(), "t.csv")
    made = make_profiles(table, (long, "b"), np.array([0, 0, 1]), np.array([[2.0, 3.5], [9.0, 9.0]]))
    assert len(group_headline(made, 1)) < 120
    assert len(str(profile_table(made).iloc[2, 0])) < 120


@pytest.mark.parametrize("length", [1, 39, 40, 41, 500])
def test_long_words_are_cut_in_a_cell_and_their_share_stays(length: int) -> None:
    word = "w" * length
    table = read_table(f"a,town\n1,{word}\n2,{word}\n9,{word}\n8,Bonn\n".encode(), "t.csv")
    made = make_profiles(table, ("a",), np.array([0, 0, 1, 1]), np.array([[1.5], [8.5]]))
    shown = word if length <= 40 else f"{'w' * 19}…{'w' * 19}"
    cells = profile_table(made).set_index("Column").loc["town (most common)"]
    assert [cells["All"], cells["Group 1"]] == [f"{shown} (75%)", f"{shown} (100%)"]


# ---- grouping ------------------------------------------------------------------------------------------------------


def three_blobs(distance: float = 8.0) -> np.ndarray:
    rng = np.random.default_rng(3)
    return rng.normal(size=(90, 2)) + np.repeat([[0, 0], [distance, 0], [0, distance]], 30, axis=0)


def test_the_best_of_the_starts_is_taken() -> None:
    found = grouping.find_groups(three_blobs(), 3)
    assert sorted(found.sizes.tolist()) == [30, 30, 30]
    assert found.starts == 50 and found.alike >= 40
    assert grouping.how_found(found).startswith(f"Yes: {found.alike} of 50 random starts led to these groups")


def test_starts_that_led_to_other_groups_as_good_do_not_speak_for_these() -> None:
    # The corners of a square, with sides equal but for rounding: two groups of two, in one of two ways.
    found = grouping.find_groups(np.array([[0.1, 7.3], [0.1, 7.4], [0.2, 7.3], [0.2, 7.4]]), 2)
    assert found.as_good > 0 and found.alike + found.as_good == found.starts
    said = grouping.how_found(found)
    assert said.startswith(f"Not one answer: {found.alike} of 50 random starts led to these groups")
    assert f"{found.as_good} to others that are exactly as good." in said


def test_it_tells_how_far_it_has_got() -> None:
    told: list[tuple[int, int]] = []
    X = three_blobs()
    found = grouping.find_groups(X, 3, 4, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (4, 4)
    assert found.labels.tolist() == grouping.find_groups(X, 3, 4).labels.tolist()


@pytest.mark.parametrize(
    ("alike", "begins"),
    [
        (50, "Yes: 50"),
        (40, "Yes: 40"),
        (39, "Not by every start: 39"),
        (22, "Not by"),
        (15, "Not"),
        (14, "Hardly: only 14"),
    ],
)
def test_only_what_most_starts_find_is_called_found(alike: int, begins: str) -> None:
    found = grouping.Grouping(np.zeros(9, dtype=np.intp), np.zeros((2, 1)), 0, 50, alike)
    assert grouping.how_found(found).startswith(begins)
    assert "sure" not in grouping.how_found(found).lower()


def test_groups_that_hang_on_the_start_are_called_unsure() -> None:
    X = np.random.default_rng(0).uniform(size=(400, 2))
    found = grouping.find_groups(X, 9)
    assert found.alike < 15
    assert grouping.how_found(found).startswith("Hardly: only")


def test_fewer_rows_than_groups_is_an_error() -> None:
    with pytest.raises(ValueError, match="2 distinct points"):
        grouping.find_groups(np.array([[0.0, 0], [1, 1], [1, 1]]), 3)


def test_who_a_group_is_is_said_apart_from_what_it_is() -> None:
    """A noun may hold the signs that stand between the two."""
    noun = "shops: open, east"
    assert group_headline(profiles(), 1, noun).startswith(f"{who(profiles(), 1, noun)}: high")
