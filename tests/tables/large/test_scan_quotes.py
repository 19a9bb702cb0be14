"""Where the rows of a large file end, quotes and all."""

from __future__ import annotations

from tables.large.scan import scan_plain, scan_rows
from tables.large.scan_quotes import scan_pairs


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


def test_quotes_in_their_place_make_no_row_odd() -> None:
    found = scan_plain(b'a,b\n1,"x, ""y"""\n2,"z"\n', ",", '"', 2, False)
    assert found is not None
    assert found.odd.tolist() == []
    loose = scan_plain(b'a,b\n1,x "y" z\n2,"z"\n', ",", '"', 2, False)
    assert loose is not None
    assert loose.odd.tolist() == [1]


def test_rows_of_another_width_are_odd_among_pairs_of_quotes() -> None:
    scanned = scan_pairs(b'a,b,c\n"1",2,3\n"4",2\n5,6,7\n', ",", '"', 3, [], False)
    assert scanned is not None
    assert scanned[1].odd.tolist() == [2]
