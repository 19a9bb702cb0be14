"""Prepared cases in which the judges err, and why. No Streamlit here."""

from __future__ import annotations

from ui.starts.cases import Case


def _generated(shape: str, n: int, groups: int, spread: float, seed: int) -> dict[str, object]:
    data = {"data": "Shapes", "shape": shape, "n": n, "groups": groups, "spread": spread, "seed": seed}
    return {**data, "by": ""}


CASES = {
    "judges_unequal": Case(
        "Unequal sizes",
        _generated("unequal sizes", 400, 5, 2.0, 3),
        "**Five groups were made, from large to small, and four of five judges see four.** All judges look at averages over points: a small group "
        "beside a large one hardly counts in them, so they take both for one.",
    ),
    "judges_stretched": Case(
        "Stretched",
        _generated("stretched blobs", 300, 4, 1.5, 2),
        "**Four long groups were made, and three of five judges see one cloud.** k-means cuts long groups across, since it likes them round. "
        "The pieces are hardly better than those it cuts from noise.",
    ),
    "judges_rings": Case(
        "Rings",
        _generated("rings", 300, 2, 1.0, 1),
        "**Two rings were made, and three of five judges say twelve.** No mean can stand for a ring, so the more pieces, the tighter they "
        "are: the judges ask for as many as they may. They can only say how many **round** groups there are.",
    ),
}
