"""What other pages need to show the map: snippets to paste, ``oembed.json``, tags for the head.

The page's own Share dialog builds the same snippets (``geo/web/src/embed/snippets.ts``);
``tests/fixtures/embedding/snippets.json`` holds both to one text.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from geo.files.replacing import write_atomically
from geo.problems import Place, Problem
from geo.translations import in_language

if TYPE_CHECKING:
    from pathlib import Path

    from geo.project.settings import Settings

OEMBED_FILE = "oembed.json"
PICTURE_FILE = "map.png"
PICTURE_SIZE = (1200, 630)
"""Of the preview picture, in pixels: what chats and feeds ask for (1.91 : 1)."""
ELEMENT_FILE = "park-map.js"

_WIDTH, _HEIGHT = 800, 500
_LOCALES = {
    "zh": "zh_CN", "zh-Hant": "zh_TW", "en": "en_US", "ja": "ja_JP", "ko": "ko_KR", "de": "de_DE",
    "fr": "fr_FR", "es": "es_ES",
}  # fmt: skip
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# What a snippet can carry: anything that would end an attribute or a line has no place in a URL.
_UNFIT = re.compile(r"[\s<>\"'`\\{}\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Wanted:
    """How the map is to be shown in another page.

    Parameters
    ----------
    url
        Address of the map page, without a fragment.
    fragment
        State to start with, as a URL fragment without ``#`` and without ``ui``.
    ui
        How much of the page to show.
    title
        Name of the map: screen readers read it.
    width
        In CSS pixels, or ``100%`` of the column.
    height
        In CSS pixels.
    """

    url: str
    fragment: str = ""
    ui: Literal["embed", "map", "full"] = "embed"
    title: str = "Map"
    width: int | Literal["100%"] = "100%"
    height: int = 480


def is_web_address(text: str) -> bool:
    """Whether a text is an absolute http or https address that can stand in a snippet."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and (parts.port is None or parts.port > 0)
            and _UNFIT.search(text) is None
        )
    except ValueError:  # a port or an IPv6 address that is none
        return False


def check_address(url: str) -> list[Problem]:
    """Warn of an address that works here and not for the readers of another page.

    Parameters
    ----------
    url
        Where the map is published; an address for which :func:`is_web_address` holds.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    place = Place("--url")
    if host in {"localhost", "::1"} or host.startswith("127.") or host.endswith(".local"):
        return [Problem("embed-address-local", place, {"host": host})]
    if parts.scheme == "http":
        return [Problem("embed-address-insecure", place, {"url": url})]
    return []


def snippets(wanted: Wanted) -> dict[str, str]:
    """Give every way to show the map elsewhere.

    Returns
    -------
    dict
        ``link`` (the address alone), ``iframe``, ``element`` (:file:`park-map.js` and its tag),
        ``markdown`` (a link, the most Markdown can do everywhere) and ``wordpress`` (a block).
    """
    iframe = _iframe(wanted)
    link = _with_fragment(wanted.url, wanted.fragment)
    title = re.sub(r"([\\\[\]<>`*_])", r"\\\1", wanted.title)
    # Between < and > an address may hold anything, but filters that come first see a tag.
    target = re.sub("[<>()\\s]", lambda found: quote(found[0]), link)
    return {
        "link": link,
        "iframe": iframe,
        "element": _element(wanted),
        "markdown": f"[{title}]({target})",
        "wordpress": f"<!-- wp:html -->\n{iframe}\n<!-- /wp:html -->",
    }


def embed_snippets(settings: Settings, url: str) -> dict[str, str]:
    """Give the snippets of a project's map in the width of the column it is put in.

    Parameters
    ----------
    settings
        The project's ``map.toml``.
    url
        Where the map is published; a fragment says what it shows first.

    Returns
    -------
    dict
        As of :func:`snippets`.
    """
    page, fragment = urldefrag(url)
    state = "&".join(pair for pair in fragment.split("&") if pair and not pair.startswith("ui="))
    return snippets(Wanted(page, state, title=_title(settings)))


def oembed(
    settings: Settings,
    url: str,
    picture: Path | None = None,
    *,
    state: str = "",
    title: str | None = None,
) -> dict[str, Any]:
    """Answer as an oEmbed provider does (oembed.com, version 1.0, type ``rich``).

    Parameters
    ----------
    settings
        The project's ``map.toml``.
    url
        Where the map is published.
    picture
        A PNG of the map that is published beside it; named only if it is there, since the format
        wants its size.
    state
        What the map shows first, as pairs of its fragment.
    title
        What is shown; the map's title if absent.
    """
    page, _ = urldefrag(url)
    provider = _title(settings)
    title = title or provider
    # WordPress appends `#?secret=…` to the address. A last key that the page does not know takes
    # it up; `ui=embed` there would be spoilt.
    fragment = "&".join(filter(None, [state, "via=oembed"]))
    wanted = Wanted(page, fragment, title=title, width=_WIDTH, height=_HEIGHT)
    answer: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": provider,
        "provider_url": page,
        "html": _iframe(wanted),
        "width": _WIDTH,
        "height": _HEIGHT,
    }
    size = _png_size(picture) if picture else None
    if picture and size:
        answer["thumbnail_url"] = urljoin(page, quote(picture.name))
        answer["thumbnail_width"], answer["thumbnail_height"] = size
    return answer


def write_oembed(settings: Settings, url: str, path: Path) -> None:
    """Write :file:`oembed.json`, wholly or not at all.

    Parameters
    ----------
    settings
        The project's ``map.toml``.
    url
        Where the map is published.
    path
        The file. A :file:`map.png` in its folder becomes the preview picture.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    answer = oembed(settings, url, path.parent / PICTURE_FILE)
    text = json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
    write_atomically(path, text.encode("utf-8"))


