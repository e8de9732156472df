"""What is dropped on the page: planned, brought in as one save, and taken back with one undo."""

from __future__ import annotations

import io
import json
import time
import zipfile
from typing import TYPE_CHECKING

import geopandas as gpd
import shapely

from geo.editing.operations import Editor
from geo.positions.datum import from_wgs84
from tests.importing.sheets import PLACES, office_workbook
from tests.projects import contents
from tests.serving.import_desk import Desk, codes
from tests.serving.running import Served, serving

if TYPE_CHECKING:
    from pathlib import Path

CELLS = "名称\t坐标\t类别\t座位\n茶室\t{pair}\t餐饮\t30\n湖\t\t水面\t\n"
EAST, NORTH = (float(value) for value in from_wgs84(120.2101, 30.2082, "gcj02"))


def test_cells_are_planned_saved_as_one_step_and_taken_back_to_the_byte(
    project: Path, desk: Desk
) -> None:
    before = contents(project)
    cells = CELLS.format(pair=f"{EAST:.6f},{NORTH:.6f}")
    desk.bring(("pasted.tsv", cells.encode()), pasted=True)
    plan = desk.plan()["plan"]
    assert [question["about"] for question in plan["questions"]] == ["datum"]
    assert "AMap" in plan["questions"][0]["message"]
    assert plan["preview"]["rows"][1] == ["湖", "", "水面", ""]
    assert not plan["ready"]
    assert contents(project) == before
    assert codes(desk.save()) == ["import-over"]

    plan = desk.plan(datum="gcj02")["plan"]
    assert plan["ready"]
    assert plan["counts"]["new"] == 2
    ((lon, lat, action),) = plan["marks"]
    assert (round(lon, 5), round(lat, 5), action) == (120.2101, 30.2082, "new")
    assert contents(project) == before

    saved = desk.save()
    assert saved["saved"]
    assert saved["undo"] == {"what": "import", "name": "pasted"}
    after = contents(project)
    changed = {name for name in after if after[name] != before.get(name)}
    assert {"sites.geojson", "map.toml", "tables/pasted.csv"} <= changed
    assert "茶室" in after["sites.geojson"].decode()

    assert desk.order("undo")["saved"]
    assert contents(project) == before
    assert desk.order("redo")["saved"]
    assert contents(project) == after


def test_the_columns_are_what_the_page_says(project: Path, desk: Desk) -> None:
    office = office_workbook(project.parent / "office.xlsx").read_bytes()
    desk.bring(("office.xlsx", office))
    plan = desk.plan()["plan"]
    by_name = {column["column"]: column for column in plan["columns"]}
    assert by_name["企业名称"]["role"] == "name"
    assert plan["datum"]["datum"] == "gcj02"
    assert plan["layers"] == ["园区清单"]
    plan = desk.plan(columns={"地址": "description", "英文名": "fact"})["plan"]
    by_name = {column["column"]: column for column in plan["columns"]}
    assert by_name["地址"]["target"] == "description"
    assert by_name["地址"]["why"] == "said"
    assert desk.save()["saved"]
    features = json.loads((project / "sites.geojson").read_bytes())["features"]
    mine = [f["properties"] for f in features if f["properties"].get("description")]
    assert len([p for p in mine if p["description"].startswith("江南大道")]) == len(PLACES)
    assert all("name_en" not in p for p in mine if p["description"].startswith("江南大道"))


def test_a_figure_is_what_the_page_says_of_which_year_and_in_what_unit(
    project: Path, desk: Desk
) -> None:
    text = "名称,lon,lat,去年产值\n茶室,8.1,50.1,5\n湖,8.2,50.2,7.5\n".encode("gb18030")
    desk.bring(("园.csv", text))
    view = desk.plan()["plan"]
    assert view["encoding"]["encoding"] == "gb18030"
    assert view["columns"][3]["role"] == "fact"
    view = desk.plan(columns={"去年产值": "figure:产值,2022,万元"})["plan"]
    figure = view["columns"][3]
    assert (figure["role"], figure["indicator"], figure["year"]) == ("figure", "产值", 2022)
    assert figure["unit"] == "万元"
    # Another encoding is read anew, under headings of its own.
    assert desk.plan(encoding="cp1252")["plan"]["preview"]["names"][0] != "名称"
    desk.plan(encoding="gb18030")
    assert codes(desk.save()) == []
    rows = (project / "tables" / "园-figures.csv").read_text("utf-8").splitlines()
    assert [row.partition(",")[2] for row in rows[1:]] == ["产值,2022,5,万元", "产值,2022,7.5,万元"]


def test_rows_that_cannot_be_read_are_told_with_their_place_and_left_out(
    project: Path, desk: Desk
) -> None:
    desk.bring(("a.csv", b"name,lon,lat\nA,8.1,50.1\nB,here,50.2\n"))
    plan = desk.plan()["plan"]
    (problem,) = plan["problems"]
    assert (problem["line"], problem["column"], problem["file"]) == (3, 2, "a.csv")
    assert not plan["ready"]
    plan = desk.plan(keepGoing=True)["plan"]
    assert plan["ready"]
    assert (plan["counts"]["new"], plan["counts"]["left"]) == (1, 1)
    assert [problem["line"] for problem in plan["leftOut"]] == [3]
    assert desk.save()["saved"]


