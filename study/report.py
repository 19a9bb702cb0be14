"""A report to hand on: one page of HTML without scripts, which needs no network and prints. Pure: no Streamlit.

What is in it is what the page shows: words, pictures, profiles; of the table nothing else.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

MOST_ACROSS = 5
"""So many groups stand side by side on a sheet of paper; more begin another table."""

_STYLE = """
@page { margin: 16mm 15mm; }
* { box-sizing: border-box; font-variant-ligatures: none; }
body { font: 11pt/1.5 system-ui, "Segoe UI", sans-serif; color: #16181d; background: #fff; max-width: 46rem; margin: 0 auto; padding: 1.2rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .2rem; }
h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; border-bottom: 1px solid #e3e3dc; break-after: avoid; }
h3 { font-size: 1rem; margin: 1rem 0 .1rem; break-after: avoid; }
p, ul { margin: .3rem 0; } li { margin: .15rem 0; }
.quiet { color: #5a606c; font-size: .9rem; }
svg { max-width: 100%; height: auto; }
figure, section.group, tr { break-inside: avoid; } figure { margin: .8rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .86rem; margin: .6rem 0; }
th, td { text-align: left; vertical-align: top; padding: .25rem .4rem; border-bottom: 1px solid #e3e3dc; overflow-wrap: anywhere; }
thead { display: table-header-group; }
code { overflow-wrap: anywhere; }
@media print { body { padding: 0; max-width: none; } }
"""


@dataclass(frozen=True)
class GroupReport:
    """A group in words: its headline, and what else is said of it."""

    headline: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What is in a report, as plain text, but for the pictures, which are SVG of our own.

    title : what was found, in a line; read, choices, reliable, repeat : sentences; picture : of the rows; pictures : of columns, each
    with its heading and a sentence below; profiles : a column with the names, one for all rows, then one for each group; profiled : what
    they have of each column
    """

    title: str
    file: str
    made: datetime.date
    read: tuple[str, ...]
    choices: tuple[str, ...]
    reliable: tuple[str, ...]
    picture: str
    groups: tuple[GroupReport, ...]
    pictures: tuple[tuple[str, str, str], ...]
    profiles: pd.DataFrame
    repeat: tuple[str, ...]
    address: str
    profiled: str = "the average of every column of numbers, the most common word of every column of words."


def report_html(report: Report) -> str:
    """The report as one file."""
    groups = "".join(
        f'<section class="group"><h3>{escape(each.headline)}</h3>{_lines(each.lines)}</section>'
        for each in report.groups
    )
    pictures = "".join(
        f"<figure><h3>{escape(head)}</h3>{svg}<figcaption class=quiet>{escape(words)}</figcaption></figure>"
        for head, svg, words in report.pictures
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(report.title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{escape(report.title)}</h1>
<p class="quiet">{escape(report.file)} · {report.made.isoformat()} · made with k-means, step by step</p>
<figure>{report.picture}</figure>
<h2>The groups</h2>
{groups}
<h2>How reliable they are</h2>
{_lines(report.reliable)}
<h2>What was compared</h2>
{_list(report.choices)}
<h2>How the file was read</h2>
{_list(report.read)}
<h2>Column by column</h2>
{pictures}
<h2>Profiles</h2>
<p class="quiet">{escape(report.profiled[0].upper() + report.profiled[1:])}</p>
{_tables(report.profiles)}
<h2>To make these groups again</h2>
{_list(report.repeat)}
<p class="quiet">The settings, as they stand in the address of the page: <code>{escape(report.address)}</code></p>
</body>
</html>
"""


def _lines(sentences: Sequence[str]) -> str:
    return "".join(f"<p>{escape(each)}</p>" for each in sentences)


def _list(sentences: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in sentences)}</ul>"


def _tables(frame: pd.DataFrame) -> str:
    """The profiles, so many groups in a table as fit on paper."""
    cells = [[str(cell) for cell in line] for line in frame.itertuples(index=False)]
    heads = [str(name) for name in frame.columns]
    made = []
    for begin in range(2, len(heads), MOST_ACROSS):
        at = [0, 1, *range(begin, min(begin + MOST_ACROSS, len(heads)))]
        head = "".join(f"<th>{escape(heads[j])}</th>" for j in at)
        body = "".join(f"<tr>{''.join(f'<td>{escape(line[j])}</td>' for j in at)}</tr>" for line in cells)
        made.append(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
    return "".join(made)
