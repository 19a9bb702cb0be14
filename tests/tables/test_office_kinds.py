"""Kinds of files of offices, banks, schools and instruments that were read wrongly once, each by a small file of its own."""

from __future__ import annotations

import pytest

from tables import Table, Topic, read_table
from tests.tables.workbooks import workbook


def read(text: str, encoding: str = "utf-8") -> Table:
    return read_table(text.encode(encoding), "t.csv")


def test_the_same_years_under_each_group_are_names() -> None:
    rows = "".join(f"0{i} Town;{5010 + 7 * i};{5020 + 9 * i};{61 + i};{71 + 3 * i}\n" for i in range(8))
    table = read(f"People by town\n\n;All;;Born;;\n;2024;2025;2024;2025;\n{rows}")
    assert list(table.frame)[1:] == ["All 2024", "All 2025", "Born 2024", "Born 2025"]
    assert len(table.frame) == 8


@pytest.mark.parametrize(
    ("years", "rows"), [("2024;2025;2024;2026", 9), ("2024;2025;2024", 8), ("2024;2024;2025;2025", 9)]
)
def test_other_years_that_come_again_are_no_names_by_that(years: str, rows: int) -> None:
    width = len(years.split(";"))
    body = "".join(
        ";".join([f"T{i}", *(str(310 + 41 * i * j) for j in range(1, width + 1))]) + "\n" for i in range(8)
    )
    table = read(f";A;;B{';' * (width - 3)}\n;{years}\n{body}")
    assert len(table.frame) == rows


LAND = [
    (f"Area {name}", 100.5 + 31.7 * i, 210.25 + 12.3 * i * i, 4.0 + i / 7)
    for i, name in enumerate("ABCDEFGH")
]


def _land(first: str, more: str = "") -> str:
    rows = "".join(f"{n};{a:.2f};{b:.2f};{c:.2f}\n" for n, a, b, c in LAND)
    total = f"{first};{sum(r[1] for r in LAND):.2f};{sum(r[2] for r in LAND):.2f};4.71\n"
    return f"area;people;work;share\n{total}{more}{rows}"


@pytest.mark.parametrize("name", ["Bundesgebiet", "Федеральный округ", ""])
def test_a_first_row_that_is_the_sum_in_two_columns_is_a_total_whatever_it_is_called(name: str) -> None:
    table = read(_land(name))
    assert len(table.frame) == len(LAND) and str(table.frame.iloc[0, 0]) == "Area A"


def test_a_first_row_that_is_the_sum_in_one_column_alone_stays() -> None:
    rows = "".join(f"{n};{a:.2f};{c:.2f}\n" for n, a, _, c in LAND)
    table = read(f"area;people;share\nAlps;{sum(r[1] for r in LAND):.2f};4.71\n{rows}")
    assert len(table.frame) == len(LAND) + 1


def test_a_line_of_a_label_with_a_colon_heads_rows_and_is_none() -> None:
    table = read(_land("Bundesgebiet", "of these:;;;\n"))
    assert len(table.frame) == len(LAND)
    # Without a colon it may be a row that lacks its numbers
    assert len(read(_land("Bundesgebiet", "Area X;;;\n")).frame) >= len(LAND) + 1


MARKS: list[tuple[str, float, float]] = [(f"Pupil {i}", 8 + i * 0.5, 17.25 - i * 0.75) for i in range(9)]


@pytest.mark.parametrize("name", ["Moyenne de la classe", "Class average", "Average of all"])
def test_a_last_row_called_a_mean_of_something_leaves_with_the_proof_only(name: str) -> None:
    rows = "".join(f"{n};{a};{b}\n" for n, a, b in MARKS)
    means = [
        sum(oral for _, oral, _ in MARKS) / len(MARKS),
        sum(written for *_, written in MARKS) / len(MARKS),
    ]
    assert len(read(f"pupil;oral;written\n{rows}{name};{means[0]:.2f};{means[1]:.2f}\n").frame) == len(MARKS)
    assert len(read(f"pupil;oral;written\n{rows}{name};9.15;12.35\n").frame) == len(MARKS) + 1


@pytest.mark.parametrize("word", ["Sous-total", "Subtotaal", "Mezisoučet", "Delsumma"])
def test_sums_of_groups_in_other_languages(word: str) -> None:
    text, groups = "service;person;hours;pay\n", {"Oven": 4, "Shop": 3, "Desk": 2}
    for at, (group, people) in enumerate(groups.items()):
        hours = [101.5 + 17 * i + 3 * at for i in range(people)]
        for i, each in enumerate(hours):
            text += f"{group if i == 0 else ''};P{at}{i};{each};{each * 12.25:.2f}\n"
        text += f"{word} {group};;{sum(hours)};{sum(hours) * 12.25:.2f}\n"
    assert len(read(text).frame) == 9


def test_short_lines_below_a_rule_are_no_rows() -> None:
    rows = "".join(f"2026{i:04d}x,shop {i},{3.5 * i + 1},{0.25 * i},paid,note {i}\n" for i in range(9))
    below = "-------------------------\n9 records\npaid:4 times,13.00\nopen:5 times,0.00\n"
    assert len(read(f"number,shop,amount,fee,state,note\n{rows}{below}").frame) == 9
    # Without the rule they may be rows that were cut
    assert len(read(f"number,shop,amount,fee,state,note\n{rows}20269999x,shop 9\n").frame) == 10


