"""A folder as what is brought in: the one file that says where its places lie, and its tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geo.importing.opening import FOLDERS
from geo.problems import Place, Problem
from geo.project.folder_contents import MOST_TOLD, told_of_files
from geo.sources.row_layer import columns_that_say_where
from geo.sources.suffixes import TABLE_LAYERS

if TYPE_CHECKING:
    from collections.abc import Sequence

_OF_THE_SYSTEM = {"__MACOSX"}


def files_in(paths: Sequence[Path], into: Path) -> tuple[list[Path], list[Problem]]:
    """Give files, of folders those that belong together: what has the places first.

    Parameters
    ----------
    paths
        Files and folders.
    into
        The project they are brought into.

    Returns
    -------
    files : list of Path
        Files stay what they are.
    problems : list of Problem
        Of a folder that holds nothing, or more than one file with places: what each file is and
        how to bring it in.
    """
    files: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir() and path.suffix.lower() not in FOLDERS:
            found, told = _files_of_folder(path, into)
            files += found
            problems += told
        else:
            files.append(path)
    return files, problems


def _files_of_folder(folder: Path, into: Path) -> tuple[list[Path], list[Problem]]:
    told = _but_for_notes(told_of_files(folder, into, most=None))
    inner = [
        path for path in sorted(folder.iterdir())
        if path.is_dir() and path.name[0] != "." and path.name not in _OF_THE_SYSTEM
    ]  # fmt: skip
    layers = [path for path in inner if path.suffix.lower() in FOLDERS]
    if not told and len(layers) == 1:
        return layers, []
    if not told and len(inner) == 1:
        # What was unpacked lies in a folder of its own.
        return _files_of_folder(inner[0], into)
    files: dict[str, list[Path]] = {}
    for problem in told:
        files.setdefault(problem.code, []).append(Path(problem.place.file))
    placed = [*files.get("file-of-layer", []), *files.get("file-with-positions", [])]
    tables = files.get("file-without-positions", [])
    is_clear = len(placed) == 1 or (not placed and len(tables) == 1)
    told = told[:MOST_TOLD] + _rest(folder, len(told) - MOST_TOLD)
    if is_clear and {"file-unread", "file-no-file"}.isdisjoint(files):
        return [*placed, *tables], []
    place = Place(folder.as_posix())
    if not told:
        return [], [Problem("project-layer-missing", place)]
    names = ", ".join(path.name for path in placed[:MOST_TOLD]) or ", ".join(
        Path(problem.place.file).name for problem in told[:MOST_TOLD]
    )
    code = "project-layer-ambiguous" if len(placed) > 1 else "project-layer-unplaced"
    return [], [Problem(code, place, {"names": names}), *told]


def _rest(folder: Path, count: int) -> list[Problem]:
    """Tell how many files of a folder are not told of."""
    place = Place(folder.as_posix())
    return [Problem("files-more", place, {"count": count})] if count > 0 else []


def _but_for_notes(told: list[Problem]) -> list[Problem]:
    """Leave out the texts: beside other files they are notes to oneself."""
    kept = [problem for problem in told if not problem.place.file.lower().endswith(".txt")]
    return kept or told


def is_about_sites(path: Path) -> bool:
    """Whether a file is a table that says nowhere where its rows lie."""
    return path.suffix.lower() in TABLE_LAYERS and columns_that_say_where(path) == []
