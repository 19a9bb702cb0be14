"""No row leaves a table without proof: rows that sum others up, and rows that only look like it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tables import Choices, Table, Topic, read_table, reader
from tables.large import plan


@pytest.fixture(params=["careful", "fast"])
def path(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of reading."""
    if request.param == "fast":
        monkeypatch.setattr(reader, "LARGE_BYTES", 1)
        monkeypatch.setattr(plan, "_ENOUGH_ROWS", 3)
        monkeypatch.setattr(plan, "_UNSURE", 1)
    return str(request.param)


def read(rows: list[str], choices: Choices | None = None) -> Table:
    return read_table(("\n".join(rows) + "\n").encode(), "t.csv", choices)


def names(table: Table) -> list[str]:
    return [str(name) for name in table.frame.iloc[:, 0]]


def asked(table: Table) -> list[int]:
    return [line.line for line in table.receipt.on(Topic.PERHAPS_TOTAL)]


OIL = ["company,price,stores", "Shell,1.9,61", "BP,1.8,40", "Esso,1.75,33", "Jet,1.6,12", "Aral,1.95,70"]
STATES = [
    "state,rate,towns",
    *(f"{name},{4.1 + i * i / 7:.2f},{31 + 17 * i}" for i, name in enumerate(["AL", "AK", "NM", "NV", "TX"])),
]
ELEMENTS = ["element,number,mass", "H,1,1.008", "He,2,4.0026", "C,6,12.011", "O,8,15.999", "Fe,26,55.845"]
DEPARTMENTS = ["department,people,cost", "Sales,14,120.5", "Law,9,310.25", "Post,22,80.75", "Press,5,60.5"]


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        (OIL, ["Total,1.7,22"]),
        (DEPARTMENTS, ["Media,31,99.5"]),
        (STATES, ["SD,4.97,66", "SE,4.52,12"]),
        (ELEMENTS, ["N,7,14.007", "Se,34,78.971"]),
        (ELEMENTS, ["Average,7,14.007"]),
        (DEPARTMENTS, ["Count,31,99.5"]),
    ],
)  # fmt: skip
def test_what_only_sounds_like_a_total_stays_and_is_asked_about(
    path: str, rows: list[str], last: list[str]
) -> None:
    table = read([*rows, *last])
    assert names(table) == [row.split(",")[0] for row in [*rows[1:], *last]]
    assert asked(table) == [len(rows) + 1 + i for i in range(len(last))]
    assert not table.receipt.on(Topic.BELOW)


def column(rows: list[str], j: int) -> np.ndarray:
    return np.array([float(row.split(",")[j]) for row in rows[1:]])


STATISTICS: dict[str, Callable[[Any], float]] = {
    "Total": np.sum, "Sum": np.sum, "Mean": np.mean, "Average": np.mean, "Media": np.mean, "Min": np.min, "Maximum": np.max,
    "Median": np.median, "SD": lambda x: np.std(x, ddof=1), "std": np.std, "SE": lambda x: np.std(x, ddof=1) / len(x) ** 0.5,
    "Variance": lambda x: np.var(x, ddof=1), "Range": np.ptp,
}  # fmt: skip


@pytest.mark.parametrize("name", STATISTICS)
def test_what_its_numbers_prove_is_left_out(path: str, name: str) -> None:
    a, b = (STATISTICS[name](column(STATES, j)) for j in (1, 2))
    table = read([*STATES, f"{name},{a:.2f},{b:.1f}"])
    assert names(table) == ["AL", "AK", "NM", "NV", "TX"]
    assert not asked(table)
    assert [(line.count, line.line) for line in table.receipt.on(Topic.BELOW)] == [(1, 7)]
    assert not table.receipt.on(Topic.INSIDE)
    # The same name with other numbers is a row like the others
    other = read([*STATES, f"{name},{a + 1.3:.2f},{b + 7.7:.1f}"])
    assert len(other.frame) == 6 and asked(other) == [7]


@pytest.mark.parametrize("name", ["Grand total", "Gesamtergebnis", "SUBTOTAL", "**Insgesamt**", "Total: all", "Total général", "Итого", "Std. Dev.", "合计"])  # fmt: skip
def test_what_can_mean_nothing_else_is_left_out(path: str, name: str) -> None:
    table = read([*OIL, f"{name},1.7,22"])
    assert len(table.frame) == 5 and not asked(table)


@pytest.mark.parametrize(
    "name", ["Totals of Wine", "Meanwhile", "Summer", "Minnesota", "Total Wine", "Nokia", "Maxime"]
)
def test_names_that_merely_begin_so_are_not_asked_about(path: str, name: str) -> None:
    table = read([*OIL, f"{name},1.7,22"])
    assert len(table.frame) == 6 and not asked(table)


