"""The page's text: one template, and what goes into it.

Markup comes from the template alone; every text is escaped on the way in. What is put between
``<script>`` and ``<style>`` tags cannot end them.
"""

from __future__ import annotations

import base64
import gzip
import re
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from jinja2 import Environment, Template
from markupsafe import Markup

from geo.page.csp import Policy
from geo.page.payload import to_json
from geo.words import own_texts

if TYPE_CHECKING:
    from geo.page.elements import Extras

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<circle cx="8" cy="8" r="6.5" fill="#0072b2" stroke="#fff" stroke-width="1.5"/>'
    '<circle cx="8" cy="8" r="2.2" fill="#fff"/></svg>'
)
# Why the map may not show, by what the page's program calls it. The program shows one and takes the
# last away; where a host forbids it to run, the last comes into view by itself.
_FAILURES = ("old-browser", "incomplete", "forbidden")
# Of a map in a notebook that takes its program from another one.
_ELSEWHERE = "elsewhere"
# The program's scripts in the order they run, by their blocks; the last two when there is time.
_PARTS = {
    "common": "common.js",
    "program": "core.js",
    "panel": "panel.js",
    "further": "further.js",
    "rest": "rest.js",
}
_STYLE = "parkmap.css"
# What the HTML parser would take for the end of a script, or for a state in which it misses it.
_SCRIPT_END = re.compile(r"<(?=/script|!--)", re.IGNORECASE)
_STYLE_END = re.compile(r"</(?=style)", re.IGNORECASE)


Sharing = Literal["gives", "takes"]


@dataclass
class PageParts:
    """What one page shows.

    Parameters
    ----------
    lang
        Language the page opens in.
    languages
        All it offers.
    title, description
        Plain text.
    links
        Further ``<meta>`` and ``<link>`` tags: tag and attributes.
    names
        Names of the sites, for readers without JavaScript; empty if they are too many.
    blocks
        The payload, packed, by name; the first is all the first picture needs.
    extras
        What added folium elements bring.
    image_origins
        Where online base maps get their tiles.
    live
        What the live preview tells its page, as JSON; None for a page that stands alone.
    pictures
        Pictures of sites, as JSON; None where there are none.
    linked_data
        What machines read of it, as JSON-LD.
    sharing
        In a notebook whose maps share one program, whether this page ``gives`` or ``takes`` it.
    """

    lang: str
    title: str
    description: str
    links: list[tuple[str, dict[str, str]]]
    names: list[str]
    blocks: dict[str, bytes]
    extras: Extras
    languages: list[str] = field(default_factory=list)
    image_origins: list[str] = field(default_factory=list)
    live: str | None = None
    pictures: str | None = None
    linked_data: str | None = None
    sharing: Sharing | None = None


