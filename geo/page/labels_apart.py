"""Columns that are called alike, told apart by their tables, or by their headings within one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.page.table_heads import table_label
from geo.translations import in_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.contract.head_types import Field
    from geo.project import Project


def labels_apart(
    fields: Sequence[Field], project: Project, languages: Sequence[str]
) -> list[Field]:
    """Give fields whose labels differ: of several that are alike those of tables name theirs.

    Of several in one table, such as ``website`` and ``contact:website``, the plainest heading keeps
    the label as it is, and the others are followed by theirs.

    Parameters
    ----------
    fields
        All of a map, of whatever table.
    project
        What its tables are called.
    languages
        Of the map, the first of them first.
    """
    said = [{lang: in_language(field["label"], lang) for lang in languages} for field in fields]
    counts = Counter((lang, text) for texts in said for lang, text in texts.items())
    columns = [_column_of(field) for field in fields]
    plainest: dict[tuple[str, str, str], str] = {}
    within: Counter[tuple[str, str, str]] = Counter()
    for field, column, texts in zip(fields, columns, said, strict=True):
        for lang, text in texts.items():
            key = (field.get("table", ""), lang, text)
            within[key] += 1
            plainest[key] = min(plainest.get(key, column), column, key=lambda one: (len(one), one))
    told: list[Field] = []
    for field, column, texts in zip(fields, columns, said, strict=True):
        own = field.get("table", "")
        keys = [(own, lang, text) for lang, text in texts.items()]
        is_shared = own != "" and any(counts[key[1:]] > within[key] for key in keys)
        is_second = own != "" and any(plainest[key] != column for key in keys)
        if not is_shared and not is_second:
            told.append(field)
            continue
        table = table_label(project, own, languages)
        label = {}
        for lang, text in texts.items():
            # A column that bears its table's name as it is needs it no second time.
            its = "" if not is_shared or text.startswith(f"{own}.") else in_language(table, lang)
            beside = [part for part in (its, column if is_second else "") if part]
            label[lang] = f"{text} ({', '.join(beside)})" if beside else text
        told.append({**field, "label": label})
    return told


def _column_of(field: Field) -> str:
    """Tell what a field is headed in its table."""
    return field["name"].removeprefix(field.get("table", "") + ".")
