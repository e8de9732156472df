"""Printed sheets of a map (SVG, PNG, PDF), drawn without a browser.

The map on them is drawn by the page's own program (:mod:`geo.picture.scene`); what is paper about
them is drawn here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.files.replacing import write_atomically
from geo.page.basemap import ground_of
from geo.page.date_line import on_one_sheet
from geo.page.head import make_head
from geo.page.subset import subset
from geo.page.view import looking_at
from geo.picture.engine import NoEngineError
from geo.picture.sheet import Page, compose
from geo.problems import Place, Problem, errors
from geo.problems.texts import printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.contract.head_types import Head, Topic
    from geo.joining import SiteLayer
    from geo.page.head import Theme

__all__ = ["draw_picture"]


def draw_picture(
    layer: SiteLayer,
    path: Path,
    *,
    lang: str | None = None,
    page: Page = "a4-landscape",
    theme: Theme = "light",
    width: int | None = None,
    categories: Sequence[str] = (),
    site_ids: Sequence[str] = (),
    topic: str | None = None,
    keep_going: bool = False,
) -> list[Problem]:
    """Draw a printed sheet of the map.

    Parameters
    ----------
    layer
        Joined sites and tables.
    path
        Where to; ``.png`` makes a PNG of 288 dots an inch, ``.pdf`` a PDF, anything else an SVG.
        The file is
        replaced wholly or not at all.
    lang
        Language of the sheet; the settings' first if absent.
    page
        A4 across, or a square.
    theme
        The light palette or the dark one.
    width
        Of a PNG, in pixels.
    categories, site_ids
        Show only these (either suffices), as for :func:`geo.page.park_map.build_map`.
    topic
        Id of a topic of the settings: its sites in its colours and sizes; the one the page opens
        with if absent.
    keep_going
        Leave out what errors concern; otherwise nothing is written where there is one.

    Returns
    -------
    list of Problem
        Of settings and base map; ``no-cjk-font`` and ``no-script-font`` where no font has some
        letters; and ``no-script-engine``, an error, where nothing here can run the page's program.

    Raises
    ------
    OSError
        If the file cannot be written.

    Notes
    -----
    The SVG holds text as text and is the same everywhere. A PNG is the same wherever the same fonts
    are found (see :mod:`geo.picture.fonts`).
    """
    is_part = bool(categories or site_ids)
    part, title = subset(layer, categories, site_ids) if is_part else (layer, None)
    part, seam = on_one_sheet(part)
    head = make_head(part, lang=lang, title=title, of=layer if is_part else None, seam=seam)
    value = head.value
    ground = ground_of(part, value["languages"], value["view"]).beyond(seam)
    if ground.attribution:
        value.setdefault("attribution", ground.attribution)
    # As the page opens, where nobody asks for another topic.
    shown = topic or value.get("topic")
    chosen = next((one for one in value.get("topics", []) if one["id"] == shown), None)
    if chosen is not None:
        _turn_to(value, chosen, is_asked=topic is not None)
    # Online base maps are no part of a picture.
    problems = [problem for problem in head.problems if not problem.code.startswith("base-")]
    problems += ground.problems
    if errors(problems) and not keep_going:
        return problems
    try:
        svg = compose(part, head, ground, page, theme, topic=chosen and chosen["id"])
    except NoEngineError:
        return [*problems, Problem("no-script-engine", Place(path.as_posix()))]
    suffix = path.suffix.lower()
    if suffix not in {".png", ".pdf"}:
        write_atomically(path, svg)
        return problems
    from geo.picture.fonts import find_fonts
    from geo.picture.png import to_png

    fonts = find_fonts(svg)
    if fonts.main is None:
        problems.append(Problem("no-cjk-font", Place(path.as_posix())))
    if fonts.missing:
        words = ", ".join(f"“{printable(word)}”" for word in fonts.missing)
        problems.append(Problem("no-script-font", Place(path.as_posix()), {"words": words}))
    if suffix == ".png":
        write_atomically(path, to_png(svg, fonts, width))
    else:
        from geo.picture.pdf import to_pdf

        write_atomically(path, to_pdf(svg, fonts))
    return problems


def _turn_to(value: Head, topic: Topic, *, is_asked: bool) -> None:
    """Let a head speak of a topic: from where it looks, and what it says of itself."""
    value["view"] = looking_at(value["view"], topic)
    if is_asked or any(key in topic for key in ("color", "size", "where")):
        value["subtitle"] = topic.get("text") or topic["label"]
