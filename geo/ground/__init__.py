"""Ground: a built-in base map out of an OpenStreetMap extract."""

from geo.ground.from_osm import Summary, make_basemap

__all__ = ["Summary", "make_basemap"]
