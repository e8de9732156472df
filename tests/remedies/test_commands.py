"""What the remedies of commands say, done: a folder opened, a place given, a file brought in."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING

import pytest

from geo.cli.commands import main
from tests.remedies.following import SITES, lay, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

CSV = "name,longitude,latitude\nLake,120.2,30.1\nHall,120.21,30.11\n"


def run(arguments: list[str], capsys: Capture) -> tuple[int, str]:
    """Run a command and give its exit status and all it says."""
    capsys.readouterr()
    status = main(arguments)
    said = capsys.readouterr()
    return status, said.out + said.err


def fix_of(code: str, text: str) -> str:
    """Give the remedy that a command has printed with a problem."""
    found = re.search(rf"\[{code}\][^\n]*\n    fix: ([^\n]*)", text)
    assert found, text
    return found[1]


def as_arguments(command: str) -> list[str]:
    return shlex.split(command.removeprefix("parkmap "))


def sites_of(folder: Path) -> list[str]:
    layer = json.loads((folder / "sites.geojson").read_text(encoding="utf-8"))
    return [feature["properties"]["name"] for feature in layer["features"]]


@pytest.mark.parametrize(
    ("code", "name", "text"),
    [
        ("file-with-positions", "places.csv", CSV),
        ("file-of-layer", "b.geojson", SITES),
        ("file-without-positions", "people.csv", "name,age\nLake,3\nHall,4\n"),
    ],
)
def test_a_file_in_the_folder_is_brought_in_by_the_command_told(
    tmp_path: Path, code: str, name: str, text: str, capsys: Capture
) -> None:
    # Beside one more of its kind: a layer alone, or a table with places alone, is shown as it is.
    more = {"file-of-layer": {"c.geojson": SITES}, "file-with-positions": {"d.csv": CSV}}
    lay(tmp_path, {name: text, **more.get(code, {})})
    (tmp_path / "sites.geojson").unlink()
    problems = told(tmp_path, capsys)
    problem = next(one for one in problems if one["code"] == code and name in one["file"])
    command = re.search(r"parkmap import .*?(?=;|$)", problem["fix"])
    assert command
    assert run(as_arguments(command[0]), capsys)[0] == 0
    assert sorted(sites_of(tmp_path)) == ["Hall", "Lake"]
    assert [one for one in told(tmp_path, capsys) if one["severity"] == "error"] == []


def test_a_table_that_cannot_be_read_is_saved_anew(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "places.xlsx").write_bytes(b"no workbook")
    assert "file-unread" in {one["code"] for one in told(tmp_path, capsys)}
    (tmp_path / "places.xlsx").unlink()
    (tmp_path / "places.csv").write_text(CSV, encoding="utf-8")
    codes = {one["code"] for one in told(tmp_path, capsys)}
    assert "file-unread" not in codes
    assert run(["build", str(tmp_path), "-o", str(tmp_path / "m.html")], capsys)[0] == 0


def test_the_folder_is_named_instead_of_its_file(tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {"map.toml": ""})
    (problem,) = told(tmp_path / "map.toml", capsys)
    assert problem["code"] == "project-is-file"
    folder = problem["fix"].rpartition(": ")[2]
    assert run(["check", folder], capsys)[0] == 0


def test_where_no_folder_is_a_new_project_is_made(tmp_path: Path, capsys: Capture) -> None:
    (problem,) = told(tmp_path / "none", capsys)
    assert problem["code"] == "project-folder-missing"
    command = problem["fix"].rpartition(": ")[2].replace("DIR", str(tmp_path / "none"))
    assert run(as_arguments(command), capsys)[0] == 0
    assert run(["check", str(tmp_path / "none")], capsys)[0] == 0


def test_an_empty_folder_takes_a_file_with_places(tmp_path: Path, capsys: Capture) -> None:
    assert [one["code"] for one in told(tmp_path, capsys)] == ["project-layer-missing"]
    (tmp_path / "places.csv").write_text(CSV, encoding="utf-8")
    assert run(["build", str(tmp_path), "-o", str(tmp_path / "m.html")], capsys)[0] == 0


def test_of_several_layers_one_is_named(tmp_path: Path, capsys: Capture) -> None:
    for name in ("a.geojson", "b.geojson"):
        (tmp_path / name).write_text(SITES, encoding="utf-8")
    codes = {one["code"] for one in told(tmp_path, capsys)}
    assert "project-layer-ambiguous" in codes
    assert run(["check", str(tmp_path / "a.geojson")], capsys)[0] == 0


ADDED: dict[str, tuple[list[str], Callable[[str], list[str]]]] = {
    "location-unreadable": (
        ["--at", "by the lake"],
        lambda fix: ["--at", fix.removeprefix("write ").split(" or ")[0]],
    ),
    "location-ambiguous": (
        ["--at", "45.1 44.2"],
        lambda fix: ["--at", fix.split("“")[1].split("”")[0]],
    ),
    "location-out-of-range": (["--at", "220.5, 95.5"], lambda _: ["--at", "120.5,30.5"]),
    "location-outside-system": (
        ["--at", "1,1", "--datum", "EPSG:4549"],
        lambda _: ["--at", "514500,3334000", "--datum", "EPSG:4549"],
    ),
    "location-short-link": (
        ["--at", "https://surl.amap.com/abc"],
        lambda _: ["--at", "https://www.openstreetmap.org/#map=15/30.2/120.2"],
    ),
    "location-not-in-link": (
        ["--at", "https://www.amap.com/place/B0FFFAB6J2"],
        lambda _: ["--at", "120.2,30.2", "--datum", "gcj02"],
    ),
    "location-unknown-link": (
        ["--at", "https://maps.example.org/place/7"],
        lambda _: ["--at", "120.2,30.2"],
    ),
    "has-option": (["--set", "name=Other"], lambda _: ["--at", "120.2,30.2"]),
}


@pytest.mark.parametrize("code", ADDED)
def test_a_place_is_given_as_the_remedy_says(tmp_path: Path, code: str, capsys: Capture) -> None:
    wrong, right = ADDED[code]
    lay(tmp_path, {})
    if code == "location-ambiguous":
        lay(tmp_path, {"sites.geojson": SITES.replace("120.2", "44.6").replace("30.1", "44.6")})
    start = ["add", str(tmp_path), "--name", "New"]
    status, text = run([*start, *wrong], capsys)
    assert status == 1
    status, text = run([*start, *right(fix_of(code, text))], capsys)
    assert status == 0, text
    assert sites_of(tmp_path) == ["Lake", "Hall", "New"]


IMPORTED: dict[str, tuple[str, list[str], Callable[[str], tuple[str, list[str]]]]] = {
    "import-no-column": (
        CSV, ["--name", "nmae"],
        lambda fix: ("", shlex.split(fix.removeprefix("write ").split(",")[0])),
    ),
    "import-swapped": (
        "name,longitude,latitude\nLake,30.1,120.2\nHall,30.11,120.21\n",
        ["--lon", "longitude", "--lat", "latitude"],
        lambda fix: ("", shlex.split(fix.partition(": ")[2])),
    ),
    "import-crs-unknown": (
        "name,longitude,latitude\nLake,514500,3334000\nHall,514600,3334100\n", [],
        lambda _: ("", ["--crs", "EPSG:4549"]),
    ),
    "location-short-code": (
        "name,plus code\nLake,8FX9XWXX+22\nHall,XWXX+44\n", [],
        lambda _: ("name,plus code\nLake,8FX9XWXX+22\nHall,8FX9XWXX+44\n", []),
    ),
    "import-position-unreadable": (
        CSV.replace("120.2,", "east,"), [], lambda _: (CSV.replace("120.2,30.1", ","), []),
    ),
    "import-no-sites": (
        "a,b\n1,2\n3,4\n", [],
        lambda fix: ("", ["--name", re.findall(r'--name "?(\w+)', fix)[0]]),
    ),
    "import-id-twice": (
        "id,name,longitude,latitude\na,Lake,120.2,30.1\na,Hall,120.21,30.11\n",
        ["--id", "id"],
        lambda _: ("id,name,longitude,latitude\na,Lake,120.2,30.1\nb,Hall,120.21,30.11\n", []),
    ),
    "import-unreadable": ("", [], lambda _: (CSV, [])),
    "import-no-parts": (CSV, ["--sheet", "2026"], lambda _: (CSV, [])),
}  # fmt: skip


@pytest.mark.parametrize("code", IMPORTED)
def test_a_file_is_brought_in_as_the_remedy_says(
    tmp_path: Path, code: str, capsys: Capture
) -> None:
    text, wrong, right = IMPORTED[code]
    source, folder = tmp_path / "places.csv", tmp_path / "project"
    folder.mkdir()
    source.write_text(text, encoding="utf-8")
    if code == "import-unreadable":
        source = tmp_path / "places.xlsx"
        source.write_bytes(b"no workbook")
    start = ["import", "--into", str(folder)]
    status, said = run([*start, str(source), *wrong], capsys)
    assert status == 1, said
    mended, options = right(fix_of(code, said))
    if mended:
        source = tmp_path / "places.csv"
        source.write_text(mended, encoding="utf-8")
    keep = wrong if code == "import-id-twice" else []
    status, said = run([*start, str(source), *keep, *options], capsys)
    assert status == 0, said
    assert len(sites_of(folder)) == 2


def test_a_site_that_is_there_is_renewed(tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {"new.csv": "id,name,longitude,latitude\nlake,Lake side,120.2,30.1\n"})
    start = ["import", str(tmp_path / "new.csv"), "--into", str(tmp_path), "--datum", "wgs84"]
    status, text = run(start, capsys)
    assert status == 1
    option = re.findall(r"--\w+", fix_of("import-id-taken", text))
    status, text = run([*start, *option], capsys)
    assert status == 0, text
    assert sites_of(tmp_path) == ["Lake side", "Hall"]


def test_a_new_folder_is_named(tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {})
    status, text = run(["new", str(tmp_path)], capsys)
    assert status == 1
    assert "folder-not-empty" in text
    assert run(["new", str(tmp_path / "empty")], capsys)[0] == 0


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("embed-address-local", "http://localhost:8000/map.html"),
        ("embed-address-insecure", "http://maps.example.org/map.html"),
    ],
)
def test_the_public_address_is_given(
    tmp_path: Path, code: str, wrong: str, capsys: Capture
) -> None:
    lay(tmp_path, {})
    _, text = run(["embed", str(tmp_path), "--url", wrong], capsys)
    assert f"[{code}]" in text
    _, text = run(["embed", str(tmp_path), "--url", "https://maps.example.org/map.html"], capsys)
    assert "[embed-" not in text


def test_the_layer_is_saved_as_utf_8_before_it_is_edited(tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {"sites.geojson": SITES.replace("Lake", "湖").encode("gb18030")})
    arguments = ["add", str(tmp_path), "--name", "New", "--at", "120.2,30.2"]
    status, text = run(arguments, capsys)
    assert (status, "layer-encoding-not-kept" in text) == (1, True)
    lay(tmp_path, {"sites.geojson": SITES.replace("Lake", "湖")})
    assert run(arguments, capsys)[0] == 0


def test_a_layer_that_is_no_collection_is_mended_before_it_is_edited(
    tmp_path: Path, capsys: Capture
) -> None:
    lay(tmp_path, {"sites.geojson": f"var sites = {SITES};"})
    arguments = ["add", str(tmp_path), "--name", "New", "--at", "120.2,30.2"]
    status, text = run(arguments, capsys)
    assert (status, "not-editable" in text) == (1, True)
    lay(tmp_path, {})
    assert run(arguments, capsys)[0] == 0


def test_degrees_without_their_point_may_be_metres(tmp_path: Path, capsys: Capture) -> None:
    text = "name,longitude,latitude\nLake,820.5,5010.5\nHall,821.5,5011.5\n"
    (tmp_path / "places.csv").write_text(text, encoding="utf-8")
    start = ["--from", str(tmp_path / "places.csv")]
    status, said = run(["new", str(tmp_path / "p"), *start], capsys)
    assert (status, "import-degrees-scaled" in said) == (0, True)
    option = fix_of("import-degrees-scaled", said).partition(": ")[2].replace("n", "3857")
    status, said = run(["new", str(tmp_path / "q"), *start, *option.split()], capsys)
    assert (status, "import-degrees-scaled" in said) == (0, False)


FOLLOWED_HERE = {
    "import-degrees-scaled",
    "file-of-layer", "file-with-positions", "file-without-positions", "file-unread", "files-more",
    "project-is-file", "project-folder-missing", "project-layer-missing",
    "project-layer-ambiguous", "import-id-taken", "folder-not-empty", "embed-address-local",
    "embed-address-insecure", "layer-encoding-not-kept", "not-editable", *ADDED, *IMPORTED,
}  # fmt: skip
