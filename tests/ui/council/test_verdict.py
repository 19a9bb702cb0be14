"""Which columns the judges were shown, beside what they say."""

import numpy as np
import pandas as pd
import pytest

from study.points import Points
from ui.council import verdict


@pytest.mark.parametrize(
    ("compared", "said"),
    [
        (1, "By “a” alone, of 5 columns of numbers"),
        (2, "By “a”, “b” alone, of 5 columns of numbers"),
        (3, "By 3 columns alone, of 5 columns of numbers"),
        (4, "By 4 columns alone, of 5 columns of numbers"),
        (5, ""),
    ],
)
def test_of_a_table_with_more_columns_of_numbers_it_is_said_which_are_compared(
    compared: int, said: str
) -> None:
    frame = pd.DataFrame(np.arange(50.0).reshape(10, 5), columns=list("abcde")).assign(word="w")
    names = tuple("abcde"[:compared])
    points = Points(frame[list(names)].to_numpy(), names, "a table", frame)
    plain = verdict._of_which_columns(points).replace("\u2068", "").replace("\u2069", "")
    assert plain == said
