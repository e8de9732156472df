"""The layer: GeoJSON decoded fast, with the place of every part of it to be had on demand."""

from __future__ import annotations

import gc
import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from geo.problems import Place, Problem
from geo.reading.cst import JsonTree
from geo.reading.outline import Outline, bounded_int
from geo.reading.syntax import Finding, replace_lone_surrogates, syntax_findings
from geo.reading.text import Text, decode_text, printable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.reading.cst import Pointer, Span

GEOMETRY_TYPES = (
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
)
CONSTANT = re.compile("NaN|Infinity")

Form = Literal["collection", "feature", "geometry", "none"]


@dataclass
class LayerDocument:
    """A GeoJSON file.

    Parameters
    ----------
    path
        The file.
    shown_as
        Its path as the user would type it.
    source
        Its text.
    value
        The decoded document; none if it is not JSON.
    problems
        What is wrong with the text itself: encoding, syntax, repeated keys. What it says is
        checked by :func:`geo.reading.rules.check_layer`.
    is_json
        Whether the text could be decoded. ``null`` is JSON too: ``value`` does not tell.
    """

    path: Path
    shown_as: str
    source: Text
    value: Any
    problems: list[Problem] = field(default_factory=list)
    is_json: bool = True

    @property
    def text(self) -> str:
        """The characters of the file, without a byte order mark."""
        return self.source.text

    @cached_property
    def form(self) -> Form:
        """What the document is: a lone feature or geometry serves as a layer of one site."""
        if not isinstance(self.value, dict):
            return "none"
        kind = self.value.get("type")
        if kind == "Feature":
            return "feature"
        if kind in GEOMETRY_TYPES:
            return "geometry"
        return "collection" if isinstance(self.value.get("features"), list) else "none"

    @cached_property
    def features(self) -> list[dict[str, Any]]:
        """The features in the order of the file; an entry that is no object stands as ``{}``."""
        if self.form == "collection":
            return [entry if isinstance(entry, dict) else {} for entry in self.value["features"]]
        if self.form == "feature":
            return [self.value]
        if self.form == "geometry":
            return [{"type": "Feature", "properties": {}, "geometry": self.value}]
        return []

    @cached_property
    def ids(self) -> list[str | None]:
        """The sites' ids: the property ``id``, or the feature's own.

        Where no feature has either, they are numbered ``site-1``, ``site-2``, … Numbers become
        text. None stands where an id is missing or is neither.
        """
        found = [_id(feature) for feature in self.features]
        if any(given for _, given in found):
            return [name for name, _ in found]
        return [f"site-{number}" for number in range(1, len(found) + 1)]

    @cached_property
    def has_ids(self) -> bool:
        """Whether any feature has an id of its own, sound or not."""
        return any(given for _, given in map(_id, self.features))

    @cached_property
    def _places(self) -> Outline | JsonTree:
        """Where values stand; made when it is first asked for."""
        if self.form == "collection":
            try:
                return Outline(self.text)
            except RecursionError:
                # Nested as deep as the decoder just bears: the tree minds no depth.
                pass
        return JsonTree(self.text)

    def feature_pointer(self, index: int) -> Pointer:
        """Where a feature stands in the document."""
        return ("features", index) if self.form == "collection" else ()

    def geometry_pointer(self, index: int) -> Pointer:
        """Where a feature's geometry stands in the document."""
        return () if self.form == "geometry" else (*self.feature_pointer(index), "geometry")

    def place(self, pointer: Pointer, on: Literal["value", "key"] = "value") -> Place:
        """Line and column of a value or its key, or of what should have contained it."""
        return self.place_at(self._places.locate(pointer, on).start)

    def source_of(self, pointer: Pointer) -> str:
        """Give the text a value is written as."""
        span = self._places.locate(pointer)
        return self.text[span.start : span.end]

    def keys(self, pointer: Pointer) -> list[tuple[str, Span]]:
        """Every key of an object in the order of the text, repeated ones as often as they stand."""
        return self._places.keys(pointer)

    def place_at(self, offset: int) -> Place:
        """Line and column of a character."""
        return Place(self.shown_as, *self.source.lines.at(offset))

    def problem(
        self,
        code: str,
        pointer: Pointer,
        *,
        on: Literal["value", "key"] = "value",
        index: int | None = None,
        **params: Any,
    ) -> Problem:
        """Make a problem at a value of the document.

        Parameters
        ----------
        code
            A name of the catalogue.
        pointer
            The value it is about.
        on
            Whether its place is the value or the key before it.
        index
            The feature it concerns; taken from the pointer where that leads into one.
        **params
            Values for the sentences.
        """
        if index is None and self.form != "none":
            index = _index(pointer) if self.form == "collection" else 0
        known = index is not None and index < len(self.ids)
        return Problem(
            code,
            self.place(pointer, on),
            {name: printable(value) for name, value in params.items()},
            feature=self.ids[index] if known and index is not None else None,
            index=index,
        )


