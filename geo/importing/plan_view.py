"""A plan as the page shows it before anything is written: bounded, whatever the file holds."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.importing.plan_words import is_note, note_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.importing.import_plan import ImportPlan, SiteChange
    from geo.problems import Language
    from geo.sources.records import Records

ROWS = 12
MOST_TOLD = 200
"""Sites and problems that are listed; the counts are of all."""
MOST_COLUMNS = 200
LONGEST_CELL = 200
MOST_MARKS, MOST_SHAPES, MOST_CORNERS = 5_000, 1_000, 100_000
FINENESS = 2_000
"""Into how many parts the file's extent is divided: finer, nobody sees a shape's corners."""
ORDER = ("conflict", "left", "changed", "missing", "new", "same")
_IN_MENUS = {"datum", "sheets", "layers", "encoding"}


def plan_view(plan: ImportPlan, records: Records, language: Language) -> dict[str, Any]:
    """Tell a plan to the page.

    Parameters
    ----------
    plan
        As :func:`geo.importing.planning.plan_import` gives it.
    records
        The file it was made of.
    language
        Of its sentences.

    Returns
    -------
    dict
        What ``as_json`` of the plan says, cut to what a page can show; the first rows as they
        stand in the file; and where its sites lie, in WGS 84.
    """
    sites = sorted(plan.sites, key=lambda site: ORDER.index(site.action))
    told = plan.as_json(language, most=MOST_TOLD)
    listed = sites[:MOST_TOLD]
    return {
        **told,
        "columns": told["columns"][:MOST_COLUMNS],
        "columnCount": len(plan.guesses),
        "sites": [_site(site, records) for site in listed],
        "problemCount": len(plan.problems),
        "leftOut": [problem.as_json(language) for problem in plan.left_out[:MOST_TOLD]],
        "says": [
            line
            for name, params in plan.notes
            if is_note(name) and name not in _IN_MENUS
            and (line := note_line(name, params, language))
        ],
        "datum": next((params for name, params in plan.notes if name == "datum"), None),
        "encoding": next((params for name, params in plan.notes if name == "encoding"), None),
        "table": plan.table,
        "hasTable": any(guess.role in {"fact", "figure"} for guess in plan.guesses),
        "layer": records.layer,
        "layers": list(records.layers),
        "preview": _preview(records),
        **_places(plan),
    }  # fmt: skip


def _site(site: SiteChange, records: Records) -> dict[str, Any]:
    line = None if site.row is None else records.place_of(site.row, None).line
    return {
        "action": site.action,
        "line": line,
        "id": site.id,
        "name": _cut(site.name),
        "changes": {
            key: [None if value is None else _cut(value) for value in pair]
            for key, pair in islice(site.changes.items(), MOST_COLUMNS)
        },
        "movedM": site.moved_m,
    }


def _preview(records: Records) -> dict[str, Any]:
    """Give the first rows as they stand in the file, each with its line or number."""
    count = min(ROWS, records.count)
    names = records.names[:MOST_COLUMNS]
    columns = [records.table.column(name).slice(0, count).to_pylist() for name in names]
    rows = [
        ["" if column[row] is None else _cut(column[row]) for column in columns]
        for row in range(count)
    ]
    lines = [records.place_of(row, None).line or row + 1 for row in range(count)]
    return {"names": names, "lines": lines, "rows": rows}


def _cut(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _places(plan: ImportPlan) -> dict[str, Any]:
    """Give the points and the shapes of the sites that come in or change, and their extent."""
    if plan.geometry is None:
        return {"marks": [], "shapes": [], "bounds": None}
    actions = {site.row: site.action for site in plan.sites if site.row is not None}
    shown = np.array([row for row, action in actions.items() if action != "left"], dtype=int)
    there = shown[shapely.is_geometry(plan.geometry[shown])] if len(shown) else shown
    if not len(there):
        return {"marks": [], "shapes": [], "bounds": None}
    west, south, east, north = shapely.total_bounds(plan.geometry[there]).tolist()
    are_points = shapely.get_type_id(plan.geometry[there]) == shapely.GeometryType.POINT
    points, others = there[are_points], there[~are_points][:MOST_SHAPES]
    fine = max(east - west, north - south) / FINENESS
    return {
        "marks": [
            [shape.x, shape.y, actions[row]]
            for row, shape in zip(
                points[:MOST_MARKS].tolist(), plan.geometry[points[:MOST_MARKS]], strict=True
            )
        ],
        "shapes": [
            {"action": actions[row], "geometry": shape}
            for row, shape in zip(
                others.tolist(), _drawn(plan.geometry[others], fine), strict=False
            )
        ],
        "bounds": [west, south, east, north],
    }


def _drawn(shapes: NDArray[np.object_], fine: float) -> Iterator[Any]:
    """Give shapes as GeoJSON, without the corners nobody sees, as long as a page can draw them."""
    corners = 0
    for shape in shapely.force_2d(shapely.simplify(shapes, fine)):
        corners += int(shapely.get_num_coordinates(shape))
        if corners > MOST_CORNERS:
            return
        yield json.loads(shapely.to_geojson(shape))