def test_a_row_of_a_run_of_statistics_that_does_not_hold_stays(path: str) -> None:
    x, y = column(STATES, 1), column(STATES, 2)
    last = [
        f"Mean,{x.mean():.2f},{y.mean():.1f}",
        f"SD,{x.std(ddof=1):.2f},{y.std(ddof=1):.1f}",
        f"N,{len(x)},{len(x)}",
        "Max,99,99",
    ]
    table = read([*STATES, *last])
    assert names(table) == ["AL", "AK", "NM", "NV", "TX", "Max"]
    assert asked(table) == [10]
    assert table.receipt.count(Topic.INSIDE) == 3


def test_a_state_above_the_totals_stays(path: str) -> None:
    rows = [*STATES, "SD,4.97,66"]
    table = read([*rows, f"Total,{column(rows, 1).sum():.2f},{column(rows, 2).sum():.0f}"])
    assert names(table) == ["AL", "AK", "NM", "NV", "TX", "SD"]
    assert not asked(table)


def test_a_total_of_counts_beside_averages_and_shares(path: str) -> None:
    rows = ["place,people,rate,share,index"] + [
        f"p{i},{1234 + 517 * i},{4.5 + i},{10 + 5 * i}.5,{97 + i * i}" for i in range(4)
    ]
    people, rate = column(rows, 1), column(rows, 2)
    table = read([*rows, f"Total,{people.sum():.0f},{(people * rate).sum() / people.sum():.3f},100.0,103"])
    assert len(table.frame) == 4


def test_a_rounded_sum_of_rounded_numbers(path: str) -> None:
    shares = [33.3, 28.4, 17.7, 20.7]
    table = read(["party,votes,share", *(f"p{i},{n},{s}" for i, (n, s) in enumerate(zip([331, 283, 177, 206], shares, strict=True))),
                  "Total,997,100.0"])  # fmt: skip
    assert len(table.frame) == 4


def test_a_total_that_stands_where_no_name_stands(path: str) -> None:
    """In the column of years, or without the day and the kind that all rows have."""
    years = ["year,shell,bp", *(f"{2000 + i},{1.5 + i / 10},{12 + i}" for i in range(6))]
    assert len(read([*years, "Total,9.9,99"]).frame) == 6
    ledger = ["day,kind,name,price", *(f"2024-01-0{i + 1},Buy,n{i},{i}.5" for i in range(6))]
    assert len(read([*ledger, "Transactions Total,,,-1574.25"]).frame) == 6


def test_rows_of_a_company_that_comes_again_are_not_asked_about(path: str) -> None:
    table = read([*OIL, "Total,1.8,12", "Shell,1.7,40", "Total,1.7,22"])
    assert len(table.frame) == 8 and not asked(table)


def test_the_user_decides(path: str) -> None:
    rows = [*OIL, "Total,1.7,22"]
    kept = read(rows, Choices(rows_kept=(7,)))
    assert len(kept.frame) == 6 and not asked(kept)
    gone = read(rows, Choices(rows_left_out=(7,)))
    assert len(gone.frame) == 5 and not asked(gone)
    # What is proven can be taken back, too
    proven = [*OIL, f"Total,{column(OIL, 1).sum():.2f},{column(OIL, 2).sum():.0f}"]
    assert len(read(proven).frame) == 5
    assert len(read(proven, Choices(rows_kept=(7,))).frame) == 6


def test_a_row_left_out_counts_in_no_sum(path: str) -> None:
    rows = [*OIL, "Total,1.7,22", f"Sum,{column(OIL, 1).sum():.2f},{column(OIL, 2).sum():.0f}"]
    assert len(read(rows, Choices(rows_left_out=(7,))).frame) == 5


def test_a_total_right_below_the_names(path: str) -> None:
    rows = ["Content,Title,Day,Length,Views,Seen", "Total,,,,8290,51357", "a,one,2025-05-27,119,2096,17021", "b,two,2020-10-20,177,1531,7763",
            "c,three,2020-09-24,156,2508,13697", "d,four,2020-07-10,185,1276,2222", "e,five,2022-09-20,261,879,10654"]  # fmt: skip
    assert names(read(rows)) == ["a", "b", "c", "d", "e"]
    # Without title and day it is no row, whatever its numbers are
    rows[1] = "Total,,,,9100,61350"
    assert names(read(rows)) == ["a", "b", "c", "d", "e"]
    rows[1] = "Total,Recall,,,9100,61350"
    table = read(rows)
    assert len(table.frame) == 6 and asked(table) == [2]
    assert not asked(read(rows, Choices(rows_kept=(2,))))


