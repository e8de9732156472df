"""``geo.explore``: a map of any GeoDataFrame, called as ``GeoDataFrame.explore`` is."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from geo.joining import SiteLayer
from geo.page.categories import COLOURS
from geo.page.classes import CLASSES, class_limits, scheme_size
from geo.page.colormaps import as_hex, colours_of
from geo.page.columns import as_text
from geo.page.explore_arguments import (
    VIEW,
    base_map,
    checked_classes,
    colour_categories,
    columns_of,
    first_view,
    frame_of,
    style_colour,
    tell_unused,
    with_values,
)
from geo.page.explore_legend import legend_key
from geo.page.explore_schemes import scheme_of
from geo.page.explore_values import key_of, sorts_of, years_of
from geo.page.fields import usual_label
from geo.page.park_map import ParkMap, build_map
from geo.problems.texts import Text
from geo.project import Project
from geo.project.datapackage import DataPackage
from geo.project.settings import (
    BaseSettings,
    CardSettings,
    CategorySettings,
    Settings,
    TopicSettings,
)
from geo.sources.geojson.layer_document import LayerDocument
from geo.sources.roles import find_roles
from geo.words import own_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas
    from numpy.typing import ArrayLike

    from geo.page.colormaps import ColorMap
    from geo.page.head import Theme

# What the page itself puts into the sites.
_RESERVED = ("id", "name", "category")
LANGUAGES = ["en", "zh"]


def explore(
    gdf: geopandas.GeoDataFrame | geopandas.GeoSeries,
    column: str | ArrayLike | None = None,
    cmap: ColorMap = None,
    color: str | Sequence[str] | None = None,
    *,
    scheme: str | None = None,
    tooltip: bool | int | str | Sequence[str] = True,
    popup: bool | int | str | Sequence[str] = False,
    k: int | None = None,
    vmin: float | None = None,
    vmax: float | None = None,
    categorical: bool = False,
    categories: Sequence[Any] | None = None,
    classification_kwds: dict[str, Any] | None = None,
    style_kwds: dict[str, Any] | None = None,
    legend: bool = True,
    legend_kwds: dict[str, Any] | None = None,
    missing_kwds: dict[str, Any] | None = None,
    tiles: Any = None,
    attr: str | None = None,
    name: str | None = None,
    theme: Theme | None = None,
    **others: Any,
) -> ParkMap:
    """Show a GeoDataFrame on a page that needs no network.

    Parameters
    ----------
    gdf
        Any geometries, a frame or only a series of them, in any coordinate reference system.
        Without one, longitude and latitude are assumed if the coordinates can be that.
    column
        Colour by this column, or by a list, array or series with a value for each site: a colour a
        value, or classes of a number or a date. Areas are filled, points become discs, lines take
        the colour.
    cmap
        Colours: a name of matplotlib, a list, or a function from 0 … 1 to a colour.
    scheme
        How numbers are classed: a name of mapclassify, such as ``NaturalBreaks``. Quantiles if
        absent. Only schemes that the page does not know itself need mapclassify.
    k
        Into how many classes, up to twelve; five if absent.
    vmin, vmax
        Numbers beyond these count as these do; ``vmin`` is no greater than ``vmax``.
    categorical, categories
        Whether numbers are names of sorts; which values are told apart, in order.
    classification_kwds
        What the scheme is told, such as ``{"bins": [10, 50]}`` for ``UserDefined``.
    style_kwds
        Its ``color`` or ``fillColor``, or those its ``style_function`` gives each site, are taken
        where no column colours the map.
    color
        One CSS colour for all sites, a list with one for each, or a column that has them; it takes
        the place of a column's.
    tooltip, popup
        Columns the card shows: all, none, the first so many, or these.
    legend
        Whether what the colours mean is shown.
    legend_kwds
        Of the key: its ``caption``; ``labels`` for classes or sorts; ``colorbar`` False for a class
        a line; ``fmt`` and ``interval`` for how limits are written; ``max_labels``.
    missing_kwds
        ``color`` and ``label`` of sites without a value, which stay hatched.
    tiles
        Online base map to begin with; by default none, and no host is contacted.
    attr
        Whom the base map names.
    name
        Title of the map.
    theme
        ``"light"`` or ``"dark"``; the reader's, or that of the notebook, if absent.
    **others
        ``location``, ``zoom_start``, ``min_zoom``, ``max_zoom``: where to look first. What else
        :meth:`geopandas.GeoDataFrame.explore` takes is left aside with a warning.

    Returns
    -------
    ParkMap

    Raises
    ------
    ValueError
        If a column or a colour does not exist, values are more or fewer than sites, two columns
        have one name, a coordinate is not finite, ``vmin`` is greater than ``vmax``, ``k`` is less
        than one, or coordinates without a reference system cannot be degrees.
    TypeError
        For an argument that ``explore`` does not have either, and for what has no geometries.

    Notes
    -----
    What is made of the arguments of :meth:`geopandas.GeoDataFrame.explore`:

    =====================  ==================================================================
    argument               here
    =====================  ==================================================================
    column, categories     honoured: a name, or values
    cmap                   honoured: a matplotlib name, a list, a function
    color                  honoured: a colour, one for each site, a column of them
    scheme, k              honoured
    vmin, vmax             honoured
    categorical            honoured; of more than ten sorts without a ``cmap`` the most common
                           have colours of their own
    classification_kwds    honoured
    tooltip, popup         honoured: their columns, or the first so many, show in the card
    legend                 honoured; a class is hidden by a click on it
    legend_kwds            honoured; classes have equal widths (``scale=False``)
    missing_kwds           honoured: color and label
    style_kwds             its colours, ``style_function`` among them, where no column colours
                           the map
    tiles, attr            honoured, as a base map the reader can leave
    location, …zoom…       honoured
    name                   honoured, as the map's title
    other …_kwds           ignored; the page has its own style
    m                      ignored; add folium elements to the result
    =====================  ==================================================================
    """
    k = checked_classes(k, (vmin, vmax))
    view = {key: others.pop(key) for key in VIEW if key in others}
    tell_unused(others, style_kwds or {}, None if column is None else "column")
    gdf = frame_of(gdf)
    named: Any
    gdf, named = with_values(gdf, column)
    sites = _degrees(gdf)
    settings_categories: dict[str, CategorySettings] = {}
    shown = _shown(sites, tooltip, popup)
    sites = _with_own_columns(sites)
    topic = None
    if named is not None:
        classing = {"scheme": scheme, "k": k, "options": classification_kwds or {}}
        topic = _topic(
            gdf[named],
            f"{named}_" if named in _RESERVED else str(named),
            cmap,
            [key_of(value) or "" for value in categories] if categories is not None else None,
            is_sorts=categorical,
            ends=(vmin, vmax),
            classing=classing,
            key=(legend_kwds or {}, missing_kwds or {}),
        )
        topic = replace(topic, least=vmin, most=vmax, quiet=not legend)
        if not gdf[named].notna().any():
            topic = None
            warnings.warn(f"geo.explore: column {named!r} has no value to colour by", stacklevel=2)
    elif color is None and style_kwds:
        color = style_colour(gdf, style_kwds)
    by_site = None if color is None else colour_categories(gdf, color, LANGUAGES)
    if by_site is not None:
        topic = None
        sites["category"], settings_categories = by_site
    elif color is not None:
        topic = None
        sites["category"] = "all"
        one = CategorySettings(
            id="all", label=own_texts("sites", "all", LANGUAGES), color=as_hex(color)
        )
        settings_categories = {"all": one}
    base = BaseSettings()
    if tiles is not None:
        base = BaseSettings(default="tiles", maps=[base_map(tiles, attr)])
    settings = Settings(
        title=_title(name, named),
        languages=LANGUAGES,
        categories=settings_categories,
        card=CardSettings(fields=[field for field in shown if field in sites]),
        topics=[topic] if topic else [],
        topic=topic.id if topic else "",
        base=base,
        view=first_view(view),
    )
    page = build_map(as_layer(sites, settings), theme=theme)
    for problem in page.problems:
        warnings.warn(f"geo.explore: {problem.message('en')}", stacklevel=2)
    return page


def _title(name: str | None, column: str | None) -> dict[str, str]:
    """Give the map's title: as said, or what its column holds."""
    if name or column is None:
        return {"en": name} if name else own_texts("sites", "all_sites", LANGUAGES)
    return usual_label(f"{column}", LANGUAGES) or {"en": f"{column}"}


