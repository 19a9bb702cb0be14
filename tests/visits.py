"""A visit without a browser: speaks with the server as Streamlit's page does, over its web socket.

A hundred of these cost less than one browser, and the memory of the server can be looked at when they have gone.
"""

from __future__ import annotations

import asyncio
import re
import urllib.request
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 120
"""Seconds that a visit waits for an answer."""


@dataclass
class Visit:
    """One browser's stay. `url` is the server's, `page` the address of the page without its query, "" the home page."""

    url: str
    page: str = ""
    query: str = ""
    session_id: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    """The widgets' ids, by their keys."""
    answer: list[ForwardMsg] = field(default_factory=list, repr=False)
    """What the last run sent."""
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _known: dict[str, ForwardMsg] = field(default_factory=dict, repr=False)
    _socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        self._socket = await connect(
            self.url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            compression=None,
            ping_interval=None,
        )
        await self.run()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._socket is not None:
            await self._socket.close()

    async def set(self, key: str, **value: Any) -> None:
        """Change the value of the widget with this key, as `set("k", double_array_value=[4])`, and wait for the answer."""
        state = WidgetState(id=self.ids[key])
        for name, content in value.items():
            if isinstance(content, list):
                getattr(state, name).data.extend(content)
            else:
                setattr(state, name, content)
        self._states[key] = state
        await self.run()

    async def press(self, key: str) -> None:
        """Press a button, and wait for the answer."""
        await self.set(key, trigger_value=True)
        del self._states[key]

    async def run(self) -> None:
        """Ask for a run of the page, and wait until it is done."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string = self.query
        state.page_name = self.page
        state.widget_states.widgets.extend(self._states.values())
        state.cached_message_hashes.extend(self._known)
        self.answer = []
        await self._send(message)
        await self._wait_for(
            lambda news: (
                news.WhichOneof("type") == "script_finished"
                and news.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            )
        )
        # A browser keeps what the last two runs sent, and is then only told that it is the same; here the last one.
        self.answer = [self._known[news.ref_hash] if news.ref_hash else news for news in self.answer]
        self._known = {news.hash: news for news in self.answer if news.hash}
        for news in self.answer:
            if news.HasField("new_session"):
                self.session_id = news.new_session.initialize.session_id or self.session_id
            self._note_widget(news)

    async def upload(self, key: str, name: str, content: bytes) -> None:
        """Drop a file, and wait for the answer."""
        file_urls = await self.put(name, content)
        state = WidgetState(id=self.ids[key])
        info = state.file_uploader_state_value.uploaded_file_info.add(name=name, size=len(content))
        info.file_id = file_urls.file_id
        info.file_urls.CopyFrom(file_urls)
        self._states[key] = state
        await self.run()

    async def put(self, name: str, content: bytes) -> Any:
        """Send a file, without showing it to the page."""
        request = uuid.uuid4().hex
        await self._send(
            BackMsg(
                file_urls_request=FileURLsRequest(
                    request_id=request, file_names=[name], session_id=self.session_id
                )
            )
        )
        reply = await self._wait_for(lambda news: news.HasField("file_urls_response"))
        file_urls = reply.file_urls_response.file_urls[0]
        await asyncio.to_thread(put_file, self.url, file_urls.upload_url, name, content)
        return file_urls

    def text(self) -> str:
        """What the last run said, all in one, without what keeps the user's text literal."""
        return re.sub(r"\\+", "", "\n".join(str(news) for news in self.answer))

    async def _send(self, message: BackMsg) -> None:
        assert self._socket is not None
        await self._socket.send(message.SerializeToString())

    async def _wait_for(self, is_it: Callable[[ForwardMsg], bool]) -> ForwardMsg:
        assert self._socket is not None
        while True:
            raw = await asyncio.wait_for(self._socket.recv(), PATIENCE)
            assert isinstance(raw, bytes)
            news = ForwardMsg.FromString(raw)
            self.answer.append(news)
            if is_it(news):
                return news

    def _note_widget(self, news: ForwardMsg) -> None:
        if not news.HasField("delta") or not news.delta.HasField("new_element"):
            return
        element = news.delta.new_element
        kind = element.WhichOneof("type")
        identity = getattr(getattr(element, kind), "id", "") if kind else ""
        # "$$ID-<hash>-<key>"
        if isinstance(identity, str) and identity.startswith("$$ID-") and not identity.endswith("-None"):
            self.ids[identity.split("-", 2)[2]] = identity


def put_file(url: str, path: str, name: str, content: bytes) -> int:
    """Send a file to the place it was given; the status of the answer. Raises urllib.error.HTTPError if refused."""
    with urllib.request.urlopen(url + "/_stcore/health", timeout=PATIENCE) as reply:
        cookies = reply.headers.get_all("Set-Cookie") or []
    token = next((c.split(";")[0].split("=", 1)[1] for c in cookies if c.startswith("_streamlit_xsrf=")), "")
    boundary = uuid.uuid4().hex
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: text/csv\r\n\r\n"
    )
    request = urllib.request.Request(
        url + path,
        data=head.encode() + content + f"\r\n--{boundary}--\r\n".encode(),
        method="PUT",
        headers={
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "X-Xsrftoken": token,
            "Cookie": f"_streamlit_xsrf={token}",
        },
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
        return int(reply.status)
