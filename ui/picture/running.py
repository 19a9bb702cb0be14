"""The run on the colours of a picture, and what is made of it: found once, kept on a shelf that is bounded in bytes."""

from __future__ import annotations

from dataclasses import dataclass

from study import pictures, words
from study.pictures import InColors
from study.turns import work_of
from tables.picture import ColorLabels, Pixels
from ui.component import Payload
from ui.picture.bringing import ChosenPicture
from ui.picture.choosing import ROUNDS, Settings
from ui.picture.payload import picture_payload
from ui.visit import waiting


@dataclass(frozen=True, eq=False)
class Shown:
    """What a run makes of a picture. png : the file, as it goes home"""

    made: InColors
    payload: Payload
    png: bytes


def run_and_draw(chosen: ChosenPicture, settings: Settings) -> Shown:
    """With the settings, on the picture."""
    picture, (k, space) = chosen.picture, (settings.k, settings.space)

    def make() -> tuple[Pixels, ColorLabels, Payload, bytes]:
        n = len(picture.colors)
        with waiting.turn(work_of(ROUNDS, n, k)) as tell:
            found = pictures.run_on(
                picture,
                space,
                k,
                settings.init,
                settings.seed,
                lambda iteration: tell(f"Iteration {iteration} on {words.count(n, 'point')}."),
            )
            made = pictures.in_colors(picture, found, space)
            payload = picture_payload(picture, found, space, chosen.name)
            return made.palette, made.labels, payload, made.png()

    # Without the picture itself, which is on the shelf already, and would count once more
    palette, labels, payload, png = chosen.shelf.made(("in colours", chosen.name, settings), make)
    return Shown(InColors(picture, palette, labels), payload, png)
