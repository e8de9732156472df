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
        (
            ("street", "localId"),
            ("Calle de la Fuente|Plaza de los Álamos|Camino del Molino", "7"),
            "es",
        ),
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


def test_openstreetmaps_keys_are_nobodys_language(tmp_path):
    rows = [
        {
            "name": name,
            "amenity": "cafe",
            "shop": None,
            "internet_access": "wlan",
            "designation": "x",
        }
        for name in ("The Dome", "Black Bull", "World's End", "Angels with Bagpipes")
    ]
    assert languages_of(alone(tmp_path, points(*rows)).project.layer)[0] == "en"


@pytest.mark.parametrize("kind", ["apartments", "school", "office"])
def test_the_parts_of_a_building_are_what_it_is(tmp_path, kind):
    part = {"@relations": [{"role": "part", "rel": 7, "reltags": {"building": kind}}]}
    layer = alone(tmp_path, points(*({"@id": f"way/{n}", **part} for n in range(3))))
    assert layer.sites["category"].tolist() == [kind] * 3
    assert names(layer)[0] == f"{kind} 1"


@pytest.mark.parametrize("district", ["崇明区 闵行区", "Crest Hill", "Чуй Ош"])
def test_codes_of_a_key_that_is_not_there_are_no_kinds(tmp_path, district):
    parts = district.split()
    rows = [
        {"name": f"站 {chr(65 + n)}", "type": 10005.0 + n % 2, "area_name": parts[n % 2]}
        for n in range(12)
    ]
    assert set(alone(tmp_path, points(*rows)).sites["category"]) == set(parts)
    rows = [{"name": f"N {chr(65 + n)}", "org": ("FA", "CP")[n % 2]} for n in range(12)]
    assert alone(tmp_path, points(*rows)).sites["category"].isna().all()


@pytest.mark.parametrize("text", ["SIN NOMBRE", "unnamed", "без названия", "无名称", "N/A"])
def test_what_says_that_there_is_no_name_is_none(tmp_path, text):
    rows = [{"NAME": text, "tipo": ("laguna", "arroyo")[n % 2]} for n in range(6)]
    rows[0]["NAME"] = "La Brava"
    assert names(alone(tmp_path, points(*rows)))[:3] == ["La Brava", "arroyo", "laguna"]
    alone_so = [{"name": text}, {"name": "Lake"}, {"name": "Mill"}]
    # What a program leaves is none even once.
    assert names(alone(tmp_path, points(*alone_so)))[0] == ("site-1" if text == "N/A" else text)


@pytest.mark.parametrize(
    ("begins", "ends"),
    [("from_node", "to_node"), ("origen", "destino"), ("起点", "终点"), ("Откуда", "Куда")],
)
def test_a_line_between_two_places_is_called_by_both(tmp_path, begins, ends):
    rows = [{begins: "HIGH_HUT", ends: "LAKE", "km": 3 + n} for n in range(3)]
    rows[1] |= {begins: "湖", ends: "Озеро"}
    rows[2][ends] = None
    found = names(alone(tmp_path, points(*rows)))
    assert found[:2] == ["HIGH HUT – LAKE", "湖 – Озеро"]
    years = [
        {"name": None, "from_year": "1920", "to_year": "1930", "title": f"T{n}"} for n in range(3)
    ]
    assert "–" not in names(alone(tmp_path, points(*years)))[0]


def test_what_a_gazetteer_keeps_for_itself_is_no_fact(tmp_path):
    row = {"wof:name": "Terminal Two", "wof:id": 7, "mz:is_current": 1, "geom:bbox": "1,2,3,4",
           "edtf:inception": "..", "src:geom": "sfo", "gates": 12}  # fmt: skip
    layer = alone(tmp_path, points(row, {**row, "wof:name": "Terminal One"}))
    assert names(layer) == ["Terminal Two", "Terminal One"]
    assert on_card(layer) == ["gates"]


