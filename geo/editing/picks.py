"""What is picked on the page and not typed: references to sites and to rows, and listed values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.checks.references import JOIN_COLUMN, SOURCE_COLUMN, SOURCES
from geo.project.datapackage import read_package
from geo.project.settings import read_settings
from geo.sources.tables.grid import read_grid
from geo.sources.tables.table_folder import leads_outside, table_files
from geo.sources.tables.table_schema import SITES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from geo.contract.edit_types import Pick, PickOption
    from geo.sources.tables.grid import Grid
    from geo.sources.tables.table_schema import DataPackage, ForeignKey, Resource

LAYER = ""
"""What the layer is called among the tables."""
MOST_OPTIONS = 5000
"""Of more nobody picks one by its name."""
_CALLED = ("name", "title", "label", "名称", "标题")
_PART_OF = "part_of"


def picks_of(folder: Path, wanted: Iterable[str] | None = None) -> dict[str, dict[str, Pick]]:
    """Give, for the layer (``""``) and each table, the columns whose values are picked.

    Parameters
    ----------
    folder
        The project.
    wanted
        The names of the tables in question; all if absent.
    """
    return _Picks(folder).of(None if wanted is None else set(wanted))


class _Picks:
    def __init__(self, folder: Path) -> None:
        settings, _ = read_settings(folder)
        self._package: DataPackage = read_package(folder)[0]
        self._languages = settings.languages
        self._id = settings.layer.id or "id"
        self._category = settings.layer.category or "category"
        self._files: dict[str, tuple[Path, Resource | None]] = {}
        for name, path, resource in table_files(folder, self._package):
            if not leads_outside(path, folder):
                self._files.setdefault(name, (path, resource))
        self._read: dict[tuple[str, str], list[PickOption]] = {}

    def of(self, wanted: set[str] | None) -> dict[str, dict[str, Pick]]:
        found: dict[str, dict[str, Pick]] = {}
        if wanted is None or LAYER in wanted:
            found[LAYER] = {
                self._id: _pick("made"),
                _PART_OF: _pick("sites"),
                self._category: _pick("categories"),
                **self._of_sources(),
                **self._of_resource(self._package.resources.get(SITES)),
            }
        for name, (_, resource) in self._files.items():
            if wanted is None or name in wanted:
                own = {JOIN_COLUMN: _pick("sites"), **self._of_resource(resource)}
                found[name] = {**(self._of_sources() if name != SOURCES else {}), **own}
        return found

    def _of_sources(self) -> dict[str, Pick]:
        options = self._options(SOURCES, "id")
        return {SOURCE_COLUMN: _pick("listed", options, many=True)} if options else {}

    def _of_resource(self, resource: Resource | None) -> dict[str, Pick]:
        """Give what the data package says of columns: references, and values that are listed."""
        found: dict[str, Pick] = {}
        if resource is None:
            return found
        for field in resource.fields:
            values = field.constraints.get("enum")
            if isinstance(values, list) and field.type == "string":
                found[field.name] = _pick("listed", [_option(str(value)) for value in values])
        for key in resource.foreign_keys:
            if len(key.fields) != 1:
                found |= {
                    name: pick
                    for name, pick in self._of_parts(key, resource.name).items()
                    if name not in found
                }
            elif key.resource == SITES:
                found[key.fields[0]] = _pick("sites")
            elif options := self._options(key.resource or resource.name, key.reference[0]):
                is_many = key.resource == SOURCES and key.fields[0] == SOURCE_COLUMN
                found[key.fields[0]] = _pick("listed", options, many=is_many)
        return found

    def _of_parts(self, key: ForeignKey, own: str) -> dict[str, Pick]:
        """Give for each column of a key what stands there, and what beside it."""
        table = key.resource or own
        if table not in self._files:
            return {}
        grid = read_grid(*self._files[table])
        if grid.height > MOST_OPTIONS or not all(name in grid.columns for name in key.reference):
            return {}
        columns = [_cells(grid, name) for name in key.reference]
        names = self._names(grid, key.reference)
        found: dict[str, list[PickOption]] = {name: [] for name in key.fields}
        for row, cells in enumerate(zip(*columns, strict=True)):
            label = {lang: texts[row] for lang, texts in names.items() if texts[row]}
            for name, value in zip(key.fields, cells, strict=True):
                beside = dict(zip(key.fields, cells, strict=True))
                beside.pop(name)
                if value:
                    found[name].append({**_option(value, label), "beside": beside})
        return {name: _pick("listed", options) for name, options in found.items() if options}

    def _names(self, grid: Grid, keys: Sequence[str]) -> dict[str, list[str]]:
        """Give what each row is called, by language."""
        first, *further = self._languages
        called = next((name for name in _CALLED if name in grid.columns and name not in keys), None)
        names = {first: called} if called else {}
        if called:
            names |= {lang: f"{called}_{lang}" for lang in further}
        return {lang: _cells(grid, name) for lang, name in names.items() if name in grid.columns}

    def _options(self, table: str, column: str) -> list[PickOption]:
        """Give the keys of a table's rows, each with what the row is called."""
        if (table, column) not in self._read:
            self._read[table, column] = self._from_rows(table, column)
        return self._read[table, column]

    def _from_rows(self, table: str, column: str) -> list[PickOption]:
        if table not in self._files:
            return []
        grid = read_grid(*self._files[table])
        if column not in grid.columns or grid.height > MOST_OPTIONS:
            return []
        texts = self._names(grid, [column])
        found: dict[str, PickOption] = {}
        for row, key in enumerate(_cells(grid, column)):
            if key:
                label = {lang: values[row] for lang, values in texts.items() if values[row]}
                found.setdefault(key, _option(key, label))
        return list(found.values())


def _cells(grid: Grid, heading: str) -> list[str]:
    return [
        "" if text is None or text != text else str(text).strip()  # noqa: PLR0124  NaN
        for text in grid.texts(heading).tolist()
    ]


def _pick(of: Any, options: Sequence[PickOption] = (), *, many: bool = False) -> Pick:
    return {"of": of, "many": many, "options": list(options)}


def _option(value: str, label: dict[str, str] | None = None) -> PickOption:
    return {"value": value, "label": label or {}}
