"""A project file comes back as it was; whatever is none gets a sentence."""

import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from study import project
from study.nearness import Asked
from study.project import Project, is_project, open_project, project_file
from tables import Choices, TableError

WHOLE = Project(
    b"a,b\n1,2\n",
    "shop.csv",
    Choices(decimal=",", rows_left_out=(3,)),
    ("-999",),
    True,
    False,
    ("a", "b"),
    "range",
    False,
    True,
    4,
    "customers",
    ("0123456789ab", ("", "Big spenders")),
    Asked("Globe", "n", (3, 9), ("town", "kind")),
)


def made(settings: Any = None, table: bytes = b"a,b\n1,2\n", **more: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("kmeans.json", settings if isinstance(settings, str) else json.dumps(settings))
        archive.writestr("table", table)
        for name, content in more.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def settings_of(whole: Project) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(project_file(whole))) as archive:
        return dict(json.loads(archive.read("kmeans.json")))


@pytest.mark.parametrize(
    "whole", [WHOLE, replace(WHOLE, names=None, choices=Choices(), scaling=None, noun="", values=())]
)
def test_it_comes_back_as_it_was(whole: Project) -> None:
    data = project_file(whole)
    assert is_project(data) and open_project(data) == whole


def test_one_from_before_numbers_could_be_filled_in_opens() -> None:
    settings = settings_of(replace(WHOLE, filled=True))
    assert open_project(made(settings)).filled and settings.pop("filled")
    assert open_project(made(settings)) == WHOLE
    for name in ("near", "weigh", "sizes", "words"):
        assert settings.pop(name)
    assert open_project(made(settings)) == replace(WHOLE, asked=Asked())


def test_other_archives_are_no_projects() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.csv", b"a,b\n1,2\n")
    assert not is_project(buffer.getvalue()) and not is_project(b"") and not is_project(b"a,b\n1,2\n")


@pytest.mark.parametrize(
    ("name", "value"),
    [("groups", 99), ("groups", True), ("groups", "3"), ("scaling", "x"), ("scaling", []), ("read", "{"), ("read", 3), ("columns", []),
     ("columns", "ab"), ("columns", [1]), ("columns", ["a"] * 1001), ("noun", "x" * 99), ("names", "{}"), ("names", []), ("across", 1), ("filled", 1), ("file", "x" * 999),
     ("near", "nowhere"), ("near", 3), ("weigh", 1), ("sizes", "9-3"), ("sizes", [1, 2]),
     ("words", "town"), ("words", [1])],
)  # fmt: skip
def test_settings_that_do_not_fit_get_a_sentence(name: str, value: Any) -> None:
    with pytest.raises(TableError, match=f"“{name}”"):
        open_project(made(settings_of(WHOLE) | {name: value}))


def test_files_made_to_hurt_get_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    good = settings_of(WHOLE)
    with pytest.raises(TableError, match="damaged"):
        open_project(made("[" * 100_000))
    with pytest.raises(TableError, match="damaged"):
        open_project(project_file(WHOLE)[:-40])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        for name in ("kmeans.json", "table"):
            archive.writestr(name, "x" * 5000)
    broken = bytearray(packed.getvalue())
    broken[45] = 0xFF  # how it is packed: LZMA knows no such way
    with pytest.raises(TableError, match="damaged"):
        open_project(bytes(broken))
    with pytest.raises(TableError, match="settings"):
        open_project(made([1]))
    with pytest.raises(TableError, match="other things"):
        open_project(made(good, **{"../../evil": b"x"}))
    with pytest.raises(TableError, match="another version"):
        open_project(made(good | {"version": 2}))
    monkeypatch.setattr(project, "MAX_BYTES", 10_000)
    with pytest.raises(TableError, match="larger than"):
        open_project(made(good, b"0" * 50_000_000))  # packed it is small
    assert open_project(made(good | {"file": "../../etc/passwd"})).filename == "passwd"
