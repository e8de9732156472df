"""Columns of several tables that are called alike, told apart by their tables."""

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
    told: list[Field] = []
    for field, texts in zip(fields, said, strict=True):
        if "table" not in field or all(counts[one] == 1 for one in texts.items()):
            told.append(field)
            continue
        table = table_label(project, field["table"], languages)
        # A column that bears its table's name as it is needs it no second time.
        label = {
            lang: text if text.startswith(f"{field['table']}.") else f"{text} ({its})"
            for lang, text in texts.items()
            if (its := in_language(table, lang))
        }
        told.append({**field, "label": label})
    return told
