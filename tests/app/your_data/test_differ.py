"""The groups column by column, and the rule for each."""

from tests.app.sent import sound
from tests.app.your_data_page import dropped, words

TWO = "name,a,b,town\n" + "".join(
    f"p{i},{100 * (i % 2) + i % 5},{i % 7 + 90 * (i % 2)},{('Bonn', 'Ulm')[i % 2]}\n" for i in range(40)
)


def test_rules_shares_pictures_and_a_cross_table() -> None:
    app = dropped("two.csv", TWO, into="2")
    assert "In short: a up to 50: all 20, and no other." in words(app)
    app.session_state["columns_by_group"] = True
    sound(app.run())
    assert "These 2 groups explain 99.9% of the spread in the columns you compare" in words(app)
    assert "Each small point is a row." in words(app)
    assert app.selectbox(key="column_by_group").options == ["a", "b", "town"]
    app.selectbox(key="column_by_group").set_value("town").run()
    cross = next(each.value for each in sound(app).dataframe if "Word" in each.value)
    assert cross.iloc[:, 1:].to_numpy().tolist() == [
        ["20 (50%)", "20 (100%)", "0 (0%)"],
        ["20 (50%)", "0 (0%)", "20 (100%)"],
    ]
