"""Reading where it can do no harm: what a visitor brings is read in a process of its own, which then ends.

A small file can ask the reading engine for any amount of memory or time, and compiled code does not come back to be told
that it was too much: it ends its process, or keeps it. So that process is not the server. It has a limit on its memory, on
its time of the processor and on the wall (tables/limits.py), may write no file, and keeps nothing for the next visitor.

    read_table, write_back      the same as in `tables`, and the same TableError; the app uses these
    read_picture                the same as in `tables.picture`, and the same PictureError
    warm                        get ready before the first file comes

`asking` is what the server does, `child` what the other process does; `children` starts it, `nursery` forks it; `wire` and
`packing` are what they say to each other; `turns` lets so many read at once.

Linux forks from a process that has everything loaded. Elsewhere a process is started ahead of time, and the next one as
soon as that is used. On Windows there is no limit on its memory, and its time is counted on the wall alone.
"""

from __future__ import annotations

from tables.apart.asking import read_picture, read_table, warm, write_back

__all__ = ["read_picture", "read_table", "warm", "write_back"]
