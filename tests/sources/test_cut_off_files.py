"""Files whose end is missing: told, with the place, and never brought in as what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely

from geo.importing import Choices
from geo.importing.opening import open_records
from geo.sources.tables.grid import read_grid

if TYPE_CHECKING:
    from pathlib import Path


def _shapefile(folder: Path) -> Path:
    places = [shapely.Point(120.2 + at / 100, 30.2) for at in range(3)]
    frame = gpd.GeoDataFrame({"name": ["甲园", "乙园", "丙园"]}, geometry=places, crs=4326)
    frame.to_file(folder / "parks.shp", encoding="utf-8")
    return folder / "parks.shp"


@pytest.mark.parametrize(("part", "without"), [(".dbf", 60), (".shp", 20), (".shp", 120)])
def test_a_shapefile_without_its_end(part: str, without: int, tmp_path: Path) -> None:
    path = _shapefile(tmp_path)
    cut = path.with_suffix(part)
    whole = cut.read_bytes()
    cut.write_bytes(whole[:-without])
    records, (problem,) = open_records(path, Choices())
    assert records is None
    assert f"{cut.name} was cut off: it has {len(whole) - without} bytes" in problem.message()


@pytest.mark.parametrize("missing", [(), (".shx",), (".dbf",)])
def test_a_whole_shapefile_is_read(missing: tuple[str, ...], tmp_path: Path) -> None:
    path = _shapefile(tmp_path)
    for suffix in missing:
        path.with_suffix(suffix).unlink()
    records, problems = open_records(path, Choices())
    assert records is not None, problems
    assert records.count == 3


def test_of_text_the_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "parks.geojson"
    path.write_text('{"type": "FeatureCollection", "features": [\n{"type": "Feature", "prop')
    _, (problem,) = open_records(path, Choices())
    assert problem.code == "import-unreadable"
    assert problem.place == (path.as_posix(), 2, 21)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_table_in_utf_16_without_a_mark(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes("site_id,人数\na,5\nb\n".encode(encoding))
    grid = read_grid(path, None)
    assert grid.headings == ["site_id", "人数"]
    assert [(one.code, one.place.line) for one in grid.problems] == [("row-too-short", 3)]
