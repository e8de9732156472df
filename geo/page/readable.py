"""Values as programs keep them, as a reader's: moments as dates, noise behind a number cut off.

ArcGIS counts the milliseconds since 1970, Unix the seconds. What writes numbers as texts writes
all their digits, 12.340000000001; as a number it is shown to as many as mean something.
"""

from __future__ import annotations

import re
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.joining.described import layer_resource
from geo.page.column_uses import use_of
from geo.page.listed_moments import as_listed_moments
from geo.page.markup import without_markup
from geo.page.written_amounts import written_amounts
from geo.sources.category_columns import in_words
from geo.sources.date_forms import Days, are_year_last, read_days
from geo.sources.heading_kinds import counts, ends_as_code, is_always_text
from geo.sources.missing_marks import left_among
from geo.sources.recognised import rank

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geo.joining import SiteLayer
    from geo.sources.recognised import Role
    from geo.sources.tables.written_numbers import CellsRead

_KEPT = ("id", "name", "category", "link", "part_of", "source", "datum", "accuracy_m")
_FIRST = -3.8e9
"""Seconds from 1970 back to 1849; what is older nobody has counted so."""
_LAST = 4.1e9
"""The end of 2099."""
_LEAST = 1e8
"""Fewer seconds are any number; of milliseconds it takes a thousand times as many."""
_TIMES = ("date", "year")
_DAY = 86_400
_OUR_DAYS = (9e11, 2.2e12)
"""Milliseconds from 1998 to 2039."""
_FEWEST_STAMPS = 5
# 2024030112 is an hour of a day, and no second.
_HOUR = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])")
_WHOLE = r"^-?\d{9,13}$"
_NUMBER = r"^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?(?:[eE][-+]?\d{1,3})?$"
_MEASURED = r"\.\d{5,}"
"""What has so many decimals was measured or computed, and is no code."""
_WHOLE_DECIMAL = r"^-?(?:0|[1-9]\d{0,14})\.0$"
_GDAL_MOMENT = (
    r"^(\d{4})/(\d{2})/(\d{2})(?: (\d{2}:\d{2}:\d{2}(?:\.\d+)?)([+-]\d{2}(?::?\d{2})?)?)?$"
)
_POSTGRES_LIST = r'^\{(?:(?:"[^"\\{}]*"|[^",{}\\:]+)(?:,(?:"[^"\\{}]*"|[^",{}\\:]+))*)?\}$'
_OF_LIST = re.compile(r'"([^"]*)"|([^",]+)')
_HTTP_DATE = (
    r"^[A-Z][a-z]{2}, [0-3]\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r" \d{4} [0-2]\d:[0-5]\d:[0-5]\d GMT$"
)
_MOSTLY = 0.9
_PARTED = r"^[^;]{1,40}(?:;[^;\s][^;]{0,40})+;?$"
_NO_PARTS = r"=|&#?\w+;"
_ADDRESSES = r"^\s*https?://[^;]+(?:;\s*https?://[^;]+)*;?$"
_FEWEST_PARTED = 50
"""Texts of a column of which one at least is a list, where it holds any."""
_WHOLE_OR_MARKED = r"^-?(?:0|[1-9]\d{0,14}|[1-9]\d{0,2}(?:,\d{3})+)$"
_PLAIN_DECIMAL = r"^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$"
_NUMBERED: tuple[Role, ...] = ("id", "house number", "route", "step", "counter")
_GLANCE = 50


