"""The parts of a group's card."""

import re

import pytest

from charts import palette
from ui.your_data.groups import _swatch


@pytest.mark.parametrize("group", range(palette.MAX_CLUSTERS))
def test_a_swatch_is_the_symbol_of_its_group_about_its_middle(group: int) -> None:
    swatch = _swatch(group)
    assert f"background:{palette.color(group)};" in swatch
    corners = re.findall(r"([-\d.]+)% ([-\d.]+)%", swatch)
    told = [
        tuple(map(float, corner.split(",")))
        for corner in palette.symbol_path(group, 50).strip("MZ").split("L")
    ]
    assert len(corners) == len(told)
    for (across, down), (x, y) in zip(corners, told, strict=True):
        assert (float(across) - 50, float(down) - 50) == pytest.approx((x, y), abs=0.051)
        assert 0 <= float(across) <= 100 and 0 <= float(down) <= 100


def test_the_square_of_the_second_group() -> None:
    assert palette.SYMBOLS[1] == "square"
    assert "polygon(7.5% 7.5%, 92.5% 7.5%, 92.5% 92.5%, 7.5% 92.5%)" in _swatch(1)
