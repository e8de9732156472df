"""A column of cell texts to values, and what of it the description forbids.

All of a column is handled at once; a cell is looked at by itself only where a regular expression
over the whole column does not already settle it.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.sources.heading_kinds import is_always_text
from geo.sources.missing_marks import marks_among
from geo.sources.tables.cells import NUMBER, WHOLE, cell_type, read_constant, shown
from geo.sources.tables.masked import hold_something, kept
from geo.sources.tables.table_schema import DEFAULT_MISSING, TableField

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from geo.sources.tables.cells import Dtype

    Mask = NDArray[np.bool_]

# A leading zero means that the digits are a code; more than 15 lose their last ones as a number.
_PLAIN_WHOLE = r"-?(?:0|[1-9][0-9]{0,14})"
_PLAIN_NUMBER = r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?"
_PLAIN_FLAG = r"true|false|True|False|TRUE|FALSE"
PLAIN_FORMS = (
    ("integer", _PLAIN_WHOLE), ("number", _PLAIN_NUMBER), ("boolean", _PLAIN_FLAG),
)  # fmt: skip
"""By type, the form that every cell of a column has; the first that fits counts."""
_SAMPLE = 64


class Finding(NamedTuple):
    """Cells of a column that break a rule.

    Parameters
    ----------
    code
        The problem.
    rows
        Mask over the rows.
    params
        Values for its sentences, besides the cell's own.
    """

    code: str
    rows: Mask
    params: dict[str, Any]


class Column(NamedTuple):
    """A column as values, and what is wrong with it."""

    cells: pd.Series
    findings: list[Finding]


def read_column(
    texts: pd.Series, field: TableField, skipped: Mask, *, is_inferred: bool = False
) -> Column:
    """Read a column as its description says.

    Parameters
    ----------
    texts
        The cells as text; null where the row has no such cell.
    field
        The description.
    skipped
        Rows that are not looked at: blank ones.
    is_inferred
        Whether the description was made of these very cells: then each has its type's form.

    Returns
    -------
    Column
        Cells in the type's dtype, null where missing or unfit.
    """
    missing = is_missing(texts, field)
    present = ~missing & ~skipped
    findings = []
    if field.constraints.get("required"):
        findings.append(Finding("cell-required", missing & ~skipped, {}))
    values, comparable, unfit = _cast(texts, field, present, is_inferred=is_inferred)
    findings.append(Finding(cell_type(field).code, unfit, {}))
    sound = present & ~unfit
    for code, breaks, params in _rules(field):
        rows = np.zeros(len(texts), dtype=bool)
        rows[sound] = breaks(comparable)
        findings.append(Finding(code, rows, params))
    if field.constraints.get("unique"):
        rows = np.zeros(len(texts), dtype=bool)
        rows[sound] = repeated([str(value) for value in comparable])
        findings.append(Finding("cell-not-unique", rows, {}))
    return Column(values, [finding for finding in findings if finding.rows.any()])


def is_missing(texts: pd.Series, field: TableField) -> Mask:
    """Mark the cells that are no value of a field."""
    if field.missing_values == DEFAULT_MISSING:
        return ~hold_something(texts)
    none = pa.array([*field.missing_values, None], pa.string())
    missing: Mask = pc.is_in(pa.array(texts.array), none).to_numpy(zero_copy_only=False)
    return missing


def repeated(values: list[Any]) -> Mask:
    """Mark every value that stood before."""
    return pd.Series(values, dtype=object).duplicated().to_numpy(dtype=bool)


def infer_field(name: str, texts: pd.Series) -> TableField:
    """Describe a column nobody has described.

    Parameters
    ----------
    name
        Its heading.
    texts
        Its cells.

    Returns
    -------
    TableField
        ``integer``, ``number`` or ``boolean`` if every cell with something in it is one beyond
        doubt, else ``string``. Cells that say that there is no value are no doubt: they are the
        field's missing values.
    """
    if is_always_text(name):
        return TableField(name)
    present = kept(texts, hold_something(texts))
    if present.empty:
        return TableField(name)
    sample = present.iloc[:_SAMPLE]
    kind = _plain_form(sample, present)
    if kind is not None:
        return TableField(name, kind)
    return _but_for_marks(name, present, sample) or TableField(name)


def _plain_form(sample: pd.Series, present: pd.Series) -> str | None:
    """Name the type whose form every cell of a column has; the first cell tells of most columns."""
    first = sample.iloc[0]
    for kind, pattern in PLAIN_FORMS:
        if re.fullmatch(pattern, first) is None:
            continue
        is_whole = len(sample) == len(present)
        if (is_whole or _all_match(sample, pattern)) and _all_match(present, pattern):
            return kind
    return None


def _but_for_marks(name: str, present: pd.Series, sample: pd.Series) -> TableField | None:
    """Describe a column by what is left of it without marks of there being no value."""
    marks = marks_among(sample)
    kept = sample[~sample.isin(marks)] if marks else sample
    if len(kept) == len(sample) == len(present):
        return None
    for kind, pattern in PLAIN_FORMS:
        if not _all_match(kept, pattern):
            continue
        marks = marks_among(present[~present.str.fullmatch(pattern)])
        rest = present[~present.isin(marks)]
        if marks and len(rest) and _all_match(rest, pattern):
            return TableField(name, kind, missing_values=(*DEFAULT_MISSING, *marks))
    return None


def _cast(
    texts: pd.Series, field: TableField, present: Mask, *, is_inferred: bool
) -> tuple[pd.Series, list[Any], Mask]:
    """Give the column's values, the same as a list of comparable ones, and the unfit cells."""
    unfit = np.zeros(len(texts), dtype=bool)
    reader = cell_type(field)
    some = kept(texts, present)
    if field.type == "any" or (field.type == "string" and field.format == "default"):
        values = texts if present.all() else texts.where(present)
        return values, some.tolist() if _rules_needed(field) else [], unfit
    quick = _cast_numbers(some, field, is_inferred=is_inferred)
    if quick is not None:
        values = _with_gaps(quick.to_numpy(), present, reader.dtype)
        return values, quick.tolist() if _rules_needed(field) else [], unfit
    codes, uniques = pd.factorize(some)
    read = [_try(reader.read, text) for text in uniques]
    failed = np.array([value is _UNFIT for value in read], dtype=bool)
    unfit[present] = failed[codes] if len(codes) else False
    comparable = [read[code] for code in codes.tolist() if read[code] is not _UNFIT]
    return _series(comparable, present & ~unfit, reader.dtype), comparable, unfit


