"""The project that an import goes into, as its files stand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.editing.own_system import on_map, settle_system, system_of
from geo.ids import slug
from geo.importing.guessing import Known
from geo.importing.table_text import TableText
from geo.problems import Place, Problem, Reason, errors
from geo.project import find_text_layer
from geo.project.languages import FEW_PLACES, languages_in
from geo.project.project import LAYER
from geo.project.settings import read_settings
from geo.sources.geojson.geometries import build_geometries
from geo.sources.geojson.reading_layers import parse_layer
from geo.sources.locating import locate
from geo.sources.position_columns import find_position_columns
from geo.sources.tables.table_folder import leads_outside

if TYPE_CHECKING:
    from geo.project.settings import Settings
    from geo.sources.geojson.geometries import Geometries
    from geo.sources.geojson.layer_document import LayerDocument
    from geo.sources.records import Records

MEMORY = ".parkmap/imports"
"""Where a project keeps what the last import of each table brought: hand edits are told by it."""
_TO_BE_MADE = {
    "project-layer-missing",
    "project-layer-unplaced",
    "layer-not-text",
    "project-layer-ambiguous",
}
"""Why a project has no layer yet that one could be brought into: then one is made."""
SETTINGS, PACKAGE, TABLES = "map.toml", "datapackage.json", "tables"


@dataclass
class Target:
    """A project's files before an import.

    Parameters
    ----------
    folder
        The project; it need not be there yet.
    layer
        Its layer; none without one.
    layer_path
        Where the layer is, or will be.
    settings
        ``map.toml``, or the defaults.
    before
        The bytes of every file that was read; none for one that is not there.
    problems
        Why nothing can be brought in.
    """

    folder: Path
    layer: LayerDocument | None
    layer_path: Path
    settings: Settings
    before: dict[Path, bytes | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def called(self, name: str) -> str:
        """Give what the layer calls a property: ``[layer]`` in ``map.toml`` may say otherwise."""
        said = self.settings.layer
        return {"id": said.id, "name": said.name, "category": said.category}.get(name) or name

    def read(self, path: Path) -> bytes | None:
        """Give a file's bytes; none if it is not there. It is remembered what they were."""
        if path not in self.before:
            self.before[path] = path.read_bytes() if path.is_file() else None
        return self.before[path]

    def table(self, name: str) -> TableText:
        """Give a CSV table as it stands; empty if there is none."""
        path = self.folder / TABLES / f"{name}.csv"
        return TableText(path, self.read(path))

    def table_files(self) -> list[Path]:
        """Give the tables that are delimited texts of the one kind that imports write.

        As where tables are read, what a link out of the project leads to is none of its own.
        """
        found = (self.folder / TABLES).glob("*.csv")
        return sorted(
            path for path in found if path.is_file() and not leads_outside(path, self.folder)
        )

    def table_names(self) -> set[str]:
        """Give the names that tables have, in lower case."""
        folder = self.folder / TABLES
        files = folder.iterdir() if folder.is_dir() else iter(())
        return {path.stem.lower() for path in files}

    def memory_path(self, name: str) -> Path:
        """Where it is kept what the last import of a table brought."""
        return self.folder / MEMORY / f"{name}.json"

    def memory(self, name: str) -> dict[str, dict[str, Any]]:
        """Give what the last import of a table brought, by id; empty without one."""
        data = self.read(self.memory_path(name))
        if data is None:
            return {}
        try:
            found = json.loads(data)["sites"]
            return {str(key): dict(value) for key, value in found.items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            # It is ours alone; without it, whatever differs counts as changed by the file.
            return {}

    def known(self, records: Records) -> Known:
        """Give what of the project tells what a file's columns are."""
        languages = self.settings.languages
        if self.layer is None and self.read(self.folder / SETTINGS) is None:
            # A project to be made speaks as its file does.
            languages = languages_of_records(records)
            self.settings = replace(self.settings, languages=languages)
        ids = frozenset(site for site in self.layer.ids if site) if self.layer else frozenset()
        sources = self.table("sources")
        has_ids = "id" in sources.headings
        known = frozenset(sources.values("id")) if has_ids else None
        return Known(tuple(languages), ids, known)

    def shapes(self) -> Geometries:
        """Give the geometry of every site in WGS 84; none for one without."""
        layer = self.layer
        if layer is None:
            return np.empty(0, dtype=object)
        features = zip(layer.features, layer.properties, strict=True)
        placed = [on_map(one.get("geometry"), system_of(layer, said)) for one, said in features]
        return build_geometries(placed)[0]

    def positions(self) -> dict[str, tuple[float, float]]:
        """Give the middle of every located site in WGS 84, by id."""
        if self.layer is None:
            return {}
        found = {}
        for site, shape in zip(self.layer.ids, self.shapes(), strict=True):
            if site is not None and shape is not None and not shape.is_empty:
                centre = shapely.centroid(shape)
                found[site] = centre.x, centre.y
        return found


def read_target(folder: Path) -> Target:
    """Read a project that files are to be brought into."""
    path = folder / LAYER
    layer = None
    problems: list[Problem] = []
    if folder.is_file():
        problems.append(
            Problem(
                "project-is-file", Place(folder.as_posix()), {"folder": folder.parent.as_posix()}
            )
        )
    elif folder.is_dir():
        found, shown_as, why = find_text_layer(folder)
        if found is not None:
            path = found
            layer = parse_layer(found, shown_as, found.read_bytes())
            problems += errors(layer.problems)
            if layer.source.encoding != "utf-8":
                named = {"encoding": layer.source.encoding.upper()}
                problems.append(Problem("layer-encoding-not-kept", Place(shown_as), named))
            elif layer.form != "collection":
                reason = {"reason": Reason("no-collection")}
                problems.append(Problem("not-editable", Place(shown_as), reason))
        elif any(problem.code not in _TO_BE_MADE for problem in errors(why)):
            problems += why
    settings, _ = read_settings(folder)
    if layer is not None:
        layer.said = settings.layer.said
        # The tables that are to come refer to sites by what is written.
        layer.ids_matter = True
        settle_system(layer, settings.layer.system)
    target = Target(folder, layer, path, settings, problems=problems)
    target.read(path)
    return target


def languages_of_records(records: Records) -> list[str]:
    """Tell in which languages a map of a file's rows speaks, that of the file first."""
    stem = f"{Path(records.shown_as).stem} {records.layer}".strip()
    return languages_in(records, stem, lambda: _first_places(records))


def _first_places(records: Records) -> list[tuple[float, float]]:
    """Give where the first rows lie, as far as no question has to be asked for it."""
    shapes = None if records.geometry is None else records.geometry[:FEW_PLACES]
    first = replace(records, table=records.table.slice(0, FEW_PLACES), geometry=shapes)
    found = find_position_columns(first, first.names)
    columns: dict[str, str] = {role: name for name, role, _ in found}
    located = locate(first, columns)
    if located.questions:
        return []
    there = [shape for shape in located.geometry if shape is not None and not shape.is_empty]
    return [(middle.x, middle.y) for middle in shapely.centroid(there)]


def table_name(stem: str, part: str) -> str:
    """Make a table's name of a file's and, where it is one of several, its sheet's or layer's."""
    name = slug_kept(f"{stem} {part}" if part and part.lower() != stem.lower() else stem)
    return f"{name}-table" if name in {"sites", "sources", ""} else name


def slug_kept(name: str) -> str:
    """Make a name of a file's: Chinese stays Chinese, for people read it."""
    plain = re.sub(r"[^\w]+", "-", name.strip().lower()).strip("-_")
    return plain or slug(name)
