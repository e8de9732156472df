"""Putting the values of a column into categories with colours, as ``GeoDataFrame.explore`` does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.page.categories import COLOURS
from geo.page.columns import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    # A matplotlib name, a list of colours, or a function from 0 … 1 to a colour.
    ColorMap = str | Sequence[str] | Callable[[float], Any] | None

CLASSES = 5
NO_VALUE = {"en": "No value", "zh": "无数据"}
NO_VALUE_COLOUR = "#8a8f98"
# Viridis (S. van der Walt and N. Smith, CC0), darkened at its light end to carry a white glyph.
_VIRIDIS = ("#440154", "#3b528b", "#21918c", "#3d9f56", "#8a9a12")


@dataclass(frozen=True)
class Classes:
    """Categories made of a column.

    Parameters
    ----------
    ids
        Category of each row.
    labels
        Category ids with what to call them, in order.
    colours
        Hex colour of each category.
    numeric
        Whether they are classes of a number, which all have one shape.
    """

    ids: list[str]
    labels: dict[str, dict[str, str]]
    colours: dict[str, str]
    numeric: bool = False


def classify(
    values: pd.Series[Any],
    *,
    cmap: ColorMap = None,
    scheme: str | None = None,
    categories: Sequence[Any] | None = None,
) -> Classes:
    """Make categories of a column.

    Parameters
    ----------
    values
        Numbers become classes; anything else becomes one category a value.
    cmap
        Colours: a name of matplotlib, a list, or a function.
    scheme
        How numbers are classed: a name of mapclassify, such as ``NaturalBreaks``. Quantiles if
        absent, for which mapclassify is not needed.
    categories
        The values to be told apart, in order; others have no value.

    Raises
    ------
    ValueError
        If there is no such scheme or colour map.
    ImportError
        If the scheme or the colour map needs a package that is not installed.
    """
    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    if numeric and categories is None:
        return _number_classes(values, cmap, scheme)
    texts = [as_text(value) for value in values.astype(object)]
    if categories is None:
        dtype = values.dtype
        distinct = sorted({text for text in texts if text is not None})
        known = list(dtype.categories) if isinstance(dtype, pd.CategoricalDtype) else distinct
    else:
        known = list(categories)
    names = [as_text(value) or "" for value in known]
    told_apart = set(names)
    ids = [text if text in told_apart else "" for text in texts]
    colours = dict(zip(names, _colours(cmap, len(names), default=COLOURS), strict=True))
    return _with_no_value(ids, {name: {"en": name} for name in names}, colours)


def _number_classes(values: pd.Series[Any], cmap: ColorMap, scheme: str | None) -> Classes:
    numbers = np.asarray(values.astype("float64"))
    there = np.isfinite(numbers)
    if not there.any():
        return _with_no_value([""] * len(numbers), {}, {})
    uppers = _upper_bounds(numbers[there], scheme)
    which = np.searchsorted(uppers, numbers)
    lowers = [float(numbers[there].min()), *uppers[:-1]]
    labels = {
        f"class-{number + 1}": {"en": f"{_short(low)} – {_short(high)}"}
        for number, (low, high) in enumerate(zip(lowers, uppers, strict=True))
    }
    names = list(labels)
    ids = [names[index] if ok else "" for index, ok in zip(which, there, strict=True)]
    colours = _colours(cmap, len(names), default=_VIRIDIS, spread=True)
    made = _with_no_value(ids, labels, dict(zip(names, colours, strict=True)))
    return replace(made, numeric=True)


def _upper_bounds(numbers: NDArray[np.float64], scheme: str | None) -> list[float]:
    """Upper bound of each class; the last is the largest number."""
    if scheme is None or scheme.lower() == "quantiles":
        quantiles = np.quantile(numbers, np.linspace(0, 1, CLASSES + 1)[1:])
        return [float(edge) for edge in np.unique(quantiles)]
    import mapclassify

    known = {name.lower(): name for name in mapclassify.CLASSIFIERS}
    if scheme.lower() not in known:
        raise ValueError(f"no scheme {scheme!r}: use one of {', '.join(mapclassify.CLASSIFIERS)}")
    options = {} if scheme.lower() in _CHOOSE_THEMSELVES else {"k": CLASSES}
    bins = mapclassify.classify(numbers, known[scheme.lower()], **options).bins
    edges = sorted({min(float(edge), float(numbers.max())) for edge in bins})
    return edges if edges[-1] >= numbers.max() else [*edges, float(numbers.max())]


_CHOOSE_THEMSELVES = {"boxplot", "headtailbreaks", "stdmean", "percentiles", "maxp"}


def _with_no_value(
    ids: list[str], labels: dict[str, dict[str, str]], colours: dict[str, str]
) -> Classes:
    if "" in ids:
        return Classes(ids, {**labels, "": NO_VALUE}, {**colours, "": NO_VALUE_COLOUR})
    return Classes(ids, labels, colours)


def _colours(
    cmap: ColorMap, count: int, *, default: Sequence[str], spread: bool = False
) -> list[str]:
    """As many colours as there are categories; ``spread`` over the whole map."""
    if isinstance(cmap, str):
        cmap = _matplotlib_map(cmap)
    if callable(cmap):
        return [as_hex(cmap(step)) for step in np.linspace(0, 1, max(count, 2))[:count]]
    palette = list(cmap or default)
    if spread and cmap is None:
        picks = np.linspace(0, len(palette) - 1, count).round().astype(int)
        return [palette[pick] for pick in picks]
    return [as_hex(palette[index % len(palette)]) for index in range(count)]


def _matplotlib_map(name: str) -> Callable[[float], Any] | list[str]:
    try:
        from matplotlib import colormaps
    except ImportError:
        raise ImportError(f"colour map {name!r} needs matplotlib: pip install matplotlib") from None
    if name not in colormaps:
        raise ValueError(f"no colour map {name!r} in matplotlib")
    found = colormaps[name]
    listed = getattr(found, "colors", None)
    # A short list is a set of distinct colours, to be taken in turn.
    return (
        [as_hex(colour) for colour in listed] if listed is not None and len(listed) < 25 else found
    )


def as_hex(colour: Any) -> str:
    """Write a colour as ``#rrggbb``.

    Parameters
    ----------
    colour
        A CSS colour as text, or red, green and blue from 0 to 1.

    Raises
    ------
    ValueError
        If a text is no colour.
    """
    if isinstance(colour, str):
        from PIL.ImageColor import getrgb  # Pillow takes a while, and few maps name colours

        red, green, blue = getrgb(colour)[:3]
    else:
        red, green, blue = (round(255 * float(part)) for part in tuple(colour)[:3])
    return f"#{red:02x}{green:02x}{blue:02x}"


def _short(number: float) -> str:
    return f"{number:.4g}" if abs(number) < 1e4 else f"{number:,.0f}"
