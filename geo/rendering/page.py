"""The map page: a folium map whose sites, base map and panel are the project's own."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import folium
from branca.element import Figure

from geo.embedding import head_links
from geo.files import write_atomically
from geo.rendering.basemap import read_basemap
from geo.rendering.bases import hosts_of
from geo.rendering.document import PageParts, compose
from geo.rendering.elements import Extras, gather
from geo.rendering.head import MapHead, make_head, names_of
from geo.rendering.layer import encode_layer
from geo.rendering.pinyin import syllables
from geo.rendering.subset import subset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.joining import SiteLayer
    from geo.problems import Problem
    from geo.rendering.basemap import Ground

# Names written into the page for readers without JavaScript: a list, not a second payload.
MOST_NAMES = 300
_NOTEBOOK_HEIGHT = 600
_NOT_TRUSTED = {
    "en": "The map shows once this cell is run, or the notebook is trusted "
    "(File → Trust Notebook).",
    "zh": "运行此单元格，或信任此笔记本（文件 → 信任笔记本），即可显示地图。",
}


class ParkMap(folium.Map):
    """A map of sites as one page that needs no network.

    It is a ``folium.Map``: folium's elements can be added to it (``add_child``, ``add_to``), it
    shows itself in Jupyter, and :meth:`save` writes it. Sites, panel and built-in base map are
    drawn by this package's own front end; folium's scripts and styles are linked only if an added
    element needs them (see :attr:`external_hosts`).

    Parameters
    ----------
    layer
        The sites to show.
    head
        What the page says about itself.
    problems
        What was wrong with settings or base map; nothing of it kept the map from being made.

    Notes
    -----
    Use :func:`build_map`.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  folium's name and type
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self, layer: SiteLayer, head: MapHead) -> None:
        view = head.value["view"]
        longitude, latitude = view["center"]
        super().__init__(location=[latitude, longitude], zoom_start=int(view["zoom"]), tiles=None)
        self.add_to(_Page(title=_in_language(head.value["title"], head.value["languages"][0])))
        ground = read_basemap(layer.project)
        if ground.attributions and "attribution" not in head.value:
            head.value["attribution"] = " · ".join(ground.attributions)
        self.problems: list[Problem] = [*head.problems, *ground.problems]
        self._head = head.value
        self._blocks = _packed(layer, head, ground)
        self._links = head_links(
            layer.project.settings,
            head.value["languages"][0],
            title=head.value["title"],
            whole=head.whole,
        )
        self._names = _names(layer, head.value["languages"][0])
        self._live: str | None = None

    @property
    def external_hosts(self) -> list[str]:
        """Hosts the page contacts by itself: those of added elements, and of a first base map."""
        first = [base for base in self._head["bases"] if base["id"] == self._head.get("base")]
        tiles = [origin.partition("//")[2] for base in first for origin in hosts_of(base)]
        return sorted({*self._extras().hosts, *tiles})

    def make_live(self, message: str) -> None:
        """Make it a page of the live preview, which talks to the server it came from.

        Parameters
        ----------
        message
            What the server tells the page, as JSON.
        """
        self._live = message

    def to_html(self) -> str:
        """Give the whole page. Equal input gives equal text."""
        head, language = self._head, self._head["languages"][0]
        return compose(
            PageParts(
                lang=language,
                title=_in_language(head["title"], language),
                description=_in_language(head.get("description", {}), language),
                links=self._links,
                names=self._names,
                blocks=self._blocks,
                extras=self._extras(),
                image_origins=[origin for base in head["bases"] for origin in hosts_of(base)],
                live=self._live,
            )
        )

    def save(
        self,
        outfile: str | bytes | Path | BinaryIO,
        close_file: bool = True,  # noqa: FBT001, FBT002  branca's signature
        **_: Any,
    ) -> None:
        """Write the page.

        Parameters
        ----------
        outfile
            A path, whose file is replaced wholly or not at all, or an open binary file.
        close_file
            Whether to close an open file afterwards.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        data = self.to_html().encode("utf-8")
        if isinstance(outfile, str | bytes | Path):
            write_atomically(Path(os.fsdecode(outfile)), data)
            return
        outfile.write(data)
        if close_file:
            outfile.close()

    def render(self, **_: Any) -> str:
        """Let added elements write themselves into the figure; the map itself is ours."""
        for child in list(self._children.values()):
            child.render()
        return ""

    def _repr_html_(self, **_: Any) -> str:
        """Show it in Jupyter, in a frame of its own.

        A notebook that is not trusted is shown without its frames: then the words under this one
        are seen.
        """
        language = self._head["languages"][0]
        title = escape(_in_language(self._head["title"], language))
        place = "grid-area:1/1"
        return (
            '<div style="display:grid">'
            f'<p style="{place};margin:1em">{escape(_in_language(_NOT_TRUSTED, language))}</p>'
            f'<iframe srcdoc="{escape(self.to_html())}" title="{title}" width="100%"'
            f' height="{_NOTEBOOK_HEIGHT}" style="{place};position:relative;border:0"'
            ' allow="fullscreen; geolocation; clipboard-write"></iframe></div>'
        )

    def _extras(self) -> Extras:
        figure = self.get_root()
        assert isinstance(figure, Figure)  # noqa: S101  the constructor sees to it
        return gather(figure, self.get_name())


class _Page(Figure):
    """folium's root, written as our page."""

    def __init__(self, title: str) -> None:
        super().__init__(title=title)
        self.header._children.clear()  # noqa: SLF001  the page has its own <meta charset>

    def render(self, **_: Any) -> str:
        return next(c for c in self._children.values() if isinstance(c, ParkMap)).to_html()


def build_map(
    layer: SiteLayer,
    *,
    lang: str | None = None,
    categories: Sequence[str] = (),
    site_ids: Sequence[str] = (),
) -> ParkMap:
    """Make the page of a layer, or of a part of it.

    Parameters
    ----------
    layer
        Joined sites and tables.
    lang
        Language the page opens in; the first of the settings if absent.
    categories, site_ids
        Show only these categories or sites (either of the two suffices). Such a page has a title
        and a first view of its own. Names the layer does not have are ignored.

    Returns
    -------
    ParkMap
        Its ``problems`` say what is wrong with settings and base map.
    """
    if not categories and not site_ids:
        return ParkMap(layer, make_head(layer, lang=lang))
    part, title = subset(layer, categories, site_ids)
    return ParkMap(part, make_head(part, lang=lang, title=title, whole=False))


def _packed(layer: SiteLayer, head: MapHead, ground: Ground) -> dict[str, bytes]:
    """Make the payload's blocks, in the order of the page."""
    blocks = {**encode_layer(layer, head.value, head.categories), "ground": ground.pack()}
    # Compressing needs no interpreter: meanwhile the syllables' dictionary is loaded.
    with ThreadPoolExecutor() as pool:
        packing = {name: pool.submit(blocks[name].pack) for name in ("ground", "sites", "tables")}
        head.value["pinyin"] = syllables(names_of(layer, head.value["languages"]))
        return {
            "head": blocks["head"].pack(),
            **{name: packed.result() for name, packed in packing.items()},
        }


def _in_language(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def _names(layer: SiteLayer, language: str) -> list[str]:
    if len(layer.sites) > MOST_NAMES:
        return []
    column = next((c for c in (f"name_{language}", "name", "id") if c in layer.sites), None)
    return [str(name) for name in layer.sites[column].dropna()] if column else []