def test_the_parts_of_a_shapefile_and_its_archive_are_one_layer(
    project: Path, desk: Desk, tmp_path: Path
) -> None:
    shapes = gpd.GeoDataFrame(
        {"name": ["A", "B"]}, geometry=[shapely.box(8, 50, 9, 51), shapely.box(9, 51, 10, 52)],
        crs="EPSG:4326",
    )  # fmt: skip
    shapes.to_file(tmp_path / "parks.shp", encoding="utf-8")
    parts = [(path.name, path.read_bytes()) for path in sorted(tmp_path.glob("parks.*"))]
    assert len(parts) > 3
    desk.bring(*parts)
    plan = desk.plan()["plan"]
    assert plan["among"] == ["parks.shp"]
    assert (plan["counts"]["new"], len(plan["shapes"])) == (2, 2)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in parts:
            archive.writestr(f"in/{name}", data)
    desk.bring(("parks.zip", packed.getvalue()))
    assert desk.plan()["plan"]["counts"]["new"] == 2


def test_of_several_files_one_is_chosen(desk: Desk) -> None:
    table = b"name,lon,lat\nA,8.1,50.1\n"
    desk.bring(("a.csv", table), ("b.csv", table + b"B,8.2,50.2\n"), ("c.docx", b"?"))
    plan = desk.plan()["plan"]
    assert (plan["among"], plan["rows"]) == (["a.csv", "b.csv"], 1)
    assert desk.plan(file=1)["plan"]["rows"] == 2


def test_what_is_there_is_renewed_by_id_where_the_page_says_so(project: Path, desk: Desk) -> None:
    before = json.loads((project / "sites.geojson").read_bytes())["features"]
    known = before[0]["properties"]
    desk.bring(("a.csv", f"id,name\n{known['id']},Other\nnew-one,N\n".encode()))
    assert codes({"problems": {"en": desk.plan()["plan"]["problems"]}}) == ["import-id-taken"]
    plan = desk.plan(update=True)["plan"]
    assert (plan["counts"]["changed"], plan["counts"]["new"]) == (1, 1)
    changed = next(site for site in plan["sites"] if site["action"] == "changed")
    assert changed["changes"]["name"] == [known["name"], "Other"]
    assert changed["line"] == 2


def test_a_second_paste_is_a_table_of_its_own(project: Path, desk: Desk) -> None:
    for table in ("pasted", "pasted-2"):
        desk.bring(("pasted.tsv", f"name\tseats\nOf {table}\t3\n".encode()), pasted=True)
        assert desk.plan()["plan"]["table"] == table
        assert desk.save()["saved"]
        assert (project / "tables" / f"{table}.csv").exists()
    desk.bring(("pasted.tsv", b"name\tseats\nY\t3\n"), pasted=True)
    assert desk.plan(called="茶室 2024")["plan"]["table"] == "茶室-2024"


def test_lists_of_places_and_tables_of_pages_are_read(desk: Desk) -> None:
    desk.bring(("pasted.txt", "茶室 120.21,30.21\n湖 120.22,30.22".encode()), pasted=True)
    plan = desk.plan()["plan"]
    assert [column["role"] for column in plan["columns"]] == ["name", "position"]
    # As they stand in what was pasted, not below headings of ours.
    assert plan["preview"]["lines"] == [1, 2]
    html = "<table><tr><th>name<th>lon<th>lat<tr><td>A<td>8.1<td>50.1</table>"
    desk.bring(("pasted.html", html.encode()), pasted=True)
    assert desk.plan()["plan"]["counts"]["new"] == 1


def test_a_project_changed_meanwhile_is_left_alone(project: Path, desk: Desk) -> None:
    desk.bring(("a.csv", b"name,lon,lat\nA,8.1,50.1\n"))
    assert desk.plan()["plan"]["ready"]
    layer = project / "sites.geojson"
    layer.write_bytes(layer.read_bytes() + b"\n")
    before = contents(project)
    assert codes(desk.save()) == ["changed-meanwhile"]
    assert contents(project) == before


def test_a_layer_that_is_only_shown_is_brought_in(tmp_path: Path) -> None:
    folder = tmp_path / "park"
    folder.mkdir()
    shapes = gpd.GeoDataFrame({"name": ["A"]}, geometry=[shapely.Point(8, 50)], crs="EPSG:4326")
    shapes.to_file(folder / "park.gpkg")
    desk = Desk(Editor(folder))
    try:
        assert desk.order("state")["readOnly"] == "park.gpkg"
        desk.drop = desk.order("import-layer")["drop"]
        assert desk.plan()["plan"]["counts"]["new"] == 1
        saved = desk.save()
        assert (saved["saved"], saved["readOnly"]) == (True, None)
        assert desk.order("state")["readOnly"] is None
        assert codes(desk.order("import-layer")) == ["import-over"]
        assert desk.order("undo")["readOnly"] == "park.gpkg"
        assert not (folder / "sites.geojson").exists()
        assert (folder / "park.gpkg").exists()
    finally:
        desk.drops.close()


