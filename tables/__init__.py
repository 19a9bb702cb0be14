"""A messy file -> clean numbers, and a receipt of what was done. pandas; no Streamlit, no Plotly."""

from __future__ import annotations

from tables.errors import TableError
from tables.model import Choices, Column, Dialect, Table, free_name
from tables.reader import read_table
from tables.receipt import Receipt, ReceiptLine, Topic
from tables.select import complete_rows, numbers_of, numeric_columns
from tables.sense import columns_to_compare, suggest_columns, why_alone
from tables.words import as_said, count_words, count_words_alike
from tables.writeback import safe_cell, write_back

__all__ = [
    "Choices",
    "Column",
    "Dialect",
    "Receipt",
    "ReceiptLine",
    "Table",
    "TableError",
    "Topic",
    "as_said",
    "columns_to_compare",
    "complete_rows",
    "count_words",
    "count_words_alike",
    "free_name",
    "numbers_of",
    "numeric_columns",
    "read_table",
    "safe_cell",
    "suggest_columns",
    "why_alone",
    "write_back",
]
