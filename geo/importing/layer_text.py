"""Many sites into the text of a layer at once, every other byte kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.editing.feature_text import LayerText
from geo.editing.features import change_feature, like_its_neighbours

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
    text = LayerText(document)
    pieces = [
        change_feature(text, index, values, [], geometry)
        for index, (values, geometry) in changes.items()
    ]
    if added:
        features = [like_its_neighbours(text, *entry) for entry in added]
        pieces.append(text.appended(features))
    return text.with_pieces(pieces)
