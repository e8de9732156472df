"""Some of a column's cells, and all of them without a copy: of a large table copies cost most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def kept(values: pd.Series, mask: NDArray[np.bool_]) -> pd.Series:
    """Give the values that a mask keeps; the very column where it keeps all."""
    return values if mask.all() else values[mask]


def taken(frame: pd.DataFrame, rows: NDArray[np.int64]) -> pd.DataFrame:
    """Give rows by their places, numbered anew; the very frame where they are all, in order."""
    if len(rows) == len(frame) and np.array_equal(rows, np.arange(len(rows))):
        return frame.reset_index(drop=True)
    return frame.take(rows).reset_index(drop=True)
