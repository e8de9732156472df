"""A folder with one file of somebody else's in it, and nothing said: a map that looks meant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_other_projects import names_of_list

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Parks of a city as its open data would have them, in three languages; all invented.
LANGUAGES = {
    "en": {
        "name": "PARK_NAME", "kind": "PARK_TYPE", "kinds": ("Metro", "Nature"),
        "names": ("Walnut Creek", "Oak Hill", "Long Meadow"),
    },
    "zh": {
        "name": "公园名称", "kind": "类型", "kinds": ("综合公园", "郊野公园"),
        "names": ("白马湖公园", "湘湖公园", "长河绿地"),
    },
    "ja": {
        "name": "公園名", "kind": "種別", "kinds": ("総合公園", "街区公園"),
        "names": ("中央公園", "桜の森公園", "海辺の広場"),
    },
}  # fmt: skip


def stranger(folder: Path, words: dict[str, Any]) -> Path:
    rows = [
        {"OBJECTID": number, words["name"]: name, words["kind"]: words["kinds"][number % 2],
         "visits": [{f"visitor_of_{n}": "B07F61A0-5DE5-4F1C" for n in range(6)}] * 2,
         "Shape_Length": 12.5, "marker-size": "medium", "LAT": 35.6, "LONG": 139.7}
        for number, name in enumerate((None, *words["names"], None))
    ]  # fmt: skip
    features = [
        {
            "type": "Feature",
            "properties": row,
            "geometry": {"type": "Point", "coordinates": [139.7 + row["OBJECTID"] / 500, 35.6]},
        }
        for row in rows
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    (folder / "sites.geojson").write_text(f"var parks = {text};\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_strangers_parks_have_names_kinds_and_their_language(
    tmp_path: Path, build: Callable[..., Path], visitor: Callable[..., Any], language: str
) -> None:
    words = LANGUAGES[language]
    with visitor() as reader:
        page = reader.open(build(stranger(tmp_path, words)), f"lang={language}")
        assert page.locator("html").get_attribute("lang") in {language, "zh-CN"}
        # Those that have a name come first in their group, by what it is the others.
        first, second = words["kinds"]
        assert names_of_list(page) == [
            words["names"][1], first, first, words["names"][0], words["names"][2],
        ]  # fmt: skip
        for kind in (first, second):
            expect(page.get_by_role("button", name=kind).first).to_be_visible()
        page.get_by_role("list").first.get_by_role("button", name=words["names"][0]).click()
        card = page.get_by_role("complementary", name=words["names"][0], exact=True)
        expect(card).to_be_visible()
        for noise in ("OBJECTID", "Shape_Length", "marker-size", "LONG", words["kind"]):
            assert noise not in card.inner_text()
        # A table within a row scrolls, and the card does not.
        is_wide = "wide => wide.scrollWidth > wide.clientWidth"
        assert card.locator(".pm-wide").evaluate(is_wide)
        facts = card.locator(".pm-facts").first.bounding_box()
        assert facts["width"] <= card.bounding_box()["width"]
