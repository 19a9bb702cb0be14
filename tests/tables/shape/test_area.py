"""Where the table begins and ends."""

from __future__ import annotations

import pytest

from tables import Choices, TableError, Topic, read_table

TABLE = "name,x,y\n" + "".join(f"n{i},{i},{i * 1.5}\n" for i in range(8))
X = list(range(8))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Sales of the year\n", ""),
        ("Sales, of the year\n\n", ""),
        ("Sales of the year,,\n,,\n", ""),
        ("# written by a program\n# version 2, build 7\n", ""),
        ("", "Source: office\n"),
        ("", "\nSource: office, upstairs\nNote: none\n"),
        ("", ",,\nSource,,\n"),
        ("", "Total,28,42\n"),
        ("", "Gesamt;,28,42\n".replace(";", "")),
        ("", "\nAverage,3.5,5.25\n\n* estimated\n"),
        ("Title\n", "Total,28,42\nSource: office\n"),
        ("", "\n\n\n"),
    ],
)
def test_titles_notes_and_totals(above: str, below: str) -> None:
    table = read_table((above + TABLE + below).encode(), "t.csv")
    assert table.frame["x"].tolist() == X
    assert list(table.frame.columns) == ["name", "x", "y"]
    first = above.count("\n") + 2
    assert table.row_numbers.tolist() == list(range(first, first + 8))


def test_what_was_left_out_is_said() -> None:
    table = read_table(("Title\n" + TABLE + "Total,28,42\nSource: office\n").encode(), "t.csv")
    above, below = table.receipt.on(Topic.ABOVE, Topic.BELOW)
    assert (above.count, above.line, above.example) == (1, 1, "Title")
    assert (below.count, below.line, below.example) == (2, 11, "Total 28 42")
    assert above.words == "1 line above the table was left out."
    assert below.words == "2 lines below the table (notes, totals) were left out."


def test_the_user_may_say_where_it_begins() -> None:
    table = read_table(TABLE.encode(), "t.csv", Choices(first_row=4, header_rows=0))
    assert table.frame.iloc[:, 1].tolist() == X[2:]


@pytest.mark.parametrize("gap", ["", "\n"])
def test_the_user_may_say_where_it_ends(gap: str) -> None:
    """A row taken for a total can be taken back, and rows can be left out."""
    text = TABLE + gap + "Grand total,80,90\nmade by hand,,\n"
    last = 10 + len(gap)
    assert len(read_table(text.encode(), "t.csv").frame) == len(X)
    table = read_table(text.encode(), "t.csv", Choices(last_row=last))
    assert table.frame["x"].tolist() == [*X, 80]
    assert table.receipt.count(Topic.BELOW) == 1
    assert read_table(text.encode(), "t.csv", Choices(last_row=4)).frame["x"].tolist() == X[:3]


@pytest.mark.parametrize(
    "choices", [Choices(first_row=99), Choices(last_row=0), Choices(first_row=5, last_row=4)]
)
def test_nothing_between_first_and_last_is_said_as_such(choices: Choices) -> None:
    with pytest.raises(TableError, match="begin and end"):
        read_table(TABLE.encode(), "t.csv", choices)


def test_a_shop_called_total_is_no_total() -> None:
    text = TABLE + "Total Wine,8,12\n"
    assert len(read_table(text.encode(), "t.csv").frame) == 9


def test_what_stands_inside_and_is_no_row_is_said_too() -> None:
    text = TABLE.replace("n4", "# checked up to here\nn4")
    table = read_table(text.encode(), "t.csv")
    assert table.frame["x"].tolist() == X
    assert [line.example for line in table.receipt.on(Topic.INSIDE)] == ["# checked up to here"]


def test_a_sum_is_known_by_its_numbers_whatever_it_is_called() -> None:
    rows = [(f"Ort {i}", 10 * i + 3, 1000 * i + 250) for i in range(12)]
    lines = [f"{place};{count};{amount / 100:.2f}".replace(".", ",") for place, count, amount in rows]
    counts, amounts = sum(row[1] for row in rows), sum(row[2] for row in rows) / 100
    text = "\n".join(["place;count;amount", *lines, f"Yekun;{counts};{amounts:.2f}".replace(".", ",")])
    assert len(read_table(text.encode(), "t.csv").frame) == 12
    other = text.replace(f"Yekun;{counts}", f"Yekun;{counts + 99}").replace(
        f"{amounts:.2f}".replace(".", ","), "5,00"
    )
    assert len(read_table(other.encode(), "t.csv").frame) == 13


def test_details_with_numbers_stand_above_the_names() -> None:
    above = "Channels\t2\t\t\t\nSamples\t9\t9\t\t\nDate\t2020/01/01\t2020/01/01\t\n***End***\t\t\t\t\n"
    text = above + "X\tVolt 0\tVolt 1\tComment\n" + "".join(f"{i / 10}\t{i}\t{i * i}\n" for i in range(9))
    frame = read_table(text.encode(), "t.txt").frame
    assert frame["Volt 1"].tolist() == [i * i for i in range(9)]


def test_a_note_below_may_hold_commas() -> None:
    wide = TABLE.replace("\n", ",1,2,3\n").replace("y,1,2,3", "y,a,b,c")
    table = read_table((wide + "Source: the office, upstairs\n").encode(), "t.csv")
    assert len(table.frame) == 8 and table.receipt.count(Topic.BELOW) == 1


@pytest.mark.parametrize("names", ["name,x,y,rest\n", ""])
def test_a_row_of_words_among_the_first_rows_cuts_nothing_off(names: str) -> None:
    lines = [f"n{i},{i},{i * 1.5}," for i in range(1, 20)]
    lines.insert(5, "'n',' 5 ','x','y'")
    table = read_table((names + "\n".join(lines) + "\n").encode(), "t.csv")
    assert [x for x in table.frame.iloc[:, 1].tolist() if x == x] == list(range(1, 20))


def test_a_row_of_words_far_above_that_names_no_columns_of_numbers_stays_a_note() -> None:
    rows = "".join(f"town {i},{i}.5,{i * i}\n" for i in range(9))
    table = read_table(f"Report,1996,June\n\n{rows}".encode(), "t.csv")
    assert len(table.frame) == 9 and "area" not in table.frame


def test_a_comment_as_wide_as_the_table() -> None:
    rows = "".join(f"{i},{i * i}.5,w{i}\n" for i in range(30))
    table = read_table(f"x,y,z\n{rows}# moved, to, town\n{rows}".encode(), "t.csv")
    assert len(table.frame) == 60
    assert table.receipt.count(Topic.INSIDE)


def test_a_table_is_as_wide_as_its_names_however_few_rows_are_full() -> None:
    full = "".join(f"n{i},{i},{i},4,{i}\n" for i in range(10))
    table = read_table(
        ("name,x,y,z,w\n" + full + "".join(f"n{i},{i},{i}\n" for i in range(100))).encode(), "t.csv"
    )
    assert list(table.frame) == ["name", "x", "y", "z", "w"]
    assert table.frame["w"].notna().sum() == 10 and table.receipt.count(Topic.FILLED_UP) == 100
