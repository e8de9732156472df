"""Walking a JSON descriptor: members of the right type, and a Problem with its place for others."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from geo.problems import Place, Problem, reason_of
from geo.problems.texts import Text, printable, read_text
from geo.sources.geojson.syntax import replace_lone_surrogates

if TYPE_CHECKING:
    from pathlib import Path

    from geo.sources.cst import JsonTree, Pointer

Shape = Literal["object", "array", "string"]
SHAPES: dict[Shape, type] = {"object": dict, "array": list, "string": str}

# One code per shape, so that each language can name it.
_UNFIT: dict[Shape, str] = {
    "object": "package-not-object",
    "array": "package-not-array",
    "string": "package-not-text",
}


@dataclass
class Descriptor:
    """A JSON file whose members are read one by one.

    Parameters
    ----------
    source
        The text; none if the file could not be read.
    shown_as
        How the file is named in problems.
    value
        The decoded document.
    problems
        Where problems go.
    """

    source: Text | None
    shown_as: str
    value: object = None
    problems: list[Problem] = field(default_factory=list)
    _tree: JsonTree | None = None

    @classmethod
    def read(cls, path: Path, problems: list[Problem] | None = None) -> Descriptor:
        """Read a file; what is wrong with it as JSON is a problem."""
        document = cls(None, path.as_posix(), problems=[] if problems is None else problems)
        try:
            document.source = read_text(path)
        except OSError as error:
            document.add("package-unreadable", None, reason=reason_of(error))
            return document
        if document.source.malformed is not None:
            document.add("package-not-utf8", document.source.malformed)
            return document
        try:
            document.value = json.loads(document._characters())
        except json.JSONDecodeError as error:
            document.add("package-syntax", error.pos, reason=error.msg)
        except (RecursionError, ValueError) as error:
            # Nested too deep, or a number with more digits than Python converts.
            document.add("package-syntax", 0, reason=str(error))
        return document

    def _characters(self) -> str:
        """Give the text without halves of characters, which no file could be written with."""
        text = self.source.text if self.source else ""
        if "\\u" not in text:
            return text
        text, findings = replace_lone_surrogates(text)
        for code, offset, params in findings:
            self.add(code, offset, **params)
        return text

    def top(self, shape: Shape) -> Member | None:
        """Give the whole document, if it is of this shape."""
        if self.problems and self.value is None:
            return None
        if not isinstance(self.value, SHAPES[shape]):
            self.report(_UNFIT[shape], (), name=self.shown_as)
            return None
        return Member(self, self.value, ())

    def report(self, code: str, at: Pointer, **params: object) -> None:
        """Add a problem at a value."""
        if self._tree is None and self.source is not None:
            from geo.sources.cst import JsonTree

            self._tree = JsonTree(self.source.text)
        self.add(code, self._tree.locate(at).start if self._tree else None, **params)

    def add(self, code: str, offset: int | None, **params: object) -> None:
        """Add a problem at an offset of the text, or about the file as a whole."""
        place = Place(self.shown_as)
        if offset is not None and self.source is not None:
            place = Place(self.shown_as, *self.source.lines.at(offset))
        quoted = {name: printable(value) for name, value in params.items()}
        self.problems.append(Problem(code, place, quoted))


@dataclass(frozen=True)
class Member:
    """A value inside a descriptor that knows where it stands."""

    document: Descriptor
    value: Any
    at: Pointer

    @property
    def problems(self) -> list[Problem]:
        """Where problems go."""
        return self.document.problems

    def report(self, code: str, *steps: str | int | None, **params: object) -> None:
        """Add a problem at this value, or at the member that ``steps`` lead to from here."""
        inner = tuple(step for step in steps if step is not None)
        self.document.report(code, (*self.at, *inner), **params)

    def text(self, key: str, *, needed: bool = False) -> str | None:
        """Read a text member."""
        found = self._member(key, "string", needed=needed)
        return found.value if found else None

    def inner(self, key: str, *, needed: bool = False) -> Member | None:
        """Read an object member."""
        return self._member(key, "object", needed=needed)

    def items(self, key: str, *, needed: bool = False, of: Shape | None = None) -> list[Member]:
        """Read the entries of an array member; those of another shape than ``of`` are problems."""
        found = self._member(key, "array", needed=needed)
        entries = []
        for index, value in enumerate(found.value if found else []):
            if of is not None and not isinstance(value, SHAPES[of]):
                self.report(_UNFIT[of], key, index, name=f"{key}[{index}]")
                continue
            entries.append(Member(self.document, value, (*self.at, key, index)))
        return entries

    def known(self, types: dict[str, type], code: str) -> dict[str, Any]:
        """Read those members that are named in ``types``; another type than there is a problem."""
        found = {}
        for key, wanted in types.items():
            if key not in self.value:
                continue
            value = self.value[key]
            # bool is an int to Python, but not to JSON.
            is_fit = isinstance(value, wanted) and not (wanted is int and isinstance(value, bool))
            if is_fit:
                found[key] = value
            else:
                self.report(code, key, name=key)
        return found

    def _member(self, key: str, shape: Shape, *, needed: bool) -> Member | None:
        if key not in self.value:
            if needed:
                self.report("package-member-missing", name=key)
            return None
        value = self.value[key]
        if not isinstance(value, SHAPES[shape]):
            self.report(_UNFIT[shape], key, name=key)
            return None
        return Member(self.document, value, (*self.at, key))
