"""What a column holds beyond its type: a telephone number, a code, a day, hours, a picture."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, get_args

from geo.sources.name_patterns import NamePatterns

if TYPE_CHECKING:
    from collections.abc import Iterable

Use = Literal["code", "year", "telephone", "email", "picture", "hours", "date"]
# The first that fits counts: "phone_no" is a telephone before it is a code.
_ORDER: tuple[Use, ...] = ("telephone", "email", "picture", "hours", "year", "date", "code")
# Of these there may be several, with a number each: "phone2". But "no2" is nitrogen dioxide.
_NUMBERED: tuple[Use, ...] = ("telephone", "email", "picture", "date")
_FILE_ID = re.compile(r"(?=.*\d)[\w-]{12,}")


@lru_cache(1 << 15)
def use_of(name: str) -> Use | None:
    """Tell from a column's name what it holds, if that is clear.

    Parameters
    ----------
    name
        As in the file, without the ending of a language: ``Zip Code``, ``contact:phone``.
    """
    whole = re.sub(r"[\s:.\-]+", "_", name.strip())
    key = whole.casefold()
    # installationYear as installation_year; but eMail is one word.
    parted = re.sub(r"(?<=[a-z\d])(?=[A-Z])", "_", whole).casefold()
    uses = _uses()
    found = next((use for use in _ORDER if uses[use].fits(key) or uses[use].fits(parted)), None)
    plain = re.sub(r"_?\d{1,2}$", "", key)
    return found or next((use for use in _NUMBERED if uses[use].fits(plain)), None)


def are_file_ids(values: Iterable[object]) -> bool:
    """Whether a column of pictures holds ids alone, of what a form has uploaded somewhere."""
    some = [str(value) for value in values]
    return bool(some) and all(map(_FILE_ID.fullmatch, some))


@cache
def _uses() -> dict[Use, NamePatterns]:
    text = files(__package__).joinpath("column_uses.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return {use: NamePatterns(table[use]) for use in get_args(Use)}
