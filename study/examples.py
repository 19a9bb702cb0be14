"""Tables to try: real ones that come with the plotly package, and one that is made up and says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

import numpy as np
import pandas as pd


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
    groups = [(25, 30, 75, 9), (28, 75, 80, 7), (45, 50, 48, 5), (42, 30, 20, 4), (48, 85, 18, 3)]
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
}
