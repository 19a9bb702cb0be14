"""The player and one run as a page that needs no network."""

from __future__ import annotations

import json
from html import escape

from ui import plotly_js
from ui.component import Payload, script
from ui.player import ENTRY


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
