"""Rows that come to their sites by where they lie: within an area, or by the shortest way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyproj
import shapely

from geo.ids import as_key
from geo.joining.meeting import Meeting, nobody
from geo.positions import area_sizes
from geo.problems import Problem
from geo.problems.texts import printable
from geo.sources.locating import locate
from geo.sources.position_columns import find_position_columns
from geo.sources.records import Records

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from geo.problems import Place
    from geo.project.settings.join_kinds import Nearest
    from geo.sources.tables import Table

    Geometries = NDArray[np.object_]
    Rows = NDArray[np.int64]

WIDEST_DEGREES = 6.0
"""A layer this wide still fits one zone of UTM, which keeps lengths to some thousandths."""
SLACK, WIDE_SLACK = 1.02, 1.6
"""How much longer than the shortest on the plane a way may be that is the shortest on the earth."""
ALIKE_M = 1e-6
TOUCHING = 1e-11
"""Degrees, a micrometre: what is no farther apart meets, wherever a plane draws it."""
BESIDE_M = 0.25
"""How far beside itself a plane may draw a side that is straight in degrees."""
LONGEST_SIDE, MOST_CORNERS = 0.02, 5_000
"""Degrees of a side that is measured in one piece, to a decimetre; and into how many at most."""
_AREAS = [3, 6]
_EARTH = pyproj.Geod(ellps="WGS84")


class Placed(Protocol):
    """Rows that lie somewhere: a table, or some of the rows of one."""

    @property
    def name(self) -> str:
        """The table's."""

    @property
    def left_out(self) -> NDArray[np.bool_]:
        """Mask of the rows that do not count."""

    def place(self, row: int, column: str | None = None) -> Place:
        """Tell where a row, and a column of it, stands in the file."""


def find_places(
    table: Table, datum: str | None
) -> tuple[Geometries | None, tuple[str, ...], list[Problem]]:
    """Give where a table's rows lie, in WGS 84.

    Parameters
    ----------
    table
        With geometries of its own, or with columns that say it.
    datum
        What the positions are in, if the settings say so.

    Returns
    -------
    geometries : array or None
        One for each row, none where it has none; None if nothing says where rows lie.
    columns : tuple of str
        Which columns say it.
    problems : list of Problem
        What is in doubt.
    """
    grid = table.grid
    texts = {} if grid.geometry is not None else {n: grid.texts(n) for n in grid.columns}
    columns = {name: pa.array(column, pa.string()) for name, column in texts.items()}
    records = Records(
        grid.shown_as,
        pa.table(columns),
        table.place,
        grid.geometry,
        grid.crs,
        is_text=True,
    )
    roles = {} if grid.geometry is not None else position_roles(records, list(columns))
    if not roles and grid.geometry is None:
        return None, (), [Problem("join-place-missing", table.place(-1))]
    geometry, problems = places_of(records, roles, table.name, datum)
    return geometry, () if geometry is None else tuple(roles.values()), problems


def position_roles(records: Records, names: Sequence[str]) -> dict[str, str]:
    """Name the columns that say where rows lie, by what each says."""
    return {str(role): name for name, role, _ in find_position_columns(records, list(names))}


def places_of(
    records: Records, roles: dict[str, str], table: str, datum: str | None
) -> tuple[Geometries | None, list[Problem]]:
    """Give where rows lie, in WGS 84; None and a problem where that is in doubt.

    Parameters
    ----------
    records
        The rows.
    roles
        As :func:`position_roles` gives them; none of rows with geometries of their own.
    table
        The table's name.
    datum
        What the positions are in, if the settings say so.
    """
    located = locate(records, roles, said=datum)
    told = {"table": printable(as_key(table))}
    is_assumed = bool(located.warnings) and located.how == "assumed"
    if located.questions:
        place = located.questions[0].problem.place
        if any(doubt.about != "datum" for doubt in located.questions):
            return None, [Problem("join-place-doubt", place, told)]
        # As in the layer, what says nothing of its datum is in WGS 84; but not without a word.
        located, is_assumed = locate(records, roles, said="wgs84"), True
    elif is_assumed:
        place = located.warnings[0].place
    problems = [Problem("join-datum-assumed", place, told)] if is_assumed else []
    return located.geometry, [*problems, *located.problems, *located.bad.values()]


