"""What Esri JSON says that GDAL passes over: the names of coded values, and curves."""

from __future__ import annotations

import math
from typing import Any

from geo.sources.tables.sheets import UnreadableError

STEP = math.radians(4)
"""Of an arc, as GDAL draws one."""
_BEZIER_STEPS = 16
_CURVED = {"curveRings": "rings", "curvePaths": "paths"}


def read_by_gdal(value: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Write a document so that GDAL reads all of it.

    Parameters
    ----------
    value
        The document; it is left as it is.

    Returns
    -------
    value : dict
        With the name of each coded value instead of its code, and points along each curve.
    curved : int
        How many shapes had any curve.

    Raises
    ------
    UnreadableError
        If a curve is none; it says of which feature, counted from 1.
    """
    fields = value.get("fields")
    fields = fields if isinstance(fields, list) else []
    named = {
        str(one.get("name")): names
        for one in fields
        if isinstance(one, dict) and (names := _coded(one.get("domain")))
    }
    rows = value.get("features")
    rows = rows if isinstance(rows, list) else []
    made = []
    for number, row in enumerate(rows, start=1):
        try:
            made.append(_row(row, named))
        except (TypeError, ValueError, LookupError, OverflowError) as error:
            raise UnreadableError("bad-geometry", number=number) from error
    texts = [
        {**one, "type": "esriFieldTypeString"}
        if isinstance(one, dict) and one.get("name") in named
        else one
        for one in fields
    ]
    curved = sum(is_curved for _, is_curved in made)
    said = {**value, "features": [row for row, _ in made]}
    # Without fields GDAL tells them by the rows; of an empty list it makes none.
    return (said | {"fields": texts} if texts else said), curved


def _coded(domain: Any) -> dict[Any, str]:
    """Give the names of a domain's values by their codes."""
    values = domain.get("codedValues") if isinstance(domain, dict) else None
    if not isinstance(values, list):
        return {}
    return {
        one["code"]: str(one["name"])
        for one in values
        if isinstance(one, dict) and {"code", "name"} <= one.keys()
        and isinstance(one["code"], str | int | float)
    }  # fmt: skip


def _row(row: Any, named: dict[str, dict[Any, str]]) -> tuple[Any, bool]:
    if not isinstance(row, dict):
        return row, False
    made = dict(row)
    attributes = row.get("attributes")
    if isinstance(attributes, dict):
        made["attributes"] = {
            name: _name_of(value, named[name]) if name in named else value
            for name, value in attributes.items()
        }
    shape = row.get("geometry")
    key = next((key for key in _CURVED if isinstance(shape, dict) and key in shape), None)
    if key is None or not isinstance(shape, dict):
        return made, False
    made["geometry"] = {name: part for name, part in shape.items() if name != key}
    made["geometry"][_CURVED[key]] = [_line(part) for part in shape[key]]
    return made, True


def _name_of(value: Any, names: dict[Any, str]) -> Any:
    is_code = isinstance(value, str | int | float)
    found = names.get(value) if is_code else None
    return found if found is not None else value if value is None else str(value)


def _line(part: list[Any]) -> list[list[float]]:
    """Give the points of a line: its own, and those along its curves."""
    points: list[list[float]] = []
    for step in part:
        if isinstance(step, list):
            points.append(step)
        elif isinstance(step, dict) and points:
            kind, said = next(iter(step.items()), ("", []))
            points += _along(kind, points[-1][:2], said)
    return points


def _along(kind: str, start: list[float], said: list[Any]) -> list[list[float]]:
    """Give the points of a curve after its first: ``c`` an arc, ``b`` Bézier's, ``a`` an ellipse's.

    An ellipse that is no circle is drawn as the chord it stands on.
    """
    end = list(said[0][:2])
    if kind == "b":
        return _bezier(start, said[1][:2], said[2][:2], end)
    if kind == "c":
        return _arc_through(start, said[1][:2], end)
    if kind == "a" and (len(said) < 7 or said[6] == 1):
        return _arc_round(start, end, said[1][:2], is_clockwise=bool(said[3]))
    return [end]


def _bezier(*knots: list[float]) -> list[list[float]]:
    points = []
    for step in range(1, _BEZIER_STEPS + 1):
        t = step / _BEZIER_STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        points.append(
            [sum(w * knot[axis] for w, knot in zip(weights, knots, strict=True)) for axis in (0, 1)]
        )
    return points


def _arc_through(start: list[float], middle: list[float], end: list[float]) -> list[list[float]]:
    (ax, ay), (bx, by), (cx, cy) = start, middle, end
    twice = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by))
    if not twice:
        return [middle, end]
    a, b, c = ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy
    centre = [
        (a * (by - cy) + b * (cy - ay) + c * (ay - by)) / twice,
        (a * (cx - bx) + b * (ax - cx) + c * (bx - ax)) / twice,
    ]
    # The sign of the triangle tells which way round the middle lies.
    return _arc_round(start, end, centre, is_clockwise=twice < 0)


def _arc_round(
    start: list[float], end: list[float], centre: list[float], *, is_clockwise: bool
) -> list[list[float]]:
    radius = math.dist(start, centre)
    first, last = (math.atan2(p[1] - centre[1], p[0] - centre[0]) for p in (start, end))
    turn = (last - first) % math.tau or math.tau
    if is_clockwise:
        turn = turn - math.tau if turn < math.tau else -math.tau
    count = max(math.ceil(abs(turn) / STEP), 1)
    angles = (first + turn * step / count for step in range(1, count))
    along = [
        [centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)]
        for angle in angles
    ]
    return [*along, end]
