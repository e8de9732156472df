"""The column of few values that parts a layer into kinds of things."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.sources import recognised
from geo.sources.wording import is_spoken, short_text

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
MOST_UNCALLED = 12
"""Values of a column that is called anything else,"""
OFTEN = 20
"""unless each comes again so often: then as many as of one that is called a category."""
FEWEST_SITES = 6
"""It takes so many sites to say of such a column that its values come again,"""
TIMES = 3
"""so often on average."""
CALLED = 0.25
"""Share of features that have a value in a column that is called a category, at least;"""
HALF = 0.5
"""in one whose heading is doubtful,"""
ONE = 0.9
"""Share of one value in such a column, at most;"""
COVERED = 0.7
"""and in any other."""
MOSTLY_SPOKEN = 0.95
"""Share of values that are words and no codes, in a column that is not called a category."""
SHARE = 0.6
"""Different values a category may have at most, as a share of its values."""
LONGEST_CATEGORY = 40
_YES_NO = frozenset(recognised.blanks()["yes or no"])
_UNKNOWN = frozenset(recognised.blanks()["kind not known"])
_NUMBERED = re.compile(r"\d{4,}")
"""The codes of a key that is not there; of a type of 1 or 2 its readers may know."""
_CODES = re.compile(r"[A-Z]{0,4}\d{0,4}(?:[.-][A-Z\d]{1,3})?|[^a-zA-Z]*\d[^a-zA-Z]*", re.ASCII)
"""What stands for a kind and is explained somewhere else: 3, PK, R1."""
_ABBREVIATED = re.compile(r"[A-Z]{1,4}")
_DATED = re.compile(
    r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4}\b|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b"
)
"""Days as HTTP and sheets write them: what was counted then is of no kind by it."""
_STEP = re.compile(r"\d{1,6}(?:\.\d{1,2})?")
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 4
"""Letters by which a word is the same as another form of it."""
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
        called = [name for name in called if not recognised.is_weak("category", name)]
    for name in called:
        is_meant = name in certain or _are_meant(texts[name], count)
        if is_meant and _tells_kinds(name, texts[name], count):
            chosen = _in_other_words(name, columns)
            told = [chosen if kind == name else kind for kind in kinds]
            explained = _explained(name, columns) if chosen == name else ""
            told = [explained, *told] if explained else _finer_first(told, chosen, texts)
            return Kinds([chosen], told, explained)
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
    return Kinds(others[:1] or _steps(columns), kinds)


def _tells_kinds(name: str, texts: list[str], count: int) -> bool:
    """Whether a column that is called a category has values by which a layer falls into kinds."""
    # What few features say (`type` of OpenStreetMap's relations) leaves the rest without one.
    if len(texts) < CALLED * count or not _parts(texts) or all(map(_NUMBERED.fullmatch, texts)):
        return False
    return not (recognised.is_weak("category", name) and _is_one_or_unknown(texts))


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
        and _are_steps(columns[name])
    ][:1]


def _is_one_or_unknown(texts: list[str]) -> bool:
    """Whether a column has one value but for a mark that it is not known: OBSERVED, UNK."""
    return len({text.casefold() for text in texts} - _UNKNOWN) < 2


def _are_steps(values: list[Any]) -> bool:
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


def _in_other_words(name: str, columns: Mapping[str, list[Any]]) -> str:
    """Give the column that says in words what one of codes says: ``TYPE_DESC`` beside 3, or PK."""
    codes = _codes(columns[name])
    if not codes:
        return name
    for other, values in columns.items():
        if other == name or not _is_of_the_same(name, other):
            continue
        told = [(code, short_text(value)) for code, value in zip(codes, values, strict=True)]
        pairs = {(code, text) for code, text in told if code and text}
        texts, different = {text for _, text in pairs}, {code for code, _ in pairs}
        is_there = sum(1 for _, text in told if text) >= MOSTLY_SPOKEN * sum(map(bool, codes))
        # What says more in words than the code does will do as well: Charter, Contracted for 2.
        is_same = len(pairs) == len(texts) and len(different) <= len(texts)
        is_same &= len(texts) <= max(len(different), MOST_UNCALLED)
        are_words = all(map(_has_letter, texts)) and not all(map(_CODES.fullmatch, texts))
        if texts and is_there and is_same and are_words and not _are_wordings(pairs):
            return other
    return name


def _are_wordings(pairs: set[tuple[str, str]]) -> bool:
    """Whether what is said of a code differs in its words alone: Park, ``Parks and open space``."""
    said: dict[str, list[set[str]]] = {}
    for code, text in pairs:
        stems = {word[:_STEM].casefold() for word in _WORD.findall(text)}
        said.setdefault(code, []).append(stems)
    several = [stems for stems in said.values() if len(stems) > 1]
    return bool(several) and all(set.intersection(*stems) for stems in several)


def _codes(values: list[Any]) -> list[str]:
    """Give codes as texts; none where one of them is a word."""
    codes = [short_text(value) for value in values]
    return codes if all(map(_CODES.fullmatch, filter(None, codes))) else []


def _explained(name: str, columns: Mapping[str, list[Any]]) -> str:
    """Find the column that says what codes mean, each in several wordings: R1, ``1 Family``."""
    codes = _codes(columns[name])
    for other, values in columns.items() if codes else ():
        if other == name or not _is_of_the_same(name, other):
            continue
        texts = map(short_text, values)
        told = Counter(pair for pair in zip(codes, texts, strict=True) if all(pair))
        wordings: dict[str, Counter[str]] = {}
        for (code, text), times in told.items():
            wordings.setdefault(text, Counter())[code] += times
        # What is said of several codes, or of each thing, explains none of them.
        sure = sum(counts.most_common(1)[0][1] for counts in wordings.values())
        is_there = told.total() >= MOSTLY_SPOKEN * sum(map(bool, codes))
        is_again = TIMES * len(wordings) <= told.total()
        is_sure = len(wordings) > 1 and sure >= MOSTLY_SPOKEN * told.total()
        if is_there and is_again and is_sure and all(map(_has_letter, wordings)):
            return other
    return ""


def _is_of_the_same(name: str, other: str) -> bool:
    """Whether two headings speak of the same: ``TYPE`` and ``TYPE_DESC``, ``FTYPEDESC``."""
    words, others = recognised.words_of(name), recognised.words_of(other)
    if others and recognised.rank("description", others[-1]) is not None:
        return True
    stem, whole = "".join(words), "".join(others)
    if recognised.rank("remark", other) is None and recognised.rank("description", other) == 0:
        return True
    return words[:1] == others[:1] or whole.startswith(stem) or whole.endswith(stem)


def _has_letter(text: str) -> bool:
    return any(map(str.isalpha, text))


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
    return fewest <= different <= most and median(map(len, texts)) <= LONGEST_CATEGORY


def are_yes_or_no(texts: Iterable[str]) -> bool:
    """Whether texts say yes and no, in whatever language."""
    return {text.casefold() for text in texts} <= _YES_NO


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
    return few and median(map(len, counts)) <= LONGEST_CATEGORY
