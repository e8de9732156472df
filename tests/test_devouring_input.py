"""Input that would hang the machine, or eat it, is refused at once and with words.

Each of these took minutes or gigabytes. They are made here: as files they would be as large.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from geo.joining import join
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
    "columns": (wide, "table-too-wide"),
    "properties": (many_properties, "layer-too-wide"),
    "a dotted key": (key_of(50_000, "{} = 1\n"), "setting-key-too-long"),
    "a dotted table": (key_of(50_000, "[{}]\n"), "setting-key-too-long"),
}
if hasattr(os, "mkfifo"):
    CASES |= {
        "a pipe for a layer": (pipe("sites.geojson"), "project-layer-missing"),
        "a pipe for settings": (pipe("map.toml"), "setting-file-unreadable"),
        "a pipe for a data package": (pipe("datapackage.json"), "package-unreadable"),
        "a pipe for a table": (pipe("tables/t.csv"), "table-unreadable"),
    }


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_with_words(project: Path, name: str) -> None:
    spoil, code = CASES[name]
    spoil(project)
    problems = join(open_project(project)).problems
    # That such a table reaches no site is told, too.
    told = [problem.code for problem in problems if problem.code != "join-column-other"]
    assert told == ([code] if code else [])
    assert all(problem.fix() for problem in problems)


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
