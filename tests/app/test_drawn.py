"""Points drawn by hand, in the app: they come with a link, stay from page to page, and go when other columns count."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from study.drawn import Drawing
from tests.app.sent import sent_to, sound
from ui.drawn import MOST_KEPT

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


def test_after_all_are_rubbed_out_the_panel_no_longer_says_what_the_shape_is_like() -> None:
    for drawing, is_told in (
        (Drawing(THREE.places, (), True), False),
        (Drawing(THREE.places, tuple(range(20))), False),
        (Drawing(THREE.places, (0, 5)), True),
    ):
        app = opened(n="20", k="2", paper=drawing.text)
        assert ("Round groups" in said(app)) == is_told
        assert ("No point of this shape is left" in said(app)) != is_told


@pytest.mark.parametrize("rubbed", [Drawing(THREE.places, (), True), Drawing(THREE.places, (0, 5))])
def test_what_is_rubbed_out_is_of_the_points_that_were_there(rubbed: Drawing) -> None:
    """Another shape is seen, and another seed: what was drawn stays on it. Nothing of them is rubbed out."""

    def drawn_of(app: AppTest) -> tuple[int, int]:
        sent = sent_to(sound(app.run()), "kmeans_player")
        return sent["drawn"], sent["figure"]["layout"]["meta"]["of"]

    app = opened(n="20", k="2", paper=rubbed.text)
    left = drawn_of(app)
    assert left == (3, 3 if rubbed.alone else 21)
    app.number_input(key="k").set_value(3)  # the same points
    assert drawn_of(app) == left
    app.pills(key="shape").set_value("rings")
    assert drawn_of(app) == (3, 23) and "3 points drawn by hand." in said(app)
    app = opened(n="20", k="2", paper=rubbed.text)
    app.number_input(key="seed").set_value(99)
    assert drawn_of(app) == (3, 23)


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
    # Points at two places, of which none is drawn
    sent = sent_to(opened(n="20", groups="2", spread="0", k="5"), "kmeans_player")
    assert sent["waits"] and len(sent["steps"]) == 1
    app = opened(n="20", k="3", paper=Drawing(THREE.places, (), True).text)
    assert "waits" not in sent_to(app, "kmeans_player")


def test_on_an_example_rows_stay_and_other_columns_take_the_drawing_away() -> None:
    app = opened(data="Example", k="2", paper=Drawing(THREE.places, (0,), True).text)
    before = sent_to(app, "kmeans_player")["figure"]["layout"]["meta"]["of"]
    app.segmented_control(key="data").set_value("Shapes")
    sound(app.run())
    assert app.text_input(key="paper").value == ""
    assert before > 100


@pytest.mark.parametrize("page", ["app.py", "pages/2_Starting_points.py"])
def test_a_link_to_a_drawing_that_stayed_elsewhere_says_so_and_no_longer_asks_for_it(page: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.switch_page(page)
    for name, value in {"n": "20", "k": "2", "starts": "10", "paper": "kept-" + "0" * 24}.items():
        if name != "starts" or page != "app.py":
            app.query_params[name] = value
    sound(app.run())
    words = "a drawing of more than 500 points does not travel: it stays with the visit that drew it"
    assert sum(words in each.value for each in app.info) == 1
    assert "paper" not in app.query_params and app.text_input(key="paper").value == ""
    app.number_input(key="k").set_value(3)
    assert words in said(sound(app.run()))  # until somebody draws
    app.session_state["paper"] = THREE.text
    assert words not in said(sound(app.run()))


def test_what_lies_too_far_is_said() -> None:
    app = opened(n="20", k="2", paper=Drawing(((1e40, 2.0),)).text)
    assert "too far from all others to compute with" in said(app)
    assert sent_to(app, "kmeans_player")["figure"]["layout"]["meta"]["of"] == 20


def test_a_link_with_nonsense_says_so() -> None:
    assert "no points can be read from that" in said(opened(n="20", k="2", paper="1nonsense"))


def draw_more_than_a_link_holds() -> None:
    import streamlit as st

    from study.drawn import MOST_IN_LINK
    from ui import drawn
    from ui.visit import shelves

    if st.button("Draw"):
        many = st.session_state.get("many", MOST_IN_LINK) + 1
        drawn.take_drawn({"places": [[n / 10, n % 7] for n in range(many)], "rubbed": []})
        st.session_state.many = many
    if st.button("Crowd"):
        for n in range(20):
            shelves.of_visit().keep(n, bytes(shelves.of_visit().most_bytes // 10))
    drawing = drawn._drawing(st.session_state.get("paper"))
    st.text(str(drawing and len(drawing.places)))


def test_a_large_drawing_stays_whatever_else_the_visit_computes_and_so_do_those_before_it() -> None:
    app = AppTest.from_function(draw_more_than_a_link_holds).run()
    app.button[0].click().run()
    first = app.session_state["paper"]
    app.button[0].click().run()
    app.button[1].click().run()
    assert app.text[0].value == "502"
    app.session_state["paper"] = first  # Back takes a stroke away
    assert app.run().text[0].value == "501"
    for _ in range(MOST_KEPT):
        app.button[0].click().run()
    assert app.text[0].value == str(502 + MOST_KEPT)
    app.session_state["paper"] = first  # nobody goes back so far
    assert app.run().text[0].value == "None"
