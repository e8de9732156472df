"""Concrete syntax trees of JSON and TOML: which characters a value stands in.

Made by tree-sitter, and only when a problem needs a place or a file is edited: a sound file is
never parsed twice. All offsets are in characters of the text; tree-sitter's own are in bytes.
"""

from __future__ import annotations

import json
import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Language, Node

Pointer = tuple[str | int, ...]
"""Keys and indices that lead from the top of a document to a value."""

BLOCK = 1 << 16

_EXPONENT_PLUS = re.compile(rb"(?<=[0-9][eE])\+(?=[0-9])")


class Span(NamedTuple):
    """A stretch of the text in characters, ``end`` exclusive."""

    start: int
    end: int


class SyntaxTree:
    """What JSON and TOML trees share: the parse, and offsets in characters."""

    language: Literal["json", "toml"]

    def __init__(self, text: str) -> None:
        # A lone surrogate cannot be encoded; nothing decoded from a file holds one.
        self.data = text.encode("utf-8", errors="replace")
        self.root: Node = _parse(self.language, self.data)
        self._is_ascii = len(self.data) == len(text)

    def span(self, node: Node) -> Span:
        """Where a node stands in the text."""
        return Span(self.characters(node.start_byte), self.characters(node.end_byte))

    def characters(self, byte: int) -> int:
        """Offset in characters of an offset in UTF-8 bytes."""
        if self._is_ascii:
            return byte
        block, rest = divmod(byte, BLOCK)
        start = block * BLOCK
        return int(self._characters_before[block]) + _count(self.data[start : start + rest])

    def source(self, node: Node) -> str:
        """Give the text of a node."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", errors="replace")

    @cached_property
    def _characters_before(self) -> np.ndarray:
        """Characters before each block, so that one place costs one block, not the whole file."""
        counts = [
            _count(self.data[start : start + BLOCK]) for start in range(0, len(self.data), BLOCK)
        ]
        return np.cumsum([0, *counts])


class JsonTree(SyntaxTree):
    """The syntax tree of a JSON text."""

    language = "json"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        # Children by node id: asking tree-sitter for the n-th child walks over all before it.
        self._entries: dict[int, dict[str, Node] | list[Node]] = {}

    @property
    def top(self) -> Node | None:
        """The document's value."""
        return next(iter(_values(self.root)), None)

    def value(self, pointer: Pointer) -> Node | None:
        """Find the value a pointer leads to; none if it leads nowhere."""
        node = self.top
        for step in pointer:
            if node is None:
                return None
            found = self._child(node, step)
            is_pair = found is not None and found.type == "pair"
            node = found.child_by_field_name("value") if found and is_pair else found
        return node

    def pair(self, pointer: Pointer) -> Node | None:
        """Find the ``key: value`` pair a pointer ends with; the last one if a key is repeated."""
        parent = self.value(pointer[:-1])
        found = self._child(parent, pointer[-1]) if parent is not None and pointer else None
        return found if found is not None and found.type == "pair" else None

    def locate(self, pointer: Pointer, on: Literal["value", "key"] = "value") -> Span:
        """Find where a value or its key stands, or the nearest thing around it that does exist.

        A member that is missing is thus placed at the object that lacks it.
        """
        for length in range(len(pointer), -1, -1):
            stem = pointer[:length]
            if on == "key" and length == len(pointer):
                pair = self.pair(stem)
                node = pair.child_by_field_name("key") if pair else self.value(stem)
            else:
                node = self.value(stem)
            if node is not None:
                return self.span(node)
        return Span(0, 0)

    def keys(self, pointer: Pointer) -> list[tuple[str, Span]]:
        """Every key of an object in the order of the text, repeated ones as often as they stand."""
        node = self.value(pointer)
        if node is None or node.type != "object":
            return []
        named = ((_key(pair, self), pair.child_by_field_name("key")) for pair in _values(node))
        return [(name, self.span(key)) for name, key in named if name is not None and key]

    def _child(self, node: Node, step: str | int) -> Node | None:
        entries = self._entries.get(node.id)
        if entries is None:
            entries = self._read_entries(node)
            self._entries[node.id] = entries
        if isinstance(entries, dict):
            return entries.get(step) if isinstance(step, str) else None
        return entries[step] if isinstance(step, int) and step < len(entries) else None

    def _read_entries(self, node: Node) -> dict[str, Node] | list[Node]:
        if node.type != "object":
            return _values(node) if node.type == "array" else []
        named = ((_key(pair, self), pair) for pair in _values(node))
        return {name: pair for name, pair in named if name is not None}


