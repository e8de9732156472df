"""Hypothesis judges what the readers say, not how fast a busy machine lets them say it."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "reading", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("reading")
