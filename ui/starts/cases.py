"""Prepared cases that make a point about starting points: settings, and what to see in them. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """Values for the settings, by their names in the URL, and the point, in plain Markdown."""

    label: str
    settings: Mapping[str, object]
    point: str


def _generated(shape: str, n: int, groups: int, spread: float, seed: int) -> dict[str, object]:
    data = {"data": "Shapes", "shape": shape, "n": n, "groups": groups, "spread": spread, "seed": seed}
    return {**data, "k": groups, "inits": ["random"], "starts": 1000, "by": ""}


CASES = {
    "separated": Case(
        "Groups far apart",
        _generated("blobs", 300, 8, 1.0, 2),
        "**Eight groups that no eye could miss, and most random starts fail.** Two first means fall into one group, and "
        "empty space keeps them there: nothing pulls one of them across to the group that has none.",
    ),
    "overlapping": Case(
        "Groups that overlap",
        _generated("overlapping blobs", 300, 4, 1.2, 4),
        "**Four groups that run into each other, and the start hardly matters.** Points lie all the way between the groups, "
        "so a mean in the wrong place is pulled along from point to point until it arrives.",
    ),
    "unequal": Case(
        "Large and small groups",
        _generated("unequal sizes", 400, 6, 1.0, 1),
        "**Six groups, the largest with twelve times the points of the smallest.** Random points mostly come from large "
        "groups: those get two means, and small neighbours have to share one.",
    ),
}


def current_case(settings: Mapping[str, object], cases: Mapping[str, Case] = CASES) -> Case | None:
    """The case whose data and k the settings show, if any. What a setting does not name may be as it likes."""
    free = {"inits", "starts"}
    for case in cases.values():
        if all(settings.get(key) == value for key, value in case.settings.items() if key not in free):
            return case
    return None
