"""Tables checked and put to their sites; small ones only where they are not as before."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from geo.checks.references import (
    SOURCE_COLUMN,
    SOURCES,
    check_references,
    id_texts,
    join_column,
)
from geo.joining.attaching import attach, joins_by_id
from geo.made_before import made_before, may_be_kept
from geo.sources.tables.table_schema import SITES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import geopandas as gpd

    from geo.joining.meeting import Meeting
    from geo.project.settings import TableSettings
    from geo.sources.tables import Table

    Met = tuple[Table, Meeting | None]


class Meetings:
    """Which sites the rows of tables are about.

    Parameters
    ----------
    sites
        The layer's.
    tables
        All of the project's.
    known
        The ids of all sites, those left out included; None if they could not be read.
    others
        Ids that features have besides those that count, with these.
    """

    def __init__(
        self,
        sites: gpd.GeoDataFrame,
        tables: dict[str, Table],
        known: Collection[str] | None,
        others: Mapping[str, str],
    ) -> None:
        self._sites = sites
        self._tables = tables
        self._known = known
        self._others = others
        self._cited = tables.get(SOURCES)

    def meet(self, table: Table, settings: TableSettings | None) -> Met:
        """Check a table and let its rows meet their sites, unless that was done before.

        What is near to an id that no site has depends on all the others: a table in which such a
        one stands is checked each time, as one is that refers to others or that joins otherwise.

        Returns
        -------
        table : Table
            As :func:`geo.checks.references.check_references` gives it.
        meeting : Meeting or None
            As :func:`geo.joining.attaching.attach` gives it.
        """
        make = partial(self._meet, table, settings)
        column = join_column(table)
        if self._known is None or column is None or not joins_by_id(settings):
            return make()
        if not may_be_kept(table.frame):
            return make()
        keys = table.resource.foreign_keys if table.resource else ()
        if any(key.resource != SITES or key.fields != (column,) for key in keys):
            return make()
        ids = made_before(
            ("ids", table.name), table.frame, (table.grid,),
            lambda: id_texts(table.frame[column]).dropna().tolist(),
        )  # fmt: skip
        places = [self._places.get(text, -1) for text in ids]
        if not places or min(places) < 0:
            return make()
        cited = self._cited.grid if self._cited and SOURCE_COLUMN in table.frame else None
        of = table.grid, cited
        return made_before(("met", table.name), table.frame, of, make, (settings, places))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {site: place for place, site in enumerate(self._sites["id"].tolist())}

    def _meet(self, table: Table, settings: TableSettings | None) -> Met:
        by_id = joins_by_id(settings)
        checked = check_references(
            table, self._tables, self._known, by_id=by_id, others=self._others
        )
        # Rows of an unread layer's sites are about sites all the same.
        return checked, attach(self._sites, checked, settings, self._tables, self._known)
