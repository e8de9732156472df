"""What a KML says of a place outside its data: address and telephone, which GDAL passes over.

They are written among the data before GDAL reads it. What a KML holds besides places:
:mod:`geo.sources.kml_others`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACEMARK = re.compile(rb"<((?:\w{1,40}:)?)Placemark(?:\s[^<>]{0,400})?(?<!/)>")
_DETAIL = re.compile(
    rb"<(?:\w{1,40}:)?(address|phoneNumber)>(<!\[CDATA\[[^\]]{1,2000}\]\]>|[^<]{1,2000})</"
)
_CALLED = {b"address": b"address", b"phoneNumber": b"phone"}
"""What the elements are called as columns."""
_OF_SCHEMA = re.compile(rb"<(?:\w{1,40}:)?SchemaData(?:\s[^<>]{0,400})?(?<!/)>")
_EXTENDED = re.compile(rb"<(?:\w{1,40}:)?ExtendedData(?:\s[^<>]{0,400})?(?<!/)>")
_SCHEMA = re.compile(rb"<((?:\w{1,40}:)?)Schema(?:\s[^<>]{0,400})?(?<!/)>")
_NAME = rb"\s[^<>]{0,400}?name\s{0,9}=\s{0,9}[\"']([^\"'<>]{0,400})[\"']"
_FIELD = re.compile(rb"<(?:\w{1,40}:)?SimpleField" + _NAME)
_DATA = re.compile(rb"<(?:\w{1,40}:)?(?:Simple)?Data" + _NAME)
MOST_NAMES = 500
"""Of data without a schema that are declared in each of those there are."""


def with_details(data: bytes) -> bytes:
    """Write addresses and telephone numbers of places among their data."""
    if not _DETAIL.search(data):
        return data
    parts, at = [], 0
    for start, end, mark in elements(data, _PLACEMARK, b"Placemark"):
        inner = data[start:end]
        told = {_CALLED[name]: text for name, text in _DETAIL.findall(inner) if text.strip()}
        told = {name: text for name, text in told.items() if b'"%b"' % name not in inner}
        # Of data with a schema and data without GDAL takes the former alone.
        of_schema = _OF_SCHEMA.search(inner)
        if of_schema:
            form = b'<%bSimpleData name="%b">%b</%bSimpleData>'
            made = [form % (mark, name, text, mark) for name, text in told.items()]
        else:
            form = b'<%bData name="%b"><%bvalue>%b</%bvalue></%bData>'
            made = [form % (mark, name, mark, text, mark, mark) for name, text in told.items()]
        of_data = of_schema or _EXTENDED.search(inner)
        place = start + of_data.end() if of_data else end
        if not of_data and made:
            made = [b"<%bExtendedData>" % mark, *made, b"</%bExtendedData>" % mark]
        parts += [data[at:place], *made]
        at = place
    return b"".join([*parts, data[at:]])


def with_declared_data(data: bytes) -> bytes:
    """Declare data of no schema in those there are: beside them GDAL passes it over."""
    names = dict.fromkeys(_DATA.findall(data)) if _SCHEMA.search(data) else {}
    if not 0 < len(names) <= MOST_NAMES:
        return data
    parts, at = [], 0
    for start, end, mark in elements(data, _SCHEMA, b"Schema"):
        own = {*_FIELD.findall(data[start:end])}
        form = b'<%bSimpleField type="string" name="%b"/>'
        parts += [data[at:start], *(form % (mark, name) for name in names if name not in own)]
        at = start
    return b"".join([*parts, data[at:]])


def elements(
    data: bytes, opening: re.Pattern[bytes], name: bytes
) -> Iterator[tuple[int, int, bytes]]:
    """Give where the contents of elements begin and end, and the prefix of their names.

    Parameters
    ----------
    data
        The KML.
    opening
        What matches the opening tag, with the prefix as its first group.
    name
        The element's, without it.
    """
    at = 0
    while (found := opening.search(data, at)) is not None:
        is_empty = data[found.end() - 2 : found.end() - 1] == b"/"
        close = b"</%b%b" % (found[1], name)
        end = found.end() if is_empty else data.find(close, found.end())
        if end < 0:
            return
        yield found.end(), end, found[1]
        at = end
