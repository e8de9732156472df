"""Tables that an engine reads in pieces, and how large they are."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGINES = ("auto", "pandas", "duckdb", "dask")
PIECES = (".csv", ".tsv", ".parquet")
"""Files that can be read in pieces."""
SHARE_OF_MEMORY = 0.25
_CGROUP = Path("/sys/fs/cgroup/memory.max")


@dataclass(frozen=True)
class LargeTable:
    """A table that is not read as a whole.

    Parameters
    ----------
    name
        What it is called.
    path
        How it is named in problems: its file, its folder or its pattern.
    files
        Its parts in their order, all of one kind.
    engine
        ``duckdb`` or ``dask``.
    """

    name: str
    path: Path
    files: tuple[Path, ...]
    engine: str

    @property
    def is_parquet(self) -> bool:
        """Whether its parts have types of their own."""
        return self.files[0].suffix.lower() == ".parquet"


def in_pieces(path: Path, files: Sequence[Path]) -> tuple[Path, ...]:
    """Give a table's files if they can be read in pieces; none otherwise."""
    parts = sorted(path.glob("*.parquet")) if path.is_dir() and list(files) == [path] else files
    kinds = {part.suffix.lower() for part in parts}
    is_fit = len(kinds) == 1 and kinds <= set(PIECES) and all(part.is_file() for part in parts)
    return tuple(parts) if is_fit else ()


def is_large(files: Sequence[Path]) -> bool:
    """Whether tables' files, unpacked, take more than a quarter of memory."""
    return sum(map(_size, files)) > SHARE_OF_MEMORY * memory()


def memory() -> int:
    """How many bytes of memory there are, for this process."""
    sizes = []
    if hasattr(os, "sysconf"):
        sizes.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    with suppress(OSError, ValueError):
        sizes.append(int(_CGROUP.read_text(encoding="ascii")))
    return min(sizes, default=8 << 30)


def _size(path: Path) -> int:
    if path.suffix.lower() != ".parquet":
        return path.stat().st_size
    from pyarrow import ArrowException, parquet

    try:
        told = parquet.read_metadata(path)
    except (ArrowException, OSError):
        return 0
    return sum(told.row_group(group).total_byte_size for group in range(told.num_row_groups))
