"""Which rules of the reader do anything? One is switched off at a time, and the files are counted that come out otherwise.

    python -m benchmarks.ablation                          over damaged copies of one table and all that the tests read
    python -m benchmarks.ablation FOLDER...                and over all files in these folders, too (those that
                                                           benchmarks.real_files has fetched, samples of your own)
    python -m benchmarks.ablation --only area --only _FEW  only the rules whose names have this in them

A rule is a function that answers yes or no (switched off it says no, or else yes), one that answers "this, or nothing"
(nothing), or a threshold (nothing reaches it, or everything does). "0" behind a rule means that no file here needs it: then it
goes, or somebody brings the file that it is for. Only files whose reading comes by a rule are read again without it.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import importlib
import inspect
import pkgutil
import random
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

import tables
from benchmarks import damaged
from tables import Choices, TableError, read_table

LARGEST = 300_000
"""Larger files take too long to be read some hundred times."""
EVERY = 20
"""So many damaged copies of a kind are passed over for each that is read."""
NOT_RULES = (
    "apart",
    "limits",
    "errors",
    "receipt",
    "model",
    "writeback",
    "select",
    "far_cells",
    "container",
    "sheets",
)
PATIENCE = 5
"""Seconds for one file."""
NEVER, ALWAYS = 0, 10**9


@dataclass(frozen=True)
class Case:
    """A file to be read."""

    data: bytes
    name: str
    choices: Choices


@dataclass
class Rule:
    """Something that can be switched off: by giving `name` in `module` these values, one after the other."""

    module: ModuleType
    name: str
    offs: list[tuple[str, Any]]
    users: set[str] = field(default_factory=set)


def modules() -> list[ModuleType]:
    """The modules of the reader that decide anything."""
    names = [each.name for each in pkgutil.walk_packages(tables.__path__, "tables.") if not each.ispkg]
    return [importlib.import_module(name) for name in names if not set(name.split(".")) & set(NOT_RULES)]


def answer(value: object) -> Callable[..., object]:
    """A function that always says the same."""
    return lambda *_, **__: value


def rules() -> Iterator[Rule]:
    """All that can be switched off."""
    for module in modules():
        tree = ast.parse(inspect.getsource(module))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.returns is not None:
                returns = ast.unparse(node.returns)
                offs: list[tuple[str, Any]] = []
                if returns == "bool":
                    offs = [("no", answer(False)), ("yes", answer(True))]
                elif returns.endswith("| None"):
                    offs = [("nothing", answer(None))]
                elif returns.startswith("set["):
                    offs = [("nothing", lambda *_, **__: set())]
                if offs:
                    yield Rule(module, node.name, offs, {f"{module.__name__}.{node.name}"})
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                value = getattr(module, name, None)
                if name.isupper() and isinstance(value, (int, float)) and not isinstance(value, bool):
                    yield Rule(
                        module, name, [("never", NEVER), ("always", ALWAYS)], users_of(module, tree, name)
                    )


def users_of(module: ModuleType, tree: ast.Module, name: str) -> set[str]:
    """The functions of a module that a name stands in; none where a class uses it, too, or the module itself."""

    def stands_in(node: ast.AST) -> bool:
        return any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(node))

    if any(stands_in(node) for node in tree.body if isinstance(node, ast.ClassDef)):
        return set()
    return {
        f"{module.__name__}.{node.name}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and stands_in(node)
    }


def put(module: ModuleType, name: str, value: object) -> Callable[[], None]:
    """Give a name another value, wherever it was imported to. Returns what undoes it."""
    old = getattr(module, name)
    places = [module]
    if callable(old) or not name.startswith("_"):
        others = [each for key, each in list(sys.modules.items()) if key.startswith("tables")]
        places = [each for each in others if getattr(each, name, None) is old]
    for place in places:
        setattr(place, name, value)

    def undo() -> None:
        for place in places:
            setattr(place, name, old)

    return undo


def result(case: Case) -> str:
    """What comes out of a file, as a digest."""
    try:
        table = read_table(case.data, case.name, case.choices)
    except TableError as error:
        return f"refused: {error}"
    text = [str(list(table.frame)), str(list(table.frame.dtypes)), str(table.row_numbers.tolist())]
    values = (
        pd.util.hash_pandas_object(table.frame, index=False).to_numpy().tobytes()
        if len(table.frame.columns)
        else b""
    )
    return hashlib.blake2b("\n".join(text).encode("utf-8", "replace") + values).hexdigest()


def callers(cases: list[Case]) -> tuple[list[str], dict[str, set[int]]]:
    """What comes out of each file, and which files come by which function."""
    seen: dict[str, set[int]] = defaultdict(set)
    now = [0]
    undo = []
    for module in modules():
        for name, function in list(vars(module).items()):
            if not inspect.isfunction(function) or function.__module__ != module.__name__:
                continue

            def spy(
                *given: Any, _of: Any = function, _name: str = f"{module.__name__}.{name}", **named: Any
            ) -> Any:
                seen[_name].add(now[0])
                return _of(*given, **named)

            undo.append(put(module, name, spy))
    found = []
    for now[0], case in enumerate(cases):
        found.append(result(case))
    for each in undo:
        each()
    return found, seen


def read_by_tests() -> list[Case]:
    """Everything that the tests of the reader read."""
    found: dict[tuple[bytes, str, str], Case] = {}
    reader = importlib.import_module("tables.reader")
    original = reader._read

    def note(data: bytes, filename: str, choices: Choices, progress: Any) -> Any:
        if len(data) < LARGEST:
            found[data, filename, repr(choices)] = Case(data, filename, choices)
        return original(data, filename, choices, progress)

    reader._read = note  # type: ignore[attr-defined]
    tests = Path(__file__).parents[1] / "tests" / "tables"
    left_out = [f"--ignore={tests / name}" for name in ("apart", "test_round_trip.py", "test_damaged.py")]
    pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", str(tests), *left_out])
    reader._read = original  # type: ignore[attr-defined]
    return list(found.values())


def cases(folders: list[Path], every: int) -> list[Case]:
    """All files to be read; of those of the tests one in so many."""
    found = [
        Case(path.read_bytes(), path.name, Choices())
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_size < LARGEST
    ]
    copies = list(damaged.copies(damaged.clean_table(0)))
    found += [Case(copy.data, "table.csv", Choices()) for copy in copies[::EVERY]]
    return found + read_by_tests()[::every]


def main() -> None:
    """Print one line per rule: how many files come out otherwise without it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--only", action="append", default=[], help="a part of the names of the rules to try")
    parser.add_argument("--most", type=int, help="stop to count at so many files")
    parser.add_argument(
        "--every", type=int, default=1, help="only one in so many of the files that the tests read"
    )
    arguments = parser.parse_args()
    signal.signal(signal.SIGALRM, _out_of_time)
    files = cases(arguments.folders, arguments.every)
    # Rules that matter show soon, when files of a kind do not stand together
    random.Random(0).shuffle(files)
    before, seen = callers(files)
    print(f"{len(files)} files", flush=True)
    for rule in rules():
        title = f"{rule.module.__name__.removeprefix('tables.')}.{rule.name}"
        if arguments.only and not any(part in title for part in arguments.only):
            continue
        # A threshold outside of functions concerns all
        concerned = (
            sorted(set().union(*(seen[user] for user in rule.users))) if rule.users else range(len(files))
        )
        counts = []
        for what, value in rule.offs:
            undo = put(rule.module, rule.name, value)
            try:
                changes = (1 for i in concerned if _outcome(files[i]) != before[i])
                changed = sum(islice(changes, arguments.most))
            finally:
                undo()
            counts.append(f"{what} {changed}")
        print(f"{title}: {', '.join(counts)} of {len(concerned)}", flush=True)


def _outcome(case: Case) -> str:
    """What comes out, whatever it is; a rule may also be what ends a loop."""
    signal.alarm(PATIENCE)
    try:
        return result(case)
    except Exception as error:
        return repr(error)
    finally:
        signal.alarm(0)


def _out_of_time(*_: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    main()