def meet_within(sites: gpd.GeoDataFrame, table: Placed, places: Geometries) -> Meeting:
    """Let rows meet the site whose area holds them; one on its border counts.

    In degrees, as GeoJSON draws an outline between two corners: in metres of another plane a point
    on a side would lie beside it. Of several areas the smallest on the earth counts, of those of
    one size the first of the layer.
    """
    problems, live = _live(table, places)
    shapes = sites.geometry.to_numpy()
    areas = np.flatnonzero(np.isin(shapely.get_type_id(shapes), _AREAS))
    if not len(areas):
        return nobody([*problems, Problem("join-place-no-area", table.place(-1))])
    sound = np.array([_sound(shape) for shape in shapes[areas]], dtype=object)
    # Mended, an outline has corners where it crosses itself, and may pass beside a point on it.
    broken = ~shapely.is_valid(shapes[areas])
    held_by = np.concatenate([sound, shapely.boundary(shapes[areas][broken])])
    of_site = np.concatenate([areas, areas[broken]])
    size = area_sizes.square_metres(sound)
    size = np.concatenate([size, size[broken]])
    rows, of_rows = _all_around(live, places[live], sound)
    held = gpd.sjoin(
        gpd.GeoDataFrame({"row": rows}, geometry=of_rows, crs="EPSG:4326"),
        gpd.GeoDataFrame({"site": of_site, "size": size}, geometry=held_by, crs="EPSG:4326"),
        predicate="covered_by",
    )
    # At the date line a row may lie in an area twice.
    held = held.drop_duplicates(["row", "site"])
    least = held.groupby("row")["size"].transform("min")
    held["is_larger"] = held["size"] > least * (1 + area_sizes.ALIKE)
    held = held.sort_values(["row", "is_larger", "site"], kind="stable")
    many = int(held["row"].duplicated(keep="first").groupby(held["row"]).any().sum())
    one = held.drop_duplicates("row")
    if many:
        first = held["row"][held["row"].duplicated()].iloc[0]
        named = sites["name"].iloc[int(one.loc[one["row"] == first, "site"].iloc[0])]
        params = {"count": many, "site": printable(named)}
        problems.append(Problem("join-place-overlap", table.place(int(first)), params))
    rows = one["row"].to_numpy(np.int64)
    outside = np.setdiff1d(live, rows)
    if len(outside):
        params = {"count": len(outside), "rows": len(live), "table": printable(as_key(table.name))}
        problems.append(Problem("join-place-outside", table.place(int(outside[0])), params))
    return Meeting(rows, one["site"].to_numpy(np.int64), problems=problems)


def _sound(shape: Any) -> Any:
    """Give an area that can be asked; what several of its parts cover is covered."""
    if shapely.is_valid(shape):
        return shape
    parts = shapely.get_parts(shape)
    return shapely.union_all(shapely.make_valid(parts))


def _all_around(live: Rows, places: Geometries, areas: Geometries) -> tuple[Rows, Geometries]:
    """Give rows as often as they may lie: beside an area that goes on past 180 degrees, too."""
    west, _, east, _ = shapely.total_bounds(np.concatenate([places, areas]))
    turns = [0.0, *([360.0, -360.0] if east >= 180 or west <= -180 else [])]
    moved = [shapely.transform(places, _turned(turn)) if turn else places for turn in turns]
    return np.tile(live, len(turns)), np.concatenate(moved)


def _turned(degrees: float) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    return lambda xy: xy + (degrees, 0.0)  # noqa: RUF005  of an array each row is moved


