"""Texts of a layer in another encoding than its format says, or in one that it does not say.

A MapInfo table of charset Neutral, a drawing of AutoCAD: GDAL gives their bytes as they are.
"""

from __future__ import annotations

import pyarrow as pa

from geo.sources.encodings import guess_encoding


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


def _is_sound(column: pa.ChunkedArray) -> bool:
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return True
    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True
