"""The tables of ``data/``: every figure, relation and source, with its evidence."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from tests.data.own import (
    TABLES,
    cited,
    expected,
    sites,
    table,
)

# Relations the map must tell, in either direction.
RELATED = [
    ("magnetic-inertial-facility", "zero-magnetism-valley"),
    ("zero-magnetism-valley", "jiangnan-science-city"),
    ("fuxin-project", "binfu-zone"),
    ("olympic-stadium", "tennis-centre"),
    ("binfu-zone", "binjiang"),
    ("binxiao-park", "binjiang"),
    ("china-vision-valley", "binxiao-park"),
    ("ftz-binjiang", "china-data-valley"),
    ("zhejiang-data-exchange", "china-data-valley"),
    ("hangzhou-digital-exchange", "china-data-valley"),
]
CHAIN = {
    "0 to 1": {
        "zero-magnetism-valley",
        "jiangnan-science-city",
        "magnetic-inertial-facility",
        "baima-lake-laboratory",
        "sensing-centre",
    },
    "1 to 10": {
        "beihang-institute",
        "zju-binjiang-institute",
        "changguang-institute",
        "zhejiang-university",
    },
    "10 to N": {"fintech-centre"},
}
THEMES = {
    "ecosystem": {"智能物联", "生物医药", "高端装备", "绿色能源", "新材料"},
    "emerging": {"新一代人工智能", "区块链", "量子信息"},
}


@pytest.mark.parametrize("figure", expected("figures"), ids=lambda figure: figure["figure"])
def test_a_figure_has_its_value(figure: dict[str, str]) -> None:
    same = [
        row
        for row in table("indicators")
        if row["indicator_en"].casefold() == figure["figure"].casefold()
    ]
    assert len(same) == 1
    row = same[0]
    assert row["site_id"] == "binjiang"
    assert float(row["value"]) == float(figure["value"])
    for key in ("key", "theme", "year", "kind"):
        assert row[key] == figure[key], key
    assert row["unit_en"] == figure["unit"]
    assert row["flag_en"] == figure["flag"]
    assert published(row) == figure["change"]
    assert figure["note"] in row["note_en"]
    assert row["source"].startswith("article-")


def published(row: dict[str, str]) -> str:
    """A figure's change with its sign and unit, as it was published."""
    return f"{float(row['change']):+g}{row['change_unit']}" if row["change"] else ""


def test_a_change_has_number_unit_and_words_or_none_of_them() -> None:
    for row in table("indicators"):
        parts = [row[name] for name in ("change", "change_unit", "change_text", "change_text_en")]
        assert all(parts) or not any(parts), row["key"]


def test_a_key_is_one_indicator_with_one_theme_and_unit() -> None:
    seen: dict[str, set[tuple[str, ...]]] = {}
    for row in table("indicators"):
        about = tuple(row[name] for name in ("theme", "group", "unit", "unit_en"))
        seen.setdefault(row["key"], set()).add(about)
    assert all(len(abouts) == 1 for abouts in seen.values())
    assert {row["theme"] for row in table("indicators")} == {"科技", "产业", "幸福"}


def test_what_2022_and_2023_say_of_one_thing_stands_under_one_key() -> None:
    pairs: dict[str, dict[tuple[str, str], float]] = {}
    for row in table("indicators"):
        pairs.setdefault(row["key"], {})[row["year"], row["kind"]] = float(row["value"])
    assert {key: values for key, values in pairs.items() if len(values) > 1} == {
        "projects-over-100m": {("2022", "actual"): 42, ("2023", "target"): 25}
    }


def test_a_figure_without_a_year_of_its_own_says_so() -> None:
    inferred = {row["key"] for row in table("indicators") if "inferred" in row["note_en"]}
    assert inferred == {"commuting-roads", "micro-renewals", "school-places", "sports-grounds"}


def test_the_article_gives_28_figures() -> None:
    assert len(expected("figures")) == 28
    assert sum(row["source"].startswith("article-") for row in table("indicators")) == 28


# Relations and themes


@pytest.mark.parametrize(("one", "other"), RELATED)
def test_related_sites_are_related(one: str, other: str) -> None:
    pairs = {frozenset((row["site_id"], row["other_id"])) for row in table("relations")}
    assert frozenset((one, other)) in pairs


def test_no_site_is_related_to_itself() -> None:
    assert all(row["site_id"] != row["other_id"] for row in table("relations"))


def test_the_chain_from_research_to_market_is_complete() -> None:
    stages: dict[str, set[str]] = {}
    for row in table("themes"):
        if row["kind"] == "chain":
            stages.setdefault(row["theme_en"].partition(":")[0], set()).add(row["site_id"])
    assert stages == CHAIN


@pytest.mark.parametrize(("kind", "themes"), THEMES.items())
def test_themes_of_the_zone_are_complete(kind: str, themes: set[str]) -> None:
    zone = [row for row in table("themes") if row["site_id"] == "binjiang"]
    assert {row["theme"] for row in zone if row["kind"] == kind} == themes


def test_every_article_place_has_a_row_of_its_own() -> None:
    named = {row["site_id"] for name in ("indicators", "profiles") for row in table(name)}
    assert {place["id"] for place in expected("places")} <= named


# Sources


def test_every_source_exists_and_is_cited() -> None:
    known = [row["id"] for row in table("sources")]
    used = {
        source
        for text in [
            *(site["properties"]["source"] for site in sites().values()),
            *(row["source"] for name in TABLES if name != "sources" for row in table(name)),
        ]
        for source in cited(text)
    }
    assert len(set(known)) == len(known)
    assert used - set(known) == set()
    assert set(known) - used == set()


def test_a_source_can_be_found_again() -> None:
    for row in table("sources"):
        assert row["title"], row["id"]
        assert row["title_en"], row["id"]
        assert row["url"] or row["locator"], row["id"]
        if row["url"]:
            parts = urlsplit(row["url"])
            assert parts.scheme in {"http", "https"}
            assert parts.hostname


def test_links_are_web_addresses() -> None:
    links = [
        site["properties"]["link"] for site in sites().values() if "link" in site["properties"]
    ]
    assert links
    assert all(urlsplit(link).scheme in {"http", "https"} for link in links)


def test_what_is_told_in_chinese_is_told_in_english() -> None:
    pairs = {
        "indicators": ("theme", "group", "indicator", "unit"),
        "profiles": ("fact", "value"),
        "relations": ("relation",),
        "themes": ("group", "theme"),
        "sources": ("title",),
    }
    for name, columns in pairs.items():
        for row in table(name):
            for column in columns:
                assert row[column], (name, row)
                assert row[f"{column}_en"], (name, row)
            for column in {"flag", "change_text", "note"} & set(row):
                assert bool(row[column]) == bool(row[f"{column}_en"]), (name, row)


def test_no_sentence_is_given_twice() -> None:
    texts = [site["properties"]["description"] for site in sites().values()]
    assert len(set(texts)) == len(texts)
