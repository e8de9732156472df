"""What a page of `parkmap serve` and its server say to each other: orders in, outcomes out.

Written by ``python -m tests.contract.files`` from ``geo/contract/edit.schema.json``.
"""

from collections.abc import Sequence
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

# Values of a site by their names, as GeoJSON has them.
Properties: TypeAlias = dict[str, Any]


# As in GeoJSON.
Geometry: TypeAlias = dict[str, Any]


class ProblemPlace(TypedDict):
    """What of a site or a table a problem is about."""

    # The property.
    field: NotRequired[str]
    # The cell's table; absent of the layer.
    table: NotRequired[str]
    # The cell's row, the headings being 0.
    row: NotRequired[int]
    # The cell's column.
    columnName: NotRequired[str]


class EditProblem(ProblemPlace):
    """Something wrong at a place, in one language."""

    file: str
    line: int | None
    column: int | None
    severity: Literal["error", "warning"]
    code: str
    message: str
    fix: str
    # Id of the site it is about.
    feature: str | None


# The same problems in each language.
ByLanguage: TypeAlias = dict[str, list[EditProblem]]


class News(TypedDict):
    """What a version of the files shows (`GET /news`)."""

    # Of the files the page was made of.
    version: str
    problems: ByLanguage
    # Digests of what the page shows, by the names its parts have in it.
    parts: dict[str, str]
    # Of all the page is besides: where it differs, the page is loaded anew.
    frame: str
    # Lets the page change the files, in this run of the server; null where it may not.
    token: str | None


class Told(TypedDict):
    """What the server tells the page it makes: the news, and what editing says."""

    # Of the files the page was made of.
    version: str
    problems: ByLanguage
    # Digests of what the page shows, by the names its parts have in it.
    parts: dict[str, str]
    # Of all the page is besides: where it differs, the page is loaded anew.
    frame: str
    # Lets the page change the files, in this run of the server; null where it may not.
    token: str | None
    # Lets the page in where its browser takes no cookies, in this run of the server.
    key: str
    # Of the map's languages that are no part of the program: by language, section and key.
    words: dict[str, dict[str, dict[str, str]]]


class Feature(TypedDict):
    """A site as it stands in the file."""

    properties: Properties | None
    geometry: Geometry | None


class TableRow(TypedDict):
    """A row by its number, the headings being 0."""

    row: int
    cells: list[str]


class TableRows(TypedDict):
    """What a table says of one site."""

    columns: list[str]
    rows: list[TableRow]


class TableName(TypedDict):
    """A table of the project."""

    name: str
    isEditable: bool


GridKind: TypeAlias = Literal["text", "number", "date"]


class GridHead(TypedDict):
    """A column of a table, and what its cells mostly are."""

    name: str
    kind: GridKind


class Grid(TypedDict):
    """A table whole; `base` tells its version."""

    name: str
    base: str
    columns: list[GridHead]
    rows: list[list[str]]


class SitesGrid(TypedDict):
    """The properties of every site; `base` tells the version of the layer."""

    base: str
    columns: list[GridHead]
    # Values as GeoJSON has them, null where there is none.
    rows: list[list[Any]]


class PickOption(TypedDict):
    """A value, and what it is called by language, where it has a name."""

    value: str
    label: dict[str, str]
    # Of a key of several columns: what stands in the others where this value does.
    beside: NotRequired[dict[str, str]]


# What a column's values are picked of: sites and categories the page knows, others are listed; ids
# are made.
class Pick(TypedDict):
    """See edit.schema.json."""

    of: Literal["sites", "categories", "listed", "made"]
    # Whether a value may name several, with commas between.
    many: bool
    options: list[PickOption]


# By column.
Picks: TypeAlias = dict[str, Pick]


SavedWhat: TypeAlias = Literal["add", "change", "delete", "tables", "sites", "import"]


class SavedStep(TypedDict):
    """A save, in the words of the server."""

    what: SavedWhat
    # Of the site or table, for people; empty where there were several.
    name: str


# What becomes of a row.
ImportAction: TypeAlias = Literal["new", "changed", "same", "missing", "conflict", "left"]


class RowProblem(TypedDict):
    """What is wrong at a row, in the reader's language."""

    line: int | None
    column: int | None
    severity: Literal["error", "warning"]
    code: str
    message: str
    fix: str


class ImportChoices(TypedDict):
    """What the person says instead of having it guessed."""

    # Which of the files that were dropped.
    file: NotRequired[int]
    layer: NotRequired[str]
    category: NotRequired[str]
    datum: NotRequired[str]
    crs: NotRequired[str]
    order: NotRequired[str]
    encoding: NotRequired[str]
    # What it is brought in as: its columns' table is called so.
    called: NotRequired[str]
    headings: NotRequired[bool]
    update: NotRequired[bool]
    theirs: NotRequired[bool]
    keepGoing: NotRequired[bool]
    columns: NotRequired[dict[str, str]]


