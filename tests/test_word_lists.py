"""Words by which data are recognised are data: they stand in tables beside the code, not in it."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
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

RECOGNISING = ("checks", "editing", "importing", "joining", "page", "positions", "sources")
"""The rooms in which data are looked at."""
FEWEST = 2
LATIN = re.compile(r"[a-z][a-z:_ -]+")

# Lists of Latin words in code: each of a format or a library, or of the code's own names.
NAMES_IN_CODE = {
    "geo/checks/plausibility.py:ASKED": "guesses, as words/ has them",
    "geo/checks/references.py:_LIKE_JOIN_COLUMN": "site_id, otherwise written",
    "geo/importing/said_answers.py:ORDERS": "answers, as a question has them",
    "geo/importing/target.py:_TO_BE_MADE": "codes of problems",
    "geo/joining/guesses.py:_SETTINGS": "guesses, as words/ has them",
    "geo/sources/cell_positions.py:_SIDES": "keys of written_angles.json",
    "geo/sources/json_records.py:_AMAP": "keys of AMap's answers",
    "geo/sources/kml_others.py:LEFT_OUT": "notes, and elements of KML",
    "geo/sources/tables/html_sheets.py:_LINES": "elements of HTML",
    "geo/page/bases.py:_TIANDITU": "layers of one provider",
    "geo/page/document.py:_FAILURES": "ids of elements",
    "geo/page/document.py:_PARTS": "files of the program",
    "geo/page/elements.py:_NEEDS": "folium's names",
    "geo/page/elements.py:_OURS": "folium's names",
    "geo/page/explore_arguments.py:VIEW": "arguments of GeoDataFrame.explore",
    "geo/page/explore_arguments.py:_OF_EXPLORE": "arguments of GeoDataFrame.explore",
    "geo/page/explore_legend.py:_LEGEND": "arguments of GeoDataFrame.explore",
    "geo/importing/guessing.py:_BY_LETTERS": "codes of languages",
    "geo/page/explore_schemes.py:_CHOOSE_THEMSELVES": "mapclassify's names",
    "geo/page/explore_schemes.py:_OWN": "mapclassify's names",
    "geo/page/field_types.py:_TYPES": "Table Schema",
    "geo/sources/highcharts.py:_SCALING": "members of its maps",
    "geo/page/ground_files.py:_PROPERTIES": "properties of basemap/*.geojson",
    "geo/joining/described.py:_READ_TYPES": "Table Schema",
    "geo/positions/angles.py:_MARKS": "keys of written_angles.json",
    "geo/positions/angles.py:_SIDES": "keys of written_angles.json",
    "geo/sources/encodings.py:CANDIDATES": "Python's names of encodings",
    "geo/sources/geojson/isochrones.py:_UNITS": "values of one program's JSON",
    "geo/sources/geojson/osm_tags.py:_KEPT_ASIDE": "members of one program's JSON",
    "geo/sources/geojson/other_formats.py:_ROOTS": "elements of XML",
    "geo/sources/geojson/script_values.py:_PLAIN": "JavaScript",
    "geo/sources/heading_languages.py:_NO_LANGUAGES": "keys of recognised.json",
    "geo/sources/html_words.py:_LINES": "HTML",
    "geo/sources/html_words.py:_UNSEEN": "HTML",
    "geo/sources/json_records.py:_ESRI_KEYS": "Esri JSON",
    "geo/sources/large_tables.py:ENGINES": "--engine",
    "geo/sources/latin_languages.py:_KNOWN": "codes of languages",
    "geo/sources/latin_languages.py:_NEAR": "codes of languages",
    "geo/sources/layer_files.py:KML_FIELDS": "GDAL's names",
    "geo/sources/locating.py:_SHORT": "what map services call positions",
    "geo/sources/nested_columns.py:_BOUNDS": "GeoParquet",
    "geo/sources/recognised.py:_PLAIN": "what satellites call positions",
    "geo/sources/style_keys.py:_NO_COLOUR": "CSS",
    "geo/sources/tables/cells.py:_STRING_FORMATS": "Table Schema",
    "geo/sources/tables/cells.py:_TYPES": "Table Schema",
    "geo/sources/tables/database_address.py:_PLAIN": "values of libpq",
    "geo/sources/tables/ods_xml.py:_NUMBER_STYLES": "elements of OpenDocument",
    "geo/sources/tables/written_numbers.py:_WAYS": "Table Schema",
}


def _strings(value: object) -> set[str]:
    if isinstance(value, dict):
        return {text for pair in value.items() for part in pair for text in _strings(part)}
    if isinstance(value, list):
        return {text for part in value for text in _strings(part)}
    return {value} if isinstance(value, str) else set()


@cache
def own_names() -> frozenset[str]:
    """Give the project's own names: keys and values of its schemas, roles, problems."""
    paths = [path for room in ("contract", "schemas", "problems") for path in
             (ROOT / "geo" / room).glob("*.json")]  # fmt: skip
    paths += [ROOT / "geo/page/style.json", ROOT / "geo/page/symbols.json"]
    found = set(json.loads((ROOT / "geo/sources/recognised.json").read_text(encoding="utf-8")))
    for path in paths:
        found |= _strings(json.loads(path.read_text(encoding="utf-8")))
    return frozenset(found)


def lists_in(source: str) -> dict[str, list[str]]:
    """Give the constants of a module that list Latin words which are no names of our own."""
    told: dict[str, list[str]] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            target, value = node.target, node.value
        else:
            continue
        if isinstance(value, ast.Subscript) or ast.unparse(target) == "__all__":
            continue  # a type's literals, and what a package gives
        for listed in ast.walk(value):
            parts: list[ast.expr | None] = []
            if isinstance(listed, ast.Set | ast.List | ast.Tuple):
                parts = [*listed.elts]
            elif isinstance(listed, ast.Dict):
                parts = listed.keys
            texts = [part.value for part in parts if isinstance(part, ast.Constant)]
            words = [text for text in texts if isinstance(text, str) and LATIN.fullmatch(text)]
            words = [word for word in words if word not in own_names()]
            if len(words) >= FEWEST:
                told.setdefault(ast.unparse(target), []).extend(words)
    return told


def test_no_lists_of_latin_words_stand_in_code_that_looks_at_data() -> None:
    paths = [path for room in RECOGNISING for path in (ROOT / "geo" / room).rglob("*.py")]
    told = {
        f"{path.relative_to(ROOT).as_posix()}:{name}": words
        for path in sorted(paths)
        for name, words in lists_in(path.read_text(encoding="utf-8")).items()
    }
    new = {name: words for name, words in told.items() if name not in NAMES_IN_CODE}
    assert not new, f"put these words into a table of data (geo/sources/recognised_*.json): {new}"
    gone = []
    for entry in NAMES_IN_CODE:
        name, _, constant = entry.partition(":")
        code = (ROOT / name).read_text(encoding="utf-8")
        if not re.search(rf"^{constant}\b", code, re.MULTILINE):
            gone.append(entry)
    assert not gone, "an exception that is none any more"


@pytest.mark.parametrize(
    "source",
    [
        '_BLANKS = {"none", "unknown"}\n',
        '_KINDS: Final = frozenset(("owner", "operator"))\n',
        '_ALIASES = {"tel": "phone", "web": "website"}\n',
    ],
)
def test_a_planted_list_of_latin_words_is_found(source: str) -> None:
    assert lists_in(source)


def test_names_of_our_own_are_none() -> None:
    assert not lists_in('_USED = {"name", "category", "description"}\n_X = {"a": 1, "B": 2}\n')


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