def read_layer(path: Path, shown_as: str) -> LayerDocument:
    """Read a GeoJSON file, whatever is in it.

    Parameters
    ----------
    path
        The file.
    shown_as
        Its path as the user would type it, for problems.

    Returns
    -------
    LayerDocument
        Never fails for what the file contains: that becomes problems of the document.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        nothing = Text(path, "", "utf-8", bom=False, newline="\n")
        problem = Problem("file-unreadable", Place(shown_as), {"reason": reason})
        return LayerDocument(path, shown_as, nothing, None, [problem], is_json=False)
    return parse_layer(path, shown_as, data)


def parse_layer(path: Path, shown_as: str, data: bytes) -> LayerDocument:
    """Decode a GeoJSON file's bytes, as :func:`read_layer` does."""
    source = decode_text(path, data, ("utf-8", "gb18030"))
    text, findings = source.text, list(_encoding_findings(source, data))
    if "\\u" in text:
        text, lone = replace_lone_surrogates(text)
        findings += lone
    decoding = _Decoding()
    value = decoding.decode(text)
    if decoding.is_faulty:
        findings += syntax_findings(text, decoding.sound(text)) or decoding.fallback()
    document = LayerDocument(path, shown_as, source, value, is_json=decoding.is_json)
    document.problems += [
        Problem(
            code,
            document.place_at(offset),
            {name: printable(param) for name, param in params.items()},
        )
        for code, offset, params in findings
    ]
    document.problems += _repeated_keys(document, decoding.repeated)
    return document


class _Decoding:
    """One run of the standard library's decoder, and what it met on the way."""

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
        # Millions of new objects and none to free: the collector would walk them over and over.
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            return json.loads(
                text, object_pairs_hook=self._object, parse_constant=self._constant, **options
            )
        finally:
            if was_enabled:
                gc.enable()

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        entries = dict(pairs)
        if len(entries) != len(pairs):
            self.repeated.append(entries)
        return entries

    def _constant(self, _name: str) -> float:
        # NaN and the infinities are no JSON: reported with their places, then passed over as NaN.
        self.is_faulty = True
        return float("nan")


def _encoding_findings(source: Text, data: bytes) -> Iterator[Finding]:
    if source.encoding == "utf-8" and source.malformed is None:
        if source.bom:
            yield Finding("byte-order-mark", 0, {})
    elif source.encoding.startswith("utf-") and source.bom and source.encoding != "utf-8":
        yield Finding("encoding-not-utf8", 0, {"encoding": source.encoding.upper()})
    elif source.encoding == "gb18030":
        # Everything before the first byte that is not UTF-8 reads the same in both.
        before = _sound_length(data)
        yield Finding("encoding-not-utf8", before, {"encoding": "GB18030 (GBK)"})
    else:
        yield Finding("encoding-damaged", source.malformed or 0, {})


def _sound_length(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return len(data[: error.start].decode("gb18030", errors="replace"))
    return 0


def _repeated_keys(document: LayerDocument, objects: list[dict[str, Any]]) -> Iterator[Problem]:
    """Place keys that occur twice in one object; the decoder knows the objects, not where."""
    wanted = {id(entry) for entry in objects}
    for pointer in _pointers(document.value, wanted) if wanted else ():
        first: dict[str, int] = {}
        for name, span in document.keys(pointer):
            if name not in first:
                first[name] = span.start
                continue
            line = document.place_at(first[name]).line
            params = {"key": printable(name), "first": line}
            index = _index(pointer) if document.form == "collection" else None
            feature = None if index is None else document.ids[index]
            place = document.place_at(span.start)
            yield Problem("duplicate-key", place, params, feature=feature, index=index)


def _pointers(value: Any, wanted: set[int]) -> Iterator[Pointer]:
    pending: list[tuple[Pointer, Any]] = [((), value)]
    while pending:
        pointer, entry = pending.pop()
        if isinstance(entry, dict):
            if id(entry) in wanted:
                yield pointer
            pending += [((*pointer, key), child) for key, child in entry.items()]
        elif isinstance(entry, list):
            pending += [
                ((*pointer, index), child)
                for index, child in enumerate(entry)
                if isinstance(child, dict | list)
            ]


def _index(pointer: Pointer) -> int | None:
    if len(pointer) > 1 and pointer[0] == "features" and isinstance(pointer[1], int):
        return pointer[1]
    return None


def _id(feature: dict[str, Any]) -> tuple[str | None, bool]:
    """Give a feature's id as text, and whether it has any."""
    properties = feature.get("properties")
    value = properties.get("id") if isinstance(properties, dict) else None
    if value is None:
        value = feature.get("id")
    if isinstance(value, str):
        return value or None, True
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value:  # noqa: PLR0124  NaN
        return str(int(value) if value == value // 1 else value), True
    return None, value is not None
