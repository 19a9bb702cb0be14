"""What a part says first agrees with what it says and shows below: both are said of the same numbers, whatever is equally good."""

import math
import re
from functools import partial

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from kmeans_core.many import run_many
from study import links
from study.drawn import Drawing
from study.enough import enough
from tests.app.starting_points_page import linked, look_at
from ui.data import generated

CIRCLE = Drawing(
    tuple((math.cos(turn * math.pi / 4), math.sin(turn * math.pi / 4)) for turn in range(8)), alone=True
).text
CASES = {
    "groups": {},
    "eight points on a circle": {"paper": CIRCLE, "k": "2"},
    "two moons": {"shape": "two moons", "k": "2"},
    "noise, of which no start finds the best": {
        "shape": "uniform noise",
        "k": "9",
        "n": "200",
        "starts": "50",
    },
    "one mean": {"k": "1"},
    "equal points": {"shape": "grid", "n": "9", "k": "4"},
}


@pytest.fixture(params=CASES)
def opened(request: pytest.FixtureRequest) -> partial[AppTest]:
    return partial(look_at, linked(**{"starts": "200", **CASES[request.param]}))


def first_of(app: AppTest, beginning: str) -> str:
    (heading,) = (each.value for each in app.header if each.value.startswith(beginning))
    return heading


def said(app: AppTest) -> str:
    return " ".join(each.value for each in app.markdown)


def test_why_some_starts_end_worse(opened: partial[AppTest]) -> None:
    app = opened(links.WHY)
    heading, wrong = first_of(app, "Why"), re.findall(r"\*\*What went wrong[^*]*\*\* (.*?)\.", said(app))
    assert heading.startswith("Why do some starts end worse?") == bool(wrong)
    if wrong:
        assert ("share a cluster" in heading) == (" share " in wrong[0])
        assert ("has its match" in heading) == ("has its match" in wrong[0])


def test_how_many_starts_are_enough(opened: partial[AppTest]) -> None:
    app = opened(links.ENOUGH)
    heading = first_of(app, "How many starts are enough?")
    begun, told = re.findall(
        r"\*\*(random):\*\* (\S+% of [\d,]+ starts find the best.*?\)\..*?\.)", said(app)
    )[0]
    assert begun == "random"
    needed = re.findall(r"\? ([\d,]+) with random", heading)
    if needed and needed[0] != "1":
        assert f"After {needed[0]} starts the best is missed" in told
    elif "None of" in heading:
        assert told.startswith("0% of")
    else:
        assert "One start is enough" in told


def test_what_k_means_plus_plus_does_for_the_share(opened: partial[AppTest]) -> None:
    app = opened(links.DRAWS)
    (heading,) = (each.value for each in app.header if "far from those that are there" in each.value)
    (before, after) = (
        float(each) for each in re.findall(r"\*\*(?:Before|After):\*\* .*?\*\*([\d.]+)%\*\*", said(app))
    )
    if heading.startswith("The remedy"):
        assert after > before
    if "not needed" in heading:
        assert before == after == 100
    if "of no use" in heading:
        assert after < before


def test_which_remedy_pays(opened: partial[AppTest]) -> None:
    app = opened(links.WAYS)
    heading = first_of(app, "Which remedy pays?")
    table = app.table[0].value
    chances = {
        name: float(text.removeprefix("over ").rstrip("%"))
        for name, text in table["At the same cost"].items()
    }
    assert chances["random"] == chances["random, best of 10"]
    if "none of them" in heading:
        assert set(chances.values()) == {0}
    if named := re.findall(r"most often: (?:over )?([\d.]+)%$", heading):
        assert max(chances.values()) == float(named[0])
    for name in table.index:
        if name in heading.split(", ", 1)[1]:
            assert chances[name] > 0


def test_one_share_for_random_starts_before_the_remedy_and_among_the_remedies() -> None:
    app = look_at(linked(starts="200"), links.DRAWS)
    before = re.findall(r"\*\*Before:\*\* .*?\*\*(\S+)\*\*", said(app))[0]
    after = re.findall(r"\*\*After:\*\* .*?\*\*(\S+)\*\*", said(app))[0]
    table = look_at(app, links.WAYS).table[0].value["Finds the best"]
    assert (table["random"], table["k-means++"]) == (before, after)


def test_a_better_answer_that_turns_up_below_is_told_of() -> None:
    """Of fifty random starts on noise none finds what greedy k-means++ does; the share is held against that, and it is said."""
    app = linked(**CASES["noise, of which no start finds the best"])
    X = generated("uniform noise", 200, 5, 1.0, 13).X
    random, greedy = (
        run_many(X, 9, range(n), init).inertia for n, init in ((50, "random"), (200, "greedy k-means++"))
    )
    assert greedy.min() < random.min() * (1 - 1e-9)  # else the case shows nothing
    look_at(app, links.ENOUGH)
    assert "A better answer turned up here, with greedy k-means++" in said(app)
    assert "None of 50 starts with random found the best answer" in first_of(app, "How many")
    wins = int(np.isclose(greedy, greedy.min()).sum())
    assert enough(wins / 200) is not None
    assert f"After {enough(wins / 200):,} starts the best is missed" in said(app)
