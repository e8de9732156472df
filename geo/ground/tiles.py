"""Reading a vector-tile archive (PMTiles) in the Protomaps or the OpenMapTiles schema through GDAL.

What is read is given OpenStreetMap's own tags again, so that whatever comes after is the same as
for an extract. An archive may lie on a web server that answers range requests: only the tiles of
the area are asked for.
"""

from __future__ import annotations

import math
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import numpy as np
import pyproj
import shapely

from geo.ground.extract import Entry
from geo.problems import Place, Problem
from geo.sources.own_content import TILES_SUFFIX, require_beginning, require_own_content
from geo.sources.tables.sheets import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shapely.geometry.base import BaseGeometry

    from geo.ground.extract import Box
    from geo.ground.selection import Detail, What

    Tags = dict[str, str | None]
    Record = dict[str, Any]

# The closest zoom of the tiles that a detail needs.
ZOOM: dict[Detail, int] = {"low": 11, "medium": 13, "high": 15}
# More tiles than these take minutes on a web server: then they come from farther off.
MOST_TILES = 1200
# Degrees: a centimetre.
_GRID = 1e-7
# A slow server is given so long to begin an answer and to give one, s.
_TIMEOUT = {"GDAL_HTTP_CONNECTTIMEOUT": "15", "GDAL_HTTP_TIMEOUT": "60"}
# Bytes of the head of an archive.
_BEGINNING = 127
_LANGUAGE = re.compile(r"name[:_]([a-z]{2,3}(?:-[A-Za-z]+)?)")
# What GeoJSON cannot say by its kind: OpenStreetMap's names of what the schemas call so.
_LEISURE = {
    "park",
    "garden",
    "nature_reserve",
    "golf_course",
    "common",
    "dog_park",
    "national_park",
}
_LANDUSE = {
    "forest", "grass", "meadow", "recreation_ground", "village_green", "cemetery", "orchard",
}  # fmt: skip
_ROADS = {"highway": "motorway", "major_road": "primary", "medium_road": "secondary",
          "minor_road": "residential", "minor": "residential"}  # fmt: skip
_METRO = {"subway", "light_rail", "monorail"}
_YES = {"1", "1.0", "true", "yes", "bridge", "tunnel"}


class TileArchive:
    """An archive that has been looked at and can be read.

    Parameters
    ----------
    source
        Path or address, as GDAL takes it.
    layers
        Names of its layers.
    zoom
        Which of its zooms to read.
    """

    def __init__(self, source: str, layers: frozenset[str], zoom: int) -> None:
        self._source = source
        self._layers = layers
        self._zoom = zoom
        self._read: dict[str, list[tuple[Record, BaseGeometry]]] = {}

    @property
    def credit(self) -> str:
        """Whose work the tiles are."""
        maker = "© OpenMapTiles" if "transportation" in self._layers else "Protomaps"
        return f"{maker} © OpenStreetMap contributors, ODbL 1.0"

    def read(self, what: What, bbox: Box, roads: tuple[str, ...]) -> list[Entry]:  # noqa: ARG002
        """Read what is asked for, as :meth:`geo.ground.extract.Extract.read` does."""
        found = []
        for layer, tags_of in _LAYERS[what].items():
            if layer not in self._layers:
                continue
            for record, geometry in self._features(layer, bbox):
                kept = _of_dimension(geometry, 0 if what == "stations" else _DIMENSION[what])
                tags = tags_of(record)
                if tags is not None and kept is not None:
                    found.append(Entry(tags, _names(record), kept))
        return found

    def _features(self, layer: str, bbox: Box) -> list[tuple[Record, BaseGeometry]]:
        import pyogrio

        if layer not in self._read:
            there = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
            west, south, east, north = bbox
            low, high = there.transform(west, south), there.transform(east, north)
            with _patient():
                frame = pyogrio.read_dataframe(
                    self._source, layer=layer, bbox=(*low, *high), ZOOM_LEVEL=str(self._zoom)
                )
            degrees = frame.geometry.set_crs("EPSG:3857", allow_override=True).to_crs("EPSG:4326")
            # So that what tiles have cut apart meets again, to the last bit.
            exact = shapely.set_precision(degrees.to_numpy(), _GRID)
            records = frame.drop(columns=frame.geometry.name).to_dict("records")
            self._read[layer] = [
                (record, geometry)
                for record, geometry in zip(records, exact, strict=True)
                if geometry is not None and not geometry.is_empty
            ]
        return self._read[layer]


