"""Stage 1, the file itself: what kind of file it is, by its content, and what is packed inside.

Everything packed is measured before and while it is unpacked, so that a small file cannot become a huge one.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from tables.errors import DAMAGED_ARCHIVE, TableError
from tables.limits import MAX_BYTES, MAX_MEMBERS, MAX_UNPACKED, in_megabytes
from tables.model import Choices
from tables.opening.no_table import what_it_is
from tables.opening.pages import is_page
from tables.receipt import Receipt, Topic

_CHUNK = 1 << 20
_PIECE = 1 << 14
_TABLE_NAMES = (".csv", ".tsv", ".txt", ".tab", ".dat", ".xlsx", ".xlsm", ".xls", ".ods")
_SAVE_AS = "Open it in the program it comes from and save the table as .csv or .xlsx."
_UNPACK = "Unpack it and bring the table itself."
_ARCHIVES = (
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "an xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (0, b"\x1f\x8b", "a file packed twice"),
    (257, b"ustar", "a tar archive"),
)
"""What is packed in a way that is not opened here: where in the file it says so, and how."""


@dataclass(frozen=True)
class Contents:
    """What came out: the bytes of a text table or of a spreadsheet, and its name."""

    data: bytes
    name: str
    is_sheet: bool
    members: tuple[str, ...] = ()


def open_file(data: bytes, filename: str, choices: Choices, receipt: Receipt) -> Contents:
    """Look into the file, and unpack it when it is packed."""
    refuse_too_large(data)
    if data.startswith(b"\x1f\x8b"):
        data = _gunzip(data)
        filename = filename.removesuffix(".gz")
        receipt.say(Topic.FILE, "The file was packed (gzip) and has been unpacked.")
    if data.startswith(b"PK\x03\x04"):
        return _look_into_zip(data, filename, choices, receipt)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Contents(data, filename, is_sheet=True)
    _refuse_what_is_no_table(data)
    return Contents(data, filename, is_sheet=is_page(data))


def refuse_too_large(data: bytes) -> None:
    """Raise TableError for a file that is larger than may be brought."""
    if len(data) > MAX_BYTES:
        raise TableError(
            f"The file is {in_megabytes(len(data))}; up to {in_megabytes(MAX_BYTES)} can be read. Bring a smaller part of it."
        )


def _refuse_what_is_no_table(data: bytes) -> None:
    """One sentence on what the file is instead."""
    nothing = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"
    if not data[:4096].strip(nothing) and not data.strip(nothing):
        raise TableError("The file is empty. Bring a file that holds a table.")
    for place, magic, words in _ARCHIVES:
        if data.startswith(magic, place):
            raise TableError(f"This is {words}. {_UNPACK}")
    kind = None if is_page(data) else what_it_is(data)
    if kind is not None:
        raise TableError(f"This is {kind}, not a table. {_SAVE_AS}")


def _gunzip(data: bytes) -> bytes:
    """Unpack piece by piece and stop at the limits. A member begins where the one before it ends."""
    parts: list[bytes] = []
    size = position = members = 0
    while data.startswith(b"\x1f\x8b", position):
        members += 1
        if members > MAX_MEMBERS:
            raise TableError(_too_many_members())
        unpacker = zlib.decompressobj(wbits=31)
        while not unpacker.eof:
            # In pieces: what a member leaves over is copied, and many small ones must not copy the file each
            piece = data[position : position + _PIECE]
            if not piece:
                raise TableError("The packed file ends too early. Pack it again or bring it unpacked.")
            try:
                parts.append(unpacker.decompress(piece, MAX_UNPACKED - size + 1))
            except zlib.error:
                raise TableError(
                    "The packed file is damaged and could not be unpacked. Pack it again or bring it unpacked."
                ) from None
            size += len(parts[-1])
            if size > MAX_UNPACKED:
                raise TableError(_too_large())
            position += len(piece) - len(unpacker.unused_data)
    return b"".join(parts)


def _too_many_members() -> str:
    return f"The packed file has more than {MAX_MEMBERS:,} parts, the most that can be looked at. {_UNPACK}"


def _too_large() -> str:
    return f"Unpacked, the file is larger than {in_megabytes(MAX_UNPACKED)}, the most that can be read. Bring a smaller part of it."


def _look_into_zip(data: bytes, filename: str, choices: Choices, receipt: Receipt) -> Contents:
    """A spreadsheet is a zip too; else the one table in the zip is taken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = _entries(archive)
            names = {entry.filename for entry in entries}
            if _is_spreadsheet(archive, names):
                return Contents(data, filename, is_sheet=True)
            if any(name.startswith(("word/", "ppt/", "META-INF/")) for name in names):
                raise TableError(f"This is a document or a program, not a table. {_SAVE_AS}")
            return _take_member(archive, entries, choices, receipt)
    except TableError:
        raise
    except DAMAGED_ARCHIVE:
        raise TableError(f"The zip file is damaged or locked with a password. {_UNPACK}") from None


def _entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files in the zip, if they are not too many, nor too large by what they declare."""
    entries = archive.infolist()
    if len(entries) > MAX_MEMBERS:
        raise TableError(_too_many_members())
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise TableError(_too_large())
    return [entry for entry in entries if not entry.is_dir()]


def _is_spreadsheet(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """.xlsx by its workbook, .ods by the type it declares."""
    if any(name.startswith("xl/") for name in names):
        return True
    if "mimetype" not in names or "content.xml" not in names:
        return False
    return b"spreadsheet" in read_member(archive, "mimetype", 1000)


def read_member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """A member of a zip, unpacked piece by piece up to `limit` bytes; what it declares is not believed."""
    parts: list[bytes] = []
    size = 0
    with archive.open(name) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > limit:
                raise TableError(_too_large())
            parts.append(piece)
    return b"".join(parts)


def _take_member(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], choices: Choices, receipt: Receipt
) -> Contents:
    """The table in the zip: the chosen one, the only one, or the largest."""
    tables = [
        entry
        for entry in entries
        if entry.filename.lower().endswith(_TABLE_NAMES) and not entry.filename.startswith(("__MACOSX/", "."))
    ]
    if not tables and len(entries) == 1:
        tables = entries
    if not tables:
        raise TableError(f"The zip file holds no table (.csv, .tsv, .txt, .xlsx, .xls or .ods). {_UNPACK}")
    chosen = [entry for entry in tables if entry.filename == choices.table_member]
    entry = chosen[0] if chosen else max(tables, key=lambda table: table.file_size)
    member = read_member(archive, entry.filename, MAX_UNPACKED)
    names = tuple(table.filename for table in tables)
    if len(tables) > 1:
        words = f"The zip file holds {len(tables)} tables; one was taken."
        receipt.say(Topic.FILE, words, len(tables), example=entry.filename)
    else:
        receipt.say(Topic.FILE, "The table was taken out of the zip file.", 1, example=entry.filename)
    inner = _inner_kind(member)
    return Contents(member, entry.filename, inner, names)


def _inner_kind(data: bytes) -> bool:
    """Is the unpacked member a spreadsheet? A zip in a zip is not opened."""
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return True
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = _entries(archive)
            if _is_spreadsheet(archive, {entry.filename for entry in entries}):
                return True
        raise TableError(f"The zip file holds another zip file. {_UNPACK}")
    if data.startswith(b"\x1f\x8b"):
        raise TableError(f"The zip file holds another packed file. {_UNPACK}")
    _refuse_what_is_no_table(data)
    return is_page(data)
