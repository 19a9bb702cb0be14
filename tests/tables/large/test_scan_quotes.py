"""Where the rows of a large file end, quotes and all."""

from __future__ import annotations

from tables.large.scan import scan_rows


def test_scan_finds_rows_and_the_odd_ones() -> None:
    data = b'a,b,c\n1,"x,y",3\n4,"two\nlines",5\n6,7\n08,9,10\n'
    found = scan_rows(data, ",", '"', 3, [0, 2])
    assert found is not None
    assert found.ends.tolist() == [5, 15, 31, 35, 43]
    assert found.lines.tolist() == [0, 1, 2, 4, 5]
    assert found.odd.tolist() == [3]
    assert found.zeros.tolist() == [True, False, False]


def test_scan_gives_up_on_a_quote_that_never_closes() -> None:
    found = scan_rows(b'"a,b\n' * 3, ",", '"', 2, [])
    assert found is None or len(found.odd)
