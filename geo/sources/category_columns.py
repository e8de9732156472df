"""The column of few values that parts a layer into kinds of things."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.sources import recognised
from geo.sources.kinds_in_words import (
    MOST_UNCALLED,
    MOSTLY_SPOKEN,
    OFTEN,
    TIMES,
    explained,
    in_other_words,
)
from geo.sources.wording import breadth, is_spoken, short_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_CATEGORIES = 40
"""Values of a column that is called a category; a legend of more is no help."""
MOST_CALLED = 60
"""The same, where each comes again"""
CALLED_TIMES = 5
"""so often on average."""
MOST_OSM = 100
"""Kinds of things in OpenStreetMap's keys: the legend shows the commonest."""
FEWEST_SITES = 6
"""It takes so many sites to say of a column that is called anything else that its values recur."""
CALLED = 0.25
"""Share of features that have a value in a column that is called a category, at least;"""
HALF = 0.5
"""in one whose heading is doubtful,"""
ONE = 0.9
"""Share of one value in such a column, at most;"""
COVERED = 0.7
"""and in any other."""
SHARE = 0.6
"""Different values a category may have at most, as a share of its values."""
LONGEST_CATEGORY = 40
"""Letters; one of Chinese or Japanese counts for two."""
_YES_NO = frozenset(recognised.blanks()["yes or no"])
_UNKNOWN = frozenset(recognised.blanks()["kind not known"])
_NUMBERED = re.compile(r"\d{4,}")
"""The codes of a key that is not there; of a type of 1 or 2 its readers may know."""
_LISTED = re.compile(r"[A-Z]{1,2}\d{1,4}")
_ZONED = tuple(recognised.table("recognised_texts")["codes that people say begin with"])
_ABBREVIATED = re.compile(r"[A-Z]{1,4}")
_DATED = re.compile(
    r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4}\b|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b"
)
"""Days as HTTP and sheets write them: what was counted then is of no kind by it."""
_STEP = re.compile(r"\d{1,6}(?:\.\d{1,2})?")
_LOW_LINES = re.compile(r"[a-z]{2,}(?:_[a-z]{2,})+|(?=.*[A-Z]{4})[A-Z]{2,}(?:_[A-Z]{2,})+")
_NOT_THERE = frozenset(recognised.blanks()["of no kind"])
_WHOSE = frozenset(recognised.table("recognised_bodies")["kind of whom"])
"""Of whose type a column is when it begins so: that of a body, not of the thing."""
_KEEPERS = frozenset(recognised.table("recognised_bodies")["who keeps it"])
ISOCHRONE = recognised.programs()["isochrones"]
"""Beside it openrouteservice writes how far one comes in seconds or metres, as `value`."""
_SPECIES = recognised.programs()["osm species"]
_ELEMENTS = frozenset(recognised.programs()["osm elements"])
"""How OpenStreetMap keeps a thing, which no reader asks for."""
RELATIONS = frozenset(recognised.programs()["osm relations"])
"""What `type` says of OpenStreetMap's relations: how they are drawn, not what they are."""


class Kinds(NamedTuple):
    """Which columns say of what kind things are.

    Parameters
    ----------
    categories
        Where the first is empty in a row, the next counts: OpenStreetMap has a key for each kind
        of thing. Empty where no column parts the layer.
    kinds
        The same, and columns of which most features have no value.
    explained
        The column that says in one of several wordings what the codes of the categories mean.
    """

    categories: list[str]
    kinds: list[str]
    explained: str = ""


