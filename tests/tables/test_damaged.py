"""One table, damaged in many ways; its two columns of numbers must come out all the same."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from tables import Table, read_table

HEADER = ["day", "clock", "count", "article", "price", "kind", "text", "link", "remark"]
TEXTS = (
    'wide board, with 4" screws',
    "seat cover",
    "oil filter; fits most",
    "brake pads, front",
    'wiper "XL" blade',
    "bulb",
)
ROWS = [
    [f"{i % 12 + 1:02d}/{i % 28 + 1:02d}/2018", f"{i % 24:02d}:{i * 7 % 60:02d}", str(i % 6 + 1), f"XQ-{100 + i * 7}A",
     f"{5 + i * 13.37:.2f}", ("part", "oil", "tool")[i % 3], TEXTS[i % 6], f"http://shop.example.com/p/{i}.html",
     ("", "late, again", "ok")[i % 3]]
    for i in range(30)
]  # fmt: skip
COUNT, PRICE = ([float(row[j]) for row in ROWS] for j in (2, 4))


def written(rows: list[list[str]], delimiter: str = ",", quote: str = '"', escape: str = "") -> list[str]:
    lines = []
    for row in rows:
        cells = []
        for cell in row:
            if delimiter in cell or quote in cell or (delimiter == " " and not cell):
                cell = quote + cell.replace(quote, (escape or quote) + quote) + quote
            cells.append(cell)
        lines.append(delimiter.join(cells))
    return lines


LINES = written([HEADER, *ROWS])


def check(text: str | bytes, lost: int = 0) -> Table:
    """Both columns are there, but for `lost` cells, and hold no number that the table does not."""
    table = read_table(text if isinstance(text, bytes) else text.encode(), "t.csv")
    numbers = [
        table.frame[name].to_numpy(float) for name in table.frame if table.frame[name].dtype.kind in "if"
    ]
    for wanted in (COUNT, PRICE):
        away = []
        for values in numbers:
            found, needed = Counter(values[np.isfinite(values)].tolist()), Counter(wanted)
            away.append(max((needed - found).total(), (found - needed).total()))
        assert min(away, default=99) <= lost
    assert len(table.frame) == len(ROWS)
    return table


def joined(lines: list[str], end: str = "\n") -> str:
    return end.join(lines) + end


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", " ", ", ", "^"])
def test_delimiters(delimiter: str) -> None:
    table = check(joined(written([HEADER, *ROWS], delimiter)))
    assert table.source.dialect.delimiter.strip() == delimiter.strip()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    check(joined(LINES, end))


@pytest.mark.parametrize(("quote", "escape"), [("'", ""), ('"', "\\"), ('"', "")])
def test_quotes(quote: str, escape: str) -> None:
    check(joined(written([HEADER, *ROWS], ",", quote, escape)))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "latin-1", "utf-32"])
def test_encodings(encoding: str) -> None:
    check(joined([line.replace("ok", "é ü") for line in LINES]).encode(encoding))


@pytest.mark.parametrize(
    "lines",
    [
        LINES[1:],
        ["", "", *LINES],
        ["Sales of the year", *LINES],
        ["Sales of the year,,,,,,,,", ",,,,,,,,", *LINES],
        [*LINES, "", "Source: office, upstairs"],
        [*LINES, "Source: office,,,,,,,,"],
        [",".join(["group"] * 9), *LINES],
        ["first,,,second,,,third,,", *LINES],
        [LINES[0], ",,pieces,,EUR,,,,", *LINES[1:]],
        [LINES[0], "", *LINES[1:]],
        [LINES[0], "# a comment", *LINES[1:]],
        [LINES[0].replace("kind", "text"), *LINES[1:]],
        [LINES[0].replace("count", ""), *LINES[1:]],
        [LINES[0].replace("remark", "x" * 5000), *LINES[1:]],
        [line + "," for line in LINES],
        [*LINES, "city,people", "Bern,5", "Oslo,6", "Rome,7"],
        [*LINES, "", "city,people", "Bern,5", "Oslo,6", "Rome,7"],
        ["city,people", "Bern,5", "Oslo,6", "Rome,7", "", *LINES],
        [*LINES[:12], LINES[0], *LINES[12:]],
    ],
)
def test_rows_around_and_between(lines: list[str]) -> None:
    check(joined(lines))


def boundaries(line: str) -> list[int]:
    """Where delimiters stand outside quotes."""
    inside, found = False, []
    for position, sign in enumerate(line):
        inside ^= sign == '"'
        if sign == "," and not inside:
            found.append(position)
    return found


DAMAGE = {
    "delimiter missing": lambda line, at: line[:at] + line[at + 1 :],
    "delimiter doubled": lambda line, at: line[:at] + "," + line[at:],
    "other delimiter": lambda line, at: line[:at] + ";" + line[at + 1 :],
    "opening quote": lambda line, at: line[: at + 1] + '"' + line[at + 1 :],
    "closing quote": lambda line, at: line[:at] + '"' + line[at:],
    "quote in the middle": lambda line, at: line[: at + 3] + '"' + line[at + 3 :],
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("row", [2, 15, 30])
def test_one_row_is_damaged(damage: str, row: int) -> None:
    for at in boundaries(LINES[row]):
        lines = list(LINES)
        lines[row] = DAMAGE[damage](LINES[row], at)
        check(joined(lines), lost=1)


@pytest.mark.parametrize("row", [2, 15, 30])
def test_one_row_is_written_in_another_way(row: int) -> None:
    cells = [ROWS[row - 1]]
    for line in (*written(cells, ";"), *written(cells, "\t"), *written(cells, ",", "'"), LINES[row] + ",,,"):
        check(joined([*LINES[:row], line, *LINES[row + 1 :]]), lost=1)


@pytest.mark.parametrize("word", ["", "NA", "-", "null", "n/a", "?"])
def test_missing_values(word: str) -> None:
    rows = [[*row[:2], word, *row[3:]] if i % 5 == 0 else row for i, row in enumerate(ROWS)]
    check(joined(written([HEADER, *rows])), lost=6)
