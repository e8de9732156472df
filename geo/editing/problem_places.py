"""Which field or cell a problem of a save is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.editing.features import field_at
from geo.editing.table_cells import cell_at
from geo.sources.geojson.reading_layers import parse_layer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geo.contract.edit_types import ProblemPlace
    from geo.problems import Problem


def places_of(
    folder: Path, problems: Sequence[Problem], versions: Mapping[Path, bytes]
) -> dict[int, ProblemPlace]:
    """Tell which property or cell problems are about, by their number in the list.

    Parameters
    ----------
    folder
        The project.
    problems
        What is wrong.
    versions
        The files as they were to be saved.
    """
    found: dict[int, ProblemPlace] = {}
    by_name = {path.as_posix(): path for path in versions}
    for number, problem in enumerate(problems):
        if problem.code == "field-changed":
            found[number] = {"field": str(problem.params["field"])}
        path = by_name.get(problem.place.file)
        line, column = problem.place.line, problem.place.column
        if path is None or line is None or column is None:
            continue
        data = versions[path]
        if path.suffix.lower() in {".csv", ".tsv"}:
            found[number] = cell_at(folder, path, data, (line, column)) or {}
        elif problem.index is not None:
            document = parse_layer(path, path.as_posix(), data)
            name = field_at(document, problem.index, problem.place)
            found[number] = {"field": name, "row": problem.index + 1} if name else {}
    return found
