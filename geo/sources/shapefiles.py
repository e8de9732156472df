"""Shapefiles as they are found: without an index, their texts in any encoding, names cut short."""

from __future__ import annotations

import codecs
import glob
import re
import shutil
import struct
import tempfile
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from geo.problems import Place, Problem
from geo.problems.texts import printable
from geo.sources.encodings import guess_encoding, is_dense
from geo.sources.tables.sheets import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANYTHING = {"cp1252", "iso8859-1", "iso8859-15", "cp1250", "cp437", "cp850"}
_EASTERN = {"gb18030", "big5hkscs", "cp932", "cp949"}
MOSTLY = 0.98
"""Share of the words that must be of an encoding a file only claims to be in."""
PARTS = {".shp", ".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix"}
_USUAL = dict.fromkeys(("936", "cp936", "gbk", "gb2312", "gb18030"), "gb18030")
_NEEDED = {
    ".dbf": "shapefile-no-dbf", ".shx": "shapefile-no-shx", ".prj": "shapefile-no-prj",
}  # fmt: skip
_LANGUAGE_DRIVERS = {
    # What GDAL calls the codes that a .dbf may name its encoding by.
    0x4D: "cp936", 0x4E: "cp949", 0x4F: "cp950", 0x13: "cp932", 0x7A: "cp936", 0x78: "cp950",
    0x79: "cp949", 0x7B: "cp932",
}  # fmt: skip


@contextmanager
def gdal_options(options: dict[str, str]) -> Iterator[None]:
    """Set options of GDAL for a while."""
    import pyogrio

    before = {name: pyogrio.get_gdal_config_option(name) for name in options}
    pyogrio.set_gdal_config_options(options)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)


