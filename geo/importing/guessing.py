"""What each column of a file is: by its heading, by its values, or as the user says.

Names of columns are looked up in one list, :mod:`geo.sources.recognised`; here is only told which
columns may play a part together, and what the values have to say.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from geo.importing.import_plan import Choices, ColumnGuess
from geo.importing.number_forms import read_numbers
from geo.importing.year_headings import read_heading, split_unit
from geo.problems import Place, Problem
from geo.problems.likely import Likely
from geo.problems.texts import printable
from geo.sources import recognised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.sources.records import Records

SAMPLE = 2_000
MOST_CATEGORIES = 60
"""Different values of a column beyond which it does not sort the sites into kinds."""
LONGEST_CATEGORY = 40
OWN = ("accuracy_m", "located_by", "source", "part_of")
"""Properties of a site that have a meaning, besides those with a role of their own."""
LANGUAGE_WORDS = {
    "en": ("英文", "英语", "english", "anglais", "englisch", "en", "eng"),
    "zh": ("中文", "汉语", "chinese", "chinois", "chinesisch", "zh", "cn", "zh cn", "zh hans"),
}
_ID_COUNTERS = {"序号", "no", "no.", "nr", "number", "fid", "#", "番号", "번호", "numéro", "número"}
_WKT = re.compile(
    r"\s*(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\s*(?:Z|M|ZM)?\s*"
    r"(?:\(|EMPTY)",
    re.IGNORECASE,
)
_GEOJSON = re.compile(r'\s*\{.*"type"\s*:\s*"(?:Multi)?(?:Point|LineString|Polygon)', re.DOTALL)
_WKB = re.compile(r"(?:00|01)[0-9A-Fa-f]{16,}")
_PAIR = re.compile(
    r"\s*[(\[（【]?\s*-?\d{1,3}(?:\.\d+)?\s*[°]?\s*[,，;；\s]\s*-?\d{1,3}(?:\.\d+)?\s*[°]?\s*[)\]）】]?\s*"
)
_LINK = re.compile(r"https?://\S+|geo:\S+", re.IGNORECASE)
_MAP_LINK = re.compile(r"amap|gaode|autonavi|map\.qq|baidu|maps|openstreetmap|osm\.org|^geo:")
_ANGLES = re.compile(r"\d\s*[°º˚度].*\d")


@dataclass
class Guesses:
    """The columns as they are taken, and what of the user's words fits no column."""

    columns: list[ColumnGuess] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def of(self, *roles: str) -> list[ColumnGuess]:
        """Give the columns of some roles."""
        return [guess for guess in self.columns if guess.role in roles]

    def one(self, role: str) -> ColumnGuess | None:
        """Give the column of a role; none without one."""
        return next((guess for guess in self.columns if guess.role == role), None)


def guess_columns(records: Records, choices: Choices, languages: Sequence[str]) -> Guesses:
    """Tell what each column of a file is.

    Parameters
    ----------
    records
        The file's rows.
    choices
        What the user says.
    languages
        Of the project, the default one first.
    """
    names = records.names
    taken: dict[str, ColumnGuess] = {}
    found = Guesses()

    def take(column: str, role: Any, why: str = "heading", target: str = "", **detail: Any) -> None:
        taken.setdefault(column, ColumnGuess(column, role, target, why, detail))

    for option, role in (
        ("name", "name"), ("at", "position"), ("lon", "lon"), ("lat", "lat"), ("id", "id"),
        ("category", "category"),
    ):  # fmt: skip
        said = getattr(choices, option)
        if said is None or (option == "category" and said.startswith("=")):
            continue
        column = _column(said, names)
        if column is None:
            found.problems.append(_no_column(records, f"--{option}", said))
        elif role == "position":
            take(column, _position_role(records, column), "said")
        else:
            take(column, role, "said", _target(role))
    _take_positions(records, choices, taken, take)
    _take_names(records, choices, languages, taken, take)
    _take_id(records, choices, taken, take)
    _take_category(records, choices, taken, take)
    for role in ("description", "link"):
        column = next((name for name in recognised.best(role, names) if name not in taken), None)
        if column is not None and (role != "link" or _are_links(records, column)):
            take(column, role, target=role)
    for name in names:
        if name in OWN:
            take(name, "property", target=name)
    _take_figures(records, taken, take)
    for name in names:
        if name not in taken:
            take(name, "fact", target=name, why="")
    found.columns = [taken[name] for name in names]
    return found


