"""Each cause of a poor map in several languages: what a file calls its columns is no matter."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from geo.joining import join
from geo.page.content import make_content
from geo.project import languages_of, open_project
from geo.sources.style_keys import colour_word
from tests.joining.test_strangers import alone, names, points


class Words(NamedTuple):
    """How a language's files say things; all invented."""

    name: str
    code: str
    category: str
    kinds: tuple[str, str]
    names: tuple[str, str, str]
    address: str
    addresses: tuple[str, str, str]
    street: str
    number: str
    opens: tuple[str, ...]


LANGUAGES = {
    "en": Words(
        "PARK_NAME",
        "ID",
        "PARK_TYPE",
        ("Metro", "Nature"),
        ("Walnut Creek", "Oak Hill", "Long Meadow"),
        "ADDRESS",
        ("12 Mill Road", "3 Church Lane", "44 High Street"),
        "street",
        "house number",
        ("en", "zh"),
    ),
    "zh": Words(
        "公园名称",
        "编号",
        "类型",
        ("综合公园", "郊野公园"),
        ("白马湖公园", "湘湖公园", "长河绿地"),
        "地址",
        ("滨江区江南大道一段", "滨江区长河路南", "萧山区湘湖路口"),
        "街道",
        "门牌号",
        ("zh", "en"),
    ),
    "ja": Words(
        "公園名",
        "番号",
        "種別",
        ("総合公園", "街区公園"),
        ("中央公園", "桜の森公園", "海辺の広場"),
        "住所",
        ("中央区みどり町", "港区さくら通り", "海辺市はま町"),
        "町丁目",
        "house_number",
        ("ja", "en", "zh"),
    ),
    "ko": Words(
        "공원명",
        "번호",
        "구분",
        ("근린공원", "어린이공원"),
        ("푸른숲공원", "한빛공원", "바람광장"),
        "주소",
        ("푸른시 중앙로 안쪽", "한빛시 하늘로 옆", "바람시 바다로 끝"),
        "street",
        "house_number",
        ("ko", "en", "zh"),
    ),
    "de": Words(
        "Bezeichnung",
        "Nummer",
        "Kategorie",
        ("Stadtpark", "Spielplatz"),
        ("Park am Mühlenbach", "Spielplatz an der Lindenstraße", "Garten der alten Schule"),
        "Anschrift",
        ("Am Mühlenbach", "Lindenstraße", "Gasse hinter der Schule"),
        "Straße",
        "Hausnr",
        ("de", "en", "zh"),
    ),
    "fr": Words(
        "nom",
        "numéro",
        "catégorie",
        ("jardin public", "aire de jeux"),
        ("Jardin de la vieille école", "Square des Tilleuls", "Parc du bord de l'eau"),
        "adresse",
        ("rue de la vieille école", "allée des Tilleuls", "quai du bord de l'eau"),
        "rue",
        "num voie",
        ("fr", "en", "zh"),
    ),
    "es": Words(
        "nombre",
        "código",
        "tipo",
        ("parque urbano", "plaza"),
        ("Parque de los Álamos", "Plaza de la Fuente Grande", "Jardín del Molino Viejo"),
        "dirección",
        ("calle de los Álamos", "plaza de la Fuente", "camino del Molino"),
        "calle",
        "num_puerta",
        ("es", "en", "zh"),
    ),
}

spoken = pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)


def rows_of(words: Words) -> list[dict[str, Any]]:
    return [
        {words.code: f"X{number}", words.name: name, words.category: words.kinds[number % 2]}
        for number, name in enumerate(words.names * 2)
    ]


@spoken
def test_human_names_come_before_codes_and_the_page_speaks_their_language(tmp_path, words):
    layer = alone(tmp_path, points(*rows_of(words)))
    assert names(layer) == list(words.names * 2)
    assert tuple(languages_of(layer.project.layer)) == words.opens


@spoken
def test_a_column_of_few_values_parts_the_layer(tmp_path, words):
    layer = alone(tmp_path, points(*rows_of(words)))
    assert set(layer.sites["category"]) == set(words.kinds)


@spoken
def test_what_has_no_name_is_called_by_what_it_is(tmp_path, words):
    rows = rows_of(words)
    rows[0][words.name] = None
    layer = alone(tmp_path, points(*rows))
    assert names(layer)[0] == words.kinds[0]
    assert layer.nameless == {"site-1"}


@spoken
def test_an_address_says_more_than_what_a_thing_is(tmp_path, words):
    rows = rows_of(words)
    for row, address in zip(rows, words.addresses * 2, strict=True):
        row[words.address] = address
    rows[0][words.name] = None
    assert names(alone(tmp_path, points(*rows)))[0] == words.addresses[0]


