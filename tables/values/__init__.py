"""Cells -> numbers, dates, words."""
