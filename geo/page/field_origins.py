"""Where attributes come from and what is said of them, looked up once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.joining import SiteLayer
    from geo.project import Project
    from geo.project.datapackage import TableField


class Origins:
    """Which table an attribute was joined from: looked up once for all attributes."""

    def __init__(self, layer: SiteLayer) -> None:
        self._columns = {
            name: set(map(str, table.frame))
            for name, table in layer.project.tables.items()
            if name not in layer.related and name not in layer.references
        }
        self._own = set(layer.project.layer.property_names)
        # The first table that has a column.
        self._first: dict[str, int] = {}
        self._names = list(self._columns)
        for number, columns in enumerate(self._columns.values()):
            for column in columns:
                self._first.setdefault(column, number)

    def of(self, name: str, columns: Sequence[str]) -> str | None:
        """Name the table; None for the layer's own."""
        prefix, _, plain = name.rpartition(".")
        if plain in self._columns.get(prefix, ()):
            return prefix
        if not self._own.isdisjoint(columns):
            return None
        numbers = [self._first[column] for column in columns if column in self._first]
        return self._names[min(numbers)] if numbers else None


class Descriptions:
    """What data package and joins say of columns; a joined name taken twice is ``table.column``."""

    def __init__(self, project: Project, tables: list[str]) -> None:
        resources = project.package.resources
        self._numbers = {name: number for number, name in enumerate(tables)}
        self._described: dict[str, list[tuple[int, TableField]]] = {}
        # What a join itself adds, such as a distance, no data package describes.
        self._made: dict[str, list[tuple[int, TableField]]] = {}
        for number, name in enumerate(tables):
            resource = resources.get(name)
            fields = {field.name: field for field in resource.fields} if resource else {}
            _note(self._described, number, name, fields)
            made = project.tables[name].fields if name in project.tables else {}
            told = {column: field for column, field in made.items() if field.title or field.unit}
            _note(self._made, number, name, told)

    def first_of(self, columns: Sequence[str], tables: Sequence[str]) -> TableField | None:
        """Look a field up as the first of some tables describes it; of all, where none is named."""
        if not tables:
            return self.of(columns)
        return next((one for table in tables if (one := self.of(columns, table))), None)

    def of(self, columns: Sequence[str], table: str | None = None) -> TableField | None:
        """Look a field up: as the first table describes it that does, or as a certain one does."""
        number = None if table is None else self._numbers[table]
        for known in (self._described, self._made):
            found = [
                one
                for column in columns
                for one in known.get(column, ())
                if number is None or one[0] == number
            ]
            if found:
                return min(found, key=lambda one: one[0])[1]
        return None


def _note(
    known: dict[str, list[tuple[int, TableField]]],
    number: int,
    table: str,
    fields: Mapping[str, TableField],
) -> None:
    for column, field in fields.items():
        known.setdefault(column, []).append((number, field))
        known.setdefault(f"{table}.{column}", []).append((number, field))
