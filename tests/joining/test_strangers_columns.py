"""Which column is the names, which the categories: kinds of files met among strangers'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geo.joining import join
from geo.page.content import make_content
from geo.project import open_project
from tests.joining.test_strangers import alone, names, on_card, points

if TYPE_CHECKING:
    from pathlib import Path


def called(folder: Path, file: str, *rows: dict[str, Any] | None, **members: Any) -> list[str]:
    """Give the names of the sites of a file of another name than ours."""
    alone(folder, points(*rows, **members))
    inside = folder / "inside"
    inside.mkdir(exist_ok=True)
    for old in inside.iterdir():
        old.unlink()
    (folder / "sites.geojson").rename(inside / file)
    return names(join(open_project(inside)))


def test_a_heading_with_a_language_behind_it_is_a_name(tmp_path):
    rows = [
        {"treeId": f"TREE-{n}", "speciesId": f"SP-{code}", "genus": genus, "commonNameDe": name}
        for n, (code, genus, name) in enumerate(
            [("TICO", "Tilia", "Winterlinde"), ("ACPS", "Acer", "Bergahorn"),
             ("FASY", "Fagus", "Rotbuche")]
        )
    ]  # fmt: skip
    assert names(alone(tmp_path, points(*rows))) == ["Winterlinde", "Bergahorn", "Rotbuche"]


@pytest.mark.parametrize(
    ("county", "village", "said"),
    [
        ("الجيزه", "SubSection", ("حاره اولى", "حاره ثانية", "المنيب")),
        ("Giza", "quarter_x", ("First Lane", "Second Lane", "El Munib")),
        ("湖滨", "片", ("一巷片", "二巷片", "三巷片")),
    ],
)
def test_one_name_for_all_is_none(tmp_path, county, village, said):
    rows = [{"Gov_A_Name": county, village: text} for text in said]
    assert names(alone(tmp_path, points(*rows))) == list(said)


def test_sites_called_as_few_things_take_what_tells_more_apart(tmp_path):
    rows = [
        {"boro_name": ("Queens", "Bronx")[n % 2], "ntaname": f"{chr(65 + n % 25)}arsie Hills"}
        for n in range(200)
    ]
    layer = alone(tmp_path, points(*rows))
    assert layer.sites["name"].nunique() == 25
    assert set(layer.sites["category"]) == {"Queens", "Bronx"}


def test_streets_without_a_heading_for_it_are_called_by_their_street(tmp_path):
    rows = [{"DESDED": 100.0 * n, "NONCLLMG": f"AVDA.{chr(65 + n % 26)}OSARIO"} for n in range(130)]
    assert names(alone(tmp_path, points(*rows)))[0] == "AVDA.AOSARIO"


def test_a_number_for_all_is_no_name(tmp_path):
    rows = [{"Name": "13", "Grupo": float(n), "Kind": n} for n in range(12)]
    assert "13" not in names(alone(tmp_path, points(*rows)))


def test_numbers_are_called_by_their_heading(tmp_path):
    assert names(alone(tmp_path, points(*({"district": str(n)} for n in (2, 6, 7))))) == [
        "district 2",
        "district 6",
        "district 7",
    ]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("school_type", ("حكومية", "دولية", "خاصة")),
        ("typeLabel", ("Moschee", "Zierbrunnen", "Burg")),
        ("园区类型", ("公园", "广场", "绿地")),
    ],
)
def test_a_heading_that_ends_as_a_kind_is_the_category(tmp_path, kind, values):
    rows: list[dict[str, Any]] = [
        {"name": f"Place {n}", "gov_x": ("Giza", "Cairo")[n % 2], kind: values[n % 3]}
        for n in range(18)
    ]
    assert set(alone(tmp_path, points(*rows)).sites["category"]) == set(values)


def test_single_letters_are_no_categories(tmp_path):
    rows = [{"name": f"Tract {n}", "cdeligibil": "IE"[n % 2]} for n in range(18)]
    assert alone(tmp_path, points(*rows)).sites["category"].isna().all()


def test_categories_that_differ_in_blanks_and_capitals_are_one(tmp_path):
    written = ("Kirche", "Kirche ", "kirche", "Pfarrhaus", "Pfarr  haus", "Pfarr haus")
    rows = [{"name": f"Haus {n}", "type": written[n % 6]} for n in range(12)]
    rows.append({"name": "Haus 13", "type": "Kirche"})
    layer = alone(tmp_path, points(*rows))
    assert set(layer.sites["category"]) == {"Kirche", "Pfarrhaus", "Pfarr haus"}


def test_low_lines_of_programs_are_read_as_blanks(tmp_path):
    rows = [{"category": ("planting_bed", "surface")[n % 2]} for n in range(12)]
    layer = alone(tmp_path, points(*rows))
    assert "planting bed" in names(layer)
    labels = [category["label"] for category in make_content(layer).head["categories"]]
    assert {"en": "planting bed"} in labels


def test_a_number_is_not_what_a_thing_is(tmp_path):
    rows = [{"ART": n % 2, "EGID": 170000 + n} for n in range(12)]
    assert names(alone(tmp_path, points(*rows)))[0] == "EGID 170000"


def test_names_in_a_table_of_html_are_names(tmp_path):
    table = (
        "<table><tr><th>Attributes</th></tr><tr><th>NAME</th><td>{}</td></tr>"
        "<tr><td>PARK_TYPE</td><td>Pocket</td></tr><tr><td>HA</td><td>12</td></tr></table>"
    )
    rows = [
        {"Name": f"kml_{n}", "Description": table.format(f"{name} Garden")}
        for n, name in enumerate(("Rose", "Herb", "Tea"))
    ]
    layer = alone(tmp_path, points(*rows))
    assert names(layer) == ["Rose Garden", "Herb Garden", "Tea Garden"]
    shown = make_content(layer).head["fields"]
    assert {"PARK_TYPE", "HA"} == {field["name"] for field in shown}


def test_a_number_of_a_feature_is_no_name(tmp_path):
    assert called(tmp_path, "bike_racks.geojson", {}, {}, id=0) == ["Bike racks 1", "Bike racks 2"]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("grande_abc.geojson", "Grande abc 2"),
        ("公园.geojson", "公园 2"),
        ("export.geojson", "site-2"),
        ("2024-05.geojson", "site-2"),
        ("sites.geojson", "site-2"),
    ],
)
def test_what_says_nothing_is_called_by_its_file(tmp_path, file, expected):
    assert called(tmp_path, file, {}, None, {})[1] == expected


def test_one_name_for_all_is_told_apart_by_numbers(tmp_path):
    assert names(alone(tmp_path, points(*[{"name": "境界线"}] * 3))) == [
        "境界线 1", "境界线 2", "境界线 3",
    ]  # fmt: skip
    assert names(alone(tmp_path, points(*[{"name": "境界线"}] * 2))) == ["境界线", "境界线"]


def test_what_is_measured_or_of_other_things_is_no_name(tmp_path):
    rows = [{"area": 0.171169 + n, "part": n % 2} for n in range(4)]
    assert called(tmp_path, "wards.geojson", *rows)[0] == "part 0"
    trips = [{"start_id": 5 * (n % 3), "time": n % 4, "count": n % 2, "m": 7} for n in range(9)]
    assert called(tmp_path, "trips.geojson", *trips)[0] == "Trips 1"
    rails = [{"ETAT": n % 2} for n in range(40)]
    assert called(tmp_path, "rails.geojson", *rails)[0] == "Rails 1"
    joined = [{"TARGET_FID": n, "Join_Count": 1} for n in range(3)]
    assert called(tmp_path, "grades.geojson", *joined)[0] == "Grades 1"


def test_a_class_is_told_in_the_words_beside_its_number(tmp_path):
    words = ("under 30 min", "over 30 min")
    rows = [
        {"name": f"Ward {n}", "access_class": n % 2, "access_label": words[n % 2]}
        for n in range(12)
    ]
    assert set(alone(tmp_path, points(*rows)).sites["category"]) == set(words)


@pytest.mark.parametrize("words", [("Oui", "Non"), ("ja", "nein"), ("да", "нет"), ("예", "아니오")])
def test_yes_and_no_are_no_categories_in_any_language(tmp_path, words):
    rows = [{"name": f"Poste {n}", "guichet": words[n % 2]} for n in range(12)]
    assert alone(tmp_path, points(*rows)).sites["category"].isna().all()


def test_a_quality_of_a_thing_is_not_what_it_is(tmp_path):
    rows = [{"@id": f"way/{n}", "landuse": "forest", "leaf_type": "mixed"} for n in range(3)]
    rows.append({"@id": "way/9", "landuse": "orchard", "name": "Old Orchard"})
    assert names(alone(tmp_path, points(*rows)))[:2] == ["forest", "forest"]


def test_a_name_of_groups_is_not_that_of_what_is_in_them(tmp_path):
    rows: list[dict[str, Any]] = [
        {"Объект": f"Дом {chr(1040 + n)}", "name": None} for n in range(30)
    ]
    for row in rows[:12]:
        row["name"] = "Кремль"
    assert names(alone(tmp_path, points(*rows)))[0] == "Дом А"


def test_a_few_with_a_name_elsewhere_keep_it(tmp_path):
    rows = [{"Name": f"Shop {chr(65 + n % 26)}", "Address": "1 Road"} for n in range(60)]
    rows.append({"FullName": "Veterinary station", "Address": "2 Road"})
    assert names(alone(tmp_path, points(*rows)))[-1] == "Veterinary station"


def test_where_a_label_stands_is_no_fact(tmp_path):
    row = {
        "commune": "Arboras",
        "label_lon": 3.47,
        "label_lat": 43.7,
        "center": [3.4, 43.7],
        "ha": 2,
    }
    assert on_card(alone(tmp_path, points(row))) == ["ha"]


def test_what_a_single_letter_counts_is_no_name(tmp_path):
    assert called(tmp_path, "icons.geojson", *({"z": 90 + n} for n in range(3)))[0] == "Icons 1"


def test_colours_of_a_few_are_no_kinds(tmp_path):
    rows: list[dict[str, Any]] = [
        {"@id": f"node/{n}", "amenity": ("bench", "fountain")[n % 2], "leisure": None}
        for n in range(20)
    ]
    rows[0]["colour"], rows[1]["colour"] = "#a52a2a", "#008000"
    rows[2] |= {"leisure": "park", "amenity": None}
    for row in rows[:12]:
        row["leaf_type"] = ("broadleaved", "mixed")[len(row["@id"]) % 2]
    layer = alone(tmp_path, points(*rows))
    assert set(layer.sites["category"]) == {"bench", "fountain", "park"}


def test_a_list_as_python_prints_it_is_read_as_words(tmp_path):
    rows = [{"name": "['Via Argentero', \"Lugaro\"]"}, {"name": "['Via Argentero', 'Via Lugaro']"}]
    assert names(alone(tmp_path, points(*rows))) == [rows[0]["name"], "Via Argentero, Via Lugaro"]


@pytest.mark.parametrize(
    ("file", "members", "expected"),
    [("city_parks.geojson", "", "City parks"), ("data.geojson", '"name": "OGRGeoJSON",', ""),
     ("data (2).geojson", "", ""), ("sites.geojson", "", ""),
     ("sites.geojson", '"name": "Lakes of Berlin",', "Lakes of Berlin")],
)  # fmt: skip
def test_the_map_is_called_as_its_layer(tmp_path, file, members, expected):
    text = f'{{"type": "FeatureCollection", {members} "features": []}}'
    (tmp_path / file).write_text(text, encoding="utf-8")
    title = make_content(join(open_project(tmp_path))).head["title"]
    # Its folder, in words.
    assert title["en"] == (expected or tmp_path.name.replace("_", " ").capitalize())


def test_html_that_says_so_of_itself_is_the_text(tmp_path):
    html = {"@type": "html", "value": "<b>Open</b> daily"}
    layer = alone(tmp_path, points({"name": "Inn", "description": html}))
    assert layer.sites["description"].tolist() == ["<b>Open</b> daily"]


def test_what_repeats_the_names_is_no_category(tmp_path):
    rows = [{"name": river, "label": river} for river in ("Inn", "Mur", "Enns") for _ in range(5)]
    assert alone(tmp_path, points(*rows)).sites["category"].isna().all()


def test_a_motorway_is_called_by_its_number(tmp_path):
    rows = [{"highway": "motorway", "ref": "A 5"}, *[{"highway": "service"}] * 2]
    assert names(alone(tmp_path, points(*rows))) == ["A 5", "service", "service"]