def readable(layer: SiteLayer) -> SiteLayer:
    """Give a layer whose values read as people write them; the same layer where all do.

    Parameters
    ----------
    layer
        The joined sites. Texts in HTML are read by :func:`geo.page.markup.without_markup`. What
        the data package describes stays as it says.
    """
    layer = without_markup(layer)
    resource = layer_resource(layer.project)
    described = {field.name for field in resource.fields} if resource else set()
    own = set(layer.project.layer.property_names) - described
    sites, geometry = layer.sites, layer.sites.geometry.name
    changed: dict[str, pd.Series[Any]] = {}
    said: dict[str, tuple[CellsRead, str]] = {}
    for column in sites.columns:
        if column in own and column not in _KEPT and column != geometry:
            written = sites[column]
            own_values = _without_blanks(written)
            read = _as_dates(own_values) if use_of(column) in _TIMES else None
            read = read if read is not None else _as_days(column, own_values)
            for reading in _readings(column):
                read = read if read is not None else reading(own_values)
            if read is None and _may_be_amounts(column):
                amounts = written_amounts(own_values)
                if amounts is not None:
                    read, said[column] = amounts.column, (amounts.read, amounts.unit)
            if read is not None or own_values is not written:
                changed[column] = own_values if read is None else read
    if not changed:
        return layer
    frame = sites.assign(**changed)
    sites = gpd.GeoDataFrame(frame, geometry=geometry, crs=sites.crs)
    return replace(layer, sites=sites, written=layer.written | said)


def _without_blanks(column: pd.Series[Any]) -> pd.Series[Any]:
    """Give a column with nothing where an empty text or list stands, or what programs leave."""
    if column.dtype == object:
        is_empty = column.map(lambda value: isinstance(value, list | dict) and not value)
        return column.mask(is_empty) if is_empty.any() else column
    if not isinstance(column.dtype, pd.StringDtype):
        return column
    known = pc.unique(pa.array(column.array)).drop_null()
    left = left_among(known)
    return column.mask(column.isin(left)) if left else column


def _readings(name: str) -> list[Callable[[pd.Series[Any]], pd.Series[Any] | None]]:
    """Give the ways in which the texts of a column may be read, as far as its heading says."""
    ways: list[Callable[[pd.Series[Any]], pd.Series[Any] | None]] = [
        _as_numbers,
        _as_moments,
        _as_http_dates,
        _as_lists,
        as_listed_moments,
        _as_one_form,
    ]
    if use_of(name) is None:
        ways += [_as_parted, _as_stamps]
        if _may_be_amounts(name):
            ways.append(_as_counts if counts(name) else _as_amounts)
    return ways


def _may_be_amounts(name: str) -> bool:
    """Whether a column's heading says of nothing that is written in digits and is no amount."""
    is_code = ends_as_code(name) or is_always_text(name)
    return use_of(name) is None and not is_code and all(rank(r, name) is None for r in _NUMBERED)


def _as_dates(column: pd.Series[Any]) -> pd.Series[Any] | None:
    """Read moments counted from 1970; None where a column holds anything else."""
    if isinstance(column.dtype, pd.StringDtype):
        if not _all_match(column, _WHOLE):
            return None
    elif not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return None
    counted = pd.to_numeric(column).to_numpy(dtype=np.float64, na_value=np.nan)
    # Nought is nothing, in seconds as in milliseconds.
    there = counted[~np.isnan(counted) & (counted != 0)]
    if not len(there):
        return None
    seconds = _in_seconds(there)
    if seconds is None:
        return None
    moments = np.full(len(counted), np.datetime64("NaT"), dtype="datetime64[s]")
    moments[~np.isnan(counted) & (counted != 0)] = np.floor(seconds).astype("datetime64[s]")
    is_whole = bool((np.floor(seconds) % _DAY == 0).all())
    texts = np.datetime_as_string(moments, unit="D" if is_whole else "s")
    ending = "" if is_whole else "Z"
    written = [None if text == "NaT" else f"{text}{ending}" for text in texts.tolist()]
    return pd.Series(written, index=column.index, dtype="str")


def _as_days(name: str, column: pd.Series[Any]) -> pd.Series[Any] | None:
    """Read days with the year last, 1/31/2013; None where day and month may be either."""
    if not isinstance(column.dtype, pd.StringDtype):
        return None
    different = pc.unique(pa.array(column.array)).drop_null()
    if not are_year_last([text.strip() for text in different.slice(0, _GLANCE).to_pylist()]):
        return None
    known = different.to_pylist()
    days = read_days(name, known)
    if not isinstance(days, Days):
        return None
    return column.map(dict(zip(known, days.texts, strict=True)), na_action="ignore").astype("str")


