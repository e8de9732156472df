"""The layer: GeoJSON decoded fast, with the place of every part of it to be had on demand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal

from geo.files.reading import read_file
from geo.problems import Place, Problem
from geo.problems.texts import Text, decode_text, printable
from geo.sources.geojson.decoding import NOTHING, Decoding
from geo.sources.geojson.gathering import Gathered, gather
from geo.sources.geojson.made_ids import as_id, own_ids
from geo.sources.geojson.osm_tags import unfold_tags
from geo.sources.geojson.outline import Outline
from geo.sources.geojson.plain import MOST_FEATURES, PlainLayer, read_plain, too_many_features
from geo.sources.geojson.script_text import Blanked, blank_script, is_program
from geo.sources.geojson.syntax import Finding, replace_lone_surrogates, syntax_findings
from geo.sources.geojson.text_findings import (
    constants_as_one,
    encoding_findings,
    repeated_keys,
)
from geo.sources.roles import Roles, Said, find_roles

if TYPE_CHECKING:
    from collections.abc import Sequence
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
MOST_PROPERTIES = 2000
"""Each is a column of the layer, whatever it holds."""
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
    blanked
        The text as it is read, if the file is more than one JSON value.
    gathered
        The features, if they do not stand as GeoJSON has them. Pointers are into what was gathered.
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
    blanked: Blanked | None = None
    gathered: Gathered | None = None

    @property
    def text(self) -> str:
        """The characters that are read as JSON: those of the file, without a byte order mark."""
        return self.source.text if self.blanked is None else self.blanked.text

    @property
    def is_as_written(self) -> bool:
        """Whether the file is the collection that it is read as, so that it can be edited."""
        return self.blanked is None and self.gathered is None

    @cached_property
    def value(self) -> Any:
        """The decoded document; none if it is not JSON."""
        if self.gathered is not None:
            return self.gathered.value
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
        return unfold_tags([entry if type(entry) is dict else NOTHING for entry in found])

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
    def own_ids(self) -> list[str | None]:
        """The features' own ids as text, whatever their properties say; empty if none has one."""
        found = self._own_ids()
        return [as_id(value) for value in found] if any(v is not None for v in found) else []

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
        return self.place_at(self._places.locate(self._written(pointer), on).start)

    def span_of(self, pointer: Pointer) -> Span:
        """Where a value begins and ends in the text."""
        return self._places.locate(self._written(pointer))

    def source_of(self, pointer: Pointer) -> str:
        """Give the text a value is written as."""
        span = self.span_of(pointer)
        return self.text[span.start : span.end]

    def keys(self, pointer: Pointer) -> list[tuple[str, Span]]:
        """Every key of an object in the order of the text, repeated ones as often as they stand."""
        return self._places.keys(pointer)

    def _written(self, pointer: Pointer) -> Pointer:
        """Give the pointer into the file for one into the collection it is read as."""
        return pointer if self.gathered is None else self.gathered.locate(pointer)

    def place_at(self, offset: int) -> Place:
        """Line and column of a character of :attr:`text`."""
        written = offset if self.blanked is None else self.blanked.written(offset)
        return Place(self.shown_as, *self.source.lines.at(written))

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
    if (count := too_many_features(data)) > 0:
        return _refused(path, shown_as, "too-many-features", count, MOST_FEATURES)
    document = _parsed(path, shown_as, data)
    if (count := len(document.property_names)) > MOST_PROPERTIES:
        return _refused(path, shown_as, "layer-too-wide", count, MOST_PROPERTIES)
    return document


def _refused(path: Path, shown_as: str, code: str, count: int, most: int) -> LayerDocument:
    """Give no layer, and why: to read this one would take all there is of time and memory."""
    problem = Problem(code, Place(shown_as, 1, 1), {"count": count, "most": most})
    nothing = Text(path, "", "utf-8", bom=False, newline="\n")
    return LayerDocument(path, shown_as, nothing, None, [problem])


def _parsed(path: Path, shown_as: str, data: bytes) -> LayerDocument:
    source = decode_text(path, data, ("utf-8", "gb18030"))
    text, findings = source.text, list(encoding_findings(source, data))
    is_utf8 = source.encoding == "utf-8" and source.malformed is None
    plain = read_plain(data, text) if is_utf8 else None
    decoding, decoded, blanked = Decoding(), None, None
    if plain is None:
        if "\\u" in text:
            text, lone = replace_lone_surrogates(text)
            findings += lone
        decoded = decoding.decode(text)
        blanked = None if decoding.is_json else blank_script(text)
    is_code = blanked is None and not decoding.is_json and is_program(text)
    if blanked is not None:
        text, decoding = blanked.text, Decoding()
        decoded = decoding.decode(text)
    if is_code:
        findings.append(Finding("javascript-program", 0, {}))
    elif decoding.is_faulty:
        faults = syntax_findings(text, decoding.sound(text)) or decoding.fallback()
        findings += constants_as_one(faults)
    document = LayerDocument(
        path, shown_as, source, decoded, is_json=decoding.is_json, plain=plain, blanked=blanked
    )
    for code, offset, params in blanked.findings if blanked else ():
        place = Place(shown_as, *source.lines.at(offset))
        quoted = {name: printable(param) for name, param in params.items()}
        document.problems.append(Problem(code, place, quoted))
    document.problems += [
        Problem(
            code,
            document.place_at(offset),
            {name: printable(param) for name, param in params.items()},
        )
        for code, offset, params in findings
    ]
    document.problems += repeated_keys(document, decoding.repeated)
    return document if plain is not None or not decoding.is_json else _gathered(document)


def _gathered(document: LayerDocument) -> LayerDocument:
    """Give the same layer with its features as one collection, where they are not one yet."""
    found = gather(document.value)
    if found is None:
        return document
    # That values follow each other, and so were made a list, has been told.
    is_told = document.blanked is not None and document.blanked.is_list
    shown = PurePath(document.shown_as)
    files: dict[str, Any] = {"file": document.shown_as, "folder": shown.parent.as_posix()}
    told = [
        document.problem(finding.code, where, **finding.params, **files)
        for finding, where in zip(found.findings, found.where, strict=True)
        if not (is_told and finding.code == "features-within")
    ]
    # What is wrong with the text has its place already, but its features have other numbers now.
    problems = [replace(problem, feature=None, index=None) for problem in document.problems]
    return LayerDocument(
        document.path, document.shown_as, document.source, document.decoded, [*problems, *told],
        blanked=document.blanked, gathered=found,
    )  # fmt: skip


def _index(pointer: Pointer) -> int | None:
    if len(pointer) > 1 and pointer[0] == "features" and isinstance(pointer[1], int):
        return pointer[1]
    return None
