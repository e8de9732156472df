"""Memory that is no longer used, and giving it back."""

from __future__ import annotations

import ctypes
import gc
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def give_back() -> None:
    """Give the system what this process has freed.

    Allocators keep it for themselves: a server that joins a large layer at each save would hold
    twice what it ever needs at once.
    """
    import pyarrow as pa

    # Documents and what was made of them refer to each other; Python looks for such rings
    # too seldom.
    gc.collect()
    pa.default_memory_pool().release_unused()
    _trim()(0)


def keep_for_good() -> None:
    """Say that all there is now stays: :func:`give_back` need not look at it again."""
    gc.collect()
    gc.freeze()


@cache
def _trim() -> Callable[[int], object]:
    """Give glibc's function for it; where there is another C library, one that does nothing."""
    if sys.platform == "linux":
        try:
            return ctypes.CDLL("libc.so.6").malloc_trim
        except (OSError, AttributeError):
            pass
    return lambda _pad: None
