"""Columns of a layer that programs read and no people: counters, editors, paths of a machine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.sources import recognised
from geo.sources.category_columns import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_GAZETTEER: str = recognised.programs()["who's on first"]
_TONGUE = re.compile(r"name:[a-z]{3}_x_[a-z_]+")
_OF_GAZETTEER = (_GAZETTEER, *recognised.programs()["who's on first, from others"])
# Who has put a tag of OpenStreetMap, and how.
_ABOUT_TAGS = recognised.programs()["osm, about tags"]
_OF_OSM = frozenset(recognised.programs()["osm relations, said by id"])
_OTHER_RELATIONS = frozenset(recognised.programs()["osm relations, also"])
# What those who map tell each other, and what imports have left.
_OF_MAPPERS = frozenset(recognised.programs()["osm, of those who map"])
_TAGS = tuple(recognised.programs()["osm, by its tags"])
_OF_REGISTERS = tuple(recognised.programs()["osm, of other registers"])
# Where QGIS keeps how a label was moved by hand.
_OF_QGIS = recognised.programs()["qgis labels"]
_OF_JOIN = re.compile(r"_\d{1,2}$")
_SIDES = frozenset(recognised.programs()["sides of a box"])
_TOGETHER: list[dict[str, list[str]]] = recognised.programs()["written together"]
"""By which columns a program is known, and which of its others are its own."""
_NOTHING = (None, "")
_NOUGHTS = (0, "0")
FEWEST_UNFILLED = 8
"""Sites of which some would have some, if anybody had counted."""
_RECORD = 12
# What a table of numbers has for none.
_NO_DATA = frozenset(recognised.blanks()["no number"])
# What a table was made of (C:\\data\\a.shp, //server/a), and the numbers of KML's placemarks.
# What a list of codes has between commas is the USGS's: ``,us,ak,``.
_PROGRAMS = re.compile(
    r"(?:[A-Za-z]:[\\/]|\\\\|//|/(?:home|Users|mnt|Volumes)/)\S|kml_\d+$|,(?:[\w.-]+,)+$"
    r"|(?:Multi)?(?:Point|LineString|Polygon)\?crs="
    # How a GPS shows a track, as GPX has it.
    r"|<gpxx?:|<color>[0-9A-Fa-f]{6}</color>"
)


def technical_columns(values: Callable[[str], list[Any]], columns: Sequence[str]) -> set[str]:
    """Find the columns that are no facts to any reader.

    Parameters
    ----------
    values
        Gives some values of a column.
    columns
        Those looked at.
    """
    doubtful = {
        name
        for name in columns
        if recognised.is_doubtful("technical", name) and not name.startswith(("@", "_"))
    }
    certain = {
        name for name in columns if name.startswith(("@", "_", _OF_QGIS)) or _is_technical(name)
    } - doubtful
    certain |= {name for name in columns if _is_counter(name, values(name))}
    if any(
        recognised.words_of(name) == ["path"] and _is_of_programs(values(name)) for name in columns
    ):
        # What QGIS merges it says beside its path: from which layer.
        certain |= {name for name in columns if recognised.words_of(name) == ["layer"]}
    found = certain | doubtful if certain else certain
    found |= {name for name in columns if name.startswith(_OF_REGISTERS)}
    sides = {name for name in columns if name.casefold() in _SIDES}
    if len(sides) == len(_SIDES):
        # QGIS keeps of each cell of a grid how far it reaches.
        found |= sides
    if not _OF_OSM.isdisjoint(columns) or any(name.startswith(_TAGS) for name in columns):
        found |= _OF_MAPPERS.intersection(columns)
    drawn_as = values("type") if "type" in columns else [None]
    # Where nothing says that it is OpenStreetMap's, a type may well be a route or a building.
    relations = RELATIONS if _OF_OSM.isdisjoint(columns) else RELATIONS | _OTHER_RELATIONS
    if all(
        value in _NOTHING or (isinstance(value, str) and value in relations) for value in drawn_as
    ):
        found |= {"type"} & set(columns)
    for program in _TOGETHER:
        if set(program["marks"]) <= set(columns):
            found |= set(program["theirs"]) & set(columns)
    return found | {name for name in columns if _is_of_programs(values(name))}


def gazetteer_columns(columns: Iterable[str]) -> set[str]:
    """Find the columns of Who's On First that are no facts: hundreds, of which names are most.

    It says in each key which file or program it is from, and each name in every language.
    """
    columns = list(columns)
    if not any(name.startswith(_GAZETTEER) for name in columns):
        return set()
    return {
        name
        for name in columns
        if _TONGUE.fullmatch(name)
        or (
            name.startswith(_OF_GAZETTEER)
            and not (name.startswith(_GAZETTEER) and recognised.says_name(name))
        )
    }


def _is_technical(name: str) -> bool:
    """Whether a heading is that of a program, also with the number a join gives: OBJECTID_12."""
    plain = _OF_JOIN.sub("", name)
    # ArcGIS joins rails to countries by FID_rails and FID_countries.
    is_of_join = "_" in name and recognised.words_of(name)[:1] == ["fid"]
    is_said = any(recognised.rank("technical", heading) is not None for heading in {name, plain})
    return is_said or is_of_join or name.startswith(_ABOUT_TAGS)


def _is_counter(name: str, values: list[Any]) -> bool:
    """Whether a column is a table's own count of its rows, which its writer kept."""
    if recognised.rank("counter", name) is None:
        return False
    found = [str(value) for value in values if value not in _NOTHING]
    are_numbers = len(found) > 1 and all(map(str.isdecimal, found))
    return are_numbers and len(set(found)) == len(found)


def is_unfilled(name: str, values: list[Any]) -> bool:
    """Whether a column is nought for every site: what a form or a drawing program fills in."""
    are_noughts = all(value in _NOUGHTS and value is not False for value in values)
    is_id = recognised.words_of(name) == ["id"]
    return are_noughts and len(values) > (0 if is_id else FEWEST_UNFILLED)


def _is_of_programs(values: list[Any]) -> bool:
    there = (value for value in values if value not in _NOTHING)
    first = next(there, None)
    some = [] if first is None else [first, *there]
    if some and all(str(value) in _NO_DATA for value in some):
        return True
    if some and all(isinstance(value, dict) and len(value) >= _RECORD for value in some):
        # The whole answer of somebody's interface.
        return True
    if not isinstance(first, str):
        return False
    # Beside the paths of what QGIS merged stand the layers it had in memory.
    return all(isinstance(text, str) and _PROGRAMS.match(text) for text in some)
