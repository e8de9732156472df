"""A longitude and a latitude beside shapes: many programs write both, and so does the export."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.sources import recognised

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.importing.row_values import RowValues

SAME_SPOT = 1e-5
"""Degrees by which such a point may differ from its shape's: a metre."""


def leave_repeated_pair(values: RowValues, shapes: NDArray[np.object_]) -> list[str]:
    """Take the columns out that give a point of each row's shape, and nothing else.

    Parameters
    ----------
    values
        What the rows say; changed in place.
    shapes
        Where they lie, by a column of shapes.

    Returns
    -------
    list of str
        The columns' names; empty where there are none, or a row says another place.
    """
    pair = recognised.pair([fact.name for fact in values.facts])
    facts = {fact.name: fact for fact in values.facts}
    if pair is None:
        return []
    try:
        xy = np.array([
            [float(x or "nan"), float(y or "nan")]
            for x, y in zip(facts[pair[0]].cells, facts[pair[1]].cells, strict=True)
        ])  # fmt: skip
    except ValueError:
        return []
    is_said = ~np.isnan(xy).any(axis=1)
    apart = np.full(len(xy), np.inf)
    for spot in (shapely.point_on_surface(shapes), shapely.centroid(shapes)):
        apart = np.fmin(
            apart, np.hypot(shapely.get_x(spot) - xy[:, 0], shapely.get_y(spot) - xy[:, 1])
        )
    if not is_said.any() or not (apart[is_said] <= SAME_SPOT).all():
        return []
    values.facts = [fact for fact in values.facts if fact.name not in pair]
    return list(pair)
