"""What ``GeoDataFrame.explore`` lets its arguments be: values for a column, a colour a site."""

from __future__ import annotations

import inspect
import warnings
from itertools import count
from typing import TYPE_CHECKING, Any

import folium
import pandas as pd

from geo.page.classes import MOST_CLASSES
from geo.page.colormaps import as_hex
from geo.page.own_colours import colour_labels
from geo.project.settings import BaseMapSettings, CategorySettings, ViewSettings

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import geopandas

# Arguments of GeoDataFrame.explore that a page of ours has no use for, with what they are where
# nobody gives them: a notebook that does goes on.
_OF_EXPLORE: dict[str, Any] = {
    "m": None, "highlight": True, "width": "100%", "height": "100%", "control_scale": True,
    "marker_type": None, "marker_kwds": None, "highlight_kwds": None, "tooltip_kwds": None,
    "popup_kwds": None, "map_kwds": None,
}  # fmt: skip
# Of style_kwds, what colours the sites where no column does.
_COLOURS = ("style_function", "fillColor", "color")
# Leaflet's colour of what has none of its own.
_USUAL = "#3388ff"
VIEW = ("location", "zoom_start", "min_zoom", "max_zoom")
"""Of the folium.Map that ``explore`` makes: where to look."""


def tell_unused(arguments: dict[str, Any], style: dict[str, Any], column: Hashable) -> None:
    """Warn of arguments that are left aside.

    Parameters
    ----------
    arguments
        What is no argument of our own.
    style
        ``style_kwds``.
    column
        What colours the map; None for nothing.

    Raises
    ------
    TypeError
        For an argument that neither ``explore`` nor :class:`folium.Map`, which it makes, has.
    """
    unknown = arguments.keys() - _OF_EXPLORE
    if unknown:
        unknown -= inspect.signature(folium.Map.__init__).parameters.keys() - {"self", "kwargs"}
    if unknown:
        raise TypeError(f"explore() has no argument {min(unknown)!r}")
    unused = {
        key
        for key, value in arguments.items()
        if key not in _OF_EXPLORE or value not in (_OF_EXPLORE[key], None, {})
    }
    unused |= {f"style_kwds[{key!r}]" for key in style if column is not None or key not in _COLOURS}
    if unused:
        said = ", ".join(sorted(unused))
        warnings.warn(f"geo.explore leaves aside {said}: the page has its own", stacklevel=3)


def checked_classes(k: int | None, ends: tuple[float | None, float | None]) -> int | None:
    """Give the number of classes that is asked for, no more than an eye parts.

    Parameters
    ----------
    k
        The number asked for; None for the usual one.
    ends
        ``vmin`` and ``vmax``, as far as they are given.

    Raises
    ------
    ValueError
        If there is to be no class, or no number between the ends.
    """
    least, most = ends
    if least is not None and most is not None and least > most:
        raise ValueError(f"vmin {least} is greater than vmax {most}")
    if k is None or k <= MOST_CLASSES:
        if k is not None and k < 1:
            raise ValueError(f"numbers cannot be parted into {k} classes")
        return k
    said = f"geo.explore: {MOST_CLASSES} classes, not {k}: no eye parts more"
    warnings.warn(said, stacklevel=3)
    return MOST_CLASSES


def with_values(gdf: geopandas.GeoDataFrame, column: Any) -> tuple[geopandas.GeoDataFrame, Any]:
    """Give the column that colours the map, put into the frame where it came as values.

    Parameters
    ----------
    gdf
        The sites.
    column
        A column's name; a list, array or series with a value for each site, in their order; None.

    Raises
    ------
    ValueError
        If there is no such column, or there are more or fewer values than sites.
    """
    if column is None or (pd.api.types.is_hashable(column) and column in gdf.columns):
        return gdf, column
    if not pd.api.types.is_list_like(column):
        names = ", ".join(map(str, gdf.columns))
        raise ValueError(f"no column {column!r}; there are {names}")
    if len(column) != len(gdf):
        raise ValueError(f"the column has {len(column)} values, and there are {len(gdf)} sites")
    name = _free(gdf, getattr(column, "name", None) or "value")
    values = column.array if isinstance(column, pd.Series) else pd.Series(column).array
    return gdf.assign(**{name: values}), name


def _free(gdf: pd.DataFrame, wanted: Any) -> str:
    names = (f"{wanted}{'' if n == 1 else f'_{n}'}" for n in count(1))
    return next(name for name in names if name not in gdf.columns)


