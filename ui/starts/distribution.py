"""The look at every start: where it ended, and how long it took."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from charts.starts.distribution import distribution
from study import answers_in_words
from study.answers import Answers
from study.words import count
from ui.starts.plots import beside, plot
from ui.theme import is_dark

ENDS, ITERATIONS = "Where they ended ({})", "How long they took (iterations)"


def every_start(answers: Answers) -> None:
    """All starts, piled up over the sum where they ended or their number of iterations."""
    noun = _noun(answers)
    names = list(answers.inits)
    common: dict[str, Any] = {
        "kinds": answers.kind_of,
        "rows": answers.init_of,
        "seeds": answers.seeds,
        "row_names": names,
        "n_kinds": len(answers.kinds),
        "noun": noun,
        "dark": is_dark(),
    }
    what = st.segmented_control(
        "Pile them up by",
        [ENDS, ITERATIONS],
        format_func=lambda what: what.format(answers.total),
        default=ENDS,
        required=True,
        key="starts_measure",
        label_visibility="collapsed",
    )
    if what == ENDS:
        with beside(
            f"**Each stroke is one start**, piled up over the {answers.total} where it ended: the lower (left), the better. Its colour, "
            f"its width and the letters on the piles say which {noun} it led to, as in the pictures above.\n\n"
            "Piles that stand apart are traps: a start that ends in one has no way to the left. Each is a *local optimum*: "
            "no single half-step makes it better."
        ):
            plot(
                distribution(
                    answers.inertia,
                    title=f"{answers.total} at the end (left is better)",
                    measure=answers.total,
                    **common,
                ),
                "starts_inertia",
                "k-means-starts-inertia",
                f"{count(len(answers), 'start')} piled up by their final {answers.total}. {answers_in_words.headline(answers)}",
            )
        return
    median = float(np.median(answers.iterations))
    with beside(
        "**Each stroke is one start**, piled up by the *number of iterations* it took. One iteration is one *assign* and one "
        "*update*.\n\n"
        f"Half of them took {median:g} or fewer, the longest {int(answers.iterations.max())}. Long does not mean good."
    ):
        plot(
            distribution(
                answers.iterations.astype(np.float64),
                title="iterations until nothing changed",
                measure="iterations",
                whole=True,
                **common,
            ),
            "starts_iterations",
            "k-means-starts-iterations",
            f"{count(len(answers), 'start')} piled up by the number of iterations, {median:g} in the middle.",
        )


def _noun(answers: Answers) -> str:
    return "kind of answer" if any(len(kind.ranks) > 1 for kind in answers.kinds) else "answer"
