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
    # Each begins below the one before it on either side, leaves and arrives level, and is as high at both ends
    begins = [0, 10 * scale, 15 * scale + GAP]
    ends = [0, 35 * scale + 2 * GAP, 10 * scale + GAP]
    for band, number, a, b in zip(bands, (10, 5, 25), begins, ends, strict=True):
        c, d = b + number * scale, a + number * scale
        way = [42, a, 180, a, 180, b, 318, b, c, 180, c, 180, d, 42, d]
        assert re.sub(r"[-\d.]+", "0", band.attrib["d"]) == "M0,0C0,0 0,0 0,0V0C0,0 0,0 0,0Z"
        assert [float(each) for each in re.findall(r"[-\d.]+", band.attrib["d"])] == pytest.approx(
            way, abs=0.06
        )
    assert root.attrib["aria-label"] == "a flow"
    assert all(
        float(bar.attrib["y"]) + float(bar.attrib["height"]) <= HEIGHT + 0.1
        for bar in root
        if bar.tag == "rect"
    )
