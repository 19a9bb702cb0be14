"""What tests of the pages without a browser share: whether a page ran through, and what it sent its components."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def sound(app: AppTest) -> AppTest:
    """The app, in which nothing went wrong."""
    assert not app.exception, app.exception
    return app


def sent_to(app: AppTest, component: str) -> Any:
    """What the page sent to the one component of this name."""
    (sent,) = (each for each in app.get("bidi_component") if each.proto.component_name.endswith(component))
    return json.loads(sent.proto.json)
