"""Join: the tables' rows to the layer's sites."""

from geo.joining.join import SiteLayer, join
from geo.joining.site_columns import site_frame
from geo.joining.typed import value_series

__all__ = ["SiteLayer", "join", "site_frame", "value_series"]
