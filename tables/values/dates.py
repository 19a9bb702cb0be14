"""Dates in a column: one format for all of them, so that day and month are not mixed up from row to row."""

from __future__ import annotations

import re
from itertools import product

import pandas as pd

from tables.values.cells import ZONE_WORD

_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p", "T%H:%M:%S", "T%H:%M")
_TRIED = 60
"""Values on which each format is tried: trying it on a long column takes seconds."""
_DAY_ORDERS = (
    "%d{0}%m{0}%Y",
    "%m{0}%d{0}%Y",
    "%d{0}%m{0}%y",
    "%m{0}%d{0}%y",
    "%Y{0}%m{0}%d",
    "%Y{0}%m",
    "%m{0}%Y",
)
_NAMED = (
    "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y", "%b %Y",
    "%B %Y", "%b-%y", "%b-%Y", "%d.%b.%Y", "%d/%b/%Y", "%d-%B-%Y",
)  # fmt: skip


_ZONE_OF_TIME = re.compile(
    r":[0-9]{2}(?:[.,][0-9]{1,9})?(?: ?[AaPp]\.?[Mm]\.?)?"
    r"( ?(?:Z|(?:UTC|GMT)?[+\-][0-9]{1,2}(?::?[0-9]{2})?|(?!(?:AM|PM)\b)[A-Z]{3,5}))$"
)
_SHIFT = re.compile(r"(?:UTC|GMT)?([+\-])([0-9]{1,2}):?([0-9]{2})?")
_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
"""Zones by their usual names: how many hours before Greenwich. They count only where one column has several."""


def _minutes(zone: str) -> int | None:
    """How many minutes a zone is before Greenwich; None for a name that is not known."""
    shift = _SHIFT.fullmatch(zone)
    if shift is None:
        return 60 * _HOURS[zone] if zone in _HOURS else None
    minutes = 60 * int(shift[2]) + int(shift[3] or 0)
    return minutes if shift[1] == "+" else -minutes


def _zone_of_each(values: pd.Series) -> pd.Series | None:
    """The zone of each time of day, where each has one and they are several that are known; None otherwise."""
    if values.iloc[:_TRIED].str.extract(_ZONE_OF_TIME, expand=False).isna().any():
        return None
    zones = values.str.extract(_ZONE_OF_TIME, expand=False)
    known = {zone: _minutes(zone.strip()) for zone in zones.dropna().unique().tolist()}
    several = len(set(known.values())) > 1 and None not in known.values()
    return zones if several and zones.notna().all() else None


def several_zones(values: pd.Series) -> tuple[str, ...]:
    """The zones of times of day, shape (n,), which `read_dates` puts on one scale, that of Greenwich; () for one or none."""
    zones = _zone_of_each(values)
    return () if zones is None else tuple(zones.str.strip().unique().tolist())


def _without_zones(values: pd.Series) -> pd.Series:
    """Times of day as they are written, without the words for their zone: a file has those of one place."""
    if not values.iloc[:_TRIED].str.contains(":", regex=False).any():
        return values
    return values.str.replace(ZONE_WORD, "", regex=True)


def find_format(values: pd.Series) -> str | None:
    """The format that fits most of some of the values; None when none fits nine in ten of them."""
    sample = values.iloc[:: max(1, len(values) // _TRIED)].iloc[: 2 * _TRIED]
    best, most = "", 0
    for pattern in _formats(str(sample.iloc[0])):
        fitting = int(_parse(sample, pattern).notna().sum())
        if fitting > most:
            best, most = pattern, fitting
            if most == len(sample):
                break
    return best if most >= 0.9 * len(sample) else None


def read_dates(values: pd.Series) -> pd.Series | None:
    """The values as dates, missing where one does not fit; None when no format fits nine in ten."""
    zones = _zone_of_each(values)
    if zones is not None:
        before = pd.to_timedelta(zones.str.strip().map(_minutes), unit="min")
        bare = pd.Series(
            [value.removesuffix(zone) for value, zone in zip(values, zones, strict=True)],
            index=values.index,
            dtype=object,
        )
        read = read_dates(bare)
        return None if read is None else read - before
    values = _without_zones(values)
    best = find_format(values)
    if best is None:
        return None
    dates = _parse(values, best)
    return dates if dates.notna().sum() >= 0.9 * len(values) else None


def _formats(text: str) -> list[str]:
    """The formats worth trying, by what the first value looks like."""
    if re.fullmatch(r"[0-9]{8}", text):
        return ["%Y%m%d"]
    clocks = [clock for clock in _CLOCKS if ":" in clock] if ":" in text else [""]
    if re.search(r"[^\W\d_]{3,}", text):
        days: list[str] = list(_NAMED)
    else:
        mark = next((sign for sign in text if sign in "./- "), "-")
        days = [order.format(mark) for order in _DAY_ORDERS]
        if re.match(r"[0-9]{4}", text):
            days = days[4:6]
    formats = [day + clock for day, clock in product(days, clocks)]
    return ["ISO8601", *formats] if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else formats


def _parse(values: pd.Series, pattern: str) -> pd.Series:
    """The values read in one format; time zones are brought to UTC and then left away."""
    utc = pattern == "ISO8601"
    dates = pd.to_datetime(values, format=pattern, errors="coerce", utc=utc)
    return dates.dt.tz_localize(None) if utc else dates
