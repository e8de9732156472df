"""The text of base map files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Credit:
    """Whom a file is from.

    Parameters
    ----------
    attribution
        What is shown on the map.
    licence
        Of the file.
    date
        Of the data; "" where nobody says.
    """

    attribution: str
    licence: str
    date: str = ""


def encode(
    features: Iterable[tuple[dict[str, Any], BaseGeometry]],
    credit: Credit,
    decimals: int,
    **members: Any,
) -> bytes:
    """Write features as GeoJSON, one a line, with attribution, licence and date.

    Parameters
    ----------
    features
        Properties, and geometry in degrees that are rounded already.
    credit
        Whom they are from.
    decimals
        Of the coordinates.
    members
        Further members of the collection.
    """
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "attribution": credit.attribution,
        "licence": credit.licence,
        **members,
    }
    if credit.date:
        head["date"] = credit.date
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    lines = [_line(*feature, decimals) for feature in features if not feature[1].is_empty]
    body = ",\n".join(lines)
    return f'{opening}, "features": [\n{body}\n]}}\n'.encode()


def _line(properties: dict[str, Any], shape: BaseGeometry, decimals: int) -> str:
    if shape.geom_type in {"Polygon", "MultiPolygon"}:
        # RFC 7946 §3.1.6: outer rings run counter-clockwise.
        shape = shapely.orient_polygons(shape)
    geometry = json.loads(shapely.to_geojson(shape))
    geometry["coordinates"] = _rounded(geometry["coordinates"], decimals)
    value = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _rounded(value: Any, decimals: int) -> Any:
    if isinstance(value, list):
        return [_rounded(entry, decimals) for entry in value]
    return round(value, decimals)
