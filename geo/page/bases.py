"""Online base maps the reader may pick, each with the datum its tiles really have."""

from __future__ import annotations

import html
import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import SplitResult, urlsplit

from geo.page.settingplace import setting_place
from geo.problems import Problem
from geo.problems.likely import nearest

if TYPE_CHECKING:
    from geo.contract.head_types import Base, Datum
    from geo.joining import SiteLayer
    from geo.project import Project
    from geo.project.settings import BaseMapSettings

# Hosts whose tiles are shifted by law: AMap, Tencent, GeoQ, Google in China; Baidu shifts again.
_DATUM_OF_HOST: dict[str, Datum] = {
    "autonavi.com": "gcj02",
    "amap.com": "gcj02",
    "gtimg.com": "gcj02",
    "map.qq.com": "gcj02",
    "geoq.cn": "gcj02",
    "google.cn": "gcj02",
    "bdimg.com": "bd09",
    "map.baidu.com": "bd09",
}
# These speak https though their entry in xyzservices does not.
_SECURE_HOSTS = ("autonavi.com",)
# What Leaflet fills in itself.
_LEAFLET = {"x", "y", "z", "s", "r"}
# The national platform, CGCS2000 (centimetres from WGS 84); it needs a key of one's own.
# https://lbs.tianditu.gov.cn/server/MapService.html
_TIANDITU = {
    "Tianditu.Normal": ("vec", "cva"),
    "Tianditu.Satellite": ("img", "cia"),
    "Tianditu.Terrain": ("ter", "cta"),
}
_TIANDITU_URL = (
    "https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
    "&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={{key}}"
)
_TIANDITU_KEY = "TIANDITU_KEY"
"""The environment variable that holds its key, unless the settings name another."""
_DARK_ALREADY = re.compile("dark|night|satellite|imagery", re.IGNORECASE)


def make_bases(layer: SiteLayer) -> tuple[list[Base], list[Problem]]:
    """Turn ``[[base.maps]]`` into what the page needs.

    Returns
    -------
    bases : list of dict
        As ``Base``; those whose key is missing are left out.
    problems : list of Problem
        Unknown providers, missing keys, keys that everyone will be able to read, a datum that is
        not the provider's, missing review numbers of a public map.
    """
    settings = layer.project.settings
    bases: list[Base] = []
    problems: list[Problem] = []
    for index, entry in enumerate(settings.base.maps):
        maker = _BaseMaker(entry, layer.project, index)
        base = maker.make(settings.languages[0])
        problems += maker.problems
        if base is not None:
            bases.append(base)
    return bases, _told_once(problems)


def _told_once(problems: list[Problem]) -> list[Problem]:
    """Name all base maps that lack one key in one warning, at the place of the first."""
    told: dict[object, Problem] = {}
    for number, problem in enumerate(problems):
        # Without a variable's name each may need a key of its own.
        lacks = problem.params["variable"] if problem.code == "base-without-key" else number
        first = told.get(lacks)
        if first is None:
            told[lacks] = problem
            continue
        names = f"{first.params['id']}”, “{problem.params['id']}"
        told[lacks] = replace(first, params={**first.params, "id": names})
    return list(told.values())


