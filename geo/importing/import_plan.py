"""What an import would do: guesses, questions, changes and files, before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from geo.problems import errors

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from geo.editing.settings_text import NewCategory
    from geo.problems import Language, Problem
    from geo.sources.located import Doubt

Role = Literal[
    "name", "id", "category", "lon", "lat", "position", "geometry", "description", "link",
    "datum", "property", "figure", "fact", "left",
]  # fmt: skip
Action = Literal["new", "changed", "same", "missing", "conflict", "left"]
ACTIONS: tuple[Action, ...] = ("new", "changed", "same", "missing", "conflict", "left")


@dataclass(frozen=True)
class Choices:
    """What the user says instead of having it guessed; the options of ``parkmap import``.

    Parameters
    ----------
    layer, sheet
        Which layer of a file, which sheet of a workbook (a name, or a number from 1).
    name, at, lon, lat, id, category
        Columns by their headings; ``category`` may be ``=VALUE``, one for all rows.
    datum
        ``wgs84``, ``gcj02``, ``bd09`` or ``EPSG:n``.
    crs
        ``EPSG:n``, for positions in metres.
    encoding
        Of a delimited text or a Shapefile, as Python names it.
    columns
        What further columns are, by their headings: a role, or a text's name such as ``name_en``.
    headings
        Whether a row holds the headings; where none does, columns are called by their numbers.
    update
        Whether sites that are there are renewed.
    theirs
        Whether the file wins over what was edited by hand since the last import.
    keep_going
        Whether sound rows come in although others are broken.
    """

    layer: str | None = None
    sheet: str | None = None
    name: str | None = None
    at: str | None = None
    lon: str | None = None
    lat: str | None = None
    id: str | None = None
    category: str | None = None
    datum: str | None = None
    crs: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    headings: bool = True
    update: bool = False
    theirs: bool = False
    keep_going: bool = False


@dataclass(frozen=True)
class ColumnGuess:
    """What a column is taken for.

    Parameters
    ----------
    column
        Its heading.
    role
        What it is.
    target
        Where it goes: a site's property, or the table's column; empty where it goes nowhere.
    why
        ``heading``, ``values``, ``said`` (by the user), ``format`` (the file's own) or ``there``
        (the project has it).
    detail
        What else was found: ``unit``, ``year``, ``indicator``, ``order``, ``datum`` …
    """

    column: str
    role: Role
    target: str = ""
    why: str = "heading"
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SiteChange:
    """What becomes of a row.

    Parameters
    ----------
    action
        ``new``, ``changed``, ``same``, ``conflict`` or ``left``; ``missing`` for a site of the
        last import that the file has no more.
    row
        The row of the file, from 0; none for ``missing``.
    id
        The site's.
    name
        Its name, for people.
    changes
        By property or ``table.column``: the value there is, and the file's.
    moved_m
        By how many metres it moves.
    """

    action: Action
    row: int | None
    id: str
    name: str = ""
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    moved_m: float = 0.0


@dataclass
class ImportPlan:
    """Everything an import would do to a project.

    Parameters
    ----------
    source
        The file, and its layer or sheet, as the user would call it.
    folder
        The project.
    rows
        How many rows the file has.
    guesses
        What each column is taken for.
    questions
        What the user must tell before anything is written.
    sites
        What becomes of each row.
    geometry
        Where each row lies in WGS 84; none before the questions are answered.
    table
        The name of the table that takes the columns which are no site's properties.
    left_out
        Why rows are left out that ``keep_going`` passes over.
    unlocated
        How many of the sites that come in have no position.
    categories
        Those the settings get.
    notes
        What was done that the user wants to know, by name, with values for its sentence.
    problems
        What is wrong; with an error among them nothing is written, unless the broken rows are left
        out (``keep_going``).
    files
        The new bytes of each file that changes.
    before
        The bytes they had; none for a file that is new. Nothing is written if they have changed.
    """

    source: str
    folder: Path
    rows: int = 0
    guesses: list[ColumnGuess] = field(default_factory=list)
    questions: list[Doubt] = field(default_factory=list)
    sites: list[SiteChange] = field(default_factory=list)
    geometry: NDArray[np.object_] | None = None
    table: str = ""
    left_out: list[Problem] = field(default_factory=list)
    unlocated: int = 0
    categories: list[NewCategory] = field(default_factory=list)
    notes: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: dict[Path, bytes] = field(default_factory=dict)
    before: dict[Path, bytes | None] = field(default_factory=dict)

    @property
    def counts(self) -> dict[Action, int]:
        """How many rows become what."""
        counted = Counter(site.action for site in self.sites)
        return {action: counted[action] for action in ACTIONS}

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way of writing."""
        return not self.questions and not errors(self.problems)

    def as_json(self, language: Language = "en", most: int | None = None) -> dict[str, Any]:
        """Give the plan as another program reads it.

        Parameters
        ----------
        language
            Of its sentences.
        most
            How many sites and problems are listed; all if absent.
        """
        return {
            "source": self.source,
            "rows": self.rows,
            "columns": [
                {
                    "column": guess.column,
                    "role": guess.role,
                    "target": guess.target,
                    "why": guess.why,
                    **guess.detail,
                }
                for guess in self.guesses
            ],
            "questions": [
                {
                    "about": question.about,
                    "options": list(question.options),
                    "message": question.problem.message(language),
                    "fix": question.problem.fix(language),
                }
                for question in self.questions
            ],
            "counts": self.counts,
            "unlocated": self.unlocated,
            "sites": [
                {
                    "action": site.action,
                    "row": site.row,
                    "id": site.id,
                    "name": site.name,
                    "changes": {key: list(pair) for key, pair in site.changes.items()},
                    "moved_m": site.moved_m,
                }
                for site in self.sites[:most]
            ],
            "categories": [
                {name: getattr(category, name) for name in ("id", "label", "color", "symbol")}
                for category in self.categories
            ],
            "notes": [{"note": name, **params} for name, params in self.notes],
            "files": sorted(path.as_posix() for path in self.files),
            "problems": [problem.as_json(language) for problem in self.problems[:most]],
            "ready": self.is_ready,
        }
