"""A small page for one site, by whose address alone other pages show the map at that site.

Who shows a map by its address (WordPress and others, through oEmbed) drops the fragment, and with
it the site. Such a page has an address of its own, announces an oEmbed answer of its own, and leads
its readers to the map.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urldefrag, urljoin, urlsplit
from zlib import crc32

from geo.embedding.snippets import PICTURE_FILE, oembed
from geo.files.replacing import write_atomically
from geo.ids import slug

if TYPE_CHECKING:
    from pathlib import Path

    from geo.project.settings import Settings

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="alternate" type="application/json+oembed" href="{answer}" title="{title}">
<link rel="canonical" href="{address}">
<meta property="og:title" content="{title}">
<meta property="og:url" content="{address}">
<meta property="og:image" content="{picture}">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body>
<p><a href="{target}">{title}</a></p>
</body>
</html>
"""


def site_page_address(url: str, site_id: str) -> str:
    """Give the address of a site's page, which stands beside the map's.

    Parameters
    ----------
    url
        Where the map is published.
    site_id
        The site.
    """
    return urljoin(urldefrag(url)[0], f"{_stem(site_id)}.html")


def write_site_page(
    settings: Settings, url: str, folder: Path, site_id: str, name: str
) -> list[Path]:
    """Write the page of a site and its oEmbed answer.

    Parameters
    ----------
    settings
        The project's ``map.toml``.
    url
        Where the map is published.
    folder
        Where the two files go: what is published beside the map, its picture among it.
    site_id, name
        The site, and what the page is called.

    Returns
    -------
    list of Path
        The page, and its oEmbed answer.

    Raises
    ------
    OSError
        If they cannot be written.
    """
    page, _ = urldefrag(url)
    address = site_page_address(url, site_id)
    state = f"site={quote(site_id, safe='')}"
    answer_name = f"{_stem(site_id)}.oembed.json"
    answer = oembed(settings, page, folder / PICTURE_FILE, state=state, title=name)
    # Relative, so that the page also works where it was only tried.
    map_name = quote(urlsplit(page).path.rpartition("/")[2]) or "./"
    texts = {
        "lang": settings.languages[0],
        "title": name,
        "answer": urljoin(page, answer_name),
        "address": address,
        "picture": answer.get("thumbnail_url", urljoin(page, PICTURE_FILE)),
        "target": f"{map_name}#{state}",
    }
    written = {key: escape(text) for key, text in texts.items()}
    files = {
        f"{_stem(site_id)}.html": _PAGE.format(**written),
        answer_name: json.dumps(answer, ensure_ascii=False, indent=2) + "\n",
    }
    for file, text in files.items():
        write_atomically(folder / file, text.encode("utf-8"))
    return [folder / file for file in files]


def _stem(site_id: str) -> str:
    name = slug(site_id)
    if name == site_id:
        return f"site-{site_id}"
    # Ids that are no words of an address may look alike once they are made so.
    return f"site-{name or 'x'}-{crc32(site_id.encode('utf-8')):08x}"
