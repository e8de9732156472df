"""What the page is told about itself: categories, fields, tables, first view, base maps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from geo.page.head import make_head
from geo.page.pinyin import MOST_IN_CONTEXT, syllables
from geo.project.datapackage import DataPackage, Resource, TableField
from geo.project.settings import (
    BaseMapSettings,
    BaseSettings,
    CardSettings,
    CategorySettings,
    Settings,
    TableSettings,
    ViewSettings,
)
from tests.page import golden
from tests.page.layers import head_of, layer_of

if TYPE_CHECKING:
    from pathlib import Path


def test_categories_come_in_the_order_of_the_settings_then_by_frequency() -> None:
    layer = layer_of([(0, 0)] * 7, category=["b", "a", "b", "c", None, "c", "c"])
    configured = {"a": CategorySettings("a"), "unused": CategorySettings("unused")}
    head = head_of(layer, categories=configured)
    assert [c["id"] for c in head.value["categories"]] == ["a", "c", "b", ""]
    assert head.categories.tolist() == [2, 0, 2, 1, 3, 1, 1]
    assert head.value["categories"][3]["label"]["en"] == "Uncategorised"
    signs = [(c["color"], c["symbol"]) for c in head.value["categories"]]
    assert len({colour for colour, _ in signs}) == len({symbol for _, symbol in signs}) == 4


def test_a_layer_without_categories_has_one() -> None:
    (category,) = head_of(layer_of([(0, 0)])).value["categories"]
    assert category["id"] == ""
    assert category["label"]["en"] == "Sites"


def test_numbers_may_be_categories() -> None:
    head = head_of(layer_of([(0, 0)] * 3, category=[1, 2, 2]))
    assert [c["id"] for c in head.value["categories"]] == ["1", "2"]


def test_the_card_shows_everything_that_has_no_place_of_its_own() -> None:
    layer = layer_of(
        [(0, 0)],
        name=["a"],
        description=["d"],
        source=["s"],
        address=["x"],
        address_en=["y"],
        opened=[2022],
        nothing=[None],
    )
    fields = head_of(layer).value["fields"]
    assert [field["name"] for field in fields] == ["address", "opened"]
    assert fields[0]["label"] == {"zh": "地址", "en": "Address"}
    assert fields[1]["type"] == "year"  # not 2,022


def test_the_settings_choose_fields_and_what_they_name_must_exist() -> None:
    layer = layer_of([(0, 0)], a=[1], b=[2], c=[3])
    head = head_of(layer, card=CardSettings(fields=["c", "a", "x"], hidden=["a"]))
    assert [field["name"] for field in head.value["fields"]] == ["c"]
    assert [problem.code for problem in head.problems] == ["card-field-unknown"]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, 2], "integer"),
        ([1.0, None], "integer"),
        ([1.5, 2], "number"),
        ([True, False], "boolean"),
        (["2024-01-31", None], "date"),
        (["2024-01-31", "soon"], "string"),
        (["https://a.example/x", "http://b.example"], "url"),
        ([["a"], {"b": 1}], "json"),
        (pd.to_datetime(["2024-01-01", None]), "date"),
        ([1, "a"], "string"),
    ],
)
def test_types_are_seen_in_the_values(values: Any, kind: str) -> None:
    layer = layer_of([(0, 0), (1, 1)], x=values)
    assert head_of(layer).value["fields"][0]["type"] == kind


def test_the_data_package_names_and_types_columns() -> None:
    field = TableField("x", "year", title={"zh": "某年"}, unit={"zh": "年"})
    package = DataPackage(resources={"sites": Resource("sites", "sites.geojson", fields=(field,))})
    layer = layer_of([(0, 0)], x=[2020])
    layer = replace(layer, project=replace(layer.project, package=package))
    (told,) = make_head(layer).value["fields"]
    assert told == {
        "name": "x", "label": {"zh": "某年"}, "type": "year", "unit": {"zh": "年"}, "count": 1,
    }  # fmt: skip


def test_what_the_card_does_not_show_can_still_be_looked_at() -> None:
    layer = layer_of(
        [(0, 0), (1, 1), None], name=["a", "b", "c"], accuracy_m=[5.0, None, 7.0],
        status=["open", "open", None], located_by=["GPS", None, None],
    )  # fmt: skip
    head = head_of(layer, card=CardSettings(fields=["status"], hidden=["located_by"])).value
    assert head["fields"] == [
        {"name": "status", "label": {"zh": "状态", "en": "Status"}, "type": "string", "count": 2,
         "distinct": 1},
    ]  # fmt: skip
    assert [(field["name"], field["type"], field["count"]) for field in head["others"]] == [
        ("accuracy_m", "integer", 2)
    ]


@pytest.mark.parametrize(
    ("columns", "role", "parts"),
    [
        (
            ["indicator", "indicator_en", "value", "unit", "year", "kind"],
            "figures",
            {"indicator": "indicator", "value": "value", "unit": "unit", "year": "year",
             "kind": "kind"},
        ),
        (["fact", "value", "source"], "facts",
         {"label": "fact", "value": "value", "source": "source"}),
        (["relation", "other_id"], "relations", {"relation": "relation", "other": "other_id"}),
        (["colour", "size"], "rows", {}),
    ],
)  # fmt: skip
def test_a_table_is_known_by_its_columns(
    columns: list[str], role: str, parts: dict[str, str]
) -> None:
    layer = layer_of([(0, 0)])
    frame = pd.DataFrame({"site_id": ["s0"], "site": [0], **{name: ["x"] for name in columns}})
    layer.related["t"] = frame
    (table,) = make_head(layer).value["tables"]
    assert (table["role"], table["parts"]) == (role, parts)
    assert "site_id" not in [field["name"] for field in table["fields"]]


def test_the_settings_say_what_a_table_is() -> None:
    layer = layer_of([(0, 0)])
    frame = pd.DataFrame({"site_id": ["s0"], "site": [0], "wert": [1]})
    layer.related |= {"a": frame, "b": frame}
    layer.references["sources"] = pd.DataFrame({"id": ["s1"], "title": ["T"], "url": ["u"]})
    tables = {
        "b": TableSettings(label={"zh": "乙"}, role="figures", parts={"value": "wert"}),
        "a": TableSettings(role="hidden"),
    }
    head = head_of(layer, tables=tables)
    assert [table["name"] for table in head.value["tables"]] == ["b", "sources"]
    assert head.value["tables"][0]["parts"] == {"value": "wert"}
    assert head.value["tables"][1]["role"] == "sources"
    packed = golden.encode_layer(replace(layer), head.value, head.categories)["tables"]
    assert [table["name"] for table in packed.meta["tables"]] == ["b", "sources"]


def test_the_first_view_leaves_out_what_lies_far_off() -> None:
    crowd = [(120 + i / 100, 30 + i / 100) for i in range(10)]
    view = head_of(layer_of([*crowd, (110, 25), None])).value["view"]
    assert view["bounds"] == [120, 30, 120.09, 30.09]
    seven = head_of(layer_of([*crowd[:6], (110, 25)])).value["view"]
    assert seven["bounds"] == [110, 25, 120.05, 30.05]
    spread = head_of(layer_of([(0, 0), (50, 0), (0, 50)])).value["view"]
    assert spread["bounds"] == [0, 0, 50, 50]


def test_a_lone_site_is_in_the_middle() -> None:
    view = head_of(layer_of([(120.5, 30.5)])).value["view"]
    # With towns around it: no ground has streets.
    assert view == {"center": [120.5, 30.5], "zoom": 11, "minZoom": 3, "maxZoom": 19}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (ViewSettings(bounds=(1, 2, 3, 4)), {"bounds": [1, 2, 3, 4]}),
        (ViewSettings(center=(1, 2), zoom=9.5), {"center": [1, 2], "zoom": 9.5}),
        (ViewSettings(focus=["s0", "s1"]), {"bounds": [0, 0, 1, 1]}),
        (ViewSettings(min_zoom=5, max_zoom=7), {"minZoom": 5, "maxZoom": 7}),
    ],
)
def test_the_settings_choose_the_first_view(
    settings: ViewSettings, expected: dict[str, Any]
) -> None:
    layer = layer_of([(0, 0), (1, 1), (9, 9)])
    view = head_of(layer, view=settings).value["view"]
    assert {key: view.get(key) for key in expected} == expected


def test_a_map_of_nothing_located_shows_the_world() -> None:
    assert head_of(layer_of([None])).value["view"]["bounds"][0] == -180


def test_problems_of_settings_have_their_line(tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(
        '[card]\nfields = ["id", "ghost"]\n[[base.maps]]\nid = "b"\nprovider = "No.Such"\n'
        '[view]\nfocus = ["nowhere"]\n',
        "utf-8",
    )
    settings = Settings(
        card=CardSettings(fields=["id", "ghost"]),
        base=BaseSettings(maps=[BaseMapSettings(id="b", provider="No.Such")]),
        view=ViewSettings(focus=["nowhere"]),
    )
    layer = layer_of([(0, 0)])
    project = replace(layer.project, folder=tmp_path, settings=settings)
    problems = make_head(replace(layer, project=project)).problems
    places = {problem.code: problem.place[1:] for problem in problems}
    assert places == {
        "base-provider-unknown": (5, 12),
        "card-field-unknown": (2, 17),
        "focus-unknown": (7, 10),
    }


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["白马湖"], {"白": "bai", "马": "ma", "湖": "hu"}),
        (["重庆路"], {"重": "chong", "庆": "qing", "路": "lu"}),
        (["绿", "𠮷"], {"绿": "lv"}),
        (["Lab 42", ""], {}),
        (["重庆路", "重要"], {"重": "chong zhong", "庆": "qing", "路": "lu", "要": "yao"}),
    ],
)
def test_syllables_are_read_in_their_words(names: list[str], expected: dict[str, str]) -> None:
    assert syllables(names) == expected


def test_very_many_names_are_read_by_the_character() -> None:
    assert syllables(["白马湖"] * (MOST_IN_CONTEXT + 1)) == syllables(["白", "马", "湖"])
