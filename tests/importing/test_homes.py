"""An update renews columns where they stand, whatever the file is called that brings them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from geo.cli import main
from geo.importing import carry_out
from tests.importing.test_hard_inputs import plan
from tests.importing.test_updates import counts

if TYPE_CHECKING:
    from pathlib import Path

FEATURES = [
    ("a", {"name": "Alpha", "phone": "0571-1", "built": 1999, "area": 1.5, "open": True}, [8, 50]),
    ("b", {"name": "Beta", "phone": "0571-2", "built": 2001, "area": 2.5, "open": False}, [9, 50]),
    ("c", {"name": "Gamma"}, None),
]
STAFF = 'site_id,seats,note,since\na,5,x,2021年3月5日\nb,"1,600",y,\n'
FIGURES = "site_id,indicator,year,value,unit\na,产值,2021,5,万元\na,产值,2022,6,万元\n"


@pytest.fixture
def park(tmp_path: Path) -> Path:
    folder = tmp_path / "park"
    (folder / "tables").mkdir(parents=True)
    features = [
        {
            "type": "Feature",
            "properties": {"id": site} | properties,
            "geometry": place and {"type": "Point", "coordinates": place},
        }
        for site, properties, place in FEATURES
    ]
    layer = {"type": "FeatureCollection", "features": features}
    (folder / "sites.geojson").write_text(json.dumps(layer), "utf-8")
    (folder / "tables" / "staff.csv").write_text(STAFF, "utf-8")
    (folder / "tables" / "output.csv").write_text(FIGURES, "utf-8")
    return folder


def changed_files(park: Path, before: dict[str, bytes]) -> set[str]:
    found = contents(park)
    return {name for name in found if found[name] != before.get(name)}


def contents(park: Path) -> dict[str, bytes]:
    return {
        path.relative_to(park).as_posix(): path.read_bytes()
        for path in park.rglob("*")
        if path.is_file() and ".parkmap" not in path.parts
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx", "geojson", "gpkg", "parquet", "kml"])
def test_what_was_taken_out_comes_back_unchanged(tmp_path: Path, park: Path, kind: str) -> None:
    out, before = tmp_path / f"out.{kind}", contents(park)
    assert main(["export", str(park), "-o", str(out)]) == 0
    assert main(["import", str(out), "--into", str(park), "--update"]) == 0
    assert changed_files(park, before) == set()


def test_what_was_corrected_in_excel_goes_where_it_stood(tmp_path: Path, park: Path) -> None:
    out, before = tmp_path / "out.xlsx", contents(park)
    assert main(["export", str(park), "-o", str(out)]) == 0
    book = openpyxl.load_workbook(out)
    sheet = book["sites"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for name, value in (("built", 1998), ("seats", 7), ("open", False), ("name", "Alpha House")):
        sheet.cell(2, at[name]).value = value
    book.save(out)
    assert main(["import", str(out), "--into", str(park), "--update"]) == 0
    assert changed_files(park, before) == {"sites.geojson", "tables/staff.csv"}
    first = json.loads((park / "sites.geojson").read_bytes())["features"][0]["properties"]
    assert first == FEATURES[0][1] | {
        "id": "a", "name": "Alpha House", "built": 1998, "open": False,
    }  # fmt: skip
    assert (park / "tables" / "staff.csv").read_text("utf-8") == STAFF.replace("a,5", "a,7")


def test_a_later_list_under_another_name_makes_no_second_column(tmp_path: Path, park: Path) -> None:
    text = "id,name,seats,area,level,2022年产值（万元）,2023年产值（万元）\na,Alpha,6,1.50,3,8,9\n"
    made = plan(tmp_path, "2025.csv", text, update=True)
    where = [(note["file"], note["columns"]) for name, note in made.notes if name == "homes"]
    assert where == [
        ("tables/staff.csv", "seats"), ("sites.geojson", "area"), ("tables/output.csv", "产值"),
    ]  # fmt: skip
    assert carry_out(made) == []
    assert counts(made) == {"changed": 1}
    tables = park / "tables"
    assert (tables / "staff.csv").read_text("utf-8") == STAFF.replace("a,5", "a,6")
    assert (tables / "2025.csv").read_text("utf-8") == "site_id,level\na,3\n"
    figures = FIGURES.replace("2022,6", "2022,8") + "a,产值,2023,9,万元\n"
    assert (tables / "output.csv").read_text("utf-8") == figures
    again = plan(tmp_path, "2025.csv", text, update=True)
    assert (counts(again), again.files) == ({"same": 1}, {})


def test_what_two_tables_have_is_the_files_own(tmp_path: Path, park: Path) -> None:
    (park / "tables" / "guests.csv").write_text("site_id,seats\na,40\n", "utf-8")
    made = plan(tmp_path, "new.csv", "id,seats,staff.seats\na,6,7\n", update=True)
    assert carry_out(made) == []
    assert (park / "tables" / "new.csv").read_text("utf-8") == "site_id,seats\na,6\n"
    assert (park / "tables" / "staff.csv").read_text("utf-8") == STAFF.replace("a,5", "a,7")


def test_an_edit_since_the_table_came_in_wins_over_another_file_too(tmp_path: Path) -> None:
    assert carry_out(plan(tmp_path, "old.csv", "id,name,seats\na,Alpha,5\nb,Beta,6\n")) == []
    table = tmp_path / "park" / "tables" / "old.csv"
    table.write_text(table.read_text("utf-8").replace("a,5", "a,50"), "utf-8")
    made = plan(tmp_path, "new.csv", "id,name,seats\na,Alpha,8\nb,Beta,7\n", update=True)
    assert carry_out(made) == []
    assert counts(made) == {"conflict": 1, "changed": 1}
    assert table.read_text("utf-8") == "site_id,seats\na,50\nb,7\n"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sheet_that_was_taken_out_makes_a_project_without_further_columns(
    tmp_path: Path, park: Path, kind: str
) -> None:
    out, again = tmp_path / f"out.{kind}", tmp_path / "again.csv"
    assert main(["export", str(park), "-o", str(out)]) == 0
    assert main(["new", str(tmp_path / "made"), "--from", str(out)]) == 0
    assert main(["export", str(tmp_path / "made"), "-o", str(again)]) == 0
    assert again.read_text("utf-8-sig").splitlines()[0].split(",") == [
        "id", "name", "category", "description", "phone", "built", "area", "open", "seats", "since",
        "lon", "lat", "wkt",
    ]  # fmt: skip


def test_a_pair_that_says_another_place_than_the_shape_stays(tmp_path: Path) -> None:
    text = 'id,name,lon,lat,wkt\na,A,8.5,50,"POINT (8 50)"\n'
    assert carry_out(plan(tmp_path, "p.csv", text)) == []
    assert (tmp_path / "park/tables/p.csv").read_text("utf-8") == "site_id,lon,lat\na,8.5,50\n"


@pytest.mark.parametrize("number", ["1e999", "Infinity", "NaN"])
def test_what_json_has_no_number_for_stays_as_it_is_written(park: Path, number: str) -> None:
    (park.parent / "list.csv").write_text(f"id,area\na,{number}\nb,4.5\n", "utf-8")
    assert main(["import", str(park.parent / "list.csv"), "--into", str(park), "--id", "id",
                 "--update"]) in {0, 1}  # fmt: skip
    features = json.loads((park / "sites.geojson").read_bytes())["features"]
    assert features[0]["properties"]["area"] in {1.5, number}


@pytest.mark.parametrize("bytes_more", range(3))
def test_headings_of_a_long_table_are_read_in_its_own_encoding(park: Path, bytes_more: int) -> None:
    note = "备注" + "x" * bytes_more
    rows = "".join(f"{site},1,{'湿地公园' * 9000}\n" for site in "abc")
    (park / "tables" / "facts.csv").write_text(f"site_id,面积,{note}\n{rows}", "utf-8")
    (park.parent / "new.csv").write_text("id,面积\na,7\n", "utf-8")
    assert main(["import", str(park.parent / "new.csv"), "--into", str(park), "--id", "id",
                 "--update"]) == 0  # fmt: skip
    assert not (park / "tables" / "new.csv").exists()
    assert "a,7," in (park / "tables" / "facts.csv").read_text("utf-8")


def test_a_table_that_is_a_link_out_of_the_project_is_not_written(park: Path) -> None:
    outside = park.parent / "outside.csv"
    outside.write_text("site_id,面积\na,1\n", "utf-8")
    (park / "tables" / "facts.csv").symlink_to(outside)
    (park.parent / "new.csv").write_text("id,面积\na,7\n", "utf-8")
    main(["import", str(park.parent / "new.csv"), "--into", str(park), "--id", "id", "--update"])
    assert outside.read_text("utf-8") == "site_id,面积\na,1\n"