class _BaseMaker:
    def __init__(self, entry: BaseMapSettings, project: Project, index: int) -> None:
        self.problems: list[Problem] = []
        self._entry = entry
        self._project = project
        self._index = index

    def make(self, language: str) -> Base | None:
        entry = self._entry
        provider = self._provider()
        if provider is None:
            return None
        urls = self._with_values([url for url in provider["urls"] if url], provider)
        if not urls or not entry.id:
            return None  # reading the settings has said so
        base: Base = {
            "id": entry.id,
            "label": entry.label or {language: provider.get("name") or entry.id},
            "urls": urls,
            "datum": self._datum(urls),
            "attribution": entry.attribution or {language: _plain(provider.get("attribution", ""))},
            "dim": not _DARK_ALREADY.search(f"{entry.provider} {entry.id} {urls[0]}"),
        }
        link = re.search(r'href="(https?://[^"]+)"', provider.get("html_attribution", ""))
        optional = {
            "attributionUrl": entry.attribution_url or (link[1] if link else None),
            "subdomains": entry.subdomains or list(provider.get("subdomains", ())) or None,
            "minZoom": provider.get("min_zoom") if entry.min_zoom is None else entry.min_zoom,
            "maxZoom": provider.get("max_zoom") if entry.max_zoom is None else entry.max_zoom,
            "tms": entry.tms or None,
            "reviewNumber": entry.review_number or None,
        }
        if self._project.settings.public and not entry.review_number:
            self._report("base-without-review-number", "id")
        given = {key: value for key, value in optional.items() if value is not None}
        return cast("Base", {**base, **given})

    def _provider(self) -> dict[str, Any] | None:
        """Find what is known of the map: its addresses, attribution and limits."""
        entry = self._entry
        if entry.url or entry.urls:
            return {"urls": [entry.url, *entry.urls], "name": entry.provider}
        name = entry.provider
        if not name:
            return None  # reading the settings has said so
        if name in _TIANDITU:
            urls = [_TIANDITU_URL.format(layer=part) for part in _TIANDITU[name]]
            return {
                "urls": urls,
                "name": "天地图",
                "attribution": "天地图",
                "html_attribution": '<a href="https://www.tianditu.gov.cn/">',
                "subdomains": "01234567",
                "max_zoom": 18,
                "key_env": _TIANDITU_KEY,
            }
        from xyzservices import providers

        known = providers.flatten()
        if name.lower() == "openstreetmap":  # as folium and geopandas call it
            name = "OpenStreetMap.Mapnik"
        try:
            # A name is looked for as people write it where it is none as it stands.
            found = dict(known[name] if name in known else providers.query_name(name))
        except ValueError:
            near = nearest(name, [*known, *_TIANDITU])
            self._report("base-provider-unknown", "provider", provider=name, near=near or "")
            return None
        return {**found, "urls": [found.pop("url")]}

    def _with_values(self, urls: list[str], provider: dict[str, Any]) -> list[str]:
        """Fill in what is not for Leaflet; nothing, if a key is missing."""
        variable = self._entry.key_env or provider.get("key_env", "")
        key = self._entry.key or os.environ.get(variable)
        missing = used = False

        def value_of(found: re.Match[str]) -> str:
            nonlocal missing, used
            name = found[1]
            if name in _LEAFLET:
                return found[0]
            value = str(provider.get(name, ""))
            if not value or value.startswith("<insert"):
                used, missing = True, missing or not key
                return key or ""
            return value

        filled = [re.sub(r"\{(\w+)\}", value_of, url) for url in urls]
        if missing:
            if variable and self._entry.optional:
                return []  # the project means it to be so
            if variable:
                self._report("base-without-key", "provider", variable=variable)
            else:
                self._report("base-key-unnamed", "provider")
            return []
        if used:
            self._report("key-in-page", "key" if self._entry.key else "key_env")
        return [_secure(url) for url in filled]

    def _datum(self, urls: list[str]) -> Datum:
        host = _split(urls[0].replace("{s}", "s")).hostname or ""
        real = next(
            (datum for end, datum in _DATUM_OF_HOST.items() if f".{host}".endswith(f".{end}")), None
        )
        given = cast("Datum | None", self._entry.datum)
        if given and real and given != real:
            self._report("base-datum-differs", "datum", given=given, real=real)
        return given or real or "wgs84"

    def _report(self, code: str, key: str, **params: object) -> None:
        place = setting_place(self._project, "base", "maps", self._index, key)
        self.problems.append(Problem(code, place, {"id": self._entry.id, **params}))


def hosts_of(base: Base) -> list[str]:
    """Origins a base asks for tiles, for the content security policy."""
    origins = []
    for url in base["urls"]:
        names = base.get("subdomains") or ["a", "b", "c"]
        for full in [url.replace("{s}", name) for name in names] if "{s}" in url else [url]:
            parts = _split(full)
            if parts.netloc:
                origins.append(f"{parts.scheme}://{parts.netloc}")
    return sorted(set(origins))


def _split(url: str) -> SplitResult:
    """Take an address apart; a key or subdomain in it may leave it without a host."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _secure(url: str) -> str:
    host = _split(url.replace("{s}", "s")).hostname or ""
    return url.replace("http://", "https://", 1) if host.endswith(_SECURE_HOSTS) else url


def _plain(attribution: str) -> str:
    text = html.unescape(re.sub(r"<[^>]*>", "", attribution))
    return text.replace("(C)", "©").strip()
