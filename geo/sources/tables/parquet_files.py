"""Parquet files, of which a small one can stand for any amount of memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.files.reading import require_file
from geo.sources.tables.sheets import UnreadableError, all_errors_alike
from geo.sources.tables.workbook_xml import MOST_UNPACKED, TIGHTEST

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa

_NUMBER, _PLACE = 8, 4
"""Bytes of a value, and of a word's place in a list of words."""


def holds_shapes(path: Path) -> bool:
    """Whether a file is GeoParquet, a layer and no mere table."""
    if path.suffix.lower() != ".parquet" or not path.is_file():
        return False
    from pyarrow import ArrowException, parquet

    try:
        return b"geo" in (parquet.read_schema(path).metadata or {})
    except (ArrowException, OSError):
        return False


def read_parquet(path: Path, most_columns: int | None = None) -> pa.Table:
    """Read a Parquet file, or a folder of its parts, as it is typed.

    Parameters
    ----------
    path
        The file or folder.
    most_columns
        A table with more of them is not read but given without a row.

    Raises
    ------
    UnreadableError
        If it is no Parquet file, or would unpack beyond all measure.
    """
    import pyarrow as pa
    from pyarrow import parquet

    with all_errors_alike():
        files = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
        for file in files:
            require_file(file)
        told = [parquet.read_metadata(file) for file in files]
        if most_columns is not None and told and told[0].num_columns > most_columns:
            return told[0].schema.to_arrow_schema().empty_table()
        packed = sum(file.stat().st_size for file in files)
        _refuse_bomb(sum(map(_least, told)), packed)
        # A word that is said a million times is kept once till its length is known.
        words = _word_columns(told)
        table = parquet.read_table(path, read_dictionary=words)
        _refuse_bomb(
            sum(_spelled(table[name]) for name in words if name in table.schema.names), packed
        )
        for at, field in enumerate(table.schema):
            if field.name in words and pa.types.is_dictionary(field.type):
                plain = table.column(at).cast(field.type.value_type)
                table = table.set_column(at, field.with_type(plain.type), plain)
        # Texts that are no UTF-8 come to light only when they are asked for.
        table.validate(full=True)
        return table


def _refuse_bomb(unpacked: int, packed: int) -> None:
    if unpacked > MOST_UNPACKED and unpacked > TIGHTEST * packed:
        raise UnreadableError("table-bomb")


def _least(told: Any) -> int:
    """Give the bytes that a file's values take however short its words are."""
    groups = (told.row_group(number) for number in range(told.num_row_groups))
    columns = (group.column(at) for group in groups for at in range(group.num_columns))
    return sum(
        column.num_values * (_PLACE if column.physical_type == "BYTE_ARRAY" else _NUMBER)
        for column in columns
    )


def _word_columns(told: Sequence[Any]) -> list[str]:
    """Name the columns of texts in which some file keeps each word once."""
    found: dict[str, None] = {}
    for one in told:
        for number in range(one.num_row_groups):
            group = one.row_group(number)
            for at in range(group.num_columns):
                column = group.column(at)
                is_text = column.physical_type == "BYTE_ARRAY" and "." not in column.path_in_schema
                if is_text and any("DICTIONARY" in how for how in column.encodings):
                    found[column.path_in_schema] = None
    return list(found)


def _spelled(column: Any) -> int:
    """Give the bytes of a column's words, each as often as it is said."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_dictionary(column.type):
        return 0
    lengths = (
        pc.sum(pc.binary_length(chunk.dictionary).take(chunk.indices)).as_py() or 0
        for chunk in column.chunks
    )
    return sum(lengths)