@spoken
def test_a_street_and_its_number_are_an_address(tmp_path, words):
    rows = [{words.street: words.addresses[0], words.number: n} for n in (12, 14, 9, 3)]
    layer = alone(tmp_path, points(*rows))
    assert names(layer)[:2] == [f"{words.addresses[0]} 12", f"{words.addresses[0]} 14"]


@spoken
def test_drawn_colours_are_kinds_and_no_facts(tmp_path, words):
    rows = [{words.name: name, "marker-color": "#7e7e7e"} for name in words.names]
    assert alone(tmp_path, points(*rows)).colours == {}
    hues = ("#e03131", "#2f9e44", "#e03131")
    rows = [{words.name: n, "marker-color": hue} for n, hue in zip(words.names, hues, strict=True)]
    assert alone(tmp_path, points(*rows)).sites["category"].tolist() == list(hues)


@spoken
def test_ids_twice_and_none_are_made_where_nothing_refers_to_them(tmp_path, words):
    rows = [
        {"id": number, words.name: name}
        for number, name in zip((3, 3, None), words.names, strict=True)
    ]
    layer = alone(tmp_path, points(*rows))
    assert layer.sites["id"].is_unique
    told = {problem.code.removesuffix("-other") for problem in layer.problems}
    assert {"ids-repeated", "ids-missing"} <= told


@spoken
def test_more_drawn_colours_than_a_legend_holds_are_few(tmp_path, words):
    rows = [
        {words.name: f"{words.names[0]} {n}", "marker-color": colour}
        for n in range(70)
        for colour in (f"#e0{n:02x}31" if n % 2 else f"#31{n:02x}e0",)
    ]
    layer = alone(tmp_path, points(*rows))
    assert layer.colours_are_categories
    kinds = set(layer.sites["category"])
    assert 2 <= len(kinds) <= 6
    assert {colour_word(hue) for hue in kinds} == {colour_word(row["marker-color"]) for row in rows}


# Least inputs of single causes


def test_a_source_is_no_category(tmp_path):
    rows = [{"line": str(n), "src": ("osm", "gtfs")[n % 2]} for n in range(12)]
    assert alone(tmp_path, points(*rows)).sites["category"].isna().all()


def test_a_state_is_a_category_but_not_what_a_thing_is(tmp_path):
    rows = [{"name": f"House {n}", "STATUS": ("APPROVED", "BUILT")[n % 2]} for n in range(8)]
    rows[0]["name"] = None
    layer = alone(tmp_path, points(*rows))
    assert set(layer.sites["category"]) == {"APPROVED", "BUILT"}
    assert names(layer)[0] == "site-1"


def test_a_word_of_openstreetmap_in_capitals_comes_after_others(tmp_path):
    rows = [
        {"ADDRESS": f"{n} Road", "BUILDING": "ab"[n % 2] * 3, "STATUS": ("ACTIVE", "DEATH")[n % 2]}
        for n in range(12)
    ]
    assert set(alone(tmp_path, points(*rows)).sites["category"]) == {"ACTIVE", "DEATH"}


def test_how_a_relation_is_drawn_is_not_what_it_is(tmp_path):
    rows = [
        {"@id": f"relation/{n}", "type": "multipolygon", "natural": "wood", "name": f"Forest {n}"}
        for n in range(4)
    ]
    rows[0]["name"] = None
    rows[1] = {"@id": "way/1", "natural": "wood", "name": "Copse"}
    assert names(alone(tmp_path, points(*rows)))[0] == "wood"


def test_many_kinds_of_openstreetmap_are_categories_all_the_same(tmp_path):
    rows = [{"building": f"kind_{n % 40}"} for n in range(200)]
    layer = alone(tmp_path, points(*rows))
    assert layer.sites["category"].nunique() == 40
    assert layer.sites["category"][0] == "kind 0"


def test_a_code_that_is_called_a_name_gives_way_to_an_alias(tmp_path):
    rows = [
        {"spatial_name": f"0{n}", "spatial_alias": alias}
        for n, alias in enumerate(("Mitte", "Pankow", "Spandau"))
    ]
    assert names(alone(tmp_path, points(*rows))) == ["Mitte", "Pankow", "Spandau"]


def test_the_code_of_a_name_is_no_name(tmp_path):
    rows = [{"cod_nombre": 5835 + n, "barrio": f"Barrio {'ABC'[n]}"} for n in range(3)]
    assert names(alone(tmp_path, points(*rows))) == ["Barrio A", "Barrio B", "Barrio C"]


def test_one_colour_for_all_leaves_the_categories_theirs(tmp_path):
    rows = [
        {"name": f"Stop {n}", "type": ("bus", "tram")[n % 2], "marker-color": "#aa3355"}
        for n in range(6)
    ]
    assert alone(tmp_path, points(*rows)).colours == {}


