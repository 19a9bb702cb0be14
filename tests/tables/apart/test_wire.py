"""Messages."""

from __future__ import annotations

import contextlib
import io
import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tables.apart import wire

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text().filter(lambda name: name != "sizes"), JSON), st.lists(st.binary()))
def test_what_is_sent_is_received(message: dict[str, object], blobs: list[bytes]) -> None:
    stream = io.BytesIO()
    wire.send(stream, message, blobs)
    wire.send(stream, {"last": True})
    stream.seek(0)
    assert wire.receive(stream, 10_000) == wire.Pieces(message, tuple(blobs))
    assert wire.receive(stream, 0) == wire.Pieces({"last": True}, ())
    assert wire.receive(stream, 0) is None


@given(st.binary())
def test_whatever_comes_is_a_message_or_an_error(data: bytes) -> None:
    with contextlib.suppress(wire.WireError):
        wire.receive(io.BytesIO(data), 1000)


def _with_head(head: object, rest: bytes = b"") -> io.BytesIO:
    text = json.dumps(head).encode()
    return io.BytesIO(struct.pack("!Q", len(text)) + text + rest)


@pytest.mark.parametrize(
    "stream",
    [
        _with_head({"sizes": [2000]}, bytes(2000)),
        _with_head({"sizes": [600, 600]}, bytes(1200)),
        _with_head({"sizes": [-1]}),
        _with_head({"sizes": [1.5]}),
        _with_head({"sizes": ["1"]}),
        _with_head({"sizes": 1}),
        _with_head({"no": "sizes"}),
        _with_head([1]),
        _with_head({"sizes": [5]}, b"1234"),
        io.BytesIO(struct.pack("!Q", 2**63)),
        io.BytesIO(b"123"),
    ],
)
def test_what_is_no_message_is_refused(stream: io.BytesIO) -> None:
    with pytest.raises(wire.WireError):
        wire.receive(stream, 1000)
