"""A SiteLayer as the payload's blocks; ``geo/web/src/data/load.ts`` reads them.

``head``
    The page's :mod:`head <geo.page.head>` and what draws the sites: kind, position, category,
    accuracy. It alone is needed for the first picture.
``sites``
    Ids, names, every attribute (columns marked ``=``), outlines, ``part_of``.
``tables``
    Tables with many rows a site, in the sites' order with a count for each, and reference tables.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo.made_before import made_before
from geo.page.columns import encode_numbers, encode_series, encode_whole
from geo.page.payload import Block
from geo.page.shapes import (
    POINT,
    encode_positions,
    encode_shapes,
    kinds_of,
    sign_positions,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.contract.head_types import Head
    from geo.joining import SiteLayer
    from geo.page.columns import Encoded

    # Columns, rows, and what the columns hold.
    _EncodedTable = tuple[list[str], int, list[Encoded]]

# Up to here rows stay in the file's order, which may mean something to its writer. Beyond it
# neighbours stand together, so that steps are small and what is seen together is stored together.
MOST_IN_FILE_ORDER = 5000
_NAMING_SITES = ("site", "site_id")
# These travel in the head block.
_IN_HEAD = {"category", "accuracy_m"}


def encode_layer(layer: SiteLayer, head: Head, categories: NDArray[np.int64]) -> dict[str, Block]:
    """Encode everything about the sites.

    Parameters
    ----------
    layer
        The joined sites and tables.
    head
        What :func:`geo.page.head.make_head` gives.
    categories
        Index into the head's categories for each site, in the layer's order.

    Returns
    -------
    dict
        Blocks ``head``, ``sites`` and ``tables``, in the order the page should have them.
    """
    geometries = layer.sites.geometry.to_numpy()
    kinds = kinds_of(geometries)
    positions = sign_positions(geometries, kinds)
    order = row_order(positions, layer.sites["id"].isin(layer.nameless).to_numpy(dtype=bool))
    sites = layer.sites if order is None else layer.sites.iloc[order]
    if order is not None:
        kinds, positions, categories = kinds[order], positions[order], categories[order]
    return {
        "head": Block(
            {"head": head},
            {
                "kind": encode_whole(kinds),
                "category": encode_whole(categories),
                "accuracy": encode_numbers(_metres(sites)),
                **encode_positions(positions),
            },
        ),
        "sites": Block({}, _site_columns(sites, kinds)),
        "tables": _tables(layer, order, {table["name"] for table in head["tables"]}),
    }


def row_order(
    positions: NDArray[np.float64], is_nameless: NDArray[np.bool_]
) -> NDArray[np.int64] | None:
    """Rows along a Hilbert curve, those not located last; None to keep the file's order.

    In either order those without a name come after all that have one.
    """
    if len(positions) <= MOST_IN_FILE_ORDER:
        return np.argsort(is_nameless, kind="stable") if is_nameless.any() else None
    located = np.flatnonzero(~np.isnan(positions[:, 0]))
    distance = np.full(len(positions), np.iinfo(np.int64).max)
    distance[located] = hilbert_distance(positions[located])
    return np.lexsort((distance, is_nameless, np.isnan(positions[:, 0])))


def hilbert_distance(points: NDArray[np.float64], level: int = 16) -> NDArray[np.int64]:
    """How far along a Hilbert curve over their extent points lie.

    Whole numbers throughout, so that the order is the same on every machine.

    Parameters
    ----------
    points
        Shape (n, 2).
    level
        The curve's grid has ``2 ** level`` cells a side.

    Notes
    -----
    The classic conversion from cell to distance (Wikipedia, "Hilbert curve", ``xy2d``).
    """
    if len(points) == 0:
        return np.zeros(0, dtype=np.int64)
    low, size = points.min(axis=0), np.ptp(points, axis=0)
    size[size == 0] = 1.0
    side = 1 << level
    x, y = np.minimum((points - low) / size * side, side - 1).astype(np.int32).T
    distance = np.zeros(len(points), dtype=np.int64)
    for bit in reversed(range(level)):
        right, upper = (x >> bit) & 1, (y >> bit) & 1
        distance = (distance << 2) | ((3 * right) ^ upper)
        # Masks of all bits or none: a branch for each point would take ten times as long.
        flip = -(right & ~upper) & (side - 1)
        swap = (x ^ y) & (upper - 1)
        x, y = x ^ swap ^ flip, y ^ swap ^ flip
    return distance


def _metres(sites: pd.DataFrame) -> NDArray[np.float64]:
    if "accuracy_m" not in sites:
        return np.full(len(sites), np.nan)
    return np.asarray(pd.to_numeric(sites["accuracy_m"], errors="coerce"), dtype=np.float64)


def _site_columns(sites: pd.DataFrame, kinds: NDArray[np.uint8]) -> dict[str, Encoded]:
    # Names first: they are what the page shows first.
    left = {*_IN_HEAD, sites.geometry.name}
    names = [name for name in sites.columns if name not in left]
    names.sort(key=lambda name: name != "id" and not name.startswith("name"))
    # A geographic frame looks at each column that is asked of it.
    frame = pd.DataFrame(sites)
    columns = {f"={name}": encode_series(frame[name]) for name in names}
    columns = {name: column for name, column in columns.items() if not _is_empty(column)}
    geometries = sites.geometry.to_numpy()
    drawn = np.flatnonzero((kinds > POINT) | _several_points(geometries, kinds))
    return {
        **columns,
        "shapes": encode_shapes(drawn, geometries[drawn]),
        "part_of": _part_of(sites),
    }


def _is_empty(column: Encoded) -> bool:
    # Where anything is there, telling it from "empty" takes a byte.
    spec = column.spec.get("lengths") or column.spec.get("numbers") or column.spec
    return spec.get("empty") is True and spec["width"] == 0


def _several_points(geometries: NDArray[np.object_], kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    several: NDArray[np.bool_] = (kinds == POINT) & (shapely.get_num_geometries(geometries) > 1)
    return several


def _part_of(sites: pd.DataFrame) -> Encoded:
    """Rows of the sites that sites are part of."""
    if "part_of" not in sites:
        return encode_whole(np.zeros(len(sites)), np.ones(len(sites), dtype=bool))
    rows = pd.Index(sites["id"]).get_indexer(pd.Index(sites["part_of"]))
    return encode_whole(rows, rows < 0)


def _tables(layer: SiteLayer, order: NDArray[np.int64] | None, shown: set[str]) -> Block:
    count = len(layer.sites)
    place = np.arange(count)
    if order is not None:
        place[order] = np.arange(count)
    described: list[dict[str, Any]] = []
    columns: dict[str, Encoded] = {}

    def describe(name: str, made: _EncodedTable, *, related: bool) -> int:
        index = len(described)
        names, length, held = made
        described.append({"name": name, "length": length, "columns": names, "related": related})
        columns.update({f"{index}:{number}": column for number, column in enumerate(held)})
        return index

    for name, frame in layer.related.items():
        if name not in shown:
            continue
        rows = place[frame["site"].to_numpy(dtype=np.int64)]
        made = made_before(
            ("encoded", name), frame, (frame,), partial(_encoded, frame, rows), rows.tobytes()
        )
        index = describe(name, made, related=True)
        columns[f"{index}:rows"] = encode_whole(np.bincount(rows, minlength=count))
    for name, frame in layer.references.items():
        if name in shown:
            describe(name, _encoded(frame), related=False)
    return Block({"tables": described}, columns)


def _encoded(frame: pd.DataFrame, rows: NDArray[np.int64] | None = None) -> _EncodedTable:
    """Give a table's columns, how many rows it has, and what is in the columns.

    Parameters
    ----------
    frame
        The table.
    rows
        Of the sites, whose order is the table's; then what names the sites is no column of it.
    """
    names = [name for name in frame.columns if rows is None or name not in _NAMING_SITES]
    held = [frame[name] for name in names]
    order = None if rows is None else np.argsort(rows, kind="stable")
    if order is not None and not np.array_equal(order, np.arange(len(order))):
        held = [column.iloc[order] for column in held]
    return [str(name) for name in names], len(frame), [encode_series(column) for column in held]
