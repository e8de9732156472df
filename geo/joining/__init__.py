"""Join: the tables' rows to the layer's sites."""

from geo.joining.join import SiteLayer, join, site_frame
from geo.joining.typed import value_series

__all__ = ["SiteLayer", "join", "site_frame", "value_series"]
