"""Text files as bytes, characters and lines."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from geo.files.reading import read_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


# UTF-32 first: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


@dataclass(frozen=True)
class Text:
    r"""A text file, decoded.

    Parameters
    ----------
    path
        Where it came from.
    text
        Its characters, line ends as they are, without a byte order mark.
    encoding
        What it was decoded with, as :mod:`codecs` names it.
    bom
        Whether it began with a byte order mark.
    newline
        The first line end found; ``"\n"`` where there is none.
    malformed
        Offset of the first character that no encoding tried could decode (it stands as U+FFFD),
        or none.
    """

    path: Path
    text: str
    encoding: str
    bom: bool
    newline: str
    malformed: int | None = None

    @cached_property
    def lines(self) -> LineIndex:
        """Lines and columns of offsets into :attr:`text`."""
        return LineIndex(self.text)


class LineIndex:
    """Lines and columns of a text, both counted from 1, columns in characters."""

    def __init__(self, text: str) -> None:
        # Millions of line ends are told apart in numpy's time and room, not in Python's.
        units = np.frombuffer(text.encode("ascii", errors="replace"), dtype=np.uint8)
        is_end = units == ord("\n")
        if "\r" in text:
            # A return ends a line by itself unless it is half of \r\n.
            is_end |= (units == ord("\r")) & ~np.append(is_end[1:], False)
        self._starts = np.append(0, np.flatnonzero(is_end) + 1)

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of a character offset.

        Parameters
        ----------
        offset
            From 0; the end of the text counts as a place after its last character.
        """
        line = int(np.searchsorted(self._starts, offset, side="right"))
        return line, offset - int(self._starts[line - 1]) + 1

    def offset(self, line: int, column: int = 1) -> int:
        """Character offset of a line and column: the inverse of :meth:`at`."""
        return int(self._starts[line - 1]) + column - 1


def read_text(path: Path, encodings: Sequence[str] = ("utf-8",)) -> Text:
    """Read a text file in the first encoding that fits.

    Parameters
    ----------
    path
        The file.
    encodings
        Tried in turn. A byte order mark overrules them. If none fits, the first one is used and
        what it cannot decode becomes U+FFFD.

    Raises
    ------
    OSError
        If the file cannot be read.
    """
    return decode_text(path, read_file(path), encodings)


def decode_text(path: Path, data: bytes, encodings: Sequence[str] = ("utf-8",)) -> Text:
    """Decode a text file's bytes, as :func:`read_text` does."""
    mark = next((mark for mark in BYTE_ORDER_MARKS if data.startswith(mark)), b"")
    content = data[len(mark) :]
    tried = [BYTE_ORDER_MARKS[mark]] if mark else list(encodings)
    malformed = None
    for encoding in tried:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        encoding = tried[0]
        text, malformed = _decode_damaged(content, encoding)
    return Text(path, text, encoding, bool(mark), _first_line_end(text), malformed)


def _first_line_end(text: str) -> str:
    line_feed = text.find("\n")
    carriage_return = text.find("\r", 0, line_feed if line_feed >= 0 else len(text))
    if carriage_return < 0:
        return "\n"
    return "\r\n" if text.startswith("\n", carriage_return + 1) else "\r"


def _decode_damaged(content: bytes, encoding: str) -> tuple[str, int]:
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        sound = content[: error.start].decode(encoding, errors="replace")
        return content.decode(encoding, errors="replace"), len(sound)
    raise AssertionError("called for sound text")


def printable(value: object, limit: int = 120) -> object:
    """Make a value of the data fit to be quoted in a message.

    Control characters could rewrite a terminal's screen and line ends would break the one line
    of a message; a long value would drown it.
    """
    if not isinstance(value, str):
        return value
    short = value if len(value) <= limit else value[: limit - 1] + "…"
    return "".join(
        character if character.isprintable() else f"\\u{ord(character):04x}" for character in short
    )
