"""Every number in words, table, pictures, report, CSV and workbook is one number."""

import io
import re
from html import unescape

import numpy as np
import openpyxl
import pandas as pd
import pytest

from study import scaling, take_home
from study.desk import Drawer
from study.grouping import find_groups
from study.groups_in_words import group_headline, profile_table, typical_values
from study.rules import rule_in_words
from study.workbook import workbook
from tables import complete_rows
from ui.your_data import differ, groups, report
from ui.your_data.chosen import Chosen

ENGLISH = "who,height,income,age,town\n" + "".join(
    f"p{i},{1.5 + (i * 7) % 11 / 13 + 2 * (i % 3):.4f},{1000 * (1 + i % 3) + (i * 37) % 101},{20 + (i * 13) % 41},{('Bonn', 'Ulm', 'Kiel')[i % 3]}\n"
    for i in range(60)
)
GERMAN = "\n".join(line.replace(",", ";").replace(".", ",") for line in ENGLISH.splitlines()) + "\n"


@pytest.mark.parametrize(("text", "decimal"), [(ENGLISH, "."), (GERMAN, ",")])
def test_each_number_is_the_same_everywhere(text: str, decimal: str) -> None:
    drawer = Drawer()
    drawer.bring(text.encode(), "people.csv")
    drawer.read()
    reading = drawer.shown
    assert reading is not None and reading.table.receipt.decimal == decimal
    columns = ("height", "income")
    points = scaling.make_points(reading.table, "t", columns, "spread")
    chosen = Chosen(points, columns, "spread", False, 0)
    found = find_groups(points.X, 3)
    profiles = groups.profiles_of(reading, chosen, found)
    kept = complete_rows(reading.table, columns)[1]

    shown = profile_table(profiles)
    csv = pd.read_csv(
        io.BytesIO(take_home.profiles_csv(profiles)), sep=";" if decimal == "," else ",", decimal=decimal
    )
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(reading.table, found.labels, kept, profiles, points)), data_only=True
    )
    sheet = pd.DataFrame(book["Groups"].values)
    sheet = sheet.iloc[1:].set_axis(sheet.iloc[0].tolist(), axis=1)
    html = unescape(report.prepare_report(reading, chosen, None, found, profiles, "rows")())
    text_of_report = re.sub("[\u2068\u2069]", "", re.sub(r"<[^>]+>", " | ", html))
    cells = set(re.split(r" \| ", text_of_report))

    for number in profiles.numbers:
        line = shown.loc[shown["Column"] == f"{number.column} (average)"].iloc[0].tolist()
        picture = differ.number_picture(
            differ.spread_of(reading, chosen, found, profiles, number.column), profiles
        )
        values = reading.table.frame[number.column].to_numpy(float)
        for group in range(3):
            ours = float(values[kept][found.labels == group].mean())
            said = number.said(ours)
            assert said == line[2 + group]
            assert f">{said}</text>" in picture
            assert said in cells
            for file in (csv, sheet):
                assert number.said(float(file[f"average of {number.column}"].iloc[group])) == said
            if number.counts:
                assert said in [value for _, value, _ in typical_values(profiles, group)]
    rules = differ.rules_of(reading, chosen, found)
    for group, size in enumerate(np.bincount(found.labels)):
        assert f"Group {group + 1}, {size} rows" in group_headline(profiles, group)
        assert f"Group {group + 1}, {size} rows" in text_of_report
        assert shown.iloc[0, 2 + group] == str(size)
        assert csv["rows"].iloc[group] == sheet["rows"].iloc[group] == size
        assert book[f"Group {group + 1}"].max_row == size + 1
        rule = rules[group]
        assert rule is not None and rule.size == size
        assert re.sub("[\u2068\u2069]", "", rule_in_words(rule, profiles)) in text_of_report
    for word in profiles.words:
        cross = differ.words_by_group(reading, chosen, found, word.column)
        for group in range(3):
            most, share = word.most_common[group]
            at = cross.words.index(most)
            assert cross.rows[group, at] / cross.rows[group].sum() == pytest.approx(share)
            assert f"share of most common {word.column}" in csv and csv[
                f"share of most common {word.column}"
            ].iloc[group] == pytest.approx(share)
