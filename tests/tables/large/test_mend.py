"""The irregular rows of a large file."""

from __future__ import annotations

import pytest

from tables import Topic, read_table, reader


@pytest.mark.parametrize(("every", "width"), [(2, 4), (20, 3)])
def test_rows_that_grow_a_cell_far_down_are_as_wide_as_with_care(
    every: int, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a logger that got one more sensor the wider rows are the right ones; few of them are rows with a cell too many."""
    rows = [f"{i},{i * 2},{i * 3 + 1}{',7' if i > 150 and i % every == 0 else ''}\n" for i in range(400)]
    data = ("a,b,c\n" + "".join(rows)).encode()
    tables = []
    for size in (1, 1 << 60):
        monkeypatch.setattr(reader, "LARGE_BYTES", size)
        tables.append(read_table(data, "t.csv"))
    fast, careful = tables
    assert [len(each.frame.columns) for each in tables] == [width, width]
    assert fast.frame.equals(careful.frame)
    assert fast.receipt.count(Topic.TOO_LONG) == careful.receipt.count(Topic.TOO_LONG)
