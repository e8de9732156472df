"""What ``[tables.NAME]`` may say of how a table's rows come to the sites."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, Literal, get_args

from geo.project.settings.kinds import TEXT, TEXT_LIST, Kind, UnfitError, number

Function = Literal["count", "sum", "mean", "min", "max", "median", "share", "list", "latest"]
FUNCTIONS: tuple[Function, ...] = get_args(Function)
OF_NUMBERS: frozenset[Function] = frozenset({"sum", "mean", "median"})
"""What only numbers can be asked for."""
EACH = ("site", "row")
FARTHEST_M = 20_038_000.0
"""Half the way round the earth."""

_CALL = re.compile(r"\s*(?P<function>[a-z]+)\s*(?:\((?P<inside>.*)\))?\s*", re.DOTALL)
_BY = re.compile(r"(?P<column>.+?)\s+by\s+(?P<by>.+)", re.DOTALL)
_EQUAL = re.compile(r"(?P<column>.+?)\s*==?\s*(?P<value>.+)", re.DOTALL)


@dataclass(frozen=True)
class Aggregate:
    """One value made of all rows of a site.

    Parameters
    ----------
    function
        What is made of them. ``share`` of a number is the site's part of the total, of a flag (or
        where a value is named) the part of the site's rows that have it.
    column
        Of which column; empty for ``count`` of rows.
    by
        The column of dates that says which row is the latest.
    value
        The value whose share is asked for.
    """

    function: Function
    column: str = ""
    by: str = ""
    value: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column it looks at."""
        return tuple(filter(None, (self.column, self.by)))


@dataclass(frozen=True)
class Nearest:
    """How rows come to the sites nearest to them.

    Parameters
    ----------
    max_m
        So many metres away at most; infinite without a limit.
    each
        ``site``: every site gets the row nearest to it; ``row``: every row goes to the site nearest
        to it. Empty where the settings do not say.
    """

    max_m: float = math.inf
    each: str = ""


def _aggregates(value: object) -> dict[str, Aggregate]:
    if not isinstance(value, dict):
        raise UnfitError("setting-not-table")
    found: dict[str, Aggregate] = {}
    unfit = []
    for name, told in value.items():
        try:
            found[name] = _aggregate(_read_text(told))
        except UnfitError as error:
            unfit.append(UnfitError(error.code, (name,), **error.params))
    if unfit:
        first, *first.others = unfit
        raise first
    return found


def _aggregate(text: str) -> Aggregate:
    unfit = UnfitError("setting-not-aggregate", value=text, known=", ".join(FUNCTIONS))
    call = _CALL.fullmatch(text)
    function = next((known for known in FUNCTIONS if call and call["function"] == known), None)
    if call is None or function is None:
        raise unfit
    inside = (call["inside"] or "").strip()
    if not inside:
        if function != "count":
            raise unfit
        return Aggregate("count")
    if function == "latest":
        by = _BY.fullmatch(inside)
        if by is None:
            raise unfit
        return Aggregate(function, _unquoted(by["column"]), _unquoted(by["by"]))
    equal = _EQUAL.fullmatch(inside) if function == "share" else None
    if equal is not None:
        return Aggregate(function, _unquoted(equal["column"]), value=_unquoted(equal["value"]))
    return Aggregate(function, _unquoted(inside))


def _unquoted(text: str) -> str:
    text = text.strip()
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if is_quoted else text


def _nearest(value: object) -> Nearest | None:
    if isinstance(value, bool):
        return Nearest() if value else None
    if not isinstance(value, dict):
        raise UnfitError("setting-not-table")
    for key in value:
        if key not in {"max_m", "each"}:
            raise UnfitError("setting-unknown", (key,), key=key, known="each, max_m")
    far = number(0, FARTHEST_M).read(value["max_m"]) if "max_m" in value else math.inf
    each = value.get("each", "")
    if "each" in value and each not in EACH:
        raise UnfitError("setting-not-among", value=each, known=", ".join(EACH))
    return Nearest(far, each)


def _texts(value: object) -> tuple[str, ...]:
    found = tuple(TEXT_LIST.read([value] if isinstance(value, str) else value))
    if not found:
        raise UnfitError("setting-not-text")
    return found


def _read_text(value: object) -> str:
    text: str = TEXT.read(value)
    return text


_KEYS: dict[str, Any] = {"anyOf": [{"type": "string"}, {**TEXT_LIST.schema, "minItems": 1}]}
KEYS = Kind("text or list of texts", _texts, _KEYS)
AGGREGATES = Kind(
    "table of count, sum(column) …",
    _aggregates,
    {"type": "object", "additionalProperties": {"type": "string"}},
)
NEAREST = Kind(
    "table of max_m and each",
    _nearest,
    {
        "anyOf": [
            {"type": "boolean"},
            {
                "type": "object",
                "properties": {
                    "max_m": {"type": "number", "minimum": 0, "maximum": FARTHEST_M},
                    "each": {"enum": [*EACH]},
                },
                "additionalProperties": False,
            },
        ]
    },
)
