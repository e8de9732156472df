"""Sites and tables together: the layer every renderer and exporter starts from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, get_args

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.checks import Findings, examine_layer
from geo.checks.references import (
    JOIN_COLUMN,
    join_column,
    known_addresses,
    known_sources,
)
from geo.contract.head_types import TableRole
from geo.gc_paused import collection_paused
from geo.ids import split_ids
from geo.joining.across_date_line import unroll
from geo.joining.attaching import joins_by_id, met_frame, summed_up, with_distance
from geo.joining.days_either_way import told_either_way
from geo.joining.described import read_as_described
from geo.joining.masks import unmask
from geo.joining.site_columns import (
    as_few_colours,
    colours_are_kinds,
    free_name,
    site_colours,
    site_frame,
)
from geo.joining.small_tables import Meetings
from geo.joining.table_roles import role_of
from geo.joining.unlocated import tell_unlocated
from geo.made_before import made_before
from geo.problems import Place, Problem, errors
from geo.problems.alike import of_few_files
from geo.project.settings import FILE_NAME as SETTINGS_FILE
from geo.sources.geojson.gathering import GROUP
from geo.sources.geojson.geometries import DatumError, convert_to_wgs84
from geo.sources.tables.masked import spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.joining.meeting import Meeting
    from geo.project import Project
    from geo.sources.geojson.layer_document import LayerDocument
    from geo.sources.tables import Table
    from geo.sources.tables.written_numbers import CellsRead

FARTHEST = np.array([360.0, 90.0, 360.0, 90.0])
"""Longitudes and latitudes that a map can show; a longitude may run on past 180 degrees."""
MANY_ROWS_ROLES = {*get_args(TableRole)} - {"sources"}
"""Roles of tables that stay tables even while no site has two rows in them."""


@dataclass
class SiteLayer:
    """The joined layer.

    Parameters
    ----------
    sites
        GeoDataFrame in EPSG:4326 with a RangeIndex: ``id`` (unique), ``name``, ``category``, every
        other property as in the file, then the columns of tables with at most one row per site.
        A column whose name is taken is called ``<table>.<column>``, or, where that is taken too,
        ``<table>.<table>.<column>`` and so on. Sites not located have a null geometry.
    related
        Tables with several rows per site: ``site_id`` and ``site`` (row in ``sites``) first,
        sorted by site, then as in the file. A table's own ``site`` is called ``<table>.site``.
    references
        Tables that are about no site, such as ``sources``.
    project
        What was joined.
    problems
        Everything wrong: reading, checks and join. Sites and rows with errors are left out.
    left_out
        Ids of the sites left out; ``#2`` for the second where the id is missing or another site's.
    nameless
        Ids of the sites that are called by what they are, or by their id, where others have names.
    colours
        By id, the colour that a drawing tool has given a site, as ``#rrggbb``.
    colours_are_categories
        Whether these are the categories, because nothing else parts the layer.
    written
        By property, what its texts say that are plainly numbers, and in what unit.
    """

    sites: gpd.GeoDataFrame
    related: dict[str, pd.DataFrame]
    references: dict[str, pd.DataFrame]
    project: Project
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    nameless: set[str] = field(default_factory=set)
    colours: dict[str, str] = field(default_factory=dict)
    colours_are_categories: bool = False
    written: dict[str, tuple[CellsRead, str]] = field(default_factory=dict)


@collection_paused()
def join(project: Project) -> SiteLayer:
    """Join a project's tables to its sites.

    Parameters
    ----------
    project
        As :func:`geo.project.open_project` gives it; it is not changed.

    Returns
    -------
    SiteLayer
        Every sound site, in the order of the file, whatever the tables say (a left join).
    """
    document = project.layer
    problems = list(project.problems)
    findings = _examine(project)
    problems += findings.problems
    geometries, unfit = _geometries(document, findings)
    problems += unfit
    bad = {problem.index for problem in errors(problems)} | document.faulty | findings.faulty
    bad |= document.blank
    kept = [index for index in range(document.count) if index not in bad]
    sites, nameless = site_frame(document, kept)
    problems += read_as_described(project, sites, kept) + _cite(project, sites)
    problems += told_either_way(project, sites, kept)
    colours, are_categories = _colour(document, kept, sites)
    layer = SiteLayer(
        sites=gpd.GeoDataFrame(sites, geometry=geometries[kept], crs="EPSG:4326"),
        related={},
        references={},
        project=project,
        problems=problems,
        left_out=_left_out(document, kept),
        nameless=nameless,
        colours=colours,
        colours_are_categories=are_categories,
    )
    # Of a layer that could not be read no reference can be said to be wrong.
    known = None if document.form == "none" else {*filter(None, document.ids)}
    others = {
        own: used
        for own, used in zip(document.own_ids, document.ids, strict=False)
        if own is not None and used is not None and own not in (known or ())
    }
    meetings = Meetings(layer.sites, project.tables, known, others)
    columns: dict[str, pd.Series] = {}
    taken = set(layer.sites.columns)
    tables: dict[str, Table] = {}
    for name in project.order or [*project.tables, *project.large]:
        settings = project.settings.tables.get(name)
        if settings is not None and name in project.large:
            from geo.joining.engines.choosing import summed_up_by_engine

            large = project.large[name]
            tables[name], met = summed_up_by_engine(layer.sites, large, settings, known)
            problems += met.problems
            columns |= _join_table(layer, name, tables[name], met, taken)
            continue
        table = tables[name] = project.tables[name]
        checked, meeting = meetings.meet(table, settings)
        problems += checked.problems
        if meeting is None:
            layer.references[name] = checked.sound.reset_index(drop=True)
            continue
        if len(meeting.rows):
            column = join_column(checked) if joins_by_id(settings) else None
            problems += tell_unlocated(layer.sites, checked, meeting, column, project.folder)
        if settings is not None and settings.aggregate:
            checked, meeting = summed_up(layer.sites, checked, meeting, settings.aggregate)
            tables[name] = checked
        elif meeting.more:
            checked = with_distance(checked, meeting, project.settings.languages)
            tables[name] = checked
        problems += meeting.problems
        columns |= _join_table(layer, name, checked, meeting, taken)
    layer.problems = of_few_files(problems)
    layer.project = replace(project, tables=tables)
    if columns:
        # All at once: a column at a time would copy the frame as often.
        layer.sites = gpd.GeoDataFrame(
            pd.concat([layer.sites, pd.DataFrame(columns, index=layer.sites.index)], axis=1)
        )
    return layer


def _cite(project: Project, sites: pd.DataFrame) -> list[Problem]:
    """Give the layer's own source to the sites that name none, in place."""
    said = project.settings.layer.source
    if not said:
        return []
    own = sites["source"] if "source" in sites else pd.Series(None, index=sites.index, dtype="str")
    sites["source"] = own.where(own.notna() & (own.astype("str") != ""), said)
    known = known_sources(project.tables)
    place = Place((project.folder / SETTINGS_FILE).as_posix())
    unknown = [] if known is None else [name for name in split_ids(said) if name not in known]
    return [Problem("unknown-source", place, {"found": name}) for name in unknown]


