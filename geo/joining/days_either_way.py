"""Days of sites of which nobody knows whether day or month stands first: 03/04/2020."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.joining.described import layer_resource
from geo.sources.date_forms import are_year_last, either_way

if TYPE_CHECKING:
    from geo.problems import Problem
    from geo.project import Project

_GLANCE = 50


def told_either_way(project: Project, sites: pd.DataFrame, kept: list[int]) -> list[Problem]:
    """Tell of each column of such days, once, with the setting that says which is meant.

    Parameters
    ----------
    project
        Whose layer it is.
    sites
        The properties as columns.
    kept
        The feature of each row.
    """
    resource = layer_resource(project)
    described = {field.name for field in resource.fields} if resource else set()
    document = project.layer
    found = []
    for name in document.property_names:
        if name in described or name not in sites:
            continue
        column = sites[name]
        if not isinstance(column.dtype, pd.StringDtype):
            continue
        known = pc.unique(pa.array(column.array)).drop_null()
        if not are_year_last([text.strip() for text in known.slice(0, _GLANCE).to_pylist()]):
            continue
        doubt = either_way(name, known.to_pylist())
        if doubt is not None:
            row = kept[column.tolist().index(doubt["value"])]
            pointer = (*document.feature_pointer(row), "properties", name)
            params: dict[str, Any] = {"column": name, "file": document.path.name, **doubt}
            found.append(document.problem("days-either-way", pointer, index=row, **params))
    return found
