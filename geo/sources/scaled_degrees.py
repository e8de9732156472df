"""Degrees that are written without their point: 39904200 is 39.9042, as devices keep them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.positions.land import is_near_land
from geo.positions.projected import CHINA
from geo.sources.recognised import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

SCALES = {"E5": 1e5, "E6": 1e6, "E7": 1e7, "E8": 1e8}
"""How many times degrees; the names are those that devices' makers use: latitudeE7."""
MINUTES = "DDMM"
"""Degrees and minutes as one number: 3012.5 is 30 degrees 12.5 minutes, as receivers say it."""
NEAR_DEGREES = 5.0
BEYOND_METRES = 4.6e7
"""No system has eastings or northings as large, with the number of a zone before them or not."""
_SAID = re.compile(r"e[5-8]")


class Scale(NamedTuple):
    """What numbers beyond degrees may be.

    Parameters
    ----------
    options
        The names of what fits, the likeliest first.
    is_sure
        Whether the first is meant.
    """

    options: tuple[str, ...]
    is_sure: bool


def find_scale(
    lons: Numbers, lats: Numbers, headings: Sequence[str], near: tuple[float, float] | None
) -> Scale:
    """Tell which numbers of degrees some may be.

    Parameters
    ----------
    lons, lats
        As they stand.
    headings
        Of their columns, which say that they are longitudes and latitudes.
    near
        The middle of what is known.
    """
    said = {word.upper() for name in headings for word in words_of(name) if _SAID.fullmatch(word)}
    fit = [
        name
        for name in (MINUTES, *SCALES)
        if (read := in_degrees(lons, lats, name)) is not None and _is_on_earth(*read)
    ]
    fit = [name for name in fit if name in said] or fit
    if len(said) == 1 and fit and fit[0] in said:
        return Scale(tuple(fit), is_sure=True)
    middles = {
        name: _middle(*read) for name in fit if (read := in_degrees(lons, lats, name)) is not None
    }
    if near is not None:
        close = [name for name in fit if np.abs(middles[name] - near).max() < NEAR_DEGREES]
        return Scale(tuple(dict.fromkeys([*close, *fit])), is_sure=len(close) == 1)
    if np.nanmax(np.abs([lons, lats])) < BEYOND_METRES and fit[:1] != [MINUTES]:
        # Eastings and northings are whole numbers of this size too.
        return Scale(tuple(fit), is_sure=False)
    on_land = [name for name in fit if is_near_land(middles[name][None])[0]]
    # The digits of Hangzhou a tenth as large are a place in Africa; who writes so, writes of China.
    in_china = [name for name in on_land if _is_in_china(middles[name])]
    sure = in_china or on_land
    ordered = dict.fromkeys([*in_china, *on_land, *fit])
    return Scale(tuple(ordered), is_sure=len(sure) == 1)


def in_degrees(lons: Numbers, lats: Numbers, name: str) -> tuple[Numbers, Numbers] | None:
    """Read numbers as one of the options; none if they cannot be that."""
    there = ~(np.isnan(lons) | np.isnan(lats))
    both = np.stack([lons, lats])
    if name == MINUTES:
        whole, minutes = np.trunc(both / 100), np.fmod(both, 100)
        is_fit = (np.abs(minutes[:, there]) < 60).all() and (both[:, there] % 1 != 0).any()
        return tuple(whole + minutes / 60) if is_fit else None
    is_whole = not (both[:, there] % 1).any()
    return tuple(both / SCALES[name]) if is_whole else None


def _is_on_earth(lons: Numbers, lats: Numbers) -> bool:
    there = ~(np.isnan(lons) | np.isnan(lats))
    lons, lats = np.abs(lons[there]), np.abs(lats[there])
    return bool(len(lons)) and bool((lons <= 180).all() and (lats <= 90).all() and lons.max() >= 1)


def _middle(lons: Numbers, lats: Numbers) -> Numbers:
    return np.array([np.nanmedian(lons), np.nanmedian(lats)])


def _is_in_china(place: Numbers) -> bool:
    west, south, east, north = CHINA
    return bool(west <= place[0] <= east and south <= place[1] <= north)
