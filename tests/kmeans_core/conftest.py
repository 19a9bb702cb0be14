"""What several test files of the core use."""

from __future__ import annotations

import numpy as np
import pytest

from kmeans_core import fast


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20240229)


@pytest.fixture(params=["few", "many"])
def either_worker(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test runs with either of the two ways in which a half-step is computed."""
    monkeypatch.setattr(fast, "FEW", 10**9 if request.param == "few" else 0)
