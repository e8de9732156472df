"""Reading ``datapackage.json`` (Frictionless Data Package v2).

Only what tables of a map need is read; other members of the standard are let stand.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from geo.problems.alike import few_of_each
from geo.project.datapackage.descriptor import Descriptor, Member
from geo.project.datapackage.resource_files import find_file, read_encoding
from geo.sources.tables.cells import is_moment_pattern, read_constant
from geo.sources.tables.column_types import can_match
from geo.sources.tables.table_schema import (
    DEFAULT_MISSING,
    SITES,
    TABLE_SUFFIXES,
    DataPackage,
    ForeignKey,
    Resource,
    TableField,
    decimals_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from geo.problems import Problem

FILE_NAME = "datapackage.json"
FIELD_TYPES = (
    "string", "number", "integer", "boolean", "object", "array", "list", "datetime", "date", "time",
    "year", "yearmonth", "duration", "geopoint", "geojson", "any",
)  # fmt: skip
CONSTRAINTS = {
    "required": bool,
    "unique": bool,
    "pattern": str,
    "enum": list,
    "minLength": int,
    "maxLength": int,
    "minimum": object,
    "maximum": object,
    "exclusiveMinimum": object,
    "exclusiveMaximum": object,
    "jsonSchema": dict,
}
VALUE_CONSTRAINTS = {"enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
# A length needs something that can be counted, a pattern a text; “any” is read as text.
CONSTRAINED_TYPES = {
    "minLength": ("string", "array", "object", "list", "any"),
    "maxLength": ("string", "array", "object", "list", "any"),
    "pattern": ("string", "any"),
}
LAYER_SUFFIXES = (".geojson", ".json")
MOMENT_TYPES = ("date", "time", "datetime")
FIELD_OPTIONS = {
    "decimalChar": str,
    "groupChar": str,
    "bareNumber": bool,
    "trueValues": list,
    "falseValues": list,
    "delimiter": str,
    "itemType": str,
}
NUMBER_TYPES = ("number", "integer")
# Table Dialect's `property`: where in a JSON file the rows are.
FEATURES = "features"
FEATURE_MEMBERS = ("type", "bbox", "properties", "geometry")
FIELDS_MATCH = ("exact", "equal", "subset", "superset", "partial")


def read_package(folder: Path, language: str = "zh") -> tuple[DataPackage, list[Problem]]:
    """Read ``datapackage.json``.

    Parameters
    ----------
    folder
        The project.
    language
        The language of texts without an ending.

    Returns
    -------
    package : DataPackage
        What could be understood of the descriptor.
    problems : list of Problem
        Everything wrong with it, each with line and column.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return DataPackage(), []
    document = Descriptor.read(path)
    top = document.top("object")
    if top is None:
        return DataPackage(path), few_of_each(document.problems)
    resources: dict[str, Resource] = {}
    members = top.items("resources", needed=True, of="object")
    for member in members:
        resource = _resource(member, folder, language)
        if resource is None:
            continue
        if resource.name in resources:
            member.report("package-resource-twice", "name", name=resource.name)
            continue
        resources[resource.name] = resource
    package = DataPackage(path, resources, _texts(top, "title", language), _day(top))
    _check_references(members, package)
    return package, few_of_each(document.problems)


def _resource(member: Member, folder: Path, language: str) -> Resource | None:
    name = member.text("name", needed=True)
    path = _path(member, folder)
    if name is None or path is None:
        return None
    dialect = member.inner("dialect")
    # Of the layer, whose properties are columns too, as of a table.
    is_described = PurePosixPath(path).suffix.lower() in (*TABLE_SUFFIXES, *LAYER_SUFFIXES)
    schema = _schema(member, folder) if is_described else None
    fields = _fields(schema, language) if schema else ()
    names = [entry.name for entry in fields]
    if dialect is not None and dialect.value.get("property") == FEATURES:
        # So other programs read GeoJSON as a table, one feature a row: its columns are members of
        # features, of which only the id is also a property.
        fields = tuple(entry for entry in fields if entry.name not in FEATURE_MEMBERS)
    return Resource(
        name=name,
        path=path,
        title=_texts(member, "title", language),
        description=_texts(member, "description", language),
        fields=fields,
        primary_key=_columns(schema, "primaryKey", names) if schema else (),
        unique_keys=_unique_keys(schema, names) if schema else (),
        foreign_keys=_foreign_keys(schema, names) if schema else (),
        fields_match=_fields_match(schema) if schema else "exact",
        encoding=read_encoding(member),
        delimiter=_delimiter(dialect),
        sheet=_sheet(dialect),
    )


