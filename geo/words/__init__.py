"""What parkmap says, apart from the code that says it: one folder a language, one file a reader.

``page.json``, ``form.json``
    what the page says, and the form of a site on it
``labels.json``
    what Python writes for a map's readers: the sheet's words, labels of well-known columns, what
    stands where no map can show
``editing.json``
    the editing page of ``parkmap serve``
``commands.json``, ``importing.json``, ``problems/``, ``reporting.json``
    the command line: its help and what it has done, imports, problems (one file a subject), and how
    they are listed

``schemas.json``
    what editors and the documentation say of the keys of ``map.toml`` and of a site's properties

Chinese and English have them all, further languages the first four: a map and its editing page
speak them, the command line does not. To add one, copy ``de/`` to a folder named by the language's
code (BCP 47) and translate. Nothing else has to be changed: a map whose ``languages`` name it takes
the words along, and no other map does. ``tests/test_words.py`` holds every language to the keys and
braces of the English.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Part = Literal["page", "form", "labels", "editing", "importing", "reporting", "commands", "schemas"]
"""A file of a language."""

BUILT_IN = ("zh", "en")
"""Languages that have every part; those of the page are part of its program."""
SENT: tuple[Part, ...] = ("page", "form")
"""Parts of a further language that a page is given."""
FOLDER = Path(__file__).parent
_BRACES = re.compile(r"\{(\w+)(?::([^|}]*)\|([^}]*))?\}")


@cache
def languages() -> tuple[str, ...]:
    """Give the codes of all languages there are."""
    return tuple(sorted(entry.parent.name for entry in FOLDER.glob("*/page.json")))


@cache
def words(language: str, part: Part) -> dict[str, Any]:
    """Give one part of a language's words: by key, or by section and key.

    Raises
    ------
    FileNotFoundError
        If the language has no such part.
    """
    read: dict[str, Any] = _read(FOLDER / language / f"{part}.json")
    return read


@cache
def problem_words(language: str) -> dict[str, dict[str, dict[str, str]]]:
    """Give the sentences of every problem, by subject and code: ``message`` and ``fix``."""
    folder = FOLDER / language / "problems"
    return {path.stem: _read(path) for path in sorted(folder.glob("*.json"))}


def spoken(language: str) -> str | None:
    """Find the language whose words serve one: itself, or ``de`` for ``de-AT``; or None."""
    tried = (language, language.partition("-")[0])
    return next((one for one in tried if one in languages()), None)


def words_to_send(wanted: Iterable[str]) -> dict[str, dict[str, dict[str, str]]]:
    """Give the words of those languages that are no part of the program, as the head has them."""
    return {
        language: {part: words(found, part) for part in SENT}
        for language in wanted
        if (found := spoken(language)) is not None and found not in BUILT_IN
    }


def words_to_serve(wanted: Iterable[str]) -> dict[str, dict[str, dict[str, str]]]:
    """Give what the editing page says in those languages that are no part of its program.

    The sections of ``editing.json`` stand beside ``form``.
    """
    served: dict[str, dict[str, dict[str, str]]] = {}
    for language in wanted:
        found = spoken(language)
        if found is not None and found not in BUILT_IN:
            served[language] = {"form": words(found, "form"), **words(found, "editing")}
    return served


def own_texts(section: str, key: str, wanted: Iterable[str]) -> dict[str, str]:
    """Give a text of ``labels.json`` in a map's languages, so that none is mixed with another.

    Parameters
    ----------
    section, key
        Where a language's file has it.
    wanted
        The map's languages; one that nobody has translated has the text in English.
    """
    return {language: own_label(section, key, language) for language in wanted}


def own_label(section: str, key: str, language: str, **values: object) -> str:
    """Give a text of ``labels.json`` in a language, or in English where nobody has translated it.

    Parameters
    ----------
    section, key
        Where it stands.
    language
        Of the reader.
    values
        For its braces.
    """
    said: str = words(spoken(language) or "en", "labels")[section][key]
    return said.format(**values) if values else said


def has_word(section: str, key: str) -> bool:
    """Whether ``labels.json`` has a text of that name."""
    return key in words("en", "labels")[section]


def filled(text: str, values: Mapping[str, object]) -> str:
    """Fill a text's braces: ``{count}``, and ``{count:site|sites}`` for one and any other number.

    ``filled`` of ``geo/web/src/words/language.ts`` does so for the page.
    """

    def value_of(found: re.Match[str]) -> str:
        name, one, other = found.groups()
        if one is None:
            return str(values[name])
        return str(one if values[name] == 1 else other)

    return _BRACES.sub(value_of, text)


def _read(path: Path) -> Any:
    return json.loads(path.read_bytes())
