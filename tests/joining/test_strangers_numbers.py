"""Strangers' numbers, ids and places that are no names and no facts, each by its least input."""

from __future__ import annotations

import pytest

from geo.joining import join
from geo.joining.guesses import guesses
from geo.page.column_uses import use_of
from geo.page.content import make_content
from geo.page.own_colours import colour_labels
from geo.project import languages_of, open_project
from tests.joining.test_strangers import alone, names, on_card, points


@pytest.mark.parametrize(
    ("begins", "ends"), [("Rome", "Three Taverns"), ("罗马", "三馆"), ("Рим", "Три Таверны")]
)
def test_a_line_is_called_by_the_names_of_its_ends_before_their_numbers(tmp_path, begins, ends):
    rows = [
        {"fromStopId": f"j1-{n}", "toStopId": f"j1-{n + 1}"}
        | {"fromPlace": f"{begins} {end}", "toPlace": f"{ends} {end}"}
        for n, end in enumerate("ABC")
    ]
    layer = alone(tmp_path, points(*rows))
    assert names(layer)[0] == f"{begins} A – {ends} A"
    assert dict(guesses(layer))["names-kinds"].startswith("fromPlace, toPlace")


@pytest.mark.parametrize("lots", [("zrwdF", "XMZ41", "J2F4h"), ("pwOi8", "YlrMC", "bAaXE")])
@pytest.mark.parametrize("stem", ["chemins", "步道", "тропы"])
def test_ids_drawn_by_lot_call_nothing(tmp_path, lots, stem):
    features = points({}, {}, {})
    text = [{**feature, "id": lot} for feature, lot in zip(features, lots, strict=True)]
    alone(tmp_path, text)
    (tmp_path / "sites.geojson").rename(tmp_path / f"{stem}.geojson")
    assert names(join(open_project(tmp_path)))[1] == f"{stem[:1].upper()}{stem[1:]} 2"


@pytest.mark.parametrize(
    "ids", [("north-gate", "south-gate"), ("Paris", "Tokyo"), ("AB12K", "AC12L")]
)
def test_ids_that_people_give_are_names(tmp_path, ids):
    features = points({}, {})
    text = [{**feature, "id": own} for feature, own in zip(features, ids, strict=True)]
    assert names(alone(tmp_path, text)) == list(ids)


@pytest.mark.parametrize(
    ("x", "y"),
    [("CENT_X", "CENT_Y"), ("坐標X(TWD97)", "坐標Y(TWD97)"), ("posición x", "posición y")],
)
@pytest.mark.parametrize("write", [float, "{:.3f}".format])
def test_metres_of_a_plane_are_the_place_again_whatever_they_are_called(tmp_path, x, y, write):
    rows = [
        {"name": f"Hall {end}", x: write(610368.5 + n), y: write(4818887.25 + n), "seats": 40 + n}
        for n, end in enumerate("AB")
    ]
    assert on_card(alone(tmp_path, points(*rows))) == ["seats"]


@pytest.mark.parametrize(
    ("xs", "ys"),
    [((48175, 67740), (48200, 67900)), ((3, 4), (700000, 710000)), ((12000, 90000), (5e5, 5e5))],
)
def test_two_tables_of_one_heading_stay_facts(tmp_path, xs, ys):
    rows = [
        {"name": f"Ward {end}", "people_x": one, "people_y": other}
        for end, one, other in zip("AB", xs, ys, strict=True)
    ]
    assert on_card(alone(tmp_path, points(*rows))) == ["people_x", "people_y"]


def test_doors_and_moved_labels_are_no_facts(tmp_path):
    rows = [
        {
            "name": f"School {end}",
            "entrances": [[4.75, 52.64]],
            "auxiliary_storage_labeling_hali": "L",
        }
        for end in "AB"
    ]
    assert on_card(alone(tmp_path, points(*rows))) == []


@pytest.mark.parametrize("kinds", ["onveilig veilig", "安全 危险", "опасно тихо"])
def test_the_streets_of_a_net_are_called_by_their_street_and_a_label_of_few_is_its_kind(
    tmp_path, kinds
):
    kind = kinds.split()
    rows = [
        {
            "label": kind[n % 2],
            "score": n / 7,
            "streetName": f"Via {chr(65 + n % 26)}{'abc'[n // 26]}",
        }
        for n in range(60)
    ]
    layer = alone(tmp_path, points(*rows))
    assert set(layer.sites["category"]) == set(kind)
    assert names(layer)[0] == "Via Aa"


@pytest.mark.parametrize(
    ("office", "holder"), [("councillor", "Karen Ras"), ("alcalde", "Ana Ruiz"), ("議員", "王大明")]
)
def test_who_holds_an_office_names_no_ward_and_its_number_goes_before_its_people(
    tmp_path, office, holder
):
    rows = [
        {"population": 59190 + 7 * n, "ward": 3 - n, office: f"{holder} {end}"}
        for n, end in enumerate("ABC")
    ]
    assert names(alone(tmp_path, points(*rows))) == ["ward 3", "ward 2", "ward 1"]