def _path(member: Member, folder: Path) -> str | None:
    value = member.value.get("path")
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str):
        member.report("package-path-needed", "path" if "path" in member.value else None)
        return None
    found = find_file(member, "path", value, folder)
    return found.as_posix() if found else None


def _schema(member: Member, folder: Path) -> Member | None:
    value = member.value.get("schema")
    if not isinstance(value, str):
        return member.inner("schema")
    found = find_file(member, "schema", value, folder)
    if found is None:
        return None
    return Descriptor.read(folder / found, member.problems).top("object")


def _fields(schema: Member, language: str) -> tuple[TableField, ...]:
    missing = _missing(schema) or DEFAULT_MISSING
    found: dict[str, TableField] = {}
    for member in schema.items("fields", needed=True, of="object"):
        name = member.text("name", needed=True)
        if name is None:
            continue
        if name in found:
            member.report("package-field-twice", "name", name=name)
            continue
        kind = member.text("type") or "string"
        if kind not in FIELD_TYPES:
            member.report("package-type-unknown", "type", type=kind, known=", ".join(FIELD_TYPES))
            kind = "any"
        form = member.text("format") or "default"
        is_pattern = kind in MOMENT_TYPES and form not in {"default", "any"}
        if is_pattern and not is_moment_pattern(form):
            member.report("package-format-unfit", "format", format=form)
            kind = "any"
        entry = TableField(
            name=name,
            type=kind,
            format=form,
            title=_texts(member, "title", language),
            description=_texts(member, "description", language),
            unit=_texts(member, "unit", language),
            missing_values=_missing(member) or missing,
            options=_options(member),
        )
        if kind in NUMBER_TYPES and form != "default" and decimals_of(entry) is None:
            member.report("package-number-format-unfit", "format", format=form)
        found[name] = replace(entry, constraints=_constraints(member, entry))
    return tuple(found.values())


def _options(member: Member) -> dict[str, Any]:
    found = member.known(FIELD_OPTIONS, "package-option-unfit")
    for key in ("trueValues", "falseValues"):
        if key in found:
            found[key] = [entry.value for entry in member.items(key, of="string")]
    return found


def _constraints(member: Member, entry: TableField) -> dict[str, Any]:
    inner = member.inner("constraints")
    if inner is None:
        return {}
    for key in inner.value:
        if key not in CONSTRAINTS:
            inner.report("package-constraint-unknown", key, name=key, known=", ".join(CONSTRAINTS))
    found = inner.known(CONSTRAINTS, "package-constraint-unfit")
    for key, types in CONSTRAINED_TYPES.items():
        if key in found and entry.type not in types:
            _unusable(inner, key, entry)
            del found[key]
    pattern = found.get("pattern")
    if pattern is not None and not can_match(pattern):
        # Python's own would take for ever over some that RE2 does not know.
        code = "package-pattern-unknown" if _is_pattern(pattern) else "package-pattern-unfit"
        inner.report(code, "pattern", pattern=pattern)
        del found["pattern"]
    for key in sorted(VALUE_CONSTRAINTS & found.keys()):
        try:
            for value in found[key] if key == "enum" else [found[key]]:
                read_constant(entry, value)
        except ValueError:
            _unusable(inner, key, entry)
            del found[key]
    return found


def _unusable(constraints: Member, key: str, entry: TableField) -> None:
    params = {"name": key, "field": entry.name, "type": entry.type}
    constraints.report("package-constraint-unusable", key, **params)


