"""What a format takes out it brings back in: rows, types, shapes, heights, dates."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import shapely

from geo.cli import main
from geo.joining import join
from geo.project import open_project

if TYPE_CHECKING:
    from pathlib import Path

    from geo.joining import SiteLayer

AREA = [[[120.21, 30.21], [120.22, 30.21], [120.22, 30.22], [120.21, 30.21]]]
HOLE = [
    [[120.3, 30.3], [120.32, 30.3], [120.32, 30.32], [120.3, 30.32], [120.3, 30.3]],
    [[120.305, 30.305], [120.305, 30.31], [120.31, 30.31], [120.31, 30.305], [120.305, 30.305]],
]
GEOMETRIES: dict[str, dict[str, Any] | None] = {
    "001": {"type": "Point", "coordinates": [120.2001, 30.2001]},
    "high": {"type": "Point", "coordinates": [120.2101, 30.2101, 163.6]},
    "line": {"type": "LineString", "coordinates": [[120.2, 30.2], [120.23, 30.21]]},
    "area": {"type": "Polygon", "coordinates": AREA},
    "islands": {"type": "MultiPolygon", "coordinates": [AREA, HOLE]},
    "nowhere": None,
}
TEXTS = ["湖，“引号”\n第二行", "plain", None, "=1+1", "NA", "a, b; c"]
CODES = ["007", "0571", None, "12", "3e5", "1"]
WHOLE = [1, None, 3, -4, 5, 2**40]
NUMBERS = [1.5, 0.1, None, -2.25, 1e-7, 3.0]
FLAGS = [True, False, None, True, False, True]
DAYS = ["2022-12-31", None, "1999-01-01", "2024-02-29", "2000-01-01", "2023-06-15"]
KINDS = ["园区", "医院", "园区", "医院", None, "园区"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "one"
    (folder / "tables").mkdir(parents=True)
    features = [
        {
            "type": "Feature",
            "properties": {"id": site, "name": f"地点 {at}", "name_en": f"Place {at}"}
            | ({"category": KINDS[at]} if KINDS[at] else {})
            | ({"description": "两行\n文字 & <b>"} if at == 1 else {}),
            "geometry": geometry,
        }
        for at, (site, geometry) in enumerate(GEOMETRIES.items())
    ]
    layer = {"type": "FeatureCollection", "features": features}
    (folder / "sites.geojson").write_text(json.dumps(layer, ensure_ascii=False), "utf-8")
    flags = [None if flag is None else str(flag).lower() for flag in FLAGS]
    columns = {"site_id": list(GEOMETRIES), "备注": TEXTS, "电话": CODES, "a.b": CODES,
               "text": TEXTS, "code": CODES, "whole": WHOLE,
               "number": NUMBERS, "flag": flags,
               "day": DAYS}  # fmt: skip
    pd.DataFrame(columns, dtype=object).to_csv(folder / "tables/facts.csv", index=False)
    types = {"备注": "string", "电话": "string", "a.b": "string",
             "text": "string", "code": "string", "whole": "integer", "number": "number",
             "flag": "boolean", "day": "date"}  # fmt: skip
    fields = [{"name": "site_id"}, *({"name": n, "type": t} for n, t in types.items())]
    resource = {"name": "facts", "path": "tables/facts.csv", "schema": {"fields": fields}}
    (folder / "datapackage.json").write_text(json.dumps({"resources": [resource]}), "utf-8")
    return folder


def values(layer: SiteLayer, column: str) -> list[Any]:
    found = layer.sites[column].astype(object)
    return [None if pd.isna(value) else value for value in found]


@pytest.mark.parametrize("suffix", ["geojson", "csv", "xlsx", "gpkg", "parquet", "kml"])
def test_nothing_is_lost_on_the_way(project: Path, tmp_path: Path, suffix: str) -> None:
    before = join(open_project(project))
    assert not [problem for problem in before.problems if problem.severity == "error"]
    file = tmp_path / f"out.{suffix}"
    assert main(["export", str(project), "-o", str(file)]) == 0
    assert main(["new", str(tmp_path / "two"), "--from", str(file), "--datum", "wgs84"]) == 0
    after = join(open_project(tmp_path / "two"))
    assert not [problem for problem in after.problems if problem.severity == "error"]
    if suffix == "kml":
        # A folder for each category: there the sites stand by what they are.
        places = [values(after, "id").index(site) for site in GEOMETRIES]
        after = replace(after, sites=after.sites.iloc[places])
    assert values(after, "id") == list(GEOMETRIES)
    for column in ("name", "name_en", "category", "description"):
        assert values(after, column) == values(before, column), column
    for column in ("备注", "电话", "a.b", "text", "code", "whole", "number", "flag", "day"):
        assert values(after, column) == values(before, column), column
        if suffix not in {"csv", "xlsx", "kml"} or column in {"whole", "number", "flag"}:
            assert after.sites[column].dtype == before.sites[column].dtype, column
    for site, one, other in zip(
        GEOMETRIES, before.sites.geometry, after.sites.geometry, strict=True
    ):
        if one is None:
            assert other is None
            continue
        assert shapely.equals_exact(one.normalize(), other.normalize(), 1e-9), site
        assert one.has_z == other.has_z, site
        assert shapely.to_wkt(one.normalize()) == shapely.to_wkt(other.normalize()), site
