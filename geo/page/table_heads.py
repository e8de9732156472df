"""What the page's tables are: labels, roles, fields and parts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from geo.joining.table_roles import parts_of, role_of
from geo.made_before import made_before
from geo.page.field_origins import Descriptions
from geo.page.fields import families, field_of
from geo.words import has_word, own_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.contract.head_types import Table, TableRole
    from geo.joining import SiteLayer
    from geo.project import Project


def table_heads(layer: SiteLayer, languages: Sequence[str]) -> list[Table]:
    """Tables the page shows, as ``Table``.

    The settings' order first, then the project's. Roles and parts the settings do not name are
    inferred from the columns' names.
    """
    project = layer.project
    configured = project.settings.tables
    frames = {**layer.related, **layer.references}
    order = [name for name in configured if name in frames]
    order += [name for name in frames if name not in configured]
    heads: list[Table] = []
    for name in order:
        entry = configured.get(name)
        if entry and entry.role == "hidden":
            continue
        table = project.tables.get(name)
        made = made_before(
            ("head", name), frames[name], (frames[name], table.fields if table else None),
            partial(_head, layer, name, languages),
            (entry, project.package.resources.get(name), tuple(languages)),
        )  # fmt: skip
        label = (entry.label if entry else {}) or table_label(project, name, languages)
        heads.append({**made, "label": label})
    return heads


def _head(layer: SiteLayer, name: str, languages: Sequence[str]) -> Table:
    entry = layer.project.settings.tables.get(name)
    is_related = name in layer.related
    frame = layer.related[name] if is_related else layer.references[name]
    role = cast("TableRole | None", entry.role if entry else None)
    # What the join has put there; in a table about no site they are its own.
    joined = {"site", "site_id"} if is_related else set()
    columns = [c for c in frame.columns if c not in joined]
    role = role or role_of(name, set(columns), reference=not is_related)
    described = Descriptions(layer.project, [name])
    fields = [
        field_of(family, frame, described.of(family.columns), languages)
        for family in families(columns, languages)
    ]
    said = entry.parts if entry else {}
    # A column there is none of plays no part; it is told.
    said = {part: column for part, column in said.items() if column in columns}
    parts = {**parts_of(role, columns), **said}
    return {"name": name, "label": {}, "role": role, "fields": fields, "parts": parts}


def table_label(project: Project, name: str, languages: Sequence[str]) -> dict[str, str]:
    """Say what a table is called, in a map's languages."""
    resource = project.package.resources.get(name)
    if resource is not None and resource.title:
        return resource.title
    if has_word("tables", name):
        return own_texts("tables", name, languages)
    return {languages[0]: name}