def category_columns(columns: Mapping[str, list[Any]], said: str, count: int) -> Kinds:
    """Find the columns of the categories, and those that say what a thing is.

    Parameters
    ----------
    columns
        Facts of the layer with some of their values, the names not among them.
    said
        The column that ``map.toml`` names, or "".
    count
        How many features were looked at.

    """
    texts = {
        name: [text for value in values if (text := main_text(value))]
        for name, values in columns.items()
    }
    texts = {
        name: found
        for name, found in texts.items()
        if found and recognised.rank("category never", name) is None and not set(found) <= _ELEMENTS
    }
    osm = [name for name in recognised.best("category", texts) if is_osm_key(name)]
    # BUILDING is OpenStreetMap's word, but in capitals nobody's category before STATUS.
    called = sorted(
        (name for name in recognised.best("category", texts) if not is_osm_key(name)),
        # Of two, what the most are said to be comes before what few are.
        key=lambda name: (is_osm_key(name.lower()), len(texts[name]) < HALF * count),
    )
    # What state a thing is in is not what it is.
    certain = [name for name in called if not recognised.is_doubtful("category", name)]
    # Of OpenStreetMap's things `leaf_type` is a quality, and `landuse` what they are.
    strong = [name for name in certain if not (osm and recognised.is_weak("category", name))]
    kinds = [*strong, *osm, *(name for name in certain if name not in strong)]
    kinds = [name for name in kinds if is_osm_key(name) or not is_osm_key(name.lower())]
    # Of thousands of trees nobody has given one a name.
    kinds = [*(name for name in _SPECIES if name in texts and "natural" in osm), *kinds]
    if said:
        return Kinds([said], [said, *(name for name in kinds if name != said)])
    if any(text.strip() for text in texts.get("category", [])):
        return Kinds(["category"], kinds)
    if len(osm) > 1:
        # Beside its keys that say what a thing is, what less than half have is a quality of some.
        called = [
            name
            for name in called
            if not recognised.is_weak("category", name) and len(texts[name]) >= HALF * count
        ]
    bare: list[Kinds] = []
    for name in called:
        # Codes of what a thing is say more of it than words for its state.
        is_meant = name in certain or (not bare and _are_meant(texts[name], count))
        if is_meant and _tells_kinds(name, texts[name], count):
            chosen = in_other_words(name, columns)
            told = [chosen if kind == name else kind for kind in kinds]
            saying = explained(name, columns) if chosen == name else ""
            told = [saying, *told] if saying else _finer_first(told, chosen, texts)
            is_bare = not saying and _are_bare(name, texts[name])
            if chosen == name and (is_bare or recognised.words_of(name)[0] in _WHOSE):
                bare.append(Kinds([chosen], told))
                continue
            return Kinds([chosen], told, saying)
    things = _first_of(columns, osm) if osm else []
    if len(things) >= CALLED * count and _parts(things, fewest=1, most=MOST_OSM):
        return Kinds(osm, kinds)
    others = [
        name
        for name, found in texts.items()
        if name not in {*called, *osm}
        and recognised.rank("remark", name) is None
        and not all(map(_DATED.match, found))
        and _parts_uncalled(found, count)
    ]
    # AGL and AMSL say less to a reader than any words do, and the companies that keep bicycles less
    # than the quarters they stand in.
    others.sort(
        key=lambda name: (
            all(map(_ABBREVIATED.fullmatch, texts[name])),
            not _KEEPERS.isdisjoint(recognised.words_of(name)),
        )
    )
    # Words part a layer before codes that nothing explains.
    if bare and not any(_are_parted(texts[name]) for name in others):
        return bare[0]
    return Kinds(others[:1] or _steps(columns), kinds)


def _tells_kinds(name: str, texts: list[str], count: int) -> bool:
    """Whether a column that is called a category has values by which a layer falls into kinds."""
    # What few features say (`type` of OpenStreetMap's relations) leaves the rest without one.
    if len(texts) < CALLED * count or not _parts(texts) or all(map(_NUMBERED.fullmatch, texts)):
        return False
    return not (recognised.is_weak("category", name) and _is_one_or_unknown(texts))


def _are_bare(name: str, texts: list[str]) -> bool:
    """Whether all that a column has is codes of a list that lies somewhere else: C49, B1.

    Of zones the code is what people say.
    """
    is_said = any(word.startswith(_ZONED) for word in recognised.words_of(name))
    return not is_said and all(map(_LISTED.fullmatch, texts))


def _are_parted(texts: list[str]) -> bool:
    """Whether no value is that of nearly all."""
    return Counter(texts).most_common(1)[0][1] <= ONE * len(texts)


def _are_meant(texts: list[str], count: int) -> bool:
    """Whether a column with a word of daily life for a heading says of most features what it is.

    A condition of 1 or 2 is a mark; a type of 1 or 2 may be all there is.
    """
    commonest = Counter(texts).most_common(1)
    # Nearly all reserves are designated: of what kind, another column says.
    is_one = bool(commonest) and commonest[0][1] > ONE * len(texts)
    return len(texts) >= HALF * count and _are_spoken(texts) and not is_one


def _steps(columns: Mapping[str, list[Any]]) -> list[str]:
    """Find the column that says how far one comes, in a list; an empty one where there is none."""
    return [
        name
        for name in recognised.best("step", columns)
        if (ISOCHRONE in columns or not recognised.is_doubtful("step", name))
        and are_steps(columns[name])
    ][:1]


def _is_one_or_unknown(texts: list[str]) -> bool:
    """Whether a column has one value but for a mark that it is not known: OBSERVED, UNK."""
    return len({text.casefold() for text in texts} - _UNKNOWN) < 2


