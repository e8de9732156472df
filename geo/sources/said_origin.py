"""Where a table's rows are, as ``map.toml`` says it."""

from __future__ import annotations

from dataclasses import dataclass

from geo.sources.tables.database_address import is_database


@dataclass(frozen=True)
class Origin:
    """Where ``map.toml`` says that a table's rows are.

    Parameters
    ----------
    text
        A file, a folder or a pattern, relative to the project; or the address of a database.
    from_env
        The environment variable that holds such an address.
    query
        What the database is asked.
    """

    text: str = ""
    from_env: str = ""
    query: str = ""

    @property
    def is_database(self) -> bool:
        """Whether a database is to be asked."""
        return bool(self.from_env) or is_database(self.text)