def style_colour(gdf: geopandas.GeoDataFrame, style: dict[str, Any]) -> str | list[str] | None:
    """Give the colour that ``style_kwds`` names: one for all, or one for each site; None for none.

    Parameters
    ----------
    gdf
        The sites.
    style
        ``style_kwds``. Its ``style_function`` is asked of each site, as folium does.
    """
    plain: str | None = style.get("fillColor", style.get("color"))
    function = style.get("style_function")
    if function is None:
        return plain
    styles = [function(feature) for feature in gdf.iterfeatures(na="null")]
    found = [one.get("fillColor") or one.get("color") or plain for one in styles]
    return [one or _USUAL for one in found] if any(found) else None


def colour_categories(
    gdf: pd.DataFrame, color: Any, languages: Sequence[str]
) -> tuple[list[str], dict[str, CategorySettings]] | None:
    """Make categories of a list of colours, or a column that has them; None for a single colour.

    Parameters
    ----------
    gdf
        The sites.
    color
        A CSS colour, the name of a column of colours, or a colour for each site.
    languages
        Those of the map.

    Raises
    ------
    ValueError
        If a text is no colour, or there are more or fewer colours than sites.
    """
    if isinstance(color, str) and color not in gdf.columns:
        return None
    listed = list(gdf[color] if isinstance(color, str) else color)
    if len(listed) != len(gdf):
        raise ValueError(f"there are {len(listed)} colours, and {len(gdf)} sites")
    hues = [as_hex(one) for one in listed]
    names = list(dict.fromkeys(hues))
    labels = colour_labels(names, languages)
    categories = {name: CategorySettings(id=name, label=labels[name], color=name) for name in names}
    return hues, categories


def columns_of(choice: int | str | Sequence[str], columns: Sequence[str]) -> set[str]:
    """Name the columns a tooltip or popup asks for.

    Parameters
    ----------
    choice
        All or none, the first so many, one, or several.
    columns
        Those there are.

    Raises
    ------
    ValueError
        If one is named that does not exist.
    """
    if isinstance(choice, bool):
        return set(columns) if choice else set()
    if isinstance(choice, int):
        return set(columns[:choice])
    wanted = {choice} if isinstance(choice, str) else set(choice)
    unknown = wanted - set(columns) - {"geometry"}
    if unknown:
        raise ValueError(f"no column {min(map(str, unknown))!r}; there are {', '.join(columns)}")
    return wanted


def frame_of(gdf: geopandas.GeoDataFrame | geopandas.GeoSeries) -> geopandas.GeoDataFrame:
    """Give the frame, or one of a series of geometries.

    Raises
    ------
    TypeError
        For anything else, a frame without geometries included.
    """
    import geopandas

    if isinstance(gdf, geopandas.GeoSeries):
        return gdf.to_frame("geometry")
    if not isinstance(gdf, geopandas.GeoDataFrame):
        kind = f"{type(gdf).__module__.partition('.')[0]}.{type(gdf).__name__}"
        raise TypeError(f"gdf: a geopandas.GeoDataFrame or GeoSeries is needed, this is {kind}")
    return gdf


def base_map(tiles: Any, attribution: str | None) -> BaseMapSettings:
    """Describe the base map to begin with.

    Parameters
    ----------
    tiles
        A name of xyzservices, its provider, or a template of addresses.
    attribution
        Whom to name; what the provider says if None.
    """
    credit = {"en": attribution} if attribution else {}
    if isinstance(tiles, str):
        if tiles.startswith(("http://", "https://")):
            return BaseMapSettings(id="tiles", url=tiles, attribution=credit)
        return BaseMapSettings(id="tiles", provider=tiles, attribution=credit)
    from xyzservices import providers

    if tiles["name"] in providers.flatten():
        return BaseMapSettings(id="tiles", provider=tiles["name"], attribution=credit)
    # Somebody's own: all that is known of it stands in it.
    return BaseMapSettings(
        id="tiles",
        url=tiles.build_url(fill_subdomain=False),
        label={"en": tiles["name"]},
        attribution=credit or {"en": tiles.get("attribution", "")},
        subdomains=list(tiles.get("subdomains", ())),
        min_zoom=tiles.get("min_zoom"),
        max_zoom=tiles.get("max_zoom"),
    )


def first_view(arguments: dict[str, Any]) -> ViewSettings:
    """Say where to look first, as the arguments of :class:`folium.Map` do, latitude first.

    Parameters
    ----------
    arguments
        Those of ``VIEW`` that were given.
    """
    location = arguments.get("location")
    zoom = arguments.get("zoom_start")
    return ViewSettings(
        center=None if location is None else (float(location[1]), float(location[0])),
        zoom=None if location is None or zoom is None else float(zoom),
        min_zoom=arguments.get("min_zoom"),
        max_zoom=arguments.get("max_zoom"),
    )
