"""What a KML holds besides places: pictures, links to more, flights, models, recorded tracks.

GDAL makes a site of a picture's frame, and of a model nothing. The former is taken out before it
reads the file, the latter stands where it says; each is counted.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from geo.sources.kml_details import elements

if TYPE_CHECKING:
    from pathlib import Path

LINKS = "network-links"
LEFT_OUT = {
    LINKS: "NetworkLink",
    "ground": "GroundOverlay",
    "overlays": "ScreenOverlay, PhotoOverlay",
    "tours": "gx:Tour",
}
"""What is no place, by the note that tells it."""
_HREF = re.compile(rb"<(?:\w{1,40}:)?href>\s*([^<]{1,2000}?)\s*</")
_ADDRESS = re.compile(r"\w{2,20}:|//")
_LOCATION = re.compile(
    rb"<(?:\w{1,40}:)?(longitude|latitude|altitude)>\s{0,99}([-+\d.eE]{1,40})\s{0,99}</"
)
_PICTURES = (b"GroundOverlay", b"PhotoOverlay", b"ScreenOverlay")


@cache
def _opening(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"<((?:\w{1,40}:)?)" + name + rb"(?:\s[^<>]{0,400})?/?>")


def places_alone(data: bytes) -> bytes:
    """Take pictures out of a KML, and put a point where each model stands."""
    for name in _PICTURES:
        data = _replaced(data, name, lambda _inner, _mark: b"")
    return _replaced(data, b"Model", _point)


def _replaced(data: bytes, name: bytes, write: Any) -> bytes:
    parts, at = [], 0
    for opening in _opening(name).finditer(data):
        if opening.start() < at:
            continue
        close = b"</%b%b>" % (opening[1], name)
        is_empty = opening[0].endswith(b"/>")
        end = opening.end() if is_empty else data.find(close, opening.end())
        if end < 0:
            break
        parts += [data[at : opening.start()], write(data[opening.end() : end], opening[1])]
        at = end if is_empty else end + len(close)
    return b"".join([*parts, data[at:]])


def _point(inner: bytes, mark: bytes) -> bytes:
    said = dict(_LOCATION.findall(inner))
    names = [b"longitude", b"latitude", *([b"altitude"] if float(said.get(b"altitude", 0)) else [])]
    if not all(name in said for name in names):
        return b""
    numbers = b",".join(said[name] for name in names)
    return b"<%bPoint><%bcoordinates>%b</%bcoordinates></%bPoint>" % (
        mark, mark, numbers, mark, mark,
    )  # fmt: skip


def notes_of(data: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Tell what a KML holds besides places: a note for each kind, with its count."""
    counts = {
        LINKS: network_links(data),
        "ground": _count(data, b"GroundOverlay"),
        "overlays": _count(data, b"ScreenOverlay") + _count(data, b"PhotoOverlay"),
        "tours": _count(data, b"Tour"),
        "models": _count(data, b"Model"),
        "tracks": _count(data, b"Track"),
    }
    return [(name, {"count": count}) for name, count in counts.items() if count]


def _count(data: bytes, name: bytes) -> int:
    return sum(1 for _ in _opening(name).finditer(data))


def network_links(data: bytes, beside: Path | None = None) -> int:
    """Count the places at which a KML only says where more is to be had.

    Parameters
    ----------
    data
        The KML.
    beside
        The folder it lies in, if files that are there do not count.
    """
    found = elements(data, _opening(b"NetworkLink"), b"NetworkLink")
    targets = (_HREF.search(data, start, end) for start, end, _ in found)
    texts = [unquote(one[1].decode(errors="replace")) if one else "" for one in targets]
    return sum(not text or beside is None or not _is_beside(text, beside) for text in texts)


def _is_beside(target: str, folder: Path) -> bool:
    try:
        return not _ADDRESS.match(target) and "\0" not in target and (folder / target).is_file()
    except OSError:  # no file can have such a name
        return False
