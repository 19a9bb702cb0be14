"""What the tests of rules share."""

import numpy as np
from numpy.typing import NDArray

from study.rules import Rule


def meets(rule: Rule, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which rows meet a rule. values : as for `find_rules`"""
    met = np.full(len(values), True)
    for each in rule.conditions:
        above = values[:, each.column] > each.threshold
        met &= above if each.above else ~above
    return met
