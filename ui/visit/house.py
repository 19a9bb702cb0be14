"""Keeping house: what a visit leaves behind is gone soon after it, and what it may leave lying about is bounded.

Streamlit ends a visit lazily. When a connection closes it keeps all of the visit (state, files, pictures) for
`server.disconnectedSessionTTL` seconds, so that a page can come back after a moment without network, and looks for what
has expired only when the next connection closes. Fifty visits of 5 MB that went one after the other left 1.7 GB for as
long as nobody came. So a thread of ours sweeps every `EVERY` seconds, whoever comes or not; with the 100 seconds of
.streamlit/config.toml a visit is gone at most two minutes after its connection.

Streamlit also keeps every file that is sent for a visit, whether the page shows it or not: eight of 100 MB took 765 MB. The
place where it puts them is one of ours after `begin`: a visit's oldest files go when there are more than
`memory.VISIT_UPLOADS` bytes of them, and a file that has no room on the server leaves its name only, marked `NOT_TAKEN`,
for the page to say so. What has been read is held by the page itself and needs no such file. In every
run Streamlit copies the file that its uploader shows, all its bytes: `_same_bytes` has the copy look at the same ones.

And it collects garbage after every run of a page (`gc.collect(2)`, `runner.postScriptGC`), which took three quarters of
the processor time of a run: 115 ms against 23 without, for 60 visits to the home page. That is switched off in
.streamlit/config.toml; a sweep does it once, for all runs since the last. Then what is free goes back to the system: the
C library keeps freed memory in sixteen heaps, one for each few threads, until it is told to let go.

All of this reaches into Streamlit where it has no door; tests/ui/visit/test_house.py runs it against the real server.
"""

from __future__ import annotations

import asyncio
import os
import threading
from typing import Any

from streamlit.logger import get_logger
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.state import SessionState
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from study.memory import VISIT_UPLOADS
from ui.visit import shelves, wash

EVERY = float(os.environ.get("KMEANS_SWEEP_SECONDS", "15"))
"""Seconds between two sweeps."""
NOT_TAKEN = "application/x-not-taken"
"""The type of a file whose bytes were let go because there was no room."""
_LOG = get_logger(__name__)
_beginning = threading.Lock()
_kept: Runtime | None = None
"""The server whose house is kept."""
_news = threading.Event()
"""Something was run, or a visit has ended, since the last sweep."""


def begin() -> None:
    """Keep house from now on; call it in each run. Without a server, as in tests of pages, there is nothing to keep."""
    global _kept
    _news.set()
    server = Runtime.instance() if Runtime.exists() else None
    manager = server and server.uploaded_file_mgr
    if server is None or not isinstance(manager, MemoryUploadedFileManager):
        return
    with _beginning:
        if _kept is server:
            return
        _kept = server
    wash.prepare()
    _guard_uploads(server, manager)
    threading.Thread(target=_sweep_again_and_again, args=(server,), name="house", daemon=True).start()


# ---- files -----------------------------------------------------------------------------------------------------------


def _guard_uploads(server: Runtime, manager: MemoryUploadedFileManager) -> None:
    """Bound what `add_file` of Streamlit's keeper of files puts away. It is called on the event loop alone."""
    add_file, files_of = manager.add_file, manager.file_storage
    UploadedFile.__deepcopy__ = _same_bytes  # type: ignore[attr-defined]

    def elsewhere() -> dict[int, int]:
        return {
            id(file.data): len(file.data)
            for files in list(files_of.values())
            for file in list(files.values())
        }

    def add(session_id: str, file: UploadedFileRec) -> None:
        if server._session_mgr.get_session_info(session_id) is None:  # it has gone while its file came
            return
        earlier = [each for each in files_of.get(session_id, {}).values() if each.file_id != file.file_id]
        over = sum(len(each.data) for each in earlier) + len(file.data) - VISIT_UPLOADS
        for each in earlier:
            if over > 0:
                manager.remove_file(session_id, each.file_id)
                over -= len(each.data)
        if over > 0 or shelves.SERVER.held + len(file.data) > shelves.SERVER.most_bytes:
            file = file._replace(data=b"", type=NOT_TAKEN)
        add_file(session_id, file)
        shelves.SERVER.make_room()

    manager.add_file = add  # type: ignore[method-assign]
    shelves.SERVER.elsewhere = elsewhere


def _same_bytes(file: UploadedFile, memo: dict[int, Any]) -> UploadedFile:
    """A copy of a file, to be read by itself; its bytes never change."""
    return UploadedFile(UploadedFileRec(file.file_id, file.name, file.type, file.getvalue()), file._file_urls)


# ---- the sweep -------------------------------------------------------------------------------------------------------


def _sweep_again_and_again(server: Runtime) -> None:
    loop, before = server._get_async_objs().eventloop, 0
    while not loop.is_closed():
        threading.Event().wait(EVERY)
        try:
            ended = asyncio.run_coroutine_threadsafe(_end_visits(server), loop).result(60)
            if ended or before or _news.is_set():
                _news.clear()
                wash.give_back()
            if ended or before:  # and once more: a run that was under way has ended by then
                wash.wash_small_blocks()
                wash.wash_thread()
                loop.call_soon_threadsafe(wash.wash_thread)
            before = ended
        except Exception:  # the house is kept on, whatever one sweep met
            if not loop.is_closed():
                _LOG.exception("A sweep failed")


async def _end_visits(server: Runtime) -> int:
    """End the visits whose time to come back is over; how many. On the event loop, as all that touches visits must be."""
    stored = server._session_mgr._session_storage._cache  # type: ignore[attr-defined]
    ended = [info.session for _, info in stored.expire()]
    for session in ended:
        session.shutdown()  # its files and pictures
        # The server's loop holds on to the visit that it spoke with last, and to what it told it
        session._session_state, session._client_state = SessionState(), ClientState()
        session._fragment_storage.clear()
    _forget_last_words(server, {session.id for session in ended})
    files = server.uploaded_file_mgr
    known = {info.session.id for info in server._session_mgr.list_sessions()}
    for session_id in set(files.file_storage) - known:  # type: ignore[attr-defined]
        files.remove_session_files(session_id)
    return len(ended)


def _forget_last_words(server: Runtime, ended: set[str]) -> None:
    task = server._loop_coroutine_task
    frame = task.get_coro().cr_frame if task is not None else None  # type: ignore[union-attr]
    if frame is None:
        return
    names = frame.f_locals
    last = names.get("active_session_info")
    if last is not None and last.session.id in ended:
        names["msg_list"].clear()
    names.clear()  # a copy, which the frame would keep
