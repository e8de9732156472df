"""Any file as records: which reader is its, told by its name and by what is in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from geo.problems import Place, Problem, reason_of
from geo.problems.texts import printable
from geo.sources.suffixes import DELIMITED, LINES, PARQUET, TABLE_LAYERS
from geo.sources.tables.group_labels import with_group_labels
from geo.sources.tables.real_kinds import require_real_kind, unreadable
from geo.sources.tables.section_rows import with_sections
from geo.sources.tables.sheets import NoPartError, UnreadableError
from geo.sources.tables.summary_rows import without_summaries
from geo.sources.tables.text_records import read_text_records

if TYPE_CHECKING:
    from geo.importing.import_plan import Choices
    from geo.sources.records import Records


FOLDERS = {".parquet", ".gdb"}
"""Kinds of layers that are folders of files."""
WITHOUT_PARTS = {*DELIMITED, *PARQUET, *LINES}
"""Kinds of files with neither sheets nor layers to choose from."""


def open_records(path: Path, choices: Choices) -> tuple[Records | None, list[Problem]]:
    """Read a file that is to be brought in.

    Parameters
    ----------
    path
        The file.
    choices
        Which layer or sheet of it, and its encoding.

    Returns
    -------
    records : Records or None
        None if the file cannot be read at all.
    problems : list of Problem
        Why not.
    """
    place = Place(path.as_posix())
    part = choices.sheet or choices.layer
    suffix = path.suffix.lower()
    try:
        # Asked first, as an outsider's mistake that no program can mend by saving the file anew.
        path.stat()
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else printable(str(error))
        return None, [Problem("import-file-missing", place, {"reason": reason})]
    if part and suffix in WITHOUT_PARTS:
        return None, [Problem("import-no-parts", place, {"name": printable(part)})]
    try:
        _refuse_pipes(path)
        require_real_kind(path)
        if suffix in TABLE_LAYERS:
            headed = choices.headings
            found = read_text_records(path, part, choices.encoding, has_headings=headed)
            return _as_sites(found), []
        from geo.sources.layer_files import read_layer_file

        found = read_layer_file(path, part, choices.encoding)
        return _as_sites(found), []
    except NoPartError as error:
        option = "--sheet" if choices.sheet else "--layer"
        params = {"reason": error.reason, "option": option, "near": printable(error.known)}
        return None, [Problem("import-no-part", place, params)]
    except (UnreadableError, OSError) as error:
        return None, [unreadable(error, path.as_posix(), "import-unreadable")]


def _as_sites(records: Records) -> Records:
    """Leave out the rows of a sheet that are none of its things, and give each its labels."""
    return with_group_labels(without_summaries(with_sections(records)))


def _refuse_pipes(path: Path) -> None:
    """Refuse what is no file: a pipe would be waited for."""
    if path.exists() and not path.is_file() and path.suffix.lower() not in FOLDERS:
        raise UnreadableError("no-file")


def open_dropped(name: str, data: bytes, choices: Choices) -> tuple[Records | None, list[Problem]]:
    """Read a file that was dropped or pasted, as :func:`open_records` does.

    Parameters
    ----------
    name
        What it is called, which tells its kind; cells pasted from a sheet are ``pasted.tsv``.
    data
        Its bytes.
    choices
        Which layer or sheet of it, and its encoding.
    """
    plain = Path(name.replace("\\", "/")).name or "pasted.tsv"
    with TemporaryDirectory(prefix="parkmap-") as folder:
        path = Path(folder) / plain
        path.write_bytes(data)
        return open_as(path, plain, choices)


def open_as(path: Path, name: str, choices: Choices) -> tuple[Records | None, list[Problem]]:
    """Read a file that its user calls otherwise than it lies here, as :func:`open_records` does.

    Parameters
    ----------
    path
        Where it lies.
    name
        What its user calls it.
    choices
        Which layer or sheet of it, and its encoding.
    """
    records, problems = open_records(path, choices)
    if records is not None:
        records.shown_as = name
        records.problems = [_called(problem, name) for problem in records.problems]
        place_of = records.place_of
        records.place_of = lambda row, column: place_of(row, column)._replace(file=name)
    return records, [_called(problem, name) for problem in problems]


def _called(problem: Problem, name: str) -> Problem:
    """Tell a problem of the file by its own name, not by that of a folder nobody knows."""
    folder = problem.place.file.rpartition("/")[0]
    params = {
        key: value.replace(f"{folder}/", "") if isinstance(value, str) else value
        for key, value in problem.params.items()
    }
    return replace(problem, place=problem.place._replace(file=name), params=params)