class ImportColumn(TypedDict):
    """What a column of the file becomes, and why."""

    column: str
    role: str
    target: str
    why: str
    indicator: NotRequired[str]
    # A year, or another time as the address calls it: 2022-01.
    year: NotRequired[int | str]
    unit: NotRequired[str]


class ImportQuestion(TypedDict):
    """What the file does not say and is not guessed."""

    about: Literal["datum", "order", "crs"]
    options: list[str]
    message: str
    fix: str


class PlannedSite(TypedDict):
    """What becomes of one row; `changes` by field, what is and what is to be."""

    action: ImportAction
    line: int | None
    id: str
    name: str
    changes: dict[str, Sequence[str | None]]
    movedM: float


class ImportPlan(TypedDict):
    """What bringing files in would do (`geo/importing/plan_view.py`)."""

    source: str
    rows: int
    columns: list[ImportColumn]
    columnCount: int
    questions: list[ImportQuestion]
    counts: dict[str, int]
    unlocated: int
    categories: list[dict[str, Any]]
    sites: list[PlannedSite]
    problems: list[RowProblem]
    problemCount: int
    leftOut: list[RowProblem]
    # Sentences about what was done: rows skipped, columns that are empty.
    says: list[str]
    datum: dict[str, Any] | None
    encoding: dict[str, Any] | None
    table: str
    hasTable: bool
    layer: str
    layers: list[str]
    # The files that were dropped of which one is brought in.
    among: list[str]
    preview: dict[str, Any]
    marks: list[Sequence[float | ImportAction]]
    shapes: list[dict[str, Any]]
    bounds: Sequence[float] | None
    # What would be written.
    files: list[str]
    notes: list[dict[str, Any]]
    ready: bool


class LikelySite(TypedDict):
    """The site that a suggestion is likely about (`geo/serving/suggested.py`)."""

    id: str
    why: Literal["id", "name", "place"]
    # Between the two; null where one has no position.
    metres: float | None
    properties: Properties
    geometry: Geometry | None


# What orders give, each its own.
Gives = TypedDict(
    "Gives",
    {
        "did": NotRequired[SavedStep],
        "id": NotRequired[str | None],
        "base": NotRequired[str],
        "feature": NotRequired[Feature],
        "tables": NotRequired[dict[str, TableRows]],
        "list": NotRequired[list[TableName]],
        "grid": NotRequired[Grid],
        "sitesGrid": NotRequired[SitesGrid],
        "picks": NotRequired[dict[str, Picks]],
        "lon": NotRequired[float],
        "lat": NotRequired[float],
        "datum": NotRequired[str],
        "isOpen": NotRequired[bool],
        "readOnly": NotRequired[str | None],
        "rowsGone": NotRequired[int],
        "drop": NotRequired[str],
        "plan": NotRequired[ImportPlan | None],
        "likely": NotRequired[list[LikelySite | None]],
    },
)


class Answer(Gives):
    """What every order is answered with, and what it gives."""

    # Whether a file changed.
    saved: bool
    # What would be taken back; null where there is nothing.
    undo: SavedStep | None
    # What would be done again; null where there is nothing.
    redo: SavedStep | None
    problems: ByLanguage


class Outcome(Answer):
    """What came of an order, once the page shows it."""

    # Of the files the page now shows.
    version: str


class CellOrder(TypedDict):
    """A cell of a table, and what it is to be."""

    table: str
    row: int
    column: str
    # What stands in the file.
    old: str
    value: str


class NewRow(TypedDict):
    """A row that comes."""

    table: str
    cells: dict[str, str]


class OldRow(TypedDict):
    """A row that goes."""

    table: str
    row: int
    # What stands in the file.
    old: list[str]


RowOrder: TypeAlias = NewRow | OldRow


# A column of a table as a grid has become; `from` is null for a new one.
GridColumnOrder = TypedDict(
    "GridColumnOrder",
    {
        "from": int | None,
        "name": str,
    },
)


# A row likewise.
GridRowOrder = TypedDict(
    "GridRowOrder",
    {
        "from": int | None,
        "cells": list[str],
    },
)


class CategoryOrder(TypedDict):
    """A category of sites, and its sign."""

    id: str
    # Its name by language; the map's first is always there.
    label: dict[str, str]
    # Hex colour of the sign.
    color: str
    # Name of a glyph in `geo/page/symbols.json`.
    symbol: str


# Categories that `map.toml` gets with a save; where it lists none, those that are shown as well.
class NewCategories(TypedDict):
    """See edit.schema.json."""

    made: list[CategoryOrder]
    shown: list[CategoryOrder]


class StateOrder(TypedDict):
    """Only what there is to be undone and redone, and whether the layer can be edited."""

    do: Literal["state"]


