"""Reading in another process: limits, deaths, cancelling, turns; both ways to have such a process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pandas as pd
import psutil
import pytest

from tables import Choices, TableError, apart, read_table, write_back
from tables.apart import asking, children, wire
from tables.apart.turns import Turns

CSV = b"a,b,c\n1,2.5,x\n3,,y\n5,6.5,\n"
linux = pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux only")

WAYS = [pytest.param(children.Spawns, id="spawned")]
if sys.platform == "linux":
    WAYS.insert(0, pytest.param(children.Forks, id="forked"))


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[children.Children]:
    """Children of a kind, for this test alone."""
    found: children.Children = request.param()
    monkeypatch.setattr(asking, "children", found)
    yield found
    found.close()


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> Iterator[children.Forks]:
    found = children.Forks()
    monkeypatch.setattr(asking, "children", found)
    yield found
    found.close()


_TRICK = """
from tables.apart import child, {module}
read = child.WORK["read"]
def trick(request, progress):
    if request.message["filename"].startswith("run:"):
        exec(request.message["filename"][4:], {{"progress": progress}})
    return read(request, progress)
child.WORK["read"] = trick
{module}.main()
"""


@pytest.fixture
def run(way: children.Children, monkeypatch: pytest.MonkeyPatch) -> Callable[..., object]:
    """Reads a table after the child has run some code, as a file might make it do."""
    monkeypatch.setattr(
        children, "_command", lambda module: [sys.executable, "-c", _TRICK.format(module=module)]
    )
    return lambda code, progress=None: apart.read_table(CSV, f"run:{code}", None, progress)


def test_the_same_table_as_in_this_process(way: children.Children) -> None:
    for choices in (Choices(), Choices(header_rows=0, missing_codes=("x",))):
        ours, theirs = read_table(CSV, "t.csv", choices), apart.read_table(CSV, "t.csv", choices)
        pd.testing.assert_frame_equal(ours.frame, theirs.frame)
        assert (ours.columns, ours.receipt, ours.source) == (theirs.columns, theirs.receipt, theirs.source)
        extra = {"group": [1, None, 2][: len(ours.frame)] + ["=x"] * (len(ours.frame) - 3)}
        assert apart.write_back(theirs, extra) == write_back(ours, extra)


def test_the_file_is_held_once(way: children.Children) -> None:
    data = bytes(CSV)
    assert apart.read_table(data, "t.csv").source.data is data


def test_the_same_sentence_as_in_this_process(way: children.Children) -> None:
    with pytest.raises(TableError, match="The file is empty"):
        apart.read_table(b"", "t.csv")
    table = apart.read_table(CSV, "t.csv")
    with pytest.raises(TableError):
        apart.write_back(table, {"group": [1]})


def test_progress_is_told(way: children.Children) -> None:
    told: list[float] = []
    apart.read_table(CSV, "t.csv", None, lambda fraction, words: told.append(fraction))
    assert told == sorted(told) and told[-1] == 1.0


def test_each_file_has_a_process_of_its_own_that_ends(
    way: children.Children, run: Callable[..., object]
) -> None:
    seen: list[str] = []
    for _ in range(3):
        run("import os; progress(0.5, str(os.getpid()))", lambda _, words: seen.append(words))
    pids = {int(words) for words in seen if words.isdigit()}
    assert len(pids) == 3 and os.getpid() not in pids
    until(lambda: not any(psutil.pid_exists(pid) for pid in pids))


DEATHS = {
    "import os; os.abort()": "more than 1,500 MB of memory",
    "import os, signal; os.kill(os.getpid(), signal.SIGKILL)": "more than 1,500 MB of memory",
    "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)": "more than 20 s",
    "x = bytearray(10**10)": "more than 1,500 MB of memory",
    "import os; os._exit(3)": "could not be read as a table",
    "raise SystemError": "could not be read as a table",
    "import os; os.write(1, b'x' * 100); os._exit(0)": "could not be read as a table",
}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize("code", DEATHS)
def test_however_it_dies_there_is_a_sentence_and_the_next_is_read(
    code: str, way: children.Children, run: Callable[..., object]
) -> None:
    with pytest.raises(TableError, match=DEATHS[code]):
        run(code)
    assert len(apart.read_table(CSV, "t.csv").frame) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
def test_compiled_code_that_never_comes_back_is_ended(
    way: children.Children, run: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "READING_SECONDS", 1)
    with pytest.raises(TableError, match="took more than 1 s"):
        run("import re; re.match('(a*)*b', 'a' * 50)")


def test_who_only_sleeps_is_ended_by_the_clock_on_the_wall(
    way: children.Children, run: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "READING_SECONDS", 1)
    with pytest.raises(TableError, match="took more than 1 s"):
        run("import time; time.sleep(60)")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
def test_no_file_is_written(way: children.Children, run: Callable[..., object], tmp_path: Path) -> None:
    with pytest.raises(TableError):
        run(f"f = open({str(tmp_path)!r} + '/x', 'wb', 0); f.write(b'x' * 10); f.close()")
    assert sum(each.stat().st_size for each in tmp_path.iterdir()) == 0


@linux
@pytest.mark.parametrize("way", [children.Forks], indirect=True)
def test_who_reads_has_no_network_where_the_system_permits_that(
    way: children.Children, run: Callable[..., object]
) -> None:
    can = "import sys; from tables.apart.nursery import leave_the_network; sys.exit(not leave_the_network())"
    if subprocess.run([sys.executable, "-c", can], check=False).returncode:
        pytest.skip("this system lets nobody leave the network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        asked = f"import socket; socket.create_connection({address!r}, 20)"
        subprocess.run([sys.executable, "-c", asked], check=True)  # who has the network finds it
        server.accept()[0].close()
        with pytest.raises(TableError):
            run(asked)
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_secrets_of_the_server_are_not_passed_on(
    way: children.Children, run: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_OF_THE_SERVER", "x")
    monkeypatch.setenv("KMEANS_MAX_MEMBERS", "7")
    seen: list[str] = []
    run(
        "import os; progress(0.5, repr((os.environ.get('SECRET_OF_THE_SERVER'), os.environ.get('KMEANS_MAX_MEMBERS'))))",
        lambda _, words: seen.append(words),
    )
    assert repr((None, "7")) in seen


class Cancelled(BaseException):
    """As Streamlit stops a script."""


def test_when_progress_raises_the_reading_ends_at_once(
    way: children.Children, run: Callable[..., object]
) -> None:
    pids: list[int] = []

    def progress(fraction: float, words: str) -> None:
        if words.isdigit() and fraction == 0.5:
            pids.append(int(words))
        if len(pids) > 1:  # told again, while nothing came from the child
            raise Cancelled

    with pytest.raises(Cancelled):
        run("import os, time; progress(0.5, str(os.getpid())); time.sleep(60)", progress)
    until(lambda: not psutil.pid_exists(pids[0]))
    assert len(apart.read_table(CSV, "t.csv").frame) == 3


def test_many_at_once(way: children.Children) -> None:
    files = [b"a,b\n" + b"".join(b"%d,%d\n" % (i, i * k) for i in range(50)) for k in range(12)]
    found: dict[int, float] = {}

    def read(k: int) -> None:
        found[k] = float(apart.read_table(files[k], "t.csv").frame["b"].sum())

    threads = [threading.Thread(target=read, args=(k,)) for k in range(12)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == {k: 1225.0 * k for k in range(12)}


@linux
def test_a_nursery_that_died_is_replaced(forks: children.Forks) -> None:
    apart.read_table(CSV, "t.csv")
    for how in (signal.SIGKILL, signal.SIGTERM):
        assert forks._nursery is not None
        first = forks._nursery[0].pid
        os.kill(first, how)
        assert len(apart.read_table(CSV, "t.csv").frame) == 3
        assert forks._nursery[0].pid != first and not psutil.pid_exists(first)


@linux
def test_a_nursery_that_dies_under_a_reading_is_replaced_too(
    forks: children.Forks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        children, "_command", lambda module: [sys.executable, "-c", _TRICK.format(module=module)]
    )
    times = 0
    victims: list[int] = []

    def progress(fraction: float, words: str) -> None:
        nonlocal times
        if words.isdigit() and fraction == 0.5 and not victims:
            victims.append(int(words))
            assert forks._nursery is not None
            os.kill(forks._nursery[0].pid, signal.SIGKILL)

    code = "import os, time; progress(0.5, str(os.getpid())); time.sleep(1)"
    assert len(apart.read_table(CSV, f"run:{code}", None, progress).frame) == 3
    assert victims
    until(lambda: not psutil.pid_exists(victims[0]))


@linux
def test_the_nursery_goes_when_the_server_goes() -> None:
    code = (
        "from tables import apart; from tables.apart import asking; apart.read_table(b'a,b\\n1,2\\n3,4\\n', 't.csv');"
        "print(asking.children._nursery[0].pid, flush=True); import os; os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    pid = int(done.stdout)
    until(lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)


@linux
def test_nothing_is_left_open(forks: children.Forks) -> None:
    apart.read_table(CSV, "t.csv")
    before = (psutil.Process().num_fds(), threading.active_count())
    for _ in range(5):
        apart.read_table(CSV, "t.csv")
        with pytest.raises(TableError):
            apart.read_table(b"", "t.csv")
    assert (psutil.Process().num_fds(), threading.active_count()) == before


def test_turns_come_in_order_and_others_are_told() -> None:
    turns = Turns(1)
    order: list[int] = []
    told: dict[int, list[int]] = {1: [], 2: []}
    first = threading.Event()

    def take(k: int) -> None:
        with turns.turn(told[k].append):
            order.append(k)

    with turns.turn(lambda before: None):
        threads = []
        for k in (1, 2):
            threads.append(threading.Thread(target=take, args=(k,)))
            threads[-1].start()
            until(partial(told.get, k))
        assert order == [] and told[1][0] == 0 and told[2][0] == 1
        first.set()
    for each in threads:
        each.join()
    assert order == [1, 2]


def test_who_no_longer_waits_gives_up_the_place() -> None:
    turns = Turns(1)

    def leave(before: int) -> None:
        raise Cancelled

    with turns.turn(lambda before: None), pytest.raises(Cancelled), turns.turn(leave):
        raise AssertionError("had no turn")
    with turns.turn(leave):
        pass


def test_small_files_do_not_wait_behind_large_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Turns(1)
    monkeypatch.setattr(asking, "_large", held)
    monkeypatch.setattr(asking, "READ_SMALL_BYTES", 1000)
    large = CSV + b"1,2,z\n" * 1000
    words: list[str] = []

    def leave(fraction: float, said: str) -> None:
        words.append(said)
        raise Cancelled

    with held.turn(lambda before: None):
        assert len(apart.read_table(CSV, "t.csv").frame) == 3
        with pytest.raises(Cancelled):
            apart.read_table(large, "t.csv", None, leave)
    assert words == ["Other files are being read; yours is next"]


def test_more_is_allowed_for_what_is_larger_or_packed() -> None:
    small, packed = asking._allowance(bytes(4_000_000)), asking._allowance(b"\x1f\x8b" + bytes(4_000_000))
    assert small.is_small and small.seconds == 24 and small.memory == 1_500_000_000
    assert not packed.is_small and packed.seconds == 60 and packed.memory == 3_000_000_000


def test_an_answer_that_is_no_table_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_once", lambda *_: wire.Pieces({"rows": 10**12}, ()))
    with pytest.raises(TableError, match="could not be read as a table"):
        apart.read_table(CSV, "t.csv")


def test_where_no_process_can_be_had_there_is_a_sentence(
    way: children.Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    apart.warm()
    with pytest.raises(TableError, match="could not be read just now"):
        apart.read_table(CSV, "t.csv")
    monkeypatch.undo()
    monkeypatch.setattr(asking, "children", way)
    assert len(apart.read_table(CSV, "t.csv").frame) == 3
