"""Numbers as real files write them: small files in the spirit of instruments, offices and programs, made for this test."""

from __future__ import annotations

import numpy as np
import pytest

from tables import read_table
from tests.tables.test_real_shapes import read


def test_days_without_marks_are_dates_under_such_a_name() -> None:
    text = "date,code,x\n" + "".join(f"201301{i + 1:02d},201302{i + 1:02d},{i}\n" for i in range(12))
    table = read(text)
    assert [column.kind for column in table.columns] == ["date", "number", "number"]
    assert str(table.frame["date"].iloc[11]) == "2013-01-12 00:00:00"


def test_one_endless_number_does_not_make_codes_of_amounts() -> None:
    text = "name,x\n" + "".join(f"n{i},{i * 37}\n" for i in range(200)) + "n,830197482989243000000\n"
    column = read(text).frame["x"]
    assert column.dtype == np.float64
    assert column.iloc[-1] == 830197482989243000000.0


def test_two_numbers_in_a_few_cells_are_not_thousands() -> None:
    cells = [*(str(100 + 7 * i) for i in range(40)), "116 408", "118 402"]
    table = read("code;x\n" + "".join(f"{cell};{i}\n" for i, cell in enumerate(cells)))
    assert table.frame["code"].isna().sum() == 2
    assert table.column("code").unreadable == ("116 408", "118 402")


def test_thousands_of_a_few_large_towns_are_thousands() -> None:
    cells = [*(str(20 * i + 15) for i in range(40)), "1 408", "16 402", "118 402"]
    assert (
        read("people;x\n" + "".join(f"{cell};{i}\n" for i, cell in enumerate(cells))).frame["people"].iloc[-1]
        == 118402
    )


def test_rows_called_r1_are_no_rands() -> None:
    table = read("region,x,paid\n" + "".join(f"R{i},{i},R{i + 1}00.50\n" for i in range(12)))
    assert [column.kind for column in table.columns] == ["text", "number", "number"]
    assert table.frame["paid"].tolist() == [100.0 * (i + 1) + 0.5 for i in range(12)]


@pytest.mark.parametrize(
    ("sign", "name"), [("€", "Libellé"), ("€", "Größe"), ("£", "Café"), ("£", "Ångström")]
)
def test_a_currency_sign_beside_a_number_tells_the_encoding(sign: str, name: str) -> None:
    text = f"{name};x\n" + "".join(f"n{i};{sign}{i}.50\n" for i in range(12))
    table = read_table(text.encode("cp1252"), "t.csv")
    assert list(table.frame) == [name, "x"]
    assert table.frame["x"].tolist() == [i + 0.5 for i in range(12)]


def test_yen_and_counted_things_from_japan() -> None:
    text = "名前,金額,数量\n" + "".join(f'品物の名前{i},"\\{i + 1},{100 + i}",{i}個\n' for i in range(12))
    table = read_table(text.encode("cp932"), "t.csv")
    assert table.frame["金額"].tolist() == [1000 * (i + 1) + 100 + i for i in range(12)]
    assert table.frame["数量"].tolist() == list(range(12))


def test_numbers_all_as_long_as_one_with_a_zero_in_front_are_codes() -> None:
    text = "level,x\n" + "040,1\n" + "".join(f"{500 + i % 9},{i}\n" for i in range(200))
    assert read(text).column("level").kind == "identifier"


@pytest.mark.parametrize(
    ("digits", "point", "group"),
    [
        ("٠١٢٣٤٥٦٧٨٩", "٫", "٬"),
        ("۰۱۲۳۴۵۶۷۸۹", "٫", "٬"),
        ("०१२३४५६७८९", ".", ","),
        ("０１２３４５６７８９", "．", "，"),
    ],
)
def test_digits_of_other_scripts(digits: str, point: str, group: str) -> None:
    signs = str.maketrans({str(k): digit for k, digit in enumerate(digits)} | {".": point, ",": group})
    values = [1234 * i + 0.25 for i in range(1, 13)]
    table = read(
        "name;x;n\n"
        + "".join(
            f"a{k};{f'{value:,}'.translate(signs)};{str(k).translate(signs)}\n"
            for k, value in enumerate(values)
        )
    )
    assert table.frame["x"].tolist() == values
    assert table.frame["n"].tolist() == list(range(12))


def test_a_number_padded_with_a_zero_is_a_number_among_many_of_two_digits() -> None:
    table = read("age,x\n" + "05,1\n" + "".join(f"{10 + i % 80},{i}\n" for i in range(300)))
    assert table.frame["age"].iloc[0] == 5
