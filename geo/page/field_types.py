"""The type a column has on the page: the one its schema says, else the one its values look like."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.sources.heading_kinds import counts, ends_as_code, ends_as_id, is_measured

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.contract.head_types import FieldType
    from geo.page.column_uses import Use
    from geo.project.datapackage import TableField

# Types of Table Schema as the page knows them. A year is no quantity: 2,026 would be wrong.
_TYPES: dict[str, FieldType] = {
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "datetime": "date",
    "year": "year",
    "yearmonth": "date",
    "object": "json",
    "array": "json",
    "list": "json",
    "geopoint": "json",
    "geojson": "json",
}
_DATE = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_URL = r"https?://\S+"
_MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"
_YEAR = r"\d{4}\s*年度?"
# A year alone beside months and days; and months written as one number, 202403.
_BARE_YEAR = r"(?:1\d|20|21)\d\d"
_MONTH_STAMP = r"(?:1[89]|20)\d\d(?:0[1-9]|1[0-2])"
# Days, and moments of a day, written as one number: 20181227, 20181227172216.
_STAMPS = (
    r"(?:1[89]|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
    r"(?:1[89]|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])(?:[0-5]\d){2}",
)
LOOKED_AT = 1000
"""So many values are looked at, the first ones."""
# A single number of eight digits may be a day by chance, one in thirty.
_FEWEST_DAYS = 2
_FEWEST_CODES = 5
_LEAST_CODE = 1e9
"""Numbers of ten digits and more count something where they are not all as long."""
_LEAST_CALLED = 1e5
"""The same, of a column that is called as one of codes: of six digits and more."""
_LEAST_IDS = 1e3
"""In the middle, of a column that is called as one of ids: ``stopid`` 50001."""
_LEAST_ALIKE = 1e7
"""Codes of eight digits that nothing calls so begin alike, in each district, and may come again."""
_FEWEST_YEARS, _FEWEST_DIFFERENT = 10, 3
_OUR_YEARS = (1500, 2060)
_MANY_CODES = 20
_BEGIN_ALIKE = 0.8


def type_of(
    values: pd.Series[Any], use: Use | None, described: TableField | None, name: str
) -> FieldType:
    """Give the type of a column.

    Parameters
    ----------
    values
        The column.
    use
        What the page does with a column of its name, if anything.
    described
        What a table's schema says of it, if it has one.
    name
        Its own name, without the table's.
    """
    if described and described.type != "any":
        if described.type == "string" and described.format == "uri":
            return "url"
        if described.type == "integer" and use in {"code", "telephone"}:
            return "string"
        if described.type != "string":
            return _TYPES.get(described.type, "string")
    return _seen_type(values, use, name)


def _seen_type(values: pd.Series[Any], use: Use | None, name: str) -> FieldType:
    """Type by the values, which all must agree; a look at the first of them will do."""
    if isinstance(values.dtype, pd.StringDtype):
        texts = pa.array(values.array).drop_null().slice(0, LOOKED_AT).to_pylist()
        return _text_type(texts, use) if texts else "string"
    # By its array: a series for each step is long in the making, and there may be thousands.
    held = values.array
    there = np.flatnonzero(~np.asarray(held.isna(), dtype=bool))[:LOOKED_AT]
    some = held.take(there)
    if not len(some):
        return "string"
    if pd.api.types.is_bool_dtype(some.dtype):
        return "boolean"
    if pd.api.types.is_datetime64_any_dtype(some.dtype):
        return "date"
    if pd.api.types.is_numeric_dtype(some.dtype):
        return _number_type(some.to_numpy(), use, name)
    return _text_type(list(some), use)


def _number_type(numbers: NDArray[Any], use: Use | None, name: str) -> FieldType:
    if numbers.dtype.kind == "f" and not (numbers == numbers.round()).all():
        return "number"
    if use in {"code", "telephone"}:
        return "string"
    # Where nobody knows the year, many write 0. A date may be no more than its year.
    if use in {"year", "date"} and _are_years(numbers[numbers != 0]):
        return "year"
    if _are_codes(numbers, name):
        return "string"
    if _look_like_years(numbers, name):
        return "year"
    texts = [f"{number:.0f}" for number in numbers.tolist()]
    days, moments = (all(re.fullmatch(form, text) for text in texts) for form in _STAMPS)
    days = days or (
        use in {"date", "year"} and all(re.fullmatch(_MONTH_STAMP, text) for text in texts)
    )
    is_date = moments or (days and (use in {"date", "year"} or len(numbers) >= _FEWEST_DAYS))
    return "date" if is_date else "integer"


def _are_codes(numbers: NDArray[Any], name: str) -> bool:
    """Whether numbers are codes of so many digits: each another one, all as long."""
    begin_alike = _begin_alike(numbers) and not counts(name)
    least = _LEAST_ALIKE if begin_alike else _LEAST_CODE
    if ends_as_code(name):
        least = _LEAST_CALLED
    if ends_as_id(name) and len(numbers) >= _FEWEST_CODES and np.median(numbers) >= _LEAST_IDS:
        return True
    if len(numbers) < _FEWEST_CODES or numbers.min() < least:
        return False
    known = numbers.tolist()
    is_as_long = len({len(f"{number:.0f}") for number in known}) == 1
    are_round = sum(number % 100 == 0 for number in known)
    is_each = begin_alike or len({*known}) == len(known)
    return is_as_long and is_each and 2 * are_round < len(known)


def _begin_alike(numbers: NDArray[Any]) -> bool:
    if len(numbers) < _MANY_CODES:
        return False
    beginnings = Counter(f"{number:.0f}"[:2] for number in numbers.tolist())
    return max(beginnings.values()) >= _BEGIN_ALIKE * len(numbers)


def _are_years(numbers: NDArray[Any]) -> bool:
    return len(numbers) > 0 and bool(((numbers >= 1000) & (numbers <= 2999)).all())


def _look_like_years(numbers: NDArray[Any], name: str) -> bool:
    """Whether numbers of which no heading says so are years: many, all of our centuries."""
    there = numbers[numbers != 0]
    is_many = len(there) >= _FEWEST_YEARS and len({*there.tolist()}) >= _FEWEST_DIFFERENT
    if not is_many or counts(name) or is_measured(name):
        return False
    # What is measured or counted is rounded more often than what happens.
    are_round = sum(number % 50 == 0 for number in there.tolist())
    is_ours = bool(((there >= _OUR_YEARS[0]) & (there <= _OUR_YEARS[1])).all())
    return is_ours and 2 * are_round < len(there)


def _text_type(values: list[Any], use: Use | None) -> FieldType:
    if all(_is_json(value) for value in values):
        return "json"
    day = f"{_DATE}|{_YEAR}"
    if use in {"date", "year"}:
        day += f"|{_STAMPS[0]}|{_MONTH}"
    elif not all(map(_is_season, values)):
        day += f"|{_MONTH}"
    if any(isinstance(value, str) and re.fullmatch(f"{_DATE}|{_MONTH}", value) for value in values):
        day += f"|{_BARE_YEAR}"
    kinds: tuple[tuple[FieldType, str], ...] = (("date", day), ("url", _URL))
    for kind, pattern in kinds:
        if all(isinstance(value, str) and re.fullmatch(pattern, value) for value in values):
            return kind
    return "string"


def _is_season(value: Any) -> bool:
    """Whether a value may be from a year to the next: 2010-11 is no month beside 2011-12."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", str(value))
    return found is not None and (int(found[1]) + 1) % 100 == int(found[2])


def _is_json(value: Any) -> bool:
    """Whether a value is a list or an object: also as text, as GDAL has those of GeoJSON."""
    if isinstance(value, list | dict):
        return True
    if not isinstance(value, str) or not value.startswith(("[", "{")):
        return False
    try:
        return isinstance(json.loads(value), list | dict)
    except (ValueError, RecursionError):
        return False
