"""``parkmap basemap``: a built-in base map from an OpenStreetMap extract."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.ground.extract import Box
    from geo.ground.selection import Detail

# Files of this name in basemap/ are this command's own; all others are left alone.
PREFIX = "osm-"
# How far around the sites the ground reaches, as a share of their extent, and at least, degrees.
_MARGIN, _LEAST = 0.25, 0.03


@dataclass
class Summary:
    """What was made.

    Parameters
    ----------
    files
        Number of features of each file written, by path.
    date
        Of the data, YYYY-MM-DD; "" if the extract does not say.
    problems
        What was wrong. With an error nothing was written.
    """

    files: dict[str, int] = field(default_factory=dict)
    date: str = ""
    problems: list[Problem] = field(default_factory=list)


def make_basemap(
    project_folder: Path,
    extract: Path,
    *,
    bbox: Box | None = None,
    detail: Detail = "medium",
    progress: Callable[[str], None] | None = None,
) -> Summary:
    """Make ``basemap/osm-*.geojson`` of a project from an OpenStreetMap extract.

    Parameters
    ----------
    project_folder
        The project.
    extract
        An ``.osm`` or ``.osm.pbf`` file.
    bbox
        West, south, east, north, degrees; by default the located sites with a margin around them.
    detail
        How much to keep.
    progress
        Told what is being done, in a word or two.

    Returns
    -------
    Summary
        Files written, all or (with an error among the problems) none.

    Raises
    ------
    OSError
        If ``basemap/`` cannot be written; the files there are as they were.
    """
    from geo.ground.extract import open_extract

    say = progress or (lambda _: None)
    say("reading")
    if not project_folder.is_dir():
        place = Place(project_folder.as_posix())
        return Summary(problems=[Problem("project-folder-missing", place)])
    box = bbox or _around_sites(project_folder)
    if box is None:
        return Summary(problems=[Problem("osm-no-area", Place(project_folder.as_posix()))])
    opened, problems = open_extract(extract)
    if opened is None:
        return Summary(problems=problems)
    from geo.ground.making import Maker, Plane
    from geo.ground.selection import FINENESS
    from geo.ground.writing import encode, write_all

    maker = Maker(opened, box, FINENESS[detail], Plane(box))
    made = {}
    try:
        for name, make in maker.files().items():
            say(name)
            made[name] = make()
    except _read_errors() as error:
        place = Place(extract.as_posix())
        return Summary(problems=[Problem("osm-broken", place, {"reason": _one_line(error)})])
    if not any(made.values()):
        params = {"bbox": ",".join(f"{edge:g}" for edge in box)}
        return Summary(problems=[Problem("osm-empty", Place(extract.as_posix()), params)])
    say("writing")
    folder = project_folder / "basemap"
    files = {
        folder / f"{PREFIX}{name}.geojson": encode(features, maker, opened.newest)
        for name, features in made.items()
        if features
    }
    write_all(files, [path for path in folder.glob(f"{PREFIX}*.geojson") if path not in files])
    counts = {path.as_posix(): len(made[path.stem.removeprefix(PREFIX)]) for path in files}
    return Summary(counts, opened.newest, _others_kept(folder))


def _around_sites(project_folder: Path) -> Box | None:
    """Give the located sites' extent with a margin; None if there are none."""
    import numpy as np

    from geo.joining import join
    from geo.project import open_project

    geometries = join(open_project(project_folder)).sites.geometry
    west, south, east, north = geometries.total_bounds.tolist()
    if np.isnan(west):
        return None
    dx, dy = max((east - west) * _MARGIN, _LEAST), max((north - south) * _MARGIN, _LEAST)
    return (west - dx, max(south - dy, -90.0), east + dx, min(north + dy, 90.0))


def _others_kept(folder: Path) -> list[Problem]:
    """Say which base map files of another origin are still drawn."""
    others = sorted(p.name for p in folder.glob("*.geojson") if not p.name.startswith(PREFIX))
    if not others:
        return []
    return [Problem("osm-others-kept", Place(folder.as_posix()), {"names": ", ".join(others)})]


def _read_errors() -> tuple[type[Exception], ...]:
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError

    return (DataSourceError, DataLayerError, FeatureError, FieldError)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
