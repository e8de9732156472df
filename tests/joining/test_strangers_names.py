"""What sites are called that have no name of their own: kinds met among strangers' files."""

from __future__ import annotations

import pytest

from geo.sources.technical_columns import technical_columns
from tests.joining.test_strangers import alone, names, points
from tests.joining.test_strangers_columns import called


def test_a_town_that_comes_again_is_not_what_a_sign_is_called(tmp_path):
    rows = [
        {"town/city": f"Kirk{'abcdef'[n % 6]}", "Inscription": f"Give way {chr(65 + n)}{'x' * n}"}
        for n in range(12)
    ]
    assert names(alone(tmp_path, points(*rows)))[0] == "Give way A"
    # A layer of towns is called by them.
    towns = [{"town": f"Kirk{'abcdef'[n]}", "Inscription": "Give way"} for n in range(6)]
    assert names(alone(tmp_path, points(*towns)))[0] == "Kirka"


def test_a_town_is_no_name_where_there_is_an_address(tmp_path):
    rows = [{"city": ("Rom", "Paris")[n % 2], "address": f"Gasse {n % 3}"} for n in range(6)]
    assert names(alone(tmp_path, points(*rows)))[1] == "Gasse 1"


@pytest.mark.parametrize("pieces", [2, 4])
def test_a_column_that_says_the_name_again_parts_nothing_but_groups_many_pieces(tmp_path, pieces):
    rows = [
        {"name": f"Line {'ABCDEF'[n % 6]}", "line": "ABCDEF"[n % 6] * 3} for n in range(6 * pieces)
    ]
    categories = alone(tmp_path, points(*rows)).sites["category"]
    assert categories.isna().all() == (pieces == 2)


def test_what_has_a_street_and_no_number_is_called_by_what_and_where_it_is(tmp_path):
    rows = [
        {"amenity": "bench", "addr:street": "Long Lane"},
        {"amenity": "bench"},
        {"amenity": "bench", "addr:street": "Long Lane", "name": "Old Bench"},
    ]
    assert names(alone(tmp_path, points(*rows))) == ["bench, Long Lane", "bench", "Old Bench"]


def test_without_a_title_each_kind_counts_its_own(tmp_path):
    rows = [{"Belag": ("Kies", "Sand", "Gras")[n % 3], "id": n // 2} for n in range(12)]
    assert names(alone(tmp_path, points(*rows)))[:4] == ["Kies 1", "Sand 1", "Gras 1", "Kies 2"]
    # What the file is called says more.
    assert called(tmp_path, "Wege.geojson", *rows)[1] == "Wege 2"


def test_numbers_of_ids_are_those_of_what_the_file_is_called(tmp_path):
    rows = [{"id": n} for n in range(1, 4)]
    assert called(tmp_path, "exits.geojson", *rows) == ["Exits 1", "Exits 2", "Exits 3"]


def test_no_two_sites_without_anything_are_called_alike(tmp_path):
    features = points({"名": "甲"}, {}, {}, {})
    for feature, own in zip(features, (1, 2, 4, None), strict=True):
        feature["id"] = own
    assert len(set(names(alone(tmp_path, features)))) == 4


@pytest.mark.parametrize("province", ["黑龙江省", "Jämtland"])
def test_a_lone_outline_is_called_by_its_own_text_in_the_title_of_its_file(tmp_path, province):
    row = {"fid": 1, "x": province, "kind": "province"}
    assert called(tmp_path, f"layer_{province}.geojson", row) == [province]
    assert called(tmp_path, "Catchment.geojson", row) == ["Catchment"]


def test_pieces_of_a_line_are_called_by_their_route(tmp_path):
    rows = [{"strecke": f"Ulm - {'ABCD'[n % 4]}stadt", "oben": "xy"[n % 2]} for n in range(24)]
    features = points(*rows)
    assert names(alone(tmp_path, features))[1] != "Ulm - Bstadt"
    for feature in features:
        x, y = feature["geometry"]["coordinates"]
        feature["geometry"] = {"type": "LineString", "coordinates": [[x, y], [x, y + 0.1]]}
    assert names(alone(tmp_path, features))[1] == "Ulm - Bstadt"


def test_the_city_that_a_column_says_is_left_out_of_all_names(tmp_path):
    rows = [{"adm_nm": f"서울특별시 종로구 {n}동", "sidonm": "서울특별시"} for n in "가나다"]
    assert names(alone(tmp_path, points(*rows)))[0] == "종로구 가동"
    rows[1]["sidonm"] = "부산광역시"
    assert names(alone(tmp_path, points(*rows)))[0] == "서울특별시 종로구 가동"


def test_a_name_keeps_the_city_it_begins_with(tmp_path):
    rows = [{"name": f"杭州 {n}馆", "city": "杭州"} for n in "甲乙丙"]
    assert names(alone(tmp_path, points(*rows)))[0] == "杭州 甲馆"


def test_a_popup_is_a_name_where_there_is_no_other(tmp_path):
    assert called(tmp_path, "tent.geojson", {"popup": "テント村"}) == ["テント村"]


@pytest.mark.parametrize(("kind", "found"), [("boundary", {"type"}), ("public", set())])
def test_how_a_relation_is_drawn_is_no_fact(kind, found):
    assert technical_columns(lambda _: ["multipolygon", None, kind], ["type"]) == found


def test_of_several_kinds_of_openstreetmap_the_first_counts(tmp_path):
    rows = [{"name": f"Ort {n}", "amenity": ("bar;cafe", "bar")[n % 2]} for n in range(6)]
    assert set(alone(tmp_path, points(*rows)).sites["category"]) == {"bar"}
