"""Whatever columns hold, what a format takes out it brings back in."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from geo.cli import main
from geo.joining import join
from geo.project import open_project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.joining import SiteLayer

FEW = 3
EXAMPLES = int(os.environ.get("EXAMPLES", FEW))
"""More are tried by hand: EXAMPLES=200 pytest …"""
LETTERS = "甲乙湖园区 aZé,;\"'“”\n&<>=%|01.-+/"
TYPES = ("wording", "whole", "amount", "flag", "day")
DEGREES = st.integers(-1_000_000, 1_000_000).map(lambda n: n / 1_000_000)
TEXTS = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
VALUES = {
    "wording": TEXTS,
    "whole": st.integers(-(10**14), 10**14),
    "amount": st.floats(-1e9, 1e9, allow_nan=False).map(lambda n: float(f"{n:.12g}")),
    "flag": st.booleans(),
    "day": st.dates().map(str),
}


@st.composite
def shapes(draw: st.DrawFn) -> dict[str, Any] | None:
    """A point with or without height, a line, an area, or nothing."""
    kind = draw(st.sampled_from(["Point", "High", "LineString", "Polygon", ""]))
    lon, lat = 120 + draw(DEGREES), 30 + draw(DEGREES)
    east, north = lon + 0.01, lat + 0.01
    if kind == "High":
        # Of KML a height of nought is none: most programs write it for whatever has no height.
        height = draw(st.integers(-400, 8000).filter(bool)) / 4
        return {"type": "Point", "coordinates": [lon, lat, height]}
    coordinates = {
        "Point": [lon, lat],
        "LineString": [[lon, lat], [east, north]],
        "Polygon": [[[lon, lat], [east, lat], [east, north], [lon, lat]]],
    }
    return {"type": kind, "coordinates": coordinates[kind]} if kind else None


@st.composite
def rows(draw: st.DrawFn) -> list[tuple[Any, ...]]:
    """Rows of a geometry and a value, or none, of every type; every column has something."""
    row = st.tuples(shapes(), *(st.none() | VALUES[name] for name in TYPES))
    shape, wording, *others = draw(
        st.tuples(shapes().filter(bool), *(VALUES[name] for name in TYPES))
    )
    # Formats without types cannot tell a column of digits from one of numbers.
    first = shape, f"甲{wording}", *others
    return [first, *draw(st.lists(row, min_size=1, max_size=4))]


def write(folder: Path, made: Sequence[tuple[Any, ...]]) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"id": f"s{at}", "name": f"地点 {at}"},
            "geometry": row[0],
        }
        for at, row in enumerate(made)
    ]
    (folder / "tables").mkdir(parents=True)
    layer = {"type": "FeatureCollection", "features": features}
    (folder / "sites.geojson").write_text(json.dumps(layer, ensure_ascii=False), "utf-8")
    columns = {name: [row[at] for row in made] for at, name in enumerate(TYPES, start=1)}
    columns["flag"] = [None if flag is None else str(flag).lower() for flag in columns["flag"]]
    table = {"site_id": [f"s{at}" for at in range(len(made))], **columns}
    pd.DataFrame(table, dtype=object).to_csv(folder / "tables/facts.csv", index=False)
    kinds = dict(zip(TYPES, ("string", "integer", "number", "boolean", "date"), strict=True))
    fields = [{"name": "site_id"}, *({"name": n, "type": t} for n, t in kinds.items())]
    resource = {"name": "facts", "path": "tables/facts.csv", "schema": {"fields": fields}}
    (folder / "datapackage.json").write_text(json.dumps({"resources": [resource]}), "utf-8")


def held(project: Path) -> tuple[list[tuple[Any, ...]], list[str | None]]:
    """Give what a project's sites have, and where they lie."""
    layer: SiteLayer = join(open_project(project))
    assert [p.as_text() for p in layer.problems if p.severity == "error"] == []
    frame = layer.sites[["id", "name", *TYPES]].astype(object)
    cells = [tuple(None if pd.isna(cell) else cell for cell in row) for row in frame.to_numpy()]
    found = [
        None if shape is None else shapely.to_wkt(shape.normalize(), rounding_precision=9)
        for shape in layer.sites.geometry
    ]
    return cells, found


@pytest.mark.parametrize("suffix", ["geojson", "csv", "xlsx", "gpkg", "parquet", "kml"])
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(made=rows())
def test_what_goes_out_comes_in_again(suffix: str, made: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "one", Path(name) / "two"
        write(source, made)
        before = held(source)
        # What has been brought in goes out again and comes back only where there is time for it.
        for again in range(1 if EXAMPLES <= FEW else 2):
            file = Path(name) / f"{again}.{suffix}"
            assert main(["export", str(source), "-o", str(file)]) == 0
            assert main(["new", str(target), "--from", str(file), "--datum", "wgs84"]) == 0
            assert held(target) == before
            source, target = target, Path(name) / "three"
