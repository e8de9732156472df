"""Classes of numbers: upper limits that belong to their own class, as mapclassify has them.

``geo/web/src/data/classes.ts`` is the twin of this module; ``tests/fixtures/classes.json`` binds
them, and the tests bind that to mapclassify.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CLASSES = 5
MOST_CLASSES = 12
MOST_PLACES = 1000
"""Different numbers among which natural breaks are looked for."""
MOST_ROUNDS = 8
"""How often limits are gone over: one that moves changes what is best for those beside it."""
ALMOST = 1 - 1e-12
"""Of places that differ by rounding alone the first is taken, as mapclassify does."""


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
    every = _scheme_limits(ordered, scheme, count, breaks)
    return [*(upper for upper in every if least <= upper < most), most]


def scheme_size(
    numbers: Floats, scheme: str = "natural", count: int = CLASSES, breaks: Sequence[float] = ()
) -> int:
    """Count the classes a scheme makes, with those no number falls into; as ``class_limits``."""
    ordered = np.sort(numbers[np.isfinite(numbers)])
    return len(_scheme_limits(ordered, scheme, count, breaks)) if len(ordered) else 0


def _scheme_limits(
    ordered: Floats, scheme: str, count: int, breaks: Sequence[float]
) -> list[float]:
    found = _uppers(ordered, scheme, max(1, min(MOST_CLASSES, count)), breaks)
    every = list(dict.fromkeys(found))
    most = float(ordered[-1])
    return every if any(upper >= most for upper in every) else [*every, most]


def class_of(limits: Sequence[float], numbers: Floats) -> NDArray[np.int64]:
    """Give the class of each number, −1 where it is none."""
    which = np.minimum(np.searchsorted(np.asarray(limits), numbers), len(limits) - 1)
    return np.where(np.isfinite(numbers) & (len(limits) > 0), which, -1).astype(np.int64)


def _uppers(ordered: Floats, scheme: str, count: int, breaks: Sequence[float]) -> list[float]:
    if scheme == "manual":
        return [*map(float, breaks), math.inf]
    distinct = np.unique(ordered)
    # Steps of equal width, or of deviations, say something of few numbers too.
    if len(distinct) <= (1 if scheme in {"equal", "deviation"} else count):
        return [float(value) for value in distinct]
    if scheme == "equal":
        return _steps(ordered, count, is_equal=True)
    if scheme == "deviation":
        return _deviation(ordered)
    if scheme == "natural":
        return _natural(ordered, distinct, count)
    return (_quantiles if scheme == "quantiles" else _steps)(ordered, count)


def _steps(ordered: Floats, count: int, *, is_equal: bool = False) -> list[float]:
    """Work limits out from the least and the greatest number: equal steps, or growing ones."""
    least, most = float(ordered[0]), float(ordered[-1])
    if is_equal:
        # Of large numbers that hardly differ a step may be less than what rounding makes of them.
        slack = min(max(-least, most) * 1e-15, _step_of(least, most, count) / 1000)
        return [_reaching(ordered, upper, slack) for upper in _equal(least, most, count)]
    return [_reaching(ordered, upper, abs(upper) * 1e-14) for upper in _geometric(ordered, count)]


def _reaching(ordered: Floats, upper: float, slack: float) -> float:
    """Give a limit that was worked out, or the number that only rounding keeps beyond it."""
    at = int(np.searchsorted(ordered, upper + slack, side="right"))
    return max(upper, float(ordered[at - 1])) if at else upper


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


def _step_of(least: float, most: float, count: int) -> float:
    """Give a part of the way; their difference itself may be too large for a number."""
    far = most - least
    return far / count if math.isfinite(far) else most / count - least / count


def _equal(least: float, most: float, count: int) -> list[float]:
    width = _step_of(least, most, count)
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
    # Their ratio may be too large for a number.
    uppers = [low ** (1 - n / steps) * most ** (n / steps) for n in range(1, steps)] + [most]
    return [0.0, *uppers] if has_zero else uppers


def _deviation(ordered: Floats) -> list[float]:
    """By standard deviations from the mean: −2, −1, 1 and 2."""
    scale = max(-float(ordered[0]), float(ordered[-1])) or 1.0
    scaled = ordered / scale
    mean = float(scaled.sum()) / len(scaled)
    spread = float(np.sqrt(((scaled - mean) ** 2).sum() / max(1, len(scaled) - 1)))
    return [*((mean + spread * times) * scale for times in (-2, -1, 1, 2)), math.inf]


@dataclass(frozen=True)
class _Cumulated:
    """By place among the different numbers: how many, what sum and what squares come before it."""

    weight: Floats
    sums: Floats
    squares: Floats

    def cost(self, start: Any, end: Any) -> Any:
        """Give the squares of numbers that stand side by side, about their mean."""
        total = self.sums[end + 1] - self.sums[start]
        weight = self.weight[end + 1] - self.weight[start]
        return np.maximum(0, self.squares[end + 1] - self.squares[start] - total**2 / weight)


def _natural(ordered: Floats, distinct: Floats, count: int) -> list[float]:
    """Fisher's natural breaks: the least squares about the means of the classes.

    Of equal numbers one stands for all. Up to ``MOST_PLACES`` different ones the classes are the
    best there are; of more they are found among some, and each limit then brought to the best
    place between its neighbours.
    """
    scale = _power_of(max(-float(ordered[0]), float(ordered[-1])))
    # Of a tail a thousand million times as long as all else, the mean lies where squares of the
    # others are lost.
    middle = float(ordered[len(ordered) // 2])
    values = distinct / scale - middle / scale
    ends = np.searchsorted(ordered, distinct, side="right").astype(np.float64)
    weight = np.concatenate(([0.0], ends))
    each = np.diff(weight)
    at = int(np.searchsorted(distinct, middle))
    every = _Cumulated(weight, _outward(values * each, at), _outward(values**2 * each, at))
    step = -(-len(distinct) // MOST_PLACES)
    if step == 1:
        return [float(distinct[end]) for end in _ends(every, count)]
    places = _places(distinct, step)
    kept = np.append(0, places)
    thin = _Cumulated(weight[kept], every.sums[kept], every.squares[kept])
    found = [int(places[end]) - 1 for end in _ends(thin, count)]
    _settle(every, step, found)
    return [float(distinct[end]) for end in found]


def _power_of(size: float) -> float:
    """Give the power of two next to a size: dividing by it rounds nothing."""
    return 2.0 ** max(-1022, math.floor(math.log2(size))) if size > 0 else 1.0


def _outward(parts: Floats, middle: int) -> Floats:
    """Sum up from a place to both sides, so that a tail is lost in no sum but its own."""
    above = np.cumsum(parts[middle:])
    below = np.cumsum(parts[:middle][::-1])[::-1]
    return np.concatenate((-below, [0.0], above))


def _places(distinct: Floats, step: int) -> NDArray[np.int64]:
    """How many numbers come before each place: every so many, and, far apart, every so far."""
    size = len(distinct)
    least = float(distinct[0])
    width = float(distinct[-1]) / MOST_PLACES - least / MOST_PLACES
    far = np.searchsorted(distinct, least + width * np.arange(1, MOST_PLACES), side="right")
    return np.unique(np.concatenate((np.arange(step, size, step), far, [size]))).astype(np.int64)


def _ends(all_: _Cumulated, count: int) -> list[int]:
    """Places of the last number of each class, found exactly.

    Where a class begins rises with where it ends, which saves looking at most of them.
    """
    size = len(all_.weight) - 1
    before = all_.cost(np.zeros(size, dtype=int), np.arange(size))
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
            totals = before[begins - 1] + all_.cost(begins, middle)
            best[middle] = totals.min()
            chosen = int(np.argmax(totals * ALMOST <= best[middle]))
            start[middle] = begins[chosen]
            pending += [
                (low, middle - 1, first, int(start[middle])),
                (middle + 1, high, int(start[middle]), last),
            ]
        starts.append(start)
        before = best
    ends = [size - 1]
    for start in reversed(starts):
        ends.append(int(start[ends[-1]]) - 1)
    return ends[::-1]


def _settle(all_: _Cumulated, step: int, ends: list[int]) -> None:
    """Bring each limit to where it is best, in the reach of the numbers left out."""
    for _ in range(MOST_ROUNDS):
        old = list(ends)
        for n in range(len(ends) - 1):
            first, last = (ends[n - 1] + 1 if n else 0), ends[n + 1]
            tried = np.arange(max(first, ends[n] - step), min(last - 1, ends[n] + step) + 1)
            totals = all_.cost(first, tried) + all_.cost(tried + 1, last)
            ends[n] = int(tried[np.argmin(totals)])
        if ends == old:
            break
