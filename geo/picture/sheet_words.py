"""The sheet's own words; any other language than these has them in English."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "legend": "图例",
        "sites": "地点",
        "disc": "位置约在圈内",
        "area": "范围",
        "district": "示意边界，非法定界线",
        "motorway": "快速路、高速公路",
        "primary": "主要道路",
        "metro": "地铁线路与车站",
        "not_located": "尚无可靠位置",
        "more": "另有 {count} 处",
        "overview": "位置示意",
        "review": "审图号：{number}",
        "datum": "坐标系 WGS 84 · 墨卡托投影",
        "north": "北",
        "kilometres": "{count} 公里",
        "metres": "{count} 米",
    },
    "en": {
        "legend": "Legend",
        "sites": "Sites",
        "disc": "Place lies within the circle",
        "area": "Extent",
        "district": "Schematic outline, not a legal boundary",
        "motorway": "Expressway, motorway",
        "primary": "Main road",
        "metro": "Metro line and station",
        "not_located": "Not located yet",
        "more": "and {count} more",
        "overview": "Overview",
        "review": "Map review number: {number}",
        "datum": "WGS 84 · Mercator projection",
        "north": "N",
        "kilometres": "{count} km",
        "metres": "{count} m",
    },
}


def word(key: str, language: str, **values: object) -> str:
    """Say something in a language."""
    words = WORDS.get(language.partition("-")[0], WORDS["en"])
    return words[key].format(**values)