def are_steps(values: list[Any]) -> bool:
    """Whether a column counts up in a few like steps, each for every place: 5, 10, 15 minutes."""
    counts = Counter(map(_as_step, values))
    if not 2 <= len(counts) <= MOST_UNCALLED or min(counts) < 0:
        return False
    # GraphHopper numbers them from nought.
    is_numbered = counts.keys() == set(range(len(counts)))
    are_steps = min(counts) > 0 and all(value % min(counts) == 0 for value in counts)
    return len(set(counts.values())) == 1 and (is_numbered or are_steps)


def _as_step(value: Any) -> float:
    text = short_text(value)
    return float(text) if _STEP.fullmatch(text) else -1.0


def _finer_first(kinds: list[str], category: str, texts: dict[str, list[str]]) -> list[str]:
    """Put columns that say more than the category before it.

    Where 97 of 135 are ``landuse`` in the list anyway, each is called by its ``land_use``.
    """
    if category not in kinds or is_osm_key(category):
        return kinds
    finer = [
        name
        for name in kinds
        if not is_osm_key(name)
        and not recognised.is_doubtful("category", name)
        and recognised.words_of(name)[0] not in _WHOSE
        and len(set(texts[name])) > len(set(texts[category]))
        and 2 * len(texts[name]) >= len(texts[category])
        and _are_spoken(texts[name])
    ]
    return [*finer, *(name for name in kinds if name not in finer)]


def main_text(value: Any) -> str:
    """Give a value as a short text; of a list the first one, of an object what it is called."""
    if isinstance(value, list):
        return next(filter(None, map(main_text, value)), "")
    if isinstance(value, dict):
        return next((short_text(value[name]) for name in recognised.best("name", value)), "")
    return short_text(value)


def as_kind(column: str, value: Any) -> str:
    """Give what a thing is, as people say it: ``bicycle_parking`` → bicycle parking.

    ``building=yes`` says no more than building.
    """
    text = short_text(value)
    column = column.lower() if is_osm_key(column.lower()) else column
    if is_osm_key(column):
        # Of a thing that is several, the first: bar;restaurant.
        text = text.partition(";")[0].strip()
    if text.casefold() in _NOT_THERE or (column == "type" and text in RELATIONS):
        return ""
    if text.casefold() == "yes":
        text = column
    return re.sub("[_:]", " ", text) if is_osm_key(column) else in_words(text)


def in_words(text: str) -> str:
    """Give what programs write with low lines as people do: ``planting_bed`` → planting bed."""
    return text.replace("_", " ") if _LOW_LINES.fullmatch(text) else text


def is_osm_key(name: str) -> bool:
    """Whether a column is one of OpenStreetMap's keys, whose values are words of its own."""
    return name in recognised.names_in("category", "osm")


def _first_of(columns: Mapping[str, list[Any]], names: list[str]) -> list[str]:
    rows = zip(*(columns[name] for name in names), strict=True)
    first = (
        next(
            (
                text
                for name, value in zip(names, row, strict=True)
                if (text := as_kind(name, value))
            ),
            "",
        )
        for row in rows
    )
    return [text for text in first if text]


def _parts(texts: list[str], fewest: int = 2, most: int = MOST_CATEGORIES) -> bool:
    """Whether the values of a column that is called a category are few enough to be one."""
    different = len(set(texts))
    if most == MOST_CATEGORIES and different * CALLED_TIMES <= len(texts):
        most = MOST_CALLED
    most = min(most, max(2, int(SHARE * len(texts))))
    return fewest <= different <= most and median(map(breadth, texts)) <= LONGEST_CATEGORY


def are_yes_or_no(texts: Iterable[str]) -> bool:
    """Whether texts say yes and no, in whatever language."""
    # Yes* says yes, and something at the foot of the page.
    return {text.casefold().rstrip("* ") for text in texts} <= _YES_NO


def _are_spoken(texts: list[str]) -> bool:
    return sum(map(is_spoken, map(in_words, texts))) >= MOSTLY_SPOKEN * len(texts)


def _parts_uncalled(texts: list[str], count: int) -> bool:
    """Whether the values of any other column come again and again, as those of a category do."""
    counts = Counter(texts)
    if len(texts) < max(FEWEST_SITES, COVERED * count) or not _are_spoken(texts):
        return False
    # I and E, or FA and HM, are marks, to be explained somewhere else.
    is_mark = all(
        text.isascii() and (len(text) == 1 or (len(text) == 2 and text.isupper()))
        for text in counts
    )
    if is_mark or are_yes_or_no(counts):
        return False
    times = TIMES if len(counts) <= MOST_UNCALLED else OFTEN
    few = 2 <= len(counts) <= MOST_CATEGORIES and len(counts) * times <= len(texts)
    return few and median(map(breadth, counts)) <= LONGEST_CATEGORY
