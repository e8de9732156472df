"""A file of whatever format, brought in again: by id, by name where there is none."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.cli import main
from geo.joining import join
from geo.project import open_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Row = tuple[str, str, int | None, float]
FIRST: list[Row] = [("a", "Alpha", 10, 8.1), ("b", "Beta", 20, 8.2), ("c", "Gamma", 30, 8.3)]
# A blank, another number, a row that is gone, and one that is new.
THEN: list[Row] = [("a", "Alpha", None, 8.1), ("b", "Beta", 25, 8.2), ("d", "Delta", 40, 8.4)]
TWICE: list[Row] = [("a", "Alpha", 1, 8.1), ("a", "Alpha", 2, 8.1)]


def _frame(rows: list[Row], *, ids: bool) -> gpd.GeoDataFrame:
    columns: dict[str, Any] = {"id": [row[0] for row in rows]} if ids else {}
    columns |= {"name": [row[1] for row in rows]}
    columns |= {"staff": pd.array([row[2] for row in rows], "Int64")}
    places = [shapely.Point(row[3], 50.1) for row in rows]
    return gpd.GeoDataFrame(columns, geometry=places, crs="EPSG:4326")


def _sheet(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    plain = pd.DataFrame(frame.drop(columns="geometry"))
    return plain.assign(lon=frame.geometry.x, lat=frame.geometry.y)


def _features(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(frame.to_json(drop_id=True))["features"]
    return found


def _kml(frame: gpd.GeoDataFrame) -> str:
    def told(row: Any) -> str:
        data = "".join(
            f'<Data name="{name}"><value>{"" if pd.isna(row[name]) else row[name]}</value></Data>'
            for name in frame.columns.difference(["name", "geometry"])
        )
        place = f"<Point><coordinates>{row.geometry.x},{row.geometry.y}</coordinates></Point>"
        named = f"<name>{row['name']}</name><ExtendedData>{data}</ExtendedData>"
        return f"<Placemark>{named}{place}</Placemark>"

    marks = "".join(told(row) for _, row in frame.iterrows())
    return f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'


def _zip(path: Path, frame: gpd.GeoDataFrame) -> None:
    folder = path.parent / "parts"
    folder.mkdir(exist_ok=True)
    frame.to_file(folder / "sites.shp", encoding="utf-8")
    with zipfile.ZipFile(path, "w") as archive:
        for part in folder.iterdir():
            archive.write(part, part.name)


WRITE: dict[str, Callable[[Path, gpd.GeoDataFrame], Any]] = {
    "csv": lambda path, frame: _sheet(frame).to_csv(path, index=False),
    "txt": lambda path, frame: _sheet(frame).to_csv(path, index=False, sep="\t"),
    "xlsx": lambda path, frame: _sheet(frame).to_excel(path, index=False),
    "geojson": lambda path, frame: path.write_text(frame.to_json(drop_id=True)),
    "ndjson": lambda path, frame: path.write_text("\n".join(map(json.dumps, _features(frame)))),
    "gpkg": lambda path, frame: frame.to_file(path, driver="GPKG"),
    "fgb": lambda path, frame: frame.to_file(path, driver="FlatGeobuf"),
    "kml": lambda path, frame: path.write_text(_kml(frame)),
    "parquet": lambda path, frame: frame.to_parquet(path),
    "zip": _zip,
}


@pytest.mark.parametrize("ids", [True, False], ids=["by id", "by name"])
@pytest.mark.parametrize("suffix", WRITE)
def test_a_second_time(
    suffix: str, ids: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, project = tmp_path / f"parks.{suffix}", tmp_path / "map"

    def told(rows: list[Row], *order: str) -> tuple[int, str]:
        path.unlink(missing_ok=True)
        WRITE[suffix](path, _frame(rows, ids=ids))
        status = main([*order, "--datum", "wgs84"])
        out, err = capsys.readouterr()
        counts = [line for line in out.splitlines() if " new, " in line]
        return status, counts[0] if counts else err + out

    again = ["import", str(path), "--into", str(project), "--update"]
    assert told(FIRST, "new", str(project), "--from", str(path))[0] == 0
    changed = (0, "1 new, 1 changed, 1 same, 1 missing, 0 conflict")
    assert told(THEN, *again) == changed
    sites = join(open_project(project)).sites.set_index("name")["staff"].astype(int).to_dict()
    assert sites == {"Alpha": 10, "Beta": 25, "Gamma": 30, "Delta": 40}
    assert told(THEN, *again) == (0, "0 new, 0 changed, 3 same, 1 missing, 0 conflict")
    before = {part: part.read_bytes() for part in project.rglob("*") if part.is_file()}
    status, said = told(TWICE, *again)
    if ids:
        assert status == 1
        assert "import-id-twice" in said
        assert {part: part.read_bytes() for part in before} == before
