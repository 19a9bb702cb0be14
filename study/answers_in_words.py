"""What the page on starting points says, in plain sentences with their numbers. Pure functions: no Streamlit."""

from __future__ import annotations

import math

from study.answers import NEAR_BEST, Answers, Kind, letter_of
from study.digits import rounded, share
from study.words import count, in_words


def in_percent(percent: float) -> str:
    """By how much something is worse or better: "12.4%", "0.003%"; from ten thousand times on as a multiple it would say no more."""
    if not math.isfinite(percent):
        return "infinitely"
    return "over a million percent" if percent > 1e6 else f"{rounded(percent)}%"


def plus(percent: float) -> str:
    """ "+12.4%", "+0.003%", "+1,204%"."""
    text = in_percent(percent)
    return f"+{text}" if text[0].isdigit() else text


def how_good(answers: Answers, kind: Kind) -> str:
    """ "The best one found" or "+12.4% worse", of the best answer of a kind; several that are best are a kind each."""
    if kind.percent > 0:
        return f"{plus(kind.percent)} worse"
    if answers.n_best > 1:
        if answers.are_equally_good:
            return f"One of {in_words(answers.n_best)}, equally good"
        return f"One of the {in_words(answers.n_best)} best found"
    return "The best one found" if len(kind.ranks) == 1 else "The best, and others like it"


def headline(answers: Answers) -> str:
    """The first glance: "1,000 starts ended in 14 different answers. 31% found the best one." """
    n, m, best = len(answers), len(answers.solutions), answers.n_best
    if m == 1:
        return f"{count(n, 'start')}, and all of them ended in the same answer."
    if answers.are_equally_good:
        return f"{count(n, 'start')} ended in {in_words(m)} answers, equally good."
    ended = f"{count(n, 'start')} ended in {count(m, 'different answer')}"
    found = (
        "the best one" if best == 1 else f"one of the {in_words(best)} best of these, which are equally good"
    )
    return f"{ended}. {share(answers.best_share)} found {found}."


def second_line(answers: Answers, each: bool, has_map: bool = True) -> str:
    """What the first glance leaves open: how near the others came. has_map : whether there is a map of these points below"""
    if len(answers.solutions) == 1:
        if len(answers.solutions.reference) == 1:
            return "With one cluster nothing can end elsewhere: its mean is the average of all points."
        return f"First means that no start draws may end elsewhere{': the map below tries many' if has_map else ''}."
    percent = answers.percent
    sentences = []
    if answers.near_share > answers.best_share * 1.02:
        sentences.append(near_in_words(answers))
    if answers.are_equally_good:
        sentences.append("Where k-means starts decides which of them it finds, and not how good it is.")
    else:
        worst = "The worst is" if answers.n_worst == 1 else "The worst are"
        sentences.append(f"{worst} {in_percent(float(percent.max()))} worse.")
    if not each and len(answers.kinds) < len(answers.solutions):
        more = "" if answers.are_all_told_apart else "more than "
        kinds = f"{more}{count(len(answers.kinds), 'kind')}"
        sentences.append(f"Answers that put their means in nearly the same places are shown as one: {kinds}.")
    return " ".join(sentences)


def near_in_words(answers: Answers) -> str:
    """How many starts came near the best."""
    return f"{share(answers.near_share)} came within {NEAR_BEST:g}% of the best."


def by_init(answers: Answers) -> str:
    """How many of each initialization's starts found the best answer."""
    it = "it" if answers.n_best == 1 else "one of them"
    return " · ".join(
        f"{init}: {share(found)} found {it}"
        for init, found in zip(answers.inits, answers.best_shares, strict=True)
    )


def answer_note(answers: Answers, rank: int) -> str:
    """The same about an answer by itself, which goes by the letter of its kind: how many starts led to the kind, and to it alone."""
    number = int(answers.solutions.counts[rank])
    inertia = f"{answers.total} {answers.inertia_in_words(float(answers.solutions.inertia[rank]))}"
    kind = int(answers.kind_of_rank[rank])
    if kind == len(answers.kinds) or len(answers.kinds[kind].ranks) == 1:
        return f"{count(number, 'start')}, {inertia}"
    gathered = answers.kinds[kind]
    return (
        f"{count(gathered.count, 'start')}, {len(gathered.ranks):,} answers much alike; in exactly this one "
        f"{count(number, 'start')} ended, {inertia}"
    )


def kind_note(answers: Answers, kind: Kind) -> str:
    """What there is to say about a kind of answer beside its share and its place."""
    if len(kind.ranks) == 1:
        inertia = answers.inertia_in_words(float(answers.solutions.inertia[kind.ranks[0]]))
        return f"{count(kind.count, 'start')}, {answers.total} {inertia}"
    upto = "" if plus(kind.highest) == plus(kind.percent) else f", up to {plus(kind.highest)}"
    return f"{count(kind.count, 'start')}, {len(kind.ranks):,} answers much alike{upto}"


