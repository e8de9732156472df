"""Which columns of a layer say what: names, categories, colours, and what no reader asks for.

A layer written for this map says ``name`` and ``category``. Any other is read as its author would:
the column that people would call its name is its names, one of few values its categories. What was
guessed is told (:attr:`Roles.guessed`), and ``[layer]`` in ``map.toml`` says otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.sources import recognised
from geo.sources.address_columns import (
    address_columns,
    numbered_street,
    reads_as_address,
    says_where,
)
from geo.sources.category_columns import ISOCHRONE, are_yes_or_no, category_columns, is_osm_key
from geo.sources.colour_meanings import says_colours
from geo.sources.column_look import DIFFERENT, Look, is_again, is_same
from geo.sources.crossed_columns import crossed_with_steps
from geo.sources.numbering import FEWEST_ALIKE, SOME_DIFFERENT, numbering, titled_number
from geo.sources.repeated_places import repeated_places
from geo.sources.route_ends import numbered_roads, route_ends
from geo.sources.style_keys import are_hex, colour_columns
from geo.sources.technical_columns import gazetteer_columns, is_unfilled, technical_columns
from geo.sources.telling_columns import MOSTLY, code_beside, most_telling, telling
from geo.sources.translated_names import is_translation, many_translations
from geo.sources.wording import is_spoken, short_text, shortened

if TYPE_CHECKING:
    from geo.sources.column_look import Columns

MOST_COLUMNS = 400
"""Columns that are looked at; more are an exporter's, and none of the later ones is the name."""
FEW_DIFFERENT = 0.3
"""Share of different values below which a column does not call sites by what it is."""
MOST_OF = 0.7
"""Share of sites a column ``name`` with hardly any different values has at least."""
MOST_WORDS = 5
RARE = 0.05
"""Share of features with a value below which a column is not the names."""

_TALLY = re.compile(r"\s*\d+$")
_SHORT = re.compile(r"[A-Z0-9]{2,6}")
_CAPITALS = re.compile(r"[B-DF-HJ-NP-TV-Z0-9]{2,6}")


@dataclass(frozen=True)
class Said:
    """What ``[layer]`` in ``map.toml`` says of columns; "" where it says nothing."""

    name: str = ""
    category: str = ""
    id: str = ""


@dataclass(frozen=True)
class Roles:
    """Which columns say what.

    Parameters
    ----------
    names
        Columns that hold names, best first: where one is empty in a row, the next counts.
    categories
        Columns of the categories, likewise.
    kinds
        Columns that say what a thing is, for those without a name: ``leisure``, ``type``.
    explained
        The column that says what the codes of the categories mean, or "".
    address
        The columns of an address, best first; or those of street and house number: a name for want
        of any. Each entry is one way to say it.
    street
        The column of streets without house numbers, or "": beside what a thing is, it calls it.
    codes
        Those of the kinds where all there is is codes: ``CBPP`` calls nothing by what it is.
    ends
        The two columns that say between which places a line runs, or none.
    route
        The column that says which line of several a piece of one belongs to, or "": it calls lines.
    words
        Columns of short texts that tell sites apart: a name for want of any.
    number
        Where nothing holds names: the column whose numbers or codes tell sites apart.
    id
        The column of the ids.
    colours
        Columns with colours to draw a site in, best first.
    are_meanings
        Whether the categories say what the colours mean.
    aside
        Columns that are no facts: style keys, technical ones, coordinates and names again.
    guessed
        The roles nobody has said: ``name``, ``category``.
    """

    names: tuple[str, ...] = ("name",)
    categories: tuple[str, ...] = ("category",)
    kinds: tuple[str, ...] = ()
    explained: str = ""
    address: tuple[tuple[str, ...], ...] = ()
    street: str = ""
    codes: frozenset[str] = frozenset()
    ends: tuple[str, ...] = ()
    route: str = ""
    words: tuple[str, ...] = ()
    number: str = ""
    id: str = "id"
    colours: tuple[str, ...] = ()
    are_meanings: bool = False
    aside: frozenset[str] = frozenset()
    guessed: frozenset[str] = frozenset()


