"""What a text says of the datum of its numbers: 高德：120.2101,30.1876 is in GCJ-02."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

_LOOSE = re.compile(r"^[\s:：,，;=]+|[\s:：,，;=]+$")


def said_datums(text: str) -> list[str]:
    """Give the datums that a text names."""
    return [datum for datum, form in _forms().items() if form.search(text)]


def without_words(text: str) -> tuple[str, str | None]:
    """Part the numbers of a text from the words around them.

    Returns
    -------
    text : str
        The text without the names of datums and words such as 坐标.
    datum : str or None
        The one datum that was named; none where none was, or several.
    """
    named = said_datums(text)
    if len(named) > 1:
        return text, None
    for form in (*(_forms()[datum] for datum in named), _street(), _labels()):
        text = form.sub(" ", text)
    return _LOOSE.sub("", text.replace("()", " ")), named[0] if named else None


def is_of_street_map(text: str) -> bool:
    """Whether a text names a map whose datum is another in mainland China than elsewhere."""
    return _street().search(text) is not None


@cache
def _street() -> re.Pattern[str]:
    return re.compile(f"(?:{_shared()['street']})", re.IGNORECASE)


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(form, re.IGNORECASE) for name, form in _shared()["said"].items()}


@cache
def _labels() -> re.Pattern[str]:
    # Behind a label stands a mark or a space: "mapa" is another word.
    return re.compile(rf"(?:{_shared()['labels']})(?=[\s:：()（）【】\d-]|$)", re.IGNORECASE)


@cache
def _shared() -> dict[str, dict[str, str]]:
    source = files(__package__).joinpath("street_maps.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = json.loads(source)
    return found
