"""Programs that a test puts on the PATH."""

import os
from pathlib import Path

import pytest


def program(path: Path, script: str) -> Path:
    """A program that does what the lines of shell say."""
    if os.name == "nt":
        pytest.skip("Windows runs no shell scripts")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path
