"""A random clean table written in a random style reads back as the same numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tables import read_table
from tests.tables import styles

WORDS = ("Bern", "Sankt Gallen", "Oslo", "Graz", "Como", "Lyon", "Porto", "Gent", "Umeå", "Köln")
# decimal mark, thousands mark, delimiters that leave both unambiguous
COUNTRIES = (
    (".", "", (",", ";", "\t", "|")),
    (".", ",", (",", ";", "\t", "|")),
    (",", "", (";", "\t", "|")),
    (",", ".", (";", "\t", "|")),
    (",", " ", (";", "\t", "|")),
    (",", "\u00a0", (";", "\t")),
    (",", "\u202f", (";", "\t")),
    (".", "'", (",", ";", "\t")),
    (".", "’", (",", ";")),
)


@st.composite
def a_style(draw: st.DrawFn) -> styles.Style:
    """A style that somebody uses somewhere."""
    decimal, thousands, delimiters = draw(st.sampled_from(COUNTRIES))
    delimiter = draw(st.sampled_from(delimiters))
    before, after = draw(
        st.sampled_from((("", ""), ("", ""), ("$", ""), ("€ ", ""), ("", " €"), ("", "%"), ("", " kg")))
    )
    return styles.Style(
        delimiter=delimiter,
        decimal=decimal,
        thousands=thousands,
        indian=thousands == "," and draw(st.booleans()),
        quote_all=draw(st.booleans()),
        quotechar=draw(st.sampled_from(('"', '"', "'"))) if thousands not in ("'", "’") else '"',
        encoding=draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le"))),
        line_end=draw(st.sampled_from(("\n", "\r\n", "\r"))),
        title=draw(st.sampled_from(((), ("Results of the year",), ("Results", "Office of numbers", "")))),
        notes=draw(st.sampled_from(((), ("Source: own count",), ("", "Source: own count", "* estimated")))),
        header=draw(st.booleans()),
        unit_row=draw(st.booleans()),
        trailing_delimiter=draw(st.booleans()),
        minus=draw(st.sampled_from(("-", "−", "(", "trailing"))),
        before=before,
        after=after,
        missing=draw(st.sampled_from(("", "NA", "n/a", "-", "?", "."))),
    )


@st.composite
def a_table(draw: st.DrawFn) -> styles.CleanTable:
    """Ten to thirty rows with three columns of numbers, none of them constant."""
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    rows = draw(st.integers(10, 30))
    numbers, places = {}, {}
    for name in ("income", "height", "score"):
        places[name] = draw(st.sampled_from((0, 1, 2, 4)))
        scale = draw(st.sampled_from((5.0, 300.0, 80_000.0, 4_000_000.0)))
        values = np.round(rng.normal(scale, scale, rows), places[name])
        values[:2] = (1.0, 2.0 * scale)
        if draw(st.booleans()):
            values[rng.integers(2, rows, 2)] = np.nan
        numbers[name] = values
    # One column shows which mark is the decimal one, as some column of nearly every file does
    places["height"] = max(1, places["height"])
    words = [WORDS[i] for i in rng.integers(0, len(WORDS), rows)]
    return styles.CleanTable(words, numbers, places)


@settings(max_examples=60)
@given(a_table(), a_style())
def test_same_numbers_come_back(table: styles.CleanTable, style: styles.Style) -> None:
    read = read_table(styles.write_table(table, style), "table.csv")
    assert len(read.frame) == len(table.words)
    found = [read.frame[name] for name in read.frame.columns if read.frame[name].dtype.kind in "if"]
    assert len(found) == 3
    for values, got in zip(table.numbers.values(), found, strict=True):
        np.testing.assert_allclose(got.to_numpy(float), values, rtol=1e-12)
    if style.header:
        assert [str(name).split()[0] for name in read.frame.columns] == ["place", "income", "height", "score"]
    assert read.source.dialect.delimiter == style.delimiter
