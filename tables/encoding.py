"""Stage 2, bytes -> text: which encoding the file is in.

UTF-8 proves itself: text in another encoding hardly ever decodes as UTF-8 by chance. What is not UTF-8 is Windows-1252
nearly always, and a detector is wrong about short texts more often than that, so it is asked only when the text would
look strange in Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice

from charset_normalizer import from_bytes

from tables.errors import TableError
from tables.receipt import Receipt

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 100_000
_WESTERN_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_HIGH_AND_AFTER = re.compile(rb"[\x80-\xff][^\n\r]{0,200}")
_BEFORE = 200
_LINES = 400
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_HIGH_SIGN = re.compile(r"[^\x00-\x7f]")
_USUAL_LETTERS = frozenset("áàâäãåæçéèêëíìîïñóòôöõøœúùûüýÿßÁÀÂÄÃÅÆÇÉÈÊËÍÎÏÑÓÔÖÕØŒÚÜšžŠŽ’´·")
_PLAUSIBLE = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœ€£¥§©®°±²³µ¼½¾ºª«»“”‘’–—•…·¿¡´×™\xa0"
)


def decode(data: bytes, choice: str | None, receipt: Receipt) -> str:
    """The text of the file, without byte-order mark; line ends as they are."""
    encoding = choice or detect_encoding(data)
    text = _decode_with(data, encoding, receipt)
    if text.startswith("\ufeff"):
        text = text[1:]
    receipt.encoding = encoding
    if choice is None and _looks_binary(text):
        raise TableError(
            "This is not a text file or a spreadsheet that can be read. Bring the table as .csv or .xlsx."
        )
    receipt.say("encoding", f"The text is written in {readable_name(encoding)}.")
    return text.replace("\x00", "") if "\x00" in text else text


def _decode_with(data: bytes, encoding: str, receipt: Receipt) -> str:
    """Decode; bytes that have no meaning in the encoding become the replacement sign, and that is said."""
    try:
        codecs.lookup(encoding)
    except LookupError:
        raise TableError(
            f"The encoding {encoding!r} is not known. Choose another, such as utf-8 or cp1252."
        ) from None
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        pass
    try:
        text = data.decode(encoding, errors="replace")
    except (UnicodeError, LookupError, ValueError):
        raise TableError(f"The file is not written in {encoding}. Choose another encoding.") from None
    bad = text.count("\ufffd")
    receipt.say("encoding", f"{bad:,} characters could not be read and show as \ufffd.", bad)
    return text


def detect_encoding(data: bytes) -> str:
    """A codec name for `data`."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    wide = _utf16_without_mark(data)
    if wide:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if _nearly_utf8(data) else _eight_bit(data)
    return "utf-8"


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 shows by every second byte being zero (Latin letters, digits, delimiters)."""
    sample = data[:4096]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _nearly_utf8(data: bytes) -> bool:
    """UTF-8 with a few damaged bytes: far more whole multi-byte characters than broken ones."""
    first = _HIGH_AND_AFTER.search(data)
    begin = first.start() if first else 0
    text = data[begin : begin + 20 * _SAMPLE].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - broken
    return whole >= 10 * broken


def _eight_bit(data: bytes) -> str:
    """Windows-1252 when the result looks western, else an older western encoding, else what the detector says."""
    sample = b"\n".join(_lines_with_high_bytes(data))
    windows = "latin-1" if _WESTERN_UNDEFINED.search(data) else "cp1252"
    if not _has_long_runs(sample):
        share, encoding = max((_letters(sample, name), name) for name in ("cp850", "mac_roman", "cp1252"))
        if share >= 0.8:
            return windows if encoding == "cp1252" or _letters(sample, "cp1252") >= share else encoding
    best = from_bytes(sample[:_SAMPLE], steps=5, chunk_size=2048).best()
    if best is not None and _decodes(data, best.encoding):
        return best.encoding
    return windows


def _lines_with_high_bytes(data: bytes) -> list[bytes]:
    """The first lines (of long lines, the surroundings) that hold more than ASCII.

    The high byte is looked for first: a file may hold its only one after a hundred megabytes.
    """
    lines: list[bytes] = []
    done = 0
    for match in islice(_HIGH_AND_AFTER.finditer(data), _LINES):
        before = data[max(done, match.start() - _BEFORE) : match.start()]
        begin = max(before.rfind(b"\n"), before.rfind(b"\r")) + 1
        lines.append(before[begin:] + match.group())
        done = match.end()
    return lines


def _has_long_runs(sample: bytes) -> bool:
    """Western words have single accented letters; other scripts show as long runs of high bytes."""
    runs = _HIGH_RUN.findall(sample)
    return sum(len(run) for run in runs if len(run) > 2) > 0.3 * sum(len(run) for run in runs)


def _letters(sample: bytes, encoding: str) -> float:
    """Which share of the signs beyond ASCII are usual ones; a sign inside a word must be a letter."""
    text = sample.decode(encoding, errors="replace")
    signs = list(_HIGH_SIGN.finditer(text))
    usual = sum(1 for sign in signs if _fits(text, sign.start()))
    return usual / (len(signs) or 1)


def _fits(text: str, position: int) -> bool:
    """Inside a word only a letter fits, and after a small letter only a small one."""
    sign, before = text[position], text[max(0, position - 1) : position]
    if not _inside_word(text, position):
        return sign in _PLAUSIBLE
    return sign in _USUAL_LETTERS and not (before.islower() and sign.isupper())


def _inside_word(text: str, position: int) -> bool:
    """Does an ASCII letter stand right before the sign, and a letter after it?"""
    before, after = text[max(0, position - 1) : position], text[position + 1 : position + 2]
    return bool(before) and before.isascii() and before.isalpha() and after.isalpha()


def _decodes(data: bytes, encoding: str) -> bool:
    """Does the whole of `data` have a meaning in `encoding`?"""
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _looks_binary(text: str) -> bool:
    """Text has hardly any control characters."""
    sample = text[:20_000]
    return len(_CONTROL.findall(sample)) > 0.02 * len(sample) + 1


def readable_name(encoding: str) -> str:
    """The name people know an encoding by."""
    names = {
        "utf-8": "UTF-8",
        "utf-8-sig": "UTF-8 (with a byte-order mark)",
        "cp1252": "Windows-1252 (western European)",
        "latin-1": "Latin-1 (western European)",
        "utf-16": "UTF-16",
        "utf-16-le": "UTF-16",
        "utf-16-be": "UTF-16",
    }
    return names.get(encoding, encoding)
