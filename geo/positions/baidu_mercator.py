"""Baidu's own Mercator metres, as in the addresses of its map pages, to BD-09 degrees.

Baidu fits the inverse projection by one polynomial of the sixth degree for each of six bands of
latitude; the numbers are those of its JavaScript API, which every public converter uses.
"""

from __future__ import annotations

import json
from pathlib import Path

# Lowest |y| of each band in metres; its coefficients: two for x, seven for y, the scale of y.
BANDS: list[list[float]] = json.loads(
    Path(__file__).with_name("street_maps.json").read_text(encoding="utf-8")
)["baiduBands"]


def baidu_metres_to_degrees(x: float, y: float) -> tuple[float, float]:
    """Convert Baidu's Mercator metres.

    Parameters
    ----------
    x, y
        Metres.

    Returns
    -------
    tuple of float
        Longitude and latitude in BD-09.
    """
    factors = next(factors for lowest, *factors in BANDS if abs(y) >= lowest)
    ratio = abs(y) / factors[9]
    lon = factors[0] + factors[1] * abs(x)
    lat = sum(factor * ratio**power for power, factor in enumerate(factors[2:9]))
    return (-lon if x < 0 else lon), (-lat if y < 0 else lat)
