"""What kind of file it is, and what is packed inside."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest

from tables import Choices, TableError, Topic, read_table
from tables.opening import container
from tests.tables.workbooks import workbook

CSV = b"a,b\n1,2.5\n3,4.5\n5,6.5\n"


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


def tarred(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        member = tarfile.TarInfo("table.csv")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


@pytest.mark.parametrize("data", [gzip.compress(CSV), zipped(table__csv=CSV), CSV])
def test_packed_or_not_the_table_is_the_same(data: bytes) -> None:
    table = read_table(data, "table.csv")
    assert table.frame["b"].tolist() == [2.5, 4.5, 6.5]


def test_a_spreadsheet_in_a_zip_is_read_as_one() -> None:
    table = read_table(zipped(table__xlsx=workbook(Data=[["a", "b"], [1, 2.5], [3, 4.5]])), "t.zip")
    assert table.frame["b"].tolist() == [2.5, 4.5] and table.sheet == "Data"


def test_largest_of_several_tables_is_taken_and_another_can_be_chosen() -> None:
    data = zipped(small__csv=b"x,y\n1,2\n3,4\n", large__csv=CSV * 1)
    table = read_table(data, "both.zip")
    assert set(table.members) == {"small.csv", "large.csv"}
    assert list(table.frame.columns) == ["a", "b"]
    assert table.receipt.count(Topic.FILE) == 2
    assert list(read_table(data, "both.zip", Choices(table_member="small.csv")).frame.columns) == ["x", "y"]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"  \n\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"\xff\xd8\xff\xe0 jpeg", "picture"),
        (b"<!DOCTYPE html><html><table></table></html>", "web page"),
        (b"\n <html><body>x</body></html>", "web page"),
        (b"SQLite format 3\x00", "database"),
        (gzip.compress(CSV)[:-9], "too early"),
        (zipped(picture__png=b"x", notes__doc=b"y"), "no table"),
        (zipped(inner__zip=zipped(table__csv=CSV)), "another"),
        (gzip.compress(gzip.compress(CSV)), "packed twice. Unpack it"),
        (lzma.compress(CSV), "xz archive. Unpack it"),
        (bz2.compress(CSV), "bzip2 archive. Unpack it"),
        (gzip.compress(tarred(CSV)), "tar archive. Unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "spreadsheet"),
        (bytes(range(256)) * 20, "not a text file"),
    ],
)
def test_what_is_no_table_gets_one_sentence(data: bytes, word: str) -> None:
    with pytest.raises(TableError, match=word) as caught:
        read_table(data, "upload.csv")
    assert len(str(caught.value)) < 250
    assert str(caught.value).endswith(".")


def test_compressed_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_UNPACKED", 100_000)
    huge = b"1,2\n" * 100_000
    for data in (gzip.compress(huge), zipped(table__csv=huge)):
        with pytest.raises(TableError, match="larger than"):
            read_table(data, "bomb")


def test_a_zip_that_lies_about_its_size_is_stopped_while_unpacking() -> None:
    buffer = io.BytesIO(zipped(table__csv=b"1,2\n" * 10_000))
    with zipfile.ZipFile(buffer) as archive, pytest.raises(TableError, match="larger than"):
        container.read_member(archive, "table.csv", 1_000)


def test_too_large_a_file_names_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_BYTES", 10)
    with pytest.raises(TableError, match="MB"):
        read_table(CSV, "large.csv")
