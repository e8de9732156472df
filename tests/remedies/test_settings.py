"""What the remedies for ``map.toml`` say, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.remedies.following import (
    Case,
    at,
    at_said,
    changed,
    follow,
    said,
    sub,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.remedies.following import Hand, Told

TOPIC = '[[topics]]\nid = "crowd"\nlabel = "Crowd"\ncolor = "staff"\n'
TILES = "https://tiles.example.org/{z}/{x}/{y}.png"
NOTES = {"tables/notes.csv": "site_id,seats\nlake,3\nhall,4\n"}
PLACES = {"tables/notes.csv": "title,seats\nLake,3\nHall,4\n"}


def toml(text: str, hand: Hand, **files: str) -> Case:
    return Case({"map.toml": text, **files}, hand)


def exchanged(old: str, _: Told) -> str:
    """Exchange the first number of a list with the one that is its partner."""
    numbers = [number.strip() for number in old.strip("[]").split(",")]
    half = len(numbers) // 2
    turned = [numbers[half], *numbers[1:half], numbers[0], *numbers[half + 1 :]]
    return f"[{', '.join(turned)}]"


def saved_as_utf8(folder: Path, _: Told) -> None:
    path = folder / "map.toml"
    path.write_text(path.read_bytes().decode("gb18030"), encoding="utf-8")


CASES: dict[str, Case] = {
    "setting-not-utf8": Case({"map.toml": 'title = "园区"'.encode("gb18030")}, saved_as_utf8),
    "setting-syntax": toml("title = Park\n", sub("Park", '"Park"')),
    "setting-unknown": toml('headline = "Park"\n', sub("headline", said(r"\b(title)\b"))),
    "setting-mistyped": toml('titel = "Park"\n', sub("titel", said("“(.+?)”"))),
    "setting-key-too-long": toml(
        ".".join("a" * 40) + " = 1\n", changed(lambda *_: 'title = "Park"\n')
    ),
    "setting-language-not-listed": toml(
        'languages = ["zh"]\ntitle = "园区"\ntitle_en = "Park"\n',
        sub(r'\["zh"\]', lambda p: f'["zh", "{said("“(.+?)”")(p)}"]'),
    ),
    "setting-not-text": toml("title = 3\n", at(lambda old, _: f'"{old}"')),
    "setting-by-language": toml(
        'title = { zh = "园区", en = "Park" }\n',
        changed(lambda _text, _at, p: said("instead: (.+)")(p).replace(", ", "\n") + "\n"),
    ),
    "setting-not-number": toml('[view]\nzoom = "12"\n', at(lambda old, _: old.strip('"'))),
    "setting-not-flag": toml('[check]\npublic = "yes"\n', at("true")),
    "setting-not-list": toml('languages = "en"\n', at(lambda old, _: f"[{old}]")),
    "setting-not-table": toml("view = 3\n", sub("view = 3", "[view]\nzoom = 3")),
    "setting-out-of-range": toml("[view]\nzoom = 250\n", at_said(r"from \S+ to ([\d.]+)")),
    "setting-not-among": Case(
        {"map.toml": '[tables.notes]\nrole = "chart"\n', **NOTES},
        at_said(r"write one of: [\"“]?(\w+)", '"{}"'),
    ),
    "setting-not-colour": toml(
        '[categories.park]\ncolor = "red"\n', at_said(r"such as (#\w+)", '"{}"')
    ),
    "setting-not-language": toml('languages = ["en", "Chinese"]\n', at('"zh"')),
    "setting-not-address": toml(
        '[embed]\nurl = "example.org/map"\n',
        at(lambda old, _: f'"https://{old[1:]}'),
    ),
    "setting-not-sending": toml(
        '[suggest]\nto = "somebody@example.org"\n', at_said(r"“(mailto:.+?)”", '"{}"')
    ),
    "setting-not-tiles": toml(
        '[[base.maps]]\nid = "a"\nurl = "https://tiles.example.org"\n', at(f'"{TILES}"')
    ),
    "setting-not-origin": toml(
        '[embed]\norigins = ["https://example.org/path"]\n',
        at_said(r"such as (\S+)", '"{}"'),
    ),
    "setting-not-system": toml('[layer]\ncrs = "degrees"\n', at_said(r"write (\w+)", '"{}"')),
    "setting-not-variable": toml(
        f'[[base.maps]]\nid = "a"\nurl = "{TILES}"\nkey_env = "MY KEY"\n', at('"MY_KEY"')
    ),
    "setting-not-position": toml("[view]\ncenter = [30.19, 120.19]\n", at(exchanged)),
    "setting-not-bounds": toml(
        "[view]\nbounds = [120.3, 30.1, 120.1, 30.3]\n",
        at(exchanged),
    ),
    "setting-zoom-range": toml(
        "[view]\nmin_zoom = 12\nmax_zoom = 9\n",
        sub("min_zoom = 12\nmax_zoom = 9", "min_zoom = 9\nmax_zoom = 12"),
    ),
    "setting-base-without-id": toml(
        '[[base.maps]]\nprovider = "OpenStreetMap.Mapnik"\n',
        sub("maps]]\n", lambda p: f"maps]]\n{said('(id = .+)')(p)}\n"),
    ),
    "setting-base-twice": toml(
        '[[base.maps]]\nid = "a"\nprovider = "OpenStreetMap.Mapnik"\n'
        '[[base.maps]]\nid = "a"\nprovider = "OpenTopoMap"\n',
        at('"b"'),
    ),
    "setting-base-without-address": toml(
        '[[base.maps]]\nid = "a"\n',
        sub('"a"\n', lambda p: f'"a"\n{said("add (provider = .+?) or")(p)}\n'),
    ),
    "setting-base-unknown": toml(
        '[base]\ndefault = "amap"\n[[base.maps]]\nid = "osm"\nprovider = "OpenStreetMap.Mapnik"\n',
        at_said(r"write one of: (\w+)", '"{}"'),
    ),
    "setting-not-year": toml(
        '[[topics]]\nid = "rich"\ncolor = "indicators/gdp"\nyear = true\n',
        at('"2022-03"'),
        **{"tables/indicators.csv": "site_id,key,year,value\nlake,gdp,2022-03,5\n"},
    ),
    "setting-not-whole": toml(TOPIC + "classes = 4.5\n", at("4")),
    "setting-not-rising": toml(
        TOPIC + 'scheme = "manual"\nbreaks = [7, 5]\n', sub(r"\[7, 5\]", "[5, 7]")
    ),
    "setting-topic-without-id": toml(
        TOPIC.replace('id = "crowd"\n', ""), sub("topics]]\n", '[topics]]\nid = "crowd"\n'[1:])
    ),
    "setting-topic-twice": toml(TOPIC + TOPIC, at('"other"')),
    "setting-topic-unknown": toml(
        'topic = "crowds"\n' + TOPIC, at_said(r"id of a topic: [\"“]?(\w+)", '"{}"')
    ),
    "setting-breaks-missing": toml(
        TOPIC + 'scheme = "manual"\n',
        sub('"manual"\n', lambda p: f'"manual"\n{said(r"add (breaks = .+?[]])")(p)}\n'),
    ),
    "setting-breaks-idle": toml(
        TOPIC + 'scheme = "quantiles"\nbreaks = [2, 3]\n',
        sub('scheme = "quantiles"', said('write (scheme = "manual")')),
    ),
    "setting-idle": toml(
        '[layer]\ncrs = "EPSG:4326"\ndatum = "gcj02"\n', sub('datum = "gcj02"\n', "")
    ),
    "setting-not-aggregate": Case(
        {"map.toml": '[tables.notes.aggregate]\nseats = "total(seats)"\n', **NOTES},
        at(lambda old, p: old.replace("total", said(r"\b(sum)\(")(p))),
    ),
    "setting-joins-twice": Case(
        {"map.toml": '[tables.notes]\nkey = "title"\non = "name"\nwithin = true\n', **PLACES},
        sub("within = true\n", ""),
    ),
    "setting-on-unlike-key": Case(
        {"map.toml": '[tables.notes]\nkey = ["title", "seats"]\non = "name"\n', **PLACES},
        sub('on = "name"', 'on = ["name", "staff"]'),
    ),
}
ASKS = {
    "setting-file-unreadable": "the permissions of a file are the machine's, and root has all",
    "setting-query-alone": "needs a database: tests/joining/test_database.py",
    "setting-password": "needs a database: tests/joining/test_database.py",
}


@pytest.mark.parametrize("code", CASES)
def test_a_remedy_for_settings(
    tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(tmp_path, code, CASES[code], capsys)
