"""What files from Asia and Africa showed: maps' own words, popups, programs' columns."""

from __future__ import annotations

import json

import pytest

from geo.joining import join
from geo.page.content import make_content
from geo.project import languages_of, open_project
from tests.joining.test_strangers import alone, names, on_card, points
from tests.joining.test_strangers_formats import categories


def opens(layer):
    return languages_of(layer.project.layer)[0]


def test_a_word_that_every_row_has_is_said_once_when_the_language_is_told(tmp_path):
    rows = [
        {"name": name, "level": "province"} for name in ("北京", "天津", "河北", "山西", "辽宁")
    ]
    assert opens(alone(tmp_path, points(*rows))) == "zh"


def test_french_names_beside_arabic_ones_are_french(tmp_path):
    called = [
        "Stade municipal de Rouiba", "ملعب قريدي", "Stade militaire", "الملعب البلدي عبادة محند",
        "Complexe sportif", "ملعب تشوبينا الصغير", "Stade Verte Rive", "ملعب حي فايزي", "استاد",
        "Stade des Frères Zioui", "ملعب ديار العافية", "Stade de Bateau Cassé", "ملعب الكاليتوس",
    ]  # fmt: skip
    assert opens(alone(tmp_path, points(*({"name": name} for name in called)))) == "fr"


@pytest.mark.parametrize("colon", [":", "："])
def test_what_a_popup_says_before_each_name_is_left_out(tmp_path, colon):
    stops = ["улица Гаврилова", "Театр Кукол", "Танковая улица"]
    rows = [{"popup_ru": f"Название остановки{colon} {stop}"} for stop in stops]
    assert names(alone(tmp_path, points(*rows))) == stops


def test_what_an_author_calls_the_name_keeps_its_beginning(tmp_path):
    called = ["Kino: Rex", "Kino: Lux", "Kino: Apollo"]
    assert names(alone(tmp_path, points(*({"name": name} for name in called)))) == called


def test_numbers_with_a_heading_before_them_stay_as_they_are(tmp_path):
    called = ["Дом: 1", "Дом: 2", "Дом: 3"]
    assert names(alone(tmp_path, points(*({"popup": name} for name in called)))) == called


def test_beside_the_keys_of_openstreetmap_what_few_have_is_no_category(tmp_path):
    rows = [
        {"name": f"{kind} {row}", "railway": kind, **extra}
        for kind, extra in (
            ("platform", {"public_transport": "platform"}),
            ("subway", {"usage": "main"}),
            ("construction", {"construction": "subway"}),
        )
        for row in range(4)
    ]
    rows += [{"name": "X", "railway": "subway", "usage": "transportation"}]
    layer = alone(tmp_path, points(*rows))
    assert [kind for kind, _ in categories(layer)] == ["subway", "construction", "platform"]


@pytest.mark.parametrize("heading", ["closedDay", "休館日", "定休日", "휴무일"])
def test_on_which_day_it_is_shut_is_not_what_a_place_is(tmp_path, heading):
    rows = [
        {"name": f"{word}店", heading: day}
        for word, day in zip("天地玄黄宇宙洪荒", ["無", "星期一"] * 4, strict=True)
    ]
    layer = alone(tmp_path, points(*rows))
    assert len(make_content(layer).head["categories"]) == 1
    assert on_card(layer) == [heading]


def test_of_what_nominatim_and_geofabrik_write_the_facts_alone_are_on_the_card(tmp_path):
    found = {
        "bbox_west": -1.65, "bbox_south": 12.25, "bbox_east": -1.4, "bbox_north": 12.5,
        "place_id": 276330711, "osm_type": "relation", "osm_id": 5675756, "place_rank": 12,
        "importance": 0.29, "addresstype": "department", "name": "Ouagadougou",
        "founded": "XVe siècle",
    }  # fmt: skip
    assert on_card(alone(tmp_path, points(found))) == ["founded"]
    rows = [
        {"osm_id": row, "code": 5621, "fclass": "bus_stop", "name": name}
        for row, name in enumerate(("Borella", "Makumbura", "Maharagama"), start=7)
    ]
    assert on_card(alone(tmp_path, points(*rows))) == ["fclass"]
    kept = [{"name": "Borella", "code": 5621}, {"name": "Makumbura", "code": 5622}]
    assert "code" in on_card(alone(tmp_path, points(*kept)))


