"""Schemes of mapclassify, as ``geo.explore`` takes them: the page's own, or limits found here."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.page.classes import CLASSES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Schemes of mapclassify that the page knows itself. It finds natural breaks of all numbers in the
# time that a sample takes, and the same each time.
_OWN = {
    "quantiles": "quantiles", "equalinterval": "equal", "fisherjenks": "natural",
    "naturalbreaks": "natural", "fisherjenkssampled": "natural", "stdmean": "deviation",
}  # fmt: skip
_CHOOSE_THEMSELVES = {"boxplot", "headtailbreaks", "percentiles", "userdefined"}
# What a sample of few numbers has too few of.
_UNSAMPLED = {"jenkscaspallsampled": "jenkscaspall"}
# Squares of larger numbers are too large for a number.
_LARGE = 1e150


def scheme_of(
    numbers: Floats, scheme: str | None, k: int | None, options: dict[str, Any]
) -> tuple[str, list[float]]:
    """Name the page's own scheme, or the limits that one of mapclassify's gives.

    Parameters
    ----------
    numbers
        Those that are not finite are left out.
    scheme
        A name of mapclassify; quantiles if None.
    k
        Into how many classes; five if None.
    options
        What the scheme is told (``classification_kwds``).

    Returns
    -------
    scheme : str
        As in a topic.
    breaks : list of float
        Limits between classes, rising, for ``manual``.

    Raises
    ------
    ValueError
        If there is no such scheme, or limits set by hand are none.
    TypeError
        For an option the scheme does not have.

    Notes
    -----
    Where a scheme of mapclassify cannot part the numbers, natural breaks do, with a warning.
    """
    name = (scheme or "quantiles").lower().replace("_", "")
    if name in _OWN and not options:
        return _OWN[name], []
    import mapclassify

    known = {entry.lower(): entry for entry in mapclassify.CLASSIFIERS}
    if name not in known:
        raise ValueError(f"no scheme {scheme!r}: use one of {', '.join(mapclassify.CLASSIFIERS)}")
    finite = numbers[np.isfinite(numbers)]
    if name == "userdefined":
        return "manual", _between(_bins_given(options), finite)
    distinct = np.unique(finite)
    if len(distinct) == 0:
        return "quantiles", []
    options = {"k": k or CLASSES, **options}
    if name in _CHOOSE_THEMSELVES:
        del options["k"]
    elif len(distinct) <= options["k"]:
        return "manual", distinct[:-1].tolist()
    if len(distinct) == 1:
        return "manual", []
    if name in _UNSAMPLED:
        name = _UNSAMPLED[name]
        options = {key: value for key, value in options.items() if key != "pct_sampled"}
    return _found(finite, known[name], options)


def _found(finite: Floats, name: str, options: dict[str, Any]) -> tuple[str, list[float]]:
    """Ask mapclassify, of numbers it can square."""
    import mapclassify

    largest = float(np.abs(finite).max())
    scale = 2.0 ** (int(np.frexp(largest)[1]) - 1) if largest > _LARGE else 1.0
    try:
        with np.errstate(all="ignore"):
            bins = mapclassify.classify(finite / scale, name, **options).bins
    except TypeError:
        raise
    except Exception as problem:  # noqa: BLE001  its schemes fail on few numbers in many ways
        warnings.warn(
            f"geo.explore: {name} cannot part these numbers ({problem}); natural breaks do",
            stacklevel=5,
        )
        return "natural", []
    return "manual", _between([float(limit) * scale for limit in bins], finite)


def _bins_given(options: dict[str, Any]) -> list[float]:
    bins = options.get("bins")
    if bins is None or len(bins) == 0:
        raise ValueError('UserDefined needs its limits: classification_kwds={"bins": [10, 50]}')
    return [float(limit) for limit in bins]


def _between(bins: list[float], finite: Floats) -> list[float]:
    """Give limits between classes: the upper limit of the last is none, where it holds all."""
    limits = sorted({limit for limit in bins if np.isfinite(limit)})
    holds_all = limits and len(finite) > 0 and limits[-1] >= finite.max()
    return limits[:-1] if holds_all else limits
