"""Input that would hang the machine, or eat it, is refused at once and with words.

Each of these took minutes or gigabytes. They are made here: as files they would be as large.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet as parquet_files

from geo.editing.trial import input_files
from geo.joining import join
from geo.page.content import make_content
from geo.page.park_map import build_map
from geo.project import open_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SITE = {
    "type": "Feature",
    "properties": {"id": "a", "name": "A"},
    "geometry": {"type": "Point", "coordinates": [120.2, 30.2]},
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    write_layer(tmp_path, [SITE])
    return tmp_path


def write_layer(folder: Path, features: list[dict[str, Any]]) -> None:
    document = {"type": "FeatureCollection", "features": features}
    (folder / "sites.geojson").write_text(json.dumps(document), encoding="utf-8")


def table(folder: Path, cell: str, **field: Any) -> None:
    (folder / "tables" / "t.csv").write_text(f"site_id,v\na,{cell}\n", encoding="utf-8")
    fields = [{"name": "site_id", "type": "string"}, {"name": "v", "type": "string", **field}]
    resource = {"name": "t", "path": "tables/t.csv", "schema": {"fields": fields}}
    descriptor = json.dumps({"resources": [resource]})
    (folder / "datapackage.json").write_text(descriptor, encoding="utf-8")


def matching(pattern: str, cell: str) -> Callable[[Path], None]:
    return lambda folder: table(folder, cell, constraints={"pattern": pattern})


def wide(folder: Path) -> None:
    headings = ",".join(f"c{number}" for number in range(20_000))
    text = f"site_id,{headings}\na{',1' * 20_000}\n"
    (folder / "tables" / "t.csv").write_text(text, encoding="utf-8")


def many_properties(folder: Path) -> None:
    properties = {f"p{number}": number for number in range(20_000)}
    write_layer(folder, [{**SITE, "properties": {**SITE["properties"], **properties}}])


def key_of(parts: int, form: str) -> Callable[[Path], None]:
    text = form.format("a" + ".a" * (parts - 1))
    return lambda folder: (folder / "map.toml").write_text(text, encoding="utf-8") and None


def pipe(name: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return make


def wide_workbook(folder: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (["site_id", *(f"c{number}" for number in range(9_000))], ["a", *([1] * 9_000)]):
        sheet.append(row)
    book.save(folder / "tables" / "t.xlsx")


def a_cell_at_the_end_of_each_row(folder: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 20_000):
        sheet.cell(row, 1, "site_id" if row == 1 else "a")
        sheet.cell(row, 16_384, "v" if row == 1 else row)
    book.save(folder / "tables" / "t.xlsx")


def far_cell(written: str) -> Callable[[Path], None]:
    """A cell at a row that no sheet has: a grid up to there takes all memory there is."""

    def make(folder: Path) -> None:
        path = folder / "tables" / "t.xlsx"
        book = openpyxl.Workbook()
        for row in (["site_id", "v"], ["a", 1]):
            book.worksheets[0].append(row)
        book.save(path)
        with ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        sheet = "xl/worksheets/sheet1.xml"
        cell = f"<row r='3'><c {written}><v>1</v></c></row></sheetData>".encode()
        parts[sheet] = parts[sheet].replace(b"</sheetData>", cell)
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)

    return make


def parquet(folder: Path, **columns: Any) -> None:
    words = pa.DictionaryArray.from_arrays(pa.repeat(0, columns.pop("rows", 1)), ["a"])
    parquet_files.write_table(
        pa.table({"site_id": words, **columns}), folder / "tables" / "t.parquet"
    )


def parquet_bomb(folder: Path) -> None:
    """Two thousand million letters in a few kilobytes."""
    rows = 2_000_000
    long = pa.DictionaryArray.from_arrays(pa.repeat(0, rows), ["x" * 1000])
    parquet(folder, rows=rows, v=long)


def lists_of_others(folder: Path) -> None:
    """What GDAL reads as a list of other files, whatever it is called."""
    (folder / "sites.geojson").unlink()
    secret = folder.with_name("secret.csv")
    secret.write_text("name,lon,lat\nsecret,120,30\n", encoding="utf-8")
    source = f"<SrcDataSource>{secret}</SrcDataSource>"
    (folder / "sites.kml").write_text(
        f'<!-- a --><OGRVRTDataSource><OGRVRTLayer name="secret">{source}</OGRVRTLayer>'
        "</OGRVRTDataSource>",
        encoding="utf-8",
    )


def pipe_beside_a_shapefile(folder: Path) -> None:
    (folder / "sites.geojson").unlink()
    (folder / "a.shp").write_bytes(b"\0\0\x27\x0a")
    os.mkfifo(folder / "a.dbf")


def pipe_for_a_ground(folder: Path) -> None:
    (folder / "basemap").mkdir()
    os.mkfifo(folder / "basemap" / "water.geojson")


def many_topics(folder: Path) -> None:
    topics = "".join(f'[[topics]]\nid = "t{n}"\nlabel = "x"\ncolor = "no"\n' for n in range(3000))
    (folder / "map.toml").write_text(topics, encoding="utf-8")


def empty_lines(folder: Path) -> None:
    text = "site_id,v\n" + "\n" * 2_000_000 + "\r\n" * 500_000
    (folder / "tables" / "t.csv").write_text(text, encoding="utf-8", newline="")


def origin(text: str) -> Callable[[Path], None]:
    settings = f"[tables.firms]\nfrom = {json.dumps(text)}\n"
    return lambda folder: (folder / "map.toml").write_text(settings, encoding="utf-8") and None


def linked_to_everything(name: str, settings: str = "") -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / "map.toml").write_text(settings, encoding="utf-8")
        path = folder / name
        if path.is_dir():
            path.rmdir()
        path.symlink_to(folder.anchor)

    return spoil


CASES: dict[str, tuple[Callable[[Path], None], str]] = {
    "nested repeats": (matching("(a+)+$", "a" * 40 + "!"), "cell-pattern"),
    "nested choices": (matching("(x|x)*y", "x" * 40), "cell-pattern"),
    "a pattern of RE2 no more": (matching("(a(?=b))+", "ab"), "package-pattern-unknown"),
    "digits": (
        lambda folder: table(folder, "1" * 100_000 + "x", type="number", decimalChar="§"),
        "cell-not-number",
    ),
    "letters before digits": (
        lambda folder: table(folder, "b" * 200_000 + "1x.", type="integer", bareNumber=False),
        "",
    ),
    "empty lines": (empty_lines, ""),
    "columns": (wide, "table-too-wide"),
    "properties": (many_properties, "layer-too-wide"),
    "columns of a workbook": (wide_workbook, "table-too-wide"),
    "columns of Parquet": (
        lambda folder: parquet(folder, **{f"c{number}": [1] for number in range(9_000)}),
        "table-too-wide",
    ),
    "rows to the last column": (a_cell_at_the_end_of_each_row, ""),
    "words of Parquet": (parquet_bomb, "table-unreadable"),
    "a far row": (far_cell('r="B99999999999"'), "table-unreadable"),
    "a far row in other quotes": (far_cell("r='B99999999999'"), "table-unreadable"),
    "a far column": (far_cell('s="0" r = "ZZZZZZ3"'), "table-unreadable"),
    "a layer of other files": (lists_of_others, "import-unreadable"),
    **{
        f"the origin {text[:4]!r}": (origin(text), "table-origin-missing")
        for text in ("a" * 5000, "a/" * 3000, "a" * 256 + ".csv", "*" * 300, "a\0b", "a\0*", "[")
    },
    "tables that are all there is": (linked_to_everything("tables"), "table-link-outside"),
    "a folder among tables": (linked_to_everything("tables/all"), "table-link-outside"),
    "an origin": (
        linked_to_everything("all", '[tables.all]\nfrom = "all"\n'),
        "table-origin-outside",
    ),
    "a row of delimiters and a word": (
        lambda folder: table(folder, "," * 5_000_000 + "x"),
        "row-too-long",
    ),
    "an origin at any depth": (origin("**/" * 15 + "*.csv"), "table-origin-missing"),
    "an origin at many depths": (origin("**/a/" * 15 + "*.csv"), "table-origin-missing"),
    "settings of many megabytes": (
        lambda folder: (folder / "map.toml").write_text(f'title = "{"x" * 10_000_000}"\n') and None,
        "setting-file-unreadable",
    ),
    "a dotted key": (key_of(50_000, "{} = 1\n"), "setting-key-too-long"),
    "a dotted table": (key_of(50_000, "[{}]\n"), "setting-key-too-long"),
}
if hasattr(os, "mkfifo"):
    CASES |= {
        "a pipe for a layer": (
            pipe("sites.geojson"),
            "project-layer-missing file-no-file",
        ),
        "a pipe for settings": (pipe("map.toml"), "setting-file-unreadable"),
        "a pipe for a data package": (pipe("datapackage.json"), "package-unreadable"),
        "a pipe for a table": (pipe("tables/t.csv"), "table-unreadable"),
        "a pipe beside a Shapefile": (pipe_beside_a_shapefile, "import-unreadable"),
    }


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_with_words(project: Path, name: str) -> None:
    spoil, code = CASES[name]
    spoil(project)
    problems = join(open_project(project)).problems
    # And nothing of keys by which its rows would reach a site: they are left out as they are.
    assert [problem.code for problem in problems] == (code or "").split()
    assert all(problem.fix() for problem in problems)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[[" * 50_000 + "**" * 50_000])
def test_brackets_in_a_text_are_a_text(project: Path, text: str) -> None:
    write_layer(project, [{**SITE, "properties": {**SITE["properties"], "note": text}}])
    head = make_content(join(open_project(project))).head
    (field,) = [one for one in [*head["fields"], *head["others"]] if one["name"] == "note"]
    assert field["type"] == "string"


def test_a_number_without_end_may_be_an_id(project: Path) -> None:
    write_layer(project, [{**SITE, "properties": {"id": 10**400 + n, "name": "A"}} for n in (1, 2)])
    assert len(build_map(join(open_project(project))).to_html()) > 0


def test_a_long_text_among_the_settings_is_read_once(project: Path) -> None:
    settings = f'title = "{"x" * 9_000_000}"\n'
    (project / "map.toml").write_text(settings, encoding="utf-8")
    assert join(open_project(project)).problems == []


def test_of_many_files_that_are_not_there_the_first_are_told(project: Path) -> None:
    named = [{"name": f"r{number}", "path": f"tables/r{number}.csv"} for number in range(5000)]
    (project / "datapackage.json").write_text(json.dumps({"resources": named}), encoding="utf-8")
    told = join(open_project(project)).problems
    codes = [problem.code for problem in told]
    assert codes == ["package-file-missing"] * 50 + ["more-of-the-same"]
    assert told[-1].params["count"] == 4950


@pytest.mark.parametrize(
    ("text", "code"), [("", "table-empty"), ("a,b\n1,2\n", "join-column-none")]
)
def test_of_many_tables_alike_the_first_are_told(project: Path, text: str, code: str) -> None:
    for number in range(120):
        (project / "tables" / f"t{number:03}.csv").write_text(text, encoding="utf-8")
    found = [problem for problem in join(open_project(project)).problems if problem.code == code]
    (more,) = [
        problem
        for problem in join(open_project(project)).problems
        if problem.code == "more-of-the-same" and problem.params["code"] == code
    ]
    assert [problem.place.file[-8:] for problem in (found[0], found[-1], more)] == [
        "t000.csv", "t049.csv", "t050.csv",
    ]  # fmt: skip
    assert more.params["count"] == 70


def test_a_long_value_is_not_said_whole(project: Path) -> None:
    topic = '[[topics]]\nid = "t"\nlabel = "x"\ncolor = "v"\nwhere = "{}"\n'
    write_layer(project, [{**SITE, "properties": {**SITE["properties"], "v": 1}}])
    settings = topic.format("v:1|" * 100_000)
    (project / "map.toml").write_text(settings, encoding="utf-8")
    told = build_map(join(open_project(project))).problems
    assert "topic-where-unfit" in {problem.code for problem in told}
    assert all(len(problem.as_text()) < 5000 for problem in told)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_a_pipe_for_a_ground_is_not_waited_for(project: Path) -> None:
    pipe_for_a_ground(project)
    (problem,) = build_map(join(open_project(project))).problems
    assert problem.code == "ground-file-unreadable"


def test_thousands_of_settings_are_each_placed_at_once(project: Path) -> None:
    many_topics(project)
    problems = build_map(join(open_project(project))).problems
    # Line 4 of each: to find one must not be to walk through all.
    told = [problem.place.line for problem in problems if problem.code == "topic-field-unknown"]
    assert told == [4 * number + 4 for number in range(3000)]


def test_a_key_that_names_a_column_twice_is_one(project: Path) -> None:
    table(project, "a")
    descriptor = json.loads((project / "datapackage.json").read_text(encoding="utf-8"))
    key = {"fields": ["v", "v"], "reference": {"resource": "sites", "fields": ["id", "id"]}}
    descriptor["resources"][0]["schema"]["foreignKeys"] = [key]
    (project / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    assert {problem.code for problem in join(open_project(project)).problems} <= {
        "join-column-other", "join-reference-unknown",
    }  # fmt: skip


def test_a_long_circle_is_told_as_what_it_is(project: Path) -> None:
    parts = [{**SITE, "properties": {"id": f"s{n}", "name": "x", "part_of": f"s{(n + 1) % 50}"}}
             for n in range(50)]  # fmt: skip
    write_layer(project, parts)
    told = join(open_project(project)).problems
    (circle,) = [problem for problem in told if problem.code == "part-of-itself"]
    assert circle.params["circle"] == "s0 → s1 → s2 → s3 → s4 → … → s0"


def test_features_beyond_all_measure_are_told_from_their_count(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("plain", "reading_layers"):
        monkeypatch.setattr(f"geo.sources.geojson.{module}.MOST_FEATURES", 10)
    write_layer(project, [SITE] * 11)
    (project / "tables" / "t.csv").write_text("site_id,v\na,1\nz,2\n", encoding="utf-8")
    # No feature is decoded, and no row is said to be of an unknown site.
    monkeypatch.setattr("geo.sources.geojson.reading_layers.read_plain", None)
    (problem,) = join(open_project(project)).problems
    assert problem.code == "too-many-features"
    assert problem.params == {"count": 11, "most": 10}


def test_what_a_link_out_of_the_project_leads_to_is_not_looked_through(project: Path) -> None:
    (project / "all").symlink_to(project.anchor)
    names = {path.relative_to(project).as_posix() for path in input_files(project)}
    assert "sites.geojson" in names
    assert not any(name.count("/") > 1 for name in names)


def test_a_table_that_is_a_link_out_of_the_project_is_not_read(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.csv"
    secret.write_text("site_id,v\na,secret\n", encoding="utf-8")
    (project / "tables" / "link.csv").symlink_to(secret)
    layer = join(open_project(project))
    assert [problem.code for problem in layer.problems] == ["table-link-outside"]
    assert "secret" not in layer.sites.to_csv()
    # Within the project a link is a file as any other.
    (project / "tables" / "link.csv").unlink()
    (project / "real.csv").write_text("site_id,v\na,1\n", encoding="utf-8")
    (project / "tables" / "link.csv").symlink_to(project / "real.csv")
    assert join(open_project(project)).problems == []


@pytest.mark.parametrize("host", ["*", "*.example.org", "exa'mple.org", 'a"b', "a;b", "a b"])
def test_a_base_map_of_any_host_is_refused(project: Path, host: str) -> None:
    url = json.dumps(f"https://{host}/{{z}}/{{x}}/{{y}}.png")
    text = f'[[base.maps]]\nid = "x"\nlabel = "x"\nattribution = "x"\nurl = {url}\n'
    (project / "map.toml").write_text(text, encoding="utf-8")
    (problem,) = open_project(project).problems
    assert problem.code == "setting-not-tiles"
