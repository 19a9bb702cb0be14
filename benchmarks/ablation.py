"""Which rules of the reader do anything? One is switched off at a time, and the files are counted that come out otherwise.

    python -m benchmarks.ablation                          over damaged copies of one table and all that the tests read
    python -m benchmarks.ablation FOLDER...                and over all files in these folders, too (those that
                                                           benchmarks.real_files has fetched, samples of your own)
    python -m benchmarks.ablation --only area --only _FEW  only the rules whose names have this in them
    python -m benchmarks.ablation --idle                   only tell of rules that change nothing

A rule is a function that answers yes or no (switched off it says no, or else yes), one that answers "this, or nothing"
(nothing), or a threshold (nothing reaches it, or everything does). "0" behind a rule means that no file here needs it: then it
goes, or somebody brings the file that it is for. What comes out is the table, what is known of its columns, and the receipt.

All rules take some ten minutes, a few of them seconds: a file is read again only where the rule has answered otherwise than it
does when it is switched off, the quickest files come first, and counting stops at a few (`--most`).
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import importlib
import inspect
import os
import pkgutil
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import hypothesis
import numpy as np
import pandas as pd
import pytest

import tables
from benchmarks import damaged
from tables import Choices, Table, read_table

LARGEST = 300_000
"""Larger files take too long to be read some hundred times."""
EVERY = 20
"""So many damaged copies of a kind are passed over for each that is read."""
EXAMPLES = 15
"""A test that makes up its own files may make so many here."""
PATIENCE = 5
"""Seconds of the processor for one file: a rule may also be what ends a loop."""
MEMORY = 4_000_000_000
"""Bytes of address space: a rule may be what keeps a loop from filling the memory, too."""
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
"""Modules that decide nothing about a text."""
WITHOUT_TEXTS = ("apart", "test_round_trip.py", "test_damaged.py", "opening/test_sheets.py")
"""Tests that read no text in this process, or the same texts as others again and again."""
NEVER, ALWAYS = 0, 10**9


@dataclass(frozen=True)
class Case:
    """A file to be read, and the thresholds that a test had set to other values for it."""

    data: bytes
    name: str
    choices: Choices
    settings: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True)
class Off:
    """One way to switch a rule off, and the answers of a function that it makes others of."""

    name: str
    value: Any
    changes: Callable[[object], bool] = lambda _: True


@dataclass
class Rule:
    """Something that can be switched off: by giving `name` in `module` another value."""

    module: ModuleType
    name: str
    offs: list[Off]
    users: set[str] = field(default_factory=set)


@dataclass
class Readings:
    """What comes out of each file, in how many seconds, and what each function answered in which files."""

    results: list[str]
    seconds: list[float]
    answers: dict[str, dict[int, set[object]]]

    def concerned(self, rule: Rule, off: Off) -> list[int]:
        """The files that can come out otherwise, the quickest first. A threshold outside of functions concerns all."""
        files: set[int] = set() if rule.users else set(range(len(self.results)))
        for user in rule.users:
            for file, said in self.answers.get(user, {}).items():
                if rule.name != user.rsplit(".", 1)[1] or any(map(off.changes, said)):
                    files.add(file)
        return sorted(files, key=self.seconds.__getitem__)


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
                offs: list[Off] = []
                if returns == "bool":
                    offs = [Off("no", answer(False), bool), Off("yes", answer(True), lambda said: not said)]
                elif returns.endswith("| None"):
                    offs = [Off("nothing", answer(None), lambda said: said is not None)]
                elif returns.startswith("set["):
                    offs = [Off("nothing", lambda *_, **__: set(), lambda said: bool(said))]
                if offs:
                    yield Rule(module, node.name, offs, {f"{module.__name__}.{node.name}"})
        for name in thresholds(module):
            yield Rule(module, name, [Off("never", NEVER), Off("always", ALWAYS)], users_of(module, name))


def thresholds(module: ModuleType) -> list[str]:
    """The names of numbers that a module gives a value to."""
    tree = ast.parse(inspect.getsource(module))
    names = [
        node.targets[0].id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    ]
    return [name for name in names if name.isupper() and is_number(getattr(module, name, None))]


def is_number(value: object) -> bool:
    """A number, but no truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def users_of(module: ModuleType, name: str) -> set[str]:
    """The functions and classes that a threshold stands in, in all modules that know it.

    None where it cannot be told which files come by them: where a function keeps its answers.
    """
    users = set()
    for other in modules() if not name.startswith("_") else [module]:
        if getattr(other, name, None) is not getattr(module, name):
            continue
        for node in ast.parse(inspect.getsource(other)).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and _stands_in(node, name):
                if isinstance(node, ast.FunctionDef) and node.decorator_list:
                    return set()
                users.add(f"{other.__name__}.{node.name}")
    return users


def _stands_in(node: ast.AST, name: str) -> bool:
    return any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(node))


@contextmanager
def put(module: ModuleType | type, name: str, value: object) -> Iterator[None]:
    """Give a name another value for a while, wherever it was imported to."""
    old = getattr(module, name)
    places: list[Any] = [module]
    if callable(old) or not name.startswith("_"):
        others = [each for key, each in list(sys.modules.items()) if key.startswith("tables")]
        places += [each for each in others if each is not module and getattr(each, name, None) is old]
    for place in places:
        setattr(place, name, value)
    try:
        yield
    finally:
        for place in places:
            setattr(place, name, old)


