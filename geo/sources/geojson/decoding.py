"""JSON by the standard library's decoder, and what it met on the way."""

from __future__ import annotations

import json
import re
from typing import Any

from geo.gc_paused import collection_paused
from geo.sources.geojson.outline import bounded_int
from geo.sources.geojson.syntax import Finding

GEOMETRY_TYPES = (
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
)
"""What GeoJSON knows (RFC 7946, 1.4)."""
CONSTANT = re.compile("NaN|Infinity")
NOTHING: dict[str, Any] = {}
"""The one empty object of a decoded text: it may hold millions of them."""


class Decoding:
    """One run of the decoder.

    ``is_json`` tells whether the text could be decoded, ``is_faulty`` whether anything in it is not
    as JSON has it; ``repeated`` are the objects in which a key stands twice.
    """

    def __init__(self) -> None:
        self.is_json = True
        self.is_faulty = False
        self.repeated: list[dict[str, Any]] = []
        self._error: json.JSONDecodeError | None = None

    def decode(self, text: str) -> Any:
        """Decode a text; none if it is not JSON."""
        try:
            return self._run(text)
        except json.JSONDecodeError as error:
            self._error = error
        except RecursionError:
            pass
        except ValueError:
            # An integer of thousands of digits; slower, so only when one is met.
            self.repeated.clear()
            try:
                return self._run(text, parse_int=bounded_int)
            except json.JSONDecodeError as error:
                self._error = error
            except RecursionError:
                pass
        self.is_json, self.is_faulty = False, True
        self.repeated.clear()
        return None

    def sound(self, text: str) -> int:
        """How many characters at the beginning have no fault."""
        if self._error is not None:
            return self._error.pos
        first = CONSTANT.search(text) if self.is_json else None
        return first.start() if first else 0

    def fallback(self) -> list[Finding]:
        """Say what the standard library says, should the closer look find nothing."""
        offset = self._error.pos if self._error else 0
        return [Finding("json-unexpected", offset, {"found": "?"})]

    def _run(self, text: str, **options: Any) -> Any:
        with collection_paused():
            return json.loads(
                text, object_pairs_hook=self._object, parse_constant=self._constant, **options
            )

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if not pairs:
            return NOTHING
        entries = dict(pairs)
        if len(entries) != len(pairs):
            self.repeated.append(entries)
        return entries

    def _constant(self, _name: str) -> None:
        # NaN and the infinities are no JSON: told, and read as the null that they stand for.
        self.is_faulty = True