def compose(parts: PageParts) -> str:
    """Write the page."""
    extras, live = parts.extras, parts.live is not None
    # Scripts that follow expect the program to have run; alone, it travels packed, at a third, and
    # in parts: what draws the map, the panel, what is called later, what is run when there is time.
    is_packed = not (live or extras.scripts or extras.linked_scripts)
    if is_packed:
        programs = [gzip.decompress(_packed(name)).decode("utf-8") for name in _PARTS.values()]
    else:
        programs = [_inline_script(front_end("whole.js"))]
    # So do the styles; those of added elements expect the page's own before them.
    sheets = ["critical.css" if is_packed else _STYLE]
    sheets += ["folium.css"] * bool(extras.scripts) + ["edit.css"] * live
    styles = [_inline_style(text) for text in [*map(front_end, sheets), *extras.styles]]
    names = ["boot.js"]
    names += ["edit.js"] * live + ["folium.js"] * bool(extras.scripts)
    scripts = [_inline_script(front_end(name)) for name in names]
    if not is_packed:
        scripts[1:1] = programs
    # Before all data: of a file cut off within them it still tells.
    first_script = _inline_script(front_end("legacy.js"))
    last_scripts = [_inline_script(text) for text in extras.scripts]
    policy = Policy(
        scripts=list(dict.fromkeys([first_script, *scripts, *programs, *last_scripts])),
        styles=styles,
        script_sources=extras.linked_scripts,
        style_sources=extras.style_sheets,
        image_origins=[*parts.image_origins, *extras.image_origins],
        font_origins=extras.style_origins,
        connect=["'self'"] if live else [],
        # The editing library sets style attributes in the markup it makes.
        loose_styles=extras.any or live,
        frames=extras.frames,
    )
    first, *later = parts.blocks.items()
    first_blocks = [first]
    sharing = parts.sharing if is_packed else None
    if is_packed and sharing != "takes":
        *soon, further, rest = ((name, _packed(file)) for name, file in _PARTS.items())
        first_blocks += [("style", _packed(_STYLE)), *soon]
        later = [further, *later, rest]
    spoken = parts.languages or [parts.lang]
    failures = [*_FAILURES, *[_ELSEWHERE] * (sharing == "takes")]
    told = {"live": parts.live, "pictures": parts.pictures}
    if sharing:
        told["sharing"] = to_json({"key": _program_key(), "role": sharing})
    text = _template().render(
        lang="zh-CN" if parts.lang == "zh" else parts.lang,
        policy=policy.text(),
        title=parts.title,
        description=parts.description,
        links=parts.links,
        icon="data:image/svg+xml," + quote(_ICON, safe="/:='"),
        style_sheets=extras.style_sheets,
        extra_head=Markup(extras.head),  # noqa: S704  markup its author gave to folium
        extra_body=Markup(extras.body),  # noqa: S704  the same
        styles=_raw(styles),
        failures=[(cause, _in_all(cause.replace("-", "_"), spoken)) for cause in failures],
        no_script=_in_all("no_script", spoken),
        names=parts.names,
        first_script=Markup(first_script),  # noqa: S704  made safe by _inline_script
        first_blocks=_encoded(first_blocks),
        later_blocks=_encoded(later),
        linked_data=Markup(_inline_json(parts.linked_data or "")),  # noqa: S704  `<` stands as its code
        json_blocks=_json_blocks(told),
        scripts=_raw(scripts),
        linked_scripts=extras.linked_scripts,
        last_scripts=_raw(last_scripts),
    )
    # A lone surrogate in a name is no character; a page cannot hold it.
    return text.encode("utf-8", "replace").decode("utf-8")


def _json_blocks(texts: dict[str, str | None]) -> list[tuple[str, Markup]]:
    return [(name, Markup(_inline_json(text))) for name, text in texts.items() if text]  # noqa: S704


def _in_all(key: str, languages: list[str]) -> list[tuple[str, str]]:
    """Say it in every language of the map, each once: no program is there to ask the reader's."""
    said = own_texts("document", key, languages)
    once = {text: language for language, text in reversed(said.items())}
    return [(language, text) for text, language in reversed(once.items())]


@cache
def front_end(name: str) -> str:
    """One file of the built front end.

    Raises
    ------
    RuntimeError
        If the front end has not been built.
    """
    return _built(name).decode("utf-8")


@cache
def _packed(name: str) -> bytes:
    """One file of it as gzip, in the bytes that were packed when the front end was built."""
    return _built(f"{name}.gz")


def _built(name: str) -> bytes:
    source = files("geo").joinpath("web", "dist", name)
    try:
        return source.read_bytes()
    except FileNotFoundError:
        raise RuntimeError(
            f"{source} is missing: install the package (pip install .) to build the front end"
        ) from None


@cache
def _template() -> Template:
    # Python's own line ends, so that pages are the same on every system.
    environment = Environment(autoescape=True, keep_trailing_newline=True, newline_sequence="\n")
    source = files(__package__).joinpath("templates", "page.html").read_text(encoding="utf-8")
    return environment.from_string(source)


@cache
def _program_key() -> str:
    """Name the very program and styles that maps of a notebook share."""
    parts = map(_packed, [_STYLE, *_PARTS.values()])
    return sha256(b"".join(parts)).hexdigest()[:16]


def _encoded(blocks: list[tuple[str, bytes]]) -> list[tuple[str, Markup]]:
    # base64 has no markup
    return [(name, Markup(base64.b64encode(block).decode("ascii"))) for name, block in blocks]  # noqa: S704


def _inline_script(text: str) -> str:
    """Make JavaScript unable to end its tag: a ``<`` that could stands in a string, as its code."""
    return _SCRIPT_END.sub(r"\\x3c", _parsed(text))


def _inline_style(text: str) -> str:
    return _STYLE_END.sub(r"<\\/", _parsed(text))


def _inline_json(text: str) -> str:
    return text.replace("<", "\\u003c")


def _parsed(text: str) -> str:
    """Text as the HTML parser hands it on, so that hashes agree."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _raw(texts: list[str]) -> list[Markup]:
    return [Markup(text) for text in texts]  # noqa: S704  made safe by _inline_script or _inline_style
