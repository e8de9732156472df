"""Python's garbage collector, and when to leave it alone."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def collection_paused() -> Iterator[None]:
    """Make millions of objects without the collector walking over them again and again.

    What nothing refers to is freed all the same; only cycles wait. Also a decorator.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            _take_as_old()
            gc.enable()


def _take_as_old() -> None:
    """Count what was made meanwhile among what has lasted.

    As young objects all of it would be walked over at the very next one made. What somebody has
    frozen on purpose stays frozen.
    """
    if gc.get_freeze_count() == 0:
        gc.freeze()
        gc.unfreeze()
