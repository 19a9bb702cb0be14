"""Stage 2, bytes -> text: which encoding the file is in.

UTF-8 proves itself: text in another encoding hardly ever decodes as UTF-8 by chance. What is not UTF-8 is Windows-1252
nearly always, so a detector, which is asked about the lines beyond ASCII only, must find another one clearly better.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

import chardet

from tables.errors import TableError
from tables.opening.alphabets import (
    MOST_WORDS,
    bare,
    is_seldom_western,
    is_surely_western,
    is_written_as_one,
    share_of_words,
    words_beyond_ascii,
)
from tables.receipt import Receipt, Topic, counted, quoted

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 100_000
"""Detection takes longer than reading beyond so many bytes."""
_WESTERN_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_HIGH_AND_AFTER = re.compile(rb"[\x80-\xff][^\n\r]{0,200}")
_BEFORE = 200
"""Of long lines, what stands before a sign beyond ASCII tells its word."""
_LINES = 400
"""Lines with signs beyond ASCII that tell the alphabet."""
_ESCAPED = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_HIGH_SIGN = re.compile(r"[^\x00-\x7f]")
_HIGH_PAIR = re.compile(r"[^\x00-\x7f\xa0]{2}")
_SIGN_IN_WORD = re.compile(r"[A-Za-z][ºª¹¿¡£¥¼½¾”][A-Za-z]|(?<=[A-Za-ln-z])[³¹]|[©®][a-z]")
_SIGNS = frozenset("€£¥§©®°±²³µ¼½¾ºª«»“”‘’–—•…·¿¡´×™\xa0")
_EURO = re.compile(rb"[0-9][ \xa0]?\x80(?![\x80-\xff])|(?<![\x80-\xff])\x80[ \xa0]?[0-9]|[(\[]\x80[)\]]")
_EURO_LATIN_9 = re.compile(
    rb"[0-9][ \xa0]?\xa4(?![\x80-\xff])|(?<![\x80-\xff])\xa4[ \xa0]?[0-9]|[a-z]\xbd[a-z]"
)
"""The euro of ISO 8859-15, where Windows-1252 has a sign that nobody writes, and œ, where that has a half."""
_POUND = re.compile(rb"(?:^|[,;\t\"( \-])\xa3 ?[0-9]", re.MULTILINE)
_WITH_EURO = ("cp1250", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874")
"""These have the euro where a lone byte beside a number is one."""
_AS_WELL = 0.95
"""Windows-1252 is nearly always right: another must be clearly better."""
_LITTLE, _NEARLY_AS_WELL = 0.01, 0.6
"""Of a detector that has seen so little (a few accents), another must be better still."""
_NOT_FAR, _NEAR = 0.24, 0.8
"""Of a few words that Windows-1252 reads well, another encoding must be so much likelier; hardly so, where one of them is seldom western."""
_HARDLY_LESS, _NOT_SURE = 0.6, 0.1
"""So likely beside the one that was found is another that may be meant; the second for Windows-1252, and beside a word that is not
surely western."""
_MOST_OTHERS = 2
"""Who is asked reads no more of them."""
_RARE = {"cp850": 0.5, "cp852": 0.5, "mac-roman": 0.5, "iso8859-2": 0.5}
"""Few people write in these: of two that read as well it is the other."""
_OTHER_ALPHABET = re.compile(
    r"(?<=[^\W\d_])[\u0370-\u06ff\u0e00-\u0e7f]|[\u0370-\u06ff\u0e00-\u0e7f](?=[^\W\d_])"
)
_TWO_ALPHABETS = re.compile(r"[A-Za-z][\u0370-\u06ff\u0e00-\u0e7f]|[\u0370-\u06ff\u0e00-\u0e7f][A-Za-z]")
_STRANGE = 0.2
"""Words that change their alphabet midway show a wrong guess; one in five is no accident."""
_EASTERN = ("cp932", "euc-jp", "gb18030", "big5", "cp949")
_POSSIBLE = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp850", "cp852", "cp866", "cp874",
    "iso8859-2", "koi8-r", "mac-roman", *_EASTERN,
)  # fmt: skip
"""Encodings in which people's spreadsheets and offices write. Others are rarer than a detector's mistakes."""
_CHOOSABLE = (
    *(name for _, name in _BOMS), *_POSSIBLE, "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "ascii", "latin-1",
    "cp437", "cp737", "cp775", "cp855", "cp857", "cp858", "cp860", "cp861", "cp862", "cp863", "cp864", "cp865", "cp869",
    "cp1258", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9",
    "iso8859-10", "iso8859-11", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "tis-620", "koi8-u", "mac-cyrillic",
    "mac-greek", "mac-latin2", "mac-turkish", "gbk", "gb2312", "big5hkscs", "euc-kr", "johab", "shift_jis",
)  # fmt: skip
ENCODINGS = frozenset(codecs.lookup(name).name for name in _CHOOSABLE)
"""All that a file may be said to be in, by the names that `codecs.lookup(name).name` gives. Python has codecs that are no
encodings of files (punycode, zlib, escapes) and take hours for a small text; those must not be had for the asking."""
_LONGEST_NAME = 40
"""No encoding has a longer name."""


def decode(data: bytes, choice: str | None, receipt: Receipt) -> str:
    """The text of the file, without byte-order mark; line ends as they are.

    Bytes that have no meaning in the encoding show as the replacement sign, and that is said.
    """
    detected = Detected(_known(choice)) if choice else detect(data)
    encoding = detected.encoding
    text, sound = _decode(data, encoding)
    if not sound:
        text = _ESCAPED.sub("\ufffd", text)
        bad = text.count("\ufffd")
        receipt.say(
            Topic.LETTERS,
            f"{counted(bad, 'character', 'characters')} could not be read and {'shows' if bad == 1 else 'show'} as \ufffd.",
            bad,
        )
    receipt.encoding = encoding
    if choice is None and _looks_binary(text):
        raise TableError(
            "This is not a text file or a spreadsheet that can be read. Bring the table as .csv or .xlsx."
        )
    receipt.say(
        Topic.ENCODING, f"The text is written in {readable_name(encoding)}.", example=detected.reads(encoding)
    )
    for other in detected.others:
        words = quoted(detected.reads(encoding)), quoted(detected.reads(other))
        perhaps = f"{words[0]} may be {words[1]}, in {readable_name(other)}: no other word of the file tells."
        receipt.say(Topic.PERHAPS_ENCODING, perhaps, 1, mark=other, example=detected.reads(other))
    return text


def decode_for_writing(data: bytes, encoding: str) -> str:
    """The text sign for sign as `decode` gives it, but with what has no meaning kept, for `encode` to write as it was."""
    return _decode(data, encoding)[0]


def encode(text: str, encoding: str) -> bytes:
    """The text in the file's own encoding, or in UTF-8 when it has letters that this lacks."""
    try:
        return text.encode(encoding, errors=_escapes(encoding))
    except (UnicodeError, LookupError):
        return _ESCAPED.sub("\ufffd", text).encode("utf-8-sig")