def test_a_first_row_without_most_of_what_all_others_have_may_be_about_the_columns_and_is_asked_about() -> (
    None
):
    rows = "".join(f'"Last{i}, A",s{i},u{i},HIST-{i % 2}a,{60 + 3 * i},{9 + i}\n' for i in range(9))
    table = read(f"Student,Number,Login,Section,Essay,Quiz\n    Points possible,,,,100,20\n{rows}")
    assert len(table.frame) == 10 and table.receipt.on(Topic.PERHAPS_TOTAL)
    # Two things that are missing are not enough
    fewer = read(f"Student,Number,Login,Section,Essay,Quiz\nLast, s77,,,100,20\n{rows}")
    assert len(fewer.frame) == 10 and not fewer.receipt.on(Topic.PERHAPS_TOTAL)


def test_names_in_groups_over_a_total_between_empty_lines() -> None:
    numbers = [[300 + 41 * i, 20 + i * i, 250 + 17 * i, 11 + 3 * i] for i in range(8)]
    rows = [[f"Trust {i}", *each] for i, each in enumerate(numbers)]
    sums = [sum(column) for column in zip(*numbers, strict=True)]
    lines: list[list[object]] = [
        ["Title:", "Beds"],
        ["Source:", "returns"],
        [],
        [None, "Open", None, "Taken"],
        ["Name", "Total", "Day", "Total", "Day"],
        ["Land", *sums],
        [],
        *rows,
    ]
    table = read_table(workbook(Beds=lines), "t.xlsx")
    assert list(table.frame) == ["Name", "Open Total", "Open Day", "Taken Total", "Taken Day"]
    assert len(table.frame) == len(rows)


@pytest.mark.parametrize("mark", ["MM", "ND"])
def test_one_word_in_capitals_stands_for_no_number_even_in_most_rows(mark: str) -> None:
    rows = "".join(f"{i},{0.5 + i / 4},{1.25 + i if i % 4 == 0 else mark}\n" for i in range(28))
    table = read(f"hour,wind,wave\n{rows}")
    assert table.column("wave").kind == "number" and table.frame["wave"].count() == 7
    words = "".join(
        f"{i},{0.5 + i / 4},{1.25 + i if i % 4 == 0 else ('cash', 'card')[i % 2]}\n" for i in range(28)
    )
    assert read(f"hour,wind,wave\n{words}").column("wave").kind == "text"


def test_zeros_alone_are_codes_beside_codes_of_one_length() -> None:
    rows = "".join(f"{'0000' if i < 4 else 2212 + 37 * i};{10.5 + i};{3 + i * i}\n" for i in range(12))
    assert read(f"par.;plan;real\n{rows}").column("par.").kind == "identifier"


@pytest.mark.parametrize(
    "text", ["Élève;Moyenne\nPrénom;11,5\n", "Konto;Saldo\nRückstellungen;9,5\nErlöse;3\n"]
)
def test_a_few_accents_are_western_unless_another_is_clearly_better(text: str) -> None:
    assert read(text, "cp1252").frame.iloc[0, 0] == text.split("\n")[1].split(";")[0]


def test_a_small_table_of_words_and_numbers_set_in_blanks_among_many_notes() -> None:
    above = (
        "Data File C:\\RUN\\001.D\n\n" + "Acq. Operator   : SYSTEM      Line :   1\n" * 2 + "=" * 50 + "\n"
    )
    above += "Sorted By   : Signal\nMultiplier  : 1.0000\n\nSignal 1: DAD1 A, Sig=254,4 Ref=360,100\n\n"
    names = "Peak RetTime Type  Width     Area\n----|-------|----|-------|----------|\n"
    rows = "".join(
        f"{i:4d} {1.5 + i:7.3f} {'BV'[i % 2]}B {0.05 + i / 90:7.4f} {10.5 * i:10.5f}\n" for i in range(1, 13)
    )
    table = read(
        f"{above}{names}{rows}\nTotals :               819.00000\n\n{'=' * 50}\n      *** End of Report ***\n"
    )
    assert list(table.frame) == ["Peak", "RetTime", "Type", "Width", "Area"]
    assert len(table.frame) == 12 and table.frame["Area"].sum() == pytest.approx(819)


def test_a_sheet_that_lists_the_others_in_words_is_passed_over() -> None:
    listing: list[list[object]] = [["Dataset:", "Income"], ["Contents", "Unit"], ["Sheet 1", "Percent"]]
    figures: list[list[object]] = [["land", "x", "y"], *([f"L{i}", i * 3, i * i] for i in range(8))]
    assert read_table(workbook(Summary=listing, Figures=figures), "t.xlsx").sheet == "Figures"
    # Words behind it are no reason, nor is a list that has numbers
    words: list[list[object]] = [["a", "b"], ["yes", "no"], ["no", "no"]]
    assert read_table(workbook(Summary=listing, Words=words), "t.xlsx").sheet == "Summary"
    assert (
        read_table(workbook(First=[["n", 1], ["m", 2], ["o", 3]], Figures=figures), "t.xlsx").sheet == "First"
    )


def test_what_the_rows_are_called_alone_below_years_is_a_name_and_the_signs_below_are_none() -> None:
    rows: list[list[object]] = [["TIME", 2022, None, 2023, None, 2024, None], ["GEO (Labels)"]]
    rows += [
        [f"Land {i}", 21.5 + i, "b" if i == 3 else None, ":" if i == 5 else 30.25 - i, None, 40 + i * i, None]
        for i in range(9)
    ]
    rows += [
        [],
        ["Special value"],
        [":", "not available"],
        [],
        ["Flags:"],
        ["b", "break"],
        ["p", "provisional"],
    ]
    table = read_table(workbook(Data=rows), "t.xlsx")
    assert [len(table.frame), table.frame.columns[0]] == [9, "TIME GEO (Labels)"]