def find_roles(columns: Columns, said: Said | None = None, *, located: bool = True) -> Roles:
    """Find which columns say what.

    Parameters
    ----------
    columns
        The layer.
    said
        What ``map.toml`` says.
    located
        Whether the layer has geometries of its own: then columns of coordinates only repeat them.
    """
    said = said or Said()
    look = Look(columns)
    named = gazetteer_columns(columns.property_names)
    known = [name for name in columns.property_names if name not in named][:MOST_COLUMNS]
    style, colours = colour_columns({name: look.values(name) for name in _style_like(look, known)})
    repeated = repeated_places(look.values, known) if located else set()
    aside = style | technical_columns(look.values, known) | repeated | many_translations(known)
    aside |= named
    rest = [name for name in known if name not in aside]
    ends = route_ends(look.texts, rest)
    # What is there once is different anywhere: a lone outline is called as its file. A lone row
    # of a sheet is somebody's entry, and begins with what it is about.
    is_outline = located and len(look.rows) == 1
    called = [name for name in rest if name not in ends]
    names = _names(look, called, said.name, tells=not is_outline)
    bare = "" if said.name else _bare(look, names)
    is_where = bool(names) and not said.name and says_where(look, names[0])
    numbered = () if said.name else numbered_street(look, names, rest)
    names = [] if bare or numbered or (is_where and address_columns(look, rest)) else names
    main = names[0] if names else ""
    others = [
        name
        for name in rest
        if name != main and not is_translation(name, known) and not is_same(look, name, main)
    ]
    address = numbered or address_columns(look, others)
    # A street has few sites, and is no kind of them.
    whereabouts = {name for parts in address for name in parts}
    whereabouts |= {
        name
        for name in others
        if name != "category" and recognised.rank("step", name) is None and _pairs(look, name, main)
    }
    drawn = {name: look.values(name) for name in [*rest, *colours]} if colours else {}
    is_said = bool(said.category) or ("category" in known and bool(look.texts("category")))
    coloured = "" if is_said else says_colours(drawn, colours)
    categories, kinds, explained = category_columns(
        {name: look.values(name) for name in others if name not in whereabouts},
        said.category or coloured,
        len(look.rows),
    )
    crossed = "" if names or said.name else crossed_with_steps(look, others, kinds)
    if crossed:
        names, main = [crossed], crossed
    grouped = "" if said.name else _grouped(look, names)
    if grouped and not said.category:
        categories = categories or [grouped]
    is_called = bare or said.name or (names and not reads_as_address(look, names[0]))
    titled = "" if is_called else titled_number(look, rest)
    if titled:
        names, address, kinds = [], (), []
    number = (
        ""
        if names and not grouped
        else bare or titled or numbering(look, rest, by_steps=_are_steps(categories))
    )
    if grouped and number:
        # Manholes are called SANITARY MH-12.
        names, kinds = [], [grouped, *(name for name in kinds if name != grouped)]
    codes = {name for name in kinds if _are_codes(look, name) or name == grouped}
    # A boundary stone is SW1, and not 75 feet north of something.
    coded = "" if said.name or not names else code_beside(look, names[0], rest)
    names = [coded, *names] if coded else names
    guessed = {
        role
        for role, found, word in (
            ("name", names, said.name),
            ("category", categories, said.category),
        )
        if found and not word and found[0] != role
    }
    # An export of KML says the name as Name, and as NAME once more in its table.
    again = {name for name in rest if main and name != main and is_again(look, name, main)}
    # An id that all have is a form's that nobody has filled in.
    again |= {name for name in rest if recognised.words_of(name) == ["id"] and _is_one(look, name)}
    again |= {name for name in rest if is_unfilled(name, look.values(name))}
    # A code, and the second of several kinds, are on the card alone.
    is_whole = len(categories) == 1 and not explained and not _holds_several(look, categories[0])
    shown_elsewhere = {coded or main, *again} | (set(categories) if is_whole else set())
    return Roles(
        names=tuple(names),
        categories=tuple(categories),
        kinds=tuple(kinds),
        explained=explained,
        address=address,
        street=next(iter(recognised.best("street", others)), ""),
        codes=frozenset(codes),
        ends=ends,
        route=next(
            iter([*recognised.best("route", others), *numbered_roads(look.texts, others)]), ""
        ),
        words=_words(
            look,
            [name for name in others if not titled and name not in {*categories, *names}],
            least=SOME_DIFFERENT if kinds and codes.issuperset(kinds) else MOSTLY,
        ),
        number=number,
        id=said.id or "id",
        colours=tuple(colours),
        are_meanings=bool(coloured),
        aside=frozenset((aside | shown_elsewhere | {ISOCHRONE}) - {"", "name", "category"}),
        guessed=frozenset(guessed),
    )


