"""What openrouteservice says of its areas of equal reach beside them: in what they count."""

from __future__ import annotations

from typing import Any

_UNITS = {"time": "s", "distance": "m"}


def isochrone_units(document: Any) -> dict[str, str]:
    """Tell in what ``value`` counts, by the question that a collection answers.

    Parameters
    ----------
    document
        The decoded file.

    Returns
    -------
    dict
        Unit by property; empty where the question is not kept.
    """
    query: Any = document
    for member in ("metadata", "query"):
        query = query.get(member) if isinstance(query, dict) else None
    if not isinstance(query, dict):
        return {}
    kind = query.get("range_type", "time")
    unit = _UNITS.get(kind) if isinstance(kind, str) else None
    asked = query.get("units")
    if unit == "m" and isinstance(asked, str) and asked in {"m", "km", "mi"}:
        unit = asked
    return {"value": unit} if unit else {}
