"""Which of several encodings makes words of the letters beyond ASCII: an encoding knows the alphabets of a few languages, and a
word has the letters of one of them. A few names are too little for a detector, which counts pairs of letters."""

from __future__ import annotations

import re
from itertools import pairwise

MOST_WORDS = 40
"""Of more different words a detector knows better."""
_WORD = re.compile(r"[A-Za-z\x80-\uffff]+")
_HIGH = re.compile(r"[^\x00-\x7f]")
_WESTERN = (
    "äöüß", "àâçéèêëîïôœùûüÿ", "áéíóúüñ", "æøåéó", "åäöéšž", "ãõáéíóúâêôàç", "àçéèíïóòúü", "àèéìòù", "áðéíóúýþæö", "ëïéèöüóá", "šž",
)  # fmt: skip
_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ", "äöüß")
_BALTIC = ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž")
_TURKISH = ("çğıöşüâîû",)
_ALPHABETS = {
    "cp1252": _WESTERN, "latin-1": _WESTERN, "iso8859-15": _WESTERN, "cp850": _WESTERN, "mac-roman": _WESTERN,
    "cp1250": _CENTRAL, "iso8859-2": _CENTRAL, "cp852": _CENTRAL, "cp1257": _BALTIC, "cp1254": _TURKISH,
}  # fmt: skip
_SCRIPTS = {
    "cp1251": "Ѐ-ӿ", "cp866": "Ѐ-ӿ", "koi8-r": "Ѐ-ӿ", "cp1253": "Ͱ-Ͽ", "cp1255": "֐-׿", "cp1256": "؀-ۿ", "cp874": "฀-๿",
}  # fmt: skip
_EAST = "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff01-\uff9f"
_BEFORE, _BEHIND = "“‘„«¿¡€£¥§°±×µ ‚", "”’“»°ºª²³€£¥™®©†‡‰…–—•·\xa0"
_ALONE = _BEFORE + _BEHIND + "¹¼½¾÷¢¤¦¬¶№‹›"
"""Signs that are no words: units, fractions, marks of notes."""
_INSIDE = "’·"
_NEVER_WESTERN = re.compile(
    r"ñ(?![aeiouáéíóú])|è[aeiouyáéíóú]|ã(?!o|e|s?$)|õ(?!e)|^ß|ì(?!$)|ç[b-df-hj-np-tv-z]|[aeiouyøå]æ|pæ[ai]|[aeo]ò$|î(?![cflmnst])|[a-ln-z][²³]|[a-z]{2}[ºª]$",
    re.IGNORECASE,
)
"""Where letters never stand in the languages that have them: ñ before a consonant is a Polish ń, è before a vowel a Czech č."""
_SELDOM_WESTERN = re.compile(r"[b-df-hj-np-tv-z]ë", re.IGNORECASE)
"""Where they seldom stand: ë behind a consonant may be a Lithuanian ė."""
_NOT_SURELY_WESTERN = re.compile(rf"{_SELDOM_WESTERN.pattern}|(?<!o)û|ï[aeiou]", re.IGNORECASE)
"""Where they may stand, and others as well: û without o may be a Latvian ū, ï before a vowel a Latvian ļ."""
_ICELANDIC, _WITH_IT, _NOT_WITH_IT = set("ðþý"), set("áéíúæö"), set("çü")
"""The first without any of the second, or beside the third, are letters of another language: ð is a Turkish ğ."""


def words_beyond_ascii(text: str) -> set[str]:
    """The different words that have a sign beyond ASCII."""
    return {word for word in _WORD.findall(text) if _HIGH.search(word)}


def share_of_words(text: str, encoding: str) -> float:
    """How many of these words have the letters of one language that is written in this encoding."""
    words = words_beyond_ascii(text)
    alphabets = _ALPHABETS.get(encoding)
    if alphabets is None:
        signs = re.compile(f"[{_SCRIPTS.get(encoding, _EAST)}]*")
        return sum(signs.fullmatch(bare(word)) is not None for word in words) / max(1, len(words))
    if alphabets is _WESTERN:
        letters = set("".join(words).lower())
        if letters & _ICELANDIC and (letters & _NOT_WITH_IT or not letters & _WITH_IT):
            alphabets = tuple(each for each in alphabets if not _ICELANDIC & set(each))
        words_of_it = [word for word in words if _NEVER_WESTERN.search(word) is None]
    else:
        words_of_it = list(words)
    return sum(_is_of_one(word, alphabets) for word in words_of_it) / max(1, len(words))


def is_seldom_western(text: str) -> bool:
    """Is one of these words hardly one of western Europe, though its letters are?"""
    return any(_SELDOM_WESTERN.search(word) for word in words_beyond_ascii(text))


def is_surely_western(word: str) -> bool:
    """Does nothing in this word, which has letters of western Europe alone, make one think of another language?"""
    return _NOT_SURELY_WESTERN.search(word) is None


def bare(word: str) -> str:
    """Without the signs that may stand before and behind."""
    return word.lstrip(_BEFORE).rstrip(_BEHIND).strip(_ALONE if set(word) <= set(_ALONE) else "")


def _is_of_one(word: str, alphabets: tuple[str, ...]) -> bool:
    """Are all letters of one of the alphabets, and none a capital inside the word?"""
    letters = {sign.lower()[0] for sign in bare(word) if sign not in _INSIDE}
    beyond = {letter for letter in letters if letter > "\x7f"}
    inside = any(before.islower() and sign > "\x7f" and sign.isupper() for before, sign in pairwise(word))
    return not inside and any(beyond <= set(alphabet) for alphabet in alphabets)


def is_written_as_one(word: str) -> bool:
    """Is it all capitals, or none but its first?"""
    return word.isupper() or word[1:] == word[1:].lower()
