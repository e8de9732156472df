"""``parkmap add``: append a site, leaving every other byte as it was."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.checks import check_layer
from geo.checks.coordinate_lists import is_plain_position
from geo.checks.site_properties import NOT_SLUG
from geo.editing.features import add_feature, change_layer, new_id
from geo.editing.own_system import on_map, settle_system, system_of
from geo.ids import slug
from geo.positions.coordinates import Location, parse_location
from geo.problems import Place, Problem
from geo.project import find_text_layer
from geo.project.settings import read_settings
from geo.sources.geojson.reading_layers import parse_layer, read_layer

if TYPE_CHECKING:
    from pathlib import Path

    from geo.editing.feature_text import LayerText
    from geo.sources.geojson.layer_document import LayerDocument


# Properties that have options of their own: two answers to one question would be one too many.
OPTIONS = {"id": "--id", "name": "--name", "datum": "--datum"}
AS_ASKED = re.compile(r"\s*([-+]?\d+(?:\.\d+)?)\s*,\s*([-+]?\d+(?:\.\d+)?)\s*")
"""``lon,lat`` in decimal degrees."""


@dataclass(frozen=True, slots=True)
class Added:
    """A site that now stands in the file; longitude and latitude are WGS 84 degrees.

    They are None where it is not located yet. ``given`` is what was converted to them, in words;
    empty where nothing was.
    """

    file: str
    line: int
    id: str
    lon: float | None
    lat: float | None
    given: str


def add_site(
    folder: Path,
    *,
    name: str,
    at: str | None = None,
    datum: str | None = None,
    site_id: str | None = None,
    category: str | None = None,
    values: dict[str, str] | None = None,
) -> tuple[Added | None, list[Problem]]:
    """Append a site to a project's layer: a point, or one that is not located yet.

    Parameters
    ----------
    folder
        The project.
    name
        The site's name in the map's default language.
    at
        Coordinates or a map's share link, as :func:`geo.positions.coordinates.parse_location`
        understands them; None where the place is not known yet.
    datum
        What the coordinates are in; by default what the link implies, or WGS 84. The file gets
        WGS 84.
    site_id
        Its id; made from the name if absent.
    category
        Its category.
    values
        More properties. What reads as a JSON number, boolean or null becomes one.

    Returns
    -------
    Added or None, list of Problem
        None when an error kept it from being written.
    """
    path, shown_as, problems = find_text_layer(folder)
    if path is None:
        return None, problems
    for key in values or {}:
        if key in OPTIONS:
            option = OPTIONS[key]
            return None, [Problem("has-option", Place("--set"), {"key": key, "option": option})]
    settings, _ = read_settings(folder)
    system = settings.layer.system
    location = None if at is None else _located(at, datum, read_layer(path, shown_as), system)
    if isinstance(location, Problem):
        return None, [location]
    lon, lat = location.wgs84 if location else (None, None)
    geometry = {"type": "Point", "coordinates": [lon, lat]} if location else None
    # As it is written: a moment later others may have added theirs.
    written: list[LayerDocument] = []
    told: list[Problem] = []

    def change(text: LayerText) -> bytes:
        document = text.document
        told.extend(_same_name(name.strip(), document))
        chosen = site_id or new_id(slug(name) or "site", document)
        properties: dict[str, Any] = {} if chosen is None else {"id": chosen}
        properties["name"] = name.strip()
        if category:
            properties["category"] = category
        properties |= {key: _typed(value) for key, value in (values or {}).items()}
        return add_feature(text, properties, geometry)

    def find_problems(data: bytes) -> list[Problem]:
        # The tables cannot break by a site that is added: pandas need not be loaded.
        document = parse_layer(path, shown_as, data)
        document.datum = system
        if not written:
            written.append(document)
        known = set(settings.categories) or None
        return [*document.problems, *check_layer(document, categories=known, source_ids=None)]

    found = change_layer(path, shown_as, change, find_problems, system=system)
    if any(problem.severity == "error" for problem in found):
        return None, found
    (document,) = written
    # It is the last one, and its id or number is sound: it has been checked.
    index = document.count - 1
    place = document.place(document.feature_pointer(index))
    line = place.line or 1
    told += _unfit_id(site_id or "", place)
    given = _given(location) if location else ""
    return Added(shown_as, line, document.ids[index] or "", lon, lat, given), [*found, *told]


def _located(
    at: str, datum: str | None, document: LayerDocument, system: str
) -> Location | Problem:
    settle_system(document, system)
    near = middle_of(document)
    found = parse_location(at, datum, near=near)
    pair = AS_ASKED.fullmatch(at)
    if isinstance(found, Problem) and found.code == "location-ambiguous" and pair:
        # The order that --at has always asked for decides where nothing else can.
        found = parse_location(f"lon {pair[1]}, lat {pair[2]}", datum, near=near)
    return found


def _given(location: Location) -> str:
    is_converted = location.datum != "wgs84"
    return f"{location.datum} {location.lon},{location.lat}" if is_converted else ""


def _unfit_id(chosen: str, place: Place) -> list[Problem]:
    """Tell of an id that its user has chosen and that breaks addresses."""
    if not NOT_SLUG.search(chosen):
        return []
    return [Problem("id-not-slug", place, {"id": chosen, "slug": slug(chosen) or "site"})]


def _same_name(name: str, document: LayerDocument) -> list[Problem]:
    """Tell of the first site that is called the same already, in whichever language."""
    wanted, own = name.casefold(), document.said.name or "name"
    names = [key for key in document.property_names if key == own or key.startswith(f"{own}_")]
    columns = [document.column(key) for key in names]
    for index, known in enumerate(zip(*columns, strict=True)):
        if any(isinstance(one, str) and one.strip().casefold() == wanted for one in known):
            pointer = document.feature_pointer(index)
            values = {"name": name, "id": document.ids[index] or ""}
            return [Problem("name-there-already", document.place(pointer), values)]
    return []


def middle_of(document: LayerDocument) -> tuple[float, float] | None:
    """Give the median longitude and latitude of a layer's points in WGS 84, or None without any."""
    if document.plain is not None:
        points = document.plain.xy[~np.isnan(document.plain.xy[:, 0])]
    else:
        geometries = [feature.get("geometry") for feature in document.features]
        sound = [
            geometry["coordinates"][:2]
            for geometry in geometries
            if isinstance(geometry, dict)
            and geometry.get("type") == "Point"
            and is_plain_position(geometry.get("coordinates"))
        ]
        points = np.array(sound, dtype=float).reshape(-1, 2)
    if not len(points):
        return None
    middle = {"type": "Point", "coordinates": np.median(points, axis=0).tolist()}
    lon, lat = (on_map(middle, system_of(document, None)) or middle)["coordinates"]
    return lon, lat


def _typed(value: str) -> Any:
    try:
        decoded = json.loads(value, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return value
    # "0571" or "1e5" is a telephone number or a code; only what prints the same is a number.
    if isinstance(decoded, dict | list | str) or json.dumps(decoded) != value:
        return value
    return decoded


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
