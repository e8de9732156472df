"""Whatever bytes a project's files hold, `parkmap check` has problems to tell and no traceback."""

from __future__ import annotations

import contextlib
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geo.cli import main
from tests.projects import own_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
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


@pytest.mark.parametrize("name", ["tables/facts.xlsx", "tables/facts.parquet"])
@ANY
@given(content=st.binary(max_size=200))
@example(content=b"PK\x03\x04")
@example(content=b"PAR1\x00\x00\x00\x00PAR1")
def test_a_table_of_any_bytes(name: str, content: bytes, tmp_path: Path) -> None:
    files = {path: data for path, data in SOUND.items() if path != "tables/facts.csv"}
    found = check(tmp_path, {**files, name: content})
    assert any(problem["severity"] == "error" for problem in found)


MEMBERS = [
    *("resources", "name", "path", "schema", "fields", "type", "constraints", "primaryKey"),
    *("foreignKeys", "reference", "missingValues", "unit", "title", "format", "enum"),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda child: (
        st.lists(child, max_size=4)
        | st.dictionaries(
            st.sampled_from(MEMBERS),
            child,
        )
    ),
    max_leaves=20,
)


@ANY
@given(package=JSON)
def test_any_data_package(package: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    written = json.dumps({"resources": [package]} if isinstance(package, dict) else package)
    check(own_folder(tmp_path_factory), {**SOUND, "datapackage.json": written.encode()})


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