def _colour(
    document: LayerDocument, kept: list[int], sites: pd.DataFrame
) -> tuple[dict[str, str], bool]:
    """Give the sites' own colours by id; where nothing else parts the layer they are categories."""
    colours = site_colours(document, kept)
    if not colours:
        return {}, False
    roles = document.roles
    # The layers of a map have the names that its author gave them.
    is_said = bool(roles.categories) and (
        "category" not in roles.guessed or roles.are_meanings or roles.categories[0] == GROUP
    )
    are_kinds = colours_are_kinds(colours, sites["category"], is_said=is_said)
    if are_kinds:
        kinds = as_few_colours(colours)
        sites["category"] = pd.Series([hue or None for hue in kinds], dtype="str")
    own = {name: hue for name, hue in zip(sites["id"], colours, strict=True) if hue}
    # One colour for all says less than the categories do.
    tells = len(set(colours) - {""}) > 1 or sites["category"].nunique() < 2
    return (own if tells else {}), are_kinds


def _examine(project: Project) -> Findings:
    document = project.layer
    is_unread = document.plain is None and document.decoded is None
    if is_unread and (not document.text or document.problems):
        # Of a file that could not be decoded, why not is all there is to say.
        return Findings([], set(), np.empty(0, dtype=object), [])
    return examine_layer(
        document,
        categories=list(project.settings.categories) or None,
        source_ids=known_sources(project.tables),
        addresses=known_addresses(
            project.tables, {name: table.parts for name, table in project.settings.tables.items()}
        ),
    )


