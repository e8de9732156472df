"""`constraints.txt` names a version of everything the package asks for, none below its floor."""

from __future__ import annotations

import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]


def constraints() -> dict[str, list[Requirement]]:
    """Read the file, by name."""
    found: dict[str, list[Requirement]] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            requirement = Requirement(line)
            found.setdefault(requirement.name, []).append(requirement)
    return found


def asked_for() -> list[Requirement]:
    """What the package and its extras ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = {*project["dependencies"], *chain(*project["optional-dependencies"].values())}
    return [Requirement(line) for line in sorted(lines)]


@pytest.mark.parametrize("asked", asked_for(), ids=str)
def test_what_the_package_asks_for_is_there_at_a_version_it_takes(asked: Requirement) -> None:
    pinned = constraints().get(asked.name, [])
    assert pinned
    for each in pinned:
        (version,) = [specifier.version for specifier in each.specifier]
        assert version in asked.specifier


def test_nothing_says_where_it_is_downloaded_from() -> None:
    for requirements in constraints().values():
        for requirement in requirements:
            assert requirement.url is None
            assert [specifier.operator for specifier in requirement.specifier] == ["=="]
