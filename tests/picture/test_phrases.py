"""A sheet breaks names in languages without spaces between their words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from geo.page.basemap import ground_of
from geo.page.head import make_head
from geo.picture.engine import run
from geo.picture.phrases import phrases_of
from geo.picture.scene import ask
from tests.picture.golden import place
from tests.projects import joined

if TYPE_CHECKING:
    from pathlib import Path


def test_the_parts_of_a_name_are_the_words_of_its_language() -> None:
    parts = phrases_of({
        "zh": ["杭州奥体中心体育馆与游泳馆", "白马湖", None],
        "zh-Hant": ["國立故宮博物院南部院區"],
        "ja": ["東京都立産業貿易センター", "江戸川区自然動物園の水族館"],
        "en": ["Hangzhou Olympic Sports Centre"],
    })  # fmt: skip
    assert parts["杭州奥体中心体育馆与游泳馆"][-3:] == ["体育馆", "与", "游泳馆"]
    # What is short or has spaces needs none; a part longer than a line is no help.
    assert set(parts) == {
        "杭州奥体中心体育馆与游泳馆", "國立故宮博物院南部院區", "江戸川区自然動物園の水族館",
    }  # fmt: skip
    assert all(len(those) > 1 for those in parts.values())


@given(name=st.text(alphabet="杭州奥体中心体育馆与游泳馆（大莲花） A1，", max_size=30))
def test_the_parts_together_are_the_name(name: str) -> None:
    assert all("".join(those) == whole for whole, those in phrases_of({"zh": [name]}).items())


def test_a_sheet_breaks_a_name_between_words(tmp_path: Path) -> None:
    layer = joined(
        tmp_path,
        [place("gym", "杭州奥体中心体育馆与游泳馆", "Gymnasium", (120.2, 30.2), accuracy_m=5)],
        map_toml='languages = ["zh", "en"]',
    )
    head = make_head(layer)
    asking = ask(
        layer,
        head,
        ground_of(layer, head.value["languages"], head.value["view"]),
        (0, 0, 600, 400),
        theme="light",
    )
    (name,) = json.loads(run("parkmapScene", asking))["names"]
    assert name["lines"][:2] == ["杭州奥体中心", "体育馆与游泳馆"]
