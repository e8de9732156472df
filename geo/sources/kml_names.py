"""Names of a KML file's own fields, which GDAL writes with an underscore for each foreign byte.

地址 and 电话 would both be ``______``: one column, and the values of one of them lost. So the file
is read with names that stay, and what it calls them is put back. Fields that no schema of the file
declares GDAL passes over; they are declared.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from geo.files.reading import require_file
from geo.sources.kml_details import with_declared_data, with_details
from geo.sources.kml_others import places_alone

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 256 * 1024 * 1024
"""Of a file; a larger one is read with the names GDAL makes."""
_NAMED = re.compile(
    rb"(<(?:\w{1,40}:)?(?:Data|SimpleField|SimpleData)\s(?:[^<>]{0,400}?\s)?name\s{0,9}=\s{0,9})"
    rb"(?:\"([^\"<]{0,400})\"|'([^'<]{0,400})')"
)
_STAYS = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SCHEMA_DATA = re.compile(
    rb"<(\w{1,40}:)?SchemaData\s[^<>]{0,400}?schemaUrl\s{0,9}=\s{0,9}[\"']([^\"'<>]{0,400})[\"'][^<>]{0,400}>"
    rb"(.{0,100000}?)</(?:\w{1,40}:)?SchemaData>",
    re.DOTALL,
)
_SIMPLE_DATA = re.compile(
    rb"<(?:\w{1,40}:)?SimpleData\s[^<>]{0,400}?name\s{0,9}=\s{0,9}[\"']([^\"'<>]{0,400})[\"']"
)
_SCHEMA = re.compile(
    rb"<(?:\w{1,40}:)?Schema\s[^<>]{0,400}?id\s{0,9}=\s{0,9}[\"']([^\"'<>]{0,400})[\"']"
)
_DOCUMENT = re.compile(rb"<(\w{1,40}:)?Document(?:\s[^<>]{0,400})?>")
_CDATA = re.compile(rb"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_BARE = re.compile(rb"&(?!#[0-9]{1,7};|#x[0-9A-Fa-f]{1,6};|[A-Za-z]\w{0,30};)")
_KNOWN = {"utf-8", "utf8", "utf-16", "us-ascii", "iso-8859-1"}
"""Encodings that every XML parser reads."""
_USUAL = {"gb2312": "gb18030", "gbk": "gb18030"}
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]{1,40})[\"']")


@contextmanager
def with_plain_names(path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """Give a KML file whose fields have names that GDAL leaves as they are.

    Yields
    ------
    path : Path
        The file itself, or one of the same name that is removed afterwards.
    names : dict
        What the fields are called, by the names they have in it.
    """
    names: dict[str, str] = {}
    data = content_of(path)
    changed = _renamed(with_declared_data(_with_schemas(with_details(places_alone(data)))), names)
    if changed == data:
        yield path, names
        return
    with TemporaryDirectory(prefix="parkmap-") as folder:
        # A layer without a name is called by the file's.
        copy = Path(folder) / path.name
        copy.write_bytes(changed)
        yield copy, {plain: name for name, plain in names.items()}


@contextmanager
def readable_xml(path: Path) -> Iterator[Path]:
    """Give a file in an encoding that GDAL knows: itself, or a copy that is removed afterwards."""
    require_file(path)
    data = content_of(path)
    changed = _as_utf_8(data)
    if b"\0" not in changed and _BARE.search(_CDATA.sub(b"", changed)):
        changed = _with_ampersands(changed)
    if changed is data:
        yield path
        return
    with TemporaryDirectory(prefix="parkmap-") as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(changed)
        yield copy


def content_of(path: Path) -> bytes:
    """Give a file's bytes; none of one that is too large to be looked through."""
    return path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""


def _as_utf_8(data: bytes) -> bytes:
    """Write a file anew whose encoding the XML parser of GDAL does not know: GBK, Big5."""
    declared = _DECLARED.match(data)
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if declared is None or encoding in _KNOWN:
        return data
    try:
        text = data.decode(_USUAL.get(encoding, encoding))
    except (UnicodeDecodeError, LookupError):
        return data
    start, end = declared.span(1)
    return f"{text[:start]}utf-8{text[end:]}".encode()


def _with_ampersands(data: bytes) -> bytes:
    """Write ``&amp;`` where a hand wrote ``&`` alone: no program reads on behind it."""
    kept = _CDATA.findall(data)
    parts = [_BARE.sub(b"&amp;", part) for part in _CDATA.split(data)]
    return b"".join(part + own for part, own in zip(parts, [*kept, b""], strict=True))


def _with_schemas(data: bytes) -> bytes:
    """Declare the fields of those schemas that are referred to and nowhere to be found."""
    document = _DOCUMENT.search(data)
    if document is None:
        return data
    known = {b"#" + name for name in _SCHEMA.findall(data)}
    fields: dict[bytes, dict[bytes, None]] = {}
    for _, url, inner in _SCHEMA_DATA.findall(data):
        if url not in known and url.startswith(b"#"):
            fields.setdefault(url, {}).update(dict.fromkeys(_SIMPLE_DATA.findall(inner)))
    mark = document[1] or b""
    made = b"".join(
        b'<%bSchema id="%b" name="%b">' % (mark, url[1:], url[1:])
        + b"".join(b'<%bSimpleField type="string" name="%b"/>' % (mark, name) for name in names)
        + b"</%bSchema>" % mark
        for url, names in fields.items()
    )
    return data[: document.end()] + made + data[document.end() :]


def _renamed(data: bytes, names: dict[str, str]) -> bytes:
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    encoding = declared[1].decode("ascii") if declared else "utf-8"

    def plain(found: re.Match[bytes]) -> bytes:
        raw = found[2] if found[2] is not None else found[3]
        try:
            name = unescape(raw.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            return found[0]
        if _STAYS.fullmatch(name):
            return found[0]
        number = names.setdefault(name, f"parkmap_field_{len(names) + 1}")
        return found[1] + b'"' + number.encode("ascii") + b'"'

    return _NAMED.sub(plain, data)