def _names(look: Look, columns: list[str], said: str, *, tells: bool) -> list[str]:
    """Find the columns of names, best first."""
    found = [
        name
        for name in recognised.best("name", columns)
        if not is_translation(name, columns) and look.texts(name)
    ]
    # Among columns that do as well the list's own order holds, and with it the author's `name`.
    weakness = {name: _weakness(look.texts(name), len(look.rows), name) for name in found}
    weakness |= {name: _WORST for name in found if says_where(look, name)}
    found.sort(key=lambda name: (weakness[name], _tells_less(look, name)))
    if not found or weakness[found[0]] == _WORST:
        words = telling(look, columns) if tells else []
        found = [*(words or most_telling(look, columns, found)), *found]
    # "13" for each of them is nobody's name, nor is the county that all lie in.
    found = [name for name in found if weakness.get(name) != _WORST or _is_spoken(look, name)]
    found = [name for name in found if recognised.says_name(name) or not _is_one(look, name)]
    if said:
        found = [said, *(name for name in found if name != said)]
    # A row without a name takes it from a column that is as good, not from that of its county, or
    # from one that few have and that says no less: FullName.
    return found[:1] + [
        name for name in found[1:] if weakness.get(name) == 0 or _is_rare_name(look, name)
    ]


_WORST = 3
FEWEST_PAIRED = 3
"""Sites of one name, on average, that a column beside it groups: the pieces of a road."""
MOST_OF_ONE = 3
FEWEST_GROUPED, MOST_GROUPS = 20, 12
"""Sites that share so few names with one another that the names are those of kinds."""


def _weakness(texts: list[str], count: int, name: str) -> int:
    """Say how badly a column does for names, from 0 (well) to 3.

    What tells nothing apart, and codes where another column has what people say, come later.
    """
    spoken = sum(map(is_spoken, texts)) / len(texts)
    different = len(set(texts)) / len(texts)
    is_one = len(texts) > 1 and len(set(texts)) == 1
    is_alike = is_one or (len(texts) > FEWEST_ALIKE and different < FEW_DIFFERENT)
    if name == "name":
        # What half of them lack and the others share is that of a group.
        is_group = different < SOME_DIFFERENT and len(texts) < MOST_OF * count
        # Few of one name are a thing, its middle and its label.
        is_other = is_one and len(texts) > MOST_OF_ONE
        return 1 if spoken < MOSTLY or is_other or is_group else 0
    if is_alike or len(texts) < RARE * count:
        return _WORST
    # Region 1, Region 2 is a drawing tool's word for each.
    is_numbered = len(texts) > 1 and len({_TALLY.sub("", text) for text in texts}) == 1 < len(
        set(texts)
    )
    return 0 if spoken >= MOSTLY and not is_numbered else 2