class OpenOrder(TypedDict):
    """A site as it stands in the file, its fingerprint, and its rows in tables."""

    do: Literal["open"]
    id: str


class LocateOrder(TypedDict):
    """Coordinates or a share link as a WGS 84 position."""

    do: Literal["locate"]
    text: str
    datum: NotRequired[str]


class AddOrder(TypedDict):
    """A new site and its rows in tables together, or nothing."""

    do: Literal["add"]
    properties: Properties
    geometry: Geometry | None
    rows: NotRequired[list[RowOrder]]
    categories: NotRequired[NewCategories]


# What the version the person saw held of what changes now: where somebody else has changed the rest
# since, both changes stand.
class Seen(TypedDict):
    """See edit.schema.json."""

    properties: NotRequired[Properties]
    geometry: NotRequired[Geometry | None]


# Likewise of a site there is; `base` is the fingerprint of the version the person saw: one somebody
# else has changed since is not overwritten.
class ChangeOrder(TypedDict):
    """See edit.schema.json."""

    do: Literal["change"]
    id: str
    # Wanted where the site itself changes, not only cells and rows.
    base: NotRequired[str]
    seen: NotRequired[Seen]
    set: NotRequired[Properties]
    remove: NotRequired[list[str]]
    geometry: NotRequired[Geometry | None]
    cells: NotRequired[list[CellOrder]]
    rows: NotRequired[list[RowOrder]]
    categories: NotRequired[NewCategories]


class DeleteOrder(TypedDict):
    """A site goes, if it is still the version the person saw."""

    do: Literal["delete"]
    id: str
    base: str


class BlankOrder(TypedDict):
    """Every table's columns, for the rows of a new site."""

    do: Literal["blank"]


class TablesOrder(TypedDict):
    """Which tables there are."""

    do: Literal["tables"]


class TableOrder(TypedDict):
    """One of them whole."""

    do: Literal["table"]
    name: str


class EditTableOrder(TypedDict):
    """The table as a grid has become; `base` is the version it was."""

    do: Literal["edit-table"]
    table: str
    base: str
    columns: list[GridColumnOrder]
    rows: list[GridRowOrder]


class SitesOrder(TypedDict):
    """The properties of every site."""

    do: Literal["sites"]


class SiteCells(TypedDict):
    """What becomes of one row of them, by its number from 0."""

    index: int
    set: Properties
    remove: list[str]


# What a grid has made of them; `base` is the version it was. Sites that are added have no position,
# and get their ids as `parkmap add` makes them.
class EditSitesOrder(TypedDict):
    """See edit.schema.json."""

    do: Literal["edit-sites"]
    base: str
    changes: list[SiteCells]
    # Columns that go.
    dropped: list[str]
    # Rows that go.
    removed: list[int]
    added: list[Properties]
    categories: NotRequired[NewCategories]


class UndoOrder(TypedDict):
    """Take the last save back."""

    do: Literal["undo"]


class RedoOrder(TypedDict):
    """Do it again."""

    do: Literal["redo"]


class FileSize(TypedDict):
    """A file that will come, and how many bytes it has."""

    name: str
    size: int


class ImportBeginOrder(TypedDict):
    """Room for files, which then come by `POST /drop?to=DROP&part=NUMBER`."""

    do: Literal["import-begin"]
    files: list[FileSize]
    pasted: NotRequired[bool]


class ImportLayerOrder(TypedDict):
    """The same for the project's own layer where that can be shown, not edited."""

    do: Literal["import-layer"]


class ImportPlanOrder(TypedDict):
    """What bringing them in would do."""

    do: Literal["import-plan"]
    drop: str
    choices: NotRequired[ImportChoices]
    lang: NotRequired[str]


class ImportSaveOrder(TypedDict):
    """Do it, as one save; only what was shown is saved."""

    do: Literal["import-save"]
    drop: str
    # As they were when it was shown.
    choices: NotRequired[ImportChoices]
    lang: NotRequired[str]


class ImportEndOrder(TypedDict):
    """Forget them."""

    do: Literal["import-end"]
    drop: str


class SuggestionsOrder(TypedDict):
    """Which sites suggestions are likely about."""

    do: Literal["suggestions"]
    features: list[Feature]


# What a page asks of the server; `do` names it.
Order: TypeAlias = (
    StateOrder
    | OpenOrder
    | LocateOrder
    | AddOrder
    | ChangeOrder
    | DeleteOrder
    | BlankOrder
    | TablesOrder
    | TableOrder
    | EditTableOrder
    | SitesOrder
    | EditSitesOrder
    | UndoOrder
    | RedoOrder
    | ImportBeginOrder
    | ImportLayerOrder
    | ImportPlanOrder
    | ImportSaveOrder
    | ImportEndOrder
    | SuggestionsOrder
)
