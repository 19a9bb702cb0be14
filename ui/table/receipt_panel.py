"""How the file was read: a short list in words, with a way to change it beside each line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from study.desk import Drawer, Reading
from study.missing_codes import suspicious_codes
from study.text import in_sentence, isolated, literal
from study.words import count
from tables import ReceiptLine, Table, Topic
from tables.open_fractions import open_fractions, with_answer
from tables.years_as_names import years_that_may_be_names
from ui.table import intake
from ui.table.changing import (
    MOST_ASKED,
    change_decimal,
    change_delimiter,
    change_encoding,
    change_header,
    change_missing,
    change_rows,
    change_table,
    change_words,
)
from ui.table.rows_asked_for import ask_for_rows

MOST_TOTALS_ASKED = 3
"""More questions of one kind are not read."""
MOST_TABLES_OFFERED = 20
"""So many tables of one file are listed."""


@dataclass(frozen=True)
class Item:
    """One line of the list: what is said, and the control behind "change" (None: nothing to change)."""

    name: str
    sentences: tuple[str, ...]
    control: Callable[[], None] | None


def receipt_panel(drawer: Drawer, reading: Reading) -> None:
    """The list, below what is asked about rows that may be totals."""
    _ask_about_totals(drawer, reading.table)
    _ask_about_years(drawer, reading.table)
    _ask_about_marks(drawer, reading.table)
    _ask_about_letters(drawer, reading.table)
    _offer_other_tables(drawer, reading.table)
    with st.container(gap="xxsmall"):
        for item in items(drawer, reading):
            with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
                st.caption(literal(" ".join(_first(item.sentences)), 600), width="stretch")
                if item.control is not None:
                    with st.popover("change", type="tertiary", key=f"change_{item.name}"):
                        item.control()


def _ask_about_totals(drawer: Drawer, table: Table) -> None:
    """What nothing proves is asked, one press each."""
    word = "row" if table.source.is_sheet else "line"
    choices = drawer.choices
    for line in table.receipt.on(Topic.PERHAPS_TOTAL)[:MOST_TOTALS_ASKED]:
        with st.container(border=True, gap="small"):
            st.markdown(
                f"Is {word} {line.line:,} a total of the other rows? “{in_sentence(line.example, 60)}”"
            )
            with st.container(horizontal=True, gap="small"):
                for label, name in (("Leave it out", "rows_left_out"), ("Keep it", "rows_kept")):
                    st.button(
                        label,
                        key=f"{name}_{line.line}",
                        on_click=drawer.choose,
                        kwargs={name: (*getattr(choices, name), line.line)},
                    )


def _ask_about_years(drawer: Drawer, table: Table) -> None:
    """Years in the first row are names or numbers: nothing in the file tells. They are numbers until somebody says."""
    years = years_that_may_be_names(table)
    if not years:
        return

    def answer(rows: int) -> None:
        drawer.choose(header_rows=rows)
        drawer.meant = drawer.wanted  # who answers is not asked what it costs

    listed = ", ".join(map(str, years[:3])) + (" …" if len(years) > 3 else "")
    with st.container(border=True, gap="small"):
        st.markdown(
            f"Does the first row ({listed}) name {'the column' if len(years) == 1 else 'the columns'}?"
        )
        with st.container(horizontal=True, gap="small"):
            st.button("Yes, names", key="years_are_names", on_click=answer, args=(1,))
            st.button("No, numbers", key="years_are_numbers", on_click=answer, args=(0,))


def _ask_about_marks(drawer: Drawer, table: Table) -> None:
    """`201.839` throughout may be a fraction or a thousand. It is what the reader takes it for until somebody says."""
    asked = open_fractions(table)
    if not asked:
        return
    number, mark, names, _ = asked
    more = len(names) - 1
    where = f"in “{in_sentence(names[0], 40)}”" + (f" and {count(more, 'more column')}" if more else "")
    told = "the point" if mark == "." else "the comma"

    def answer(decimal: str) -> None:
        drawer.choose(**with_answer(asked, decimal, drawer.choices))
        drawer.meant = drawer.wanted  # who answers is not asked what it costs

    with st.container(border=True, gap="small"):
        st.markdown(f"Does {number} mean {number.replace(mark, '')}, {where}? The file does not tell.")
        with st.container(horizontal=True, gap="small"):
            other = "," if mark == "." else "."
            st.button(f"Yes, {told} parts thousands", key="part_thousands", on_click=answer, args=(other,))
            st.button("No, it is a fraction", key="mark_fractions", on_click=answer, args=(mark,))


def _ask_about_letters(drawer: Drawer, table: Table) -> None:
    """One word decides in which encoding the file is, and is a word in others, too."""
    others = table.receipt.on(Topic.PERHAPS_ENCODING)
    if not others:
        return
    (found,) = table.receipt.on(Topic.ENCODING)
    words = {table.source.encoding: found.example, **{line.mark: line.example for line in others}}

    def answer(encoding: str) -> None:
        drawer.choose(encoding=encoding)
        drawer.meant = drawer.wanted  # who answers is not asked what it costs

    *first, last = (f"“{in_sentence(word, 40)}”" for word in words.values())
    with st.container(border=True, gap="small"):
        st.markdown(
            f"Is it {', '.join(first)} or {last}? No other word in the file tells how its letters are written."
        )
        with st.container(horizontal=True, gap="small"):
            for encoding, word in words.items():
                st.button(
                    f"“{in_sentence(word, 30)}”", key=f"letters_{encoding}", on_click=answer, args=(encoding,)
                )


def _offer_other_tables(drawer: Drawer, table: Table) -> None:
    """The other tables of the file, one press away each."""
    others = table.receipt.on(Topic.TABLE)
    if not others:
        return
    with st.container(border=True, gap="small"):
        st.markdown(
            f"The file holds {count(len(others), 'other table')}."
            if len(others) == 1
            else f"The file holds {len(others)} other tables."
        )
        for line in others[:MOST_TABLES_OFFERED]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.caption(literal(f"“{isolated(line.example, 40)}”. {line.words}", 300), width="stretch")
                st.button(
                    "Show it",
                    key=f"table_{line.line}",
                    on_click=drawer.choose_part,
                    args=(line.line, line.last),
                )
        if len(others) > MOST_TABLES_OFFERED:
            rest = others[MOST_TABLES_OFFERED:]
            st.caption(
                f"And {count(len(rest), 'more table')}, the first on line {rest[0].line:,}: say with “change”, beside what is said of "
                "the lines of the file, where the one you want begins and ends."
            )


def _first(sentences: Sequence[str]) -> Sequence[str]:
    if len(sentences) <= MOST_ASKED:
        return sentences
    return [*sentences[:3], f"And {len(sentences) - 3:,} more notes of this kind."]


def items(drawer: Drawer, reading: Reading) -> list[Item]:
    """The lines of the list, in the order in which the file was read."""
    table = reading.table

    def on(*topics: Topic) -> tuple[str, ...]:
        return tuple(map(_in_words, table.receipt.on(*topics)))

    found: list[Item] = []
    if opened := on(Topic.FILE):
        several = len(table.sheets) > 1 or len(table.members) > 1
        found.append(Item("file", opened, (lambda: change_table(drawer, table)) if several else None))
    if not table.sheets:
        found.append(Item("delimiter", on(Topic.DELIMITER), lambda: change_delimiter(drawer, table)))
        found.append(
            Item("encoding", on(Topic.LETTERS, Topic.ENCODING), lambda: change_encoding(drawer, table))
        )
    rows = on(*_ON_ROWS) or ("Every line of the file is in the table.",)
    found.append(Item("first_row", rows, lambda: change_rows(drawer, table)))
    asked = on(Topic.ASKED_FOR) or ("All rows count.",)
    found.append(Item("asked_for", asked, lambda: ask_for_rows(drawer, reading)))
    found.append(Item("header", on(*_ON_NAMES), lambda: change_header(drawer, table)))
    if empty := on(Topic.NO_CONTENT):
        found.append(Item("columns", empty, None))
    marks = on(Topic.DECIMAL) or ("The decimal mark is a point.",)
    marks += on(Topic.THOUSANDS, Topic.EITHER_WAY, Topic.UNIT)
    found.append(Item("decimal", marks, lambda: change_decimal(drawer, table)))
    has_words = any(column.kind == "text" for column in table.columns)
    counted = on(Topic.TYPE, Topic.WORDS) or (
        "No column of words counts as numbers." if has_words else "There is no column of words.",
    )
    found.append(Item("words", counted, lambda: change_words(drawer, reading)))
    codes = drawer.choices.missing_codes
    in_file = intake.remembered(reading, "codes in the file", (), lambda: suspicious_codes(table))
    suspects = {code: cells for code, cells in in_file.items() if code not in codes}
    gone = on(Topic.MISSING, Topic.UNREADABLE) or ("No cell is empty.",)
    if codes:
        gone = (*gone, f"Read as missing: {', '.join(isolated(code, 40) for code in codes)}.")
    if suspects:
        listed = ", ".join(f"{isolated(code)} ({count(cells, 'cell')})" for code, cells in suspects.items())
        gone = (*gone, f"These may stand for “no value” too: {listed}.")
    found.append(Item("missing", gone, lambda: change_missing(drawer, in_file)))
    return found


_ON_ROWS = (
    Topic.ABOVE, Topic.BELOW, Topic.INSIDE, Topic.BLANK, Topic.TABLES, Topic.STRAY_QUOTES, Topic.INNER_QUOTES, Topic.OTHER_SIGNS,
    Topic.FILLED_UP, Topic.TOO_LONG, Topic.UNWANTED,
)  # fmt: skip
_ON_NAMES = (Topic.NAMES, Topic.UNNAMED, Topic.NAMED_TWICE, Topic.NAMES_AGAIN)
_WITH_EXAMPLE = (*_ON_ROWS, Topic.FILE, Topic.UNREADABLE)


def _in_words(line: ReceiptLine) -> str:
    """The sentence, with an example behind it where something was left out or is unclear."""
    if line.topic not in _WITH_EXAMPLE or not line.example:
        return line.words
    return f"{line.words.removesuffix('.')}: “{isolated(line.example, 50)}”."
