"""Names of columns that are coordinates on a map, in the languages tables come in. Pure: no Streamlit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

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


def are_on_a_map(names: Iterable[str]) -> bool:
    """Whether columns of these names are coordinates on a map, and not perhaps lengths and widths."""
    written = [normalize("NFC", name) for name in names]
    return all(map(_PLACE.search, written)) and any(map(_SURE.search, written))
