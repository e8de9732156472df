"""Ids of a layer's sites: as written, and made where they are missing or not a site's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def as_id(value: Any) -> str | None:
    """Give an id as text; none if it is neither a text nor a number."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value:  # noqa: PLR0124  NaN
        return str(int(value) if value == value // 1 else value)
    return None


def own_ids(written: Sequence[str | None]) -> list[str | None]:
    """Give every site an id of its own: the one written, or the nearest that is free.

    The second ``3`` becomes ``3-2``; the fifth site, if it has none, ``site-5``.
    """
    if None not in written and len(set(written)) == len(written):
        return list(written)
    taken = {name for name in written if name is not None}
    seen: set[str] = set()
    numbers: dict[str, int] = {}
    made: list[str | None] = []
    for index, name in enumerate(written):
        wanted = name or f"site-{index + 1}"
        free = wanted
        if wanted in seen or name is None:
            number = numbers.get(wanted, 1)
            while free in seen or free in taken:  # ends: the layer is finite
                number += 1
                free = f"{wanted}-{number}"
            numbers[wanted] = number
        seen.add(free)
        made.append(free)
    return made
