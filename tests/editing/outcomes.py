"""What an order is answered with."""

from __future__ import annotations

from typing import Any


def codes_of(outcome: dict[str, Any]) -> list[str]:
    """Codes of its problems."""
    return [problem["code"] for problem in outcome["problems"]["en"]]
