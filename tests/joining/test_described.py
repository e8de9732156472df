"""The layer's own properties as the data package describes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.projects import joined, site

if TYPE_CHECKING:
    from pathlib import Path


def described(*fields: dict[str, Any]) -> str:
    layer = {"name": "sites", "path": "sites.geojson", "schema": {"fields": list(fields)}}
    return json.dumps({"resources": [layer]})


def found(layer: Any) -> list[tuple[str, Any]]:
    return [
        (p.code, p.params.get("value"))
        for p in layer.problems
        if p.code.startswith(("package", "property"))
    ]


def test_dates_and_numbers_are_read_as_described(tmp_path: Path) -> None:
    fields = [
        {"name": "day", "type": "date", "format": "%d.%m.%Y"},
        {"name": "staff", "type": "integer", "missingValues": ["n/a"]},
    ]
    features = [
        site("a", day="31.03.2022", staff="12"),
        site("b", (120.2, 30.2), day="1.4.2022", staff="n/a"),
    ]
    layer = joined(tmp_path, features, datapackage_json=described(*fields))
    assert found(layer) == []
    assert layer.sites["day"].tolist() == ["2022-03-31", "2022-04-01"]
    assert layer.sites["staff"].tolist()[0] == 12
    assert layer.sites["staff"].isna().tolist() == [False, True]


def test_an_unfit_value_is_told_once_with_its_place_and_kept(tmp_path: Path) -> None:
    features = [site("a", day="soon"), site("b", (120.2, 30.2), day="later")]
    layer = joined(tmp_path, features, datapackage_json=described({"name": "day", "type": "date"}))
    assert found(layer) == [("property-unfit", "soon")]
    problem = next(p for p in layer.problems if p.code == "property-unfit")
    assert problem.place.line == 1
    assert problem.params["count"] == 2
    assert layer.sites["day"].tolist() == ["soon", "later"]


def test_a_field_no_site_has_and_a_format_nobody_can_read_are_told(tmp_path: Path) -> None:
    fields = [{"name": "titel"}, {"name": "area", "type": "number", "format": "pretty"}]
    layer = joined(tmp_path, [site("a", area=1.5)], datapackage_json=described(*fields))
    assert sorted(code for code, _ in found(layer)) == [
        "package-number-format-unfit",
        "property-missing",
    ]
