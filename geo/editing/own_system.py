"""What a layer's positions are in: they are moved in WGS 84, and written as the layer has them.

A layer may be in GCJ-02, in metres of an EPSG system, or have latitudes first; so may one feature.
What the page, a command or another file gives is WGS 84, and would be some hundreds of metres off,
or in another country, if it were written as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from geo.checks.coordinate_lists import is_plain_position
from geo.positions.datum import DATUMS, LATITUDE_FIRST, from_wgs84, to_wgs84
from geo.sources.geojson.geometries import DatumError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from geo.contract.head_types import Datum
    from geo.sources.geojson.layer_document import LayerDocument

    Positions = NDArray[np.float64]
    Geometry = dict[str, Any]

LOOKED_AT = 10
"""Features whose first positions tell whether a layer is worth a closer look."""
DEGREE_DECIMALS = 7
"""A centimetre."""
METRE_DECIMALS = 3
SAME = 9
"""Decimals in which a position that was not moved comes back as it was given."""


def settle_system(document: LayerDocument, said: str) -> None:
    """Let a layer know what its positions are in, as its checks find it.

    Parameters
    ----------
    document
        The layer; its ``datum`` is set.
    said
        ``datum`` or ``crs`` under ``[layer]`` in ``map.toml``; "" where it says neither.
    """
    document.datum = said
    if said or not document.is_json or not _is_odd(document):
        return
    from geo.checks import examine_layer

    examine_layer(document)


def system_of(document: LayerDocument, properties: object) -> str:
    """Tell what a feature's positions are in; "" for WGS 84."""
    own = properties.get("datum") if isinstance(properties, dict) else None
    named = (own if isinstance(own, str) else "") or document.datum
    return "" if named.lower() == "wgs84" else named


def on_map(geometry: Geometry | None, system: str) -> Geometry | None:
    """Give a geometry of the file in WGS 84.

    Parameters
    ----------
    geometry
        As it stands in the file.
    system
        Of :func:`system_of`. Where there is no such system the geometry comes back as it is: what
        is wrong with it is told by the checks.
    """
    if geometry is None or not system:
        return geometry
    return _converted(geometry, lambda xy: _to_map(xy, system), {})


def in_file(geometry: Geometry | None, system: str, before: object) -> Geometry | None:
    """Give a geometry in WGS 84 as it is written into the file.

    Parameters
    ----------
    geometry
        In WGS 84.
    system
        Of :func:`system_of`.
    before
        The geometry that stands in the file: positions that are where they were keep their numbers.

    Raises
    ------
    DatumError
        If a position lies where the system has none.
    """
    if geometry is None or not system:
        return geometry
    kept: dict[tuple[Any, ...], list[Any]] = {}
    if isinstance(before, dict) and (shown := on_map(before, system)):
        pairs = zip(_positions(shown), _positions(before), strict=True)
        kept = {_key(new): old for new, old in pairs}
    return _converted(geometry, lambda xy: _to_file(xy, system), kept)


def _is_odd(document: LayerDocument) -> bool:
    """Whether positions may be something else than longitude and latitude, at a glance."""
    from geo.positions.land import is_near_land

    if document.plain is not None:
        first = document.plain.xy[:LOOKED_AT]
    else:
        some = [feature.get("geometry") for feature in document.features[:LOOKED_AT]]
        found = [next(_positions(one), None) for one in some if isinstance(one, dict)]
        first = np.array([at[:2] for at in found if at is not None], dtype=np.float64)
    first = first.reshape(-1, 2)
    first = first[np.isfinite(first).all(axis=1)]
    return bool(len(first)) and not is_near_land(first).any()


def _positions(geometry: object) -> Iterator[list[Any]]:
    """Give the positions of a geometry, of whatever depth, in their order."""
    if not isinstance(geometry, dict):
        return
    for part in geometry.get("geometries") or ():
        yield from _positions(part)
    waiting = [geometry.get("coordinates")]
    while waiting:
        found = waiting.pop()
        if is_plain_position(found):
            yield cast("list[Any]", found)
        elif isinstance(found, list):
            waiting.extend(reversed(found))


def _converted(
    geometry: Geometry,
    convert: Callable[[Positions], Positions | None],
    kept: dict[tuple[Any, ...], list[Any]],
) -> Geometry:
    """Give the same geometry with other positions; heights stay."""
    given = list(_positions(geometry))
    if not given:
        return geometry
    xy = convert(np.array([position[:2] for position in given], dtype=np.float64))
    if xy is None:
        return geometry
    pairs = zip(given, xy.tolist(), strict=True)
    moved = iter([kept.get(_key(position), [*at, *position[2:]]) for position, at in pairs])
    return cast("Geometry", _rebuilt(geometry, moved))


def _rebuilt(value: Any, moved: Iterator[list[Any]]) -> Any:
    if isinstance(value, dict):
        inner = {key: value[key] for key in ("geometries", "coordinates") if key in value}
        return {**value, **{key: _rebuilt(part, moved) for key, part in inner.items()}}
    if is_plain_position(value):
        return next(moved)
    return [_rebuilt(part, moved) for part in value] if isinstance(value, list) else value


def _key(position: list[Any]) -> tuple[Any, ...]:
    # One place may have several heights.
    return round(position[0], SAME), round(position[1], SAME), *position[2:]


def _to_map(xy: Positions, system: str) -> Positions | None:
    if system.lower() == LATITUDE_FIRST:
        return xy[:, ::-1]
    if system.lower() in DATUMS:
        return np.column_stack(to_wgs84(xy[:, 0], xy[:, 1], cast("Datum", system.lower())))
    from geo.positions.systems import find_system, in_degrees

    if find_system(system) is None:
        return None
    found = in_degrees(system, xy)
    return found if np.isfinite(found).all() else None


def _to_file(xy: Positions, system: str) -> Positions | None:
    if system.lower() == LATITUDE_FIRST:
        return xy[:, ::-1]
    if system.lower() in DATUMS:
        shifted = np.column_stack(from_wgs84(xy[:, 0], xy[:, 1], cast("Datum", system.lower())))
        return np.round(shifted, DEGREE_DECIMALS)
    from geo.positions.systems import find_system, from_degrees

    found = find_system(system)
    if found is None:
        return None
    placed = from_degrees(system, xy)
    if not np.isfinite(placed).all():
        raise DatumError("join-datum-outside")
    return np.round(placed, DEGREE_DECIMALS if found.is_degrees else METRE_DECIMALS)
