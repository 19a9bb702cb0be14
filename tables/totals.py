"""Rows that sum others up: they look like rows of the table, and as points they would lie far from all others."""

from __future__ import annotations

import re

from tables.cells import has_numbers, kind_of
from tables.numbers import count_votes, decide_marks, take_apart, to_digits
from tables.rows import Row

_SUMMED = 600
_MOST_NAMES = 4
_TOTAL_WORDS = (
    "total|totals|sum|sums|gesamt|gesamtsumme|gesamtergebnis|summe|insgesamt|zusammen|average|averages|mean|avg|durchschnitt|mittelwert|"
    "totale|totali|totaux|media|promedio|médias?|moyenne|somme|ensemble|suma|razem|ogółem|łącznie|endsumme|gesamtbetrag|totalsumma|sammanlagt|samlet|in totaal|totale complessivo|итого|всего|сумма|totaal|"
    "gemiddelde|totalt|summa|i alt|yhteensä|toplam|celkem|spolu|összesen|σύνολο|합계|총계|סה.כ|סך הכל|المجموع|รวม|разом|всього|ukupno|skupaj|общо|kokku|viso|kopā|samtals|合計|合计|总计|總計|minimum|maximum|median|"
    "count|std|std dev|standard deviation"
)
_TOTAL = re.compile(
    rf"[*\W]{{0,3}}(?:grand |sub ?|sub-|overall |column |summe |general )?(?:{_TOTAL_WORDS})"
    r"(?: general| generale?| général| geral| końcowa| generalne| row| amount| value| sum| all| overall| rows)?[\W]{0,4}",
    re.IGNORECASE,
)
_ENDS_AS_TOTAL = re.compile(r"(?:[^\W\d_]+ ){1,4}(?:totals?|sum|summe|gesamt|totaux)\W{0,2}", re.IGNORECASE)
_OF_A_GROUP = re.compile(
    r"(?:sub ?|sub-)?total(?: of| for)?:? (?=\S)|summe (?=\S)|итого (?=\S)", re.IGNORECASE
)
_SPEAKS_OF_TOTALS = re.compile(rf"(?:^|\s)(?:{_TOTAL_WORDS})(?:\s|$)", re.IGNORECASE)
_BEGINS_AS_TOTAL = re.compile(rf"(?:grand |sub ?|sub-)?(?:{_TOTAL_WORDS})\b", re.IGNORECASE)
_STATISTICS = 10
_STATISTIC = re.compile(
    r"(?:mean|averages?|avg|mittelwert|moyenne|media|min(?:imum)?|max(?:imum)?|median|std\.? ?dev(?:iation)?|st\.? ?dev|stdev|std|sd|"
    r"standard deviation|standardabweichung|variance|var|range|n|count|sum|totals?|se|sem|cv|rsd)\W{0,3}",
    re.IGNORECASE,
)


def without_totals(rows: list[int], cells: list[Row]) -> list[int]:
    """The rows without the totals and statistics that stand at their end."""
    kept = _without_statistics(rows, cells)
    while len(kept) > 2 and (_is_total(kept, cells) or _is_sum(kept, cells)):
        kept = kept[:-1]
    return kept


def _is_total(rows: list[int], cells: list[Row]) -> bool:
    """Does the last row sum up the ones above it?"""
    row = [cell.strip() for cell in cells[rows[-1]]]
    named = [j for j, cell in enumerate(row) if cell][:2]
    sparse = 2 * sum(map(bool, row)) <= len(row)
    position = next(
        (j for j in named if _TOTAL.fullmatch(row[j]) or (sparse and _ENDS_AS_TOTAL.fullmatch(row[j]))), None
    )
    if position is None:
        return False
    if not any(kind_of(cell) == "number" for cell in row[position + 1 :]):
        return False
    above = sum(
        1
        for i in rows[:-1]
        if position < len(cells[i]) and cells[i][position].strip().lower() == row[position].lower()
    )
    return above == 0


def _without_statistics(rows: list[int], cells: list[Row]) -> list[int]:
    """Leave out last rows such as `Mean`, `SD`, `Min`, `Max`, `N`: several, and each said once, for they may be values too."""
    labels = [_label(cells[i]) for i in rows]
    end = len(rows)
    while end > 3 and len(rows) - end < _STATISTICS and _STATISTIC.fullmatch(labels[end - 1]):
        end -= 1
    found = labels[end:]
    once = len(set(found)) == len(found) and not set(found) & set(labels[:end])
    return rows[:end] if len(found) >= 2 and once else rows


def _label(row: Row) -> str:
    """The first thing a row says."""
    return next((cell.strip().lower() for cell in row if cell.strip()), "")


def _is_sum(rows: list[int], cells: list[Row]) -> bool:
    """Is the last row, in whatever language it says so, the sum of the rows above it?"""
    last = cells[rows[-1]]
    named = _label(last)
    if not 5 <= len(rows) <= _SUMMED or kind_of(named) != "text":
        return False
    above = [cells[i] for i in rows[:-1]]
    same = other = 0
    for j, cell in enumerate(last):
        if kind_of(cell.strip()) == "number" and other < 2:
            verdict = _adds_up([row[j].strip() for row in above if j < len(row)], cell.strip())
            same += verdict is True
            other += verdict is False
    if _BEGINS_AS_TOTAL.match(named):
        # Shares beside the amounts do not add up
        return same >= 1
    return same >= 2 and same >= other


def inner_totals(rows: list[int], cells: list[Row]) -> set[int]:
    """Sums that stand above the rows they add up, or between them: `Total Travel` where `Travel` begins a group."""
    found: set[int] = set()
    headings: set[str] = set()
    for i in rows:
        label = _label(cells[i])
        match = _OF_A_GROUP.match(label)
        if match is not None and label[match.end() :] in headings:
            found.add(i)
        if 2 * sum(1 for cell in cells[i] if cell.strip()) <= len(cells[i]):
            headings.add(label)
    top = next((k for k, i in enumerate(rows[:_MOST_NAMES]) if has_numbers(cells[i])), None)
    if top is not None and _is_sum_above(rows[top:], cells):
        found.add(rows[top])
    return found


def _is_sum_above(rows: list[int], cells: list[Row]) -> bool:
    """Does the first row say that it is a total, and is it the sum of those below it?"""
    first, below = cells[rows[0]], [cells[i] for i in rows[1:]]
    if not 4 <= len(below) <= _SUMMED or not any(_SPEAKS_OF_TOTALS.search(cell) for cell in first[:3]):
        return False
    sums = 0
    for j, cell in enumerate(first):
        if kind_of(cell.strip()) == "number" and sums < 2:
            sums += _adds_up([row[j].strip() for row in below if j < len(row)], cell.strip()) is True
    return sums >= 2


def _adds_up(cells: list[str], total: str) -> bool | None:
    """Is `total` the sum of the numbers among `cells`? None where there are too few numbers to tell."""
    written = [number for number in map(take_apart, [*cells, total]) if number is not None]
    marks = decide_marks(count_votes((number, 1) for number in written), None, ";")
    values = [float(digits) for digits in (to_digits(number, marks) for number in written) if digits]
    if len(values) < max(4, 0.5 * len(cells)):
        return None
    *parts, whole = values
    return abs(sum(parts) - whole) <= 0.001 * abs(whole) and abs(whole) > max(map(abs, parts))
