"""Categories that a page makes: names and signs go into ``map.toml``, every other byte kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.checks.site_properties import NOT_SLUG
from geo.editing.saving import RefusedError
from geo.editing.settings_text import NewCategory, first_settings, with_additions
from geo.problems import Place, Problem
from geo.project.settings import FILE_NAME, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.contract.edit_types import CategoryOrder, NewCategories
    from geo.project.settings import Settings

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def category_change(folder: Path, given: NewCategories) -> Callable[[bytes | None], bytes]:
    """Give what makes the new bytes of ``map.toml`` from the old ones, None where there is none.

    Parameters
    ----------
    folder
        The project.
    given
        ``made``: the new ones; ``shown``: those the page shows. Where the settings list none, the
        latter are listed, too, as they look: a category that is not listed among others is told as
        a slip.

    Raises
    ------
    ValueError
        If an id or a colour is none.
    """
    settings, _ = read_settings(folder)
    known = settings.categories
    shown = [] if known else list(given["shown"])
    wanted = [*shown, *(one for one in given["made"] if str(one["id"]) not in known)]
    categories = [_category(one, settings) for one in wanted]

    def change(data: bytes | None) -> bytes:
        path = folder / FILE_NAME
        if data is None:
            title = settings.title.get(settings.languages[0]) or folder.resolve().name
            return first_settings(title, settings.languages, categories, {})
        after = with_additions(path, data, categories, {})
        if after is None:
            names = ", ".join(category.id for category in categories)
            raise RefusedError(
                [Problem("categories-not-added", Place(FILE_NAME), {"names": names})]
            )
        return after

    return change


def _category(given: CategoryOrder, settings: Settings) -> NewCategory:
    own, color = str(given["id"]), str(given["color"])
    if not own or NOT_SLUG.search(own) or "|" in own:
        raise ValueError(f"“{own}” is no id of a category")
    if _COLOUR.fullmatch(color) is None:
        raise ValueError(f"“{color}” is no colour")
    first, *further = settings.languages
    texts = {str(lang): str(text).strip() for lang, text in given["label"].items()}
    told = {lang: texts[lang] for lang in further if texts.get(lang)}
    return NewCategory(own, texts.get(first) or own, color, str(given["symbol"]), told)
