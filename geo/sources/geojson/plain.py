"""Layers of points as columns, without a Python object for each feature.

Arrow reads JSON as strictly as the standard library, several times as fast, and needs no
interpreter meanwhile. It is told beforehand what to expect, from a look at the first features:
left to find out, it can be led into any depth. A layer that turns out otherwise, or is more than
points, is for :mod:`geo.sources.geojson.decoding`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from types import NoneType
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json

from geo.sources.geojson.html_facts import has_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MOST_FEATURES = 2_000_000
"""Features that are read; a page could not hold more sites."""
FARTHEST = 1e9
"""Coordinates beyond it are none; the rules say so."""
MOST_EXACT = 2.0**53
"""Whole numbers beyond it may not be what is written, once they are floats."""
SAMPLED = 100_000
"""Characters that are looked at first."""
MOST_PROPERTIES = 100
_LARGEST = 2**31 - 2
# Bytes of {"type":"Feature","properties":null,"geometry":null}
_LEAST_FEATURE = 50
_BEGINNING = re.compile(
    r"""[ \t\r\n]*\{[ \t\r\n]*"type"[ \t\r\n]*:[ \t\r\n]*"FeatureCollection"[ \t\r\n]*,
    [ \t\r\n]*"features"[ \t\r\n]*:[ \t\r\n]*\[[ \t\r\n]*""",
    re.VERBOSE,
)
_HALF = re.compile("[\ud800-\udfff]")
_BETWEEN = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")
_GEOMETRY_KEY = re.compile(rb'"geometry"\s*:')
_GEOMETRY = pa.struct({"type": pa.string(), "coordinates": pa.list_(pa.float64())})


@dataclass(frozen=True)
class PlainLayer:
    """A FeatureCollection of points and of sites not located, with nothing unusual about it.

    Parameters
    ----------
    xy
        Longitude and latitude as in the file, shape (n, 2); NaN where the geometry is null.
    ids
        The features' own ids; none if they have none.
    properties
        By name, in the order in which they come up: texts, whole numbers, numbers or flags, null
        where a feature has no such property.
    """

    xy: NDArray[np.float64]
    ids: list[str | int] | None
    properties: dict[str, pa.Array]

    @property
    def is_unplaced(self) -> bool:
        """Whether no feature has a geometry."""
        return len(self.xy) > 0 and bool(np.isnan(self.xy[0, 0]) and np.isnan(self.xy[:, 0]).all())

    def values(self, name: str) -> list[Any]:
        """Give a property of each feature as the standard library would; None where it is null."""
        column = self.properties.get(name)
        return [None] * len(self.xy) if column is None else _as_list(column)

    def sampled(self, name: str, rows: Sequence[int]) -> list[Any]:
        """Give a property of some features, as :meth:`values` gives it of all."""
        column = self.properties.get(name)
        return [None] * len(rows) if column is None else _as_list(column.take(pa.array(rows)))


def _as_list(column: pa.Array) -> list[Any]:
    """Give a column's values as Python objects."""
    if column.type == pa.string():
        # Twice as fast as to_pylist.
        values: list[Any] = column.to_numpy(zero_copy_only=False).tolist()
        return values
    return list(column.to_pylist())


def too_many_features(data: bytes) -> int:
    """Count the features of a file by what each has; 0 where there are not too many.

    Reading them to find that out would take gigabytes.
    """
    if len(data) < MOST_FEATURES * _LEAST_FEATURE or data.count(b'"Feature"') <= MOST_FEATURES:
        return 0
    count = data.count(b'"geometry"')
    return count if count > MOST_FEATURES else 0


def read_plain(data: bytes, text: str) -> PlainLayer | None:
    """Read a layer into columns.

    Parameters
    ----------
    data
        The file's bytes, in UTF-8.
    text
        The same, decoded.

    Returns
    -------
    PlainLayer or None
        None if the layer is not plain: whether it is sound, this does not tell.
    """
    expected = _expected(_first_features(text))
    features = None if expected is None or len(data) > _LARGEST else _features(data, expected)
    if features is None or not _all_are(features["type"], "Feature"):
        return None
    ids, geometries = features.get("id"), features["geometry"]
    properties = _properties(features["properties"])
    if properties is None or (ids is not None and ids.null_count):
        return None
    # A member that is absent is null here, too; that of a geometry is an error.
    if geometries.null_count and ("geometry" in properties or not _all_have(data, len(geometries))):
        return None
    xy = _positions(geometries)
    own = None if ids is None else _as_list(ids)
    return None if xy is None else PlainLayer(xy, own, properties)


def _first_features(text: str) -> list[Any]:
    """Decode the features at the beginning of a layer."""
    beginning = _BEGINNING.match(text)
    if beginning is None:
        return []
    part, at = text[beginning.end() : beginning.end() + SAMPLED], 0
    decoder, features = json.JSONDecoder(), []
    try:
        while True:
            feature, at = decoder.raw_decode(part, at)
            features.append(feature)
            between = _BETWEEN.match(part, at)
            if between is None:
                return features
            at = between.end()
    except (ValueError, RecursionError):
        # The part ends within this one, or it is not sound.
        return features


def _expected(features: list[Any]) -> pa.Schema | None:
    """Tell what a layer with such features consists of, if it may be plain."""
    ids: set[type] = set()
    properties: dict[str, set[type]] = {}
    for feature in features:
        if not isinstance(feature, dict) or feature.keys() - {"id"} != {
            "type",
            "properties",
            "geometry",
        }:
            return None
        if "id" in feature:
            ids.add(type(feature["id"]))
        if not isinstance(feature["properties"], dict):
            return None
        for name, value in feature["properties"].items():
            if has_table(value):
                return None
            properties.setdefault(name, set()).add(type(value))
    if not features or len(properties) > MOST_PROPERTIES or (ids and ids not in ({str}, {int})):
        return None
    kinds = {name: _kind(found) for name, found in properties.items()}
    # JSON can spell half a character ("\\ud800"), and Arrow cannot hold it.
    if None in kinds.values() or _HALF.search("".join(kinds)):
        return None
    members = {"type": pa.string(), "properties": pa.struct(kinds), "geometry": _GEOMETRY}
    if ids:
        members["id"] = _kind(ids)
    return pa.schema({"type": pa.string(), "features": pa.list_(pa.struct(members))})


def _kind(types: set[type]) -> pa.DataType | None:
    """Give the type of a column that holds values of some Python types."""
    found = types - {NoneType}
    if not found:
        return pa.null()
    if found == {int, float}:
        return pa.float64()
    kinds = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    return kinds.get(found.pop()) if len(found) == 1 else None


def _features(data: bytes, expected: pa.Schema) -> dict[str, pa.Array] | None:
    """Read the features, by member; none if they are not as expected."""
    # One block: the document is one "row", however many lines it has.
    reading = pyarrow.json.ReadOptions(use_threads=False, block_size=len(data) + 1)
    parsing = pyarrow.json.ParseOptions(
        explicit_schema=expected, newlines_in_values=True, unexpected_field_behavior="error"
    )
    try:
        table = pyarrow.json.read_json(pa.BufferReader(data), reading, parsing)
    except pa.ArrowException:
        return None
    if len(table) != 1:
        return None
    features = table["features"].chunk(0).flatten()
    return _members(features) if 0 < len(features) <= MOST_FEATURES else None


def _members(objects: pa.StructArray) -> dict[str, pa.Array]:
    return dict(zip([field.name for field in objects.type], objects.flatten(), strict=True))


def _properties(objects: pa.StructArray) -> dict[str, pa.Array] | None:
    if objects.null_count:
        return None
    columns = _members(objects)
    numbers = [column for column in columns.values() if column.type == pa.float64()]
    # NaN is no JSON, 1e400 fits no number, and a whole number among others may be rounded.
    are_exact = all(
        pc.all(pc.less(pc.abs(column), MOST_EXACT)).as_py() is not False for column in numbers
    )
    return columns if are_exact else None


def _positions(geometries: pa.StructArray) -> NDArray[np.float64] | None:
    """Give the positions of points; none if any geometry is something else, or unsound."""
    there = geometries.is_valid()
    members = _members(geometries.filter(there))
    coordinates = members["coordinates"]
    if not _all_are(members["type"], "Point") or coordinates.null_count:
        return None
    numbers = coordinates.flatten()
    is_pair = pc.all(pc.equal(pc.list_value_length(coordinates), 2)).as_py()
    if not is_pair or numbers.null_count:
        return None
    pairs = numbers.to_numpy().reshape(-1, 2)
    if not bool((np.abs(pairs) < FARTHEST).all()):
        return None
    xy = np.full((len(geometries), 2), np.nan)
    xy[np.asarray(there)] = pairs
    return xy


def _all_are(texts: pa.Array, wanted: str) -> bool:
    return not texts.null_count and bool(pc.all(pc.equal(texts, wanted)).as_py())


def _all_have(data: bytes, count: int) -> bool:
    return len(_GEOMETRY_KEY.findall(data)) == count
