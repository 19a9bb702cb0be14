"""Bytes -> text, or the rows of a sheet."""
