"""Which columns say where the rows lie: a pair of numbers, a pair in one cell, links, WKT."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from geo.positions.coordinates import FULL_WIDTH
from geo.positions.links import find_link, read_link
from geo.positions.said_datum import said_datums, without_words
from geo.positions.utm import is_utm
from geo.sources import heading_kinds, recognised
from geo.sources.cell_positions import is_cell, is_of_hashes
from geo.sources.cell_texts import cell_text
from geo.sources.position_values import AFTER_TEXT, COMMA_PAIR, THOUSANDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.sources.records import Records

    PositionRole = Literal["lon", "lat", "position", "geometry", "datum"]

SAMPLE = 2_000
LONGEST = 1_000
"""Characters of a value that are looked at."""
MOSTLY, NEARLY = 0.5, 0.8
"""Shares of a column's values that must look like positions: of one called so, of any other."""
_WKT = re.compile(
    r"\s*(?:SRID=\d+;)?\s*(?:(?:MULTI)?(?:POINT|LINESTRING|POLYGON|CURVE|SURFACE)"
    r"|GEOMETRYCOLLECTION|CIRCULARSTRING|COMPOUNDCURVE|CURVEPOLYGON|POLYHEDRALSURFACE|TIN"
    r"|TRIANGLE)\s*(?:ZM|Z|M)?\s*(?:\(|EMPTY)",
    re.IGNORECASE,
)
_GEOJSON = re.compile(r'\s*\{.*"type"\s*:\s*"(?:Multi)?(?:Point|LineString|Polygon)', re.DOTALL)
_WKB = re.compile(r"(?:00|01)[0-9A-Fa-f]{16,}")
_NUMBER = r"-?\d{1,3}(?:\.\d+)?\s*°?"
_PAIR = re.compile(rf"\s*[(\[（【]?\s*{_NUMBER}\s*[,，;；\s]\s*{_NUMBER}\s*[)\]）】]?\s*$")
_BEYOND_DEGREES = re.compile(r"\s*[-+]?\d{4,}")
_LINK = re.compile(r"https?://\S+|geo:\S+", re.IGNORECASE)
_MAP_LINK = re.compile(r"amap|gaode|autonavi|map\.qq|baidu|maps|openstreetmap|osm\.org|^geo:")
_ANGLES = re.compile(r".*\d\s*[°º˚度].*\d")
_MAP_NAMES = re.compile(
    r"高德|腾讯|百度|火星|天地图|amap|gaode|tencent|baidu|google|gcj-?02|bd-?09(?:mc|ll)?|wgs-?84|gps"
    r"|cgcs2000|(?:web ?)?墨卡托(?:投影)?|地图|map",
    re.IGNORECASE,
)


def sample(records: Records, column: str) -> list[str]:
    """Give the first values of a column as texts."""
    values = records.table.column(column).slice(0, SAMPLE)
    there = (value for value in values.to_pylist() if value is not None and value != "")
    # A shape in WKB is known by its digits.
    texts = (cell_text(one) if isinstance(one, bytes) else str(one) for one in there)
    return [text[:LONGEST] for text in texts]


def is_wkt(text: str) -> bool:
    """Whether a text is a geometry as WKT writes it; Point Reyes is none."""
    return _WKT.match(text) is not None


def role_of_position(records: Records, column: str) -> Literal["position", "geometry"]:
    """Tell whether a column that says where rows lie holds whole geometries, or points."""
    some = sample(records, column)
    is_geometry = any(_share(some, form) > MOSTLY for form in (_WKT, _GEOJSON, _WKB))
    return "geometry" if is_geometry else "position"


def find_position_columns(
    records: Records, free: Sequence[str]
) -> list[tuple[str, PositionRole, str]]:
    """Find the columns that say where the rows lie.

    Parameters
    ----------
    records
        The file.
    free
        The columns that are nothing else.

    Returns
    -------
    list of tuple
        Heading, role, and ``heading`` or ``values``: what it was told by.
    """
    found = _by_heading(records, list(free)) or _by_values(records, list(free))
    if found and found[0][1] != "geometry":
        taken = {name for name, _, _ in found}
        datums = [name for name in recognised.best("datum", free) if name not in taken]
        found += [(name, "datum", "heading") for name in datums[:1]]
    return found


