"""The bytes of every file that an import changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.editing.settings_text import first_settings, with_additions
from geo.importing.layer_text import changed_text, new_layer
from geo.importing.package_text import (
    fact_resource,
    figure_resource,
    first_package,
    times_type,
    widened,
    with_resources,
)
from geo.importing.target import PACKAGE, SETTINGS, TABLES
from geo.problems import Place, Problem
from geo.sources.geojson.titles import title_in_words
from geo.words import own_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.editing.settings_text import NewCategory
    from geo.importing.merging import Merge
    from geo.importing.row_values import RowValues
    from geo.importing.target import Target
    from geo.sources.records import Records


def make_files(
    target: Target, records: Records, values: RowValues, merge: Merge,
    categories: Sequence[NewCategory],
) -> tuple[dict[Path, bytes], list[Problem]]:  # fmt: skip
    """Give the new bytes of each file that changes, and what could not be written into one."""
    files: dict[Path, bytes] = {}
    problems: list[Problem] = []
    _layer(target, merge, files)
    resources: list[dict[str, Any]] = []
    is_described = _is_described(target)
    title = _in_words(Path(records.shown_as).stem if len(records.layers) < 2 else records.layer)
    for table in merge.tables:
        if _facts(target, merge, table, files):
            own = [fact for fact in values.facts if not fact.table]
            resources.append(fact_resource(table, title, own))
    figures: dict[str, str] = {}
    if values.figures:
        name = merge.figure_table
        text = target.table(name)
        is_new = not text.headings
        merge.figures(text)
        files[text.path] = text.bytes()
        if is_new:
            language = target.settings.languages[0]
            figures[name] = own_label("tables", "figures", language)
            resources.append(figure_resource(name, figures[name], times_type(values.figures)))
    if resources and is_described:
        _package(target, resources, files)
    _widen(target, merge, files)
    problems += _settings(target, merge, categories, figures, files)
    _memory(target, merge, files)
    unchanged = [path for path, data in files.items() if target.before.get(path) == data]
    for path in unchanged:
        del files[path]
    return files, problems


def _in_words(*names: str) -> str:
    """Give the first name that says something, as a layer's is said; the first as it is if none."""
    return next(filter(None, map(title_in_words, names)), names[0])


def _layer(target: Target, merge: Merge, files: dict[Path, bytes]) -> None:
    rows = [row for _, row in merge.added]
    shapes = _as_json(merge.geometry[rows]) if rows else []
    added = [
        (properties, shape) for (properties, _), shape in zip(merge.added, shapes, strict=True)
    ]
    if target.layer is None:
        files[target.layer_path] = new_layer(added)
        return
    changes = {
        index: (values, shape if shape is ... else _as_json([shape])[0])
        for index, (values, shape) in merge.changed.items()
    }
    if added or changes:
        files[target.layer_path] = changed_text(target.layer, changes, added)


def _as_json(shapes: Sequence[Any] | NDArray[np.object_]) -> list[Any]:
    oriented = shapely.orient_polygons(np.asarray(shapes, dtype=object))
    texts = np.atleast_1d(shapely.to_geojson(oriented)).tolist()
    return [None if text is None else _plain_numbers(json.loads(text)) for text in texts]


def _plain_numbers(value: Any) -> Any:
    """Write whole coordinates as people do: 120, not 120.0."""
    if isinstance(value, dict):
        return {key: _plain_numbers(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain_numbers(entry) for entry in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _facts(target: Target, merge: Merge, table: str, files: dict[Path, bytes]) -> bool:
    """Bring the cells into a table; whether it is a new one."""
    text = target.table(table)
    is_new = not text.headings
    rows: dict[str, int] = {}
    if not is_new and "site_id" in text.headings:
        rows = {site: number for number, site in enumerate(text.values("site_id"))}
    facts = merge.facts_of(table)
    order = ["site_id", *facts.values()]
    for site, of_site in merge.cells.items():
        cells = {facts[key]: cell for key, cell in of_site.items() if key in facts}
        if site in rows:
            for name, value in cells.items():
                text.set(rows[site], name, value)
        elif cells:
            whole = {"site_id": site} | cells
            text.append({name: whole.get(name, "") for name in order} if is_new else whole)
    data = text.bytes()
    if merge.cells and data.strip():
        files[text.path] = data
    return is_new


def _is_described(target: Target) -> bool:
    """Whether new tables are to be described: where others are, or where there are no others."""
    if target.read(target.folder / PACKAGE) is not None:
        return True
    folder = target.folder / TABLES
    return not (folder.is_dir() and any(folder.iterdir()))


def _package(target: Target, resources: list[dict[str, Any]], files: dict[Path, bytes]) -> None:
    path = target.folder / PACKAGE
    before = target.read(path)
    if before is None:
        from geo.ids import slug

        name = slug(target.folder.resolve().name) or "map"
        files[path] = first_package(name, resources)
        return
    after = with_resources(before, resources)
    if after is not None:
        files[path] = after


def _widen(target: Target, merge: Merge, files: dict[Path, bytes]) -> None:
    """Let described columns hold what the file brings: 10.5 where all were whole numbers."""
    path = target.folder / PACKAGE
    package = files.get(path) or target.read(path)
    brought = {name for cells in merge.cells.values() for name in cells}
    figures = merge.values.figures
    if package is not None and figures:
        # The words of a note speak of columns of the file: of times there is nothing to tell.
        package, before = widened(package, merge.figure_table, {"year": times_type(figures)})
        if before:
            files[path] = package
    for table in merge.tables:
        of_table = (fact for fact in merge.values.facts if (fact.table or merge.table) == table)
        kinds = {fact.name: fact.type for fact in of_table if fact.key(merge.table) in brought}
        if package is None or not kinds:
            continue
        package, before = widened(package, table, kinds)
        files[path] = package
        for name, kind in before.items():
            merge.notes.append(("widened", {"column": name, "before": kind, "after": kinds[name]}))


def _settings(
    target: Target,
    merge: Merge,
    categories: Sequence[NewCategory],
    figures: dict[str, str],
    files: dict[Path, bytes],
) -> list[Problem]:
    path = target.folder / SETTINGS
    before = target.read(path)
    languages = target.settings.languages
    if before is None:
        title = target.settings.title.get(languages[0]) or target.folder.resolve().name
        if target.layer is None:
            title = _in_words(Path(merge.records.shown_as).stem, target.folder.resolve().name)
        # A column whose name a property has is joined under its table's.
        meant = {*merge.values.properties, "id", "name", "category"}
        aside = merge.values.aside
        hidden = [f"{merge.table}.{name}" if name in meant else name for name in aside]
        if target.layer is None or categories or figures:
            files[path] = first_settings(title, languages, categories, figures, hidden)
        return []
    if not categories and not figures:
        return []
    after = with_additions(path, before, categories, figures)
    if after is None:
        names = ", ".join(category.id for category in categories)
        return [Problem("import-settings-kept", Place(path.as_posix()), {"names": names})]
    files[path] = after
    return []


def _memory(target: Target, merge: Merge, files: dict[Path, bytes]) -> None:
    """Keep what this import brought, a line a site, so that a later one can tell hand edits."""
    lines = [
        f"{json.dumps(site, ensure_ascii=False)}: {json.dumps(entry, ensure_ascii=False)}"
        for site, entry in merge.memory.items()
    ]
    body = ",\n".join(lines)
    path = target.memory_path(merge.table)
    if target.read(path) is None and not merge.memory:
        return
    files[path] = f'{{"sites": {{\n{body}\n}}}}\n'.encode()
