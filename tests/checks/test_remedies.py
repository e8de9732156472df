"""A remedy, followed to the letter, leads to the right map: each that a program can follow."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geo.joining import join
from geo.problems import Problem, catalogue, errors
from geo.project import open_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.joining import SiteLayer

    Remedy = Callable[[Path, str, Problem], str]

BAD = Path(__file__).parents[1] / "fixtures" / "geojson" / "bad"
SETTING = re.compile(r'(?:write )?(?P<key>crs|id|name|category) = (?P<value>"[^"]*")')


def offset(text: str, problem: Problem) -> int:
    """Where in a text a problem's place is."""
    line, column = problem.place.line, problem.place.column
    assert line is not None
    assert column is not None
    return sum(map(len, text.splitlines(keepends=True)[: line - 1])) + column - 1


def value_at(text: str, start: int) -> tuple[Any, int]:
    return json.JSONDecoder().raw_decode(text, start)


def replaced(text: str, problem: Problem, new: str) -> str:
    """Put something in the place of the value that a problem is about."""
    start = offset(text, problem)
    _, end = value_at(text, start)
    return text[:start] + new + text[end:]


def the_setting(folder: Path, text: str, problem: Problem) -> str:
    """Write the one line into map.toml that the remedy says."""
    found = SETTING.search(problem.fix())
    assert found
    (folder / "map.toml").write_text(f"[layer]\n{found['key']} = {found['value']}\n", "utf-8")
    return text


def the_system_of_the_source(folder: Path, text: str, _: Problem) -> str:
    """What only the source knows: here that the numbers are in Quebec's own system."""
    (folder / "map.toml").write_text('[layer]\ncrs = "EPSG:32198"\n', "utf-8")
    return text


def the_transform_of_the_source(_folder: Path, text: str, _: Problem) -> str:
    """What only the source knows: here how its numbers were made of Mercator's."""
    how = {
        "crs": "+proj=merc +datum=WGS84 +units=m +no_defs", "scale": 0.01, "jsonres": 15.5,
        "jsonmarginX": -999, "jsonmarginY": 9851, "xoffset": 13360000, "yoffset": 3580000,
    }  # fmt: skip
    member = json.dumps({"hc-transform": {"default": how}})[1:-1]
    return text.replace("{", f"{{{member},", 1)


def the_zone(folder: Path, text: str, problem: Problem) -> str:
    """Write what UTM's zone 17, where the numbers come from, has north of the equator."""
    found = re.search(r"n is (\d+) north", problem.fix())
    assert found
    system = int(found[1]) + 17
    (folder / "map.toml").write_text(f'[layer]\ncrs = "EPSG:{system}"\n', "utf-8")
    return text


def the_first_likely(folder: Path, text: str, problem: Problem) -> str:
    found = re.search(r"EPSG:\d+", problem.message())
    assert found
    (folder / "map.toml").write_text(f'[layer]\ncrs = "{found[0]}"\n', "utf-8")
    return text


def the_position(_: Path, text: str, problem: Problem) -> str:
    """Write the position that stands in the remedy."""
    found = re.search(r"\[-?[\d.]+, -?[\d.]+\]", problem.fix())
    assert found
    return replaced(text, problem, found[0])


def the_number(_: Path, text: str, problem: Problem) -> str:
    """Write the number in the remedy for the first of a position."""
    start = offset(text, problem)
    position, end = value_at(text, start)
    return text[:start] + json.dumps([float(problem.params["turned"]), *position[1:]]) + text[end:]


def delete_member(_: Path, text: str, problem: Problem) -> str:
    """Delete the member whose key the problem is at."""
    start = offset(text, problem)
    key, at = value_at(text, start)
    assert isinstance(key, str)
    value_start = re.compile(r"\s*:\s*").match(text, at)
    assert value_start
    _, end = value_at(text, value_start.end())
    after = re.compile(r"\s*,").match(text, end)
    if after:
        return text[:start] + text[after.end() :]
    return text[:start].rstrip().removesuffix(",") + text[end:]


def delete_character(_: Path, text: str, problem: Problem) -> str:
    start = offset(text, problem)
    return text[:start] + text[start + 1 :]


def comma_before(_: Path, text: str, problem: Problem) -> str:
    start = offset(text, problem)
    kept = text[:start].rstrip()
    return kept + "," + text[len(kept) :]


def ascii_sign(_: Path, text: str, problem: Problem) -> str:
    start = offset(text, problem)
    return text[:start] + problem.params["instead"] + text[start + 1 :]


def double_quotes(_: Path, text: str, problem: Problem) -> str:
    start = offset(text, problem)
    end = text.index("'", start + 1)
    return f'{text[:start]}"{text[start + 1 : end]}"{text[end + 1 :]}'


def quoted_key(_: Path, text: str, problem: Problem) -> str:
    start = offset(text, problem)
    word = problem.params["found"]
    return f'{text[:start]}"{word}"{text[start + len(word) :]}'


