"""Points drawn by hand, in the app: they come with a link, stay from page to page, and go when other columns count."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from study.drawn import Drawing
from tests.app.sent import sent_to, sound

APP = Path(__file__).resolve().parents[2] / "app.py"
THREE = Drawing(((1.0, 2.0), (3.0, 4.0), (5.0, 9.0)))


def opened(**query: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return sound(app.run())


def said(app: AppTest) -> str:
    return " ".join(each.value for each in (*app.info, *app.error, *app.caption)).replace("\\", "")


def test_a_link_brings_them_and_a_button_takes_them_away() -> None:
    app = opened(n="20", k="2", paper=THREE.text)
    assert "3 points drawn by hand." in said(app)
    sent = sent_to(app, "kmeans_player")
    assert sent["figure"]["layout"]["meta"]["of"] == 23 and sent["drawn"] == 3
    app.switch_page("pages/2_Starting_points.py").run()
    assert "3 points drawn by hand." in said(sound(app))
    app.switch_page("app.py").run()
    next(each for each in app.button if each.label == "Take the drawing away").click()
    sent = sent_to(sound(app.run()), "kmeans_player")
    assert sent["figure"]["layout"]["meta"]["of"] == 20 and sent["drawn"] == 0


def test_alone_and_rubbed_out() -> None:
    alone = Drawing(THREE.places, (), True)
    app = opened(n="20", k="2", paper=alone.text)
    assert sent_to(app, "kmeans_player")["figure"]["layout"]["meta"]["of"] == 3
    app = opened(n="20", k="2", paper=Drawing((), (0, 5)).text)
    sent = sent_to(app, "kmeans_player")
    assert sent["figure"]["layout"]["meta"]["of"] == 18 and sent["drawing"]["rubbed"] == [0, 5]
    assert "Some points are rubbed out." in said(app)


def test_too_few_for_k_means_wait_for_more() -> None:
    for drawing, words in (
        (Drawing((), (), True), "All points are rubbed out"),
        (Drawing(THREE.places[:2], (), True), "2 points drawn by hand."),
    ):
        app = opened(n="20", k="3", paper=drawing.text)
        sent = sent_to(app, "kmeans_player")
        assert sent["waits"] and len(sent["steps"]) == 1 and sent["steps"][0]["inertia"] is None
        assert words in said(app) and not app.error
        assert not app.get("download_button")
        app.switch_page("pages/2_Starting_points.py").run()
        assert not app.exception
    app = opened(n="20", k="3", paper=Drawing(THREE.places, (), True).text)
    assert "waits" not in sent_to(app, "kmeans_player")


def test_on_an_example_rows_stay_and_other_columns_take_the_drawing_away() -> None:
    app = opened(data="Example", k="2", paper=Drawing(THREE.places, (0,), True).text)
    before = sent_to(app, "kmeans_player")["figure"]["layout"]["meta"]["of"]
    app.segmented_control(key="data").set_value("Shapes")
    sound(app.run())
    assert app.text_input(key="paper").value == ""
    assert before > 100


def test_what_stayed_elsewhere_or_lies_too_far_is_said() -> None:
    app = opened(n="20", k="2", paper="kept-" + "0" * 24)
    assert "More than 500 drawn points do not travel in a link" in said(app)
    app = opened(n="20", k="2", paper=Drawing(((1e40, 2.0),)).text)
    assert "too far from all others to compute with" in said(app)
    assert sent_to(app, "kmeans_player")["figure"]["layout"]["meta"]["of"] == 20


def test_a_link_with_nonsense_says_so() -> None:
    assert "no points can be read from that" in said(opened(n="20", k="2", paper="1nonsense"))