def result(case: Case, rule: Rule | None = None, value: object = None) -> str:
    """What comes out of a file, as a digest; with `value` in the place of a rule, if one is given."""
    with ExitStack() as stack:
        for module, name, number in case.settings:
            stack.enter_context(put(sys.modules[module], name, number))
        if rule is not None:
            stack.enter_context(put(rule.module, rule.name, value))
        signal.setitimer(signal.ITIMER_PROF, PATIENCE)
        try:
            return digest(read_table(case.data, case.name, case.choices))
        except (Exception, OutOfTime) as error:
            return f"{type(error).__name__}: {error}"
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


def digest(table: Table) -> str:
    """Everything that people see of a table."""
    frame = table.frame
    text = [str(list(frame)), str(list(frame.dtypes)), str(table.row_numbers.tolist())]
    text += [str(table.columns), str(table.receipt.lines)]
    hashed = hashlib.blake2b("\n".join(text).encode("utf-8", "surrogatepass"))
    if len(frame.columns):
        hashed.update(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes())
    return hashed.hexdigest()


def read_all(cases: list[Case]) -> Readings:
    """Read each file once as it is, and note what every function answers."""
    readings = Readings([], [], defaultdict(lambda: defaultdict(set)))
    with ExitStack() as stack:
        for module in modules():
            for name, thing in list(vars(module).items()):
                if getattr(thing, "__module__", "") != module.__name__:
                    continue
                said = readings.answers[f"{module.__name__}.{name}"]
                if inspect.isfunction(thing):
                    stack.enter_context(put(module, name, noting(thing, said, readings)))
                elif inspect.isclass(thing):
                    for key, method in list(vars(thing).items()):
                        if inspect.isfunction(method):
                            stack.enter_context(put(thing, key, noting(method, said, readings)))
        for case in cases:
            begin = time.process_time()
            readings.results.append(result(case))
            readings.seconds.append(time.process_time() - begin)
    return readings


def noting(function: Any, said: dict[int, set[object]], readings: Readings) -> Callable[..., object]:
    """The function, with its answers noted: whether yes, no or nothing, not the things themselves."""

    def spy(*given: Any, **named: Any) -> Any:
        answers = said[len(readings.results)]
        given_back = function(*given, **named)
        answers.add(answer_kind(given_back))
        return given_back

    return spy


def changed(rule: Rule, off: Off, files: list[tuple[Case, str]], most: int) -> int | None:
    """How many files come out otherwise, up to `most`. Counted in a process of its own: None where that dies."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        changes = (1 for case, before in files if result(case, rule, off.value) != before)
        os.write(there, bytes([sum(islice(changes, most))]))
        os._exit(0)
    os.close(there)
    said = os.read(here, 1)
    os.close(here)
    os.waitpid(child, 0)
    return said[0] if said else None


def answer_kind(said: object) -> object:
    """None for nothing, False for no or an empty set, True for all else."""
    return None if said is None else bool(said) if isinstance(said, bool | np.bool_ | set) else True


def read_by_tests() -> list[Case]:
    """Everything that the tests of the reader read, with the thresholds as they set them."""
    found: dict[tuple[object, ...], Case] = {}
    reader = importlib.import_module("tables.reader")
    original = reader._read
    usual = {
        (module.__name__, name): getattr(module, name)
        for module in [*modules(), reader]
        for name in vars(module)
        if name.isupper() and is_number(getattr(module, name))
    }

    def note(data: bytes, filename: str, choices: Choices, progress: Any) -> Any:
        if len(data) < LARGEST:
            now = [(*place, getattr(sys.modules[place[0]], place[1])) for place in usual]
            settings = tuple(each for each in now if each[2] != usual[each[:2]])
            found[data, filename, repr(choices), settings] = Case(data, filename, choices, settings)
        return original(data, filename, choices, progress)

    hypothesis.settings.register_profile("few", max_examples=EXAMPLES, deadline=None, database=None)
    tests = Path(__file__).parents[1] / "tests" / "tables"
    left_out = [f"--ignore={tests / name}" for name in WITHOUT_TEXTS]
    with put(reader, "_read", note):
        pytest.main(
            [
                "-q",
                "-q",
                "--no-header",
                "--hypothesis-profile=few",
                "--hypothesis-seed=0",
                "-p",
                "no:cacheprovider",
                str(tests),
                *left_out,
            ]
        )
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
    parser.add_argument("--most", type=int, default=3, help="stop to count at so many files (3, up to 255)")
    parser.add_argument(
        "--every", type=int, default=1, help="only one in so many of the files that the tests read"
    )
    parser.add_argument("--idle", action="store_true", help="only the rules that change nothing")
    arguments = parser.parse_args()
    files = cases(arguments.folders, arguments.every)
    signal.signal(signal.SIGPROF, _out_of_time)
    readings = read_all(files)
    print(f"{len(files)} files, read once in {sum(readings.seconds):.0f} seconds", flush=True)
    for rule in rules():
        title = f"{rule.module.__name__.removeprefix('tables.')}.{rule.name}"
        if arguments.only and not any(part in title for part in arguments.only):
            continue
        words = []
        idle = True
        for off in rule.offs:
            concerned = readings.concerned(rule, off)
            changes = changed(rule, off, [(files[i], readings.results[i]) for i in concerned], arguments.most)
            idle = idle and changes == 0
            count = "crashes" if changes is None else f"{changes}{'+' * (changes == arguments.most)}"
            words.append(f"{off.name} {count} of {len(concerned)}")
        if idle or not arguments.idle:
            print(f"{title}: {', '.join(words)}", flush=True)


class OutOfTime(BaseException):
    """No Exception, as some places go on whatever a library stumbles over."""


def _out_of_time(*_: object) -> None:
    raise OutOfTime


if __name__ == "__main__":
    main()
