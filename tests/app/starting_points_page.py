"""The page "Starting points" without a browser: how it is opened and read."""

import json
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from study.links import LOOKS as LOOKS
from tests.app.sent import sent_to

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGE = "pages/2_Starting_points.py"


def linked(**query: str) -> AppTest:
    """The page as a link opens it."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page(PAGE)
    for name, value in query.items():
        app.query_params[name] = value
    return good(app.run())


def good(app: AppTest) -> AppTest:
    assert not app.exception, app.exception
    assert not app.error, app.error
    return app


def look_at(app: AppTest, look: str) -> AppTest:
    app.query_params["look"] = look
    return good(app.run())


def cards(app: AppTest) -> list[dict[str, Any]]:
    """The answers that one must have seen."""
    (sent,) = (each for each in of_gallery(app) if each["few"])
    return list(sent["cards"])


def gallery(app: AppTest) -> dict[str, Any]:
    """All answers, the part of which must be open."""
    (sent,) = (each for each in of_gallery(app) if not each["few"])
    return sent


def of_gallery(app: AppTest) -> list[dict[str, Any]]:
    return [
        json.loads(each.proto.json)
        for each in app.get("bidi_component")
        if each.proto.component_name.endswith("kmeans_answers")
    ]


def spec(app: AppTest, index: int = 0) -> dict[str, Any]:
    figure: dict[str, Any] = json.loads(app.get("plotly_chart")[index].proto.spec)
    return figure


def the_map(app: AppTest) -> dict[str, Any]:
    return sent_to(app, "kmeans_starts_map")