def write_element(folder: Path) -> Path:
    """Put :file:`park-map.js`, the script behind ``<park-map>``, into a folder.

    Returns
    -------
    Path
        The file; left as it is if it already says the same.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    path = folder / ELEMENT_FILE
    script = (files("geo") / "web" / "dist" / ELEMENT_FILE).read_bytes()
    if not path.exists() or path.read_bytes() != script:
        write_atomically(path, script)
    return path


def head_links(
    settings: Settings,
    language: str | None = None,
    *,
    title: dict[str, str] | None = None,
    whole: bool = True,
) -> list[tuple[str, dict[str, str]]]:
    """Give the tags by which others discover and preview the page.

    They must stand before any inlined script: WordPress reads the first 150 KB of a page, and chat
    programs often less. What needs an absolute address is left out while ``[embed] url`` is unset,
    and from the page of a part, whose address is another one. The picture is named wherever the
    address is: what a page says must not depend on the files that happen to lie around it, and
    :func:`write_beside` makes both.

    Parameters
    ----------
    settings
        The project's ``map.toml``.
    language
        Language of the page; its first one if absent.
    title
        Of the page; the map's if absent.
    whole
        Whether the page shows all of the map.

    Returns
    -------
    list of (tag, attributes)
        ``link`` for oEmbed discovery and ``meta`` for Open Graph, in order; values are plain text
        and still have to be escaped.
    """
    language = language or settings.languages[0]
    name = in_language(title or {}, language) or _title(settings, language)
    graph = {"og:type": "website", "og:title": name}
    description = in_language(settings.description, language) or in_language(
        settings.subtitle, language
    )
    if description and whole:
        graph["og:description"] = description
    if language in _LOCALES:
        graph["og:locale"] = _LOCALES[language]
    links: list[tuple[str, dict[str, str]]] = []
    if settings.embed.url and whole:
        page, _ = urldefrag(settings.embed.url)
        width, height = PICTURE_SIZE
        graph |= {
            "og:url": page,
            "og:image": urljoin(page, PICTURE_FILE),
            "og:image:type": "image/png",
            "og:image:width": str(width),
            "og:image:height": str(height),
            "og:image:alt": name,
        }
        discovery = {
            "rel": "alternate",
            "type": "application/json+oembed",
            "href": urljoin(page, OEMBED_FILE),
            "title": name,
        }
        links = [
            ("link", discovery),
            ("meta", {"name": "twitter:card", "content": "summary_large_image"}),
        ]
    return links + [
        ("meta", {"property": key, "content": content}) for key, content in graph.items()
    ]


def _title(settings: Settings, language: str | None = None) -> str:
    return in_language(settings.title, language or settings.languages[0]) or "Map"


def _iframe(wanted: Wanted) -> str:
    ui = "" if wanted.ui == "full" else f"ui={wanted.ui}"
    return _tag(
        "iframe",
        {
            "src": _with_fragment(wanted.url, ui, wanted.fragment),
            "title": wanted.title,
            "width": wanted.width,
            "height": wanted.height,
            # A frame stands in a line of text, where block themes cannot centre it.
            "style": "display:block",
            "frameborder": 0,  # old, but some editors take every `style` away
            "loading": "lazy",
            "allowfullscreen": None,  # `allow` beside it would only earn a warning
        },
    )


def _element(wanted: Wanted) -> str:
    # A module from another origin would need its server's leave (CORS); a classic script does not.
    script = _tag("script", {"src": urljoin(wanted.url, ELEMENT_FILE), "defer": None})
    attributes: dict[str, str | int | None] = {
        "src": _with_fragment(wanted.url, wanted.fragment),
        "ui": wanted.ui,
        "height": wanted.height,
        "title": wanted.title,
    }
    if wanted.width != "100%":
        attributes["style"] = f"width:{wanted.width}px"
    return f"{script}\n{_tag('park-map', attributes)}"


def _with_fragment(url: str, *pairs: str) -> str:
    fragment = "&".join(pair for pair in pairs if pair)
    return f"{url}#{fragment}" if fragment else url


def _tag(name: str, attributes: dict[str, str | int | None]) -> str:
    written = (
        key if value is None else f'{key}="{_escape(str(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name} {' '.join(written)}></{name}>"


def _escape(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")


def _png_size(path: Path) -> tuple[int, int] | None:
    # Signature (8), length (4), `IHDR` (4), then width and height, big-endian.
    try:
        with path.open("rb") as stream:
            start = stream.read(24)
    except OSError:
        return None
    if len(start) < 24 or not start.startswith(_PNG_SIGNATURE):
        return None
    return int.from_bytes(start[16:20]), int.from_bytes(start[20:24])
