"""KML 2.2 from sites: placemarks with their fields as data.

Source: OGC 07-147r2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# XML 1.0 has no way to write these.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Folder:
    """A category as viewers show it.

    Parameters
    ----------
    name
        What it is called.
    color
        ``#rrggbb``; None leaves it to the viewer.
    """

    name: str
    color: str | None = None


def kml_document(
    title: str,
    sites: Sequence[dict[str, str]],
    shapes: Iterable[Any],
    folders: Mapping[str, Folder] | None = None,
) -> str:
    """Write a KML document.

    Parameters
    ----------
    title
        Its name.
    sites
        Fields of each site as text; ``name`` and ``description`` become the placemark's own.
    shapes
        Geometries in WGS 84; none for a site that is not located.
    folders
        Categories by id, in their order; sites of another or none stand after the folders.

    Returns
    -------
    str
        XML that begins with its declaration.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>',
        f"<name>{_text(title)}</name>",
    ]
    folders = folders or {}
    for number, folder in enumerate(folders.values()):
        lines += _style(number, folder)
    placed = [*zip(sites, shapes, strict=True)]
    for number, (category, folder) in enumerate(folders.items()):
        inside = [pair for pair in placed if pair[0].get("category") == category]
        if inside:
            lines.append(f"<Folder><name>{_text(folder.name)}</name>")
            for fields, shape in inside:
                lines += _placemark(fields, shape, number if folder.color else None)
            lines.append("</Folder>")
    for fields, shape in placed:
        if fields.get("category") not in folders:
            lines += _placemark(fields, shape)
    lines.append("</Document></kml>\n")
    return "\n".join(lines)


def _style(number: int, folder: Folder) -> Iterator[str]:
    if folder.color is None:
        return
    red, green, blue = folder.color[1:3], folder.color[3:5], folder.color[5:7]
    colour = f"{blue}{green}{red}"  # KML writes it the other way round, after how opaque it is
    yield f'<Style id="category-{number}">'
    yield f"<IconStyle><color>ff{colour}</color></IconStyle>"
    yield f"<LineStyle><color>ff{colour}</color><width>2</width></LineStyle>"
    yield f"<PolyStyle><color>55{colour}</color></PolyStyle>"
    yield "</Style>"


def _placemark(fields: dict[str, str], shape: Any, style: int | None = None) -> Iterator[str]:
    yield "<Placemark>"
    yield f"<name>{_text(fields.get('name', ''))}</name>"
    if "description" in fields:
        # Viewers take a description for HTML: escaped twice, it shows as the text it is.
        yield f"<description>{_text(escape(fields['description']))}</description>"
    if style is not None:
        yield f"<styleUrl>#category-{style}</styleUrl>"
    data = {name: value for name, value in fields.items() if name not in {"name", "description"}}
    if data:  # the schema knows no empty one
        yield "<ExtendedData>"
        for name, value in data.items():
            yield f"<Data name={_attribute(name)}><value>{_text(value)}</value></Data>"
        yield "</ExtendedData>"
    if shape is not None and not shape.is_empty:
        yield _geometry(shape)
    yield "</Placemark>"


def _geometry(shape: Any) -> str:
    kind = shape.geom_type
    if kind == "Point":
        return f"<Point>{_coordinates(shape)}</Point>"
    if kind in {"LineString", "LinearRing"}:
        return f"<LineString>{_coordinates(shape)}</LineString>"
    if kind == "Polygon":
        outer = f"<outerBoundaryIs>{_ring(shape.exterior)}</outerBoundaryIs>"
        inner = "".join(
            f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>" for ring in shape.interiors
        )
        return f"<Polygon>{outer}{inner}</Polygon>"
    parts = "".join(_geometry(part) for part in shape.geoms)
    return f"<MultiGeometry>{parts}</MultiGeometry>"


def _ring(ring: Any) -> str:
    return f"<LinearRing>{_coordinates(ring)}</LinearRing>"


def _coordinates(shape: Any) -> str:
    positions = shapely.get_coordinates(shape, include_z=bool(shape.has_z)).tolist()
    written = (",".join(map(repr, position)) for position in positions)
    return f"<coordinates>{' '.join(written)}</coordinates>"


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("\ufffd", text))
