"""The earth in numbers.

``geo/web/src/data/earth.ts`` has the same; ``tests/fixtures/earth.json`` binds them.
"""

from __future__ import annotations

MAJOR_AXIS_M = 6_378_137.0
"""Of the ellipsoid of WGS 84; the sphere web maps are projected from is as wide."""
MEAN_RADIUS_M = 6_371_008.8
"""Of the sphere that stands for the ellipsoid (IUGG)."""
METRES_PER_DEGREE = 111_320.0
"""Of longitude at the equator, and about of latitude anywhere: what a few decimals are worth."""
TOP_LATITUDE = 85.0511287798066
"""Spherical Mercator ends here: its map of the world is a square."""
