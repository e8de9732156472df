"""A file brought in again says that nothing changed, and nothing is written: whatever it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest

from geo.cli import main
from geo.importing import carry_out
from tests.importing.test_hard_inputs import codes, plan

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "ids.csv": "id,name,lon,lat,x,2021年产值（万元）\na,Alpha,1.5,2.5,3,7\nb,Beta,1.6,2.6,,\n",
    "names.csv": "name,lon,lat,x\nA,1.5,2.5,3\nB,,,\n",
    "twins.csv": "name,lon,lat,x\nA,1.5,2.5,3\nA,1.6,2.6,\nA,1.6,2.6,\n",
    "nameless.csv": "lon,lat\n1.5,2.5\n1.6,2.6\n",
    "partly.csv": "id,name,lon,lat\na,A,1.5,2.5\n,B,1.6,2.6\n,B,1.7,2.7\n",
    "bare.geojson": """{"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {}, "geometry":
            {"type": "Point", "coordinates": [1, 2, 5.25]}},
        {"type": "Feature", "properties": {"a": 1.0, "t": [1, {"a": null}], "b": true},
         "geometry": null}]}""",
}


def files(folder: Path) -> dict[str, bytes]:
    found = folder.rglob("*")
    return {path.name: path.read_bytes() for path in found if path.is_file()}


@pytest.mark.parametrize("update", [False, True])
@pytest.mark.parametrize("name", FILES)
def test_the_same_again_is_the_same(
    tmp_path: Path, name: str, update: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert carry_out(plan(tmp_path, name, FILES[name])) == []
    before = files(tmp_path / "park")
    made = plan(tmp_path, name, FILES[name], update=update)
    counts = made.counts
    assert counts["same"] == made.rows == sum(counts.values())
    assert made.files == {}
    words = ["import", str(tmp_path / name), "--into", str(tmp_path / "park")]
    capsys.readouterr()
    assert main([*words, *(["--update"] if update else [])]) == 0
    said = capsys.readouterr().out
    assert "nothing to change" in said
    assert "wrote" not in said
    assert files(tmp_path / "park") == before


def test_one_more_of_the_same_name_is_one_more(tmp_path: Path) -> None:
    assert carry_out(plan(tmp_path, "twins.csv", FILES["twins.csv"])) == []
    more = FILES["twins.csv"] + "A,1.9,2.9,4\n"
    made = plan(tmp_path, "twins.csv", more, update=True)
    assert codes(made) == []
    assert made.counts["same"] == 3
    assert made.counts["new"] == 1
    assert made.sites[-1].id == "a-4"


def test_a_row_that_only_its_name_tells_is_renewed_beside_one_as_before(tmp_path: Path) -> None:
    text = "name,lon,lat,x\nA,1.5,2.5,3\nB,1.6,2.6,4\n"
    assert carry_out(plan(tmp_path, "t.csv", text)) == []
    made = plan(tmp_path, "t.csv", text.replace(",4", ",5"), update=True)
    assert {site.id: site.action for site in made.sites} == {"a": "same", "b": "changed"}


def test_a_row_removed_by_hand_comes_again(tmp_path: Path) -> None:
    assert carry_out(plan(tmp_path, "t.csv", "lon,lat\n1.5,2.5\n1.6,2.6\n")) == []
    layer = tmp_path / "park" / "sites.geojson"
    kept = [line for line in layer.read_text("utf-8").splitlines() if "2.6" not in line]
    layer.write_text("\n".join(kept).replace("},\n]", "}\n]"), "utf-8")
    made = plan(tmp_path, "t.csv", "lon,lat\n1.5,2.5\n1.6,2.6\n")
    assert [site.action for site in made.sites] == ["same", "new"]


def test_an_id_kept_as_a_float_is_the_number_people_see(tmp_path: Path) -> None:
    layer = gpd.GeoDataFrame({"ID": [1.0, 293.0]}, geometry=gpd.points_from_xy([1, 2], [3, 4]))
    layer.set_crs(4326).to_file(tmp_path / "streets.shp")
    made = plan(tmp_path, "streets.shp", "")
    assert [site.id for site in made.sites] == ["1", "293"]
