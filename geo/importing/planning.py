"""From a file's rows and a project's files to a plan: nothing is written."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.checks import check_layer
from geo.checks.plausibility import km_from_null_island
from geo.importing.as_before import rows_as_before
from geo.importing.guessing import guess_columns
from geo.importing.homes import Homes, settle_homes
from geo.importing.import_plan import ImportPlan, Role
from geo.importing.matching import Match, match_rows
from geo.importing.merging import Merge
from geo.importing.new_categories import sort_into_categories
from geo.importing.other_places import other_places
from geo.importing.plan_files import make_files
from geo.importing.repeated_pair import leave_repeated_pair
from geo.importing.repeated_rows import repeated_rows
from geo.importing.row_values import RowValues, read_values
from geo.importing.said_answers import ORDERS, system_of
from geo.importing.target import Target, read_target, table_name
from geo.positions.links import find_link
from geo.problems import Place, Problem, Remedy, errors
from geo.problems.alike import told
from geo.problems.texts import printable
from geo.sources.geojson.reading_layers import parse_layer
from geo.sources.locating import locate
from geo.sources.scaled_degrees import MINUTES, SCALES
from geo.sources.shapefiles import unless_said
from geo.sources.unnamed_columns import is_without_headings, options_by_kinds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.importing.guessing import Guesses
    from geo.importing.import_plan import Choices
    from geo.sources.located import Located
    from geo.sources.records import Records


PLACING: tuple[Role, ...] = ("lon", "lat", "position", "geometry", "datum")


def plan_import(
    folder: Path, records: Records, choices: Choices, *, answers: dict[str, str] | None = None
) -> ImportPlan:
    """Tell what bringing a file into a project would do.

    Parameters
    ----------
    folder
        The project; where there is none yet, one is planned.
    records
        The file's rows, as :func:`geo.importing.opening.open_records` gives them.
    choices
        What the user says of them.
    answers
        To the questions of an earlier plan, by what they are about.

    Returns
    -------
    ImportPlan
        With questions or errors where nothing may be written yet.
    """
    known = {
        about: said for about, said in (answers or {}).items() if about != "order" or said in ORDERS
    }
    target = read_target(folder)
    return _Planning(target, records, _with_answers(choices, known), known).plan()


def _with_answers(choices: Choices, answers: dict[str, str]) -> Choices:
    datum = answers.get("datum", choices.datum)
    crs = answers.get("crs", choices.crs)
    # 高德 is as good a name as gcj02; what is none is told as it was said.
    return replace(choices, datum=_system(datum), crs=_system(crs))


def _system(said: str | None) -> str | None:
    return None if said is None else system_of(said) or said


class _Planning:
    def __init__(
        self, target: Target, records: Records, choices: Choices, answers: dict[str, str]
    ) -> None:
        self.target = target
        self.records = records
        self.choices = choices
        self.answers = answers
        source = records.shown_as + (f" [{records.layer}]" if records.layer else "")
        self.table = table_name(Path(records.shown_as).stem, _part(records))
        self.planned = ImportPlan(source, target.folder, before=target.before, table=self.table)

    def plan(self) -> ImportPlan:
        planned, records = self.planned, self.records
        planned.rows = records.count
        planned.notes += [note for note in records.notes if note[0] != "semicolon"]
        said = self.choices.crs or self.choices.datum
        planned.problems += [*self.target.problems, *unless_said(records.problems, said)]
        if self._cannot_begin():
            return planned
        known, homes = self.target.known(records), None
        if self.choices.update:
            homes = Homes(self.target, self.table, records.names)
            known = replace(known, there=frozenset(filter(homes.has, records.names)))
        guesses = guess_columns(records, self.choices, known)
        planned.guesses = guesses.columns
        planned.problems += guesses.problems
        values = read_values(records, guesses)
        if homes is not None:
            planned.notes += settle_homes(values, homes, self.target)
        self._tell_marks(values)
        self._tell_forms(values)
        match = match_rows(self.target, records, guesses, values, update=self.choices.update)
        located = self._locate(guesses, match)
        if planned.questions or errors([*guesses.problems, *self.target.problems]):
            return planned
        if located.radii and not any(one.target == "accuracy_m" for one in guesses.columns):
            radii = [located.radii.get(row) for row in range(records.count)]
            values.properties["accuracy_m"] = radii
        if self._says_nothing(guesses):
            return planned
        shaped = guesses.one("geometry")
        if shaped is not None and (again := leave_repeated_pair(values, located.geometry)):
            params = {"columns": printable(", ".join(again)), "taken": printable(shaped.column)}
            planned.notes.append(("again", params))
        column = guesses.one("id")
        ids = records.texts(column.column) if column else [None] * records.count
        before = rows_as_before(self.target, ids, values, located.geometry, self.table)
        if before:
            update = self.choices.update
            match = match_rows(self.target, records, guesses, values, update=update, before=before)
        planned.problems += match.problems
        planned.problems += repeated_rows(records, guesses, match.left | match.before)
        self._settle(values, match, located)
        return planned

    def _tell_marks(self, values: RowValues) -> None:
        """Tell which cells say that there is no number.

        A new table is described with them; one that is there knows nothing of them, so that they
        are blank in it.
        """
        for fact in values.facts:
            is_there = bool(self.target.table(fact.table or self.table).headings)
            if fact.marks:
                values.marks[fact.name] = fact.marks
            if is_there:
                fact.cells = ["" if cell in fact.marks else cell for cell in fact.cells]
        self.planned.notes += [
            ("marks", {"column": name, "marks": printable("、".join(marks))})
            for name, marks in values.marks.items()
        ]

    def _tell_forms(self, values: RowValues) -> None:
        """Tell which numbers and days were written otherwise, by one of each column, and units."""
        if values.said_unit is not None and values.in_unit:
            params = {"said": values.said_unit.said, "columns": ", ".join(values.in_unit)}
            shown = {key: printable(value) for key, value in params.items()}
            self.planned.notes.append(("unit", {**shown, "unit": printable(values.said_unit.unit)}))
        elif values.said_unit is not None and not values.said_unit.unit:
            self.planned.notes.append(("units", {"said": printable(values.said_unit.said)}))
        told = (("scaled", values.scaled), ("qualified", values.qualified), ("days", values.days))
        for note, changed in told:
            for name, (old, new, unit) in changed.items():
                params = {"column": name, "old": old, "new": f"{new} {unit}".strip()}
                shown = {key: printable(value) for key, value in params.items()}
                self.planned.notes.append((note, shown))
        for fact in values.facts:
            if fact.doubt is not None:
                cell = {"column": fact.name, "cell": fact.cells[fact.doubt.row]}
                shown = {key: printable(value) for key, value in cell.items()}
                shown["line"] = self.records.place_of(fact.doubt.row, fact.name).line
                shown["days"] = " / ".join(fact.doubt.readings)
                note = "day-or-month" if fact.doubt.readings else "no-day"
                self.planned.notes.append((note, shown))

    def _cannot_begin(self) -> bool:
        place = Place(self.records.shown_as)
        if is_without_headings(self.records) and self.choices.headings:
            # Whatever is not seen in the values is to be said like this.
            columns = options_by_kinds(self.records) or "--name 1 --lon 2 --lat 3"
            self.planned.problems.append(Problem("import-no-headings", place, {"columns": columns}))
        elif not self.records.count:
            others = [name for name in self.records.layers if name != self.records.layer]
            params = {"known": printable(", ".join(others))}
            empty = Problem("import-no-rows", place, params) if others else None
            self.planned.problems.append(empty or Problem("import-empty", place))
        else:
            return False
        return True

    def _says_nothing(self, guesses: Guesses) -> bool:
        """Whether neither a name nor a position says what the rows are."""
        has_place = self.records.geometry is not None or bool(
            guesses.of("lon", "position", "geometry")
        )
        if has_place or guesses.one("name") is not None or guesses.one("id") is not None:
            return False
        first = printable((self.records.names or ["–"])[0])
        place = Place(self.records.shown_as)
        self.planned.problems.append(Problem("import-no-sites", place, {"first": first}))
        return True

    def _locate(self, guesses: Guesses, match: Match) -> Located:
        places = self.target.positions()
        known = {row: places[site] for row, site in match.existing.items() if site in places}
        near = None
        if places:
            middle = np.median(np.array(list(places.values())), axis=0)
            near = float(middle[0]), float(middle[1])
        self._swap(guesses)
        placing = reversed(guesses.of(*PLACING))
        columns: dict[str, str] = {guess.role: guess.column for guess in placing}
        scale = self.choices.crs if self.choices.crs in {MINUTES, *SCALES} else None
        said = self.choices.datum if scale else self.choices.crs or self.choices.datum
        order = self.answers.get("order")
        located = locate(self.records, columns, said, known, near, order=order, scale=scale)
        asked = [question for question in located.questions if question.about not in self.answers]
        self.planned.questions += asked
        if asked:
            # What is asked about need not be told to be unknown.
            self.planned.problems = unless_said(self.planned.problems, asked[0].about)
        self.planned.problems += located.warnings
        self.planned.problems += located.problems
        self.planned.problems += [question.problem for question in asked]
        has_place = self.records.geometry is not None or guesses.of("lon", "position", "geometry")
        self.planned.notes += other_places(self.records, guesses, self.planned.source)
        if has_place and not asked:
            self.planned.notes.append(
                ("datum", {"datum": located.datum, "how": located.how, "order": located.order})
            )
        return located

    def _swap(self, guesses: Guesses) -> None:
        """Take longitude for latitude where the user has said that they are swapped."""
        if self.answers.get("order") != "swap":
            return
        turned: dict[Role, Role] = {"lon": "lat", "lat": "lon"}
        guesses.columns = [
            replace(guess, role=turned.get(guess.role, guess.role)) for guess in guesses.columns
        ]
        self.planned.guesses = guesses.columns

    def _settle(self, values: RowValues, match: Match, located: Located) -> None:
        planned = self.planned
        planned.geometry = located.geometry
        if self.choices.keep_going:
            self._keep_links(values, located)
        planned.problems += located.bad.values()
        unfit = self._unfit(located)
        planned.problems += unfit.values()
        planned.problems += self._on_null_island(located)
        broken = {p.index for p in errors(self.records.problems) if p.index is not None}
        bad = {*located.bad, *unfit, *match.left, *broken}
        categories = sort_into_categories(self.target, values, self.choices, self.records.count)
        planned.categories = categories
        if values.several is not None:
            name, cell, kind, count = values.several
            told_of = {"column": name, "cell": cell, "kind": kind}
            shown = {key: printable(value) for key, value in told_of.items()}
            planned.notes.append(("several", {**shown, "count": count}))
        merge = Merge(
            self.target, self.records, values, match, located.geometry, self.choices, self.table
        )
        merge.run(bad)
        planned.sites = merge.sites
        planned.problems += merge.problems
        planned.unlocated = merge.unlocated
        planned.notes += [("empty", {"column": name}) for name in values.empty]
        if self.choices.keep_going:
            kept = _without_left(planned.problems)
            planned.left_out = [problem for problem in planned.problems if problem not in kept]
            planned.problems = kept
        if errors(planned.problems):
            return
        planned.files, more = make_files(self.target, self.records, values, merge, categories)
        planned.notes += merge.notes
        planned.problems += more

    def _keep_links(self, values: RowValues, located: Located) -> None:
        """Take rows of which a short link alone says where they lie: not located, with the link."""
        short = [row for row, why in located.bad.items() if why.code == "location-short-link"]
        links = values.properties.setdefault("link", [None] * self.records.count) if short else []
        for row in short:
            place = located.bad.pop(row).place
            column = next(n for n in self.records.names if self.records.place_of(row, n) == place)
            text = self.records.texts(column)[row] or ""
            link = find_link(text) or text
            links[row] = links[row] or link
            shown = {"row": place.line, "link": printable(link)}
            self.planned.notes.append(("short-row", shown))

    def _on_null_island(self, located: Located) -> list[Problem]:
        """Tell of rows at exactly [0, 0], where programs put what they did not find."""
        shapes = located.geometry
        points = np.flatnonzero(shapely.get_type_id(shapes) == 0)
        xy = shapely.get_coordinates(shapes[points])
        is_null = ~xy.any(axis=1)
        km = km_from_null_island(xy[~is_null])
        if km is None:
            return []

        def problem_of(row: int) -> Problem:
            place = self.records.place_of(row, None)
            return Problem("null-island", place, {"km": f"{km:.0f}"}, index=row)

        return told(points[is_null].tolist(), problem_of)

    def _unfit(self, located: Located) -> dict[int, Problem]:
        """Find the rows whose geometry would be an error in the layer."""
        shapes = located.geometry
        kinds = shapely.get_type_id(shapes)
        rows = np.flatnonzero(kinds > 0).tolist()
        geometries = geometries_as_json(shapes[rows])
        # Such a one has no point in WGS 84, and what is wrong with it does not depend on that.
        rows += [*self.records.unfit]
        geometries += [feature["geometry"] for feature in self.records.unfit.values()]
        features = [
            {"type": "Feature", "properties": {"id": f"r{row}", "name": "-"}, "geometry": geometry}
            for row, geometry in zip(rows, geometries, strict=True)
        ]
        if not features:
            return {}
        data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
        document = parse_layer(Path("new"), "new", data)
        found: dict[int, Problem] = {}
        for problem in errors(check_layer(document)):
            if problem.index is not None:
                row = rows[problem.index]
                params = {"reason": problem, "remedy": Remedy(problem)}
                place = self.records.place_of(row, None)
                found.setdefault(row, Problem("import-row-unfit", place, params, index=row))
        return found


def _part(records: Records) -> str:
    """Which of several sheets or layers it is, for the table's name."""
    return records.layer if len(records.layers) > 1 else ""


def _without_left(problems: list[Problem]) -> list[Problem]:
    """Give the problems without the errors of rows that are left out: those are listed."""
    return [problem for problem in problems if problem.severity != "error" or problem.index is None]


def geometries_as_json(shapes: NDArray[np.object_]) -> list[Any]:
    """Give shapely geometries as GeoJSON objects, outer rings counter-clockwise (RFC 7946)."""
    oriented = shapely.orient_polygons(shapes)
    texts = shapely.to_geojson(oriented).tolist()
    return [None if text is None else json.loads(text) for text in texts]