@contextmanager
def quietly() -> Iterator[None]:
    """Keep GDAL's warnings to itself: they are said in a program's words, of its own lines."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def with_index(path: Path) -> Iterator[Path]:
    """Give a Shapefile with its index: a copy, if it lacks one."""
    if any(path.with_suffix(suffix).exists() for suffix in (".shx", ".SHX")):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="parkmap-") as name:
        copy = Path(name)
        for part in path.parent.glob(f"{glob.escape(path.stem)}.*"):
            if part.suffix.lower() in PARTS:
                shutil.copy(part, copy / f"layer{part.suffix.lower()}")
        with gdal_options({"SHAPE_RESTORE_SHX": "YES"}):
            yield copy / "layer.shp"


def require_whole(path: Path) -> None:
    """Refuse a Shapefile of which the end is missing: what it lacks would be lost without a word.

    Parameters
    ----------
    path
        Its ``.shp``; its table lies beside it.

    Raises
    ------
    UnreadableError
        If a part is shorter than it says itself.
    OSError
        If it cannot be read.
    """
    for part in path.parent.glob(f"{glob.escape(path.stem)}.*"):
        least = {".shp": _least_of_shapes, ".dbf": _least_of_table}.get(part.suffix.lower())
        if least is None:
            continue
        with part.open("rb") as stream:
            needed = least(part, stream.read(100))
        size = part.stat().st_size
        if size < needed:
            raise UnreadableError("shapefile-cut", name=part.name, size=size, needed=needed)


def _least_of_shapes(path: Path, head: bytes) -> int:
    """Give where the last shape ends: by the index, or else as the file says."""
    for suffix in (".shx", ".SHX"):
        index = path.with_suffix(suffix)
        if index.is_file() and index.stat().st_size >= 108:
            with index.open("rb") as stream:
                stream.seek(100 + (index.stat().st_size - 100) // 8 * 8 - 8)
                at, length = struct.unpack(">2i", stream.read(8))
            return int(2 * (at + length) + 8)
    return 2 * int.from_bytes(head[24:28], "big") if len(head) == 100 else 100


def _least_of_table(_path: Path, head: bytes) -> int:
    """Give where the last row of a table ends."""
    if len(head) < 32:
        return 32
    count, begins, width = struct.unpack("<IHH", head[4:12])
    return int(begins + count * width)


def shape_of(part: Path) -> Path:
    """Give the ``.shp`` of which a file is a part.

    Raises
    ------
    UnreadableError
        If it is not there: shapes lie nowhere else.
    """
    for suffix in (".shp", ".SHP"):
        if part.suffix != suffix and part.with_suffix(suffix).exists():
            return part.with_suffix(suffix)
    raise UnreadableError("shapefile-part", name=f"{part.stem}.shp")


def missing_parts(path: Path, shown_as: str) -> list[Problem]:
    """Tell which parts of a Shapefile are not beside it, and what that means.

    Parameters
    ----------
    path
        Its ``.shp``.
    shown_as
        How it is called in problems.
    """
    there = {part.suffix.lower() for part in path.parent.glob(f"{glob.escape(path.stem)}.*")}
    return [
        Problem(code, Place(shown_as), {"part": printable(path.stem + suffix)})
        for suffix, code in _NEEDED.items()
        if suffix not in there
    ]


def unless_said(problems: list[Problem], said: str | None) -> list[Problem]:
    """Leave out that nothing tells what positions are in, where the user does."""
    return [problem for problem in problems if not (said and problem.code == _NEEDED[".prj"])]


def dbf_encoding(path: Path) -> str:
    """Tell the encoding of a Shapefile's texts.

    Its ``.cpg`` and the number in its ``.dbf`` are hints that may be wrong: what the bytes are
    decides against them.
    """
    data = path.with_suffix(".dbf")
    data = data if data.exists() else path.with_suffix(".DBF")
    raw = data.read_bytes()[:2_000_000] if data.exists() else b""
    hints = []
    for suffix in (".cpg", ".CPG"):
        named = path.with_suffix(suffix)
        if named.exists():
            hints.append(named.read_text("ascii", errors="ignore").strip().lower())
            break
    if len(raw) > 29 and raw[29] in _LANGUAGE_DRIVERS:
        hints.append(_LANGUAGE_DRIVERS[raw[29]])
    # The header's binary numbers say nothing of the texts.
    length = int.from_bytes(raw[8:10], "little") if len(raw) > 10 else 0
    names = [raw[at : at + 11].split(b"\0")[0] for at in range(32, max(33, length - 1), 32)]
    words = [*names, *re.split(rb"[ \0]+", raw[length:])]
    telling = [word for word in words if not word.isascii()]
    if _mostly_decode(telling, "utf-8"):
        # No other writing looks like it by chance.
        return "utf-8"
    for hint in hints:
        name = _USUAL.get(hint.removeprefix("oem ").removeprefix("ansi ").strip(), hint)
        try:
            if _mostly_decode(telling, name):
                return _unless_eastern(telling, name)
        except LookupError:
            continue
    return guess_encoding(b" ".join(telling)).encoding


def _unless_eastern(words: list[bytes], hint: str) -> str:
    """Give a hint, unless it is one of a byte a letter, in which anything reads: GBK does, too."""
    if codecs.lookup(hint).name in _ANYTHING:
        guessed = guess_encoding(b" ".join(words))
        is_sure = guessed.is_certain or is_dense(b" ".join(words))
        if is_sure and guessed.encoding in _EASTERN:
            return guessed.encoding
    return hint


def _mostly_decode(words: list[bytes], encoding: str) -> bool:
    """Whether words are of an encoding, but for characters that a field's length cuts."""
    return sum(_decodes(word, encoding) for word in words) >= MOSTLY * len(words)


def _decodes(word: bytes, encoding: str) -> bool:
    for cut in range(min(4, len(word))):
        try:
            word[: len(word) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def recoded(table: pa.Table, encoding: str) -> pa.Table:
    """Give texts that were read byte by byte as what they are."""

    def decode(text: str) -> str:
        try:
            raw = text.encode("latin-1")
        except UnicodeEncodeError:
            return text
        return raw.decode(encoding, errors="ignore")

    columns = []
    for column in table.columns:
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            encoded = column.dictionary_encode().combine_chunks()
            encoded = encoded.chunk(0) if isinstance(encoded, pa.ChunkedArray) else encoded
            words = [
                None if word is None else decode(word) for word in encoded.dictionary.to_pylist()
            ]
            values = pa.array(words, pa.string())
            columns.append(pa.chunked_array([values.take(encoded.indices)]))
        else:
            columns.append(column)
    return pa.table(columns, names=[decode(name) for name in table.column_names])
