"""Names of coordinates in several languages, in one list."""

from __future__ import annotations

import pytest

from study.coordinates import are_on_a_map, may_be_longitude


@pytest.mark.parametrize(
    "names",
    [
        ("lat", "lon"),
        ("Breitengrad", "Längengrad"),
        ("Breitengrad", "La\u0308ngengrad"),
        ("latitud", "longitud"),
        ("geo.Breite", "lon"),
        ("Широта", "Долгота"),
        ("纬度", "经度"),
        ("szerokość geograficzna", "długość geograficzna"),
        ("Rechtswert", "Hochwert"),
    ],
)
def test_coordinates_are_known_in_other_languages(names: tuple[str, ...]) -> None:
    assert are_on_a_map(names)
    assert not are_on_a_map([*names, "price"])


@pytest.mark.parametrize(
    "names", [("Länge", "Breite"), ("Laenge (mm)", "Breite (mm)"), ("salon", "flat"), ("x", "y")]
)
def test_lengths_and_widths_are_no_map_by_their_names(names: tuple[str, ...]) -> None:
    assert not are_on_a_map(names)


@pytest.mark.parametrize("name", ["lat", "Breite", "Salon", "Blattlänge", "belong", "Längenmaß"])
def test_other_columns_are_no_longitudes(name: str) -> None:
    assert not may_be_longitude(name)
