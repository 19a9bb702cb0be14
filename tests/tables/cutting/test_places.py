"""Text set in columns with blanks."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest

from tables import read_table
from tables.apart.packing import pack_table, unpack_table
from tables.cutting.line import cut_at_places
from tables.cutting.places import find_gaps
from tables.writeback import write_back

RESULTS = """\
                 Regional Championships 2026
Event 1  Women 100 Meter Dash, all ages
=====================================================
    Name                  Age  Team           Finals
=====================================================
  1 Moss, Ann              17  Lakeside TC     11.97
  2 de la Fuente, Eva      21  Harriers        12.05
  3 Okoro, Ngozi Grace     19                  12.10
  4 Li, Na                 30  Old Town AC     12.33
  5 Berg, Ida              18  Harriers        12.41
  6 Said, Mona             22  Lakeside TC     12.58
"""


def test_words_of_one_cell_and_empty_cells_stay_where_they_are() -> None:
    table = read_table(RESULTS.encode(), "results.txt")
    assert table.frame["Age"].tolist() == [17, 21, 19, 30, 18, 22]
    assert table.frame["Finals"].tolist() == [11.97, 12.05, 12.10, 12.33, 12.41, 12.58]
    assert table.frame["Name"].tolist()[2] == "Okoro, Ngozi Grace"
    assert table.frame["Team"].isna().tolist() == [False, False, True, False, False, False]


def test_groups_are_written_behind_the_longest_line() -> None:
    table = read_table(RESULTS.encode(), "results.txt")
    again = read_table(write_back(table, {"cluster": [1, 2, 1, 2, 1, 2]}), "results.txt")
    assert again.frame["cluster"].tolist() == [1, 2, 1, 2, 1, 2]
    pd.testing.assert_frame_equal(again.frame.drop(columns="cluster"), table.frame)


def test_a_line_across_a_gap_stays_whole() -> None:
    gaps = ((3, 5), (8, 10))
    assert cut_at_places("abc  def  g h", gaps) == ["abc", "def", "g h"]
    # Of two blanks beside a gap, that between the words of a name is none
    assert cut_at_places("Dist 1   Points", ((5, 8),)) == ["Dist 1", "Points"]
    assert cut_at_places("abcd def", gaps) == ["abcd", "def", ""]
    assert cut_at_places("a sentence across it all", gaps) == ["a sentence across it all"]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Moss\nBob Reed\nCem Okay\nDan Wood\nEva Park\nFay Long\n",
        "one line\nand another that is longer\nno columns here at all\nnothing\nto be cut\nanywhere\n",
        "a  1\nb  2\n",
    ],
)
def test_words_are_no_columns(text: str) -> None:
    assert find_gaps(io.StringIO(text).read().splitlines()) == ()


def test_the_places_come_whole_out_of_the_other_process() -> None:
    table = read_table(RESULTS.encode(), "results.txt")
    message, blobs = pack_table(table, with_frame=False)
    again = unpack_table(
        json.loads(json.dumps(message)), [b for b in blobs if isinstance(b, bytes)], RESULTS.encode()
    )
    assert again.source.dialect == table.source.dialect and again.source.dialect.gaps


def test_a_blank_between_thousands_parts_no_columns() -> None:
    amounts = [
        (78013.66, 125.5),
        (912.25, 68125.25),
        (3004.1, 7250.0),
        (45.0, 31999.95),
        (99120.75, 18.4),
        (640.0, 5002.2),
    ]
    lines = ["Account  Label                 Debit        Credit"]
    for i, (debit, credit) in enumerate(amounts):
        written = [f"{amount:,.2f}".replace(",", " ").replace(".", ",") for amount in (debit, credit)]
        lines.append(f"{101000 + 777 * i}   Account of {'abcdef'[i]}  {written[0]:>14}{written[1]:>14}")
    table = read_table("\n".join(lines).encode(), "balance.txt")
    assert list(zip(table.frame["Debit"], table.frame["Credit"], strict=True)) == amounts


def test_a_blank_between_two_columns_of_numbers_parts_them() -> None:
    lines = [f"{'Ann Moss' if i % 2 else 'Eva'.ljust(8)}  {40 + i} {1.5 + 17 * i:>5.1f}" for i in range(8)]
    assert len(find_gaps(lines)) == 2
