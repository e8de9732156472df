"""More causes of a poor map, each by its least input and in three languages."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import pytest

from geo.joining import join
from geo.joining.guesses import guesses
from geo.problems import errors
from geo.project import languages_of, open_project
from geo.sources.roles import find_roles
from tests.joining.test_strangers import alone, names, on_card, points


@pytest.mark.parametrize(
    "names_of", ["Колизей Метрополь Москва", "Rex Odeon Palace", "国泰 大光明 美琪"]
)
@pytest.mark.parametrize(
    ("lon", "lat"), [("Longitude", "Latitude"), ("经度", "纬度"), ("долгота", "широта")]
)
@pytest.mark.parametrize("geometry", [None, {}, {"type": "Point", "coordinates": []}])
def test_what_has_no_geometry_is_where_its_columns_say(tmp_path, names_of, lon, lat, geometry):
    rows = [{"name": name, lon: 37.6 + n, lat: 55.7} for n, name in enumerate(names_of.split())]
    rows[2] |= {lon: None, lat: None}
    features = [{**feature, "geometry": geometry} for feature in points(*rows)]
    layer = alone(tmp_path, features)
    assert [problem.code for problem in layer.problems] == ["places-in-columns"]
    assert layer.sites.geometry.x.tolist()[:2] == [37.6, 38.6]
    assert layer.sites.geometry.is_empty.tolist() == [False, False, True] or (
        layer.sites.geometry.isna().tolist() == [False, False, True]
    )
    assert on_card(layer) == []


def test_sites_not_located_yet_stay_so(tmp_path):
    rows = [{"name": "A", "x": 3, "y": 4}, {"name": "B", "x": 5, "y": 6}]
    layer = alone(tmp_path, [{**feature, "geometry": None} for feature in points(*rows)])
    assert layer.problems == []
    assert layer.project.layer.is_as_written


@pytest.mark.parametrize("name", ["Andard", "Бесағаш", "滨江区"])
def test_the_bare_parts_of_a_relation_are_called_as_it_is(tmp_path, name):
    tags = {"boundary": "administrative", "name": name}
    rows: list[dict[str, Any]] = [
        {"@id": "relation/7", **tags},
        {"@id": "node/1", "@relations": [{"role": "label", "rel": 7, "reltags": tags}]},
        {"@id": "node/2", "@relations": [{"role": "", "rel": 8, "reltags": {}}, "?"]},
        {"@id": "node/3", "natural": "tree", "@relations": [{"rel": 7, "reltags": tags}]},
    ]
    assert names(alone(tmp_path, points(*rows))) == [name, name, "site-3", "tree"]


@pytest.mark.parametrize(
    ("garbled", "sound"),
    [
        (("‰”-”‡ƒ ‰–‡—", "‰”\x9a-”‡ƒ", "…‰–-ƒ…ƒ „"), ("יפת", "ויצמן", "שאול המלך")),
        (("Ð\x9cÐ¾Ñ\x81ÐºÐ²Ð°", "Ð\x9bÐ¾", "Ð\x98Ð»"), ("Москва", "Лосево", "Илим")),
        (("åŒ—äº¬\x97", "ä¸Šæµ·\x9d", "å¹¿å·\x9e"), ("北京", "上海", "广州")),
    ],
)
def test_what_was_read_in_a_wrong_encoding_is_no_name(tmp_path, garbled, sound):
    rows = [{"name_dos": bad, "name_win": good} for bad, good in zip(garbled, sound, strict=True)]
    assert names(alone(tmp_path, points(*rows))) == list(sound)


@pytest.mark.parametrize("text", ["ပင်းတယ", "नई दिल्ली", "L'Aquila (AQ)", "★ Pizza", "สวนลุมพินี"])
def test_letters_with_many_marks_are_spoken(tmp_path, text):
    assert names(alone(tmp_path, points({"x1": "A1", "label": text}))) == [text]


@pytest.mark.parametrize(
    ("headings", "row", "expected"),
    [
        (("Commune", "ETAT"), ("ENTZHEIM Wolfisheim Lampertheim", "NOUVELLE LIAISON"), "fr"),
        (("Nombre_Ref", "Descripcio"), ("Dique Galpon Acopio", "TanqCasa"), "es"),
        (("Bezeichnung", "Straße"), ("Bolzano Merano Trento", "Via Roma"), "de"),
        (("art", "x"), ("Mural Statue Fountain", "A public place of the town"), "en"),
        (("name", "Commune"), ("The old mill|Church of the town|Water tower", "Rabat"), "en"),
    ],
)
def test_who_keeps_the_data_writes_the_headings(tmp_path, headings, row, expected):
    said = row[0].split("|") if "|" in row[0] else row[0].split()
    rows = [{headings[0]: name, headings[1]: row[1]} for name in said]
    assert languages_of(alone(tmp_path, points(*rows)).project.layer)[0] == expected


@pytest.mark.parametrize("street", ["CL ABAJO", "Hauptstraße", "江南大道"])
def test_addresses_are_called_by_street_and_number_and_no_street_is_a_kind(tmp_path, street):
    rows = [
        {
            "refcat14": f"26701{n:02}UK5327S",
            "street": f"{street} {'ABCDE'[n % 5]}",
            "designator": str(n),
        }
        for n in range(60)
    ]
    layer = alone(tmp_path, points(*rows))
    assert names(layer)[1] == f"{street} B 1"
    assert layer.sites["category"].isna().all()


@pytest.mark.parametrize("method", ["mapshaper dissolve", "手工绘制", "по снимкам"])
def test_a_lone_outline_is_called_as_its_file_and_not_how_it_was_made(tmp_path, method):
    alone(tmp_path, points({"source": "Land registry", "method": method, "checked": False}))
    (tmp_path / "sites.geojson").rename(tmp_path / "TownLimit.geojson")
    layer = join(open_project(tmp_path))
    assert errors(layer.problems) == []
    assert names(layer) == ["Town Limit"]


@pytest.mark.parametrize(
    "columns",
    [
        {"역위도": 35.15, "역경도": 126.87},
        {"站点纬度": 30.2, "站点经度": 120.2},
        {"Norte": 6437158.5, "Este": 4334613.2},
        {"UTM_X": 334613.2, "UTM_Y": 6437158.5},
        {"path": "//server/plans/2025.shp", "SubClasses": "AcDbEntity"},
        {"quelle_datei": "C:\\Daten\\a.dxf", "UniqueId": "507-11116"},
        {"Name": "kml_28"},
    ],
)
def test_places_again_and_what_programs_keep_are_no_facts(tmp_path, columns):
    rows = [{"title": f"Station {'AB'[n]}", **columns, "gauge": 4 + n} for n in range(2)]
    assert on_card(alone(tmp_path, points(*rows))) == ["gauge"]


@pytest.mark.parametrize(
    ("company", "works"),
    [("사업자명(상호)", "공사장명"), ("operator name", "works name"), ("甲方名称", "工地名称")],
)
def test_of_two_names_the_one_that_tells_sites_apart_is_taken(tmp_path, company, works):
    rows = [{company: f"Firm {'ABC'[n % 3]}", works: f"Works {chr(65 + n)}"} for n in range(9)]
    assert names(alone(tmp_path, points(*rows)))[:2] == ["Works A", "Works B"]


@pytest.mark.parametrize("names_of", ["Kimara", "白马湖", "Парк"])
def test_a_kind_that_few_have_parts_no_layer(tmp_path, names_of):
    rows = [
        {"name": f"{names_of} {chr(65 + n)}", "amenity": "hospital" if n < 2 else None}
        for n in range(20)
    ]
    assert alone(tmp_path, points(*rows)).sites["category"].isna().all()


@pytest.mark.parametrize("kind", ["Tranquera", "Schranke", "闸门"])
def test_the_note_says_by_what_sites_without_names_are_called(tmp_path, kind):
    layer = alone(tmp_path, points(*[{"Tipo": kind}] * 4, {"Tipo": "Puente"}))
    assert dict(guesses(layer))["names-kinds"] == "Tipo"


def test_all_of_a_long_layer_is_looked_at():
    class Long:
        property_names = ("kind",)
        count = 1999
        seen: ClassVar[list[int]] = []

        def sampled(self, name, rows):
            self.seen.extend(rows)
            return ["A" if row < 1600 else "B" for row in rows]

    assert find_roles(Long()).categories == ("kind",)
    assert max(Long.seen) > 1990


def test_a_file_with_a_long_name_of_its_own_is_called_as_the_file(tmp_path):
    members = {"type": "FeatureCollection", "name": "town_signalized_intersections_with_lamps_raw"}
    text = json.dumps({**members, "features": points({}, {})})
    (tmp_path / "signalized_intersections.geojson").write_text(text, encoding="utf-8")
    assert names(join(open_project(tmp_path)))[0] == "Signalized intersections 1"
