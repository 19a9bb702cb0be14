"""Answers in words that have an order, in the languages in which people are asked: what each counts as."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SCALES = {
    "agreement": (
        "strongly disagree|disagree strongly|completely disagree|totally disagree|stimme überhaupt nicht zu|stimme gar nicht zu|"
        "trifft überhaupt nicht zu|trifft gar nicht zu|pas du tout d'accord|totalmente en desacuerdo|muy en desacuerdo|"
        "fortemente in disaccordo|per niente d'accordo|discordo totalmente|helemaal mee oneens|zdecydowanie się nie zgadzam",
        "disagree|somewhat disagree|tend to disagree|rather disagree|stimme nicht zu|stimme eher nicht zu|trifft nicht zu|"
        "trifft eher nicht zu|pas d'accord|plutôt pas d'accord|en desacuerdo|in disaccordo|discordo|mee oneens|oneens|nie zgadzam się",
        "neutral|neither agree nor disagree|neither|undecided|no opinion|teils teils|teils/teils|teils-teils|weder noch|unentschieden|"
        "ni d'accord ni pas d'accord|neutre|ni de acuerdo ni en desacuerdo|né d'accordo né in disaccordo|nem concordo nem discordo|neutraal",
        "agree|somewhat agree|tend to agree|rather agree|stimme zu|stimme eher zu|trifft zu|trifft eher zu|d'accord|plutôt d'accord|"
        "de acuerdo|d'accordo|concordo|mee eens|eens|zgadzam się",
        "strongly agree|agree strongly|completely agree|totally agree|stimme voll zu|stimme voll und ganz zu|stimme völlig zu|"
        "trifft voll zu|trifft voll und ganz zu|tout à fait d'accord|totalmente de acuerdo|muy de acuerdo|fortemente d'accordo|"
        "completamente d'accordo|concordo totalmente|helemaal mee eens|zdecydowanie się zgadzam",
    ),
    "frequency": (
        "never|nie|niemals|jamais|nunca|mai|nooit|nigdy|aldrig",
        "rarely|seldom|hardly ever|almost never|selten|kaum|rarement|rara vez|casi nunca|raramente|zelden|rzadko|sällan",
        "sometimes|occasionally|manchmal|gelegentlich|ab und zu|parfois|a veces|às vezes|qualche volta|a volte|soms|czasami|ibland",
        "often|frequently|usually|mostly|oft|häufig|meistens|souvent|a menudo|frecuentemente|frequentemente|spesso|vaak|często|ofta",
        "always|very often|immer|sehr oft|toujours|siempre|sempre|altijd|zawsze|alltid",
    ),
    "satisfaction": (
        "very dissatisfied|very unsatisfied|sehr unzufrieden|très insatisfait|muy insatisfecho|molto insoddisfatto|muito insatisfeito",
        "dissatisfied|unsatisfied|somewhat dissatisfied|unzufrieden|eher unzufrieden|insatisfait|insatisfecho|insoddisfatto|insatisfeito",
        "neutral|neither satisfied nor dissatisfied|neither|teils teils|teils/teils|neutre|weder noch",
        "satisfied|somewhat satisfied|zufrieden|eher zufrieden|satisfait|satisfecho|soddisfatto|satisfeito",
        "very satisfied|sehr zufrieden|très satisfait|muy satisfecho|molto soddisfatto|muito satisfeito",
    ),
    "quality": (
        "very poor|very bad|terrible|sehr schlecht|très mauvais|muy malo|pessimo|péssimo|zeer slecht",
        "poor|bad|schlecht|mauvais|malo|cattivo|scarso|ruim|slecht",
        "fair|average|ok|okay|acceptable|mittel|mittelmäßig|befriedigend|moyen|regular|discreto|matig",
        "good|gut|bon|bueno|buono|bom|goed",
        "very good|excellent|outstanding|sehr gut|ausgezeichnet|très bon|excellente|muy bueno|ottimo|muito bom|zeer goed",
    ),
    "amount": (
        "none|very low|very small|keine|sehr niedrig|sehr klein|sehr gering|très faible|muy bajo|molto basso",
        "low|small|mild|little|niedrig|klein|gering|leicht|faible|bajo|basso|baixo|laag",
        "medium|moderate|middle|mittel|mäßig|moyen|medio|médio|gemiddeld",
        "high|large|big|severe|hoch|groß|stark|élevé|fort|alto|hoog",
        "very high|very large|extreme|sehr hoch|sehr groß|sehr stark|très élevé|très fort|muy alto|molto alto",
    ),
}  # fmt: skip
_LEVELS = tuple(
    {word: float(k + 1) for k, words in enumerate(levels) for word in words.split("|")}
    for levels in _SCALES.values()
)
_HOW_MUCH = (
    "not at all|überhaupt nicht|gar nicht|pas du tout|nada|per niente|helemaal niet",
    "hardly|not very|not so|not|slightly|a little|kaum|wenig|weniger|eher nicht|nicht|eher un|peu|pas très|poco|pouco|weinig",
    "somewhat|moderately|fairly|mittelmäßig|teilweise|etwas|einigermaßen|moyennement|algo|abbastanza|enigszins",
    "quite|rather|ziemlich|eher|assez|plutôt|bastante|piuttosto|vrij",
    "very|extremely|absolutely|sehr|äußerst|très|extrêmement|muy|molto|muito|heel|zeer|bardzo",
)
_QUALIFIED = {word: float(k + 1) for k, words in enumerate(_HOW_MUCH) for word in words.split("|")}
_PLAIN_LEVEL = 4.0
"""`important` lies between `somewhat important` and `very important`."""
_YES_WORDS = "yes y ja j oui sí si sim tak да true wahr vrai verdadero vero evet kyllä ano igen"
_NO_WORDS = "no n nein non não nej nee нет false falsch faux falso hayır ei ne nem"
_YES, _NO = frozenset(_YES_WORDS.split()), frozenset(_NO_WORDS.split())
_NOTHING_SAID = (
    "don't know|dont know|do not know|no answer|prefer not to say|not applicable|n/a|na|none of these|refused|weiß nicht|"
    "weiss nicht|keine angabe|k.a.|k. a.|ne sait pas|sans réponse|no sabe|no contesta|ns/nc|non so|não sei|weet niet|nie wiem"
)
_NO_ANSWER = frozenset(_NOTHING_SAID.split("|"))
_NUMBERED = re.compile(r"\(?([0-9]{1,2})\s*[-–=:.)]+\s*[^\W\d].*", re.DOTALL)
_SIGNS = re.compile(r"[’`]")


def plain_answer(cell: str) -> str:
    """An answer without what does not matter in it: capitals, signs at its ends."""
    return _SIGNS.sub("'", " ".join(cell.casefold().split())).strip(" .!")


def levels_of(cells: Iterable[str]) -> dict[str, float | None]:
    """What each of the different cells of a column counts as, None for one that says there is no answer; {} where they are no
    answers with an order.

    Answers that are numbered count as their numbers, those of a known scale from 1 to 5, no and yes as 0 and 1.
    """
    said = {cell: plain_answer(cell) for cell in cells}
    answers = {cell: words for cell, words in said.items() if words not in _NO_ANSWER}
    words = set(answers.values())
    if len(words) < 2:
        return {}
    found = _yes_or_no(words) or _numbered(words) or _of_a_scale(words) or _how_much(words)
    if not found or len(set(found.values())) < 2:
        return {}
    return {cell: found[answers[cell]] if cell in answers else None for cell in said}


def _yes_or_no(words: set[str]) -> dict[str, float]:
    if len(words) == 2 and len(words & _YES) == 1 and words <= _YES | _NO:
        return {word: float(word in _YES) for word in words}
    return {}


def _numbered(words: set[str]) -> dict[str, float]:
    """`1 - never`, `5 (always)`."""
    matches = {word: _NUMBERED.fullmatch(word) for word in words}
    found = {word: float(match[1]) for word, match in matches.items() if match}
    return found if len(found) == len(words) == len(set(found.values())) else {}


def _of_a_scale(words: set[str]) -> dict[str, float]:
    return next(({word: levels[word] for word in words} for levels in _LEVELS if words <= levels.keys()), {})


def _how_much(words: set[str]) -> dict[str, float]:
    """`Very important`, `important`, `hardly`: one word throughout, or none, with how much of it before it."""
    found: dict[str, float] = {}
    rests = set()
    for word in words:
        qualifier = max((q for q in _QUALIFIED if word == q or word.startswith(q + " ")), key=len, default="")
        rest = word[len(qualifier) :].strip()
        rests |= {rest} - {""}
        found[word] = _QUALIFIED.get(qualifier, _PLAIN_LEVEL)
    qualified = sum(1 for word in words if word not in rests)
    return found if len(rests) <= 1 and qualified >= 1 and len(set(found.values())) == len(words) else {}
