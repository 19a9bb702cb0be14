"""The columns that were chosen."""

from __future__ import annotations

from dataclasses import dataclass

from study.points import Points


@dataclass(frozen=True)
class Chosen:
    """The points, and the columns they are made of; `further`: how many more could count and do not."""

    points: Points
    columns: tuple[str, ...]
    scaling: str
    mixtures: bool
    further: int
