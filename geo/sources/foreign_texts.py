"""Texts of a layer in another encoding than its format says, or in one that it does not say.

A MapInfo table of charset Neutral, a drawing of AutoCAD: GDAL gives their bytes as they are.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from geo.sources.encodings import guess_encoding
from geo.sources.shapefiles import recoded

if TYPE_CHECKING:
    from pathlib import Path

BYTE_BY_BYTE = "ISO-8859-1"


def sound_texts(table: pa.Table, encoding: str | None) -> tuple[pa.Table, str | None]:
    """Decode the texts of a table that are no UTF-8.

    Parameters
    ----------
    table
        As GDAL gives it.
    encoding
        As the user says; told from the bytes if absent.

    Returns
    -------
    table : pyarrow.Table
        The same one where all texts are sound.
    encoding : str or None
        What the others were in.
    """
    unsound = [at for at, column in enumerate(table.columns) if not _is_sound(column)]
    if not unsound:
        return table, None
    words = {at: table.column(at).cast(pa.binary()).to_pylist() for at in unsound}
    foreign = [word for column in words.values() for word in column if word and not word.isascii()]
    encoding = encoding or guess_encoding(b"\n".join(foreign)).encoding
    for at, column in words.items():
        texts = [None if word is None else word.decode(encoding, "replace") for word in column]
        table = table.set_column(at, table.column_names[at], pa.array(texts, pa.string()))
    return table, encoding


def read_bytewise(path: Path, layer: str, encoding: str | None) -> tuple[dict[str, Any], pa.Table]:
    """Read a layer whose fields are called in another encoding than UTF-8.

    Parameters
    ----------
    path
        The file.
    layer
        Which of its layers.
    encoding
        As the user says; told from names and texts together if absent.

    Returns
    -------
    meta : dict
        Type and system of the shapes, as :func:`pyogrio.raw.read_arrow` gives them.
    table : pyarrow.Table
        With the shapes in the column ``wkb_geometry``.
    """
    import pyogrio

    meta, _, shapes, values = pyogrio.raw.read(path, layer=layer, encoding=BYTE_BY_BYTE)
    columns = [pa.array(column, from_pandas=True) for column in values]
    table = pa.table(columns, names=[str(name) for name in meta["fields"]])
    texts = [column for column in columns if pa.types.is_string(column.type)]
    said = [text for column in texts for text in column.to_pylist()]
    # Names are cut and changed by programs; they count where all values are plain.
    foreign = _foreign(said) or _foreign(table.column_names)
    table = recoded(table, encoding or guess_encoding(b"\n".join(foreign)).encoding)
    table = table.rename_columns(_apart(table.column_names))
    meta = {**meta, "geometry_name": ""}
    if shapes is not None:
        table = table.append_column("wkb_geometry", pa.array(list(shapes), pa.binary()))
    return meta, table


def _apart(names: list[str]) -> list[str]:
    """Give names of which a program has left nothing that tells them apart each a number."""
    seen: Counter[str] = Counter()
    apart = []
    for name in names:
        seen[name] += 1
        apart.append(f"{name} {seen[name]}" if seen[name] > 1 else name)
    return apart


def _foreign(words: list[str | None]) -> list[bytes]:
    return [word.encode(BYTE_BY_BYTE) for word in words if word and not word.isascii()]


def _is_sound(column: pa.ChunkedArray) -> bool:
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return True
    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True
