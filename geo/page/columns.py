"""Columns of values as bytes; ``geo/web/src/data/columns.ts`` reads them.

A column is a *spec* (JSON: which codec, with which parameters) and a list of byte sections. Codecs:

``whole``
    Integers, or decimals as integers times ``10 ** scale`` (so 598.2 stays 598.2). What is stored
    is ``value - min``, plus one where 0 is needed for "empty"; in as few bytes as the largest
    needs (none if all are equal), and in byte planes: all lowest bytes first, which gzip likes.
``real``
    64-bit floats in byte planes; NaN is "empty".
``text``
    A UTF-8 blob with the length of each string in UTF-16 units (0 is "empty", 1 the empty string)
    and the byte length of every 64 strings together: the page decodes 64 at a time, when asked.
``words``
    Distinct strings (``text``) in the order they first occur, and a ``whole`` column of numbers.
``numbered``
    Strings such as ``site-00042``: a common prefix and a number.
``flag``
    Booleans, as a ``whole`` column of 0 and 1.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Spec = dict[str, Any]

# Strings decoded together by the page: few calls when all are read, little waste when one is.
CHUNK = 64
# Beyond this many decimals a number is a measured float, not a decimal somebody wrote.
MOST_DECIMALS = 9
# JavaScript's numbers hold whole numbers exactly up to here.
MOST_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class Encoded:
    """A column as it travels: ``spec`` names the byte lengths of its ``sections`` in order."""

    spec: Spec
    sections: list[bytes]


def encode_whole(
    values: NDArray[Any], empty: NDArray[np.bool_] | None = None, *, scale: int = 0
) -> Encoded:
    """Encode integers.

    Parameters
    ----------
    values
        Integers; what stands where ``empty`` is true does not matter.
    empty
        Which rows have no value.
    scale
        Decimals the integers carry: the value is ``integer / 10 ** scale``.
    """
    whole = np.asarray(values, dtype=np.int64)
    has_empty = empty is not None and bool(empty.any())
    present = whole[~empty] if has_empty and empty is not None else whole
    smallest = int(present.min()) if len(present) else 0
    stored = (whole - smallest + (1 if has_empty else 0)).astype(np.uint64)
    if has_empty:
        stored[empty] = 0
    largest = int(stored.max()) if len(stored) else 0
    width = (largest.bit_length() + 7) // 8
    spec: Spec = {"codec": "whole", "count": len(whole), "min": smallest, "width": width}
    if scale:
        spec["scale"] = scale
    if has_empty:
        spec["empty"] = True
    return _sectioned(spec, [_planes(stored, width)])


def encode_steps(values: NDArray[Any]) -> Encoded:
    """Encode integers by the step from one to the next (zigzag: small whichever way it goes)."""
    whole = np.asarray(values, dtype=np.int64)
    if len(whole) == 0:
        return _sectioned({"codec": "steps", "count": 0, "first": 0, "width": 0}, [b""])
    steps = np.diff(whole)
    zigzag = ((steps << 1) ^ (steps >> 63)).astype(np.uint64)
    width = (int(zigzag.max()).bit_length() + 7) // 8 if len(zigzag) else 0
    spec = {"codec": "steps", "count": len(whole), "first": int(whole[0]), "width": width}
    return _sectioned(spec, [_planes(zigzag, width)])


def encode_numbers(values: NDArray[Any]) -> Encoded:
    """Encode floats (NaN is empty): as decimals when they are, else as 64-bit floats."""
    floats = np.asarray(values, dtype=np.float64)
    empty = ~np.isfinite(floats)
    present = floats[~empty]
    scale = _decimals(present)
    if scale is None:
        clean = np.where(empty, np.nan, floats)
        as_bytes = np.ascontiguousarray(clean.astype("<f8")).view(np.uint8)
        planes = as_bytes.reshape(-1, 8).T.tobytes()
        return _sectioned({"codec": "real", "count": len(floats)}, [planes])
    whole = np.zeros(len(floats), dtype=np.int64)
    whole[~empty] = np.rint(present * 10**scale).astype(np.int64)
    return encode_whole(whole, empty, scale=scale)


def encode_texts(values: Iterable[str | None]) -> Encoded:
    """Encode strings (None is empty) in whichever of the text codecs suits them."""
    return encode_arrow(_arrow_strings(values))


def encode_arrow(strings: pa.Array) -> Encoded:
    """Encode an Arrow array of strings; see :func:`encode_texts`."""
    numbered = _numbered(strings)
    if numbered is not None:
        return numbered
    if len(strings) > 1 and _seem_repeated(strings):
        words = pc.dictionary_encode(strings)
        if len(words.dictionary) <= len(strings) // 2:
            return _encode_words(words)
    return _encode_blob(strings)


def _seem_repeated(strings: pa.Array) -> bool:
    """Whether it is worth while to look for equal strings: a part tells that of most.

    Among ``n`` drawn from ``d`` different ones about ``n * n / 2d`` stand there twice, so that
    ``n * n / count`` of them mean that half of all or more are repetitions.
    """
    sample = strings.slice(0, 2000)
    repeated = len(sample) - pc.count_distinct(sample).as_py()
    return bool(repeated >= min(0.3 * len(sample), len(sample) ** 2 / len(strings)))


def encode_series(series: pd.Series[Any]) -> Encoded:
    """Encode a table's column by what its values are.

    Numbers, booleans and text keep their type. Dates become ISO 8601 text, lists and objects their
    JSON text, anything mixed the text of each value.
    """
    kind = series.dtype.kind if isinstance(series.dtype, np.dtype) else ""
    if kind == "b":
        return _flag(series.to_numpy(dtype=np.int64), None)
    if kind in {"i", "u"}:
        return _integers(series.to_numpy(), np.zeros(len(series), dtype=bool))
    if kind == "f":
        return encode_numbers(series.to_numpy())
    if isinstance(series.dtype, pd.Int64Dtype):
        return _integers(series.to_numpy(np.int64, na_value=0), series.isna().to_numpy())
    if str(series.dtype) in {"str", "string"}:
        return encode_arrow(_combined(pa.array(series, from_pandas=True)))
    return _encode_objects(series)


def encode_column(spec_extra: Spec, parts: dict[str, Encoded]) -> Encoded:
    """Put several columns together as the parts of one."""
    spec = {**spec_extra, **{name: part.spec for name, part in parts.items()}}
    return Encoded(spec, [section for part in parts.values() for section in part.sections])


def as_text(value: object) -> str | None:
    """One value as the text a reader would expect; None where there is nothing."""
    if value is None or value is _NOT_A_TIME or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    text = str(value)
    return None if text == "<NA>" else text


_NOT_A_TIME: object = np.datetime64("NaT")


def _sectioned(spec: Spec, sections: list[bytes]) -> Encoded:
    return Encoded({**spec, "bytes": [len(section) for section in sections]}, sections)


def _planes(stored: NDArray[np.uint64], width: int) -> bytes:
    """Put all lowest bytes first, then all second ones, and so on."""
    as_bytes = np.ascontiguousarray(stored.astype("<u8")).view(np.uint8).reshape(-1, 8)
    return as_bytes[:, :width].T.tobytes()


def _decimals(numbers: NDArray[np.float64]) -> int | None:
    """How many decimals write every number exactly, or None."""
    if len(numbers) == 0:
        return 0
    largest = float(np.abs(numbers).max())
    for scale in range(MOST_DECIMALS + 1):
        power = 10.0**scale
        if largest * power >= MOST_EXACT:
            return None
        # Correctly rounded division gives the very float the shortest spelling stands for.
        if bool((np.rint(numbers * power) / power == numbers).all()):
            return scale
    return None


def _integers(values: NDArray[Any], empty: NDArray[np.bool_]) -> Encoded:
    if len(values) and max(abs(int(values.min())), abs(int(values.max()))) >= MOST_EXACT:
        texts = zip(values.tolist(), empty, strict=True)
        return encode_texts(None if none else str(value) for value, none in texts)
    return encode_whole(values, empty)


def _flag(values: NDArray[Any], empty: NDArray[np.bool_] | None) -> Encoded:
    return encode_column({"codec": "flag"}, {"values": encode_whole(values, empty)})


def _encode_words(words: pa.DictionaryArray) -> Encoded:
    numbers = words.indices
    empty = np.asarray(pc.is_null(numbers))
    values = np.asarray(pc.fill_null(numbers, 0))
    return encode_column(
        {"codec": "words"},
        {"numbers": encode_whole(values, empty), "words": _encode_blob(words.dictionary)},
    )


def _encode_blob(strings: pa.Array) -> Encoded:
    """Codec ``text``."""
    empty = np.asarray(pc.is_null(strings))
    filled = pc.fill_null(strings, "").cast(pa.large_string())
    offsets = np.frombuffer(filled.buffers()[1], dtype=np.int64)
    offsets = offsets[filled.offset : filled.offset + len(filled) + 1]
    data = filled.buffers()[2]
    whole = np.frombuffer(data, dtype=np.uint8) if data is not None else np.zeros(0, np.uint8)
    start, end = (int(offsets[0]), int(offsets[-1])) if len(offsets) else (0, 0)
    blob = whole[start:end]
    starts = offsets - start
    lengths = _utf16_lengths(filled, blob, starts)
    bounds = np.append(starts[:-1:CHUNK], starts[-1:])
    return encode_column(
        {"codec": "text", "chunk": CHUNK, "blob": len(blob)},
        {
            "lengths": encode_whole(lengths, empty),
            "chunks": encode_whole(np.diff(bounds)),
            "text": _sectioned({}, [blob.tobytes()]),
        },
    )


def _utf16_lengths(
    strings: pa.Array, blob: NDArray[np.uint8], starts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Length of each string as JavaScript counts: two units for what UTF-8 writes in four bytes."""
    lengths = np.array(pc.utf8_length(strings), dtype=np.int64)
    (beyond,) = np.nonzero(blob >= 0xF0)
    if len(beyond):
        owners = np.searchsorted(starts, beyond, side="right") - 1
        lengths += np.bincount(owners, minlength=len(lengths))
    return lengths


