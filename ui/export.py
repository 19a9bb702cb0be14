"""Downloads as text: pure functions, no Streamlit."""

from __future__ import annotations

import json
from html import escape

import numpy as np
import pandas as pd

from charts.digits import without_noise
from kmeans_core import Run
from tables import free_name, safe_cell
from ui import plotly_js
from ui.component import script
from ui.player import ENTRY, Payload
from ui.points import Points

CLUSTER = "cluster"


def points_csv(points: Points, run: Run) -> str:
    """The table of the points, with one more column: the cluster at the end of the run, numbered from 1."""
    table = points.frame.copy()
    table.insert(
        len(table.columns), cluster_column(points), run.labels.astype(int) + 1, allow_duplicates=True
    )
    return _csv(table)


def means_csv(points: Points, run: Run) -> str:
    """One row per cluster: its number, how many points it has, and its mean."""
    means = np.apply_along_axis(without_noise, 0, points.to_units(run.means))
    table = pd.DataFrame(means, columns=list(points.measures))
    table.insert(0, "points", np.bincount(run.labels, minlength=run.k), allow_duplicates=True)
    table.insert(0, CLUSTER, np.arange(1, run.k + 1), allow_duplicates=True)
    return _csv(table)


def cluster_column(points: Points) -> str:
    """The name of the added column: "cluster", or "cluster (2)" where the table has one of that name."""
    return free_name(CLUSTER, points.frame.columns)


def _csv(table: pd.DataFrame) -> str:
    """CSV that a spreadsheet opens without running anything: text that would be a formula there is made safe."""
    table = table.copy()
    for position, dtype in enumerate(table.dtypes):
        if not pd.api.types.is_numeric_dtype(dtype):
            cells = [safe_cell(cell) if isinstance(cell, str) else cell for cell in table.iloc[:, position]]
            table.isetitem(position, cells)
    table.columns = pd.Index([safe_cell(str(name)) for name in table.columns])
    return str(table.to_csv(index=False, lineterminator="\n"))


def offline_html(payload: Payload, title: str) -> str:
    """The player with this run as one page that needs no network: plotly.js, the player and the run in one file."""
    player = script(ENTRY).replace("export default function", "function", 1)
    css = ENTRY.with_suffix(".css").read_text(encoding="utf-8")
    # "<" is written as an escape, so that no text of the user's can end the script it stands in.
    run = json.dumps(payload, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>k-means, step by step: {escape(title)}</title>
<style>
:root {{ --st-text-color: #1b2230; --st-background-color: #ffffff; --st-secondary-background-color: #f1f4fa;
  --st-border-color: #d4dae6; --st-primary-color: #2457b8; --st-font: system-ui, sans-serif; }}
@media (prefers-color-scheme: dark) {{ :root {{ --st-text-color: #e9edf5; --st-background-color: #12161f;
  --st-secondary-background-color: #1d2431; --st-border-color: #3a4456; --st-primary-color: #3b74dd; }} }}
body {{ margin: 0; padding: 1.5rem; background: var(--st-background-color); color: var(--st-text-color);
  font-family: var(--st-font); }}
h1 {{ font-size: 1.4rem; }}
{css}
</style>
</head>
<body>
<h1>k-means, step by step: {escape(title)}</h1>
<div id="player"></div>
<script>{plotly_js.source()}</script>
<script type="application/json" id="run">{run}</script>
<script>
{player}
mount({{ data: JSON.parse(document.getElementById("run").textContent), parentElement: document.getElementById("player") }});
</script>
</body>
</html>
"""
