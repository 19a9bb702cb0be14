"""What the layers share of a table."""

import pandas as pd

from tables.model import free_name, with_columns


def test_columns_are_added_to_a_copy_whatever_they_are_called() -> None:
    frame = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
    made = with_columns(frame, {"self": [5, 6], "a": [7, 8]})
    assert made.to_dict("list") == {"a": [7, 8], "b": [3, 4], "self": [5, 6]}
    assert frame.to_dict("list") == {"a": [1, 2], "b": [3, 4]}


def test_a_name_that_is_taken_gets_the_first_free_number() -> None:
    assert free_name("a", {"b"}) == "a"
    assert free_name("a", {"a", "a (2)", "a (4)"}) == "a (3)"
