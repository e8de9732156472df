"""OpenStreetMap's own files as columns: GDAL gives some tags a column and the rest in one text."""

from __future__ import annotations

import json
from collections import Counter

import pyarrow as pa

OSM_SUFFIXES = {".osm", ".pbf"}
ANY_ORDER = "OSM_USE_CUSTOM_INDEXING"
"""The option that GDAL asks for where nodes are not in the order of their numbers."""
OPTIONS = {"TAGS_FORMAT": "JSON"}
"""How GDAL is told to write the tags that it gives no column."""
MOST_TAGS = 200
"""Columns that are made, of the tags that are met most often; the rest stay in their text."""
_OTHERS = "other_tags"


def with_tags(table: pa.Table) -> pa.Table:
    """Give every tag a column of its own, and drop those columns that hold nothing.

    Parameters
    ----------
    table
        A layer as GDAL reads it with :data:`OPTIONS`.
    """
    others: list[dict[str, str]] = []
    if _OTHERS in table.column_names:
        others = [json.loads(text) if text else {} for text in table[_OTHERS].to_pylist()]
        table = table.drop_columns([_OTHERS])
    table = table.select([name for name in table.column_names
                          if table[name].null_count < len(table)])  # fmt: skip
    counts = Counter(tag for tags in others for tag in tags)
    taken = set(table.column_names)
    chosen = [tag for tag, _ in counts.most_common(MOST_TAGS) if tag not in taken]
    for tag in chosen:
        table = table.append_column(tag, pa.array([tags.get(tag) for tags in others], pa.string()))
    left = [{tag: tags[tag] for tag in tags.keys() - set(chosen)} for tags in others]
    if any(left):
        texts = [json.dumps(tags, ensure_ascii=False, sort_keys=True) if tags else None
                 for tags in left]  # fmt: skip
        table = table.append_column(_OTHERS, pa.array(texts, pa.string()))
    return table
