"""Which of a file's layers is meant."""

from __future__ import annotations

from geo.sources.tables.sheets import NoPartError


def chosen_layer(names: tuple[str, ...], wanted: str | None) -> int:
    """Give the place of a layer by its name, or its number from 1; the first if none is wanted.

    Raises
    ------
    NoPartError
        If there is no such layer.
    """
    if wanted is None:
        return 0
    if wanted in names:
        return names.index(wanted)
    folded = [name.casefold() for name in names]
    if wanted.casefold() in folded:
        return folded.index(wanted.casefold())
    if wanted.isdecimal() and 1 <= int(wanted) <= len(names):
        return int(wanted) - 1
    raise NoPartError("no-layer-called", wanted, names)
