"""What of OpenStreetMap is worth drawing at a park's scale, and how finely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Detail = Literal["low", "medium", "high"]
Use = Literal["road", "waterway", "rail", "metro"]
# What is asked of a source, each a reading of its own.
What = Literal["surfaces", "buildings", "lines", "metro", "stations"]


@dataclass(frozen=True)
class Fineness:
    """How much of the ground a detail keeps.

    Parameters
    ----------
    roads
        Values of ``highway``; each is a kind of its own.
    buildings
        Whether buildings are kept.
    tolerance
        How far a line may move when it is generalised, m.
    smallest
        Area of the smallest lake or wood kept, m².
    shortest
        Length of the shortest stretch of road kept, m.
    decimals
        Of the coordinates: four are 11 m, five are 1.1 m.
    max_zoom
        How far the reader may zoom in before it shows how coarse all is.
    """

    roads: tuple[str, ...]
    buildings: bool
    tolerance: float
    smallest: float
    shortest: float
    decimals: int
    max_zoom: float


_MAIN = ("motorway", "trunk", "primary")

FINENESS: dict[Detail, Fineness] = {
    "low": Fineness(_MAIN, buildings=False, tolerance=25,
                    smallest=40_000, shortest=250, decimals=4, max_zoom=15),
    "medium": Fineness((*_MAIN, "secondary", "tertiary"), buildings=False, tolerance=8,
                       smallest=8_000, shortest=80, decimals=5, max_zoom=17),
    "high": Fineness((*_MAIN, "secondary", "tertiary", "residential"), buildings=True, tolerance=3,
                     smallest=1_000, shortest=30, decimals=5, max_zoom=18),
}  # fmt: skip

# Streets without a class of their own are drawn as residential ones.
ALSO_RESIDENTIAL = ("unclassified", "living_street")

_METRO = {"subway", "light_rail", "monorail"}
_LAKES = {"lake", "reservoir", "oxbow", "lagoon"}
_RIVERS = {"river"}
# Of vector tiles only: OpenStreetMap has the coast as a line.
_SEAS = {"ocean", "sea"}
_PARKS = {"park", "garden", "nature_reserve"}
_GREEN_LANDUSE = {"grass", "meadow", "recreation_ground", "village_green", "cemetery", "orchard"}
_GREEN_LEISURE = {"golf_course", "common", "dog_park"}

AREA_FILTER = (
    "\"natural\" IN ('water', 'wetland', 'wood') OR \"waterway\" = 'riverbank'"
    " OR \"landuse\" IN ('forest', 'reservoir', 'grass', 'meadow', 'recreation_ground',"
    " 'village_green', 'cemetery', 'orchard')"
    " OR \"leisure\" IN ('park', 'garden', 'nature_reserve', 'golf_course', 'common', 'dog_park')"
)
BUILDING_FILTER = '"building" IS NOT NULL AND "building" <> \'no\''
METRO_FILTER = "\"type\" = 'route' AND \"route\" IN ('subway', 'light_rail', 'monorail')"
STATION_FILTER = (
    "\"railway\" = 'station' AND (\"station\" IN ('subway', 'light_rail', 'monorail')"
    " OR \"subway\" = 'yes' OR \"light_rail\" = 'yes')"
)


def line_filter(roads: tuple[str, ...]) -> str:
    """Give the attribute filter for all lines that are drawn, with some classes of roads."""
    quoted = ", ".join(f"'{road}'" for road in with_streets(roads))
    return (
        f"\"highway\" IN ({quoted}) OR \"waterway\" IN ('river', 'canal')"
        " OR \"railway\" IN ('rail', 'subway', 'light_rail', 'monorail')"
    )


def layer_of(what: What, roads: tuple[str, ...]) -> tuple[str, str]:
    """Give the layer of GDAL's OSM driver that has something, and the filter for it (OGR SQL)."""
    return {
        "surfaces": ("multipolygons", AREA_FILTER),
        "buildings": ("multipolygons", BUILDING_FILTER),
        "lines": ("lines", line_filter(roads)),
        "metro": ("multilinestrings", METRO_FILTER),
        "stations": ("points", STATION_FILTER),
    }[what]


def with_streets(roads: tuple[str, ...]) -> tuple[str, ...]:
    """Give the values of ``highway`` for some classes of roads."""
    return roads + (ALSO_RESIDENTIAL if "residential" in roads else ())


def line_use(tags: dict[str, str | None], roads: tuple[str, ...]) -> Use | None:
    """Tell what a line is drawn as; None if it is not."""
    if tags.get("highway") in with_streets(roads):
        # A square is an area even where its outline is a street.
        return None if tags.get("area") == "yes" else "road"
    if tags.get("waterway") in {"river", "canal"}:
        return "waterway"
    if tags.get("railway") == "rail":
        # Sidings and yards have a service.
        return "rail" if tags.get("service") is None else None
    return "metro" if tags.get("railway") in _METRO else None


def road_kind(highway: str) -> str:
    """Give the kind a road is drawn as."""
    return "residential" if highway in ALSO_RESIDENTIAL else highway


def area_kind(tags: dict[str, str | None]) -> str | None:
    """Give the kind an area is drawn as; None if it is not."""
    natural, water, landuse, leisure = (
        tags.get(key) for key in ("natural", "water", "landuse", "leisure")
    )
    if natural == "water" or tags.get("waterway") == "riverbank" or landuse == "reservoir":
        return _water_kind(water, riverbank=tags.get("waterway") == "riverbank")
    if natural == "wetland":
        return "wetland"
    if leisure in _PARKS:
        return "park"
    if natural == "wood" or landuse == "forest":
        return "forest"
    return "green" if landuse in _GREEN_LANDUSE or leisure in _GREEN_LEISURE else None


def _water_kind(water: str | None, *, riverbank: bool) -> str:
    if riverbank or water in _RIVERS:
        return "river"
    if water in _SEAS:
        return "sea"
    return "lake" if water in _LAKES else "water"
