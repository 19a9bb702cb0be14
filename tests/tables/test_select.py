"""Why a table has no two columns to compare, or none: the true reason."""

from __future__ import annotations

import pytest

from tables import TableError, read_table, suggest_columns, why_alone
from tables.select import why_none


@pytest.mark.parametrize(
    ("text", "reasons", "marks"),
    [
        ("a,b\n1,5\n2,5\n3,5\n", ["“b” holds the same number in every row."], False),
        ("a,b,c\n7,5,1\n7,5,1\n", ["“a” holds the same", "“b” holds the same", "“c” holds the same"], False),
        ("a,b\n1,0012\n2,0013\n3,0200\n", ["“b”: its numbers begin with zeros"], False),
        ("a,n\n1,x\n2,y\n3,z\n", ["“n” holds words, not numbers."], False),
        ("a,b,n\n1,5,x\n2,5,y\n3,5,z\n", ["“b” holds the same", "“n” holds words"], False),
        ("name;price;year\nAnn;x;7\nBo;y;7\n", ["“price” holds words", "“year” holds the same"], False),
        ("a;n\n1;1.2,3.4\n2;5,6.7,8\n3;7.8,9.0\n", ["“n” holds words"], True),
    ],
)
def test_the_reason_of_each_column_is_said(text: str, reasons: list[str], marks: bool) -> None:
    table = read_table(text.encode(), "t.csv")
    try:
        said = why_alone(table, *suggest_columns(table))
    except TableError as refused:
        said = str(refused)
    said = said.replace("\u2068", "").replace("\u2069", "")
    assert all(reason in said for reason in reasons), said
    # Marks and header rows can only be at fault where words look like numbers
    assert ("Check the decimal mark" in said) == marks


def test_a_column_that_is_alone_has_no_reason_but_what_separates() -> None:
    said = why_alone(read_table(b"a\n1\n2\n7\n", "t.csv"), "a")
    assert "only one column" in said and "what separates the columns" in said


def test_of_many_columns_a_few_are_said() -> None:
    names = [f"c{i}" for i in range(40)]
    text = ",".join(names) + "\n" + 3 * (",".join("5" for _ in names) + "\n")
    with pytest.raises(TableError, match="and 37 more columns") as refused:
        suggest_columns(read_table(text.encode(), "t.csv"))
    assert len(str(refused.value)) < 400


def test_a_letter_is_called_so_also_where_its_commas_cut_it() -> None:
    letter = (
        "Dear all,\n\nthis is the report of the year. It was a good year for most of us, in spite of all.\n"
        "We met four times, and each time many people came to listen to what was said.\n"
        "Next year we will meet more often, as some of you have asked for.\n\nWith kind regards,\nthe board\n"
    )
    assert "reads like a report" in why_none(read_table(letter.encode(), "t.csv"))
    table = "name,remark\n" + "".join(
        f"p{i},this is what was said the time number {'x' * i}\n" for i in range(5)
    )
    assert "reads like a report" not in why_none(read_table(table.encode(), "t.csv"))
