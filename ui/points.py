"""The points a page works on, wherever they came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray


@dataclass(frozen=True)
class Points:
    """Points to cluster.

    Attributes
    ----------
    X : array of shape (n_samples, n_features), in the units of the clustering
    names : the n_features column names, as the user wrote them
    title : what these points are, in a few words of plain text
    frame : the table they came from, one row per point, for downloads
    true_labels : integers of shape (n_samples,) where the true groups are known
    notes : sentences on what was done to get here (rows left out and so on), plain text
    """

    X: NDArray[np.float64]
    names: tuple[str, ...]
    title: str
    frame: pd.DataFrame
    true_labels: NDArray[np.signedinteger] | None = None
    notes: tuple[str, ...] = ()
    digest: str = field(init=False)
    """Names the content: the same points under the same names, the same digest."""

    def __post_init__(self) -> None:
        content = hashlib.blake2b(digest_size=12)
        content.update(repr((self.names, self.X.shape)).encode())
        content.update(np.ascontiguousarray(self.X).tobytes())
        object.__setattr__(self, "digest", content.hexdigest())
