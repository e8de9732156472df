"""Bounding boxes (RFC 7946 §5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.checks.report import is_number, kind_of

if TYPE_CHECKING:
    from geo.checks.report import Report
    from geo.sources.cst import Pointer


def check_bbox(report: Report, value: dict[str, Any], pointer: Pointer) -> None:
    """Report an object's ``bbox`` that is no array of 4 or 6 numbers in the right order.

    West may be greater than east: such a box crosses the antimeridian (§5.2).
    """
    if "bbox" not in value:
        return
    bbox, where = value["bbox"], (*pointer, "bbox")
    if not isinstance(bbox, list):
        report.add("wrong-kind", where, member="bbox", wanted="array", kind=kind_of(bbox))
        return
    strange = [index for index, entry in enumerate(bbox) if not is_number(entry)]
    for index in strange:
        report.add("bbox-number", (*where, index), kind=kind_of(bbox[index]))
    if len(bbox) not in {4, 6}:
        report.add("bbox-length", where, count=len(bbox))
    elif not strange:
        half = len(bbox) // 2
        south, north = bbox[1], bbox[half + 1]
        if south > north:
            report.add("bbox-order", where, south=south, north=north)
