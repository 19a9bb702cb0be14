"""The table of initializations, in agreement with all else that is said."""

import io

import numpy as np
import pandas as pd
import pytest

from study import answers_in_words, digits
from study.answers import fared, gather, starts_csv
from study.memory import Server
from study.starts_store import StartSeries, StartsStore
from tests.study.some_starts import GRID, PAIRS, SQUARE, answers_of, points
from ui.starts.comparison import comparison_table
from ui.starts.gallery import gallery_payload


def test_where_the_best_answer_is_perfect_no_other_is_called_the_best() -> None:
    few = np.repeat(PAIRS[:4], 5, axis=0)  # as many means as places: an inertia of 0 can be had
    inits = ("random", "random partition")
    answers = gather(
        [
            StartsStore(Server().shelf()).advance(StartSeries(points(few), 4, init, "keep"), 50)
            for init in inits
        ]
    )
    assert answers.solutions.inertia[0] == 0 < answers.solutions.inertia[-1]
    worst = answers.percent_worse(float(answers.solutions.inertia[-1]))
    assert answers_in_words.against_best(answers, worst) == "infinitely worse"
    assert answers_in_words.against_best(answers, answers.percent_worse(0.0)) == "the best found"
    record = comparison_table(fared(answers))
    assert record.iloc[:, -1][record["First means"] == "Worst start, against the best"].item() == "infinitely"


@pytest.mark.parametrize(
    ("X", "k"), [(SQUARE, 2), (SQUARE, 3), (GRID, 2), (GRID, 3), (GRID, 4), (GRID - 7, 3)]
)
@pytest.mark.parametrize("each", [False, True])
def test_on_symmetric_points_whatever_is_said_twice_is_the_same(X: np.ndarray, k: int, each: bool) -> None:
    answers = answers_of(X, k, each=each)
    found = digits.share(answers.best_share)
    record = fared(answers)[0]
    told = answers_in_words.headline(answers)
    assert record.exact / record.starts == answers.best_share
    shown = comparison_table([record]).set_index("First means").loc["Found the best answer"]
    assert list(shown) == [found]
    assert answers_in_words.by_init(answers).split(": ")[1].startswith(found)
    assert (f"{found} found" in told) == (answers.n_best < len(answers.solutions))
    # Answers within rounding of each other have one inertia, in the file as on the cards.
    table = pd.read_csv(io.StringIO(starts_csv(answers)))
    assert np.mean(table["percent above best"] == 0) == answers.best_share
    assert (table["inertia"] == table["inertia"].min()).equals(table["percent above best"] == 0)
    gaps = np.diff(np.unique(table["inertia"]))
    assert (gaps > 1e-9 * table["inertia"].max()).all()
    for card in gallery_payload(points(X), answers, each)["cards"]:
        assert "less than" not in card["worse"] and "e-" not in card["worse"] + card["note"]
    # The one best card and the first glance speak of the same starts, or say that others are among them.
    first = gallery_payload(points(X), answers, each)["cards"][0]
    if first["worse"] == "The best one found":
        assert first["share"] == found
