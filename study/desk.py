"""What the user has brought: tables as they came, what was chosen about each, and the last reading that worked.

Pure: no Streamlit. One `Desk` per visit serves every page. It has a drawer for each way of bringing a table, so that
looking at an example does not put the user's own file away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from study.choices_in_link import choices_from_link, choices_to_link
from study.dates import date_columns
from study.group_names import GroupNames
from study.losses import loses
from study.memory import nbytes_of
from study.nearness import Asked
from study.numerals import Numerals, numerals_of
from study.text import isolated
from tables import Choices, Table, TableError, apart, as_said, numeric_columns, suggest_columns
from tables.reader import ReadingProgress

MOST_UNDONE = 50
"""Nobody goes back further one by one."""

FILE, PASTE, EXAMPLE = DRAWERS = ("Your file", "Paste a table", "Try an example")


@dataclass(frozen=True)
class Brought:
    """A table as it came, and what the user decided about how to read it."""

    content: bytes = field(repr=False)
    filename: str
    choices: Choices = field(default_factory=Choices)


@dataclass
class Reading:
    """A table that was read. `problem` says why it cannot be grouped by its numbers, None if it can."""

    brought: Brought
    table: Table
    problem: str | None
    digest: str

    @cached_property
    def nbytes(self) -> int:
        """What the table takes in memory, without the file it came from."""
        return nbytes_of(self.table, {id(self.brought.content)})

    @cached_property
    def numerals(self) -> Numerals:
        """How its numbers are written for people."""
        return numerals_of(self.table)

    @property
    def saved_by_dates(self) -> bool:
        """Whether it can be grouped after all if dates count."""
        return self.problem is not None and len(coordinates(self.table, True)) > 0


@dataclass
class Drawer:
    """One table of the user's. Nothing that goes wrong takes anything away.

    shown : the table on screen; it may have a problem that keeps it from being grouped
    good : the last table that could be grouped
    wanted : what is asked for; where it cannot be had, `shown` stays, and `trouble` says why
    generation : part of the keys of the widgets that show the choices, so that undoing a choice resets them
    taken : which upload was taken last: a rerun shows the same one again
    values : codes such as -999 that are values in this table, as the user said
    across : whether longitudes on both sides of the date line are counted across it
    filled : whether missing numbers are filled in, in place of leaving the row out
    before : what was on screen before each change, the last one last: changes can be undone one by one
    meant : what was on screen once, or is the reader's own: it is not asked about, whatever it loses
    doubtful : the table as it would be after a change that reads less than before; it waits until it is taken or left
    ways : the ways in which this table was read, as links have them
    replaced : what was here before its file was taken away, until another comes: to put one file in the place of another, the
        browser takes the first away, too
    """

    shown: Reading | None = None
    good: Reading | None = None
    wanted: Brought | None = None
    trouble: str | None = None
    generation: int = 0
    taken: object = None
    values: frozenset[str] = frozenset()
    across: bool = True
    filled: bool = False
    before: list[tuple[Brought, frozenset[str], bool]] = field(default_factory=list)
    meant: Brought | None = None
    doubtful: Reading | None = None
    ways: set[str] = field(default_factory=set)
    replaced: Drawer | None = None

    @property
    def choices(self) -> Choices:
        """The choices asked for."""
        return self.wanted.choices if self.wanted else Choices()

    @property
    def can_undo(self) -> bool:
        """Whether there is something better than what is asked for, or on screen."""
        return (
            self.doubtful is None
            and self.good is not None
            and (self.wanted != self.good.brought or self.shown is not self.good)
        )

    def bring(self, content: bytes, filename: str, choices: Choices | None = None) -> None:
        """Ask for another table."""
        self.wanted = Brought(content, filename, choices or Choices())
        self.trouble = None
        self.generation += 1
        self.values = frozenset()
        self.across = True
        self.filled = False
        self.before = []
        self.meant = self.doubtful = None
        self.ways = set()

    def remove(self) -> None:
        """Take the table off the screen, and all that was said about it."""
        there = self if self.wanted is not None else self.replaced
        self._become(Drawer(generation=self.generation + 1, replaced=there and replace(there, replaced=None)))

    def take_back(self) -> None:
        """Before another file comes: it is put in the place of the one that was taken away, if there was one."""
        if self.replaced is not None:
            self._become(self.replaced)

    def _become(self, other: Drawer) -> None:
        for each in fields(other):
            setattr(self, each.name, getattr(other, each.name))

    def keep_value(self, code: str) -> None:
        """A code such as -999 is a value in this table."""
        self._remember()
        self.values |= {code}

    def fill(self, filled: bool) -> None:
        """Missing numbers are filled in, or their rows left out."""
        if filled != self.filled:
            self._remember()
            self.filled = filled

    def choose(self, **changes: Any) -> None:
        """Ask for the same table, read another way."""
        if self.wanted is not None and any(
            getattr(self.choices, name) != now for name, now in changes.items()
        ):
            self._remember()
            self.doubtful = None
            self.wanted = replace(self.wanted, choices=replace(self.wanted.choices, **changes))
            self.trouble = None

    def choose_part(self, first: int, last: int) -> None:
        """Ask for another table of the same file, which stands on these lines."""
        self.choose(first_row=first, last_row=last, header_rows=None, rows_left_out=(), rows_kept=())
        self.meant = self.wanted

    def read_as(self, way: str) -> None:
        """Ask for the same table as it was read once, if it was: what a link says of another table is nothing to this one."""
        if self.wanted is not None and way in self.ways and way != choices_to_link(self.choices):
            self.wanted = self.meant = replace(self.wanted, choices=choices_from_link(way) or Choices())
            self.trouble = self.doubtful = None
            self.generation += 1

    def _remember(self) -> None:
        """What is on screen can be had again; what failed, or waits, was never there."""
        if self.shown is not None and self.shown.brought == self.wanted:
            self.before = [*self.before, (self.wanted, self.values, self.filled)][-MOST_UNDONE:]

    def undo_change(self) -> None:
        """Take the last change back."""
        if self.before:
            *self.before, (self.wanted, self.values, self.filled) = self.before
            self.meant = self.wanted
            self.trouble = self.doubtful = None
            self.generation += 1

    def take(self) -> None:
        """The change that reads less is meant."""
        if self.doubtful is not None:
            self.shown = self.good = self.doubtful
            self.doubtful = None

    def leave(self) -> None:
        """The change that reads less is not meant: the table stays as it is on screen."""
        if self.doubtful is not None and self.shown is not None:
            self.wanted, self.doubtful = self.shown.brought, None
            self.before = self.before[:-1]
            self.generation += 1

    def undo(self) -> None:
        """Go back to the last table that could be grouped."""
        if self.good is not None:
            self.shown, self.wanted, self.trouble = self.good, self.good.brought, None
            if self.before and self.before[-1][0] == self.good.brought:  # to what is on screen now
                self.before = self.before[:-1]
            self.generation += 1

    def reset(self) -> None:
        """Let the reader decide everything about the table that is asked for."""
        if self.wanted is not None:
            self._remember()
            self.doubtful = None
            self.wanted = self.meant = replace(self.wanted, choices=Choices())
            self.trouble = None
            self.generation += 1

    @property
    def is_due(self) -> bool:
        """Whether what is asked for has yet to be read."""
        if self.wanted is None or self.trouble is not None:
            return False
        if self.doubtful is not None and self.doubtful.brought == self.wanted:
            return False
        return self.shown is None or self.shown.brought != self.wanted

    @property
    def held(self) -> dict[int, int]:
        """The bytes of all that is here, by the identity of each thing."""
        readings = [reading for reading in (self.shown, self.good, self.doubtful) if reading is not None]
        brought = [reading.brought for reading in readings] + ([self.wanted] if self.wanted else [])
        there = self.replaced.held if self.replaced else {}
        return (
            there
            | {id(reading): reading.nbytes for reading in readings}
            | {id(each.content): len(each.content) for each in brought}
        )

    def let_go(self) -> None:
        """Forget what is asked for; what is on screen stays."""
        self.wanted = self.shown.brought if self.shown else None

    def read(
        self,
        progress: ReadingProgress | None = None,
        refuse: Callable[[Reading], str | None] = lambda _: None,
    ) -> None:
        """Read what is asked for, if that is due. `refuse` may say, in a sentence, why there is no room for it."""
        if not self.is_due or self.wanted is None:
            return
        same = self.shown is not None and self.shown.brought.content is self.wanted.content
        try:
            table = apart.read_table(self.wanted.content, self.wanted.filename, self.wanted.choices, progress)
            reading = _as_wanted(self.wanted, table)
            if no_room := refuse(reading):
                raise TableError(no_room)
        except TableError as error:
            self.trouble = str(error)
            if not same and self.shown is not None:
                name = isolated(self.wanted.filename, 60)
                self.trouble = f"{name} could not be taken: {error} Your earlier table is still here."
                self.wanted = self.shown.brought
            return
        if same and reading.problem and self.shown is not None and not self.shown.problem:
            self.trouble = reading.problem
            return
        if (
            same
            and self.shown is not None
            and self.wanted != self.meant
            and loses(self.shown.table, reading.table)
        ):
            self.doubtful = reading
            return
        self.shown = reading
        if not reading.problem or reading.saved_by_dates:
            self.good = reading


@dataclass
class Desk:
    """All drawers, the one in use, how distances are measured (None: as suggested for the columns), in how many groups the table
    opened by itself, and the names of groups (None until the address was asked for them)."""

    active: str = FILE
    scaling: str | None = None
    opened_with: int | None = None
    group_names: GroupNames | None = None
    asked: Asked = field(default_factory=Asked)  # how rows are compared beside that
    drawers: dict[str, Drawer] = field(default_factory=lambda: {name: Drawer() for name in DRAWERS})
    linked_choices: Choices | None = None
    linked_values: frozenset[str] = frozenset()
    linked_across: bool = True
    linked_filled: bool = False
    """What came with the link, for the first table of the visit: choices, codes that are values, whether longitudes count across the
    date line, whether missing numbers are filled in."""
    page: str | None = None
    arriving: bool = False
    """The page that was on screen last; whether the choices come from another, so that the address does not have them yet."""
    carried: dict[str, Any] = field(default_factory=dict)
    wishes: dict[str, Any] = field(default_factory=dict)
    """What the widgets that several pages have in common were set to there; the columns that the user wants, by their part in it, even
    while the table is read in a way that lacks them."""
    otherwise: dict[str, str | list[str]] = field(default_factory=dict)
    makeshift: dict[str, str] = field(default_factory=dict)
    """The column of each axis, and those that count besides, if nobody chooses any, which no address needs to name; what stands in."""
    offered: dict[str, list[str]] = field(default_factory=dict)
    """The columns that each list offered last."""

    @property
    def drawer(self) -> Drawer:
        """The drawer in use."""
        return self.drawers[self.active]

    @property
    def held(self) -> dict[int, int]:
        """The bytes of all that the visitor brought, by the identity of each thing."""
        return {key: size for drawer in self.drawers.values() for key, size in drawer.held.items()}

    def bring_file(self, content: bytes, filename: str) -> None:
        """Put a file on the desk."""
        self.active = FILE
        self.bring(content, filename)

    def bring(self, content: bytes, filename: str, *, scaled_as_before: bool = False) -> None:
        """Put a table into the drawer in use. The first one of the visit is read as the link says."""
        if all(drawer.wanted is None for drawer in self.drawers.values()):
            self.drawer.bring(content, filename, self.linked_choices)
            self.drawer.values = self.linked_values
            self.drawer.across = self.linked_across
            self.drawer.filled = self.linked_filled
            return
        self.drawer.bring(content, filename)
        if not scaled_as_before:
            self.scaling = None
            self.asked = Asked()


def coordinates(table: Table, dates: bool) -> list[str]:
    """The columns to choose from, in the order of the file; dates only where they are asked for."""
    names = {*numeric_columns(table), *(date_columns(table) if dates else ())}
    return [column.name for column in table.columns if column.name in names]


def suggested_columns(table: Table, dates: bool) -> tuple[str, ...]:
    """Two columns to begin with, or the only one: numbers, and dates only where there are no two of those."""
    names = coordinates(table, dates)
    if len(numeric_columns(table)) < 2 and names:
        return tuple(names[:2])
    return suggest_columns(table)


def _as_wanted(wanted: Brought, table: Table) -> Reading:
    table = as_said(table, wanted.choices)
    return Reading(wanted, table, _why_not(table), digest_of(wanted))


def _why_not(table: Table) -> str | None:
    try:
        suggest_columns(table)
    except TableError as error:
        return str(error)
    return None


def digest_of(brought: Brought) -> str:
    """Names a table and the way it was read."""
    content = hashlib.blake2b(brought.content, digest_size=12)
    content.update(repr((brought.filename, brought.choices)).encode())
    return content.hexdigest()