_DIMENSION: dict[What, int] = {"surfaces": 2, "buildings": 2, "lines": 1, "metro": 1}


def _of_dimension(geometry: BaseGeometry, dimension: int) -> BaseGeometry | None:
    return geometry if shapely.get_dimensions(geometry) == dimension else None


def _text(record: Record, *names: str) -> str:
    """Give the first of some attributes that is there, as text; older archives prefix theirs."""
    for name in names:
        for key in (name, f"pmap:{name}"):
            value = record.get(key)
            if value is not None and not (isinstance(value, float) and math.isnan(value)):
                return str(value)
    return ""


def _names(record: Record) -> dict[str, str]:
    names = {"name": _text(record, "name")}
    for key in sorted(map(str, record)):
        found = _LANGUAGE.fullmatch(key)
        if found and isinstance(record[key], str):
            names[f"name_{found[1]}"] = record[key]
    if not names["name"]:
        # OpenMapTiles has languages, and "latin" and "nonlatin", which are none.
        names["name"] = _text(record, "name_int", "name:latin", "name:en")
    return {key: value for key, value in names.items() if value}


def _water(record: Record) -> Tags | None:
    return {"natural": "water", "water": _text(record, "kind_detail", "class", "kind") or "water"}


def _waterway(record: Record) -> Tags | None:
    kind = _text(record, "kind", "class")
    tunnel = "yes" if _text(record, "brunnel") == "tunnel" else None
    return {"waterway": kind, "tunnel": tunnel} if kind in {"river", "canal"} else None


def _green(record: Record) -> Tags | None:
    for kind in (_text(record, "subclass"), _text(record, "kind"), _text(record, "class")):
        if kind in _LEISURE:
            return {"leisure": "nature_reserve" if kind == "national_park" else kind}
        if kind in _LANDUSE:
            return {"landuse": kind}
        if kind in {"wood", "wetland"}:
            return {"natural": kind}
    return None


def _park(record: Record) -> Tags | None:
    return _green(record) or {"leisure": "park"}


def _line(record: Record) -> Tags | None:
    detail = _text(record, "kind_detail", "subclass", "highway", "railway")
    kind = _text(record, "kind", "class")
    if kind in {"rail", "transit"} or detail in _METRO:
        service = _text(record, "service") or None
        return {"railway": detail if detail in _METRO else "rail", "service": service}
    # Protomaps says more by the detail, OpenMapTiles by the class.
    road = next((one for one in (detail, _ROADS.get(kind, kind)) if one in _CLASSES), "")
    if not road:
        return None
    level = _text(record, "level")
    bridge = _text(record, "is_bridge") in _YES or _text(record, "brunnel") == "bridge"
    tunnel = _text(record, "is_tunnel") in _YES or _text(record, "brunnel") == "tunnel"
    return {
        "highway": road.removesuffix("_link"),
        "bridge": "yes" if bridge or level == "1" else None,
        "tunnel": "yes" if tunnel or level == "-1" else None,
        # Tiles have no two carriageways told apart by their direction.
        "oneway": "no",
    }


_CLASSES = {
    "motorway", "trunk", "primary", "secondary", "tertiary", "residential", "unclassified",
    "living_street",
}  # fmt: skip


def _building(record: Record) -> Tags | None:
    return {"building": _text(record, "kind", "class") or "yes"}


def _metro_route(_: Record) -> Tags | None:
    return None  # tiles know tracks, not the lines that run on them


def _station(record: Record) -> Tags | None:
    kinds = {_text(record, "kind"), _text(record, "class"), _text(record, "subclass")}
    is_metro = kinds & {"subway", "light_rail"} or _text(record, "kind_detail") in _METRO
    is_station = kinds & {"station", "subway", "light_rail", "subway_station"}
    return {"railway": "station", "station": "subway"} if is_metro and is_station else None


