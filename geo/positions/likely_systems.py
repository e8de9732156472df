"""Systems that metres without a word on them may be in: what stands beside them tells."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geo.positions.land import is_near_land
from geo.positions.projected import Guess
from geo.positions.systems import find_system, in_degrees, system_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

MOST_NAMED = 4
"""Of more systems nobody tells the right one."""
WEB_MERCATOR = "EPSG:3857"
"""That of all web maps, in any country."""
FAR_OUT = 1_000_000.0
"""Where it has all numbers smaller than this, in metres, lies little but the Gulf of Guinea."""
UTM = (100_000.0, 0.0, 900_000.0, 10_000_000.0)
"""West, south, east, north of what a zone of UTM counts in metres."""
_CODE = re.compile(r"(?<!\d)(\d{4,5})(?!\d)")
_LONGEST_PRJ = 20_000


def said_system(path: Path, xy: NDArray[np.float64]) -> Guess | None:
    """Find the system a file's own name or the ``.prj`` beside it says, if the numbers fit it.

    Parameters
    ----------
    path
        Of the file.
    xy
        Its positions in metres; shape (n, 2).
    """
    codes = [f"EPSG:{found}" for found in _CODE.findall(path.stem)]
    beside = path.with_suffix(".prj")
    if beside.is_file() and beside.stat().st_size <= _LONGEST_PRJ:
        named = system_name(beside.read_text("utf-8", errors="replace"))
        codes = [named, *codes] if named and named.startswith("EPSG:") else codes
    return next((guess for code in codes if (guess := _guess(code, xy))), None)


def likely_systems(languages: list[str], xy: NDArray[np.float64]) -> list[Guess]:
    """Find the usual systems of languages' countries in which the numbers are places there.

    Parameters
    ----------
    languages
        Codes (ISO 639-1) of those that the data may be in.
    xy
        Positions in metres; shape (n, 2).

    Returns
    -------
    list of Guess
        The commonest first, each with where it has the first position.
    """
    codes = [f"EPSG:{code}" for language in languages for code in _usual(language)]
    usual = [guess for code in dict.fromkeys(codes) if (guess := _guess(code, xy))]
    if usual or is_like_utm(xy) or (np.abs(xy) < FAR_OUT).all():
        return usual
    web = _guess(WEB_MERCATOR, xy)
    return [web] if web else []


def is_like_utm(xy: NDArray[np.float64]) -> bool:
    """Whether numbers are what a zone of UTM counts."""
    west, south, east, north = UTM
    return bool(((xy > (west, south)) & (xy < (east, north))).all())


def _guess(code: str, xy: NDArray[np.float64]) -> Guess | None:
    system = find_system(code)
    if system is None or system.is_degrees or system.bounds is None:
        return None
    lonlat = in_degrees(code, xy)
    if not np.isfinite(lonlat).all() or not _is_inside(system.bounds, lonlat):
        return None
    lon, lat = map(float, lonlat[0])
    return Guess(int(code.removeprefix("EPSG:")), system.name, lon, lat)


def _is_inside(bounds: tuple[float, float, float, float], lonlat: NDArray[np.float64]) -> bool:
    """Whether the place in the middle is on land, and where a system is made for."""
    west, south, east, north = bounds
    lon, lat = np.median(lonlat, axis=0)
    if not is_near_land(np.array([[lon, lat]]))[0]:
        return False
    return bool(south <= lat <= north and (lon - west) % 360 <= ((east - west) % 360 or 360))


@cache
def _table() -> dict[str, list[str]]:
    text = Path(__file__).with_name("usual_systems.json").read_text("utf-8")
    table: dict[str, list[str]] = json.loads(text)
    return table


def _usual(language: str) -> Iterator[int]:
    for written in _table().get(language, []):
        first, _, last = written.partition("-")
        yield from range(int(first), int(last or first) + 1)
