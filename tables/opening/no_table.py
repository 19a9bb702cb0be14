"""What a file is that is no table, told by how it begins."""

from __future__ import annotations

import json

_PICTURE, _FILM, _SOUND, _PROGRAM, _FONT = "a picture", "a film", "a sound", "a program", "a font"
_DOCUMENT = "a text document"
_BEGINNINGS = (
    (0, b"%PDF-", "a PDF document"),
    (0, b"%!PS", "a printed page (PostScript)"),
    (0, b"{\\rtf", _DOCUMENT),
    (0, b"\x89PNG\r\n", _PICTURE),
    (0, b"\xff\xd8\xff", _PICTURE),
    (0, b"GIF87a", _PICTURE),
    (0, b"GIF89a", _PICTURE),
    (0, b"II*\x00", _PICTURE),
    (0, b"MM\x00*", _PICTURE),
    (0, b"BM", _PICTURE),
    (0, b"8BPS", _PICTURE),
    (0, b"<svg", _PICTURE),
    (4, b"ftyphei", _PICTURE),
    (4, b"ftypavif", _PICTURE),
    (8, b"WEBP", _PICTURE),
    (4, b"ftyp", _FILM),
    (8, b"AVI ", _FILM),
    (0, b"\x1aE\xdf\xa3", _FILM),
    (8, b"WAVE", _SOUND),
    (0, b"ID3", _SOUND),
    (0, b"OggS", _SOUND),
    (0, b"fLaC", _SOUND),
    (0, b"MZ", _PROGRAM),
    (0, b"\x7fELF", _PROGRAM),
    (0, b"\xca\xfe\xba\xbe", _PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", _PROGRAM),
    (0, b"<?php", _PROGRAM),
    (0, b"wOFF", _FONT),
    (0, b"wOF2", _FONT),
    (0, b"\x00\x01\x00\x00\x00", _FONT),
    (0, b"PAR1", "a Parquet file"),
    (0, b"ARROW1", "an Arrow file"),
    (0, b"FEA1", "an Arrow file"),
    (0, b"\x89HDF", "an HDF5 file"),
    (0, b"\x93NUMPY", "a NumPy file"),
    (0, b"MATLAB 5.0 MAT-file", "a MATLAB file"),
    (0, b"\x80\x04\x95", "a Python pickle"),
    (0, b"\x80\x05\x95", "a Python pickle"),
    (0, b"RDX2", "an R file"),
    (0, b"RDX3", "an R file"),
    (0, b"$FL2", "an SPSS file"),
    (0, b"<stata_dta>", "a Stata file"),
    (12, b"\xc2\xea\x81\x60", "a SAS file"),
    (0, b"SQLite format 3\x00", "a database"),
    (0, b"<?xml", "an XML file"),
)
_LOOKED_AT = 100_000
"""So many bytes of a text tell whether it is JSON."""
_HEAD = 1024
"""A file that is no text has a zero byte among its first ones."""
_MARK, _SPACE = b"\xef\xbb\xbf", b" \t\r\n"


def what_it_is(data: bytes) -> str | None:
    """What the file is, as "a picture"; None if it may be a table.

    A word that a table can begin with, as `MZ,intensity`, counts only before a zero byte, which no text has.
    """
    for place, magic, words in _BEGINNINGS:
        if data.startswith(magic, place) and (not magic.strip().isalnum() or b"\x00" in data[:_HEAD]):
            return words
    text = data[:_LOOKED_AT].removeprefix(_MARK).lstrip(_SPACE)
    for place, magic, words in _BEGINNINGS:
        if place == 0 and magic.startswith((b"%", b"<", b"{")) and text.startswith(magic):
            return words
    return "a JSON file" if _is_json(text, len(data) > _LOOKED_AT) else None


def _is_json(text: bytes, goes_on: bool) -> bool:
    """Whether it is a list or an object, one or one a line; or begins one that does not end in what is looked at."""
    if not text.startswith((b"{", b"[")):
        return False
    words = text.decode("utf-8", "replace")
    try:
        _, end = json.JSONDecoder().raw_decode(words)
    except json.JSONDecodeError as error:
        return goes_on and error.pos > len(words) // 2
    except RecursionError:
        return True
    rest = words[end:].lstrip(" \t\r")
    return not rest or (rest.startswith("\n") and rest.strip()[:1] in ("", "{", "["))
