"""Small PMTiles archives for tests: GDAL makes the tiles of each layer, and they are put together.

A tile of several layers is the bytes of its layers' tiles one behind the other; the container is
that of the PMTiles v3 specification.
"""

from __future__ import annotations

import gzip
import json
import struct
from typing import TYPE_CHECKING

import pyogrio

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

MINZOOM, MAXZOOM = 10, 14


def write_archive(path: Path, layers: dict[str, gpd.GeoDataFrame]) -> Path:
    """Write an archive of some layers (WGS 84)."""
    tiles: dict[tuple[int, int, int], bytes] = {}
    described = []
    for name, frame in layers.items():
        folder = path.parent / f"{path.stem}-{name}"
        pyogrio.write_dataframe(
            frame, folder, driver="MVT", layer=name,
            MINZOOM=str(MINZOOM), MAXZOOM=str(MAXZOOM), COMPRESS="NO",
        )  # fmt: skip
        for file in folder.rglob("*.pbf"):
            z, x, y = (int(part) for part in (*file.parts[-3:-1], file.stem))
            tiles[z, x, y] = tiles.get((z, x, y), b"") + file.read_bytes()
        fields = {column: "String" for column in frame.columns if column != "geometry"}
        described.append({"id": name, "minzoom": MINZOOM, "maxzoom": MAXZOOM, "fields": fields})
    bounds = [float(edge) for edge in _bounds(layers)]
    path.write_bytes(_container(tiles, {"vector_layers": described}, bounds))
    return path


def _bounds(layers: dict[str, gpd.GeoDataFrame]) -> tuple[float, float, float, float]:
    boxes = [frame.total_bounds for frame in layers.values()]
    west, south = (min(box[i] for box in boxes) for i in (0, 1))
    east, north = (max(box[i] for box in boxes) for i in (2, 3))
    return west, south, east, north


def _container(
    tiles: dict[tuple[int, int, int], bytes], metadata: dict, bounds: list[float]
) -> bytes:
    numbered = sorted(
        (_tile_id(*place), gzip.compress(data, mtime=0)) for place, data in tiles.items()
    )
    data = b"".join(tile for _, tile in numbered)
    directory = bytearray(_varint(len(numbered)))
    last = 0
    for number, _ in numbered:
        directory += _varint(number - last)
        last = number
    directory += b"".join(_varint(1) for _ in numbered)  # each of its own
    directory += b"".join(_varint(len(tile)) for _, tile in numbered)
    # The first begins at the start, each other behind the one before.
    directory += _varint(1) + b"".join(_varint(0) for _ in numbered[1:])
    root = gzip.compress(bytes(directory), mtime=0)
    meta = gzip.compress(json.dumps(metadata).encode(), mtime=0)
    at_meta = 127 + len(root)
    at_data = at_meta + len(meta)
    degrees = [round(edge * 10_000_000) for edge in bounds]
    header = b"PMTiles\x03" + struct.pack(
        "<11Q6B4iB2i",
        127, len(root), at_meta, len(meta), at_data, 0, at_data, len(data),
        len(numbered), len(numbered), len(numbered),
        1, 2, 2, 1, MINZOOM, MAXZOOM,
        *degrees, MINZOOM, (degrees[0] + degrees[2]) // 2, (degrees[1] + degrees[3]) // 2,
    )  # fmt: skip
    assert len(header) == 127
    return header + root + meta + data


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _tile_id(z: int, x: int, y: int) -> int:
    """Place of a tile on the Hilbert curve through all zooms."""
    number = (4**z - 1) // 3
    side = 1 << z
    half = side >> 1
    while half:
        rx, ry = int(bool(x & half)), int(bool(y & half))
        number += half * half * ((3 * rx) ^ ry)
        if ry == 0:
            if rx == 1:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        half >>= 1
    return number
