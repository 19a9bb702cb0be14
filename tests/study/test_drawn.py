"""Points drawn by hand: what is written is read back, nonsense is nothing, and on other points they come last."""

import base64
import zlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from study import links
from study.drawn import (
    MOST,
    MOST_IN_LINK,
    Drawing,
    drawing_from_browser,
    drawing_from_packed,
    drawing_from_text,
    leaves_nothing,
    on_all,
    with_drawn,
)
from study.points import Points

X = np.array([[0.0, 0], [4, 2], [8, 4]])
NUMBERS = st.floats(-1e12, 1e12).filter(lambda value: value == 0 or abs(value) > 1e-30)


def base(**more: object) -> Points:
    return Points(X, ("a", "b"), "some", pd.DataFrame(X, columns=["a", "b"]), **more)  # type: ignore[arg-type]


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS), max_size=40),
    st.sets(st.integers(0, 4999), max_size=30),
    st.booleans(),
)
def test_what_is_written_is_read_back(
    places: list[tuple[float, float]], rubbed: set[int], alone: bool
) -> None:
    drawing = Drawing(tuple(places), tuple(sorted(rubbed)), alone).rounded()
    back = drawing_from_text(drawing.text)
    assert back == (None if drawing.is_nothing else drawing)
    for axis in (0, 1):
        before, after = ([place[axis] for place in each] for each in (places, drawing.places))
        if before:
            size = max(max(before) - min(before), 1e-9 * max(map(abs, before))) or 1
            size = size if len(set(before)) > 1 else abs(before[0]) or 1
            assert max(abs(a - b) for a, b in zip(before, after, strict=True)) <= 0.51e-3 * size


def test_five_hundred_fit_into_a_link() -> None:
    rng = np.random.default_rng(1)
    drawing = Drawing(tuple(map(tuple, rng.normal(size=(MOST_IN_LINK, 2)).tolist())))
    assert drawing.travels and len(drawing.text) < 2500
    more = Drawing((*drawing.places, (0.0, 0.0)))
    assert not more.travels
    with pytest.raises(ValueError, match="do not go into a link"):
        _ = more.text


def test_what_is_too_large_for_a_link_is_packed_small() -> None:
    rng = np.random.default_rng(1)
    places = rng.normal(size=(MOST, 2)).tolist()
    drawing = drawing_from_browser({"places": places, "rubbed": list(range(0, 1500, 2))})
    assert drawing is not None and not drawing.travels
    assert len(drawing.packed) < 21_000
    assert drawing_from_packed(drawing.packed) == drawing
    assert drawing_from_packed(b"nonsense") is None
    as_text = "1" + base64.urlsafe_b64encode(drawing.packed).decode().rstrip("=")
    assert drawing_from_text(as_text) is None  # a link holds no more than it may


def packed(content: bytes) -> str:
    return "1" + base64.urlsafe_b64encode(zlib.compress(content)).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "1!!",
        "2" + Drawing(((1.0, 2.0),)).text[1:],
        Drawing(((1.0, 2.0), (3.0, 4.0))).text[:-6],
        "1" + "A" * 9000,
        packed(bytes(10)),
        packed(bytes(10_000_000)),
        packed(bytes(18) + b"\x09\x00\x00\x00\x00" + bytes(3)),
        None,
        "kept-0",
    ],
)
def test_anything_else_is_nothing(text: str | None) -> None:
    assert drawing_from_text(text) is None
    if text:
        assert links.judge([links.PAPER], {"paper": [text]})[links.PAPER].sentence


def test_a_link_may_have_a_drawing_or_the_name_of_one() -> None:
    for text in (Drawing(((1.0, 2.0),)).text, "kept-" + "0" * 24):
        assert links.judge([links.PAPER], {"paper": [text]}) == {}


