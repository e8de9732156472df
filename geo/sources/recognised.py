"""What columns are called in the world's files: one list for layers, tables, imports and schemas.

The names are data, in ``recognised.json``: by role (:data:`Role`) and by language, best first. A
heading is compared without case, accents, width, separators and units in brackets, and as a whole:
``salon`` is no longitude.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from geo.late_patterns import late

if TYPE_CHECKING:
    from collections.abc import Iterable

Role = Literal[
    "name",
    "id",
    "category",
    "category never",
    "step",
    "route",
    "whereabouts",
    "street",
    "house number",
    "lon",
    "lat",
    "position",
    "geometry",
    "description",
    "remark",
    "address",
    "link",
    "datum",
    "colour",
    "style",
    "counter",
    "technical",
]

SHAPEFILE_LENGTH = 10
"""Letters of a Shapefile's field name: ``descriptio`` is a description."""
WEAK = 1000
"""From this rank on a heading is only like a name (``Field_Name``), not one of the list."""
DOUBTFUL = 100
"""From this rank on it is a word of daily life too."""
LONGEST = 200
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ASIDE = re.compile(r"[(\[【〔].*?[)\]】〕]")
_BETWEEN = re.compile(r"[\s_\-.:·/\\|,;'’`*]+")
_HAN = late(r"[\u3400-\u9fff]")
_COMPOUND = re.compile(r"[a-zà-ÿ]{4,}s?name")
_HANGUL = late(r"[\uac00-\ud7a3]+")
_COUNTED_THROUGH = ("street", "house number")
"""Roles of which a thing at a corner has two, with a number each."""
_PLAIN = ("wgs", "gps")


@cache
def table(name: str = "recognised") -> dict[str, Any]:
    """Give a table of words by which data are recognised, ``recognised*.json`` beside this."""
    text = files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def one_of(words: Iterable[str]) -> str:
    """Give the regular expression of any of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def table_parts() -> dict[str, dict[str, list[str]]]:
    """Give what columns are called that play a part in a table, best first, by role and part."""
    return table("recognised_tables")


def programs() -> dict[str, Any]:
    """Give what programs write of their own into columns and cells, by whose it is."""
    return table("recognised_programs")


def blanks() -> dict[str, list[str]]:
    """Give the words that stand where there is no value, or no name."""
    return table("recognised_blanks")


@cache
def _ranks(role: str) -> dict[str, int]:
    """Rank every name of a role, as it compares: by its place in its own language's list."""
    ranks: dict[str, int] = {}
    for group, names in table()[role].items():
        for rank, name in enumerate(names, DOUBTFUL if group == "doubtful" else 0):
            plain = joined(words_of(name))
            ranks[plain] = min(rank, ranks.get(plain, rank))
    return ranks


@cache
def _affixes(kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words_of(entry)) for entry in table()[kind])


@cache
def _cut(role: str) -> dict[str, int]:
    """Give the names of a role that a Shapefile cuts short, as it leaves them.

    Its ten letters are those of ``lasteditedate`` or of ``last_edited_date``.
    """
    cut: dict[str, int] = {}
    for names in table()[role].values():
        for name in names:
            words = words_of(name)
            for whole in (joined(words), "_".join(words)):
                if len(whole) > SHAPEFILE_LENGTH:
                    plain = whole[:SHAPEFILE_LENGTH].replace("_", "")
                    cut.setdefault(plain, _ranks(role)[joined(words)])
    return cut


@cache
def words_of(heading: str) -> list[str]:
    """Give the words of a heading as they compare: ``SiteName (en)`` → ``site``, ``name``."""
    if heading.islower() and heading.isascii() and heading.isalnum() and len(heading) <= LONGEST:
        # Most headings, and names of the lists, are one word as it stands.
        return [heading]
    if (
        heading
        and min(heading) >= "\u4e00"
        and max(heading) <= "\u9fff"
        and len(heading) <= LONGEST
    ):
        # So are those in Chinese.
        return [heading]
    text = unicodedata.normalize("NFKC", heading[:LONGEST]).replace("\ufeff", "")
    text = _CAMEL.sub(" ", _ASIDE.sub(" ", text)).casefold()
    # Accents do not count, but a Japanese or Korean letter is whole only with its marks.
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
    return [word for word in _BETWEEN.split(unicodedata.normalize("NFC", text)) if word]


