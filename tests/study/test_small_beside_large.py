"""However small a value is beside the others of its column, it is shown as itself."""

import io

import pandas as pd
import pytest

from kmeans_core import run
from study.digits import written
from study.export import means_csv
from study.groups_in_words import profile_table
from study.profiles import make_profiles
from study.scaling import make_points
from study.take_home import profiles_frame
from tables import read_table
from ui.player.payload import player_payload

SMALL_BESIDE_LARGE = b"id,a,b\nu,1,1\nv,2,5\nw,1e16,3\nx,3e16,4\n"


@pytest.mark.parametrize("way", ["none", "spread", "range"])
def test_no_value_of_a_file_is_shown_as_another(way: str) -> None:
    """Not even where it is as small beside the others as what is left over from rounding."""
    table = read_table(SMALL_BESIDE_LARGE, "t.csv")
    made = make_points(table, "t", ("a", "b"), way)
    found = run(made.X, made.X, empty="keep")
    sent = player_payload(made, found)
    differ = sent["hover"]["differ"][0]
    assert [written(value, differ) for value in sent["hover"]["values"][0]] == [
        "1", "2", "1 × 10¹⁶", "3 × 10¹⁶",
    ]  # fmt: skip


def test_an_average_of_one_row_is_that_row_everywhere() -> None:
    table = read_table(SMALL_BESIDE_LARGE, "t.csv")
    made = make_points(table, "t", ("a", "b"), "none")
    found = run(made.X, made.X)
    for step in (sent := player_payload(made, found))["steps"]:
        texts = [written(mean[0], step["differ"][0], sent["smallest"][0]) for mean in step["means"]]
        assert texts == ["1", "2", "1 × 10¹⁶", "3 × 10¹⁶"]
    assert pd.read_csv(io.StringIO(means_csv(made, found)))["a"].tolist() == [1, 2, 1e16, 3e16]
    profiles = make_profiles(table, ("a", "b"), found.labels, found.means)
    assert profiles_frame(profiles)["average of a"].tolist()[:2] == [1, 2]
    assert profile_table(profiles).set_index("Column").loc["a (average)", "Group 1"] == "1"
