"""Base map files: their text, and putting several in place together."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.ground.making import Feature, Maker


ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"
LICENCE = "ODbL-1.0"


def encode(features: Iterable[Feature], maker: Maker, date: str) -> bytes:
    """Write features as GeoJSON, one a line, with attribution, licence and date.

    Parameters
    ----------
    features
        In metres.
    maker
        Who made them: it knows the way back to degrees.
    date
        Of the data; left out if "".
    """
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "licence": LICENCE,
    }
    if date:
        head["date"] = date
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    lines = [line for feature in features if (line := _line(feature, maker))]
    body = ",\n".join(lines)
    return f'{opening}, "features": [\n{body}\n]}}\n'.encode()


def _line(feature: Feature, maker: Maker) -> str:
    """One feature's text; "" if rounding leaves nothing of it."""
    shape = maker.plane.round(feature.geometry, maker.fineness.decimals)
    if shape.is_empty:
        return ""
    if shape.geom_type in {"Polygon", "MultiPolygon"}:
        # RFC 7946 §3.1.6: outer rings run counter-clockwise.
        shape = shapely.orient_polygons(shape)
    geometry = json.loads(shapely.to_geojson(shape))
    geometry["coordinates"] = _rounded(geometry["coordinates"], maker.fineness.decimals)
    value = {"type": "Feature", "properties": feature.properties, "geometry": geometry}
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
