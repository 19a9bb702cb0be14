"""What the page on starting points says, in plain sentences with their numbers. Pure functions: no Streamlit."""

from __future__ import annotations

import math

from ui.starts_answers import NEAR_BEST, Answers, Kind
from ui.words import count, rounded

INITIALIZATION_NAMES = {
    "random": "Random points",
    "k-means++": "k-means++",
    "greedy k-means++": "Greedy k-means++",
    "farthest": "Farthest points",
    "random partition": "Random partition",
}


def init_name(init: str) -> str:
    """A short name of an initialization."""
    return INITIALIZATION_NAMES.get(init, init)


def share(value: float) -> str:
    """A share from 0 to 1 as percent, never rounded to 0% or 100% if it is not: "31%", "0.2%", "less than 0.1%"."""
    percent = 100 * value
    if value in (0, 1) or 1 <= percent <= 99:
        return f"{percent:.0f}%"
    if percent < 0.1:
        return "less than 0.1%"
    if percent > 99.9:
        return "more than 99.9%"
    return f"{percent:.1f}%"


def worse(percent: float) -> str:
    """ "The best" or "+12% worse than the best"."""
    if percent == 0:
        return "The best one found"
    return f"{plus(percent)} worse than the best"


def plus(percent: float) -> str:
    """ "+12%", "+0.3%", "+1,204%"; from ten times on as a multiple it would say no more."""
    if not math.isfinite(percent):
        return "infinitely"
    if percent > 1e6:
        return "over a million percent"
    if percent < 0.01:
        return "less than +0.01%"
    return (
        f"+{percent:,.0f}%" if percent >= 10 else f"+{percent:.1f}%" if percent >= 0.1 else f"+{percent:.2f}%"
    )


def headline(answers: Answers) -> str:
    """The first glance: "1,000 starts ended in 14 different answers. 31% found the best one." """
    n, m = len(answers), len(answers.solutions)
    if m == 1:
        return f"{count(n, 'start')}, and all of them ended in the same answer."
    return f"{count(n, 'start')} ended in {count(m, 'different answer')}. {share(answers.best_share)} found the best one."


def second_line(answers: Answers, each: bool) -> str:
    """What the first glance leaves open: how near the others came."""
    if len(answers.solutions) == 1:
        return "Here it does not matter where k-means starts. Try one of the prepared cases, another k, or more starts."
    percent = answers.percent
    sentences = []
    if answers.near_share > answers.best_share * 1.02:
        sentences.append(f"{share(answers.near_share)} came within {NEAR_BEST:g}% of it.")
    sentences.append(f"The worst is {plus(float(percent.max())).replace('+', '')} worse.")
    if not each and len(answers.kinds) < len(answers.solutions):
        more = "" if answers.are_all_told_apart else "more than "
        kinds = f"{more}{count(len(answers.kinds), 'kind')}"
        sentences.append(f"Answers that put their means in nearly the same places are shown as one: {kinds}.")
    return " ".join(sentences)


def by_init(answers: Answers) -> str:
    """How many of each initialization's starts found the best answer."""
    counts = answers.solutions.counts_by_runs[:, 0]
    return " · ".join(
        f"{init_name(init)}: {share(int(found) / len(part))} found it"
        for init, part, found in zip(answers.inits, answers.parts, counts, strict=True)
    )


def kind_note(answers: Answers, kind: Kind) -> str:
    """What there is to say about a kind of answer beside its share and its place."""
    if len(kind.ranks) == 1:
        return f"{count(kind.count, 'start')}, inertia {rounded(float(answers.solutions.inertia[kind.ranks[0]]))}"
    highest = float(answers.solutions.percent_above_best[kind.ranks[-1]])
    upto = "" if plus(highest) == plus(kind.percent) else f", up to {plus(highest)}"
    return f"{count(kind.count, 'start')}, {len(kind.ranks):,} answers much alike{upto}"


def pictured_note(answers: Answers, begin: int, end: int) -> str:
    """Which answers are pictured, where these are not all of them, and what there is beyond."""
    beyond = answers.kind_of >= end
    starts = int(beyond.sum())
    if not starts and not begin:
        return ""
    pictured = f"These are number {begin + 1:,} to {end:,}."
    if not starts:
        return f"{pictured} There are no more."
    number = len(answers.solutions) - sum(len(kind.ranks) for kind in answers.kinds[:end])
    low, high = plus(float(answers.percent[beyond].min())), plus(float(answers.percent[beyond].max()))
    return (
        f"{pictured} {'Then come' if number > 1 else 'Then comes'} {count(number, 'more answer')}, to which {count(starts, 'start')} led "
        f"({share(starts / len(answers))}), {high if low == high else f'from {low} to {high}'} worse than the best."
    )


def interval(limits: tuple[float, float]) -> str:
    """A range of shares: "28% to 34%"."""
    return f"{share(limits[0])} to {share(limits[1])}"


def plus_or_best(percent: float) -> str:
    """How much worse than the best, in a cell of a table."""
    return "the best" if percent == 0 else plus(percent)


def against_best(percent: float) -> str:
    """ "the best found" or "+12% worse"; below 0 it beats all the starts on this page."""
    if percent < -1e-9:
        return f"{-percent:.2g}% better than the best of the starts above"
    return "the best found" if percent < 1e-9 else f"{plus(percent)} worse"


def empty_clusters(number: int) -> str:
    """Behind what an answer is like: how many of its clusters are empty, if any are."""
    if number == 0:
        return ""
    return f", and {count(number, 'cluster')} of it {'has' if number == 1 else 'have'} no points"


def where_on_page(number: int | None) -> str:
    """Behind the mark of an answer on the map: whether it is among those above, by its number from 0."""
    return ", found by none of the starts above" if number is None else " above"


def about_map(free: int | tuple[int, int], start: str) -> list[str]:
    """What the map of starting places shows, in plain text, for the start that the panel calls `start`."""
    letters = (
        "A number is that of the picture above. A letter is an answer that none of the starts above found."
    )
    if isinstance(free, int):
        return [
            "Drag any numbered mean, or press a place. The bright mean moves; the dark ones stay where the start in the panel "
            f"({start}) has them, or where you left them.",
            "If the bright mean starts at a place on the map, k-means ends in the answer of that colour and number. All places "
            "that lead to one answer make up its basin. Near a border a hair’s breadth decides.",
            letters,
        ]
    across, up = free
    return [
        f"Mean {across + 1} slides left and right, mean {up + 1} up and down, each on its dotted line; all others stay. Drag "
        "them, or press a place.",
        f"The ring shows where the two are on the map: as far across as mean {across + 1}, as high as mean {up + 1}. Its colour and "
        "number say in which answer k-means then ends.",
        letters,
    ]
