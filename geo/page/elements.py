"""What folium elements added to the map bring to the page.

folium elements write tags and scripts into a Figure. Here their output is sorted into style
sheets, scripts and markup, so that the page can put each where it belongs and name it in its
policy; and the random ids in it become numbers in the order they appear.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from branca.element import Element, Figure
from folium import folium as folium_module

if TYPE_CHECKING:
    from collections.abc import Iterator

# What folium loads into every page and only some elements need: what in a script shows the need,
# and which of folium's own links then have to be there. `$(`…`)` alone is done without jQuery.
_NEEDS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"\$\((?!`)|\$\.|\bjQuery\b"), ("jquery",)),
    (
        re.compile(r"\bAwesomeMarkers\b"),
        ("awesome_markers", "bootstrap_css", "glyphicons_css", "awesome_markers_font_css",
         "awesome_markers_css", "awesome_rotate_css"),
    ),
)  # fmt: skip
_FOLIUM_JS = dict(folium_module._default_js)  # noqa: SLF001  folium's own list of its links
_FOLIUM_CSS = dict(folium_module._default_css)  # noqa: SLF001
_HEX_ID = re.compile(r"[0-9a-f]{32}")
# The page brings its own Leaflet.
_OURS = {"leaflet", "leaflet_css"}


@dataclass
class Extras:
    """Everything added elements need, in the order they asked for it."""

    head: str = ""
    body: str = ""
    styles: list[str] = field(default_factory=list)
    style_sheets: list[str] = field(default_factory=list)
    linked_scripts: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    image_origins: list[str] = field(default_factory=list)
    frames: bool = False

    @property
    def any(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.head or self.body or self.styles or self.style_sheets or self.scripts)

    @property
    def style_origins(self) -> list[str]:
        """Where linked style sheets come from: their fonts and pictures do too."""
        return sorted({_origin(address) for address in self.style_sheets})

    @property
    def hosts(self) -> list[str]:
        """Every host the page may contact because of added elements."""
        addresses = [*self.style_sheets, *self.linked_scripts, *self.image_origins]
        return sorted({urlsplit(address).netloc for address in addresses} - {""})


def gather(figure: Figure, map_name: str) -> Extras:
    """Render all that was added to a figure and to the map in it.

    Parameters
    ----------
    figure
        The root; it and its elements are left as they were.
    map_name
        Name of the variable by which elements know their map.
    """
    with _unchanged(figure):
        for child in list(figure._children.values()):  # noqa: SLF001  folium has no other way
            child.render()
        head, body, script = (
            "\n".join(part.render() for part in box._children.values())  # noqa: SLF001
            for box in (figure.header, figure.html, figure.script)
        )
        ids = _ids_of(figure)
        origins = [origin for element in _tree(figure) for origin in _tile_origins(element)]
    numbers: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        if found[0] not in ids:
            return found[0]
        return numbers.setdefault(found[0], str(len(numbers) + 1))

    map_name, head, body, script = (
        _HEX_ID.sub(number, text) for text in (map_name, head, body, script)
    )
    return _sorted_out(head, body, script, map_name, origins)


def _sorted_out(head: str, body: str, script: str, map_name: str, origins: list[str]) -> Extras:
    in_head, in_body = _Sorter(head), _Sorter(body)
    extras = Extras(
        head=in_head.rest,
        body=in_body.rest,
        styles=in_head.styles + in_body.styles,
        style_sheets=in_head.style_sheets + in_body.style_sheets,
        linked_scripts=in_head.linked + in_body.linked,
        scripts=in_head.scripts + in_body.scripts,
    )
    everything = "\n".join([body, script, *extras.scripts])
    for pattern, names in _NEEDS:
        if pattern.search(everything):
            extras.linked_scripts[:0] = [_FOLIUM_JS[name] for name in names if name in _FOLIUM_JS]
            extras.style_sheets[:0] = [_FOLIUM_CSS[name] for name in names if name in _FOLIUM_CSS]
    ours = {_FOLIUM_JS["leaflet"], _FOLIUM_CSS["leaflet_css"]}
    extras.linked_scripts = [a for a in dict.fromkeys(extras.linked_scripts) if a not in ours]
    extras.style_sheets = [a for a in dict.fromkeys(extras.style_sheets) if a not in ours]
    if script.strip():
        extras.scripts.append(
            f"window.parkmap.ready.then(function () {{\n"
            f"var {map_name} = window.parkmap.map;\n{script}\n}});"
        )
    # Pictures of linked style sheets and scripts lie beside them.
    linked = [_origin(a) for a in [*extras.style_sheets, *extras.linked_scripts]]
    extras.image_origins = sorted({*origins, *linked})
    extras.frames = "<iframe" in everything
    return extras


class _Sorter(HTMLParser):
    """Takes scripts and styles out of markup; ``rest`` is the markup without them."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=False)
        self.styles: list[str] = []
        self.style_sheets: list[str] = []
        self.linked: list[str] = []
        self.scripts: list[str] = []
        self._rest: list[str] = []
        self._inside: list[str] | None = None
        self.feed(markup)
        self.close()

    @property
    def rest(self) -> str:
        return "".join(self._rest).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" and values.get("src"):
            self.linked.append(str(values["src"]))
            self._inside = []  # its content, if any, is ignored as browsers do
        elif tag in {"script", "style"} and _is_run(values.get("type")):
            self._inside = []
        elif tag == "link" and values.get("rel") == "stylesheet" and values.get("href"):
            self.style_sheets.append(str(values["href"]))
        else:
            self._rest.append(self.get_starttag_text() or "")
            return
        self._linked = tag == "script" and bool(values.get("src"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._inside is None or tag not in {"script", "style"}:
            self._rest.append(f"</{tag}>")
            return
        if not self._linked:
            (self.scripts if tag == "script" else self.styles).append("".join(self._inside))
        self._inside = None

    def handle_data(self, data: str) -> None:
        (self._rest if self._inside is None else self._inside).append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.handle_data(f"<!--{data}-->")


def _is_run(kind: str | None) -> bool:
    """Whether a browser runs or applies a script or style of this type."""
    return kind in {None, "", "text/javascript", "application/javascript", "text/css"}


@contextmanager
def _unchanged(figure: Figure) -> Iterator[None]:
    """Undo what rendering adds: elements put children into the figure and into each other."""
    before = [(element, OrderedDict(element._children)) for element in _tree(figure)]  # noqa: SLF001
    try:
        yield
    finally:
        for element, children in before:
            element._children = children  # noqa: SLF001


def _tree(figure: Figure) -> list[Element]:
    """Every element, those held by an attribute (a popup's content, an icon) included."""
    found: dict[int, Element] = {}
    waiting: list[Any] = [figure]
    while waiting:
        element = waiting.pop()
        if id(element) in found:
            continue
        found[id(element)] = element
        held = [*vars(element).values(), *element._children.values()]  # noqa: SLF001
        waiting += [other for other in held if isinstance(other, Element)]
    return list(found.values())


def _ids_of(figure: Figure) -> set[str]:
    return {element._id for element in _tree(figure)}  # noqa: SLF001


def _tile_origins(element: Element) -> list[str]:
    """Where an added tile layer or picture overlay gets its pictures."""
    address = getattr(element, "tiles", None) or getattr(element, "url", None)
    if not isinstance(address, str) or not address.startswith(("http://", "https://")):
        return []
    if "{s}" not in address:
        return [_origin(address)]
    options = getattr(element, "options", {})
    names = options.get("subdomains") if isinstance(options, dict) else None
    return [_origin(address.replace("{s}", name)) for name in names or "abc"]


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
