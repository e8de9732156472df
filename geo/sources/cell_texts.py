"""Values of cells as texts: what one would type to enter them."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

DATE_BY_DEFAULT = (0, 0, 0, 0)


def cell_text(value: object) -> str:
    """Give a cell's value as one would type it: whole numbers without ``.0``, dates as ISO."""
    if isinstance(value, bool):
        return "true" if value else "false"
    write = next((_WRITERS[kind] for kind in type(value).__mro__ if kind in _WRITERS), str)
    return write(value)


def number_text(value: float) -> str:
    """Give a number as one would type it; what is none is empty."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = repr(value)
    return {"nan": "", "inf": "INF", "-inf": "-INF"}.get(text, text)


def _moment_text(value: datetime) -> str:
    # Excel has no dates without a time of day.
    time_of_day = (value.hour, value.minute, value.second, value.microsecond)
    return value.date().isoformat() if time_of_day == DATE_BY_DEFAULT else value.isoformat()


def _json_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _bytes_text(value: bytes) -> str:
    """Give bytes as the text they are, or else their digits: a shape in WKB is known by those."""
    return value.hex() if is_no_text(value) else value.decode("utf-8")


def is_no_text(value: bytes) -> bool:
    """Whether bytes are something else: a picture, a shape."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        return True
    # Spaces of all kinds stand in texts, other control characters in nothing that is one.
    return not all(one.isprintable() or one.isspace() for one in text)


_WRITERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _value: "",
    float: number_text,
    Decimal: lambda value: format(value, "f"),
    datetime: _moment_text,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: str,
    dict: _json_text,
    list: _json_text,
    bytes: _bytes_text,
    memoryview: lambda value: _bytes_text(bytes(value)),
}
