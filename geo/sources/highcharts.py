"""Maps of Highcharts: outlines in the numbers of a drawing, and how to turn them back into places.

Its maps are features whose numbers were made of those of a projection by scale, shift and turn, as
a member ``hc-transform`` says: one for the whole, and others for what is drawn in a corner, such as
islands far off, each with the outline of its corner (``hitZone``). The members are described in
Highcharts' API under ``GeoJSONTranslation``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely

from geo.sources.tables.sheets import UnreadableError

if TYPE_CHECKING:
    from numpy.typing import NDArray

MEMBER = "hc-transform"
_WHOLE = "default"
"""The transform of all that lies in no corner."""
_SCALING = ("scale", "jsonres")


class _Transform(NamedTuple):
    """How a drawing's numbers were made of projected metres; as the file has it."""

    crs: str
    zone: Any
    scale: float
    resolution: float
    margin: tuple[float, float]
    pan: tuple[float, float]
    offset: tuple[float, float]
    rotation: float


def is_drawing(value: dict[str, Any]) -> bool:
    """Whether a document says how its numbers were scaled; a map may also be in plain degrees."""
    said = value.get(MEMBER)
    if not isinstance(said, dict):
        return False
    return any(
        isinstance(one, dict) and any(one.get(name) not in {None, 0, 1} for name in _SCALING)
        for one in said.values()
    )


def drawn_places(value: dict[str, Any]) -> list[dict[str, Any]]:
    """Give a drawing's features without those that are no places: the lines round its corners."""
    features = [one for one in value["features"] if isinstance(one, dict)]
    return [one for one in features if not _is_ornament(one.get("properties"))]


def _is_ornament(properties: Any) -> bool:
    group = properties.get("hc-group") if isinstance(properties, dict) else None
    return isinstance(group, str) and group.startswith("__")


def put_in_place(shapes: NDArray[np.object_], value: dict[str, Any]) -> NDArray[np.object_]:
    """Turn a drawing's shapes back into places.

    Parameters
    ----------
    shapes
        As they are drawn.
    value
        The decoded document, a drawing (:func:`is_drawing`).

    Returns
    -------
    array of shapely geometries
        In longitude and latitude, WGS 84.

    Raises
    ------
    UnreadableError
        If what the file says of its numbers cannot be understood; with what is wrong.
    """
    from pyproj.exceptions import ProjError

    try:
        transforms = [_transform(name, said) for name, said in value[MEMBER].items()]
        turned = [_in_degrees(one) for one in transforms]
    except (
        AttributeError,
        KeyError,
        TypeError,
        ValueError,
        ZeroDivisionError,
        ProjError,
    ) as error:
        raise UnreadableError("drawing-broken", told=str(error)) from error
    # The whole comes last: it takes what lies in no corner.
    order = sorted(range(len(transforms)), key=lambda at: transforms[at].zone is None)

    def convert(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        placed = np.full(xy.shape, np.nan)
        is_left = np.ones(len(xy), dtype=bool)
        for at in order:
            zone = transforms[at].zone
            mine = is_left if zone is None else is_left & shapely.contains_xy(zone, xy)
            placed[mine] = turned[at](xy[mine])
            is_left &= ~mine
        return placed

    placed: NDArray[np.object_] = shapely.transform(shapely.force_2d(shapes), convert)
    return placed


def _transform(name: str, said: dict[str, Any]) -> _Transform:
    def number(member: str, otherwise: float = 0.0) -> float:
        given = float(said.get(member) or otherwise)
        if not math.isfinite(given):
            raise ValueError(member)
        return given

    zone = None if name == _WHOLE else shapely.geometry.shape(said["hitZone"])
    return _Transform(
        str(said["crs"]),
        zone,
        number("scale", 1),
        number("jsonres", 1),
        (number("jsonmarginX"), number("jsonmarginY")),
        (number("xpan"), -number("ypan")),
        (number("xoffset"), number("yoffset")),
        number("rotation"),
    )


def _in_degrees(one: _Transform) -> Any:
    import pyproj

    to_degrees = pyproj.Transformer.from_crs(one.crs, "EPSG:4326", always_xy=True)
    sine, cosine = math.sin(one.rotation), math.cos(one.rotation)

    def convert(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        drawn = (xy - one.margin) / one.resolution - one.pan
        x, y = (drawn / one.scale + one.offset).T
        return np.column_stack(to_degrees.transform(x * cosine - y * sine, x * sine + y * cosine))

    return convert