def _missing(member: Member) -> tuple[str, ...]:
    """Read ``missingValues``, whose entries may be labelled in version 2: ``{value, label}``."""
    found = []
    for index, entry in enumerate(member.items("missingValues")):
        value = entry.value.get("value") if isinstance(entry.value, dict) else entry.value
        if isinstance(value, str):
            found.append(value)
        else:
            member.report("package-missing-value-unfit", "missingValues", index)
    return tuple(found)


def _columns(member: Member, key: str, names: list[str]) -> tuple[str, ...]:
    return _names(member, member.value.get(key, []), names, key)


def _unique_keys(schema: Member, names: list[str]) -> tuple[tuple[str, ...], ...]:
    keys = _as_list(schema.value.get("uniqueKeys", []))
    found = [_names(schema, key, names, "uniqueKeys", at) for at, key in enumerate(keys)]
    return tuple(key for key in found if key)


def _names(member: Member, value: Any, names: list[str], *at: str | int) -> tuple[str, ...]:
    """Read one name or a list of names, each of which must be a field."""
    found = []
    for index, name in enumerate([value] if isinstance(value, str) else _as_list(value)):
        if name in names:
            found.append(str(name))
        else:
            where = at if isinstance(value, str) else (*at, index)
            member.report("package-field-unknown", *where, name=name)
    return tuple(found)


def _foreign_keys(schema: Member, names: list[str]) -> tuple[ForeignKey, ...]:
    found = []
    for member in schema.items("foreignKeys", of="object"):
        fields = _columns(member, "fields", names)
        reference = member.inner("reference", needed=True)
        if reference is None or not fields:
            continue
        value = reference.value.get("fields")
        others = tuple(
            str(name) for name in ([value] if isinstance(value, str) else _as_list(value))
        )
        if len(others) != len(fields):
            member.report("package-reference-uneven", "reference")
            continue
        found.append(ForeignKey(fields, reference.text("resource") or "", others))
    return tuple(found)


def _check_references(members: list[Member], package: DataPackage) -> None:
    """Hold every foreign key against the resources; only now are all of them known."""
    for member in members:
        resource = package.resources.get(str(member.value.get("name")))
        schema = member.value.get("schema")
        if resource is None or not isinstance(schema, dict):
            continue
        for index, key in enumerate(resource.foreign_keys):
            at = ("schema", "foreignKeys", index, "reference")
            target = package.resources.get(key.resource) if key.resource else resource
            if key.resource == SITES:
                known = ["id"]
            elif target is None:
                member.report("package-reference-unknown", *at, resource=key.resource)
                continue
            else:
                known = [entry.name for entry in target.fields]
            for name in key.reference:
                if known and name not in known:
                    member.report("package-field-unknown", *at, "fields", name=name)


def _fields_match(schema: Member) -> str:
    value = schema.value.get("fieldsMatch", "exact")
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if value not in FIELDS_MATCH:
        schema.report("package-fields-match-unfit", "fieldsMatch", known=", ".join(FIELDS_MATCH))
        return "exact"
    return str(value)


def _delimiter(dialect: Member | None) -> str | None:
    text = dialect.text("delimiter") if dialect else None
    if dialect is not None and text is not None and (len(text) != 1 or text in '"\r\n'):
        dialect.report("package-delimiter-unfit", "delimiter")
        return None
    return text


def _sheet(dialect: Member | None) -> str | int | None:
    if dialect is None:
        return None
    number = dialect.value.get("sheetNumber")
    if isinstance(number, int) and not isinstance(number, bool):
        return number
    return dialect.text("sheetName")


def _texts(member: Member, key: str, language: str) -> dict[str, str]:
    """Read ``title``, ``title_en`` … as a text by language."""
    found = {}
    for name, value in member.value.items():
        stem, _, ending = name.partition("_") if name != key else (key, "", language)
        if stem == key and ending and isinstance(value, str):
            found[ending] = value
    return found


def _day(top: Member) -> str | None:
    """Read of which day the data are: ``modified``, as many write it, or ``created``."""
    for key in ("modified", "created"):
        value = top.value.get(key)
        found = re.match(r"\d{4}-\d{2}-\d{2}(?=$|[T ])", value) if isinstance(value, str) else None
        if found:
            return found[0]
    return None


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _is_pattern(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    return True
