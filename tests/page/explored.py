"""Frames, and what the page is told of them by `geo.explore`."""

from __future__ import annotations

from typing import Any

import geopandas
import shapely

from geo.page.explore import explore


def frame(**columns: Any) -> geopandas.GeoDataFrame:
    count = len(next(iter(columns.values())))
    points = [shapely.Point(120 + number / 100, 30) for number in range(count)]
    return geopandas.GeoDataFrame(columns, geometry=points, crs=4326)


def head_of(*arguments: Any, **options: Any) -> dict[str, Any]:
    return explore(*arguments, **options)._head


def topic_of(*arguments: Any, **options: Any) -> dict[str, Any]:
    head = head_of(*arguments, **options)
    (topic,) = head["topics"]
    assert head["topic"] == topic["id"]
    # It is how the map looks, not one to choose among others; and the sites keep their categories.
    assert topic["label"] == {}
    assert [entry["id"] for entry in head["categories"]] == [""]
    return topic