class TomlTree(SyntaxTree):
    """The syntax tree of a TOML text."""

    language = "toml"

    def locate(self, pointer: Pointer, on: Literal["value", "key"] = "value") -> Span:
        """Find where a value or its key stands, or the nearest table around it that does exist."""
        for length in range(len(pointer), 0, -1):
            found = self._first_entries.get(pointer[:length])
            if found is not None:
                key, value = found
                return self.span(key if on == "key" or length < len(pointer) else value)
        return Span(0, 0)

    @cached_property
    def _first_entries(self) -> dict[Pointer, tuple[Node, Node]]:
        """Key and value by path: thousands of problems are placed without thousands of walks."""
        found: dict[Pointer, tuple[Node, Node]] = {}
        for path, key, value in self.entries():
            found.setdefault(path, (key, value))
        return found

    def entries(self) -> Iterator[tuple[Pointer, Node, Node]]:
        """Every table header and pair: its full path, the node of its key, the node of its value.

        The value of a header is the table's own node. Arrays of tables count from 0.
        """
        counts: dict[Pointer, int] = {}
        for node in self.root.named_children:
            if node.type == "pair":
                yield from self._pairs(node, ())
            elif node.type in {"table", "table_array_element"}:
                header = node.named_children[0]
                path = _resolve(self._key_path(header), counts)
                if node.type == "table_array_element":
                    counts[path] = counts.get(path, -1) + 1
                    path = (*path, counts[path])
                yield path, header, node
                for pair in node.named_children[1:]:
                    if pair.type == "pair":
                        yield from self._pairs(pair, path)

    def _pairs(self, pair: Node, stem: Pointer) -> Iterator[tuple[Pointer, Node, Node]]:
        pending = [(pair, stem)]
        while pending:
            node, stem = pending.pop()
            parts = [child for child in node.named_children if child.type != "comment"]
            if len(parts) < 2:
                continue
            key, value = parts[0], parts[1]
            path = (*stem, *self._key_path(key))
            yield path, key, value
            items: list[tuple[Node, Pointer]] = [(value, path)]
            while items:
                item, where = items.pop()
                if item.type == "inline_table":
                    pending += [(child, where) for child in item.named_children]
                elif item.type == "array":
                    values = [child for child in item.named_children if child.type != "comment"]
                    for index, child in enumerate(values):
                        yield (*where, index), child, child
                        items.append((child, (*where, index)))

    def _key_path(self, node: Node) -> Pointer:
        if node.type == "dotted_key":
            return tuple(step for child in node.named_children for step in self._key_path(child))
        text = self.source(node)
        if node.type == "quoted_key":
            return (_unquote(text) if text.startswith('"') else text[1:-1],)
        return (text,)


@cache
def grammars() -> dict[str, Language]:
    """Load what parses; most projects are read without it."""
    import tree_sitter_json
    import tree_sitter_toml
    from tree_sitter import Language

    return {
        "json": Language(tree_sitter_json.language()),
        "toml": Language(tree_sitter_toml.language()),
    }


def _parse(language: Literal["json", "toml"], data: bytes) -> Node:
    from tree_sitter import Parser

    if language == "json":
        # The grammar does not know the plus of `1E+2`. For parsing only, a zero stands in its
        # place: the same length, and the same structure even inside a string.
        data = _EXPONENT_PLUS.sub(b"0", data)
    return Parser(grammars()[language]).parse(data).root_node


def _values(node: Node) -> list[Node]:
    return [
        child for child in node.named_children if child.type != "comment" and not child.is_error
    ]


def _key(pair: Node, tree: JsonTree) -> str | None:
    key = pair.child_by_field_name("key") if pair.type == "pair" else None
    return None if key is None else _unquote(tree.source(key))


def _unquote(text: str) -> str:
    try:
        return str(json.loads(text, strict=False))
    except ValueError:
        return text.strip('"')


def _count(data: bytes) -> int:
    """Characters in UTF-8 bytes: those that do not continue another."""
    units = np.frombuffer(data, dtype=np.uint8)
    return int(np.count_nonzero((units & 0xC0) != 0x80))


def _resolve(path: Pointer, counts: dict[Pointer, int]) -> Pointer:
    """Put the index of the latest element after each array of tables on the way."""
    resolved: Pointer = ()
    for step in path[:-1]:
        resolved = (*resolved, step)
        if resolved in counts:
            resolved = (*resolved, counts[resolved])
    return (*resolved, path[-1])
