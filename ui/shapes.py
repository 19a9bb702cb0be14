"""Pictures of the shapes to choose from: people know them by sight. To the keyboard and to a screen reader they are the names."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from kmeans_core.datasets import DATASETS, make_dataset

KEY = "shape"
_WIDTH, _HEIGHT, _ROOM = 48, 38, 3
_POINTS = 80  # enough to see the face, few enough that the eleven take 10 kB


@cache
def rules() -> str:
    """Style rules that put the pictures into the buttons of the widget `KEY`, in the order of `DATASETS`."""
    return "".join(
        f'.st-key-{KEY} button:nth-of-type({place}) {{ --picture: url("data:image/svg+xml,{quote(_picture(name))}"); }}'
        for place, name in enumerate(DATASETS, 1)
    )


def _picture(name: str) -> str:
    """A drawing of a shape: one path, a dot for each point."""
    X, _ = make_dataset(name, _POINTS, groups=5 if name != "rings" else 3, spread=0.8, seed=13)
    low, high = X.min(axis=0), X.max(axis=0)
    room = (_WIDTH - 2 * _ROOM, _HEIGHT - 2 * _ROOM)
    scale = min(room / (high - low))
    places = (X - (low + high) / 2) * scale * (1, -1) + (_WIDTH / 2, _HEIGHT / 2)
    dots = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in places.tolist())
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {_HEIGHT}'>"
        f"<path d='{dots}' stroke='#000' stroke-width='2.4' stroke-linecap='round'/></svg>"
    )