def pictured_note(answers: Answers, begin: int, end: int) -> str:
    """Which answers are pictured, where these are not all of them, and what there is beyond."""
    beyond = answers.kind_of >= end
    starts = int(beyond.sum())
    if not starts and not begin:
        return ""
    pictured = f"These are {letter_of(begin)} to {letter_of(end - 1)}."
    if not starts:
        return f"{pictured} There are no more."
    number = len(answers.solutions) - sum(len(kind.ranks) for kind in answers.kinds[:end])
    low, high = float(answers.percent[beyond].min()), float(answers.percent[beyond].max())
    if high == 0:
        worse = "as good as the best"
    elif low == 0:
        worse = f"up to {plus(high)} worse than the best"
    else:
        worse = f"{plus(high) if plus(low) == plus(high) else f'from {plus(low)} to {plus(high)}'} worse than the best"
    return (
        f"{pictured} {'Then come' if number > 1 else 'Then comes'} {count(number, 'more answer')}, to which {count(starts, 'start')} led "
        f"({share(starts / len(answers))}), {worse}."
    )


def interval(limits: tuple[float, float]) -> str:
    """A range of shares: "28% to 34%"."""
    return f"{share(limits[0])} to {share(limits[1])}"


def plus_or_best(percent: float) -> str:
    """How much worse than the best, in a cell of a table."""
    return "the best" if percent == 0 else plus(percent)


def against_best(answers: Answers, percent: float, highest: float = 0.0, on_page: bool = True) -> str:
    """ "the best found" or "+12.4% worse"; below 0 it beats all the starts on this page.

    highest : of several answers, that of the worst, where `percent` is that of the best
    on_page : whether a start on this page found it
    """
    if percent < 0:
        return f"{in_percent(-percent)} better than the best of the starts on this page"
    reaches = plus(highest) if highest > percent and plus(highest) != plus(percent) else ""
    if percent > 0:
        return f"{plus(percent)}{f' to {reaches}' if reaches else ''} worse"
    best = "as good as the best found"
    if on_page:
        best = "the best found" if answers.n_best == 1 else "one of the best found"
    return f"{best}, or up to {reaches} worse" if reaches else best


def empty_clusters(number: int) -> str:
    """Behind what an answer is like: how many of its clusters are empty, if any are."""
    if number == 0:
        return ""
    return f", and {count(number, 'cluster')} of it {'has' if number == 1 else 'have'} no points"


def emptied_on_the_way(number: int) -> str:
    """The same of a run whose clusters all have points at its end, though some had none before."""
    if number == 0:
        return ""
    its = "its" if number == 1 else "their"
    return f"; on the way there, {count(number, 'cluster')} lost all {its} points and got others"


def found_by_the_map_alone(number: int) -> str:
    """Why the map has so many answers that no start found; nothing where it has none."""
    if number == 0:
        return ""
    has = "an answer" if number == 1 else f"{in_words(number)} answers"
    return (
        f"The map has {has} that none of the starts on this page found: these draw their first means, while here a mean "
        "starts anywhere."
    )


def where_on_page(number: int | None, seed: int | None) -> str:
    """Behind the mark of an answer on the map: whether it is among those that the page tells apart, by its number from 0; if not,
    the seed of a start that found it, None if none did."""
    if number is not None:
        return ""
    return (
        ", found by none of the starts on this page"
        if seed is None
        else f", which the start with seed {seed} found"
    )


def about_map(free: int | tuple[int, int], start: str) -> list[str]:
    """What the map of starting places shows, in plain text, for the start that is called `start`."""
    letters = (
        "A letter is that of the answer’s picture. # and a number: the seed of a start that found it, for answers that are not "
        "pictured. A Greek letter: none of the starts on this page found it."
    )
    if isinstance(free, int):
        return [
            "Drag any numbered mean, or press a place. The bright mean moves; the dark ones stay where the start "
            f"that is set ({start}) has them, or where you left them.",
            "If the bright mean starts at a place on the map, k-means ends in the answer of that colour and letter. All places "
            "that lead to one answer make up its basin. Near a border a hair’s breadth decides.",
            letters,
        ]
    across, up = free
    return [
        f"Mean {across + 1} slides left and right, mean {up + 1} up and down, each on its dotted line; all others stay. Drag "
        "them, or press a place.",
        f"The ring shows where the two are on the map: as far across as mean {across + 1}, as high as mean {up + 1}. Its colour and "
        "letter say in which answer k-means then ends.",
        letters,
    ]
