"""An update renews what the file says anew, and nothing else: not a byte, not an edit by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.cli import main
from geo.importing import carry_out
from geo.joining import join
from geo.project import open_project
from tests.importing.test_hard_inputs import codes, plan, sites

if TYPE_CHECKING:
    from pathlib import Path

FIRST = """编号,名称,lon,lat,电话,2021年产值（万元）
a,甲,8.1,50.1,0571-1,10
b,乙,8.2,50.2,0571-2,20
c,丙,,,0571-3,30
"""


@pytest.fixture
def park(tmp_path: Path) -> Path:
    sites(plan(tmp_path, "园区.csv", FIRST))
    return tmp_path / "park"


def table(park: Path, name: str = "园区") -> str:
    return (park / "tables" / f"{name}.csv").read_text(encoding="utf-8")


def update(folder: Path, text: str, **said: Any) -> Any:
    made = plan(folder, "园区.csv", text, update=True, **said)
    assert carry_out(made) == []
    return made


def counts(made: Any) -> dict[str, int]:
    return {action: count for action, count in made.counts.items() if count}


def test_the_same_file_again_changes_nothing(tmp_path: Path, park: Path) -> None:
    before = {path: path.read_bytes() for path in park.rglob("*") if path.is_file()}
    made = update(tmp_path, FIRST)
    assert counts(made) == {"same": 3}
    assert made.files == {}
    assert {path: path.read_bytes() for path in park.rglob("*") if path.is_file()} == before


def test_new_values_are_taken_and_only_those_bytes_change(tmp_path: Path, park: Path) -> None:
    before = (park / "sites.geojson").read_text("utf-8")
    text = (
        FIRST.replace("0571-2", "0571-9").replace("乙", "乙楼").replace("c,丙,,", "c,丙,8.3,50.3")
    )
    made = update(tmp_path, text.replace(",20\n", ",25\n"))
    assert counts(made) == {"changed": 2, "same": 1}
    after = (park / "sites.geojson").read_text("utf-8")
    expected = before.replace('"乙"', '"乙楼"')
    place = '{"type": "Point", "coordinates": [8.3, 50.3]}'
    assert after == expected.replace('"geometry": null', f'"geometry": {place}')
    assert table(park) == "site_id,电话\na,0571-1\nb,0571-9\nc,0571-3\n"
    assert "b,产值,2021,25,万元" in table(park, "园区-figures")


def test_blanks_columns_and_rows_that_are_gone_stay(tmp_path: Path, park: Path) -> None:
    made = update(tmp_path, "编号,名称,电话\na,,\nb,乙,0571-2\nd,丁,0571-4\n")
    assert counts(made) == {"new": 1, "same": 2, "missing": 1}
    features = json.loads((park / "sites.geojson").read_bytes())["features"]
    assert [site["properties"]["name"] for site in features] == ["甲", "乙", "丙", "丁"]
    assert features[0]["geometry"]["coordinates"] == [8.1, 50.1]
    assert table(park) == "site_id,电话\na,0571-1\nb,0571-2\nc,0571-3\nd,0571-4\n"


def test_an_edit_by_hand_wins_and_a_conflict_is_told(tmp_path: Path, park: Path) -> None:
    path = park / "sites.geojson"
    path.write_text(path.read_text("utf-8").replace('"甲"', '"甲（东）"'), "utf-8")
    cells = park / "tables" / "园区.csv"
    cells.write_text(cells.read_text("utf-8").replace("0571-2", "400-1"), "utf-8")
    made = update(tmp_path, FIRST)
    assert counts(made) == {"same": 3}
    text = FIRST.replace("甲", "甲园").replace("0571-2", "0571-8")
    made = update(tmp_path, text)
    assert counts(made) == {"same": 1, "conflict": 2}
    told = [problem.params for problem in made.problems if problem.code == "import-conflict"]
    assert [(entry["mine"], entry["theirs"]) for entry in told] == [
        ("甲（东）", "甲园"), ("400-1", "0571-8"),
    ]  # fmt: skip
    assert "甲（东）" in path.read_text("utf-8")
    assert "400-1" in table(park)
    made = update(tmp_path, text.replace("甲园", "甲院"), theirs=True)
    assert counts(made)["changed"] == 2
    assert "甲院" in path.read_text("utf-8")
    assert "0571-8" in table(park)


def test_a_place_moved_by_hand_stays_and_a_far_move_is_told(tmp_path: Path, park: Path) -> None:
    path = park / "sites.geojson"
    path.write_text(path.read_text("utf-8").replace("[8.1, 50.1]", "[8.15, 50.1]"), "utf-8")
    assert counts(update(tmp_path, FIRST)) == {"same": 3}
    made = update(tmp_path, FIRST.replace("8.2,50.2", "8.25,50.2"))
    assert codes(made) == ["import-moved-far"]
    assert int(made.problems[0].params["metres"]) == pytest.approx(3570, abs=30)
    assert [site.moved_m > 500 for site in made.sites if site.action == "changed"] == [True]
    assert counts(update(tmp_path, FIRST.replace("8.1,50.1", "8.11,50.1")))["conflict"] == 1


def test_ids_that_differ_by_zeros_alone_are_told(tmp_path: Path) -> None:
    sites(plan(tmp_path, "a.csv", "id,name\n1,A\n2,B\n03,C\nx,D\n"))
    made = plan(tmp_path, "a.csv", "id,name\n01,A\n2,B\n02,D\n3,C\nX,D\n", update=True)
    told = [(p.code, p.place[1:], p.params["id"], p.params["known"]) for p in made.problems]
    assert told == [
        ("import-id-alike", (2, 1), "01", "1"), ("import-id-alike", (5, 1), "3", "03"),
        ("import-id-alike", (6, 1), "X", "x"),
    ]  # fmt: skip
    assert made.counts["new"] == 4


@pytest.mark.parametrize("rows", [FIRST, FIRST.replace("8.1,50.1", "8.1001,50.1")])
def test_what_was_deleted_by_hand_stays_out_and_is_told(tmp_path: Path, rows: str) -> None:
    kept = sites(plan(tmp_path, "园区.csv", FIRST))[1:]
    path = tmp_path / "park/sites.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": kept}), "utf-8")
    made = update(tmp_path, rows)
    assert codes(made) == ["import-taken-out"]
    assert counts(made) == {"same": 2, "left": 1}
    made = update(tmp_path, rows, theirs=True)
    assert (codes(made), counts(made)) == ([], {"new": 1, "same": 2})


def test_without_ids_names_tell(tmp_path: Path) -> None:
    sites(plan(tmp_path, "a.csv", "name,lon,lat,beds\nOld Mill,8.1,50.1,3\nHill,8.2,50.2,4\n"))
    made = plan(
        tmp_path, "a.csv", "name,lon,lat,beds\nOLD  MILL,8.1,50.1,5\nhill,8.2,50.2,4\n", update=True
    )
    assert made.counts["changed"] == 2
    sites(made)
    assert (tmp_path / "park/tables/a.csv").read_text() == "site_id,beds\nold-mill,5\nhill,4\n"


def test_without_update_a_site_that_is_there_is_refused(tmp_path: Path, park: Path) -> None:
    before = (park / "sites.geojson").read_bytes()
    text = FIRST.replace("0571-1", "0571-9").replace(",20\n", ",25\n").replace("丙,,", "丙,8,50")
    made = plan(tmp_path, "园区.csv", text)
    assert codes(made) == ["import-id-taken"] * 3
    assert "--update" in made.problems[0].fix("en")
    assert not made.files
    assert (park / "sites.geojson").read_bytes() == before


def test_every_other_byte_of_the_project_stays(tmp_path: Path) -> None:
    folder = tmp_path / "park"
    (folder / "tables").mkdir(parents=True)
    layer = (
        '\ufeff{\r\n  "type": "FeatureCollection",\r\n  "features": [\r\n    {\r\n'
        '      "type": "Feature", "id": "x",\r\n'
        '      "properties": {"name": "旧", "category": "园"},\r\n'
        '      "geometry": {"type": "Point", "coordinates": [8.10, 50.10]}\r\n    }\r\n  ]\r\n}'
    )
    (folder / "sites.geojson").write_bytes(layer.encode())
    settings = '# ours\r\ntitle = "图"\r\n[categories."园"]\r\nlabel = "园"\r\n\r\n'
    settings += "# the base\r\n[view]\r\nzoom = 9\r\n"
    (folder / "map.toml").write_bytes(settings.encode())
    made = plan(
        tmp_path, "a.csv", "名称,lon,lat,类别\n新,8.2,50.2,园\n医,8.3,50.3,院\n校,8.4,50.4,院\n"
    )
    sites(made)
    after = (folder / "sites.geojson").read_bytes().decode()
    assert after.startswith(layer[: layer.rindex("\r\n  ]")])
    assert after.endswith("\r\n  ]\r\n}")
    added = json.loads(after.removeprefix("\ufeff"))["features"][1:]
    assert [list(site) for site in added] == [["type", "id", "properties", "geometry"]] * 3
    assert "\n" not in after.replace("\r\n", "")
    told = (folder / "map.toml").read_bytes().decode()
    head, tail = settings.split("\r\n# the base")
    assert told.startswith(head)
    assert told.endswith(f"\r\n# the base{tail}")
    assert '[categories."院"]\r\nlabel = "院"\r\ncolor = "#' in told
    assert main(["check", str(folder)]) == 0


def test_a_table_in_gb18030_stays_in_it(tmp_path: Path, park: Path) -> None:
    cells = park / "tables" / "园区.csv"
    cells.write_bytes(cells.read_text("utf-8").replace("\n", "\r\n").encode("gb18030"))
    made = update(tmp_path, FIRST.replace("0571-2", "总机 0571"))
    assert counts(made) == {"changed": 1, "same": 2}
    text = cells.read_bytes().decode("gb18030")
    assert text == "site_id,电话\r\na,0571-1\r\nb,总机 0571\r\nc,0571-3\r\n"


def test_a_file_changed_meanwhile_is_left_alone(tmp_path: Path, park: Path) -> None:
    made = plan(tmp_path, "园区.csv", FIRST.replace("甲", "甲二"), update=True)
    path = park / "sites.geojson"
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    before = path.read_bytes()
    assert [problem.code for problem in carry_out(made)] == ["changed-meanwhile"]
    assert path.read_bytes() == before


def test_a_second_file_adds_to_the_one_layer(tmp_path: Path, park: Path) -> None:
    made = plan(tmp_path, "more.csv", "name,lon,lat,beds\nInn,8.5,50.5,7\n")
    assert [site["properties"]["name"] for site in sites(made)] == ["甲", "乙", "丙", "Inn"]
    assert sorted(path.name for path in (park / "tables").iterdir()) == [
        "more.csv", "园区-figures.csv", "园区.csv",
    ]  # fmt: skip
    assert main(["check", str(park)]) == 0


def test_known_places_tell_the_datum(tmp_path: Path) -> None:
    from geo.positions.datum import from_wgs84

    places = [(120.20 + n / 100, 30.20 + n / 200) for n in range(4)]
    rows = "".join(f"n{n},{lon},{lat}\n" for n, (lon, lat) in enumerate(places))
    sites(plan(tmp_path, "a.csv", f"id,lon,lat\n{rows}", datum="wgs84"))
    shifted = [tuple(map(float, from_wgs84(lon, lat, "gcj02"))) for lon, lat in places]
    cells = "".join(f'n{n},"{lon:.7f},{lat:.7f}"\n' for n, (lon, lat) in enumerate(shifted))
    made = plan(tmp_path, "b.csv", f"id,位置\n{cells}", update=True)
    assert ("datum", {"datum": "gcj02", "how": "places", "order": "lon,lat"}) in made.notes
    assert made.questions == []


def test_the_layer_s_own_names_for_things_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "park"
    folder.mkdir()
    (folder / "map.toml").write_text('languages = ["en"]\n[layer]\nname = "NAME"\nid = "CODE"\n')
    feature = {
        "type": "Feature",
        "properties": {"CODE": "m1", "NAME": "Mill"},
        "geometry": {"type": "Point", "coordinates": [8.1, 50.1]},
    }
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (folder / "sites.geojson").write_text(text)
    rows = "id,name,lon,lat,beds\nm1,Old Mill,8.1,50.1,3\nm2,Inn,8.2,50.2,4\n"
    found = sites(plan(tmp_path, "a.csv", rows, update=True))
    assert [site["properties"] for site in found] == [
        {"CODE": "m1", "NAME": "Old Mill"}, {"CODE": "m2", "NAME": "Inn"},
    ]  # fmt: skip
    layer = join(open_project(folder))
    assert layer.problems == []
    assert layer.sites["beds"].tolist() == [3, 4]
    assert layer.sites["name"].tolist() == ["Old Mill", "Inn"]


def test_a_layer_without_ids_stays_without(tmp_path: Path) -> None:
    folder = tmp_path / "park"
    folder.mkdir()
    feature = {
        "type": "Feature",
        "properties": {"name": "Mill"},
        "geometry": {"type": "Point", "coordinates": [8.1, 50.1]},
    }
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (folder / "sites.geojson").write_text(text)
    found = sites(plan(tmp_path, "a.csv", "name,lon,lat,beds\nInn,8.2,50.2,4\n"))
    assert [list(site["properties"]) for site in found] == [["name"], ["name"]]
    layer = join(open_project(folder))
    assert layer.problems == []
    assert layer.sites["beds"].dropna().tolist() == [4]


def test_another_unit_and_other_kinds_of_values_are_taken_as_they_are(
    tmp_path: Path, park: Path
) -> None:
    """0.002 亿元 in the place of 20 万元 kept the old unit; 10.5 and words broke the project."""
    text = FIRST.replace("万元", "亿元").replace(",20\n", ",0.002\n").replace("电话", "人数")
    numbers = text.replace("0571-", "")
    assert carry_out(plan(tmp_path, "人.csv", numbers, "other")) == []
    assert '"integer"' in (tmp_path / "other" / "datapackage.json").read_text("utf-8")
    for cell, kind in (("2.5", "number"), ("许多", "string")):
        made = plan(tmp_path, "人.csv", numbers.replace(",2,", f",{cell},"), "other", update=True)
        assert ("widened", kind) in [(note, told.get("after")) for note, told in made.notes]
        assert carry_out(made) == []
        project = open_project(tmp_path / "other")
        assert join(project).problems == []
        assert project.package.resources["人"].field("人数").type == kind
    made = update(tmp_path, FIRST.replace("万元", "亿元").replace(",20\n", ",0.002\n"))
    assert counts(made) == {"changed": 3}
    assert "b,产值,2021,0.002,亿元" in table(park, "园区-figures")


def test_no_name_is_guessed_for_sites_that_are_told_by_id(tmp_path: Path, park: Path) -> None:
    """A column whose values differ may be names; those of the project are surer."""
    made = plan(tmp_path, "new.csv", "编号,a\na,x\nb,y\n", update=True)
    assert carry_out(made) == []
    features = json.loads((park / "sites.geojson").read_bytes())["features"]
    assert [site["properties"]["name"] for site in features] == ["甲", "乙", "丙"]
    assert table(park, "new") == "site_id,a\na,x\nb,y\n"