def null(_: Path, text: str, problem: Problem) -> str:
    start = offset(text, problem)
    word = problem.params["found"]
    return text[:start] + "null" + text[start + len(word) :]


def meant(_: Path, text: str, problem: Problem) -> str:
    return replaced(text, problem, json.dumps(problem.params["meant"], ensure_ascii=False))


def closed_ring(_: Path, text: str, problem: Problem) -> str:
    """Repeat the first position behind the last, where the problem is."""
    first = json.dumps([float(number) for number in problem.params["first"].split(",")])
    _, end = value_at(text, offset(text, problem))
    return f"{text[:end]}, {first}{text[end:]}"


def no_geometry(_: Path, text: str, problem: Problem) -> str:
    """Write null for the geometry around an empty position."""
    layer = json.loads(text)
    for feature in layer["features"]:
        geometry = feature["geometry"] or {}
        numbers = re.findall(r"-?\d", json.dumps(geometry.get("coordinates")))
        feature["geometry"] = geometry if numbers else None
    return json.dumps(layer, ensure_ascii=False)


def type_written(_: Path, text: str, problem: Problem) -> str:
    """Write the member that the remedy says at the beginning of the object."""
    found = re.search(r'"type": "\w+"', problem.fix())
    assert found
    start = offset(text, problem) + 1
    return f"{text[:start]}{found[0]}, {text[start:]}"


def nothing(_: Path, text: str, __: Problem) -> str:
    return text


REMEDIES: dict[str, Remedy] = {
    "system-guessed": the_setting,
    "system-unknown": the_system_of_the_source,
    "system-zone": the_zone,
    "system-drawing": the_transform_of_the_source,
    "system-likely": the_first_likely,
    "ids-repeated-other": the_setting,
    "crs-not-obeyed": the_setting,
    "crs-degrees": delete_member,
    "crs-member": delete_member,
    "swapped-certain": the_position,
    "projected-system": the_position,
    "degrees-minutes": the_position,
    "longitude-out-of-range": the_number,
    "misspelt-type": meant,
    "type-capitals": meant,
    "type-assumed": type_written,
    "unknown-part-of-near": meant,
    "unknown-datum": meant,
    "json-trailing-comma": delete_character,
    "json-extra-comma": delete_character,
    "json-missing-comma": comma_before,
    "json-full-width": ascii_sign,
    "json-single-quotes": double_quotes,
    "json-bare-key": quoted_key,
    "json-constant": null,
    "ring-not-closed": closed_ring,
    "coordinates-empty": no_geometry,
}
FILES = {"projected-system": "projected-utm", "misplaced-member": "misplaced-member-feature"}
NOTHING_TO_DO = {
    "javascript-around", "feature-a-line", "features-within", "table-as-layer", "ids-missing",
    "places-in-columns",
    "ids-repeated", "coordinates-as-text", "winding-outer", "winding-hole", "misplaced-member",
    "byte-order-mark", "encoding-told", "encoding-twice", "geometry-alone", "line-a-point",
    "brackets-meant", "latitude-first", "outlines-packed",
}  # fmt: skip


def opened(folder: Path, text: str) -> SiteLayer:
    (folder / "sites.geojson").write_text(text, encoding="utf-8")
    return join(open_project(folder))


def first_of(layer: SiteLayer, code: str) -> Problem | None:
    ordered = sorted(layer.problems, key=lambda one: (one.place.line or 0, one.place.column or 0))
    return next((problem for problem in ordered if problem.code == code), None)


@pytest.mark.parametrize("code", REMEDIES)
def test_a_remedy_followed_to_the_letter_makes_the_map(tmp_path: Path, code: str) -> None:
    text = (BAD / f"{FILES.get(code, code)}.geojson").read_text(encoding="utf-8")
    layer = opened(tmp_path, text)
    problem = first_of(layer, code)
    assert problem is not None
    for _ in range(30):
        if problem is None:
            break
        text = REMEDIES[code](tmp_path, text, problem)
        layer = opened(tmp_path, text)
        problem = first_of(layer, code)
    assert problem is None
    assert errors(layer.problems) == []
    assert len(layer.sites)


@pytest.mark.parametrize("code", sorted(NOTHING_TO_DO))
def test_where_nothing_needs_to_be_done_the_map_is_made(tmp_path: Path, code: str) -> None:
    assert catalogue()[code].severity == "warning"
    data = (BAD / f"{FILES.get(code, code)}.geojson").read_bytes()
    (tmp_path / "sites.geojson").write_bytes(data)
    layer = join(open_project(tmp_path))
    assert first_of(layer, code) is not None
    assert errors(layer.problems) == []
    assert len(layer.sites)


def test_no_remedy_names_the_system_of_another_country() -> None:
    """EPSG:4549 is of one strip of China: copied by somebody elsewhere it makes a wrong map."""
    for code in catalogue().values():
        assert not re.search(r"EPSG:\d", code.fix["en"] + code.fix["zh"]), code.name
