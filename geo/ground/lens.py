"""The magnifying glass a map sees the world through, and the map's own units."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.positions.earth import TOP_LATITUDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.ground.extract import Box

    Points = NDArray[np.float64]

# Full detail reaches so many times as far as the sites do, and at least so far: a city's region.
_REACH, LEAST_REACH = 1.2, 1.2 / 360


@dataclass(frozen=True)
class Lens:
    """The magnifying glass: within ``reach`` of the centre nothing changes, beyond it all shrinks.

    Units are those of the map: the width of the world is 1, y goes down.
    """

    centre: tuple[float, float]
    reach: float

    @classmethod
    def over(cls, box: Box) -> Lens:
        """Give the one over a box of degrees."""
        low, high = to_units(np.array([[box[0], box[3]], [box[2], box[1]]]))
        middle = (low + high) / 2
        reach = max(float(np.hypot(*(high - low))) / 2 * _REACH, LEAST_REACH)
        return cls((float(middle[0]), float(middle[1])), min(reach, 0.5))

    def turns_to(self, x: Any) -> Any:
        """How often around the Earth what lies at ``x`` is nearest to the centre."""
        return np.round(self.centre[0] - x)

    def shrink(self, points: Points) -> Points:
        """Give points as seen through the glass."""
        away = points - np.asarray(self.centre)
        far = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-12)
        part = np.where(far > self.reach, self.reach * (1 + np.log(far / self.reach)) / far, 1.0)
        shrunk: Points = np.asarray(self.centre) + away * part[:, None]
        return shrunk


def to_units(degrees: Points) -> Points:
    """Project degrees, longitude first, onto the map's square: its width is 1, y goes down."""
    latitude = np.radians(np.clip(degrees[:, 1], -TOP_LATITUDE, TOP_LATITUDE))
    y = 0.5 - np.arctanh(np.sin(latitude)) / (2 * math.pi)
    return np.column_stack([degrees[:, 0] / 360 + 0.5, y])


def to_degrees(units: Points) -> Points:
    """Undo :func:`to_units`."""
    latitude = np.degrees(np.arctan(np.sinh((0.5 - units[:, 1]) * 2 * math.pi)))
    return np.column_stack([(units[:, 0] - 0.5) * 360, latitude])
