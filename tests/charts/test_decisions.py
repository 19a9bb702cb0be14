"""Bands between groups are as wide as the rows they stand for."""

import re
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from charts.decisions import GAP, HEIGHT, flow_svg


def test_every_band_and_bar_is_as_high_as_its_rows() -> None:
    rows = np.array([[10, 0, 5], [0, 25, 0]])
    root = ElementTree.fromstring(flow_svg(rows, "a flow"))
    scale = (HEIGHT - 2 * GAP) / 40
    bars = [float(bar.attrib["height"]) for bar in root if bar.tag == "rect"]
    assert bars == pytest.approx([15 * scale, 25 * scale, 10 * scale, 25 * scale, 5 * scale], abs=0.06)
    bands = [each for each in root if each.tag == "path"]
    titles = [title.text for band in bands for title in band]
    assert titles == ["10 from group 1 to group 1", "5 from group 1 to group 3", "25 from group 2 to group 2"]
    for band, number in zip(bands, (10, 5, 25), strict=True):
        numbers = re.match(r"M42,([\d.]+)C[^ ]+ [^ ]+ 318,([\d.]+)V([\d.]+)C", band.attrib["d"])
        assert numbers and float(numbers[3]) - float(numbers[2]) == pytest.approx(number * scale, abs=0.11)
    assert root.attrib["aria-label"] == "a flow"
    assert all(
        float(bar.attrib["y"]) + float(bar.attrib["height"]) <= HEIGHT + 0.1
        for bar in root
        if bar.tag == "rect"
    )
