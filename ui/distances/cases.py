"""Prepared cases in which another distance makes a difference. No Streamlit here."""

from __future__ import annotations

from study import similarities
from study.links import EXAMPLE_TABLE
from study.similarities import MIXED
from ui.starts.cases import Case


def _of_table(
    example: str, x: str, y: str, k: int, init: str, start: int, distance: str
) -> dict[str, object]:
    data = {"data": EXAMPLE_TABLE, "example": example, "x": x, "y": y}
    return {**data, "k": k, "init": init, "start": start, "distance": distance}


_SEEDLINGS = ("seedlings", "width (cm)", "height (cm)", 3, "random", 0)

CASES = {
    "distances_far": Case(
        "One far row",
        _of_table(*_SEEDLINGS, "City blocks"),
        "**Three kinds of seedlings, and one row that was written down in millimeters.** With k-means that row pulls a mean to it, until it has the "
        "mean to itself and two kinds have to share another. A median stays where most of its points are.",
    ),
    "distances_budgets": Case(
        "Budgets",
        _of_table("budgets", "wages", "materials", 3, "random", 2, "Angle"),
        "**60 workshops that divide up their money in three ways.** With k-means they are sorted by how much they spend; by angle, by "
        "what they spend it on, whether they are large or small.",
    ),
    "distances_towns": Case(
        "Towns",
        _of_table("towns", "longitude", "latitude", 7, "farthest", 3, "Globe"),
        "**On the map, Suva and Apia lie at opposite ends; on the globe they are neighbours.** On the globe, regions go on beyond the edge "
        "of the map, and spread out near the poles.",
    ),
    "distances_words": Case(
        "Words",
        _of_table("orders", "age", "spends a week", 3, "random", 17, MIXED.name),
        "**60 customers in two clouds, and three ways to buy.** With k-means, numbers alone: the third mean cuts a cloud in two where "
        "nothing is. With k-prototypes, words count too: the young who buy online part from those who buy in the shop. All three "
        "prototypes begin with the word “Shop”; see them change it.",
    ),
    "distances_wrong": Case(
        "Just another distance",
        _of_table(*_SEEDLINGS, similarities.WRONG_CENTER.name),
        "**Go to the half-steps that are marked in the curve of city blocks:** there the means moved, and the sum rose. "
        "With k-means it never does.",
    ),
}
