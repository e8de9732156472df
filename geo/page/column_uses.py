"""What a column holds beyond its type: a telephone number, a code, a day, hours, a picture."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

Use = Literal["code", "year", "telephone", "email", "picture", "hours", "date"]
# The first that fits counts: "phone_no" is a telephone before it is a code.
_ORDER: tuple[Use, ...] = ("telephone", "email", "picture", "hours", "year", "date", "code")
# Of these there may be several, with a number each: "phone2". But "no2" is nitrogen dioxide.
_NUMBERED: tuple[Use, ...] = ("telephone", "email", "picture", "date")


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
    found = next((use for use in _ORDER for k in (key, parted) if _fits(k, _names()[use])), None)
    plain = re.sub(r"_?\d{1,2}$", "", key)
    return found or next((use for use in _NUMBERED if _fits(plain, _names()[use])), None)


def _fits(key: str, names: tuple[frozenset[str], tuple[str, ...]]) -> bool:
    whole, patterns = names
    return key in whole or any(fnmatchcase(key, pattern) for pattern in patterns)


@cache
def _names() -> dict[Use, tuple[frozenset[str], tuple[str, ...]]]:
    text = files(__package__).joinpath("column_uses.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return {
        use: (
            frozenset(name for name in table[use] if "*" not in name),
            tuple(name for name in table[use] if "*" in name),
        )
        for use in get_args(Use)
    }
