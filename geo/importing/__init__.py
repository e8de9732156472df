"""Bringing other files in: what their columns are, what becomes of their rows, one plan for all."""

from __future__ import annotations

from geo.importing.carrying_out import carry_out
from geo.importing.import_plan import Choices, ImportPlan
from geo.importing.planning import plan_import

__all__ = ["Choices", "ImportPlan", "carry_out", "plan_import"]