def test_what_the_browser_says() -> None:
    said = {"places": [[1, 2.5], [3, 4]], "rubbed": [2, 0, 2], "alone": False}
    assert drawing_from_browser(said) == Drawing(((1.0, 2.5), (3.0, 4.0)), (0, 2))
    assert drawing_from_browser({**said, "alone": True}) == Drawing(((1.0, 2.5), (3.0, 4.0)), (), True)
    for wrong in (
        {"places": [[1]]},
        {"places": [[1, float("nan")]]},
        {"rubbed": [-1]},
        {"rubbed": "x"},
        {"places": None},
    ):
        assert drawing_from_browser({**said, **wrong}) is None


def test_on_points_they_come_last_and_are_marked() -> None:
    both = with_drawn(base(true_labels=np.arange(3)), Drawing(((1.0, 2.0),), (1,)), may_rub=True)
    assert both.X.tolist() == [[0, 0], [8, 4], [1, 2]] and both.drawn == 1
    assert both.frame["drawn"].tolist() == ["no", "no", "yes"]
    assert both.title == "some, and 1 drawn point" and both.true_labels is None
    alone = with_drawn(base(), Drawing(((1.0, 2.0), (3.0, 4.0)), (), True), may_rub=True)
    assert alone.X.tolist() == [[1, 2], [3, 4]] and alone.title == "2 drawn points"
    rows = with_drawn(base(), Drawing(((1.0, 2.0),), (1,), True), may_rub=False)
    assert len(rows.X) == 4
    assert with_drawn(base(), Drawing((), (7,)), may_rub=True).X.tolist() == X.tolist()
    assert len(with_drawn(base(), Drawing((), (0,)), may_rub=True).X) == 2


@pytest.mark.parametrize(
    ("drawing", "nothing"),
    [
        (Drawing(), False),
        (Drawing((), (1,)), False),
        (Drawing((), (0, 1, 2, 9)), True),
        (Drawing((), (), True), True),
        (Drawing(((1.0, 2.0),), (), True), False),
    ],
)
def test_whether_anything_is_left(drawing: Drawing, nothing: bool) -> None:
    assert leaves_nothing(base(), drawing) == nothing


def test_a_plot_as_wide_as_all_that_is_there_and_was_drawn() -> None:
    both = on_all(base(), Drawing(((20.0, 2.0),), (0, 1, 2)))
    assert both.X.tolist() == [[0, 0], [4, 2], [8, 4], [20, 2]] and both.drawn == 1
    many = Points(np.zeros((MOST + 5, 2)), ("a", "b"), "many", pd.DataFrame({"a": np.zeros(MOST + 5)}))
    assert len(on_all(many, Drawing(((20.0, 2.0),), (), True)).X) == MOST


def test_on_a_table_that_is_scaled_the_values_are_those_of_the_axes() -> None:
    values = np.array([[0.0, 10, 5], [4, 30, 7], [8, 20, 9]])
    center, scale = values.mean(axis=0), values.std(axis=0)
    frame = pd.DataFrame(values, columns=["a", "b", "c"]).assign(drawn="x")
    table = Points(
        (values - center) / scale,
        ("a", "b", "c"),
        "t",
        frame,
        center=center,
        scale=scale,
        axes=(1, 0),
        in_file=values,
    )
    both = with_drawn(table, Drawing(((25.0, 2.0),)), may_rub=False)
    np.testing.assert_allclose(both.values[-1], [2, 25, 7])
    np.testing.assert_allclose(both.to_units(both.X)[-1], [2, 25, 7])
    assert both.values[:3].tolist() == values.tolist()
    assert (
        both.frame["drawn (2)"].tolist() == ["no", "no", "no", "yes"]
        and both.frame["drawn"].isna().sum() == 1
    )


@pytest.mark.parametrize("drawing", [Drawing(((1.0, 2.0),)), Drawing((), (0,)), Drawing(((1.0, 2.0),), (0,))])
def test_the_points_that_are_drawn_on_stay_as_they_were(drawing: Drawing) -> None:
    points = base()
    with_drawn(points, drawing, may_rub=True)
    assert points.X.tolist() == X.tolist()
    pd.testing.assert_frame_equal(points.frame, pd.DataFrame(X, columns=["a", "b"]))