def _as_stamps(column: pd.Series[Any]) -> pd.Series[Any] | None:
    """Read moments that no heading tells: whole seconds of our days in milliseconds."""
    if not pd.api.types.is_integer_dtype(column):
        return None
    there = column.dropna()
    is_many = len(there) >= _FEWEST_STAMPS and bool(there.between(*_OUR_DAYS).all())
    return _as_dates(column) if is_many and bool((there % 1000 == 0).all()) else None


def _in_seconds(counted: NDArray[np.float64]) -> NDArray[np.float64] | None:
    for unit in (1000.0, 1.0):
        seconds = counted / unit
        fits = (seconds >= _FIRST) & (seconds <= _LAST)
        if fits.all() and np.median(np.abs(seconds)) >= _LEAST:
            is_hours = unit == 1 and all(_HOUR.fullmatch(f"{n:.0f}") for n in seconds.tolist())
            return None if is_hours else seconds
    return None


def _as_numbers(column: pd.Series[Any]) -> pd.Series[Any] | None:
    """Read texts that are all numbers, one of them with many decimals; None for others."""
    if not isinstance(column.dtype, pd.StringDtype) or not _all_match(column, _NUMBER):
        return None
    texts = pa.array(column, from_pandas=True)
    if not pc.any(pc.match_substring_regex(texts, _MEASURED)).as_py():
        # 1812.0 is what pandas makes of a year where another site has none.
        if not _all_match(column, _WHOLE_DECIMAL):
            return None
        return pd.to_numeric(column).astype("Int64")
    numbers = pd.to_numeric(column).astype(float)
    # A float has 15 digits that mean something; what comes behind is noise.
    return numbers.map(lambda number: float(f"{number:.12g}"), na_action="ignore")


def _as_moments(column: pd.Series[Any]) -> pd.Series[Any] | None:
    """Read moments as GDAL writes them of a track, 2012/04/20 10:12:33+00; None for others."""
    if not isinstance(column.dtype, pd.StringDtype) or not _all_match(column, _GDAL_MOMENT):
        return None
    return column.map(_as_moment, na_action="ignore")


def _as_http_dates(column: pd.Series[Any]) -> pd.Series[Any] | None:
    """Read days as HTTP and JavaScript write them, Tue, 31 Jul 2018 00:00:00 GMT."""
    if not isinstance(column.dtype, pd.StringDtype) or not _all_match(column, _HTTP_DATE):
        return None
    try:
        moments = column.map(parsedate_to_datetime, na_action="ignore")
    except ValueError:
        return None  # 31 February
    are_days = column.dropna().str.contains(" 00:00:00 ", regex=False).all()
    form = "%Y-%m-%d" if are_days else "%Y-%m-%dT%H:%M:%SZ"
    return moments.map(lambda moment: moment.strftime(form), na_action="ignore").astype("str")


def _as_moment(text: str) -> str:
    """Write a moment of GDAL's as ISO 8601 does."""
    found = re.fullmatch(_GDAL_MOMENT, text)
    if found is None:
        return text
    year, month, day, time, zone = found.groups()
    hours = zone or ""
    if hours:
        hours = "Z" if not hours.strip("+-0:") else f"{hours[:3]}:{hours[3:].lstrip(':') or '00'}"
    return f"{year}-{month}-{day}" + (f"T{time}{hours}" if time else "")


def _as_lists(column: pd.Series[Any]) -> pd.Series[Any] | None:
    """Read lists as PostgreSQL writes them, {Monday,Friday}; None where most texts are none."""
    if not isinstance(column.dtype, pd.StringDtype):
        return None
    there = pa.array(column.dropna().head(_GLANCE), pa.string())
    are_lists = pc.sum(pc.match_substring_regex(there, _POSTGRES_LIST)).as_py() or 0
    if are_lists < _MOSTLY * max(len(there), 1):
        return None
    return column.map(_as_list, na_action="ignore")


