"""Where towns are, against the places that the time zones have which are named for them."""

from __future__ import annotations

import importlib.resources
import re
from unicodedata import normalize

import pytest

from study.towns import TOWNS

pytest.importorskip("tzdata")


def degrees(text: str) -> float:
    """`-0216` or `-1024700`: degrees, minutes and, in some, seconds."""
    digits = text[1:]
    whole = 2 if len(digits) in (4, 6) else 3
    minutes, seconds = int(digits[whole : whole + 2]), int(digits[whole + 2 :] or 0)
    return float(f"{text[0]}1") * (int(digits[:whole]) + minutes / 60 + seconds / 3600)


def test_towns_are_where_their_time_zones_are() -> None:
    zones: dict[str, tuple[float, float]] = {}
    lines = importlib.resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8").splitlines()
    for _, coordinates, zone, *_ in (line.split("\t") for line in lines if not line.startswith("#")):
        latitude, longitude = re.findall(r"[+-]\d+", coordinates)
        zones[zone.rpartition("/")[2].replace("_", " ")] = degrees(latitude), degrees(longitude)
    known = 0
    for town, *place in TOWNS:
        plain = normalize("NFD", town).encode("ascii", "ignore").decode()
        if plain in zones:
            known += 1
            assert place == pytest.approx(zones[plain], abs=1), town
    assert known > len(TOWNS) / 2
