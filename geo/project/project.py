"""What a map project is: a folder with a layer, tables and settings."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geo.gc_paused import collection_paused
from geo.problems import Place, Problem
from geo.sources.suffixes import LAYER_SUFFIXES, is_text_layer, may_be_layer
from geo.sources.tables.table_schema import TABLE_SUFFIXES

if TYPE_CHECKING:
    from geo.problems.texts import Text
    from geo.project.datapackage import DataPackage
    from geo.project.settings import Settings, TableSettings
    from geo.sources.cst import TomlTree
    from geo.sources.geojson.layer_document import LayerDocument
    from geo.sources.large_tables import LargeTable
    from geo.sources.said_origin import Origin
    from geo.sources.tables import Table

LAYER = "sites.geojson"
BASEMAP = "basemap"
EDITABLE = (".geojson", ".json")
# What a map is made of. A page written into the project's own folder is none of it.
INPUTS = (".geojson", ".json", ".toml", *TABLE_SUFFIXES, *LAYER_SUFFIXES)


@dataclass(frozen=True)
class Project:
    """Everything a project's folder says, read but not yet joined.

    Parameters
    ----------
    folder
        Where it lies.
    layer
        The GeoJSON layer with the positions of its parts in the text.
    tables
        The attribute tables by name (the file's stem, or the data package's resource name).
    package
        ``datapackage.json``, or what is assumed without one.
    settings
        ``map.toml``, or the defaults.
    basemap
        The files of the built-in base map, in the order of their names.
    problems
        What reading found. Joining and the checks add theirs.
    large
        Tables that were not read: an engine is to reduce them, as the join asks it.
    order
        Names of all tables, read or not, as they would be read: columns stand in one order, whoever
        computes them. If empty, those that were read come first.
    """

    folder: Path
    layer: LayerDocument
    tables: dict[str, Table]
    package: DataPackage
    settings: Settings
    basemap: list[Path]
    problems: list[Problem] = field(default_factory=list)
    large: dict[str, LargeTable] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    @cached_property
    def settings_source(self) -> tuple[Text, TomlTree] | None:
        """The text of ``map.toml`` and where everything stands in it; none without the file."""
        from geo.problems.texts import read_text
        from geo.project.settings import FILE_NAME
        from geo.sources.cst import TomlTree

        try:
            source = read_text(self.folder / FILE_NAME)
        except OSError:
            return None
        return source, TomlTree(source.text)


@collection_paused()
def open_project(folder: Path | str, engine: str = "auto") -> Project:
    """Read a project's folder.

    Parameters
    ----------
    folder
        A folder with ``sites.geojson``, or with any single other layer file; or that file itself.
    engine
        Who computes tables with aggregates: ``pandas`` in this process, ``duckdb`` out of core,
        ``dask`` on a cluster; ``auto`` takes duckdb where one is larger than a quarter of memory.

    Returns
    -------
    Project
        Whatever could be read; what could not is in its problems. Bad data never raises.
    """
    folder, chosen = _folder_and_file(Path(folder))
    unfinished = _finish_saves(folder)
    path, shown_as, problems = find_layer(folder) if chosen is None else (*chosen, [])
    problems += unfinished
    with ThreadPoolExecutor(1) as pool:
        context = copy_context()
        reading = pool.submit(context.run, _read, path, shown_as) if path else None
        # Arrow reads without the interpreter: meanwhile what the join needs is loaded.
        import geopandas  # noqa: F401

        from geo.checks.references import join_column
        from geo.project.datapackage import read_package
        from geo.project.languages import languages_of
        from geo.project.settings import read_settings
        from geo.sources.table_origins import read_origins
        from geo.sources.tables import read_tables

        layer = reading.result() if reading else _no_layer(folder / LAYER)
    settings, found = read_settings(folder, lambda: languages_of(layer))
    said = settings.layer.system
    if said and path is not None and not is_text_layer(path):
        # What the project says of the positions counts before the file's own word.
        layer = _read(path, shown_as, said)
    problems += layer.problems
    problems += found
    layer.said = settings.layer.said
    # Rows are brought to WGS 84 as they are read.
    layer.datum = said if path is None or is_text_layer(path) else ""
    package, found = read_package(folder, settings.languages[0])
    problems += found
    origins = _origins(settings)
    large = _large_tables(folder, package, settings, engine)
    tables, found = read_tables(folder, package, large)
    problems += found
    others, found = read_origins(folder, origins, package, tables, large)
    tables |= others
    problems += found
    layer.ids_matter = "part_of" in layer.property_names or any(
        join_column(table) is not None for table in tables.values()
    )
    layer.ids_matter |= bool(large)
    basemap = folder / BASEMAP
    files = sorted(basemap.glob("*.geojson")) if basemap.is_dir() else []
    order = _in_order(folder, package, origins, [*tables, *large])
    return Project(folder, layer, tables, package, settings, files, problems, large, order)


def _in_order(
    folder: Path, package: DataPackage, origins: dict[str, Origin], names: list[str]
) -> list[str]:
    """Put names of tables as they are read: of the folder, other layers, origins, databases."""
    from geo.sources.tables.table_folder import table_files

    found = (name for name, _, _ in table_files(folder, package))
    own, further, all_names = (
        {name: place for place, name in enumerate(dict.fromkeys(listed))}
        for listed in (found, origins, names)
    )

    def place(name: str) -> tuple[int, int]:
        if name in own:
            return 0, own[name]
        if name not in origins:
            return 1, all_names[name]
        return 3 if origins[name].is_database else 2, further[name]

    return sorted(names, key=place)


def _large_tables(
    folder: Path, package: DataPackage, settings: Settings, engine: str
) -> dict[str, LargeTable]:
    """Find the tables that an engine reduces, so that they need not be read as a whole."""
    from geo.sources.large_tables import LargeTable, in_pieces, is_large
    from geo.sources.table_origins import origin_files
    from geo.sources.tables.parquet_files import holds_shapes
    from geo.sources.tables.table_folder import leads_outside, table_files

    if engine == "pandas" or not any(table.aggregate for table in settings.tables.values()):
        return {}
    found = {name: ([path], path) for name, path, _ in table_files(folder, package)}
    found |= {
        name: origin_files(folder, origin)
        for name, origin in _origins(settings).items()
        if not origin.is_database and name not in found
    }
    large = {}
    for name, (files, path) in found.items():
        said = settings.tables.get(name)
        # What is described, or has one row a site, needs more than an engine is asked for.
        if said is None or not said.aggregate or _is_of_one_row(said):
            continue
        if name in package.resources and package.resources[name].fields:
            continue
        parts = in_pieces(path, files)
        if (
            not parts
            or any(map(holds_shapes, parts))
            or any(leads_outside(part, folder) for part in parts)
        ):
            continue
        if engine == "auto" and not is_large(parts):
            continue
        large[name] = LargeTable(name, path, parts, "dask" if engine == "dask" else "duckdb")
    return large


def _is_of_one_row(said: TableSettings) -> bool:
    """Whether each site gets the one row nearest to it, or what is made of rows is how far."""
    by_site = said.nearest is not None and said.nearest.each == "site"
    looked_at = {column for each in said.aggregate.values() for column in each.columns}
    return by_site or (said.nearest is not None and "distance_m" in looked_at)


def _origins(settings: Settings) -> dict[str, Origin]:
    """Give the origins that tables have besides the folder ``tables/``."""
    from geo.sources.said_origin import Origin

    return {
        name: Origin(table.origin, table.from_env, table.query)
        for name, table in settings.tables.items()
        if table.origin or table.from_env
    }


def _finish_saves(folder: Path) -> list[Problem]:
    """Bring what a killed writer left behind in order before anything is read."""
    if not (folder / ".parkmap").is_dir():
        return []
    from geo.files.journal import recover

    stopped = recover(folder)
    return [Problem("edit-unfinished", Place(journal.as_posix())) for journal in stopped]


def _read(path: Path, shown_as: str, said: str = "") -> LayerDocument:
    """Read a layer of any kind."""
    if is_text_layer(path):
        from geo.sources.geojson.reading_layers import read_layer

        return read_layer(path, shown_as)
    from geo.sources.row_layer import read_row_layer

    return read_row_layer(path, shown_as, said)


def _folder_and_file(given: Path) -> tuple[Path, tuple[Path, str] | None]:
    """Take a layer file for the project in its folder whose layer it is."""
    if given.is_file() and may_be_layer(given):
        return given.parent, (given, given.as_posix())
    return given, None


_READ = {"file-of-layer", "file-with-positions", "file-without-positions", "file-unread"}


def find_layer(folder: Path) -> tuple[Path | None, str, list[Problem]]:
    """Find a project's layer.

    Returns
    -------
    path : Path or None
        ``sites.geojson``, or the single other layer file of any kind; None if there is none.
    shown_as : str
        How problems name it.
    problems : list of Problem
        Why there is none.
    """
    path = folder / LAYER
    if not folder.is_dir():
        return None, path.as_posix(), [_no_folder(folder)]
    if path.is_file():
        return path, path.as_posix(), []
    from geo.project.folder_contents import holds_layer, told_of_files
    from geo.sources.row_layer import says_where

    files = sorted(entry for entry in folder.iterdir() if entry.is_file())
    others = [entry for entry in files if entry.suffix.lower() == ".geojson"]
    if len(others) != 1:
        others = [entry for entry in files if holds_layer(entry) and says_where(entry)]
    if len(others) == 1:
        return others[0], others[0].as_posix(), []
    place = Place(path.as_posix())
    if others:
        names = ", ".join(other.name for other in others)
        why = Problem("project-layer-ambiguous", place, {"names": names})
        return None, path.as_posix(), [why, *told_of_files(folder)]
    told = told_of_files(folder)
    names = ", ".join(problem.params["file"] for problem in told if problem.code in _READ)
    if names:
        return (
            None,
            path.as_posix(),
            [Problem("project-layer-unplaced", place, {"names": names}), *told],
        )
    return None, path.as_posix(), [Problem("project-layer-missing", place), *told]


def find_text_layer(folder: Path) -> tuple[Path | None, str, list[Problem]]:
    """Find a layer that can be edited, as :func:`find_layer` does; any other is to be imported."""
    path, shown_as, problems = find_layer(folder)
    if path is None or path.suffix.lower() in EDITABLE:
        return path, shown_as, problems
    params = {"file": path.as_posix(), "folder": folder.as_posix()}
    return None, shown_as, [Problem("layer-not-text", Place(shown_as), params)]


def _no_folder(path: Path) -> Problem:
    place = Place(path.as_posix())
    if path.is_file():
        return Problem("project-is-file", place, {"folder": path.parent.as_posix()})
    return Problem("project-folder-missing", place)


def is_input(path: str) -> bool:
    """Whether a file of this name may be part of a project.

    Temporary and lock files of editors, and of ours, are none; Excel's are ``~$name.xlsx``.
    """
    name = path.replace("\\", "/").rpartition("/")[2].lower()
    return name.endswith(INPUTS) and not name.startswith((".", "~"))


def _no_layer(path: Path) -> LayerDocument:
    from geo.problems.texts import Text
    from geo.sources.geojson.layer_document import LayerDocument

    nothing = Text(path, "", "utf-8", bom=False, newline="\n")
    return LayerDocument(path, path.as_posix(), nothing, None)
