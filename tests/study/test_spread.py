"""How groups differ in a column, by hand and against SciPy and scikit-learn."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from study.grouping import find_groups
from study.profiles import Profiles, make_profiles
from study.spread import column_spread, cross_frame, cross_table, explained_in_words, t_95
from tables import read_table


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6, 10, 31, 1000])
def test_students_t(n: int) -> None:
    assert t_95(n) == pytest.approx(stats.t.ppf(0.975, n - 1), rel=5e-3)


def test_averages_intervals_and_the_share_by_hand() -> None:
    table = read_table(b"a,b\n1,0\n3,0\n11,0\n13,1\n", "t.csv")
    labels = np.array([0, 0, 1, 1])
    profiles = make_profiles(table, ("a", "b"), labels, np.array([[2.0, 0], [12, 0.5]]))
    made = column_spread(profiles.numbers[0], np.array([1.0, 3, 11, 13]), labels, 2)
    assert made.explained == pytest.approx(1 - 4 / 104)  # within: 2 + 2; in all: 36 + 16 + 16 + 36
    wanted = stats.t.interval(0.95, 1, loc=2, scale=np.sqrt(2) / np.sqrt(2))
    assert (made.low[0], made.high[0]) == pytest.approx(wanted, rel=1e-3)
    assert made.quantiles[1, 2] == 12 and made.values.tolist() == [1, 3, 11, 13]
    X = np.array([[1.0, 0], [3, 0], [11, 0], [13, 1]])
    explained = find_groups(X, 2).explained
    assert explained == pytest.approx(1 - 4.5 / 104.75)
    assert "explain 96% of the spread" in explained_in_words(explained, profiles)


def test_one_value_and_none_have_no_interval() -> None:
    table = read_table(b"a,b\n1,0\n3,0\n11,0\n", "t.csv")
    labels = np.array([0, 0, 1])
    profiles = make_profiles(table, ("a", "b"), labels, np.array([[2.0, 0], [11, 0], [5, 5]]))
    made = column_spread(profiles.numbers[0], np.array([1.0, 3, 11]), labels, 3)
    assert np.isfinite(made.low).tolist() == [True, False, False]


def test_a_cross_table_by_hand() -> None:
    words = pd.Series(["x", "y", None, "x", "z", "x"], name="town")
    made = cross_table(words, np.array([0, 0, 0, 1, 1, 1]), 2)
    assert made.words == ("x", "y", "z", "missing") and made.rows.tolist() == [[1, 1, 0, 1], [2, 0, 1, 0]]
    frame = cross_frame(made, Profiles(np.array([3, 3]), (), ()))
    assert frame.iloc[0].tolist() == ["x", "3 (50%)", "1 (33%)", "2 (67%)"]
    many = cross_table(pd.Series([f"w{i:02}" for i in range(20)], name="w"), np.zeros(20, dtype=int), 1)
    assert many.words[-1] == "others" and many.rows[0, -1] == 13 and many.rows.sum() == 20