def _topic(
    values: pd.Series[Any],
    field: str,
    cmap: ColorMap,
    order: list[str] | None,
    *,
    is_sorts: bool,
    ends: tuple[float | None, float | None],
    classing: dict[str, Any],
    key: tuple[dict[str, Any], dict[str, Any]],
) -> TopicSettings:
    """Say how a column colours the map."""
    topic = TopicSettings(id="column", color=field, listed=False)
    is_number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    is_date = pd.api.types.is_datetime64_any_dtype(values)
    if (is_number or is_date) and not is_sorts and order is None:
        least, most = ends
        numbers = years_of(values) if is_date else np.asarray(values.astype("float64"))
        numbers = np.clip(
            numbers, -np.inf if least is None else least, np.inf if most is None else most
        )
        scheme, breaks = scheme_of(numbers, **classing)
        count = classing["k"] or CLASSES
        limits = class_limits(numbers, scheme, count, breaks)
        size = scheme_size(numbers, scheme, count, breaks)
        colours = colours_of(cmap, size, ()) if cmap is not None else ()
        first = [float(numbers[np.isfinite(numbers)].min())] if limits else []
        return replace(
            topic,
            scheme=scheme,
            breaks=breaks,
            classes=count,
            palette="viridis",
            colours=tuple(colours),
            # A date is written as the reader's language does.
            key=legend_key(*key, () if is_date else [*first, *limits], len(limits)),
        )
    if order is None:
        texts = {key_of(value) for value in values.astype(object)} - {None}
        own = values.cat.categories if isinstance(values.dtype, pd.CategoricalDtype) else None
        kept = [key_of(value) for value in own] if own is not None else sorts_of(values)
        order = [str(text) for text in kept if text in texts]
        if own is None and cmap is None and len(order) > len(COLOURS):
            # No two sorts have one colour: the page takes the most common, and a rest.
            warnings.warn(
                f"geo.explore: of {len(order)} sorts only the most common have a colour of their "
                "own; a cmap, or categories, gives one to each",
                stacklevel=3,
            )
            return replace(topic, scheme="categories", key=legend_key(*key, (), len(order)))
    colours = colours_of(cmap, len(order), COLOURS)
    return replace(
        topic,
        scheme="categories",
        order=tuple(order),
        colours=tuple(colours),
        key=legend_key(*key, (), len(order)),
    )


