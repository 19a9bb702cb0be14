"""Names that users gave are shown as they are."""

import re

from tests.app.sent import sound
from tests.app.your_data_page import dropped
from tests.nasty import NASTY


def test_names_written_from_right_to_left_turn_nothing_around_them() -> None:
    rows = "".join(f"{i % 5},{i % 7},{i}\n" for i in range(30))
    app = dropped("ملف 1.csv", "שלום (2),b,ג\n" + rows, noun="לקוחות")
    for name in ("ملف 1", "שלום (2)", "לקוחות"):
        said = [each.value.replace("\\", "") for each in [*sound(app).header, *app.markdown, *app.caption]]
        places = [text for text in said if name in text]
        assert any(f"\u2068{name}" in text for text in places), name
    assert f"\u2068{'שלום (2)'}\u2069" in "".join(each.value.replace("\\", "") for each in app.caption)


def test_nasty_names_are_escaped_wherever_markdown_is_read() -> None:
    header = ",".join(f'"{name}"' for name in NASTY)
    rows = "".join(",".join(str((i * (j + 2)) % 11) for j in range(len(NASTY))) + "\n" for i in range(20))
    app = dropped("[f](javascript:alert(2)) **x**.csv", header + "\n" + rows, noun="**bold**")
    app.multiselect(key="also").set_value(app.multiselect(key="also").options).run()
    read_as_markdown = [
        each.value for each in [*sound(app).header, *app.markdown, *app.caption, *app.error]
    ] + [each.label for each in [*app.expander, *app.button, *app.selectbox, *app.checkbox]]
    for text in read_as_markdown:
        if text.startswith("<style>"):
            continue
        for raw in ("<img", "](javascript", "$x$", ":smile:", "**b**", "**bold**", "n" * 200):
            assert raw not in re.sub(r"\\.", "\\\\", text), text
