"""Ground: the built-in base map, from an extract, from tiles, or from the package."""

from geo.ground.from_sources import Summary, make_basemap

__all__ = ["Summary", "make_basemap"]
