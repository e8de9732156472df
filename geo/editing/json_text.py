"""Change one value of a JSON text and keep every other byte.

Indentation, key order, number spelling, line endings, byte order mark and trailing newline are the
user's; an edit is a splice of bytes found through a concrete syntax tree (tree-sitter). What is
added is written as its neighbours are.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.sources.cst import JsonTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from geo.sources.cst import Pointer

# How many neighbours are looked at for the way things are written here.
MODELS = 8
BOM = b"\xef\xbb\xbf"


class JsonText:
    """A valid JSON text (UTF-8 bytes) with its syntax tree.

    Parameters
    ----------
    data
        The whole file, or a value of it with the white space that opens its line. A byte order
        mark is kept.
    around
        A stretch of the file, which says how it is written where the value itself does not.

    Raises
    ------
    ValueError
        If the text is not valid JSON: there is no safe way to edit it.
    """

    def __init__(self, data: bytes, around: str = "") -> None:
        self.data = data
        self._around = around
        self._shift = len(BOM) if data.startswith(BOM) else 0
        self._body = data[self._shift :]
        self._tree = JsonTree(self._body.decode())
        if self._tree.root.has_error or self._tree.root.named_child_count != 1:
            raise ValueError("not valid JSON")

    def having(self, data: bytes) -> JsonText:
        """Give what an edit has made of it, for the next one."""
        return self if data == self.data else JsonText(data, self._around)

    def value(self, pointer: Pointer) -> Any:
        """Decode the value at a pointer.

        Raises
        ------
        KeyError
            If there is none.
        """
        return json.loads(self._text(self._node(pointer)))

    def source(self, pointer: Pointer) -> bytes:
        """Give the bytes of the value at a pointer, exactly as they stand."""
        return self._text(self._node(pointer)).encode()

    def replace(self, pointer: Pointer, value: Any) -> bytes:
        """Give the file with another value at a pointer.

        A value equal to the one there changes nothing: `1.50` stays `1.50`.
        """
        node = self._node(pointer)
        if _same(json.loads(self._text(node)), value):
            return self.data
        parent = node.parent
        pair = parent if parent is not None and parent.type == "pair" else node
        style = self._style(node, like=node)
        return self._splice(node, style.write(value, self._indent(pair)))

    def set_member(self, pointer: Pointer, key: str, value: Any) -> bytes:
        """Give the file with a member of an object set: replaced in place, or added at its end."""
        holder = self._node(pointer)
        if any(self._key(pair) == key for pair in _children(holder)):
            return self.replace((*pointer, key), value)
        style = self._style(holder, like=holder)
        name = style.quote(key) + style.colon
        return self._insert(
            holder, style, lambda indent: name + style.write(value, indent, key=key)
        )

    def remove(self, pointer: Pointer) -> bytes:
        """Give the file without a member of an object or an item of an array."""
        node = self._node(pointer)
        if node.parent is not None and node.parent.type == "pair":
            node = node.parent
        holder = node.parent
        assert holder is not None  # noqa: S101  the root is no member and no item
        siblings = _children(holder)
        place = siblings.index(node)
        if len(siblings) == 1:
            start, end = holder.start_byte + 1, holder.end_byte - 1
        elif place:
            start, end = siblings[place - 1].end_byte, node.end_byte
        else:
            start, end = node.start_byte, siblings[1].start_byte
        return self._cut(start, end, b"")

    def append(self, pointer: Pointer, value: Any) -> bytes:
        """Give the file with an item added to the end of an array, written as the last one is."""
        return self.extend(pointer, [value])

    def extend(self, pointer: Pointer, values: Sequence[Any]) -> bytes:
        """Give the file with items added to the end of an array, written as the last one is."""
        if not values:
            return self.data
        holder = self._node(pointer)
        items = _children(holder)
        style = self._style(holder, like=items[-1] if items else holder, models=items[-MODELS:])
        if items:
            gap = self._gap(holder, items)
        else:
            line = (
                "" if style.unit is None else f"{style.newline}{self._indent(holder)}{style.unit}"
            )
            gap = f",{line or ' '}"

        def write(indent: str) -> str:
            return gap.join(style.write(value, indent) for value in values)

        return self._insert(holder, style, write)

    def _insert(self, holder: Node, style: Style, write: Any) -> bytes:
        siblings = _children(holder)
        if siblings:
            gap = self._gap(holder, siblings)
            indent = gap.rpartition("\n")[2] if "\n" in gap else self._indent(siblings[-1])
            return self._cut(
                siblings[-1].end_byte, siblings[-1].end_byte, (gap + write(indent)).encode()
            )
        # Nothing to follow: break the line if the file has lines. White space inside stays.
        outer, start = self._indent(holder), holder.start_byte + 1
        if style.unit is None:
            written = write(outer)
        else:
            inner = outer + style.unit
            written = f"{style.newline}{inner}{write(inner)}"
            if b"\n" not in self._body[start : holder.end_byte - 1]:
                written += f"{style.newline}{outer}"
        return self._cut(start, start, written.encode())

    def _gap(self, holder: Node, siblings: list[Node]) -> str:
        """Give what stands between two siblings: a comma and the white space of this place."""
        if len(siblings) > 1:
            between = self._body[siblings[-2].end_byte : siblings[-1].start_byte].decode()
            if re.fullmatch(r"\s*,\s*", between):
                return between
        before = self._body[holder.start_byte + 1 : siblings[0].start_byte].decode()
        if "\n" in before and before.isspace():
            return f",{before}"
        return ", " if b", " in self._body or b": " in self._body else ","

    def _style(self, holder: Node, *, like: Node, models: Sequence[Node] = ()) -> Style:
        text = self._body.decode()
        around = self._around + text
        newline = "\r\n" if "\r\n" in around else "\n"
        model = self._text(like)
        models = models or [like]
        # One-line neighbours are followed as they are; a file of one line has no unit.
        broken = "\n" in model or (not _children(like) and "\n" in text)
        unit = (self._unit(like) or self._unit(holder) or self._first_unit()) if broken else None
        pairs = re.search(r'"(\s*:\s*)', model) or re.search(r'"(\s*:\s*)', around)
        commas = re.search(r'[\]}"0-9e](,[ \t]*)[\[{"0-9-]', model)
        coordinates = [
            found[1]
            for node in models
            if (found := re.search(r'"coordinates"\s*:\s*(\[[^\]]*\])', self._text(node)))
        ]
        inline = set().union(*(self._inline_keys(node) for node in models))
        return Style(
            newline=newline,
            unit=unit,
            colon=pairs.group(1) if pairs else ": ",
            comma=commas.group(1) if commas else (", " if not pairs or " " in pairs[1] else ","),
            inline=frozenset(inline) if unit is not None else frozenset(),
            exploded=bool(coordinates and "\n" in coordinates[-1]),
            ascii_only=around.isascii() and "\\u" in around,
        )

    def _inline_keys(self, node: Node) -> set[str]:
        """Keys whose objects or arrays stand on one line although the neighbour has several."""
        if node.type == "pair":
            value = node.child_by_field_name("value")
            if value is not None and value.type in {"object", "array"} and value.child_count > 2:
                if "\n" not in self._text(value):
                    return {self._key(node)}
                return self._inline_keys(value)
            return set()
        if node.type == "object":
            return set().union(*(self._inline_keys(pair) for pair in _children(node)))
        return set()

    def _unit(self, node: Node) -> str | None:
        """By how much the first child on a line of its own is further in than its holder."""
        children = _children(node)
        if not children or children[0].start_point[0] == node.start_point[0]:
            return None
        outer, inner = self._indent(node), self._indent(children[0])
        return inner[len(outer) :] if inner.startswith(outer) else None

    def _first_unit(self) -> str:
        around = self._around or self._body.decode()
        found = re.search(r"\n([ \t]+)", around)
        return found.group(1) if found else "  "

    def _indent(self, node: Node) -> str:
        """Give the white space that opens the line a node starts on."""
        line = self._body.rfind(b"\n", 0, node.start_byte) + 1
        found = re.match(rb"[ \t]*", self._body[line : node.start_byte])
        return found.group().decode() if found else ""

    def _node(self, pointer: Pointer) -> Node:
        node = self._tree.value(pointer)
        if node is None:
            raise KeyError(pointer)
        return node

    def _key(self, pair: Node) -> str:
        key = pair.child_by_field_name("key")
        return str(json.loads(self._text(key))) if key is not None else ""

    def _text(self, node: Node) -> str:
        return self._body[node.start_byte : node.end_byte].decode()

    def _splice(self, node: Node, text: str) -> bytes:
        return self._cut(node.start_byte, node.end_byte, text.encode())

    def _cut(self, start: int, end: int, put: bytes) -> bytes:
        shift = self._shift
        return self.data[: start + shift] + put + self.data[end + shift :]


@dataclass(frozen=True, slots=True)
class Style:
    """How the neighbours of a new value are written."""

    newline: str
    unit: str | None  # one level of indentation; None: everything on one line
    colon: str
    comma: str
    inline: frozenset[str]  # keys whose objects stand on one line
    exploded: bool  # each number of a position on a line of its own
    ascii_only: bool  # non-ASCII characters stand as \uXXXX

    def quote(self, text: str) -> str:
        """Write a string."""
        return json.dumps(text, ensure_ascii=self.ascii_only)

    def write(self, value: Any, indent: str, *, key: str | None = None) -> str:
        """Write a value whose first line is indented by ``indent`` already."""
        flat = self.unit is None or key in self.inline
        if isinstance(value, dict):
            if not value:
                return "{}"
            inner = indent + (self.unit or "")
            written = [
                self.quote(name)
                + self.colon
                + (self._flat(item) if flat else self.write(item, inner, key=name))
                for name, item in value.items()
            ]
            return self._bracket("{}", written, indent, flat=flat)
        if isinstance(value, list | tuple):
            if not value:
                return "[]"
            nested = any(isinstance(item, list | tuple | dict) for item in value)
            flat = flat or not (nested or self.exploded)
            inner = indent + (self.unit or "")
            written = [self._flat(item) if flat else self.write(item, inner) for item in value]
            return self._bracket("[]", written, indent, flat=flat)
        return json.dumps(value, ensure_ascii=self.ascii_only)

    def _flat(self, value: Any) -> str:
        return json.dumps(
            value, ensure_ascii=self.ascii_only, separators=(self.comma, self.colon.strip("\r\n"))
        )

    def _bracket(self, pair: str, written: list[str], indent: str, *, flat: bool) -> str:
        if flat:
            space = " " if pair == "{}" and " " in self.comma and self.unit is not None else ""
            return f"{pair[0]}{space}{self.comma.join(written)}{space}{pair[1]}"
        line = f"{self.newline}{indent}{self.unit}"
        return f"{pair[0]}{line}{f',{line}'.join(written)}{self.newline}{indent}{pair[1]}"


def _children(node: Node) -> list[Node]:
    """Members or items, without comments."""
    return [child for child in node.named_children if child.type != "comment"]


def _same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal and of the same type (1 is not true)."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)
