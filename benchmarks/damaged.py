"""How much damage the reader takes: one clean table in thousands of damaged copies, each with one thing wrong.

    python -m benchmarks.damaged               every tenth copy of each kind of damage
    python -m benchmarks.damaged --every 1     all of them (several minutes)
    python -m benchmarks.damaged --seed 5      another table

The kinds of damage follow the catalogue of Vitagliano et al., "Pollock: A Data Loading Benchmark", VLDB 2023: lines
above and below, header rows, other delimiters, quotes, escapes and line ends throughout or in one row, a delimiter or a
quote too many or too few in one cell, rows too short or too long, several tables. A copy is sound when the columns of
numbers come out whole, but for the row that was damaged; a number that the table never held is counted apart.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tables import TableError, read_table

ROWS = 60
_GOODS = ("boots", "jacket, warm", 'lamp 12"', "rod", "table", "hat", "mug 'blue'", "tent")
_TEXTS = (
    "Light, quick and warm; for any day.",
    "A fine thing.",
    'Measures 8" by 9", and no more.',
    "100% wool: wash by hand, cold",
)
HEADER = ["day", "clock", "count", "article", "price", "weight", "kind", "text", "remark"]
NUMBERS = (2, 4, 5)


@dataclass(frozen=True)
class Copy:
    """A damaged copy: what is wrong, the bytes, the delimiter, and which rows may come out otherwise."""

    kind: str
    data: bytes
    delimiter: str = ","
    lost: frozenset[int] = frozenset()
    times: int = 1
    """How often each row may be there."""


def clean_table(seed: int) -> list[list[str]]:
    """The rows of the table."""
    rng = random.Random(seed)
    return [
        [f"{i % 28 + 1:02d}/{i % 12 + 1:02d}/2018", f"{i % 24:02d}:{i % 4 * 15:02d}", str(rng.randint(0, 30)), f"XQ-{rng.randint(100, 999)}",
         f"${rng.uniform(0.5, 99):.2f}", f"{rng.uniform(0.1, 30):.1f}", rng.choice(_GOODS), rng.choice(_TEXTS), rng.choice(["", "", "late, again", "ok"])]
        for i in range(ROWS)
    ]  # fmt: skip


def written(
    row: list[str], delimiter: str = ",", quote: str = '"', escape: str = "", always: bool = False
) -> str:
    """One line."""
    cells = []
    for cell in row:
        if quote and (always or delimiter in cell or quote in cell):
            cell = quote + cell.replace(quote, (escape or quote) + quote) + quote
        cells.append(cell)
    return delimiter.join(cells)


def joined(lines: list[str], end: str = "\r\n") -> bytes:
    """The lines as a file."""
    return (end.join(lines) + end).encode()


def copies(rows: list[list[str]]) -> Iterator[Copy]:
    """All damaged copies."""
    lines = [written(row) for row in [HEADER, *rows]]
    yield Copy("none", joined(lines))
    yield from _whole(rows, lines)
    yield from _around(lines)
    yield from _headers(lines)
    yield from _several_tables(rows, lines)
    for i in range(-1, len(rows)):
        row = HEADER if i < 0 else rows[i]
        yield from _in_one_row(row, i, lines)
        yield from _in_one_cell(row, i, lines)


def _whole(rows: list[list[str]], lines: list[str]) -> Iterator[Copy]:
    for encoding in ("latin-1", "cp1252", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"):
        yield Copy("encoding", "\r\n".join(lines).encode(encoding))
    for end in ("\n", "\r", "\r\n", "\n\r", "\r\r\n"):
        yield Copy("line ends", joined(lines, end))
    yield Copy("no last line end", "\n".join(lines).encode())
    yield Copy("empty lines at the end", joined([*lines, "", ""]))
    yield Copy("no names", joined(lines[1:]))
    for delimiter in (";", "|", "\t", ":", ", ", "^", "~"):
        for always in (False, True):
            text = [written(row, delimiter, always=always) for row in [HEADER, *rows]]
            yield Copy("delimiter", joined(text), delimiter.strip(" "))
    for always in (False, True):
        yield Copy(
            "single quotes", joined([written(row, ",", "'", always=always) for row in [HEADER, *rows]])
        )
        yield Copy("backslashes", joined([written(row, ",", '"', "\\", always) for row in [HEADER, *rows]]))
    bare = frozenset(i for i, row in enumerate(rows) if any("," in cell for cell in row))
    yield Copy("no quotes", joined([",".join(row) for row in [HEADER, *rows]]), lost=bare)
    yield Copy("a hundred columns more", joined([lines[0] + "".join(f",c{j}" for j in range(100)), *(line + ",0" * 100 for line in lines[1:])]))  # fmt: skip


def _around(lines: list[str]) -> Iterator[Copy]:
    for count in (1, 3):
        for words in ("Report", "Report 2018", '"A report, with commas"'):
            for filled in ("", "," * (len(HEADER) - 1)):
                for gap in ([], [""], ["," * (len(HEADER) - 1)]):
                    yield Copy("lines above", joined([words + filled] * count + gap + lines))
                    yield Copy("lines below", joined(lines + gap + [words + filled] * count))


def _headers(lines: list[str]) -> Iterator[Copy]:
    for count in (2, 3):
        yield Copy("names twice", joined([lines[0]] * count + lines[1:]))
        yield Copy(
            "rows of names", joined([lines[0], *[",".join(["more"] * len(HEADER))] * (count - 1), *lines[1:]])
        )
        for j in range(len(HEADER)):
            group = ",".join("group" if k == j else "" for k in range(len(HEADER)))
            yield Copy("a row of groups", joined([group] * (count - 1) + lines))
    for j in range(len(HEADER)):
        for name in ("", HEADER[j - 1], "2018", "$5", "name" * 2000):
            yield Copy("a name", joined([written([*HEADER[:j], name, *HEADER[j + 1 :]]), *lines[1:]]))


def _several_tables(rows: list[list[str]], lines: list[str]) -> Iterator[Copy]:
    less = [written(row[:-3]) for row in [HEADER, *rows[: ROWS // 2]]]
    for gap in ([], [""], ["," * (len(HEADER) - 1)]):
        yield Copy("a second table", joined([*lines, *gap, *less]), times=2)
        yield Copy(
            "a second table", joined([*lines, *gap, "name,score", *(f"n{k},{k * 3}" for k in range(9))])
        )
        yield Copy("the table again", joined([*lines, *gap, *lines]), times=2)


def _in_one_row(row: list[str], i: int, lines: list[str]) -> Iterator[Copy]:
    lost = frozenset({i})
    before, after = lines[: i + 1], lines[i + 2 :]
    cells = [written([cell]) for cell in row]
    for delimiter in (" ", ";", "\t", "|", ":"):
        yield Copy(
            "another delimiter in one row", joined([*before, delimiter.join(cells), *after]), lost=lost
        )
    yield Copy(
        "single quotes in one row", joined([*before, written(row, ",", "'", always=True), *after]), lost=lost
    )
    yield Copy("quotes in one row", joined([*before, written(row, always=True), *after]))
    yield Copy("backslashes in one row", joined([*before, written([cell + '"' for cell in row], ",", '"', "\\"), *after]), lost=lost)  # fmt: skip
    for wanted in (0, 5, 15):
        yield Copy(
            "a row too short or long",
            joined([*before, ",".join([*cells, *cells][:wanted]), *after]),
            lost=lost,
        )
    for end in ("\n", "\r", "\n\r"):
        yield Copy("another line end", joined(lines).replace((lines[i + 1] + "\r\n").encode(), (lines[i + 1] + end).encode(), 1))  # fmt: skip
    if 0 <= i < len(lines) - 2:
        glued = [*before, lines[i + 1] + lines[i + 2], *after[1:]]
        yield Copy("no line end", joined(glued), lost=frozenset({i, i + 1}))
    if i >= 0:
        yield Copy("an empty line", joined([*before, lines[i + 1], "", *after]))
        yield Copy("a row twice", joined([*before, lines[i + 1], lines[i + 1], *after]), times=2)


def _in_one_cell(row: list[str], i: int, lines: list[str]) -> Iterator[Copy]:
    cells = [written([cell]) for cell in row]
    for j, cell in enumerate(cells):
        half = len(cell) // 2
        changes = {
            "a delimiter too many": [*cells[:j], "", *cells[j:]],
            "a quote before": [*cells[:j], '"' + cell, *cells[j + 1 :]],
            "a quote behind": [*cells[:j], cell + '"', *cells[j + 1 :]],
            "a quote inside": [*cells[:j], cell[:half] + '"' + cell[half:], *cells[j + 1 :]],
        }
        if j:
            changes["a delimiter too few"] = [*cells[: j - 1], cells[j - 1] + cell, *cells[j + 1 :]]
        if cell.startswith('"'):
            changes["no opening quote"] = [*cells[:j], cell[1:], *cells[j + 1 :]]
            changes["no closing quote"] = [*cells[:j], cell[:-1], *cells[j + 1 :]]
        for kind, changed in changes.items():
            yield Copy(
                kind, joined([*lines[: i + 1], ",".join(changed), *lines[i + 2 :]]), lost=frozenset({i})
            )


def trouble(copy: Copy, rows: list[list[str]]) -> str:
    """What came out otherwise than it should; "" for a sound copy, "wrong" when a number was made up."""
    try:
        table = read_table(copy.data, "table.csv")
    except TableError as error:
        return f"refused: {error}"
    frame, delimiter = table.frame, table.source.dialect.delimiter
    if delimiter != copy.delimiter:
        return f"delimiter {delimiter!r}"
    if not (len(rows) - len(copy.lost)) <= len(frame) <= len(rows) * copy.times:
        return f"{len(frame)} rows"
    columns = [frame[name].to_numpy(float) for name in frame if frame[name].dtype.kind in "if"]
    found = [Counter(values[np.isfinite(values)].tolist()) for values in columns]
    worst = ""
    for j in NUMBERS:
        held = [float(row[j].removeprefix("$")) for row in rows]
        needed = Counter(value for i, value in enumerate(held) if i not in copy.lost)
        allowed = Counter({value: count * copy.times for value, count in Counter(held).items()})
        if not found:
            return "no column of numbers"
        surplus, away = min(((have - allowed).total(), (needed - have).total()) for have in found)
        if surplus:
            return "wrong"
        worst = f"{away} numbers of {HEADER[j]!r} missing" if away else worst
    return worst


def main() -> None:
    """Print the kinds of damage that did harm, and the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--every", type=int, default=10, help="take every so manieth copy of each kind")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    rows = clean_table(given.seed)
    seen: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    troubles: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for copy in copies(rows):
        seen[copy.kind] += 1
        if (seen[copy.kind] - 1) % given.every:
            continue
        tried[copy.kind] += 1
        found = trouble(copy, rows)
        if found:
            troubles[copy.kind][found] += 1
    for kind, found_ones in troubles.items():
        print(f"{kind}: {found_ones.total()} of {tried[kind]}, {dict(found_ones.most_common(3))}")
    bad, wrong = (
        sum(each.total() for each in troubles.values()),
        sum(each["wrong"] for each in troubles.values()),
    )
    total = tried.total()
    print(
        f"sound: {total - bad} of {total} ({1 - bad / total:.1%}); with a number made up: {wrong} ({wrong / total:.1%})"
    )


if __name__ == "__main__":
    main()