def test_the_names_of_a_gazetteer_in_every_tongue_are_no_facts_however_many(tmp_path):
    tongues = [
        f"{one}{two}{three}" for one in "abcdefgh" for two in "abcdefgh" for three in "aeinos"
    ]
    said = {f"name:{tongue}_x_preferred": ["Azerbaijan"] for tongue in tongues}
    kept = {"gn:population": 8303512}
    found = {"edtf:inception": "uuuu", **kept, **said, "wof:id": 1, "wof:name": "Azerbaijan"}
    layer = alone(tmp_path, points(found))
    assert names(layer) == ["Azerbaijan"]
    assert on_card(layer) == ["gn:population"]


def test_codes_of_japans_land_information_are_called_as_its_catalogue_calls_them(tmp_path):
    rows = [
        {"P20_002": name, "P20_005": 200 + row, "P20_999": row}
        for row, name in enumerate(("中央公民館", "東小学校", "第一中学校"))
    ]
    fields = make_content(alone(tmp_path, points(*rows))).head["fields"]
    called = {field["name"]: field["label"] for field in fields}
    assert called["P20_005"] == {"": "収容人数"}
    assert called["P20_999"] == {"": "P20_999"}


def test_a_sentence_of_few_characters_is_no_kind(tmp_path):
    whole = "日常巡查监管，污水偷排、违规倾倒固废、违规开发建设等情况"
    rows = [
        {
            "name": f"{word}湖湿地",
            "function": f"{whole}{row % 2}",
            "side": ("东区", "西区")[row % 2],
        }
        for row, word in enumerate("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往")
    ]
    assert [kind for kind, _ in categories(alone(tmp_path, points(*rows)))] == ["东区", "西区"]


def test_what_an_editor_counts_its_marks_by_calls_none(tmp_path):
    rows = [{"id": "marker-marker-hwrtnjqa1"}, {"id": "marker-hwrujnqh0"}]
    value = {"type": "FeatureCollection", "features": points(*rows)}
    assert names(in_file(tmp_path, "golf.geojson", value)) == ["Golf 1", "Golf 2"]


def in_file(folder, name, value):
    (folder / name).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return join(open_project(folder))


def test_a_column_without_a_heading_numbers_nothing(tmp_path):
    rows = [{"field_1_co": count, "fid_count": count} for count in (19, 60, 113, 23)]
    value = {"type": "FeatureCollection", "features": points(*rows)}
    layer = in_file(tmp_path, "districts.geojson", value)
    assert names(layer) == ["Districts 1", "Districts 2", "Districts 3", "Districts 4"]


def test_full_is_what_datav_adds_and_no_title(tmp_path):
    rows = [{"name": "北京"}, {"name": "天津"}]
    value = {"type": "FeatureCollection", "name": "100000_full", "features": points(*rows)}
    head = make_content(in_file(tmp_path, "china.json", value)).head
    assert head["title"]["zh"] == "China"


def test_a_layer_that_was_split_by_a_field_is_called_by_the_value(tmp_path):
    value = {"type": "FeatureCollection", "name": "省_福建省", "features": points({"省": "福建省"})}
    assert make_content(in_file(tmp_path, "fujian.json", value)).head["title"]["zh"] == "福建省"


def test_a_title_that_only_begins_like_a_field_is_kept(tmp_path):
    rows = [{"park": "Oak Hill"}, {"park": "Mill"}]
    value = {"type": "FeatureCollection", "name": "park_Mill", "features": points(*rows)}
    assert make_content(in_file(tmp_path, "f.json", value)).head["title"]["en"] == "Park Mill"
