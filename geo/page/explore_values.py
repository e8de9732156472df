"""What the values of a column are to ``geo.explore``: sorts in their order, dates as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from geo.page.columns import as_text

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def key_of(value: object) -> str | None:
    """Write a value as the page keys it: JavaScript has no 1.0.

    Parameters
    ----------
    value
        What stands in a cell; None, and what counts as missing, gives None.
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return as_text(value)


def sorts_of(values: pd.Series[Any]) -> list[str | None]:
    """Give the different values as the page keys them, in their order: numbers as numbers.

    Parameters
    ----------
    values
        Of one column; missing ones are left out.
    """
    distinct = list(values.dropna().unique())
    try:
        return [key_of(value) for value in sorted(distinct)]
    except TypeError:  # numbers and texts have no common order
        return [*sorted({str(key_of(value)) for value in distinct})]


def years_of(values: pd.Series[Any]) -> NDArray[np.float64]:
    """Write dates as the page counts them: in years and parts of them, by the day.

    Parameters
    ----------
    values
        Dates or moments; missing ones give NaN.
    """
    days = 365 + values.dt.is_leap_year.astype("float64")
    years: NDArray[np.float64] = np.asarray(values.dt.year + (values.dt.day_of_year - 1) / days)
    return years
