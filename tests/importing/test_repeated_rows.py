"""Rows that say the same in every column are told, whatever else numbers them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geo.importing.import_plan import Choices
from geo.importing.opening import open_records
from geo.importing.planning import plan_import

if TYPE_CHECKING:
    from pathlib import Path


def told(tmp_path: Path, name: str, text: str) -> list[tuple[int | None, object]]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    records, problems = open_records(tmp_path / name, Choices())
    assert records is not None, problems
    plan = plan_import(tmp_path / "p", records, Choices(datum="wgs84"))
    assert plan.is_ready
    return [
        (problem.place.line, problem.params.get("first"))
        for problem in plan.problems
        if problem.code == "import-row-twice"
    ]


def test_rows_of_a_table(tmp_path: Path) -> None:
    rows = "1,甲园,120.2,30.2,\n2,乙园,120.2,30.2,\n3,甲园,120.2,30.2,\n4,甲园,120.2,30.2,x\n"
    rows += "5,甲园,120.2,30.2,\n"
    found = told(tmp_path, "t.csv", f"序号,名称,经度,纬度,备注\n{rows}")
    assert found == [(4, 2), (6, 2)]


def test_features_are_the_same_with_their_shapes_alone(tmp_path: Path) -> None:
    def feature(lon: float) -> dict[str, object]:
        return {"type": "Feature", "properties": {"name": "A"},
                "geometry": {"type": "Point", "coordinates": [lon, 50]}}  # fmt: skip

    layer = {"type": "FeatureCollection", "features": [feature(8), feature(9), feature(8)]}
    found = told(tmp_path, "t.geojson", json.dumps(layer, indent=1))
    assert len(found) == 1
