"""What a source yields: typed columns, geometry, and the place of every value in its file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from geo.problems import Place, Problem
from geo.sources.cell_texts import cell_text, is_no_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass
class Records:
    """The rows of a file, whatever its format.

    Parameters
    ----------
    shown_as
        The file's path as the user would type it.
    table
        A typed column for each field. Of a text file all are texts: what they mean is for others
        to tell.
    place_of
        Line (or row) and column of a value, given the row from 0 and the field's name; of the row
        itself where the name is None.
    geometry
        A shapely geometry for each row, or none; None for a file that holds none at all.
    crs
        What its coordinates are in: ``wgs84`` (longitude and latitude, WGS 84), ``EPSG:n`` or a
        WKT; None where the file does not say.
    datum
        What positions in its columns are in, where the format says it.
    is_text
        Whether the columns are texts whose meaning is to be found out.
    ids
        The name of the column that the format itself calls the rows' id; none without one.
    kinds
        The name of the column by which the format itself sorts the rows: a drawing's folders.
    layer
        Which of the file's layers or sheets it is; empty where there is but one.
    layers
        All of them that hold something.
    banners
        Rows of a sheet whose one cell is merged over the others.
    title
        What the file says it is called, where its format has a place for that.
    titles
        What stands above the headings of a sheet, a text for each cell.
    notes
        What reading did that a user wants to know: an encoding that was guessed, rows skipped.
    problems
        What is wrong with the file.
    unfit
        Features of which the shape cannot be built, as they are written, by row.
    """

    shown_as: str
    table: pa.Table
    place_of: Callable[[int, str | None], Place]
    geometry: NDArray[np.object_] | None = None
    crs: str | None = None
    datum: str | None = None
    is_text: bool = False
    ids: str | None = None
    kinds: str | None = None
    layer: str = ""
    layers: tuple[str, ...] = ()
    banners: frozenset[int] = frozenset()
    title: str = ""
    titles: tuple[str, ...] = ()
    notes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unfit: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.table) if self.geometry is None else len(self.geometry)

    @property
    def names(self) -> list[str]:
        """The columns' names in the order of the file."""
        return list(self.table.column_names)

    def holds_text(self, name: str) -> bool:
        """Whether a column holds texts."""
        kind = self.table.column(name).type
        return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))

    def holds_bytes(self, name: str) -> bool:
        """Whether a column holds pictures or other data that is no text."""
        values = self.table.column(name)
        if not (pa.types.is_binary(values.type) or pa.types.is_large_binary(values.type)):
            return False
        there = [value for value in values.to_pylist() if value is not None]
        return bool(there) and all(map(is_no_text, there))

    def texts(self, name: str) -> list[str | None]:
        """Give a column's values as texts; None where there is nothing."""
        values = self.table.column(name)
        if self.holds_text(name):
            return [value or None for value in values.to_pylist()]
        # As one would type it: a Shapefile's id 293.0 is 293.
        return [cell_text(value) or None for value in values.to_pylist()]

    @property
    def property_names(self) -> list[str]:
        """The columns, as :class:`geo.sources.roles.Columns` calls them."""
        return self.names

    def sampled(self, name: str, rows: Sequence[int]) -> list[Any]:
        """Give a column's values in some rows; None where there is none."""
        found: list[Any] = self.table.column(name).take(list(rows)).to_pylist()
        return found

    def only(self, names: Sequence[str]) -> Records:
        """Give the same rows with some of their columns."""
        return replace(self, table=self.table.select(list(names)))


def row_place(shown_as: str, names: list[str]) -> Callable[[int, str | None], Place]:
    """Place rows by their number from 1: what every program but a text editor shows."""
    numbers = {name: number for number, name in enumerate(names, start=1)}

    def place(row: int, name: str | None) -> Place:
        return Place(shown_as, row + 1, numbers.get(name) if name is not None else None)

    return place
