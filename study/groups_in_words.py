"""What the groups are like, in words and in a table. Pure: no Streamlit, and the user's text as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from study.profiles import ROWS, NumberProfile, Profiles, Weighed, WordProfile, noun_for
from study.text import ISOLATES, isolated, shortened

RATHER, HIGH, VERY_HIGH = 0.25, 0.5, 1.5
"""Standard deviations away from the average of all rows. "Rather" is for groups that have nothing clearer."""
NOT_BY_CHANCE = 3.0
"""How many standard errors a column that was not grouped by must be away to be worth a word."""
MOSTLY, MORE_OFTEN = 0.5, 0.2
"""A word is typical of a group that holds it in this share of its rows, and by so much more often than all rows do."""
MOST_TRAITS = 3
MOST_BESIDES = 3
MOST_TYPICAL = 4
MOST_WORDS = 30
_NO_ISOLATES = str.maketrans("", "", ISOLATES)
MOST_PROFILED = 200
"""More columns of numbers than anybody reads on the screen, and few enough to be sent at every change of anything."""


@dataclass(frozen=True)
class Trait:
    """What sets a group apart in one column: `how` is "low" or "high", of dates "early" or "late", "very" or "rather" so; of words, these."""

    column: str
    how: str
    typical: float
    overall: float
    distance: float
    is_date: bool = False
    is_words: bool = False


def traits(profiles: Profiles, group: int) -> list[Trait]:
    """What sets a group apart, the most telling first: only columns that were grouped by."""
    found = [_trait(number, group) for number in profiles.amounts]
    found += [_trait_of_words(words, group) for words in profiles.matched]
    told = sorted((each for each in found if each is not None), key=lambda trait: -abs(trait.distance))
    clear = [trait for trait in told if abs(trait.distance) >= HIGH]
    return (clear or told)[:MOST_TRAITS]


def _trait(number: NumberProfile, group: int) -> Trait | None:
    typical = float(number.means[group])
    if number.spread == 0 or not np.isfinite(typical):
        return None
    distance = (typical - number.overall) / number.spread
    size = abs(distance)
    if size < RATHER:
        return None
    scale = number.scale
    if scale is not None and scale.is_share:
        much = "far " if size >= VERY_HIGH else "" if size >= HIGH else "somewhat "
        how = f"{much}{'more' if distance > 0 else 'less'} often {scale.highest}"
        return Trait(number.column, how, typical, number.overall, distance, is_words=True)
    if scale is not None:
        return Trait(number.column, scale.near(typical), typical, number.overall, distance, is_words=True)
    low, high = ("early", "late") if number.is_date else ("low", "high")
    side = high if distance > 0 else low
    how = f"very {side}" if size >= VERY_HIGH else side if size >= HIGH else f"rather {side}"
    return Trait(number.column, how, typical, number.overall, distance, number.is_date)


def _more_often(words: WordProfile, group: int) -> tuple[float, float]:
    """By which share of its rows a group has its most common word more often than all rows, and by how much that varies."""
    everywhere = words.everywhere[group]
    return words.most_common[group][1] - everywhere, float(np.sqrt(everywhere * (1 - everywhere)))


def _trait_of_words(words: WordProfile, group: int) -> Trait | None:
    (word, own), (more, deviation) = words.most_common[group], _more_often(words, group)
    if own < MOSTLY or more < MORE_OFTEN:
        return None
    return Trait(words.column, isolated(word, MOST_WORDS), own, own - more, more / deviation, is_words=True)


def besides(profiles: Profiles, group: int) -> list[str]:
    """What else sets a group apart: columns that were not grouped by, where the difference is hardly chance."""
    size = int(profiles.sizes[group])
    found: list[tuple[float, str]] = []
    told = {words.column for words in profiles.words}  # columns of 0 and 1 for their words say it again
    counting = {number.of_word for number in profiles.counting}
    far = np.abs(profiles.distances[:, group])
    farthest = np.argsort(-far, kind="stable")[:MOST_BESIDES]  # nan comes last
    for index in farthest.tolist():
        number = profiles.others[index]
        trait = _trait(number, group)
        if (
            number.of_word in told
            or trait is None
            or abs(trait.distance) < max(HIGH, NOT_BY_CHANCE / np.sqrt(size))
        ):
            continue
        value, overall = number.said(trait.typical), number.said(trait.overall)
        what = isolated(trait.column, MOST_WORDS) if trait.is_words else _in_words(trait)
        found.append((abs(trait.distance), f"{what} {value} (all: {overall})"))
    for words in (each for each in profiles.words if not each.counts and each.column not in counting):
        (word, own), everywhere = words.most_common[group], words.everywhere[group]
        more, deviation = _more_often(words, group)
        if own < MOSTLY or more < max(MORE_OFTEN, NOT_BY_CHANCE * deviation / np.sqrt(size)):
            continue
        shares = f"{profiles.numerals.share(own)}, all: {profiles.numerals.share(everywhere)}"
        found.append(
            (
                more / deviation,
                f"{isolated(words.column, MOST_WORDS)} mostly {isolated(word, MOST_WORDS)} ({shares})",
            )
        )
    return [text for _, text in sorted(found, key=lambda each: -each[0])[:MOST_BESIDES]]


def words_of_group(profiles: Profiles, group: int) -> str:
    """ "town is Ulm in 80% (of all: 33%), …", of the most telling columns of words that were grouped by; "" where none were."""
    share = profiles.numerals.share
    telling = sorted(profiles.matched, key=lambda words: -_more_often(words, group)[0])[:MOST_TYPICAL]
    told = []
    for words in (each for each in profiles.matched if each in telling):
        word, own = words.most_common[group]
        name = isolated(words.column, MOST_WORDS)
        told.append(
            f"{name} is {isolated(word, MOST_WORDS)} in {share(own)} (of all: {share(words.everywhere[group])})"
        )
    return f"Here {', '.join(told)}." if told else ""


def _in_words(trait: Trait, named: Callable[[str, int], str] = isolated) -> str:
    """ "high income"; "late (ordered on)", for the name of a date is seldom a noun that can be late. named : how names stand there"""
    name = named(trait.column, MOST_WORDS)
    return f"{trait.how} ({name})" if trait.is_date or trait.is_words else f"{trait.how} {name}"


def group_headline(profiles: Profiles, group: int, noun: str = ROWS) -> str:
    """ "Group 2, 41 customers: high income, low spending"."""
    return f"{who(profiles, group, noun)}: {group_told(profiles, group)}"


def group_told(profiles: Profiles, group: int) -> str:
    """ "high income, low spending"."""
    size = int(profiles.sizes[group])
    found = traits(profiles, group)
    if size == 0:
        what = "nothing is nearest to it"
    elif profiles.k == 1:
        what = "all of them"
    elif profiles.told:
        what = profiles.told[group]
    elif found:
        what = ", ".join(_in_words(trait) for trait in found)
    else:
        center = profiles.counting[0].center
        if profiles.matched:
            about = "much like all rows"
        else:
            about = "about average" if center == "average" else f"near the {center} of all"
        columns = [number.column for number in profiles.amounts]
        what = f"{about} in {_some([*columns, *(words.column for words in profiles.matched)])}"
    other = _beside(profiles, group) if size and profiles.k > 1 and not profiles.told else ""
    return f"{what}{other}"


def trait_words(profiles: Profiles, group: int) -> str:
    """ "high income, low spending"; "" for a group that nothing sets apart. Plain text for a field."""
    if profiles.told:
        return profiles.told[group]
    return ", ".join(_in_words(each, shortened) for each in traits(profiles, group)).translate(_NO_ISOLATES)


def who(profiles: Profiles, group: int, noun: str = ROWS) -> str:
    """ "Group 2, 41 customers"."""
    size = int(profiles.sizes[group])
    return f"{profiles.title(group, isolated)}, {profiles.numerals.whole(size)} {noun_for(size, noun)}"


def _beside(profiles: Profiles, group: int) -> str:
    """What tells a group from the nearest of those whose traits read the same; "" where there are none."""
    said = {(trait.column, trait.how) for trait in traits(profiles, group)}
    numbers = [number for number in profiles.amounts if number.spread > 0]
    twins = {
        j: [(number.means[group] - number.means[j]) / number.spread for number in numbers]
        for j in range(profiles.k)
        if j != group
        and profiles.sizes[j]
        and {(trait.column, trait.how) for trait in traits(profiles, j)} == said
    }
    if not twins or not numbers:
        return ""
    twin = min(twins, key=lambda j: float(np.linalg.norm(twins[j])))
    number, by = max(zip(numbers, twins[twin], strict=True), key=lambda each: abs(each[1]))
    less, more = ("earlier", "later") if number.is_date else ("lower", "higher")
    if number.scale is not None:
        less, more = f"nearer to {number.scale.lowest}", f"nearer to {number.scale.highest}"
    return f" ({isolated(number.column, MOST_WORDS)} {more if by > 0 else less} than in group {twin + 1})"


def _some(names: Sequence[str]) -> str:
    """ "a and b", "a, b and 4 more"."""
    shown = [isolated(name, MOST_WORDS) for name in names[:2]]
    return f"{', '.join(shown)} and {len(names) - 2} more" if len(names) > 2 else " and ".join(shown)


def typical_values(profiles: Profiles, group: int) -> list[tuple[str, str, str]]:
    """The columns grouped by, the most telling of many: name, typical value in the group, average of all rows."""
    counting = profiles.amounts

    def distance(number: NumberProfile) -> float:
        distance = abs(float(number.means[group]) - number.overall) / (number.spread or 1.0)
        return distance if np.isfinite(distance) else 0.0

    telling = {number.column for number in sorted(counting, key=distance, reverse=True)[:MOST_TYPICAL]}
    return [
        (number.column, number.said(float(number.means[group])), number.said(number.overall))
        for number in counting
        if number.column in telling
    ]


def profile_table(profiles: Profiles, noun: str = ROWS) -> pd.DataFrame:
    """The profiles as text for the screen: one line per column of the file, one column per group.

    Of the columns of numbers the first `MOST_PROFILED` are in it.
    """
    heads = ["Column", "All", *(profiles.title(j) for j in range(profiles.k))]
    total = int(profiles.sizes.sum())
    lines = [[f"How many {noun}", *(profiles.numerals.whole(int(size)) for size in (total, *profiles.sizes))]]
    lines.append(
        ["Share", "100%", *(profiles.numerals.share(float(size) / total) for size in profiles.sizes)]
    )
    if profiles.weighed is not None:
        lines.extend(_weighed_lines(profiles, profiles.weighed))
    for number in profiles.numbers[:MOST_PROFILED]:
        lines.append(
            [
                f"{shortened(number.column)} ({number.kind})",
                number.said(number.overall),
                *(number.said(float(mean)) for mean in number.means),
            ]
        )
    for word in profiles.words:
        lines.append(
            [
                f"{shortened(word.column)} (most common)",
                *(_word_and_share(profiles, each) for each in (word.overall, *word.most_common)),
            ]
        )
    return pd.DataFrame(lines, columns=heads)


def _weighed_lines(profiles: Profiles, weighed: Weighed) -> list[list[str]]:
    """What the rows of each group stand for, and which share of all."""
    total, name = float(weighed.sums.sum()), shortened(weighed.column)
    sums = profiles.numerals.together([total, *weighed.sums.tolist()])
    shares = (profiles.numerals.share(float(each) / total) for each in weighed.sums)
    return [[f"{name} (in all)", *sums], [f"Share by {name}", "100%", *shares]]


def _word_and_share(profiles: Profiles, most_common: tuple[str, float]) -> str:
    word, of_rows = most_common
    return f"{shortened(word, 40)} ({profiles.numerals.share(of_rows)})" if of_rows else "–"
