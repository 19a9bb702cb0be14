"""Names of columns that are coordinates on a map, in the languages tables come in. Pure: no Streamlit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

_MAY_BE_SIZES = ("long", "länge", "laenge", "breite")
"""Length and width are called so too: they are no map by their names alone."""
_LONGITUDES = (
    *(
        "lon",
        "lng",
        "long",
        "longitude",
        "longitud",
        "longitudine",
        "länge",
        "laenge",
        "längengrad",
        "laengengrad",
    ),
    *(
        "lengtegraad",
        "længdegrad",
        "lengdegrad",
        "długość geograficzna",
        "долгота",
        "经度",
        "經度",
        "経度",
        "경도",
    ),
)
_LATITUDES = (
    *("lat", "latitude", "latitud", "latitudine", "breite", "breitengrad", "breedtegraad", "breddegrad"),
    *("szerokość geograficzna", "широта", "纬度", "緯度", "위도"),
)
_OTHERS = (*_LATITUDES, "easting", "northing", "rechtswert", "hochwert")
"""Not x and y: so is called what is drawn across and up, whatever its unit."""


def _one_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_.])(?:{'|'.join(words)})(?:$|[\s_.(\[])", re.I)


_LONGITUDE, _LATITUDE = _one_of(_LONGITUDES), _one_of(_LATITUDES)
_PLACE = _one_of((*_LONGITUDES, *_OTHERS))
_SURE = _one_of({*_LONGITUDES, *_OTHERS} - {*_MAY_BE_SIZES})


def may_be_longitude(name: str) -> bool:
    """Whether a column of this name may hold longitudes; whether it does, its values say."""
    return bool(_LONGITUDE.search(normalize("NFC", name)))


def may_be_latitude(name: str) -> bool:
    """The same of latitudes."""
    return bool(_LATITUDE.search(normalize("NFC", name)))


def latitude_and_longitude(names: Iterable[str]) -> tuple[str, str] | None:
    """The first column that is called like latitudes and the first like longitudes; None where one of them is missing, or where the
    two may as well be a width and a length."""
    listed = list(names)
    latitude = next(filter(may_be_latitude, listed), None)
    longitude = next((name for name in listed if may_be_longitude(name) and name != latitude), None)
    if latitude is None or longitude is None or not are_on_a_map((latitude, longitude)):
        return None
    return latitude, longitude


def are_on_a_map(names: Iterable[str]) -> bool:
    """Whether columns of these names are coordinates on a map, and not perhaps lengths and widths."""
    written = [normalize("NFC", name) for name in names]
    return all(map(_PLACE.search, written)) and any(map(_SURE.search, written))


def are_on_the_globe(latitude: NDArray[np.float64], longitude: NDArray[np.float64]) -> bool:
    """Whether these can be places, in degrees; arrays of shape (n,), n > 0. Longitudes go east to 180, or to 360."""
    return bool(np.abs(latitude).max() <= 90 and longitude.min() >= -180 and longitude.max() <= 360)