def _by_heading(records: Records, names: list[str]) -> list[tuple[str, PositionRole, str]]:
    for name in recognised.best("geometry", names):
        if role_of_position(records, name) == "geometry":
            return [(name, "geometry", "heading")]
    plain = {_without_map_name(name): name for name in reversed(names) if sample(records, name)}
    pair = recognised.pair(_with_digits(records, names)) or recognised.pair(
        _with_digits(records, list(plain), plain)
    )
    in_degrees = pair is None or not _are_metres(records, *(plain.get(name, name) for name in pair))
    if pair is not None and (in_degrees or not _in_one_cell(records, names, plain)):
        lon, lat = (plain.get(name, name) for name in pair)
        return [(lon, "lon", "heading"), (lat, "lat", "heading")]
    return _in_one_cell(records, names, plain)


def _in_one_cell(
    records: Records, names: list[str], plain: dict[str, str]
) -> list[tuple[str, PositionRole, str]]:
    """Find the column that is called a position, and holds some."""
    for name in [*recognised.best("position", names), *recognised.best("position", plain)]:
        column = name if name in names else plain[name]
        role = role_of_position(records, column)
        hashes = is_of_hashes(column)
        if role == "geometry" or _are_positions(sample(records, column), MOSTLY, hashes=hashes):
            return [(column, role, "heading")]
    return []


def _are_metres(records: Records, *axes: str) -> bool:
    """Whether all numbers of two columns are beyond degrees: of a plane that nobody names."""
    return all(
        (some := sample(records, axis)) and all(map(_BEYOND_DEGREES.match, some)) for axis in axes
    )


def _by_values(records: Records, names: list[str]) -> list[tuple[str, PositionRole, str]]:
    for name in names if records.is_text else []:
        if role_of_position(records, name) == "geometry":
            return [(name, "geometry", "values")]
        some = sample(records, name)
        if any(map(THOUSANDS.fullmatch, some)):
            # 12,345.50 is one number.
            continue
        if heading_kinds.is_of_parts(name) and all(map(is_utm, some)):
            # The number of a part may be that of a square, too.
            continue
        # Two numbers may be anything; fractions of them are places.
        if _are_positions(some, NEARLY) and any(
            re.search(r"[.°度/+]", text) or is_utm(text) for text in some
        ):
            return [(name, "position", "values")]
    return []


def _are_positions(some: list[str], least: float, *, hashes: bool = False) -> bool:
    is_of_maps = any(_LINK.match(text) and _MAP_LINK.search(text) for text in some)
    fit = sum(_is_position(text, links=is_of_maps, hashes=hashes) for text in some)
    return bool(some) and fit >= least * len(some) and not are_short_links(some)


def are_short_links(some: Sequence[str]) -> bool:
    """Whether all there is of a column is short links of maps, which hold no position."""
    return bool(some) and all(map(_is_short, some))


def _is_short(text: str) -> bool:
    link = find_link(text)
    return link is not None and read_link(link) == "location-short-link"


def _is_position(text: str, *, links: bool, hashes: bool) -> bool:
    text = text.translate(FULL_WIDTH)
    if (
        _PAIR.match(text)
        or COMMA_PAIR.match(text)
        or _ANGLES.match(text)
        or is_cell(text, is_hash=hashes)
        or (links and _LINK.match(text))
    ):
        return True
    if AFTER_TEXT.search(text):
        return True
    # 高德：120.21,30.18 says what it is in.
    return bool(_PAIR.search(text) and said_datums(text) and _PAIR.match(without_words(text)[0]))


def _share(texts: list[str], form: re.Pattern[str]) -> float:
    return sum(form.match(text) is not None for text in texts) / len(texts) if texts else 0.0


def _without_map_name(name: str) -> str:
    """Give a heading without the map it was picked on: 高德经度 → 经度."""
    return _MAP_NAMES.sub("", name).strip(" _-（）()") or name


def _is_certain(role: Literal["lon", "lat"], name: str) -> bool:
    return recognised.rank(role, name) is not None and not recognised.is_doubtful(role, name)


def _with_digits(
    records: Records, names: list[str], columns: dict[str, str] | None = None
) -> list[str]:
    """Give the columns whose values may be numbers; a salon is no longitude."""
    fit = []
    for name in names:
        some = sample(records, (columns or {}).get(name, name))
        if some and any(_is_certain(role, name) for role in ("lon", "lat")):
            # What is called a longitude is one; a value that is none is told with its row.
            fit.append(name)
            continue
        digits = sum(bool(re.match(r"\s*[-+]?[\d东西南北NSEWnsew]", text)) for text in some)
        if some and digits >= MOSTLY * len(some):
            fit.append(name)
    return fit
