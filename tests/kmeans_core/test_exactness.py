"""A small part of benchmarks/exactness.py: on random problems, labels are those of direct differences or of fractions, every
run ends, `predict` and `run_many` agree with `run`."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.exactness import faults


@settings(max_examples=100)
@given(st.integers(0, 2**32 - 1))
def test_no_fault_on_a_random_problem(seed: int) -> None:
    counts: Counter[str] = Counter()
    assert list(faults(seed, counts)) == []
    assert counts["labels"] > 0 and counts["starts of run_many"] == 9
