"""Which Python runs this, and which others are here.

An old Python must get as far as the sentence that says what is wrong: this file's syntax stays within Python 3.6.
"""

import os
import subprocess

OLDEST_PYTHON = (3, 11)


def too_old(version: "tuple[int, ...]") -> str:  # a SyntaxError here: this is Python 2; run python3 start.py
    """The sentence for somebody whose Python is too old, naming a newer one that is on this computer."""
    wanted = ".".join(map(str, OLDEST_PYTHON))
    sentence = f"This needs Python {wanted} or newer, and this is Python {version[0]}.{version[1]}."
    for minor in range(20, OLDEST_PYTHON[1] - 1, -1):
        name = f"python3.{minor}"
        if answers([name, "--version"]):
            return f"{sentence} A newer one is here: run {name} start.py"
    return f"{sentence} Get one from https://www.python.org/downloads/ and run this again."


def answers(command: "list[str]") -> bool:
    """Whether the command starts and ends well; what it prints is thrown away."""
    try:
        return (
            subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=clean_environ(),
            ).returncode
            == 0
        )
    except OSError:
        return False


def clean_environ() -> "dict[str, str]":
    """Our environment variables without those that would lead another Python astray."""
    astray = {"PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "__PYVENV_LAUNCHER__"}
    environ = {name: value for name, value in os.environ.items() if name not in astray}
    environ["PYTHONNOUSERSITE"] = "1"
    return environ
