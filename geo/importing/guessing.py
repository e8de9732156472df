"""What each column of a file is: by its heading, by its values, or as the user says.

Names of columns are looked up in one list, :mod:`geo.sources.recognised`, and names and categories
are found as in any layer (:mod:`geo.sources.roles`); here is told what else a sheet may hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import pyarrow.compute as pc

from geo.ids import split_ids
from geo.importing.import_plan import Choices, ColumnGuess, Role
from geo.importing.said_columns import are_numbers, column_as, column_said, folded, no_column
from geo.importing.year_headings import figures_in
from geo.positions.said_datum import said_datums
from geo.project.settings.model import DEFAULT_LANGUAGES
from geo.sources import recognised
from geo.sources.position_columns import find_position_columns, role_of_position, sample
from geo.sources.roles import find_roles
from geo.sources.spoken_columns import base_of, language_of
from geo.sources.title_units import title_subject
from geo.sources.unnamed_columns import by_kinds, is_without_headings
from geo.sources.wording import main_language

if TYPE_CHECKING:
    from geo.importing.year_headings import Figure
    from geo.problems import Problem
    from geo.sources.records import Records
    from geo.sources.written_periods import Period

OWN = ("accuracy_m", "located_by", "source", "part_of")
"""Properties of a site that have a meaning, besides those with a role of their own."""
SAID: tuple[tuple[str, Role], ...] = (
    ("name", "name"),
    ("at", "position"),
    ("lon", "lon"),
    ("lat", "lat"),
    ("id", "id"),
    ("category", "category"),
)
COUNTERS = frozenset(recognised.table("recognised_rows")["counters"])
"""What columns are called that only number the rows; read without spaces and case."""
LONGEST_ID = 80
OUTRIGHT = 3
"""Rank up to which a heading says outright that its column sorts: 类别, category, type, kind."""
MOST_KINDS, LONGEST_KIND = 24, 40
COVERED = 0.3
"""Share of the rows that a column of categories has a value for, at least."""
MOSTLY_SAID = 0.8
_OUTRIGHT = frozenset(recognised.table("recognised_rows")["ids"])
_BY_LETTERS = ("zh", "ja", "ko")
"""Languages that are told by their letters; all others count as English there."""
_WEB = re.compile(r"(?:https?://\S+|mailto:\S+|tel:[+\d][\d\s().-]*)$")


@dataclass
class Guesses:
    """The columns as they are taken, and what of the user's words fits no column.

    Parameters
    ----------
    columns
        One for each column of the file, in its order.
    kinds
        Columns that say together what a thing is, as OpenStreetMap's do: the first with a value
        counts. They stay table columns too.
    problems
        What the user names and the file has not.
    """

    columns: list[ColumnGuess] = field(default_factory=list)
    kinds: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def of(self, *roles: Role) -> list[ColumnGuess]:
        """Give the columns of some roles."""
        return [guess for guess in self.columns if guess.role in roles]

    def one(self, role: Role) -> ColumnGuess | None:
        """Give the column of a role; none without one."""
        return next((guess for guess in self.columns if guess.role == role), None)


@dataclass(frozen=True)
class Known:
    """What of the project tells what columns are.

    Parameters
    ----------
    languages
        The default one first.
    ids
        Of its sites.
    sources
        Ids of its table of sources; none without such a table.
    there
        Columns of the file that an update renews where they stand: they are nothing else.
    """

    languages: tuple[str, ...]
    ids: frozenset[str] = frozenset()
    sources: frozenset[str] | None = None
    there: frozenset[str] = frozenset()


def guess_columns(records: Records, choices: Choices, known: Known) -> Guesses:
    """Tell what each column of a file is.

    Parameters
    ----------
    records
        The file's rows.
    choices
        What the user says.
    known
        What the project says.
    """
    return _Guessing(records, choices, known).run()


class _Guessing:
    def __init__(self, records: Records, choices: Choices, known: Known) -> None:
        self.records = records
        self.choices = choices
        self.known = known
        self.found = Guesses()
        self.taken: dict[str, ColumnGuess] = {}

    def run(self) -> Guesses:
        self._as_said()
        self._positions()
        self._unnamed()
        self._known_id()
        self._names()
        for name in self.free:
            if name in self.known.there:
                self._take(name, "fact", why="there", target=name)
        self._categories()
        self._id()
        self._texts()
        self._figures()
        for name in self.free:
            if self.records.holds_bytes(name):
                self._take(name, "left", why="values")
        self._colours()
        for name in self.records.names:
            if name in OWN and self._is_own(name):
                self._take(name, "property", target=name)
            self._take(name, "fact", why="", target=name)
        self.found.columns = [self.taken[name] for name in self.records.names]
        return self.found

    @property
    def free(self) -> list[str]:
        return [name for name in self.records.names if name not in self.taken]

    def _take(
        self, column: str, role: Role, *, why: str = "heading", target: str = "", **detail: Any
    ) -> None:
        self.taken.setdefault(column, ColumnGuess(column, role, target, why, detail))

    def _has(self, *roles: Role) -> bool:
        return any(guess.role in roles for guess in self.taken.values())

    def _is_target(self, target: str) -> bool:
        return any(guess.target == target for guess in self.taken.values())

    def _as_said(self) -> None:
        for option, role in SAID:
            said = getattr(self.choices, option)
            if said is None or (option == "category" and said.startswith("=")):
                continue
            column = column_said(said, self.records.names)
            if column is None:
                self.found.problems.append(no_column(self.records, f"--{option}", said))
            elif role == "position":
                self._take(column, role_of_position(self.records, column), why="said")
            else:
                target = role if role in {"name", "id", "category"} else ""
                self._take(column, role, why="said", target=target)
        for heading, said in self.choices.columns.items():
            column = column_said(heading, self.records.names)
            if column is None:
                self.found.problems.append(no_column(self.records, "--column", heading))
            else:
                self.taken.setdefault(column, column_as(self.records, column, said))

    def _positions(self) -> None:
        if self.records.geometry is not None:
            for name in [] if self.records.crs else recognised.best("datum", self.free)[:1]:
                if any(map(said_datums, sample(self.records, name))):
                    self._take(name, "datum")
        if self.records.geometry is not None or self._has("position", "geometry"):
            return
        axes: tuple[Literal["lon", "lat"], ...] = ("lon", "lat")
        if self._has(*axes):
            for role in axes:
                # The other half of a pair of which the user has named one.
                column = next(iter(recognised.best(role, self.free)), None)
                if not self._has(role) and column is not None:
                    self._take(column, role)
            return
        for column, found, why in find_position_columns(self.records, self.free):
            self._take(column, found, why=why)

    def _unnamed(self) -> None:
        """Take columns without headings for what their values are."""
        if not is_without_headings(self.records):
            return
        is_placed = self._has("lon", "lat", "position", "geometry")
        for kind, column in by_kinds(self.records, self.free).items():
            if kind == "name" and not self._is_target("name"):
                self._take(column, "name", why="values", target="name")
            elif kind != "name" and not is_placed:
                self._take(column, kind, why="values")

    def _names(self) -> None:
        free = [name for name in self.free if self.records.holds_text(name)]
        # What the map does not speak is a fact like others.
        offered = {*DEFAULT_LANGUAGES, *self.known.languages}
        spoken = {name: told for name in free if (told := language_of(name)) in offered}
        translations = {
            name: language
            for name, language in spoken.items()
            if recognised.rank("name", base_of(name) or name) is not None
        }
        if not self._is_target("name"):
            some = self.records.only([name for name in free if name not in translations])
            best = find_roles(some, located=False).names[:1]
            for name in best if best and best[0] in free else ():
                is_called = recognised.rank("name", name) is not None
                # A layer is read here as in a folder of its own: what calls its sites there does.
                is_told = self.records.geometry is not None or self._differs(name)
                if is_called or (is_told and not self._is_told_by_id()):
                    why = "heading" if is_called else "values"
                    self._take(name, "name", why=why, target="name")
        for name, language in translations.items():
            self._take(name, "name", target=f"name_{language}", language=language)
        if not self._is_target("name") and translations:
            first = next(iter(translations))
            self.taken[first] = replace(self.taken[first], target="name")
        for name, language in spoken.items():
            if recognised.rank("description", base_of(name)) is not None:
                target = f"description_{language}"
                self._take(name, "description", target=target, language=language)

    def _colours(self) -> None:
        """Keep with the sites of a layer the colours that its author has drawn them in."""
        if self.records.geometry is not None:
            for name in find_roles(self.records.only(self.free), located=False).colours:
                self._take(name, "property", why="values", target=name)

    def _is_told_by_id(self) -> bool:
        """Whether the rows of an update say by id which sites they are: no name is guessed."""
        says_id = bool(self.choices.id or recognised.best("id", self.free))
        return self.choices.update and bool(self.known.ids) and says_id

    def _categories(self) -> None:
        if self.choices.category is not None or self._has("category"):
            return
        own = self.records.kinds
        if own in self.free and own is not None:
            if "category" not in self.free:
                self._take(own, "category", why="format", target="category")
                return
            if self.records.texts(own) == self.records.texts("category"):
                self._take(own, "left", why="values")
        filled = [
            name for name in self.free if self.records.holds_text(name) and self._covers(name)
        ]
        free = self.records.only(filled)
        found = find_roles(free, located=False).categories
        found = tuple(name for name in found if name in free.property_names)
        if not found:
            found = self._called_categories(filled)
        if len(found) == 1:
            why = "values" if recognised.rank("category", found[0]) is None else "heading"
            self._take(found[0], "category", why=why, target="category")
        else:
            self.found.kinds = found

    def _called_categories(self, columns: list[str]) -> tuple[str, ...]:
        """Take a column that is called just so, however few rows there are to show it."""
        for name in recognised.best("category", columns):
            rank = recognised.rank("category", name)
            kinds = set(filter(None, self.records.texts(name)))
            is_short = max(map(len, kinds), default=0) <= LONGEST_KIND
            if rank is not None and rank <= OUTRIGHT and len(kinds) <= MOST_KINDS and is_short:
                return (name,)
        return ()

    def _covers(self, name: str) -> bool:
        """Whether enough rows have a value, or OpenStreetMap's keys may be many together."""
        values = self.records.table.column(name)
        is_osm = name in recognised.names_in("category", "osm")
        return is_osm or len(values) - values.null_count >= COVERED * len(values)

    def _id(self) -> None:
        if self.choices.id is not None or self._has("id"):
            return
        own = self.records.ids
        if own is not None and own in self.free and self._tells_apart(own):
            self._take(own, "id", why="format", target="id")
            return
        for name in recognised.best("id", self.free):
            texts = [text for text in self.records.texts(name) if text]
            is_counter = texts == [str(number) for number in range(1, len(texts) + 1)]
            is_short = all(len(text) <= LONGEST_ID for text in texts)
            is_outright = folded(name) in _OUTRIGHT
            if not texts or not is_short or (is_counter and not is_outright):
                if is_counter and folded(name) in COUNTERS and texts:
                    self._take(name, "left", why="values")
                continue
            if is_outright or self._tells_apart(name):
                self._take(name, "id", target="id")
                return

    def _known_id(self) -> None:
        """Take a column that is called somebody's id, and holds those of the project's sites."""
        is_told = self._has("id") or self.choices.id or recognised.best("id", self.free)
        for name in self.free if self.known.ids and not is_told else ():
            texts = {text for text in self.records.texts(name) if text}
            if texts and texts <= self.known.ids and folded(name).endswith(tuple(_OUTRIGHT)):
                self._take(name, "id", why="values", target="id")
                return

    def _differs(self, name: str) -> bool:
        """Whether no value of a column comes twice: only then may it be names by that alone."""
        texts = [text for text in self.records.texts(name) if text]
        return len(set(texts)) == len(texts)

    def _tells_apart(self, name: str) -> bool:
        values = self.records.table.column(name)
        return not values.null_count and pc.count_distinct(values).as_py() == self.records.count

    def _texts(self) -> None:
        for role in ("description", "link"):
            names = recognised.best(role, self.free)
            if role == "link":
                # “Details” may be told, or be where they are told.
                names += recognised.best("description", self.free)
            for name in [] if self._is_target(role) else names:
                some = sample(self.records, name)
                if some and (role == "link") == all(map(_WEB.match, some)):
                    self._take(name, role, target=role)
                    break
        for role in ("name", "description"):
            self._swap_languages(role)

    def _swap_languages(self, role: str) -> None:
        """Where the default language has a column of its own, that one is the plain field."""
        first = self.known.languages[0]
        guesses = {guess.target: guess for guess in self.taken.values() if guess.role == role}
        plain, own = guesses.get(role), guesses.get(f"{role}_{first}")
        if plain is None or own is None or "said" in {plain.why, own.why}:
            return
        written = main_language(sample(self.records, plain.column))
        count = self.records.count
        has_all = count - self.records.table.column(own.column).null_count >= MOSTLY_SAID * count
        # All in Latin letters is one language here: German beside German is no other tongue.
        own_letters = first.split("-")[0]
        if has_all and written not in {"", own_letters if own_letters in _BY_LETTERS else "en"}:
            other = "zh-Hant" if "zh-Hant" in self.known.languages and written == "zh" else written
            self.taken[own.column] = replace(own, target=role)
            self.taken[plain.column] = replace(plain, target=f"{role}_{other}")

    def _is_own(self, name: str) -> bool:
        """Whether a property that refers to something refers to what is there."""
        texts = {text for text in self.records.texts(name) if text}
        if name == "source" and self.known.sources is not None:
            return all(set(split_ids(text)) <= self.known.sources for text in texts)
        if name == "part_of":
            column = next((guess for guess in self.taken.values() if guess.role == "id"), None)
            own = set(self.records.texts(column.column)) if column else set()
            return texts <= own | self.known.ids
        return True

    def _figures(self) -> None:
        """Find a figure's times: 2022年产值（万元）, or several years or months of one thing."""
        found: dict[str, Figure] = {}
        subject = title_subject(self.records.titles)
        for name, figure in figures_in(self.free, self._titles).items():
            if are_numbers(self.records, name):
                # Of what the years are, the title says.
                what = figure.indicator or subject
                found[name] = figure._replace(indicator=what)
        times: dict[str, set[Period]] = {}
        for figure in found.values():
            times.setdefault(figure.indicator, set()).add(figure.year)
        for name, figure in found.items():
            if figure.is_spelt or len(times[figure.indicator]) > 1:
                self._take(name, "figure", **figure._asdict())

    @property
    def _titles(self) -> list[str]:
        return [*self.records.titles, self.records.layer]
