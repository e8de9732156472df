"""What a layer must be, one family of rules a file.

:func:`check_layer` runs them all. The structure comes first: what it finds unsound, the rules that
count with positions pass over. Not checked here: whether rings of one polygon cross the
antimeridian, altitudes, and whether two sites are one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.checks.report import Report
from geo.checks.structure import check_structure

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from geo.checks.parts import Shapes
    from geo.problems import Problem
    from geo.sources.geojson.geometries import Geometries
    from geo.sources.geojson.layer_document import LayerDocument


@dataclass(frozen=True)
class Findings:
    """What a check of a layer has found.

    Parameters
    ----------
    problems
        Everything that is wrong, in no particular order. Of more than fifty of a code the others
        are only counted.
    faulty
        The features with errors, those that are only counted included.
    geometries
        The geometry of each feature as it stands in the file; none for null, and for what cannot be
        built.
    unfit
        The features whose geometry cannot be built although its structure is sound.
    """

    problems: list[Problem]
    faulty: set[int]
    geometries: Geometries
    unfit: list[int]


def check_layer(
    document: LayerDocument,
    *,
    categories: Collection[str] | None = None,
    source_ids: Collection[str] | None = None,
) -> list[Problem]:
    """Report everything that is wrong with what a layer says, as :func:`examine_layer` does."""
    found = examine_layer(document, categories=categories, source_ids=source_ids)
    return found.problems


def examine_layer(
    document: LayerDocument,
    *,
    categories: Collection[str] | None = None,
    source_ids: Collection[str] | None = None,
    addresses: Mapping[str, Collection[str]] | None = None,
) -> Findings:
    """Check what a layer says, and build its geometries.

    Parameters
    ----------
    document
        The layer, as :func:`geo.sources.geojson.reading_layers.read_layer` gives it. What is
        wrong with its text is in ``document.problems`` and ``document.faulty`` and not repeated.
    categories
        The categories that ``map.toml`` lists; none if it lists none.
    source_ids
        The ids of the table ``sources``; none if there is no such table.
    addresses
        By a site's id, the addresses that tables have for it.
    """
    from geo.checks.axis_order import check_axis_order
    from geo.checks.datum_abroad import check_datum_abroad
    from geo.checks.parts import check_size, take_apart
    from geo.checks.shifted import check_shifted
    from geo.checks.site_properties import check_circles, check_ids, check_names, check_properties
    from geo.checks.stated_system import check_system

    report = Report(document)
    sound = check_structure(report) if document.is_json else []
    if document.form == "none":
        return Findings(report.finish(), report.faulty, np.empty(0, dtype=object), [])
    check_ids(report)
    check_names(report)
    check_properties(report, categories, source_ids)
    check_circles(report)
    shapes = take_apart(document, check_size(report, sound))
    check_system(report, shapes)
    shapes = check_axis_order(report, shapes)
    for check in _position_rules():
        check(report, shapes)
    check_shifted(report, shapes, addresses or {})
    check_datum_abroad(report, shapes)
    return Findings(report.finish(), report.faulty, shapes.geometries, shapes.unfit)


def _position_rules() -> tuple[Callable[[Report, Shapes], None], ...]:
    from geo.checks.areas import check_areas
    from geo.checks.plausibility import check_positions
    from geo.checks.precision import check_claimed_accuracy, check_precision

    return check_positions, check_areas, check_precision, check_claimed_accuracy
