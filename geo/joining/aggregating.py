"""Many rows of a site made one value each, in parts that are put together afterwards.

Every engine goes through the same two steps, so that where a table is cut makes no difference:
:func:`part` reduces some rows, :func:`whole` puts the parts together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.checks.key_forms import normal
from geo.joining.date_keys import UnfitColumnError, sort_keys
from geo.joining.sums import counted, rounded, summed
from geo.project.settings.join_kinds import OF_NUMBERS
from geo.sources.tables.masked import kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from geo.project.settings.join_kinds import Aggregate

    Codes = NDArray[np.int64]

NUMBER = r"[+-]?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?"
WHOLE = r"[+-]?(?:0|[1-9][0-9]{0,14})"
FLAG = r"true|false|True|False|TRUE|FALSE"
LIST_SEPARATOR = ", "


@dataclass
class Part:
    """Some rows, reduced: for every site (and value) what adds up.

    Parameters
    ----------
    rows
        Columns ``site`` and, as the function needs them, ``n``, ``sum``, ``value``, ``key``.
    kind
        What the column's cells are: ``integer``, ``number``, ``boolean``, ``string``; empty where
        there was none to tell by.
    """

    rows: pd.DataFrame
    kind: str


def part(frame: pd.DataFrame, sites: Codes, wanted: Aggregate) -> Part:
    """Reduce some rows.

    Parameters
    ----------
    frame
        With the columns the aggregate looks at.
    sites
        The site of every row.
    wanted
        What is to be made.

    Raises
    ------
    UnfitColumnError
        If a column does not hold numbers, or dates, where only these will do.
    """
    if not wanted.column:
        return Part(counted(sites), "integer")
    cells, kind = _cells(frame[wanted.column], wanted)
    present = cells.notna().to_numpy(dtype=bool)
    if wanted.function == "latest":
        ranks, keys = sort_keys(frame[wanted.by], wanted.by)
        rows = _outermost_rows(sites, np.where(present, ranks, -1), keys, cells, "max")
        return Part(_latest_rows(rows), kind)
    at = sites if present.all() else sites[present]
    return _part(at, kept(cells, present), kind, wanted)


def _part(at: Codes, values: pd.Series, kind: str, wanted: Aggregate) -> Part:
    """Reduce the cells that are there."""
    if wanted.function == "count":
        return Part(counted(at), "integer")
    if wanted.function == "share" and (wanted.value or kind == "boolean"):
        hits = has_value(values, wanted.value) if wanted.value else values.to_numpy(dtype=bool)
        rows = pd.DataFrame({"site": at, "n": 1, "sum": hits.astype(np.float64)})
        return Part(rows.groupby("site", as_index=False).sum(), "boolean")
    if wanted.function in {"sum", "mean", "share"}:
        return Part(summed(at, values, kind), kind)
    if wanted.function in {"min", "max"}:
        return Part(_extreme(at, values, kind, wanted), kind)
    if wanted.function == "list":
        texts = pd.Series([as_text(value) for value in values], dtype="str")
        return Part(pd.DataFrame({"site": at, "value": texts}).drop_duplicates(), "string")
    rows = pd.DataFrame({"site": at, "value": values.to_numpy(np.float64)})
    return Part(rows.groupby(["site", "value"], as_index=False).size().rename(
        columns={"size": "n"}), kind)  # fmt: skip


def whole(parts: Sequence[Part], wanted: Aggregate, count: int) -> pd.Series:
    """Put parts together.

    Parameters
    ----------
    parts
        Of the same table.
    wanted
        What they are parts of.
    count
        How many sites there are.

    Returns
    -------
    Series
        A value for every site, null for one that no row is about.
    """
    some = [each for each in parts if len(each.rows)]
    kind = _widest([each.kind for each in some])
    index = pd.RangeIndex(count)
    if not some:
        nothing: pd.Series = pd.Series(
            None, index=index, dtype=_DTYPES.get(_result_kind(wanted, kind), "str")
        )
        return nothing
    rows = pd.concat([each.rows for each in some], ignore_index=True)
    if wanted.function in {"sum", "mean", "share"}:
        return _of_sums(rows, wanted, kind, index)
    found: pd.Series = {
        "count": lambda: _numbered(rows),
        "median": lambda: _medians(rows),
        "list": lambda: _listed(rows),
        "latest": lambda: _latest(rows),
        "min": lambda: _outermost(rows, wanted, kind),
        "max": lambda: _outermost(rows, wanted, kind),
    }[wanted.function]()
    return _spread(found, index, _DTYPES[_result_kind(wanted, kind)])


def _numbered(rows: pd.DataFrame) -> pd.Series:
    found: pd.Series = rows.groupby("site")["n"].sum()
    return found


def _listed(rows: pd.DataFrame) -> pd.Series:
    texts = rows.drop_duplicates().sort_values(["site", "value"])
    joined: pd.Series = texts.groupby("site")["value"].agg(LIST_SEPARATOR.join)
    return joined


def as_text(value: Any) -> str:
    """Give a cell as it stands in a list."""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    # Nought has no sign.
    return f"{value + 0.0:.15g}" if isinstance(value, float) else str(value)


def has_value(values: pd.Series, wanted: str) -> NDArray[np.bool_]:
    """Mark the cells that are a value, however it is spelt."""
    return np.array([normal(as_text(value)) == normal(wanted) for value in values], dtype=bool)


def _cells(values: pd.Series, wanted: Aggregate) -> tuple[pd.Series, str]:
    """Give a column's cells and what they are; numbers where only they will do."""
    kind = kind_of(values)
    if kind != "string":
        return values, kind
    if not needs_numbers(wanted):
        return values, kind
    texts = values.str.strip()
    present = texts.dropna()
    present = present[present != ""]
    for pattern, told in ((FLAG, "boolean"), (WHOLE, "integer"), (NUMBER, "number")):
        if told == "boolean" and wanted.function != "share":
            continue
        if len(present) and present.str.fullmatch(pattern).all():
            return _as(texts, told), told
    wrong = present[~present.str.fullmatch(NUMBER)]
    if len(wrong):
        raise UnfitColumnError("aggregate-not-number", str(values.name), str(wrong.iloc[0]))
    return _as(texts, "number"), ""


