"""What was meant by a name is what difflib finds, at a cost that does not grow with its square."""

from __future__ import annotations

import difflib
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.problems.likely import MOST_COMPARED, MOST_KNOWN, MOST_SOUGHT, Likely

NAMES = st.text(st.sampled_from("ab1-湖¡🜀"), max_size=8)


@given(NAMES, st.sets(NAMES.filter(bool), max_size=20))
def test_the_nearest_name_is_that_of_difflib(name: str, known: set[str]) -> None:
    near = difflib.get_close_matches(name, sorted(known), 1)
    assert Likely(known).meant(name) == (near[0] if near else None)


@pytest.mark.parametrize("known", ["site-{:04d}", "{:04d}" * 20, "湖{}"])
def test_the_nearest_of_many_names_is_that_of_difflib(known: str) -> None:
    names = [known.format(*[number] * 20) for number in range(1000)]
    likely = Likely(names)
    for number in range(0, 1000, 50):
        name = names[number][:2] + "x" + names[number][3:]
        assert [likely.meant(name)] == difflib.get_close_matches(name, sorted(names), 1)


def test_long_names_and_very_many_are_let_be() -> None:
    assert Likely(["a" * 80]).meant("a" * 100_000) == "a" * 80
    assert Likely(["a" * 100_000]).meant("a" * 70) is None
    assert Likely({f"n{number}" for number in range(MOST_KNOWN + 1)}).meant("n-7") is None


def test_looking_costs_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: Counter[str] = Counter()

    class Counted(difflib.SequenceMatcher[str]):
        def ratio(self) -> float:
            calls["ratio"] += 1
            return 0.1

    monkeypatch.setattr("geo.problems.likely.difflib.SequenceMatcher", Counted)
    likely = Likely([f"site-{number:05d}" for number in range(5000)])
    found: list[Any] = [likely.meant(f"sitt-{number:05d}") for number in range(5000)]
    assert set(found) == {None}
    assert calls["ratio"] == MOST_SOUGHT * MOST_COMPARED
