"""Values of a field by site, as the page finds them: for pictures of topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.page.columns import as_text
from geo.page.known_fields import find, known_fields, number_in, year_in

if TYPE_CHECKING:
    from geo.contract.head_types import Head
    from geo.joining import SiteLayer
    from geo.page.known_fields import KnownField

# What a kind may be called; what has happened stands first (``figurekinds.ts``).
_KINDS = {
    "": 0, "actual": 0, "实际": 0, "expected": 1, "estimate": 1, "预计": 1, "target": 2, "plan": 2,
    "planned": 2, "目标": 2, "计划": 2,
}  # fmt: skip


class FieldValues:
    """Looks fields up in a layer.

    Parameters
    ----------
    layer
        The joined sites and tables.
    head
        What :func:`geo.page.head.make_head` says of it.
    """

    def __init__(self, layer: SiteLayer, head: Head) -> None:
        self._layer = layer
        self._head = head
        self._fields = known_fields(layer, head)

    def find(self, name: str) -> KnownField | None:
        """Find a field by its id."""
        return find(self._fields, name)[0]

    def label(self, name: str) -> dict[str, str]:
        """Give what a field is called, by language."""
        field, _ = find(self._fields, name)
        own = field.id if field else name
        described = [*self._head["fields"], *self._head["others"]]
        label = next((entry["label"] for entry in described if entry["name"] == own), None)
        if label is not None:
            return dict(label)
        table, _, key = own.partition("/")
        frame, parts = self._table(table)
        column = parts.get("indicator", parts.get("label"))
        if frame is None or column is None:
            return {"": own}
        row = frame.iloc[int(np.flatnonzero(self._keys(frame, parts) == key)[0])]
        languages = self._head["languages"]
        return {
            language: as_text(row.get(f"{column}_{language}", row[column])) or key
            for language in languages
        }

    def numbers(self, name: str, year: int | None = None) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Give a number a site, NaN where there is none; of the last year if none is named."""
        field, own_year = find(self._fields, name)
        if field is None:
            return np.full(len(self._layer.sites), np.nan)
        if "/" not in field.id:
            read = year_in if field.kind == "date" else number_in
            cells = self._layer.sites[field.id].astype(object).tolist()
            found = [read(None if _is_none(cell) else cell) for cell in cells]
            return np.array([np.nan if one is None else one for one in found], dtype=float)
        wanted = own_year or (year if year in field.years else None)
        return self._figures(field, wanted or (field.years[-1] if field.years else None))

    def pool(self, name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        """Give the numbers of all years that a field may show: what classes are made of."""
        field, own_year = find(self._fields, name)
        if field is None or own_year is not None or len(field.years) < 2:
            return self.numbers(name)
        return np.concatenate([self._figures(field, year) for year in field.years])

    def texts(self, name: str) -> list[str | None]:
        """Give a text a site; the first where a site has several."""
        field, _ = find(self._fields, name)
        if field is None or field.kind == "number":
            return [None] * len(self._layer.sites)
        if "/" not in field.id:
            if field.id == "located":
                return ["true" if has else "false" for has in self._layer.sites.geometry.notna()]
            return [as_text(cell) for cell in self._layer.sites[field.id].astype(object)]
        frame, parts = self._table(field.id.partition("/")[0])
        found: list[str | None] = [None] * len(self._layer.sites)
        if frame is not None:
            own = self._keys(frame, parts) == field.id.partition("/")[2]
            for site, cell in zip(frame["site"][own], frame[parts["value"]][own], strict=True):
                found[site] = found[site] or as_text(cell)
        return found

    def _table(self, name: str) -> tuple[pd.DataFrame | None, dict[str, str]]:
        table = next((one for one in self._head["tables"] if one["name"] == name), None)
        return self._layer.related.get(name), (table["parts"] if table else {})

    def _keys(self, frame: pd.DataFrame, parts: dict[str, str]) -> np.ndarray[Any, Any]:
        label = parts.get("indicator", parts.get("label"))
        keys = [as_text(value) for value in frame[parts.get("key", label or "")]]
        if label is not None:
            keys = [key or as_text(other) for key, other in zip(keys, frame[label], strict=True)]
        return np.array(keys, dtype=object)

    def _figures(
        self, field: KnownField, year: int | None
    ) -> np.ndarray[Any, np.dtype[np.float64]]:
        name, _, key = field.id.partition("/")
        frame, parts = self._table(name)
        found = np.full(len(self._layer.sites), np.nan)
        if frame is None:
            return found
        rows = frame[self._keys(frame, parts) == key]
        if year is not None:
            rows = rows[[year_in(cell) == year for cell in rows[parts["year"]]]]
        kinds = [""] * len(rows)
        if "kind" in parts:
            kinds = [(as_text(cell) or "").strip().lower() for cell in rows[parts["kind"]]]
        ranks = np.array([_KINDS.get(kind, 0) for kind in kinds])
        cells = [number_in(cell) for cell in rows[parts["value"]]]
        has = np.array([cell is not None for cell in cells], dtype=bool)
        if not has.any():
            return found
        leading = ranks[has].min()
        for site, number, rank in zip(rows["site"], cells, ranks, strict=True):
            if number is not None and rank == leading and np.isnan(found[site]):
                found[site] = number
        return found


def _is_none(cell: object) -> bool:
    return cell is None or cell is pd.NA or (isinstance(cell, float) and np.isnan(cell))
