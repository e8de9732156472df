"""The layer: GeoJSON decoded fast, with the place of every part of it to be had on demand."""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

from geo.problems import Place, Problem
from geo.problems.texts import Text, printable
from geo.sources.category_columns import ISOCHRONE
from geo.sources.geojson.decoding import GEOMETRY_TYPES, NOTHING, Decoding
from geo.sources.geojson.isochrones import isochrone_units
from geo.sources.geojson.made_ids import as_id, own_ids
from geo.sources.geojson.meant_properties import as_meant
from geo.sources.geojson.outline import Outline
from geo.sources.geojson.plain import MOST_FEATURES, PlainLayer
from geo.sources.geojson.titles import USUAL_STEMS, best_title, own_title, without_layer_number
from geo.sources.roles import Roles, Said, find_roles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.sources.cst import Pointer, Span
    from geo.sources.geojson.gathering import Gathered
    from geo.sources.geojson.script_text import Blanked

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
        Its text; the characters are to be had by :attr:`text`.
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
    decoded_twice_as
        The encoding that texts in UTF-8 were read in, or ""; properties give them as meant.
    is_unpacked
        Whether outlines were packed into texts: of what a step of them did nobody can be told.
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
    decoded_twice_as: str = ""
    is_unpacked: bool = False
    _folded: bytes | None = None

    @property
    def text(self) -> str:
        """The characters that are read as JSON: those of the file, without a byte order mark."""
        return self._unfolded.text if self.blanked is None else self.blanked.text

    def fold(self, data: bytes) -> None:
        """Keep a text as its bytes in UTF-8, which take half the room, until it is asked for.

        Parameters
        ----------
        data
            Those of :attr:`source`, the byte order mark included.
        """
        self._folded, self.source = data, replace(self.source, text="")

    @property
    def _unfolded(self) -> Text:
        data = self._folded
        if data is not None:
            text = data.removeprefix(BOM_UTF8).decode("utf-8")
            self.source, self._folded = replace(self.source, text=text), None
        return self.source

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
        """The properties of each feature, whatever they are nested in; of none, an empty object."""
        given = [feature.get("properties") for feature in self.features]
        own = [entry if type(entry) is dict else NOTHING for entry in given]
        return as_meant(own, self.decoded_twice_as)

    def properties_of(self, index: int) -> dict[str, Any]:
        """Give the properties of one feature; of columns no other feature is made for it."""
        if self.plain is None or "properties" in self.__dict__:
            return self.properties[index]
        values = {name: column[index] for name, column in self.plain.properties.items()}
        return {name: value.as_py() for name, value in values.items() if value.is_valid}

    @cached_property
    def count(self) -> int:
        """How many features there are; of more than two million, two million."""
        return len(self.features) if self.plain is None else len(self.plain.xy)

    @cached_property
    def _drawn(self) -> set[Any]:
        """The types of what is drawn; of points alone, which are many, none."""
        drawn = [entry.get("geometry") for entry in self.features] if self.plain is None else []
        return {shape.get("type") for shape in drawn if type(shape) is dict}

    @property
    def are_lines(self) -> bool:
        """Whether all that is drawn is lines."""
        return bool(self._drawn) and self._drawn <= {"LineString", "MultiLineString"}

    @property
    def are_areas(self) -> bool:
        """Whether all that is drawn is areas."""
        return bool(self._drawn) and self._drawn <= {"Polygon", "MultiPolygon"}

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
        return self._own_title or self.path.resolve().parent.name

    @cached_property
    def kind_title(self) -> str:
        """What it says it holds, in words: ``Bike racks``; "" if nothing."""
        return best_title([self._own_title, self._stem])

    @cached_property
    def _own_title(self) -> str:
        members = self.value if self.plain is None and isinstance(self.value, dict) else {}
        for name in ("title", "name"):
            if isinstance(members.get(name), str) and members[name].strip():
                return own_title(members[name], self.source.text, self.properties)
        return "" if self._stem in USUAL_STEMS else self._stem

    @property
    def _stem(self) -> str:
        return without_layer_number(self.path.stem, self.source.text)

    @cached_property
    def units(self) -> dict[str, str]:
        """In what properties count, where what wrote the file says so."""
        is_said = ISOCHRONE in self.property_names and self.gathered is None
        return isochrone_units(self.value) if is_said else {}

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
        if self.plain is not None and not self.plain.ids:
            return []
        found = self._own_ids()
        return [as_id(value) for value in found] if found.count(None) < len(found) else []

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
        return Place(self.shown_as, *self._unfolded.lines.at(written))

    def index_of(self, pointer: Pointer) -> int | None:
        """Tell which feature a pointer leads into."""
        if self.form == "collection":
            return _index(pointer)
        return None if self.form == "none" else 0

    def said_of_place(self, pointer: Pointer) -> dict[str, Any]:  # noqa: ARG002
        """Values for the sentences of a problem that its place alone does not say."""
        return {}

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
        params |= self.said_of_place(pointer)
        known = index is not None and index < len(self.ids)
        return Problem(
            code,
            self.place(pointer, on),
            {name: printable(value) for name, value in params.items()},
            feature=self.ids[index] if known and index is not None else None,
            index=index,
        )


def _index(pointer: Pointer) -> int | None:
    if len(pointer) > 1 and pointer[0] == "features" and isinstance(pointer[1], int):
        return pointer[1]
    return None
