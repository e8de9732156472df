"""Keys of sites and of a table's rows: what counts as the same, and what only looks like it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.checks.key_forms import normal, without_zeros
from geo.checks.references import id_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

Key = tuple[str, ...]


def key_texts(frame: pd.DataFrame, columns: Sequence[str]) -> list[Key | None]:
    """Give every row's key; none where a part of it is blank."""
    parts = [id_texts(frame[name]).tolist() for name in columns]
    return [key if all(_has(part) for part in key) else None for key in zip(*parts, strict=True)]


def _has(part: Any) -> bool:
    return isinstance(part, str) and part.strip() != ""


@dataclass
class Met:
    """Which keys met which sites.

    Parameters
    ----------
    keys, sites
        A pair for every meeting: the key's place among those asked for, and the site's row.
    alike
        Keys that met only after width, composition and outer spaces were evened out.
    zeros
        Keys that meet nothing but for leading zeros, with the site's own key.
    shared
        Keys that several sites have.
    unmet
        Keys that meet no site.
    """

    keys: NDArray[np.int64]
    sites: NDArray[np.int64]
    alike: dict[int, Key]
    zeros: dict[int, Key]
    shared: dict[int, int]
    unmet: list[int]


class SiteKeys:
    """The sites by their keys.

    Parameters
    ----------
    sites
        The joined layer so far.
    on
        Which of its columns make the key.
    """

    def __init__(self, sites: pd.DataFrame, on: Sequence[str]) -> None:
        self._exact: dict[Key, list[int]] = {}
        self._own: dict[int, Key] = {}
        for row, key in enumerate(key_texts(sites, on)):
            if key is not None:
                self._own[row] = key
                self._exact.setdefault(key, []).append(row)

    # Most tables meet letter by letter: how else they might is only found out where one does not.
    @cached_property
    def _normal(self) -> dict[Key, list[int]]:
        found: dict[Key, list[int]] = {}
        for row, key in self._own.items():
            found.setdefault(tuple(map(normal, key)), []).append(row)
        return found

    @cached_property
    def _zeros(self) -> dict[Key, Key]:
        found: dict[Key, Key] = {}
        for key in self._own.values():
            found.setdefault(tuple(map(without_zeros, key)), key)
        return found

    @property
    def known(self) -> list[Key]:
        """All keys there are."""
        return list(self._exact)

    def meet(self, keys: Sequence[Key]) -> Met:
        """Hold keys against those of the sites."""
        met = Met(np.empty(0, np.int64), np.empty(0, np.int64), {}, {}, {}, [])
        left: list[int] = []
        right: list[int] = []
        for index, key in enumerate(keys):
            rows = self._exact.get(key)
            if rows is None:
                rows = self._normal.get(tuple(map(normal, key)))
                if rows is None:
                    met.unmet.append(index)
                    near = self._zeros.get(tuple(map(without_zeros, key)))
                    if near is not None:
                        met.zeros[index] = near
                    continue
                met.alike[index] = self._own[rows[0]]
            if len(rows) > 1:
                met.shared[index] = len(rows)
            left += [index] * len(rows)
            right += rows
        met.keys = np.array(left, np.int64)
        met.sites = np.array(right, np.int64)
        return met

    def count(self, values: pd.Series) -> int:
        """How many of a column's rows would meet a site."""
        texts = id_texts(values)
        return sum(
            isinstance(text, str)
            and text.strip() != ""
            and ((text,) in self._exact or (normal(text),) in self._normal)
            for text in texts.tolist()
        )
