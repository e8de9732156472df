"""Tables in JSON: lists of objects, each with a position in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.positions.angles import read_coordinate
from geo.sources import recognised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.sources.cst import Pointer

    Rows = list[tuple[str | int, dict[str, Any]]]

DEEPEST = 6
"""Objects and lists around a table."""
SAMPLED = 1000
MOSTLY = 0.5
"""Share of the rows of a table that must have a position."""
CENTER = "center"
"""Where Overpass says where the ways and relations among its elements lie."""
_TEXT_KEYS = {"text", "languageCode", "language", "lang", "locale"}
_LAT_FIRST = re.compile(r"lat.*l(?:on|ng)", re.IGNORECASE)


class Reading(NamedTuple):
    """How the rows of a table say where they are: two members, one with both, or one inside one.

    Parameters
    ----------
    lon, lat
        The members; "" for one that holds a list of both.
    inside
        The member they are in; "" for the row itself.
    is_pair, lat_first
        Whether ``inside`` is a list of both, and in which order.
    deeper
        The member of ``inside`` that they are in; "" for itself.
    """

    lon: str
    lat: str
    inside: str = ""
    is_pair: bool = False
    lat_first: bool = False
    deeper: str = ""

    @property
    def member(self) -> str:
        """The member of a row that is pointed at."""
        return self.inside or self.lon

    @property
    def stem(self) -> str:
        """What stands before an axis where the columns are named."""
        return "".join(f"{step}." for step in (self.inside, self.deeper) if step)

    @property
    def shown(self) -> str:
        """How to name the columns."""
        stem = self.stem
        return self.inside if self.is_pair else f"{stem}{self.lon}, {stem}{self.lat}"

    def position_of(self, row: dict[str, Any]) -> list[float] | None:
        """Give longitude and latitude of a row; none where it has none."""
        held = row.get(self.inside) if self.inside else row
        if self.deeper:
            held = held.get(self.deeper) if isinstance(held, dict) else None
        if self.is_pair:
            pair = held if isinstance(held, list) else []
            numbers = [_number(entry) for entry in pair[:2]]
            first, second = numbers if len(numbers) == 2 else (None, None)
            lon, lat = (second, first) if self.lat_first else (first, second)
        else:
            holder = held if isinstance(held, dict) else {}
            if not self.inside and self.lat not in holder and isinstance(holder.get(CENTER), dict):
                holder = holder[CENTER]
            lon, lat = _number(holder.get(self.lon)), _number(holder.get(self.lat))
        return None if lon is None or lat is None else [lon, lat]


def tables_in(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Rows, Reading]]:
    """Find lists of objects with positions, and objects of such objects, the outermost first.

    Yields
    ------
    pointer
        Where each stands.
    rows
        Its rows with their keys or numbers.
    reading
        How they say where they are.
    """
    if len(pointer) > DEEPEST:
        return
    steps = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    rows = [(step, entry) for step, entry in steps if isinstance(entry, dict)]
    is_table = bool(rows) and len(rows) == len(steps)
    reading = reading_of([row for _, row in rows]) if is_table else None
    if reading is not None:
        yield pointer, rows, reading
        return
    for step, entry in steps:
        if isinstance(entry, dict | list):
            yield from tables_in(entry, (*pointer, step))


def reading_of(rows: list[dict[str, Any]]) -> Reading | None:
    """Tell how the rows of a table say where they are; none if most do not."""
    some = rows[:SAMPLED]
    names = dict.fromkeys(name for row in some for name in row)
    for candidate in _candidates(some, names):
        there = [position for row in some if (position := candidate.position_of(row))]
        if len(there) >= max(1, MOSTLY * len(some)) and _may_be_degrees(candidate, there):
            return candidate
    return None


def _may_be_degrees(reading: Reading, positions: list[list[float]]) -> bool:
    """Whether what is called x and y is a place on Earth: a screen's is whole, or larger."""
    if reading.is_pair or not recognised.is_doubtful("lon", reading.lon):
        return True
    is_whole = all(value.is_integer() for position in positions for value in position)
    return not is_whole and all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in positions)


def _candidates(rows: list[dict[str, Any]], names: dict[str, None]) -> Iterator[Reading]:
    pair = recognised.pair(names)
    if pair:
        yield Reading(*pair)
    inner = [name for name in names if any(isinstance(row.get(name), dict) for row in rows)]
    for name in [*recognised.best("position", inner), *recognised.best("geometry", inner), *inner]:
        held = [row[name] for row in rows if isinstance(row.get(name), dict)]
        pair = recognised.pair(dict.fromkeys(key for entry in held for key in entry))
        if pair:
            yield Reading(*pair, inside=name)
    for name in recognised.best("geometry", inner):
        # Google's geometry holds a location, beside what to show of the map.
        held = [row[name] for row in rows if isinstance(row.get(name), dict)]
        for deeper in recognised.best(
            "position", dict.fromkeys(key for one in held for key in one)
        ):
            keys = (key for one in held if isinstance(one.get(deeper), dict) for key in one[deeper])
            if pair := recognised.pair(dict.fromkeys(keys)):
                yield Reading(*pair, inside=name, deeper=deeper)
    for name in recognised.best("position", names):
        pairs = [row[name] for row in rows if isinstance(row.get(name), list)]
        if pairs:
            yield Reading("", "", inside=name, is_pair=True, lat_first=_is_lat_first(name, pairs))


def _is_lat_first(name: str, pairs: list[list[Any]]) -> bool:
    """Whether pairs have the latitude first: told by what cannot be one, else by their name."""
    numbers = [[_number(entry) for entry in pair[:2]] for pair in pairs if len(pair) >= 2]
    if any(first is not None and abs(first) > 90 for first, _ in numbers):
        return False
    if any(second is not None and abs(second) > 90 for _, second in numbers):
        return True
    return bool(_LAT_FIRST.search(name))


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value)
    return read_coordinate(value) if isinstance(value, str) else None


def as_columns(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the rows of a table with its positions in columns of their own: ``location.lat``.

    Parameters
    ----------
    rows
        Objects; tags of OpenStreetMap in them become members, too.
    """
    reading = reading_of(rows)
    if reading is None or reading.is_pair:
        return [flattened(row) for row in rows]
    stem = reading.stem
    found = []
    for row in rows:
        plain = flattened(row)
        held = plain.pop(reading.inside, None) if reading.inside else row
        if reading.lat not in row and not reading.inside:
            held = plain.pop(CENTER, None)
        if reading.deeper and isinstance(held, dict):
            held = held.get(reading.deeper)
        if isinstance(held, dict) and held is not row:
            axes = (reading.lat, reading.lon)
            plain |= {f"{stem}{axis}": held[axis] for axis in axes if axis in held}
            rest = {name: value for name, value in held.items() if name not in axes}
            plain |= {reading.inside or CENTER: rest} if rest else {}
        elif held is not None and held is not row:
            plain[reading.inside or CENTER] = held
        found.append(plain)
    return found


def _said(value: Any) -> Any:
    """Give the text of an object that says no more than in which language it is, as Google's do."""
    is_text = isinstance(value, dict) and "text" in value and value.keys() <= _TEXT_KEYS
    return value["text"] if is_text else value


def flattened(row: dict[str, Any]) -> dict[str, Any]:
    """Give the members of a row, those of OpenStreetMap's ``tags`` among them."""
    row = {key: _said(value) for key, value in row.items()}
    tags = row.get("tags")
    if isinstance(tags, dict) and all(isinstance(value, str) for value in tags.values()):
        return {**{key: value for key, value in row.items() if key != "tags"}, **tags}
    return dict(row)