def joined(words: list[str]) -> str:
    """Write words as one, as languages that part none do."""
    return "".join(words)


def rank(role: Role, heading: str) -> int | None:
    """Tell how well a heading fits a role.

    Parameters
    ----------
    role
        What the column may be.
    heading
        What it is called.

    Returns
    -------
    int or None
        0 is best; from :data:`WEAK` on it only looks like one; None if it does not fit.
    """
    words = words_of(heading)
    plain = joined(words)
    if not plain:
        return None
    found = _ranks(role).get(plain)
    if found is None and len(heading.strip()) == SHAPEFILE_LENGTH:
        found = _cut(role).get(plain)
    if found is None and role in _COUNTED_THROUGH:
        found = _ranks(role).get(plain.rstrip("0123456789"))
    if found is None and role == "name" and _is_like_a_name(words):
        return WEAK
    if found is None and role == "category" and _is_like_a_category(words):
        return WEAK
    return found


def _is_like_a_category(words: list[str]) -> bool:
    """Whether a heading ends as one of a category: ``school_type``, ``typeLabel``."""
    plain = joined(words)
    if plain in _ranks("category never"):
        return False
    if len(words) < 2:
        # Chinese and Korean write the words as one.
        ends = [end for (end,) in _affixes("category ends with") if not end.isascii()]
        return bool(_HAN.search(plain) or _HANGUL.match(plain)) and plain.endswith(tuple(ends))
    if (words[-1],) in _affixes("category ends with"):
        return True
    # Romance tongues put the word for it first: tipo de organización, type_epci. A code is none.
    if (words[0],) in _affixes("category begins with"):
        return (words[-1],) not in _affixes("name never") and plain not in _ranks("technical")
    return words[-1] in {"label", "name"} and joined(words[:-1]) in _ranks("category")


def is_weak(role: Role, heading: str) -> bool:
    """Whether a heading only looks like one of a role."""
    found = rank(role, heading)
    return found is not None and found >= WEAK


@cache
def _never_names() -> list[tuple[str, ...]]:
    """Give the words of headings that name nothing: who holds an office is not the place."""
    in_office = names_in("category never", "people in office")
    return [*_affixes("name never"), *(tuple(words_of(name)) for name in in_office)]


def is_no_name(heading: str) -> bool:
    """Whether a heading is that of codes, or of people who keep the data: ``speciesId``."""
    words = words_of(heading)
    return any(
        tuple(words[: len(never)]) == never or tuple(words[-len(never) :]) == never
        for never in _never_names()
    )


def says_name(heading: str) -> bool:
    """Whether a heading says no more than that it is a name: ``NAME_1``, and not ``district``."""
    words = words_of(heading)
    ends = {*_affixes("name ends with"), *_affixes("name begins with")}
    return any((word,) in ends for word in words)


def _is_like_a_name(words: list[str]) -> bool:
    """Whether a heading ends or begins as one of a name: ``Field_Name``, ``nom_gare``, 门店名称."""
    plain = joined(words)
    if any(
        tuple(words[: len(never)]) == never or (_HANGUL.match(never[0]) and never[0] in plain)
        for never in _never_names()
    ):
        return False
    if len(words) > 1 and (words[-1],) in _affixes("name ends with"):
        # Whose permit it is, is not what the place is called.
        return (words[-2],) not in _never_names()
    if len(words) > 1 and words[-1] in table()["languages"]:
        # commonNameDe; what is in its own language's list alone is no name with a code behind it.
        return joined(words[:-1]) in _ranks("name") or _is_like_a_name(words[:-1])
    if len(words) > 1 and (words[0],) in _affixes("name begins with"):
        return True
    return _is_one_word_for_a_name(plain) if len(words) == 1 else _ends_as_a_name(plain)


