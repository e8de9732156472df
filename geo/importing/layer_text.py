"""Many sites into the text of a layer at once, every other byte kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.editing.features import change_feature, like_its_neighbours
from geo.editing.json_text import BOM, MODELS, JsonText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import EllipsisType

    from geo.sources.geojson.layer_document import LayerDocument

    Feature = tuple[dict[str, Any], dict[str, Any] | None]
    Changes = Mapping[int, tuple[dict[str, Any], dict[str, Any] | EllipsisType | None]]


def new_layer(features: Sequence[Feature]) -> bytes:
    """Write a layer, a line for each site."""
    lines = [
        json.dumps(
            {"type": "Feature", "properties": properties, "geometry": geometry},
            ensure_ascii=False,
            allow_nan=False,
        )
        for properties, geometry in features
    ]
    body = ",\n".join(lines)
    return f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n'.encode()


def changed_text(document: LayerDocument, changes: Changes, added: Sequence[Feature]) -> bytes:
    """Change some sites of a layer and append others.

    Parameters
    ----------
    document
        The layer; sound JSON, a FeatureCollection.
    changes
        By the feature's position: properties to set, and its geometry, or ``...`` to keep it.
    added
        Properties and geometry of the new ones.
    """
    text = document.text
    pieces: list[tuple[int, int, str]] = []
    for index, (values, geometry) in sorted(changes.items()):
        span = document.span_of(document.feature_pointer(index))
        # A feature's own text is enough, and a layer's tree is dear.
        lone = f'{{"features": [{text[span.start : span.end]}]}}'.encode()
        done = change_feature(JsonText(lone), 0, values, [], geometry).decode()
        pieces.append((span.start, span.end, done[len('{"features": [') : -len("]}")]))
    if added:
        pieces.append(_appended(document, added))
    parts, at = [], 0
    for start, end, put in pieces:
        parts += [text[at:start], put]
        at = end
    whole = "".join([*parts, text[at:]]).encode()
    return (BOM if document.source.bom else b"") + whole


def _appended(document: LayerDocument, added: Sequence[Feature]) -> tuple[int, int, str]:
    """Write new features as the last ones are, and tell where they belong."""
    count = len(document.features)
    features = [like_its_neighbours(document, *entry) for entry in added]
    text = document.text
    if not count:
        done = JsonText(text.encode()).extend(("features",), features).decode()
        return 0, len(text), done
    first = document.span_of(("features", 0)).start
    kept = document.span_of(("features", max(0, count - MODELS))).start
    end = document.span_of(("features", count - 1)).end
    # The layer with its last few features alone is written in the same way, and soon read.
    few = text[:first] + text[kept:]
    done = JsonText(few.encode()).extend(("features",), features).decode()
    shift = kept - first
    tail = len(few) - (end - shift)
    return end, end, done[end - shift : len(done) - tail]
