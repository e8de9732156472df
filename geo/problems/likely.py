"""What was most likely meant by a name that is not known."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

ALIKE = 0.6
"""Likeness of two names, from 0 to 1, as :mod:`difflib` has it."""
LONGEST = 80
"""Characters of an unknown name that are looked at."""
MOST_KNOWN = 20_000
MOST_SOUGHT = 200
"""Unknown names for which a like one is looked up: four times as many as are told of a code."""
MOST_COMPARED = 300
"""Known names an unknown one is compared with letter by letter: those that share most with it."""
KINDS = 64
"""Kinds of letters that are told apart before: by the last six bits of their codes."""


class Likely:
    """Looks up what was meant by unknown names: each once, and not at any price.

    Parameters
    ----------
    known
        Names that may have been meant. Of more than :data:`MOST_KNOWN` none is found.
    """

    def __init__(self, known: Collection[str]) -> None:
        self._known = sorted(known) if len(known) <= MOST_KNOWN else []
        self._lengths = np.array([len(name) for name in self._known])
        self._letters: NDArray[np.uint8] | None = None
        self._meant: dict[str, str | None] = {}

    def meant(self, name: str) -> str | None:
        """Find the known name most like an unknown one; none where too many were looked up."""
        if self._known and name not in self._meant and len(self._meant) < MOST_SOUGHT:
            self._meant[name] = self._nearest(name[:LONGEST])
        return self._meant.get(name)

    def _nearest(self, name: str) -> str | None:
        if self._letters is None:
            self._letters = _count_letters(self._known)
        # Comparing in order is slow; how alike two names are at most, their letters tell at once.
        shared = np.minimum(self._letters, _count_letters([name])).sum(axis=1, dtype=np.int64)
        most = 2 * shared / np.maximum(self._lengths + len(name), 1)
        (near,) = np.nonzero(most >= ALIKE)
        near = near[np.argsort(-most[near], kind="stable")][:MOST_COMPARED]
        matcher = difflib.SequenceMatcher(b=name)
        best, found = ALIKE, ""
        for row in near.tolist():
            if most[row] < best:
                break
            matcher.set_seq1(self._known[row])
            best, found = max((best, found), (matcher.ratio(), self._known[row]))
        return found or None


def nearest(name: str, known: Collection[str]) -> str | None:
    """Find the known name most like an unknown one, whatever the case of either.

    Parameters
    ----------
    name
        What was written.
    known
        What may have been meant.

    Returns
    -------
    str or None
        None where nothing known is :data:`ALIKE`.
    """
    by_fold = {other.casefold(): other for other in sorted(known, reverse=True)}
    meant = Likely(by_fold).meant(name.casefold())
    return None if meant is None else by_fold[meant]


def _count_letters(names: list[str]) -> NDArray[np.uint8]:
    """Count each name's letters by kind, a row a name."""
    codes = np.frombuffer("".join(names).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    rows = np.repeat(np.arange(len(names)), [len(name) for name in names])
    counts = np.bincount(rows * KINDS + codes % KINDS, minlength=len(names) * KINDS)
    # An unknown name has no more than LONGEST of a kind to share.
    return np.minimum(counts, LONGEST).astype(np.uint8).reshape(-1, KINDS)
