"""The map page: a folium map whose sites, base map and panel are the project's own."""

from __future__ import annotations

import os
import warnings
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import folium
from branca.element import Figure

from geo.files.replacing import write_atomically
from geo.page.bases import hosts_of
from geo.page.content import MapContent, make_content
from geo.page.document import PageParts, compose
from geo.page.elements import Extras, gather
from geo.page.notebook import in_frame, sharing
from geo.translations import in_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.joining import SiteLayer
    from geo.page.head import Theme
    from geo.problems import Problem


class ParkMap(folium.Map):
    """A map of sites as one page that needs no network.

    It is a ``folium.Map``: folium's elements can be added to it (``add_child``, ``add_to``), it
    shows itself in Jupyter, and :meth:`save` writes it. Sites, panel and built-in base map are
    drawn by this package's own front end; folium's scripts and styles are linked only if an added
    element needs them (see :attr:`external_hosts`).

    Parameters
    ----------
    content
        What it says; see :func:`geo.page.content.make_content`.

    Notes
    -----
    Use :func:`build_map`.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  folium's name and type
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self, content: MapContent) -> None:
        head = content.head
        longitude, latitude = head["view"]["center"]
        super().__init__(
            location=[latitude, longitude], zoom_start=int(head["view"]["zoom"]), tiles=None
        )
        self.add_to(_Page(title=in_language(head["title"], head["languages"][0])))
        self.problems: list[Problem] = content.problems
        self._head = head
        self._blocks = content.blocks
        self._links = content.links
        self._names = content.names
        self._live: str | None = None
        self._pictures = content.pictures
        self._linked_data = content.linked_data

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

    def texts(self) -> dict[str, bytes]:
        """Give what it shows, as it stands in the page: blocks in base64, pictures as JSON."""
        blocks = {name: b64encode(block) for name, block in self._blocks.items()}
        return {**blocks, "pictures": (self._pictures or "{}").encode("utf-8")}

    def frame(self) -> str:
        """Name what a page is besides what it shows: where that differs, it must be loaded anew."""
        parts = self._parts()
        empty = replace(
            parts, title="", description="", links=[], names=[], blocks={"head": b""},
            live=None if parts.live is None else "{}", pictures=None, linked_data=None,
        )  # fmt: skip
        return sha256(compose(empty).encode("utf-8")).hexdigest()

    def to_html(self) -> str:
        """Give the whole page. Equal input gives equal text."""
        return compose(self._parts())

    def _parts(self) -> PageParts:
        head, language = self._head, self._head["languages"][0]
        return PageParts(
            lang=language,
            languages=list(head["languages"]),
            title=in_language(head["title"], language),
            description=in_language(head.get("description", {}), language),
            links=self._links,
            names=self._names,
            blocks=self._blocks,
            extras=self._extras(),
            image_origins=[origin for base in head["bases"] for origin in hosts_of(base)],
            live=self._live,
            pictures=self._pictures,
            linked_data=self._linked_data,
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

        Warns
        -----
        UserWarning
            If what was added to the map is fetched from elsewhere: offline it is not there.
        """
        if hosts := self._extras().hosts:
            said = ", ".join(hosts)
            warnings.warn(f"what was added to the map needs the network: {said}", stacklevel=2)
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
        """Show it in Jupyter, in a frame of its own."""
        page = compose(replace(self._parts(), sharing=sharing()))
        return in_frame(page, self._head["title"], self._head["languages"][0])

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
    theme: Theme | None = None,
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
    theme
        Palette it opens in; the reader's, or that of the notebook it is shown in, if absent.
    categories, site_ids
        Show only these categories or sites (either of the two suffices). Such a page has a title
        and a first view of its own. Names the layer does not have are ignored.

    Returns
    -------
    ParkMap
        Its ``problems`` say what is wrong with settings and base map.
    """
    return ParkMap(
        make_content(layer, lang=lang, theme=theme, categories=categories, site_ids=site_ids)
    )