@pytest.mark.parametrize(
    "uses", ["housing shops school park", "住宅 商店 学校 公园", "жильё лавки школа парк"]
)
def test_what_is_nameless_is_called_by_what_says_more_than_the_list(tmp_path, uses):
    rows = [
        {"feature_type": "landuse", "land_use": use, "ownerType": f"Owner {use}"}
        for use in uses.split() * 4
    ] + [{"feature_type": "boundary"}, {"feature_type": "subzone"}]
    layer = alone(tmp_path, points(*rows))
    assert names(layer)[:4] == uses.split()
    assert names(layer)[-2:] == ["boundary", "subzone"]
    assert set(layer.sites["category"]) == {"landuse", "boundary", "subzone"}


def test_a_year_is_one_in_a_heading_without_blanks_too():
    assert use_of("installationYear") == "year"
    assert use_of("eMail") == "email"


@pytest.mark.parametrize(("drawn", "expected"), [(12, "Lake 0, Lake 1, Lake 2, …"), (13, "Red")])
def test_a_colour_that_draws_much_is_called_by_its_word(drawn, expected):
    hues = [f"#{n:02x}{n:02x}c0" for n in range(20)] + ["#db4436"]
    sites = {hue: ["Fort"] for hue in hues} | {"#db4436": [f"Lake {n}" for n in range(drawn)]}
    labels = colour_labels(hues, ["en"], sites)
    assert labels["#db4436"] == {"en": expected}
    assert labels[hues[0]] == {"en": "Fort"}


@pytest.mark.parametrize("place", ["Thiès", "Mbour", "Ziguinchor"])
def test_an_empty_form_says_nothing_of_the_language(tmp_path, place):
    row = {"Commune": place, "Etat": "réparer", "Nombre": None, "Nombre_1": None, "Statut": ""}
    layer = alone(tmp_path, points(*[{**row, "Nombre_2": ""}] * 3))
    assert languages_of(layer.project.layer)[0] == "fr"


def test_codes_of_two_kinds_call_something_only_with_its_number(tmp_path):
    rows = [{"Type": ("PP", "PRN")[n % 2], "id": 24 + n} for n in range(6)]
    layer = alone(tmp_path, points(*rows))
    assert names(layer)[:2] == ["PP 24", "PRN 25"]
    assert set(layer.sites["category"]) == {"PP", "PRN"}


@pytest.mark.parametrize("tongues", ["ar bn de fr hu ru", "de fr", "id nr"])
def test_a_name_in_every_language_of_a_gazetteer_is_no_fact(tmp_path, tongues):
    others = {f"name_{tongue}": f"Elbe {tongue}" for tongue in tongues.split()}
    row = {"name": "Elbe", **others, "km": 1094}
    layer = alone(tmp_path, points(row, {**row, "name": "Saale"}))
    kept = list(others) if len(others) < 6 else []
    assert on_card(layer) == [*kept, "km"]
    assert names(layer) == ["Elbe", "Saale"]


@pytest.mark.parametrize("heading", ["GEMNR", "flurid", "Objektnummer", "parcelId"])
def test_numbers_as_long_under_the_heading_of_a_code_are_codes(tmp_path, heading):
    rows = [{"name": f"Hof {n}", heading: 20210101 + 37 * n, "seats": 200101 + n} for n in range(6)]
    fields = make_content(alone(tmp_path, points(*rows))).head["fields"]
    assert {field["name"]: field["type"] for field in fields} == {
        heading: "string",
        "seats": "integer",
    }


@pytest.mark.parametrize("heading", ["ano_implantacao", "Baujahr", "rok_výstavby", "год_постройки"])
def test_a_year_is_one_in_other_languages_too(tmp_path, heading):
    rows = [{"name": f"Brücke {n}", heading: 2010 + n} for n in range(4)]
    fields = make_content(alone(tmp_path, points(*rows))).head["fields"]
    assert [field["type"] for field in fields] == ["year"]


def test_where_a_label_stands_or_a_join_counts_is_neither_kind_nor_fact(tmp_path):
    rows = [
        {"name": f"岳{n}", "anchor": ("left", "top-right")[n % 2], "OBJECTID_12": n, "m": n + 900}
        for n in range(12)
    ]
    layer = alone(tmp_path, points(*rows))
    assert layer.sites["category"].isna().all()
    assert on_card(layer) == ["m"]


def test_colours_dealt_out_in_turn_keep_neighbours_apart_and_are_no_kinds(tmp_path):
    hues = ("#ef4444", "#f59e0b", "#22c55e", "#0ea5e9", "#8b5cf6")
    rows = [{"name": f"Barrio {n}", "color": hues[n % 5]} for n in range(15)]
    assert not alone(tmp_path, points(*rows)).colours_are_categories
    rows[5]["color"], rows[6]["color"] = hues[0], hues[0]
    assert alone(tmp_path, points(*rows)).colours_are_categories
