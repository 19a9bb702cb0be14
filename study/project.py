"""A project file: a table as it came, the choices about it, and the names of its groups, to go on elsewhere. Pure: no Streamlit.

It is a .zip with two members, "kmeans.json" and "table". Anybody can make one, so it is checked as any upload: what it holds is
measured while it is unpacked, and nothing in it is taken for a path. The table in it is then read as any table.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from study import links
from study.choices_in_link import MOST_IN_LINK, choices_from_link, choices_to_link
from study.group_names import names_from_link, names_to_link
from study.nearness import Asked, sizes_from_text, sizes_to_text
from study.scaling import SCALINGS
from study.similarities import NEARS_OF_TABLES
from study.text import shortened
from tables import Choices, TableError
from tables.errors import DAMAGED_ARCHIVE
from tables.limits import MAX_BYTES, in_megabytes

PROJECT_ENDING = ".kmeans.zip"
_SETTINGS, _TABLE = "kmeans.json", "table"
_VERSION = 1
MOST_SETTINGS = 1_000_000
"""Bytes: more than thousands of names take."""
LONGEST_FILENAME = 255


@dataclass(frozen=True)
class Project:
    """A table as it came, and how it was worked on.

    values : codes that are values; across : whether longitudes count across the date line; filled : whether missing numbers
    are filled in; columns : those that are compared, the two
    of the plot first; scaling : one of `SCALINGS`, None as suggested; k : how many groups; names : of which groups, and theirs;
    asked : how rows are compared beside that
    """

    content: bytes
    filename: str
    choices: Choices
    values: tuple[str, ...]
    across: bool
    filled: bool
    columns: tuple[str, ...]
    scaling: str | None
    mixtures: bool
    dates: bool
    k: int
    noun: str
    names: tuple[str, tuple[str, ...]] | None
    asked: Asked = field(default_factory=Asked)


def project_file(project: Project) -> bytes:
    """The project as a file."""
    settings = {
        "version": _VERSION,
        "file": project.filename,
        "read": choices_to_link(project.choices),
        "values": list(project.values),
        "across": project.across,
        "filled": project.filled,
        "columns": list(project.columns),
        "scaling": project.scaling or "",
        "mixtures": project.mixtures,
        "dates": project.dates,
        "groups": project.k,
        "noun": project.noun,
        "names": names_to_link(*project.names) if project.names else "",
        "near": project.asked.near,
        "weigh": project.asked.weigh,
        "sizes": sizes_to_text(project.asked.sizes),
        "words": list(project.asked.words),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_SETTINGS, json.dumps(settings, ensure_ascii=False))  # first: it is known by that
        archive.writestr(_TABLE, project.content)
    return buffer.getvalue()


def is_project(content: bytes) -> bool:
    """Whether an upload says that it is a project file."""
    return content[:4] == b"PK\x03\x04" and content[30 : 30 + len(_SETTINGS)] == _SETTINGS.encode()


def open_project(content: bytes) -> Project:
    """The project in a file. Raises TableError, with a sentence, for whatever is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sorted(archive.namelist()) != sorted([_SETTINGS, _TABLE]):
                raise TableError(
                    "This project file holds other things than a table and its settings. Save the project again."
                )
            settings = json.loads(_unpacked(archive, _SETTINGS, MOST_SETTINGS))
            table = _unpacked(archive, _TABLE, MAX_BYTES)
    except TableError:
        raise
    except DAMAGED_ARCHIVE:
        raise TableError(
            "This project file is damaged and could not be opened. Save the project again."
        ) from None
    return _checked(settings, table)


def _unpacked(archive: zipfile.ZipFile, member: str, most: int) -> bytes:
    with archive.open(member) as packed:
        data = packed.read(most + 1)
    if len(data) > most:
        raise TableError(
            f"What is packed in this project file is larger than {in_megabytes(most)}, the most that can be read."
        )
    return data


def _is_text(longest: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and len(value) <= longest


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= MOST_IN_LINK and all(map(_is_text(1_000_000), value))


def _is_yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


_FITS: dict[str, Callable[[Any], bool]] = {
    "version": lambda value: value == _VERSION,
    "file": _is_text(LONGEST_FILENAME),
    "read": lambda value: value == "" or (isinstance(value, str) and choices_from_link(value) is not None),
    "values": _are_texts,
    "across": _is_yes_or_no,
    "filled": _is_yes_or_no,
    "columns": lambda value: _are_texts(value) and len(value) > 0,
    "scaling": lambda value: value == "" or (isinstance(value, str) and value in SCALINGS),
    "mixtures": _is_yes_or_no,
    "dates": _is_yes_or_no,
    "groups": lambda value: (
        isinstance(value, int) and not isinstance(value, bool) and links.INTO.low <= value <= links.INTO.high
    ),
    "noun": lambda value: value == "" or (isinstance(value, str) and links.NOUN.fits(value)),
    "near": lambda value: value == "" or (isinstance(value, str) and value in NEARS_OF_TABLES),
    "weigh": _is_text(1_000_000),
    "sizes": lambda value: value == "" or (isinstance(value, str) and sizes_from_text(value) is not None),
    "words": _are_texts,
    "names": lambda value: value == "" or (isinstance(value, str) and names_from_link(value) is not None),
}
"""What the settings say, and whether a value of each can be."""
_BEFORE = {"filled": False, "near": "", "weigh": "", "sizes": "", "words": []}
"""What held while files did not say it yet."""


def _checked(settings: Any, table: bytes) -> Project:
    if not isinstance(settings, dict):
        raise TableError("The settings in this project file cannot be read. Save the project again.")
    if settings.get("version") != _VERSION:
        raise TableError(
            "This project file was made by another version of this app, and cannot be opened by this one."
        )
    settings = {**_BEFORE, **settings}
    unfit = [name for name, fits in _FITS.items() if name not in settings or not fits(settings[name])]
    if unfit:
        raise TableError(
            f"This project file says nothing that can be used under “{unfit[0]}”. Save the project again."
        )
    name = PurePath(settings["file"].replace("\\", "/")).name
    return Project(
        table,
        shortened(name, LONGEST_FILENAME) if name else "table.csv",
        choices_from_link(settings["read"]) or Choices(),
        tuple(settings["values"]),
        settings["across"],
        settings["filled"],
        tuple(dict.fromkeys(settings["columns"])),
        settings["scaling"] or None,
        settings["mixtures"],
        settings["dates"],
        settings["groups"],
        settings["noun"],
        names_from_link(settings["names"]),
        Asked(
            settings["near"], settings["weigh"], sizes_from_text(settings["sizes"]), tuple(settings["words"])
        ),
    )
