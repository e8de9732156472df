"""The command line: arguments in, messages out."""

from geo.cli.commands import main, run

__all__ = ["main", "run"]