def _as_list(text: str) -> str:
    # Where no list was known somebody wrote n/a.
    if re.fullmatch(_POSTGRES_LIST, text) is None:
        return text
    found = (quoted or plain for quoted, plain in _OF_LIST.findall(text[1:-1]))
    return ", ".join(part for part in found if part != "NULL")


def _as_one_form(column: pd.Series[Any]) -> pd.Series[Any] | None:
    """Read lists of texts beside texts as texts; None where all are lists, or none is."""
    if column.dtype != object:
        return None
    there = column.dropna()
    are_lists = there.map(lambda value: isinstance(value, list))
    are_texts = there.map(lambda value: isinstance(value, str))
    if not are_lists.any() or not are_texts.any() or not (are_lists | are_texts).all():
        return None
    return column.map(
        lambda value: ", ".join(map(str, value)) if isinstance(value, list) else value,
        na_action="ignore",
    )


def _as_parted(column: pd.Series[Any]) -> pd.Series[Any] | None:
    """Read lists as OpenStreetMap writes them, pizza;ice_cream; None where hardly any is one."""
    if not isinstance(column.dtype, pd.StringDtype):
        return None
    texts = pa.array(column.array).drop_null()
    some = texts.filter(pc.match_substring(texts, ";"))
    if not len(some) or len(some) * _FEWEST_PARTED < len(texts):
        return None
    if not pc.all(pc.match_substring_regex(some, _PARTED)).as_py():
        return None
    # An address or a piece of markup has the mark, too, and is no list.
    if pc.any(pc.match_substring_regex(some, _NO_PARTS)).as_py():
        return None
    addresses = some.filter(pc.match_substring(some, "://"))
    if not pc.all(pc.match_substring_regex(addresses, _ADDRESSES), min_count=0).as_py():
        return None
    return column.map(_as_words, na_action="ignore")


def _as_words(text: str) -> str:
    parts = [in_words(part.strip()) for part in text.split(";")]
    return (", " if "," not in text else "; ").join(filter(None, parts))


def _as_counts(column: pd.Series[Any]) -> pd.Series[Any] | None:
    """Read whole numbers of a column that counts: "12345", "1,234"; None for others."""
    if not isinstance(column.dtype, pd.StringDtype) or not _all_match(column, _WHOLE_OR_MARKED):
        return None
    return pd.to_numeric(column.str.replace(",", "")).astype("Int64")


def _as_amounts(column: pd.Series[Any]) -> pd.Series[Any] | None:
    """Read texts that are amounts of something: no code has decimals, or marks for thousands."""
    if not isinstance(column.dtype, pd.StringDtype):
        return None
    if _all_match(column, _PLAIN_DECIMAL):
        there = pa.array(column.array).drop_null()
        parted = there.filter(pc.match_substring(there, "."))
        digits = pc.subtract(pc.utf8_length(parted), pc.find_substring(parted, "."))
        # 3.10 beside 3.9 is a version: a program writes no nought there, or as many digits of all.
        is_written = (
            pc.count_distinct(digits).as_py() == 1 or not pc.any(pc.ends_with(parted, "0")).as_py()
        )
        is_mostly = 2 * len(parted) >= len(there)
        return pd.to_numeric(column) if is_mostly and is_written else None
    if not _all_match(column, _WHOLE_OR_MARKED):
        return None
    is_marked = column.str.contains(",", regex=False).sum() > 1
    return _as_counts(column) if is_marked else None


def _all_match(column: pd.Series[Any], pattern: str) -> bool:
    """Whether all texts of a column that are there match; the first ones tell of most columns."""
    there = pa.array(column.array).drop_null()
    glance = there.slice(0, _GLANCE)
    if not len(glance) or not pc.all(pc.match_substring_regex(glance, pattern)).as_py():
        return False
    is_seen = len(glance) == len(there)
    return is_seen or bool(pc.all(pc.match_substring_regex(there, pattern)).as_py())
