"""Regular expressions compiled when they are first asked: of hundreds a command uses some.

Classes of thousands of characters take one or two milliseconds each to compile.
"""

from __future__ import annotations

import re
from typing import Any, cast

_MEMBERS = (
    "search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn", "pattern",
    "flags", "groups", "groupindex",
)  # fmt: skip


class _Late:
    """A pattern that is none yet; asked for a member it has those of the compiled one."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._text, self._flags)
        # From now on they are found without coming here.
        self.__dict__.update({member: getattr(compiled, member) for member in _MEMBERS})
        return getattr(compiled, name)


def late(text: str, flags: int = 0) -> re.Pattern[str]:
    """Give what :func:`re.compile` gives, for whoever asks its methods; it is compiled then.

    Functions of :mod:`re` that are given a pattern do not take it.
    """
    return cast("re.Pattern[str]", _Late(text, flags))
