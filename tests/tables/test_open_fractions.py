"""What may be asked about numbers such as 201.839, and what is never asked."""

from __future__ import annotations

import pytest

from tables import Choices, as_said, read_table
from tables.open_fractions import OpenFractions, open_fractions


def asked(text: str, **choices: object) -> OpenFractions | None:
    said = Choices(**choices)  # type: ignore[arg-type]
    return open_fractions(as_said(read_table(text.encode(), "t.csv", said), said))


def column(cells: list[str], delimiter: str = ";") -> str:
    return f"name{delimiter}x{delimiter}y\n" + "".join(
        f"n{i}{delimiter}{cell}{delimiter}{i % 8}\n" for i, cell in enumerate(cells)
    )


OPEN = ["1.234", "1.345", "1.456", "1.222", "1.333", "1.444"]


@pytest.mark.parametrize(
    "choices",
    [
        {"only_words": {"name": ("n0", "n2")}},
        {"only_between": {"y": (0, 0)}},
        {"missing_codes": tuple(OPEN)},
    ],
)
def test_nothing_is_asked_of_a_column_without_numbers(choices: dict[str, object]) -> None:
    cells = OPEN if "missing_codes" in choices else ["", *OPEN[:1], "", *OPEN[1:]]
    assert asked(column(cells)) is not None
    assert asked(column(cells), **choices) is None


@pytest.mark.parametrize("mark", [".", ","])
@pytest.mark.parametrize(
    ("cells", "choices"),
    [
        (["< 1.001", *OPEN], {"bounds": "half"}),
        (["< 1.001", *OPEN], {"bounds": "missing"}),
        (["-1.000", *OPEN], {}),
        ([f"{cell} km" for cell in OPEN] + ["2.455 m"], {"units": {"x": "m"}}),
        ([f"{cell} km" for cell in OPEN] + ["2.455 m"], {"units": {"x": "cm"}}),
    ],
)
def test_the_number_asked_about_is_one_that_the_file_has(
    mark: str, cells: list[str], choices: dict[str, object]
) -> None:
    cells = [cell.replace(".", mark) for cell in cells]
    found = asked(column(cells, ";" if mark == "," else "\t"), **choices)
    assert found is not None and found.mark == mark
    assert any(found.number in cell for cell in cells) and mark in found.number
