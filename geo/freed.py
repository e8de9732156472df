"""Memory that is no longer used, and giving it back."""

from __future__ import annotations

import ctypes
import gc
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_M_ARENA_MAX, _M_MMAP_THRESHOLD = -8, -3  # malloc.h
_LARGE = 4 << 20


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
    _glibc_function("malloc_trim")(0)


def share_one_arena() -> None:
    """Let the threads to come take memory from one place.

    Each would have its own in glibc, and what one save leaves there between what stays, the next
    one, in another thread, cannot use. Python runs one of them at a time as it is. And what is
    large goes back when it is freed: glibc would raise that bound with each such piece.
    """
    _glibc_function("mallopt")(_M_ARENA_MAX, 1)
    _glibc_function("mallopt")(_M_MMAP_THRESHOLD, _LARGE)


def keep_for_good() -> None:
    """Say that all there is now stays: :func:`give_back` need not look at it again."""
    gc.collect()
    gc.freeze()


@cache
def _glibc_function(name: str) -> Callable[..., object]:
    """Give a function of glibc's; where there is another C library, one that does nothing."""
    if sys.platform == "linux":
        try:
            found: Callable[..., object] = getattr(ctypes.CDLL("libc.so.6"), name)
        except (OSError, AttributeError):
            pass
        else:
            return found
    return lambda *_given: None
