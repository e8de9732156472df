"""Names in ``map.toml`` that the project has nothing for: tables, their columns, properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.page.settingplace import setting_place
from geo.problems import Problem
from geo.problems.likely import nearest
from geo.sources.recognised import table_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.contract.head_types import Table
    from geo.joining import SiteLayer

_OF_LAYER = ("name", "category", "id")
# What of the known is told where nothing is near.
_MOST_TOLD = 12


def unknown_names(layer: SiteLayer, tables: Sequence[Table]) -> list[Problem]:
    """Tell of tables, columns and properties the settings name and there are none of.

    Parameters
    ----------
    layer
        The joined sites and tables.
    tables
        As in the head.
    """
    return [*_tables(layer), *_parts(layer, tables), *_properties(layer)]


def _tables(layer: SiteLayer) -> Iterator[Problem]:
    project = layer.project
    known = list(dict.fromkeys([*project.tables, *project.large, *(project.order or ())]))
    for name, said in project.settings.tables.items():
        if name not in known and not (said.origin or said.from_env or said.query):
            params = {"table": name, "near": _meant(name, known)}
            yield Problem("setting-table-unknown", setting_place(project, "tables", name), params)


def _parts(layer: SiteLayer, tables: Sequence[Table]) -> Iterator[Problem]:
    project = layer.project
    frames = {**layer.related, **layer.references}
    for table in tables:
        name = table["name"]
        said = project.settings.tables.get(name)
        if said is None:
            continue
        known = ["indicator", *table_parts()[table["role"]]]
        if table["role"] != "figures":
            del known[0]
        columns = list(map(str, frames[name].columns))
        for part, column in said.parts.items():
            place = setting_place(project, "tables", name, "parts", part)
            if part not in known:
                params = {"part": part, "role": table["role"], "near": _meant(part, known)}
                yield Problem("setting-part-unknown", place, params)
            elif column not in columns:
                params = {"table": name, "column": column, "near": _meant(column, columns)}
                yield Problem("setting-part-column", place, params)


def _properties(layer: SiteLayer) -> Iterator[Problem]:
    project = layer.project
    said = project.settings.layer
    known = list(map(str, project.layer.property_names))
    for key in _OF_LAYER:
        name = getattr(said, key)
        if name and known and name not in known:
            params = {"key": key, "property": name, "near": _meant(name, known)}
            yield Problem("setting-property-unknown", setting_place(project, "layer", key), params)


def _meant(name: str, known: Iterable[str]) -> str:
    """Give the known name most like another, or some of the known ones."""
    names = list(known)
    return nearest(name, names) or ", ".join(names[:_MOST_TOLD]) or "–"
