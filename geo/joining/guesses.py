"""What nobody has said of a layer and was guessed, in one line: none of it is a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.positions.datum import LATITUDE_FIRST
from geo.words import words

if TYPE_CHECKING:
    from geo.joining.join import SiteLayer
    from geo.problems import Language

MANY = 0.25
"""Share of the sites that are called by what a note tells, at least."""
MOST_COLUMNS = 3
"""Columns of one guess that are named; OpenStreetMap has a dozen for what a thing is."""


_SETTINGS = {
    "names": "[layer] name",
    "names-none": "[layer] name",
    "names-kinds": "[layer] name",
    "categories": "[layer] category",
    "colours": "[layer] category",
    "system": "[layer] crs",
    "language": "languages",
}
"""The setting that says otherwise."""


def guesses(layer: SiteLayer) -> list[tuple[str, str]]:
    """Give what was guessed of a layer.

    Returns
    -------
    list of tuple
        The kind of guess (a key of ``guesses`` in the words' ``reporting.json``) and what it found.
    """
    document, settings = layer.project.layer, layer.project.settings
    if document.form == "none":
        return []
    roles = document.roles
    found: list[tuple[str, str]] = []
    if not roles.names and roles.address:
        found.append(("names", ", ".join(roles.address[0])))
    elif not roles.names and document.count > 1 and "name" not in document.property_names:
        said = _called_by(layer)
        found.append(("names-kinds", ", ".join(said)) if said else ("names-none", ""))
    elif "name" in roles.guessed:
        found.append(("names", roles.names[0]))
    if layer.colours_are_categories:
        found.append(("colours", ", ".join(roles.colours[:MOST_COLUMNS])))
    elif "category" in roles.guessed:
        more = ", …" if len(roles.categories) > MOST_COLUMNS else ""
        found.append(("categories", ", ".join(roles.categories[:MOST_COLUMNS]) + more))
    # That latitudes stand first is told by a warning.
    if document.is_datum_obeyed and document.datum != LATITUDE_FIRST:
        found.append(("system", document.datum))
    if not settings.languages_said:
        found.append(("language", settings.languages[0]))
    return found


def _called_by(layer: SiteLayer) -> list[str]:
    """Give the columns that many sites are called by, for want of names."""
    roles = layer.project.layer.roles
    # The ends of a line may be its words as well: each column counts once.
    routes = (roles.route,) if layer.project.layer.are_lines else ()
    # Codes alone call nothing; with a number beside them they do.
    kinds = (name for name in roles.kinds if name not in roles.codes or roles.number)
    ways = dict.fromkeys((*routes, *roles.ends, *kinds, *roles.words, roles.number))
    columns = [name for name in ways if name in layer.sites]
    there = layer.sites[columns].notna()
    are_many = bool(columns) and there.any(axis=1).mean() > MANY
    return [name for name in columns if there[name].any()][:MOST_COLUMNS] if are_many else []


def guesses_in_words(layer: SiteLayer, language: Language) -> str:
    """Say what was guessed in one line, each with the setting that says otherwise; "" if nothing.

    Parameters
    ----------
    layer
        The joined layer.
    language
        Of the words.
    """
    found = guesses(layer)
    # That a page is English because its texts are needs no word by itself.
    if all(kind == "language" for kind, _ in found):
        return ""
    reporting = words(language, "reporting")
    texts, languages = reporting["guesses"], reporting["languages"]
    said = []
    for kind, what in found:
        name = languages.get(what, what) if kind == "language" else what
        said.append(f"{texts[kind].format(column=name)} ({_SETTINGS[kind]})")
    return f"{texts['guessed']}{texts['between'].join(said)}{texts['changes']}"