def needs_numbers(wanted: Aggregate) -> bool:
    """Whether only numbers, or flags, can be asked for this."""
    return wanted.function in OF_NUMBERS or (wanted.function == "share" and not wanted.value)


def _as(texts: pd.Series, kind: str) -> pd.Series:
    texts = texts.where(texts != "")
    if kind == "boolean":
        return (texts.str.lower() == "true").astype("boolean").where(texts.notna())
    # Python's own reading rounds rightly to the last bit; that of to_numeric does not.
    floats = [None if pd.isna(text) else float(text) for text in texts]
    numbers = pd.Series(floats, index=texts.index, dtype="float64")
    return numbers.astype("Int64") if kind == "integer" else numbers


def kind_of(values: pd.Series) -> str:
    """Tell what a column's cells are, by its dtype."""
    dtype = values.dtype
    if dtype.kind == "b":
        return "boolean"
    if dtype.kind in "iu":
        return "integer"
    return "number" if dtype.kind == "f" else "string"


def _extreme(sites: Codes, values: pd.Series, kind: str, wanted: Aggregate) -> pd.DataFrame:
    if kind == "string":
        ranks, keys = sort_keys(values, wanted.column)
        rows = _outermost_rows(sites, ranks, keys, values, wanted.function)
        return _one_each(rows.sort_values(["site", "key", "value"]), wanted)
    rows = pd.DataFrame({"site": sites, "value": values.to_numpy(np.float64)})
    rows["value"] = values.reset_index(drop=True)
    grouped = rows.groupby("site", as_index=False)
    found: pd.DataFrame = grouped.min() if wanted.function == "min" else grouped.max()
    return found


def _outermost_rows(
    sites: Codes, ranks: Codes, keys: list[str], cells: pd.Series, function: str
) -> pd.DataFrame:
    """Keep the rows of each site's first or last key; whole numbers are compared, not texts."""
    live = np.flatnonzero(ranks >= 0)
    here, mine = sites[live], ranks[live] if function == "max" else -ranks[live]
    best = np.full(int(here.max(initial=-1)) + 1, -len(keys), np.int64)
    np.maximum.at(best, here, mine)
    outer = live[mine == best[here]]
    return pd.DataFrame({
        "site": sites[outer],
        "key": pd.Series(keys, dtype="str").take(ranks[outer]).reset_index(drop=True),
        "value": cells.take(outer).reset_index(drop=True),
    })  # fmt: skip