def _numbered(strings: pa.Array) -> Encoded | None:
    """Codec ``numbered``, if every string is the same prefix and a number written alike."""
    if len(strings) < CHUNK or strings.null_count:
        return None
    first, last = strings[0].as_py(), strings[-1].as_py()
    prefix = first.rstrip("0123456789")
    # Seen on two strings, most columns are out without a look at the rest.
    if len(prefix) == len(first) or last.rstrip("0123456789") != prefix:
        return None
    if not pc.all(pc.starts_with(strings, prefix)).as_py():
        return None
    digits = pc.utf8_slice_codeunits(strings, len(prefix))
    # Where the prefix is none, site-7 begins with it, too.
    if not pc.all(pc.match_substring_regex(digits, r"^\d{1,15}$")).as_py():
        return None
    lengths = np.asarray(pc.utf8_length(digits))
    numbers = np.asarray(pc.cast(digits, pa.int64()))
    padded = int(lengths[0]) if bool((lengths == lengths[0]).all()) else 0
    if not padded and bool(pc.any(pc.match_substring_regex(digits, r"^0\d")).as_py()):
        return None
    return encode_column(
        {"codec": "numbered", "prefix": prefix, "digits": padded},
        {"numbers": encode_whole(numbers)},
    )


def _encode_objects(series: pd.Series[Any]) -> Encoded:
    """Encode a column of Python objects, categories, dates or pandas' own number types."""
    values = series.astype(object).tolist()
    empty = np.asarray(series.isna(), dtype=bool)
    kinds = {type(value) for value, none in zip(values, empty, strict=True) if not none}
    if kinds and kinds <= {bool, np.bool_}:
        truths = [not none and bool(value) for value, none in zip(values, empty, strict=True)]
        return _flag(np.array(truths), empty)
    if kinds and bool not in kinds and all(issubclass(k, int | float | np.number) for k in kinds):
        return _encode_python_numbers(values, empty)
    return encode_texts(None if e else as_text(v) for v, e in zip(values, empty, strict=True))


def _encode_python_numbers(values: list[Any], empty: NDArray[np.bool_]) -> Encoded:
    if any(isinstance(v, int) and abs(v) >= MOST_EXACT for v in values):
        return encode_texts(None if e else str(v) for v, e in zip(values, empty, strict=True))
    return encode_numbers(
        np.array([math.nan if e else float(v) for v, e in zip(values, empty, strict=True)])
    )


def _arrow_strings(values: Iterable[str | None]) -> pa.Array:
    listed = list(values)
    try:
        return _combined(pa.array(listed, type=pa.large_string()))
    except UnicodeEncodeError:
        # A lone surrogate (JSON allows "\ud800") is no character; UTF-8 cannot hold it.
        sound = (v if v is None else v.encode("utf-8", "replace").decode() for v in listed)
        return pa.array(list(sound), type=pa.large_string())


def _combined(strings: pa.Array | pa.ChunkedArray) -> pa.Array:
    return strings.combine_chunks() if isinstance(strings, pa.ChunkedArray) else strings
