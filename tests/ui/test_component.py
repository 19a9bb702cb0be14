"""Scripts that import each other become one."""

from pathlib import Path

from ui.component import script


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
