"""The QR code of a link."""

from urllib.parse import unquote

import segno

from ui import share


def test_a_code_is_a_picture_of_the_address() -> None:
    address = "https://example.org/lab/Starting_points?k=6&means=1%2C2#step=3"
    made = share.code(address)
    assert made.startswith("data:image/svg+xml")
    assert unquote(made) == unquote(
        segno.make(address, micro=False, error="m", boost_error=False).svg_data_uri(
            scale=4, border=4, light="#ffffff"
        )
    )
    assert share.code(address) != share.code(address + "0")


def test_no_address_has_no_code_nor_has_one_that_is_too_long() -> None:
    assert share.code("") == ""
    assert share.code("a" * share.MOST_IN_A_CODE) != ""
    assert share.code("a" * (share.MOST_IN_A_CODE + 1)) == ""
