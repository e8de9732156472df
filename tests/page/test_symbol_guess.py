"""Signs nobody chose: true ones or plain ones."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from geo.page.categories import make_categories, symbol_names
from geo.page.symbol_guess import PLAIN, guessed_symbol
from tests.projects import joined, site

PAGE = Path("geo/page")


@pytest.mark.parametrize(
    ("texts", "symbol"),
    [
        (["三级甲等医院"], "hospital"),
        (["市级产业园区"], "park"),
        (["湿地公园"], "tree"),
        (["购物中心"], "shop"),
        (["Park"], "tree"),
        (["industrial_park"], "park"),
        (["Primary Schools"], "school"),
        (["Schulen"], None),
        (["Schule"], "school"),
        (["parking"], "parking"),
        (["Parks & more"], None),
        (["amenity"], None),
        (["医院", "School"], None),
        (["医院", "Hospital"], "hospital"),
        (["中山"], "mountain"),
        (["A"], None),
        ([""], None),
    ],
)
def test_only_clear_words_get_a_pictogram(texts: list[str], symbol: str | None) -> None:
    assert guessed_symbol(texts) == symbol


def test_every_symbol_of_the_table_is_drawn_and_no_word_stands_twice() -> None:
    table = tomllib.loads((PAGE / "symbol_words.toml").read_text(encoding="utf-8"))
    drawn = json.loads((PAGE / "symbols.json").read_bytes())
    assert set(table) <= set(drawn)
    assert set(PLAIN) <= set(drawn)
    words = [word.casefold() for listed in table.values() for word in listed]
    twice = {word for word in words if words.count(word) > 1}
    assert twice == set()


def test_categories_nobody_dressed_get_plain_shapes_each_its_own(tmp_path: Path) -> None:
    names = ["Alpha", "Beta", "Gamma", "hospital"]
    features = [site(n, (120.1 + i / 50, 30.1), category=n) for i, n in enumerate(names)]
    layer = joined(tmp_path, features, map_toml='languages = ["en"]\n')
    categories, _, _ = make_categories(layer)
    signs = {category["id"]: category["symbol"] for category in categories}
    assert signs == {
        "Alpha": "circle", "Beta": "square", "Gamma": "triangle", "hospital": "hospital",
    }  # fmt: skip


def test_a_category_of_the_settings_may_be_called_as_its_sign(tmp_path: Path) -> None:
    layer = joined(
        tmp_path,
        [site("a", category="venue"), site("b", (120.2, 30.2), category="park")],
        map_toml='[categories.venue]\nlabel = "Halls"\n',
    )
    categories, _, _ = make_categories(layer)
    assert {c["id"]: c["symbol"] for c in categories} == {"venue": "venue", "park": "tree"}
    assert "flag" in symbol_names()