def test_a_files_name_is_read_as_people_say_it(tmp_path):
    layer = alone(tmp_path, points({}))
    assert layer.project.layer.title
    (tmp_path / "sites.geojson").rename(tmp_path / "limite_costas.geojson")
    assert names(join(open_project(tmp_path))) == ["Limite costas"]


def test_without_a_text_the_files_name_tells_the_language(tmp_path):
    alone(tmp_path, points({"A31_201": 1}, {"A31_201": 2}))
    (tmp_path / "sites.geojson").rename(tmp_path / "ひろば.geojson")
    assert open_project(tmp_path).settings.languages == ["ja", "en", "zh"]


def test_each_line_keeps_the_colour_its_author_gave_it(tmp_path):
    """More colours than words, or one for each site: the legend says what is drawn in them."""
    hues = [f"#{40 * (n // 5):02x}{50 * (n % 5):02x}7f" for n in range(20)]
    rows = [{"line": f"S{n}", "color": hue} for n, hue in enumerate(hues)]
    rows.append({"line": "S20", "color": hues[0]})
    layer = alone(tmp_path, points(*rows))
    assert layer.colours_are_categories
    categories = make_content(layer).head["categories"]
    assert {entry["color"] for entry in categories} == set(hues)
    labels = {entry["color"]: entry["label"]["en"] for entry in categories}
    assert labels[hues[0]] == "S0, S20"
    assert labels[hues[7]] == "S7"


def test_a_mark_of_one_or_two_is_no_category(tmp_path):
    rows = [{"name": f"Hedge {n}", "condition": str(1 + n % 2)} for n in range(6)]
    assert alone(tmp_path, points(*rows)).sites["category"].isna().all()


def test_a_number_of_its_own_is_more_than_a_value_that_comes_again(tmp_path):
    rows = [{"parcel_id": 7000 + n, "exemption": ("CITY", "COUNTY")[n % 2]} for n in range(12)]
    layer = alone(tmp_path, points(*rows))
    assert names(layer)[0] == "parcel id 7000"
    assert set(layer.sites["category"]) == {"CITY", "COUNTY"}


def test_the_tags_of_openstreetmap_are_found_where_osmtogeojson_puts_them(tmp_path):
    rows = [
        {"type": "way", "id": n, "tags": tags, "relations": [], "meta": {"user": "x"}}
        for n, tags in enumerate(
            ({"leisure": "park", "name": "Volkspark"}, {"leisure": "garden"}, {"leisure": "park"})
        )
    ]
    layer = alone(tmp_path, points(*rows))
    assert names(layer) == ["Volkspark", "garden", "park"]
    assert layer.sites["category"].tolist() == ["park", "garden", "park"]
    assert not {"tags", "meta", "relations"} & set(layer.sites.columns)


def test_who_has_entered_it_is_no_category(tmp_path):
    rows = [{"name": f"Lot {n}", "CR_USER": ("yonib", "bndv")[n % 2]} for n in range(12)]
    assert alone(tmp_path, points(*rows)).sites["category"].isna().all()


@pytest.mark.parametrize(
    ("colour", "word"),
    [
        ("#f3f781", "Yellow"), ("#7f0000", "Red"), ("#afe4ac", "Green"), ("#927356", "Brown"),
        ("#0076a8", "Blue"), ("#1b2a80", "Navy"), ("#ffc0cb", "Pink"), ("#3e3a51", "Grey"),
        ("#101010", "Black"), ("#12b886", "Teal"), ("#7048e8", "Purple"), ("#ffa500", "Orange"),
    ],
)  # fmt: skip
def test_a_colour_is_called_as_people_call_it(colour, word):
    assert colour_word(colour) == word


def test_the_words_of_openstreetmap_are_in_nobodys_language(tmp_path):
    rows: list[dict[str, Any]] = [
        {"landuse": "grass", "natural": "meadow", "type": "multipolygon", "name": None}
        for _ in range(30)
    ]
    rows[7]["name"], rows[9]["name"] = "丽人湖", "风雨操场"
    assert languages_of(alone(tmp_path, points(*rows)).project.layer)[0] == "zh"


def test_a_translation_before_the_name_does_not_count(tmp_path):
    rows = [{"国名": "阿波", "en_国名": "Awa Province"}, {"国名": "安房", "en_国名": "Awa of Boso"}]
    assert languages_of(alone(tmp_path, points(*rows)).project.layer)[0] == "zh"


def test_a_character_of_both_shores_tells_neither(tmp_path):
    # 圳 and 您 are in both standards of Chinese, and in none of Japan.
    rows = [{"NAME": "圳前路"}, {"NAME": "紅樹林站"}]
    assert languages_of(alone(tmp_path, points(*rows)).project.layer)[0] == "zh-Hant"
    rows = [{"NAME": "深圳站"}, {"NAME": "龙华广场"}]
    assert languages_of(alone(tmp_path, points(*rows)).project.layer)[0] == "zh"
