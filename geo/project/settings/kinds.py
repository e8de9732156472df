"""What a value in ``map.toml`` may be: one :class:`Kind` each, with its check and its JSON Schema.

The settings dataclasses name a kind for every key, so that reading, the schema for editors and
the table in the documentation all come from one place.
"""

from __future__ import annotations

import math
import re
from dataclasses import Field, dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlsplit

from geo.contract.head_types import Datum, Scheme, TableRole

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE_ROLES = (*get_args(TableRole), "hidden")
SCHEMES: tuple[str, ...] = get_args(Scheme)
MAP_DATUMS: tuple[str, ...] = get_args(Datum)

_COLOUR = r"^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"
_LANGUAGE = r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"
_ADDRESS = r"""^https?://[^\s<>"'`\\{}]+$"""
_TILES = r"""^https?://[^\s<>"'`\\]+$"""
_ORIGIN = r"^https?://[A-Za-z0-9.\-]+(?::[0-9]{1,5})?$"
_SYSTEM = r"^(?:[Ww][Gg][Ss]84|[Gg][Cc][Jj]02|[Bb][Dd]09|[A-Za-z]+:[0-9]{4,6})$"
_SENDING = r"""^(?:mailto:[^\s<>"'`\\{}?@]+@[^\s<>"'`\\{}?@]+|https://[^\s<>"'`\\{}]+)$"""
_HOST = r"[^\s*'\";,<>\\]+"
_ENVIRONMENT = r"^[A-Za-z_][A-Za-z0-9_]*$"