def _decode(data: bytes, encoding: str) -> tuple[str, bool]:
    """The text, and whether all of it has a meaning."""
    for errors in ("strict", _escapes(encoding), "replace"):
        try:
            text = data.decode(encoding, errors=errors)
        except (UnicodeError, LookupError, ValueError):
            continue
        # A logger that lost its power leaves a block of zeros at the end
        text = text.removeprefix("\ufeff").rstrip("\x00")
        return text.replace("\x00", "") if "\x00" in text else text, errors == "strict"
    raise TableError(f"The file is not written in {encoding}. Choose another encoding.")


def _escapes(encoding: str) -> str:
    """How Python keeps what has no meaning: bytes, or in encodings of two or four bytes a sign, halves of pairs."""
    return "surrogatepass" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"


def is_encoding(choice: str) -> bool:
    """Whether this is the name of an encoding that files are written in."""
    if len(choice) <= _LONGEST_NAME and choice.isascii() and choice.isprintable():
        with suppress(LookupError):
            return codecs.lookup(choice).name in ENCODINGS
    return False


def _known(choice: str) -> str:
    """The user's choice, if it is the name of an encoding that files are written in."""
    if not is_encoding(choice):
        raise TableError(
            f"Tables are not written in the encoding {quoted(choice)}. Choose another, such as utf-8 or cp1252."
        )
    return choice


class Detected(NamedTuple):
    """The codec name of an encoding. Where a single word decides on it, that word, and the others in which it may be meant."""

    encoding: str
    word: bytes = b""
    others: tuple[str, ...] = ()

    def reads(self, encoding: str) -> str:
        """The word, in this encoding."""
        return bare(self.word.decode(encoding, errors="replace"))


