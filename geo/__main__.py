"""``python -m geo`` is ``parkmap``."""

from geo.cli import run

run()
