"""Whatever stands in the data is text: it appears literally, and nothing of it runs."""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = [
    "<img src=x onerror=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    "`${window.hacked=1}`",
    "\"'><svg onload=window.hacked=1>",
    "{{ 7*7 }} {% raw %}",
    "<!--<script>",
    "\u2028\u2029\u202etxet",
    "&lt;b&gt; &amp;",
    "__proto__",
    "W" * 3000,
]


@pytest.fixture(scope="session")
def hostile(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    features = [
        {
            "type": "Feature",
            "properties": {
                "id": f"site-{number}",
                "name": name,
                "category": name,
                "description": name,
                "link": "javascript:window.hacked=1",
                name: name,
                "nested": {"<b>": [name]},
            },
            "geometry": {"type": "Point", "coordinates": [120.2 + number / 100, 30.2]},
        }
        for number, name in enumerate(NAMES)
    ]
    layer = {"type": "FeatureCollection", "features": features}
    (folder / "sites.geojson").write_text(json.dumps(layer), encoding="utf-8")
    (folder / "map.toml").write_text(f"title = {json.dumps(NAMES[1])}\n", encoding="utf-8")
    return build(folder)


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_names_appear_literally_on_list_and_card(
    hostile: Path, visitor: Callable[..., Any], number: int
) -> None:
    with visitor() as reader:
        page = reader.open(hostile, f"site=site-{number}&lang=en")
        card = page.get_by_role("complementary").last
        card.wait_for()
        assert NAMES[number] in (card.text_content() or "")
        assert page.evaluate("() => window.hacked") is None
        hrefs = page.evaluate("() => [...document.querySelectorAll('a')].map((a) => a.href)")
        assert hrefs
        assert not [href for href in hrefs if href.startswith("javascript:")]


def test_no_word_leaves_its_panel(hostile: Path, visitor: Callable[..., Any]) -> None:
    with visitor() as reader:
        page = reader.open(hostile, "lang=en")
        parts, beyond = page.evaluate(
            """() => {
              const panel = document.querySelector(".pm-panel");
              const { right } = panel.getBoundingClientRect();
              const parts = [...panel.querySelectorAll("button, h2, span")];
              const isBeyond = (one) => one.getBoundingClientRect().right > right + 1;
              return [parts.length, parts.filter(isBeyond).map((one) => one.className)];
            }"""
        )
        assert parts > len(NAMES)
        assert beyond == []


def test_the_page_has_one_script_policy_without_unsafe(hostile: Path) -> None:
    html = hostile.read_text(encoding="utf-8")
    policy = unescape(html.split('http-equiv="Content-Security-Policy"', 1)[1].split(">", 1)[0])
    script = policy.split("script-src", 1)[1].split(";", 1)[0]
    assert "sha256-" in script
    assert "unsafe" not in script
    assert "default-src 'none'" in policy
