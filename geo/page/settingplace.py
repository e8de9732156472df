"""Where in ``map.toml`` something stands, for problems that only show against the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.problems import Place
from geo.project.settings import FILE_NAME

if TYPE_CHECKING:
    from geo.project import Project


def setting_place(project: Project, *pointer: str | int) -> Place:
    """Find a setting in the file.

    Parameters
    ----------
    project
        Whose settings.
    pointer
        Keys and indices that lead to it, such as ``"base", "maps", 0, "provider"``.

    Returns
    -------
    Place
        Of the value, or of the nearest table that is there; without line if there is no file.
    """
    shown_as = (project.folder / FILE_NAME).as_posix()
    if project.settings_source is None:
        return Place(shown_as)
    source, tree = project.settings_source
    return Place(shown_as, *source.lines.at(tree.locate(pointer, "value").start))
