"""What the cells of a column are: numbers, dates, codes or words."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tables import (
    read_table,
)
from tests.tables.values.test_columns import table


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2.5", "3"], "number"),
        (["00123", "00456", "12345"], "identifier"),
        (["40817810904500021928", "40817810904500021929", "40817810904500021930"], "identifier"),
        (["0.5", "0.25", "0"], "number"),
        (["2020-01-31", "2020-02-01", "2021-03-04"], "date"),
        (["31.01.2020", "01.02.2020", "04.03.2021"], "date"),
        (["1/31/2020", "2/1/2020", "3/4/2021"], "date"),
        (["31 Jan 2020", "1 Feb 2020", "4 Mar 2021"], "date"),
        (["2020-01-31T12:30:00Z", "2020-02-01T00:00:00Z", "2021-03-04T01:02:03Z"], "date"),
        (["red", "green", "blue"], "text"),
        (["True", "False", "True"], "text"),
        (["1 kg", "500 g", "2 kg"], "number"),
        (["1 kg", "50 cm", "2 kg"], "text"),
        (["", "", ""], "empty"),
    ],
)
def test_kinds(cells: list[str], kind: str) -> None:
    column = table(name=["a", "b", "c"], x=cells).column("x")
    assert column.kind == kind
    assert (column.reason is None) == (kind == "number")


def test_day_and_month_are_told_apart_by_the_whole_column() -> None:
    frame = table(name=["a", "b"], x=["3/4/2021", "2/28/2021"]).frame
    assert frame["x"].tolist() == [pd.Timestamp("2021-03-04"), pd.Timestamp("2021-02-28")]


def test_identifiers_keep_their_zeros() -> None:
    assert table(name=["a", "b"], x=["007", "012"]).frame["x"].tolist() == ["007", "012"]


def test_flags_of_offices_of_statistics_are_no_units() -> None:
    read = table(
        geo=["BE", "DE", "FR", "IT", "NL"],
        y2010=["1.2 p", ":", "3.3", "4", "5.5"],
        y2011=["3.4", "5.6 e", "4.4", "1.1 b", "2"],
    )
    assert read.frame["y2011"].tolist() == [3.4, 5.6, 4.4, 1.1, 2.0]
    assert read.frame["y2010"].isna().tolist() == [False, True, False, False, False]


def test_network_addresses_are_no_thousands() -> None:
    text = "host,load\n" + "".join(f"10.{100 + i}.{201 + i}.{130 + i},{i / 4}\n" for i in range(9))
    assert [column.kind for column in read_table(text.encode(), "t.csv").columns] == ["text", "number"]


def test_cells_dressed_for_a_spreadsheet_or_by_a_typewriter() -> None:
    text = "a;b;c\n" + "".join(f'="{i}.50";“{i},5”;{i}\n' for i in range(6))
    frame = read_table(text.replace(".50", ",50").encode(), "t.csv").frame
    assert frame["a"].tolist() == frame["b"].tolist() == [i + 0.5 for i in range(6)]


def test_stars_and_crosses_are_missing_values() -> None:
    frame = read_table(b"year,a,b\n1990,****,1.5\n1991,2,#######\n1992,3,2.5\n", "t.csv").frame
    assert frame["a"].tolist()[1:] == [2, 3] and np.isnan(frame["a"][0]) and np.isnan(frame["b"][1])
