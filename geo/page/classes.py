"""Classes of numbers: upper limits that belong to their own class, as mapclassify has them.

``geo/web/src/data/classes.ts`` is the twin of this module; ``tests/fixtures/classes.json`` binds
them, and the tests bind that to mapclassify.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CLASSES = 5
MOST_CLASSES = 12
MOST_PLACES = 8000
"""Different numbers among which natural breaks are looked for."""


def class_limits(
    numbers: Floats, scheme: str = "natural", count: int = CLASSES, breaks: Sequence[float] = ()
) -> list[float]:
    """Part numbers into classes.

    Parameters
    ----------
    numbers
        Those that are not finite are in no class.
    scheme
        ``natural``, ``quantiles``, ``equal``, ``geometric``, ``deviation`` or ``manual``.
    count
        How many classes there should be; fewer where there are fewer different numbers.
    breaks
        Limits between classes, rising, for ``manual``.

    Returns
    -------
    list of float
        Upper limit of each class, rising; the last is the greatest number. Empty without numbers.
        Equal numbers are never parted.
    """
    ordered = np.sort(numbers[np.isfinite(numbers)])
    if len(ordered) == 0:
        return []
    least, most = float(ordered[0]), float(ordered[-1])
    uppers = _uppers(ordered, scheme, max(1, min(MOST_CLASSES, count)), breaks)
    return [*dict.fromkeys(upper for upper in uppers if least <= upper < most), most]


def class_of(limits: Sequence[float], numbers: Floats) -> NDArray[np.int64]:
    """Give the class of each number, −1 where it is none."""
    which = np.minimum(np.searchsorted(np.asarray(limits), numbers), len(limits) - 1)
    return np.where(np.isfinite(numbers) & (len(limits) > 0), which, -1).astype(np.int64)


def _uppers(ordered: Floats, scheme: str, count: int, breaks: Sequence[float]) -> list[float]:
    if scheme == "manual":
        return [float(limit) for limit in breaks]
    distinct = np.unique(ordered)
    # Steps of equal width, or of deviations, say something of few numbers too.
    if len(distinct) <= (1 if scheme in {"equal", "deviation"} else count):
        return [float(value) for value in distinct]
    if scheme == "equal":
        return _equal(float(ordered[0]), float(ordered[-1]), count)
    if scheme == "deviation":
        return _deviation(ordered)
    if scheme == "natural":
        return _natural(ordered, distinct, count)
    return (_quantiles if scheme == "quantiles" else _geometric)(ordered, count)


def _quantiles(ordered: Floats, count: int) -> list[float]:
    """As many numbers in each; zeros that fill several classes are one."""
    share = 100 / count
    found = [_percentile(ordered, min(100, share + n * share)) for n in range(count)]
    uppers = list(dict.fromkeys(found))
    others = ordered[ordered > 0]
    zeros = len(ordered) - len(others)
    if len(uppers) < count and count > 1 and ordered[0] == 0 and zeros > len(ordered) / 3:
        return [0.0, *_uppers(others, "quantiles", count - 1, ())]
    return uppers


def _percentile(ordered: Floats, percent: float) -> float:
    """As scipy's ``scoreatpercentile``, which mapclassify asks."""
    at = percent / 100 * (len(ordered) - 1)
    below = int(at)
    if at == below:
        return float(ordered[below])
    return float(ordered[below] * (below + 1 - at) + ordered[below + 1] * (at - below))


def _equal(least: float, most: float, count: int) -> list[float]:
    width = most / count - least / count  # their difference may be too large for a number
    return [most if n == count - 1 else least + width * (n + 1) for n in range(count)]


def _geometric(ordered: Floats, count: int) -> list[float]:
    """Each class reaches as many times farther; zero stands alone, and about it steps are equal."""
    least, most = float(ordered[0]), float(ordered[-1])
    if least < 0 < most:
        reach = max(-least, most)
        return _equal(-reach, reach, count)
    if most <= 0:
        return [-upper for upper in reversed(_geometric(-ordered[::-1], count))]
    positive = ordered[ordered > 0]
    has_zero = len(positive) < len(ordered)
    steps = max(1, count - 1) if has_zero else count
    low = float(positive[0])
    uppers = [low * (most / low) ** ((n + 1) / steps) for n in range(steps)]
    return [0.0, *uppers] if has_zero else uppers


def _deviation(ordered: Floats) -> list[float]:
    """By standard deviations from the mean: −2, −1, 1 and 2."""
    scale = max(-float(ordered[0]), float(ordered[-1])) or 1.0
    scaled = ordered / scale
    mean = float(scaled.sum()) / len(scaled)
    spread = float(np.sqrt(((scaled - mean) ** 2).sum() / max(1, len(scaled) - 1)))
    return [(mean + spread * times) * scale for times in (-2, -1, 1, 2)]


def _natural(ordered: Floats, distinct: Floats, count: int) -> list[float]:
    """Fisher's natural breaks, found exactly.

    Of equal numbers one stands for all; where a class begins rises with where it ends, which saves
    looking at most of them.
    """
    scale = max(-float(ordered[0]), float(ordered[-1])) or 1.0
    values = distinct / scale - float((ordered / scale).sum()) / len(ordered)
    ends = np.searchsorted(ordered, distinct, side="right").astype(np.float64)
    weight = np.concatenate(([0.0], ends))
    each = np.diff(weight)
    sums = np.concatenate(([0.0], np.cumsum(values * each)))
    squares = np.concatenate(([0.0], np.cumsum(values**2 * each)))
    if len(distinct) > MOST_PLACES:
        # So many places where a class may end are enough; what is in the classes stays exact.
        step = -(-len(distinct) // MOST_PLACES)
        places = np.append(np.arange(step, len(distinct), step), len(distinct))
        values = distinct = distinct[places - 1]
        kept = np.append(0, places)
        weight, sums, squares = weight[kept], sums[kept], squares[kept]

    def cost(start: Any, end: Any) -> Any:
        total = sums[end + 1] - sums[start]
        return squares[end + 1] - squares[start] - total**2 / (weight[end + 1] - weight[start])

    size = len(values)
    before = cost(np.zeros(size, dtype=int), np.arange(size))
    starts: list[NDArray[np.int64]] = []
    for classes in range(2, count + 1):
        best = np.full(size, np.inf)
        start = np.zeros(size, dtype=np.int64)
        pending = [(classes - 1, size - 1, classes - 1, size - 1)]
        while pending:
            low, high, first, last = pending.pop()
            if low > high:
                continue
            middle = (low + high) // 2
            begins = np.arange(max(first, classes - 1), min(last, middle) + 1)
            totals = before[begins - 1] + cost(begins, middle)
            chosen = int(np.argmin(totals))
            best[middle], start[middle] = totals[chosen], begins[chosen]
            pending += [
                (low, middle - 1, first, int(start[middle])),
                (middle + 1, high, int(start[middle]), last),
            ]
        starts.append(start)
        before = best
    end = size - 1
    uppers = [float(distinct[end])]
    for start in reversed(starts):
        end = int(start[end]) - 1
        uppers.append(float(distinct[end]))
    return uppers[::-1]
