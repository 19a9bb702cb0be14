"""Stage 8, columns, told: the lines of the receipt on marks, units, bounds, and on what is missing or could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tables.model import Column
from tables.receipt import Receipt, Topic, counted, quoted, was
from tables.values.columns import EXAMPLES
from tables.values.numbers import unit_factor
from tables.values.vocabulary import APOSTROPHES, SPACES

_FEW = 3
"""Of so many columns each has a line of its own; of more one line says the same."""
_UNITS_NAMED = 5
_BOUNDS_IN_WORDS = {"half": "counted as half the number behind the sign", "missing": "taken as missing"}
"""For `Choices.bounds`; half only where the sign says that there is less."""


def report_columns(facts: dict[str, Column], receipt: Receipt, bounds: str | None = None) -> None:
    """The lines on numbers: marks, units, what is missing, what could not be read, what stays unclear; `bounds` as in `Choices`."""
    numbers = [fact for fact in facts.values() if fact.kind == "number"]
    commas = [fact.name for fact in numbers if fact.decimal == ","]
    if commas and len(commas) == len(numbers):
        receipt.say(Topic.DECIMAL, "The decimal mark is a comma.", len(commas), columns=commas[:3], mark=",")
    elif commas:
        receipt.say(
            Topic.DECIMAL,
            f"In {counted(len(commas), 'column', 'columns')} the decimal mark is a comma.",
            len(commas),
            columns=commas[:3],
            mark=",",
        )
    for mark, word in ((",", "commas"), (".", "points"), (" ", "spaces"), ("'", "apostrophes")):
        same = [fact for fact in numbers if fact.thousands and _same_mark(fact.thousands, mark)]
        if same:
            where = counted(len(same), "column", "columns")
            names = [fact.name for fact in same[:_FEW]]
            receipt.say(
                Topic.THOUSANDS,
                f"Thousands are set apart by {word} in {where}.",
                len(same),
                columns=names,
                mark=mark,
            )
    _report_two_readings(numbers, receipt)
    _report_units(numbers, receipt)
    _report_bounds([fact for fact in numbers if fact.n_bounds], receipt, bounds)
    _report_zones([fact for fact in facts.values() if fact.zones], receipt)
    missing = sum(fact.n_missing for fact in facts.values())
    if missing:
        receipt.say(
            Topic.MISSING, f"{counted(missing, 'cell is', 'cells are')} empty or marked as missing.", missing
        )
    count = sum(fact.n_unreadable for fact in facts.values())
    if count:
        worst = next(fact for fact in facts.values() if fact.n_unreadable)
        text = f"{counted(count, 'cell', 'cells')} could not be read and {was(count)} taken as missing"
        receipt.say(
            Topic.UNREADABLE,
            f"{text} (first in column {quoted(worst.name)}).",
            count,
            columns=[worst.name],
            example=worst.unreadable[0] if worst.unreadable else "",
        )


def _say_of_each(
    receipt: Receipt, topic: Topic, said: Sequence[tuple[Column, str, str]], mark: str = ""
) -> None:
    """A line for each column, or one line for all where many columns have the same to say. `said`: the column, and what is said
    behind its name and of several."""
    same: dict[str, list[tuple[Column, str]]] = {}
    for fact, one, many in said:
        same.setdefault(many, []).append((fact, one))
    for many, each in same.items():
        if len(each) > _FEW:
            names = [fact.name for fact, _ in each[:_FEW]]
            receipt.say(topic, f"{len(each):,} columns {many}", len(each), columns=names, mark=mark)
            continue
        for fact, one in each:
            receipt.say(
                topic,
                f"Column {quoted(fact.name)}{one}",
                1,
                columns=[fact.name],
                mark=mark or fact.unit or "",
            )


def _report_two_readings(numbers: Sequence[Column], receipt: Receipt) -> None:
    for mark in dict.fromkeys(_unclear_mark(fact) for fact in numbers if fact.ambiguous):
        said = []
        for fact in numbers:
            if fact.ambiguous and _unclear_mark(fact) == mark:
                reading = "one and a bit" if not fact.thousands else "a thousand and more"
                said.append(
                    (
                        fact,
                        f": a number such as 1{mark}234 could mean two things; it was read as {reading}.",
                        f"have numbers such as 1{mark}234 that could mean two things; they were read as {reading}.",
                    )
                )
        _say_of_each(receipt, Topic.EITHER_WAY, said, mark)


def _unclear_mark(fact: Column) -> str:
    return fact.thousands or fact.decimal or "."


def _report_units(numbers: Sequence[Column], receipt: Receipt) -> None:
    several = []
    for fact in numbers:
        if fact.other_units and not fact.unit:
            listed = f"several units ({', '.join(fact.other_units)})"
            several.append(
                (
                    fact,
                    f" has {listed}; its numbers are compared as they stand.",
                    f"have {listed}; their numbers are compared as they stand.",
                )
            )
        elif fact.other_units and fact.unit:
            known = ", ".join(
                f"1 {unit} = {_times(unit, fact.unit)} {fact.unit}" for unit in fact.other_units
            )
            several.append(
                (
                    fact,
                    f" has several units and is counted in {fact.unit}: {known}.",
                    f"have several units and are counted in {fact.unit}: {known}.",
                )
            )
    _say_of_each(receipt, Topic.UNIT, several)
    one = [fact for fact in numbers if fact.unit and not fact.other_units]
    units = Counter(fact.unit for fact in one).most_common()
    if len(one) <= _FEW:
        _say_of_each(receipt, Topic.UNIT, [(fact, f": the numbers are in {fact.unit}.", "") for fact in one])
        return
    words = [f"{unit} in {count:,}" for unit, count in units[:_UNITS_NAMED]]
    rest = sum(count for _, count in units[_UNITS_NAMED:])
    words += [f"others in {rest:,}"] if rest else []
    receipt.say(
        Topic.UNIT,
        f"{len(one):,} columns have a unit: {', '.join(words)}.",
        len(one),
        columns=[fact.name for fact in one[:_FEW]],
        mark=str(units[0][0]),
    )


def _report_zones(facts: Sequence[Column], receipt: Receipt) -> None:
    """One line, however many columns hold times of several zones."""
    if not facts:
        return
    zones = list(dict.fromkeys(zone for fact in facts for zone in fact.zones))
    of = f"{len(zones):,} zones ({', '.join(zones[:EXAMPLES])}{', …' if len(zones) > EXAMPLES else ''})"
    whose = (
        f"Column {quoted(facts[0].name)}: its times are"
        if len(facts) == 1
        else f"In {len(facts):,} columns the times are"
    )
    names = [fact.name for fact in facts[:_FEW]]
    receipt.say(
        Topic.UNIT, f"{whose} of {of}, and count in that of Greenwich (UTC).", len(zones), columns=names
    )


def _report_bounds(bounded: Sequence[Column], receipt: Receipt, bounds: str | None) -> None:
    taken = _BOUNDS_IN_WORDS.get(bounds or "", "read as the number behind the sign")
    total = sum(fact.n_bounds for fact in bounded)
    if len(bounded) > _FEW:
        text = f"In {len(bounded):,} columns, {total:,} cells such as “< 20” were {taken}."
        receipt.say(Topic.EITHER_WAY, text, total, columns=[fact.name for fact in bounded[:_FEW]])
        return
    for fact in bounded:
        cells = f"{counted(fact.n_bounds, 'cell', 'cells')} such as “< 20” {was(fact.n_bounds)} {taken}."
        text = f"Column {quoted(fact.name)}: {cells}"
        receipt.say(Topic.EITHER_WAY, text, fact.n_bounds, columns=[fact.name])


def _times(unit: str, main: str) -> str:
    factor = unit_factor(unit, main)
    return f"{float(factor or 1):,.12g}"


def _same_mark(mark: str, group: str) -> bool:
    if group == " ":
        return mark in SPACES
    if group == "'":
        return mark in APOSTROPHES
    return mark == group
