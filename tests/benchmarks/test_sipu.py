"""The script that measures initializations on files, run as people run it, on a small folder made here."""

import gzip
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
CENTERS = np.array([[100_000.0, 100_000], [900_000, 100_000], [500_000, 900_000]])


def sipu(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "benchmarks" / "sipu.py"), str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def write(path: Path, text: str) -> None:
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text)


def groups(first_label: int = 1) -> tuple[str, str]:
    rng = np.random.default_rng(0)
    labels = np.repeat(np.arange(3), 40)
    points = np.rint(CENTERS[labels] + rng.normal(scale=9000, size=(120, 2)))
    data = "\n".join(f"   {x:.0f}    {y:.0f}" for x, y in points)
    return data + "\n", "\n".join(str(label + first_label) for label in labels) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data, labels = groups()
    write(tmp_path / "three.data.gz", f"# three groups\n\n{data}")
    write(tmp_path / "three.labels0.gz", labels)
    write(tmp_path / "three.labels1.gz", "1\n")  # another opinion on the same points: not read
    write(tmp_path / "readme.txt", "no data")
    return tmp_path


def test_a_line_per_set_and_initialization(folder: Path) -> None:
    done = sipu(folder, "--starts", "20", "--init", "farthest", "random")
    assert done.returncode == 0, done.stderr
    _, farthest, random = done.stdout.splitlines()
    assert farthest.split()[:5] == ["three", "120", "2", "3", "farthest"]
    assert " 100.0% " in farthest
    assert random.split()[4] == "random"


def test_noise_belongs_to_no_true_cluster(folder: Path) -> None:
    data, labels = groups()
    write(folder / "noisy.data", data + "500000 500000\n")
    write(folder / "noisy.labels0", labels + "0\n")
    done = sipu(folder, "--only", "noisy", "--init", "farthest", "--starts", "5")
    assert done.stdout.splitlines()[1].split()[:4] == ["noisy", "121", "2", "3"]


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (None, "its true labels, broken.labels0.gz, are missing."),
        ("1\n2\n", "120 points, but 2 labels."),
        ("", "broken.labels0.gz is empty."),
        ("one\n" * 120, "broken.labels0.gz cannot be read"),
    ],
)
def test_what_cannot_be_used_is_left_out_with_a_sentence(
    folder: Path, labels: str | None, message: str
) -> None:
    write(folder / "broken.data.gz", groups()[0])
    if labels is not None:
        write(folder / "broken.labels0.gz", labels)
    done = sipu(folder, "--init", "farthest", "--starts", "5")
    assert done.returncode == 1
    assert f"broken: left out: {message}" in done.stdout
    assert "three" in done.stdout.splitlines()[-1]  # the others are not
    assert "Traceback" not in done.stderr


def test_repairs_find_what_random_starts_miss(folder: Path) -> None:
    done = sipu(
        folder, "--starts", "30", "--repairs", "30", "--init", "random", "random swap", "split and merge"
    )
    assert done.returncode == 0, done.stderr
    random, swap, split = (float(line.split("%")[0].split()[-1]) for line in done.stdout.splitlines()[1:])
    assert random < 100 == swap == split
    assert [line[33:52].strip() for line in done.stdout.splitlines()[2:]] == [
        "random swap",
        "split and merge",
    ]


def test_so_many_swaps_are_tried_as_are_asked_for(folder: Path) -> None:
    few, none = (
        sipu(folder, "--repairs", "30", "--init", "random swap", "--swaps", number).stdout.splitlines()[1]
        for number in ("40", "0")
    )
    assert "100.0%" in few
    assert float(none.split("%")[0].split()[-1]) < 100


def test_stand_ins_are_called_so_and_need_no_folder() -> None:
    command = [
        sys.executable,
        str(ROOT / "benchmarks" / "sipu.py"),
        "--stand-ins",
        "--only",
        "Unbalance-like",
    ]
    done = subprocess.run(
        [*command, "--init", "split and merge", "--repairs", "2"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, _, line = done.stdout.splitlines()
    assert "not the published sets" in first
    assert line.split()[:4] == ["Unbalance-like", "6,500", "2", "8"]


def test_neither_a_folder_nor_stand_ins_is_said(folder: Path) -> None:
    done = sipu(folder, "--stand-ins")
    assert done.returncode == 2
    assert "Name a folder, or ask for --stand-ins." in done.stderr
