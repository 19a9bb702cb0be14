"""Years that may be names."""

import pytest

from tables import Choices, read_table
from tables.years_as_names import years_that_may_be_names

YEARS = "2019;2020;2021\n" + "".join(f"{2012 + i};{2015 + i};{2018 + i}\n" for i in range(4))
ONE = "2019\n" + "".join(f"{12 + i}\n" for i in range(5))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        (YEARS, (2019, 2020, 2021)),
        (ONE, (2019,)),
        ("2019\n2020\n2022\n2011\n2012\n", ()),  # a column of years
        ("1879;1955\n1856;1943\n1867;1934\n1831;1879\n1912;1954\n", ()),  # born and died
        ("a;b\n2019;2020\n3;4\n5;6\n7;9\n", ()),  # it has names
        ("12;15\n2019;2020\n3;4\n5;6\n7;9\n", ()),
    ],
)
def test_years_in_the_first_row_are_asked_about_and_kept_meanwhile(text: str, years: tuple[int, ...]) -> None:
    table = read_table(text.encode(), "t.csv")
    assert years_that_may_be_names(table) == years
    if years:
        assert table.frame.iloc[0].tolist() == list(years)


@pytest.mark.parametrize("rows", [0, 1])
def test_who_was_asked_is_not_asked_again(rows: int) -> None:
    assert years_that_may_be_names(read_table(YEARS.encode(), "t.csv", Choices(header_rows=rows))) == ()