def texts_of(records: Records, column: str) -> list[str | None]:
    """Give a column's values as texts; None where there is nothing."""
    values = records.table.column(column)
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        return [value or None for value in values.to_pylist()]
    return [None if value is None else str(value) for value in values.to_pylist()]


def _target(role: str) -> str:
    return role if role in {"name", "id", "category", "description", "link"} else ""


def _column(said: str, names: list[str]) -> str | None:
    """Find the column a user means: by its heading, without case and width, or by its letter."""
    if said in names:
        return said
    plain = {_folded(name): name for name in names}
    return plain.get(_folded(said))


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _no_column(records: Records, option: str, said: str) -> Problem:
    near = Likely(records.names).meant(said) or (records.names or ["–"])[0]
    known = ", ".join(records.names[:30])
    params = {"option": option, "column": printable(said), "near": near, "known": printable(known)}
    return Problem("import-no-column", Place(records.shown_as), params)


def _sample(records: Records, column: str) -> list[str]:
    values = records.table.column(column).slice(0, SAMPLE)
    return [str(value) for value in values.to_pylist() if value not in {None, ""}]


def _share(texts: list[str], form: re.Pattern[str]) -> float:
    return sum(form.match(text) is not None for text in texts) / len(texts) if texts else 0.0


def _position_role(records: Records, column: str) -> str:
    some = _sample(records, column)
    for form in (_WKT, _GEOJSON, _WKB):
        if _share(some, form) > 0.5:
            return "geometry"
    return "position"


def _take_positions(records: Records, choices: Choices, taken: dict[str, ColumnGuess], take: Any) -> None:
    if records.geometry is not None or any(
        guess.role in {"position", "geometry", "lon", "lat"} for guess in taken.values()
    ):
        # The other half of a pair that the user has named one of.
        for role in ("lon", "lat"):
            has = any(guess.role == role for guess in taken.values())
            other = any(guess.role in {"lon", "lat"} for guess in taken.values())
            if not has and other:
                column = next(iter(recognised.best(role, records.names)), None)
                if column is not None and column not in taken:
                    take(column, role)
        return
    names = [name for name in records.names if name not in taken]
    for name in recognised.best("geometry", names):
        if _position_role(records, name) == "geometry":
            take(name, "geometry")
            return
    pair = recognised.pair(_with_numbers(records, names))
    if pair is not None:
        take(pair[0], "lon")
        take(pair[1], "lat")
        _take_datum(records, take)
        return
    for name in recognised.best("position", [*names, *map(_without_hints, names)]):
        column = name if name in names else _with_hints(name, names)
        if column is None:
            continue
        some = _sample(records, column)
        if _position_role(records, column) == "geometry":
            take(column, "geometry")
            return
        if _share(some, _PAIR) > 0.5 or _share(some, _ANGLES) > 0.5 or _are_map_links(some):
            take(column, "position")
            _take_datum(records, take)
            return
    if not records.is_text:
        return
    for name in names:
        some = _sample(records, name)
        is_pair = _share(some, _PAIR) > 0.8 and any("." in text for text in some)
        if is_pair or _are_map_links(some):
            take(name, "position", "values")
            _take_datum(records, take)
            return
        if _position_role(records, name) == "geometry":
            take(name, "geometry", "values")
            return


def _take_datum(records: Records, take: Any) -> None:
    """A column that says for each row what its position is in."""
    for name in recognised.best("datum", records.names):
        take(name, "datum")


_HINTS = re.compile(
    r"高德|腾讯|百度|火星|天地图|amap|gaode|tencent|baidu|google|gcj-?02|bd-?09(?:mc|ll)?|wgs-?84|gps"
    r"|cgcs2000|地图|map",
    re.IGNORECASE,
)


