"""What is said of the rows that are left out, or may be totals."""

from __future__ import annotations

from tables.cutting.line import Row
from tables.receipt import Receipt, Topic, counted, was


def report_inside(count: int, line: int, example: str, receipt: Receipt) -> None:
    """Say how many lines inside the table are left out."""
    text = f"{counted(count, 'line', 'lines')} inside the table (comments, titles, totals, names again) {was(count)} left out."
    receipt.say(Topic.INSIDE, text, count, line=line, example=example)


def report_below(count: int, line: int, example: str, receipt: Receipt) -> None:
    """Say how many lines below the table are left out."""
    text = f"{counted(count, 'line', 'lines')} below the table (notes, totals) {was(count)} left out."
    receipt.say(Topic.BELOW, text, count, line=line, example=example)


def report_perhaps_total(line: int, example: str, receipt: Receipt) -> None:
    """Say that a row may be a total, though nothing proves it."""
    receipt.say(
        Topic.PERHAPS_TOTAL,
        f"The row on line {line:,} may be a total of the others. It was kept.",
        1,
        line=line,
        example=example,
    )


def first_text(row: Row) -> str:
    """The row as an example."""
    return " ".join(cell.strip() for cell in row if cell.strip())
