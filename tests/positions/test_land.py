"""Land and sea in cells of half a degree."""

from __future__ import annotations

import numpy as np
import pytest

from geo.positions.land import is_near_land


@pytest.mark.parametrize(
    ("place", "is_land"),
    [
        ((120.2, 30.2), True), ((-3.7, 40.4), True), ((-19.0, 64.0), True), ((-157.9, 21.3), True),
        ((180.0, -90.0), True), ((-30.0, 0.0), False), ((52.5, 13.4), False), ((3.0, 54.0), False),
        ((-180.0, 0.0), False), ((200.0, 30.0), False), ((10.0, 91.0), False),
    ],
)  # fmt: skip
def test_a_place_is_near_land_or_at_sea(place: tuple[float, float], *, is_land: bool) -> None:
    assert is_near_land(np.array([place])).tolist() == [is_land]
