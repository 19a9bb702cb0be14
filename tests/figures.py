"""How tests look at a figure."""

import base64
from typing import Any

import numpy as np
import plotly.graph_objects as go


def decoded(typed: dict[str, Any]) -> np.ndarray:
    """The numbers that a figure or a payload carries as bytes."""
    values = np.frombuffer(base64.b64decode(typed["bdata"]), typed["dtype"])
    return values.reshape([int(side) for side in typed["shape"].split(",")]) if "shape" in typed else values


def is_valid(figure: dict[str, Any]) -> bool:
    return isinstance(go.Figure(figure), go.Figure)  # an unknown property would raise
