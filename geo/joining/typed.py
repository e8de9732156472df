"""Decoded values as columns of the narrowest type that holds them."""

from __future__ import annotations

from typing import Any

import pandas as pd


def value_series(values: list[Any]) -> pd.Series:
    """Give decoded JSON values the narrowest dtype that holds them all.

    Texts, whole numbers, numbers and flags have theirs; whatever is mixed, a list or an object
    stays as the Python objects it is.
    """
    kinds = set(map(type, values)) - {type(None)}
    if kinds <= {str}:
        return pd.Series(values, dtype="str")
    if kinds == {bool}:
        return pd.Series(values, dtype="boolean")
    try:
        if kinds == {int}:
            return pd.Series(values, dtype="Int64")
        if kinds <= {int, float}:
            return pd.Series(values, dtype="float64")
    except OverflowError:
        pass
    return pd.Series(values, dtype=object)
