"""What the data package says of the layer's own properties, put to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.joining.typed import value_series
from geo.problems import Place, Problem
from geo.problems.texts import printable
from geo.sources.tables.cells import cell_type, shown
from geo.sources.tables.table_schema import SITES

if TYPE_CHECKING:
    import pandas as pd

    from geo.project import Project
    from geo.sources.tables.table_schema import Resource, TableField

_READ_TYPES = {"integer", "number", "boolean", "date", "datetime", "time", "year", "yearmonth"}
# As JSON writes them; a date has no notation of its own there.
_NUMBERS = {"integer", "number", "year"}


def layer_resource(project: Project) -> Resource | None:
    """Resource of the data package that describes the layer: by its path, or called ``sites``."""
    resources = project.package.resources
    file = project.layer.path.name
    return next((r for r in resources.values() if r.path == file), resources.get(SITES))


def read_as_described(project: Project, sites: pd.DataFrame, kept: list[int]) -> list[Problem]:
    """Read properties by the types of the data package, in place.

    Parameters
    ----------
    project
        Whose layer it is.
    sites
        The properties as columns.
    kept
        The feature of each row.

    Returns
    -------
    list of Problem
        Fields no site has, and values that are not what the field says; those stay as they are.
    """
    resource = layer_resource(project)
    problems: list[Problem] = []
    for entry in resource.fields if resource else ():
        if entry.name == "id":
            continue
        if entry.name not in sites.columns:
            known = ", ".join(str(name) for name in sites.columns)
            place = Place(str(project.package.path.as_posix()) if project.package.path else "")
            params = {"name": printable(entry.name), "known": known}
            problems.append(Problem("property-missing", place, params))
        elif entry.type in _READ_TYPES:
            problems += _read_column(project, sites, kept, entry)
    return problems


def _read_column(
    project: Project, sites: pd.DataFrame, kept: list[int], entry: TableField
) -> list[Problem]:
    column = sites[entry.name]
    values: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    read = cell_type(entry).read
    unfit: list[int] = []
    is_changed = False
    for row, value in enumerate(values):
        if value is None or (entry.type in _NUMBERS and _is_number(value)):
            continue
        if isinstance(value, bool) and entry.type == "boolean":
            continue
        text = value if isinstance(value, str) else f"{value:.15g}" if _is_number(value) else None
        if text in entry.missing_values:
            values[row], is_changed = None, True
            continue
        if text is None:
            unfit.append(row)
            continue
        try:
            values[row], is_changed = shown(read(text)), True
        except ValueError:
            unfit.append(row)
    if is_changed:
        sites[entry.name] = value_series(values)
    if not unfit:
        return []
    document, index = project.layer, kept[unfit[0]]
    pointer = (*document.feature_pointer(index), "properties", entry.name)
    value = printable(values[unfit[0]])
    return [
        document.problem(
            "property-unfit", pointer, index=index, name=printable(entry.name),
            value=value, type=entry.type, count=len(unfit),
        )
    ]  # fmt: skip


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
