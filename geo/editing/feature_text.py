"""A layer's text, of which an edit parses one feature and touches nothing else.

The syntax tree of a whole layer costs half a minute and gigabytes where there are many sites; the
outline that places problems says where a feature stands, and the feature's own text is short.
"""

from __future__ import annotations

import json
import re
from functools import cached_property
from io import SEEK_END, BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.editing.json_text import BOM, MODELS, JsonText

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.sources.cst import Span
    from geo.sources.geojson.layer_document import LayerDocument

FEATURES = ("features",)
# As far as the way in which a layer is written is looked for.
AROUND = 1 << 16
# Characters that are written at once.
CHUNK = 1 << 20


class Piece(NamedTuple):
    """A stretch of the text, by its characters, and what is to stand there."""

    start: int
    end: int
    put: str


class LayerText:
    """The text of a sound FeatureCollection.

    Parameters
    ----------
    document
        The decoded layer.

    Raises
    ------
    ValueError
        If it is not UTF-8.
    """

    def __init__(self, document: LayerDocument) -> None:
        if document.source.encoding != "utf-8" or document.source.malformed is not None:
            raise ValueError("not UTF-8")
        self.document = document
        self._text = document.text
        self._around = self._text[:AROUND]

    def is_of(self, data: bytes) -> bool:
        """Whether a file of these bytes has this text."""
        at, whole = len(BOM) if self.document.source.bom else 0, memoryview(data)
        if whole[:at] != BOM[:at]:
            return False
        for part in range(0, len(self._text), CHUNK):
            put = self._text[part : part + CHUNK].encode()
            if whole[at : at + len(put)] != put:
                return False
            at += len(put)
        return at == len(data)

    def source(self, index: int) -> bytes:
        """Give the bytes of a feature, exactly as they stand."""
        return self.document.source_of((*FEATURES, index)).encode()

    def feature(self, index: int) -> dict[str, Any]:
        """Decode one feature."""
        decoded = json.loads(self.source(index))
        return decoded if isinstance(decoded, dict) else {}

    @cached_property
    def last(self) -> dict[str, Any]:
        """The last feature, decoded; empty where there is none."""
        return self.feature(self.document.count - 1) if self.document.count else {}

    def editable(self, index: int) -> JsonText:
        """Give a feature's text for changing; what comes of it goes to :meth:`changed`."""
        span = self._span(index)
        source = self._indent(span.start) + self._text[span.start : span.end]
        return JsonText(source.encode(), around=self._around)

    def changed(self, index: int, data: bytes) -> Piece:
        """Put another text of a feature in its place."""
        span = self._span(index)
        return Piece(span.start, span.end, data.decode()[len(self._indent(span.start)) :])

    def removed(self, index: int) -> Piece:
        """Take a feature out, and what parted it from its neighbours."""
        if self.document.count == 1:
            return self.emptied()
        if index > 0:
            return Piece(self._span(index - 1).end, self._span(index).end, "")
        return self.removed_before(1)

    def removed_before(self, index: int) -> Piece:
        """Take out all features before one."""
        return Piece(self._span(0).start, self._span(index).start, "")

    def emptied(self) -> Piece:
        """Take all features out."""
        whole = self.document.span_of(FEATURES)
        return Piece(whole.start + 1, whole.end - 1, "")

    def appended(self, features: Sequence[dict[str, Any]]) -> Piece:
        """Put features behind the last one, written as the last ones are."""
        whole, count = self.document.span_of(FEATURES), self.document.count
        # Enough of them to see how they are written, and what stands between two.
        first = max(count - MODELS - 1, 0)
        start = self._span(first).start if count else whole.start + 1
        opening = self._text[whole.start + 1 : self._span(0).start] if count else ""
        head = f"{self._indent(whole.start)}[{opening}"
        few = JsonText((head + self._text[start : whole.end]).encode(), around=self._around)
        put = few.extend((), features).decode()[len(head) :]
        # What stands before is as it was: others may change that at the same time.
        end = self._span(count - 1).end if count else start
        return Piece(end, whole.end, put[end - start :])

    def with_pieces(self, pieces: Iterable[Piece]) -> bytes:
        """Give the file with stretches of its text replaced; none of them overlap."""
        file, at = BytesIO(BOM if self.document.source.bom else b""), 0
        file.seek(0, SEEK_END)
        for start, end, put in [*sorted(pieces), Piece(len(self._text), len(self._text), "")]:
            # Not in one go: characters and bytes of a large layer would be there twice. Half of a
            # pair of surrogates is refused in each as it is in the whole.
            for part in range(at, start, CHUNK):
                file.write(self._text[part : min(part + CHUNK, start)].encode())
            file.write(put.encode())
            at = end
        return file.getvalue()

    def _span(self, index: int) -> Span:
        return self.document.span_of((*FEATURES, index))

    def _indent(self, start: int) -> str:
        """Give the white space that opens the line of a character."""
        line = self._text.rfind("\n", 0, start) + 1
        found = re.compile(r"[ \t]*").match(self._text, line, start)
        return found.group() if found else ""