def as_layer(sites: geopandas.GeoDataFrame, settings: Settings) -> SiteLayer:
    """Give sites the form of a joined project that has no files.

    Parameters
    ----------
    sites
        In EPSG:4326, with unique texts as ``id``.
    settings
        How the map is to look.
    """
    nowhere = Path()
    document = LayerDocument(nowhere, "", Text(nowhere, "", "utf-8", bom=False, newline="\n"), None)
    project = Project(nowhere, document, {}, DataPackage(), settings, [])
    return SiteLayer(
        sites=sites, related={}, references={}, project=project, problems=[], left_out=[]
    )


def _degrees(gdf: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Longitude and latitude in a column ``geometry``, rows numbered from 0."""
    names = [str(column) for column in gdf.columns]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f"two columns are called {twice!r}: rename one of them")
    if not np.isfinite(shapely.get_coordinates(gdf.geometry.to_numpy())).all():
        raise ValueError("a coordinate is not a finite number")
    sites = gdf.copy()
    if gdf.geometry.name != "geometry":
        sites = sites.rename(columns={"geometry": "geometry_"}).rename_geometry("geometry")
    if sites.crs is not None:
        sites = sites.to_crs(4326)
    else:
        bounds = np.abs(sites.total_bounds)
        if bool((bounds[[0, 2]] > 180).any() or (bounds[[1, 3]] > 90).any()):
            raise ValueError(
                "the coordinates are not longitude and latitude, and the data does not say what "
                "they are: set the reference system with gdf.set_crs(…)"
            )
        sites = sites.set_crs(4326)
    sites.columns = [str(column) for column in sites.columns]
    return sites


class _Frame:
    """A frame as :func:`geo.sources.roles.find_roles` looks at layers."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame
        self.property_names = [str(column) for column in frame.columns if column != "geometry"]
        self.count = len(frame)

    def sampled(self, name: str, rows: Sequence[int]) -> list[Any]:
        """Give a column's values in some rows."""
        values = self._frame[name].iloc[list(rows)].astype(object).tolist()
        return [None if value is pd.NA else value for value in values]


def _names_of(sites: pd.DataFrame, ids: list[str]) -> list[str]:
    """Call each row as a project would call it: one list says what columns of names are called."""
    found = find_roles(_Frame(sites)).names
    names = ids if not found else [as_text(value) or "" for value in sites[found[0]]]
    return [name or own for name, own in zip(names, ids, strict=True)]


def _with_own_columns(sites: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Add ``id`` and ``name``, and free ``category``; columns in the way get an underscore."""
    ids = [as_text(value) or "" for value in sites["id"]] if "id" in sites else []
    if not ids or "" in ids or len(set(ids)) < len(ids):
        ids = [str(label) for label in sites.index]
    if len(set(ids)) < len(ids):
        ids = [str(number) for number in range(len(sites))]
    names = _names_of(sites, ids)
    kept = {column: f"{column}_" for column in _RESERVED if column in sites}
    own = sites.rename(columns=kept).reset_index(drop=True)
    for column in ("id", "name"):
        unchanged = column in kept and list(own[f"{column}_"]) == (ids if column == "id" else names)
        if unchanged:
            own = own.drop(columns=f"{column}_")
    own.insert(0, "id", ids)
    own.insert(1, "name", names)
    return own


def _shown(sites: pd.DataFrame, *choices: bool | int | str | Sequence[str]) -> list[str]:
    """Columns of tooltip and popup together, by the names they will have."""
    columns = [column for column in sites.columns if column != "geometry"]
    wanted = set[str]().union(*(columns_of(choice, columns) for choice in choices))
    names = [f"{column}_" if column in _RESERVED else column for column in columns]
    return [new for old, new in zip(columns, names, strict=True) if old in wanted]
