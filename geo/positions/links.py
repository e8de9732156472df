"""Positions in share links of AMap, Baidu, Tencent, OpenStreetMap, Google and Apple.

The address alone is read. Each service has its datum:

- AMap and Tencent: GCJ-02. Baidu: BD-09, unless ``coord_type`` says otherwise. OpenStreetMap:
  WGS 84.
- Google and Apple: in mainland China their maps and the positions in their addresses are GCJ-02,
  elsewhere (Hong Kong, Macau and Taiwan too) WGS 84. Google's satellite picture is WGS 84
  everywhere, but its addresses do not tell a centre of the one from the other: for a place picked
  on the picture say ``--datum wgs84``.
- Any other page whose address ends in ``#map=zoom/lat/lon``, as a parkmap's does: WGS 84.

The page reads the same (``geo/web/src/suggest/links.ts``); both are tested with
``tests/fixtures/positions/read.json``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from geo.late_patterns import late
from geo.positions.baidu_mercator import baidu_metres_to_degrees

NUMBER = r"(-?\d{1,10}(?:\.\d{1,20})?)"
PAIR = late(rf"{NUMBER}\s*,\s*{NUMBER}")
AT = late(rf"/@{NUMBER},{NUMBER}")
GOOGLE_PLACE = late(rf"!3d{NUMBER}!4d{NUMBER}")
AMAP_PATH = late(rf"lnglat={NUMBER},{NUMBER}")
GOOGLE_WAY = late(rf"/dir/.*/{NUMBER},\s*{NUMBER}(?:/|$)")
EITHER_PAIR = late(rf"{NUMBER}\s*[,~]\s*{NUMBER}")
MAP_FRAGMENT = late(rf"map=\d{{1,2}}(?:\.\d+)?/{NUMBER}/{NUMBER}")
LINK = late(r"[a-z][a-z0-9+.-]*://\S*|geo:\S*|(?:[\w-]+\.)+[a-z]{2,6}/\S*", re.IGNORECASE)
WITHIN_TEXT = late(r"https?://[^\s，。）】]+", re.IGNORECASE)
SHORT_HOSTS = late(
    r"surl\.amap\.com|j\.map\.baidu\.com|goo\.gl|maps\.app\.goo\.gl|maps\.apple|.*\.bdimg\.com"
)

# Shared with the page. Coarse boxes (west, south, east, north) of mainland China and what in
# them lies elsewhere: enough to say whether a street map is shifted there; no border is claimed.
_SHARED = json.loads(Path(__file__).with_name("street_maps.json").read_text(encoding="utf-8"))
MAINLAND: list[list[float]] = _SHARED["mainland"]
ELSEWHERE: list[list[float]] = _SHARED["elsewhere"]
SERVICES: list[dict[str, Any]] = _SHARED["services"]
"""Those that name a position in one parameter: which, in what order, and in which datum."""


@dataclass(frozen=True)
class LinkPosition:
    """What a link says: a position, or the text of one (``q=30°12'N 120°E``)."""

    lon: float
    lat: float
    datum: str
    host: str
    text: str | None = None


def find_link(text: str) -> str | None:
    """Find the address in a text: all of it, or within the words that apps share it with."""
    match = LINK.fullmatch(text) or WITHIN_TEXT.search(text)
    return match[0] if match else None


def read_link(text: str) -> LinkPosition | str:
    """Find the position in a link.

    Parameters
    ----------
    text
        The address; ``https://`` may be missing.

    Returns
    -------
    LinkPosition or str
        The position, or the code of the problem: a short link, a link without a position, or a
        service that is not known.
    """
    try:
        parts = urlsplit(text if "://" in text or text.startswith("geo:") else f"https://{text}")
        is_web = parts.scheme.lower() in {"http", "https"}
        host = ((parts.hostname or "") if is_web else parts.scheme).lower()
    except ValueError:
        return "location-unreadable"
    if SHORT_HOSTS.fullmatch(host) or (host.endswith("osm.org") and parts.path.startswith("/go/")):
        return "location-short-link"
    for pattern, reader in READERS:
        if pattern.search(host):
            return reader(parts, _query(parts), host) or "location-not-in-link"
    for service in SERVICES:
        if re.search(service["host"], host):
            return _of_service(service, _query(parts), host) or "location-not-in-link"
    return _view(parts, host) or "location-unknown-link"


def _of_service(service: dict[str, Any], query: dict[str, str], host: str) -> LinkPosition | None:
    found = next(
        filter(None, (EITHER_PAIR.search(query.get(name, "")) for name in service["names"])), None
    )
    if found is None:
        return None
    first, second = float(found[1]), float(found[2])
    lon, lat = (first, second) if service["first"] == "lon" else (second, first)
    datum = street_datum(lon, lat) if service["datum"] == "street" else service["datum"]
    return LinkPosition(lon, lat, datum, host)


def _code(parts: SplitResult, _query: dict[str, str], host: str) -> LinkPosition | None:
    """Read the code that such a page's address ends with."""
    code = unquote(parts.path).rpartition("/")[2]
    kind = "geohash " if host.endswith("geohash.org") else ""
    return LinkPosition(0.0, 0.0, "wgs84", host, kind + code) if code else None


def _query(parts: SplitResult) -> dict[str, str]:
    """Give the parameters of the query and of a fragment written like one; the first of each."""
    try:
        query = parse_qs(parts.query, max_num_fields=100)
        fragment = parse_qs(parts.fragment, max_num_fields=100)
    except ValueError:
        return {}
    return {name: values[0] for name, values in (fragment | query).items()}


def _pair(text: str | None) -> tuple[float, float] | None:
    match = PAIR.search(text or "")
    return (float(match[1]), float(match[2])) if match else None


def _named(query: dict[str, str], *names: tuple[str, str]) -> tuple[float, float] | None:
    """Read longitude and latitude from two parameters of their own."""
    for lon, lat in names:
        pair = _pair(f"{query.get(lon, '')},{query.get(lat, '')}")
        if pair:
            return pair
    return None


def _amap(parts: SplitResult, query: dict[str, str], host: str) -> LinkPosition | None:
    datum = "wgs84" if query.get("coordinate") == "wgs84" or query.get("dev") == "1" else "gcj02"
    found = _named(query, ("lng", "lat"), ("lon", "lat"), ("dlon", "dlat"))
    for name in ("position", "lnglat", "location", "center", "to", "dest", "markers"):
        found = found or _pair(query.get(name))
    within = AMAP_PATH.search(unquote(parts.path))
    if found is None and within:
        found = float(within[1]), float(within[2])
    if found is None:
        # Shared places: q=lat,lon,name and p=id,lat,lon,name,address.
        reverse = _pair(query.get("q")) or _pair(query.get("p", "").partition(",")[2])
        found = (reverse[1], reverse[0]) if reverse else None
    return LinkPosition(*found, datum, host) if found else None


def _baidu(parts: SplitResult, query: dict[str, str], host: str) -> LinkPosition | None:
    kinds = {"wgs84": "wgs84", "wgs84ll": "wgs84", "gcj02": "gcj02", "gcj02ll": "gcj02"}
    datum = kinds.get(query.get("coord_type", query.get("coordtype", "")).lower(), "bd09")
    reverse = None
    for name in ("latlng", "location", "center", "destination"):
        reverse = reverse or _pair(query.get(name))
    if reverse:
        return LinkPosition(reverse[1], reverse[0], datum, host)
    at = AT.search(unquote(parts.path))
    metres = (float(at[1]), float(at[2])) if at else _named(query, ("x", "y"))
    metres = metres or _pair(query.get("c"))
    if metres is None:
        return None
    return LinkPosition(*baidu_metres_to_degrees(*metres), "bd09", host)


def _tencent(_parts: SplitResult, query: dict[str, str], host: str) -> LinkPosition | None:
    reverse = None
    for name in ("marker", "coord", "center", "tocoord", "latlng"):
        reverse = reverse or _pair(query.get(name))
    found = (reverse[1], reverse[0]) if reverse else _named(query, ("pointx", "pointy"))
    return LinkPosition(*found, "gcj02", host) if found else None


def _osm(parts: SplitResult, query: dict[str, str], host: str) -> LinkPosition | None:
    found = _named(query, ("mlon", "mlat"), ("lon", "lat"))
    return LinkPosition(*found, "wgs84", host) if found else _view(parts, host)


def _view(parts: SplitResult, host: str) -> LinkPosition | None:
    """Read the middle of the view, as OpenStreetMap and this program's pages write it."""
    view = MAP_FRAGMENT.search(parts.fragment)
    return LinkPosition(float(view[2]), float(view[1]), "wgs84", host) if view else None


def _geo(parts: SplitResult, query: dict[str, str], host: str) -> LinkPosition | None:
    """``geo:lat,lon`` (RFC 5870), WGS 84 unless a ``crs`` is named."""
    # Telephones write geo:0,0?q=30.16,120.2(name).
    reverse = _pair(query.get("q")) or _pair(parts.path)
    if reverse is None or "crs=" in parts.path.replace("crs=wgs84", ""):
        return None
    return LinkPosition(reverse[1], reverse[0], "wgs84", host)


def _google(parts: SplitResult, query: dict[str, str], host: str) -> LinkPosition | None:
    path = unquote(parts.path)
    # The place itself is told by the last !3d!4d; after the @ stands the middle of the view.
    places = GOOGLE_PLACE.findall(path)
    at = AT.search(path)
    searched = re.search(rf"/(?:place|search)/{NUMBER},\+?\s*{NUMBER}", path)
    reverse = tuple(map(float, places[-1])) if places else None
    if reverse is None and searched:
        reverse = float(searched[1]), float(searched[2])
    for name in ("q", "query", "ll", "daddr", "destination", "center"):
        reverse = reverse or _pair(query.get(name))
    way = GOOGLE_WAY.search(path)
    if reverse is None and way:
        reverse = float(way[1]), float(way[2])
    if reverse is None and at:
        reverse = float(at[1]), float(at[2])
    if reverse is None:
        words = query.get("q") or query.get("query") or _place_name(parts.path)
        return LinkPosition(0.0, 0.0, "wgs84", host, words) if words else None
    # The globe of Google Earth shows pictures, which are not shifted.
    is_globe = host.startswith("earth.")
    datum = "wgs84" if is_globe else street_datum(reverse[1], reverse[0])
    return LinkPosition(reverse[1], reverse[0], datum, host)


def _apple(_parts: SplitResult, query: dict[str, str], host: str) -> LinkPosition | None:
    reverse = None
    for name in ("coordinate", "ll", "daddr", "center", "sll", "q"):
        reverse = reverse or _pair(query.get(name))
    if reverse is None:
        return None
    return LinkPosition(reverse[1], reverse[0], street_datum(reverse[1], reverse[0]), host)


def _place_name(path: str) -> str | None:
    match = re.match(r"/maps/(?:place|search)/([^/]+)", path)
    return unquote(match[1].replace("+", " ")) if match else None


def street_datum(lon: float, lat: float) -> str:
    """Datum of Google's and Apple's street maps at a position."""

    def within(boxes: list[list[float]]) -> bool:
        return any(
            west <= lon <= east and south <= lat <= north for west, south, east, north in boxes
        )

    return "gcj02" if within(MAINLAND) and not within(ELSEWHERE) else "wgs84"


READERS = (
    (re.compile(r"(?:^|\.)(?:amap|gaode|autonavi)\.com$|^(?:android|ios)?amap(?:uri)?$"), _amap),
    (re.compile(r"(?:^|\.)baidu\.com$|^(?:baidu|bd)map(?:app)?$"), _baidu),
    (re.compile(r"(?:^|\.)map\.qq\.com$|^qqmap$"), _tencent),
    (re.compile(r"(?:^|\.)(?:openstreetmap|osm)\.org$"), _osm),
    (re.compile(r"^geo$"), _geo),
    (re.compile(r"(?:^|\.)google(?:\.[a-z]{2,3}){1,2}$|(?:^|\.)google$|^comgooglemaps$"), _google),
    (re.compile(r"^(?:www\.)?(?:plus\.codes|geohash\.org)$"), _code),
    (re.compile(r"^(?:maps|beta\.maps)\.apple\.com$|^maps$"), _apple),
)