def meet_nearest(
    sites: gpd.GeoDataFrame, table: Placed, places: Geometries, said: Nearest, *, each: str
) -> Meeting:
    """Let rows meet sites by the shortest way between them.

    Parameters
    ----------
    sites
        The layer in EPSG:4326; sites not located meet nothing.
    table, places
        The rows and where they lie, in WGS 84.
    said
        How far away they may be, in metres on the ellipsoid.
    each
        ``site``: one row for every site; ``row``: one site for every row.

    Returns
    -------
    Meeting
        With the distance in metres as a further column.
    """
    problems, live = _live(table, places)
    shapes = sites.geometry.to_numpy()
    located = np.flatnonzero(shapely.is_geometry(shapes) & ~shapely.is_empty(shapes))
    if not len(live) or not len(located):
        return nobody(problems)
    if each == "site":
        near = _shortest(shapes[located], places[live])
        taken, others = located[near.ones], live[near.others]
    else:
        near = _shortest(places[live], shapes[located])
        others, taken = live[near.ones], located[near.others]
    close = near.metres <= said.max_m
    meeting = Meeting(others[close], taken[close], problems=problems)
    order = np.lexsort((meeting.rows, meeting.sites))
    metres = near.metres[close][order]
    meeting.rows, meeting.sites = meeting.rows[order], meeting.sites[order]
    meeting.more["distance_m"] = pd.Series(np.round(metres, 2), dtype="float64")
    tied = near.tied & close
    if tied.any():
        at = int(np.flatnonzero(tied)[0])
        named = sites["name"].iloc[int(taken[at])]
        params = {"count": int(tied.sum()), "site": printable(named)}
        problems.append(Problem("join-place-tie", table.place(int(others[at])), params))
    alone = np.setdiff1d(live, meeting.rows)
    if len(alone) and each == "row":
        params = {"count": len(alone), "rows": len(live), "max_m": f"{said.max_m:g}"}
        problems.append(Problem("join-place-far", table.place(int(alone[0])), params))
    elif len(alone) and not said.each:
        params = {"count": len(alone), "rows": len(live)}
        problems.append(Problem("join-place-unchosen", table.place(int(alone[0])), params))
    return meeting


def _live(table: Placed, places: Geometries) -> tuple[list[Problem], Rows]:
    """Give the sound rows that lie somewhere; count the others."""
    has_place = shapely.is_geometry(places) & ~shapely.is_empty(places)
    blank = np.flatnonzero(~has_place & ~table.left_out)
    problems = []
    if len(blank):
        params = {"count": len(blank), "rows": int((~table.left_out).sum())}
        problems.append(Problem("join-place-blank", table.place(int(blank[0])), params))
    return problems, np.flatnonzero(has_place & ~table.left_out)


class _Near(NamedTuple):
    """The nearest of the others to each one: both their places, metres, whether several tied."""

    ones: Rows
    others: Rows
    metres: NDArray[np.float64]
    tied: NDArray[np.bool_]


def _shortest(ones: Geometries, others: Geometries) -> _Near:
    """Find what is nearest on the ellipsoid; of equals the first."""
    ones, others = _fine(ones), _fine(others)
    parts = [
        _shortest_on_plane(ones, rows, others, crs, slack)
        for rows, crs, slack in _planes(ones, others)
    ]
    found = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.argsort(found[0], kind="stable")
    return _Near(*(column[order] for column in found))


def _fine(shapes: Geometries) -> Geometries:
    """Give long sides corners: straight between two positions is so in degrees, on no plane."""
    found = shapes.copy()
    drawn = np.flatnonzero(shapely.get_type_id(shapes) != 0)
    west, south, east, north = shapely.bounds(shapes[drawn]).T
    longest = np.maximum(LONGEST_SIDE, np.hypot(east - west, north - south) / MOST_CORNERS)
    found[drawn] = shapely.segmentize(shapes[drawn], longest)
    return found


