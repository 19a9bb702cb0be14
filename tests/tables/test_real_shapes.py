"""Shapes that real files have: small ones in the spirit of instruments, offices and programs, made for this test."""

from __future__ import annotations

import pytest

from tables import Choices, Table, Topic, read_table

ROWS = [(f"{i}.5", f"{10 * i + 3}.25") for i in range(12)]
X, Y = ([float(row[j]) for row in ROWS] for j in (0, 1))


def body(delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\n" for row in ROWS)


def read(text: str, choices: Choices | None = None) -> Table:
    return read_table(text.encode(), "t.csv", choices)


def numbers(table: Table) -> list[list[float]]:
    return [table.frame[name].tolist() for name in table.frame if table.frame[name].dtype.kind in "if"]


@pytest.mark.parametrize("mark", ["#", "!", "%", "//", "*", "# "])
def test_comments_that_hold_the_delimiter(mark: str) -> None:
    above = "".join(
        f"{mark}{line}\n"
        for line in ("made by a program, in spring", "17. Angle, in degrees; at noon", "x,y")
    )
    table = read(above + body())
    assert numbers(table) == [X, Y]
    assert list(table.frame) == ["x", "y"]


def test_comments_between_all_rows() -> None:
    lines = [line + "\n! checked,by hand,7\n" for line in body().splitlines()]
    assert numbers(read("!made here\n!x,y\n" + "".join(lines))) == [X, Y]


def test_a_row_that_was_commented_out_is_left_out() -> None:
    text = "# of a program\n# with, many, words\n#x,y\n#0.0,1.0\n" + body()
    table = read(text)
    assert numbers(table) == [X, Y]
    assert list(table.frame) == ["x", "y"]


def test_a_sign_alone_in_its_cell_marks_no_comment() -> None:
    signs = "!#%*ABCDEF"
    text = (
        ","
        + ",".join(signs)
        + "\n"
        + "".join(f"{sign}," + ",".join(str(i * j) for j in range(10)) + "\n" for i, sign in enumerate(signs))
    )
    assert len(read(text).frame) == len(signs)


def test_columns_far_below_a_report_of_many_words() -> None:
    report = ["the model has two parts and errors", "", "      B0   0.25    0.5  1", ""] * 5
    rows = [(i + 0.5, 3 * i + 0.25) for i in range(36)]
    text = "\n".join(report) + "\nData:    y    x\n" + "".join(f"      {x}   {y}\n" for x, y in rows)
    assert numbers(read(text)) == [[x for x, _ in rows], [y for _, y in rows]]


def test_a_few_settings_above_are_no_data() -> None:
    text = "Start: 2000-01-27 19:00:00\n\nMode:,Sum,Mean\nBits per sample:,8,8\n\n"
    text += "".join(f"2000-01-27 19:00:{i:02d},{i * 3},{i * i}\n" for i in range(30))
    assert numbers(read(text)) == [[i * 3 for i in range(30)], [i * i for i in range(30)]]


@pytest.mark.parametrize("above", ["Mode:,Sum,Mean\n", "Start:,1,2\n", ""])
def test_settings_above_are_no_data_though_one_of_them_looks_like_it(above: str) -> None:
    text = f"{above}0,4,5\nBits per sample:,8,8\n\n" + "".join(f"{i},{i * 3},{i * i}\n" for i in range(30))
    assert numbers(read(text))[1:] == [[i * 3 for i in range(30)], [i * i for i in range(30)]]


def test_counts_above_the_names_are_no_data() -> None:
    text = "12,4,,,,,\na,b,c,d,e,f,g\n" + "".join(
        ",".join(str(i + j / 4) for j in range(7)) + "\n" for i in range(12)
    )
    table = read(text)
    assert list(table.frame) == list("abcdefg")
    assert table.frame["a"].tolist() == list(range(12))


def test_groups_called_by_numbers_stand_above_the_names() -> None:
    text = ",,Away,,Away,\n,,25,,16,\nPeriod,Frame,P25,,P16,\n" + "".join(
        f"1,{i},0.{i + 1},0.5{i},0.7{i},0.3{i}\n" for i in range(8)
    )
    table = read(text)
    assert len(table.frame) == 8
    assert table.frame.iloc[:, 1].tolist() == list(range(8))


def test_a_scale_with_uneven_steps_names_the_columns() -> None:
    steps = ["0.0", "0.5", "1.0", "2.0", "4.0", "4.2", "5.0", "6.0", "8.1", "9.0"]
    text = (
        "kind,"
        + ",".join(steps)
        + "\n"
        + "".join(f"T{i}," + ",".join(str(min(9, i * j)) for j in range(10)) + "\n" for i in range(9))
    )
    table = read(text)
    assert list(table.frame) == ["kind", *steps]


def test_a_word_and_a_number_name_two_columns() -> None:
    table = read("x,0.4\n" + body())
    assert list(table.frame) == ["x", "0.4"]
    assert numbers(table) == [X, Y]


def test_a_table_with_the_same_word_above_it_is_another_table() -> None:
    table = read("x,0.4\n" + body() + "\nx,0.3\n" + "".join(f"{i},{i}\n" for i in range(5)))
    assert numbers(table) == [X, Y]
    assert table.receipt.count(Topic.TABLES) == 2


def test_who_measured_what_stands_below_the_names() -> None:
    about = 'model,M1,,\nplace,Here,,\nkind,,,\nreference,Somebody (2014),,\ncitation,"Somebody, S.: A book, 2014",,\ndoi,10.1/2,,\nremark,,,\n'
    table = read(
        "what,value,unit,error\n" + about + "".join(f"E{i},{i}.5,ppm,0.{i + 1}\n" for i in range(30))
    )
    assert list(table.frame) == ["what", "value", "unit", "error"]
    assert table.frame["value"].tolist() == [i + 0.5 for i in range(30)]


def test_four_rows_of_names_with_gaps() -> None:
    names = "\tTarget\t\tHalf\t\n\tIndex\tZ\ttime\tSize\n\t\t\tunit\tfast\n\t\t?\tin h\tslow\n"
    table = read(names + "".join(f"H{i}\t{i}\t{i * 2}\t{i}.5\t{i}.25\n" for i in range(20)))
    assert len(table.frame) == 20


@pytest.mark.parametrize("words", ["Transactions Total", "Summe", "Account totals"])
def test_a_total_by_its_last_word(words: str) -> None:
    text = (
        "day,kind,name,price\n"
        + "".join(f"d{i},Buy,n{i % 3},{i}.5\n" for i in range(9))
        + f"{words},,,-1574.25\n"
    )
    assert len(read(text).frame) == 9


def test_sums_of_groups_inside_a_ledger() -> None:
    groups = [(f"{n} Account", [n + 1.25, n * 2 + 0.5, 7.0]) for n in (1000, 2000, 3000)]
    text = ",Date,Amount,Balance\n"
    for name, amounts in groups:
        text += f"{name},,,0\n" + "".join(f",0{k + 1}/02/2011,{a},{a * 2}\n" for k, a in enumerate(amounts)) + f"Total {name},,{sum(amounts)},1\n"  # fmt: skip
    table = read(text + "TOTAL,,99999,0\n")
    amounts = table.frame["Amount"].dropna().tolist()
    assert amounts == [amount for _, each in groups for amount in each]
    assert table.receipt.count(Topic.INSIDE)


def _by_group(words: str, groups: dict[str, list[tuple[int, float]]]) -> str:
    text, every = "article;group;pieces;sales\n", []
    for name, rows in groups.items():
        text += "".join(f"{name} {k};{name};{n};{x:.2f}\n" for k, (n, x) in enumerate(rows))
        text += f"{words} {name};;{sum(n for n, _ in rows)};{sum(x for _, x in rows):.2f}\n"
        every += rows
    return f"{text}Total;;{sum(n for n, _ in every)};{sum(x for _, x in every):.2f}\n"


@pytest.mark.parametrize("words", ["Subtotal", "Summe", "Total", "Sub-total of"])
def test_sums_of_groups_that_have_no_heading(words: str) -> None:
    groups = {
        "Bread": [(12, 30.55), (71, 160.2), (9, 17.1)],
        "Cake": [(31, 99.5), (17, 61.05)],
        "Drinks": [(5, 8.75)],
        "Fruit": [(44, 13.2), (3, 4.85), (16, 22.0)],
    }
    table = read(_by_group(words, groups))
    assert table.frame["pieces"].tolist() == [n for rows in groups.values() for n, _ in rows]
    assert table.receipt.count(Topic.INSIDE) == 3  # that of the last group stands below
    # It can be taken back, as all that was left out
    again = read(_by_group(words, groups), Choices(rows_kept=(5,))).frame["article"].tolist()
    assert f"{words} Bread" in again and f"{words} Cake" not in again


def test_a_row_between_others_that_is_not_their_sum_is_a_row() -> None:
    text = "shop,pieces,sales\nA,12,30.5\nB,7,16.5\nTotal Wine,19,48.0\nC,3,4.5\nD,9,8.25\nE,8,7.5\n"
    assert len(read(text).frame) == 6


def test_a_total_that_has_no_group_above_is_a_row() -> None:
    text = (
        "shop,x\n"
        + "".join(f"Shop {i},{i}\n" for i in range(4))
        + "Wine,9\nTotal Wine,8\n"
        + "".join(f"Tent {i},{i}\n" for i in range(5))
    )
    assert len(read(text).frame) == 11


def test_a_sum_right_below_the_names() -> None:
    rows = [(3, f"Street {i}", 100.5 + i, 20 + i) for i in range(12)]
    top = f"3;Итого по уч;{sum(row[2] for row in rows)};{sum(row[3] for row in rows)}\n"
    table = read(
        "no;street;debt;months\n"
        + top.replace(".", ",")
        + "".join(f"{a};{b};{c};{d}\n".replace(".", ",") for a, b, c, d in rows)
    )
    assert table.frame["debt"].tolist() == [row[2] for row in rows]


def test_numbers_of_sensors_below_the_names() -> None:
    text = "TIME,BATT,LIGHT,TEMP\nISO 8601,%,Lux,C\n,10,14,55\n" + "".join(
        f"2018-12-06T00:0{i % 10}:26Z,{i},{i}.5,2{i}.8\n" for i in range(12)
    )
    table = read(text)
    assert table.frame.iloc[:, 1].tolist() == list(range(12))


def test_an_empty_first_cell_does_not_make_names_of_numbers() -> None:
    text = "name,a,b,c\n,10,14,55\n" + "".join(
        f"{'' if i == 7 else f'n{i}'},{i},{i}.5,{i * 2}\n" for i in range(12)
    )
    assert len(read(text).frame) == 13


def test_tabs_among_spaces() -> None:
    text = "STATE  DEATHS \tINCOME\tPOVERTY  SOUTH\n" + "".join(
        f"S{i}   {i}\t{30 + i}.5\t\t1{i}    {i % 2}\n" for i in range(12)
    )
    table = read(text)
    assert list(table.frame) == ["STATE", "DEATHS", "INCOME", "POVERTY", "SOUTH"]
    assert table.frame["POVERTY"].tolist() == [int(f"1{i}") for i in range(12)]


@pytest.mark.parametrize(
    ("top", "line", "end"),
    [
        ("id,name,x\n--,----,---\n", "{i},n{i},{x}\n", "\n(12 rows affected)\n"),
        (" id | name | x \n----+------+---\n", " {i} | n{i} | {x}\n", "(12 rows)\n"),
        (
            "+---+---+---+\n| id | name | x |\n+---+---+---+\n",
            "| {i} | n{i} | {x} |\n",
            "+---+---+---+\n12 rows in set\n",
        ),
        ("| id | name | x |\n|---:|:-----|---:|\n", "| {i} | n{i} | {x} |\n", ""),
        ("# of a survey\n# more\nid\tname\tx\n5s\t15s\t14n\n", "{i}\tn{i}\t{x}\n", ""),
    ],
)
def test_lines_drawn_by_programs(top: str, line: str, end: str) -> None:
    table = read(top + "".join(line.format(i=i, x=i * 1.5) for i in range(12)) + end)
    assert list(table.frame) == ["id", "name", "x"]
    assert table.frame["x"].tolist() == [i * 1.5 for i in range(12)]


def test_a_row_of_units_below_a_word_and_numbers() -> None:
    table = read("x-axis,1,2\nsecond,Volt,Volt\n" + "".join(f"{i},{i}.5,{i * 3}\n" for i in range(12)))
    assert len(table.frame) == 12


def test_settings_with_numbers_above_two_columns() -> None:
    top = "[Header]\nProgram;Lab\nVersion;5.92\n\n[Signal]\nInterval(msec);500\n# of Points;12\nStart;0,000\nTime;Signal\n"
    table = read(top + "".join(f"{i},25;{i * 37}\n" for i in range(12)))
    assert list(table.frame) == ["Time", "Signal"]
    assert len(table.frame) == 12


def test_a_last_word_is_no_row_of_numbers() -> None:
    assert numbers(read("x,y\n" + body() + "END\n")) == [X, Y]


def test_a_station_described_above_the_names() -> None:
    top = "Source,Station,City,Latitude,Zone,Units A,Units B,Units C\nNS,1010,-,40.01,-7,w/m2,w/m2,c\nYear,Month,Day,Hour,A,,,\n"
    table = read(top + "".join(f"2017,1,{i % 28 + 1},{i % 24},{i}.5,,,\n" for i in range(40)))
    assert list(table.frame)[:5] == ["Year", "Month", "Day", "Hour", "A"]
    assert len(table.frame) == 40


def test_pages_of_a_printed_report() -> None:
    pages = (
        f"Monthly report,,\nPage {p} of 3,,\nname,x,y\n"
        + "".join(f"n{p}{i},{i},{p * i}\n" for i in range(8))
        + ",,\n"
        for p in (1, 2, 3)
    )
    table = read("".join(pages))
    assert table.frame["y"].tolist() == [p * i for p in (1, 2, 3) for i in range(8)]


def test_tables_of_other_titles_are_not_pages() -> None:
    tables = (
        f"{who},,\nname,x,y\n" + "".join(f"{who}{i},{i},7{i}\n" for i in range(n)) + ",,\n"
        for who, n in (("men", 8), ("women", 9))
    )
    table = read("".join(tables))
    assert len(table.frame) == 9
    assert table.receipt.count(Topic.TABLES) == 2


def test_statistics_below_are_left_out() -> None:
    rows = "".join(f"n{i},{i * 2},{i * 3}\n" for i in range(12))
    assert (
        len(read("name,x,y\n" + rows + "Mean,11,16\nStd. Dev.,7,10\nMin,0,0\nMax,22,33\nN,12,12\n").frame)
        == 12
    )
    assert len(read("name,x,y\n" + rows + "Max,11,16\n").frame) == 13


def test_a_last_name_without_its_number_is_a_row() -> None:
    rows = "".join(f"State {i},{i}\n" for i in range(9))
    assert len(read("state,x\n" + rows + "Wyoming,\n").frame) == 10
    assert len(read("state,x\n" + rows + "Source: a survey,\n").frame) == 9


def test_a_small_table_above_many_notes() -> None:
    rows = "".join(f'\t"{2010 + i}"\t{4000 + i}\t{308745538 + i}\t1.{i}\n' for i in range(7))
    notes = "".join(f'"Note {i}: rates of a page{", and more" * (i % 4)}."\n' for i in range(60))
    table = read(
        '"Notes"\t"Year"\tDeaths\tPopulation\tRate\n'
        + rows
        + '"Total"\t\t28021\t2161218787\t\n"---"\n'
        + notes
    )
    assert table.frame["Deaths"].tolist() == [4000 + i for i in range(7)]
    assert table.receipt.count(Topic.BELOW) == 62


def test_sections_with_titles_between_empty_lines_are_one_table() -> None:
    parts = (
        f"-{name}-;;;\n" + "".join(f"{name}{i};{i},5;{i * 3};{i}\n" for i in range(n))
        for name, n in (("A", 9), ("B", 5), ("C", 4))
    )
    table = read(";;;\n".join(parts))
    assert len(table.frame) == 18
    assert table.frame.iloc[:, 1].notna().all()


def test_a_title_of_the_first_section_stands_below_the_names() -> None:
    text = (
        "item,a,b,c\nRevenue by source,,,\n"
        + "".join(f"r{i},{i},{i * 2},{i * 3}\n" for i in range(8))
        + ",,,\nExpenditure,,,\n"
        + "".join(f"e{i},{i},{i * 2},{i * 3}\n" for i in range(8))
    )
    assert len(read(text).frame) == 16


def test_a_total_beside_shares() -> None:
    votes = [106, 124, 89, 67, 1770, 7]
    text = "party,votes,share a,share b\n" + "".join(
        f"p{i},{n},{n % 37}.5,100.00\n" for i, n in enumerate(votes)
    )
    assert len(read(text + f"Total Party Votes and Percentages,{sum(votes)},7.00,100.00\n").frame) == len(
        votes
    )
    assert len(read(text + "Total Recall Party,12,7.00,100.00\n").frame) == len(votes) + 1


def test_months_by_number_after_two_names() -> None:
    table = read(
        "no;before;1;2;3;4;5;6;\n1001;23;28;31;35;42;45;47;\n1002;25;29;33;37;42;46;49;\n5999;24;30;34;40;44;48;55;\n"
    )
    assert list(table.frame)[:3] == ["no", "before", "1"]
    assert table.frame["before"].tolist() == [23, 25, 24]


@pytest.mark.parametrize("labels", [("N", "SE"), ("min", "max"), ("n", "n"), ("count", "mean")])
def test_values_that_read_like_statistics_are_rows(labels: tuple[str, str]) -> None:
    rows = [labels[i % 2] for i in range(12)]
    assert (
        len(read("kind,x,y\n" + "".join(f"{kind},{i},{i * 2}\n" for i, kind in enumerate(rows))).frame) == 12
    )


def test_a_title_of_as_many_words_as_columns_uses_no_other_sign() -> None:
    text = "Budget 2024 - Draft\n\nitem;a;b;c\n" + "".join(f"i{i};{i};{i * 2};{i * 3}\n" for i in range(40))
    table = read(text)
    assert len(table.frame) == 40
    assert not table.receipt.on(Topic.OTHER_SIGNS)
    odd = read(text.replace("i5;5;10;15", "i5,5,10,15"))
    assert len(odd.frame) == 40
    assert odd.receipt.on(Topic.OTHER_SIGNS)