@pytest.mark.parametrize(
    "names_of", ["Kiosque Fontaine Banc", "亭子 喷泉 长椅", "Brunnen Bank Kiosk"]
)
def test_umaps_colours_are_obeyed(tmp_path, names_of):
    hues = ("DarkBlue", "#e03131", "DarkBlue")
    rows = [
        {"name": name, "_umap_options": {"color": hue, "iconClass": "Drop"}}
        for name, hue in zip(names_of.split(), hues, strict=True)
    ]
    layer = alone(tmp_path, points(*rows, {"name": "X", "_umap_options": {"zoomTo": 3}}))
    assert layer.sites["category"].tolist()[:3] == ["#00008b", "#e03131", "#00008b"]
    assert on_card(layer) == []


@pytest.mark.parametrize("county", ["Penobscot", "玄武区", "Thiès"])
def test_the_county_that_all_lie_in_is_nobodys_name(tmp_path, county):
    rows = [{"COUNTY": county}] * 9
    alone(tmp_path, points(*rows))
    (tmp_path / "sites.geojson").rename(tmp_path / "flood zone.geojson")
    assert names(join(open_project(tmp_path)))[:2] == ["Flood zone 1", "Flood zone 2"]


@pytest.mark.parametrize("clinic", ["Lam Luk Ka", "长河", "Ключи"])
def test_the_body_of_each_place_is_its_name_and_an_address_is_none(tmp_path, clinic):
    rows = [
        {"Ministry": "Health", "Agency": f"{clinic} {end}", "Address": f"Moo {end}, {clinic}"}
        for end in "ABCD"
    ]
    assert names(alone(tmp_path, points(*rows)))[:2] == [f"{clinic} A", f"{clinic} B"]
    rows = [{**row, "Agency": "Metro"} for row in rows]
    assert names(alone(tmp_path, points(*rows)))[0] == f"Moo A, {clinic}"


@pytest.mark.parametrize("statut", ["DEP", "地级", "Kreis"])
def test_a_lone_outline_is_not_called_by_what_state_it_is_in(tmp_path, statut):
    alone(tmp_path, points({"statut": statut, "cod_reg": "07"}))
    (tmp_path / "sites.geojson").rename(tmp_path / "departement.geojson")
    assert names(join(open_project(tmp_path))) == ["Departement"]


@pytest.mark.parametrize("stem", ["道の駅", "stations", "станции"])
def test_a_publishers_number_is_no_title(tmp_path, stem):
    members = {"type": "FeatureCollection", "name": "P35-17_RoadsideStation"}
    text = json.dumps({**members, "features": points({}, {})})
    (tmp_path / f"{stem}.geojson").write_text(text, encoding="utf-8")
    assert names(join(open_project(tmp_path)))[0] == f"{stem[:1].upper()}{stem[1:]} 1"


def test_entrances_and_parts_are_things(tmp_path):
    rows = [{"@id": "node/1", "entrance": "staircase"}, {"@id": "way/2", "building:part": "yes"}]
    layer = alone(tmp_path, points(*rows, {"@id": "node/3", "name": "Mill", "shop": "mill"}))
    assert sorted(names(layer)) == ["Mill", "building part", "staircase"]


@pytest.mark.parametrize("stem", ["boundary", "边界", "граница"])
def test_an_element_without_tags_is_called_as_its_layer(tmp_path, stem):
    rows = [{"@id": "relation/1", "name": "Sudan", "boundary": "administrative"}, {"@id": "node/2"}]
    features = points(*rows)
    for feature, row in zip(features, rows, strict=True):
        feature["id"] = row["@id"]
    alone(tmp_path, features)
    (tmp_path / "sites.geojson").rename(tmp_path / f"{stem}.geojson")
    assert names(join(open_project(tmp_path))) == ["Sudan", f"{stem[:1].upper()}{stem[1:]} 2"]


@pytest.mark.parametrize(
    ("code", "expected"), [("CBPP", "Zones 1"), ("LAKE", "LAKE 1"), ("湖", "湖 1")]
)
def test_one_code_for_all_is_not_what_they_are(tmp_path, code, expected):
    alone(tmp_path, points(*[{"PANEL_TYPE": code}] * 9))
    (tmp_path / "sites.geojson").rename(tmp_path / "zones.geojson")
    assert names(join(open_project(tmp_path)))[0] == expected
