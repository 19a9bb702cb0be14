"""Files that are something else say what they are; tables that begin like them are read."""

import json

import pytest

from tables import TableError, read_table
from tables.opening.no_table import what_it_is

ROWS = [{"a": i, "b": i / 2, "name": f"x{i}"} for i in range(40)]
TEXTS = {
    "records": json.dumps(ROWS),
    "indented": json.dumps(ROWS, indent=2),
    "an object": json.dumps({"data": ROWS}),
    "one a line": "\n".join(map(json.dumps, ROWS)),
    "lists, one a line": "[1, 2]\r\n[3, 4]\r\n",
    "longer than what is looked at": json.dumps(ROWS * 200),
    "behind a byte order mark": "\ufeff" + json.dumps(ROWS),
    "nested very deep": "[" * 50_000,
}
OTHERS = {
    "an XML file": b'<?xml version="1.0"?>\n<rows><row/></rows>',
    "a PDF document": b"\r\n%PDF-1.4\n",
    "a program": b"MZ\x90\x00\x03\x00" + bytes(200),
    "a picture": b"BM\x36\x00\x00\x00" + bytes(200),
    "a sound": b"RIFF\x00\x00\x01\x00WAVEfmt " + bytes(20),
    "a film": b"\x00\x00\x00\x20ftypisom" + bytes(20),
    "a NumPy file": b"\x93NUMPY\x01\x00v\x00{'descr': '<f8'}",
    "an R file": b"RDX3\nX\n\x00\x00",
    "a Stata file": b"<stata_dta><header>",
    "a SAS file": bytes(12) + b"\xc2\xea\x81\x60" + bytes(20),
}
TABLES = [
    "MZ,intensity\n100.5,3\n200.5,4\n",
    "ID3,b\n1,2\n3,4\n",
    "BM;b\n1;2\n3;4\n",
    "[a],[b]\n1,2\n3,4\n",
    "{x} {y}\n1 2\n3 4\n",
    '{"a": 1},5\n{"a": 2},6\n',
    "[2024]\na,b\n1,2\n3,4\n",
    "[2024],7\n[2025],8\n",
]


@pytest.mark.parametrize("name", TEXTS)
def test_json_is_called_json(name: str) -> None:
    with pytest.raises(TableError, match=r"^This is a JSON file, not a table\. .* save the table as"):
        read_table(TEXTS[name].encode(), "t.json")


@pytest.mark.parametrize("kind", OTHERS)
def test_what_else_a_file_is_is_said(kind: str) -> None:
    with pytest.raises(TableError, match=f"^This is {kind}, not a table"):
        read_table(OTHERS[kind], "t.csv")


@pytest.mark.parametrize("text", TABLES)
def test_a_table_that_begins_like_something_else_is_read(text: str) -> None:
    assert what_it_is(text.encode()) is None
    assert len(read_table(text.encode(), "t.csv").frame.columns) >= 1
