"""Below the player: the best there is, where it can be proved."""

from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from kmeans_core import best_of_one_column, best_partition
from tests.app.sent import sent_to

APP = Path(__file__).resolve().parents[2] / "app.py"
VALUES = np.random.default_rng(3).integers(0, 900, 60).tolist()


def opened(content: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in {"data": "Upload", **query}.items():
        app.query_params[name] = value
    app.run()
    app.file_uploader(key="file").upload("t.csv", content.encode(), "text/csv").run()
    assert not app.exception
    return app


def headers(app: AppTest) -> list[str]:
    return [each.value for each in app.header]


def test_one_column_of_a_file() -> None:
    found = set()
    for start in range(8):
        app = opened("a\n" + "\n".join(map(str, VALUES)), k="4", start=str(start))
        (strip,) = app.get("plotly_chart")
        assert "the best there is" in strip.proto.spec or strip.proto.figure
        least = best_of_one_column(VALUES, 4).inertia
        text = " ".join(each.value for each in app.markdown)
        assert f"{least:,.0f}"[:5] in text
        player = sent_to(app, "kmeans_player")
        reached = "This is the best there is: proved." in headers(app)
        assert player["proved"]["reached"] == reached == (not player["wentWrong"])
        assert player["proved"]["inertia"] == least or reached
        found |= {"This is the best there is: proved.", "There is a better answer: proved."} & set(
            headers(app)
        )
    assert len(found) == 2, "of eight starts, some end with the best and some do not"


def test_a_few_rows_of_two_columns_have_no_strip() -> None:
    rows = np.random.default_rng(5).integers(0, 50, (12, 2))
    app = opened("a,b\n" + "\n".join(f"{x},{y}" for x, y in rows), k="3")
    assert {"This is the best there is: proved.", "There is a better answer: proved."} & set(headers(app))
    assert not app.get("plotly_chart") and best_partition(rows, 3).inertia > 0


def test_where_nothing_is_proved_nothing_is_said() -> None:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not any("proved" in each for each in headers(app))
    assert sent_to(app, "kmeans_player")["proved"] is None
