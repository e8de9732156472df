"""Numbers added up site by site, exactly: in whatever order, the sum is rounded once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Codes = NDArray[np.int64]

DIGITS = 12
"""Significant digits that are kept: beyond them engines differ by the order they add in."""
LARGEST = 1e300
"""From here on nothing is added up: whether a sum has an end would differ by the order of rows."""


def rounded(value: float) -> float:
    """Round to :data:`DIGITS`; first to one bit less than all, so that no last bit decides."""
    return float(f"{float(f'{value:.15g}'):.{DIGITS}g}")


def different(sites: Codes) -> Codes:
    """Give each site that any row is about once, in their order; faster than ``np.unique``."""
    return np.flatnonzero(np.bincount(sites))


def counted(sites: Codes) -> pd.DataFrame:
    """Count the rows of each site that has any."""
    counts = np.bincount(sites)
    found = np.flatnonzero(counts)
    return pd.DataFrame({"site": found, "n": counts[found]})


def summed(sites: Codes, values: pd.Series, kind: str) -> pd.DataFrame:
    """Count and add up the numbers of each site that has any; whole ones as Python's own."""
    if kind == "integer":
        numbers = values.to_numpy(np.int64)
        if len(numbers) and max(-int(numbers.min()), int(numbers.max())) < 2**53 // len(numbers):
            # No sum is too large for floats to hold it: the fast way adds in them.
            totals = np.bincount(sites, weights=numbers)
            rows = counted(sites)
            return rows.assign(sum=totals[rows["site"]].astype(np.int64).astype(object))
    elif len(values):
        floats = values.to_numpy(np.float64)
        floats = np.where(np.abs(floats) < LARGEST, floats, np.nan)
        exact = exact_sums(floats, sites)
        if exact is not None:
            rows = counted(sites)
            return rows.assign(sum=exact[rows["site"]].astype(object))
    order, starts, ends = _runs(sites)
    if kind == "integer":
        # Beyond 2**63 no machine word holds the sum; Python's own whole numbers do.
        numbers = numbers[order]
        sums: list[Any] = [
            sum(numbers[a:b].tolist()) for a, b in zip(starts, ends[1:], strict=True)
        ]
    else:
        single = values.to_numpy(np.float64)[order]
        single = np.where(np.abs(single) < LARGEST, single, np.nan).tolist()
        sums = [math.fsum(single[a:b]) for a, b in zip(starts, ends[1:], strict=True)]
    found = sites[order][starts]
    table = {"site": found, "n": np.diff(ends), "sum": pd.Series(sums, dtype=object)}
    return pd.DataFrame(table)


def exact_sums(values: NDArray[np.float64], groups: Codes) -> NDArray[np.float64] | None:
    """Add numbers up as :func:`math.fsum` does, those of all groups at once.

    Each number is cut into two, of which no sum of the first parts needs more than the bits of a
    float, nor any of the second ones where the numbers are of about one size.

    Parameters
    ----------
    values
        At least one.
    groups
        The number of each one's group.

    Returns
    -------
    array of float or None
        The sum of each group, rounded once; none where two parts do not hold all bits.
    """
    largest = float(np.abs(values).max())
    if not largest < LARGEST:
        return None
    most = int(np.bincount(groups).max())
    sums = []
    rest = values
    for _ in range(2):
        # A float that is added to such a number and taken off again leaves its first bits.
        step = 4.0 * 2.0 ** math.frexp(largest * most)[1]
        first = (rest + step) - step
        rest = rest - first
        sums.append(np.bincount(groups, weights=first))
        largest = step * 2.0**-52
    if rest.any():
        return None
    return np.asarray(sums[0] + sums[1], np.float64)


def _runs(sites: Codes) -> tuple[Codes, Codes, Codes]:
    """Give an order that brings sites together, where each begins, and where the last ends."""
    # Of short whole numbers numpy sorts ten times as many in a second.
    is_short = len(sites) > 0 and int(sites.max()) < 2**16
    order = np.argsort(sites.astype(np.uint16) if is_short else sites, kind="stable")
    ordered = sites[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    if not len(sites):
        starts = np.empty(0, np.int64)
    return order, starts, np.append(starts, len(sites))
