"""``parkmap basemap``: a base map from an extract, from vector tiles, or from the package."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.ground.extract import Box
    from geo.ground.making import Feature, Maker, Source
    from geo.ground.selection import Detail
    from geo.ground.writing import Credit

# Files of these names in basemap/ are this command's own; all others are left alone.
OSM, TILES, WORLD = "osm-", "tiles-", "world-"
# The starter's invented neighbourhood has served when a true ground comes.
EXAMPLE = "example.geojson"
# How far around the sites the ground reaches, as a share of their extent, and at least, degrees.
_MARGIN, _LEAST = 0.25, 0.03
# Of the package's ground these are GeoNames', all others Natural Earth's.
_PLACES = {"city", "town"}


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
    extract: Path | None = None,
    *,
    tiles: str | None = None,
    bbox: Box | None = None,
    detail: Detail = "medium",
    progress: Callable[[str], None] | None = None,
) -> Summary:
    """Make ``basemap/*.geojson`` of a project.

    Parameters
    ----------
    project_folder
        The project.
    extract
        An ``.osm`` or ``.osm.pbf`` file.
    tiles
        Instead: path or address of a PMTiles archive. With neither, the coast, waters and city
        names that come with the package are written.
    bbox
        West, south, east, north, degrees; by default the located sites with a margin around them.
    detail
        How much to keep of an extract or of tiles.
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
    say = progress or (lambda _: None)
    say("reading")
    if not project_folder.is_dir():
        place = Place(project_folder.as_posix())
        return Summary(problems=[Problem("project-folder-missing", place)])
    if extract is None and tiles is None:
        return _from_package(project_folder, bbox, say)
    box = bbox or _around_sites(project_folder)
    if box is None:
        return Summary(problems=[Problem("osm-no-area", Place(project_folder.as_posix()))])
    if extract is None:
        return _from_tiles(project_folder, str(tiles), box, detail, say)
    return _from_extract(project_folder, extract, box, detail, say)


def _from_extract(
    project: Path, path: Path, box: Box, detail: Detail, say: Callable[[str], None]
) -> Summary:
    from geo.ground.extract import open_extract
    from geo.ground.writing import Credit

    opened, problems = open_extract(path)
    if opened is None:
        return Summary(problems=problems)
    made = _make(
        opened, box, detail, say, at=Problem("osm-broken", Place(path.as_posix()), {"reason": ""})
    )
    if isinstance(made, Summary):
        return made
    files, maker = made
    say("writing")
    credit = Credit("© OpenStreetMap contributors, ODbL 1.0", "ODbL-1.0", opened.newest)
    return _write(project, OSM, files, maker, credit)


def _from_tiles(
    project: Path, source: str, box: Box, detail: Detail, say: Callable[[str], None]
) -> Summary:
    from geo.ground.tiles import open_archive
    from geo.ground.writing import Credit

    opened, problems = open_archive(source, box, detail)
    if opened is None:
        return Summary(problems=problems)
    made = _make(
        opened, box, detail, say, at=Problem("tiles-unreadable", Place(source), {"reason": ""})
    )
    if isinstance(made, Summary):
        return made
    files, maker = made
    say("writing")
    return _write(project, TILES, files, maker, Credit(opened.credit, "ODbL-1.0"))


def _make(
    source: Source, box: Box, detail: Detail, say: Callable[[str], None], *, at: Problem
) -> tuple[dict[str, list[Feature]], Maker] | Summary:
    """Make the features of each file; a summary with the error where that fails.

    ``at`` is the problem of a source that breaks off, without its reason.
    """
    from geo.ground.making import Maker, Plane
    from geo.ground.selection import FINENESS

    maker = Maker(source, box, FINENESS[detail], Plane(box))
    made = {}
    try:
        for name, make in maker.files().items():
            say(name)
            made[name] = make()
    except _read_errors() as error:
        return Summary(problems=[Problem(at.code, at.place, {"reason": _one_line(error)})])
    if not any(made.values()):
        params = {"bbox": ",".join(f"{edge:g}" for edge in box)}
        return Summary(problems=[Problem("osm-empty", at.place, params)])
    return {name: features for name, features in made.items() if features}, maker


def _write(
    project: Path, prefix: str, made: dict[str, list[Feature]], maker: Maker, credit: Credit
) -> Summary:
    from geo.ground.writing import encode

    decimals = maker.fineness.decimals
    members = {
        "bbox": [round(edge, 5) for edge in maker.bbox], "max_zoom": maker.fineness.max_zoom,
    }  # fmt: skip
    texts = {
        name: encode(
            ((f.properties, maker.plane.round(f.geometry, decimals)) for f in features),
            credit, decimals, **members,
        )
        for name, features in made.items()
    }  # fmt: skip
    counts = {name: len(features) for name, features in made.items()}
    return _placed(project, prefix, texts, counts, credit.date)


def _from_package(project: Path, bbox: Box | None, say: Callable[[str], None]) -> Summary:
    """Write coast, waters and cities, each into a file with its own credit."""
    import shapely

    from geo.ground import natural_earth, world
    from geo.ground.writing import Credit, encode
    from geo.joining import join
    from geo.project import open_project

    layer = join(open_project(project))
    geometries = layer.sites.geometry
    boxes = shapely.bounds(geometries.to_numpy())
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    box = bbox or (_around_sites(project) or (-180.0, -60.0, 180.0, 75.0))
    say("coast")
    features = world.world_ground(middles, box, layer.project.settings.languages)
    say("writing")
    nature = Credit(natural_earth.ATTRIBUTION, "public domain")
    people = Credit("GeoNames (CC BY 4.0)", "CC-BY-4.0")
    groups = {
        "coast": ([f for f in features if f.properties["kind"] not in _PLACES], nature, 3),
        "cities": ([f for f in features if f.properties["kind"] in _PLACES], people, 3),
    }
    texts = {
        name: encode(((f.properties, f.geometry) for f in members), credit, decimals)
        for name, (members, credit, decimals) in groups.items()
    }
    counts = {name: len(members) for name, (members, _, _) in groups.items()}
    return _placed(project, WORLD, texts, counts, "")


def _placed(
    project: Path, prefix: str, texts: dict[str, bytes], counts: dict[str, int], date: str
) -> Summary:
    """Put the files in place of those of this kind that were there: all of it, or nothing."""
    from geo.editing.saving import rewrite_or_make

    folder = project / "basemap"
    files = {folder / f"{prefix}{name}.geojson": text for name, text in texts.items()}
    stale = [path for path in folder.glob(f"{prefix}*.geojson") if path not in files]
    wanted: dict[Path, bytes | None] = {**dict.fromkeys([*stale, folder / EXAMPLE]), **files}
    folder.mkdir(exist_ok=True)
    names = {path: path.as_posix() for path in wanted}
    problems = rewrite_or_make(project, names, lambda _before: (wanted, []))
    if problems:
        return Summary(problems=problems)
    written = {path.as_posix(): counts[path.stem.removeprefix(prefix)] for path in files}
    return Summary(written, date, _others_kept(folder))


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
    own = (OSM, TILES, WORLD)
    others = sorted(p.name for p in folder.glob("*.geojson") if not p.name.startswith(own))
    if not others:
        return []
    return [Problem("osm-others-kept", Place(folder.as_posix()), {"names": ", ".join(others)})]


def _read_errors() -> tuple[type[Exception], ...]:
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError

    return (DataSourceError, DataLayerError, FeatureError, FieldError)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
