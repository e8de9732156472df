"""Sites on either side of the date line lie on one map, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from geo.page.basemap import Ground, GroundFeature
from geo.page.date_line import DATE_LINE, beyond, on_one_sheet, seam_of
from geo.page.head import make_head
from geo.page.view import make_view
from tests.projects import CUT, joined, site

if TYPE_CHECKING:
    from pathlib import Path


def points(*longitudes: float) -> np.ndarray:
    return np.array([shapely.Point(longitude, 0) for longitude in longitudes], dtype=object)


@pytest.mark.parametrize(
    "longitudes",
    [
        (),
        (120.1, 120.3),
        (-74.0, -0.1, 18.4, 139.7, 151.2),
        # Hardly narrower: the world stays as it is known.
        (-122.4, -74.0, -0.1, 151.2),
        tuple(range(-175, 180, 5)),
    ],
)
def test_most_maps_begin_at_the_date_line(longitudes: tuple[float, ...]) -> None:
    assert seam_of(points(*longitudes)) == DATE_LINE


@pytest.mark.parametrize("longitudes", [(178.4, -179.98), (178.44165, -171.76666, 10.75221)])
def test_sites_of_both_sides_lie_closer_together(longitudes: tuple[float, ...]) -> None:
    before = points(*longitudes)
    moved = shapely.get_x(beyond(before, seam_of(before)))
    assert np.ptp(moved) < np.ptp(longitudes) / 1.5
    assert moved % 360 == pytest.approx(np.array(longitudes) % 360)


@pytest.mark.parametrize(("longitudes", "seam"), [((166.5, 178.5), -7.5), ((-178.2, -171.0), 5.4)])
def test_the_first_view_shows_no_end_of_the_map(longitudes: tuple[float, ...], seam: float) -> None:
    """A wide window on New Zealand or Tonga shows the sea beyond the date line, too."""
    before = points(*longitudes)
    assert seam_of(before) == pytest.approx(seam)
    moved = shapely.get_x(beyond(before, seam_of(before)))
    middle = moved.mean()
    assert seam + 180 == pytest.approx(middle)
    assert np.ptp(moved) == pytest.approx(np.ptp(longitudes))


def test_an_area_cut_at_the_date_line_is_one(tmp_path: Path) -> None:
    layer, seam = on_one_sheet(joined(tmp_path, [site("province", CUT), site("none", None)]))
    area, nowhere = layer.sites.geometry
    assert nowhere is None
    assert area.equals(shapely.box(178, -17, 181, -16))
    assert layer.sites.crs == "EPSG:4326"
    view = make_view(layer, whole=True, seam=seam)
    assert view["bounds"] == [178, -17, 181, -16]
    assert view["west"] == seam


def test_lines_and_collections_are_moved_part_by_part() -> None:
    line = shapely.MultiLineString([[(179, 0), (180, 1)], [(-180, 1), (-178, 2)]])
    both = shapely.GeometryCollection([shapely.MultiPoint([(179, 3), (-179, 3)]), line])
    (moved,) = beyond(np.array([both], dtype=object), 0.0)
    assert moved.bounds == (179, 0, 182, 3)


def test_ground_and_settings_go_with_the_sites(tmp_path: Path) -> None:
    ground = Ground([GroundFeature({"kind": "land"}, shapely.box(-180, -20, -178, -15))])
    assert ground.beyond(0.0).features[0].geometry.bounds == (180, -20, 182, -15)
    assert ground.beyond(DATE_LINE) is ground
    features = [site("Suva", (178.4, -18.1)), site("Taveuni", (-179.98, -16.8))]
    told = "[view]\ncenter = [-179.5, -17]\nzoom = 7\n"
    layer, seam = on_one_sheet(joined(tmp_path, features, map_toml=told))
    assert make_head(layer, seam=seam).value["view"]["center"] == [180.5, -17]


WORLD = {"London": (-0.1, 51.5), "New York": (-74.0, 40.7), "Sydney": (151.2, -33.9)}


def test_one_can_zoom_out_as_far_as_all_sites_need(tmp_path: Path) -> None:
    layer = joined(tmp_path, [site(name, at) for name, at in WORLD.items()])
    least = make_view(layer, whole=True)["minZoom"]
    # A small phone leaves so many pixels.
    assert 225.2 / 360 * 256 * 2**least <= 240
    assert least >= 0


def test_a_least_zoom_that_is_set_stays(tmp_path: Path) -> None:
    features = [site(name, at) for name, at in WORLD.items()]
    layer = joined(tmp_path, features, map_toml="[view]\nmin_zoom = 2\n")
    assert make_view(layer, whole=True)["minZoom"] == 2
