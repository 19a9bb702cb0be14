"""Which columns count where nobody has chosen any."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from study.columns_at_first import columns_at_first, columns_next, place_on_the_globe
from tables import Table, read_table

RNG = np.random.default_rng(4)


def table(**columns: object) -> Table:
    return read_table(pd.DataFrame(columns).to_csv(index=False).encode(), "t.csv")


def numbers(n: int = 50) -> list[float]:
    return (RNG.permutation(n) / 4).tolist()


def test_all_columns_that_make_sense_count_and_the_two_to_draw_come_first() -> None:
    read = table(
        number=range(1, 51),
        name=["x"] * 50,
        a=numbers(),
        same=[5.5] * 50,
        b=numbers(),
        c=numbers(),
        d=numbers(),
    )
    found = columns_at_first(read, False)
    assert sorted(found) == ["a", "b", "c", "d"] and found[2:] == tuple(sorted(found[2:]))


def test_a_column_that_cannot_be_computed_with_does_not_count_by_itself() -> None:
    far = numbers()
    far[7] = 1e300
    assert columns_at_first(table(a=numbers(), b=numbers(), c=numbers(), far=far), False) == ("a", "b", "c")


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("lat", "lon"), ("Breitengrad", "Längengrad"), ("纬度", "经度")]
)
def test_places_are_drawn_north_up_and_nothing_else_counts(latitude: str, longitude: str) -> None:
    places = {latitude: RNG.uniform(40, 50, 50).round(3), longitude: RNG.uniform(-10, 20, 50).round(3)}
    read = table(sold=numbers(), **places, price=numbers())
    assert columns_at_first(read, False) == (longitude, latitude)
    assert place_on_the_globe(read) == (latitude, longitude)


def test_what_cannot_be_degrees_is_no_place() -> None:
    read = table(
        lat=RNG.uniform(4000, 5000, 50).round(), lon=RNG.uniform(-10, 20, 50).round(3), price=numbers()
    )
    assert place_on_the_globe(read) is None and len(columns_at_first(read, False)) == 3
    assert place_on_the_globe(table(Länge=numbers(), Breite=numbers())) is None


def test_beside_places_the_other_columns_are_named_as_next_best_first_a_few() -> None:
    places = {"lat": RNG.uniform(40, 50, 50).round(3), "lon": RNG.uniform(-10, 20, 50).round(3)}
    far = numbers()
    far[7] = 1e300
    read = table(few=[i % 3 for i in range(50)], far=far, **places, a=numbers(), b=numbers(), c=numbers())
    assert columns_next(read, columns_at_first(read, False)) == {"a": "", "b": "", "c": ""}
    assert columns_next(read, ["lon", "lat", "a", "b"]) == {"c": "", "few": ""}


def test_what_was_left_out_for_what_it_says_is_named_with_the_reason() -> None:
    read = table(year=[1960 + i % 20 for i in range(50)], a=numbers(), b=numbers())
    assert columns_next(read, columns_at_first(read, False)) == {"year": "seems to say when a row was"}
