"""The ``coordinates`` of a geometry: nesting, arity, numbers, closed rings (RFC 7946 §3.1)."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, Literal

from geo.checks.report import is_number, kind_of
from geo.positions.angles import read_coordinate

if TYPE_CHECKING:
    from geo.checks.report import Report
    from geo.sources.cst import Pointer

NUMBERS = {float, int}
DECIMALS = 7
"""Of a coordinate reckoned from degrees and minutes: a centimetre."""
BOUND = 1e300
"""Beyond it a sum or a square is infinite."""

Part = Literal["points", "line", "ring"]

# How many arrays are around each position, and what the innermost of them is.
SHAPES: dict[str, tuple[int, Part]] = {
    "Point": (0, "points"),
    "MultiPoint": (1, "points"),
    "LineString": (1, "line"),
    "MultiLineString": (2, "line"),
    "Polygon": (2, "ring"),
    "MultiPolygon": (3, "ring"),
}


def check_coordinates(report: Report, kind: str, coordinates: list[Any], pointer: Pointer) -> bool:
    """Check the coordinates of one geometry.

    Parameters
    ----------
    report
        Where to report.
    kind
        The geometry's type, not ``GeometryCollection``.
    coordinates
        Its ``coordinates``.
    pointer
        Where the geometry stands.

    Returns
    -------
    bool
        Whether the geometry can be built from them.
    """
    where = (*pointer, "coordinates")
    if kind == "Point" and is_plain_position(coordinates):
        return True
    if _holds_nothing(coordinates):
        report.once("coordinates-empty", where)
        coordinates.clear()
        return True
    if not coordinates:
        # §3.1 lets a reader take empty coordinates for a null geometry.
        report.add("empty-geometry", where, type=kind)
        return True
    depth, part = SHAPES[kind]
    if depth == 1 and (
        (part == "line" and _is_a_point(report, coordinates, where))
        or _pass_over_blanks(report, coordinates, where, part)
    ):
        return True
    found = _depth(coordinates)
    if found is not None and _mend_brackets(coordinates, found - depth - 1):
        report.once("brackets-meant", where, type=kind)
        found = depth + 1
    if found is not None and found != depth + 1:
        # Where the brackets begin to differ: there is one missing, or one too many.
        inside = (0,) * (min(found, depth + 1) - 1)
        report.add("coordinates-nesting", (*where, *inside), type=kind, expected=depth + 1,
                   found=found)  # fmt: skip
        return False
    is_left = part != "ring" or _pass_over_collapsed(report, coordinates, where, depth)
    return is_left and _check_part(report, coordinates, where, depth, part)


def _pass_over_collapsed(report: Report, area: list[Any], where: Pointer, depth: int) -> bool:
    """Take rings out of an area that enclose nothing; whether anything of it is left.

    What simplified outlines and small islands became: a position, or there and straight back. With
    the outer ring its holes go.
    """
    polygons = [(where, area)] if depth == 2 else [
        ((*where, row), polygon) for row, polygon in enumerate(area)
    ]  # fmt: skip
    found = [
        ((*pointer, row), polygon, row)
        for pointer, polygon in polygons
        if isinstance(polygon, list)
        for row, ring in enumerate(polygon)
        if _encloses_nothing(ring)
    ]
    if not found:
        return True
    pointer, polygon, row = found[0]
    outer = {id(polygon) for _, polygon, row in found if row == 0}
    if len(outer) == len(polygons):
        report.add("ring-too-short", pointer, count=len(polygon[row]))
        return False
    report.once("ring-collapsed", pointer[:-1] if depth > 2 and row == 0 else pointer)
    for _, polygon, row in reversed(found):
        del polygon[row]
    if depth > 2:
        area[:] = [polygon for polygon in area if id(polygon) not in outer]
    return True


def _encloses_nothing(ring: Any) -> bool:
    return (
        isinstance(ring, list)
        and len(ring) < 4
        and all(map(is_plain_position, ring))
        and (len(ring) < 2 or ring[0][:2] == ring[-1][:2])
    )


def _mend_brackets(coordinates: list[Any], more: int) -> bool:
    """Add the one pair of brackets that lacks, or take away one around a single part."""
    if more == -1:
        coordinates[:] = [list(coordinates)]
    elif more == 1 and len(coordinates) == 1:
        coordinates[:] = coordinates[0]
    else:
        return False
    return True


def _is_a_point(report: Report, line: list[Any], pointer: Pointer) -> bool:
    """Tell a line that was drawn with a single click, or a track of one fix: built as a point."""
    is_one = len(line) == 1 and is_plain_position(line[0])
    if is_one:
        report.once("line-a-point", pointer)
    return is_one


def _check_part(report: Report, value: Any, pointer: Pointer, depth: int, part: Part) -> bool:
    if depth == 0:
        return _check_position(report, value, pointer)
    if not isinstance(value, list):
        report.add("position-kind", pointer, kind=kind_of(value))
        return False
    sound = True
    for index, entry in enumerate(value):
        if depth > 1 or not is_plain_position(entry):
            sound &= _check_part(report, entry, (*pointer, index), depth - 1, part)
    if depth > 1 or not sound:
        return sound
    if part == "line" and len(value) < 2:
        report.add("line-too-short", pointer, count=len(value))
        return False
    return part != "ring" or _check_ring(report, value, pointer)


def _check_ring(report: Report, ring: list[Any], pointer: Pointer) -> bool:
    if len(ring) > 2 and ring[0][:2] != ring[-1][:2]:
        # There is one way to close a ring, and every program that draws one goes it.
        report.once("ring-not-closed", (*pointer, len(ring) - 1), first=_text(ring[0]),
                    last=_text(ring[-1]))  # fmt: skip
        ring.append(list(ring[0]))
    if len(ring) < 4:
        report.add("ring-too-short", pointer, count=len(ring))
        return False
    return True


def is_plain_position(value: Any) -> bool:
    """Whether a value is a sound position, as almost all are."""
    return (
        type(value) is list
        and 2 <= len(value) <= 3
        and type(value[0]) in NUMBERS
        and type(value[1]) in NUMBERS
        and -BOUND < value[0] < BOUND
        and -BOUND < value[1] < BOUND
        and (len(value) == 2 or (type(value[2]) in NUMBERS and -BOUND < value[2] < BOUND))
    )


def _check_position(report: Report, value: Any, pointer: Pointer) -> bool:
    if not isinstance(value, list):
        report.add("position-kind", pointer, kind=kind_of(value))
        return False
    if len(value) < 2:
        report.add("position-too-short", pointer, count=len(value))
        return False
    meant = _without_commas(report, value, pointer)
    shown = f"[{', '.join(meant)}]"
    # A height of nought and a measure behind it are what programs write that have neither: drawn
    # as they stand, but on whole degrees few places lie.
    is_height = bool(meant) and meant[1].startswith("0.")
    is_telling = not is_height or report.middle is not None
    if meant and is_telling and _is_nearer(report, value, meant):
        report.add("decimal-commas", pointer, count=len(value), shown=shown)
        return False
    if is_height and value[3] != 0:
        report.once("decimal-commas-likely", pointer, read=f"[{value[0]}, {value[1]}]", shown=shown)
    elif len(value) > 3:
        report.add("position-too-long", pointer, count=len(value))
    for axis, entry in enumerate(value):
        number = read_coordinate(entry) if isinstance(entry, str) else None
        if number is not None:
            report.once("coordinates-as-text", (*pointer, axis), found=entry)
            value[axis] = round(number, DECIMALS)
    checked = [_check_number(report, entry, (*pointer, axis)) for axis, entry in enumerate(value)]
    return all(checked)


def _without_commas(report: Report, value: list[Any], pointer: Pointer) -> list[str]:
    """Read [120, 2, 30, 2] as the degrees it was written for: 120.2, 30.2; empty if it is none."""
    if len(value) != 4 or not all(type(number) is int for number in value):
        return []
    # As it is written: of -0,5 the number 0 keeps no sign.
    numbers = re.findall(r"-?\d+", report.document.source_of(pointer))
    if len(numbers) != 4:
        return []
    lon, east, lat, north = numbers
    if abs(int(lon)) > 180 or abs(int(lat)) > 90 or "-" in east + north:
        return []
    return [f"{lon}.{east}", f"{lat}.{north}"]


def _is_nearer(report: Report, value: list[int], meant: list[str]) -> bool:
    """Whether a position is nearer to the other sites with decimal commas than as it is written."""
    middle = report.middle
    if abs(value[1]) > 90 or middle is None:
        return True
    with_commas, as_written = (
        abs(float(lon) - middle[0]) + abs(float(lat) - middle[1])
        for lon, lat in (meant, (value[0], value[1]))
    )
    return with_commas < as_written


def _holds_nothing(value: Any) -> bool:
    """Whether coordinates are there and none of them says anything: ``[null, null]``.

    Nor does the lowest number there is, which Shapefiles have for a point without a place.
    """
    if isinstance(value, list):
        return bool(value) and all(entry is None or _holds_nothing(entry) for entry in value)
    if type(value) is float:
        return abs(value) == sys.float_info.max
    return isinstance(value, str) and not value.strip()


def _pass_over_blanks(report: Report, value: list[Any], pointer: Pointer, part: Part) -> bool:
    """Take empty positions out of a line; whether the whole of the geometry is gone with it."""
    blanks = [index for index, entry in enumerate(value) if entry == [] or _holds_nothing(entry)]
    if blanks:
        report.once("position-blank", (*pointer, blanks[0]))
        value[:] = [entry for index, entry in enumerate(value) if index not in blanks]
    if blanks and len(value) < (2 if part == "line" else 1):
        value.clear()
        return True
    return False


def _check_number(report: Report, value: Any, pointer: Pointer) -> bool:
    if is_number(value):
        if not -BOUND < value < BOUND:
            report.add("number-too-large", pointer)
            return False
        return True
    report.add("coordinate-kind", pointer, kind=kind_of(value))
    return False


def _depth(value: Any) -> int | None:
    """How deep arrays are nested along the first elements; none where one of them is empty."""
    depth = 0
    while isinstance(value, list) and depth <= len(SHAPES):
        if not value:
            return None
        depth += 1
        value = value[0]
    return depth


def _text(position: Any) -> str:
    return ",".join(map(str, position)) if isinstance(position, list) else str(position)
