"""What is wrong with a layer's text before anything is asked of it: its encoding, repeated keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Protocol

from geo.problems import Place, Problem
from geo.problems.alike import SHOWN_ALIKE, counted
from geo.problems.texts import printable
from geo.sources.encodings import SHOWN
from geo.sources.geojson.syntax import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.problems.texts import Text
    from geo.sources.cst import Pointer, Span
    from geo.sources.encodings import Guessed


_BEYOND = re.compile(r"[^\x00-\x7f]")
_WORDS = re.compile(r"\w*[^\x00-\x7f]+\w*")


class Keyed(Protocol):
    """What of a layer is asked for its repeated keys."""

    shown_as: str
    faulty: set[int]

    @property
    def value(self) -> Any:
        """The decoded document."""

    @property
    def ids(self) -> list[str | None]:
        """The sites' ids."""

    def index_of(self, pointer: Pointer) -> int | None:
        """Tell which feature a pointer leads into."""

    def keys(self, pointer: Pointer) -> list[tuple[str, Span]]:
        """Every key of an object, repeated ones as often as they stand."""

    def place_at(self, offset: int) -> Place:
        """Line and column of a character."""


def encoding_findings(source: Text, guessed: Guessed) -> Iterator[Finding]:
    """Say what a text is written in, if that is not UTF-8."""
    if source.malformed is not None:
        yield Finding("encoding-damaged", source.malformed, {})
    elif source.encoding == "utf-8":
        if source.bom:
            yield Finding("byte-order-mark", 0, {})
    else:
        first = _BEYOND.search(source.text)
        words = dict.fromkeys(_WORDS.findall(source.text, first.start() - 40 if first else 0))
        shown = SHOWN.get(source.encoding, source.encoding.upper())
        params = {"encoding": shown, "words": " ".join([*words][:3])}
        code = "encoding-told" if guessed.is_certain else "encoding-not-utf8"
        yield Finding(code, first.start() if first else 0, params)


def constants_as_one(findings: list[Finding]) -> list[Finding]:
    """Tell of all NaN in a text at the first: a program that writes one writes thousands."""
    constants = [entry for entry in findings if entry.code == "json-constant"]
    others = [entry for entry in findings if entry.code != "json-constant"]
    if not constants:
        return others
    first = constants[0]
    told = Finding(first.code, first.offset, {**first.params, "count": len(constants)})
    return [told, *others]


def repeated_keys(document: Keyed, objects: list[dict[str, Any]]) -> Iterator[Problem]:
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
        place = Place(document.shown_as)
        yield counted("duplicate-key", len(wanted) - SHOWN_ALIKE, place)


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
