"""The page "A picture in k colours" without a browser: what it says and draws, recomputed; what it takes home; pictures brought."""

from __future__ import annotations

import io
import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from study import pictures
from study.made_pictures import MADE
from study.pictures import RGB, in_colors, run_on
from tests.app.sent import sent_to, sound
from tests.figures import decoded
from tests.tables.pictures import FOUR, bad_pictures, noise, saved

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGE = "pages/6_A_picture.py"


def linked(**query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=120)
    app.switch_page(PAGE)
    for name, value in query.items():
        app.query_params[name] = value
    return sound(app.run())


def sent(app: AppTest) -> Any:
    """What the stage is sent."""
    return sent_to(app, "kmeans_picture")


def said(app: AppTest) -> str:
    return " ".join(
        each.value for each in (*app.title, *app.markdown, *app.caption, *app.error, *app.warning)
    )


def bring(app: AppTest, data: bytes, name: str = "photo.png") -> AppTest:
    return sound(app.file_uploader[0].set_value((name, data, "image/png")).run())


def test_what_is_drawn_is_the_run() -> None:
    app = linked(picture="Flag", colors="7", sown="3")
    picture = MADE["Flag"].picture()
    found = run_on(picture, RGB, 7, pictures.INIT, 3)
    made = in_colors(picture, found, RGB)
    payload = sent(app)
    assert len(payload["steps"]) == len(found.steps)
    index, used = decoded(payload["index"]), payload["used"]
    labels = np.zeros(used, dtype=int)
    rows, values, ends = (payload["changes"][name] for name in ("rows", "labels", "ends"))
    for begin, end in itertools.pairwise(ends):
        labels[decoded(rows)[begin:end]] = decoded(values)[begin:end]
    drawn = np.array(payload["steps"][-1]["palette"], dtype=np.uint8).reshape(-1, 3)[labels[index]]
    kept = np.asarray(Image.open(io.BytesIO(made.png())).convert("RGB"))
    assert drawn.reshape(kept.shape).tolist() == kept.tolist()
    shares = payload["steps"][-1]["shares"]
    assert sum(shares) == pytest.approx(1, abs=1e-3) and shares == sorted(shares, reverse=True)
    assert app.title[0].value.startswith("At the end, 5.7 kB → ")
    assert app.title[0].value.endswith(": 7 colours take 4 bits a pixel, full colour 24")
    assert f"At the end, red, green and blue are off by **{made.error:.1f}** of 255" in said(app)
    assert pictures.bytes_in_words(len(made.png())) in said(app)


def test_the_palette_of_each_half_step_is_that_of_the_run_in_cielab_too() -> None:
    app = linked(picture="Landscape", colors="5", space="CIELAB", first="random")
    picture = MADE["Landscape"].picture()
    found = run_on(picture, "CIELAB", 5, "random", 0)
    order = pictures.palette_order(found, picture)
    for told, step in zip(sent(app)["steps"], found.steps, strict=True):
        assert told["palette"] == pictures.palette_of(step.means[order], "CIELAB").ravel().tolist()
    figure = sent(app)["cloud"]["figure"]
    assert len(decoded(figure["data"][0]["x"])) == 1500
    assert figure["layout"]["scene"]["zaxis"]["title"]["text"] == "L*, dark to light"


def test_more_colours_than_there_are() -> None:
    app = linked(picture="Flag", colors="64")
    assert "This picture has 29 colours, so k is 29." in said(app)
    assert "Nothing is lost at the end: no pixel has changed." in said(app)


def test_another_start_and_the_best_of_some() -> None:
    app = linked(picture="Landscape", colors="12")
    before = sent(app)["id"]
    sound(app.button(key="picture_start").click().run())
    assert app.session_state["sown"] == 1 and sent(app)["id"] != before
    sound(app.button(key="picture_best").click().run())
    best = pictures.best_start(MADE["Landscape"].picture(), RGB, 12, pictures.INIT, 1)
    assert app.session_state["sown"] == best


def test_a_picture_of_ones_own_and_a_bad_one_after_it() -> None:
    app = linked(picture="Your own", colors="3")
    assert app.title[0].value == "Bring a picture, and see how few colours it needs"
    bring(app, saved(FOUR))
    assert app.title[0].value.endswith(": 3 colours take 2 bits a pixel, full colour 24")
    assert "2 × 2 pixels" in said(app) and "Your file has" in said(app)
    kept = sent(app)["id"]
    bring(app, b"%PDF-1.7 etc", "photo2.png")
    assert "This file is a PDF" in said(app)
    assert sent(app)["id"] == kept and "Your earlier picture is still here" in said(app)
    bring(app, saved(noise(9, 9), "JPEG", "CMYK"))
    assert "made for print" in said(app) and "is a PDF" not in said(app)
    assert sent(app)["id"] != kept
    bring(app, b"%PDF-1.7 once more", "photo3.png")
    assert "This file is a PDF" in said(app) and "made for print" not in said(
        app
    )  # which is of the other one


@pytest.mark.parametrize("what", ["truncated PNG", "a head of 30,000 x 30,000", "random bytes", "empty"])
def test_a_bad_picture_is_a_sentence(what: str) -> None:
    data, words = bad_pictures()[what]
    app = bring(linked(picture="Your own"), data)
    assert words in said(app) and "earlier picture" not in said(app)
    assert not app.exception


def test_one_colour_alone() -> None:
    app = bring(linked(picture="Your own"), saved(np.zeros((3, 4, 3), dtype=np.uint8)))
    assert app.title[0].value.endswith(": 1 colour takes 1 bit a pixel, full colour 24")


def test_a_picture_that_had_to_make_room_is_asked_for_again() -> None:
    app = bring(linked(picture="Your own"), saved(FOUR))
    app.session_state["shelf"].most_bytes = 10
    app.session_state["shelf"].hold({})
    sound(app.run())
    assert "had to make room" in said(app)
    assert not [
        each for each in app.get("bidi_component") if each.proto.component_name.endswith("kmeans_picture")
    ]


def test_share_says_what_does_not_travel() -> None:
    for query, stays in (({"picture": "Your own"}, True), ({"picture": "Flag"}, False)):
        app = linked(**query)
        assert ("Your picture stays here" in sent_to(app, "kmeans_share")["words"]) == stays
