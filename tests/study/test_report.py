"""The report as a file: all of it text, nothing run, nothing fetched."""

import datetime
import re
from dataclasses import replace

import pandas as pd

from study.report import MOST_ACROSS, GroupReport, Report, report_html

NASTY = '<script>alert(1)</script><img src="http://x.example/a.png"> & “x”'
PLAIN = Report(
    title="Your 30 rows form 2 groups.",
    file="people.csv",
    made=datetime.date(2024, 3, 1),
    read=("30 rows.",),
    choices=("2 columns.",),
    reliable=("Yes.",),
    picture="<svg></svg>",
    groups=(GroupReport("Group 1, 10 rows: high a", ("Typical: a 3",)),),
    pictures=(("a", "<svg></svg>", "Each small point is a row."),),
    profiles=pd.DataFrame([["a (average)", "2", "3"]], columns=["Column", "All", "Group 1"]),
    repeat=("Bring the file.",),
    address="?into=2",
)


def test_what_somebody_wrote_is_text() -> None:
    nasty = replace(
        PLAIN,
        title=NASTY,
        file=NASTY,
        read=(NASTY,),
        choices=(NASTY,),
        reliable=(NASTY,),
        groups=(GroupReport(NASTY, (NASTY,)),),
        pictures=((NASTY, "<svg></svg>", NASTY),),
        profiles=pd.DataFrame([[NASTY] * 3], columns=[NASTY, "All", NASTY + "2"]),
        repeat=(NASTY,),
        address=NASTY,
    )
    html = report_html(nasty)
    assert "<script" not in html and "<img" not in html
    assert html.count("&lt;script&gt;") >= 12


def test_it_fetches_nothing() -> None:
    html = report_html(PLAIN)
    assert not re.search(r"(?:src|href)\s*=|url\(|@import", html)
    assert "default-src 'none'" in html and "2024-03-01" in html


def test_many_groups_take_several_tables() -> None:
    heads = ["Column", "All", *(f"Group {j + 1}" for j in range(2 * MOST_ACROSS + 1))]
    html = report_html(replace(PLAIN, profiles=pd.DataFrame([["a"] * len(heads)], columns=heads)))
    assert html.count("<table>") == 3 and html.count("<th>Column</th>") == 3
