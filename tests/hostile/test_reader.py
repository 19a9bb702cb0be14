"""Every file of the corpus, in its small size, through the reader as the app uses it."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import psutil
import pytest

from tables import Table, TableError, apart
from tables.apart import asking
from tests.hostile import corpus
from tests.hostile.corpus import Attack

MEGABYTE = 1_000_000
SMALL_CSV = b"a,b\n1,2\n3,5\n9,9\n"


def readers() -> list[psutil.Process]:
    """The processes that read at this moment: the children of the nursery."""
    return [each for child in psutil.Process().children() for each in child.children()]


def wait_until_none_reads() -> None:
    deadline = time.monotonic() + 60
    while readers() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not readers()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that take as long as they may take three seconds here."""
    monkeypatch.setattr(asking, "READING_SECONDS", 3)


def outcome(attack: Attack, data: bytes | None = None) -> Table | str:
    """The table in the file, or the sentence. data : the file, where it has been made already"""
    try:
        return apart.read_table(
            attack.make(attack.small) if data is None else data, attack.filename, attack.choices
        )
    except TableError as refused:
        return str(refused)


@pytest.mark.parametrize("attack", corpus.ATTACKS, ids=lambda attack: attack.name)
def test_each_ends_in_a_table_or_a_sentence(attack: Attack) -> None:
    apart.read_table(SMALL_CSV, "warm.csv")
    data = attack.make(attack.small)  # some take more to make than to read
    grown: list[int] = []
    while not grown or (grown[-1] > 50 * MEGABYTE and len(grown) < 3):
        # What stays grows with every reading; what the first one leaves free in the heap does not.
        gc.collect()
        before = psutil.Process().memory_info().rss
        found = outcome(attack, data)
        if isinstance(found, str):
            assert found[0].isupper() and found.endswith(".") and len(found) < 600
            assert "Traceback" not in found and "Error" not in found
        else:
            assert len(found.frame) == len(found.row_numbers) > 0
        del found
        wait_until_none_reads()
        gc.collect()
        grown.append(psutil.Process().memory_info().rss - before)
    assert grown[-1] <= 50 * MEGABYTE
    assert len(apart.read_table(SMALL_CSV, "after.csv").frame) == 3


FAR = [each for each in corpus.ATTACKS if ", far cell" in each.name or each.name == "xls, huge dimension"]


@pytest.mark.parametrize("attack", FAR, ids=lambda attack: attack.name)
def test_a_cell_far_out_is_named_however_it_is_written(attack: Attack) -> None:
    found = outcome(attack)
    assert isinstance(found, str)
    assert "names a cell as far out as" in found and "cells" in found


@pytest.mark.parametrize("name", ["xlsx with a far cell, in a zip", "ods, rows of repeated cells repeated"])
def test_too_many_cells_are_counted_wherever_they_are(name: str) -> None:
    found = outcome(corpus.named(name))
    assert isinstance(found, str)
    assert "billion cells" in found and "damaged" not in found


def test_a_workbook_without_end_is_damaged() -> None:
    found = outcome(corpus.named("xls, sectors in a circle"))
    assert isinstance(found, str) and found.startswith("This workbook is damaged")


def test_the_sentence_counts_the_cells() -> None:
    found = outcome(corpus.named("xlsx, far cell, plain"))
    assert found == (
        "This workbook names a cell as far out as XFD1048576: 17 billion cells, and up to 5,000,000 can be read. It was not "
        "opened. Delete what stands there, or copy the table into a new sheet, or save it as .csv."
    )


def test_what_is_not_far_out_is_read() -> None:
    """The makers make workbooks that are whole but for what is wrong with them."""
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>5</v></c></row><row r="2"><c><v>2</v></c><c><v>7</v></c></row>'
    for data, name in (
        (corpus.xlsx(rows), "t.xlsx"),
        (corpus.xlsb(1, 1, [(0, 0), (0, 1), (1, 0), (1, 1)]), "t.xlsb"),
        (corpus.ods(corpus._ods_row(cells=2) * 2), "t.ods"),
    ):
        assert apart.read_table(data, name).frame.shape[1] == 2


def test_nothing_outside_is_read_or_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = outcome(corpus.named("zip with names that climb"))
    assert isinstance(found, Table)
    found = outcome(corpus.named("xlsx, external entity"))
    assert "root:" not in (found if isinstance(found, str) else found.frame.to_csv())
    assert not list(tmp_path.iterdir())