def _latest_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the latest row of each site; of several the greatest value, wherever it stands."""
    return rows.sort_values(["site", "key", "value"]).drop_duplicates("site", keep="last")


def _latest(rows: pd.DataFrame) -> pd.Series:
    return _latest_rows(rows).set_index("site")["value"]


def _one_each(rows: pd.DataFrame, wanted: Aggregate) -> pd.DataFrame:
    if wanted.function == "min":
        return rows.drop_duplicates("site", keep="first")
    return rows.drop_duplicates("site", keep="last")


def _outermost(rows: pd.DataFrame, wanted: Aggregate, kind: str) -> pd.Series:
    if kind == "string":
        rows = rows.sort_values(["site", "key", "value"])
        return _one_each(rows, wanted).set_index("site")["value"]
    grouped = rows.groupby("site")["value"]
    found = grouped.min() if wanted.function == "min" else grouped.max()
    return found.map(rounded) if kind == "number" else found


def _of_sums(rows: pd.DataFrame, wanted: Aggregate, kind: str, index: pd.RangeIndex) -> pd.Series:
    is_whole = kind == "integer"
    if rows["site"].is_unique:
        # One part alone has nothing to be added to.
        alone = rows.sort_values("site").set_index("site")
        counts, sums = alone["n"], alone["sum"]
    else:
        counts = rows.groupby("site")["n"].sum()
        by_site = rows.groupby("site")["sum"]
        sums = by_site.agg(sum) if is_whole else by_site.agg(math.fsum)
    if wanted.function == "sum":
        if is_whole and all(abs(value) < 2**53 for value in sums):
            return _spread(sums, index, "Int64")
        return _spread(sums.map(lambda value: rounded(float(value))), index, "float64")
    if wanted.function == "mean" or kind == "boolean":
        quotients = [total / n for total, n in zip(sums, counts, strict=True)]
    else:
        total = sum(sums) if is_whole else math.fsum(sums)
        quotients = [value / total if total else math.nan for value in sums]
    found = pd.Series([rounded(float(value)) for value in quotients], index=sums.index)
    return _spread(found, index, "float64")


def _medians(rows: pd.DataFrame) -> pd.Series:
    counts: pd.DataFrame = rows.groupby(["site", "value"])["n"].sum().reset_index()
    found = {}
    for site, of_site in counts.groupby("site"):
        values, upto = of_site["value"].to_numpy(), of_site["n"].to_numpy().cumsum()
        low, high = ((upto[-1] - 1) // 2, upto[-1] // 2)
        at = np.searchsorted(upto, [low, high], side="right")
        found[site] = rounded(float(values[at[0]] / 2 + values[at[1]] / 2))
    return pd.Series(found, dtype="float64")


_DTYPES: dict[str, Any] = {
    "integer": "Int64", "number": "float64", "boolean": "boolean", "string": "str",
}  # fmt: skip


def _widest(kinds: list[str]) -> str:
    told = {kind for kind in kinds if kind}
    if told <= {"integer", "number"}:
        return "number" if "number" in told or not told else "integer"
    return told.pop() if len(told) == 1 else "string"


def _result_kind(wanted: Aggregate, kind: str) -> str:
    if wanted.function == "count":
        return "integer"
    if wanted.function == "list":
        return "string"
    return kind if wanted.function in {"sum", "min", "max", "latest"} and kind else "number"


def result_field(wanted: Aggregate, of: str) -> str:
    """Give the type that an aggregate of a column of a type has."""
    return _result_kind(wanted, of)


def result_unit(wanted: Aggregate, of: dict[str, str]) -> dict[str, str]:
    """Give the unit that an aggregate of a column with a unit has."""
    return {} if wanted.function in {"count", "share"} else of


def tables_of(wanted: Mapping[str, Aggregate]) -> list[str]:
    """Name every column that some aggregates look at."""
    return list(dict.fromkeys(name for each in wanted.values() for name in each.columns))


def _spread(found: pd.Series, index: pd.RangeIndex, dtype: Any) -> pd.Series:
    if dtype == "str":
        texts = found.map(lambda value: value if isinstance(value, str) else as_text(value))
        return texts.reindex(index).astype("str")
    spread = found.astype(dtype).reindex(index)
    # Nought has no sign: which of them comes first differs by the order of rows.
    return spread + 0.0 if dtype == "float64" else spread
