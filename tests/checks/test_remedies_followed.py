"""The other remedies for a layer's text and its sites, each followed as it is written."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from geo.joining import join
from geo.problems import Problem, catalogue, errors
from geo.project import open_project
from tests.checks.test_remedies import (
    BAD,
    NOTHING_TO_DO,
    REMEDIES,
    delete_member,
    first_of,
    meant,
    no_geometry,
    offset,
    opened,
    replaced,
    the_position,
    value_at,
)
from tests.projects import site, write_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Hand = Callable[[Path, str, Problem], str]


def written(value: str) -> Hand:
    """Write a value of the kind the remedy asks for in the place of the one there."""
    return lambda _, text, problem: replaced(text, problem, value)


def put(before: str) -> Hand:
    """Put something before the place."""

    def hand(_: Path, text: str, problem: Problem) -> str:
        start = offset(text, problem)
        return text[:start] + before + text[start:]

    return hand


def first_member(member: str) -> Hand:
    """Write a member at the beginning of the object at the place."""

    def hand(_: Path, text: str, problem: Problem) -> str:
        start = offset(text, problem) + 1
        return f"{text[:start]}{member}, {text[start:]}"

    return hand


def property_of_feature(member: Callable[[Problem], str]) -> Hand:
    """Write a property of the feature that the place is in, or that begins there."""

    def hand(_: Path, text: str, problem: Problem) -> str:
        mark, start = '"properties": {', offset(text, problem)
        at = text.find(mark, start, text.find("\n", start))
        at = (text.rindex(mark, 0, start) if at < 0 else at) + len(mark)
        return f"{text[:at]}{member(problem)}, {text[at:]}"

    return hand


def matched(pattern: str, new: Callable[[re.Match[str]], str]) -> Hand:
    """Change what stands at the place."""

    def hand(_: Path, text: str, problem: Problem) -> str:
        start = offset(text, problem)
        found = re.compile(pattern, re.DOTALL).match(text, start)
        assert found, text[start : start + 40]
        return text[:start] + new(found) + text[found.end() :]

    return hand


def everywhere(pattern: str, new: str, count: int = 0) -> Hand:
    return lambda _, text, __: re.sub(pattern, new, text, count=count)


def layer_changed(change: Callable[[dict[str, Any]], Any]) -> Hand:
    """Change each geometry."""

    def hand(_: Path, text: str, __: Problem) -> str:
        layer = json.loads(text)
        for feature in layer["features"]:
            feature["geometry"] = change(feature["geometry"])
        return json.dumps(layer, ensure_ascii=False)

    return hand


def cut_after(_: Path, text: str, problem: Problem) -> str:
    return text[: offset(text, problem)]


def closing_bracket(_: Path, text: str, problem: Problem) -> str:
    found = re.search(r"the ([\[{]) of line", problem.message())
    assert found
    return text.rstrip() + {"[": "]", "{": "}"}[found[1]]


def entry_deleted(_: Path, text: str, problem: Problem) -> str:
    """Delete an entry of a list with the comma after it."""
    start = offset(text, problem)
    _, end = value_at(text, start)
    after = re.compile(r"\s*,\s*").match(text, end)
    return text[:start] + text[after.end() if after else end :]


def entry_added(entry: str) -> Hand:
    def hand(_: Path, text: str, problem: Problem) -> str:
        _, end = value_at(text, offset(text, problem))
        return f"{text[: end - 1]}, {entry}{text[end - 1 :]}"

    return hand


def in_settings(folder: Path, text: str, problem: Problem) -> str:
    """Add the table of map.toml that the remedy names."""
    found = re.search(r"\[categories\.\S+\]", problem.fix())
    assert found
    with (folder / "map.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"{found[0]}\n")
    return text


def under_layer(folder: Path, text: str, problem: Problem) -> str:
    """Write under [layer] in map.toml what the remedy says first."""
    found = re.search(r'datum = "\w+"', problem.fix())
    assert found
    (folder / "map.toml").write_text(f"[layer]\n{found[0]}\n", encoding="utf-8")
    return text


def quoted_in_remedy(pattern: str) -> Callable[[Problem], str]:
    def find(problem: Problem) -> str:
        found = re.search(pattern, problem.fix())
        assert found
        return found[0]

    return find


def slug_here_and_in_tables(folder: Path, text: str, problem: Problem) -> str:
    slug = quoted_in_remedy("(?<=write )[^,]+")(problem)
    table = folder / "tables" / "staff.csv"
    table.write_text(f"site_id,staff\n{slug},5\n", encoding="utf-8")
    return replaced(text, problem, f'"{slug}"')


def rounded(value: Any) -> Any:
    return [rounded(v) for v in value] if isinstance(value, list) else round(value, 6)


def flat(geometry: dict[str, Any]) -> list[dict[str, Any]]:
    parts = geometry.get("geometries")
    return [one for part in parts for one in flat(part)] if parts else [geometry]


SQUARE = "[[120.1, 30.1], [120.2, 30.1], [120.2, 30.2], [120.1, 30.1]]"

HANDS: dict[str, Hand] = {
    "json-missing-colon": put(": "),
    "json-missing-value": put('"Feature"'),
    "json-bare-word": matched(r"\w+", lambda found: f'"{found[0]}"'),
    "json-bad-number": matched(r"[+\-\w.]+", lambda found: str(float(found[0]))),
    "json-full-width-quote": everywhere("[“”]", '"'),
    "json-comment": matched(r"//[^\n]*", lambda _: ""),
    "json-unclosed-string": matched(r'"[^}\n]*', lambda found: f'{found[0]}"'),
    "json-control-character": matched(r"\t", lambda _: r"\t"),
    "json-bad-escape": put("\\"),
    "json-wrong-bracket": put("]"),
    "json-unclosed": closing_bracket,
    "json-extra-data": cut_after,
    "duplicate-key": delete_member,
    "missing-type": first_member('"type": "Point"'),
    "unknown-type": written('"Point"'),
    "missing-geometry": first_member('"geometry": null'),
    "missing-properties": first_member('"properties": {}'),
    "geometry-kind": entry_deleted,
    "feature-kind": entry_deleted,
    "position-kind": written("[120.15, 30.15]"),
    "position-too-short": written("[120.15, 30.15]"),
    "position-too-long": written("[120.2, 30.1]"),
    "decimal-commas-likely": lambda _, text, problem: replaced(
        text, problem, quoted_in_remedy(r"(?<=write )\[[^]]*\]")(problem)
    ),
    "coordinate-kind": written("30.2"),
    "line-too-short": entry_added("[120.2, 30.2]"),
    "ring-too-short": written(SQUARE),
    "ring-collapsed": entry_deleted,
    "spike": entry_deleted,
    "empty-geometry": no_geometry,
    "position-blank": everywhere(", \\[\\]", ", [120.22, 30.1]"),
    "single-collection": layer_changed(lambda geometry: geometry["geometries"][0]),
    "nested-collection": layer_changed(
        lambda geometry: {"type": "GeometryCollection", "geometries": flat(geometry)}
    ),
    "too-precise": layer_changed(
        lambda geometry: {**geometry, "coordinates": rounded(geometry["coordinates"])}
    ),
    "bbox-number": everywhere(r'"bbox": \[[^\]]*\],', ""),
    "bbox-length": everywhere(r'"bbox": \[[^\]]*\],', ""),
    "bbox-order": everywhere(r'"bbox": \[[^\]]*\]', '"bbox": [120, 30, 121, 31]'),
    "missing-id": property_of_feature(quoted_in_remedy('"id": "[^"]+"')),
    "id-kind": written('"baima-lake"'),
    "duplicate-id": written('"b"'),
    "id-other": lambda _, text, problem: replaced(text, problem, f'"{problem.params["id"]}"'),
    "id-not-slug": slug_here_and_in_tables,
    "name-missing": first_member('"name": "Lake"'),
    "unknown-category": in_settings,
    "unknown-category-near": meant,
    "category-not-text": written('"park"'),
    "ids-as-list": matched(r"\[[^\]]*\]", lambda found: f'"{",".join(json.loads(found[0]))}"'),
    "accuracy-not-positive": written("50"),
    "link-not-address": written('"https://example.org/"'),
    "latitude-out-of-range": written("[100.21, 30.17]"),
    "swapped": the_position,
    "latitude-first-perhaps": under_layer,
    "decimal-commas": the_position,
    "null-island": layer_changed(
        lambda geometry: geometry if any(geometry["coordinates"]) else None
    ),
    "sign-lost": the_position,
    "minutes-as-decimals": the_position,
    "projected-coordinates": written("[-3.92, 50.76]"),
    "datum-abroad": everywhere(r', "datum": "\w+"', ""),
    "shifted-gcj02": property_of_feature(quoted_in_remedy('"datum": "gcj02"')),
    "shifted-bd09": property_of_feature(quoted_in_remedy('"datum": "bd09"')),
}
ASKS = {
    # Only its author knows the right value, or another program has to write the file.
    "file-unreadable", "encoding-not-utf8", "encoding-damaged", "lone-surrogate", "json-empty",
    "json-missing-key", "json-unexpected", "json-too-deep", "number-too-large",
    "javascript-program", "web-page", "git-lfs-pointer", "other-format", "overpass-empty",
    "topojson", "esri-json", "not-geojson",
    "type-not-here", "missing-member", "wrong-kind", "no-features", "too-many-features",
    "layer-too-wide", "too-many-positions", "too-many-properties", "coordinates-nesting",
    "text-too-long",
    "more-of-the-same",
    # Where an outline should run.
    "self-crossing", "hole-outside", "holes-nested", "parts-overlap", "area-collapsed",
    "area-invalid",
    # Which site or source is meant, and where one lies.
    "unknown-part-of", "part-of-itself", "unknown-source", "unknown-source-near", "far-from-others",
    "too-coarse", "system-elsewhere", "system-degrees",
}  # fmt: skip
NEEDS_TABLE = {
    "missing-id": "a",
    "id-kind": "a",
    "duplicate-id": "a",
    "id-not-slug": "Baima Lake, west",
}
"""A table that refers to a site, by its id: only then ids are asked for."""


def prepared(folder: Path, code: str) -> None:
    """What stands around the layer where a remedy is asked for."""
    if code in NEEDS_TABLE:
        (folder / "tables").mkdir()
        rows = f'site_id,staff\n"{NEEDS_TABLE[code]}",5\n'
        (folder / "tables" / "staff.csv").write_text(rows, encoding="utf-8")
    if code.startswith("unknown-category"):
        (folder / "map.toml").write_text("[categories.park]\n", encoding="utf-8")
    if code == "ids-as-list":
        (folder / "tables").mkdir()
        rows = "id,title\nnews,News\nplan,Plan\nrumour,Rumour\n"
        (folder / "tables" / "sources.csv").write_text(rows, encoding="utf-8")


@pytest.mark.parametrize("code", HANDS)
def test_a_remedy_followed_as_it_is_written_makes_the_map(tmp_path: Path, code: str) -> None:
    prepared(tmp_path, code)
    text = (BAD / f"{code}.geojson").read_text(encoding="utf-8")
    layer = opened(tmp_path, text)
    assert first_of(layer, code) is not None
    for _ in range(30):
        # What one remedy leaves open has a remedy of its own.
        wrong = [one for one in layer.problems if one.code == code or one in errors(layer.problems)]
        if not wrong:
            break
        problem = min(wrong, key=lambda one: (one.place.line or 0, one.place.column or 0))
        text = {**REMEDIES, **HANDS}[problem.code](tmp_path, text, problem)
        layer = opened(tmp_path, text)
    assert first_of(layer, code) is None
    assert errors(layer.problems) == []
    assert len(layer.sites)


def test_every_remedy_for_a_layer_is_followed_or_asks_its_author() -> None:
    codes = {code.name for code in catalogue().values() if code.subject in {"geojson", "sites"}}
    codes = {name for name in codes if not name.startswith("location-")}
    assert codes == set(REMEDIES) | set(HANDS) | NOTHING_TO_DO | ASKS
    assert not set(HANDS) & ASKS


CATEGORIES = ["白马湖", "a b", 'a"]b', "</script>", "a\u2028b", "\\", "constructor"]


@pytest.mark.parametrize("name", CATEGORIES)
def test_the_table_of_a_category_is_written_as_toml_has_it(tmp_path: Path, name: str) -> None:
    folder = write_project(tmp_path, [site("lake", category=name)], map_toml="[categories.park]\n")
    told = first_of(join(open_project(folder)), "unknown-category")
    assert told is not None
    for language in ("en", "zh"):
        added = re.search(r"\[categories\..+\](?= to map|$)", told.fix(language))
        assert added
        assert tomllib.loads(added[0]) == {"categories": {name: {}}}
