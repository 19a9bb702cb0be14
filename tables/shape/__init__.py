"""Rows -> one table: where it lies, what its columns are called, one cell a column."""
