"""What the list says about how a file was read."""

from __future__ import annotations

import pytest

from study.desk import Drawer
from study.missing_codes import suspicious_codes
from ui.table.receipt_panel import items


def said(text: str) -> dict[str, tuple[str, ...]]:
    drawer = Drawer()
    drawer.bring(text.encode(), "t.csv")
    drawer.read()
    assert drawer.shown is not None
    return {item.name: item.sentences for item in items(drawer, drawer.shown)}


@pytest.mark.parametrize("name", ["missing weight", "decimal mark", "could not be read"])
def test_no_name_of_a_column_hides_a_line(name: str) -> None:
    points = said(f"{name},y\n1.5 kg,2\n2.5 kg,3\n3.5 kg,5\n")
    assert points["missing"] == ("No cell is empty.",)
    assert points["decimal"][0] == "The decimal mark is a point."
    commas = said(f"{name};y\n1,5;2\n2,5;\n3,5;5\n")
    assert commas["missing"] == ("1 cell is empty or marked as missing.",)
    assert commas["decimal"] == ("The decimal mark is a comma.",)


def test_what_was_left_out_is_shown_by_an_example() -> None:
    found = said("Title\n\na,b\n1.5,2\n2.5,3\nx,5\n3.5,5\n4.5,7\nSource: office\n")
    assert found["first_row"] == (
        "1 line above the table was left out: “\u2068Title\u2069”.",
        "1 line below the table (notes, totals) was left out: “\u2068Source: office\u2069”.",
    )
    assert found["missing"] == (
        "1 cell could not be read and was taken as missing (first in column “\u2068a\u2069”): “\u2068x\u2069”.",
    )


@pytest.mark.parametrize(
    "code",
    [-999, -9999, -99, -9, -1, 99, 999, 9999, 99999, -99999, 99.9, 999.9, 9999.9, -99.9, -999.99, 99.99],
)
def test_numbers_that_people_write_for_no_value_are_asked_about(code: float) -> None:
    rows = "".join(f"{5 + i % 4},{i}\n" for i in range(12))
    drawer = Drawer()
    drawer.bring(f"a,b\n{rows}{code},3\n{code},4\n".encode(), "t.csv")
    drawer.read()
    assert drawer.shown is not None
    assert suspicious_codes(drawer.shown.table) == {str(code): 2}
    assert suspicious_codes(drawer.shown.table, ["b"]) == {}
