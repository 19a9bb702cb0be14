"""Scripts that import each other become one."""

import os
from pathlib import Path

import pytest

from ui.component import ROOT, script


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "entry.js"


def test_what_is_imported_comes_first_and_once(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        entry='import { b } from "./b.js";\nimport { a } from "./a.js";\nexport default function mount() { a(b); }\n',
        b='import { a } from "./a.js";\nexport const b = a(1);\n',
        a="const own = 1;\nexport function a(x) { return x + own; }\n",
    )
    joined = script(entry)
    assert joined.index("function a(x)") < joined.index("const b = a(1)") < joined.index("mount()")
    assert joined.count("function a(x)") == 1
    assert "import " not in joined and "export function" not in joined
    assert "const { a } = (() => {\n" in joined and "return { a };" in joined
    assert joined.endswith("export default function mount() { a(b); }\n")


def test_constants_of_python_are_taken_over_with_their_values(tmp_path: Path) -> None:
    python = Path(os.path.relpath(ROOT / "charts" / "stepper.py", tmp_path)).as_posix()
    entry = write(
        tmp_path,
        entry='import { own } from "./a.js";\nexport default function mount() { own(); }\n',
        a=f'import {{ MEANS, HOLLOW }} from "{python}";\nexport const own = () => MEANS;\n',
    )
    joined = script(entry)
    assert 'const { MEANS, HOLLOW } = {"MEANS": 4, "HOLLOW": "circle-open"};' in joined
    assert joined.index("(() => {") < joined.index("const { MEANS") < joined.index("return { own }")
    assert "import " not in joined


def test_a_constant_that_python_does_not_have_is_an_error(tmp_path: Path) -> None:
    python = Path(os.path.relpath(ROOT / "charts" / "stepper.py", tmp_path)).as_posix()
    with pytest.raises(AttributeError, match="NOWHERE"):
        script(write(tmp_path, entry=f'import {{ NOWHERE }} from "{python}";\n'))


def test_two_scripts_of_one_component_may_not_export_one_name(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        entry='import { a } from "./a.js";\nimport { b } from "./b.js";\nb(a);\n',
        a="export const a = 1;\n",
        b="export const a = 2;\nexport const b = (x) => x;\n",
    )
    with pytest.raises(ValueError, match=r"b\.js exports .*: a$"):
        script(entry)