def _pairs(look: Look, name: str, main: str) -> bool:
    """Whether a column goes one to one with the names and groups nothing: each line its own."""
    if not main or is_osm_key(name):
        return False
    told = [
        pair
        for pair in zip(map(short_text, look.values(name)), map(short_text, look.values(main)),
                        strict=True)
        if all(pair)
    ]  # fmt: skip
    pairs = set(told)
    ones, others = ({pair[side] for pair in pairs} for side in (0, 1))
    is_most = len(told) > MOSTLY * len(look.rows)
    is_paired = len(ones) == len(others) == len(pairs)
    return is_most and is_paired and len(told) < FEWEST_PAIRED * len(pairs)


def _grouped(look: Look, names: list[str]) -> str:
    """Give the column of names where they are those of kinds: SANITARY of a thousand manholes."""
    if not names or getattr(look.columns, "are_lines", False):
        return ""
    texts = look.texts(names[0])
    different = len(set(texts))
    are_all = len(texts) >= MOST_OF * len(look.rows) and len(texts) >= FEWEST_GROUPED
    are_few = 1 < different <= MOST_GROUPS and different <= RARE * len(texts)
    return names[0] if are_all and are_few else ""


def _tells_less(look: Look, name: str) -> bool:
    """Whether a heading is only like a name, and the same ones stand below it again and again."""
    texts = look.texts(name)
    return recognised.is_weak("name", name) and len(set(texts)) < DIFFERENT * len(texts)


def _is_rare_name(look: Look, name: str) -> bool:
    is_rare = len(look.texts(name)) < RARE * len(look.rows)
    return is_rare and recognised.says_name(name) and _is_spoken(look, name)


def _is_one(look: Look, name: str) -> bool:
    """Whether all of many sites have the same there."""
    texts = look.texts(name)
    return len(texts) > FEWEST_ALIKE and len(set(texts)) == 1


def _are_steps(categories: list[str]) -> bool:
    return any(recognised.rank("step", name) is not None for name in categories)


def _holds_several(look: Look, name: str) -> bool:
    return any(isinstance(value, list) and len(value) > 1 for value in look.values(name))


def _are_codes(look: Look, name: str) -> bool:
    """Whether all that sites have there is a few capitals, no vowel, again and again: no lines."""
    texts = look.texts(name)
    codes = set(texts)
    # EXT is a code beside VC; of PARK and CAFE nobody knows.
    are_codes = all(map(_SHORT.fullmatch, codes)) and any(map(_CAPITALS.fullmatch, codes))
    return 0 < 3 * len(codes) <= len(texts) and are_codes


def _is_spoken(look: Look, name: str) -> bool:
    return any(map(is_spoken, look.texts(name)))


def _bare(look: Look, names: list[str]) -> str:
    """Give the heading of names that are mere numbers, but for one that says no more than name.

    ``district`` 2 is called so.
    """
    if not names or recognised.says_name(names[0]):
        return ""
    texts = look.texts(names[0])
    return names[0] if texts and all(text.isdigit() for text in texts) else ""


def _words(look: Look, columns: list[str], *, least: float) -> tuple[str, ...]:
    """Find the columns in which what is there at all is short texts, so many of them different."""
    found = []
    # One text for all calls none of them.
    fewest = 1 if least == MOSTLY else 2
    for name in columns:
        if recognised.rank("category never", name) is not None:
            continue
        texts = [
            shortened(value) for value in look.values(name) if isinstance(value, str) and value
        ]
        spoken = [text for text in texts if is_spoken(text)]
        is_different = len(set(spoken)) >= max(least * len(texts), fewest)
        if texts and is_different and not are_yes_or_no(texts):
            found.append(name)
    return tuple(found[:MOST_WORDS])


def _style_like(look: Look, columns: list[str]) -> list[str]:
    return [
        name
        for name in columns
        if recognised.rank("style", name) is not None or are_hex(look.values(name))
    ]
