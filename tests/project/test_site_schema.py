"""Editors underline in the layer what ``parkmap check`` refuses, and nothing it does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from geo.checks import check_layer
from geo.project.site_schema import site_schema
from geo.sources.geojson.reading_layers import parse_layer
from tests.schema_files import schema_files

VALIDATOR = Draft7Validator(site_schema())
ROOT = Path(__file__).parent.parent.parent
SITE = {"id": "a", "name": "A"}
POINT = {"type": "Point", "coordinates": [120.123456, 30.123456]}
RING = [[120.1, 30.1], [120.2, 30.1], [120.2, 30.2], [120.1, 30.1]]


def layer(properties: Any, geometry: Any = POINT, **members: Any) -> dict[str, Any]:
    feature = {"type": "Feature", "properties": properties, "geometry": geometry, **members}
    return {"type": "FeatureCollection", "features": [feature]}


def errors(value: Any) -> list[str]:
    """What the rules themselves call an error."""
    data = json.dumps(value).encode()
    document = parse_layer(Path("sites.geojson"), "sites.geojson", data)
    found = [
        *document.problems,
        *check_layer(document, categories=None, source_ids=None),
    ]
    return [problem.code for problem in found if problem.severity == "error"]


def test_the_schema_is_one() -> None:
    Draft7Validator.check_schema(site_schema())


@pytest.mark.parametrize("path", schema_files(), ids=lambda path: path.name)
def test_the_files_are_as_the_code_makes_them(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == schema_files()[path]


@pytest.mark.parametrize("path", ["data/sites.geojson", "geo/cli/starter/sites.geojson"])
def test_the_layers_of_this_repository_pass(path: str) -> None:
    value = json.loads((ROOT / path).read_text(encoding="utf-8"))
    assert [error.message for error in VALIDATOR.iter_errors(value)] == []


@pytest.mark.parametrize(
    "value",
    [
        layer(SITE),
        layer({"name": "A"}, id="a"),
        layer({**SITE, "id": 7}),
        layer(SITE, None),
        layer({**SITE, "anything": [1, {"b": None}], "name_en": "A", "link": ""}),
        layer({**SITE, "link": "HTTPS://example.org/a?b#c"}),
        layer({**SITE, "link": "tel:+86 571 8770 2222"}),
        layer({**SITE, "accuracy_m": 0.5, "datum": "gcj02"}),
        layer({**SITE, "datum": "EPSG:4490"}),
        layer(SITE, {"type": "Point", "coordinates": [120.1, 30.1, 12]}),
        layer(SITE, {"type": "Polygon", "coordinates": [RING]}),
        layer(SITE, {"type": "GeometryCollection", "geometries": [POINT]}),
    ],
)
def test_what_the_rules_allow_passes(value: dict[str, Any]) -> None:
    assert errors(value) == []
    assert [error.message for error in VALIDATOR.iter_errors(value)] == []


@pytest.mark.parametrize(
    "value",
    [
        {"type": "FeatureCollection"},
        {"type": "FeatureColection", "features": []},
        layer({**SITE, "id": "a b"}),
        layer({**SITE, "link": "javascript:alert(1)"}),
        layer({**SITE, "accuracy_m": 0}),
        layer({**SITE, "accuracy_m": "30 m"}),
        layer({**SITE, "datum": "gcj-02"}),
        layer(SITE, {"type": "Punkt", "coordinates": [1, 2]}),
        layer(SITE, {"type": "Point", "coordinates": ["120", "30"]}),
        layer(SITE, {"type": "Point", "coordinates": [120]}),
        layer(SITE, {"type": "Point"}),
        layer(SITE, {"type": "LineString", "coordinates": [[120.1, 30.1]]}),
        layer(SITE, {"type": "Polygon", "coordinates": [RING[:3]]}),
        layer(SITE, {"type": "GeometryCollection", "geometries": [{"type": "Point"}]}),
    ],
)
def test_what_the_rules_report_is_underlined(value: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(value)
    data = json.dumps(value).encode()
    document = parse_layer(Path("sites.geojson"), "sites.geojson", data)
    document.ids_matter = True
    assert [*document.problems, *check_layer(document, categories=None, source_ids=None)]


def test_an_id_is_asked_for() -> None:
    # The rules allow a layer where no feature at all has one; who writes a new one needs them.
    assert not VALIDATOR.is_valid(layer({"name": "A"}))