def _cast_numbers(some: pd.Series, field: TableField, *, is_inferred: bool) -> pd.Series | None:
    """Cast a column of plain numbers in one go, if that is what it is."""
    if field.type not in {"integer", "number"} or field.options:
        return None
    form = WHOLE if field.type == "integer" else NUMBER
    if not is_inferred and not _all_match(some, form):
        return None
    try:
        kind = pa.int64() if field.type == "integer" else pa.float64()
        return pd.Series(pc.cast(pa.array(some), kind).to_numpy(), index=some.index)
    except pa.ArrowInvalid:
        # A sign or a point too many for Arrow.
        pass
    try:
        return some.astype("int64" if field.type == "integer" else "float64")
    except (ValueError, OverflowError):
        # More digits than 64 bits hold.
        return None


def _with_gaps(numbers: NDArray[Any], rows: Mask, dtype: Dtype) -> pd.Series:
    """Spread numbers over the rows they belong to; missing in the others."""
    is_whole = dtype == "Int64"
    held = numbers.astype("int64" if is_whole else "float64", copy=False)
    if len(numbers) < len(rows):
        held = np.full(len(rows), 1 if is_whole else np.nan, dtype=held.dtype)
        held[rows] = numbers
    return pd.Series(pd.arrays.IntegerArray(held, ~rows) if is_whole else held, copy=False)


