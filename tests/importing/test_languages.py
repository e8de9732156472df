"""A project made of a file speaks as the page built of that file alone would."""

from __future__ import annotations

import csv
import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from geo.cli import main
from geo.project import languages_of, open_project
from geo.sources.spoken_columns import base_of, language_of
from tests.joining.test_strangers import alone, points
from tests.joining.test_strangers_languages import LANGUAGES, rows_of, spoken

if TYPE_CHECKING:
    from pathlib import Path

TOKYO, TAIPEI = (139.75, 35.68), (121.56, 25.03)


def settings_of(park: Path) -> dict[str, Any]:
    return tomllib.loads((park / "map.toml").read_text("utf-8"))


def sheet(path: Path, rows: list[dict[str, Any]], at: tuple[float, float] = (8.1, 50.1)) -> Path:
    placed = [{**row, "lon": at[0] + number / 100, "lat": at[1]} for number, row in enumerate(rows)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(placed[0]))
        writer.writeheader()
        writer.writerows(placed)
    return path


def made(tmp_path: Path, source: Path) -> dict[str, Any]:
    park = tmp_path / "park"
    assert main(["new", str(park), "--from", str(source), "--datum", "wgs84"]) == 0
    return settings_of(park)


@spoken
@pytest.mark.parametrize("form", ["geojson", "csv"])
def test_a_project_speaks_as_its_file_does(tmp_path: Path, words: Any, form: str) -> None:
    rows = rows_of(words)
    source = tmp_path / f"sites.{form}"
    if form == "csv":
        sheet(source, rows)
    else:
        source.write_text(json.dumps(points(*rows)), "utf-8")
    assert tuple(made(tmp_path, source)["languages"]) == words.opens


@spoken
def test_import_and_build_have_one_rule(tmp_path: Path, words: Any) -> None:
    layer = alone(tmp_path, points(*rows_of(words)))
    built = languages_of(layer.project.layer)
    source = tmp_path / "again.geojson"
    source.write_bytes(layer.project.layer.path.read_bytes())
    assert made(tmp_path, source)["languages"] == built


@pytest.mark.parametrize(
    ("names", "at", "first"),
    [
        (["上野動物園", "国立科学博物館"], TOKYO, "ja"),
        (["臺灣博物館", "國父紀念館"], TAIPEI, "zh-Hant"),
        (["白马湖公园", "长河绿地"], (120.21, 30.21), "zh"),
    ],
)
def test_where_the_rows_lie_tells_whose_characters_they_are(
    tmp_path: Path, names: list[str], at: tuple[float, float], first: str
) -> None:
    rows = [{"name": name} for name in names]
    assert made(tmp_path, sheet(tmp_path / "a.csv", rows, at))["languages"][0] == first


def test_a_column_of_another_language_is_told_by_its_letters(tmp_path: Path) -> None:
    rows = [
        {"name": "北海公园", "name_de": "Nordseepark", "Beschreibung": "Ein großer Garten am See"},
        {"name": "天坛", "name_de": "Himmelstempel", "Beschreibung": "Der Tempel des Himmels"},
    ]
    park = tmp_path / "park"
    park.mkdir()
    (park / "map.toml").write_text('title = "Peking"\nlanguages = ["de", "zh"]\n', "utf-8")
    source = sheet(tmp_path / "a.csv", rows, (116.4, 39.9))
    assert main(["import", str(source), "--into", str(park), "--datum", "wgs84"]) == 0
    first = json.loads((park / "sites.geojson").read_bytes())["features"][0]["properties"]
    assert (first["name"], first["name_zh"]) == ("Nordseepark", "北海公园")


def test_german_beside_german_stays_where_it_is(tmp_path: Path) -> None:
    rows = [
        {"name": "Nordseepark", "name_de": "Der Nordseepark"},
        {"name": "Alm", "name_de": "Die Alm"},
    ]
    park = tmp_path / "park"
    park.mkdir()
    (park / "map.toml").write_text('title = "Parks"\nlanguages = ["de", "en"]\n', "utf-8")
    assert (
        main(
            [
                "import",
                str(sheet(tmp_path / "a.csv", rows)),
                "--into",
                str(park),
                "--datum",
                "wgs84",
            ]
        )
        == 0
    )
    first = json.loads((park / "sites.geojson").read_bytes())["features"][0]["properties"]
    assert first["name"] == "Nordseepark"


