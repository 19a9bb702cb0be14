"""How much a person may bring."""

from __future__ import annotations

import importlib.util
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tables import TableError, limits, read_table, reader
from tables.cutting import rows

ROOT = Path(__file__).parents[2]
Reloaded = Callable[..., ModuleType]


@pytest.fixture
def reloaded(monkeypatch: pytest.MonkeyPatch) -> Reloaded:
    """The limits as another start of the app would find them."""

    def load(**environment: str) -> ModuleType:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        spec = importlib.util.spec_from_file_location("limits_anew", limits.__file__)
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


def test_the_server_lets_through_what_the_reader_reads() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] * limits.MEGABYTE == 200 * limits.MEGABYTE
    assert limits.MAX_BYTES == 200 * limits.MEGABYTE


def test_limits_can_be_set_in_the_environment(reloaded: Reloaded) -> None:
    assert reloaded(KMEANS_MAX_BYTES="50000000").MAX_BYTES == 50_000_000
    assert reloaded(KMEANS_MAX_BYTES="").MAX_BYTES == 200_000_000


@pytest.mark.parametrize("nonsense", ["fifty", "-1", "0", "1.5", "²"])
def test_nonsense_in_the_environment_is_named(reloaded: Reloaded, nonsense: str) -> None:
    with pytest.raises(ValueError, match="KMEANS_MAX_BYTES is"):
        reloaded(KMEANS_MAX_BYTES=nonsense)


@pytest.mark.parametrize("where", ["first", "last", "only"])
def test_a_long_cell_is_refused_with_its_line(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_CELL_CHARACTERS", 50)
    monkeypatch.setattr(reader, "MAX_CELL_CHARACTERS", 50)
    lines = ["a,b", *["1,2"] * 40]
    wanted = {"first": 1, "last": 41, "only": 1}[where]
    lines[wanted - 1] = "x" * 51 + ",3"
    text = "\n".join(lines if where != "only" else lines[:1])
    with pytest.raises(TableError, match=rf"line {wanted} has 51 characters; up to 50 can be read"):
        read_table(text.encode(), "t.csv")
    for i in (0, 19, 40):
        lines[i] = "x" * 50 + "," + "y" * 50
    lines[wanted - 1] = "x" * 50 + ",3"
    assert read_table("\n".join(lines).encode(), "t.csv").frame.shape[1] == 2


def test_a_long_cell_over_many_lines_of_a_large_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_CELL_CHARACTERS", 5_000)
    monkeypatch.setattr(reader, "MAX_CELL_CHARACTERS", 5_000)
    regular = ["n,word"] + ['1.5,"one\ntwo"'] * 40_000
    assert len(read_table("\n".join(regular).encode(), "t.csv").frame) == 40_000
    regular[20_000] = '1.5,"' + "one\n" * 1_500 + 'two"'
    try:
        table = read_table("\n".join(regular).encode(), "t.csv")
    except TableError as refused:
        assert "characters; up to 5,000" in str(refused)
    else:
        assert table.frame.map(lambda cell: len(str(cell))).to_numpy().max() <= 5_000
