"""How the file was read: a short list in words, with a way to change it beside each line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from study.desk import Drawer, Reading
from study.text import in_sentence, isolated, literal, shortened
from study.words import count
from tables import ReceiptLine, Table, Topic, numbers_of
from tables.words import MOST_ANSWERS
from ui.table import intake

DELIMITERS = {
    ",": "comma ,",
    ";": "semicolon ;",
    "\t": "tab",
    "|": "vertical bar |",
    " ": "spaces",
    ":": "colon :",
}
DECIMALS = {".": "point: 1.5", ",": "comma: 1,5"}
ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "cp1252": "Windows, western",
    "latin-1": "Latin-1",
    "cp1250": "Windows, central European",
    "cp1251": "Windows, Cyrillic",
    "utf-16": "UTF-16",
    "mac_roman": "Macintosh",
    "cp437": "DOS",
    "shift_jis": "Japanese",
    "gb18030": "Chinese",
}
MOST_HEADER_ROWS = 5
MOST_TOTALS_ASKED = 3
"""More questions of one kind are not read."""
MOST_TABLES_OFFERED = 20
"""So many tables of one file are listed."""
MOST_WORDS_OFFERED = 500
"""So many columns one list offers."""
LIKELY_CODES = (-999.0, -9999.0, -99.0, -9.0, -1.0, 99.0, 999.0, 9999.0, 99999.0, -99999.0)
"""Numbers by which people often write "no value"."""
AUTOMATIC = "decide for me"
MOST_ASKED = 30
"""So many columns are spoken of one by one; words and a list for each of thousands would be sent at every change."""


@dataclass(frozen=True)
class Item:
    """One line of the list: what is said, and the control behind "change" (None: nothing to change)."""

    name: str
    sentences: tuple[str, ...]
    control: Callable[[], None] | None


def receipt_panel(drawer: Drawer, reading: Reading) -> None:
    """The list, below what is asked about rows that may be totals."""
    _ask_about_totals(drawer, reading.table)
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
        found.append(Item("file", opened, (lambda: _which_table(drawer, table)) if several else None))
    if not table.sheets:
        found.append(Item("delimiter", on(Topic.DELIMITER), lambda: _delimiter(drawer, table)))
        found.append(Item("encoding", on(Topic.LETTERS, Topic.ENCODING), lambda: _encoding(drawer, table)))
    rows = on(*_ON_ROWS) or ("Every line of the file is in the table.",)
    found.append(Item("first_row", rows, lambda: _first_and_last_row(drawer, table)))
    found.append(Item("header", on(*_ON_NAMES), lambda: _header(drawer, table)))
    if empty := on(Topic.NO_CONTENT):
        found.append(Item("columns", empty, None))
    marks = on(Topic.DECIMAL) or ("The decimal mark is a point.",)
    marks += on(Topic.THOUSANDS, Topic.EITHER_WAY, Topic.UNIT)
    found.append(Item("decimal", marks, lambda: _decimal(drawer, table)))
    has_words = any(column.kind == "text" for column in table.columns)
    counted = on(Topic.WORDS) or (
        "No column of words counts." if has_words else "All columns of numbers can be compared.",
    )
    found.append(Item("words", counted, lambda: _words(drawer, reading)))
    codes = drawer.choices.missing_codes
    in_file = intake.remembered(reading, "codes in the file", (), lambda: suspicious_codes(table))
    suspects = {code: cells for code, cells in in_file.items() if code not in codes}
    gone = on(Topic.MISSING, Topic.UNREADABLE) or ("No cell is empty.",)
    if codes:
        gone = (*gone, f"Read as missing: {', '.join(isolated(code, 40) for code in codes)}.")
    if suspects:
        listed = ", ".join(f"{isolated(code)} ({count(cells, 'cell')})" for code, cells in suspects.items())
        gone = (*gone, f"These may stand for “no value” too: {listed}.")
    found.append(Item("missing", gone, lambda: _missing(drawer, in_file)))
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


def _choose(drawer: Drawer, name: str, key: str) -> Callable[[], None]:
    return lambda: drawer.choose(**{name: st.session_state[key]})


def _key(drawer: Drawer, name: str) -> str:
    return f"choice_{name}_{drawer.generation}"


def _select(
    drawer: Drawer,
    label: str,
    name: str,
    options: Sequence[object],
    say: Callable[[object], str],
    now: object = None,
    note: str = "",
) -> None:
    """A list whose first line leaves the matter to the reader, and says what that one found: `now`."""
    current = getattr(drawer.choices, name)
    everything = [None, *options]
    if current not in everything:
        everything.append(current)
    key = _key(drawer, name)
    st.selectbox(
        label,
        everything,
        index=everything.index(current),
        format_func=lambda option: AUTOMATIC if option is None else say(option),
        placeholder=AUTOMATIC if now is None else f"{AUTOMATIC} (now {say(now)})",
        key=key,
        on_change=_choose(drawer, name, key),
    )
    if note:
        st.caption(note)


def _which_table(drawer: Drawer, table: Table) -> None:
    if len(table.sheets) > 1:
        _select(drawer, "Sheet", "sheet", list(table.sheets), shortened, table.sheet)
    if len(table.members) > 1:
        _select(drawer, "File in the archive", "table_member", list(table.members), shortened)


def _delimiter(drawer: Drawer, table: Table) -> None:
    _select(
        drawer,
        "What stands between the columns",
        "delimiter",
        list(DELIMITERS),
        lambda sign: DELIMITERS.get(str(sign), repr(sign)),
        None if table.source.dialect.single else table.source.dialect.delimiter,
    )


def _encoding(drawer: Drawer, table: Table) -> None:
    _select(
        drawer,
        "How letters are written",
        "encoding",
        list(ENCODING_NAMES),
        lambda name: ENCODING_NAMES.get(str(name), str(name)),
        table.source.encoding,
        "Change it if letters such as é or ß look wrong in the table.",
    )


def _header(drawer: Drawer, table: Table) -> None:
    def say(rows: object) -> str:
        if rows == 0:
            return "no row: number the columns"
        return "the first row" if rows == 1 else f"the first {rows} rows"

    _select(
        drawer,
        "What names the columns",
        "header_rows",
        list(range(MOST_HEADER_ROWS + 1)),
        say,
        len(table.source.header_lines),
    )


def _first_and_last_row(drawer: Drawer, table: Table) -> None:
    begins, ends = _begins(table), int(table.row_numbers[-1])
    _line(drawer, "The table begins on line", "first_row", begins, "Lines above it are left out.")
    _line(drawer, "The table ends on line", "last_row", ends, "Lines below it are left out.")
    if drawer.choices.rows_kept:
        st.button(
            "Ask me again about totals", on_click=drawer.choose, kwargs={"rows_kept": ()}, key="ask_again"
        )


def _line(drawer: Drawer, label: str, name: str, now: int, note: str) -> None:
    """A line of the file, to be left empty or chosen."""
    key = _key(drawer, name)
    # Not as the field's value: a field that is cleared goes back to that
    st.session_state.setdefault(key, getattr(drawer.choices, name))
    st.number_input(
        label,
        min_value=1,
        value=None,
        key=key,
        placeholder=f"{AUTOMATIC} (now {now})",
        on_change=_choose(drawer, name, key),
    )
    st.caption(f"{note} Clear the field to leave it to the reader.")


def _begins(table: Table) -> int:
    lines = [*table.source.header_lines, *(int(line) for line in table.row_numbers[:1])]
    return min(lines, default=1)


def _decimal(drawer: Drawer, table: Table) -> None:
    _select(
        drawer,
        "Decimal mark",
        "decimal",
        list(DECIMALS),
        lambda mark: DECIMALS.get(str(mark), str(mark)),
        note="A number such as 1.234 is one and a bit with a point, a thousand and more with a comma.",
    )
    chosen = dict(drawer.choices.column_decimals or {})
    asked = [
        (position, column)
        for position, column in enumerate(table.columns)
        if column.ambiguous or column.name in chosen
    ]
    for position, column in asked[:MOST_ASKED]:
        key = _key(drawer, f"decimal_{position}")

        def take(name: str = column.name, key: str = key) -> None:
            others = {k: v for k, v in (drawer.choices.column_decimals or {}).items() if k != name}
            mark = st.session_state[key]
            drawer.choose(column_decimals=({**others, name: mark} if mark else others) or None)

        st.selectbox(
            f"Decimal mark in {in_sentence(column.name, 40)}",
            [None, *DECIMALS],
            index=[None, *DECIMALS].index(chosen.get(column.name)),
            format_func=lambda mark: AUTOMATIC if mark is None else DECIMALS[mark],
            placeholder=AUTOMATIC,
            key=key,
            on_change=take,
        )
    if len(asked) > MOST_ASKED:
        st.caption(
            f"Numbers of {len(asked) - MOST_ASKED:,} more columns could be read both ways. The first list here is for all."
        )


def _words(drawer: Drawer, reading: Reading) -> None:
    """What a column counts as: chosen by the reader, in an order of its own, or not at all."""
    table = reading.table
    orders = dict(drawer.choices.word_orders or {})
    answers = {line.columns[0]: line.words for line in table.receipt.on(Topic.WORDS) if line.columns}
    names = [
        column.name
        for column in table.columns
        if column.name in orders or column.reason is None or column.kind == "text"
    ]
    key = _key(drawer, "word_column")
    name = st.selectbox(
        "Column",
        names[:MOST_WORDS_OFFERED],
        key=key,
        format_func=shortened,
        index=None,
        placeholder="choose one",
    )
    if name is None:
        return
    if name in answers:
        st.caption(literal(answers[name], 400))
    typed = _key(drawer, f"word_order_{names.index(name)}")

    def take(order: tuple[str, ...] | None) -> None:
        others = {other: each for other, each in orders.items() if other != name}
        drawer.choose(word_orders=({**others, name: order} if order is not None else others) or None)

    def take_typed() -> None:
        lines = [line.strip() for line in st.session_state[typed].splitlines()]
        take(tuple(dict.fromkeys(line for line in lines if line))[:MOST_ANSWERS])

    st.text_area(
        "Its answers, one a line, the lowest first",
        value="\n".join(orders.get(name, ())),
        key=typed,
        on_change=take_typed,
        placeholder="never\nsometimes\nalways",
    )
    with st.container(horizontal=True, gap="small"):
        st.button("It holds nothing to compare", on_click=take, args=((),), key=f"{typed}_none")
        if name in orders:
            st.button("Decide for me", on_click=take, args=(None,), key=f"{typed}_automatic")


def _missing(drawer: Drawer, found: Mapping[str, int]) -> None:
    offered = list(dict.fromkeys([*drawer.choices.missing_codes, *found]))
    st.markdown(
        "Numbers in the file that may stand for “no value”. Tick those that do."
        if offered
        else "No number in the file looks like a code for “no value”."
    )
    for code in offered:
        key = _key(drawer, f"missing_{code}")

        def tick(code: str = code, key: str = key) -> None:
            others = tuple(each for each in drawer.choices.missing_codes if each != code)
            drawer.choose(missing_codes=(*others, code) if st.session_state[key] else others)

        where = f" ({count(found[code], 'cell')})" if code in found else ""
        st.checkbox(f"{literal(code)}{where}", code in drawer.choices.missing_codes, key=key, on_change=tick)
    key = _key(drawer, "missing_other")

    def add() -> None:
        code = st.session_state[key].strip()
        if code and code not in drawer.choices.missing_codes:
            drawer.choose(missing_codes=(*drawer.choices.missing_codes, code))
        st.session_state[key] = ""

    st.text_input("Another word or number for “no value”", key=key, on_change=add, max_chars=40)


def suspicious_codes(table: Table, names: Sequence[str] | None = None) -> dict[str, int]:
    """Numbers such as -999 that stand apart at the end of their column, and how many cells hold them.

    names : the columns to look at; None for all
    """
    found: dict[str, int] = {}
    wanted = [
        column.name
        for column in table.columns
        if column.kind == "number" and (names is None or column.name in names)
    ]
    for _, values in numbers_of(table, wanted):
        values = values[np.isfinite(values)]
        ends = (float(values.min()), float(values.max())) if len(values) else ()
        for code in LIKELY_CODES:
            if code not in ends:  # what stands apart is the lowest or the highest
                continue
            hits = int((values == code).sum())
            rest = values[values != code]
            if not len(rest):
                continue
            low, high = float(rest.min()), float(rest.max())
            apart = (
                (code < low and low >= 0)
                or (code > high and code - high > 2 * (high - low))
                or (low - code > high - low)
            )
            if apart:
                found[f"{code:.0f}"] = found.get(f"{code:.0f}", 0) + hits
    return found