def detect(data: bytes) -> Detected:
    """Which encoding `data` is in."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return Detected(name)
    wide = _utf16_without_mark(data)
    if wide:
        return Detected(wide)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return Detected("utf-8") if _nearly_utf8(data) else _eight_bit(data)
    return Detected("utf-8")


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


def _eight_bit(data: bytes) -> Detected:
    """What the detector says among the encodings of files, unless Windows-1252 reads as well."""
    lines = _lines_with_high_bytes(data)
    sample = b"\n".join(lines)[:_SAMPLE]
    windows = "latin-1" if _WESTERN_UNDEFINED.search(data) else "cp1252"
    windows = "iso8859-15" if _EURO_LATIN_9.search(sample) else windows
    if _only_signs(sample) or _POUND.search(sample):
        return Detected(windows)
    # Beside a number the byte is a euro, and these are the encodings that have it there
    possible = _WITH_EURO if _EURO.search(sample) else _POSSIBLE
    found = chardet.detect_all(sample, ignore_threshold=True, include_encodings=possible)
    best = next((each for each in found if each["encoding"] and _reads(data, sample, each["encoding"])), None)
    if best is None or best["encoding"] is None:
        return Detected(windows)
    confidence = {
        codecs.lookup(each["encoding"]).name: each["confidence"] for each in found if each["encoding"]
    }
    words = words_beyond_ascii(sample.decode("latin-1"))
    if len(words) <= MOST_WORDS:
        likely = _by_words(data, sample, windows, confidence)
        encoding = _likeliest(likely, sample, windows, confidence)
        told = [word for word in words if not bare(word).isascii()]
        if len(told) != 1 or len(lines) == _LINES:
            return Detected(encoding)
        return _with_others(encoding, told[0].encode("latin-1"), likely, windows)
    western = max((each["confidence"] for each in found if each["encoding"] == "Windows-1252"), default=0.0)
    enough = _NEARLY_AS_WELL if best["confidence"] < _LITTLE else _AS_WELL
    if western >= enough * best["confidence"] or _same(sample, best["encoding"], windows):
        return Detected(windows)
    return Detected(codecs.lookup(best["encoding"]).name)


def _by_words(data: bytes, sample: bytes, windows: str, confidence: Mapping[str, float]) -> dict[str, float]:
    """The encodings in which most of a few words have the letters of one language, and how likely a detector finds each."""
    shares = {
        name: share_of_words(sample.decode(name, errors="replace"), name)
        for name in (windows, *confidence)
        if name == windows or _decodes(data, name)
    }
    # Nearly all that is written in one encoding of the East makes words in another: there a detector knows better
    eastern = {codecs.lookup(name).name for name in _EASTERN} & set(shares)
    shares |= dict.fromkeys(eastern, max((shares[name] for name in eastern), default=0.0))
    most = max(shares.values())
    likely = {
        name: confidence[name] * _RARE.get(name, 1.0) for name in confidence if shares.get(name) == most
    }
    return likely | ({windows: confidence.get("cp1252", 0.0)} if shares[windows] == most else {})


def _likeliest(
    likely: Mapping[str, float], sample: bytes, windows: str, confidence: Mapping[str, float]
) -> str:
    """The western encoding, if no other is far likelier, else that."""
    best = max(
        (name for name in likely if name in confidence), key=lambda name: likely[name], default=windows
    )
    enough = _NEAR if is_seldom_western(sample.decode(windows, errors="replace")) else _NOT_FAR
    return windows if likely.get(windows, -1.0) >= enough * likely.get(best, 0.0) else best


def _with_others(encoding: str, word: bytes, likely: Mapping[str, float], windows: str) -> Detected:
    """With the others that are hardly less likely, and read another word; a word that is plainly western is certain."""
    doubtful = not is_surely_western(word.decode(windows, errors="replace"))
    detected = Detected(encoding, word)
    readings: dict[str, str] = {}
    if encoding == windows and not doubtful:
        return detected
    for name in sorted(likely, key=lambda name: -likely[name]):
        reading = detected.reads(name)
        enough = _NOT_SURE if doubtful or name == windows else _HARDLY_LESS
        if likely[name] >= enough * likely[encoding] and is_written_as_one(reading):
            readings.setdefault(reading, name)
    readings.pop(detected.reads(encoding), None)
    return detected._replace(others=tuple(readings.values())[:_MOST_OTHERS])


def _only_signs(sample: bytes) -> bool:
    """Nothing beyond ASCII but single signs such as a degree or a pound, on which a detector can only guess."""
    text = sample.decode("cp1252", errors="replace")
    return (
        set(_HIGH_SIGN.findall(text)) <= _SIGNS
        and _HIGH_PAIR.search(text) is None
        and _SIGN_IN_WORD.search(text) is None
    )


def _reads(data: bytes, sample: bytes, encoding: str) -> bool:
    """Has all of `data` a meaning in `encoding`, and one without words that change from one alphabet to another?"""
    if not _decodes(data, encoding):
        return False
    text = sample.decode(encoding, errors="replace")
    return len(_TWO_ALPHABETS.findall(text)) <= _STRANGE * len(_OTHER_ALPHABET.findall(text))


def _same(sample: bytes, one: str, other: str) -> bool:
    """Do both encodings read the same text from the sample?"""
    return sample.decode(one, errors="replace") == sample.decode(other, errors="replace")


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
        "cp1250": "Windows-1250 (central European)",
        "cp1251": "Windows-1251 (Cyrillic)",
        "cp1252": "Windows-1252 (western European)",
        "cp1253": "Windows-1253 (Greek)",
        "cp1254": "Windows-1254 (Turkish)",
        "cp1257": "Windows-1257 (Baltic)",
        "latin-1": "Latin-1 (western European)",
        "utf-16": "UTF-16",
        "utf-16-le": "UTF-16",
        "utf-16-be": "UTF-16",
    }
    return names.get(encoding, encoding)
