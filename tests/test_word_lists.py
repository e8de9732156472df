"""Words by which data are recognised are data: they stand in tables beside the code, not in it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EAST_ASIAN = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7a3]")
# The first and last characters of ranges, and the signs of dates and angles: forms, not words.
NO_WORDS = re.compile(r"[\u3041\u3400\u4dbf\u4e00\u9fff\uac00\ud7a3年月日号號度分秒년월일]")

# Each with the reason why it stands in code; a new one belongs into a table.
ALLOWED = {
    "geo/checks/shifted.py": "one heading, with what may stand around it",
    "geo/editing/picks.py": "headings of names, best first, of tables of this project's own form",
    "geo/ground/gazetteer.py": "run when the package is made, over one source",
    "geo/importing/new_categories.py": "what is made of a name, in that name's language",
    "geo/page/bases.py": "the name of one provider",
    "geo/sources/locating.py": "what GDAL and map services call positions",
    "geo/sources/position_columns.py": "names of map services and signs of degrees",
    "geo/sources/position_values.py": "which of two axes a heading names first",
    "geo/sources/recognised.py": "how names of these languages are built",
    "geo/sources/tables/written_numbers.py": "the parts of a table of figures, by their own names",
    "geo/sources/tables/link_columns.py": "what a column is called that is made of a file's links",
    "geo/sources/wording.py": "ranges of characters, with an example of what they are for",
    "geo/web/src/geo-links.ts": "what the address of one provider needs",
    "geo/web/src/words/language.ts": "what languages call themselves their numbers by",
    "geo/web/src/panel/header.ts": "what languages call themselves",
}


def _texts(path: Path) -> list[tuple[int, str]]:
    """Give the texts in a file of code, with their lines; docstrings and comments are none."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        tree = ast.parse(source)
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        return [
            (node.lineno, node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in said
        ]
    code = re.sub(r"/\*.*?\*/", lambda found: "\n" * found[0].count("\n"), source, flags=re.DOTALL)
    return [
        (number, re.sub(r"(?<![:\w\\])//.*", "", line))
        for number, line in enumerate(code.split("\n"), 1)
    ]


def words_in(path: Path) -> list[str]:
    """Give the places of a file where words of data stand in code."""
    return [
        f"{path.name}:{line}: {text.strip()[:80]}"
        for line, text in _texts(path)
        if EAST_ASIAN.search(NO_WORDS.sub("", text))
    ]


def _code() -> list[Path]:
    found = [*(ROOT / "geo").rglob("*.py"), *(ROOT / "geo/web/src").rglob("*.ts")]
    return sorted(path for path in found if "node_modules" not in path.parts)


def test_no_words_by_which_data_are_recognised_stand_in_code() -> None:
    told = {
        path.relative_to(ROOT).as_posix(): found for path in _code() if (found := words_in(path))
    }
    new = {name: found for name, found in told.items() if name not in ALLOWED}
    assert not new, f"put these words into a table of data (geo/sources/recognised_*.json): {new}"
    assert ALLOWED.keys() <= told.keys(), "an exception that is none any more"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.py", 'KINDS = ("学校", "hospital")\n'),
        ("pattern.ts", "const NOTE = /第[一二三]|first/u;\n"),
        ("mixed.ts", 'const A = "https://a.example"; const B = new Set(["なし"]); // none\n'),
    ],
)
def test_a_planted_list_is_found(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert words_in(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("said.py", '"""Headings such as 名称."""\nX = 1  # 名称\n'),
        ("said.ts", "/** Headings\n * such as 名称. */\nconst x = 1; // 名称\n"),
    ],
)
def test_comments_may_give_examples(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert not words_in(path)
