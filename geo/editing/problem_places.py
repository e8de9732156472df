"""Which field or cell a problem of a save is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.editing.features import field_at
from geo.editing.table_cells import csv_files
from geo.problems.texts import decode_text
from geo.sources.geojson.reading_layers import parse_layer
from geo.sources.tables.csvtext import CsvText, find_delimiter

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
            found[number] = _cell_at(folder, path, data, (line, column)) or {}
        elif problem.index is not None:
            document = parse_layer(path, path.as_posix(), data)
            name = field_at(document, problem.index, problem.place)
            found[number] = {"field": name, "row": problem.index + 1} if name else {}
    return found


def _cell_at(folder: Path, path: Path, data: bytes, place: tuple[int, int]) -> ProblemPlace | None:
    """Tell which cell of a table a line and a column of its text are in.

    Parameters
    ----------
    folder
        The project.
    path, data
        The table's file, and what it is to hold.
    place
        Line and column, as problems tell them.
    """
    files = csv_files(folder)
    table_name = next((name for name, file in files.items() if file[0] == path), None)
    if table_name is None:
        return None
    own = files[table_name]
    source = decode_text(path, data, own[2])
    table = CsvText(source.text, own[1] or find_delimiter(source.text))
    offset = source.lines.offset(*place)
    records = list(table.rows())
    for number, record in enumerate(records):
        if record.offset <= offset <= table.end(record.cells[-1]):
            at = max(n for n, cell in enumerate(record.cells) if cell.offset <= offset)
            headings = [cell.text.strip() for cell in records[0].cells]
            name = headings[at] if at < len(headings) else ""
            return {"table": table_name, "row": number, "columnName": name}
    return None
