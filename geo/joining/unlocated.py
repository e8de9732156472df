"""Tables whose sites nobody has located: told, with the positions they may hold themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from geo.joining.sums import different
from geo.problems import Problem
from geo.problems.texts import printable

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from geo.joining.meeting import Meeting
    from geo.sources.tables import Table


def tell_unlocated(
    sites: gpd.GeoDataFrame, table: Table, meeting: Meeting, column: str | None, project: Path
) -> list[Problem]:
    """Tell that a table says where sites lie that have no position, or is about no other sites.

    Parameters
    ----------
    sites
        The layer's sites.
    table
        The table.
    meeting
        Which of its rows are about which site.
    column
        The column that names a row's site by its id, if one does.
    project
        Its folder.
    """
    met = different(meeting.sites)
    geometries = sites.geometry.to_numpy()
    # Of many tables each looks at its own sites only.
    missing = met[shapely.is_missing(geometries[met])]
    if not missing.size:
        return []
    is_located = ~shapely.is_missing(geometries)
    if column is not None and met.size == meeting.rows.size:
        from geo.joining.places import find_places

        rows = meeting.rows[~is_located[meeting.sites]]
        places, columns, _ = find_places(table, None)
        known = 0 if places is None else int((~shapely.is_missing(places[rows])).sum())
        if known and columns:
            said = {
                "columns": ", ".join(f"“{printable(name)}”" for name in columns),
                "column": printable(column),
                "file": printable(table.path.as_posix()),
                "project": printable(project.as_posix()),
                "count": known,
            }
            return [Problem("join-positions-unused", table.place(-1, columns[0]), said)]
    if missing.size == met.size and is_located.any():
        return [Problem("join-sites-unlocated", table.place(-1), {"count": int(met.size)})]
    return []
