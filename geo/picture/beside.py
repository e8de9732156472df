"""What stands beside a published page: its picture, ``oembed.json`` and the element's script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.embedding import (
    OEMBED_FILE,
    PICTURE_FILE,
    PICTURE_SIZE,
    write_element,
    write_oembed,
    write_site_page,
)
from geo.picture import draw_picture
from geo.problems import errors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.joining import SiteLayer
    from geo.problems import Problem


def write_beside(
    layer: SiteLayer, url: str, folder: Path, site_ids: Sequence[str] = ()
) -> list[Problem]:
    """Write what belongs beside a published page: its picture, ``oembed.json``, the element.

    Parameters
    ----------
    layer
        Joined sites and tables.
    url
        Where the map is published.
    folder
        Where to.
    site_ids
        Sites that get a page of their own, by whose address others show the map at that site.

    Returns
    -------
    list of Problem
        Of the picture; with an error among them nothing is written.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    problems = draw_picture(layer, folder / PICTURE_FILE, page="preview", width=PICTURE_SIZE[0])
    if errors(problems):
        return problems
    # After the picture, whose size it names.
    write_oembed(layer.project.settings, url, folder / OEMBED_FILE)
    write_element(folder)
    names = dict(zip(layer.sites["id"], layer.sites["name"], strict=True))
    for site in site_ids:
        write_site_page(layer.project.settings, url, folder, site, str(names[site] or site))
    return [problem for problem in problems if problem not in layer.problems]
