"""Colours that stay apart, symbols that differ, and a scale that maps labels to them."""

import itertools
import re

import numpy as np
import pytest

from charts import palette

# Machado, Oliveira, Fernandes 2009, severity 1, for linear RGB.
VISIONS = {
    "normal": np.eye(3),
    "red-blind": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "green-blind": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "blue-blind": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}


def linear(color: str) -> np.ndarray:
    channels = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def oklab(rgb: np.ndarray) -> np.ndarray:
    """Ottosson 2020: a space in which distances are close to those people see."""
    to_lms = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    to_lab = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    return to_lab @ np.cbrt(np.clip(to_lms @ rgb, 0, None))


@pytest.mark.parametrize("vision", VISIONS)
def test_colors_stay_apart_for_every_vision(vision: str) -> None:
    seen = [oklab(np.clip(np.array(VISIONS[vision]) @ linear(color), 0, 1)) for color in palette.COLORS]
    closest = min(float(np.linalg.norm(a - b)) for a, b in itertools.combinations(seen, 2))
    assert closest > 0.06  # about three just noticeable differences


def contrast(one: str, other: str) -> float:
    """By WCAG 2.1, from 1 to 21."""
    dark, light = sorted(float(linear(color) @ [0.2126, 0.7152, 0.0722]) for color in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("paper", ["#ffffff", "#12161f"])
def test_colors_stand_out_from_the_paper(paper: str) -> None:
    for color in palette.COLORS:
        assert contrast(color, paper) > 2.5, color


def test_every_cluster_up_to_twenty_has_its_own_symbol_and_look() -> None:
    assert len(set(palette.SYMBOLS)) == len(set(palette.SYMBOL_CODES)) == palette.MAX_CLUSTERS == 20
    looks = {(palette.color(j), palette.SYMBOLS[j]) for j in range(20)}
    assert len(looks) == 20
    assert len({palette.symbol_path(j) for j in range(20)}) == 20


def test_symbol_codes_are_plotlys() -> None:
    from plotly.validator_cache import ValidatorCache

    values = ValidatorCache.get_validator("scatter.marker", "symbol").values
    names = {values[i]: values[i + 2] for i in range(0, len(values), 3)}
    assert [names[code] for code in palette.SYMBOL_CODES] == list(palette.SYMBOLS)


def test_symbol_paths_stay_within_their_radius() -> None:
    for j in range(20):
        numbers = [float(number) for number in re.findall(r"-?\d+\.\d+", palette.symbol_path(j, radius=8))]
        assert max(abs(number) for number in numbers) <= 8.5


def test_colorscale_maps_each_label_to_its_flat_color() -> None:
    k = 3
    scale = [(float(at), color) for at, color in palette.colorscale(k)]
    for label, expected in zip(range(-1, k), [palette.UNASSIGNED_COLOR, *palette.COLORS[:k]], strict=True):
        place = (label + 1.5) / (k + 1)  # between cmin -1.5 and cmax k - 0.5
        below = [step for at, step in scale if at <= place][-1]
        above = next(step for at, step in scale if at >= place)
        assert below == above == expected


def test_numbers_on_means_are_black_or_white_as_is_better_to_read() -> None:
    better = [
        max(("#000000", "#ffffff"), key=lambda ink: contrast(ink, palette.color(cluster)))
        for cluster in range(palette.MAX_CLUSTERS)
    ]
    assert [palette.ink_on(cluster) for cluster in range(palette.MAX_CLUSTERS)] == better
    assert better[:2] == ["#ffffff", "#000000"]  # on blue, on orange


def test_the_square_and_the_diamond_have_their_corners() -> None:
    square, diamond = (palette.SYMBOLS.index(name) for name in ("square", "diamond"))

    def corners(symbol: int) -> set[tuple[float, float]]:
        path = palette.symbol_path(symbol, 10).strip("MZ").split("L")
        return {(float(x), float(y)) for x, y in (corner.split(",") for corner in path)}

    assert corners(square) == {(-8.5, -8.5), (8.5, -8.5), (8.5, 8.5), (-8.5, 8.5)}
    assert {(0, -10), (10, 0), (0, 10), (-10, 0)} <= corners(diamond)
