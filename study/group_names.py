"""Names that people give to their groups, and how a link has them. Pure: no Streamlit."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tables import free_name

LONGEST_GROUP_NAME = 40
MOST_NAMES = 20
"""As many groups as can be made of a table."""
_NUMBERED = re.compile(r"group\s*\d+", re.IGNORECASE)
_MARK = re.compile(r"[0-9a-f]{12}")


_MOST_GROUPINGS = 50
"""Of so many groupings the names are kept, the last ones: whoever tries another number of groups and comes back finds them."""


class GroupNames:
    """The names that a visit gave, by the mark of their groups."""

    def __init__(self) -> None:
        self._by_mark: dict[str, tuple[str, ...]] = {}

    def give(self, mark: str, wanted: Sequence[str]) -> None:
        """Give names to groups. mark : which groups they are, see `mark_of`"""
        self._by_mark.pop(mark, None)
        self._by_mark[mark] = names_given(wanted)
        while len(self._by_mark) > _MOST_GROUPINGS:
            del self._by_mark[next(iter(self._by_mark))]

    def of(self, mark: str) -> tuple[str, ...]:
        """The names of these groups, () where they never had any."""
        return self._by_mark.get(mark, ())


def called(names: Sequence[str]) -> list[str]:
    """What groups are called in a column of names: those without one by their number. names : see `names_given`"""
    return [name or f"Group {j + 1}" for j, name in enumerate(names)]


def mark_of(labels: NDArray[np.signedinteger]) -> str:
    """Twelve letters that stand for these groups: names are of them, and of no others."""
    return hashlib.blake2b(labels.astype(np.uint8).tobytes(), digest_size=6).hexdigest()


def names_given(wanted: Sequence[str]) -> tuple[str, ...]:
    """The names as they can be used, "" for a group without one: on one line, none of them twice, and none that is the number of
    another group."""
    taken: set[str] = set()
    given = []
    for text in wanted:
        name = " ".join("".join(c if c.isprintable() else " " for c in text).split())[
            :LONGEST_GROUP_NAME
        ].strip()
        if _NUMBERED.fullmatch(name):
            name = ""
        if name:
            name = free_name(name, taken)
            taken.add(name)
        given.append(name)
    return tuple(given)


def names_to_link(mark: str, names: Sequence[str]) -> str:
    """For the address of the page; "" where no group has a name."""
    return json.dumps({mark: list(names)}, separators=(",", ":"), ensure_ascii=False) if any(names) else ""


def names_from_link(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Of which groups the names are, and these; None for whatever is no such text. Anybody can write a link."""
    try:
        made = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(made, dict) or len(made) != 1:
        return None
    ((mark, names),) = made.items()
    fits = (
        _MARK.fullmatch(mark)
        and isinstance(names, list)
        and 0 < len(names) <= MOST_NAMES
        and all(isinstance(name, str) and len(name) <= 2 * LONGEST_GROUP_NAME for name in names)
    )
    return (mark, names_given(names)) if fits else None
