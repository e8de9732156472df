"""What sites are called: by their own name, by what they are and where, or by a number."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.joining.names_apart import FEWEST_ALIKE, told_apart
from geo.joining.said_texts import said_names, spoken, text_series
from geo.sources import recognised
from geo.sources.category_columns import as_kind
from geo.sources.missing_marks import left_among, says_no_name
from geo.sources.numbering import is_cut_short
from geo.sources.recognised import is_doubtful, rank, words_of
from geo.sources.wording import is_spoken, short_text, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from geo.sources.geojson.layer_document import LayerDocument
    from geo.sources.recognised import Role
    from geo.sources.roles import Roles

FEWEST_UNNAMED = 3
"""Sites of one name that says that they have none."""
FEWEST_ROUTES = 0.01
"""Share of different routes among the pieces of lines, at least."""
MOSTLY_SAID = 0.9
"""Share of names that are words without what they all begin with, at least."""
MOST = 0.7
"""Share of lines that have a route, for all to be called by it."""
_HEADED = re.compile(r"([^\W\d_][^:：]{1,59}[:：])\s*\S")
_QUOTED = re.compile(r"'([^']+)'")
_PRINTED = re.compile(r"\['[^'\]]+'(?:, '[^'\]]+')*\]")
_ROAD = re.compile(r"[^\W\d_]{1,3}[ -]?\d")
# The second 3 has the id 3-2.
_NUMBER = re.compile(r"\d+(?:-\d+)?")
_ELEMENT = re.compile(rf"(?:{recognised.one_of(recognised.programs()['osm elements'])})/\d+")
_MARKED = re.compile(r"(?:marker-)+[\da-z]{6,}")
"""An id of the first editor of Mapbox."""
_LOT = re.compile(r"[\w-]{5,}", re.ASCII)
# A heading that says no more of a code than that it is written there: ``text`` R1-6.
_SAYING_NOTHING: tuple[Role, ...] = ("address", "description", "name")
_ID = re.compile(r"(?:[a-z _.]id|(?:^|[ _.])ID|Id)$|^id[_ ]?[a-z]{2,8}$")
_FELL = re.compile(r"^(?=.*[a-z])(?=.*[A-Z]).*[a-z\d][A-Z]|^(?=.*\d)[\da-f]{8}-?[\da-f-]{12,}$")


def site_names(
    columns: dict[str, pd.Series], meant: dict[str, pd.Series], document: LayerDocument
) -> tuple[pd.Series, NDArray[np.bool_]]:
    """Give every site a name to be found under, and tell which have none of their own.

    Its own, one in another language, its address, what it is (``bicycle parking``), or its id.
    """
    roles, ids = document.roles, meant["id"]
    names = pd.Series(None, index=ids.index, dtype="str")
    translations = [name for name in columns if name.startswith(("name_", "name:"))]
    for name in [*roles.names, *translations]:
        if name in columns and _is_blank(names).any():
            # The author's own name is shown letter by letter, whatever is in it.
            found = text_series(columns[name]) if name == "name" else said_names(columns[name])
            names = names.where(~_is_blank(names), found)
    names = _without_no_names(names)
    is_own = next(iter(roles.names), "") == "name" or bool(document.said.name)
    if len(ids) == 1 and not is_own:
        # A lone outline is not called 1, whatever a program has labelled it with.
        names = names.mask(names.str.isdigit().fillna(value=False))
    is_nameless = _is_blank(names).to_numpy(dtype=bool)
    if is_nameless.any():
        if len(ids) == 1 and not roles.address:
            # What a lone outline is, its file says better than its columns.
            names = names.where(~_is_blank(names), _lone_name(columns, document))
        names = _by_route(names, columns, document)
        names = _called(names, columns, roles, document.kind_title)
        names = _as_lines(names, columns, document)
        if len(ids) == 1 and document.title:
            names = names.where(~_is_blank(names), document.title.replace("_", " "))
        names = names.where(~_is_blank(names), _by_number(document, ids, meant["category"]))
    if not is_own:
        names = _without_beginning(_without_heading(names), columns)
    if names.str.startswith("['").any():
        names = names.map(_without_list)
    if not is_own:
        names = _with_letters(names, roles)
    return told_apart(names, columns, document), is_nameless


def _with_letters(names: pd.Series, roles: Roles) -> pd.Series:
    """Call what is called by one letter by what it is, too: zone C, Γ."""
    heading = next(iter(roles.names), "")
    is_told = heading and not recognised.says_name(heading) and rank("name", heading) != 0
    if not is_told or not names.str.fullmatch(r"[^\W\d_]").fillna(value=False).all():
        return names
    return heading.replace("_", " ") + " " + names


def _without_beginning(names: pd.Series, columns: dict[str, pd.Series]) -> pd.Series:
    """Leave out the words that all names begin with, where a column says them by themselves.

    서울특별시 종로구 사직동 is 종로구 사직동 where ``sidonm`` is 서울특별시 of all. What an author
    calls ``name``, or says that the names are, is left: an arena may be called by its city.
    """
    if len(names) < FEWEST_ALIKE or (names == names.iloc[0]).all():
        return names
    first = names.iloc[0]
    begun = [
        f"{text} "
        for column in columns.values()
        if isinstance(text := column.iloc[0], str) and text and first.startswith(f"{text} ")
        if (column == text).all()
    ]
    found = next((begin for begin in begun if names.str.startswith(begin).all()), "")
    rest = names.str.removeprefix(found)
    # The number alone of a house is no name.
    return rest if found and all(map(is_spoken, rest)) else names


def _without_heading(names: pd.Series) -> pd.Series:
    """Leave out the words and the colon that all names begin with, as popups say what follows."""
    heading = _HEADED.match(names.iloc[0] or "") if len(names) >= FEWEST_ALIKE else None
    if heading is None or not names.str.startswith(heading[1]).all():
        return names
    rest = names.str.removeprefix(heading[1]).str.strip()
    is_said = rest.map(is_spoken).mean() >= MOSTLY_SAID and (rest != rest.iloc[0]).any()
    return rest.where(rest != "", heading[1][:-1]) if is_said else names


def _lone_name(columns: dict[str, pd.Series], document: LayerDocument) -> str:
    """Call a lone outline as its file is called: what of that it says itself, or all of it.

    QGIS calls the layer of one province 省_黑龙江省.
    """
    title = document.kind_title
    own = [short_text(column.iloc[0]) for column in columns.values() if len(column)]
    said = [text for text in own if is_spoken(text) and len(text) > 1 and text in title]
    return max(said, key=len, default=title)


def _without_no_names(names: pd.Series) -> pd.Series:
    """Take away what says of several sites that they have no name: SIN NOMBRE, unnamed."""
    # Arrow counts in a third of the time that pandas takes to count and to rank.
    counted = pc.value_counts(pa.array(names, pa.large_string(), from_pandas=True).drop_null())
    is_met = pc.greater_equal(counted.field("counts"), FEWEST_UNNAMED)
    met = counted.field("values").filter(is_met).to_pylist()
    said = [text for text in met if says_no_name(text)]
    said += left_among(counted.field("values"))
    if "0" in met and 2 * sum(map(is_spoken, names.dropna())) > len(names):
        # Where the others have words, what is called 0 is what a join left empty.
        said.append("0")
    return names.where(~names.isin(said), None) if said else names


def _without_list(text: str) -> str:
    """Give a list as Python prints it as words: what OSMnx writes of a street of two names."""
    found = _PRINTED.fullmatch(text)
    return ", ".join(_QUOTED.findall(text)) if found else text


def _by_number(document: LayerDocument, ids: pd.Series, categories: pd.Series) -> list[str]:
    """Call sites by the layer and their number; by their ids where those are words, or all.

    Of several categories each counts its own: ``slide 1``, ``slide 2``, ``swing 1``.
    """
    title = document.kind_title
    kinds = [kind if is_spoken(kind) else "" for kind in categories.fillna("").tolist()]
    # What state a thing is in is not what it is.
    column = next(iter(document.roles.categories), "")
    is_parted = not title and len(set(kinds) - {""}) > 1 and not is_doubtful("category", column)
    counts: Counter[str] = Counter()
    # What counts from nought is a program's number.
    is_counted = "0" in document.written_ids
    are_random = title and _are_random(document.written_ids)
    names = []
    for row, (id_, kind) in enumerate(zip(ids.fillna("").tolist(), kinds, strict=True), start=1):
        is_made = are_random or (
            title and (id_.startswith("site-") or _ELEMENT.fullmatch(id_) or _MARKED.fullmatch(id_))
        )
        is_number = _NUMBER.fullmatch(id_) is not None
        number = id_ if is_number and not is_counted else row
        numbered = f"{title} {number}" if title else f"site-{number}"
        if is_parted and kind and (is_made or is_number or id_.startswith("site-")):
            counts[kind] += 1
            names.append(f"{kind} {counts[kind]}")
        else:
            names.append(numbered if is_made or is_number else id_)
    # A number that was given may be that of another one's row.
    is_twice = len(set(names)) < len(names) and not title
    return [f"site-{row}" for row in range(1, len(names) + 1)] if is_twice else names


def _are_random(ids: Sequence[str | None]) -> bool:
    """Whether ids are what a program draws by lot: all as long, letters and digits as they fell."""
    lots = [id_ for id_ in ids if id_]
    are_alike = len(lots) > 1 and len({*map(len, lots)}) == 1 and all(map(_LOT.fullmatch, lots))
    return are_alike and 2 * sum(map(bool, map(_FELL.search, lots))) >= len(lots)


def _by_route(
    names: pd.Series, columns: dict[str, pd.Series], document: LayerDocument
) -> pd.Series:
    """Call lines by the number of the service that runs there: ``line 1``, ``service 61A``."""
    route = document.roles.route
    if not route or document.roles.names or not document.are_lines:
        return names
    texts = [short_text(value) for value in columns[route].astype(object)]
    is_told = sum(map(bool, texts)) >= MOST * len(texts) and len(set(texts)) > 1
    called = [text if is_spoken(text) or not text else _numbered(route, text) for text in texts]
    own = pd.Series(called, index=names.index, dtype="str")
    return names.where(~_is_blank(names), own) if is_told else names


def _as_lines(
    names: pd.Series, columns: dict[str, pd.Series], document: LayerDocument
) -> pd.Series:
    """Call the pieces of lines by the column of words that parts them most: their route."""
    if not _is_blank(names).any() or not document.are_lines or document.roles.names:
        return names
    told = {
        name: texts
        for name, column in columns.items()
        if rank("category never", name) is None
        and len(texts := spoken(column).dropna()) >= MOST * len(names)
        and all(map(is_spoken, texts))
    }
    best = max(told, key=lambda name: told[name].nunique(), default="")
    # What is operational or not is no route.
    if not best or told[best].nunique() < max(FEWEST_ALIKE, FEWEST_ROUTES * len(names)):
        return names
    return names.where(~_is_blank(names), told[best].reindex(names.index))


def _called(names: pd.Series, columns: dict[str, pd.Series], roles: Roles, title: str) -> pd.Series:
    """Call those without a name by their address, by what they are, or by what tells them apart."""

    def filled(texts: Any) -> pd.Series:
        return names.where(~_is_blank(names), pd.Series(texts, index=names.index, dtype="str"))

    for parts, said in [*((parts, _together) for parts in roles.address), (roles.ends, _between)]:
        if parts and set(parts) <= columns.keys():
            names = filled(said([columns[name] for name in parts]))
    if "ref" in columns and "highway" in roles.kinds:
        # A motorway is called A 5.
        refs = [ref if _ROAD.match(ref) else "" for ref in text_series(columns["ref"]).fillna("")]
        names = filled(refs)
    for name in roles.kinds:
        if name in columns and not (name in roles.codes and len(names) >= FEWEST_ALIKE):
            kinds = [as_kind(name, value) for value in columns[name].astype(object)]
            kinds = [kind if any(map(str.isalpha, kind)) else "" for kind in kinds]
            streets = spoken(columns[roles.street]).fillna("") if roles.street in columns else ()
            names = filled([", ".join(filter(None, said)) if said[0] else ""
                            for said in zip_longest(kinds, streets, fillvalue="")])  # fmt: skip
    for name in roles.words:
        if name in columns and _is_blank(names).any():
            begun = (shortened(v) if isinstance(v, str) else "" for v in columns[name])
            names = filled([text if is_spoken(text) else "" for text in begun])
    if roles.number in columns:
        numbers = map(short_text, columns[roles.number].astype(object))
        # What is called id says less of what it counts than the file does.
        is_id = rank("id", roles.number) is not None and len(words_of(roles.number)) == 1
        says_less = is_id or is_cut_short(roles.number, title)
        heading = title if title and says_less else roles.number
        code = next((name for name in roles.kinds if name in roles.codes & columns.keys()), "")
        # A number alone is PP 24 where all that is known of it is a code.
        codes = map(short_text, columns[code].astype(object)) if code else [""] * len(names)
        is_called_id = rank("id", roles.number) is not None
        names = filled(
            [
                text
                and (
                    f"{kind} {text}"
                    if kind and (is_called_id or not text.isdigit())
                    else _numbered(heading, text)
                )
                for kind, text in zip(codes, numbers, strict=True)
            ]
        )
    return names


def _between(columns: list[pd.Series]) -> pd.Series:
    """Call lines by both their ends; blank where one is."""
    begins, ends = (text_series(column).fillna("") for column in columns)
    both = (begins != "") & (ends != "")
    return (begins + " – " + ends).str.replace("_", " ", regex=False).where(both, "")


def _together(columns: list[pd.Series]) -> pd.Series:
    """Give the texts of an address as one; blank where its first part is."""
    first, *others = (spoken(column).fillna("").str.strip() for column in columns)
    whole = first
    for part in others:
        whole = whole + " " + part.where(first != "", "")
    return whole.str.strip()


def _numbered(heading: str, text: str) -> str:
    """Call a site by its number: ``parcel id 21704239``; a code of letters says what it is."""
    says_which = _ID.search(heading) is not None or any(
        rank(role, heading) is not None for role in _SAYING_NOTHING
    )
    is_code = not text.replace(".", "").isdigit()
    is_bare = is_code and (says_which or rank("id", heading) is not None)
    return text if is_bare else f"{heading.replace('_', ' ')} {text}"


def _is_blank(texts: pd.Series) -> pd.Series:
    blank: pd.Series = texts.isna() | (texts.str.strip() == "")
    return blank