def _without_hints(name: str) -> str:
    return _HINTS.sub("", name).strip(" _-（）()")


def _with_hints(plain: str, names: list[str]) -> str | None:
    return next((name for name in names if _without_hints(name) == plain and plain), None)


def _with_numbers(records: Records, names: list[str]) -> list[str]:
    """Give the columns that may be longitude or latitude: with hints of a map taken off too."""
    fit = []
    for name in names:
        some = _sample(records, name)
        is_axis = recognised.rank("lon", name) is not None or recognised.rank("lat", name) is not None
        plain = _without_hints(name)
        is_hinted = recognised.rank("lon", plain) is not None or recognised.rank("lat", plain) is not None
        if not is_axis and not is_hinted and not re.search(r"lon|lng|lat", name, re.IGNORECASE):
            continue
        good = sum(bool(re.search(r"\d", text)) for text in some)
        if some and good >= 0.8 * len(some):
            fit.append(name)
    return fit


def _are_map_links(some: list[str]) -> bool:
    return _share(some, _LINK) > 0.5 and any(_MAP_LINK.search(text) for text in some)


def _are_links(records: Records, column: str) -> bool:
    some = _sample(records, column)
    return bool(some) and _share(some, re.compile(r"https?://\S+$|mailto:|tel:")) > 0.9


def language_of(heading: str) -> str | None:
    """Tell which language a heading says its texts are in: ``name_en``, 英文名, ``name:zh``."""
    words = recognised.words_of(heading)
    if not words:
        return None
    joined = " ".join(words)
    for language, marks in LANGUAGE_WORDS.items():
        for mark in marks:
            if re.search(r"[\u3400-\u9fff]", mark):
                if mark in joined:
                    return language
            elif len(words) > 1 and (joined.endswith(f" {mark}") or joined.startswith(f"{mark} ")):
                return language
    return None


def _base_of(heading: str) -> str:
    """A heading without the words that say its language."""
    joined = " ".join(recognised.words_of(heading))
    for marks in LANGUAGE_WORDS.values():
        for mark in marks:
            if re.search(r"[\u3400-\u9fff]", mark):
                joined = joined.replace(mark, "")
            else:
                joined = re.sub(rf"^{mark} | {mark}$", "", joined)
    return joined.strip()


def _take_names(
    records: Records, choices: Choices, languages: Sequence[str], taken: dict[str, ColumnGuess], take: Any
) -> None:
    """Find the names, and those in other languages; else the first texts that differ."""
    free = [name for name in records.names if name not in taken and _is_text(records, name)]
    spoken = {name: language_of(name) for name in free}
    translations = [
        (name, language)
        for name, language in spoken.items()
        if language is not None and recognised.rank("name", _base_of(name) or name) is not None
    ]
    main = next((column for column, guess in taken.items() if guess.role == "name"), None)
    if main is None:
        main = _name_column(records, [name for name in free if spoken[name] is None])
        if main is not None:
            take(main[0], "name", main[1], "name")
            main = main[0]
    if main is None and translations:
        first = next((one for one in translations if one[1] == languages[0]), translations[0])
        take(first[0], "name", target="name")
        main = first[0]
    for name, language in translations:
        if name not in taken and language in {"en", "zh"}:
            take(name, "name", target=f"name_{language}", language=language)
    for name, language in spoken.items():
        base = _base_of(name)
        if language in {"en", "zh"} and name not in taken and recognised.rank("description", base) is not None:
            take(name, "description", target=f"description_{language}", language=language)
    _swap_languages(records, languages, taken)


def _swap_languages(
    records: Records, languages: Sequence[str], taken: dict[str, ColumnGuess]
) -> None:
    """Where the default language has a column of its own, that one is the plain field."""
    for role in ("name", "description"):
        guesses = [guess for guess in taken.values() if guess.role == role]
        plain = next((guess for guess in guesses if guess.target == role), None)
        own = next((g for g in guesses if g.target == f"{role}_{languages[0]}"), None)
        if plain is not None and own is not None:
            other = next((one for one in languages[1:]), "en" if languages[0] == "zh" else "zh")
            taken[own.column] = replace(own, target=role)
            taken[plain.column] = replace(plain, target=f"{role}_{other}")


