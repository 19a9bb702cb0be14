"""What a visit leaves behind, on a real server: nothing that others would notice, and soon nothing at all.

Visits without a browser (tests/visits.py) come, bring tables and go; the server's sweeps follow each other in a moment.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from study.memory import SERVER_IS_FULL
from tests.e2e.browser import ROOT, AppServer
from tests.visits import Visit, put_file
from ui.visit import house

SWEEPS = {"KMEANS_SWEEP_SECONDS": "0.3"}
SOON = ("--server.disconnectedSessionTTL=1",)
PATIENCE = 60
"""Seconds that anything here may take at most."""


def mark_of(visit: int) -> str:
    """Stands in all that a visit brings, and nowhere else."""
    return f"Zq{visit}xWvUtSrQpOnMlKjIhGfEd"


def table(mark: str, rows: int = 400) -> bytes:
    head = f"name {mark},a {mark},b {mark}\n"
    return (head + "".join(f"{mark} {i % 5},{i % 7 + i % 3 / 4},{i % 5}\n" for i in range(rows))).encode()


def served(tmp_path: Path, **limits: int) -> AppServer:
    environ = SWEEPS | {f"KMEANS_{name}": str(limit) for name, limit in limits.items()}
    return AppServer(ROOT / "app.py", tmp_path / "app.log", *SOON, environ=environ)


def waited_for(done: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def bytes_of_files(server: AppServer) -> int:
    """What Streamlit says it keeps of files that were sent to it."""
    with urllib.request.urlopen(f"{server.url}/_stcore/metrics", timeout=PATIENCE) as reply:
        text = reply.read().decode()
    found = re.search(
        r'^cache_memory_bytes\{[^}]*type="UploadedFileManager"[^}]*\} (\d+)', text, re.MULTILINE
    )
    assert "cache_memory_bytes" in text or "active_sessions" in text, text
    return int(found[1]) if found else 0


def in_memory(pid: int, marks: list[bytes]) -> int:
    """How often the marks stand in the memory of a process."""
    count = 0
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            span, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            begin, end = (int(place, 16) for place in span.split("-"))
            memory.seek(begin)
            try:
                held = memory.read(end - begin)
            except OSError:  # it was given back just now
                continue
            count += sum(held.count(mark) for mark in marks)
    return count


async def look(one: Visit, visit: int) -> None:
    """Bring a table, and look at it on one of the pages."""
    if one.page != "Your_data":
        await one.set("data", string_array_value=["Upload"])
    await one.upload("file", f"file {mark_of(visit)}.csv", table(mark_of(visit)))
    assert mark_of(visit) in one.text()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into the memory of the server")
def test_what_visits_brought_is_gone_when_they_are(tmp_path: Path) -> None:
    marks = [mark_of(visit).encode() for visit in range(5)]
    with served(tmp_path) as server:

        async def all_visits() -> int:
            async with AsyncExitStack() as stay:
                visits = [
                    Visit(server.url, ("", "Your_data", "Starting_points")[visit % 3]) for visit in range(5)
                ]
                for number, one in enumerate(visits):
                    await look(await stay.enter_async_context(one), number)
                return in_memory(server.pid, marks)

        before = asyncio.run(all_visits())
        assert before > 2000
        # In places that no block of Python's allocator covers, as at the end of its pools, shreds may stay
        assert waited_for(lambda: in_memory(server.pid, marks) <= before // 200), in_memory(server.pid, marks)
        assert bytes_of_files(server) == 0
        assert "Traceback" not in server.read_log()


def test_files_of_a_visit_are_bounded_shown_or_not(tmp_path: Path) -> None:
    with served(tmp_path, VISIT_UPLOADS=300_000) as server:

        async def bring_many() -> None:
            async with Visit(server.url, "Your_data") as one:
                for number in range(8):
                    await one.put(f"{number}.csv", bytes(100_000))
                assert 200_000 <= bytes_of_files(server) <= 300_000
                await one.upload("file", "shown.csv", table("after the others"))
                assert "shown.csv" in one.text()
                await one.upload("file", "large.csv", table("too large by itself", 20_000))
                assert SERVER_IS_FULL in one.text()
                assert "shown.csv" in one.text()  # the table that was there is still there

        asyncio.run(bring_many())
        assert waited_for(lambda: bytes_of_files(server) == 0)
        assert "Traceback" not in server.read_log()


def test_a_file_for_a_visit_that_has_gone_is_not_kept(tmp_path: Path) -> None:
    with served(tmp_path) as server:

        async def leave_and_send() -> None:
            async with Visit(server.url) as one:
                session = one.session_id
            with pytest.raises(urllib.error.HTTPError):
                put_file(server.url, f"/_stcore/upload_file/{session}/1", "late.csv", bytes(1000))

        asyncio.run(leave_and_send())
        assert bytes_of_files(server) == 0


# A table of 10,000 rows takes 535 kB: 143 for its file, and 392 once it is read
def test_a_full_server_says_so_and_nobody_else_loses_anything(tmp_path: Path) -> None:
    with served(tmp_path, SERVER_MEMORY=800_000) as server:

        async def two_visits() -> None:
            async with Visit(server.url, "Your_data") as late:
                async with Visit(server.url, "Your_data") as early:
                    await early.upload("file", "early.csv", table("early", 10_000))
                    assert "early.csv" in early.text() and SERVER_IS_FULL not in early.text()
                    await late.upload("file", "late.csv", table("late", 10_000))
                    assert SERVER_IS_FULL in late.text()
                    await late.upload("file", "small.csv", table("small", 50))
                    assert "small.csv" in late.text() and "50 rows, 3 columns" in late.text()
                    await early.run()
                    assert "early.csv" in early.text() and SERVER_IS_FULL not in early.text()
                with_early = bytes_of_files(server)
                assert await asyncio.to_thread(
                    waited_for, lambda: bytes_of_files(server) < with_early - 100_000
                )
                await late.upload("file", "again.csv", table("late", 10_000))
                assert "again.csv" in late.text() and SERVER_IS_FULL not in late.text()

        asyncio.run(two_visits())
        assert "Traceback" not in server.read_log()


def test_a_copy_of_a_file_is_read_by_itself_and_looks_at_the_same_bytes() -> None:
    content = bytes(range(200))
    file = UploadedFile(UploadedFileRec("id", "a.csv", "text/csv", content), FileURLs(file_id="id"))
    copied = house._same_bytes(file, {})
    assert copied.getvalue() is content
    assert (copied, copied.name, copied.type, copied.size) == (file, "a.csv", "text/csv", 200)
    assert copied.read(3) == content[:3] and file.tell() == 0
