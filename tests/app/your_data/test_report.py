"""The address in the report: all settings in force, whoever chose them."""

from typing import Any
from urllib.parse import parse_qs

import pytest

from study import links
from tests.app.your_data_page import GERMAN, PLAIN, dropped
from ui.your_data import report

PLACES = "town,lat,lon\n" + "".join(
    f"t{i},{50 + i % 3 + i / 90:.3f},{8 + 3 * (i % 3) + i / 70:.3f}\n" for i in range(30)
)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        (
            PLAIN,
            {},
            {"across": ["age"], "up": ["income"], "also": ["spending"], "scaling": ["spread"], "by": ["k-means"]},
        ),
        (PLAIN, {"across": "age", "up": "age", "also": "", "into": "2"}, {"across": ["age"], "up": ["age"], "also": [""], "into": ["2"]}),
        (PLAIN, {"scaling": "range", "called": "x"}, {"scaling": ["range"]}),
        (GERMAN, {}, {"across": ["Größe"], "up": ["Preis"]}),
        (PLACES, {}, {"across": ["lon"], "up": ["lat"], "by": ["Globe"], "scaling": ["none"]}),
    ],
)  # fmt: skip
def test_the_same_address_makes_the_same_groups(
    text: str, query: dict[str, str], expected: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, list[int], tuple[str, ...]]] = []
    address_in_force = report.address_in_force

    def noted(reading: Any, chosen: Any, found: Any) -> str:
        address = address_in_force(reading, chosen, found)
        told.append((address, found.labels.tolist(), chosen.columns))
        return address

    monkeypatch.setattr(report, "address_in_force", noted)
    dropped("my.csv", text, **query)
    address, labels, columns = told[-1]
    settings = parse_qs(address[1:], keep_blank_values=True)
    assert expected.items() <= settings.items()
    assert (
        {"across", "up", "into", "scaling", "by"}
        <= settings.keys()
        <= {each.name for each in links.YOUR_DATA}
    )
    told.clear()
    again: dict[str, Any] = {name: values if values[1:] else values[0] for name, values in settings.items()}
    dropped("my.csv", text, **again)
    assert told[-1] == (address, labels, columns)
