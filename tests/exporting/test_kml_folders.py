"""KML shows the categories of the map: a folder and a style each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.cli import main
from geo.exporting import export
from tests.projects import joined, site, write_project

if TYPE_CHECKING:
    from pathlib import Path

KML = "{http://www.opengis.net/kml/2.2}"


def names_in(element: ET.Element) -> list[str | None]:
    return [one.findtext(f"{KML}name") for one in element.findall(f"{KML}Placemark")]


def test_kml_has_a_folder_and_a_style_for_each_category(tmp_path: Path) -> None:
    settings = (
        '[categories.park]\nlabel = "公园"\ncolor = "#fc0"\n[categories.lake]\nlabel = "湖"\n'
    )
    features = [site("a", category="park"), site("b", category="lake"), site("c")]
    layer = joined(tmp_path, features, map_toml=settings)
    export(layer, tmp_path / "x.kml")
    document = ET.parse(tmp_path / "x.kml").getroot()[0]
    named = {
        folder.findtext(f"{KML}name"): names_in(folder) for folder in document.iter(f"{KML}Folder")
    }
    assert named == {"公园": ["a"], "湖": ["b"]}
    (style,) = document.iter(f"{KML}Style")
    assert style.findtext(f"{KML}IconStyle/{KML}color") == "ff00ccff"
    addresses = [one.text for one in document.iter(f"{KML}styleUrl")]
    assert addresses == [f"#{style.get('id')}"]
    assert names_in(document) == ["c"]


def test_categories_nobody_has_described_have_their_folders_and_colours_too(tmp_path: Path) -> None:
    features = [site("a", category="park"), site("b", category="lake"), site("c")]
    write_project(tmp_path, features)
    assert main(["export", str(tmp_path), "-o", str(tmp_path / "x.kml")]) == 0
    document = ET.parse(tmp_path / "x.kml").getroot()[0]
    folders = [*document.iter(f"{KML}Folder")]
    assert [names_in(folder) for folder in folders] == [["b"], ["a"]]
    colours = [one.text for one in document.iter(f"{KML}color")]
    assert len(set(colours)) == 4, "two colours, solid and pale"
    assert names_in(document) == ["c"]
