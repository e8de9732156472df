"""Members that RFC 7946 requires, forbids or has withdrawn (§3, §4, §7.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.checks.report import kind_of
from geo.positions.systems import code_of

if TYPE_CHECKING:
    from geo.checks.report import Report
    from geo.sources.cst import Pointer

# §7.1: a member that defines one type of object must not occur in another.
MISPLACED = {
    "FeatureCollection": ("coordinates", "geometries", "geometry", "properties"),
    "Feature": ("coordinates", "geometries", "features"),
    "geometry": ("geometry", "properties", "features"),
}


def check_misplaced(report: Report, value: dict[str, Any], pointer: Pointer, kind: str) -> None:
    """Report members that belong to another type of object.

    Parameters
    ----------
    report
        Where to report.
    value
        The object.
    pointer
        Where it stands.
    kind
        ``FeatureCollection``, ``Feature`` or ``geometry``.
    """
    for name in MISPLACED[kind]:
        if name in value:
            report.once("misplaced-member", (*pointer, name), member=name, type=kind)


def check_crs(report: Report, value: dict[str, Any], pointer: Pointer) -> None:
    """Report a ``crs`` that RFC 7946 (§4) has withdrawn, and nothing obeys but the layer's own."""
    if "crs" in value and code_of(value["crs"]) != "wgs84":
        report.add("crs-member", (*pointer, "crs"), on="key")


def require(report: Report, value: dict[str, Any], pointer: Pointer, name: str, kind: str) -> bool:
    """Report a member that is missing or of another kind than it must be.

    Parameters
    ----------
    report
        Where to report.
    value
        The object that should have the member.
    pointer
        Where the object stands.
    name
        The member's name.
    kind
        What :func:`kind_of` must give for it; ``"object or null"`` allows both.

    Returns
    -------
    bool
        Whether the member is there and of its kind.
    """
    if name not in value:
        if name == "properties":
            # Nothing is lost without them: told once, of however many features.
            report.once("missing-properties", pointer)
            return False
        code = "missing-geometry" if name == "geometry" else "missing-member"
        report.add(code, pointer, member=name, type=str(value.get("type", "?")))
        return False
    found = kind_of(value[name])
    if found not in kind.split(" or "):
        report.add("wrong-kind", (*pointer, name), member=name, wanted=kind, kind=found)
        return False
    return True
