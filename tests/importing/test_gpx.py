"""Tracks and waypoints of GPX come in with their names, and with heights where all have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.importing.test_hard_inputs import plan, sites

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("last", "place"),
    [("<ele>2</ele>", [[8, 50, 1], [8.5, 50.5, 2]]), ("", [[8, 50], [8.5, 50.5]])],
)
def test_heights_of_a_track_are_all_there_or_none(
    tmp_path: Path, last: str, place: list[list[float]]
) -> None:
    points = (
        f'<trkpt lat="50" lon="8"><ele>1</ele></trkpt><trkpt lat="50.5" lon="8.5">{last}</trkpt>'
    )
    text = (
        '<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk><name>Tour</name><trkseg>{points}</trkseg></trk></gpx>"
    )
    (one,) = sites(plan(tmp_path, "a.gpx", text))
    assert one["geometry"]["coordinates"] == [place]


def test_of_a_gpx_both_the_places_and_the_ways_are_read(tmp_path: Path) -> None:
    text = (
        '<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">'
        '<wpt lat="50" lon="8"><name>Hut</name></wpt>'
        '<trk><name>Tour</name><trkseg><trkpt lat="50" lon="8"/><trkpt lat="51" lon="9"/>'
        "</trkseg></trk></gpx>"
    )
    found = [
        (one["properties"]["name"], one["geometry"]["type"], one["properties"]["category"])
        for one in sites(plan(tmp_path, "a.gpx", text))
    ]
    assert found == [("Hut", "Point", "waypoints"), ("Tour", "MultiLineString", "tracks")]
    (tmp_path / "b").mkdir()
    alone = plan(tmp_path / "b", "b.gpx", text, layer="tracks")
    assert [one["properties"]["name"] for one in sites(alone)] == ["Tour"]
