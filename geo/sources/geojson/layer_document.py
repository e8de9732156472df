"""The layer: GeoJSON decoded fast, with the place of every part of it to be had on demand."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

from geo.files.reading import read_file
from geo.problems import Place, Problem
from geo.problems.texts import Text, decode_text, printable
from geo.sources.geojson.decoding import NOTHING, Decoding
from geo.sources.geojson.made_ids import as_id, own_ids
from geo.sources.geojson.outline import Outline
from geo.sources.geojson.plain import MOST_FEATURES, PlainLayer, read_plain
from geo.sources.geojson.syntax import Finding, replace_lone_surrogates, syntax_findings
from geo.sources.roles import Roles, Said, find_roles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geo.sources.cst import Pointer, Span

GEOMETRY_TYPES = (
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
)
SHOWN_ALIKE = 50
"""Problems of one code that are told one by one."""

USUAL_STEMS = {"sites", "map", "data", "index", "layer"}
"""File names that say nothing of what is in the file."""

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
    decoded
        The document as Python objects; none if it is not JSON, or if it is plain.
    problems
        What is wrong with the text itself: encoding, syntax, repeated keys. What it says is
        checked by :func:`geo.checks.check_layer`.
    is_json
        Whether the text could be decoded. ``null`` is JSON too: ``value`` does not tell.
    faulty
        Features with an error in the text; of more than fifty of a kind not each has a problem.
    plain
        The same as columns, if it is points and nothing unusual. Then whatever asks for single
        features has the text decoded first: :meth:`column` is the way to ask for all.
    said
        Which properties hold names, categories and ids, where the project says it.
    ids_matter
        Whether anything refers to sites by their ids. Where nothing does, ids that are missing or
        repeated are made.
    datum
        What the coordinates are in that do not say it themselves: as the project says, or as the
        file's ``crs`` does where they are no degrees (``is_datum_obeyed``). "" for WGS 84.
    """

    path: Path
    shown_as: str
    source: Text
    decoded: Any
    problems: list[Problem] = field(default_factory=list)
    is_json: bool = True
    faulty: set[int] = field(default_factory=set)
    plain: PlainLayer | None = None
    said: Said = field(default_factory=Said)
    ids_matter: bool = False
    datum: str = ""
    is_datum_obeyed: bool = False

    @property
    def text(self) -> str:
        """The characters of the file, without a byte order mark."""
        return self.source.text

    @cached_property
    def value(self) -> Any:
        """The decoded document; none if it is not JSON."""
        return self.decoded if self.plain is None else Decoding().decode(self.text)

    @cached_property
    def form(self) -> Form:
        """What the document is: a lone feature or geometry serves as a layer of one site."""
        if self.plain is not None:
            return "collection"
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
        """The features in the order of the file; an entry that is no object stands as ``{}``.

        Of more than two million, the first two.
        """
        if self.form == "collection":
            entries = self.value["features"][:MOST_FEATURES]
            return [entry if type(entry) is dict else NOTHING for entry in entries]
        if self.form == "feature":
            return [self.value]
        if self.form == "geometry":
            return [{"type": "Feature", "properties": NOTHING, "geometry": self.value}]
        return []

    @cached_property
    def properties(self) -> list[dict[str, Any]]:
        """The properties of each feature; of one that has none, an empty object."""
        found = [feature.get("properties") for feature in self.features]
        return [entry if type(entry) is dict else NOTHING for entry in found]

    @cached_property
    def count(self) -> int:
        """How many features there are; of more than two million, two million."""
        return len(self.features) if self.plain is None else len(self.plain.xy)

    @cached_property
    def blank(self) -> set[int]:
        """The features that are no objects, or empty ones."""
        if self.plain is not None:
            return set()
        return {index for index, feature in enumerate(self.features) if not feature}

    @cached_property
    def property_names(self) -> dict[str, None]:
        """Every name of a property, in the order in which they come up."""
        names = (
            chain.from_iterable(self.properties) if self.plain is None else self.plain.properties
        )
        return dict.fromkeys(names)

    def column(self, name: str) -> list[Any]:
        """Give one property of every feature; None where it is absent or null."""
        if self.plain is not None:
            return self.plain.values(name)
        return [entry.get(name) for entry in self.properties]

    @cached_property
    def own_datums(self) -> list[str]:
        """What features say their coordinates are in, "" where one does not; empty if none does."""
        if "datum" not in self.property_names:
            return []
        return [value if isinstance(value, str) else "" for value in self.column("datum")]

    @property
    def datums(self) -> list[str]:
        """What the coordinates of each feature are in, "" for WGS 84; empty if all are in that."""
        if not self.own_datums:
            return [self.datum] * self.count if self.datum else []
        return [own or self.datum for own in self.own_datums]

    def obey(self, crs: str) -> None:
        """Take the system that the file itself names for that of the layer."""
        self.datum, self.is_datum_obeyed = crs, True

    def sampled(self, name: str, rows: Sequence[int]) -> list[Any]:
        """Give one property of some features; None where it is absent or null."""
        if self.plain is not None:
            return self.plain.sampled(name, rows)
        return [self.properties[row].get(name) for row in rows]

    @cached_property
    def title(self) -> str:
        """What the whole layer is called: in the file, else as the file, else as its folder."""
        members = self.value if self.plain is None and isinstance(self.value, dict) else {}
        for name in ("title", "name"):
            if isinstance(members.get(name), str) and members[name].strip():
                return str(members[name]).strip()
        is_ours = self.path.stem in USUAL_STEMS
        return self.path.resolve().parent.name if is_ours else self.path.stem

    @cached_property
    def roles(self) -> Roles:
        """Which properties say what: as :attr:`said` has it, otherwise guessed."""
        return find_roles(self, self.said)

    @property
    def ids(self) -> list[str | None]:
        """The sites' ids; unless :attr:`ids_matter`, each has one, and no two the same."""
        return self.written_ids if self.ids_matter else self._made_ids

    @cached_property
    def written_ids(self) -> list[str | None]:
        """The ids as written: the property ``id`` or the one that is said, or the feature's own.

        Where no feature has either, they are numbered ``site-1``, ``site-2``, … Numbers become
        text. None stands where an id is missing or is neither.
        """
        found = self.column(self.said.id or "id")
        if None in found:
            own = zip(found, self._own_ids(), strict=True)
            found = [other if value is None else value for value, other in own]
        if found.count(None) < len(found):
            return [value if type(value) is str and value else as_id(value) for value in found]
        return [f"site-{number}" for number in range(1, len(found) + 1)]

    @cached_property
    def _made_ids(self) -> list[str | None]:
        return own_ids(self.written_ids)

    @cached_property
    def has_ids(self) -> bool:
        """Whether any feature has an id; where none has, they are numbered."""
        return any(value is not None for value in chain(self.column("id"), self._own_ids()))

    def _own_ids(self) -> list[Any]:
        if self.plain is not None:
            return self.plain.ids or [None] * self.count
        return [feature.get("id") for feature in self.features]

    @cached_property
    def _places(self) -> Outline:
        """Where values stand; made when it is first asked for."""
        return Outline(self.text)

    def feature_pointer(self, index: int) -> Pointer:
        """Where a feature stands in the document."""
        return ("features", index) if self.form == "collection" else ()

    def geometry_pointer(self, index: int) -> Pointer:
        """Where a feature's geometry stands in the document."""
        return () if self.form == "geometry" else (*self.feature_pointer(index), "geometry")

    def place(self, pointer: Pointer, on: Literal["value", "key"] = "value") -> Place:
        """Line and column of a value or its key, or of what should have contained it."""
        return self.place_at(self._places.locate(pointer, on).start)

    def span_of(self, pointer: Pointer) -> Span:
        """Where a value begins and ends in the text."""
        return self._places.locate(pointer)

    def source_of(self, pointer: Pointer) -> str:
        """Give the text a value is written as."""
        span = self.span_of(pointer)
        return self.text[span.start : span.end]

    def keys(self, pointer: Pointer) -> list[tuple[str, Span]]:
        """Every key of an object in the order of the text, repeated ones as often as they stand."""
        return self._places.keys(pointer)

    def place_at(self, offset: int) -> Place:
        """Line and column of a character."""
        return Place(self.shown_as, *self.source.lines.at(offset))

    def index_of(self, pointer: Pointer) -> int | None:
        """Tell which feature a pointer leads into."""
        if self.form == "collection":
            return _index(pointer)
        return None if self.form == "none" else 0

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
        if index is None:
            index = self.index_of(pointer)
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
        data = read_file(path)
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
    is_utf8 = source.encoding == "utf-8" and source.malformed is None
    plain = read_plain(data, text) if is_utf8 else None
    decoding, decoded = Decoding(), None
    if plain is None:
        if "\\u" in text:
            text, lone = replace_lone_surrogates(text)
            findings += lone
        decoded = decoding.decode(text)
    if decoding.is_faulty:
        findings += syntax_findings(text, decoding.sound(text)) or decoding.fallback()
    document = LayerDocument(path, shown_as, source, decoded, is_json=decoding.is_json, plain=plain)
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
    for count, pointer in enumerate(_pointers(document.value, wanted) if wanted else ()):
        index = document.index_of(pointer)
        if index is not None:
            document.faulty.add(index)
        if count >= SHOWN_ALIKE:
            continue
        first: dict[str, int] = {}
        for name, span in document.keys(pointer):
            if name not in first:
                first[name] = span.start
                continue
            line = document.place_at(first[name]).line
            params = {"key": printable(name), "first": line}
            feature = None if index is None or index >= len(document.ids) else document.ids[index]
            place = document.place_at(span.start)
            yield Problem("duplicate-key", place, params, feature=feature, index=index)
    if len(wanted) > SHOWN_ALIKE:
        params = {"count": len(wanted) - SHOWN_ALIKE, "code": "duplicate-key"}
        yield Problem("more-of-the-same", Place(document.shown_as), params)


def _pointers(value: Any, wanted: set[int]) -> Iterator[Pointer]:
    """Go through a decoded document for some of its objects, no deeper in memory than it is."""
    steps: list[str | int] = []
    if id(value) in wanted:
        yield ()
    open_: list[Iterator[tuple[str | int, Any]]] = [_children(value)]
    while open_:
        for step, child in open_[-1]:
            if id(child) in wanted:
                yield (*steps, step)
            steps.append(step)
            open_.append(_children(child))
            break
        else:
            open_.pop()
            if steps:
                steps.pop()


def _children(value: Any) -> Iterator[tuple[str | int, Any]]:
    """Give the arrays and objects in a value, with the steps that lead to them."""
    entries = value.items() if type(value) is dict else enumerate(value)
    return ((step, child) for step, child in entries if type(child) in {dict, list})


def _index(pointer: Pointer) -> int | None:
    if len(pointer) > 1 and pointer[0] == "features" and isinstance(pointer[1], int):
        return pointer[1]
    return None
