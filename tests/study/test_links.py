"""What a link may say, parameter by parameter: in range, out of range, absent, hostile."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study import links
from study.by_hand import BY_HAND
from study.link_kinds import (
    Choice,
    ColumnName,
    Names,
    Number,
    Parameter,
    Several,
    Switch,
    Text,
    Verdict,
)

EVERY: dict[str, Parameter] = {
    each.name if each is links.BY_NAME[each.name] else f"{each.name}, elsewhere": each
    for page in links.OF_PAGES
    for each in page
}
"""By its name; two pages may have a parameter of one name that takes other things."""
FITTING: dict[str, Sequence[str]] = {
    "means": ["1,2;3,4", "1"],
    "paper": ["1eNr7-_cFMwMYXGCH0EwMjCAeAzsIMzEAAHvvBXA", "kept-0123456789abcdef01234567"],
    "placed": ["1,2;3,4"],
    "read": ['{"delimiter":";"}', '{"first_row":3,"column_decimals":{"a":","}}'],
    "noun": ["customers", "Kühe", "家"],
    "values": ["-999", "k. A."],
    "called": ['{"0123456789ab":["","Großkunden"]}'],
    "sizes": ["20-25", "0-7"],
    **{
        name: ["a", "größe · 0f3a2b"] for name in ("x", "y", "across", "up", "more", "also", "weigh", "words")
    },
}
HOSTILE = [
    "9" * 400,
    "\0",
    "a\nb",
    "\ud800",
    "x" * 100_000,
    "<script>",
    "inf",
    "nan",
    "-1e999",
    "٥",
    " ",
    "5 ",
]
ANYTHING = {"placed", "means", "x", "y", "across", "up", "more", "also", "values", "noun", "weigh", "words"}
"""These take words, or numbers in a form of their own, so some of the hostile ones are just that."""


def fitting(parameter: Parameter) -> Sequence[str]:
    if isinstance(parameter, Number):
        return [str(parameter.low), str(parameter.high), str(parameter.default)]
    if isinstance(parameter, Choice | Several):
        return parameter.options
    return ["true", "false"] if isinstance(parameter, Switch) else FITTING[parameter.name]


@pytest.mark.parametrize("name", EVERY)
def test_what_fits_stays_as_it_is(name: str) -> None:
    for value in fitting(EVERY[name]):
        if value not in as_usual(EVERY[name]):
            assert links.judge([EVERY[name]], {EVERY[name].name: [value]}) == {}


def as_usual(parameter: Parameter) -> list[str]:
    """What links can say for the value that is in force without them."""
    usual = parameter.in_force
    if isinstance(usual, list):
        return usual[:1]
    if usual is None:
        return []
    written = {str(usual), str(usual).lower(), str(usual).removesuffix(".0"), f"0{usual}"}
    return [text for text in written if parameter.judge([text]).values]


@pytest.mark.parametrize("name", [n for n, p in EVERY.items() if p.in_force not in (None, "", [])])
def test_what_is_so_anyway_is_left_out_without_a_word(name: str) -> None:
    texts = as_usual(EVERY[name])
    assert texts
    for text in texts:
        assert links.judge([EVERY[name]], {EVERY[name].name: [text]}) == {EVERY[name]: Verdict(())}


@pytest.mark.parametrize("name", EVERY)
def test_an_absent_one_is_no_matter(name: str) -> None:
    assert links.judge([EVERY[name]], {"k9": ["1"]}) == links.judge([EVERY[name]], {}) == {}


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", [name for name in EVERY if name not in ANYTHING])
def test_a_hostile_one_is_left_out_and_said(name: str, value: str) -> None:
    verdict = links.judge([EVERY[name]], {EVERY[name].name: [value]})[EVERY[name]]
    assert verdict.values == ()
    assert (
        verdict.sentence is not None and EVERY[name].name in verdict.sentence and len(verdict.sentence) < 250
    )
    assert "\n" not in verdict.sentence and not re.search(r"(?<!\\)<", verdict.sentence)
    verdict.sentence.encode()


@pytest.mark.parametrize(
    "read", ['{"encoding":"punycode"}', '{"encoding":"zip"}', '{"header_rows":1e400}', "[" * 9999]
)
def test_a_way_to_read_that_cannot_be_is_left_out_and_said(read: str) -> None:
    verdict = links.judge([links.READ], {"read": [read]})[links.READ]
    assert verdict.values == () and verdict.sentence is not None


@pytest.mark.parametrize("value", ["\0", "\ud800", "x" * 100_000], ids=["null", "half", "long"])
@pytest.mark.parametrize("name", sorted(ANYTHING))
def test_words_have_limits_too(name: str, value: str) -> None:
    verdict = links.judge([EVERY[name]], {EVERY[name].name: [value]})[EVERY[name]]
    assert verdict.values == () and verdict.sentence is not None and len(verdict.sentence) < 250
    verdict.sentence.encode()


@pytest.mark.parametrize("name", [name for name in EVERY if isinstance(EVERY[name], Number)])
def test_a_number_out_of_range_names_the_range_and_what_is_used(name: str) -> None:
    number = EVERY[name]
    assert isinstance(number, Number)
    for value in (number.low - 1, number.high + 1):
        sentence = links.judge([number], {number.name: [str(value)]})[number].sentence
        assert sentence is not None
        assert number.late in sentence
        for part in (number.low, number.high, *([] if number.late else [number.default])):
            assert f"{part:,}".removesuffix(".0") in sentence


def test_the_sentences() -> None:
    def say(parameter: Parameter, *values: str) -> str | None:
        return links.judge([parameter], {parameter.name: values})[parameter].sentence

    assert say(links.K, "99") == "The link asks for k = 99; k goes from 1 to 20, so it is 5."
    assert say(links.K, "5.5") == "The link asks for k = 5.5; k is a whole number from 1 to 20, so it is 5."
    assert say(links.K, "3", "4") == "The link has k more than once, so it is 5."
    assert say(links.K, "") == "The link says nothing after k, so it is 5."
    assert say(links.SHAPE, "Blobs") == (
        "The link asks for shape = Blobs; there is no such choice, so it is “\u2068blobs\u2069”."
    )
    assert (
        say(links.EACH, "yes")
        == "The link asks for each = yes; that is neither true nor false, so it is off."
    )
    assert say(links.INITS, "random", "x") == (
        "The link asks for inits = x; there is no such choice, so only the others are used."
    )
    assert say(links.X.among(["a", "b"], "b"), "c") == (
        "The link asks for x = c; there is no such column, so it is “\u2068b\u2069”."
    )


THREE = "1,2;3,4;5,6"


@pytest.mark.parametrize(
    ("address", "left_out", "line"),
    [
        ({"k": "3", "means": THREE}, set(), ""),
        ({"k": "3", "means": THREE, "init": BY_HAND}, set(), ""),
        (
            {"k": "4", "means": THREE, "init": BY_HAND},
            {"k"},
            "The link has 3 means placed by hand, and k = 4: the means stay, so k is 3.",
        ),
        (
            {"k": "99", "means": THREE, "init": BY_HAND},
            {"k"},
            "The link has 3 means placed by hand, and k = 99: the means stay, so k is 3.",
        ),
        ({"means": THREE, "init": BY_HAND}, {"k"}, "The link has 3 means placed by hand, so k is 3."),
        (
            {"means": THREE, "init": BY_HAND, "n": "99999"},
            {"k", "n"},
            "The link asks for n = 99999; the number of points goes from 1 to 10,000, so it is 300. "
            "The link has 3 means placed by hand, so k is 3.",
        ),
        (
            {"k": "4", "means": THREE},
            {"means"},
            "The link has 3 means placed by hand, but k is 4, so they are left out.",
        ),
        (
            {"means": "1,2", "init": "k-means++"},
            {"means"},
            "The link has 1 mean placed by hand, but k is 5, so it is left out.",
        ),
        (
            {"init": BY_HAND},
            {"init"},
            "The link asks for init = “\u2068by hand\u2069”; there are no such means in it, so it is “random”.",
        ),
        (
            {"k": "2", "means": "nan,1;2,2", "init": BY_HAND},
            {"means", "init"},
            "The link asks for means = “\u2068nan,1;2,2\u2069” (it is left out), init = “\u2068by hand\u2069” (it is “random”): that does not fit.",
        ),
    ],
)
def test_means_by_hand_mean_something_only_together(
    address: dict[str, str], left_out: set[str], line: str
) -> None:
    verdicts = links.judge(links.PANEL, {name: [value] for name, value in address.items()})
    assert {each.name for each in verdicts} == left_out
    said = {each.name: verdict for each, verdict in verdicts.items()}
    assert {name for name, verdict in said.items() if verdict.values} <= {"k"}
    if line:
        assert links.in_one_line([said[name] for name in ("n", "k", "means", "init") if name in said]) == line


def test_a_list_keeps_what_it_knows_each_once_and_may_be_empty() -> None:
    assert links.INITS.judge(["random", "x", "farthest", "random"]).values == ("random", "farthest")
    assert links.INITS.judge([""]) == Verdict(("",))
    assert links.INITS.judge(["x"]).values == ()
    assert links.MORE.judge(["a", "\0"]).values == ("a",)


@pytest.mark.parametrize(
    "name", [n for n, p in EVERY.items() if isinstance(p, Number | Choice | Switch | ColumnName)]
)
def test_one_setting_has_one_value(name: str) -> None:
    value = fitting(EVERY[name])[0]
    assert links.judge([EVERY[name]], {EVERY[name].name: [value, value]})[EVERY[name]].values == ()


def test_of_many_settings_that_do_not_fit_it_is_said_which() -> None:
    verdicts = list(
        links.judge(
            links.PANEL, {"k": ["99"], "n": ["inf"], "shape": ["cube"], "seed": [""], "start": ["1", "2"]}
        ).values()
    )
    assert len(verdicts) == 5
    assert links.in_one_line(verdicts[:1]) == verdicts[0].sentence
    line = links.in_one_line(verdicts[:3])
    assert line == (
        "The link asks for shape = cube (it is “\u2068blobs\u2069”), n = inf (it is 300), seed without a value (it is 13): "
        "that does not fit."
    )
    line = links.in_one_line(verdicts)
    assert line.endswith(" and 2 more (as they are without a link): that does not fit.") and len(line) < 200


@pytest.mark.parametrize("name", EVERY)
def test_of_each_that_does_not_fit_it_is_said_what_stands_in_its_place(name: str) -> None:
    """Alone and beside others."""
    verdict = EVERY[name].judge(["\0"])
    assert verdict.asks and verdict.instead
    assert verdict.sentence is not None and verdict.sentence.endswith(f", so {verdict.instead}.")
    assert f"{verdict.asks} ({verdict.instead})" in links.in_one_line([verdict, links.K.judge(["99"])])


@given(st.sampled_from(sorted(EVERY)), st.lists(st.text(), min_size=1, max_size=4))
def test_whatever_a_link_says_there_is_an_answer(name: str, values: list[str]) -> None:
    parameter = EVERY[name]
    verdict = parameter.judge(values)
    again = parameter.judge(verdict.values) if verdict.values else verdict
    assert again.values == verdict.values  # what is left fits
    assert verdict.sentence is None or len(verdict.sentence) < 400


def test_there_are_no_two_of_a_name() -> None:
    for page in links.OF_PAGES:
        names = [each.name for each in page]
        assert len(set(names)) == len(names)
    assert all(isinstance(EVERY[name], Text | Choice | Names) for name in ("read", "values", "scaling"))
