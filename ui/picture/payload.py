"""What the stage of the page is sent: all it needs to draw the picture at every half-step without asking again."""

from __future__ import annotations

import base64
import hashlib

import numpy as np

from charts.colors import cloud_figure, shown_colors
from charts.stepper import typed
from kmeans_core import Run
from study import pictures, words
from tables.picture import Picture
from ui.component import Payload


def picture_payload(picture: Picture, found: Run, space: str, title: str) -> Payload:
    """A run on the colours of a picture, as JSON-ready values. Depends on the arguments alone; keep it."""
    X, shown = pictures.color_points(picture, space), picture.index_shown
    used, index = np.unique(shown, return_inverse=True)
    order = pictures.palette_order(found, picture)
    number = np.empty(found.k, dtype=np.uint8)
    number[order] = np.arange(found.k)
    here = shown_colors(picture.counts)
    height, width = shown.shape
    labels = cloud = None
    steps, rows, values, clouds = [], [], [], []
    ends = [0]
    for i, step in enumerate(found.steps):
        changed = 0
        if step.kind == "assign":
            now = number[step.labels]
            is_other = np.ones(len(now), dtype=bool) if labels is None else now != labels
            changed = int(picture.counts[is_other].sum())
            rows.append(np.flatnonzero(is_other[used]))
            values.append(now[used][rows[-1]])
            ends.append(ends[-1] + len(rows[-1]))
            labels, cloud = now, now[here]
            clouds.append(cloud)
        means = step.means[order]
        steps.append(
            {
                "title": words.step_title(found, i),
                "sentence": pictures.palette_sentence(found, i, picture, changed),
                "next": words.next_action(found, i, "the palette"),
                "palette": pictures.palette_of(means, space).ravel().tolist(),
                "shares": None if labels is None else _shares(picture, labels, found.k),
                "means": typed(pictures.places(means, space).ravel().astype(np.float32)),
                "assigns": len(clouds),
            }
        )
    digest = hashlib.blake2b(repr((title, space, len(steps))).encode(), digest_size=12)
    digest.update(found.steps[0].means.tobytes() + found.means.tobytes())
    return {
        "id": digest.hexdigest(),
        "size": [width, height],
        "shown": base64.b64encode(picture.shown).decode("ascii"),
        "index": typed(index.ravel().astype(np.uint32)),
        "used": len(used),
        "changes": {
            "rows": typed(np.concatenate(rows).astype(np.uint32)),
            "labels": typed(np.concatenate(values)),
            "ends": ends,
        },
        "cloud": {
            "figure": cloud_figure(
                pictures.places(X, space)[here],
                picture.counts[here],
                pictures.AXES[space],
                pictures.ENDS[space],
            ),
            "colors": typed(np.rint(picture.colors[here]).astype(np.uint8).ravel()),
            "labels": [typed(each) for each in clouds],
            "words": f"{len(here):,} of the colours" if len(here) < len(X) else "All colours",
        },
        "steps": steps,
        "title": title,
        "every": picture.every,
    }


def _shares(picture: Picture, labels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], k: int) -> list[float]:
    pixels = np.bincount(labels, picture.counts, k)
    return [round(float(each), 5) for each in pixels / pixels.sum()]
