"""What the text in a cell means: one reader per type of Table Schema.

A reader takes the cell's text and gives its value, or raises :class:`ValueError`. Dates and times
become values that compare rightly; :func:`shown` turns them back to ISO text, which is what
tables hold.

Source: https://datapackage.org/standard/table-schema/ (field types).
"""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.sources.tables.table_schema import TableField

WHOLE = r"[+-]?[0-9]+"
# Each digit can be matched in one way only: what is no number is known after one pass.
NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
DIGITS = "0123456789"
_POWER = re.compile(r"(?<=[\s\dkcdm]m)[23]$")
TRUE_VALUES = ("true", "True", "TRUE", "1")
FALSE_VALUES = ("false", "False", "FALSE", "0")

_WHOLE = re.compile(WHOLE)
_NUMBER = re.compile(NUMBER)
_SPECIAL_NUMBER = {"NaN": math.nan, "INF": math.inf, "-INF": -math.inf}
_MOMENT = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
_YEAR = re.compile(r"[0-9]{4}")
_YEARMONTH = re.compile(r"([0-9]{1,4})-([0-9]{1,2})")
_AMOUNT = r"(?:[0-9]+(?:[.,][0-9]+)?{})?"
_DURATION = re.compile(
    "[+-]?P(?=.)"
    + "".join(_AMOUNT.format(unit) for unit in "YMWD")
    + "(?:T(?=.)"
    + "".join(_AMOUNT.format(unit) for unit in "HMS")
    + ")?"
)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]*")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_GEOJSON_TYPES = {
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection", "Feature", "FeatureCollection",
}  # fmt: skip


Dtype = Literal["str", "Int64", "float64", "boolean", "object"]


class CellType(NamedTuple):
    """How a field's cells are read.

    Parameters
    ----------
    read
        Text to value.
    code
        The problem of a text that cannot be read.
    dtype
        The pandas dtype of the column.
    """

    read: Callable[[str], Any]
    code: str
    dtype: Dtype


def cell_type(field: TableField) -> CellType:
    """Find how a field's cells are read."""
    if field.type == "string":
        read, code = _STRING_FORMATS.get(field.format, (_as_it_is, "cell-not-text"))
        return CellType(read, code, "str")
    make, dtype = _TYPES.get(field.type, (_always(_as_it_is), "str"))
    return CellType(make(field), f"cell-not-{field.type}", dtype)


def read_constant(field: TableField, value: object) -> Any:
    """Read a value written in a descriptor (a bound or an entry of ``enum``).

    Raises
    ------
    ValueError
        If it is not of the field's type.
    """
    read = cell_type(field).read
    if isinstance(value, str):
        return read(value)
    if field.type in {"object", "array", "list", "geojson", "any"}:
        return value
    if isinstance(value, bool):
        if field.type != "boolean":
            raise ValueError(value)
        return value
    return read(json.dumps(value))


def is_moment_pattern(pattern: str) -> bool:
    """Whether :func:`time.strptime` can read dates or times by a pattern.

    Only a try shows that: it must read what it writes itself.
    """
    # Without what stands between them: Windows cannot write every character.
    directives = " ".join(re.findall("%.?", pattern, re.DOTALL))
    try:
        datetime.strptime(_MOMENT.strftime(directives), directives)  # noqa: DTZ007  only tried
    except (ValueError, re.error):
        return False
    return directives != ""