def test_the_end_of_a_large_file() -> None:
    rng = np.random.default_rng(1)
    values = np.round(rng.normal(100, 30, 40_000), 2)
    rows = [
        "name,day,x,n",
        *(f"n{i % 900},2024-01-{i % 28 + 1:02d},{x},{i}" for i, x in enumerate(values.tolist())),
    ]
    last = [
        f"Mean,,{values.mean():.4f},{np.arange(40_000).mean()}",
        f"Total,,{values.sum():.2f},{np.arange(40_000).sum()}",
    ]
    table = read([*rows, *last, "", "Source: a survey,,,"])
    assert len(table.frame) == 40_000 and table.frame["n"].dtype == np.int64
    assert [(line.count, line.line, line.example) for line in table.receipt.on(Topic.BELOW)] == [
        (3, 40_002, last[0].replace(",", " ").replace("  ", " "))
    ]
    other = read([*rows, "Total,2024-01-05,1.7,22"])
    assert len(other.frame) == 40_001 and asked(other) == [40_002]


@pytest.mark.parametrize(("number", "left"), [("", 9), ("10", 10)])
def test_a_total_lacks_the_number_that_all_rows_begin_with(path: str, number: str, left: int) -> None:
    rows = [f"{i},Player {i},C,{60 + i},{i}.5" for i in range(1, 10)]
    table = read(["Rk,Player,Pos,Games,Points", *rows, f"{number},Team Totals,,82,112.4"])
    assert len(table.frame) == left


@pytest.mark.parametrize(("total", "left"), [(55, 10), (56, 11)])
def test_without_the_code_of_all_rows_one_sum_is_proof_beside_averages(
    path: str, total: int, left: int
) -> None:
    rows = [f"{i:02d},Town {i},{i * 1000},{i}.5" for i in range(1, 11)]
    assert len(read(["code,name,people,rate", *rows, f",Whole land,{total}000,5.1"]).frame) == left


@pytest.mark.parametrize("name", ["Vidurkis", "Keskiarvo", "Średnia", "Durchschnitt", "平均"])
def test_means_in_other_languages(name: str, path: str) -> None:
    rows = [f"Place {i},{310 + 41 * i * i},{1204.5 + 97.25 * i:.2f}" for i in range(9)]
    a, b = np.array([row.split(",")[1:] for row in rows], dtype=float).mean(axis=0)
    assert len(read(["place,people,pay", *rows, f"{name},{a:.0f},{b:.2f}"]).frame) == len(rows)


@pytest.mark.parametrize(
    "table",
    [
        "point,lat,lon|SW,47.00,8.00|SE,47.00,9.00|NW,48.00,8.00|NE,48.00,9.00|Centre,47.50,8.50",
        "A,B,y|-1.0,-1.0,61|1.0,-1.0,72|-1.0,1.0,68|1.0,1.0,83|0.0,0.0,64",
        "colour,r,g,b|black,0,0,0|white,255,255,255|red,255,0,0|cyan,0,255,255|gray,128,128,128",
        "film,a,b,c,d,e|X,1,5,2,4,3|Y,5,1,4,2,3|Z,2,4,5,1,1|V,4,2,1,5,5|W,3,3,3,3,3",
        "Donor,Country,Amount|Ann,DE,1000|Bob,FR,500|Cid,IT,1500|Anonymous,,3000",
        "channel,2024,2025|TV,1000,1500|Radio,500,500|Print,500,500|Online,2000,2500",
        "servings,flour g,milk ml,eggs|1,50,100,1|2,100,200,2|3,150,300,3|6,300,600,6",
        "EUR,USD|10,11.50|20,23.00|50,57.50|80,92.00",
        "party,2021,2025|A,20.0,25.0|B,15.0,10.0|C,15.0,15.0|D,50.0,50.0",
        "day,a,b,c|Mon,1000,10.0,1|Tue,3000,30.0,2|Wed,2000,20.0,|Thu,4000,11.5,4|Fri,2000,13.5,5|Sat,3000,12.5,",
        "size,chest,waist|Small,90,75|Large,106,91|Medel,98,83",
    ],
)
def test_rows_that_happen_to_be_sums_or_means_of_others_stay(table: str) -> None:
    names, *rows = table.split("|")
    assert len(read([names, *rows]).frame) == len(rows)


def test_answers_near_the_middle_stay() -> None:
    rng = np.random.default_rng(7)
    for _ in range(12):
        answers = rng.integers(1, 6, size=(40, 20))
        rows = [f"P{i}," + ",".join(map(str, row)) for i, row in enumerate(answers)]
        assert len(read(["person," + ",".join(f"Q{j}" for j in range(20)), *rows]).frame) == 40
