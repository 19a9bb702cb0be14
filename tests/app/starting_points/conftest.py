import pytest
from streamlit.testing.v1 import AppTest

from tests.app.starting_points_page import APP, PAGE, good


@pytest.fixture
def app() -> AppTest:
    opened = AppTest.from_file(str(APP), default_timeout=60).run()
    return good(opened.switch_page(PAGE).run())