def _is_one_word_for_a_name(plain: str) -> bool:
    """Whether one word is that for a name: GEBIETSNAME; but a username is no place's."""
    if _COMPOUND.fullmatch(plain):
        return not any(plain.startswith(joined(list(never))) for never in _never_names())
    return _ends_as_a_name(plain)


def _ends_as_a_name(plain: str) -> bool:
    """Whether Chinese, Japanese or Korean ends as the word for a name."""
    if _HANGUL.fullmatch(plain):
        return len(plain) > 1 and plain.endswith("명")
    return bool(_HAN.search(plain)) and plain.endswith(("名称", "名稱", "名"))


def best(role: Role, headings: Iterable[str]) -> list[str]:
    """Give the headings that fit a role, best first; of equals, as they stand."""
    ranked = [
        (found, heading) for heading in headings if (found := rank(role, heading)) is not None
    ]
    return [heading for _, heading in sorted(ranked, key=lambda one: one[0])]


def pair(headings: Iterable[str]) -> tuple[str, str] | None:
    """Find the two columns of longitude and latitude.

    They are recognised in pairs only: both by whole names (``lng`` and ``lat``), or both with the
    same words before or after (``start_lon`` and ``start_lat``).

    Returns
    -------
    tuple of str or None
        The longitude's heading, then the latitude's.
    """
    known = list(headings)
    lons, lats = best("lon", known), best("lat", known)
    if lons and lats:
        same = [(lon, lat) for lon in lons for lat in lats if rank("lon", lon) == rank("lat", lat)]
        return same[0] if same else (lons[0], lats[0])
    return _with_alike_words(known)


def _with_alike_words(headings: list[str]) -> tuple[str, str] | None:
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for heading in headings:
        words = words_of(heading)
        for axis in ("lon", "lat"):
            ranks = _ranks(axis)
            if len(words) < 2:
                # 역위도 is the latitude of a station: Chinese and Korean write them as one.
                plain = joined(words)
                ends = (
                    ()
                    if plain.isascii()
                    else [end for end in ranks if not end.isascii() and plain.endswith(end)]
                )
                if ends and (rest := plain.removesuffix(max(ends, key=len))):
                    found.setdefault((rest, ""), {}).setdefault(axis, heading)
                continue
            # A lone x or y after a word is any number: only what says degrees counts here.
            if len(words[-1]) > 1 and words[-1] in ranks:
                found.setdefault((*words[:-1], ""), {}).setdefault(axis, heading)
            elif len(words[0]) > 1 and words[0] in ranks:
                found.setdefault(("", *words[1:]), {}).setdefault(axis, heading)
    pairs = [(words, axes) for words, axes in found.items() if len(axes) == 2]
    # Of the same place in several systems, the one that needs no turning.
    pairs.sort(key=lambda entry: not any(word.startswith(_PLAIN) for word in entry[0]))
    both = pairs[0][1] if pairs else None
    return None if both is None else (both["lon"], both["lat"])


def is_doubtful(role: Role, heading: str) -> bool:
    """Whether a heading is a word of daily life too, and needs more than itself to be believed."""
    plain = joined(words_of(heading))
    return any(plain == joined(words_of(name)) for name in names_in(role, "doubtful"))


def opposites(kind: str) -> list[tuple[str, str]]:
    """Give pairs of words that say opposite things of the same: ``from`` and ``to``."""
    return [(joined(words_of(one)), joined(words_of(other))) for one, other in table()[kind]]


def groups_of(role: Role) -> list[str]:
    """Give the languages and groups in which there are names of a role."""
    return list(table()[role])


def names_in(role: Role, group: str) -> list[str]:
    """Give the names of a role in one language or group, best first, as they stand in the list."""
    found: list[str] = table()[role].get(group, [])
    return found