def shown(value: Any) -> Any:
    """Turn dates and times to ISO text; leave every other value as it is."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, _YearMonth):
        return f"{value.year:04}-{value.month:02}"
    return value


class _YearMonth(NamedTuple):
    year: int
    month: int


def _as_it_is(text: str) -> str:
    return text


def _always(read: Callable[[str], Any]) -> Callable[[TableField], Callable[[str], Any]]:
    return lambda _field: read


def _whole_reader(field: TableField) -> Callable[[str], int]:
    group = field.options.get("groupChar", "")
    bare = field.options.get("bareNumber", True)

    def read(text: str) -> int:
        stripped = _stripped(text, group, bare=bare)
        if not _WHOLE.fullmatch(stripped):
            raise ValueError(text)
        return int(stripped)

    return read


def _number_reader(field: TableField) -> Callable[[str], float]:
    group = field.options.get("groupChar", "")
    point = field.options.get("decimalChar", ".")
    bare = field.options.get("bareNumber", True)
    one_by_one = field.options.get("cells")

    def read(text: str) -> float:
        if one_by_one is not None and text in one_by_one.numbers:
            return float(one_by_one.numbers[text])
        stripped = _stripped(text, group, bare=bare)
        if stripped in _SPECIAL_NUMBER:
            return _SPECIAL_NUMBER[stripped]
        if point != ".":
            if "." in stripped:
                raise ValueError(text)
            stripped = stripped.replace(point, ".")
        if not _NUMBER.fullmatch(stripped):
            raise ValueError(text)
        return float(stripped)

    return read


def _stripped(text: str, group: str, *, bare: bool) -> str:
    """Take off spaces, group marks, and what stands around a number (``¥ 95``, ``95 %``)."""
    text = text.strip()
    if not bare:
        # The digit of m2 is none of the number's.
        text = _POWER.sub("", text)
        begins = re.search(r"(?:^-?\.)?[0-9]", text)
        ends = max(map(text.rfind, DIGITS)) + 1
        # -¥3 is as much less than nothing as ¥-3.
        before = text[: begins.start()] if begins else ""
        sign = "-" if "-" in {before[:1], before[-1:]} else ""
        text = sign + text[begins.start() : ends] if begins else ""
    return text.replace(group, "") if group else text


def _boolean_reader(field: TableField) -> Callable[[str], bool]:
    values = dict.fromkeys(field.options.get("trueValues", TRUE_VALUES), True)
    values |= dict.fromkeys(field.options.get("falseValues", FALSE_VALUES), False)

    def read(text: str) -> bool:
        if text not in values:
            raise ValueError(text)
        return values[text]

    return read


def _date_reader(field: TableField) -> Callable[[str], date]:
    if field.format == "any":
        return lambda text: _any_moment(text).date()
    pattern = "%Y-%m-%d" if field.format == "default" else field.format
    return lambda text: datetime.strptime(text, pattern).date()  # noqa: DTZ007  a date has no zone


def _datetime_reader(field: TableField) -> Callable[[str], datetime]:
    if field.format == "any":
        return _any_moment
    if field.format != "default":
        return lambda text: datetime.strptime(text, field.format)  # noqa: DTZ007  as the pattern says

    def read(text: str) -> datetime:
        # The standard asks for seconds: YYYY-MM-DDThh:mm:ss.
        if len(text) < 19 or text[16] != ":":
            raise ValueError(text)
        return datetime.fromisoformat(text)

    return read


def _time_reader(field: TableField) -> Callable[[str], time]:
    if field.format == "any":
        return lambda text: _any_moment(text).timetz()
    if field.format != "default":
        return lambda text: datetime.strptime(text, field.format).timetz()  # noqa: DTZ007  as above

    def read(text: str) -> time:
        if len(text) < 8 or text[5] != ":":
            raise ValueError(text)
        return time.fromisoformat(text)

    return read


def _any_moment(text: str) -> datetime:
    # pandas itself needs this library, so it is there.
    from dateutil import parser  # type: ignore[import-untyped]

    try:
        # What the text leaves out must not come from today's date: same input, same bytes.
        moment: datetime = parser.parse(text, default=datetime(2000, 1, 1))  # noqa: DTZ001  as the text says
        # An offset of a day or more is noticed only when it is asked for.
        moment.utcoffset()
    except (OverflowError, TypeError) as error:
        raise ValueError(text) from error
    return moment


def _year(text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _yearmonth(text: str) -> _YearMonth:
    found = _YEARMONTH.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12:
        raise ValueError(text)
    return _YearMonth(int(found[1]), int(found[2]))


def _geopoint_reader(field: TableField) -> Callable[[str], str]:
    def read(text: str) -> str:
        if field.format == "array":
            lon, lat = _json_reader(list)(text)
        elif field.format == "object":
            value = _json_reader(dict)(text)
            if set(value) != {"lon", "lat"}:
                raise ValueError(text)
            lon, lat = value["lon"], value["lat"]
        else:
            lon, lat = text.split(",")
        try:
            if not (-180 <= float(lon) <= 180 and -90 <= float(lat) <= 90):
                raise ValueError(text)
        except (TypeError, OverflowError):
            raise ValueError(text) from None
        return text

    return read


def _json_reader(wanted: type) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        try:
            value = json.loads(text)
        except RecursionError:
            raise ValueError(text) from None
        if not isinstance(value, wanted):
            raise ValueError(text)  # noqa: TRY004  callers wait for ValueError alone
        return value

    return read


def _geojson(text: str) -> dict[str, Any]:
    value: dict[str, Any] = _json_reader(dict)(text)
    kind = value.get("type")
    if not isinstance(kind, str) or kind not in _GEOJSON_TYPES:
        raise ValueError(text)
    return value


def _list_reader(field: TableField) -> Callable[[str], list[Any]]:
    delimiter = field.options.get("delimiter") or ","
    item = field.options.get("itemType", "string")
    from geo.sources.tables.table_schema import TableField

    read_item = cell_type(TableField(field.name, item)).read
    return lambda text: [shown(read_item(entry)) for entry in text.split(delimiter)]


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return text

    return read


def _binary(text: str) -> str:
    import base64

    base64.b64decode(text)
    return text


_STRING_FORMATS: dict[str, tuple[Callable[[str], str], str]] = {
    "uri": (_matching(_URI), "cell-not-uri"),
    "email": (_matching(_EMAIL), "cell-not-email"),
    "uuid": (_matching(_UUID), "cell-not-uuid"),
    "binary": (_binary, "cell-not-binary"),
}
_TYPES: dict[str, tuple[Callable[[TableField], Callable[[str], Any]], Dtype]] = {
    "integer": (_whole_reader, "Int64"),
    "number": (_number_reader, "float64"),
    "boolean": (_boolean_reader, "boolean"),
    "date": (_date_reader, "str"),
    "datetime": (_datetime_reader, "str"),
    "time": (_time_reader, "str"),
    "year": (_always(_year), "Int64"),
    "yearmonth": (_always(_yearmonth), "str"),
    "duration": (_always(_matching(_DURATION)), "str"),
    "geopoint": (_geopoint_reader, "str"),
    "geojson": (_always(_geojson), "object"),
    "object": (_always(_json_reader(dict)), "object"),
    "array": (_always(_json_reader(list)), "object"),
    "list": (_list_reader, "object"),
}
