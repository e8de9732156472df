"""Whatever bytes a project's files hold, `parkmap check` has problems to tell and no traceback."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo.cli import main
from tests.projects import own_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

LAYER = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"id": "a", "name": "白马湖"},
            "geometry": {"type": "Point", "coordinates": [120.2, 30.2]},
        }
    ],
}
SOUND: Mapping[str, bytes] = {
    "sites.geojson": json.dumps(LAYER).encode(),
    "tables/facts.csv": b"site_id,opened,area\r\na,2001,5.5\r\n",
    "map.toml": '[view]\nzoom = 12\n[categories.park]\nlabel = "公园"\n'.encode(),
    "datapackage.json": json.dumps(
        {
            "resources": [
                {
                    "name": "facts",
                    "path": "tables/facts.csv",
                    "schema": {
                        "fields": [
                            {"name": "site_id", "type": "string"},
                            {"name": "opened", "type": "year"},
                            {"name": "area", "type": "number"},
                        ]
                    },
                }
            ]
        }
    ).encode(),
}
ANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def check(folder: Path, files: Mapping[str, bytes]) -> list[dict[str, object]]:
    """Run the command on a folder with just these files, and give what it reports."""
    for name in (*SOUND, "tables/facts.xlsx", "tables/facts.parquet"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if name in files:
            path.write_bytes(files[name])
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
        status = main(["check", str(folder), "--format", "json"])
    problems: list[dict[str, object]] = json.loads(said.getvalue())
    assert status == any(problem["severity"] == "error" for problem in problems)
    return problems


def damaged(sound: bytes) -> st.SearchStrategy[bytes]:
    """Bytes of any kind, or sound ones with a stretch of them replaced."""
    inserted = st.binary(max_size=6) | st.sampled_from(
        [b"[", b"{", b"}", b'"', b",", b"null", b"1e999", b"-1", b"\r", b"\n\n", b"\xff", b"[[]]"]
    )
    place = st.integers(0, len(sound))
    cut = st.builds(
        lambda start, length, new: sound[:start] + new + sound[start + length :],
        place,
        st.integers(0, 30),
        inserted,
    )
    return st.binary(max_size=200) | cut


def test_the_sound_project_is_sound(tmp_path: Path) -> None:
    assert check(tmp_path, SOUND) == []


@pytest.mark.parametrize("name", list(SOUND))
@ANY
@given(data=st.data())
def test_one_damaged_file(name: str, data: st.DataObject, tmp_path: Path) -> None:
    found = check(tmp_path, {**SOUND, name: data.draw(damaged(SOUND[name]))})
    assert all(problem["message"] and problem["fix"] for problem in found)


UNDESCRIBED = {
    name: SOUND[name] for name in SOUND if name not in {"tables/facts.csv", "datapackage.json"}
}


@pytest.mark.parametrize("name", ["tables/facts.xlsx", "tables/facts.parquet"])
@ANY
@given(content=st.binary(max_size=200))
@example(content=b"PK\x03\x04")
@example(content=b"PAR1\x00\x00\x00\x00PAR1")
def test_a_table_of_any_bytes(name: str, content: bytes, tmp_path: Path) -> None:
    found = check(tmp_path, {**UNDESCRIBED, name: content})
    (problem,) = found
    # Bytes that are another kind's beginning, or words, are told as what they are.
    assert problem["code"] in {"table-unreadable", "file-misnamed", "file-foreign"}


def parts_of_a_workbook() -> dict[str, bytes]:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["site_id", "opened", "area"], ["a", date(2001, 12, 31), 5.5]):
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARTS = parts_of_a_workbook()


def workbook(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def test_the_sound_workbook_is_sound(tmp_path: Path) -> None:
    assert check(tmp_path, {**UNDESCRIBED, "tables/facts.xlsx": workbook(PARTS)}) == []


@pytest.mark.parametrize("part", [name for name in PARTS if name.endswith((".xml", ".rels"))])
@settings(ANY, max_examples=15)
@given(data=st.data())
def test_a_workbook_with_a_damaged_part(part: str, data: st.DataObject, tmp_path: Path) -> None:
    sound = PARTS[part]
    cut_short = st.integers(0, len(sound) - 1).map(lambda length: sound[:length])
    damage = data.draw(damaged(sound) | cut_short)
    written = workbook({**PARTS, part: damage})
    found = check(tmp_path, {**UNDESCRIBED, "tables/facts.xlsx": written})
    assert all(problem["message"] and problem["fix"] for problem in found)


DESCRIBED = {
    "title": "园区",
    "resources": [
        {
            "name": "facts",
            "path": "tables/facts.csv",
            "title_en": "Facts",
            "encoding": "utf-8",
            "dialect": {"delimiter": ","},
            "schema": {
                "fields": [
                    {
                        "name": "site_id",
                        "type": "string",
                        "title": "地点",
                        "constraints": {"required": True, "unique": True, "pattern": "[a-z]"},
                    },
                    {"name": "opened", "type": "date", "format": "%d.%m.%Y", "unit": "日"},
                    {
                        "name": "area",
                        "type": "number",
                        "decimalChar": ",",
                        "groupChar": " ",
                        "bareNumber": False,
                        "constraints": {"minimum": 1, "exclusiveMaximum": "1 000,5"},
                    },
                    {
                        "name": "open",
                        "type": "boolean",
                        "trueValues": ["是"],
                        "falseValues": ["否"],
                        "missingValues": ["-"],
                    },
                    {"name": "tags", "type": "list", "itemType": "string", "delimiter": ";"},
                    {
                        "name": "kind",
                        "constraints": {"minLength": 1, "maxLength": 9, "enum": ["5", "[5]"]},
                    },
                ],
                "fieldsMatch": "exact",
                "missingValues": ["", {"value": "?", "label": "unknown"}],
                "primaryKey": "site_id",
                "foreignKeys": [
                    {"fields": "site_id", "reference": {"resource": "sites", "fields": "id"}}
                ],
            },
        }
    ],
}
DESCRIBED_FACTS = 'site_id,opened,area,open,tags,kind\r\na,31.12.2001,"5,5 ha",是,x;y,5\r\n'


def members(value: object, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where each member and entry of a JSON value stands."""
    pairs: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    for key, inner in pairs:
        yield (*at, key)
        yield from members(inner, (*at, key))


