"""Blocks of columns, compressed, as the page carries them.

``geo/web/src/data/payload.ts`` reads them. A block unpacked is: the byte length of a JSON header
(32 bits, little-endian), the header ``{"meta": …, "columns": {name: spec}}``, and the columns'
sections one after the other in the header's order.
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from geo.page.columns import Encoded

# Byte 9 of gzip's header names the system that wrote it; 255 is "unknown" (RFC 1952).
_SYSTEM_BYTE = 9
# Small maps are squeezed as far as it goes. A tenth off a large one would take twice the time.
_LARGE = 500_000
# Half of a pair of surrogates: JSON can spell it, and no encoding can hold it.
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Block:
    """One part of the payload: what JSON says well in ``meta``, the rest in columns."""

    meta: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, Encoded] = field(default_factory=dict)

    def pack(self) -> bytes:
        """All of it, compressed."""
        return compress(self.unpacked())

    def unpacked(self) -> bytes:
        """All of it as it is before it is compressed."""
        specs = {name: column.spec for name, column in self.columns.items()}
        header = to_json({"meta": self.meta, "columns": specs}).encode()
        sections = [part for column in self.columns.values() for part in column.sections]
        return b"".join([struct.pack("<I", len(header)), header, *sections])


def to_json(value: object) -> str:
    """JSON without spaces; NaN is refused, for JSON has none, and half a character replaced."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _HALF.sub("\ufffd", text)


def compress(data: bytes) -> bytes:
    """Gzip with the same bytes on every system.

    Python's own zlib is whichever the system has (Fedora's and the Windows installer's are zlib-ng,
    which packs otherwise); Arrow's wheels carry the original everywhere.
    """
    level = 4 if len(data) > _LARGE else 9
    packed = bytearray(pa.Codec("gzip", compression_level=level).compress(data, asbytes=True))
    packed[_SYSTEM_BYTE] = 255
    return bytes(packed)