def _name_column(records: Records, free: list[str]) -> tuple[str, str] | None:
    best = recognised.best("name", free)
    for name in best:
        some = _sample(records, name)
        if some and not all(re.fullmatch(r"[-\d.,\s]+", text) for text in some):
            return name, "heading"
    if not records.is_text and not free:
        return None
    for name in free:
        some = _sample(records, name)
        is_known = any(
            recognised.rank(role, name) is not None  # type: ignore[arg-type]
            for role in ("address", "link", "category", "description", "technical", "style", "id")
        )
        is_text = some and not any(re.fullmatch(r"[-\d.,\s%:/]+", text) for text in some)
        differ = len(set(some)) == len(some) and len(some) >= 0.5 * min(records.count, SAMPLE)
        if is_text and differ and not is_known and max(map(len, some)) < 120:
            return name, "values"
    return None


def _is_text(records: Records, name: str) -> bool:
    kind = records.table.column(name).type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _take_id(records: Records, choices: Choices, taken: dict[str, ColumnGuess], take: Any) -> None:
    if choices.id is not None:
        return
    known = [records.ids] if records.ids in records.names else []
    for name in [*known, *recognised.best("id", records.names)]:
        if name is None or name in taken:
            continue
        values = records.table.column(name)
        texts = [text for text in texts_of(records, name) if text]
        is_whole = len(texts) == records.count and pc.count_distinct(values).as_py() == len(texts)
        if name == records.ids:
            if is_whole:
                take(name, "id", "format", "id")
                return
            continue
        plain = _folded(name)
        is_counter = plain in _ID_COUNTERS and texts == [str(n) for n in range(1, len(texts) + 1)]
        is_short = all(len(text) <= 80 and not text.startswith("{") for text in texts)
        if is_counter or not is_short:
            continue
        # A half-filled column names nobody for sure, unless it says outright that it is the id.
        if is_whole or plain in {"id", "siteid", "编号"}:
            take(name, "id", target="id")
            return


def _take_category(
    records: Records, choices: Choices, taken: dict[str, ColumnGuess], take: Any
) -> None:
    if choices.category is not None:
        return
    for name in recognised.best("category", records.names):
        if name in taken or not _is_text(records, name):
            continue
        some = [text for text in texts_of(records, name) if text]
        kinds = set(some)
        repeats = len(kinds) < len(some) or len(kinds) <= 3
        if (
            kinds
            and len(kinds) <= MOST_CATEGORIES
            and repeats
            and max(map(len, kinds)) <= LONGEST_CATEGORY
            and len(some) >= 0.3 * records.count
        ):
            take(name, "category", target="category")
            return


def _take_figures(records: Records, taken: dict[str, ColumnGuess], take: Any) -> None:
    """Find the columns that are a figure's years: 2022年产值（万元）, or several years of one thing."""
    found = {}
    for name in records.names:
        figure = read_heading(name)
        if figure is None or name in taken or not _are_numbers(records, name):
            continue
        found[name] = figure
    years: dict[str, set[int]] = {}
    for figure in found.values():
        years.setdefault(figure.indicator, set()).add(figure.year)
    for name, figure in found.items():
        if figure.is_spelt or len(years[figure.indicator]) > 1:
            detail = {"indicator": figure.indicator, "year": figure.year, "unit": figure.unit}
            take(name, "figure", **detail)


def _are_numbers(records: Records, name: str) -> bool:
    kind = records.table.column(name).type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return True
    return _is_text(records, name) and read_numbers(texts_of(records, name)) is not None


def unit_of(heading: str) -> str:
    """Give the unit a heading names in brackets or behind a comma; empty without one."""
    unit, rest = split_unit(heading)
    is_short = len(unit) <= 12 and not re.search(r"[。；;?？]|必填|可选|选填|例|如", unit)
    return unit if rest and is_short else ""
