"""The figures the card shows large, and what is wrong with them in the light of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.page.known_fields import find
from geo.page.periods import periods_told
from geo.page.settingplace import setting_place
from geo.problems import Problem
from geo.problems.likely import Likely

if TYPE_CHECKING:
    from geo.joining import SiteLayer
    from geo.page.known_fields import KnownField

MOST_LEAD = 3


def make_lead(layer: SiteLayer, known: dict[str, KnownField]) -> tuple[list[str], list[Problem]]:
    """Give the ids of the figures ``card.lead`` names.

    Parameters
    ----------
    layer
        The joined sites and tables.
    known
        The fields there are.

    Returns
    -------
    lead : list of str
        ``TABLE/KEY`` or ``TABLE/KEY@YEAR``, in the settings' order, at most three.
    problems : list of Problem
        Figures there are none of, years without a value, and what is too many.
    """
    wanted = layer.project.settings.card.lead
    if not wanted:
        return [], []
    fields = {
        name: field for name, field in known.items() if "/" in name and field.kind == "number"
    }
    likely = Likely(list(fields))
    lead, problems = [], []
    for index, name in enumerate(wanted):
        place = setting_place(layer.project, "card", "lead", index)
        field, year = find(fields, name)
        if field is None:
            near = likely.meant(name.partition("@")[0]) or ", ".join(list(fields)[:12])
            told = {"field": name, "near": near}
            code = "card-lead-unknown" if near else "card-lead-none"
            problems.append(Problem(code, place, told))
        elif year is not None and year not in field.years:
            params = {
                "field": field.id,
                "year": name.rpartition("@")[2],
                "known": periods_told(field.years),
            }
            problems.append(Problem("card-lead-year-empty", place, params))
        elif index >= MOST_LEAD:
            too_many = {"field": name, "most": MOST_LEAD}
            problems.append(Problem("card-lead-too-many", place, too_many))
        else:
            lead.append(name)
    return lead, problems
