"""What the remedies for joining say, done."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from geo.cli.commands import main
from tests.remedies.following import SITES, Case, at, follow, said, saved, sub

if TYPE_CHECKING:
    from pathlib import Path

    from tests.remedies.following import Hand, Told

FACTS = "tables/facts.csv"
AREAS = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"id": name.lower(), "name": name, "staff": 5},
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [
                        [[x, 30.0], [x + 0.1, 30.0], [x + 0.1, 30.1], [x, 30.1], [x, 30.0]]
                    ],
                },
            }
            for name, x in (("Lake", 120.0), ("Hall", 120.2))
        ],
    }
)
OVERLAPPING = AREAS.replace("120.2", "120.05").replace("120.30000000000001", "120.15")
HALF_LOCATED = SITES.replace('{"type": "Point", "coordinates": [120.2, 30.1]}', "null")
BY_NAME = '[tables.facts]\nkey = "title"\non = "name"\n'
WITHIN = "[tables.facts]\nwithin = true\n"
NEAREST = '[tables.facts]\nnearest = { max_m = 2000, each = "row" }\n'
DATUM = 'datum = "wgs84"\n'


def table(text: str, hand: Hand, settings: str = "", **files: str) -> Case:
    toml = {"map.toml": settings} if settings else {}
    return Case({FACTS: text, **toml, **files}, hand)


def package(*fields: dict[str, Any], **more: Any) -> dict[str, str]:
    schema = {"fields": [{"name": "site_id"}, *fields], **more}
    described = {"resources": [{"name": "facts", "path": FACTS, "schema": schema}]}
    return {"datapackage.json": json.dumps(described)}


def places(*positions: tuple[float, float]) -> str:
    rows = [f"P{number},{x},{y}" for number, (x, y) in enumerate(positions)]
    return "\n".join(["title,longitude,latitude", *rows, ""])


def run_as_told(problem: Told) -> None:
    """Run the command that the remedy names."""
    assert main(shlex.split(said("parkmap (import .+)")(problem))) == 0


def number_ids(first: str) -> dict[str, str]:
    """Sites whose ids Excel would take for numbers or dates."""
    return {"sites.geojson": SITES.replace('"lake"', f'"{first}"')}


def other_id(own: str) -> dict[str, str]:
    """Sites of which the first has an id of the feature beside the one among its properties."""
    from tests.remedies.following import SITES

    second = f'"id": "{own}", "properties": {{"id": "lake"'
    return {"sites.geojson": SITES.replace('"properties": {"id": "lake"', second)}


REFERENCE = {
    "foreignKeys": [
        {"fields": ["kind"], "reference": {"resource": "kinds", "fields": ["kind"]}},
    ]
}
KINDS = "kind,text\nwood,Wood\nwater,Water\n"


def kinds(text: str) -> dict[str, str]:
    described = json.loads(package({"name": "kind"}, **REFERENCE)["datapackage.json"])
    fields = {"fields": [{"name": "kind"}, {"name": "text"}]}
    described["resources"].append(
        {"name": "kinds", "path": "tables/kinds.csv", "schema": fields, "role": "hidden"}
    )
    return {"datapackage.json": json.dumps(described), "tables/kinds.csv": text,
            "map.toml": '[tables.kinds]\nrole = "hidden"\n'}  # fmt: skip


def meant(pattern: str) -> Hand:
    return sub(pattern, said("“(.+?)”"))


# From Kamchatka on to the Aleutians, and no band the other way around.
ACROSS = """{"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"id": "lake", "name": "Lake"},
   "geometry": {"type": "LineString", "coordinates": [[170.0, 52.5], [-170.0, 53.5]]}},
  {"type": "Feature", "properties": {"id": "hall", "name": "Hall"},
   "geometry": {"type": "Point", "coordinates": [169.5, 52.6]}}
]}
"""
# All of the Earth but for the zone, as maps darken what is around it.
MASK = """{"type": "FeatureCollection", "features": [
  {"type": "Feature", "properties": {"id": "zone", "name": "Zone"},
   "geometry": {"type": "Polygon", "coordinates": [
    [[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]],
    [[120.1, 30.1], [120.3, 30.1], [120.3, 30.3], [120.1, 30.3], [120.1, 30.1]]]}},
  {"type": "Feature", "properties": {"id": "hall", "name": "Hall"},
   "geometry": {"type": "Point", "coordinates": [120.2, 30.2]}}
]}
"""
OUTER = r"\[\[-180.*?\]\],\s*"
CASES: dict[str, Case] = {
    "area-round-the-world": Case({"sites.geojson": MASK}, sub(OUTER, "")),
    "date-line-uncut": Case({"sites.geojson": ACROSS}, sub("-170.0", "190.0")),
    "join-column-missing": table(
        "site,seats\nlake,1\nhall,2\n", sub("site,", lambda p: said("(site_id)")(p) + ",", FACTS)
    ),
    "join-site-blank": table("site_id,seats\nlake,1\n,2\n", sub("\n,2", "\nhall,2")),
    "join-site-unknown": table("site_id,seats\nlake,1\nstation,2\n", at("hall")),
    "join-site-mistyped": table("site_id,seats\nlaek,1\nhall,2\n", meant("laek")),
    "join-site-other-id": table(
        "site_id,seats\nold,1\nhall,2\n", meant("old"),
        **other_id("old"),
    ),
    "join-site-zeros": table(
        "site_id,seats\n7,1\nhall,2\n",
        sub("\n7,", lambda p: f"\n{said('show (.+?) and')(p)},"),
        **number_ids("007"),
    ),
    "join-site-changed-by-excel": table(
        "site_id,seats\n2024-03-01,1\nhall,2\n", sub("2024-03-01", "mar-1"), **number_ids("mar-1")
    ),
    "join-reference-unknown": table(
        "site_id,kind\nlake,glass\nhall,wood\n", sub("glass", "water", FACTS),
        **kinds(KINDS),
    ),
    "join-reference-mistyped": table(
        "site_id,kind\nlake,watre\nhall,wood\n", meant("watre"), **kinds(KINDS)
    ),
    "join-reference-empty": table(
        "site_id,kind\nlake,water\nhall,wood\n", saved("tables/kinds.csv", KINDS),
        **kinds(""),
    ),
    "join-key-alike": table(
        "title,seats\nＬake,1\nHall,2\n", sub("Ｌake", "Lake", FACTS), BY_NAME
    ),
    "join-key-unmet": table(
        "title,seats\nLaek,1\nHall,2\n",
        sub("Laek", said("likely meant for the first: “(.+?)”"), FACTS),
        BY_NAME,
    ),
    "join-key-blank": table(
        "title,seats\nLake,1\n,2\n", sub("\n,2", "\nHall,2", FACTS),
        BY_NAME,
    ),
    "join-key-zeros": table(
        "code,seats\n7,1\n12,2\n",
        sub("\n7,", lambda p: f"\n{said('show (.+?) and')(p)},", FACTS),
        '[tables.facts]\nkey = "code"\non = "code"\n',
        **{"sites.geojson": AREAS.replace('"name": "Lake"', '"name": "Lake", "code": "007"')
           .replace('"name": "Hall"', '"name": "Hall", "code": "12"')},
    ),
    "join-key-shared": table(
        "town,seats\nRiver,1\n",
        sub(r'(?s)key = "town"\non = "town"', 'key = "town"\non = "name"', "map.toml"),
        '[tables.facts]\nkey = "town"\non = "town"\n',
        **{"sites.geojson": AREAS.replace('"Lake"', '"River", "town": "River"')
           .replace('"Hall"', '"Hall", "town": "River"')},
    ),
    "join-key-missing": table(
        "title,seats\nLake,1\nHall,2\n", sub('"titel"', '"title"', "map.toml"),
        '[tables.facts]\nkey = "titel"\non = "name"\n',
    ),
    "join-on-missing": table(
        "title,seats\nLake,1\nHall,2\n",
        sub('"nmae"', lambda p: f'"{said(chr(92) + "b(name)" + chr(92) + "b")(p)}"', "map.toml"),
        '[tables.facts]\nkey = "title"\non = "nmae"\n',
    ),
    "join-column-other": table(
        "title,seats\nLake,1\nHall,2\n",
        lambda folder, problem: saved(
            "map.toml",
            "{}\n{}\n{}\n".format(
                said(r"under (\[.+?\])")(problem),
                said('(key = ".+?")')(problem),
                said('(on = ".+?")')(problem),
            ),
        )(folder, problem),
    ),
    "join-column-none": table(
        "year,gdp\n2021,5\n2022,7\n",
        lambda folder, problem: saved(
            "map.toml", f"[tables.facts]\n{said('(role = .+)')(problem)}\n"
        )(folder, problem),
    ),
    "join-sites-unlocated": table(
        "site_id,seats\nlake,1\n",
        sub("null", '{"type": "Point", "coordinates": [120.2, 30.1]}', "sites.geojson"),
        **{"sites.geojson": HALF_LOCATED},
    ),
    "join-positions-unused": table(
        "site_id,seats,longitude,latitude\nlake,1,120.2,30.1\nhall,2,120.21,30.11\n",
        lambda _, problem: run_as_told(problem), **{"sites.geojson": HALF_LOCATED},
    ),
    "join-place-missing": table(
        "title,seats\nA,1\n", saved(FACTS, places((120.05, 30.05)).replace("title", "title")),
        WITHIN + DATUM, **{"sites.geojson": AREAS},
    ),
    "join-place-blank": table(
        places((120.05, 30.05)) + "P9,,\n", sub("P9,,", "P9,120.25,30.05", FACTS),
        WITHIN + DATUM, **{"sites.geojson": AREAS},
    ),
    "join-datum-assumed": table(
        places((120.05, 30.05), (120.25, 30.05)),
        sub("true\n", lambda p: f"true\n{said('(datum = .+?),')(p)}\n", "map.toml"),
        WITHIN, **{"sites.geojson": AREAS},
    ),
    "join-place-no-area": table(
        places((120.2, 30.1)), sub("within = true", "nearest = true", "map.toml"), WITHIN + DATUM
    ),
    "join-place-far": table(
        places((120.2, 30.1), (120.3, 30.1)), sub("2000", "20000", "map.toml"), NEAREST + DATUM
    ),
    "join-place-overlap": table(
        places((120.07, 30.05)), saved("sites.geojson", AREAS), WITHIN + DATUM,
        **{"sites.geojson": OVERLAPPING},
    ),
    "join-place-outside": table(
        places((120.05, 30.05), (121, 30.05)), sub("121", "120.25", FACTS), WITHIN + DATUM,
        **{"sites.geojson": AREAS},
    ),
    "join-place-unchosen": table(
        places((120.2, 30.1), (120.2001, 30.1), (120.21, 30.11)),
        sub("max_m = 2000", lambda p: f"max_m = 2000, {said('(each = .row.)')(p)}", "map.toml"),
        '[tables.facts]\nnearest = { max_m = 2000, each = "site" }\n'.replace(', each = "site"', "")
        + DATUM,
    ),
    "aggregate-not-number": table(
        "site_id,seats\nlake,many\nhall,2\n", sub("many", "3", FACTS),
        '[tables.facts]\naggregate = { seats = "sum(seats)" }\n',
    ),
    "aggregate-not-date": table(
        "site_id,seats,founded\nlake,1,long ago\nhall,2,2020-01-01\n",
        sub("long ago", said(r"dates as (\S+),"), FACTS),
        '[tables.facts]\naggregate = { seats = "latest(seats by founded)" }\n',
    ),
    "property-missing": Case(
        {"datapackage.json": json.dumps({"resources": [{"name": "sites", "path": "sites.geojson",
            "schema": {"fields": [{"name": "staf", "type": "integer"}]}}]})},
        sub('"staf"', '"staff"'),
    ),
    "property-unfit": Case(
        {"datapackage.json": json.dumps({"resources": [{"name": "sites", "path": "sites.geojson",
            "schema": {"fields": [{"name": "staff", "type": "date"}]}}]})},
        sub('"date"', '"integer"', "datapackage.json"),
    ),
}  # fmt: skip
ASKS = {
    "join-geometry-unfit": "what the nesting should be only its author knows",
    "join-datum-unknown": "told where a reader of tables gives a system: tests/joining",
    "join-datum-outside": "which datum is the right one only its author knows",
    "join-place-doubt": "which datum is the right one only its author knows",
    "join-place-tie": "nothing needs to be done, and which of two is meant only its author knows",
    "engine-missing": "needs a package to be missing",
    "engine-failed": "needs an engine to fail: tests/joining/test_engines.py",
}


@pytest.mark.parametrize("code", CASES)
def test_a_remedy_for_joining(
    tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(tmp_path, code, CASES[code], capsys)