def _geometries(
    document: LayerDocument, findings: Findings
) -> tuple[NDArray[np.object_], list[Problem]]:
    """Bring the geometries of features to WGS 84; what is empty or on no map is not located."""
    geometries = findings.geometries.copy()
    problems = [
        document.problem("join-geometry-unfit", document.geometry_pointer(index), index=index)
        for index in findings.unfit
    ]
    datums: dict[str, list[int]] = {}
    for index, datum in enumerate(document.datums):
        if datum and geometries[index] is not None and index not in findings.faulty:
            datums.setdefault(datum, []).append(index)
    for datum, rows in datums.items():
        for row, code in _parts(geometries, rows, datum):
            pointer = (*document.feature_pointer(row), "properties", "datum")
            problems.append(document.problem(code, pointer, index=row, datum=datum))
    bounds = shapely.bounds(geometries)
    # Of what has no positions the bounds are NaN, and no NaN is greater.
    geometries[(np.abs(bounds) > FARTHEST).any(axis=1) | shapely.is_empty(geometries)] = None
    for index in unmask(geometries):
        pointer = document.geometry_pointer(index)
        problems.append(document.problem("area-round-the-world", pointer, index=index))
    for index, degrees in unroll(geometries):
        pointer = document.geometry_pointer(index)
        problem = document.problem("date-line-uncut", pointer, index=index, degrees=degrees)
        problems.append(problem)
    return geometries, problems


def _parts(geometries: NDArray[np.object_], rows: list[int], datum: str) -> list[tuple[int, str]]:
    """Convert some geometries in place; those that cannot be are given with the problem's code."""
    try:
        geometries[rows] = convert_to_wgs84(geometries[rows], datum)
    except DatumError as error:
        if error.code == "join-datum-unknown" or len(rows) == 1:
            return [(row, error.code) for row in rows]
        return [failed for row in rows for failed in _parts(geometries, [row], datum)]
    return []


def _left_out(document: LayerDocument, kept: list[int]) -> list[str]:
    if len(kept) == document.count:
        return []
    present = Counter(document.ids[index] for index in kept)
    absent = sorted(set(range(document.count)) - set(kept))
    names = [(index, document.ids[index]) for index in absent]
    return [f"#{index + 1}" if name is None or present[name] else name for index, name in names]


def _join_table(
    layer: SiteLayer, name: str, table: Table, meeting: Meeting, taken: set[str]
) -> dict[str, pd.Series]:
    """Put a table where it belongs; columns to join to the sites are given back.

    Their names join those taken.
    """
    rows = meeting.sites
    if _has_many(layer, name, table, rows):
        layer.related[name] = made_before(
            ("related", name), table.frame, (table, meeting),
            lambda: _related(layer, name, met_frame(table, meeting), rows),
        )  # fmt: skip
        return {}
    count = len(layer.sites)
    held = made_before(
        ("spread", name), table.frame, (table, meeting),
        lambda: _spread(met_frame(table, meeting), rows, count), count,
    )  # fmt: skip
    columns = {}
    for key, values in held.items():
        own = free_name(key, name, taken)
        taken.add(own)
        columns[own] = values
    return columns


def _spread(frame: pd.DataFrame, rows: NDArray[np.int64], count: int) -> dict[str, pd.Series]:
    """Give the columns of a table with one row a site, a value for each of all sites."""
    row_of_site = np.full(count, -1)
    row_of_site[rows] = np.arange(len(frame))
    index = pd.RangeIndex(count)
    return {str(key): spread(values, row_of_site, index) for key, values in frame.items()}


def _has_many(layer: SiteLayer, name: str, table: Table, rows: NDArray[np.int64]) -> bool:
    """Tell whether a table has, or is meant to have, several rows per site."""
    settings = layer.project.settings.tables.get(name)
    if settings is not None and settings.aggregate:
        return False
    if settings is not None and settings.role in MANY_ROWS_ROLES:
        return True
    if table.resource is not None and len(table.resource.primary_key) > 1:
        return True
    # An indicator a row stays a figure where each site has but one.
    is_told = settings is not None and settings.role is not None
    role = role_of(name, {*table.frame.columns}, reference=False)
    if not is_told and role == "figures":
        return True
    return bool((np.bincount(rows) > 1).any())


def _related(
    layer: SiteLayer, name: str, frame: pd.DataFrame, rows: NDArray[np.int64]
) -> pd.DataFrame:
    order = np.argsort(rows, kind="stable")
    others = [key for key in frame.columns if key != JOIN_COLUMN]
    ids = layer.sites["id"].to_numpy()[rows[order]]
    own_site = free_name("site", name, {"site", *others})
    # Column by column: to reorder a frame, name it anew and put it beside another takes four times.
    is_sorted = np.array_equal(order, np.arange(len(order)))
    columns = {
        own_site if key == "site" else key: held if is_sorted else held.take(order)
        for key, held in ((key, frame[key].array) for key in others)
    }
    return pd.DataFrame({JOIN_COLUMN: pd.array(ids, "str"), "site": rows[order], **columns})
