"""Base map files: their text, and putting several in place together."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


def write_all(files: Mapping[Path, bytes], stale: Iterable[Path]) -> None:
    """Put files in place and remove others: all of it, or nothing.

    Parameters
    ----------
    files
        New bytes by path, all in one folder, which is made if it is missing.
    stale
        Files to remove.

    Raises
    ------
    OSError
        If that fails; what was there is there again.
    """
    folders = {path.parent for path in files}
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".basemap.", dir=next(iter(folders))) as name:
        staging = Path(name)
        for path, data in files.items():
            with (staging / path.name).open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        _swap(staging, list(files), list(stale))


def _swap(staging: Path, targets: list[Path], stale: list[Path]) -> None:
    kept: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    try:
        for path in [*targets, *stale]:
            if path.exists():
                aside = staging / f"{path.name}.before"
                path.replace(aside)
                kept.append((aside, path))
        for path in targets:
            (staging / path.name).replace(path)
            placed.append(path)
    except BaseException:
        # Ctrl+C too: what was there lies in a folder that is about to go.
        for path in placed:
            path.unlink(missing_ok=True)
        for aside, path in kept:
            aside.replace(path)
        raise
