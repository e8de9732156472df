"""What the remedies of ``parkmap import`` and of layers shown as they are say, done."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from typing import TYPE_CHECKING

import openpyxl
import pytest

from geo.cli.commands import main
from geo.project import open_project
from tests.remedies.following import lay, told
from tests.remedies.test_commands import as_arguments, fix_of, run, sites_of
from tests.sources.test_archives import shapefile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.remedies.test_commands import Capture

HEADINGS = "name,longitude,latitude\n"
CSV = f"{HEADINGS}Lake,120.2,30.1\nHall,120.21,30.11\n"
ABROAD = CSV.replace("120.", "8.").replace("30.", "50.")
UPDATED = "id,name,longitude,latitude,phone\nlake,Lake,8.2,50.1,{}\nhall,Hall,8.21,50.11,2\n"

Followed = tuple[str, str, list[str]]
OPTIONS: dict[str, tuple[str, list[str], Callable[[str], Followed]]] = {
    # What comes in, the options it fails with, and what the remedy makes of them.
    "import-datum-unknown": (
        'name,位置\nLake,"120.2155,30.1893"\nHall,"120.2165,30.1883"\n', [],
        lambda fix: ("", "", re.findall(r"--datum \w+", fix)[2].split()),
    ),
    "import-order-unknown": (
        'name,coordinates\nLake,"45.1, 44.2"\nHall,"45.2, 44.1"\n', ["--datum", "wgs84"],
        lambda fix: ("coordinates", re.findall(r"call it (\w+)", fix)[0], ["--datum", "wgs84"]),
    ),
    "import-no-headings": (
        "Lake,8.2,50.1\nHall,8.21,50.11\nMill,8.3,50.2\n", [],
        lambda fix: ("", "", [*re.findall(r"--[\w-]+(?: \d)?", fix), "--lat 3"]),
    ),
    "import-empty": ("\n", [], lambda _: ("\n", CSV.replace("120.", "8."), [])),
    "import-row-unfit": (
        'name,wkt\nLake,"POLYGON ((8 50, 9 50, 8 50))"\nHall,"POINT (8.1 50.1)"\n', [],
        lambda fix: ("", "", re.findall(r"--[\w-]+", fix)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", OPTIONS)
def test_a_file_comes_in_with_the_options_told(tmp_path: Path, code: str, capsys: Capture) -> None:
    text, wrong, follow = OPTIONS[code]
    source, folder = tmp_path / "places.csv", tmp_path / "park"
    folder.mkdir()
    source.write_text(text, encoding="utf-8")
    start = ["import", str(source), "--into", str(folder)]
    status, said = run([*start, *wrong], capsys)
    assert status == 1, said
    old, new, options = follow(fix_of(code, said))
    source.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    status, said = run([*start, *(part for option in options for part in option.split())], capsys)
    assert status == 0, said
    assert {"Lake", "Hall", "Mill"} >= set(sites_of(folder)) >= {"Hall"}


def test_of_two_rows_that_say_the_same_one_is_taken_out(tmp_path: Path, capsys: Capture) -> None:
    rows = f"No.,{HEADINGS}1,Lake,8.2,50.1\n2,Hall,8.21,50.11\n3,Lake,8.2,50.1\n"
    start = ["new", str(tmp_path / "park"), "--from", str(tmp_path / "places.csv")]
    lay(tmp_path, {"places.csv": rows})
    status, said = run(start, capsys)
    assert (status, "import-row-twice" in said, "row 2" in said) == (0, True, True)
    lay(tmp_path, {"places.csv": rows.replace("3,Lake,8.2,50.1\n", "")})
    shutil.rmtree(tmp_path / "park")
    status, said = run(start, capsys)
    assert (status, "import-row-twice" in said) == (0, False)


def test_another_sheet_is_named(tmp_path: Path, capsys: Capture) -> None:
    book = openpyxl.Workbook()
    full = book.create_sheet("Places 2026")
    for row in (["name", "longitude", "latitude"], ["Lake", 8.2, 50.1], ["Hall", 8.21, 50.11]):
        full.append(row)
    book.save(tmp_path / "book.xlsx")
    start = ["import", str(tmp_path / "book.xlsx"), "--into", str(tmp_path / "park")]
    (tmp_path / "park").mkdir()
    status, said = run([*start, "--sheet", "Sheet"], capsys)
    assert status == 1, said
    sheet = fix_of("import-no-rows", said).partition(": ")[2].split(", ")[-1]
    assert run([*start, "--sheet", sheet.strip("“”\"'")], capsys)[0] == 0
    assert sites_of(tmp_path / "park") == ["Lake", "Hall"]


@pytest.mark.parametrize("asked", ["Places 2025", "7"])
def test_a_sheet_that_is_there_is_named_for_one_that_is_not(
    tmp_path: Path, asked: str, capsys: Capture
) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Places 2026"
    for row in (["name", "longitude", "latitude"], ["Lake", 8.2, 50.1], ["Hall", 8.21, 50.11]):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    start = ["import", str(tmp_path / "book.xlsx"), "--into", str(tmp_path / "park")]
    (tmp_path / "park").mkdir()
    status, said = run([*start, "--sheet", asked], capsys)
    assert status == 1, said
    option, sheet = re.findall(r'(--\w+) "(.*?)"', fix_of("import-no-part", said))[0]
    assert run([*start, option, sheet], capsys)[0] == 0
    assert sites_of(tmp_path / "park") == ["Lake", "Hall"]


def test_what_is_packed_in_a_kind_that_is_not_read_is_unpacked(
    tmp_path: Path, capsys: Capture
) -> None:
    packed, park = tmp_path / "places.csv.gz", tmp_path / "park"
    packed.write_bytes(gzip.compress(ABROAD.encode()))
    park.mkdir()
    status, said = run(["import", str(packed), "--into", str(park)], capsys)
    assert status == 1
    assert fix_of("import-kind-unread", said).startswith("unpack it")
    plain = packed.with_suffix("")
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    assert run(["import", str(plain), "--into", str(park)], capsys)[0] == 0
    assert sites_of(park) == ["Lake", "Hall"]


def test_lines_that_are_cut_off_are_corrected_or_left_out(tmp_path: Path, capsys: Capture) -> None:
    source, park = tmp_path / "places.ndjson", tmp_path / "park"
    lines = [f'{{"name": "{name}", "lat": 50, "lon": 8}}\n' for name in ("Lake", "Hall", "Mill")]
    park.mkdir()
    broken = lines[1].replace(" 8}", "")
    source.write_text(lines[0] + broken + lines[2])
    start = ["import", str(source), "--into", str(park)]
    status, said = run(start, capsys)
    assert status == 1
    assert f"places.ndjson:2:{len(broken)}: " in said
    option = re.findall(r"--[\w-]+", fix_of("import-line-broken", said))
    assert run([*start, *option], capsys)[0] == 0
    assert sites_of(park) == ["Lake", "Mill"]


def test_what_the_file_says_is_taken_when_told_to(tmp_path: Path, capsys: Capture) -> None:
    source, park = tmp_path / "places.csv", tmp_path / "park"
    park.mkdir()
    start = ["import", str(source), "--into", str(park)]
    source.write_text(UPDATED.format(1), encoding="utf-8")
    assert run(start, capsys)[0] == 0
    (table,) = (park / "tables").iterdir()
    table.write_text(table.read_text("utf-8").replace(",1", ",7"), encoding="utf-8")
    source.write_text(UPDATED.format(9), encoding="utf-8")
    _, said = run([*start, "--update"], capsys)
    option = re.findall(r"--\w+", fix_of("import-conflict", said))
    status, said = run([*start, "--update", *option], capsys)
    assert status == 0, said
    assert "9" in table.read_text("utf-8")


def test_two_of_one_name_are_told_apart_by_ids(tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {})
    source = tmp_path / "new.csv"
    start = ["import", str(source), "--into", str(tmp_path), "--update"]
    source.write_text("name,phone\nLake,1\nLake,2\n", encoding="utf-8")
    _, said = run([*start, "--name", "name"], capsys)
    assert "ids" in fix_of("import-name-twice", said)
    source.write_text("id,name,phone\nlake,Lake,1\nhall,Hall,2\n", encoding="utf-8")
    status, said = run([*start, "--id", "id"], capsys)
    assert status == 0, said
    assert "import-name-twice" not in said


def test_a_datum_assumed_is_said(tmp_path: Path, capsys: Capture) -> None:
    source = tmp_path / "places.csv"
    source.write_text(CSV, encoding="utf-8")
    park = tmp_path / "park"
    status, said = run(["new", str(park), "--from", str(source)], capsys)
    assert status == 0, said
    options = re.findall(r"--datum \w+", fix_of("import-datum-assumed", said))[0].split()
    again = tmp_path / "again"
    status, said = run(["new", str(again), "--from", str(source), *options], capsys)
    assert status == 0, said
    assert "import-datum-assumed" not in said
    moved, stood = (open_project(folder).layer.value["features"][0] for folder in (again, park))
    assert moved["geometry"] != stood["geometry"] or "datum" in moved["properties"]


def test_a_file_about_something_else_is_taken_out(tmp_path: Path, capsys: Capture) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "places.csv").write_text(ABROAD, encoding="utf-8")
    (inside / "prices.csv").write_text("good,price\ntea,5\ncakes,6\n", encoding="utf-8")
    start = ["new", str(tmp_path / "park"), "--from", str(inside)]
    status, said = run(start, capsys)
    assert status == 1, said
    assert "take it out of the folder" in fix_of("import-meets-none", said)
    (inside / "prices.csv").unlink()
    assert run(start, capsys)[0] == 0


def test_a_layer_that_is_only_shown_is_brought_in_to_be_edited(
    tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "places.kml").write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Lake</name>'
        "<Point><coordinates>8.2,50.1</coordinates></Point></Placemark></Document></kml>",
        encoding="utf-8",
    )
    start = ["add", str(tmp_path), "--name", "New", "--at", "8.3,50.2"]
    status, said = run(start, capsys)
    assert status == 1, said
    command = fix_of("layer-not-text", said).rpartition(": ")[2]
    status, said = run(as_arguments(command), capsys)
    assert status == 0, said
    assert run(start, capsys)[0] == 0
    assert sites_of(tmp_path) == ["Lake", "New"]


def test_of_several_layers_in_a_file_the_one_meant_is_brought_in(
    tmp_path: Path, capsys: Capture
) -> None:
    def points(*names: str) -> dict[str, object]:
        return {"type": "GeometryCollection", "geometries": [
            {"type": "Point", "coordinates": [8 + n / 9, 50], "properties": {"name": name}}
            for n, name in enumerate(names)
        ]}  # fmt: skip

    topology = {
        "type": "Topology",
        "arcs": [],
        "objects": {"a": points("Lake"), "b": points("Hall", "Mill")},
    }
    (tmp_path / "sites.geojson").write_text(json.dumps(topology), encoding="utf-8")
    (problem,) = (one for one in told(tmp_path, capsys) if one["code"] == "layer-others-left")
    command = problem["fix"].rpartition(": ")[2]
    source = tmp_path / "sites.topojson"
    (tmp_path / "sites.geojson").rename(source)
    arguments = as_arguments(command.replace("FILE", str(source)).replace("NAME", "b"))
    (tmp_path / "park").mkdir()
    status, said = run([*arguments, "--into", str(tmp_path / "park")], capsys)
    assert status == 0, said
    assert sites_of(tmp_path / "park") == ["Hall", "Mill"]


def test_what_a_drawing_only_links_to_is_downloaded_and_brought_in(
    tmp_path: Path, capsys: Capture
) -> None:
    drawing = (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}<Placemark><name>{}</name><Point>'
        "<coordinates>8,50</coordinates></Point></Placemark></Document></kml>"
    )
    link = "<NetworkLink><Link><href>https://example.org/more.kml</href></Link></NetworkLink>"
    picture = "<GroundOverlay><name>Plan</name></GroundOverlay>"
    (tmp_path / "sites.kml").write_text(drawing.format(link + picture, "Lake"), "utf-8")
    (problem,) = (one for one in told(tmp_path, capsys) if one["code"] == "layer-no-places-left")
    assert "NetworkLink × 1, GroundOverlay × 1" in problem["message"]
    (tmp_path / "more.kml").write_text(drawing.format("", "Hall"), "utf-8")
    command = problem["fix"].rpartition(": ")[2].replace("FILE", str(tmp_path / "more.kml"))
    status, said = run([*as_arguments(command), "--into", str(tmp_path / "park")], capsys)
    assert status == 0, said
    assert sites_of(tmp_path / "park") == ["Hall"]


def test_a_shapefile_is_whole_again_with_the_part_named(tmp_path: Path, capsys: Capture) -> None:
    parts = shapefile(tmp_path)
    for left in ("dbf", "shx", "prj"):
        folder = tmp_path / left
        folder.mkdir()
        for name, content in parts.items():
            (folder / name).write_bytes(content)
        (folder / f"parks.{left}").unlink()
        (problem,) = (one for one in told(folder, capsys) if one["code"].startswith("shapefile-no"))
        (named,) = re.findall(r"put (\S+) into the same folder", problem["fix"])
        (folder / named).write_bytes(parts[named])
        assert [one for one in told(folder, capsys) if one["code"].startswith("shapefile")] == []


def test_a_folder_without_a_layer_takes_each_file_as_said(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "people.csv").write_text("name,age\nLake,3\nHall,4\n", encoding="utf-8")
    problems = told(tmp_path, capsys)
    assert "project-layer-unplaced" in {one["code"] for one in problems}
    commands = [re.search(r"parkmap import .*?(?=;|$)", one["fix"]) for one in problems]
    for command in filter(None, commands):
        assert run(as_arguments(command[0]), capsys)[0] == 0
    assert sites_of(tmp_path) == ["Lake", "Hall"]
    assert [one for one in told(tmp_path, capsys) if one["severity"] == "error"] == []


def test_categories_are_written_by_hand_where_settings_must_be_rewritten(
    tmp_path: Path, capsys: Capture
) -> None:
    settings = 'categories = {green = {label = "Green"}}\n'
    rows = f"kind,{HEADINGS}pond,Mill,8.2,50.1\npond,Barn,8.21,50.11\n"
    lay(tmp_path, {"map.toml": settings, "new.csv": rows})
    start = ["import", str(tmp_path / "new.csv"), "--into", str(tmp_path), "--category", "kind"]
    _, said = run(start, capsys)
    table = fix_of("import-settings-kept", said).rpartition(" ")[2].replace("ID", "pond")
    assert table == "[categories.pond]"
    (tmp_path / "map.toml").write_text(f'[categories.green]\nlabel = "Green"\n{table}\n', "utf-8")
    assert [one["code"] for one in told(tmp_path, capsys) if one["severity"] == "error"] == []
    assert main(["build", str(tmp_path), "-o", str(tmp_path / "m.html")]) == 0


FOLLOWED_HERE = {
    *OPTIONS, "import-no-rows", "import-no-part", "import-kind-unread",
    "import-line-broken", "import-conflict", "import-row-twice",
    "import-name-twice", "import-datum-assumed", "import-meets-none", "layer-not-text",
    "layer-others-left", "layer-no-places-left", "project-layer-unplaced", "import-settings-kept",
    "shapefile-no-dbf", "shapefile-no-shx", "shapefile-no-prj",
}  # fmt: skip
