"""Any file as records: which reader is its, told by its name and by what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.problems import Place, Problem
from geo.problems.texts import printable
from geo.sources.suffixes import TABLE_LAYERS
from geo.sources.tables.sheets import UnreadableError
from geo.sources.tables.text_records import read_text_records

if TYPE_CHECKING:
    from pathlib import Path

    from geo.importing.import_plan import Choices
    from geo.sources.records import Records


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
    try:
        suffix = path.suffix.lower()
        if suffix in TABLE_LAYERS:
            return read_text_records(path, choices.sheet or choices.layer, choices.encoding), []
        from geo.sources.layer_files import read_layer_file

        return read_layer_file(path, choices.layer, choices.encoding), []
    except (UnreadableError, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return None, [Problem("import-unreadable", place, {"reason": printable(reason)})]
