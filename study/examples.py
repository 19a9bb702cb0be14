"""Tables to try: real ones that come with the plotly package, places of towns, and some that are made up and say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

import numpy as np
import pandas as pd

from study.towns import TOWNS


@dataclass(frozen=True)
class Example:
    """A table, the two columns to begin with, and what it is about (plain text)."""

    load: Callable[[], pd.DataFrame]
    x: str
    y: str
    about: str


def _of_plotly(name: str) -> pd.DataFrame:
    with (files("plotly") / f"package_data/datasets/{name}.csv.gz").open("rb") as file:
        return pd.read_csv(file, compression="gzip")


def _gapminder() -> pd.DataFrame:
    table = _of_plotly("gapminder")
    return (
        table[table["year"] == 2007]
        .drop(columns=["year", "iso_alpha", "iso_num", "centroid_lon", "centroid_lat"])
        .reset_index(drop=True)
    )


def _customers() -> pd.DataFrame:
    """200 invented customers in five groups; the same ones every time."""
    rng = np.random.default_rng(2024)
    groups = [(26, 30, 75, 14), (34, 75, 80, 8), (46, 50, 48, 5), (56, 30, 20, 3), (64, 85, 18, 1)]
    sizes = [35, 40, 70, 25, 30]
    rows = []
    for (age, income, spending, visits), size in zip(groups, sizes, strict=True):
        rows.append(
            np.column_stack(
                [
                    rng.normal(age, 6, size).clip(18, 75).round(),
                    rng.normal(income, 8, size).clip(12, 120).round(1),
                    rng.normal(spending, 8, size).clip(1, 100).round(),
                    rng.poisson(visits, size),
                ]
            )
        )
    values = np.concatenate(rows)[rng.permutation(sum(sizes))]
    table = pd.DataFrame(values, columns=["age", "income (thousands)", "spending score", "visits per month"])
    table.insert(0, "customer", [f"C{number:03d}" for number in range(1, len(table) + 1)])
    return table


def _seedlings() -> pd.DataFrame:
    """60 invented seedlings of three kinds in cm, and one that was written down in mm."""
    rng = np.random.default_rng(2)
    kinds = [(2.0, 3.0), (6.0, 2.5), (4.0, 6.5)]
    sizes = np.concatenate([*(rng.normal(kind, 0.7, (20, 2)) for kind in kinds), [[20.0, 30.0]]]).round(2)
    table = pd.DataFrame(sizes, columns=["width (cm)", "height (cm)"])
    table.insert(0, "seedling", [f"S{number:02d}" for number in range(1, len(table) + 1)])
    return table


def _budgets() -> pd.DataFrame:
    """60 invented workshops, large and small, that divide up what they spend in three ways."""
    rng = np.random.default_rng(7)
    spent = rng.lognormal(4.0, 0.7, 60)
    on_wages = np.repeat([0.25, 0.5, 0.78], 20) + rng.normal(0, 0.045, 60)
    table = pd.DataFrame({"wages": spent * on_wages, "materials": spent * (1 - on_wages)}).round(1)
    table = table.iloc[rng.permutation(60)].reset_index(drop=True)
    table.insert(0, "workshop", [f"W{number:02d}" for number in range(1, 61)])
    return table


def _orders() -> pd.DataFrame:
    """60 invented customers of three kinds. Two of these are of one age and spend as much, and buy in different ways."""
    rng = np.random.default_rng(5)
    kinds = [(32.0, 34.0, "Online"), (32.0, 34.0, "Shop"), (66.0, 66.0, "Phone")]
    numbers = np.concatenate([rng.normal(kind[:2], 7, (20, 2)) for kind in kinds]).round(1)
    table = pd.DataFrame(numbers, columns=["age", "spends a week"])
    table["buys"] = np.repeat([word for _, _, word in kinds], 20)
    table.loc[[3, 24, 45], "buys"] = ["Shop", "Phone", "Shop"]  # people are not all alike
    table = table.iloc[rng.permutation(60)].reset_index(drop=True)
    table.insert(0, "customer", [f"K{number:02d}" for number in range(1, 61)])
    return table


EXAMPLES: dict[str, Example] = {
    "customers": Example(
        _customers, "income (thousands)", "spending score", "200 customers of a shop. Made up: nobody’s data."
    ),
    "iris": Example(
        partial(_of_plotly, "iris"),
        "petal_length",
        "petal_width",
        "150 iris flowers of three species (Anderson 1935).",
    ),
    "gapminder": Example(
        _gapminder, "gdpPercap", "lifeExp", "142 countries in 2007: income and life expectancy."
    ),
    "tips": Example(
        partial(_of_plotly, "tips"), "total_bill", "tip", "244 restaurant bills and the tips that were left."
    ),
    "carshare": Example(
        partial(_of_plotly, "carshare"),
        "centroid_lon",
        "centroid_lat",
        "249 places in Montreal where shared cars stood.",
    ),
    "towns": Example(
        lambda: pd.DataFrame(TOWNS, columns=["town", "latitude", "longitude"]),
        "longitude",
        "latitude",
        f"{len(TOWNS)} towns all over the world, many of them far north or in the Pacific.",
    ),
    "budgets": Example(
        _budgets,
        "wages",
        "materials",
        "What 60 workshops spend a year, in thousands. Made up: nobody’s data.",
    ),
    "orders": Example(
        _orders,
        "age",
        "spends a week",
        "60 customers: how old they are, what they spend, and how they buy. Made up: nobody’s data.",
    ),
    "seedlings": Example(
        _seedlings,
        "width (cm)",
        "height (cm)",
        "61 seedlings, one of them written down in millimeters by mistake. Made up: nobody’s data.",
    ),
}
