"""The controls behind "change", each for one thing that the reader decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from study.desk import Drawer, Reading
from study.text import in_sentence, literal, shortened
from study.words import count
from tables import Table, Topic
from tables.types_set import DATE, NUMBER, WORDS, may_be_otherwise, types_offered
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
    "cp1257": "Windows, Baltic",
    "cp1254": "Windows, Turkish",
    "cp1253": "Windows, Greek",
    "utf-16": "UTF-16",
    "mac_roman": "Macintosh",
    "cp437": "DOS",
    "shift_jis": "Japanese",
    "gb18030": "Chinese",
}
BOUNDS = {"half": "half of it: 10", "missing": "no value"}
MOST_HEADER_ROWS = 5
MOST_WORDS_OFFERED = 500
"""So many columns one list offers."""
AUTOMATIC = "decide for me"
AS_IT_STANDS = ""
"""For `Choices.units`."""
MOST_ASKED = 30
"""So many columns are spoken of one by one; words and a list for each of thousands would be sent at every change."""


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


def change_table(drawer: Drawer, table: Table) -> None:
    """Which sheet, or which file of an archive."""
    if len(table.sheets) > 1:
        _select(drawer, "Sheet", "sheet", list(table.sheets), shortened, table.sheet)
    if len(table.members) > 1:
        _select(drawer, "File in the archive", "table_member", list(table.members), shortened)


def change_delimiter(drawer: Drawer, table: Table) -> None:
    """What stands between the columns."""
    _select(
        drawer,
        "What stands between the columns",
        "delimiter",
        list(DELIMITERS),
        lambda sign: DELIMITERS.get(str(sign), repr(sign)),
        None if table.source.dialect.single else table.source.dialect.delimiter,
    )


def change_encoding(drawer: Drawer, table: Table) -> None:
    """How letters are written."""
    _select(
        drawer,
        "How letters are written",
        "encoding",
        list(ENCODING_NAMES),
        lambda name: ENCODING_NAMES.get(str(name), str(name)),
        table.source.encoding,
        "Change it if letters such as é or ß look wrong in the table.",
    )


def change_header(drawer: Drawer, table: Table) -> None:
    """How many rows name the columns."""

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


def change_rows(drawer: Drawer, table: Table) -> None:
    """The first line of the table, and the last."""
    begins, ends = _begins(table), int(table.row_numbers[-1])
    _line(drawer, "The table begins on line", "first_row", begins, "Lines above it are left out.")
    _line(drawer, "The table ends on line", "last_row", ends, "Lines below it are left out.")
    if drawer.choices.rows_left_out:
        st.button(
            "Take back the rows that you left out",
            on_click=drawer.choose,
            kwargs={"rows_left_out": ()},
            key="rows_back",
        )
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


def change_decimal(drawer: Drawer, table: Table) -> None:
    """What marks the fraction, in the file and in columns that can be read both ways."""
    _select(
        drawer,
        "Decimal mark",
        "decimal",
        list(DECIMALS),
        lambda mark: DECIMALS.get(str(mark), str(mark)),
        note="A number such as 1.234 is one and a bit with a point, a thousand and more with a comma.",
    )
    if drawer.choices.bounds or any(column.n_bounds for column in table.columns):
        key = _key(drawer, "bounds")
        st.selectbox(
            "A cell such as “< 20” counts as",
            [None, *BOUNDS],
            index=[None, *BOUNDS].index(drawer.choices.bounds),
            format_func=lambda way: BOUNDS.get(way, "the number: 20"),
            placeholder="the number: 20",
            key=key,
            on_change=_choose(drawer, "bounds", key),
        )
        st.caption("“> 20” never counts as half: there is more of it, nobody knows how much.")
    _choose_units(drawer, table)
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


def _choose_units(drawer: Drawer, table: Table) -> None:
    """In which unit columns of several are counted."""
    chosen = dict(drawer.choices.units or {})
    for position, column in enumerate(table.columns):
        if not column.other_units:
            continue
        key = _key(drawer, f"unit_{position}")

        def take(name: str = column.name, key: str = key) -> None:
            others = {k: v for k, v in (drawer.choices.units or {}).items() if k != name}
            unit = st.session_state[key]
            drawer.choose(units=({**others, name: unit} if unit is not None else others) or None)

        now = chosen.get(column.name)
        units = sorted({*column.other_units, *([column.unit] if column.unit else [])})
        options = [None, *units, AS_IT_STANDS]
        st.selectbox(
            f"“{in_sentence(column.name, 40)}” is counted in",
            options,
            index=options.index(now) if now in options else 0,
            format_func=lambda unit: (
                AUTOMATIC if unit is None else unit or "no unit: the numbers as they stand"
            ),
            placeholder=f"{AUTOMATIC} (now {column.unit})" if column.unit and now is None else AUTOMATIC,
            key=key,
            on_change=take,
        )


def change_words(drawer: Drawer, reading: Reading) -> None:
    """What a column counts as: chosen by the reader, in an order of its own, or not at all."""
    table = reading.table
    orders = dict(drawer.choices.word_orders or {})
    answers = {line.columns[0]: line.words for line in table.receipt.on(Topic.WORDS) if line.columns}
    served = {
        column.name
        for column in table.columns
        if orders.get(column.name)
        or column.name in table.answers
        or (column.kind == "text" and 1 < column.n_distinct <= MOST_ANSWERS)
    }
    names = intake.remembered(
        reading,
        "columns to change",
        (),
        lambda: [
            column.name
            for column in table.columns
            if column.name in orders
            or column.name in served
            or column.reason is None
            or may_be_otherwise(table, column.name)
        ],
    )
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
    comparable = name in served or name in orders or table.column(name).reason is None
    _set_type(drawer, reading, name, names.index(name))
    typed = _key(drawer, f"word_order_{names.index(name)}")

    def take(order: tuple[str, ...] | None) -> None:
        others = {other: each for other, each in orders.items() if other != name}
        drawer.choose(word_orders=({**others, name: order} if order is not None else others) or None)

    def take_typed() -> None:
        lines = [line.strip() for line in st.session_state[typed].splitlines()]
        take(tuple(dict.fromkeys(line for line in lines if line))[:MOST_ANSWERS] or None)

    if name in served:  # amounts have an order already, and names of things none
        st.text_area(
            "Its answers, one a line, the lowest first",
            value="\n".join(orders.get(name, ())),
            key=typed,
            on_change=take_typed,
            placeholder="never\nsometimes\nalways",
        )
    with st.container(horizontal=True, gap="small"):
        if comparable and orders.get(name) != ():
            st.button("It holds nothing to compare", on_click=take, args=((),), key=f"{typed}_none")
        if name in orders:
            st.button("Decide for me", on_click=take, args=(None,), key=f"{typed}_automatic")


_TYPES = {NUMBER: "numbers", WORDS: "words", DATE: "dates"}


def _set_type(drawer: Drawer, reading: Reading, name: str, place: int) -> None:
    """What else the column can be read as, and what would be missing then."""
    choices = reading.brought.choices
    offered = intake.remembered(reading, "types", name, lambda: types_offered(reading.table, name, choices))
    now = (drawer.choices.column_types or {}).get(name)
    if not offered and now is None:
        return
    key = _key(drawer, f"type_{place}")

    def take() -> None:
        others = {other: each for other, each in (drawer.choices.column_types or {}).items() if other != name}
        kind = st.session_state[key]
        drawer.choose(column_types=({**others, name: kind} if kind else others) or None)

    def say(kind: str | None) -> str:
        gone = offered.get(kind or "", 0)
        lost = f" ({count(gone, 'cell')} would be missing)" if gone and kind != now else ""
        return AUTOMATIC if kind is None else f"{_TYPES[kind]}{lost}"

    options = [None, *dict.fromkeys([*offered, *([now] if now else [])])]
    st.radio("Read it as", options, index=options.index(now), format_func=say, key=key, on_change=take)


def change_missing(drawer: Drawer, found: Mapping[str, int]) -> None:
    """Which numbers and words stand for “no value”. found : likely ones, and how many cells hold each"""
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
