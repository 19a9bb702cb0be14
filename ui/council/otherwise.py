"""What the judges say of a table where its columns count another way: heard when the page is there, and told with a press that goes there."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from kmeans_core import Council
from study import council as words
from study import scaling
from study.numerals import POINT, Numerals
from study.other_ways import OtherAnswer, number_hangs, other_answer, other_ways, others_in_words
from study.points import Points
from study.text import literal
from ui.council import hearing
from ui.table import desk_state

_TOLD = "told of other ways"
_PRESS = {"none": "Count them as they are", "spread": "Count with the same variation"}


def known(points: Points) -> tuple[OtherAnswer, ...]:
    """The other answers, as far as they are known: none before `hear_other_ways`."""
    of, answers = st.session_state.get(_TOLD, ("", ()))
    return answers if of == points.digest else ()


def hangs(points: Points) -> bool:
    """Whether the number of groups is known to hang on how the columns count."""
    return number_hangs(known(points))


def hear_other_ways(points: Points, found: Council | None) -> None:
    """Hear the judges on a table as its columns count otherwise. Call it last, when all else is on the page; where there is something to
    tell, the page is made once more.

    found : what they say of it as it counts now
    """
    state: Any = st.session_state
    if found is None or not points.private or state.get(_TOLD, ("",))[0] == points.digest:
        return
    answers = []
    if not hearing.alone(points, found):
        for way, other in other_ways(points).items():
            heard = hearing.hear(other, scaling.SCALING_LABELS[way])
            if heard is None:
                return
            distinct = words.distinct_rows(heard, other.X)
            changed = partial(hearing.changed_between, points, found, other, heard)
            answer = other_answer(found, way, heard, len(other.X), distinct, changed)
            if answer is not None and not hearing.alone(other, heard):
                answers.append(answer)
    state[_TOLD] = points.digest, tuple(answers)
    if answers:
        st.rerun()


def tell_other_answers(points: Points, numerals: Numerals = POINT) -> None:
    """What was heard, and the way there; nothing where it is no other answer."""
    answers = known(points)
    if not answers:
        return
    for question, answer in others_in_words(points, answers, numerals).items():
        st.markdown(f"**{question}** {literal(answer, 600)}")
    with st.container(horizontal=True):
        for each in answers:
            st.button(_PRESS[each.way], on_click=_count, args=(each.way,), key=f"count_{each.way}")


def _count(way: str) -> None:
    desk_state.desk().scaling = way