# By what is asked: layers of both schemas, and what gives a feature its tags.
_LAYERS: dict[What, dict[str, Callable[[Record], Tags | None]]] = {
    "surfaces": {
        "water": _water, "landcover": _green, "landuse": _green, "natural": _green, "park": _park,
    },
    "buildings": {"buildings": _building, "building": _building},
    "lines": {
        "water": _waterway, "waterway": _waterway, "physical_line": _waterway,
        "roads": _line, "transit": _line, "transportation": _line, "transportation_name": _line,
    },
    "metro": {"transit": _metro_route},
    "stations": {"pois": _station, "poi": _station},
}  # fmt: skip


@contextmanager
def _patient() -> Iterator[None]:
    """Let GDAL wait for a slow server, but not for ever."""
    import pyogrio

    before = {name: pyogrio.get_gdal_config_option(name) for name in _TIMEOUT}
    pyogrio.set_gdal_config_options(_TIMEOUT)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)


def open_archive(
    source: str, bbox: Box, detail: Detail
) -> tuple[TileArchive | None, list[Problem]]:
    """Look whether an archive can be read.

    Parameters
    ----------
    source
        A file, or an http or https address.
    bbox
        What will be asked of it, degrees.
    detail
        How much of it.

    Returns
    -------
    archive : TileArchive or None
        None if there are problems.
    problems : list of Problem
        Why it cannot be read.
    """
    import pyogrio
    from pyogrio.errors import DataSourceError

    place = Place(source)
    if "PMTiles" not in pyogrio.list_drivers():
        return None, [Problem("tiles-driver-missing", place)]
    is_web = source.startswith(("http://", "https://"))
    if not is_web and not Path(source).is_file():
        return None, [Problem("tiles-file-missing", place)]
    named = f"/vsicurl/{source}" if is_web else source
    try:
        _require_archive(source, is_web=is_web)
        with _patient():
            layers = frozenset(str(name) for name in pyogrio.list_layers(named)[:, 0])
            closest = _closest_zoom(named, min(layers))
    except UnreadableError as error:
        return None, [Problem("tiles-unreadable", place, {"reason": error.reason})]
    except (DataSourceError, OSError) as error:
        params = {"reason": " ".join(str(error).split())}
        return None, [Problem("tiles-unreadable", place, params)]
    known = {layer for layers_of in _LAYERS.values() for layer in layers_of}
    if not layers & known:
        return None, [Problem("tiles-schema-unknown", place, {"layers": ", ".join(sorted(layers))})]
    zoom = min(closest, ZOOM[detail])
    while zoom > 0 and _tiles(bbox, zoom) > MOST_TILES:
        zoom -= 1
    return TileArchive(named, layers, zoom), []


def _require_archive(source: str, *, is_web: bool) -> None:
    """Refuse what is no archive of tiles: GDAL would follow a list of other files or addresses.

    Raises
    ------
    UnreadableError
        If it begins otherwise.
    OSError
        If it cannot be reached.
    """
    if not is_web:
        require_own_content(Path(source), TILES_SUFFIX)
        return
    request = Request(source, headers={"Range": f"bytes=0-{_BEGINNING - 1}"})  # noqa: S310  http or https
    with urlopen(request, timeout=float(_TIMEOUT["GDAL_HTTP_TIMEOUT"])) as answer:  # noqa: S310
        require_beginning(TILES_SUFFIX, answer.read(_BEGINNING))


def _closest_zoom(source: str, layer: str) -> int:
    """Zoom of the largest tiles: the one GDAL opens an archive at."""
    import pyogrio

    metadata = pyogrio.read_info(source, layer=layer).get("dataset_metadata") or {}
    for key in ("maxzoom", "ZOOM_LEVEL"):
        if str(metadata.get(key, "")).isdigit():
            return int(metadata[key])
    return 15


def _tiles(bbox: Box, zoom: int) -> int:
    """Count the tiles of a zoom that a box touches."""
    side = 2**zoom
    x = np.floor((np.array([bbox[0], bbox[2]]) / 360 + 0.5) * side)
    latitude = np.radians(np.clip([bbox[1], bbox[3]], -85, 85))
    y = np.floor((0.5 - np.arctanh(np.sin(latitude)) / (2 * math.pi)) * side)
    return int((abs(x[1] - x[0]) + 1) * (abs(y[0] - y[1]) + 1))
