"""What is made while the garbage collector waits is taken as old when it comes back."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from geo.gc_paused import collection_paused

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY = 50_000


@pytest.fixture(autouse=True)
def _nothing_frozen() -> Iterator[None]:
    """The tests freeze what they start with; a command has nothing frozen."""
    gc.unfreeze()
    yield
    gc.collect()
    gc.freeze()


def test_what_was_made_meanwhile_is_not_walked_over_at_once() -> None:
    collections: list[str] = []
    with collection_paused():
        kept = [[number] for number in range(MANY)]
        gc.callbacks.append(lambda phase, _about: collections.append(phase))
    try:
        young = gc.get_count()[0]
        after = [[] for _ in range(100)]
    finally:
        gc.callbacks.pop()
    assert young < MANY // 100
    assert collections == []
    assert len(kept) == MANY
    assert len(after) == 100


def test_cycles_made_meanwhile_are_found_later() -> None:
    with collection_paused():
        ring: list[object] = []
        ring.append(ring)
    gc.collect()
    before = gc.get_objects()
    count = sum(thing is ring for thing in before)
    assert count == 1
    del before, ring
    assert gc.collect() >= 1


def test_what_is_frozen_stays_frozen() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with collection_paused():
            pass
        # Some of them are no longer used by anybody meanwhile.
        assert gc.get_freeze_count() > frozen // 2 > 0
    finally:
        gc.unfreeze()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with collection_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