def _series(values: list[Any], rows: Mask, dtype: Dtype) -> pd.Series:
    """Spread values over the rows they belong to."""
    spread = np.full(len(rows), None, dtype=object)
    for row, value in zip(np.flatnonzero(rows).tolist(), values, strict=True):
        spread[row] = shown(value)
    try:
        return pd.Series(spread).astype(dtype)
    except (OverflowError, TypeError, ValueError):
        return pd.Series(spread)


def _rules_needed(field: TableField) -> bool:
    return bool(field.constraints.keys() - {"required"})


def _rules(field: TableField) -> list[tuple[str, Callable[[list[Any]], Any], dict[str, Any]]]:
    """Give the constraints of a field, each as what tells which values break it."""
    rules: list[tuple[str, Callable[[list[Any]], Any], dict[str, Any]]] = []
    for name, value in field.constraints.items():
        make = _CONSTRAINTS.get(name)
        if make is None:
            continue
        code, breaks, is_constant = make
        constant = value
        if is_constant:
            constant = (
                [read_constant(field, entry) for entry in value]
                if name == "enum"
                else read_constant(field, value)
            )
        find = _pattern(value) if name == "pattern" else _each(breaks(constant))
        rules.append((code, find, {"limit": _in_words(value)}))
    return rules


def _outside(beyond: Callable[[Any, Any], bool]) -> Callable[[Any], Callable[[Any], bool]]:
    def make(limit: Any) -> Callable[[Any], bool]:
        def breaks(value: Any) -> bool:
            try:
                # Not-a-number keeps to no limit.
                return (isinstance(value, float) and math.isnan(value)) or beyond(value, limit)
            except TypeError:
                # A time with a zone and one without cannot be compared.
                return True

        return breaks

    return make


def _each(breaks: Callable[[Any], bool]) -> Callable[[list[Any]], list[bool]]:
    return lambda values: [breaks(value) for value in values]


def _pattern(pattern: str) -> Callable[[list[Any]], Mask]:
    def find(values: list[Any]) -> Mask:
        matched = pc.match_substring_regex(pa.array(values, pa.string()), whole(pattern))
        mask: Mask = ~matched.to_numpy(zero_copy_only=False).astype(bool)
        return mask

    return find


def whole(pattern: str) -> str:
    """Give the RE2 pattern of a whole cell: RE2 takes time in proportion to the text, always."""
    return rf"\A(?:{pattern})\z"


def can_match(pattern: str) -> bool:
    """Whether RE2 understands a pattern."""
    try:
        pc.match_substring_regex(pa.array([""]), whole(pattern))
    except pa.ArrowInvalid:
        return False
    return True


_CONSTRAINTS: dict[str, tuple[str, Callable[[Any], Callable[[Any], bool]], bool]] = {
    "enum": ("cell-not-in-enum", lambda known: lambda value: value not in known, True),
    "minimum": ("cell-below-minimum", _outside(lambda value, limit: value < limit), True),
    "maximum": ("cell-above-maximum", _outside(lambda value, limit: value > limit), True),
    "exclusiveMinimum": ("cell-not-above", _outside(lambda value, limit: value <= limit), True),
    "exclusiveMaximum": ("cell-not-below", _outside(lambda value, limit: value >= limit), True),
    "minLength": ("cell-too-short", lambda limit: lambda value: len(value) < limit, False),
    "maxLength": ("cell-too-long", lambda limit: lambda value: len(value) > limit, False),
    "pattern": ("cell-pattern", lambda _pattern: lambda _value: False, False),
}


def _in_words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


_UNFIT = object()


def _try(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except ValueError:
        return _UNFIT


def _all_match(texts: pd.Series, pattern: str) -> bool:
    matched = pc.match_substring_regex(pa.array(texts.array), whole(pattern))
    return pc.all(matched).as_py() is not False