def _planes(ones: Geometries, others: Geometries) -> list[tuple[Rows, Any, float]]:
    """Part what is looked from into pieces, each with a plane in metres that fits it."""
    west, south, east, north = shapely.total_bounds(np.concatenate([ones, others]))
    every = np.arange(len(ones))
    # What goes on past the date line lies in no zone of UTM.
    is_narrow = east - west <= WIDEST_DEGREES and west >= -180 and east <= 180
    if is_narrow and max(-south, north) < 84:
        frame = gpd.GeoSeries(shapely.box(west, south, east, north), crs="EPSG:4326")
        return [(every, frame.estimate_utm_crs(), SLACK)]
    middle = shapely.get_coordinates(shapely.centroid(ones))
    # The pole itself lies in the last cell before it.
    last = np.array([np.inf, 90 / WIDEST_DEGREES - 1])
    cells = np.minimum(np.floor(middle / WIDEST_DEGREES), last)
    found = []
    for lon, lat in np.unique(cells, axis=0):
        rows = every[(cells == (lon, lat)).all(axis=1)]
        centre = f"+lon_0={(lon + 0.5) * WIDEST_DEGREES} +lat_0={(lat + 0.5) * WIDEST_DEGREES}"
        plane = pyproj.CRS.from_proj4(f"+proj=aeqd {centre} +datum=WGS84 +units=m")
        found.append((rows, plane, WIDE_SLACK))
    return found


def _shortest_on_plane(
    ones: Geometries, rows: Rows, others: Geometries, crs: Any, slack: float
) -> _Near:
    from_ = gpd.GeoSeries(ones[rows], crs="EPSG:4326").to_crs(crs).to_numpy()
    to = gpd.GeoSeries(others, crs="EPSG:4326").to_crs(crs).to_numpy()
    # What the plane cannot show lies on the other side of the earth.
    shown = np.flatnonzero(np.isfinite(shapely.bounds(to)).all(axis=1))
    tree = shapely.STRtree(to[shown])
    _, apart = tree.query_nearest(from_, return_distance=True, all_matches=False)
    one, other = tree.query(from_, predicate="dwithin", distance=apart * slack + BESIDE_M)
    other = shown[other]
    metres = _metres(from_[one], to[other], ones[rows][one], others[other], crs)
    order = np.lexsort((other, metres, one))
    one, other, metres = one[order], other[order], metres[order]
    first = np.concatenate([[True], one[1:] != one[:-1]])
    start = np.flatnonzero(first)
    best = metres[start]
    alike = metres - np.repeat(best, np.diff([*start, len(one)])) <= ALIKE_M
    # Of equals the first of the file, which need not be the first by the last bits of a length.
    order = np.lexsort((other, ~alike, one))
    chosen = order[start]
    tied = np.add.reduceat(alike, start) > 1
    return _Near(rows[one[chosen]], other[chosen], metres[chosen], tied)


def _metres(
    from_: Geometries, to: Geometries, ones: Geometries, others: Geometries, crs: Any
) -> NDArray[np.float64]:
    """Measure the shortest way between pairs on the ellipsoid."""
    is_points = (shapely.get_type_id(ones) == 0) & (shapely.get_type_id(others) == 0)
    ends = np.empty((len(from_), 4))
    ends[is_points] = np.column_stack([
        shapely.get_x(ones[is_points]), shapely.get_y(ones[is_points]),
        shapely.get_x(others[is_points]), shapely.get_y(others[is_points]),
    ])  # fmt: skip
    if not is_points.all():
        ways = shapely.shortest_line(from_[~is_points], to[~is_points])
        xy = shapely.get_coordinates(ways)
        back = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
        ends[~is_points] = np.column_stack(back.transform(xy[:, 0], xy[:, 1])).reshape(-1, 4)
        touching = shapely.distance(ones[~is_points], others[~is_points]) <= TOUCHING
        ends[np.flatnonzero(~is_points)[touching], 2:] = ends[
            np.flatnonzero(~is_points)[touching], :2
        ]
    metres = _EARTH.inv(ends[:, 0], ends[:, 1], ends[:, 2], ends[:, 3])[2]
    return np.asarray(metres if not np.isscalar(metres) else [metres], np.float64)
