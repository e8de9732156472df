"""Which column is the names, which the categories: kinds of files met among strangers'."""

from __future__ import annotations

from typing import Any

import pytest

from geo.page.content import make_content
from tests.joining.test_strangers import alone, names, points


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
