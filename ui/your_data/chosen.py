"""The columns that were chosen."""

from __future__ import annotations

from dataclasses import dataclass

from study.points import Points


@dataclass(frozen=True)
class Chosen:
    """The points, and the columns they are made of; `further`: how many more could count and do not; `asked`: those that somebody chose, as
    a link has them, where these are others."""

    points: Points
    columns: tuple[str, ...]
    scaling: str
    mixtures: bool
    further: int
    asked: tuple[str, ...] = ()

    @property
    def in_link(self) -> tuple[str, ...]:
        """The columns by which a link, or a project, makes these points."""
        return self.asked or self.columns

    @property
    def in_file(self) -> tuple[str, ...]:
        """The columns as the file has them: in place of those of 0 and 1, the words that are compared by whether they match."""
        told = (self.points.categories.get(name, (name, ""))[0] for name in self.columns)
        words = self.points.nearness.words
        return tuple(
            dict.fromkeys(
                word if word in words else name for name, word in zip(self.columns, told, strict=True)
            )
        )
