"""Tables, choices and pictures as messages, and back: facts as JSON, columns as Arrow, pixels as bytes.

What comes back equals what was sent, types and attributes of the frame included. The file itself is not sent back: whoever
asked has it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from typing import Any, BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa

from tables.apart.wire import Blob, Message
from tables.model import Choices, Column, Dialect, Source, Table, choices_of
from tables.picture import Picture
from tables.receipt import Receipt, ReceiptLine, Topic


def pack_choices(choices: Choices) -> Message:
    """Choices as JSON has them."""
    return {each.name: getattr(choices, each.name) for each in fields(choices)}


def unpack_choices(packed: Mapping[str, Any]) -> Choices:
    """The same choices again."""
    return choices_of(packed)


_FACTS = [each.name for each in fields(Column)]
_TUPLES = ("unreadable", "other_units", "zones", "values_not_codes")


def pack_table(table: Table, with_frame: bool = True) -> tuple[Message, list[Blob]]:
    """The table as a message; without its frame, if only the file is to be written back."""
    source = table.source
    message = {
        "rows": len(table.frame),
        "dtypes": list(map(str, table.frame.dtypes)) if with_frame else [],
        "receipt": {each.name: getattr(table.receipt, each.name) for each in _COUNTS},
        "lines": [asdict(line) for line in table.receipt.lines],
        "columns": [{name: getattr(column, name) for name in _FACTS} for column in table.columns],
        "source": {
            **{each.name: getattr(source, each.name) for each in fields(source) if each.name != "data"},
            "dialect": asdict(source.dialect),
            "choices": pack_choices(source.choices),
        },
        "sheets": table.sheets,
        "sheet": table.sheet,
        "members": table.members,
    }
    blobs: list[Blob] = [np.ascontiguousarray(table.row_numbers, dtype="<i8").tobytes()]
    return message, [*blobs, *_pack_frame(table.frame)] if with_frame else blobs


def unpack_table(message: Message, blobs: Sequence[bytes], data: bytes) -> Table:
    """The same table again; `data` is the file that it was read from."""
    source = message["source"]
    dialect = source["dialect"]
    receipt = Receipt(**message["receipt"])
    for line in message["lines"]:
        receipt.add(ReceiptLine(**{**line, "topic": Topic(line["topic"]), "columns": tuple(line["columns"])}))
    columns = tuple(
        Column(**{**column, **{name: tuple(column[name]) for name in _TUPLES}})
        for column in message["columns"]
    )
    frame = _unpack_frame(message, [column.name for column in columns], blobs[1:])
    return Table(
        frame=frame,
        receipt=receipt,
        columns=columns,
        row_numbers=np.frombuffer(blobs[0], dtype="<i8").astype(np.int64),
        source=Source(
            **{
                **source,
                "data": data,
                "dialect": Dialect(**{**dialect, "gaps": tuple(map(tuple, dialect["gaps"]))}),
                "choices": unpack_choices(source["choices"]),
                "header_lines": tuple(source["header_lines"]),
                "lines": tuple(source["lines"]),
            }
        ),
        sheets=tuple(message["sheets"]),
        sheet=message["sheet"],
        members=tuple(message["members"]),
    )


_ARRAYS = {"colors": "<f8", "counts": "<i8", "index": "<u4"}


def pack_picture(picture: Picture) -> tuple[Message, list[Blob]]:
    """The colours of a picture as a message."""
    facts = {
        each.name: getattr(picture, each.name)
        for each in fields(picture)
        if each.name not in (*_ARRAYS, "shown")
    }
    arrays = [np.ascontiguousarray(getattr(picture, name), dtype) for name, dtype in _ARRAYS.items()]
    return {"picture": facts, "size": picture.size}, [*(each.tobytes() for each in arrays), picture.shown]


def unpack_picture(message: Message, blobs: Sequence[bytes]) -> Picture:
    """The same again."""
    *arrays, shown = blobs
    width, height = message["size"]
    colors, counts, index = (
        np.frombuffer(blob, dtype) for blob, dtype in zip(arrays, _ARRAYS.values(), strict=True)
    )
    if index.max() >= len(colors):
        raise ValueError("A pixel has a colour that there is not.")
    return Picture(
        **{**message["picture"], "notes": tuple(message["picture"]["notes"])},
        colors=colors.reshape(-1, 3),
        counts=counts,
        index=index.reshape(height, width),
        shown=shown,
    )


_COUNTS = [each for each in fields(Receipt) if not each.name.startswith("_")]


@dataclass(frozen=True)
class _Stream:
    """An Arrow stream of one table, written straight to where it goes: it is counted first, and never held."""

    table: pa.Table
    size: int

    def write(self, stream: BinaryIO) -> None:
        _write(self.table, pa.PythonFile(stream, mode="w"))


def _stream(columns: list[pa.Array]) -> _Stream:
    # By position: names may be anything, and Arrow wants UTF-8
    table = pa.table(columns, names=[str(j) for j in range(len(columns))])
    counter = pa.MockOutputStream()
    _write(table, counter)
    return _Stream(table, counter.size())


def _write(table: pa.Table, sink: pa.NativeFile) -> None:
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)


_FIXED = re.compile(r"u?int\d+|float\d+|bool|datetime64\[\w+\]")


@cache
def _is_fixed(dtype: str) -> bool:
    """Is it a column of NumPy's, copied when it comes back? Words stay where Arrow has put them."""
    return _FIXED.fullmatch(dtype) is not None


def _pack_frame(frame: pd.DataFrame) -> list[Blob]:
    """Two streams, so that the memory of words is not kept for the numbers that came beside them."""
    both: dict[bool, list[pa.Array]] = {True: [], False: []}
    for _, values in frame.items():
        fixed = _is_fixed(str(values.dtype))
        # From NumPy's array, so that a missing number stays a number
        both[fixed].append(pa.array(values.to_numpy() if fixed else values.array))
    return [_stream(both[True]), _stream(both[False])]


def _unpack_frame(message: Message, names: list[str], blobs: Sequence[bytes]) -> pd.DataFrame:
    index = pd.RangeIndex(message["rows"])
    if not blobs:
        return pd.DataFrame(index=index)
    fixed, words = (iter(pa.ipc.open_stream(blob).read_all().columns) for blob in blobs)
    columns: list[Any] = []
    for text in message["dtypes"]:
        if _is_fixed(text):
            columns.append(next(fixed).to_numpy())
        else:
            columns.append(_words_type(text).__from_arrow__(next(words)))
    frame = pd.DataFrame(dict(enumerate(columns)), index=index)
    frame.columns = pd.Index(names, dtype="str")
    return frame


def _words_type(text: str) -> Any:
    """The type of a column of words; Arrow hands it back as it is."""
    return pd.StringDtype(na_value=np.nan) if text == "str" else pd.api.types.pandas_dtype(text)