def test_rows_of_several_kinds_are_kept_under_a_name_of_their_language(tmp_path: Path) -> None:
    words = LANGUAGES["de"]
    kinds = ["Stadtpark; Spielplatz", "Spielplatz", "Stadtpark"]
    rows = [
        {"Name": name, "Kategorie": kind} for name, kind in zip(words.names, kinds, strict=True)
    ]
    made(tmp_path, sheet(tmp_path / "a.csv", rows * 1))
    table = next((tmp_path / "park/tables").glob("*.csv")).read_text("utf-8")
    assert "alle Kategorien" in table.splitlines()[0]


def test_the_project_opens_as_it_was_made(tmp_path: Path) -> None:
    rows = rows_of(LANGUAGES["fr"])
    made(tmp_path, sheet(tmp_path / "a.csv", rows))
    assert open_project(tmp_path / "park").settings.languages == ["fr", "en", "zh"]


@pytest.mark.parametrize(
    ("heading", "language", "base"),
    [
        ("name_en", "en", "name"),
        ("英文名", "en", "名"),
        ("名称（英文）", "en", "名称"),
        ("名称(中文)", "zh", "名称"),
        ("name:zh-Hant", "zh-Hant", "name"),
        ("繁體中文名稱", "zh-Hant", "名稱"),
        ("Nom (français)", "fr", "nom"),
        ("Nombre (español)", "es", "nombre"),
        ("관광지명(영문)", "en", "관광지명"),
        ("施設名_英語", "en", "施設名"),
        ("Name [German]", "de", "name"),
        ("EMD_KOR_NM", "ko", "emd nm"),
        ("SCHOOL_ENG_NAME", "en", "school name"),
        ("code", None, "code"),
        ("code_de_la_commune", None, "code de la commune"),
        ("english", None, "english"),
        ("面积（平方米）", None, "面积 平方米"),
    ],
)
def test_a_heading_says_the_language_of_its_column(
    heading: str, language: str | None, base: str
) -> None:
    assert (language_of(heading), base_of(heading)) == (language, base)


@pytest.mark.parametrize("headings", [("EMD_KOR_NM", "EMD_ENG_NM"), ("ENG_NAME", "KOR_NAME")])
def test_of_names_in_two_languages_the_other_than_english_is_the_maps(
    tmp_path: Path, headings: tuple[str, str]
) -> None:
    places = ("산안마을 언덕", "San-an Village Hill"), ("푸른숲 공원", "Pureunsup Park")
    order = sorted(headings, key=lambda heading: "ENG" in heading)
    rows = [dict(zip(order, names, strict=True)) for names in places]
    rows = [{heading: row[heading] for heading in headings} for row in rows]
    layer = alone(tmp_path, points(*rows))
    assert languages_of(layer.project.layer)[0] == "ko"
    source = tmp_path / "again.geojson"
    source.write_bytes(layer.project.layer.path.read_bytes())
    assert made(tmp_path, source)["languages"][0] == "ko"
    first = json.loads((tmp_path / "park/sites.geojson").read_bytes())["features"][0]["properties"]
    assert (first["name"], first["name_en"]) == places[0]


def test_names_in_two_languages_are_told_by_what_stands_in_brackets(tmp_path: Path) -> None:
    rows = [
        {"名称（中文）": "白马湖", "名称（英文）": "Baima Lake"},
        {"名称（中文）": "湘湖", "名称（英文）": "Xianghu Lake"},
    ]
    said = made(tmp_path, sheet(tmp_path / "a.csv", rows, (120.21, 30.21)))
    assert said["languages"] == ["zh", "en"]
    first = json.loads((tmp_path / "park/sites.geojson").read_bytes())["features"][0]["properties"]
    assert (first["name"], first["name_en"]) == ("白马湖", "Baima Lake")


def test_spanish_is_told_though_its_neighbours_are_like_it(tmp_path: Path) -> None:
    kinds = ("Árbol caducifolio", "Arbusto siempreverde", "Palma del desierto", "Cactus columnar")
    uses = ("sombra y leña", "ornato en banquetas", "cercas vivas", "frutos comestibles")
    rows = [
        {"tree": f"T-{row}", "family": kinds[row % 4], "uses": uses[row % 4]} for row in range(8)
    ]
    assert languages_of(alone(tmp_path, points(*rows)).project.layer)[0] == "es"


def test_the_names_of_colombias_municipalities_are_spanish(tmp_path: Path) -> None:
    names = ("EL RETIRO", "LA CEJA", "RIONEGRO")
    rows = [{"MPIO_CCDGO": f"0{row}", "MPIO_CNMBR": name} for row, name in enumerate(names)]
    layer = alone(tmp_path, points(*rows))
    assert languages_of(layer.project.layer)[0] == "es"
    assert [*layer.sites["name"]] == [*names]
