"""JSON a line: an object or a feature each (NDJSON, GeoJSON text sequences of RFC 8142)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from geo.problems import Place, Problem

RECORD_SEPARATOR = "\x1e"


@dataclass
class Lines:
    """The objects of a text, each with its line.

    Parameters
    ----------
    objects, numbers
        Those that could be read, and their lines from 1.
    broken
        Line and column of those that could not.
    """

    objects: list[dict[str, Any]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    broken: list[tuple[int, int]] = field(default_factory=list)

    @property
    def are_features(self) -> bool:
        """Whether all are features of GeoJSON."""
        return all(one.get("type") == "Feature" for one in self.objects)

    def problems(self, shown_as: str) -> list[Problem]:
        """Tell the broken lines; their index is negative, for they are no rows."""
        return [
            Problem("import-line-broken", Place(shown_as, line, column), index=-line)
            for line, column in self.broken
        ]


def read_lines(text: str, *, is_said: bool) -> Lines | None:
    """Read a text of an object a line.

    Parameters
    ----------
    text
        All of it.
    is_said
        Whether its name says that it is such a text: only then may lines be broken.

    Returns
    -------
    Lines or None
        None if it is none.
    """
    found = Lines()
    is_marked = text.startswith(RECORD_SEPARATOR)
    for number, line in enumerate(text.split("\n"), start=1):
        plain = line.strip(f" \t\r{RECORD_SEPARATOR}")
        if not plain:
            continue
        try:
            value = json.loads(plain)
        except json.JSONDecodeError as error:
            found.broken.append((number, line.index(plain) + error.pos + 1))
        except (ValueError, RecursionError):
            found.broken.append((number, 1))
        else:
            if not isinstance(value, dict):
                return None
            found.objects.append(value)
            found.numbers.append(number)
        if found.broken and not (is_said or is_marked):
            return None
    return found if found.objects and len(found.broken) <= len(found.objects) else None