def test_an_empty_folder_becomes_a_project(tmp_path: Path) -> None:
    folder = tmp_path / "park"
    folder.mkdir()
    desk = Desk(Editor(folder))
    try:
        desk.bring(("a.csv", b"name,lon,lat,seats\nA,8.1,50.1,3\n"))
        assert desk.plan()["plan"]["ready"]
        assert desk.save()["saved"]
        assert {"sites.geojson", "map.toml", "datapackage.json"} <= {*contents(folder)}
        assert desk.order("undo")["saved"]
        assert contents(folder) == {}
    finally:
        desk.drops.close()


def test_suggestions_are_held_against_what_is_there(project: Path, desk: Desk) -> None:
    features = json.loads((project / "sites.geojson").read_bytes())["features"]
    first, second = features[0], features[2]
    lon, lat = second["geometry"]["coordinates"]
    suggested = [
        {"properties": {"id": first["properties"]["id"], "name": "Other"}, "geometry": None},
        {"properties": {"name": f" {first['properties']['name'].upper()} "}, "geometry": None},
        {"properties": {"name": "Near"},
         "geometry": {"type": "Point", "coordinates": [lon + 0.0003, lat]}},
        {"properties": {"name": "Far"},
         "geometry": {"type": "Point", "coordinates": [lon + 0.01, lat]}},
        {"properties": {"name": 3}, "geometry": {"type": "Point", "coordinates": ["x", None]}},
        {"properties": {}},
    ]  # fmt: skip
    found = desk.order("suggestions", features=suggested)["likely"]
    assert [(one["id"], one["why"]) if one else None for one in found] == [
        (first["properties"]["id"], "id"), (first["properties"]["id"], "name"),
        (second["properties"]["id"], "place"), None, None, None,
    ]  # fmt: skip
    assert 25 < found[2]["metres"] < 33
    assert found[0]["metres"] is None
    assert found[0]["properties"] == first["properties"]


def test_files_come_only_from_our_own_page(editing: Served) -> None:
    token = editing.told["token"]
    drop = editing.order({"do": "import-begin", "files": [{"name": "a.csv", "size": 7}]}, token)[
        "drop"
    ]
    path = f"/drop?to={drop}&part=0"
    for headers in (
        {},
        {"X_Parkmap_Token": "wrong"},
        {"X_Parkmap_Token": token, "Cookie": "x=y"},
        {"X_Parkmap_Token": token, "Origin": "https://example.org"},
        {"X_Parkmap_Token": token, "Host": "example.org"},
    ):
        assert editing.ask("POST", path, b"name\nA\n", **headers)[0] == 403
    for elsewhere in (f"/drop?to={drop}&part=1", "/drop?to=x&part=0", "/drop", "/drop/x"):
        assert editing.ask("POST", elsewhere, b"name\nA\n", X_Parkmap_Token=token)[0] == 404
    assert editing.ask("POST", path, b"longer than said", X_Parkmap_Token=token)[0] == 404
    assert editing.ask("POST", path, b"name\nA\n", X_Parkmap_Token=token)[0] == 200
    plan = editing.order({"do": "import-plan", "drop": drop, "choices": {}}, token)["plan"]
    assert plan["counts"]["new"] == 1


def test_without_edit_nothing_is_taken(preview: Served) -> None:
    assert preview.ask("POST", "/drop?to=x&part=0", b"x", X_Parkmap_Token="x")[0] == 404


def test_while_one_is_read_others_save(project: Path) -> None:
    with serving(project, "--edit") as served:
        token = served.told["token"]
        rows = "".join(f"N{n},{8 + n / 1e5},50.1,{n}\n" for n in range(20_000))
        data = f"name,lon,lat,seats\n{rows}".encode()
        announced = {"do": "import-begin", "files": [{"name": "a.csv", "size": len(data)}]}
        drop = served.order(announced, token)["drop"]
        sent = served.ask("POST", f"/drop?to={drop}&part=0", data, X_Parkmap_Token=token)
        assert sent[0] == 200
        done: list[float] = []

        def plan() -> None:
            order = {"do": "import-plan", "drop": drop, "choices": {}}
            assert served.order(order, token)["plan"]["ready"]
            done.append(time.monotonic())

        import threading

        thread = threading.Thread(target=plan)
        thread.start()
        add = {"do": "add", "properties": {"name": "New"}, "geometry": None}
        assert served.order(add, token)["saved"]
        thread.join()
        # What was planned is of a project that has changed since.
        order = {"do": "import-save", "drop": drop, "choices": {}}
        outcome = served.order(order, token)
        assert outcome["saved"] or codes(outcome) == ["changed-meanwhile"]