class UnfitError(Exception):
    """A value is not of its kind.

    Parameters
    ----------
    code
        The problem it makes.
    at
        Where inside the value, for a list or a table.
    params
        Values for the braces of the code's sentences.

    Attributes
    ----------
    others
        What else is unfit, for a list or a table.
    """

    def __init__(self, code: str, at: tuple[int | str, ...] = (), **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.at = at
        self.params = params
        self.others: list[UnfitError] = []


@dataclass(frozen=True)
class Kind:
    """What a value may be.

    Parameters
    ----------
    name
        How the documentation calls it.
    read
        Gives the value as the program uses it, or raises :class:`UnfitError`.
    schema
        The same as JSON Schema (draft 2020-12).
    each_language
        The key also comes with ``_<language>`` endings; ``read`` sees one text at a time.
    table
        The dataclass of a table; then ``read`` is not used.
    repeated
        ``id``: a table of such tables by their ids; ``list``: an array of tables.
    unfit
        What stands for a value that is there and cannot be read, where the default would allow
        more than its writer meant; None for the default.
    """

    name: str
    read: Callable[[Any], Any]
    schema: dict[str, Any]
    each_language: bool = False
    table: type | None = None
    repeated: str = ""
    unfit: Callable[[], Any] | None = None


def setting(kind: Kind, default: Any = None, key: str = "") -> Any:
    """Describe one key: its kind and its default; what it does stands in ``schemas.json``.

    It is called as its field is, unless ``key`` gives it a name that Python has no field for.
    """
    metadata = {"kind": kind, "key": key}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


def key_of(entry: Field[Any]) -> str:
    """Give a field's key in the file."""
    return entry.metadata.get("key") or entry.name


def table_of(cls: type) -> Kind:
    """Describe a table of fixed keys."""
    return Kind("table", _never, {}, table=cls)


def tables_by_id(cls: type) -> Kind:
    """Describe a table whose keys are ids and whose values are tables."""
    return Kind("tables by id", _never, {}, table=cls, repeated="id")


def list_of_tables(cls: type) -> Kind:
    """Describe an array of tables."""
    return Kind("array of tables", _never, {}, table=cls, repeated="list")


def choice(*known: str) -> Kind:
    """Describe a text that is one of a few words."""

    def read(value: object) -> str:
        text = _text(value)
        if text not in known:
            raise UnfitError("setting-not-among", value=text, known=", ".join(known))
        return text

    return Kind("one of " + ", ".join(known), read, {"enum": list(known)})


def number(low: float, high: float) -> Kind:
    """Describe a number within limits."""

    def read(value: object) -> float:
        result = _number(value)
        _within(result, low, high)
        return result

    return Kind("number", read, {"type": "number", "minimum": low, "maximum": high})


def whole_number(low: int, high: int) -> Kind:
    """Describe a whole number within limits."""

    def read(value: object) -> int:
        result = _number(value)
        if not result.is_integer():
            raise UnfitError("setting-not-whole", value=f"{result:.15g}")
        _within(result, low, high)
        return int(result)

    return Kind("whole number", read, {"type": "integer", "minimum": low, "maximum": high})


def _year(value: object) -> int | str:
    """Read a year, or a text that names another period; whether there is any, its topic knows."""
    if isinstance(value, date) and not isinstance(value, datetime):
        # A day is one in TOML, without quotes.
        return value.isoformat()
    if isinstance(value, str):
        return value.strip()
    try:
        return int(_WHOLE_YEAR.read(value))
    except UnfitError as error:
        if error.code in {"setting-not-number", "setting-not-whole"}:
            raise UnfitError("setting-not-year") from None
        raise


def matching(
    name: str, pattern: str, code: str, is_fit: Callable[[str], bool] = lambda _: True
) -> Kind:
    """Describe a text of a certain form, and of what no pattern can say of it."""
    form = re.compile(pattern)

    def read(value: object) -> str:
        text = _text(value)
        if not form.fullmatch(text) or not is_fit(text):
            raise UnfitError(code, value=text)
        return text

    return Kind(name, read, {"type": "string", "pattern": pattern})


def list_of(kind: Kind, name: str) -> Kind:
    """Describe a list of values of one kind."""

    def read(value: object) -> list[Any]:
        if not isinstance(value, list):
            raise UnfitError("setting-not-list")
        found, unfit = [], []
        for index, entry in enumerate(value):
            try:
                found.append(kind.read(entry))
            except UnfitError as error:
                unfit.append(UnfitError(error.code, (index, *error.at), **error.params))
        if unfit:
            first, *first.others = unfit
            raise first
        return found

    return Kind(name, read, {"type": "array", "items": kind.schema})


def is_address(text: str) -> bool:
    """Whether an address can be taken apart: a bracket in its host begins an IPv6 address."""
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True


def is_system(text: str) -> bool:
    """Whether there is a coordinate system of such a code."""
    from geo.positions.systems import find_system

    return ":" not in text or find_system(text) is not None


def is_tile_address(text: str, subdomain: str = "s") -> bool:
    """Whether a subdomain put into the address of tiles makes it the address of a host."""
    address = text.replace("{s}", subdomain)
    # In a content security policy "*" would be any host, and a quote or a space another word.
    return is_address(address) and re.fullmatch(_HOST, urlsplit(address).netloc) is not None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise UnfitError("setting-not-text")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise UnfitError("setting-not-flag")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnfitError("setting-not-number")
    try:
        return float(value)
    except OverflowError:
        # A whole number may have any number of digits, which are as good as infinitely many.
        return math.inf if value > 0 else -math.inf


def _within(value: float, low: float, high: float) -> None:
    # Written so that nan, which TOML allows, is outside too.
    if not low <= value <= high:
        told, least, most = (f"{number:.15g}" for number in (value, low, high))
        raise UnfitError("setting-out-of-range", value=told, low=least, high=most)


def _numbers(value: object, count: int, code: str) -> list[float]:
    if not isinstance(value, list) or len(value) != count:
        raise UnfitError(code)
    return [_number(entry) for entry in value]


def _centre(value: object) -> tuple[float, float]:
    lon, lat = _numbers(value, 2, "setting-not-position")
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise UnfitError("setting-not-position")
    return lon, lat


def _bounds(value: object) -> tuple[float, float, float, float]:
    west, south, east, north = _numbers(value, 4, "setting-not-bounds")
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise UnfitError("setting-not-bounds")
    return west, south, east, north


def _rising(value: object) -> list[float]:
    if not isinstance(value, list):
        raise UnfitError("setting-not-list")
    numbers = [_number(entry) for entry in value]
    for index, limit in enumerate(numbers):
        # TOML has nan and inf, which no number lies beyond.
        if not math.isfinite(limit):
            raise UnfitError("setting-not-number", (index,))
    for index, (low, high) in enumerate(pairwise(numbers)):
        if low >= high:
            raise UnfitError(
                "setting-not-rising", (index + 1,), value=f"{high:g}", before=f"{low:g}"
            )
    return numbers


def _tile_address(value: object) -> str:
    text = _text(value)
    has_tile = all(part in text for part in ("{z}", "{x}")) and ("{y}" in text or "{-y}" in text)
    if not re.fullmatch(_TILES, text) or not has_tile or not is_tile_address(text):
        raise UnfitError("setting-not-tiles", value=text)
    return text


def _subdomains(value: object) -> list[str]:
    # Leaflet takes "abc" for the list a, b, c.
    return list(value) if isinstance(value, str) else TEXT_LIST.read(value)


def _parts(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise UnfitError("setting-not-table")
    return {key: _text(column) for key, column in value.items()}


def _never(value: object) -> object:
    raise TypeError(f"a table is read key by key, not whole: {value!r}")


TEXT = Kind("text", _text, {"type": "string"})
TEXTS = Kind("text, per language", _text, {"type": "string"}, each_language=True)
FLAG = Kind("true or false", _flag, {"type": "boolean"})
_WHOLE_YEAR = whole_number(-9999, 9999)
YEAR = Kind(
    "year, or period such as 2023-01",
    _year,
    {"anyOf": [_WHOLE_YEAR.schema, {"type": "string"}]},
)
COLOUR = matching("colour as #rrggbb", _COLOUR, "setting-not-colour")
LANGUAGE = matching("language code", _LANGUAGE, "setting-not-language")
ADDRESS = matching("http(s) address", _ADDRESS, "setting-not-address", is_address)
ORIGIN = matching("origin such as https://example.org", _ORIGIN, "setting-not-origin")
SENDING = matching("mailto: or https address", _SENDING, "setting-not-sending")
LAYER_SYSTEM = matching("coordinate system", f"{_SYSTEM}|^latlon$", "setting-not-system", is_system)
SYSTEM = matching("coordinate system", _SYSTEM, "setting-not-system", is_system)
ENVIRONMENT = matching("name of an environment variable", _ENVIRONMENT, "setting-not-variable")
TILES = Kind(
    "address with {z}, {x}, {y}",
    _tile_address,
    {
        "type": "string",
        "pattern": r"^https?://",
        "allOf": [{"pattern": pattern} for pattern in (r"\{z\}", r"\{x\}", r"\{-?y\}")],
    },
)
TEXT_LIST = list_of(TEXT, "list of texts")
LANGUAGES = list_of(LANGUAGE, "list of language codes")
# No origin is written so: a page that is told of it alone talks to nobody.
ORIGINS = replace(list_of(ORIGIN, "list of origins"), unfit=lambda: ["nobody"])
TILES_LIST = list_of(TILES, "list of addresses with {z}, {x}, {y}")
ZOOM = number(0, 24)
RISING = Kind(
    "list of rising numbers", _rising, {"type": "array", "items": {"type": "number"}, "minItems": 1}
)
CENTRE = Kind(
    "[lon, lat]",
    _centre,
    {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
)
BOUNDS = Kind(
    "[west, south, east, north]",
    _bounds,
    {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
)
SUBDOMAINS = Kind(
    "text or list of texts",
    _subdomains,
    {"anyOf": [{"type": "string"}, TEXT_LIST.schema]},
)
PARTS = Kind(
    "table of column names",
    _parts,
    {"type": "object", "additionalProperties": {"type": "string"}},
)