def replaced(value: Any, at: tuple[str | int, ...], new: object) -> Any:
    """A JSON value with another one at a place; as it was if there is no such place any more."""
    if not at:
        return new
    key = at[0]
    if isinstance(value, dict) and key in value:
        return {**value, key: replaced(value[key], at[1:], new)}
    if isinstance(value, list) and isinstance(key, int) and key < len(value):
        return [*value[:key], replaced(value[key], at[1:], new), *value[key + 1 :]]
    return value


FIELDS = ("resources", 0, "schema", "fields")
WORDS = st.sampled_from(
    [
        *("string", "number", "integer", "boolean", "object", "array", "list", "datetime", "date"),
        *("time", "year", "yearmonth", "duration", "geopoint", "geojson", "any", "default"),
        *(
            "%Y-%Y",
            "%H:%M",
            "%",
            "uri",
            "(",
            "[a-z]+",
            "1",
            "5",
            "[5]",
            "{}",
            "2001-12-31",
            "\ud800",
        ),
        *("hex", "base64", "rot13", "undefined", "punycode", "idna", "gb18030", "utf-16", "a\0b"),
        *("C:/x.csv", "../x.csv", "tables/facts.csv", "site_id", "sites", "id", "subset"),
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | WORDS,
    lambda child: st.lists(child, max_size=3) | st.dictionaries(WORDS, child, max_size=3),
    max_leaves=6,
)


def test_the_described_project_is_sound(tmp_path: Path) -> None:
    assert check_described(tmp_path, DESCRIBED) == []


@ANY
@given(
    changes=st.lists(
        st.tuples(st.sampled_from(list(members(DESCRIBED))), WORDS | JSON), min_size=1, max_size=3
    )
)
@example(changes=[(("resources", 0, "encoding"), "hex")])
@example(changes=[(("resources", 0, "encoding"), "punycode")])
@example(changes=[((*FIELDS, 1, "format"), "%Y-%Y")])
@example(changes=[((*FIELDS, 3, "trueValues"), [["x"]])])
@example(changes=[((*FIELDS, 5), {"name": "kind", "type": "geopoint", "format": "array"})])
@example(
    changes=[((*FIELDS, 0, "type"), "integer"), ((*FIELDS, 0, "constraints"), {"pattern": "a"})]
)
@example(changes=[((*FIELDS, 2, "constraints"), {"minLength": 1})])
def test_any_member_of_a_data_package(
    changes: list[tuple[tuple[str | int, ...], object]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    package: object = DESCRIBED
    for at, new in changes:
        package = replaced(package, at, new)
    found = check_described(own_folder(tmp_path_factory), package)
    assert all(problem["message"] and problem["fix"] for problem in found)


def check_described(folder: Path, package: object) -> list[dict[str, object]]:
    files = {"datapackage.json": json.dumps(package), "tables/facts.csv": DESCRIBED_FACTS}
    return check(folder, {**SOUND, **{name: text.encode() for name, text in files.items()}})


@ANY
@given(
    st.dictionaries(
        st.sampled_from(["id", "name", "category", "part_of", "datum", "accuracy_m", "geometry"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
        | st.lists(st.integers(), max_size=2) | st.sampled_from(["gcj02", "EPSG:4513", "EPSG:0"]),
    ),
    st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon", "GeometryCollection"]),
    st.recursive(
        st.floats(allow_nan=False) | st.sampled_from([0.0, 91.0, 1e6, 1e308]),
        lambda child: st.lists(child, max_size=5),
        max_leaves=20,
    ),
)  # fmt: skip
def test_any_feature(
    tmp_path_factory: pytest.TempPathFactory, properties: object, kind: str, coordinates: object
) -> None:
    geometry = {"type": kind, "coordinates": coordinates}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    layer = {"type": "FeatureCollection", "features": [feature, LAYER["features"][0]]}
    written = json.dumps(layer).encode()
    check(own_folder(tmp_path_factory), {**SOUND, "sites.geojson": written})
